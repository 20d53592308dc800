//! People of whom some are not in the identity map: what depends on who they are is unknown, and nothing else.

use bumpalo::Bump;

use crate::builtins::harness::World;
use crate::value::Value;
use crate::value::identity::{Identity, IdentityMap, person};

/// Two people whom the map knows, and whoever else is named.
fn people<'a>(arena: &'a Bump, names: &[&'a str]) -> Vec<Value<'a>> {
    let known = |id: &str| Identity {
        id: id.to_owned(),
        names: vec![id.to_owned()],
        emails: vec![format!("{id}@example.org")],
        bot: false,
    };
    let map = IdentityMap::new(vec![known("alice"), known("bob")]).unwrap();
    names
        .iter()
        .map(|name| Value::Person(arena.alloc(person(arena, name, Some(&map)))))
        .collect()
}

fn shown(call: &str, lists: &[&[&str]]) -> String {
    let arena = Bump::new();
    let world = World::new(&arena);
    let args: Vec<Value<'_>> = lists
        .iter()
        .map(|names| {
            world.list(&people(
                &arena,
                &names
                    .iter()
                    .map(|n| &*arena.alloc_str(n))
                    .collect::<Vec<_>>(),
            ))
        })
        .collect();
    let value = world.call(call, &args);
    world.show(value)
}

#[test]
fn names_of_one_person_are_one() {
    assert_eq!(
        shown(
            "union",
            &[&["alice", "@Alice"], &["alice@example.org", "bob"]]
        ),
        "[alice, bob]"
    );
    assert_eq!(
        shown("intersect", &[&["@alice"], &["alice@example.org"]]),
        "[@alice]"
    );
    assert_eq!(
        shown("minus", &[&["@alice", "bob"], &["alice@example.org"]]),
        "[bob]"
    );
    assert_eq!(shown("disjoint", &[&["alice"], &["bob"]]), "true");
    assert_eq!(
        shown("disjoint", &[&["alice"], &["bob", "@ALICE"]]),
        "false"
    );
}

#[test]
fn a_stranger_may_be_anybody() {
    // In doubt, not left out and not counted.
    assert_eq!(
        shown("union", &[&["alice"], &["carol"]]),
        "[alice, maybe carol]"
    );
    assert_eq!(
        shown("union", &[&["carol"], &["alice", "bob"]]),
        "[carol, maybe alice, maybe bob]"
    );
    assert_eq!(shown("union", &[&["carol"], &["carol"]]), "[carol]");
    assert_eq!(
        shown("intersect", &[&["alice"], &["carol"]]),
        "[maybe alice]"
    );
    assert_eq!(
        shown("minus", &[&["alice", "bob"], &["carol", "bob"]]),
        "[maybe alice]"
    );
    assert_eq!(
        shown("disjoint", &[&["alice"], &["carol"]]),
        "unknown (\"carol\" and \"alice\" may be one person: the identity map does not know both)"
    );
    assert_eq!(
        shown("disjoint", &[&["alice", "bob"], &["carol", "bob"]]),
        "false"
    );
    assert_eq!(
        shown("subset", &[&["carol"], &["alice"]]),
        "unknown (\"alice\" and \"carol\" may be one person: the identity map does not know both)"
    );
    assert_eq!(shown("subset", &[&["carol"], &["alice", "carol"]]), "true");
    assert_eq!(shown("subset", &[&["alice"], &["bob"]]), "false");
}

#[test]
fn what_needs_everybody_told_apart_is_unknown() {
    assert_eq!(
        shown("tally", &[&["alice", "bob", "@alice"]]),
        "[{value: alice, times: 2}, {value: bob, times: 1}]"
    );
    assert_eq!(
        shown("tally", &[&["alice", "carol"]]),
        "unknown (\"alice\" and \"carol\" may be one person: the identity map does not know both)"
    );
    assert_eq!(
        shown("tally", &[&["carol", "carol"]]),
        "[{value: carol, times: 2}]"
    );
}

#[test]
fn an_edge_to_a_stranger_makes_reach_unknown() {
    let arena = Bump::new();
    let world = World::new(&arena);
    let all = people(&arena, &["alice", "bob", "carol"]);
    let edge = |from: usize, to: usize| world.record(&[("from", all[from]), ("to", all[to])]);
    let known = world.call("reach", &[world.list(&all[..1]), world.list(&[edge(0, 1)])]);
    assert_eq!(world.show(known), "[alice, bob]");
    let unknown = world.call("reach", &[world.list(&all[..1]), world.list(&[edge(1, 2)])]);
    assert_eq!(
        world.show(unknown),
        "unknown (\"alice\" and \"carol\" may be one person: the identity map does not know both)"
    );
}

#[test]
fn without_a_map_names_decide() {
    let arena = Bump::new();
    let world = World::new(&arena);
    let plain = |name| Value::Person(&*arena.alloc(person(&arena, name, None)));
    let (one, other) = (
        world.list(&[plain("@alice"), plain("bob")]),
        world.list(&[plain("Alice")]),
    );
    let both = world.call("intersect", &[one, other]);
    assert_eq!(world.show(both), "[@alice]");
    let rest = world.call("minus", &[one, other]);
    assert_eq!(world.show(rest), "[bob]");
}
