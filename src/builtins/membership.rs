//! Sets under three values: who belongs, who does not, and who may.
//!
//! Two elements may be equal, different, or undecided (an unknown, or two people whom the identity map does not both
//! know); an element may belong to its list for certain or in doubt. What follows from these by Kleene's rules is all
//! that is claimed: an element that may be a repeat of an earlier one stays, in doubt.

use std::cell::Cell;

use bumpalo::Bump;

use super::limits;
use super::stop::Stop;
use crate::value::equality::{decide, is_settled, sort_key_cmp};
use crate::value::unknown::Unknown;
use crate::value::{List, Value};

/// An element and why it may not belong, if that is in doubt.
pub type Element<'a> = (Value<'a>, Option<&'a Unknown<'a>>);

/// Counts comparisons, and stops a call that would take too many.
#[derive(Debug)]
pub struct Budget(Cell<usize>);

impl Default for Budget {
    fn default() -> Budget {
        Budget(Cell::new(limits::COMPARISONS))
    }
}

impl Budget {
    pub fn spend<'a>(&self) -> Result<(), Stop<'a>> {
        let left = self
            .0
            .get()
            .checked_sub(1)
            .ok_or(Stop::invalid("too many values to compare with each other"))?;
        self.0.set(left);
        Ok(())
    }
}

/// A list prepared for being asked many times whether it holds a value.
#[derive(Debug)]
pub struct Lookup<'a> {
    elements: Vec<Element<'a>>,
    /// The settled elements that belong for certain, sorted.
    sorted: Vec<Value<'a>>,
    /// The other elements, which have to be compared one by one.
    others: Vec<Element<'a>>,
}

impl<'a> Lookup<'a> {
    pub fn of(list: &List<'a>) -> Lookup<'a> {
        Lookup::new(elements(list))
    }

    fn new(elements: Vec<Element<'a>>) -> Lookup<'a> {
        let fast = |element: &Element<'a>| element.1.is_none() && is_settled(element.0);
        let mut sorted: Vec<Value<'a>> = elements.iter().filter(|e| fast(e)).map(|e| e.0).collect();
        sorted.sort_by(|l, r| sort_key_cmp(*l, *r));
        let others = elements.iter().filter(|e| !fast(e)).copied().collect();
        Lookup {
            elements,
            sorted,
            others,
        }
    }

    /// Whether the list holds the value: yes where an element that belongs equals it, no where none can, else the
    /// reasons.
    pub fn holds(
        &self,
        arena: &'a Bump,
        budget: &Budget,
        value: Value<'a>,
    ) -> Result<Result<bool, &'a Unknown<'a>>, Stop<'a>> {
        if !is_settled(value) {
            return compare_each(arena, budget, &self.elements, value);
        }
        if self
            .sorted
            .binary_search_by(|known| sort_key_cmp(*known, value))
            .is_ok()
        {
            return Ok(Ok(true));
        }
        compare_each(arena, budget, &self.others, value)
    }
}

fn compare_each<'a>(
    arena: &'a Bump,
    budget: &Budget,
    elements: &[Element<'a>],
    value: Value<'a>,
) -> Result<Result<bool, &'a Unknown<'a>>, Stop<'a>> {
    let mut undecided = None;
    for &(element, doubt) in elements {
        budget.spend()?;
        match (decide(arena, element, value), doubt) {
            (Ok(true), None) => return Ok(Ok(true)),
            (Ok(false), _) => {}
            (Ok(true), Some(why)) | (Err(why), _) => {
                undecided = Some(Unknown::join(arena, undecided, why));
            }
        }
    }
    Ok(undecided.map_or(Ok(false), Err))
}

/// The elements of a list with their doubts.
pub fn elements<'a>(list: &List<'a>) -> Vec<Element<'a>> {
    list.items
        .iter()
        .enumerate()
        .map(|(index, item)| (*item, list.doubt(index)))
        .collect()
}

/// The elements without repeats, in order of first appearance.
pub fn distinct<'a>(
    arena: &'a Bump,
    budget: &Budget,
    elements: Vec<Element<'a>>,
) -> Result<Vec<Element<'a>>, Stop<'a>> {
    if elements
        .iter()
        .all(|(value, doubt)| doubt.is_none() && is_settled(*value))
    {
        return Ok(distinct_settled(elements));
    }
    let mut kept: Vec<Kept<'a>> = Vec::new();
    for (value, doubt) in elements {
        let mut repeat = Ok(false);
        for known in &mut kept {
            budget.spend()?;
            match decide(arena, known.value, value) {
                Ok(false) => {}
                Err(why) => repeat = Err(Unknown::join(arena, repeat.err(), why)),
                Ok(true) => {
                    // It belongs if either of the two does.
                    known.doubt = match (known.doubt, doubt) {
                        (Some(left), Some(right)) => Some(Unknown::join(arena, Some(left), right)),
                        _ => None,
                    };
                    repeat = Ok(true);
                    break;
                }
            }
        }
        let repeat = match repeat {
            Ok(true) => continue,
            Ok(false) => None,
            Err(why) => Some(why),
        };
        kept.push(Kept {
            value,
            doubt,
            repeat,
        });
    }
    Ok(kept.into_iter().map(|kept| kept.element(arena)).collect())
}

/// An element on its way into a set.
struct Kept<'a> {
    value: Value<'a>,
    /// Why it may not belong.
    doubt: Option<&'a Unknown<'a>>,
    /// Why it may be an earlier element over again; equals that certainly belong do not lift this.
    repeat: Option<&'a Unknown<'a>>,
}

impl<'a> Kept<'a> {
    fn element(self, arena: &'a Bump) -> Element<'a> {
        let doubt = match self.repeat {
            None => self.doubt,
            Some(repeat) => Some(Unknown::join(arena, self.doubt, repeat)),
        };
        (self.value, doubt)
    }
}

fn distinct_settled<'a>(elements: Vec<Element<'a>>) -> Vec<Element<'a>> {
    let mut order: Vec<usize> = (0..elements.len()).collect();
    let at = |index: usize| elements.get(index).map(|element| element.0);
    let compare = |l: usize, r: usize| match (at(l), at(r)) {
        (Some(l), Some(r)) => sort_key_cmp(l, r),
        _ => l.cmp(&r),
    };
    order.sort_by(|l, r| compare(*l, *r).then(l.cmp(r)));
    order.dedup_by(|later, earlier| compare(*later, *earlier).is_eq());
    order.sort_unstable();
    order
        .into_iter()
        .filter_map(|index| elements.get(index).copied())
        .collect()
}
