use super::calendars::EXAMPLE;
use super::list::ALL;
use super::{Builtin, Group};
use crate::types::signature::{Param, SigTy, Signature};

/// The reference of the functions as Markdown: `docs/builtins.md`.
pub fn reference() -> String {
    let mut out = String::from(HEAD);
    for group in GROUPS {
        let members: Vec<&Builtin> = ALL.iter().copied().filter(|b| b.group == group).collect();
        out.push_str(&format!("\n## {}\n\n{}\n", title(group), about(group)));
        if group == Group::Calendars {
            out.push_str(&format!("\n```gate syntax\n{EXAMPLE}\n```\n"));
        }
        for builtin in members {
            describe(builtin, &mut out);
        }
    }
    out
}

const HEAD: &str = "\
# Functions

<!-- Made from the functions' own documentation. A test holds the two together and says how to make this anew. -->

Every function of the language, with what it takes and gives. In a signature `T`, `U`, `K`, `V` and `R` stand for any
one type, `…R` for the further fields of a record, `[zone: zone]` for an argument that may be left out and `lists…` for
any number of arguments. Arguments go by place or by name: `date_of(t, zone: \"Europe/London\")`. A list may be given as
a comprehension: `count(a for a in release.approvals where a.decision is approved)`. Where a list is asked for, a set
is taken too.

An unknown argument makes the answer unknown, with the same reasons. So does an unknown element of a list, or one that
may not belong to it, unless the function says what becomes of it. What else makes an answer unknown stands under
*Unknown when*; where it says *absent*, `default` may stand in for the answer.

Numbers are exact: an answer that takes more than 34 digits is unknown. Division and statistics round once, at the
end, half-even at 34 digits. Months and years have no fixed length, and where a length in seconds is needed they have
none. Places in lists count from 0. Lists of more than 1,000,000 elements and texts of more than 4 MiB are not made:
such an answer is unknown.
";

const GROUPS: [Group; 10] = [
    Group::Numbers,
    Group::Text,
    Group::Time,
    Group::Calendars,
    Group::Collections,
    Group::Aggregates,
    Group::Graphs,
    Group::Planning,
    Group::People,
    Group::Versions,
];

fn title(group: Group) -> &'static str {
    match group {
        Group::Numbers => "Numbers",
        Group::Text => "Text",
        Group::Time => "Time",
        Group::Calendars => "Calendars",
        Group::Collections => "Collections",
        Group::Aggregates => "Aggregates",
        Group::Graphs => "Graphs",
        Group::Planning => "Planning",
        Group::People => "People",
        Group::Versions => "Versions",
    }
}

fn about(group: Group) -> &'static str {
    match group {
        Group::Numbers => {
            "`T` stands for numbers, percentages and durations, in `clamp` and `holds` for whatever has an order."
        }
        Group::Text => {
            "Text is compared and cut by code point, to the letter: no function folds capitals but `lower` and `upper`."
        }
        Group::Time => {
            "Windows are half-open: the start belongs to them, the end does not. Days and weeks belong to a zone."
        }
        Group::Calendars => {
            "These are asked of a calendar by its name: `peak.closed_during(w)`. Periods are half-open. The examples ask this calendar:"
        }
        Group::Collections => {
            "Sets hold each value once. An element that may not belong, or may be an earlier one over again, stays in the answer in doubt: what follows for certain is still known."
        }
        Group::Aggregates => {
            "`T` stands for numbers, percentages and durations, in `min` and `max` for whatever has an order. The answer is of the kind of the elements."
        }
        Group::Graphs => {
            "A graph is a list of edges, records with `from` and `to` among their fields."
        }
        Group::Planning => {
            "Items are records with a `window` among their fields; they come back whole."
        }
        Group::People => {
            "People are compared as people, not as texts: see the language reference. What a person did is found by the definitions of `std.people`."
        }
        Group::Versions => {
            "A version's parts are its fields: `v.major`, `v.minor`, `v.patch`, `v.pre`."
        }
    }
}

fn describe(builtin: &Builtin, out: &mut String) {
    out.push_str(&format!(
        "\n### {}\n\n```\n{}\n```\n\n{}\n",
        builtin.name,
        signature(builtin),
        builtin.doc
    ));
    match builtin.unknown_when {
        [] => {}
        [only] => out.push_str(&format!("\n*Unknown when* {only}.\n")),
        several => {
            out.push_str("\n*Unknown when*\n\n");
            for case in several {
                out.push_str(&format!("- {case}\n"));
            }
        }
    }
    if !builtin.examples.is_empty() {
        out.push_str("\n```\n");
        for example in builtin.examples {
            out.push_str(&format!("{} => {}\n", example.call, example.answer));
        }
        out.push_str("```\n");
    }
}

/// `percent_of(part: T, whole: T) -> percentage`; `calendar.closed_at(t: instant) -> boolean` for what is asked of one.
fn signature(builtin: &Builtin) -> String {
    let Signature { params, result } = &builtin.signature;
    let (before, params) = match (builtin.group, params.split_first()) {
        (Group::Calendars, Some((calendar, others))) => (format!("{}.", calendar.name), others),
        _ => (String::new(), *params),
    };
    let params: Vec<String> = params.iter().map(param).collect();
    format!(
        "{before}{}({}) -> {}",
        builtin.name,
        params.join(", "),
        self::result(result)
    )
}

fn param(param: &Param) -> String {
    let name = param.name;
    let ty = match param.ty {
        // At least these fields.
        SigTy::Record(_) => format!("{}, …}}", param.ty.show().trim_end_matches('}')),
        SigTy::List(SigTy::Record(_)) => format!("{}, …}}", param.ty.show().trim_end_matches('}')),
        ty => ty.show(),
    };
    match (param.optional, param.rest) {
        (true, _) => format!("[{name}: {ty}]"),
        (false, true) => format!("{name}…: {ty}"),
        (false, false) => format!("{name}: {ty}"),
    }
}

fn result(ty: &SigTy) -> String {
    ty.show()
}
