//! A tree as text: one item a paragraph, one clause a line, expressions with a bracket round each node.

mod blocks;

use std::fmt::Write;

use tollgate::syntax::ast::{
    Among, ArithmeticOp, Binding, Cell, CellKind, CellTest, CellTestKind, Classify, Collect,
    CompareOp, Comprehension, Count, Expr, ExprKind, FieldKind, File, Generator, Hit, IsTest, Item,
    Literal, Message, MessagePart, ModulePath, Name, ParamDecl, Policy, Quantified, Quantifier,
    Rule, Table, TypeDecl, TypeExpr, TypeKind,
};
use tollgate::value::outcome::{Phase, Severity};

pub fn file(file: &File) -> String {
    let mut out = String::new();
    for item in &file.items {
        let _ = writeln!(out, "{}", self::item(item));
    }
    if !file.broken.is_empty() {
        let _ = writeln!(out, "broken: {}", names(&file.broken));
    }
    out
}

fn names(names: &[Name]) -> String {
    let names: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
    names.join(", ")
}

fn item(item: &Item) -> String {
    match item {
        Item::Policy(item) => policy(item),
        Item::Import(item) => {
            let alias = item
                .alias
                .as_ref()
                .map(|alias| format!(" as {}", alias.text));
            format!("import {}{}", module(&item.path), alias.unwrap_or_default())
        }
        Item::Include(item) => {
            let with: Vec<String> = item
                .with
                .iter()
                .map(|(name, value)| format!("\n  {} = {}", name.text, expr(value)))
                .collect();
            format!("include {}{}", module(&item.path), with.concat())
        }
        Item::Input(item) => format!(
            "input {}{} : {}",
            item.name.text,
            if item.optional { " optional" } else { "" },
            ty(&item.ty)
        ),
        Item::Param(item) => format!(
            "param {} : {}\n  = {}{}",
            item.name.text,
            ty(&item.ty),
            expr(&item.value),
            item.within
                .as_ref()
                .map(|within| format!("\n  in {}", among(within)))
                .unwrap_or_default()
        ),
        Item::Define(item) => format!(
            "define {}{}{}\n  = {}",
            item.name.text,
            item.params.as_deref().map(params).unwrap_or_default(),
            item.result
                .as_ref()
                .map(|result| format!(" -> {}", ty(result)))
                .unwrap_or_default(),
            expr(&item.body)
        ),
        Item::Enum(item) => format!(
            "enum {}{} {{{}}}",
            item.name.text,
            if item.ordered { " ordered" } else { "" },
            names(&item.members)
        ),
        Item::Type(item) => type_decl(item),
        Item::Classify(item) => classify(item),
        Item::Table(item) => table(item),
        Item::Data(item) => format!(
            "data {} : {} from {:?}{}",
            item.name.text,
            ty(&item.ty),
            item.path.text,
            item.sha256
                .as_ref()
                .map(|digest| format!(" sha256 {:?}", digest.text))
                .unwrap_or_default()
        ),
        Item::Rule(item) => rule(item),
        Item::Calendar(item) => blocks::calendar(item),
        Item::Waivers(_) | Item::Extern(_) | Item::Test(_) => String::new(),
    }
}

fn policy(item: &Policy) -> String {
    let mut out = format!("policy {}", item.name.text);
    let settings = [
        ("title", &item.title),
        ("owner", &item.owner),
        ("version", &item.version),
        ("zone", &item.zone),
    ];
    for (word, setting) in settings {
        if let Some(text) = setting {
            let _ = write!(out, "\n  {word} {:?}", text.text);
        }
    }
    if let Some(when) = &item.applies_when {
        let _ = write!(out, "\n  applies when {}", expr(when));
    }
    out
}

fn module(path: &ModulePath) -> String {
    if path.quoted {
        format!("{:?}", path.text)
    } else {
        path.text.clone()
    }
}

fn type_decl(item: &TypeDecl) -> String {
    let mut out = format!("type {}", item.name.text);
    if let Some(base) = &item.extends {
        let _ = write!(out, " extends {}", base.text);
    }
    if item.open {
        out.push_str(" open");
    }
    for field in &item.fields {
        let _ = write!(
            out,
            "\n  {}{}{}",
            field.name.text,
            if field.required { "!" } else { "" },
            field
                .wire
                .as_ref()
                .map(|wire| format!(" named {:?}", wire.text))
                .unwrap_or_default()
        );
        let _ = match &field.kind {
            FieldKind::Declared(declared) => write!(out, " : {}", ty(declared)),
            FieldKind::Derived(value) => write!(out, " = {}", expr(value)),
        };
    }
    out
}

fn classify(item: &Classify) -> String {
    let mut out = format!(
        "classify {}{} as {}",
        item.name.text,
        item.params.as_deref().map(params).unwrap_or_default(),
        ty(&item.result)
    );
    for class in &item.clauses {
        let _ = match &class.when {
            Some(when) => write!(out, "\n  {} when {}", class.label.text, expr(when)),
            None => write!(out, "\n  {} otherwise", class.label.text),
        };
    }
    out
}

fn table(item: &Table) -> String {
    let hit = match item.hit {
        Hit::Unique => "unique",
        Hit::First => "first",
        Hit::Any => "any",
        Hit::Collect(None) => "collect",
        Hit::Collect(Some(Collect::Sum)) => "collect sum",
        Hit::Collect(Some(Collect::Min)) => "collect min",
        Hit::Collect(Some(Collect::Max)) => "collect max",
        Hit::Collect(Some(Collect::Count)) => "collect count",
    };
    let mut out = format!(
        "table {}{} -> {} hit {hit}",
        item.name.text,
        params(&item.params),
        ty(&item.result)
    );
    if let Some(header) = &item.header {
        let _ = write!(
            out,
            "\n  header {} || {}",
            names(&header.inputs),
            names(&header.outputs)
        );
    }
    for row in &item.rows {
        let cells = |cells: &[Cell]| cells.iter().map(cell).collect::<Vec<_>>().join(" | ");
        let _ = write!(out, "\n  {} || {}", cells(&row.inputs), cells(&row.outputs));
    }
    out
}

fn cell(cell: &Cell) -> String {
    match &cell.kind {
        CellKind::Any => "any".to_owned(),
        CellKind::Missing => "missing".to_owned(),
        CellKind::Tests(tests) => tests.iter().map(cell_test).collect::<Vec<_>>().join(", "),
    }
}

fn cell_test(test: &CellTest) -> String {
    match &test.kind {
        CellTestKind::Is(value) => expr(value),
        CellTestKind::Not(value) => format!("not {}", expr(value)),
        CellTestKind::Compare(op, value) => format!("{} {}", compare(*op), expr(value)),
        CellTestKind::Range {
            low,
            high,
            includes_high,
        } => range(low.as_ref(), high.as_ref(), *includes_high),
    }
}

fn range(low: Option<&Expr>, high: Option<&Expr>, includes_high: bool) -> String {
    format!(
        "{}{}{}",
        low.map(expr).unwrap_or_default(),
        if includes_high { ".." } else { "..<" },
        high.map(expr).unwrap_or_default()
    )
}

fn rule(item: &Rule) -> String {
    let mut out = format!("rule {} {:?}", item.id.text, item.title.text);
    if let Some(each) = &item.each {
        let _ = write!(
            out,
            "\n  for each {}{} keyed by {}{}",
            generators(&each.generators),
            filter(each.filter.as_deref()),
            expr(&each.key),
            if each.if_any { ", if any" } else { "" }
        );
    }
    let mut line = |text: String| {
        out.push_str("\n  ");
        out.push_str(&text);
    };
    if let Some((phase, _)) = item.phase {
        line(format!("phase {}", Phase::name(phase)));
    }
    if let Some((severity, _)) = item.severity {
        line(format!("severity {}", Severity::name(severity)));
    }
    for control in &item.controls {
        line(format!("control {:?}", control.text));
    }
    if let Some(effective) = &item.effective {
        let date = |word: &str, date: Option<_>| {
            date.map(|date: tollgate::value::date::Date| format!(" {word} {date}"))
                .unwrap_or_default()
        };
        line(format!(
            "effective{}{}",
            date("from", effective.from),
            date("until", effective.until)
        ));
    }
    if item.unwaivable.is_some() {
        line("unwaivable".to_owned());
    }
    for (name, value) in &item.lets {
        line(format!("let {} = {}", name.text, expr(value)));
    }
    if let Some(when) = &item.when {
        line(format!("when {}", expr(when)));
    }
    for demand in &item.demands {
        line(format!(
            "{}{}{}: {}",
            if demand.forbid { "forbid" } else { "require" },
            demand
                .label
                .as_ref()
                .map(|label| format!(" {:?}", label.text))
                .unwrap_or_default(),
            demand
                .when
                .as_ref()
                .map(|when| format!(" when {}", expr(when)))
                .unwrap_or_default(),
            expr(&demand.condition)
        ));
    }
    if let Some(unless) = &item.unless {
        line(format!("unless {}", expr(unless)));
    }
    for obligation in &item.obligations {
        line(format!(
            "oblige {} until {}{}",
            message(&obligation.what),
            expr(&obligation.until),
            obligation
                .proven_by
                .as_ref()
                .map(|rule| format!(" proven by {}", rule.text))
                .unwrap_or_default()
        ));
    }
    if let Some(because) = &item.because {
        line(format!("because {}", message(because)));
    }
    if let Some(remedy) = &item.remedy {
        line(format!("remedy {}", message(remedy)));
    }
    out
}

fn message(message: &Message) -> String {
    let parts: Vec<String> = message
        .parts
        .iter()
        .map(|part| match part {
            MessagePart::Text(text) => format!("{text:?}"),
            MessagePart::Hole(hole) => format!("{{{}}}", expr(hole)),
        })
        .collect();
    parts.join(" ")
}

fn params(params: &[ParamDecl]) -> String {
    let params: Vec<String> = params
        .iter()
        .map(|param| format!("{}: {}", param.name.text, ty(&param.ty)))
        .collect();
    format!("({})", params.join(", "))
}

fn ty(written: &TypeExpr) -> String {
    match &written.kind {
        TypeKind::Named { module, name } => match module {
            Some(module) => format!("{}.{name}", module.text),
            None => name.clone(),
        },
        TypeKind::Optional(of) => format!("optional({})", ty(of)),
        TypeKind::Secret(of) => format!("secret({})", ty(of)),
        TypeKind::List(of) => format!("list({})", ty(of)),
        TypeKind::Set(of) => format!("set({})", ty(of)),
        TypeKind::Map(key, value) => format!("map({}, {})", ty(key), ty(value)),
        TypeKind::Enum(members) => format!("enum({})", names(members)),
        TypeKind::Range(low, high) => format!("{low}..{high}"),
        TypeKind::PercentageOf { hundred } => {
            format!("percentage of {}", if *hundred { 100 } else { 1 })
        }
        TypeKind::Record(fields) => format!("record{}", params(fields)),
    }
}

fn exprs(items: &[Expr]) -> String {
    let items: Vec<String> = items.iter().map(expr).collect();
    items.join(" ")
}

pub fn expr(written: &Expr) -> String {
    match &written.kind {
        ExprKind::Literal(value) => literal(value),
        ExprKind::Unknown(reason) => format!("(unknown {:?})", reason.text),
        ExprKind::Name(name) => name.clone(),
        ExprKind::Field(of, name) if is_word(&name.text) => format!("{}.{}", expr(of), name.text),
        ExprKind::Field(of, name) => format!("{}.{:?}", expr(of), name.text),
        ExprKind::Call(callee, args) => {
            let args: Vec<String> = args
                .iter()
                .map(|arg| match &arg.label {
                    Some(label) => format!("{}: {}", label.text, expr(&arg.value)),
                    None => expr(&arg.value),
                })
                .collect();
            format!("{}({})", expr(callee), args.join(", "))
        }
        ExprKind::Index(of, index) => format!("{}[{}]", expr(of), expr(index)),
        ExprKind::Not(of) => format!("(not {})", expr(of)),
        ExprKind::Negate(of) => format!("(neg {})", expr(of)),
        ExprKind::And(items) => format!("(and {})", exprs(items)),
        ExprKind::Or(items) => format!("(or {})", exprs(items)),
        ExprKind::Compare(op, left, right) => {
            format!("({} {} {})", compare(*op), expr(left), expr(right))
        }
        ExprKind::Arithmetic(op, left, right) => {
            let op = match op {
                ArithmeticOp::Add => "+",
                ArithmeticOp::Subtract => "-",
                ArithmeticOp::Multiply => "*",
                ArithmeticOp::Divide => "/",
            };
            format!("({op} {} {})", expr(left), expr(right))
        }
        ExprKind::Is(subject, test) => format!("({} {})", is_test(test), expr(subject)),
        ExprKind::In {
            subject,
            negated,
            among: of,
        } => {
            let word = if *negated { "not-in" } else { "in" };
            format!("({word} {} {})", expr(subject), among(of))
        }
        ExprKind::Satisfies(left, right) => format!("(satisfies {} {})", expr(left), expr(right)),
        ExprKind::Within(left, right) => format!("(within {} {})", expr(left), expr(right)),
        ExprKind::Matches(left, right) => format!("(matches {} {})", expr(left), expr(right)),
        ExprKind::Default(left, right) => format!("(default {} {})", expr(left), expr(right)),
        ExprKind::If(asked, then, otherwise) => {
            format!("(if {} {} {})", expr(asked), expr(then), expr(otherwise))
        }
        ExprKind::Quantified(quantified) => self::quantified(quantified),
        ExprKind::CountDistinct {
            how,
            bound,
            of,
            over,
        } => format!(
            "({} {} distinct {}{})",
            count(*how),
            expr(bound),
            expr(of),
            comprehension(over)
        ),
        ExprKind::The {
            name,
            source,
            filter: asked,
        } => format!(
            "(the {} in {}{})",
            name.text,
            expr(source),
            filter(Some(asked))
        ),
        ExprKind::Group {
            name,
            source,
            filter: asked,
            by,
        } => format!(
            "(group {} in {}{} by {})",
            name.text,
            expr(source),
            filter(asked.as_deref()),
            expr(by)
        ),
        ExprKind::List(items) => format!("(list {})", exprs(items)),
        ExprKind::ListOf(of, over) => format!("(list-of {}{})", expr(of), comprehension(over)),
        ExprKind::Set(items) => format!("(set {})", exprs(items)),
        ExprKind::Map(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{} -> {}", expr(key), expr(value)))
                .collect();
            format!("(map {})", entries.join(", "))
        }
        ExprKind::Record(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|(name, value)| format!("{}: {}", name.text, expr(value)))
                .collect();
            format!("(record {})", fields.join(", "))
        }
        ExprKind::Distinct(of) => format!("(distinct {})", expr(of)),
    }
}

fn is_word(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn literal(value: &Literal) -> String {
    match value {
        Literal::Bool(value) => value.to_string(),
        Literal::Number(number) => number.to_string(),
        Literal::Percentage(fraction) => format!("percentage({fraction})"),
        Literal::Text(text) => format!("{text:?}"),
        Literal::Date(date) => format!("date({date})"),
        Literal::Time(time) => format!("time({time})"),
        Literal::Moment(moment) => format!("moment({moment})"),
        Literal::Duration(duration) => format!("duration({duration})"),
    }
}

fn compare(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Equal => "==",
        CompareOp::NotEqual => "!=",
        CompareOp::Less => "<",
        CompareOp::LessOrEqual => "<=",
        CompareOp::Greater => ">",
        CompareOp::GreaterOrEqual => ">=",
    }
}

fn is_test(test: &IsTest) -> String {
    let word =
        |negated: &bool, word: &str| format!("is{}-{word}", if *negated { "-not" } else { "" });
    match test {
        IsTest::Missing { negated } => word(negated, "missing"),
        IsTest::Present { negated } => word(negated, "present"),
        IsTest::Empty { negated } => word(negated, "empty"),
        IsTest::Member {
            negated,
            of,
            member,
        } => {
            let of = of.as_ref().map(|of| format!("{}.", of.text));
            let is = if *negated { "is-not" } else { "is" };
            format!("{is} {}{}", of.unwrap_or_default(), member.text)
        }
        IsTest::Before(other) => format!("before {}", expr(other)),
        IsTest::After(other) => format!("after {}", expr(other)),
        IsTest::OnOrBefore(other) => format!("on-or-before {}", expr(other)),
        IsTest::OnOrAfter(other) => format!("on-or-after {}", expr(other)),
    }
}

fn among(among: &Among) -> String {
    match among {
        Among::Collection(of) => expr(of),
        Among::Range {
            low,
            high,
            includes_high,
            ..
        } => range(low.as_ref(), high.as_ref(), *includes_high),
    }
}

fn quantified(quantified: &Quantified) -> String {
    let kind = match &quantified.kind {
        Quantifier::Every => "every".to_owned(),
        Quantifier::Some => "some".to_owned(),
        Quantifier::No => "no".to_owned(),
        Quantifier::Count(how, bound) => format!("{} {}", count(*how), expr(bound)),
    };
    format!(
        "({kind} {}{}{}: {})",
        generators(&quantified.generators),
        filter(quantified.filter.as_ref()),
        if quantified.if_any { ", if any" } else { "" },
        expr(&quantified.body)
    )
}

fn count(how: Count) -> &'static str {
    match how {
        Count::AtLeast => "at-least",
        Count::AtMost => "at-most",
        Count::Exactly => "exactly",
    }
}

fn generators(generators: &[Generator]) -> String {
    let generators: Vec<String> = generators
        .iter()
        .map(|generator| match &generator.binding {
            Binding::One(name) => format!("{} in {}", name.text, expr(&generator.source)),
            Binding::Pair(first, second) => format!(
                "({}, {}) in {}",
                first.text,
                second.text,
                expr(&generator.source)
            ),
        })
        .collect();
    generators.join(", ")
}

fn filter(asked: Option<&Expr>) -> String {
    asked
        .map(|asked| format!(" where {}", expr(asked)))
        .unwrap_or_default()
}

fn comprehension(over: &Comprehension) -> String {
    format!(
        " for {}{}{}",
        generators(&over.generators),
        filter(over.filter.as_ref()),
        over.sort
            .as_ref()
            .map(|sort| format!(
                " sorted by {}{}",
                expr(&sort.by),
                if sort.descending { " descending" } else { "" }
            ))
            .unwrap_or_default()
    )
}
