//! Reasons in words.

use std::collections::BTreeSet;

use super::super::origin::{Origin, Step};
use super::{Reason, Unknown, quoted, safe};

/// Different reasons of one unknown that are told.
const TOLD: usize = 3;

/// Why a value is unknown: its different reasons, left to right.
pub fn unknown(why: &Unknown<'_>) -> String {
    let mut seen = BTreeSet::new();
    let mut told: Vec<String> = why
        .reasons()
        .iter()
        .map(reason)
        .filter(|text| seen.insert(text.clone()))
        .collect();
    let more = told.len().saturating_sub(TOLD);
    if more > 0 {
        told.truncate(TOLD);
        told.push(format!("… and {more} more"));
    }
    told.join("; ")
}

/// One reason in words: `release.change.risk` is missing. The phrases inside a reason (what was expected and found, what
/// there is nothing of) are taken as they are, but for characters that deceive.
pub fn reason(reason: &Reason<'_>) -> String {
    match reason {
        Reason::Missing { at } => format!("`{}` is missing", path(at)),
        Reason::Unreadable {
            at,
            expected,
            found,
        } => format!(
            "`{}` cannot be read: expected {}, found {}",
            path(at),
            safe(expected),
            safe(found)
        ),
        Reason::NothingToCheck { what } => format!("nothing to check: {}", safe(what)),
        Reason::Absent { what } => format!("no value for {}", safe(what)),
        Reason::Numeric(what) | Reason::Invalid(what) => safe(what),
        Reason::NotOne { what, matches: 0 } => {
            format!("nothing matches `{what}`, and exactly one should")
        }
        Reason::NotOne { what, matches } => {
            format!("{matches} match `{what}`, and exactly one should")
        }
        Reason::Identity { left, right } => format!(
            "{} and {} may be one person: the identity map does not know both",
            quoted(left),
            quoted(right)
        ),
        Reason::Undecided { between } => format!("undecided between {}", safe(between)),
        Reason::KeyNotUnique { key } => format!("the key {} is not unique", quoted(key)),
        Reason::Stated(why) => safe(why),
    }
}

fn path(at: &Step<'_>) -> String {
    safe(&Origin(Some(at)).show())
}
