//! Values as the nodes of a graph: equal values share a number.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use bumpalo::Bump;

use super::membership::Budget;
use super::stop::Stop;
use crate::value::Value;
use crate::value::equality::{decide, is_settled, sort_key_cmp};

/// Numbers for values, given in order of first appearance.
#[derive(Debug, Default)]
pub struct Numbering<'a> {
    /// The first of each set of equal values, by its number.
    pub values: Vec<Value<'a>>,
    settled: BTreeMap<Key<'a>, usize>,
    others: Vec<usize>,
    budget: Budget,
}

/// A settled value by its sorting order.
#[derive(Debug, Clone, Copy)]
struct Key<'a>(Value<'a>);

impl<'a> Numbering<'a> {
    /// The number of the value, a new one where no equal value has been seen.
    ///
    /// # Errors
    /// The reasons, where it is undecided whether an equal value has been seen.
    pub fn number(&mut self, arena: &'a Bump, value: Value<'a>) -> Result<usize, Stop<'a>> {
        let fresh = self.values.len();
        if is_settled(value) {
            // A value that is not settled may still equal this one, or not be told from it.
            if let Some(number) = self.settled.get(&Key(value)) {
                return Ok(*number);
            }
            if let Some(number) = self.among(arena, value, &self.others)? {
                return Ok(number);
            }
            self.settled.insert(Key(value), fresh);
        } else {
            let all: Vec<usize> = (0..fresh).collect();
            if let Some(number) = self.among(arena, value, &all)? {
                return Ok(number);
            }
            self.others.push(fresh);
        }
        self.values.push(value);
        Ok(fresh)
    }

    fn among(
        &self,
        arena: &'a Bump,
        value: Value<'a>,
        numbers: &[usize],
    ) -> Result<Option<usize>, Stop<'a>> {
        for number in numbers {
            self.budget.spend()?;
            let Some(known) = self.values.get(*number) else {
                continue;
            };
            if decide(arena, *known, value)? {
                return Ok(Some(*number));
            }
        }
        Ok(None)
    }
}

impl Ord for Key<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        sort_key_cmp(self.0, other.0)
    }
}

impl PartialOrd for Key<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Key<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Key<'_> {}
