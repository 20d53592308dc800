use std::io::{self, Write};
use std::panic::PanicHookInfo;
use std::process::ExitCode;
use std::thread;

use clap::Parser;

use super::arguments::{Arguments, Command};
use super::console::Console;
use super::status::Status;
use super::{calendar, check, lint, test, when};

/// Room for the deepest policy and document that their limits let through, whatever the build.
pub(super) const STACK: usize = 64 * 1024 * 1024;

/// The whole command: arguments in, reports and diagnostics out, and the status for the shell.
pub fn main() -> ExitCode {
    ExitCode::from(guarded(run))
}

/// Does the work on a stack that is large enough. A fault in it is told on standard error, and is status 2.
fn guarded(work: fn() -> u8) -> u8 {
    std::panic::set_hook(Box::new(apologise));
    let thread = thread::Builder::new()
        .name("tollgate".to_owned())
        .stack_size(STACK)
        .spawn(work);
    match thread {
        Ok(thread) => thread.join().unwrap_or(Status::Error.code()),
        // Where no such thread is to be had, a stack of the usual size does for all but the deepest.
        Err(_) => std::panic::catch_unwind(work).unwrap_or(Status::Error.code()),
    }
}

fn run() -> u8 {
    make_room();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        // Help and the version come this way too, with a status of their own.
        Err(told) => {
            let _ = told.print();
            return u8::try_from(told.exit_code()).unwrap_or(Status::Error.code());
        }
    };
    let mut console = Console::new(arguments.colour);
    let status = match &arguments.command {
        Command::Check(asked) => check::check(asked, arguments.colour, &mut console),
        Command::When(asked) => when::when(asked, arguments.colour, &console),
        Command::Calendar(asked) => calendar::calendar(asked, arguments.colour, &console),
        Command::Lint(asked) => lint::lint(asked, &console),
        Command::Test(asked) => test::test(asked, arguments.colour, &console),
    };
    status.code()
}

/// Has the allocator take its memory from the system at once: that of a thread other than the first may grow page by
/// page, with a system call for each. What is not used costs nothing.
pub(super) fn make_room() {
    // The first is large enough to be mapped by itself, and where it is given back the allocator learns that such sizes
    // come and go; the second, a little smaller, is then cut from the thread's own memory.
    drop(std::hint::black_box(Vec::<u8>::with_capacity(8 << 20)));
    drop(std::hint::black_box(Vec::<u8>::with_capacity(6 << 20)));
}

/// One calm line in place of a backtrace.
fn apologise(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map_or_else(String::new, |place| {
        format!(" at {}:{}", place.file(), place.line())
    });
    let _ = writeln!(io::stderr(), "{}", apology(&place));
}

fn apology(place: &str) -> String {
    format!(
        "tollgate stopped by a fault of its own{place}; no decision was made. Please report it with the policy and the document that led here."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a test is told in the process that it starts.
    const FAULT: &str = "TOLLGATE_TEST_OF_A_FAULT";

    /// Runs a test of this module in a process of its own: a hook belongs to the whole process.
    fn again(test: &str) -> std::process::Output {
        let module = module_path!().split_once("::").expect("a module").1;
        std::process::Command::new(std::env::current_exe().expect("this program"))
            .args(["--exact", &format!("{module}::{test}"), "--nocapture"])
            .env(FAULT, "yes")
            .output()
            .expect("a process")
    }

    #[test]
    fn a_fault_is_one_line_and_status_2() {
        if std::env::var_os(FAULT).is_some() {
            let code = guarded(|| panic!("the work came to grief"));
            std::process::exit(code.into());
        }
        let ran = again("a_fault_is_one_line_and_status_2");
        let told = String::from_utf8(ran.stderr).expect("UTF-8");
        assert_eq!(ran.status.code(), Some(2), "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
        let place = told
            .strip_prefix("tollgate stopped by a fault of its own at src/cli/start.rs:")
            .expect("its place");
        let (line, rest) = place.split_once("; ").expect("more than its place");
        assert!(line.parse::<u32>().is_ok_and(|line| line > 60), "{line}");
        assert_eq!(
            rest,
            "no decision was made. Please report it with the policy and the document that led here.\n"
        );
    }

    #[test]
    fn work_that_comes_to_its_end_keeps_its_status() {
        if std::env::var_os(FAULT).is_some() {
            std::process::exit(guarded(|| 3).into());
        }
        let ran = again("work_that_comes_to_its_end_keeps_its_status");
        assert_eq!(ran.status.code(), Some(3));
        assert_eq!(String::from_utf8_lossy(&ran.stderr), "");
    }
}
