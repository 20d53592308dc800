use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::diagnostic::{Diagnostic, Level, codes};
use crate::engine::facade::{Engine, Outcome, Policy};
use crate::policy_test::suite::{self, TEST_FILE};
use crate::source::file::Sources;

use super::complaint::{Complaint, Stopped};
use super::console::Console;
use super::disk::DiskLoader;
use super::read::says;
use super::walk::{self, name};

/// What became of the policies.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    pub engine: Engine,
    /// Files that were looked at for their own sake.
    pub files: usize,
    pub errors: usize,
    pub warnings: usize,
}

/// What is made of files without a `policy` block that lie in a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Modules {
    /// They are judged where a policy imports them.
    Ignored,
    Checked,
}

/// One file to load.
#[derive(Debug)]
pub(super) struct File {
    pub path: String,
    pub root: String,
    /// Named by the user rather than found in a folder: it has to be a policy.
    pub named: bool,
}

/// Policies that can decide together: everything wrong with them has been said, and nothing was an error.
pub(super) fn ready(given: &[PathBuf], console: &Console) -> Result<Engine, Stopped> {
    let loaded = load(given, Modules::Ignored, console)?;
    if loaded.errors > 0 {
        return Err(Stopped);
    }
    loaded
        .engine
        .together()
        .map_err(|why| console.complain(&Complaint::usage(why, None)))?;
    Ok(loaded.engine)
}

/// Loads every policy and says what is wrong with each.
pub(super) fn load(
    given: &[PathBuf],
    modules: Modules,
    console: &Console,
) -> Result<Loaded, Stopped> {
    let (mut files, loader) = find(given, console)?;
    // What tests a policy is looked at with it.
    files.retain(|file| file.named || !file.path.ends_with(TEST_FILE));
    let roots = roots(&files);
    let mut loaded = Loaded::default();
    let mut told = BTreeSet::new();
    for file in files {
        let looked = looked_in(&file, &roots);
        match loaded.engine.add(&loader, &file.path, &looked) {
            Ok(outcome) => {
                if outcome.ready {
                    forget_twin(&mut loaded.engine);
                }
                let is_module = !outcome.is_policy && !file.named;
                if !is_module || modules == Modules::Checked {
                    loaded.files += 1;
                    loaded.tell(&outcome, is_module, &mut told, console);
                }
                if modules == Modules::Checked {
                    let suite = suite::load(&loader, &file.path, &looked);
                    if let Ok(suite) = suite {
                        let told_of = Told {
                            sources: &suite.sources,
                            diagnostics: &suite.diagnostics,
                        };
                        loaded.say(told_of, is_module, &mut told, console);
                    }
                }
            }
            Err(why) => {
                loaded.files += 1;
                loaded.errors += 1;
                console.complain(&Complaint::missing(file.path, why, None));
            }
        }
    }
    if loaded.errors == 0 && loaded.engine.policies.is_empty() {
        return Err(console.complain(&Complaint::usage(
            "there is no policy in what `--policy` names",
            Some("a policy is a `.gate` file with a `policy` block".to_owned()),
        )));
    }
    Ok(loaded)
}

impl Loaded {
    /// Says what has not been said of a file that several policies import.
    fn tell(
        &mut self,
        outcome: &Outcome,
        is_module: bool,
        told: &mut BTreeSet<(&'static str, String, u32, String)>,
        console: &Console,
    ) {
        let of = Told {
            sources: &outcome.sources,
            diagnostics: &outcome.diagnostics,
        };
        self.say(of, is_module, told, console);
    }

    fn say(
        &mut self,
        of: Told<'_>,
        is_module: bool,
        told: &mut BTreeSet<(&'static str, String, u32, String)>,
        console: &Console,
    ) {
        let fresh: Vec<Diagnostic> = of
            .diagnostics
            .iter()
            .filter(|one| !(is_module && one.code == codes::NO_POLICY))
            .filter(|one| {
                let span = one.span();
                let file = span.and_then(|span| of.sources.get(span.file));
                told.insert((
                    one.code.id,
                    file.map(|file| file.name.clone()).unwrap_or_default(),
                    span.map_or(0, |span| span.start),
                    one.message.clone(),
                ))
            })
            .cloned()
            .collect();
        let count = |level: Level| fresh.iter().filter(|one| one.level == level).count();
        self.errors += count(Level::Error);
        self.warnings += count(Level::Warning);
        console.diagnostics(&fresh, of.sources);
    }
}

/// What there is to say of a file.
#[derive(Clone, Copy)]
struct Told<'t> {
    sources: &'t Sources,
    diagnostics: &'t [Diagnostic],
}

/// The folders in which imports are looked for.
pub(super) fn roots(files: &[File]) -> Vec<String> {
    let mut roots: Vec<String> = Vec::new();
    for file in files {
        if !roots.contains(&file.root) {
            roots.push(file.root.clone());
        }
    }
    roots
}

/// The same for one file: its own folder first.
pub(super) fn looked_in(file: &File, roots: &[String]) -> Vec<String> {
    let mut looked: Vec<String> = vec![file.root.clone()];
    looked.extend(roots.iter().filter(|root| **root != file.root).cloned());
    looked
}

/// The files that the arguments name, and a loader that reads them and what they may import.
pub(super) fn find(
    given: &[PathBuf],
    console: &Console,
) -> Result<(Vec<File>, DiskLoader), Stopped> {
    let mut loader = DiskLoader::default();
    let mut files = Vec::new();
    let mut known = BTreeSet::new();
    let mut stopped = None;
    for argument in given {
        let mut complain = |message: String| {
            stopped = Some(console.complain(&Complaint::missing(name(argument), message, None)));
        };
        let is_folder = argument.is_dir();
        let root = if is_folder {
            argument.as_path()
        } else {
            argument.parent().unwrap_or(Path::new(""))
        };
        let opened = loader.allow_folder(if root.as_os_str().is_empty() {
            Path::new(".")
        } else {
            root
        });
        let opened = match opened {
            Ok(()) if !is_folder => loader.allow_file(argument),
            other => other,
        };
        if let Err(error) = opened {
            complain(says(&error));
            continue;
        }
        let found = if is_folder {
            let is_gate = |path: &Path| path.extension().is_some_and(|ending| ending == "gate");
            let found = walk::files(argument, None, &is_gate);
            for complaint in &found.complaints {
                stopped = Some(console.complain(complaint));
            }
            found.files
        } else {
            vec![argument.clone()]
        };
        for path in found {
            let (Some(written), Some(root)) = (tidy(&path), tidy(root)) else {
                stopped = Some(console.complain(&Complaint::missing(
                    name(&path),
                    "the name of this file is not UTF-8",
                    Some("rename the file".to_owned()),
                )));
                continue;
            };
            // A file that two arguments lead to is one policy.
            let real = fs::canonicalize(&path).unwrap_or(path);
            if known.insert(real) {
                files.push(File {
                    path: written,
                    root,
                    named: !is_folder,
                });
            }
        }
    }
    match stopped {
        Some(stopped) => Err(stopped),
        None => Ok((files, loader)),
    }
}

/// A path as loaders and imports write it: `/` between, no `.` in it. `None`: it is not UTF-8.
fn tidy(path: &Path) -> Option<String> {
    let mut parts = Vec::new();
    let mut start = String::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::RootDir => start.push('/'),
            Component::Prefix(prefix) => start.push_str(prefix.as_os_str().to_str()?),
            Component::ParentDir => parts.push(".."),
            Component::Normal(name) => parts.push(name.to_str()?),
        }
    }
    Some(start + &parts.join("/"))
}

/// Drops the policy that came last if it is one that is there already, byte for byte, from another place.
fn forget_twin(engine: &mut Engine) {
    let Some((last, before)) = engine.policies.split_last() else {
        return;
    };
    let is_twin = |other: &Policy| {
        let contents = |policy: &Policy| -> Vec<String> {
            policy
                .digests
                .iter()
                .map(|digest| format!("{} {}", digest.kind, digest.sha256))
                .collect()
        };
        other.program.policy.name == last.program.policy.name && contents(other) == contents(last)
    };
    if before.iter().any(is_twin) {
        engine.policies.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_as_imports_write_them() {
        for (path, written) in [
            ("./a/b.gate", "a/b.gate"),
            (".", ""),
            ("a/./b/", "a/b"),
            ("../a", "../a"),
            ("/x/y", "/x/y"),
            ("/", "/"),
        ] {
            assert_eq!(tidy(Path::new(path)).as_deref(), Some(written), "{path}");
        }
    }
}
