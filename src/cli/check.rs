use std::io;
use std::path::Path;

use crate::decision::run::InstantSource;
use crate::diagnostic::printable::printable;
use crate::engine::facade::Engine;
use crate::engine::run::Depth;

use super::ahead::Ahead;
use super::arguments::Check;
use super::clock;
use super::complaint::{Complaint, Stopped};
use super::console::Console;
use super::delivery::{Delivered, Delivery};
use super::descriptors::{self, Item};
use super::judging::Judge;
use super::read::STANDARD_INPUT;
use super::sink::Sink;
use super::status::Status;
use super::terminal::{Colour, Place};
use super::{named, policies};

/// Decides about descriptors: reports to standard output or a file, all that is wrong to the console.
pub(super) fn check(asked: &Check, colour: Colour, console: &mut Console) -> Status {
    let ended = run(asked, colour, console);
    console.end();
    ended.unwrap_or(Status::Error)
}

/// Why a run ends before its time.
#[derive(Debug)]
enum End {
    Complaint(Complaint),
    Writing(io::Error),
}

impl From<Complaint> for End {
    fn from(complaint: Complaint) -> End {
        End::Complaint(complaint)
    }
}

impl From<io::Error> for End {
    fn from(error: io::Error) -> End {
        End::Writing(error)
    }
}

fn run(asked: &Check, colour: Colour, console: &mut Console) -> Result<Status, Stopped> {
    let complain = |complaint: Complaint| console.complain(&complaint);
    standard_input_once(asked).map_err(complain)?;
    let sink = Sink::open(asked.output.as_deref()).map_err(complain)?;
    let mut ahead = Ahead::start(asked.identities.as_deref(), &asked.descriptors);
    let mut engine = policies::ready(&asked.policy, console)?;
    set_params(&mut engine, asked).map_err(complain)?;
    let named = named::fitting(&asked.input, &engine, console)?;
    let identities = named::people(asked.identities.as_deref(), &mut ahead, console)?;
    let (now, now_source) = match asked.at {
        Some(given) => (given, InstantSource::Given),
        None => (clock::now(), InstantSource::Clock),
    };
    let items = match &asked.each {
        Some(pattern) => descriptors::each(pattern),
        None => descriptors::named(&asked.descriptors),
    };
    let place = sink.place();
    let options = sink.options(colour, asked.explain);
    let delivery = Delivery::new(asked.format, options, sink);
    if !(delivery.is_by_line() && place == Place::Terminal) {
        console.begin(items.len());
    }
    let judge = Judge {
        engine,
        named,
        identities,
        ahead,
        now,
        now_source,
        phase: asked.phase,
        strict: asked.strict,
        depth: if asked.explain || asked.format.shows_every_step() {
            Depth::All
        } else {
            Depth::Open
        },
    };
    judge_all(items, judge, delivery, console)
}

fn judge_all(
    items: Vec<Item>,
    mut judge: Judge,
    mut delivery: Delivery,
    console: &mut Console,
) -> Result<Status, Stopped> {
    let destination = delivery.destination();
    let mut gravest = Status::Go;
    for item in items {
        let judged = match item {
            Ok(descriptor) => {
                let judged = judge.file(&descriptor, &mut |decided| -> Result<(), End> {
                    match decided {
                        Ok(decision) => {
                            gravest = gravest.max(decision.verdict.into());
                            delivery.take(decision)?;
                        }
                        Err(complaint) => {
                            gravest = Status::Error;
                            console.complain(&complaint);
                        }
                    }
                    Ok(())
                });
                console.step(&descriptor.name);
                judged
            }
            Err(complaint) => {
                gravest = Status::Error;
                console.complain(&complaint);
                Ok(())
            }
        };
        match judged {
            Ok(()) => {}
            Err(End::Complaint(complaint)) => return Err(console.complain(&complaint)),
            // Of what was not decided nobody may think that it may go.
            Err(End::Writing(error)) if is_pipe_closed(&error) => return Ok(Status::Error),
            Err(End::Writing(error)) => return Err(unwritten(&destination, &error, console)),
        }
    }
    console.end();
    // The process ends here, and the system takes all memory back at once.
    std::mem::forget(judge);
    match delivery.finish() {
        Ok(Delivered::All { decided, untouched }) => {
            tell_untouched(decided, &untouched, console);
            Ok(gravest)
        }
        Ok(Delivered::None) => Err(Stopped),
        Ok(Delivered::Nothing(complaint)) => Err(console.complain(&complaint)),
        Err(error) if is_pipe_closed(&error) => Ok(gravest),
        Err(error) => Err(unwritten(&destination, &error, console)),
    }
}

/// Params from `--set`; those that `--each` will set have to be there too.
fn set_params(engine: &mut Engine, asked: &Check) -> Result<(), Complaint> {
    let mut set: Vec<&str> = Vec::new();
    for (name, text) in &asked.set {
        if set.contains(&name.as_str()) {
            return Err(Complaint::usage(
                format!("`--set` gives param `{name}` twice"),
                None,
            ));
        }
        set.push(name);
        engine
            .set(name, text)
            .map_err(|why| Complaint::usage(why, None))?;
    }
    for name in asked.each.iter().flat_map(|pattern| pattern.params()) {
        if set.contains(&name.as_str()) {
            return Err(Complaint::usage(
                format!("`--set` and `--each` both give param `{name}`"),
                None,
            ));
        }
        engine
            .has_param(name)
            .map_err(|why| Complaint::usage(why, None))?;
    }
    Ok(())
}

/// Standard input can be read once.
fn standard_input_once(asked: &Check) -> Result<(), Complaint> {
    let inputs = asked.input.iter().map(|(_, path)| path.as_path());
    let given = inputs
        .chain(asked.identities.as_deref())
        .chain(asked.descriptors.iter().map(|path| path.as_path()))
        .filter(|path| *path == Path::new(STANDARD_INPUT))
        .count();
    if given > 1 {
        return Err(Complaint::usage(
            "standard input can be read once, and `-` stands for several documents",
            Some("write all but one of them to a file".to_owned()),
        ));
    }
    Ok(())
}

fn tell_untouched(decided: usize, untouched: &[String], console: &Console) {
    if untouched.is_empty() {
        return;
    }
    let mut told = format!(
        "no rule applied to {} of {decided} descriptors:\n",
        untouched.len()
    );
    for name in untouched {
        told.push_str("  ");
        told.push_str(&printable(name));
        told.push('\n');
    }
    console.say(&told);
}

/// The reader of a pipe has had enough, and that is nothing to complain about.
fn is_pipe_closed(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

fn unwritten(destination: &str, error: &io::Error, console: &Console) -> Stopped {
    console.complain(&Complaint::usage(
        format!(
            "the report cannot be written to {destination}: {}",
            super::read::says(error)
        ),
        None,
    ))
}
