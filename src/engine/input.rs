use crate::document::read::{self, Document, Limits, Syntax};
use crate::document::refusal::Refusal;
use crate::value::identity::IdentityMap;

use super::digest::sha256;

/// A document that a decision is made about or with: scanned, well-formed, not yet decoded.
#[derive(Debug)]
pub struct InputDocument {
    /// As the user gave it; with `#2` behind it for the second document of a file.
    pub name: String,
    pub sha256: String,
    pub document: Document,
}

/// Who is who, with the digest of the file that says so.
#[derive(Debug)]
pub struct Identities {
    pub name: String,
    pub sha256: String,
    pub map: IdentityMap,
}

/// Scans a file: one input for each of its documents.
///
/// # Errors
/// Why the file is refused.
pub fn scan(
    name: &str,
    text: &[u8],
    syntax: Syntax,
    limits: Limits,
) -> Result<Vec<InputDocument>, Refusal> {
    let stream = read::scan(text, syntax, limits)?;
    let digest = sha256(text);
    let several = stream.documents.len() > 1;
    Ok(stream
        .documents
        .into_iter()
        .enumerate()
        .map(|(index, document)| InputDocument {
            name: if several && index > 0 {
                format!("{name}#{}", index + 1)
            } else {
                name.to_owned()
            },
            sha256: digest.clone(),
            document,
        })
        .collect())
}

/// Reads an identity map.
///
/// # Errors
/// Why the file is refused.
pub fn identities(name: &str, text: &[u8], syntax: Syntax) -> Result<Identities, Refusal> {
    Ok(Identities {
        name: name.to_owned(),
        sha256: sha256(text),
        map: crate::document::identities::read(text, syntax)?,
    })
}

/// What a file of that name is written in: JSON for `.json`, else YAML.
pub fn syntax_of(name: &str) -> Syntax {
    let ending = name.rsplit('.').next().unwrap_or("");
    if ending.eq_ignore_ascii_case("json") {
        Syntax::Json
    } else {
        Syntax::Yaml
    }
}
