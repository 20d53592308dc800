use std::fs;
use std::io::{self, BufWriter, IsTerminal, Seek, Write};
use std::path::{Path, PathBuf};

use tempfile::SpooledTempFile;

use crate::report::Options;

use super::complaint::Complaint;
use super::terminal::{Colour, Place, is_coloured, width};

/// Where a report goes. What is written is held back until it may be seen: a file gets it whole at the end and under
/// its name or not at all, standard output from [`Sink::release`] on.
#[derive(Debug)]
pub(super) struct Sink {
    target: Target,
    state: State,
}

#[derive(Debug)]
enum Target {
    Output,
    /// A regular file, or none yet.
    File(PathBuf),
    /// A device or pipe that is there already: nothing can be put in its place.
    Device(PathBuf),
}

#[derive(Debug)]
enum State {
    Held(SpooledTempFile),
    Open(Box<dyn Stream>),
}

trait Stream: Write + std::fmt::Debug {}
impl<W: Write + std::fmt::Debug> Stream for W {}

/// Up to here what is held stays in memory.
const IN_MEMORY: usize = 1024 * 1024;
const BUFFER: usize = 64 * 1024;

impl Sink {
    /// A sink for standard output or for a file.
    ///
    /// # Errors
    /// The file is a folder, or its folder is not there.
    pub fn open(output: Option<&Path>) -> Result<Sink, Complaint> {
        let (target, held) = match output {
            None => (Target::Output, SpooledTempFile::new(IN_MEMORY)),
            Some(path) => {
                let target = target(path)?;
                let held = match &target {
                    Target::File(path) => SpooledTempFile::new_in(IN_MEMORY, folder(path)),
                    _ => SpooledTempFile::new(IN_MEMORY),
                };
                (target, held)
            }
        };
        Ok(Sink {
            target,
            state: State::Held(held),
        })
    }

    pub fn place(&self) -> Place {
        match self.target {
            Target::Output if io::stdout().is_terminal() => Place::Terminal,
            Target::Output => Place::Pipe,
            Target::File(_) | Target::Device(_) => Place::File,
        }
    }

    /// How what is written there is to look.
    pub fn options(&self, colour: Colour, explain: bool) -> Options {
        let place = self.place();
        Options {
            width: width(place),
            colour: is_coloured(colour, place),
            explain,
        }
    }

    /// As messages name it.
    pub fn name(&self) -> String {
        match &self.target {
            Target::Output => "standard output".to_owned(),
            Target::File(path) | Target::Device(path) => format!("`{}`", path.display()),
        }
    }

    pub fn writer(&mut self) -> &mut dyn Write {
        match &mut self.state {
            State::Held(held) => held,
            State::Open(out) => out,
        }
    }

    /// Lets what is held be seen, and what follows at once; a file still waits for its end.
    ///
    /// # Errors
    /// What the writer says.
    pub fn release(&mut self) -> io::Result<()> {
        let State::Held(held) = &mut self.state else {
            return self.writer().flush();
        };
        let mut out: Box<dyn Stream> = match &self.target {
            Target::File(_) => return Ok(()),
            Target::Output => Box::new(BufWriter::with_capacity(BUFFER, io::stdout())),
            Target::Device(path) => Box::new(BufWriter::with_capacity(
                BUFFER,
                fs::OpenOptions::new().write(true).open(path)?,
            )),
        };
        held.rewind()?;
        io::copy(held, &mut out)?;
        out.flush()?;
        self.state = State::Open(out);
        Ok(())
    }

    /// Delivers everything. A sink that is dropped instead leaves no trace of what it held.
    ///
    /// # Errors
    /// What the writer says.
    pub fn finish(mut self) -> io::Result<()> {
        match (&self.target, &mut self.state) {
            (Target::File(path), State::Held(held)) => put(path, held),
            _ => self.release(),
        }
    }
}

/// Writes a file beside its place and moves it there.
fn put(path: &Path, held: &mut SpooledTempFile) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".tollgate-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder(path))?;
    held.rewind()?;
    io::copy(held, &mut file)?;
    if let Ok(before) = fs::metadata(path) {
        file.as_file().set_permissions(before.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

fn target(path: &Path) -> Result<Target, Complaint> {
    let usage = |what: &str| {
        Complaint::usage(
            format!("`--output {}`: {what}", path.display()),
            Some("name a file in a folder that is there".to_owned()),
        )
    };
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => Err(usage("this is a folder, not a file")),
        // A link stays, and what it leads to is replaced.
        Ok(there) if there.is_file() => Ok(Target::File(
            fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf()),
        )),
        Ok(_) => Ok(Target::Device(path.to_path_buf())),
        Err(_) if path.file_name().is_none() => Err(usage("this names no file")),
        Err(_) if !folder(path).is_dir() => Err(usage("there is no such folder")),
        Err(_) => Ok(Target::File(path.to_path_buf())),
    }
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contents(path: &Path) -> String {
        String::from_utf8(crate::cli::read::file(path).unwrap()).unwrap()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_appears_whole_or_not_at_all() {
        let at = tempfile::tempdir().unwrap();
        let path = at.path().join("report.txt");
        let mut sink = Sink::open(Some(&path)).unwrap();
        sink.writer().write_all(b"half").unwrap();
        sink.release().unwrap();
        assert!(names(at.path()).is_empty());
        drop(sink);
        assert!(names(at.path()).is_empty());

        fs::write(&path, "before").unwrap();
        let mut sink = Sink::open(Some(&path)).unwrap();
        sink.writer().write_all(b"after").unwrap();
        assert_eq!(contents(&path), "before");
        sink.finish().unwrap();
        assert_eq!(contents(&path), "after");
        assert_eq!(names(at.path()), ["report.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_keeps_its_rights_and_a_link_its_place() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let at = tempfile::tempdir().unwrap();
        let real = at.path().join("real");
        let link = at.path().join("link");
        fs::write(&real, "").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&real, &link).unwrap();
        let mut sink = Sink::open(Some(&link)).unwrap();
        sink.writer().write_all(b"new").unwrap();
        sink.finish().unwrap();
        assert_eq!(contents(&real), "new");
        assert!(link.is_symlink());
        let mode = fs::metadata(&real).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }

    #[test]
    fn what_cannot_be_written_is_said_at_once() {
        let at = tempfile::tempdir().unwrap();
        for (path, what) in [
            (at.path().to_path_buf(), "this is a folder, not a file"),
            (at.path().join("none/report"), "there is no such folder"),
        ] {
            let Err(Complaint::Run { message, .. }) = Sink::open(Some(&path)) else {
                panic!("{path:?}");
            };
            assert_eq!(message, format!("`--output {}`: {what}", path.display()));
        }
    }
}
