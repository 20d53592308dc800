use std::collections::BTreeMap;
use std::ops::Bound;

use super::booking::{Booking, capacity_at};
use crate::builtins::call::Call;
use crate::builtins::limits;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;
use crate::value::instant::Instant;
use crate::value::window::Window;
use crate::value::zone::Zone;

pub const FIT: Builtin = Builtin {
    name: "fit",
    group: Group::Planning,
    signature: Signature {
        params: &[
            Param::new(
                "items",
                SigTy::List(&SigTy::Having(
                    "R",
                    &[("window", SigTy::Window), ("priority", SigTy::Number)],
                )),
            ),
            Param::new("capacity", SigTy::Number),
        ],
        result: SigTy::List(&SigTy::Record(&[
            ("item", SigTy::Any("R")),
            ("window", SigTy::Window),
            ("moved_by", SigTy::Duration),
        ])),
    },
    doc: "An order that fits: one after the other by priority (1 first), then start, then place in the list, each item gets the earliest window of its length, not before its own, in which no more than `capacity` items are there at once. It is not the best order, but one that anybody can follow.",
    unknown_when: &[
        "`capacity` is not a whole number, or is 0 while there are items",
        "there are more than 2,000 items",
        "a window would end after the year 9999",
    ],
    examples: &[Example::new(
        "fit([{name: \"a\", window: window(2026-11-02T10:00Z, 2026-11-02T12:00Z), priority: 2}, {name: \"b\", window: window(2026-11-02T11:00Z, 2026-11-02T13:00Z), priority: 1}], capacity: 1)",
        "[{item: {name: \"b\", window: 2026-11-02T11:00:00Z/2026-11-02T13:00:00Z, priority: 1}, window: 2026-11-02T11:00:00Z/2026-11-02T13:00:00Z, moved_by: 0 seconds}, {item: {name: \"a\", window: 2026-11-02T10:00:00Z/2026-11-02T12:00:00Z, priority: 2}, window: 2026-11-02T13:00:00Z/2026-11-02T15:00:00Z, moved_by: 3 hours}]",
    )],
    strictness: Strictness::Exact,
    call: |call| answer(call, fit),
};

fn fit<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let mut bookings = Booking::all(call, true)?;
    let capacity = capacity_at(call, 1)?;
    if bookings.len() > limits::FITTED {
        return Err(Stop::invalid("more than 2,000 items to fit"));
    }
    if capacity == 0 && !bookings.is_empty() {
        return Err(Stop::invalid("a capacity of 0, into which nothing fits"));
    }
    // Stable: what ties stays in the order of the list.
    bookings.sort_by_key(|booking| (booking.priority, booking.window.start));
    let mut profile = Profile::default();
    let mut fitted = Vec::new();
    for booking in bookings {
        let window = profile
            .earliest(booking.window, capacity)
            .ok_or(Stop::invalid("an instant outside the years 0001 to 9999"))?;
        profile.add(window);
        fitted.push(call.record(
            0,
            &[
                booking.item,
                Value::Window(call.arena.alloc(window)),
                Value::Duration(window.start.since(booking.window.start)),
            ],
        ));
    }
    Ok(call.list(fitted))
}

/// How many items are there, from each instant of change to the next.
#[derive(Debug, Default)]
struct Profile(BTreeMap<Instant, usize>);

impl Profile {
    /// The earliest window of that length, not before that start, throughout which one more item finds room. Room
    /// appears only where an item ends, so that the instants of change are the only ones to try.
    fn earliest(&self, own: Window, capacity: usize) -> Option<Window> {
        let mut candidate = own;
        let mut over = self.load_at(own.start) >= capacity;
        for (at, load) in self.0.range((Bound::Excluded(own.start), Bound::Unbounded)) {
            if !over && *at >= candidate.end {
                break;
            }
            match (over, *load >= capacity) {
                (_, true) => over = true,
                (true, false) => {
                    over = false;
                    candidate = Window::new(*at, at.plus(own.length(), Zone::UTC)?)?;
                }
                (false, false) => {}
            }
        }
        // Past the last change nothing is left, so `over` cannot hold here.
        Some(candidate)
    }

    fn add(&mut self, window: Window) {
        for end in [window.start, window.end] {
            let load = self.load_at(end);
            self.0.entry(end).or_insert(load);
        }
        for load in self.0.range_mut(window.start..window.end) {
            *load.1 = load.1.saturating_add(1);
        }
    }

    fn load_at(&self, instant: Instant) -> usize {
        self.0
            .range(..=instant)
            .next_back()
            .map_or(0, |(_, load)| *load)
    }
}
