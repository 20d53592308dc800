//! Values as reports print them.

use super::unknown::Reason;
use super::{Member, RecordId, Value};

/// The names that showing a value needs.
pub trait Names {
    fn member(&self, member: Member) -> &str;
    /// A field's name; `None` for one that is not shown.
    fn field(&self, record: RecordId, index: usize) -> Option<&str>;
    fn is_secret(&self, record: RecordId, index: usize) -> bool;
    fn is_pair(&self, record: RecordId) -> bool;
}

pub fn show(_value: &Value<'_>, _names: &dyn Names) -> String {
    todo!()
}
pub fn plain(_value: &Value<'_>, _names: &dyn Names) -> String {
    todo!()
}
pub fn reason(_reason: &Reason<'_>) -> String {
    todo!()
}
