//! What was seen, held against what there is to see.

use std::collections::{BTreeMap, BTreeSet};

use crate::decision::explanation::PolicyPlace;
use crate::eval::observe::Observed;
use crate::value::outcome::Truth;

use super::super::run::{folded, place};
use super::super::suite::Suite;
use super::atoms;
use super::result::{Condition, Coverage, FileCoverage, PartCoverage};

/// Coverage gathered over suites. A condition of a module that several policies include is one condition, and seen if
/// the tests of one of them saw it.
#[derive(Debug, Default)]
pub struct Tally {
    files: BTreeMap<String, Parts>,
}

/// By place and name.
type Parts = BTreeMap<(PolicyPlace, String), Conditions>;
type Conditions = BTreeMap<PolicyPlace, Entry>;

#[derive(Debug)]
struct Entry {
    text: String,
    is_row: bool,
    outcomes: BTreeMap<Truth, bool>,
    reads: Vec<String>,
}

fn once(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut once = Vec::new();
    for text in texts {
        if !once.contains(&text) {
            once.push(text);
        }
    }
    once
}

impl Tally {
    /// Adds the conditions of a policy, and what its tests saw of them.
    pub fn add(&mut self, suite: &Suite, seen: &BTreeSet<Observed>) {
        let Some(program) = suite.checked() else {
            return;
        };
        for part in atoms::parts(program, &suite.sources, suite.own) {
            let part_place = place(&suite.sources, part.span);
            let conditions = self
                .files
                .entry(part_place.file.clone())
                .or_default()
                .entry((part_place, part.name))
                .or_default();
            for atom in part.atoms {
                let entry = conditions
                    .entry(place(&suite.sources, atom.span))
                    .or_insert_with(|| Entry {
                        text: folded(suite.sources.text(atom.span)),
                        is_row: atom.is_row,
                        outcomes: BTreeMap::new(),
                        reads: once(
                            atom.reads
                                .iter()
                                .map(|span| folded(suite.sources.text(*span))),
                        ),
                    });
                for truth in &atom.outcomes {
                    let was_seen = seen.contains(&atom.observed(*truth));
                    *entry.outcomes.entry(*truth).or_default() |= was_seen;
                }
            }
        }
    }

    pub fn finish(self) -> Coverage {
        let files = self.files.into_iter().map(|(file, parts)| FileCoverage {
            file,
            parts: parts
                .into_iter()
                .map(|((place, name), conditions)| PartCoverage {
                    name,
                    place,
                    conditions: conditions
                        .into_iter()
                        .map(|(place, entry)| Condition {
                            place,
                            text: entry.text,
                            is_row: entry.is_row,
                            outcomes: entry.outcomes.into_iter().collect(),
                            reads: entry.reads,
                        })
                        .collect(),
                })
                .collect(),
        });
        Coverage {
            files: files.collect(),
        }
    }
}
