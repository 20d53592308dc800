use borsh::{BorshDeserialize, BorshSerialize};

use crate::source::span::Span;
use crate::value::{EnumId, RecordId};

/// A type. Whether something may be missing is no part of it: every field may.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub enum Ty {
    Bool,
    Number,
    Percentage,
    Text,
    Instant,
    Date,
    Time,
    Duration,
    Window,
    Version,
    Constraint,
    Person,
    Zone,
    Enum(EnumId),
    Record(RecordId),
    List(Box<Ty>),
    Set(Box<Ty>),
    Map(Box<Ty>, Box<Ty>),
    /// A `calendar` block; never a field of a document.
    Calendar,
    /// Never printed. Derived from a `secret` field; conditions over secrets are not secret.
    Secret(Box<Ty>),
    /// The element of an empty list, the type of `unknown "…"`: goes with everything.
    Nothing,
    /// What an error was already reported for: goes with everything and reports nothing more.
    Error,
}

/// The enums and records of one program.
#[derive(Debug, Clone, Default, BorshSerialize, BorshDeserialize)]
pub struct TypeTable {
    pub enums: Vec<EnumType>,
    pub records: Vec<RecordType>,
}

#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct EnumType {
    pub name: String,
    /// Members run from least to greatest.
    pub ordered: bool,
    pub members: Vec<String>,
    pub span: Option<Span>,
}

#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct RecordType {
    /// Empty for a record literal's type.
    pub name: String,
    /// Undeclared fields are ignored, not warned about.
    pub open: bool,
    /// A pair `(a, b)`: fields `first` and `second`.
    pub pair: bool,
    /// The type that this one extends: its fields come first, in its order, so that a record of this type serves
    /// wherever one of that type does.
    pub extends: Option<RecordId>,
    pub fields: Vec<Field>,
    pub span: Option<Span>,
}

#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Field {
    pub name: String,
    /// The name in the document.
    pub wire: String,
    pub required: bool,
    /// `= expression`: computed from the other fields, never read from the document.
    pub derived: bool,
    /// How the document writes it: a bare number of a percentage, the bounds of a number.
    pub format: Format,
    pub ty: Ty,
    pub span: Option<Span>,
}

/// What a field's declaration says about its writing, beside its type.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, BorshSerialize, BorshDeserialize,
)]
pub enum Format {
    #[default]
    Plain,
    /// `percentage of 1`: a bare number is the fraction.
    PercentageOfOne,
    /// `percentage of 100`: a bare number is in hundredths.
    PercentageOfHundred,
    /// `1..4`: a whole or decimal number within both ends.
    Between(String, String),
}

impl TypeTable {
    pub fn enum_type(&self, id: EnumId) -> Option<&EnumType> {
        self.enums.get(id.0 as usize)
    }

    pub fn record_type(&self, id: RecordId) -> Option<&RecordType> {
        self.records.get(id.0 as usize)
    }

    /// Whether `of` is `base` or extends it, directly or through others.
    pub fn extends(&self, of: RecordId, base: RecordId) -> bool {
        let mut at = Some(of);
        while let Some(id) = at {
            if id == base {
                return true;
            }
            at = self.record_type(id).and_then(|record| record.extends);
        }
        false
    }

    /// The type as a policy writes it.
    pub fn show(&self, ty: &Ty) -> String {
        match ty {
            Ty::Bool => "boolean".into(),
            Ty::Number => "number".into(),
            Ty::Percentage => "percentage".into(),
            Ty::Text => "text".into(),
            Ty::Instant => "instant".into(),
            Ty::Date => "date".into(),
            Ty::Time => "time".into(),
            Ty::Duration => "duration".into(),
            Ty::Window => "window".into(),
            Ty::Version => "version".into(),
            Ty::Constraint => "constraint".into(),
            Ty::Person => "person".into(),
            Ty::Zone => "zone".into(),
            Ty::Enum(id) => self.enum_type(*id).map_or_else(
                || "enum".into(),
                |found| {
                    if found.name.is_empty() {
                        format!("{{{}}}", found.members.join(", "))
                    } else {
                        found.name.clone()
                    }
                },
            ),
            Ty::Record(id) => self
                .record_type(*id)
                .map_or_else(|| "record".into(), |record| self.show_record(record)),
            Ty::List(of) => format!("list of {}", self.show(of)),
            Ty::Set(of) => format!("set of {}", self.show(of)),
            Ty::Map(key, of) => format!("map of {} to {}", self.show(key), self.show(of)),
            Ty::Calendar => "calendar".into(),
            Ty::Secret(of) => format!("secret {}", self.show(of)),
            Ty::Nothing => "nothing".into(),
            Ty::Error => "something".into(),
        }
    }

    fn show_record(&self, record: &RecordType) -> String {
        if !record.name.is_empty() {
            return record.name.clone();
        }
        let fields: Vec<String> = record
            .fields
            .iter()
            .map(|field| {
                if record.pair {
                    self.show(&field.ty)
                } else {
                    format!("{}: {}", field.name, self.show(&field.ty))
                }
            })
            .collect();
        if record.pair {
            format!("({})", fields.join(", "))
        } else {
            format!("{{{}}}", fields.join(", "))
        }
    }
}

impl Ty {
    pub fn list(of: Ty) -> Ty {
        Ty::List(Box::new(of))
    }

    /// The type without its secrecy.
    pub fn plain(&self) -> &Ty {
        match self {
            Ty::Secret(of) => of.plain(),
            other => other,
        }
    }

    pub fn is_secret(&self) -> bool {
        matches!(self, Ty::Secret(_))
    }

    /// The element type of a list or set.
    pub fn element(&self) -> Option<&Ty> {
        match self.plain() {
            Ty::List(of) | Ty::Set(of) => Some(of),
            _ => None,
        }
    }
}
