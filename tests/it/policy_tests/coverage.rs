//! What coverage counts, worked out by hand.

use tollgate::value::outcome::Truth;

use super::covered;

const T: Truth = Truth::True;
const F: Truth = Truth::False;
const U: Truth = Truth::Unknown;

/// Of each condition its text, how it can come out, and how it was seen to.
fn conditions(policy: &str, tests: &str) -> Vec<(String, Vec<Truth>, Vec<Truth>)> {
    let coverage = covered(policy, tests);
    coverage
        .files
        .iter()
        .flat_map(|file| &file.parts)
        .flat_map(|part| &part.conditions)
        .map(|condition| {
            let all = condition.outcomes.iter().map(|(truth, _)| *truth);
            let seen = condition.outcomes.iter().filter(|(_, seen)| *seen);
            (
                condition.text.clone(),
                all.collect(),
                seen.map(|(truth, _)| *truth).collect(),
            )
        })
        .collect()
}

fn row(text: &str, all: &[Truth], seen: &[Truth]) -> (String, Vec<Truth>, Vec<Truth>) {
    (text.to_owned(), all.to_vec(), seen.to_vec())
}

const TYPES: &str = "input r : R\ntype R { a : number  b : boolean  p : person  all : list of E }\n\
    type E { n : number  s : text }\n";

fn of(rule: &str, tests: &str) -> Vec<(String, Vec<Truth>, Vec<Truth>)> {
    conditions(&format!("{TYPES}{rule}"), tests)
}

#[test]
fn what_was_decided_before_hides_nothing() {
    // One test: the first part decides, and the others are looked at all the same.
    let rule = "rule X-1 \"x\" { require r.a == 1 or r.b or not (r.a in {2, 3}) }";
    assert_eq!(
        of(
            rule,
            "test \"t\" { given r = {a: 1, b: false} expect X-1 pass }"
        ),
        [
            row("r.a == 1", &[T, F, U], &[T]),
            row("r.b", &[T, F, U], &[F]),
            row("(r.a in {2, 3})", &[T, F, U], &[F]),
        ]
    );
}

#[test]
fn a_not_inside_a_condition_is_part_of_it() {
    let rule = "rule X-1 \"x\" { require r.a not in {2, 3} require r.p is not missing }";
    assert_eq!(
        of(rule, "test \"t\" { given r = {a: 1} expect X-1 fail }"),
        [
            row("r.a not in {2, 3}", &[T, F, U], &[T]),
            row("r.p is not missing", &[T, F], &[F]),
        ]
    );
}

#[test]
fn a_quantifier_counts_as_a_whole_and_in_its_parts() {
    let rule = "rule X-1 \"x\" { require every e in r.all where e.s == \"k\", if any: e.n > 1 }";
    assert_eq!(
        of(
            rule,
            "test \"t\" { given r = {all: [{n: 2, s: k}, {n: 1, s: k}, {s: j}]} expect X-1 fail }"
        ),
        [
            row(
                "every e in r.all where e.s == \"k\", if any: e.n > 1",
                &[T, F, U],
                &[F]
            ),
            row("e.s == \"k\"", &[T, F, U], &[T, F]),
            row("e.n > 1", &[T, F, U], &[T, F]),
        ]
    );
}

#[test]
fn only_missing_evidence_asks_to_be_seen_unknown() {
    let rule = "param n : number = 1\nparam names : set of text = {\"k\"}\n\
        rule X-1 \"x\" for each name in names keyed by name {\n\
          when now is after 2026-01-01T00:00:00Z\n\
          require n > 0\n  require name == \"k\"\n  require (r.a default 0) < n\n\
          require every s in names: s == \"k\"\n  require some e in r.all: e.s == name\n}";
    let seen = of(
        rule,
        "test \"t\" { given r = {all: []} at 2026-01-02T00:00Z expect X-1 fail }",
    );
    assert_eq!(
        seen,
        [
            row("now is after 2026-01-01T00:00:00Z", &[T, F], &[T]),
            row("n > 0", &[T, F], &[T]),
            row("name == \"k\"", &[T, F], &[T]),
            row("(r.a default 0) < n", &[T, F], &[T]),
            row("every s in names: s == \"k\"", &[T, F], &[T]),
            row("s == \"k\"", &[T, F], &[T]),
            row("some e in r.all: e.s == name", &[T, F, U], &[F]),
            row("e.s == name", &[T, F, U], &[]),
        ]
    );
}

#[test]
fn what_a_condition_before_needs_is_known_behind_it() {
    let rule = "rule X-1 \"x\" { when r.a is present and r.b require r.a > 1 require \"l\" when r.p is present: r.p == \"x\" \
                require every e in r.all where e.n is present: e.n > r.a }";
    let never_unknown: Vec<String> = of(
        rule,
        "test \"t\" { given r = {} expect X-1 not applicable }",
    )
    .into_iter()
    .filter(|(_, all, _)| !all.contains(&U))
    .map(|(text, ..)| text)
    .collect();
    assert_eq!(
        never_unknown,
        [
            "r.a is present",
            "r.a > 1",
            "r.p is present",
            "r.p == \"x\"",
            "e.n is present",
            "e.n > r.a"
        ]
    );
}

#[test]
fn a_condition_counts_only_for_a_test_that_looks_at_its_rule() {
    let rules = "rule X-1 \"x\" { require r.a == 1 }\nrule Y-1 \"y\" { require r.b }";
    let given = "given r = {a: 1, b: true}";
    let x = row("r.a == 1", &[T, F, U], &[T]);
    assert_eq!(
        of(rules, &format!("test \"t\" {{ {given} expect X-1 pass }}")),
        [x.clone(), row("r.b", &[T, F, U], &[])]
    );
    assert_eq!(
        of(
            rules,
            &format!("test \"t\" {{ {given} expect decision go }}")
        ),
        [x, row("r.b", &[T, F, U], &[T])]
    );
}

#[test]
fn a_definition_is_seen_by_each_rule_that_rests_on_it() {
    // The second rule would only look up what the first one computed.
    let rules =
        "define ok = r.a == 1\nrule X-1 \"x\" { require ok }\nrule Y-1 \"y\" { require ok }";
    assert_eq!(
        of(rules, "test \"t\" { given r = {a: 1} expect Y-1 pass }"),
        [
            row("r.a == 1", &[T, F, U], &[T]),
            row("ok", &[T, F, U], &[]),
            row("ok", &[T, F, U], &[T]),
        ]
    );
}

#[test]
fn classes_and_rows_count_where_they_are_tried() {
    let policy = "classify size as {big, small} { big when r.a > 9 small otherwise }\n\
        table need(count_of: number) -> number {\n  hit first\n  | count_of || n |\n  | < 5  || 1 |\n  | -    || 2 |\n}\n\
        rule X-1 \"x\" { require size is small and need(r.a) == 1 }";
    let seen = of(
        policy,
        "test \"small\" { given r = {a: 1} expect X-1 pass }\n\
         test \"big\" { given r = {a: 10} expect X-1 fail expect size is big expect need(3) == 1 }\n\
         test \"none\" { given r = {} expect X-1 indeterminate }",
    );
    assert_eq!(
        seen,
        [
            row("r.a > 9", &[T, F, U], &[T, F, U]),
            row("| < 5 || 1 |", &[T, F, U], &[T, F, U]),
            row("| - || 2 |", &[T], &[T]),
            row("size is small", &[T, F, U], &[T, F, U]),
            row("need(r.a) == 1", &[T, F, U], &[T, F, U]),
        ]
    );
}

#[test]
fn what_a_test_asks_of_its_own_accord_asks_nothing_of_the_policy() {
    let policy = "table need(count_of: number) -> number {\n  hit first\n  | count_of || n |\n  | < 5  || 1 |\n  | -    || 2 |\n}\n\
        rule X-1 \"x\" { when r.a is present require need(r.a) == 1 }";
    let seen = of(
        policy,
        "test \"t\" { given r = {} expect unknown need(r.a) expect X-1 not applicable }",
    );
    assert_eq!(seen[0], row("| < 5 || 1 |", &[T, F], &[]));
}

#[test]
fn lcov_has_a_branch_for_each_way_that_a_condition_can_come_out() {
    let (out, _, status) = super::command(
        "tests/corpus/trials/failing",
        &["--format", "lcov", "--filter", "this one"],
    );
    assert_eq!(status, Some(0));
    let head: Vec<&str> = out.lines().take(8).collect();
    assert_eq!(
        head,
        [
            "TN:",
            "SF:pay.gate",
            "BRDA:3,0,0,1",
            "BRDA:3,0,1,0",
            "BRDA:3,0,2,0",
            "BRDA:22,1,0,1",
            "BRDA:22,1,1,0",
            "BRDA:22,1,2,0"
        ]
    );
    let number = |name: &str| {
        let line = out.lines().find(|line| line.starts_with(name)).expect(name);
        line[name.len()..].parse::<usize>().expect("a number")
    };
    let branches = out.lines().filter(|line| line.starts_with("BRDA:"));
    let (hit, all): (Vec<&str>, Vec<&str>) = branches.partition(|line| line.ends_with(",1"));
    assert_eq!(number("BRF:"), hit.len() + all.len());
    assert_eq!(number("BRH:"), hit.len());
    assert!(out.ends_with("end_of_record\n"));
}
