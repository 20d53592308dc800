//! Functions read derived fields of their arguments' records like declared ones.

use tollgate::decision::explanation::{Node, Role};
use tollgate::decision::finding::Finding;
use tollgate::value::outcome::Outcome;

use crate::deciding::{decide, document, engine, request};

const HEAD: &str = r#"
policy derived { title "Derived" owner "team@example.org" version "1" zone "UTC" }
type Slot {
  name!   : text
  start   : instant
  end     : instant
  rank    : number
  window  = window(start, end)
  priority = rank + 1
}
type Booking extends Slot { by : text }
type Plan { slots : list of Booking }
input plan : Plan
"#;

const CLASH: &str = "slots:
- {name: a, start: 2026-11-02T10:00:00Z, end: 2026-11-02T12:00:00Z, rank: 2}
- {name: b, start: 2026-11-02T11:00:00Z, end: 2026-11-02T13:00:00Z, rank: 1}
- {name: c, start: 2026-11-02T14:00:00Z, end: 2026-11-02T15:00:00Z, rank: 1}
";

/// The finding of a rule with that one demand.
fn judged(demand: &str, plan: &str) -> Finding {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("derived.gate");
    let rule = format!("rule R-1 \"It holds\" {{ severity block require {demand} }}\n");
    std::fs::write(&path, format!("{HEAD}{rule}")).expect("a file");
    let plan = document("plan.yaml", plan);
    let decision = decide(
        &engine(&path),
        &request(&plan, "2026-11-01T00:00:00Z", None),
    );
    decision.findings.into_iter().next().expect("a finding")
}

#[test]
fn a_derived_window_is_as_good_as_a_declared_one() {
    for (demand, outcome) in [
        ("overloads(plan.slots, capacity: 1) is empty", Outcome::Fail),
        ("overloads(plan.slots, capacity: 2) is empty", Outcome::Pass),
        (
            "count(overloads(plan.slots, capacity: 1)) == 1",
            Outcome::Pass,
        ),
        (
            "overloads(plan.slots, capacity: 1)[0].window == window(2026-11-02T11:00Z, 2026-11-02T12:00Z)",
            Outcome::Pass,
        ),
        // The items that come back are those that went in, derived fields and all.
        (
            "[m.name for m in overloads(plan.slots, capacity: 1)[0].members] == [\"a\", \"b\"]",
            Outcome::Pass,
        ),
        (
            "every m in overloads(plan.slots, capacity: 1)[0].members: m in plan.slots and m.window.length == 2 hours",
            Outcome::Pass,
        ),
        // b goes first by its derived priority, so a is the one that moves.
        (
            "[m.item.name for m in fit(plan.slots, capacity: 1) where m.moved_by > 0 hours] == [\"a\"]",
            Outcome::Pass,
        ),
    ] {
        let finding = judged(demand, CLASH);
        assert_eq!(finding.outcome, outcome, "{demand}: {}", finding.message);
    }
}

#[test]
fn what_a_derived_field_lacks_is_named() {
    let lacking = CLASH.replace(", end: 2026-11-02T13:00:00Z", "");
    let finding = judged("overloads(plan.slots, capacity: 1) is empty", &lacking);
    assert_eq!(finding.outcome, Outcome::Indeterminate);
    let gaps: Vec<&str> = finding
        .gaps
        .iter()
        .map(|gap| gap.place.as_ref().expect("a place").path.as_str())
        .collect();
    assert_eq!(gaps, ["plan.slots[1].end"]);
}

#[test]
fn the_derivation_tells_what_each_record_was_read_for() {
    fn elements<'n>(node: &'n Node, found: &mut Vec<&'n Node>) {
        if node.role == Role::Element {
            found.push(node);
        }
        node.children
            .iter()
            .for_each(|child| elements(child, found));
    }
    let finding = judged("overloads(plan.slots, capacity: 2) is empty", CLASH);
    let mut found = Vec::new();
    elements(&finding.clauses[0].node, &mut found);
    let told: Vec<(&str, &str)> = found
        .iter()
        .map(|node| {
            (
                node.read.as_ref().expect("a place").path.as_str(),
                node.value.as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("plan.slots[0]", "2026-11-02T10:00:00Z/2026-11-02T12:00:00Z"),
            ("plan.slots[1]", "2026-11-02T11:00:00Z/2026-11-02T13:00:00Z"),
            ("plan.slots[2]", "2026-11-02T14:00:00Z/2026-11-02T15:00:00Z"),
        ]
    );
    let mut read = Vec::new();
    fn places<'n>(node: &'n Node, read: &mut Vec<&'n str>) {
        read.extend(node.read.as_ref().map(|place| place.path.as_str()));
        node.children.iter().for_each(|child| places(child, read));
    }
    places(found[1], &mut read);
    assert_eq!(
        read,
        ["plan.slots[1]", "plan.slots[1].start", "plan.slots[1].end"]
    );
}
