use crate::ir::op::NodeId;
use crate::value::Value;
use crate::value::origin::Origin;

/// What happened at one node of the program: the raw material of a derivation.
#[derive(Debug, Clone, Copy)]
pub struct Trace<'a> {
    pub of: Subject<'a>,
    pub value: Value<'a>,
    /// The path that was read to get the value.
    pub read: Option<Origin<'a>>,
    /// A few words beside the value.
    pub note: Option<&'a str>,
    pub children: &'a [&'a Trace<'a>],
}

/// What a trace is of.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    Expression(NodeId),
    /// One element of what a quantifier or a comprehension ranges over; the value is the body's or the item's.
    Element(Element<'a>),
    /// A row of a table or a clause of a classification.
    Choice {
        span: crate::source::span::Span,
    },
}

#[derive(Debug, Clone, Copy)]
pub struct Element<'a> {
    /// The innermost bound element, and where it was read.
    pub bound: Value<'a>,
    pub origin: Origin<'a>,
    pub name: &'a str,
    pub secret: bool,
    /// Whether it belongs: the `where`, and whether its list is sure of it.
    pub belongs: Kleene<'a>,
}

/// A condition's value.
#[derive(Debug, Clone, Copy)]
pub enum Kleene<'a> {
    True,
    False,
    Unknown(&'a crate::value::unknown::Unknown<'a>),
}

impl<'a> Kleene<'a> {
    pub fn is_true(self) -> bool {
        matches!(self, Kleene::True)
    }

    pub fn is_false(self) -> bool {
        matches!(self, Kleene::False)
    }

    pub fn value(self) -> Value<'a> {
        match self {
            Kleene::True => Value::Bool(true),
            Kleene::False => Value::Bool(false),
            Kleene::Unknown(why) => Value::Unknown(why),
        }
    }
}

impl From<bool> for Kleene<'_> {
    fn from(value: bool) -> Self {
        if value { Kleene::True } else { Kleene::False }
    }
}
