use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::diagnostic::codes;
use crate::document::read::{Limits, Syntax};
use crate::document::refusal::Refusal;
use crate::engine::input::{self, Identities, InputDocument, syntax_of};

use super::complaint::Complaint;

/// Standard input, as the user names it.
pub(super) const STANDARD_INPUT: &str = "-";

/// The documents of a file, or of standard input.
///
/// # Errors
/// The file cannot be read, is too large or is refused by the reader of documents.
pub(super) fn documents(name: &str, path: &Path) -> Result<Vec<InputDocument>, Complaint> {
    let (bytes, syntax) = contents(name, path)?;
    input::scan(name, &bytes, syntax, Limits::default())
        .map_err(|refusal| refused(name, &bytes, refusal))
}

/// The identity map of a file, or of standard input.
///
/// # Errors
/// As for [`documents`].
pub(super) fn identities(path: &Path) -> Result<Identities, Complaint> {
    let name = super::walk::name(path);
    let (bytes, syntax) = contents(&name, path)?;
    input::identities(&name, &bytes, syntax).map_err(|refusal| refused(&name, &bytes, refusal))
}

/// The bytes of a document and what they are written in.
///
/// # Errors
/// The file cannot be read or is too large.
fn contents(name: &str, path: &Path) -> Result<(Vec<u8>, Syntax), Complaint> {
    let is_input = path == Path::new(STANDARD_INPUT);
    let bytes = if is_input {
        bounded(io::stdin().lock(), 0)
    } else {
        file(path)
    };
    let bytes = bytes.map_err(|fault| match fault {
        Fault::Io(error) => Complaint::missing(name, says(&error), None),
        Fault::TooLarge => Complaint::Document {
            name: name.to_owned(),
            line: None,
            refusal: Box::new(Refusal {
                code: codes::DOC_TOO_LARGE,
                message: format!("this document is larger than {} bytes", most()),
                position: None,
                help: Some("split the document, or leave out what no policy reads".to_owned()),
            }),
        },
    })?;
    let syntax = if is_input {
        look(&bytes)
    } else {
        syntax_of(name)
    };
    Ok((bytes, syntax))
}

/// A refusal together with the line that it points at.
pub(super) fn refused(name: &str, bytes: &[u8], refusal: Refusal) -> Complaint {
    let line = refusal.position.and_then(|(line, _)| {
        let index = usize::try_from(line).ok()?.checked_sub(1)?;
        let line = bytes.split(|byte| *byte == b'\n').nth(index)?;
        Some(
            String::from_utf8_lossy(line)
                .trim_start_matches('\u{feff}')
                .trim_end_matches('\r')
                .to_owned(),
        )
    });
    Complaint::Document {
        name: name.to_owned(),
        line,
        refusal: Box::new(refusal),
    }
}

/// Why there are no bytes.
#[derive(Debug)]
pub(super) enum Fault {
    Io(io::Error),
    TooLarge,
}

/// A file's bytes, never more of them than a document may have.
///
/// # Errors
/// It cannot be opened or read, is a folder, or is too large.
pub(super) fn file(path: &Path) -> Result<Vec<u8>, Fault> {
    let opened = File::open(path).map_err(Fault::Io)?;
    let known = opened.metadata().map_err(Fault::Io)?;
    if known.is_dir() {
        return Err(Fault::Io(io::ErrorKind::IsADirectory.into()));
    }
    if known.is_file() && known.len() > most() {
        return Err(Fault::TooLarge);
    }
    bounded(opened, known.len())
}

/// What an error of the system means, in the words of the other messages.
pub(super) fn says(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "this file may not be read".to_owned(),
        io::ErrorKind::IsADirectory => "this is a folder, not a file".to_owned(),
        io::ErrorKind::StorageFull => "there is no space left".to_owned(),
        _ => {
            let told = error.to_string();
            let told = told.split(" (os error").next().unwrap_or_default();
            let mut letters = told.chars();
            letters.next().map_or_else(String::new, |first| {
                first.to_lowercase().chain(letters).collect()
            })
        }
    }
}

/// JSON if it begins as a JSON record or list does, else YAML.
fn look(bytes: &[u8]) -> Syntax {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    match text.trim_ascii_start().first() {
        Some(b'{' | b'[') => Syntax::Json,
        _ => Syntax::Yaml,
    }
}

/// `expected` is how much there seems to be: room is made for that much and no more than may be read.
fn bounded(from: impl Read, expected: u64) -> Result<Vec<u8>, Fault> {
    let room = usize::try_from(expected.min(most())).unwrap_or(0);
    // One byte more than there is tells a reader that it has come to the end.
    let mut bytes = Vec::with_capacity(room.saturating_add(1));
    from.take(most().saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(Fault::Io)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > most() {
        return Err(Fault::TooLarge);
    }
    Ok(bytes)
}

fn most() -> u64 {
    u64::try_from(Limits::default().bytes).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_input_is_json_where_it_begins_like_it() {
        assert_eq!(look(b" \n\t{\"a\": 1}"), Syntax::Json);
        assert_eq!(look(b"[1]"), Syntax::Json);
        assert_eq!(look("\u{feff}{}".as_bytes()), Syntax::Json);
        assert_eq!(look(b"a: {b: 1}"), Syntax::Yaml);
        assert_eq!(look(b"# {\n"), Syntax::Yaml);
        assert_eq!(look(b""), Syntax::Yaml);
    }

    #[test]
    fn what_goes_on_for_ever_is_too_large() {
        assert!(matches!(bounded(io::repeat(b'a'), 0), Err(Fault::TooLarge)));
        let exactly = usize::try_from(most()).unwrap();
        let read = bounded(io::repeat(b'a').take(most()), most()).unwrap();
        assert_eq!(read.len(), exactly);
    }

    #[test]
    fn errors_of_the_system_speak_like_the_others() {
        let told = |kind: io::ErrorKind| says(&io::Error::from(kind));
        assert_eq!(told(io::ErrorKind::NotFound), "there is no such file");
        assert_eq!(
            told(io::ErrorKind::PermissionDenied),
            "this file may not be read"
        );
        assert_eq!(says(&io::Error::from_raw_os_error(5)), "input/output error");
    }

    #[test]
    fn a_refusal_brings_the_line_it_points_at() {
        let refusal = Refusal {
            code: codes::DOC_MALFORMED,
            message: "m".into(),
            position: Some((2, 1)),
            help: None,
        };
        let Complaint::Document { line, .. } = refused("x", b"a: 1\r\nb: [\r\n", refusal) else {
            panic!("a document's complaint");
        };
        assert_eq!(line.as_deref(), Some("b: ["));
    }
}
