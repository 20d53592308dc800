use proptest::prelude::*;

use super::build::{
    Build, and, compare, condition, constant, default, expr, missing, not, number, or, over,
    present, quantified, said, span, text,
};
use crate::check::analysis::classes;
use crate::check::typed::*;
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::CompareOp;
use crate::types::ty::{Format, Ty};
use crate::value::outcome::Truth;

/// What is said of `classify kind as Kind { first when …  second when …  third when … }`, and so on.
fn classified(build: &mut Build, conditions: Vec<Option<Expr>>) -> (Vec<Diagnostic>, Vec<Clause>) {
    labelled(build, conditions.into_iter().enumerate().collect())
}

/// As `classified`, each condition with the number of its class.
fn labelled(
    build: &mut Build,
    conditions: Vec<(usize, Option<Expr>)>,
) -> (Vec<Diagnostic>, Vec<Clause>) {
    let names = ["first", "second", "third", "fourth", "fifth"];
    let kind = build.enumeration("Kind", &names);
    let clauses: Vec<Clause> = conditions
        .into_iter()
        .map(|(class, when)| {
            let Const::Enum(label) = build.member(&kind, names[class]) else {
                unreachable!()
            };
            Clause {
                label,
                when,
                span: span(),
            }
        })
        .collect();
    build.define("kind", Vec::new(), &kind, Body::Classify(clauses.clone()));
    let mut found = Vec::new();
    classes::check(&build.program, &mut found);
    (found, clauses)
}

/// `release` with a risk, a tier of 1 to 4, a flag and a list.
struct Release {
    build: Build,
    release: Expr,
}

fn release() -> Release {
    let mut build = Build::new();
    let risk = build.enumeration("Risk", &["low", "moderate", "high"]);
    let change = build.record("Change", &[("risk", risk), ("model", Ty::Text)]);
    let ty = build.record(
        "Release",
        &[
            ("change", change),
            ("tier", Ty::Number),
            ("urgent", Ty::Bool),
            ("models", Ty::list(Ty::Text)),
            ("start", Ty::Instant),
            ("end", Ty::Instant),
        ],
    );
    build.format(&ty, "tier", Format::Between("1".into(), "4".into()));
    let release = build.input("release", &ty);
    Release { build, release }
}

impl Release {
    fn path(&self, path: &str) -> Expr {
        self.build.path(&self.release, path)
    }

    fn risk(&self, member: &str) -> Expr {
        self.build.is(&self.path("change.risk"), member)
    }

    fn said(mut self, conditions: Vec<Option<Expr>>) -> Vec<String> {
        said(&classified(&mut self.build, conditions).0)
    }
}

const COVERED: &str = "the classes above it cover every case";

fn never(class: &str, why: &str) -> String {
    format!("TG0406 `{class}` of `kind` can never be reached here: {why}")
}

#[test]
fn a_class_that_an_earlier_one_takes() {
    let mut r = release();
    let narrow = and(&[&r.risk("low"), &r.path("urgent")]);
    let conditions = vec![Some(r.risk("low")), Some(narrow), None];
    let (found, clauses) = classified(&mut r.build, conditions);
    assert_eq!(
        said(&found),
        [never("second", "an earlier class takes all of it")]
    );
    let places: Vec<_> = found[0].labels.iter().map(|label| label.span).collect();
    assert_eq!(places, [clauses[1].span, clauses[0].span]);
}

#[test]
fn the_same_condition_twice() {
    let mut r = release();
    let list = r.path("models");
    let some = |build: &mut Build| {
        let m = build.local("m", &Ty::Text);
        let is_x = compare(CompareOp::Equal, &build.read(m), &text("x"));
        quantified(Quantifier::Some, over(m, &list, None), is_x)
    };
    let (first, second) = (some(&mut r.build), some(&mut r.build));
    assert_eq!(
        r.said(vec![Some(first), Some(second), None]),
        [never("second", "an earlier class takes all of it")]
    );
}

#[test]
fn some_and_no_leave_nothing() {
    let mut r = release();
    let list = r.path("models");
    let ask = |build: &mut Build, kind| {
        let m = build.local("m", &Ty::Text);
        let is_x = compare(CompareOp::Equal, &build.read(m), &text("x"));
        quantified(kind, over(m, &list, None), is_x)
    };
    let first = ask(&mut r.build, Quantifier::Some);
    let second = ask(&mut r.build, Quantifier::No);
    assert_eq!(
        r.said(vec![Some(first), Some(second), None]),
        [never("third", COVERED)]
    );
}

#[test]
fn otherwise_after_every_member() {
    let r = release();
    let conditions = vec![
        Some(r.risk("low")),
        Some(r.risk("moderate")),
        Some(r.risk("high")),
        None,
    ];
    assert_eq!(r.said(conditions), [never("fourth", COVERED)]);
}

#[test]
fn a_bounded_number_is_covered_up_to_its_ends() {
    let r = release();
    let tier = r.path("tier");
    let conditions = vec![
        Some(compare(CompareOp::LessOrEqual, &tier, &number(2))),
        Some(compare(CompareOp::Greater, &tier, &number(2))),
        Some(compare(CompareOp::Greater, &tier, &number(4))),
        None,
    ];
    assert_eq!(
        r.said(conditions),
        [
            never("third", "its condition never holds"),
            never("fourth", COVERED)
        ]
    );
}

#[test]
fn two_values_compare_one_way() {
    let r = release();
    let (start, end) = (r.path("start"), r.path("end"));
    let conditions = vec![
        Some(compare(CompareOp::Less, &start, &end)),
        Some(compare(CompareOp::Equal, &end, &start)),
        Some(compare(CompareOp::Less, &end, &start)),
        None,
    ];
    assert_eq!(r.said(conditions), [never("fourth", COVERED)]);
}

#[test]
fn what_stands_in_a_missing_record_is_missing() {
    let r = release();
    let no_change = missing(&r.path("change"));
    let conditions = vec![
        Some(and(&[&no_change, &r.risk("low")])),
        Some(and(&[&no_change, &present(&r.path("change.model"))])),
        Some(and(&[&no_change, &missing(&r.path("change.model"))])),
        None,
    ];
    assert_eq!(
        r.said(conditions),
        [
            never("first", "its condition never holds"),
            never("second", "its condition never holds"),
            never(
                "third",
                "wherever it holds, an earlier condition is unknown"
            ),
        ]
    );
}

#[test]
fn what_is_missing_leaves_earlier_classes_undecided() {
    let mut r = release();
    let no_risk = missing(&r.path("change.risk"));
    let conditions = vec![Some(r.risk("low")), Some(no_risk.clone()), None];
    let (found, clauses) = classified(&mut r.build, conditions);
    assert_eq!(
        said(&found),
        [never(
            "second",
            "wherever it holds, an earlier condition is unknown"
        )]
    );
    let places: Vec<_> = found[0].labels.iter().map(|label| label.span).collect();
    assert_eq!(places, [clauses[1].span, clauses[0].span]);

    // Asked first, it is reached; so it is behind a condition that gives the same class.
    let r = release();
    assert_eq!(
        r.said(vec![Some(no_risk.clone()), None]),
        Vec::<String>::new()
    );
    let mut r = release();
    let conditions = vec![(0, Some(r.risk("low"))), (0, Some(no_risk)), (1, None)];
    let found = labelled(&mut r.build, conditions).0;
    assert_eq!(said(&found), Vec::<String>::new());
}

#[test]
fn a_default_is_a_value_for_what_is_missing() {
    let r = release();
    let risk = r.path("change.risk");
    let low = constant(r.build.member(&risk.ty, "low"), risk.ty.clone());
    let or_low = r.build.is(&default(&risk, &low), "low");
    let conditions = vec![
        Some(or_low),
        Some(missing(&risk)),
        Some(r.risk("high")),
        None,
    ];
    assert_eq!(
        r.said(conditions),
        [never("second", "an earlier class takes all of it")]
    );
}

#[test]
fn definitions_are_entered() {
    let mut r = release();
    let low = r.risk("low");
    let calm = r
        .build
        .define("calm", Vec::new(), &Ty::Bool, Body::Expr(low));
    let calm = r.build.call(calm, Vec::new());
    let conditions = vec![Some(r.risk("low")), Some(calm), None];
    assert_eq!(
        r.said(conditions),
        [never("second", "an earlier class takes all of it")]
    );
}

#[test]
fn what_cannot_be_told_is_not_said() {
    let r = release();
    let unknown = || condition(Kind::Unknown("to be settled".into()));
    let matches = |pattern: &str| {
        let model = r.path("change.model");
        condition(Kind::Matches(Box::new(model), pattern.into()))
    };
    let conditions = vec![
        Some(matches("a.*")),
        Some(matches("ab.*")),
        Some(unknown()),
        Some(unknown()),
        None,
    ];
    assert_eq!(r.said(conditions), Vec::<String>::new());
}

#[test]
fn conditions_nested_in_conditions_end() {
    let r = release();
    let urgent = r.path("urgent");
    let mut nested = urgent.clone();
    for _ in 0..100 {
        let parts = [&nested, &urgent, &urgent].map(|part| Box::new(part.clone()));
        let [when, then, otherwise] = parts;
        nested = condition(Kind::If(when, then, otherwise));
    }
    assert_eq!(r.said(vec![Some(nested), None]), Vec::<String>::new());

    let r = release();
    let (low, urgent) = (r.risk("low"), r.path("urgent"));
    let mut chain = low.clone();
    for _ in 0..100 {
        let parts = [&urgent, &low, &chain].map(|part| Box::new(part.clone()));
        let [when, then, otherwise] = parts;
        chain = condition(Kind::If(when, then, otherwise));
    }
    assert_eq!(
        r.said(vec![Some(chain), Some(low), None]),
        [never("second", "an earlier class takes all of it")]
    );
}

#[test]
fn hundreds_of_choices_end() {
    let mut build = Build::new();
    let fields: Vec<String> = (0..150).map(|field| format!("f{field}")).collect();
    let fields: Vec<(&str, Ty)> = fields.iter().map(|name| (&**name, Ty::Bool)).collect();
    let ty = build.record("Release", &fields);
    let release = build.input("release", &ty);
    let part = |n: usize| build.path(&release, fields[n % 150].0);
    let clauses: Vec<Expr> = (0..400)
        .map(|n| {
            let (a, b, c) = (part(n * 7), not(&part(n * 11 + 3)), part(n * 13 + 5));
            or(&[&a, &b, &c])
        })
        .collect();
    let hard = and(&clauses.iter().collect::<Vec<_>>());
    let (found, _) = classified(&mut build, vec![Some(hard), None]);
    assert_eq!(said(&found), Vec::<String>::new());
}

/// A condition over three values, and what it is for each of their assignments.
#[derive(Debug, Clone)]
enum Small {
    Risk(usize),
    Tier(CompareOp, i64),
    Urgent,
    RiskMissing,
    TierPresent,
    TierOr(i64, CompareOp, i64),
    Not(Box<Small>),
    And(Box<Small>, Box<Small>),
    Or(Box<Small>, Box<Small>),
    If(Box<Small>, Box<Small>, Box<Small>),
}

/// Each value or `None` where it is missing; tiers in halves.
type Assignment = (Option<usize>, Option<i64>, Option<bool>);

fn assignments() -> Vec<Assignment> {
    let mut all = Vec::new();
    for risk in [None, Some(0), Some(1), Some(2)] {
        // A tier is 1 to 4.
        for tier in std::iter::once(None).chain((2..=8).map(Some)) {
            for urgent in [None, Some(true), Some(false)] {
                all.push((risk, tier, urgent));
            }
        }
    }
    all
}

fn truth(value: Option<bool>) -> Truth {
    match value {
        Some(true) => Truth::True,
        Some(false) => Truth::False,
        None => Truth::Unknown,
    }
}

fn compares(left: i64, op: CompareOp, right: i64) -> bool {
    match op {
        CompareOp::Equal => left == right,
        CompareOp::NotEqual => left != right,
        CompareOp::Less => left < right,
        CompareOp::LessOrEqual => left <= right,
        CompareOp::Greater => left > right,
        CompareOp::GreaterOrEqual => left >= right,
    }
}

fn evaluate(small: &Small, at: &Assignment) -> Truth {
    match small {
        Small::Risk(member) => truth(at.0.map(|risk| risk == *member)),
        Small::Tier(op, bound) => truth(at.1.map(|tier| compares(tier, *op, bound * 2))),
        Small::Urgent => truth(at.2),
        Small::RiskMissing => truth(Some(at.0.is_none())),
        Small::TierPresent => truth(Some(at.1.is_some())),
        Small::TierOr(otherwise, op, bound) => truth(Some(compares(
            at.1.unwrap_or(otherwise * 2),
            *op,
            bound * 2,
        ))),
        Small::Not(of) => match evaluate(of, at) {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
        },
        Small::And(left, right) => match (evaluate(left, at), evaluate(right, at)) {
            (Truth::False, _) | (_, Truth::False) => Truth::False,
            (Truth::True, Truth::True) => Truth::True,
            _ => Truth::Unknown,
        },
        Small::Or(left, right) => match (evaluate(left, at), evaluate(right, at)) {
            (Truth::True, _) | (_, Truth::True) => Truth::True,
            (Truth::False, Truth::False) => Truth::False,
            _ => Truth::Unknown,
        },
        Small::If(when, then, otherwise) => {
            let (then, otherwise) = (evaluate(then, at), evaluate(otherwise, at));
            match evaluate(when, at) {
                Truth::True => then,
                Truth::False => otherwise,
                Truth::Unknown if then == otherwise => then,
                Truth::Unknown => Truth::Unknown,
            }
        }
    }
}

fn written(small: &Small, r: &Release) -> Expr {
    let tier = || r.path("tier");
    match small {
        Small::Risk(member) => r.risk(["low", "moderate", "high"][*member]),
        Small::Tier(op, bound) => compare(*op, &tier(), &number(*bound)),
        Small::Urgent => r.path("urgent"),
        Small::RiskMissing => missing(&r.path("change.risk")),
        Small::TierPresent => present(&tier()),
        Small::TierOr(otherwise, op, bound) => {
            compare(*op, &default(&tier(), &number(*otherwise)), &number(*bound))
        }
        Small::Not(of) => not(&written(of, r)),
        Small::And(left, right) => and(&[&written(left, r), &written(right, r)]),
        Small::Or(left, right) => or(&[&written(left, r), &written(right, r)]),
        Small::If(when, then, otherwise) => expr(
            Kind::If(
                Box::new(written(when, r)),
                Box::new(written(then, r)),
                Box::new(written(otherwise, r)),
            ),
            Ty::Bool,
        ),
    }
}

fn op() -> impl Strategy<Value = CompareOp> {
    prop_oneof![
        Just(CompareOp::Equal),
        Just(CompareOp::NotEqual),
        Just(CompareOp::Less),
        Just(CompareOp::LessOrEqual),
        Just(CompareOp::Greater),
        Just(CompareOp::GreaterOrEqual),
    ]
}

fn small() -> impl Strategy<Value = Small> {
    let leaf = prop_oneof![
        3 => (0usize..3).prop_map(Small::Risk),
        3 => (op(), 0i64..6).prop_map(|(op, bound)| Small::Tier(op, bound)),
        2 => Just(Small::Urgent),
        1 => Just(Small::RiskMissing),
        1 => Just(Small::TierPresent),
        1 => (1i64..5, op(), 1i64..5).prop_map(|(d, op, bound)| Small::TierOr(d, op, bound)),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let two = || (inner.clone(), inner.clone());
        prop_oneof![
            inner.clone().prop_map(|of| Small::Not(Box::new(of))),
            two().prop_map(|(a, b)| Small::And(Box::new(a), Box::new(b))),
            two().prop_map(|(a, b)| Small::Or(Box::new(a), Box::new(b))),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| Small::If(
                Box::new(a),
                Box::new(b),
                Box::new(c)
            )),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn classes_are_dead_where_trying_every_input_says_so(
        conditions in prop::collection::vec((0usize..3, small()), 1..6)
    ) {
        let r = release();
        let dead: Vec<usize> = (0..conditions.len())
            .filter(|index| {
                let (class, condition) = &conditions[*index];
                !assignments().iter().any(|at| {
                    evaluate(condition, at) == Truth::True
                        && conditions[..*index].iter().all(|(earlier, condition)| {
                            match evaluate(condition, at) {
                                Truth::True => false,
                                Truth::False => true,
                                Truth::Unknown => earlier == class,
                            }
                        })
                })
            })
            .collect();
        let clauses = conditions
            .iter()
            .map(|(class, small)| (*class, Some(written(small, &r))))
            .collect();
        let mut build = r.build;
        let (found, clauses) = labelled(&mut build, clauses);
        let told: Vec<usize> = found
            .iter()
            .map(|one| clauses.iter().position(|clause| Some(clause.span) == one.span()).unwrap())
            .collect();
        prop_assert_eq!(told, dead);
    }
}
