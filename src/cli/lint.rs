use super::arguments::Lint;
use super::complaint::Complaint;
use super::console::Console;
use super::policies::{self, Modules};
use super::status::Status;

/// Checks policies and says what is wrong with them.
pub(super) fn lint(asked: &Lint, console: &Console) -> Status {
    let Ok(loaded) = policies::load(&asked.policy, Modules::Checked, console) else {
        return Status::Error;
    };
    let mut errors = loaded.errors;
    if errors == 0
        && let Err(why) = loaded.engine.together()
    {
        console.complain(&Complaint::usage(why, None));
        errors += 1;
    }
    console.say(&format!(
        "{}: {}, {}\n",
        count(loaded.files, "file"),
        count(errors, "error"),
        count(loaded.warnings, "warning")
    ));
    if errors > 0 {
        Status::Error
    } else if loaded.warnings > 0 && asked.deny_warnings {
        Status::NoGo
    } else {
        Status::Go
    }
}

fn count(number: usize, noun: &str) -> String {
    match number {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
