use std::path::PathBuf;
use std::sync::OnceLock;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};

use crate::report::trial::{self, TrialRenderer};
use crate::report::{Renderer, list};
use crate::value::instant::Instant;
use crate::value::outcome::Phase;
use crate::value::zone;

use super::answer::format_of;
use super::calendar::Calendar;
use super::each::Pattern;
use super::terminal::Colour;
use super::when::When;

/// Decides whether a release may go, and says why.
#[derive(Debug, Parser)]
#[command(
    name = "tollgate",
    version = version(),
    propagate_version = true,
    arg_required_else_help = true,
    after_help = STATUSES,
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,

    /// When to colour what is written.
    ///
    /// By itself: on a terminal, but not where NO_COLOR is set. CLICOLOR_FORCE colours pipes too; a file that `--output`
    /// names is never coloured unless this says `always`.
    #[arg(
        long = "color",
        value_name = "WHEN",
        value_enum,
        default_value = "auto",
        global = true
    )]
    pub colour: Colour,
}

const STATUSES: &str = "\
Exit status:
  0  go or conditional go
  1  no-go
  2  an error in a policy, an input or the arguments, or no rule applied
  3  indeterminate: evidence is missing
Over several descriptors it is the gravest, in the order 2, 1, 3, 0.";

#[derive(Debug, Subcommand)]
pub enum Command {
    Check(Box<Check>),
    Lint(Lint),
    Test(Test),
    When(Box<When>),
    Calendar(Calendar),
}

/// Decide whether releases may go.
///
/// Reads release descriptors (YAML or JSON), judges them by one or several policies, and reports each decision with what
/// it rests on. One descriptor gives a full report, several a summary and what is behind it.
#[derive(Debug, Args)]
#[command(
    override_usage = USAGE,
    after_help = STATUSES,
    after_long_help = format!("{STATUSES}\n\n{EXAMPLES}"),
)]
pub struct Check {
    /// A policy, or a folder of policies.
    ///
    /// Of a folder every `.gate` file below it that has a `policy` block is used; the others are modules that policies
    /// import. Several policies make one decision: the worst of them counts.
    #[arg(
        long,
        short,
        value_name = "FILE_OR_DIR",
        required = true,
        help_heading = "Policies"
    )]
    pub policy: Vec<PathBuf>,

    /// Set a param of a policy.
    ///
    /// The text is read as the param's declared type. `policy.param` tells params of two policies apart.
    #[arg(
        long,
        value_name = "PARAM=VALUE",
        value_parser = pair,
        help_heading = "Policies"
    )]
    pub set: Vec<(String, String)>,

    /// Judge as of a phase: rules of later phases keep silent.
    ///
    /// Without it every rule speaks.
    #[arg(long, value_parser = phase(), help_heading = "Policies")]
    pub phase: Option<Phase>,

    /// The instant to decide for, in place of the clock's.
    ///
    /// RFC 3339 with an offset: `2026-11-27T10:00:00Z`. The decision says that it was given.
    #[arg(long, value_name = "INSTANT", value_parser = Instant::parse, help_heading = "Policies")]
    pub at: Option<Instant>,

    /// What to decide about: files, folders, patterns, or `-` for standard input.
    ///
    /// Of a folder every .yaml, .yml and .json file below it is taken. A pattern (`'releases/*.yaml'`, `**` for any
    /// number of folders) needs quotes to reach Tollgate as it is. A file with several YAML documents is several
    /// descriptors. Standard input is JSON if it begins with `{` or `[`, else YAML.
    #[arg(
        value_name = "DESCRIPTOR",
        required_unless_present = "each",
        conflicts_with = "each",
        help_heading = "Inputs"
    )]
    pub descriptors: Vec<PathBuf>,

    /// Descriptors by a pattern whose braces bind params.
    ///
    /// `'deliverables/{series}/*.yaml'` decides about every such file with the param `series` set to its folder's name.
    /// A brace takes as much of a name as it can; `*` matches the rest of a name, `**` any number of folders.
    #[arg(long, value_name = "PATTERN", value_parser = Pattern::parse, help_heading = "Inputs")]
    pub each: Option<Pattern>,

    /// A further input of the policy, by its name there.
    ///
    /// A file, folder or pattern as for DESCRIPTOR; several documents make a list.
    #[arg(
        long,
        value_name = "NAME=PATH_OR_GLOB",
        value_parser = input,
        help_heading = "Inputs"
    )]
    pub input: Vec<(String, PathBuf)>,

    /// Who is who: a list of people with their ids, names and addresses.
    #[arg(long, value_name = "FILE", help_heading = "Inputs")]
    pub identities: Option<PathBuf>,

    /// Make errors of values that cannot be read, unknown fields, and required ones that are missing.
    #[arg(long, help_heading = "Inputs")]
    pub strict: bool,

    /// Show what passed as fully as what did not.
    #[arg(long, help_heading = "Report")]
    pub explain: bool,

    /// What the report is written in.
    ///
    /// `text` is for people; `json` is one document for the whole run; `ndjson` is one line for each decision, written
    /// as soon as it is made.
    #[arg(
        long,
        default_value = "text",
        value_parser = format(),
        help_heading = "Report"
    )]
    pub format: &'static dyn Renderer,

    /// A file for the report, in place of standard output.
    ///
    /// It appears under its name whole or not at all; without a decision it is left as it was.
    #[arg(long, short, value_name = "FILE", help_heading = "Report")]
    pub output: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  tollgate check --policy payments.gate release.yaml
  tollgate check --policy policies/ --phase deploy --format json --output decision.json release.yaml
  tollgate check --policy deliverable.gate --each 'deliverables/{series}/*.yaml'
  release-notes --as-json | tollgate check --policy payments.gate -";

const USAGE: &str = "\
tollgate check [OPTIONS] --policy <FILE_OR_DIR>... <DESCRIPTOR>...
       tollgate check [OPTIONS] --policy <FILE_OR_DIR>... --each <PATTERN>";

/// Look for mistakes in policies without deciding anything.
///
/// Prints every error and warning, each with its place and what to do. The exit status is 2 if there is an error, 1 if
/// there are warnings and `--deny-warnings` is given, else 0.
#[derive(Debug, Args)]
pub struct Lint {
    /// A policy or module, or a folder of them.
    #[arg(long, short, value_name = "FILE_OR_DIR", required = true)]
    pub policy: Vec<PathBuf>,

    /// End with status 1 if there are warnings.
    #[arg(long)]
    pub deny_warnings: bool,
}

/// Run the tests of policies.
///
/// Tests stand in `test` blocks of a policy, or in a file beside it: `payments.test.gate` tests `payments.gate`. A test
/// that fails shows what was expected, what came out, and the derivation that led there. The exit status is 0 if all
/// passed, 1 if one failed or the coverage is below its bound, 2 if something is wrong with a policy or a test, or if no
/// test was selected.
#[derive(Debug, Args)]
#[command(after_long_help = TEST_EXAMPLES)]
pub struct Test {
    /// Policies, modules or test files, or folders of them.
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,

    /// Run only the tests with this text in their names.
    ///
    /// A test's name is `policy: title`, and for a row of cases its values behind it.
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,

    /// Say which conditions the tests saw come out how, and which never.
    ///
    /// Every condition of a rule that is made of no others is to be seen true, false and, where evidence that is missing
    /// can make it so, unknown; every row of a table to apply and not to.
    #[arg(long, help_heading = "Coverage")]
    pub coverage: bool,

    /// End with status 1 if less than this percentage is covered.
    #[arg(long, value_name = "PERCENT", value_parser = percent, help_heading = "Coverage")]
    pub min_coverage: Option<Hundredths>,

    /// Name the tests that passed too, and tell failures with every step.
    #[arg(long, help_heading = "Report")]
    pub explain: bool,

    /// What the report is written in.
    ///
    /// `text` is for people, `junit` for what reads JUnit's XML, `lcov` for what shows coverage beside the lines.
    #[arg(
        long,
        default_value = "text",
        value_parser = trial_format(),
        help_heading = "Report"
    )]
    pub format: &'static dyn TrialRenderer,

    /// A file for the report, in place of standard output.
    #[arg(long, short, value_name = "FILE", help_heading = "Report")]
    pub output: Option<PathBuf>,
}

const TEST_EXAMPLES: &str = "\
Examples:
  tollgate test
  tollgate test policies/payments.gate --filter 'Black Friday'
  tollgate test policies --coverage --min-coverage 100
  tollgate test policies --format junit --output tests.xml";

/// A percentage in hundredths of a percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hundredths(pub usize);

fn percent(text: &str) -> Result<Hundredths, String> {
    let fault = || "write a percentage between 0 and 100, with two decimals at most".to_owned();
    let (whole, part) = text
        .trim_end_matches('%')
        .split_once('.')
        .unwrap_or((text.trim_end_matches('%'), "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 2 || whole.len() > 3 {
        return Err(fault());
    }
    let number: usize = format!("{whole}{part:0<2}").parse().map_err(|_| fault())?;
    if number > 10_000 {
        return Err(fault());
    }
    Ok(Hundredths(number))
}

fn trial_format() -> impl TypedValueParser<Value = &'static dyn TrialRenderer> {
    let names = trial::list::ALL.iter().map(|one| one.name());
    format_of(names, trial::list::find)
}

fn version() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| {
        format!(
            "{} (time zones {})",
            env!("CARGO_PKG_VERSION"),
            zone::database_version()
        )
    })
}

fn format() -> impl TypedValueParser<Value = &'static dyn Renderer> {
    format_of(list::ALL.iter().map(|one| one.name()), list::find)
}

pub(super) fn phase() -> impl TypedValueParser<Value = Phase> {
    PossibleValuesParser::new(Phase::ALL.map(Phase::name))
        .try_map(|name| Phase::from_name(&name).ok_or("there is no such phase"))
}

pub(super) fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.to_owned()))
        }
        _ => Err("write it as PARAM=VALUE".to_owned()),
    }
}

pub(super) fn input(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((name, path)) if !name.trim().is_empty() && !path.is_empty() => {
            Ok((name.trim().to_owned(), PathBuf::from(path)))
        }
        _ => Err("write it as NAME=PATH".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn percentages_are_read_to_the_hundredth() {
        let read = |text| percent(text).map(|Hundredths(number)| number).ok();
        assert_eq!(read("100"), Some(10_000));
        assert_eq!(read("97.5%"), Some(9_750));
        assert_eq!(read("0.05"), Some(5));
        for wrong in ["100.01", "-1", "", "9.", "1.234", "many"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_arguments_go_together() {
        Arguments::command().debug_assert();
    }
}
