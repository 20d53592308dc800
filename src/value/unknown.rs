use bumpalo::Bump;

use super::origin::Step;

/// Why a value is not known: one reason, or several that each suffice.
#[derive(Debug, Clone, Copy)]
pub enum Unknown<'a> {
    One(Reason<'a>),
    Both(&'a Unknown<'a>, &'a Unknown<'a>),
}

/// One reason.
#[derive(Debug, Clone, Copy)]
pub enum Reason<'a> {
    /// The document has nothing at this path: the first gap on the way to what was read.
    Missing { at: &'a Step<'a> },
    /// The document has something there that does not read as the declared type.
    Unreadable {
        at: &'a Step<'a>,
        expected: &'a str,
        found: &'a str,
    },
    /// A quantifier, or a list of people, over nothing. Not an absence: `default` does not lift it.
    NothingToCheck { what: &'a str },
    /// An aggregate of nothing, the first of an empty list, a map's key that is not there. `default` lifts it.
    Absent { what: &'a str },
    /// A calculation without an answer: division by zero, more than 34 digits, a square root below zero.
    Numeric(&'a str),
    /// Something that does not hold together: a window that ends before it starts, lists of unequal length.
    Invalid(&'a str),
    /// `the x in xs where …` met none, or more than one.
    NotOne { matches: usize },
    /// Two people of whom at least one is not in the identity map.
    Identity { left: &'a str, right: &'a str },
    /// Labels or rows that evidence would still decide between.
    Undecided { between: &'a str },
    /// Two elements of a `for each` with one key.
    KeyNotUnique { key: &'a str },
    /// `unknown "…"`, written by the policy.
    Stated(&'a str),
}

impl<'a> Unknown<'a> {
    pub fn one(arena: &'a Bump, reason: Reason<'a>) -> &'a Unknown<'a> {
        arena.alloc(Unknown::One(reason))
    }

    /// Both reasons; one of them where they are the same.
    pub fn join(
        arena: &'a Bump,
        left: Option<&'a Unknown<'a>>,
        right: &'a Unknown<'a>,
    ) -> &'a Unknown<'a> {
        match left {
            None => right,
            Some(left) if std::ptr::eq(left, right) => left,
            Some(left) => arena.alloc(Unknown::Both(left, right)),
        }
    }

    /// Whether every reason is that something is not there: what `default` and `is missing` may speak of.
    pub fn is_absence(&self) -> bool {
        self.reasons()
            .iter()
            .all(|reason| matches!(reason, Reason::Missing { .. } | Reason::Absent { .. }))
    }

    /// The reasons, left to right, repeats included.
    pub fn reasons(&self) -> Vec<Reason<'a>> {
        let mut reasons = Vec::new();
        let mut pending = vec![self];
        while let Some(next) = pending.pop() {
            match next {
                Unknown::One(reason) => reasons.push(*reason),
                Unknown::Both(left, right) => {
                    pending.push(right);
                    pending.push(left);
                }
            }
        }
        reasons
    }
}
