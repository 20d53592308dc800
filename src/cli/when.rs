use std::path::PathBuf;

use clap::Args;
use clap::builder::TypedValueParser;

use crate::decision::run::InstantSource;
use crate::engine::run::{Depth, Request};
use crate::remedy;
use crate::report::when::{self, WhenRenderer};
use crate::value::duration::Duration;
use crate::value::instant::Instant;
use crate::value::outcome::{Phase, Verdict};
use crate::value::window::Window;

use super::ahead::Ahead;
use super::answer::{Asked, deliver, format_of};
use super::arguments::{input, phase};
use super::clock;
use super::complaint::{Complaint, Stopped};
use super::console::Console;
use super::judging;
use super::sink::Sink;
use super::status::Status;
use super::terminal::Colour;
use super::{named, read, walk};

/// Find out when a release could go.
///
/// Gives all the windows of the time asked about in which the release could begin, and for every other stretch the rules
/// that close it. The release is planned anew for each instant: every `planned_start` and `planned_end` in it moves as
/// much as its own window does, and it is decided as of the instant at which it begins. The answer is exact to the
/// second: nothing is sampled. The exit status is 0 if there is a window, 1 if there is none, 3 if what closes all of it
/// is missing evidence, 2 for errors.
#[derive(Debug, Args)]
pub struct When {
    #[command(flatten)]
    pub policies: Asked,

    /// Judge as of a phase: rules of later phases keep silent.
    #[arg(long, value_parser = phase(), help_heading = "Policies")]
    pub phase: Option<Phase>,

    /// The release: a file, or `-` for standard input.
    #[arg(value_name = "DESCRIPTOR", help_heading = "Inputs")]
    pub descriptor: PathBuf,

    /// A further input of the policy, by its name there.
    #[arg(long, value_name = "NAME=PATH_OR_GLOB", value_parser = input, help_heading = "Inputs")]
    pub input: Vec<(String, PathBuf)>,

    /// Who is who: a list of people with their ids, names and addresses.
    #[arg(long, value_name = "FILE", help_heading = "Inputs")]
    pub identities: Option<PathBuf>,

    /// The first instant asked about, in place of the clock's.
    #[arg(long, value_name = "INSTANT", value_parser = Instant::parse, help_heading = "Time")]
    pub from: Option<Instant>,

    /// How far to look: `90d`, `2 weeks`, `36h`.
    #[arg(
        long,
        value_name = "DURATION",
        default_value = "90d",
        value_parser = Duration::parse,
        help_heading = "Time"
    )]
    pub horizon: Duration,

    /// How long the release takes, if not as long as it is planned to.
    #[arg(long, value_name = "DURATION", value_parser = Duration::parse, help_heading = "Time")]
    pub duration: Option<Duration>,

    /// What the answer is written in.
    ///
    /// `text` draws the days and lists the stretches; `json` is one document; `ics` is a calendar of the windows.
    #[arg(long, default_value = "text", value_parser = format(), help_heading = "Report")]
    pub format: &'static dyn WhenRenderer,

    /// A file for the answer, in place of standard output.
    #[arg(long, short, value_name = "FILE", help_heading = "Report")]
    pub output: Option<PathBuf>,
}

fn format() -> impl TypedValueParser<Value = &'static dyn WhenRenderer> {
    format_of(when::ALL.iter().map(|one| one.name()), when::find)
}

/// Answers, or says what keeps it from answering.
pub(super) fn when(asked: &When, colour: Colour, console: &Console) -> Status {
    run(asked, colour, console).unwrap_or(Status::Error)
}

fn run(asked: &When, colour: Colour, console: &Console) -> Result<Status, Stopped> {
    let complain = |complaint: Complaint| console.complain(&complaint);
    let sink = Sink::open(asked.output.as_deref()).map_err(complain)?;
    let engine = asked.policies.engine(console)?;
    let given = named::fitting(&asked.input, &engine, console)?;
    let identities = named::people(asked.identities.as_deref(), &mut Ahead::default(), console)?;
    let name = walk::name(&asked.descriptor);
    let documents = read::documents(&name, &asked.descriptor).map_err(complain)?;
    let [document] = documents.as_slice() else {
        return Err(complain(Complaint::usage(
            format!("`{name}` holds {} documents", documents.len()),
            Some("ask about one release at a time".to_owned()),
        )));
    };
    let (from, source) = match asked.from {
        Some(from) => (from, InstantSource::Given),
        None => (clock::now(), InstantSource::Clock),
    };
    let zone = engine.zone();
    let window = from
        .plus(asked.horizon, zone)
        .and_then(|end| Window::new(from, end));
    let Some(window) = window else {
        return Err(complain(Complaint::usage(
            format!("`--horizon {}` is no time to look through", asked.horizon),
            Some("give a length such as `90d`".to_owned()),
        )));
    };
    if let Some(length) = asked.duration
        && from.plus(length, zone).is_none_or(|end| end <= from)
    {
        return Err(complain(Complaint::usage(
            format!("`--duration {length}`: a release takes some time"),
            Some("give a length such as `4h`".to_owned()),
        )));
    }
    let named: Vec<_> = given
        .iter()
        .map(|(name, documents)| (name.clone(), documents.iter().collect()))
        .collect();
    let request = Request {
        descriptor: document,
        named: &named,
        now: from,
        now_source: source,
        phase: asked.phase,
        identities: identities.as_ref(),
        strict: false,
        depth: Depth::Open,
    };
    let answer = remedy::when::when(&engine, &request, window, asked.duration)
        .map_err(|failure| complain(judging::complaint(failure, document, &given)))?;
    let options = sink.options(colour, false);
    deliver(sink, "the answer", console, |out| {
        asked.format.render(&answer, &options, out)
    })?;
    let best = answer.stretches.iter().map(|stretch| stretch.verdict).min();
    Ok(best.unwrap_or(Verdict::Indeterminate).into())
}
