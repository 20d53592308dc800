//! A folder to run the command in, and what it gave back.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Ready or not, and how risky: go, no-go, indeterminate, conditional go and not applicable can all be had of it.
pub const POLICY: &str = r#"
policy demo {
  title   "Demonstration"
  owner   "team@example.org"
  version "1"
  zone    "UTC"
}

type Release {
  name! : text
  ready : boolean
  risk  : number
  kind  : text
}

input release : Release

param limit : number = 5 in 1..10
param team : text = "all"

rule READY "The release is ready" {
  severity block
  when release.kind is missing or release.kind != "draft"
  require "somebody said so": release.ready
  because "It is not ready for {team}."
  remedy  "Make it ready."
}

rule RISK "The risk is bearable" {
  phase    deploy
  severity warn
  when release.risk is present
  require "within the limit": release.risk <= limit
  because "The risk is {release.risk}, more than {limit}."
}
"#;

pub const GO: &str = "name: one\nready: true\n";
pub const NO_GO: &str = "name: two\nready: false\n";
pub const UNKNOWN: &str = "name: three\n";
pub const RISKY: &str = "name: four\nready: true\nrisk: 7\n";
pub const DRAFT: &str = "name: five\nkind: draft\n";

/// A folder of its own, gone with the value.
pub struct Bench {
    folder: tempfile::TempDir,
}

/// What a run left behind.
#[derive(Debug)]
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Bench {
    /// An empty folder.
    pub fn empty() -> Bench {
        Bench {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    /// With the policy above as `demo.gate`.
    pub fn new() -> Bench {
        Bench::empty().with("demo.gate", POLICY)
    }

    pub fn with(self, name: &str, text: impl AsRef<[u8]>) -> Bench {
        let path = self.path(name);
        let parent = path.parent().expect("a parent");
        fs::create_dir_all(parent).expect("a folder");
        fs::write(&path, text).expect("a file");
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file")
    }

    /// The names in the folder, sorted.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.folder.path())
            .expect("the folder")
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into()
            })
            .collect();
        names.sort();
        names
    }

    /// The command in this folder, with nothing of the tests' own environment that it would heed.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tollgate"));
        command.current_dir(self.folder.path());
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "COLUMNS"] {
            command.env_remove(name);
        }
        command.stdin(Stdio::null());
        command
    }

    pub fn run<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Ran {
        ran(self.command().args(arguments).output().expect("it starts"))
    }

    /// `check --policy demo.gate` and these arguments.
    pub fn check(&self, arguments: &[&str]) -> Ran {
        self.run(&[&["check", "--policy", "demo.gate"], arguments].concat())
    }

    /// As [`Bench::check`], with something on standard input.
    pub fn check_input(&self, input: &[u8], arguments: &[&str]) -> Ran {
        let mut child = self
            .command()
            .args(["check", "--policy", "demo.gate"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut pipe = child.stdin.take().expect("a pipe");
        // It may have ended without reading.
        let _ = pipe.write_all(input);
        drop(pipe);
        ran(child.wait_with_output().expect("it ends"))
    }
}

impl Ran {
    /// The statuses and what was told, for a failing assertion.
    pub fn told(&self) -> String {
        format!(
            "status {}\n--- out\n{}\n--- err\n{}",
            self.status, self.out, self.err
        )
    }

    /// Asserts the status and that standard error holds each of some texts.
    #[track_caller]
    pub fn fails(&self, status: i32, says: &[&str]) {
        assert_eq!(self.status, status, "{}", self.told());
        for text in says {
            assert!(
                self.words().contains(text),
                "no `{text}` in\n{}",
                self.told()
            );
        }
    }

    /// Asserts status 2, nothing on standard output, and what standard error says.
    #[track_caller]
    pub fn refuses(&self, says: &[&str]) {
        self.fails(2, says);
        assert_eq!(self.out, "", "{}", self.told());
    }

    /// Standard error with its line breaks undone: long messages are wrapped.
    fn words(&self) -> String {
        self.err.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The decisions in lines of JSON, by descriptor.
pub fn decisions(lines: &str) -> Vec<(String, String)> {
    lines
        .lines()
        .map(|line| {
            let decision: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
            let text = |name: &str| decision[name].as_str().expect("a text").to_owned();
            (text("descriptor"), text("decision"))
        })
        .collect()
}

pub fn ran(output: Output) -> Ran {
    Ran {
        status: output.status.code().expect("it was not killed"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// A link, where there are links.
#[cfg(unix)]
pub fn link(to: &Path, at: &Path) {
    std::os::unix::fs::symlink(to, at).expect("a link");
}
