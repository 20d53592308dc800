use super::build::{
    Build, and, compare, condition, default, expr, list_of, missing, number, over, present,
    quantified, span, text,
};
use crate::builtins::list;
use crate::check::analysis::evidence::{Evidence, of_program, of_rule};
use crate::check::analysis::fields_read::fields_read;
use crate::check::typed::*;
use crate::syntax::ast::CompareOp;
use crate::types::ty::Ty;
use crate::value::RecordId;

/// A release with approvals and a change, and a portfolio of others.
struct Setting {
    build: Build,
    release: Expr,
    portfolio: Expr,
    approval: Ty,
    ty: Ty,
}

fn setting() -> Setting {
    let mut build = Build::new();
    let approval = build.record(
        "Approval",
        &[
            ("by!", Ty::Person),
            ("role", Ty::Text),
            ("labels", Ty::Map(Box::new(Ty::Text), Box::new(Ty::Text))),
        ],
    );
    let change = build.record("Change!", &[("risk", Ty::Number), ("id!", Ty::Text)]);
    let ty = build.record(
        "Release",
        &[
            ("change!", change),
            ("approvals", Ty::list(approval.clone())),
            ("tags", Ty::list(Ty::Text)),
        ],
    );
    let release = build.input("release", &ty);
    let portfolio = build.input("portfolio", &Ty::list(ty.clone()));
    build.program.inputs[1].optional = true;
    Setting {
        build,
        release,
        portfolio,
        approval,
        ty,
    }
}

impl Setting {
    fn path(&self, path: &str) -> Expr {
        self.build.path(&self.release, path)
    }

    /// `some a in source: a.role == "cab"`.
    fn some_from_cab(&mut self, source: &Expr) -> Expr {
        let a = self.build.local("a", &self.approval);
        let role = self.build.path(&self.build.read(a), "role");
        let body = compare(CompareOp::Equal, &role, &text("cab"));
        quantified(Quantifier::Some, over(a, source, None), body)
    }

    fn read(mut self, require: Expr) -> Evidence {
        self.build.rule("R-1", require);
        of_rule(&self.build.program, &self.build.program.rules[0])
    }
}

fn builtin(name: &str, args: Vec<Expr>, ty: Ty) -> Expr {
    let index = list::ALL.iter().position(|one| one.name == name).unwrap();
    let kind = Kind::Builtin {
        index,
        args,
        results: Vec::new(),
        amount: crate::builtins::call::AmountKind::Number,
        fields: Vec::new(),
    };
    expr(kind, ty)
}

/// Each path, `?` behind it where something on the way is optional, `!` where its absence may decide.
fn paths(found: &Evidence) -> Vec<String> {
    found
        .reads
        .iter()
        .map(|(path, read)| {
            let optional = if read.optional { "?" } else { "" };
            let decides = if read.decides { "!" } else { "" };
            format!("{path}{optional}{decides}")
        })
        .collect()
}

fn lists(found: &Evidence) -> Vec<String> {
    found.quantified.iter().map(ToString::to_string).collect()
}

#[test]
fn a_path_is_read_where_it_is_compared() {
    let s = setting();
    let risk = s.path("change.risk");
    let id = s.path("change.id");
    let small = compare(CompareOp::Less, &risk, &number(3));
    let named = compare(CompareOp::Equal, &id, &text("CHG-1"));
    let found = s.read(and(&[&small, &named]));
    assert_eq!(
        paths(&found),
        ["release.change.id!", "release.change.risk?!"]
    );
    assert_eq!(lists(&found), Vec::<String>::new());
}

#[test]
fn default_and_tests_for_presence_decide_nothing() {
    let s = setting();
    let risk = s.path("change.risk");
    let or_four = default(&risk, &number(4));
    let found = s.read(and(&[
        &present(&risk),
        &compare(CompareOp::Less, &or_four, &number(3)),
    ]));
    assert_eq!(paths(&found), ["release.change.risk?"]);

    let s = setting();
    let approvals = s.path("approvals");
    let none = expr(Kind::List(Vec::new()), approvals.ty.clone());
    let mut s = s;
    let some = s.some_from_cab(&default(&approvals, &none));
    let found = s.read(some);
    // The list may be missing, a role of an approval that is there may not.
    assert_eq!(
        paths(&found),
        ["release.approvals?", "release.approvals[].role?!"]
    );
    assert_eq!(lists(&found), ["release.approvals"]);
}

#[test]
fn elements_bring_their_list() {
    let mut s = setting();
    let approvals = s.path("approvals");
    let some = s.some_from_cab(&approvals);
    let found = s.read(some);
    assert_eq!(
        paths(&found),
        ["release.approvals?!", "release.approvals[].role?!"]
    );
    assert_eq!(lists(&found), ["release.approvals"]);
}

#[test]
fn definitions_read_what_they_are_given() {
    let mut s = setting();
    // define from_cab(r: Release) = some a in r.approvals: a.role == "cab"
    let r = s.build.local("r", &s.ty);
    let approvals = s.build.path(&s.build.read(r), "approvals");
    let body = s.some_from_cab(&approvals);
    let from_cab = s
        .build
        .define("from_cab", vec![r], &Ty::Bool, Body::Expr(body));
    // require every o in portfolio, if any: from_cab(o)
    let o = s.build.local("o", &s.ty);
    let call = s.build.call(from_cab, vec![s.build.read(o)]);
    let mut each = over(o, &s.portfolio, None);
    each.if_any = true;
    let found = s.read(quantified(Quantifier::Every, each, call));
    assert_eq!(
        paths(&found),
        [
            "portfolio?!",
            "portfolio[].approvals?!",
            "portfolio[].approvals[].role?!"
        ]
    );
    // `, if any` says that an empty portfolio is well.
    assert_eq!(lists(&found), ["portfolio[].approvals"]);
}

#[test]
fn made_records_and_lists_keep_their_parts_apart() {
    let mut s = setting();
    // define uses = [{who: a.by, of: r.change} for r in concat([release], portfolio), a in r.approvals]
    let change = s.path("change").ty;
    let made = s.build.record("", &[("who!", Ty::Person), ("of!", change)]);
    let Ty::Record(made_id) = made else {
        unreachable!()
    };
    let own = expr(Kind::List(vec![s.release.clone()]), s.portfolio.ty.clone());
    let both = builtin(
        "concat",
        vec![own, s.portfolio.clone()],
        s.portfolio.ty.clone(),
    );
    let r = s.build.local("r", &s.ty);
    let a = s.build.local("a", &s.approval);
    let (r_read, a_read) = (s.build.read(r), s.build.read(a));
    let mut gens = over(r, &both, None);
    gens.generators
        .extend(over(a, &s.build.path(&r_read, "approvals"), None).generators);
    let item = expr(
        Kind::Record(
            made_id,
            vec![
                Some(s.build.path(&a_read, "by")),
                Some(s.build.path(&r_read, "change")),
            ],
        ),
        Ty::Record(made_id),
    );
    let uses = list_of(item, gens);
    let ty = uses.ty.clone();
    let uses = s.build.define("uses", Vec::new(), &ty, Body::Expr(uses));
    // require every u in uses: u.of.risk < 3
    let u = s.build.local("u", &Ty::Record(made_id));
    let risk = s.build.path(&s.build.read(u), "of.risk");
    let body = compare(CompareOp::Less, &risk, &number(3));
    let call = s.build.call(uses, Vec::new());
    let found = s.read(quantified(Quantifier::Every, over(u, &call, None), body));
    assert_eq!(
        paths(&found),
        [
            "portfolio?!",
            "portfolio[].approvals?!",
            "portfolio[].change.risk?!",
            "release.approvals?!",
            "release.change.risk?!",
        ]
    );
    // The portfolio alone, emptied, leaves the release.
    assert_eq!(
        lists(&found),
        ["portfolio[].approvals", "release.approvals"]
    );
}

#[test]
fn pairs_and_groups_hand_their_elements_on() {
    let mut s = setting();
    let approvals = s.path("approvals");
    let pair = s.build.record(
        "",
        &[
            ("first!", s.approval.clone()),
            ("second!", s.approval.clone()),
        ],
    );
    let pairs = builtin("adjacent", vec![approvals.clone()], Ty::list(pair));
    let (a, b) = (
        s.build.local("a", &s.approval),
        s.build.local("b", &s.approval),
    );
    let role = s.build.path(&s.build.read(b), "role");
    let over_pairs = Over {
        generators: vec![Generator {
            binding: Binding::Pair(a, b),
            source: pairs,
            span: span(),
        }],
        filter: None,
        if_any: false,
    };
    let body = compare(CompareOp::Equal, &role, &text("cab"));
    let require = quantified(Quantifier::Every, over_pairs, body);
    let found = s.read(require);
    assert_eq!(
        paths(&found),
        ["release.approvals?!", "release.approvals[].role?!"]
    );
    assert_eq!(lists(&found), ["release.approvals"]);

    // require every g in (group a in release.approvals by a.by): some from cab in g.items
    let mut s = setting();
    let approvals = s.path("approvals");
    let group = s.build.record(
        "",
        &[("key!", Ty::Person), ("items!", approvals.ty.clone())],
    );
    let Ty::Record(record) = group else {
        unreachable!()
    };
    let a = s.build.local("a", &s.approval);
    let by = s.build.path(&s.build.read(a), "by");
    let groups = expr(
        Kind::Group {
            local: a,
            source: Box::new(approvals),
            filter: None,
            by: Box::new(by),
            record,
        },
        Ty::list(Ty::Record(record)),
    );
    let g = s.build.local("g", &Ty::Record(record));
    let items = s.build.path(&s.build.read(g), "items");
    let body = s.some_from_cab(&items);
    let found = s.read(quantified(Quantifier::Every, over(g, &groups, None), body));
    assert_eq!(
        paths(&found),
        [
            "release.approvals?!",
            "release.approvals[].by?!",
            "release.approvals[].role?!"
        ]
    );
    assert_eq!(lists(&found), ["release.approvals"]);
}

#[test]
fn people_gathered_by_a_definition() {
    let mut s = setting();
    let approvals = s.path("approvals");
    let a = s.build.local("a", &s.approval);
    let by = s.build.path(&s.build.read(a), "by");
    let people = list_of(by, over(a, &approvals, None));
    let ty = people.ty.clone();
    let people = s
        .build
        .define("people", Vec::new(), &ty, Body::Expr(people));
    let who = s.build.input("who", &Ty::Person);
    let member = condition(Kind::InCollection(
        Box::new(who),
        Box::new(s.build.call(people, Vec::new())),
    ));
    let found = s.read(super::build::not(&member));
    assert_eq!(
        paths(&found),
        ["release.approvals?!", "release.approvals[].by?!", "who!"]
    );
    assert_eq!(lists(&found), ["release.approvals"]);
}

#[test]
fn maps_texts_and_messages() {
    let mut s = setting();
    // require first(release.tags) == "x"; because "{release.change.id}"
    let tags = s.path("tags");
    let first = builtin("first", vec![tags], Ty::Text);
    let id = s.path("change.id");
    let approvals = s.path("approvals");
    let a = s.build.local("a", &s.approval);
    let labels = s.build.path(&s.build.read(a), "labels");
    let label = expr(
        Kind::Index(Box::new(labels), Box::new(text("team"))),
        Ty::Text,
    );
    let team = compare(CompareOp::Equal, &label, &text("payments"));
    let require = and(&[
        &compare(CompareOp::Equal, &first, &text("x")),
        &quantified(Quantifier::No, over(a, &approvals, None), team),
    ]);
    s.build.rule("R-1", require).because = Some(Message {
        parts: vec![MessagePart::Text("see ".into()), MessagePart::Hole(id)],
        span: span(),
    });
    let found = of_rule(&s.build.program, &s.build.program.rules[0]);
    assert_eq!(
        paths(&found),
        [
            "release.approvals?!",
            "release.approvals[].labels[key]?!",
            "release.change.id",
            "release.tags?!",
            "release.tags[]?!",
        ]
    );
    assert_eq!(lists(&found), Vec::<String>::new());
}

#[test]
fn each_rule_has_its_own_evidence() {
    let mut s = setting();
    let risk = s.path("change.risk");
    let approvals = s.path("approvals");
    let low = compare(CompareOp::Less, &risk, &number(2));
    s.build.rule("R-1", low.clone());
    let a = s.build.local("a", &s.approval);
    let role = s.build.path(&s.build.read(a), "role");
    let by = s.build.path(&s.build.read(a), "by");
    let rule = s.build.rule("R-2", missing(&role));
    rule.each = Some(Each {
        over: over(a, &approvals, None),
        key: by,
        span: span(),
    });
    s.build.program.policy.applies_when = Some(present(&risk));
    let found = of_program(&s.build.program);
    assert_eq!(paths(&found.applies_when), ["release.change.risk?"]);
    assert_eq!(paths(&found.rules[0]), ["release.change.risk?!"]);
    assert_eq!(
        paths(&found.rules[1]),
        [
            "release.approvals?!",
            "release.approvals[].by?",
            "release.approvals[].role?"
        ]
    );
    assert_eq!(lists(&found.rules[1]), ["release.approvals"]);
}

#[test]
fn lets_are_read_for_what_they_are_used_for() {
    let mut s = setting();
    let (risk, id) = (s.path("change.risk"), s.path("change.id"));
    let tags = s.path("tags");
    let locals = [
        s.build.local("risk", &Ty::Number),
        s.build.local("id", &Ty::Text),
        s.build.local("tags", &tags.ty),
    ];
    let require = compare(CompareOp::Less, &s.build.read(locals[0]), &number(2));
    let shown = s.build.read(locals[1]);
    let rule = s.build.rule("R-1", require);
    rule.lets = locals.into_iter().zip([risk, id, tags]).collect();
    rule.remedy = Some(Message {
        parts: vec![MessagePart::Hole(shown)],
        span: span(),
    });
    let found = of_rule(&s.build.program, &s.build.program.rules[0]);
    assert_eq!(
        paths(&found),
        ["release.change.id", "release.change.risk?!"]
    );
}

#[test]
fn a_long_chain_of_definitions_is_followed() {
    let mut s = setting();
    let risk = s.path("change.risk");
    let mut next = s
        .build
        .define("d0", Vec::new(), &Ty::Number, Body::Expr(risk));
    for step in 1..20_000 {
        let call = s.build.call(next, Vec::new());
        let name = format!("d{step}");
        next = s
            .build
            .define(&name, Vec::new(), &Ty::Number, Body::Expr(call));
    }
    let last = s.build.call(next, Vec::new());
    let require = compare(CompareOp::Less, &last, &number(2));
    let found = s.read(require);
    assert_eq!(paths(&found), ["release.change.risk?!"]);
}

#[test]
fn fields_that_no_rule_reads_are_left_out() {
    let mut s = setting();
    let risk = s.path("change.risk");
    let role = {
        let a = s.build.local("a", &s.approval);
        s.build.path(&s.build.read(a), "role")
    };
    // A definition that nothing names reads no field.
    s.build
        .define("idle", Vec::new(), &Ty::Text, Body::Expr(role));
    s.build
        .rule("R-1", compare(CompareOp::Less, &risk, &number(2)));
    let read = fields_read(&s.build.program);
    // Approval: by, role, labels; Change: risk, id; Release: change, approvals, tags.
    assert_eq!(
        read,
        [
            vec![false, false, false],
            vec![true, false],
            vec![true, false, false]
        ]
    );
}

#[test]
fn all_of_a_record_that_is_compared_or_printed_is_read() {
    let mut s = setting();
    let change = s.path("change");
    s.build
        .rule("R-1", compare(CompareOp::Equal, &change, &change));
    let approvals = s.path("approvals");
    let count = builtin("count", vec![approvals.clone()], Ty::Number);
    s.build
        .rule("R-2", compare(CompareOp::Less, &count, &number(2)));
    assert_eq!(
        fields_read(&s.build.program),
        [
            vec![false, false, false],
            vec![true, true],
            vec![true, true, false]
        ]
    );
    let rule = s.build.program.rules.last_mut().unwrap();
    rule.because = Some(Message {
        parts: vec![MessagePart::Hole(approvals)],
        span: span(),
    });
    assert_eq!(fields_read(&s.build.program)[0], [true, true, true]);
}

#[test]
fn a_type_that_extends_another_is_read_through_it() {
    let mut s = setting();
    let mut extended = s.build.program.types.records[1].clone();
    extended.name = "MoreChange".into();
    extended.extends = Some(RecordId(1));
    extended.fields.push(extended.fields[0].clone());
    s.build.program.types.records.push(extended);
    let risk = s.path("change.risk");
    s.build
        .rule("R-1", compare(CompareOp::Less, &risk, &number(2)));
    let read = fields_read(&s.build.program);
    assert_eq!(read[3], [true, false, false]);
}
