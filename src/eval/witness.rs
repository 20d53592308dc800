//! Which elements of a document stand behind a condition's value.

use crate::ir::op::{NodeId, Op, Quantifier};
use crate::ir::program::Program;
use crate::types::operator::Count;
use crate::value::Value;
use crate::value::origin::Origin;

use super::trace::{Element, Subject, Trace};

/// One element or value that made a condition what it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pointer<'a> {
    pub value: Value<'a>,
    pub origin: Origin<'a>,
    pub secret: bool,
}

/// Everything that makes the traced conditions have the value `holds`, in the order of the document.
pub(super) fn of<'a>(program: &Program, traces: &[&'a Trace<'a>], holds: bool) -> Vec<Pointer<'a>> {
    let mut found = Vec::new();
    for trace in traces {
        collect(program, trace, holds, &mut found);
    }
    found
}

fn collect<'a>(program: &Program, trace: &'a Trace<'a>, holds: bool, found: &mut Vec<Pointer<'a>>) {
    let Subject::Expression(node) = trace.of else {
        return;
    };
    let Some(op) = program.node(node).map(|node| &node.op) else {
        return;
    };
    match op {
        Op::Not(_) => each_child(program, trace, !holds, found),
        Op::And(_) | Op::Or(_) => {
            // What decided: the false parts of an `and` that is false, the true parts of an `or` that is true.
            let decides = matches!(op, Op::Or(_));
            for child in trace.children {
                if holds != decides || is(child.value, holds) {
                    collect(program, child, holds, found);
                }
            }
        }
        Op::Quantified { kind, .. } => quantified(program, trace, *kind, holds, found),
        Op::CountDistinct { how, .. } => {
            if too_many(*how) {
                for (element, child) in elements(trace) {
                    if element.belongs.is_true() {
                        push_element(program, element, child, true, false, found);
                    }
                }
            }
        }
        Op::IsEmpty(_) if !holds => members(program, trace, found),
        Op::Call(..) | Op::Default(..) | Op::If(..) => each_child(program, trace, holds, found),
        _ => read(program, trace, node, found),
    }
}

fn each_child<'a>(
    program: &Program,
    trace: &'a Trace<'a>,
    holds: bool,
    found: &mut Vec<Pointer<'a>>,
) {
    for child in trace.children {
        collect(program, child, holds, found);
    }
}

fn quantified<'a>(
    program: &Program,
    trace: &'a Trace<'a>,
    kind: Quantifier,
    holds: bool,
    found: &mut Vec<Pointer<'a>>,
) {
    // The body's value in the elements that made the whole what it is; `None`: no single element did.
    let body = match (kind, holds) {
        (Quantifier::Every, false) => Some(false),
        (Quantifier::Every, true) | (Quantifier::Some, true) | (Quantifier::No, false) => {
            Some(true)
        }
        (Quantifier::Count(how, _), _) if too_many(how) => Some(true),
        _ => None,
    };
    let Some(body) = body else { return };
    for (element, child) in elements(trace) {
        if element.belongs.is_true() && is(child.value, body) {
            push_element(program, element, child, body, true, found);
        }
    }
}

fn too_many(how: Count) -> bool {
    matches!(how, Count::AtMost | Count::Exactly)
}

fn elements<'a>(trace: &'a Trace<'a>) -> impl Iterator<Item = (Element<'a>, &'a Trace<'a>)> {
    trace.children.iter().filter_map(|child| match child.of {
        Subject::Element(element) => Some((element, *child)),
        _ => None,
    })
}

/// The element, or the elements inside it that a quantifier in its body points at.
fn push_element<'a>(
    program: &Program,
    element: Element<'a>,
    trace: &'a Trace<'a>,
    holds: bool,
    look_inside: bool,
    found: &mut Vec<Pointer<'a>>,
) {
    if look_inside {
        let before = found.len();
        for child in trace.children {
            if let Subject::Expression(node) = child.of
                && matches!(
                    program.node(node).map(|node| &node.op),
                    Some(Op::Quantified { .. } | Op::And(_) | Op::Or(_) | Op::Not(_))
                )
                && is(child.value, holds)
                && points_at_elements(program, child)
            {
                collect(program, child, holds, found);
            }
        }
        if found.len() > before {
            return;
        }
    }
    let pointer = Pointer {
        value: element.bound,
        origin: element.origin,
        secret: element.secret,
    };
    push_once(found, pointer);
}

fn points_at_elements(program: &Program, trace: &Trace<'_>) -> bool {
    match trace.of {
        Subject::Expression(node) => match program.node(node).map(|node| &node.op) {
            Some(Op::Quantified { .. }) => true,
            Some(Op::And(_) | Op::Or(_) | Op::Not(_)) => trace
                .children
                .iter()
                .all(|child| points_at_elements(program, child)),
            _ => false,
        },
        _ => false,
    }
}

/// The elements of a list that was to be empty.
fn members<'a>(program: &Program, trace: &'a Trace<'a>, found: &mut Vec<Pointer<'a>>) {
    for child in trace.children {
        let Value::List(list) = child.value else {
            continue;
        };
        let secret = match child.of {
            Subject::Expression(node) => program.node(node).is_some_and(|node| node.secret),
            _ => false,
        };
        for item in list.items {
            let origin = match item {
                Value::Record(record) => record.origin,
                _ => Origin::MADE,
            };
            push_once(
                found,
                Pointer {
                    value: *item,
                    origin,
                    secret,
                },
            );
        }
    }
}

/// The values that a comparison read.
fn read<'a>(program: &Program, trace: &'a Trace<'a>, node: NodeId, found: &mut Vec<Pointer<'a>>) {
    if let Some(origin) = trace.read {
        push_once(
            found,
            Pointer {
                value: trace.value,
                origin,
                secret: program.node(node).is_some_and(|node| node.secret),
            },
        );
        return;
    }
    // `x in xs` is about the subject: the list is what it was looked for in.
    let op = program.node(node).map(|node| &node.op);
    let only_first = matches!(op, Some(Op::InCollection(..)));
    let children = if only_first {
        trace.children.get(..1).unwrap_or(&[])
    } else {
        trace.children
    };
    for child in children {
        if let Subject::Expression(inner) = child.of
            // Of what is asked of a calendar, the question offends and not the calendar.
            && !matches!(program.node(inner).map(|node| &node.op), Some(Op::Calendar(..)))
        {
            read(program, child, inner, found);
        }
    }
}

fn push_once<'a>(found: &mut Vec<Pointer<'a>>, pointer: Pointer<'a>) {
    let same = |other: &Pointer<'a>| match (other.origin.0, pointer.origin.0) {
        (Some(left), Some(right)) => {
            Origin(Some(left)).segments() == Origin(Some(right)).segments()
        }
        _ => false,
    };
    // Only the last few can be the same element again: elements come in the document's order.
    if !found.iter().rev().take(4).any(same) {
        found.push(pointer);
    }
}

fn is(value: Value<'_>, wanted: bool) -> bool {
    matches!(value, Value::Bool(value) if value == wanted)
}
