//! What each step of a derivation says of its part in it.

use std::collections::BTreeMap;

use tollgate::decision::explanation::{Node, Role};

use crate::deciding::{decide, document, engine, request};

const POLICY: &str = r#"
policy roles { title "Roles" owner "team@example.org" version "1" zone "UTC" }

enum Size ordered { small, large }
type Item { name! : text  size : Size  good : boolean }
type Order { items : list of Item  rush : boolean }
input cart : Order

classify pace as { fast, slow } {
  fast when cart.rush
  slow otherwise
}

table need(size: Size) -> number {
  hit unique
  | size  || need |
  | small || 1    |
  | large || 3    |
}

define good_items = [i for i in cart.items where i.good]

rule R-1 "Everything at once" {
  severity block
  require "every": every i in cart.items: i.good and i.size is small
  require "some":  some i in cart.items where i.good: i.size is large or cart.rush
  require "no":    no i in cart.items: i.size is large
  require "not":   not (cart.rush and cart.rush)
  require "is not": pace is not fast
  require "count": at least 2 i in cart.items: i.good
  require "distinct": exactly 2 distinct i.name for i in cart.items
  require "table": need((the i in cart.items where i.name == "b").size) <= 2
  require "twice": count(good_items) == count(good_items)
}
"#;

const ORDER: &str = "rush: true\nitems:\n- {name: a, size: small, good: true}\n- {name: b, size: large, good: false}\n";

fn roles(node: &Node, found: &mut BTreeMap<String, Vec<Role>>) {
    let of = found.entry(node.asked.clone()).or_default();
    if !of.contains(&node.role) {
        of.push(node.role);
    }
    for child in &node.children {
        roles(child, found);
    }
}

#[test]
fn every_kind_of_step_says_its_role() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("roles.gate");
    std::fs::write(&path, POLICY).expect("a file");
    let order = document("cart.yaml", ORDER);
    let decision = decide(
        &engine(&path),
        &request(&order, "2026-11-01T00:00:00Z", None),
    );
    let mut found = BTreeMap::new();
    for clause in &decision.findings[0].clauses {
        roles(&clause.node, &mut found);
    }
    for (asked, wanted) in [
        (
            "every i in cart.items: i.good and i.size is small",
            vec![Role::All],
        ),
        ("i.good and i.size is small", vec![Role::All]),
        (
            "some i in cart.items where i.good: i.size is large or cart.rush",
            vec![Role::Any],
        ),
        ("i.size is large or cart.rush", vec![Role::Any]),
        ("no i in cart.items: i.size is large", vec![Role::None]),
        ("not (cart.rush and cart.rush)", vec![Role::None]),
        ("pace is not fast", vec![Role::Single]),
        ("at least 2 i in cart.items: i.good", vec![Role::Count]),
        (
            "exactly 2 distinct i.name for i in cart.items",
            vec![Role::Count],
        ),
        ("i = a", vec![Role::Element]),
        ("i = b", vec![Role::Element, Role::LeftOut]),
        ("fast when cart.rush", vec![Role::Choice]),
        ("| large || 3 |", vec![Role::Choice]),
        ("good_items", vec![Role::Single, Role::Told]),
    ] {
        assert_eq!(found.get(asked), Some(&wanted), "{asked} of {found:#?}");
    }
}
