use std::borrow::Cow;

use crate::check::prelude::Prelude;
use crate::check::unit::{Link, Module, Unit};
use crate::decision::run::Digest;
use crate::diagnostic::{Diagnostic, codes, did_you_mean};
use crate::source::file::Sources;
use crate::source::loader::Loader;
use crate::source::span::{FileId, Span};
use crate::syntax::ast::{File, Item, ModulePath};
use crate::syntax::parser;

use super::digest::sha256;
use super::standard;

/// A policy file and everything that it imports, parsed.
#[derive(Debug)]
pub struct Loaded {
    pub unit: Unit,
    /// The modules of the unit that were checked before.
    pub prelude: Option<Prelude>,
    pub sources: Sources,
    pub digests: Vec<Digest>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a policy file and its imports. Imports are looked for beside the importing file, then in the roots, and
/// never outside them.
///
/// # Errors
/// The file itself cannot be read: one sentence.
pub fn load(loader: &dyn Loader, path: &str, roots: &[String]) -> Result<Loaded, String> {
    let mut loading = Loading {
        loader,
        roots,
        unit: Unit::default(),
        paths: Vec::new(),
        sources: standard::sources(),
        library: Library::Unread,
        digests: Vec::new(),
        diagnostics: Vec::new(),
        open: Vec::new(),
    };
    let bytes = loader.load(path)?;
    loading.module(path.to_owned(), path.to_owned(), &bytes);
    Ok(Loaded {
        unit: loading.unit,
        prelude: match loading.library {
            Library::Checked(library) => Some(library.prelude),
            Library::Unread | Library::Texts => None,
        },
        sources: loading.sources,
        digests: loading.digests,
        diagnostics: loading.diagnostics,
    })
}

/// What the standard library is taken from.
enum Library {
    /// Nothing has imported it so far.
    Unread,
    Checked(Box<standard::Checked>),
    /// The texts, which are newer than what was checked.
    Texts,
}

struct Loading<'l> {
    loader: &'l dyn Loader,
    roots: &'l [String],
    unit: Unit,
    /// The path of each module of the unit.
    paths: Vec<String>,
    sources: Sources,
    library: Library,
    digests: Vec<Digest>,
    diagnostics: Vec<Diagnostic>,
    /// Modules being read, outermost first.
    open: Vec<usize>,
}

impl Loading<'_> {
    /// Adds a module and what it imports; gives its index.
    fn module(&mut self, name: String, path: String, bytes: &[u8]) -> usize {
        let (file, text) = self.source(&path, bytes);
        self.parsed(name, path, bytes, file, Cow::Owned(text))
    }

    fn parsed(
        &mut self,
        name: String,
        path: String,
        bytes: &[u8],
        file: FileId,
        text: Cow<'static, str>,
    ) -> usize {
        let index = self.unit.modules.len();
        self.digests.push(Digest {
            kind: "policy".to_owned(),
            name: path.clone(),
            sha256: sha256(bytes),
        });
        let (tree, mut diagnostics) = parser::parse(file, &text);
        self.diagnostics.append(&mut diagnostics);
        let imports: Vec<(ModulePath, Option<String>, bool)> = tree
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Import(import) => Some((
                    import.path.clone(),
                    import.alias.as_ref().map(|alias| alias.text.clone()),
                    false,
                )),
                Item::Include(include) => Some((include.path.clone(), None, true)),
                _ => None,
            })
            .collect();
        self.unit.modules.push(Module {
            name,
            file,
            text,
            tree,
            links: Vec::new(),
            stored: None,
        });
        self.paths.push(path.clone());
        self.open.push(index);
        for (written, alias, include) in imports {
            if let Some(target) = self.target(&path, &written)
                && let Some(module) = self.unit.modules.get_mut(index)
            {
                module.links.push(Link {
                    span: written.span,
                    target,
                    alias,
                    include,
                });
            }
        }
        self.open.pop();
        index
    }

    fn source(&mut self, path: &str, bytes: &[u8]) -> (FileId, String) {
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                let file = self.sources.add(path, text);
                (file, text.to_owned())
            }
            Err(error) => {
                let good = String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or(&[]));
                let file = self.sources.add(path, good.as_ref());
                let at = error.valid_up_to();
                self.diagnostics.push(
                    Diagnostic::new(
                        codes::NOT_TEXT,
                        Span::new(file, at, at),
                        format!("`{path}` is not UTF-8 text"),
                    )
                    .help("save the file as UTF-8"),
                );
                (file, String::new())
            }
        }
    }

    /// The module that an import names.
    fn target(&mut self, from: &str, written: &ModulePath) -> Option<usize> {
        if let Some(name) = written
            .text
            .strip_prefix("std.")
            .filter(|_| !written.quoted)
        {
            return self.standard(name, written);
        }
        let relative = if written.quoted {
            written.text.clone()
        } else {
            format!("{}.gate", written.text.replace('.', "/"))
        };
        let mut tried = Vec::new();
        let beside = folder(from);
        for root in std::iter::once(&beside).chain(self.roots) {
            let Some(path) = joined(root, &relative) else {
                continue;
            };
            if tried.contains(&path) || !self.inside(&path, from) {
                continue;
            }
            if let Some(known) = self.paths.iter().position(|other| *other == path) {
                return self.known(known, written);
            }
            match self.loader.load(&path) {
                Ok(bytes) => return Some(self.module(written.text.clone(), path, &bytes)),
                Err(_) => tried.push(path),
            }
        }
        let diagnostic = Diagnostic::new(
            codes::IMPORT,
            written.span,
            format!("`{}` is not there to import", written.text),
        );
        self.diagnostics.push(if tried.is_empty() {
            diagnostic.help("imports stay inside the folders of the policies")
        } else {
            diagnostic.help(format!("looked for {}", quoted(&tried)))
        });
        None
    }

    /// Beside the importing file or below a root.
    fn inside(&self, path: &str, from: &str) -> bool {
        let beside = folder(from);
        std::iter::once(&beside)
            .chain(self.roots)
            .any(|root| root.is_empty() || path.starts_with(&format!("{root}/")))
    }

    fn known(&mut self, index: usize, written: &ModulePath) -> Option<usize> {
        if let Some(from) = self.open.iter().position(|open| *open == index) {
            let mut names: Vec<String> = self
                .open
                .iter()
                .skip(from)
                .filter_map(|open| self.paths.get(*open))
                .map(|path| format!("`{path}`"))
                .collect();
            if let Some(first) = names.first().cloned() {
                names.push(first);
            }
            self.diagnostics.push(
                Diagnostic::new(
                    codes::IMPORT_CYCLE,
                    written.span,
                    format!("these import each other: {}", names.join(" imports ")),
                )
                .help("move what both need into a third file"),
            );
            return None;
        }
        Some(index)
    }

    fn standard(&mut self, name: &str, written: &ModulePath) -> Option<usize> {
        if let Some(file) = standard::file(name) {
            return self.library(file);
        }
        let diagnostic = Diagnostic::new(
            codes::IMPORT,
            written.span,
            format!("the standard library has no `std.{name}`"),
        );
        self.diagnostics
            .push(match did_you_mean(name, standard::names()) {
                Some(near) => diagnostic.help(format!("did you mean `std.{near}`?")),
                None => {
                    let names: Vec<String> =
                        standard::names().map(|n| format!("std.{n}")).collect();
                    diagnostic.help(format!("it has {}", quoted(&names)))
                }
            });
        None
    }
}

impl Loading<'_> {
    /// Adds a module of the standard library and what it imports; gives its index.
    fn library(&mut self, file: FileId) -> Option<usize> {
        let known = |module: &Module| module.file == file;
        if let Some(known) = self.unit.modules.iter().position(known) {
            return Some(known);
        }
        let standard::Module { name, path, text } = standard::module(file)?;
        let name = format!("std.{name}");
        if matches!(self.library, Library::Unread) {
            self.library = standard::checked().map_or(Library::Texts, |library| {
                Library::Checked(Box::new(library))
            });
        }
        let Library::Checked(library) = &self.library else {
            let text = Cow::Borrowed(*text);
            return Some(self.parsed(
                name,
                (*path).to_owned(),
                text.as_bytes(),
                file,
                text.clone(),
            ));
        };
        let place = file.0 as usize;
        let imports = library.prelude.modules.get(place)?.imports.clone();
        self.digests.push(Digest {
            kind: "policy".to_owned(),
            name: (*path).to_owned(),
            sha256: library.digests.get(place)?.clone(),
        });
        let index = self.unit.modules.len();
        self.unit.modules.push(Module {
            name,
            file,
            text: Cow::Borrowed(text),
            tree: File::default(),
            links: Vec::new(),
            stored: Some(place),
        });
        self.paths.push((*path).to_owned());
        for import in imports {
            self.library(FileId(import));
        }
        Some(index)
    }
}

/// The folder of a path; empty for a bare file name.
pub fn folder(path: &str) -> String {
    path.rsplit_once('/')
        .map_or_else(String::new, |(folder, _)| folder.to_owned())
}

/// A relative path below a folder, `.` and `..` worked out. `None`: it leads above where it began.
pub fn joined(root: &str, relative: &str) -> Option<String> {
    if relative.starts_with('/') || relative.contains('\\') {
        return None;
    }
    let absolute = root.starts_with('/');
    let mut parts: Vec<&str> = root.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => match parts.last() {
                Some(last) if *last != ".." && *last != "." => {
                    parts.pop();
                }
                _ => return None,
            },
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    Some(if absolute { format!("/{path}") } else { path })
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
