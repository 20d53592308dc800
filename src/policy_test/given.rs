//! What a test gives: documents with their changes, params, identities.

use std::collections::BTreeMap;

use crate::check::typed::Program;
use crate::diagnostic::{Diagnostic, codes, did_you_mean};
use crate::document::plain::Plain;
use crate::document::read::{Limits, Syntax};
use crate::engine::input::{self, Identities, InputDocument, syntax_of};
use crate::engine::load;
use crate::source::file::Sources;
use crate::source::loader::Loader;
use crate::source::span::Span;
use crate::syntax::ast::test::{Source, TestDecl};
use crate::syntax::ast::{self, Expr};
use crate::types::ty::Ty;

use super::written::{Reading, as_param};
use super::{cases, path};

/// A document of a test before it is written out.
#[derive(Debug, Clone)]
pub(super) struct Given {
    pub input: String,
    pub ty: Ty,
    /// As reports name it.
    name: String,
    /// The file as it is, while nothing is changed in it.
    bytes: Option<(Vec<u8>, Syntax)>,
    tree: Plain,
    changed: bool,
    span: Span,
}

impl Given {
    /// The tree, about to be changed.
    pub fn change(&mut self) -> &mut Plain {
        self.changed = true;
        &mut self.tree
    }

    pub fn scanned(&self) -> Result<InputDocument, Diagnostic> {
        let (text, syntax, name) = match &self.bytes {
            Some((bytes, syntax)) if !self.changed => (bytes.clone(), *syntax, self.name.clone()),
            Some(_) => (
                self.tree.to_yaml().into_bytes(),
                Syntax::Yaml,
                format!("{}, as the test changes it", self.name),
            ),
            None => (
                self.tree.to_yaml().into_bytes(),
                Syntax::Yaml,
                self.name.clone(),
            ),
        };
        let refused = |why: String| Diagnostic::new(codes::TEST_GIVEN, self.span, why);
        let documents = input::scan(&name, &text, syntax, Limits::default())
            .map_err(|refusal| refused(format!("`{name}`: {}", refusal.message)))?;
        let mut documents = documents.into_iter();
        match (documents.next(), documents.next()) {
            (Some(only), None) => Ok(only),
            _ => Err(refused(format!("`{name}` holds several documents"))
                .help("give a file with one document")),
        }
    }
}

/// What planning the tests of a policy needs.
pub(super) struct Planner<'s> {
    pub checked: &'s Program,
    pub sources: &'s Sources,
    pub diagnostics: Vec<Diagnostic>,
    pub fixtures: &'s BTreeMap<String, Expr>,
    pub loader: &'s dyn Loader,
}

impl Planner<'_> {
    pub fn reading(&self) -> Reading<'_> {
        Reading {
            types: &self.checked.types,
            sources: self.sources,
            fixtures: self.fixtures,
        }
    }

    /// A file beside the test's own, or below it.
    fn file(&self, written: &ast::Text) -> Result<(String, Vec<u8>), Diagnostic> {
        let refused = |why: String| {
            Diagnostic::new(codes::TEST_GIVEN, written.span, why)
                .help("name a file beside the test's own, or below it")
        };
        let from = self
            .sources
            .get(written.span.file)
            .map_or("", |file| file.name.as_str());
        let path = load::joined(&load::folder(from), &written.text).ok_or_else(|| {
            refused(format!(
                "`{}` lies outside the policy's folder",
                written.text
            ))
        })?;
        let bytes = self.loader.load(&path).map_err(refused)?;
        Ok((path, bytes))
    }

    pub fn given(&mut self, given: &ast::test::Given) -> Option<Given> {
        let input = self
            .checked
            .inputs
            .iter()
            .find(|input| input.name == given.input.text);
        let Some(input) = input else {
            let diagnostic = Diagnostic::new(
                codes::TEST_GIVEN,
                given.input.span,
                format!("the policy has no input `{}`", given.input.text),
            );
            let names = self.checked.inputs.iter().map(|input| input.name.as_str());
            self.diagnostics
                .push(match did_you_mean(&given.input.text, names) {
                    Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                    None => diagnostic.help("give an input of the policy"),
                });
            return None;
        };
        let mut made = Given {
            input: input.name.clone(),
            ty: input.ty.clone(),
            name: format!("{}, as the test gives it", input.name),
            bytes: None,
            tree: cases::empty(),
            changed: false,
            span: given.span,
        };
        // One record where a list is asked for is a list of one, as for `--input`.
        let one = match &made.ty {
            Ty::List(of) => Some(of.plain().clone()),
            _ => None,
        };
        let read = match &given.source {
            Source::Place(value) => {
                let ty = one
                    .as_ref()
                    .filter(|_| self.reading().is_record(value))
                    .unwrap_or(&made.ty);
                self.reading().value(value, Some(ty)).map(|tree| {
                    made.tree = tree;
                })
            }
            Source::File(written) => self.read_file(written, &mut made),
        };
        if let (Some(one), Plain::Map(_)) = (one, &made.tree) {
            made.ty = one;
        }
        if let Err(diagnostic) = read {
            self.diagnostics.push(diagnostic);
            return None;
        }
        for (written, value) in &given.with {
            let changed = self.with(&mut made, written, value);
            self.diagnostics.extend(changed.err());
        }
        for written in &given.without {
            match path::resolve(&self.checked.types, &made.ty, written) {
                Err(diagnostic) => self.diagnostics.push(diagnostic),
                Ok((steps, _)) => {
                    if !path::remove(made.change(), &steps) {
                        self.diagnostics.push(
                            Diagnostic::new(
                                codes::TEST_PATH,
                                written.span,
                                format!("there is no `{}` to take out", path::show(&steps)),
                            )
                            .help("leave it out of `without`"),
                        );
                    }
                }
            }
        }
        Some(made)
    }

    fn read_file(&self, written: &ast::Text, made: &mut Given) -> Result<(), Diagnostic> {
        let (path, bytes) = self.file(written)?;
        made.name.clone_from(&path);
        made.span = written.span;
        made.bytes = Some((bytes, syntax_of(&path)));
        made.tree = made.scanned()?.document.plain();
        Ok(())
    }

    fn with(
        &self,
        made: &mut Given,
        written: &ast::test::Path,
        value: &Expr,
    ) -> Result<(), Diagnostic> {
        let (steps, ty) = path::resolve(&self.checked.types, &made.ty, written)?;
        let value = self.reading().value(value, Some(&ty))?;
        path::set(made.change(), &steps, value)
            .map_err(|why| Diagnostic::new(codes::TEST_PATH, written.span, why))
    }

    pub fn params(&mut self, test: &TestDecl) -> Vec<(String, String, Span)> {
        let mut params = Vec::new();
        for (name, value) in &test.params {
            let param = self
                .checked
                .params
                .iter()
                .find(|param| param.name == name.text);
            let Some(param) = param else {
                let names = self.checked.params.iter().map(|param| param.name.as_str());
                let near = did_you_mean(&name.text, names);
                let diagnostic = Diagnostic::new(
                    codes::UNKNOWN_PARAM,
                    name.span,
                    format!("the policy has no param `{}`", name.text),
                );
                self.diagnostics.push(match near {
                    Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                    None => diagnostic.help("set a param of the policy"),
                });
                continue;
            };
            match self.reading().value(value, Some(&param.ty)) {
                Ok(value) => params.push((param.name.clone(), as_param(&value), name.span)),
                Err(diagnostic) => self.diagnostics.push(diagnostic),
            }
        }
        params
    }

    pub fn identities(&self, test: &TestDecl) -> Result<Option<Identities>, Diagnostic> {
        let (name, bytes, syntax, span) = match &test.identities {
            None => return Ok(None),
            Some(Source::File(written)) => {
                let (path, bytes) = self.file(written)?;
                let syntax = syntax_of(&path);
                (path, bytes, syntax, written.span)
            }
            Some(Source::Place(value)) => {
                let tree = self.reading().value(value, None)?;
                (
                    "identities, as the test gives them".to_owned(),
                    tree.to_yaml().into_bytes(),
                    Syntax::Yaml,
                    value.span,
                )
            }
        };
        input::identities(&name, &bytes, syntax)
            .map(Some)
            .map_err(|refusal| {
                Diagnostic::new(
                    codes::TEST_GIVEN,
                    span,
                    format!("`{name}`: {}", refusal.message),
                )
            })
    }
}
