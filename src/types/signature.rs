//! Signatures of builtin functions, as data.

/// A type in a signature. Variables are bound by the first argument that meets them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SigTy {
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
    Calendar,
    /// Any type.
    Any(&'static str),
    /// A number, a percentage or a duration: what can be added up.
    Amount(&'static str),
    /// What has an order: an amount, an instant, a date, a time, a version, a member of an ordered enum.
    Ordered(&'static str),
    /// A list; a set is taken too.
    List(&'static SigTy),
    Set(&'static SigTy),
    Map(&'static SigTy, &'static SigTy),
    Pair(&'static SigTy, &'static SigTy),
    /// A record with exactly these fields (as a result), or at least these (as a parameter).
    Record(&'static [(&'static str, SigTy)]),
    /// Any record type that has at least these fields; bound whole to the variable.
    Having(&'static str, &'static [(&'static str, SigTy)]),
    /// `{op, value}` and its like: an enum whose members are among these.
    EnumOf(&'static [&'static str]),
}

/// One parameter.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    /// Also the label by which it may be given: `zone: "Europe/London"`.
    pub name: &'static str,
    pub ty: SigTy,
    /// May be left out; the call then gets one argument fewer.
    pub optional: bool,
    /// Takes all arguments from here on (`concat(a, b, c)`).
    pub rest: bool,
}

/// What a function takes and gives.
#[derive(Debug, Clone, Copy)]
pub struct Signature {
    pub params: &'static [Param],
    pub result: SigTy,
}

impl Param {
    pub const fn new(name: &'static str, ty: SigTy) -> Param {
        Param {
            name,
            ty,
            optional: false,
            rest: false,
        }
    }

    pub const fn optional(name: &'static str, ty: SigTy) -> Param {
        Param {
            name,
            ty,
            optional: true,
            rest: false,
        }
    }

    pub const fn rest(name: &'static str, ty: SigTy) -> Param {
        Param {
            name,
            ty,
            optional: false,
            rest: true,
        }
    }
}

impl SigTy {
    /// As the reference writes it: `list of {window: window, …R}`.
    pub fn show(&self) -> String {
        match self {
            SigTy::Bool => "boolean".into(),
            SigTy::Number => "number".into(),
            SigTy::Percentage => "percentage".into(),
            SigTy::Text => "text".into(),
            SigTy::Instant => "instant".into(),
            SigTy::Date => "date".into(),
            SigTy::Time => "time".into(),
            SigTy::Duration => "duration".into(),
            SigTy::Window => "window".into(),
            SigTy::Version => "version".into(),
            SigTy::Constraint => "constraint".into(),
            SigTy::Person => "person".into(),
            SigTy::Zone => "zone".into(),
            SigTy::Calendar => "calendar".into(),
            SigTy::Any(name) | SigTy::Amount(name) | SigTy::Ordered(name) => (*name).into(),
            SigTy::List(of) => format!("list of {}", of.show()),
            SigTy::Set(of) => format!("set of {}", of.show()),
            SigTy::Map(key, of) => format!("map of {} to {}", key.show(), of.show()),
            SigTy::Pair(left, right) => format!("({}, {})", left.show(), right.show()),
            SigTy::Record(fields) => format!("{{{}}}", show_fields(fields)),
            SigTy::Having(name, fields) => format!("{{{}, …{name}}}", show_fields(fields)),
            SigTy::EnumOf(members) => format!("{{{}}}", members.join(", ")),
        }
    }
}

fn show_fields(fields: &[(&str, SigTy)]) -> String {
    let shown: Vec<String> = fields
        .iter()
        .map(|(name, ty)| format!("{name}: {}", ty.show()))
        .collect();
    shown.join(", ")
}
