//! Files that stand beside a policy and are named in it: found, read, and held to the digest that pins them.

use crate::decision::run::Digest;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::Code;
use crate::source::file::Sources;
use crate::source::loader::Loader;
use crate::source::span::Span;

use super::digest::sha256;
use super::load;

/// A file as a policy names it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named<'n> {
    /// `data`, `calendar`: as digests and messages call it.
    pub kind: &'static str,
    /// What is reported of it.
    pub code: Code,
    /// As the policy wrote it, and where.
    pub path: &'n str,
    pub span: Span,
    pub sha256: Option<&'n str>,
}

/// Its bytes, and the digest to record: its name is the path by which the loader knows it.
///
/// # Errors
/// It lies outside the policy's folder, cannot be read, or is not the file that was pinned.
pub(super) fn read(
    loader: &dyn Loader,
    sources: &Sources,
    file: Named<'_>,
) -> Result<(Vec<u8>, Digest), Diagnostic> {
    let from = sources
        .get(file.span.file)
        .map_or("", |file| file.name.as_str());
    let Some(path) = load::joined(&load::folder(from), file.path) else {
        return Err(file.report(
            format!("`{}` lies outside the policy's folder", file.path),
            format!("keep {} files beside the policy, or below it", file.kind),
        ));
    };
    let bytes = loader
        .load(&path)
        .map_err(|why| file.report(why, "name a file beside the policy, or below it"))?;
    let digest = sha256(&bytes);
    if let Some(pinned) = file.sha256
        && !pinned.eq_ignore_ascii_case(&digest)
    {
        return Err(file.report(
            format!(
                "`{}` is not the file that was pinned: its SHA-256 is {digest}",
                file.path
            ),
            "look at what changed in it, then pin the new digest",
        ));
    }
    Ok((
        bytes,
        Digest {
            kind: file.kind.to_owned(),
            name: path,
            sha256: digest,
        },
    ))
}

impl Named<'_> {
    /// Something that is wrong with it, said where the policy names it.
    pub fn report(&self, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.code, self.span, message).help(help)
    }
}
