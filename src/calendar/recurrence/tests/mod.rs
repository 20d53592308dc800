use super::moment;
use super::occurrences::Recurrence;
use super::parse::parse;
use super::rule::{Moment, Rule};
use crate::value::instant::Instant;
use crate::value::local::LocalDateTime;
use crate::value::zone::Zone;

mod clocks;
mod differences;
mod ends;
mod laws;
mod refusals;
mod rfc;
mod sets;

fn rule(text: &str) -> Rule {
    parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

/// `20261123T080000`
fn local(text: &str) -> LocalDateTime {
    match moment::parse(text) {
        Ok(Moment::Local(local)) => local,
        other => panic!("{text}: {other:?}"),
    }
}

fn instant(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn recurrence(text: &str, start: &str, zone: &str) -> Recurrence {
    Recurrence::of(rule(text), local(start), Zone::parse(zone).unwrap())
}

/// The first `most` occurrences from the beginning, as the clocks show them.
fn shown(text: &str, start: &str, zone: &str, most: usize) -> Vec<String> {
    recurrence(text, start, zone)
        .starts(instant("0001-01-01T00:00:00Z"))
        .take(most)
        .map(|one| one.start.show_in(Zone::parse(zone).unwrap()))
        .collect()
}

/// The first `most` local times of a rule.
fn times(text: &str, start: &str, most: usize) -> Vec<String> {
    super::expand::local(&rule(text), local(start), local(start))
        .take(most)
        .map(|time| time.to_string())
        .collect()
}
