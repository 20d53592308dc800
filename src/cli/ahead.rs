use std::path::{Path, PathBuf};
use std::thread::{Builder, JoinHandle};

use crate::engine::input::{Identities, InputDocument};

use super::complaint::Complaint;
use super::read;
use super::start::{self, STACK};

/// Files that are read while the policies are: the identity map and the first descriptor. What is wrong with them is
/// said in its turn, by whoever takes them.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    reader: Option<JoinHandle<Read>>,
    read: Read,
}

#[derive(Debug, Default)]
struct Read {
    identities: Option<(PathBuf, Result<Identities, Complaint>)>,
    documents: Option<(PathBuf, Result<Vec<InputDocument>, Complaint>)>,
}

impl Ahead {
    /// Begins to read what lies on the disk; pipes and standard input wait for their turn.
    pub fn start(identities: Option<&Path>, descriptors: &[PathBuf]) -> Ahead {
        let plain = |path: &&Path| *path != Path::new(read::STANDARD_INPUT) && path.is_file();
        let identities = identities.filter(plain).map(Path::to_path_buf);
        let first = descriptors.first().map(PathBuf::as_path);
        let first = first.filter(plain).map(Path::to_path_buf);
        if identities.is_none() && first.is_none() {
            return Ahead::default();
        }
        let reader = Builder::new().stack_size(STACK).spawn(move || {
            start::make_room();
            Read {
                documents: first.map(|path| {
                    let read = read::documents(&super::walk::name(&path), &path);
                    (path, read)
                }),
                identities: identities.map(|path| {
                    let read = read::identities(&path);
                    (path, read)
                }),
            }
        });
        Ahead {
            // Without a thread everything is read in its turn.
            reader: reader.ok(),
            read: Read::default(),
        }
    }

    /// The identity map of a file.
    ///
    /// # Errors
    /// The file cannot be read or is refused.
    pub fn identities(&mut self, path: &Path) -> Result<Identities, Complaint> {
        self.wait();
        match self.read.identities.take() {
            Some((read, identities)) if read == path => identities,
            _ => read::identities(path),
        }
    }

    /// The documents of a file.
    ///
    /// # Errors
    /// The file cannot be read or is refused.
    pub fn documents(&mut self, name: &str, path: &Path) -> Result<Vec<InputDocument>, Complaint> {
        self.wait();
        match self.read.documents.take() {
            Some((read, documents)) if read == path => documents,
            _ => read::documents(name, path),
        }
    }

    fn wait(&mut self) {
        if let Some(reader) = self.reader.take() {
            match reader.join() {
                Ok(read) => self.read = read,
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    }
}
