use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::complaint::Complaint;
use super::read::says;

/// What lies below a folder: the files that are wanted, sorted, and what could not be looked at.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub files: Vec<PathBuf>,
    pub complaints: Vec<Complaint>,
}

/// Looks for files below a folder, at most `deepest` levels down, links followed. An empty path is the folder that the
/// command runs in; `wanted` is asked about a file's path as it is given back.
pub(super) fn files(
    folder: &Path,
    deepest: Option<usize>,
    wanted: &dyn Fn(&Path) -> bool,
) -> Found {
    let here = folder.as_os_str().is_empty();
    let start = if here { Path::new(".") } else { folder };
    let tidy = |path: &Path| match path.strip_prefix(".") {
        Ok(below) if here => below.to_path_buf(),
        _ => path.to_path_buf(),
    };
    let mut found = Found::default();
    let walk = WalkDir::new(start)
        .min_depth(1)
        .max_depth(deepest.unwrap_or(usize::MAX))
        .follow_links(true)
        .sort_by_file_name();
    for entry in walk {
        match entry {
            Ok(entry) => {
                let path = tidy(entry.path());
                if !entry.file_type().is_dir() && wanted(&path) {
                    found.files.push(path);
                }
            }
            Err(error) => {
                let path = error.path().map(tidy).unwrap_or_default();
                // A link back to a folder that is being walked hides nothing.
                let Some(fault) = error.io_error() else {
                    continue;
                };
                let dangling = path.is_symlink() && !wanted(&path);
                if !dangling {
                    found
                        .complaints
                        .push(Complaint::missing(name(&path), says(fault), None));
                }
            }
        }
    }
    found.files.sort();
    found
}

/// A path as messages and reports show it.
pub(super) fn name(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn shown(at: &Path, found: &Found) -> Vec<String> {
        found
            .files
            .iter()
            .map(|file| name(file.strip_prefix(at).unwrap()))
            .collect()
    }

    #[test]
    fn files_come_sorted_to_the_depth_asked_for() {
        let at = tempfile::tempdir().unwrap();
        fs::create_dir_all(at.path().join("b/c")).unwrap();
        for file in ["b/c/1.yaml", "b/2.yaml", "a.yaml", "b.yaml", "no.txt"] {
            fs::write(at.path().join(file), "").unwrap();
        }
        let wanted = |path: &Path| path.extension().is_some_and(|ending| ending == "yaml");
        let all = files(at.path(), None, &wanted);
        assert_eq!(
            shown(at.path(), &all),
            ["a.yaml", "b/2.yaml", "b/c/1.yaml", "b.yaml"]
        );
        let two = files(at.path(), Some(2), &wanted);
        assert_eq!(shown(at.path(), &two), ["a.yaml", "b/2.yaml", "b.yaml"]);
        assert!(all.complaints.is_empty() && two.complaints.is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_circles_left() {
        use std::os::unix::fs::symlink;
        let at = tempfile::tempdir().unwrap();
        let other = tempfile::tempdir().unwrap();
        fs::write(other.path().join("1.yaml"), "").unwrap();
        symlink(other.path(), at.path().join("linked")).unwrap();
        symlink(at.path(), at.path().join("circle")).unwrap();
        symlink("nowhere", at.path().join("gone.yaml")).unwrap();
        symlink("nowhere", at.path().join("gone.txt")).unwrap();
        let wanted = |path: &Path| path.extension().is_some_and(|ending| ending == "yaml");
        let found = files(at.path(), None, &wanted);
        assert_eq!(shown(at.path(), &found), ["linked/1.yaml"]);
        let [Complaint::Document { name, refusal, .. }] = found.complaints.as_slice() else {
            panic!("{:?}", found.complaints);
        };
        assert!(name.ends_with("gone.yaml"), "{name}");
        assert_eq!(refusal.message, "there is no such file");
    }
}
