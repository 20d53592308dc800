use std::collections::BTreeMap;

/// How the core asks for the text of another file: an import, a `data` file.
///
/// Paths use `/` and are what the policy wrote, resolved against the file that wrote it. The disk stands behind
/// this trait in the command line, a map in tests; a loader never hands out what lies outside its roots.
pub trait Loader {
    /// The file's bytes.
    ///
    /// # Errors
    /// One sentence, lowercase, that says why the file can't be had.
    fn load(&self, path: &str) -> Result<Vec<u8>, String>;
}

/// Files held in memory, by path.
#[derive(Debug, Default, Clone)]
pub struct MemoryLoader {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemoryLoader {
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), text.into());
    }
}

impl Loader for MemoryLoader {
    fn load(&self, path: &str) -> Result<Vec<u8>, String> {
        self.files
            .get(path)
            .cloned()
            .ok_or_else(|| format!("there is no file `{path}`"))
    }
}
