use std::path::PathBuf;

use clap::Args;
use clap::builder::TypedValueParser;

use crate::report::almanac::{self, AlmanacRenderer};
use crate::value::date::{Date, TimeOfDay};
use crate::value::instant::Instant;
use crate::value::window::Window;
use crate::value::zone::Zone;

use super::answer::{Asked, deliver, format_of};
use super::clock;
use super::complaint::{Complaint, Stopped};
use super::console::Console;
use super::sink::Sink;
use super::status::Status;
use super::terminal::Colour;

/// Show the calendars of policies.
///
/// Draws every calendar that the policies declare or import, month by month, and lists its periods. Overlaps (several
/// entries close a time) and contradictions (one opens what another closes) are marked. Dates that a calendar takes from
/// a release are not known here, and the calendar says so.
#[derive(Debug, Args)]
pub struct Calendar {
    #[command(flatten)]
    pub policies: Asked,

    /// The first day, in place of the first of this month.
    #[arg(long, value_name = "DATE", value_parser = Date::parse, help_heading = "Time")]
    pub from: Option<Date>,

    /// The last day, in place of the last of the third month from the first day on.
    #[arg(long, value_name = "DATE", value_parser = Date::parse, help_heading = "Time")]
    pub to: Option<Date>,

    /// The zone in which days are drawn, in place of the policy's.
    #[arg(long, value_name = "ZONE", value_parser = zone, help_heading = "Time")]
    pub zone: Option<Zone>,

    /// What they are written in.
    ///
    /// `text` is months for a terminal; `html` one page with everything in it; `ics` an iCalendar file to import; `json`
    /// one document.
    #[arg(long, default_value = "text", value_parser = format(), help_heading = "Report")]
    pub format: &'static dyn AlmanacRenderer,

    /// A file for the calendars, in place of standard output.
    #[arg(long, short, value_name = "FILE", help_heading = "Report")]
    pub output: Option<PathBuf>,
}

fn format() -> impl TypedValueParser<Value = &'static dyn AlmanacRenderer> {
    format_of(almanac::ALL.iter().map(|one| one.name()), almanac::find)
}

fn zone(text: &str) -> Result<Zone, String> {
    Zone::parse(text).ok_or_else(|| match Zone::nearest(text) {
        Some(near) => format!("there is no such time zone; did you mean `{near}`?"),
        None => "there is no such time zone".to_owned(),
    })
}

/// Shows them, or says what keeps it from that.
pub(super) fn calendar(asked: &Calendar, colour: Colour, console: &Console) -> Status {
    match run(asked, colour, console) {
        Ok(()) => Status::Go,
        Err(Stopped) => Status::Error,
    }
}

fn run(asked: &Calendar, colour: Colour, console: &Console) -> Result<(), Stopped> {
    let complain = |complaint: Complaint| console.complain(&complaint);
    let sink = Sink::open(asked.output.as_deref()).map_err(complain)?;
    let engine = asked.policies.engine(console)?;
    let zone = asked.zone.unwrap_or_else(|| engine.zone());
    let window = window(asked, zone).ok_or_else(|| {
        complain(Complaint::usage(
            "`--to` lies before `--from`",
            Some("name a last day that is not before the first".to_owned()),
        ))
    })?;
    let almanac = engine
        .almanac(window, Some(zone))
        .map_err(|why| complain(Complaint::usage(why, None)))?;
    if almanac.sheets.is_empty() {
        return Err(complain(Complaint::usage(
            "these policies have no calendar",
            Some("declare one: `calendar peak { closed \"Weekend\" every sat, sun }`".to_owned()),
        )));
    }
    let options = sink.options(colour, false);
    deliver(sink, "the calendars", console, |out| {
        asked.format.render(&almanac, &options, out)
    })
}

/// From the first day's midnight to that after the last.
fn window(asked: &Calendar, zone: Zone) -> Option<Window> {
    let first = match asked.from {
        Some(first) => first,
        None => clock::now().date_in(zone).first_of_month(),
    };
    let end = match asked.to {
        Some(last) => last.plus_days(1)?,
        None => first.first_of_month().plus_months(3)?,
    };
    let at = |date: Date| Instant::from_local(date, TimeOfDay(0), zone);
    Window::new(at(first)?, at(end)?)
}
