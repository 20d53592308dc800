use std::io;

use serde::Serialize;

use crate::calendar::words::InFlight;
use crate::decision::almanac::{Almanac, Sheet, Stretch};

use super::ics::word;
use super::{AlmanacRenderer, Options};

/// One document, version 1: `docs/schema/calendar-v1.schema.json`.
#[derive(Debug)]
pub struct Json;

impl AlmanacRenderer for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn render(&self, almanac: &Almanac, _: &Options, out: &mut dyn io::Write) -> io::Result<()> {
        let wire = Wire {
            schema: "tollgate/calendar/v1",
            from: almanac.window.start.to_string(),
            to: almanac.window.end.to_string(),
            zone: almanac.zone.to_string(),
            calendars: almanac.sheets.iter().map(calendar).collect(),
            engine: Engine {
                version: &almanac.engine.version,
                tzdata: &almanac.engine.tzdata,
            },
        };
        serde_json::to_writer_pretty(&mut *out, &wire).map_err(io::Error::from)?;
        out.write_all(b"\n")
    }
}

#[derive(Serialize)]
struct Wire<'t> {
    schema: &'static str,
    from: String,
    to: String,
    zone: String,
    calendars: Vec<Calendar<'t>>,
    engine: Engine<'t>,
}

#[derive(Serialize)]
struct Calendar<'t> {
    policy: &'t str,
    name: &'t str,
    zone: String,
    in_flight: &'static str,
    unknown: Option<&'t str>,
    periods: Vec<Period<'t>>,
    stretches: Vec<WireStretch<'t>>,
}

#[derive(Serialize)]
struct Period<'t> {
    from: String,
    to: String,
    effect: &'static str,
    name: &'t str,
    reason: Option<&'t str>,
    owner: Option<&'t str>,
    ticket: Option<&'t str>,
}

#[derive(Serialize)]
struct WireStretch<'t> {
    from: String,
    to: String,
    closed: bool,
    outside_opening_hours: bool,
    /// Places among the periods.
    closed_by: &'t [usize],
    opened_by: &'t [usize],
    marked_by: &'t [usize],
    overlap: bool,
    contradiction: bool,
}

#[derive(Serialize)]
struct Engine<'t> {
    version: &'t str,
    tzdata: &'t str,
}

fn calendar(sheet: &Sheet) -> Calendar<'_> {
    Calendar {
        policy: &sheet.policy,
        name: &sheet.name,
        zone: sheet.zone.to_string(),
        in_flight: match sheet.in_flight {
            InFlight::Continue => "continue",
            InFlight::Stop => "stop",
        },
        unknown: sheet.unknown.as_deref(),
        periods: sheet
            .periods
            .iter()
            .map(|period| Period {
                from: period.window.start.to_string(),
                to: period.window.end.to_string(),
                effect: word(period.effect),
                name: &period.name,
                reason: period.reason.as_deref(),
                owner: period.owner.as_deref(),
                ticket: period.ticket.as_deref(),
            })
            .collect(),
        stretches: sheet.stretches.iter().map(stretch).collect(),
    }
}

fn stretch(stretch: &Stretch) -> WireStretch<'_> {
    WireStretch {
        from: stretch.window.start.to_string(),
        to: stretch.window.end.to_string(),
        closed: stretch.closed,
        outside_opening_hours: stretch.outside_hours,
        closed_by: &stretch.closed_by,
        opened_by: &stretch.opened_by,
        marked_by: &stretch.marked_by,
        overlap: stretch.overlaps(),
        contradiction: stretch.is_contradictory(),
    }
}
