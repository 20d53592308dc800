use std::io;

use serde::Serialize;

use crate::decision::when::{Obstacle, Stretch, When};
use crate::value::outcome::Verdict;
use crate::value::window::Window;

use super::{Options, WhenRenderer};

/// One document, version 1: `docs/schema/when-v1.schema.json`.
#[derive(Debug)]
pub struct Json;

impl WhenRenderer for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn render(&self, when: &When, _: &Options, out: &mut dyn io::Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, &wire(when)).map_err(io::Error::from)?;
        out.write_all(b"\n")
    }
}

#[derive(Serialize)]
struct Wire<'t> {
    schema: &'static str,
    descriptor: &'t str,
    policies: &'t [String],
    from: String,
    to: String,
    zone: String,
    /// As the language writes it: `4 hours`.
    length: Option<String>,
    planned: Option<Span>,
    stretches: Vec<WireStretch<'t>>,
    /// Where the search ended before `to`.
    cut_short_at: Option<String>,
    engine: Engine<'t>,
}

#[derive(Serialize)]
struct Span {
    from: String,
    to: String,
}

#[derive(Serialize)]
struct WireStretch<'t> {
    from: String,
    to: String,
    decision: &'static str,
    may_begin: bool,
    against: Vec<Against<'t>>,
}

#[derive(Serialize)]
struct Against<'t> {
    policy: &'t str,
    rule: &'t str,
    key: Option<&'t str>,
    title: &'t str,
    outcome: &'static str,
    severity: &'static str,
    because: Option<&'t str>,
}

#[derive(Serialize)]
struct Engine<'t> {
    version: &'t str,
    tzdata: &'t str,
}

fn wire(when: &When) -> Wire<'_> {
    Wire {
        schema: "tollgate/when/v1",
        descriptor: &when.descriptor,
        policies: &when.policies,
        from: when.asked.start.to_string(),
        to: when.asked.end.to_string(),
        zone: when.zone.to_string(),
        length: when.length.map(|length| length.to_string()),
        planned: when.planned.map(span),
        stretches: when.stretches.iter().map(stretch).collect(),
        cut_short_at: when.cut_short_at.map(|at| at.to_string()),
        engine: Engine {
            version: &when.engine.version,
            tzdata: &when.engine.tzdata,
        },
    }
}

fn span(window: Window) -> Span {
    Span {
        from: window.start.to_string(),
        to: window.end.to_string(),
    }
}

fn stretch(stretch: &Stretch) -> WireStretch<'_> {
    let Span { from, to } = span(stretch.window);
    WireStretch {
        from,
        to,
        decision: stretch.verdict.name(),
        may_begin: stretch.verdict <= Verdict::ConditionalGo,
        against: stretch.against.iter().map(against).collect(),
    }
}

fn against(one: &Obstacle) -> Against<'_> {
    Against {
        policy: &one.policy,
        rule: &one.rule,
        key: one.key.as_deref(),
        title: &one.title,
        outcome: one.outcome.name(),
        severity: one.severity.name(),
        because: one.because.as_deref(),
    }
}
