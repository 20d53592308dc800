use std::borrow::Cow;

use crate::source::span::{FileId, Span};
use crate::syntax::ast;

/// Everything that one policy is made of: its own file and the modules that it imports, parsed.
#[derive(Debug, Default)]
pub struct Unit {
    /// The policy's own file is the first.
    pub modules: Vec<Module>,
}

/// One parsed file.
#[derive(Debug)]
pub struct Module {
    /// `std.release`, or the file's path.
    pub name: String,
    pub file: FileId,
    /// The file's text, for what a help line quotes.
    pub text: Cow<'static, str>,
    pub tree: ast::File,
    pub links: Vec<Link>,
    /// Its place among the modules that were checked before: its tree is then empty.
    pub stored: Option<usize>,
}

/// An import or include of this module, resolved to another of the unit.
#[derive(Debug, Clone)]
pub struct Link {
    /// The span of the statement's path.
    pub span: Span,
    /// Index into [`Unit::modules`].
    pub target: usize,
    /// The name under which `import … as name` brings it.
    pub alias: Option<String>,
    pub include: bool,
}
