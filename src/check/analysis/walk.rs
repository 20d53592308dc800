use crate::check::typed::{
    Body, Definition, Expr, Kind, Message, MessagePart, Over, Program, Quantifier, Rule, Within,
};

/// Calls `visit` with each direct part of an expression, in the order in which it is written.
pub fn children<'p>(expr: &'p Expr, visit: &mut dyn FnMut(&'p Expr)) {
    match &expr.kind {
        Kind::Const(_)
        | Kind::Unknown(_)
        | Kind::Now
        | Kind::Input(_)
        | Kind::Param(_)
        | Kind::Data(_)
        | Kind::Local(_)
        | Kind::Broken => {}
        Kind::Definition(_, items)
        | Kind::Calendar { given: items, .. }
        | Kind::And(items)
        | Kind::Or(items)
        | Kind::List(items)
        | Kind::Set(items)
        | Kind::Builtin { args: items, .. } => items.iter().for_each(visit),
        Kind::Field(of, _)
        | Kind::Derived(of, _)
        | Kind::Part(of, _)
        | Kind::Not(of)
        | Kind::Negate(of)
        | Kind::IsMissing(of)
        | Kind::IsPresent(of)
        | Kind::IsEmpty(of)
        | Kind::Matches(of, _)
        | Kind::Distinct(of) => visit(of),
        Kind::Index(left, right)
        | Kind::Compare(_, left, right)
        | Kind::Arithmetic(_, left, right)
        | Kind::InCollection(left, right)
        | Kind::Satisfies(left, right)
        | Kind::Within(left, right)
        | Kind::Default(left, right) => {
            visit(left);
            visit(right);
        }
        Kind::InRange {
            subject, low, high, ..
        } => {
            visit(subject);
            if let Some(low) = low {
                visit(low);
            }
            if let Some(high) = high {
                visit(high);
            }
        }
        Kind::If(condition, then, otherwise) => {
            visit(condition);
            visit(then);
            visit(otherwise);
        }
        Kind::Quantified(quantified) => {
            if let Quantifier::Count(_, bound) = &quantified.kind {
                visit(bound);
            }
            parts_of(&quantified.over, visit);
            visit(&quantified.body);
        }
        Kind::CountDistinct(count) => {
            visit(&count.bound);
            parts_of(&count.over, visit);
            visit(&count.of);
        }
        Kind::The { source, filter, .. } => {
            visit(source);
            visit(filter);
        }
        Kind::Group {
            source, filter, by, ..
        } => {
            visit(source);
            if let Some(filter) = filter {
                visit(filter);
            }
            visit(by);
        }
        Kind::ListOf(list) => {
            parts_of(&list.over, visit);
            visit(&list.item);
            if let Some(sort) = &list.sort {
                visit(&sort.by);
            }
        }
        Kind::Map(entries) => {
            for (key, value) in entries {
                visit(key);
                visit(value);
            }
        }
        Kind::Record(_, fields) => fields.iter().flatten().for_each(visit),
    }
}

/// The sources and the filter of a quantifier or comprehension.
pub fn parts_of<'p>(over: &'p Over, visit: &mut dyn FnMut(&'p Expr)) {
    for generator in &over.generators {
        visit(&generator.source);
    }
    if let Some(filter) = &over.filter {
        visit(filter);
    }
}

/// Calls `visit` with an expression and everything inside it; definitions that it names are not entered.
pub fn every<'p>(expr: &'p Expr, visit: &mut dyn FnMut(&'p Expr)) {
    let mut pending = vec![expr];
    while let Some(next) = pending.pop() {
        visit(next);
        children(next, &mut |part| pending.push(part));
    }
}

/// The outermost expressions of a rule.
pub fn of_rule(rule: &Rule) -> Vec<&Expr> {
    let mut roots = Vec::new();
    if let Some(each) = &rule.each {
        parts_of(&each.over, &mut |part| roots.push(part));
        roots.push(&each.key);
    }
    roots.extend(rule.lets.iter().map(|(_, value)| value));
    roots.extend(&rule.when);
    for demand in &rule.demands {
        roots.extend(&demand.when);
        roots.push(&demand.condition);
    }
    roots.extend(&rule.unless);
    for obligation in &rule.obligations {
        roots.extend(holes(&obligation.what));
        roots.push(&obligation.until);
    }
    for message in rule.because.iter().chain(&rule.remedy) {
        roots.extend(holes(message));
    }
    roots
}

/// The expressions in a message.
pub fn holes(message: &Message) -> impl Iterator<Item = &Expr> {
    message.parts.iter().filter_map(|part| match part {
        MessagePart::Hole(expr) => Some(expr),
        MessagePart::Text(_) => None,
    })
}

/// The outermost expressions of a definition; a table has none.
pub fn of_body(body: &Body) -> Vec<&Expr> {
    match body {
        Body::Expr(expr) => vec![expr],
        Body::Classify(clauses) => clauses
            .iter()
            .filter_map(|clause| clause.when.as_ref())
            .collect(),
        Body::Table(_) | Body::Broken => Vec::new(),
    }
}

/// Whether a definition is a derived field: its one param is the record, which has no name in the text and is bound
/// where the expression stands.
pub fn is_derived_field(program: &Program, definition: &Definition) -> bool {
    let (Body::Expr(body), [param]) = (&definition.body, definition.params.as_slice()) else {
        return false;
    };
    let record = program.locals.get(param.0 as usize);
    record.is_some_and(|record| record.span == body.span)
}

/// Every outermost expression of a program.
pub fn of_program(program: &Program) -> Vec<&Expr> {
    let mut roots: Vec<&Expr> = program.policy.applies_when.iter().collect();
    for param in &program.params {
        roots.push(&param.value);
        match &param.within {
            Some(Within::Collection(collection)) => roots.push(collection),
            Some(Within::Range { low, high, .. }) => roots.extend(low.iter().chain(high)),
            None => {}
        }
    }
    for definition in &program.definitions {
        roots.extend(of_body(&definition.body));
    }
    for rule in &program.rules {
        roots.extend(of_rule(rule));
    }
    roots
}
