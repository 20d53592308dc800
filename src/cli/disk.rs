use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::source::loader::Loader;

use super::read::{Fault, file, says};

/// Files on the disk, of a policy's folders alone: links that lead out of them are refused, like any other way out.
#[derive(Debug, Default)]
pub struct DiskLoader {
    /// Folders without links or dots in their paths.
    roots: Vec<PathBuf>,
    /// Files that the user named; they may be links to anywhere.
    named: Vec<PathBuf>,
}

impl DiskLoader {
    /// Opens a folder, with all that is below it.
    ///
    /// # Errors
    /// The folder is not there.
    pub fn allow_folder(&mut self, folder: &Path) -> io::Result<()> {
        self.roots.push(fs::canonicalize(folder)?);
        Ok(())
    }

    /// Opens one file.
    ///
    /// # Errors
    /// The file is not there.
    pub fn allow_file(&mut self, file: &Path) -> io::Result<()> {
        self.named.push(fs::canonicalize(file)?);
        Ok(())
    }
}

impl Loader for DiskLoader {
    fn load(&self, path: &str) -> Result<Vec<u8>, String> {
        let says = |error: &io::Error| match error.kind() {
            io::ErrorKind::NotFound => format!("there is no file `{path}`"),
            _ => format!("`{path}`: {}", says(error)),
        };
        // The path that was looked at is the one that is opened.
        let real = fs::canonicalize(path).map_err(|error| says(&error))?;
        let inside = self.roots.iter().any(|root| real.starts_with(root));
        if !inside && !self.named.contains(&real) {
            return Err(format!("`{path}` leads outside the policies' folders"));
        }
        if !real.is_file() {
            return Err(format!("`{path}` is not a file"));
        }
        file(&real).map_err(|fault| match fault {
            Fault::Io(error) => says(&error),
            Fault::TooLarge => format!("`{path}` is larger than a file may be"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(path: &Path) -> String {
        path.to_str().unwrap().to_owned()
    }

    #[test]
    fn reads_below_its_folders_only() {
        let at = tempfile::tempdir().unwrap();
        let inner = at.path().join("policies");
        fs::create_dir_all(inner.join("deep")).unwrap();
        fs::write(inner.join("deep/a.gate"), "a").unwrap();
        fs::write(at.path().join("b.gate"), "b").unwrap();
        let mut loader = DiskLoader::default();
        loader.allow_folder(&inner).unwrap();
        assert_eq!(
            loader.load(&text(&inner.join("deep/a.gate"))),
            Ok(b"a".to_vec())
        );
        let out = text(&inner.join("../b.gate"));
        assert_eq!(
            loader.load(&out),
            Err(format!("`{out}` leads outside the policies' folders"))
        );
        let none = text(&inner.join("none.gate"));
        assert_eq!(
            loader.load(&none),
            Err(format!("there is no file `{none}`"))
        );
        let folder = text(&inner.join("deep"));
        assert_eq!(
            loader.load(&folder),
            Err(format!("`{folder}` is not a file"))
        );
        loader.allow_file(&at.path().join("b.gate")).unwrap();
        assert_eq!(loader.load(&out), Ok(b"b".to_vec()));
    }

    #[cfg(unix)]
    #[test]
    fn refuses_links_that_lead_out() {
        use std::os::unix::fs::symlink;
        let at = tempfile::tempdir().unwrap();
        let inner = at.path().join("policies");
        fs::create_dir(&inner).unwrap();
        fs::write(at.path().join("secret"), "s").unwrap();
        fs::write(inner.join("here.gate"), "h").unwrap();
        symlink(at.path().join("secret"), inner.join("out.gate")).unwrap();
        symlink(inner.join("here.gate"), inner.join("in.gate")).unwrap();
        let mut loader = DiskLoader::default();
        loader.allow_folder(&inner).unwrap();
        let out = text(&inner.join("out.gate"));
        assert_eq!(
            loader.load(&out),
            Err(format!("`{out}` leads outside the policies' folders"))
        );
        assert_eq!(
            loader.load(&text(&inner.join("in.gate"))),
            Ok(b"h".to_vec())
        );
        let same_prefix = at.path().join("policies-of-others");
        fs::create_dir(&same_prefix).unwrap();
        fs::write(same_prefix.join("x.gate"), "x").unwrap();
        let out = text(&same_prefix.join("x.gate"));
        assert_eq!(
            loader.load(&out),
            Err(format!("`{out}` leads outside the policies' folders"))
        );
    }
}
