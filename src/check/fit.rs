//! Which types go together.

use crate::types::ty::Ty;

use super::program::Checker;

impl Checker<'_> {
    /// Whether a value of type `actual` serves where `wanted` is asked for.
    pub fn accepts(&self, wanted: &Ty, actual: &Ty) -> bool {
        match (wanted, actual) {
            (Ty::Error | Ty::Nothing, _) | (_, Ty::Error | Ty::Nothing) => true,
            (Ty::Secret(wanted), actual) => self.accepts(wanted, actual.plain()),
            (Ty::List(wanted), Ty::List(actual) | Ty::Set(actual))
            | (Ty::Set(wanted), Ty::Set(actual)) => self.accepts(wanted, actual),
            (Ty::Map(key, of), Ty::Map(actual_key, actual_of)) => {
                self.accepts(key, actual_key) && self.accepts(of, actual_of)
            }
            (Ty::Record(wanted), Ty::Record(actual)) => {
                self.types.extends(*actual, *wanted) || self.same_fields(*wanted, *actual)
            }
            (wanted, actual) => wanted == actual,
        }
    }

    /// Two structural records with the same names, the fields of one serving for the other's.
    fn same_fields(&self, wanted: crate::value::RecordId, actual: crate::value::RecordId) -> bool {
        let (Some(wanted), Some(actual)) = (
            self.types.record_type(wanted),
            self.types.record_type(actual),
        ) else {
            return false;
        };
        wanted.name.is_empty()
            && actual.name.is_empty()
            && wanted.fields.len() == actual.fields.len()
            && wanted
                .fields
                .iter()
                .zip(&actual.fields)
                .all(|(left, right)| left.name == right.name && self.accepts(&left.ty, &right.ty))
    }

    /// The type that values of both may have, if there is one.
    pub fn join(&self, left: &Ty, right: &Ty) -> Option<Ty> {
        match (left, right) {
            (Ty::List(left), Ty::List(right)) => Some(Ty::list(self.join(left, right)?)),
            (Ty::Set(left), Ty::Set(right)) => Some(Ty::Set(Box::new(self.join(left, right)?))),
            (Ty::List(left), Ty::Set(right)) | (Ty::Set(left), Ty::List(right)) => {
                Some(Ty::list(self.join(left, right)?))
            }
            (Ty::Secret(left), right) | (right, Ty::Secret(left)) => {
                Some(Ty::Secret(Box::new(self.join(left, right.plain())?)))
            }
            (Ty::Nothing | Ty::Error, other) | (other, Ty::Nothing | Ty::Error) => {
                Some(other.clone())
            }
            (left, right) if self.accepts(left, right) => Some(left.clone()),
            (left, right) if self.accepts(right, left) => Some(right.clone()),
            _ => None,
        }
    }

    /// Whether a type holds a secret anywhere but in a record's fields, which hide their own.
    pub fn holds_secret(ty: &Ty) -> bool {
        match ty {
            Ty::Secret(_) => true,
            Ty::List(of) | Ty::Set(of) => Checker::holds_secret(of),
            Ty::Map(key, of) => Checker::holds_secret(key) || Checker::holds_secret(of),
            _ => false,
        }
    }

    /// Whether values of a type can be put in order by `<`.
    pub fn is_ordered(&self, ty: &Ty) -> bool {
        match ty.plain() {
            Ty::Number
            | Ty::Percentage
            | Ty::Instant
            | Ty::Date
            | Ty::Time
            | Ty::Duration
            | Ty::Version
            | Ty::Error
            | Ty::Nothing => true,
            Ty::Enum(id) => self.types.enum_type(*id).is_some_and(|found| found.ordered),
            _ => false,
        }
    }
}

/// `` `a`, `b` and `c` ``; `none` for an empty list.
pub(super) fn listed<S: AsRef<str>>(names: &[S]) -> String {
    match names {
        [] => "none".to_owned(),
        [only] => format!("`{}`", only.as_ref()),
        [rest @ .., last] => {
            let rest: Vec<String> = rest
                .iter()
                .map(|name| format!("`{}`", name.as_ref()))
                .collect();
            format!("{} and `{}`", rest.join(", "), last.as_ref())
        }
    }
}
