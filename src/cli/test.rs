use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::policy_test::coverage::tally::Tally;
use crate::policy_test::result::Run;
use crate::policy_test::run::run;
use crate::policy_test::suite::{self, TEST_FILE, tested_file};
use crate::report::Options;

use super::arguments::{Hundredths, Test};
use super::complaint::{Complaint, Stopped};
use super::console::Console;
use super::disk::DiskLoader;
use super::policies::{self, File};
use super::sink::Sink;
use super::status::Status;
use super::terminal::Colour;

/// Runs tests: what came of them to standard output or a file, what is wrong with them to the console.
pub(super) fn test(asked: &Test, colour: Colour, console: &Console) -> Status {
    tested(asked, colour, console).unwrap_or(Status::Error)
}

fn tested(asked: &Test, colour: Colour, console: &Console) -> Result<Status, Stopped> {
    let sink = Sink::open(asked.output.as_deref()).map_err(|why| console.complain(&why))?;
    let (files, loader) = policies::find(&asked.paths, console)?;
    let wants_coverage =
        asked.coverage || asked.min_coverage.is_some() || asked.format.wants_coverage();
    let mut came = ran(asked, files, &loader, console);
    came.run.coverage = wants_coverage.then(|| came.tally.finish());
    let run = came.run;
    let (passed, failed, broken) = run.counts();
    if passed + failed + broken == 0 {
        // What is wrong with a test may be why there is none.
        if !came.wrong {
            console.complain(&none(asked));
        }
        return Ok(Status::Error);
    }
    let options = sink.options(colour, asked.explain);
    written(asked, &run, &options, sink)
        .map_err(|why| console.complain(&Complaint::usage(why, None)))?;
    if came.wrong || broken > 0 {
        return Ok(Status::Error);
    }
    let below = below(asked.min_coverage, &run);
    if let Some(told) = &below {
        console.say(told);
    }
    Ok(if failed > 0 || below.is_some() {
        Status::NoGo
    } else {
        Status::Go
    })
}

/// Everything that was run.
struct Came {
    run: Run,
    tally: Tally,
    /// Something is wrong with a policy or a test, and was said.
    wrong: bool,
}

fn ran(asked: &Test, files: Vec<File>, loader: &DiskLoader, console: &Console) -> Came {
    let mut came = Came {
        run: Run::default(),
        tally: Tally::default(),
        wrong: false,
    };
    let roots = policies::roots(&files);
    let filter = asked.filter.as_deref().unwrap_or("");
    let mut done = BTreeSet::new();
    for file in files {
        let looked = policies::looked_in(&file, &roots);
        let path = match tested_file(&file.path) {
            Some(tested) => tested,
            None => file.path.clone(),
        };
        if !done.insert(path.clone()) {
            continue;
        }
        let mut suite = match suite::load(loader, &path, &looked) {
            Ok(suite) => suite,
            Err(_) if file.path.ends_with(TEST_FILE) => {
                came.wrong = true;
                console.complain(&Complaint::missing(
                    file.path,
                    format!("this tests nothing: there is no `{path}` beside it"),
                    Some("name it after the policy that it tests".to_owned()),
                ));
                continue;
            }
            Err(why) => {
                came.wrong = true;
                console.complain(&Complaint::missing(path, why, None));
                continue;
            }
        };
        console.diagnostics(&suite.diagnostics, &suite.sources);
        if suite.is_broken() {
            came.wrong = true;
            continue;
        }
        let (result, seen) = run(&mut suite, filter);
        // A module without tests of its own is covered by those of the policies that include it.
        if suite.is_policy || !suite.tests.is_empty() {
            came.tally.add(&suite, &seen);
        }
        if !result.tests.is_empty() {
            came.run.suites.push(result);
        }
    }
    came
}

fn written(asked: &Test, run: &Run, options: &Options, mut sink: Sink) -> Result<(), String> {
    let name = sink.name();
    asked
        .format
        .render(run, options, sink.writer())
        .and_then(|()| sink.finish())
        .map_err(|error| format!("the report cannot be written to {name}: {error}"))
}

/// What to say of coverage below its bound.
fn below(bound: Option<Hundredths>, run: &Run) -> Option<String> {
    let (Some(Hundredths(bound)), Some(coverage)) = (bound, &run.coverage) else {
        return None;
    };
    let share = coverage.share();
    (share.hundredths() < bound).then(|| {
        let (whole, part) = (bound / 100, bound % 100);
        let part = if part == 0 {
            String::new()
        } else {
            format!(".{part:02}")
        };
        format!(
            "{} of conditions covered, {whole}{part} % asked for by `--min-coverage`\n",
            share.percent()
        )
    })
}

fn none(asked: &Test) -> Complaint {
    let paths: Vec<String> = asked
        .paths
        .iter()
        .map(|path: &PathBuf| format!("`{}`", path.display()))
        .collect();
    match &asked.filter {
        Some(filter) => Complaint::usage(
            format!("no test in {} has `{filter}` in its name", paths.join(", ")),
            Some("`tollgate test --explain` names them all".to_owned()),
        ),
        None => Complaint::usage(
            format!("there is no test in {}", paths.join(", ")),
            Some(
                "tests stand in `test` blocks, or in `NAME.test.gate` beside `NAME.gate`"
                    .to_owned(),
            ),
        ),
    }
}
