use super::booking::{Booking, capacity_at};
use crate::builtins::call::Call;
use crate::builtins::limits;
use crate::builtins::stop::{Answer, Stop, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;
use crate::value::decimal::Decimal;
use crate::value::instant::Instant;
use crate::value::window::Window;

pub const OVERLOADS: Builtin = Builtin {
    name: "overloads",
    group: Group::Planning,
    signature: Signature {
        params: &[
            Param::new(
                "items",
                SigTy::List(&SigTy::Having("R", &[("window", SigTy::Window)])),
            ),
            Param::new("capacity", SigTy::Number),
        ],
        result: SigTy::List(&SigTy::Record(&[
            ("window", SigTy::Window),
            ("load", SigTy::Number),
            ("members", SigTy::List(&SigTy::Any("R"))),
            (
                "pairs",
                SigTy::List(&SigTy::Pair(&SigTy::Any("R"), &SigTy::Any("R"))),
            ),
        ])),
    },
    doc: "The stretches of time, each as long as can be, during which more than `capacity` items are there at once: with the greatest number at once, every item that takes part and every two of them that are there together in the stretch. Windows that only touch are not there together.",
    unknown_when: &[
        "`capacity` is not a whole number from 0 up",
        "there are more than 10,000 items, or conflicting pairs",
    ],
    examples: &[
        Example::new(
            "overloads([{name: \"a\", window: window(2026-11-02T10:00Z, 2026-11-02T12:00Z)}, {name: \"b\", window: window(2026-11-02T11:00Z, 2026-11-02T13:00Z)}], capacity: 1)[0].window",
            "2026-11-02T11:00:00Z/2026-11-02T12:00:00Z",
        ),
        Example::new(
            "overloads([{name: \"a\", window: window(2026-11-02T10:00Z, 2026-11-02T12:00Z)}, {name: \"b\", window: window(2026-11-02T11:00Z, 2026-11-02T13:00Z)}], capacity: 1)[0].load",
            "2",
        ),
        Example::new(
            "overloads([{name: \"a\", window: window(2026-11-02T10:00Z, 2026-11-02T12:00Z)}, {name: \"b\", window: window(2026-11-02T11:00Z, 2026-11-02T13:00Z)}], capacity: 1)[0].pairs",
            "[({name: \"a\", window: 2026-11-02T10:00:00Z/2026-11-02T12:00:00Z}, {name: \"b\", window: 2026-11-02T11:00:00Z/2026-11-02T13:00:00Z})]",
        ),
        Example::new(
            "overloads([{name: \"a\", window: window(2026-11-02T10:00Z, 2026-11-02T12:00Z)}, {name: \"b\", window: window(2026-11-02T11:00Z, 2026-11-02T13:00Z)}], capacity: 2)",
            "[]",
        ),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, overloads),
};

fn overloads<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let bookings = Booking::all(call, false)?;
    let capacity = capacity_at(call, 1)?;
    if bookings.len() > limits::BOOKED {
        return Err(Stop::invalid("more than 10,000 items to look at"));
    }
    let mut found = Vec::new();
    let mut pairs_left = limits::PAIRS;
    for stretch in stretches(&bookings, capacity) {
        let members: Vec<&Booking<'a>> = bookings
            .iter()
            .filter(|booking| booking.window.overlaps(stretch.window))
            .collect();
        let pairs = conflicts(call, &members, &mut pairs_left)?;
        found.push(call.record(
            0,
            &[
                Value::Window(call.arena.alloc(stretch.window)),
                Value::Number(Decimal::from_i64(
                    i64::try_from(stretch.load).unwrap_or(i64::MAX),
                )),
                call.list(members.iter().map(|member| member.item)),
                call.list(pairs),
            ],
        ));
    }
    Ok(call.list(found))
}

struct Stretch {
    window: Window,
    load: usize,
}

/// The longest stretches with a load above the capacity, by one sweep over the ends of the windows.
fn stretches(bookings: &[Booking<'_>], capacity: usize) -> Vec<Stretch> {
    let mut ends: Vec<(Instant, bool)> = Vec::new();
    for booking in bookings {
        ends.push((booking.window.start, true));
        ends.push((booking.window.end, false));
    }
    // At one instant what ends (false) goes before what starts: windows are half-open.
    ends.sort_unstable();
    let mut found = Vec::new();
    let (mut load, mut since, mut greatest) = (0_usize, None, 0);
    let mut ends = ends.into_iter().peekable();
    while let Some((at, starts)) = ends.next() {
        load = if starts {
            load.saturating_add(1)
        } else {
            load.saturating_sub(1)
        };
        if ends.peek().is_some_and(|(next, _)| *next == at) {
            continue;
        }
        match since {
            None if load > capacity => (since, greatest) = (Some(at), load),
            Some(start) if load <= capacity => {
                let window = Window::new(start, at);
                found.extend(window.map(|window| Stretch {
                    window,
                    load: greatest,
                }));
                since = None;
            }
            _ => greatest = greatest.max(load),
        }
    }
    found
}

/// Every two members that are there together, in the order of the items. All of them overlap the stretch, so those that
/// overlap each other do so within it: intervals that meet two by two meet all at once.
fn conflicts<'a>(
    call: &Call<'a, '_>,
    members: &[&Booking<'a>],
    left: &mut usize,
) -> Result<Vec<Value<'a>>, Stop<'a>> {
    // By start, a member can only meet those that start before it ends.
    let mut by_start: Vec<(usize, &Booking<'a>)> = members.iter().copied().enumerate().collect();
    by_start.sort_by_key(|(place, member)| (member.window.start, *place));
    let mut met: Vec<(usize, usize)> = Vec::new();
    for (at, (place, member)) in by_start.iter().enumerate() {
        let later = by_start.iter().skip(at + 1);
        let meets = later.take_while(|(_, other)| other.window.start < member.window.end);
        for (other_place, _) in meets {
            *left = left
                .checked_sub(1)
                .ok_or(Stop::invalid("more than 10,000 conflicting pairs"))?;
            met.push((*place.min(other_place), *place.max(other_place)));
        }
    }
    met.sort_unstable();
    let item = |place: usize| {
        members
            .get(place)
            .map_or(Value::Absent, |member| member.item)
    };
    Ok(met
        .into_iter()
        .map(|(one, other)| call.record(1, &[item(one), item(other)]))
        .collect())
}
