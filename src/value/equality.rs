use super::Value;
use bumpalo::Bump;
use std::cmp::Ordering;
pub fn equal<'a>(_arena: &'a Bump, _l: Value<'a>, _r: Value<'a>) -> Value<'a> {
    todo!()
}
pub fn compare(_l: Value<'_>, _r: Value<'_>) -> Option<Ordering> {
    todo!()
}
pub fn sort_key_cmp(_l: Value<'_>, _r: Value<'_>) -> Ordering {
    todo!()
}
