use std::cmp::Ordering;

use crate::builtins::stop::Stop;
use crate::value::Value;
use crate::value::equality::compare;

/// The first of the values that stand `towards` all others; `None` where there are none.
pub fn extreme<'a>(values: &[Value<'a>], towards: Ordering) -> Result<Option<Value<'a>>, Stop<'a>> {
    let mut best: Option<Value<'a>> = None;
    for value in values {
        let better = match best {
            None => true,
            Some(best) => {
                compare(*value, best).ok_or(Stop::invalid("values without an order"))? == towards
            }
        };
        if better {
            best = Some(*value);
        }
    }
    Ok(best)
}
