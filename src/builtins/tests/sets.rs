//! Sets under three values against brute force: whatever a function claims holds in every completion of what is
//! unknown and of what is in doubt.

use bumpalo::Bump;

use crate::builtins::harness::World;
use crate::value::decimal::Decimal;
use crate::value::origin::Origin;
use crate::value::unknown::{Reason, Unknown};
use crate::value::{List, Value};

/// One element of a case: a known number or an unknown one, and whether it may not belong.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Element {
    number: Option<i64>,
    doubtful: bool,
}

/// What an unknown may turn out to be: the two known numbers, or something else.
const DOMAIN: [i64; 3] = [0, 1, 2];

#[test]
fn union_claims_only_what_every_completion_has() {
    check_set("union", |a, b| a.iter().chain(b).copied().collect());
}

#[test]
fn intersect_claims_only_what_every_completion_has() {
    check_set("intersect", |a, b| {
        a.iter().copied().filter(|x| b.contains(x)).collect()
    });
}

#[test]
fn minus_claims_only_what_every_completion_has() {
    check_set("minus", |a, b| {
        a.iter().copied().filter(|x| !b.contains(x)).collect()
    });
}

#[test]
fn disjoint_claims_only_what_every_completion_has() {
    check_truth("disjoint", |a, b| a.iter().all(|x| !b.contains(x)));
}

#[test]
fn subset_claims_only_what_every_completion_has() {
    check_truth("subset", |a, b| a.iter().all(|x| b.contains(x)));
}

#[test]
fn index_of_claims_only_what_every_completion_has() {
    for_each_case(|arena, a, b| {
        let Some(Element {
            number: Some(sought),
            ..
        }) = b.first().copied()
        else {
            return;
        };
        let world = World::new(arena);
        let sought_value = Value::Number(Decimal::from_i64(sought));
        let Value::Number(place) = world.call("index_of", &[list(arena, a), sought_value]) else {
            return;
        };
        for list in completions(a) {
            let found = list.iter().position(|x| *x == sought);
            assert_eq!(found.map(|at| at as i64), place.to_i64(), "{a:?} {sought}");
        }
    });
}

#[test]
fn known_lists_give_known_answers() {
    for_each_case(|arena, a, b| {
        let known = |list: &[Element]| list.iter().all(|e| e.number.is_some() && !e.doubtful);
        if !known(a) || !known(b) {
            return;
        }
        let world = World::new(arena);
        let args = [list(arena, a), list(arena, b)];
        for name in ["union", "intersect", "minus"] {
            let Value::List(set) = world.call(name, &args) else {
                panic!("{name} {a:?} {b:?}");
            };
            assert!(set.maybe.is_none(), "{name} {a:?} {b:?}");
        }
        for name in ["disjoint", "subset"] {
            assert!(
                matches!(world.call(name, &args), Value::Bool(_)),
                "{name} {a:?} {b:?}"
            );
        }
    });
}

fn check_truth(name: &str, truth: impl Fn(&[i64], &[i64]) -> bool) {
    for_each_case(|arena, a, b| {
        let claimed = World::new(arena).call(name, &[list(arena, a), list(arena, b)]);
        let answers: Vec<bool> = completions(a)
            .iter()
            .flat_map(|a| {
                completions(b)
                    .into_iter()
                    .map(|b| truth(a, &b))
                    .collect::<Vec<_>>()
            })
            .collect();
        match claimed {
            Value::Bool(claimed) => {
                assert!(
                    answers.iter().all(|answer| *answer == claimed),
                    "{name} {a:?} {b:?}"
                );
            }
            Value::Unknown(_) => {}
            other => panic!("{name} {a:?} {b:?}: {other:?}"),
        }
    });
}

fn check_set(name: &str, set: impl Fn(&[i64], &[i64]) -> Vec<i64>) {
    for_each_case(|arena, a, b| {
        let Value::List(claimed) = World::new(arena).call(name, &[list(arena, a), list(arena, b)])
        else {
            panic!("{name} {a:?} {b:?}");
        };
        let elements: Vec<(Option<i64>, bool)> = claimed
            .items
            .iter()
            .enumerate()
            .map(|(at, item)| match item {
                Value::Number(number) => (number.to_i64(), claimed.doubt(at).is_none()),
                _ => (None, claimed.doubt(at).is_none()),
            })
            .collect();
        let certain = elements.iter().filter(|(_, certain)| *certain).count();
        for a_is in completions(a) {
            for b_is in completions(b) {
                let mut real = set(&a_is, &b_is);
                real.sort_unstable();
                real.dedup();
                let case = format!("{name} {a:?} {b:?}: {elements:?} for {a_is:?} {b_is:?}");
                assert!(certain <= real.len(), "too many for certain: {case}");
                assert!(real.len() <= elements.len(), "too few: {case}");
                for (number, certain) in &elements {
                    if let (Some(number), true) = (number, certain) {
                        assert!(real.contains(number), "does not belong: {case}");
                    }
                }
                let open = elements.iter().any(|(number, _)| number.is_none());
                for number in real {
                    let there = elements.iter().any(|(known, _)| *known == Some(number));
                    assert!(there || open, "{number} is left out: {case}");
                }
            }
        }
    });
}

/// Every two lists of at most two elements.
fn for_each_case(check: impl Fn(&Bump, &[Element], &[Element])) {
    let element = |at: usize| Element {
        number: [Some(0), Some(1), None][at % 3],
        doubtful: at >= 3,
    };
    let mut lists: Vec<Vec<Element>> = vec![vec![]];
    for first in 0..6 {
        lists.push(vec![element(first)]);
        for second in 0..6 {
            lists.push(vec![element(first), element(second)]);
        }
    }
    for a in &lists {
        for b in &lists {
            check(&Bump::new(), a, b);
        }
    }
}

fn list<'a>(arena: &'a Bump, elements: &[Element]) -> Value<'a> {
    let why = |text| -> &'a Unknown<'a> { Unknown::one(arena, Reason::Stated(text)) };
    let items = elements.iter().map(|element| match element.number {
        Some(number) => Value::Number(Decimal::from_i64(number)),
        None => Value::Unknown(why("not said")),
    });
    let doubts = elements
        .iter()
        .map(|element| element.doubtful.then(|| why("in doubt")));
    Value::List(arena.alloc(List {
        origin: Origin::MADE,
        items: arena.alloc_slice_fill_iter(items.collect::<Vec<_>>()),
        maybe: Some(arena.alloc_slice_fill_iter(doubts.collect::<Vec<_>>())),
    }))
}

/// All that a list may turn out to be.
fn completions(elements: &[Element]) -> Vec<Vec<i64>> {
    let Some((first, rest)) = elements.split_first() else {
        return vec![vec![]];
    };
    let mut all = Vec::new();
    for rest in completions(rest) {
        if first.doubtful {
            all.push(rest.clone());
        }
        for number in DOMAIN {
            if first.number.is_none_or(|known| known == number) {
                let mut with = vec![number];
                with.extend(&rest);
                all.push(with);
            }
        }
    }
    all
}
