use std::fmt::Write;

use clap::{Arg, Command, CommandFactory};

use super::arguments::Arguments;

/// `docs/cli.md`: what `--help` says of every subcommand, as Markdown.
pub fn reference() -> String {
    let mut command = Arguments::command();
    command.build();
    let mut page = String::from(
        "# The command line\n\n\
         <!-- Made from the program's own help; `TOLLGATE_WRITE_DOCS=1 cargo test --test it cli_reference` writes it anew. -->\n\n",
    );
    let _ = writeln!(page, "{}", text(command.get_about()));
    for sub in command.get_subcommands() {
        if sub.get_name() != "help" {
            subcommand(sub, &mut page);
        }
    }
    page.push_str("\n## Everywhere\n");
    for arg in command
        .get_arguments()
        .filter(|arg| !matches!(arg.get_id().as_str(), "help" | "version"))
    {
        argument(arg, &mut page);
    }
    page.push_str(
        "\n- `--version`  \n  Prints the version, and that of the time-zone data inside.\n",
    );
    if let Some(after) = command.get_after_help() {
        epilogue(&after.to_string(), &mut page);
    }
    page
}

fn subcommand(command: &Command, page: &mut String) {
    let _ = write!(page, "\n## `tollgate {}`\n\n", command.get_name());
    let about = command.get_long_about().or(command.get_about());
    let _ = write!(page, "{}\n\n", text(about));
    let usage = command.clone().render_usage().to_string();
    let usage: Vec<&str> = usage
        .trim_start_matches("Usage:")
        .lines()
        .map(str::trim)
        .collect();
    let _ = write!(page, "```text\n{}\n```\n", usage.join("\n"));
    let mut headings: Vec<Option<&str>> = Vec::new();
    let own = |arg: &&Arg| !arg.is_global_set() && !is_for_help(arg);
    for arg in command.get_arguments().filter(own) {
        let heading = arg.get_help_heading();
        if !headings.contains(&heading) {
            headings.push(heading);
        }
    }
    for heading in headings {
        if let Some(heading) = heading {
            let _ = write!(page, "\n### {heading}\n");
        }
        for arg in command.get_arguments().filter(own) {
            if arg.get_help_heading() == heading {
                argument(arg, page);
            }
        }
    }
    let examples = command
        .get_after_long_help()
        .map(ToString::to_string)
        .and_then(|after| {
            after
                .split_once("Examples:\n")
                .map(|(_, examples)| examples.to_owned())
        });
    if let Some(examples) = examples {
        let _ = write!(page, "\n### Examples\n\n```sh\n");
        for line in examples.lines() {
            let _ = writeln!(page, "{}", line.trim_start());
        }
        page.push_str("```\n");
    }
}

fn argument(arg: &Arg, page: &mut String) {
    let values: Vec<String> = arg
        .get_value_names()
        .unwrap_or_default()
        .iter()
        .map(ToString::to_string)
        .collect();
    let takes = arg.get_action().takes_values();
    let mut written = match (arg.get_short(), arg.get_long()) {
        (Some(short), Some(long)) => format!("-{short}, --{long}"),
        (None, Some(long)) => format!("--{long}"),
        (Some(short), None) => format!("-{short}"),
        (None, None) => String::new(),
    };
    if takes {
        if !written.is_empty() {
            written.push(' ');
        }
        written.push_str(&values.join(" "));
    }
    let _ = write!(page, "\n- `{written}`  \n");
    let help = text(arg.get_long_help().or(arg.get_help()));
    for line in help.lines() {
        let line = line.trim_end();
        let indent = if line.is_empty() { "" } else { "  " };
        let _ = writeln!(page, "{indent}{line}");
    }
    let possible: Vec<String> = arg
        .get_possible_values()
        .iter()
        .filter(|_| takes)
        .map(|value| format!("`{}`", value.get_name()))
        .collect();
    let default: Vec<String> = arg
        .get_default_values()
        .iter()
        .filter(|_| takes)
        .map(|value| format!("`{}`", value.to_string_lossy()))
        .collect();
    let mut facts = Vec::new();
    if !possible.is_empty() {
        facts.push(format!("one of {}", possible.join(", ")));
    }
    if !default.is_empty() {
        facts.push(format!("if not given: {}", default.join(", ")));
    }
    if matches!(arg.get_action(), clap::ArgAction::Append) && arg.get_long().is_some() {
        facts.push("may be given several times".to_owned());
    }
    if !facts.is_empty() {
        let _ = write!(page, "\n  ({})\n", facts.join("; "));
    }
}

/// The statuses, as a list.
fn epilogue(after: &str, page: &mut String) {
    let mut lines = after.lines();
    let heading = lines.next().unwrap_or_default().trim_end_matches(':');
    let _ = write!(page, "\n## {heading}\n\n");
    let mut table = true;
    for line in lines {
        match line.trim_start().split_once("  ") {
            Some((status, meaning)) if line.starts_with(' ') => {
                let _ = writeln!(page, "- `{status}`: {}", meaning.trim());
            }
            _ => {
                if std::mem::take(&mut table) {
                    page.push('\n');
                }
                let _ = writeln!(page, "{line}");
            }
        }
    }
}

fn is_for_help(arg: &Arg) -> bool {
    matches!(arg.get_id().as_str(), "help" | "version")
}

/// Help as whole sentences: of a help of one line, clap takes the full stop away.
fn text(told: Option<&clap::builder::StyledStr>) -> String {
    let mut text = told.map(ToString::to_string).unwrap_or_default();
    if !text.is_empty() && !text.ends_with('.') {
        text.push('.');
    }
    text
}
