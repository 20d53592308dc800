use std::collections::BTreeSet;

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
    NotOne { what: &'a str, matches: usize },
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

    /// The reasons, left to right. A part that several others share is told once, at its first place: told again and
    /// again it would double at each step of a calculation.
    pub fn reasons(&self) -> Vec<Reason<'a>> {
        let mut reasons = Vec::new();
        let mut told = BTreeSet::new();
        let mut pending = vec![self];
        while let Some(next) = pending.pop() {
            if !told.insert(std::ptr::from_ref(next)) {
                continue;
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn stated<'a>(arena: &'a Bump, why: &'a str) -> &'a Unknown<'a> {
        Unknown::one(arena, Reason::Stated(why))
    }

    fn told(unknown: &Unknown<'_>) -> Vec<String> {
        let reasons = unknown.reasons();
        reasons
            .iter()
            .map(|reason| match reason {
                Reason::Stated(why) => (*why).to_owned(),
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn reasons_are_told_from_the_left() {
        let arena = Bump::new();
        let (a, b, c) = (
            stated(&arena, "a"),
            stated(&arena, "b"),
            stated(&arena, "c"),
        );
        let left = Unknown::join(&arena, Some(a), b);
        assert_eq!(told(Unknown::join(&arena, Some(left), c)), ["a", "b", "c"]);
        assert_eq!(told(Unknown::join(&arena, Some(c), left)), ["c", "a", "b"]);
        assert!(std::ptr::eq(Unknown::join(&arena, Some(a), a), a));
        assert!(std::ptr::eq(Unknown::join(&arena, None, a), a));
    }

    #[test]
    fn what_many_steps_share_is_told_once() {
        let arena = Bump::new();
        let mut unknown = stated(&arena, "start");
        for _ in 0..200 {
            let left = Unknown::join(&arena, Some(unknown), stated(&arena, "left"));
            let right = Unknown::join(&arena, Some(unknown), stated(&arena, "right"));
            unknown = Unknown::join(&arena, Some(left), right);
        }
        assert_eq!(unknown.reasons().len(), 401);
    }

    #[test]
    fn absence_is_all_that_default_lifts() {
        let arena = Bump::new();
        let absent = Unknown::one(
            &arena,
            Reason::Absent {
                what: "the least of an empty list",
            },
        );
        assert!(absent.is_absence());
        let mixed = Unknown::join(&arena, Some(absent), stated(&arena, "too few weeks"));
        assert!(!mixed.is_absence());
        assert!(!Unknown::one(&arena, Reason::NothingToCheck { what: "no commits" }).is_absence());
    }
}
