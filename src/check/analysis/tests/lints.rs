use super::build::{
    Build, and, compare, condition, constant, default, expr, missing, not, number, or, over,
    present, quantified, said, span, text,
};
use crate::check::analysis::lints::{
    always, braces_in_text, free_conjunct, missing_helps, optional_not_equal, rank_order, unused,
    unused_binder,
};
use crate::check::analysis::run::run;
use crate::check::typed::*;
use crate::diagnostic::Diagnostic;
use crate::source::span::{FileId, Span};
use crate::syntax::ast::CompareOp;
use crate::types::ty::{Format, Ty};

struct Setting {
    build: Build,
    release: Expr,
    incident: Ty,
}

/// A release with a tier of 1 to 4, a change with a risk and an id, and incidents.
fn setting() -> Setting {
    let mut build = Build::new();
    let risk = build.enumeration("Risk", &["low", "high"]);
    let change = build.record("Change", &[("risk", risk.clone()), ("id!", Ty::Text)]);
    let incident = build.record(
        "Incident",
        &[("status", risk), ("resolved_at", Ty::Instant)],
    );
    let ty = build.record(
        "Release",
        &[
            ("change!", change),
            ("tier", Ty::Number),
            ("incidents", Ty::list(incident.clone())),
        ],
    );
    build.format(&ty, "tier", Format::Between("1".into(), "4".into()));
    let release = build.input("release", &ty);
    Setting {
        build,
        release,
        incident,
    }
}

type Lint = fn(&Program, &mut Vec<Diagnostic>);

impl Setting {
    fn path(&self, path: &str) -> Expr {
        self.build.path(&self.release, path)
    }

    fn is_not_high(&self) -> Expr {
        let risk = self.path("change.risk");
        let high = constant(self.build.member(&risk.ty, "high"), risk.ty.clone());
        compare(CompareOp::NotEqual, &risk, &high)
    }

    fn ask(&self, lint: Lint) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        lint(&self.build.program, &mut found);
        found
    }

    /// What a lint says of a rule that requires just this.
    fn said(mut self, lint: Lint, require: Expr) -> Vec<String> {
        self.build.rule("R-1", require);
        said(&self.ask(lint))
    }

    /// `some i in release.incidents: …`, the body made from `i`.
    fn some(&mut self, body: impl FnOnce(&Build, &Expr) -> Expr) -> Expr {
        let i = self.build.local("i", &self.incident);
        let body = body(&self.build, &self.build.read(i));
        let incidents = self.path("incidents");
        quantified(Quantifier::Some, over(i, &incidents, None), body)
    }
}

const NOT_HIGH: &str =
    "TG0601 `release.change.risk` may be missing, and `is not` is then unknown, not true";

#[test]
fn an_optional_path_compared_with_not_equal() {
    let mut s = setting();
    let require = s.is_not_high();
    let place = require.span;
    s.build.rule("R-1", require);
    let found = s.ask(optional_not_equal::check);
    assert_eq!(said(&found), [NOT_HIGH]);
    assert_eq!(found[0].span(), Some(place));
    assert_eq!(
        found[0].help.as_deref(),
        Some("say what a missing value counts as: `(release.change.risk default …) is not …`")
    );
}

#[test]
fn not_equal_behind_a_default_or_a_test_for_presence() {
    let none = Vec::<String>::new();
    let lint: Lint = optional_not_equal::check;
    let s = setting();
    let risk = s.path("change.risk");
    let high = constant(s.build.member(&risk.ty, "high"), risk.ty.clone());
    let or_high = compare(CompareOp::NotEqual, &default(&risk, &high), &high);
    assert_eq!(s.said(lint, or_high), none);

    let s = setting();
    let (risk, asked) = (s.path("change.risk"), s.is_not_high());
    assert_eq!(s.said(lint, and(&[&present(&risk), &asked])), none);

    let s = setting();
    let (change, asked) = (s.path("change"), s.is_not_high());
    assert_eq!(s.said(lint, or(&[&missing(&change), &asked])), none);

    // Each the other way round settles nothing.
    let s = setting();
    let (risk, asked) = (s.path("change.risk"), s.is_not_high());
    assert_eq!(s.said(lint, or(&[&present(&risk), &asked])), [NOT_HIGH]);

    let mut s = setting();
    let (risk, asked) = (s.path("change.risk"), s.is_not_high());
    s.build.rule("R-1", asked).when = Some(not(&missing(&risk)));
    assert_eq!(said(&s.ask(lint)), none);

    // A required field of a required record.
    let s = setting();
    let named = compare(CompareOp::NotEqual, &s.path("change.id"), &text("x"));
    assert_eq!(s.said(lint, named), none);
}

#[test]
fn not_equal_guarded_by_a_filter_or_another_branch() {
    let none = Vec::<String>::new();
    let lint: Lint = optional_not_equal::check;
    let mut s = setting();
    let i = s.build.local("i", &s.incident);
    let status = s.build.path(&s.build.read(i), "status");
    let low = constant(s.build.member(&status.ty, "low"), status.ty.clone());
    let body = compare(CompareOp::NotEqual, &status, &low);
    let incidents = s.path("incidents");
    let guarded = over(i, &incidents, Some(present(&status)));
    let every = quantified(Quantifier::Every, guarded, body.clone());
    assert_eq!(s.said(lint, every), none);

    let mut s = setting();
    let bare = quantified(Quantifier::Every, over(i, &incidents, None), body);
    // The same local as above stands for the same name here.
    s.build.local("i", &s.incident.clone());
    assert_eq!(
        s.said(lint, bare),
        ["TG0601 `i.status` may be missing, and `is not` is then unknown, not true"]
    );

    let s = setting();
    let (risk, asked) = (s.path("change.risk"), s.is_not_high());
    let yes = constant(Const::Bool(true), Ty::Bool);
    let chosen = |when: Expr, then: &Expr, otherwise: &Expr| {
        let parts = (
            Box::new(when),
            Box::new(then.clone()),
            Box::new(otherwise.clone()),
        );
        condition(Kind::If(parts.0, parts.1, parts.2))
    };
    assert_eq!(s.said(lint, chosen(present(&risk), &asked, &yes)), none);
    assert_eq!(
        setting().said(lint, chosen(present(&risk), &yes, &asked)),
        [NOT_HIGH]
    );
}

#[test]
fn a_conjunct_that_does_not_speak_of_the_element() {
    let mut s = setting();
    let tier = s.path("tier");
    let outside = compare(CompareOp::Less, &tier, &number(3));
    let place = outside.span;
    let some = s.some(|build, i| and(&[&build.is(&build.path(i, "status"), "low"), &outside]));
    s.build.rule("R-1", some);
    let found = s.ask(free_conjunct::check);
    assert_eq!(said(&found), ["TG0602 this does not speak of `i`"]);
    assert_eq!(found[0].span(), Some(place));
    assert_eq!(
        said(&s.ask(|p, out| unused_binder::check(p, &|_| true, out))),
        Vec::<String>::new()
    );
}

#[test]
fn a_body_without_the_element_is_reported_once() {
    let mut s = setting();
    let outside = s.is_not_high();
    let some = s.some(|_, _| outside.clone());
    s.build.rule("R-1", some);
    let found = s.ask(|program, out| {
        free_conjunct::check(program, out);
        unused_binder::check(program, &|_| true, out);
    });
    assert_eq!(said(&found), ["TG0602 this does not speak of `i`"]);
}

#[test]
fn bound_names_that_nothing_uses() {
    let mut s = setting();
    let yes = constant(Const::Bool(true), Ty::Bool);
    let some = s.some(|_, _| yes.clone());
    let place = s.build.program.locals[0].span;
    let hidden = s.some(|_, _| yes);
    s.build.program.locals[1].name = "_i".into();
    s.build.rule("R-1", and(&[&some, &hidden]));
    let found = s.ask(|program, out| unused_binder::check(program, &|_| true, out));
    assert_eq!(said(&found), ["TG0606 nothing uses `i`"]);
    assert_eq!(found[0].span(), Some(place));
    assert_eq!(
        s.ask(|program, out| unused_binder::check(program, &|_| false, out)),
        []
    );
}

#[test]
fn one_half_of_a_pair_may_be_unused() {
    let mut s = setting();
    let pair = s.build.record(
        "",
        &[
            ("first!", s.incident.clone()),
            ("second!", s.incident.clone()),
        ],
    );
    let pairs = s.build.input("pairs", &Ty::list(pair));
    let a = s.build.local("a", &s.incident);
    let b = s.build.local("b", &s.incident);
    let later = s.build.path(&s.build.read(b), "status");
    let mut both = over(a, &pairs, None);
    both.generators[0].binding = Binding::Pair(a, b);
    let every = quantified(Quantifier::Every, both, s.build.is(&later, "low"));
    s.build.rule("R-1", every);
    let lint: Lint = |program, out| unused_binder::check(program, &|_| true, out);
    assert_eq!(said(&s.ask(lint)), Vec::<String>::new());
}

#[test]
fn what_no_rule_uses() {
    let mut s = setting();
    let tier = s.path("tier");
    s.build.program.params.push(Param {
        name: "limit".into(),
        ty: Ty::Number,
        value: number(3),
        within: None,
        span: span(),
    });
    let limit = expr(Kind::Param(ParamId(0)), Ty::Number);
    let low = compare(CompareOp::Less, &tier, &limit);
    let inner = s
        .build
        .define("inner", Vec::new(), &Ty::Bool, Body::Expr(low));
    let call = s.build.call(inner, Vec::new());
    s.build
        .define("outer", Vec::new(), &Ty::Bool, Body::Expr(call.clone()));
    s.build.input("portfolio", &Ty::Number);
    let lint: Lint = |program, out| unused::check(program, &|_| true, out);
    s.build
        .rule("R-1", compare(CompareOp::Less, &tier, &number(2)));
    assert_eq!(
        said(&s.ask(lint)),
        [
            "TG0605 no rule uses input `portfolio`",
            "TG0605 no rule uses param `limit`",
            "TG0605 no rule uses define `inner`",
            "TG0605 no rule uses define `outer`",
        ]
    );
    s.build.program.rules[0].when = Some(call);
    assert_eq!(
        said(&s.ask(lint)),
        [
            "TG0605 no rule uses input `portfolio`",
            "TG0605 no rule uses define `outer`",
        ]
    );
    // What a module offers need not all be used.
    let module: Lint = |program, out| unused::check(program, &|span| span.file != FileId(0), out);
    assert_eq!(said(&s.ask(module)), Vec::<String>::new());
}

#[test]
fn derived_fields_may_be_unused() {
    let mut s = setting();
    let place = span();
    s.build.program.locals.push(Local {
        name: "release".into(),
        ty: s.release.ty.clone(),
        span: place,
    });
    let body = Expr {
        span: place,
        ..number(1)
    };
    s.build
        .define("window", vec![LocalId(0)], &Ty::Number, Body::Expr(body));
    let tier = s.path("tier");
    s.build
        .rule("R-1", compare(CompareOp::Less, &tier, &number(2)));
    let lint: Lint = |program, out| {
        unused::check(program, &|_| true, out);
        unused_binder::check(program, &|_| true, out);
    };
    assert_eq!(said(&s.ask(lint)), Vec::<String>::new());
}

#[test]
fn a_rank_compared_by_order() {
    let mut s = setting();
    let tier = s.path("tier");
    let require = compare(CompareOp::LessOrEqual, &tier, &number(2));
    let place = require.span;
    s.build.rule("R-1", require);
    let found = s.ask(rank_order::check);
    assert_eq!(
        said(&found),
        ["TG0607 `release.tier` is a rank from 1 to 4, and 1 is most often the most critical"]
    );
    assert_eq!(found[0].span(), Some(place));
    assert_eq!(
        found[0].help.as_deref(),
        Some("name the ranks: `release.tier in {1, 2}`")
    );
    let s = setting();
    let mirrored = compare(CompareOp::Greater, &number(3), &tier);
    let mut t = setting();
    t.build.rule("R-1", mirrored);
    assert_eq!(
        t.ask(rank_order::check)[0].help.as_deref(),
        Some("name the ranks: `release.tier in {1, 2}`")
    );
    let exact = compare(CompareOp::Equal, &tier, &number(2));
    assert_eq!(s.said(rank_order::check, exact), Vec::<String>::new());
    // A scale of percent is no rank.
    let mut s = setting();
    let ty = s.release.ty.clone();
    s.build
        .format(&ty, "tier", Format::Between("1".into(), "100".into()));
    let less = compare(CompareOp::Less, &tier, &number(2));
    assert_eq!(s.said(rank_order::check, less), Vec::<String>::new());
}

#[test]
fn braces_where_nothing_is_filled_in() {
    let mut s = setting();
    let id = s.path("change.id");
    let require = compare(CompareOp::Equal, &id, &text("{release.change.id}"));
    s.build.rule("R-1", require).title = "Of {release }, and {nobody}".into();
    let place = s.build.program.rules[0].id_span;
    let lint: Lint = |program, out| {
        braces_in_text::check(program, &braces_in_text::names_of(program), out);
    };
    let found = s.ask(lint);
    assert_eq!(
        said(&found),
        [
            "TG0604 `{release.change.id}` in this text stays as it is written",
            "TG0604 `{release}` in this title stays as it is written",
        ]
    );
    assert_eq!(found[1].span(), Some(place));
    s.build.program.rules[0].title = "[0-9a-f]{40} and {nobody}".into();
    assert_eq!(s.ask(lint).len(), 1);
}

/// What is said of a rule with one clause that asks whether an incident's end is missing.
fn absence(put: impl FnOnce(&mut Rule, Expr), ask: impl Fn(&Expr) -> Expr) -> Vec<String> {
    let mut s = setting();
    let some = s.some(|build, i| ask(&build.path(i, "resolved_at")));
    let tier = s.path("tier");
    let rule = s
        .build
        .rule("R-1", compare(CompareOp::Equal, &tier, &number(1)));
    put(rule, some);
    said(&s.ask(missing_helps::check))
}

#[test]
fn a_missing_field_that_helps() {
    let helps = ["TG0603 leaving `i.resolved_at` out helps rule `R-1` towards clear"];
    let none: [&str; 0] = [];
    let require = |rule: &mut Rule, asked| rule.demands[0].condition = asked;
    let forbid = |rule: &mut Rule, asked| {
        rule.demands[0].forbid = true;
        rule.demands[0].condition = asked;
    };
    let when = |rule: &mut Rule, asked| rule.when = Some(asked);
    let unless = |rule: &mut Rule, asked| rule.unless = Some(asked);
    let negated = |rule: &mut Rule, asked: Expr| rule.when = Some(not(&asked));

    assert_eq!(absence(require, missing), helps);
    assert_eq!(absence(unless, missing), helps);
    assert_eq!(absence(forbid, missing), none);
    assert_eq!(absence(when, missing), none);
    assert_eq!(absence(negated, missing), helps);
    assert_eq!(absence(unless, |path| not(&present(path))), helps);
    assert_eq!(absence(when, |path| not(&present(path))), none);
    // Asking for presence is the way to see evidence.
    assert_eq!(absence(require, present), none);
    assert_eq!(absence(when, present), none);
}

#[test]
fn a_missing_field_that_makes_an_emergency() {
    let mut s = setting();
    let open = s.some(|build, i| missing(&build.path(i, "resolved_at")));
    let place = {
        let Kind::Quantified(quantified) = &open.kind else {
            unreachable!()
        };
        quantified.body.span
    };
    let kind = s.build.enumeration("Kind", &["emergency", "normal"]);
    let label = |s: &Setting, name: &str| match s.build.member(&kind, name) {
        Const::Enum(member) => member,
        _ => unreachable!(),
    };
    let clauses = vec![
        Clause {
            label: label(&s, "emergency"),
            when: Some(open),
            span: span(),
        },
        Clause {
            label: label(&s, "normal"),
            when: None,
            span: span(),
        },
    ];
    let class = s
        .build
        .define("change_type", Vec::new(), &kind, Body::Classify(clauses));
    let call = s.build.call(class, Vec::new());
    let emergency = s.build.is(&call, "emergency");
    let normal = s.build.is(&call, "normal");
    let tier = s.path("tier");
    let rule = s
        .build
        .rule("FRZ-1", compare(CompareOp::Equal, &tier, &number(1)));
    rule.unless = Some(emergency.clone());
    let found = s.ask(missing_helps::check);
    assert_eq!(
        said(&found),
        ["TG0603 leaving `i.resolved_at` out helps rule `FRZ-1` towards clear"]
    );
    assert_eq!(found[0].span(), Some(place));
    // To be normal, no field may be left out.
    s.build.program.rules[0].unless = Some(normal);
    assert_eq!(said(&s.ask(missing_helps::check)), Vec::<String>::new());
    // To be an emergency is no help where the rule then applies.
    s.build.program.rules[0].unless = None;
    s.build.program.rules[0].when = Some(emergency);
    assert_eq!(said(&s.ask(missing_helps::check)), Vec::<String>::new());
}

#[test]
fn a_list_that_grows_with_what_is_missing() {
    // define open = [i for i in release.incidents where i.resolved_at is missing]
    let open = |s: &mut Setting| {
        let i = s.build.local("i", &s.incident);
        let gone = missing(&s.build.path(&s.build.read(i), "resolved_at"));
        let item = s.build.read(i);
        let source = s.path("incidents");
        super::build::list_of(item, over(i, &source, Some(gone)))
    };
    let lint: Lint = missing_helps::check;
    let mut s = setting();
    let list = open(&mut s);
    let empty = condition(Kind::IsEmpty(Box::new(list.clone())));
    assert_eq!(s.said(lint, empty.clone()), Vec::<String>::new());
    let mut s = setting();
    open(&mut s);
    assert_eq!(
        s.said(lint, not(&empty)),
        ["TG0603 leaving `i.resolved_at` out helps rule `R-1` towards clear"]
    );
}

#[test]
fn conditions_that_are_always_one_thing() {
    let lint: Lint = always::check;
    let s = setting();
    let risk = s.path("change.risk");
    let (low, high) = (s.build.is(&risk, "low"), s.build.is(&risk, "high"));
    let both = and(&[&low, &high]);
    let mut t = setting();
    t.build.rule("R-1", both.clone());
    let found = t.ask(lint);
    assert_eq!(said(&found), ["TG0608 this `require` can never be met"]);
    let places: Vec<Span> = found[0].labels.iter().map(|label| label.span).collect();
    assert_eq!(places, [both.span, low.span, high.span]);

    let either = or(&[&low, &high]);
    assert_eq!(
        setting().said(lint, either.clone()),
        ["TG0608 this `require` can never fail"]
    );

    let mut t = setting();
    let tier = t.path("tier");
    t.build.rule("R-1", low.clone()).when = Some(and(&[
        &compare(CompareOp::Less, &tier, &number(2)),
        &compare(CompareOp::Greater, &tier, &number(3)),
    ]));
    assert_eq!(
        said(&t.ask(lint)),
        ["TG0608 this `when` never holds, so the rule never applies"]
    );

    // What `when` holds to is known below it.
    let mut t = setting();
    t.build.rule("R-1", low.clone()).when = Some(low.clone());
    assert_eq!(said(&t.ask(lint)), ["TG0608 this `require` can never fail"]);

    let mut t = setting();
    t.build.rule("R-1", low.clone()).demands[0].forbid = true;
    t.build.program.rules[0].unless = Some(both);
    assert_eq!(
        said(&t.ask(lint)),
        ["TG0608 this `unless` never holds, so it exempts nothing"]
    );

    let mut t = setting();
    let incident = t.incident.clone();
    let i = t.build.local("i", &incident);
    let status = t.build.path(&t.build.read(i), "status");
    let filter = and(&[&t.build.is(&status, "low"), &t.build.is(&status, "high")]);
    let source = t.path("incidents");
    let body = present(&status);
    let some = quantified(Quantifier::Some, over(i, &source, Some(filter)), body);
    assert_eq!(
        t.said(lint, some),
        ["TG0608 this `where` never holds, so no element is ever taken"]
    );
}

#[test]
fn conditions_that_may_be_either_are_left_alone() {
    let s = setting();
    let risk = s.path("change.risk");
    let ok = or(&[&s.build.is(&risk, "low"), &missing(&risk)]);
    assert_eq!(s.said(always::check, ok), Vec::<String>::new());
    let stated = condition(Kind::Unknown("to be settled".into()));
    assert_eq!(setting().said(always::check, stated), Vec::<String>::new());
}

#[test]
fn everything_is_said_in_the_order_of_the_text() {
    let mut s = setting();
    let risk = s.path("change.risk");
    let later = s.is_not_high();
    let tier = compare(CompareOp::Less, &s.path("tier"), &number(3));
    s.build.rule(
        "R-1",
        and(&[&later, &tier, &present(&risk), &missing(&risk)]),
    );
    let found = run(&s.build.program, &|_| true);
    let mut sorted = found.clone();
    sorted.sort_by_key(Diagnostic::span);
    assert_eq!(found, sorted);
    let codes: Vec<&str> = found.iter().map(|one| one.code.id).collect();
    assert_eq!(codes, ["TG0607", "TG0603", "TG0608"]);
    assert!(found.iter().all(|one| one.help.is_some()));
}
