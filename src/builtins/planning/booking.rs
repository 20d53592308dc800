use crate::builtins::arguments::{number, record, window};
use crate::builtins::call::Call;
use crate::builtins::stop::Stop;
use crate::value::Value;
use crate::value::decimal::Decimal;
use crate::value::window::Window;

/// An item that takes one place of a capacity for the time of its window.
#[derive(Debug, Clone, Copy)]
pub struct Booking<'a> {
    pub item: Value<'a>,
    pub window: Window,
    /// 1 goes first.
    pub priority: Decimal,
}

impl<'a> Booking<'a> {
    /// The items in the first argument, in its order, read through the first record type in the parameters: `window`
    /// and then, if asked for, `priority`.
    ///
    /// # Errors
    /// Every window and priority that is not known.
    pub fn all(call: &Call<'a, '_>, with_priority: bool) -> Result<Vec<Booking<'a>>, Stop<'a>> {
        let mut read = Vec::new();
        for item in call.exact_at(0)? {
            let fields = record(*item)?;
            let priority = if with_priority {
                call.field(0, 1, fields)
            } else {
                Value::Number(Decimal::ZERO)
            };
            read.push((*item, call.field(0, 0, fields), priority));
        }
        call.all_known(
            read.iter()
                .flat_map(|(_, window, priority)| [*window, *priority]),
        )?;
        read.into_iter()
            .map(|(item, at, priority)| {
                Ok(Booking {
                    item,
                    window: window(at)?,
                    priority: number(priority)?,
                })
            })
            .collect()
    }
}

/// How many items may be there at once.
pub fn capacity_at<'a>(call: &Call<'a, '_>, index: usize) -> Result<usize, Stop<'a>> {
    let capacity = call.whole_at(
        index,
        0,
        i64::MAX,
        "a capacity that is not whole, or below 0",
    )?;
    Ok(usize::try_from(capacity).unwrap_or(usize::MAX))
}
