//! The files of a policy and of its tests, parsed, and the policy that is made of them.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Level, codes, did_you_mean};
use crate::engine::facade::{self, Engine};
use crate::engine::load::{self, Loaded};
use crate::source::loader::Loader;
use crate::source::span::{FileId, Span};
use crate::syntax::ast::calendar::CalendarDecl;
use crate::syntax::ast::test::TestDecl;
use crate::syntax::ast::{self, Expr, Item};
use crate::syntax::parser;

use super::conditions;
use super::suite::test_file;

/// The files of a policy and its tests, parsed.
pub(super) struct Read {
    pub loaded: Loaded,
    pub tests: Vec<TestDecl>,
    /// The `let`s of the test file.
    pub fixtures: BTreeMap<String, Expr>,
    pub diagnostics: Vec<Diagnostic>,
    pub test_file: Option<FileId>,
}

impl Read {
    pub fn new(loader: &dyn Loader, path: &str, roots: &[String]) -> Result<Read, String> {
        let mut loaded = load::load(loader, path, roots)?;
        let mut diagnostics = std::mem::take(&mut loaded.diagnostics);
        let mut tests = Vec::new();
        let mut fixtures = BTreeMap::new();
        let mut test_file_id = None;
        if let Some(own) = loaded.unit.modules.first() {
            tests.extend(own.tree.items.iter().filter_map(|item| match item {
                Item::Test(test) => Some(test.clone()),
                _ => None,
            }));
        }
        if let Some(beside) = test_file(path)
            && let Ok(bytes) = loader.load(&beside)
        {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let file = loaded.sources.add(&beside, text.as_str());
            test_file_id = Some(file);
            if std::str::from_utf8(&bytes).is_err() {
                diagnostics.push(
                    Diagnostic::new(
                        codes::NOT_TEXT,
                        Span::new(file, 0, 0),
                        format!("`{beside}` is not UTF-8 text"),
                    )
                    .help("save the file as UTF-8"),
                );
            }
            let (tree, mut found) = parser::parse(file, &text);
            diagnostics.append(&mut found);
            for item in tree.items {
                match item {
                    Item::Test(test) => tests.push(test),
                    Item::Define(define) if define.params.is_none() => {
                        fixtures.insert(define.name.text.clone(), define.body);
                    }
                    other => diagnostics.push(
                        Diagnostic::new(
                            codes::TEST_FILE,
                            place(&other),
                            "a test file holds tests, and `let`s for their documents",
                        )
                        .help(format!("move this to `{path}`")),
                    ),
                }
            }
        }
        Ok(Read {
            loaded,
            tests,
            fixtures,
            diagnostics,
            test_file: test_file_id,
        })
    }

    fn policy(&self) -> Option<&ast::Policy> {
        let own = self.loaded.unit.modules.first()?;
        own.tree.items.iter().find_map(|item| match item {
            Item::Policy(policy) => Some(policy),
            _ => None,
        })
    }

    /// The policy's own file.
    pub fn own(&self) -> FileId {
        let own = self.loaded.unit.modules.first();
        own.map_or(FileId(0), |own| own.file)
    }

    pub fn is_policy(&self) -> bool {
        self.policy().is_some()
    }

    pub fn policy_name(&self, path: &str) -> String {
        match self.policy() {
            Some(policy) => policy.name.text.clone(),
            None => {
                let file = path.rsplit('/').next().unwrap_or(path);
                file.strip_suffix(".gate").unwrap_or(file).to_owned()
            }
        }
    }

    /// The policy, with the rules that tests made beside its own if they are wanted, and with calendars in place of its own. Gives also
    /// what is wrong with those calendars.
    pub fn engine(
        &mut self,
        loader: &dyn Loader,
        calendars: Option<&[CalendarDecl]>,
        with_conditions: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> (Option<Engine>, Vec<Diagnostic>) {
        let mut unknown = Vec::new();
        for calendar in calendars.unwrap_or_default() {
            unknown.extend(self.replace(calendar));
        }
        let name = self.policy_name(
            self.loaded
                .unit
                .modules
                .first()
                .map_or("", |own| own.name.as_str()),
        );
        let is_policy = self.is_policy();
        let made: Vec<Item> = self
            .tests
            .iter()
            .enumerate()
            .filter(|_| with_conditions)
            .flat_map(|(index, test)| conditions::rules(index, test))
            .map(Item::Rule)
            .collect();
        if let Some(own) = self.loaded.unit.modules.first_mut() {
            if !is_policy {
                own.tree
                    .items
                    .push(stand_in(&name, Span::new(own.file, 0, 0)));
            }
            own.tree.items.extend(made);
        }
        let (policy, found) = facade::prepare(loader, &mut self.loaded);
        let errors = found.into_iter().filter(|one| one.level == Level::Error);
        diagnostics.extend(errors);
        let engine = policy.map(|policy| Engine {
            policies: vec![policy],
        });
        (engine, unknown)
    }

    fn replace(&mut self, calendar: &CalendarDecl) -> Option<Diagnostic> {
        let mut names = Vec::new();
        for module in &mut self.loaded.unit.modules {
            for item in &mut module.tree.items {
                let Item::Calendar(own) = item else { continue };
                if own.name.text == calendar.name.text {
                    *own = calendar.clone();
                    return None;
                }
                names.push(own.name.text.clone());
            }
        }
        let diagnostic = Diagnostic::new(
            codes::UNKNOWN_NAME,
            calendar.name.span,
            format!(
                "the policy has no calendar `{}` to put this in place of",
                calendar.name.text
            ),
        );
        let near = did_you_mean(&calendar.name.text, names.iter().map(String::as_str));
        Some(match near {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help("name a calendar of the policy"),
        })
    }
}

/// The `policy` block of a module that is tested by itself: its rules, in UTC.
fn stand_in(name: &str, span: Span) -> Item {
    let text = |text: &str| {
        Some(ast::Text {
            text: text.to_owned(),
            span,
        })
    };
    Item::Policy(ast::Policy {
        name: ast::Name {
            text: name.to_owned(),
            span,
        },
        title: text(name),
        owner: text("its policies"),
        version: text("0"),
        zone: text("UTC"),
        applies_when: None,
        span,
    })
}

fn place(item: &Item) -> Span {
    match item {
        Item::Policy(item) => item.span,
        Item::Import(item) => item.span,
        Item::Include(item) => item.span,
        Item::Input(item) => item.span,
        Item::Param(item) => item.span,
        Item::Define(item) => item.span,
        Item::Enum(item) => item.span,
        Item::Type(item) => item.span,
        Item::Classify(item) => item.span,
        Item::Table(item) => item.span,
        Item::Data(item) => item.span,
        Item::Rule(item) => item.span,
        Item::Calendar(item) => item.span,
        Item::Waivers(item) => item.span,
        Item::Extern(item) => item.span,
        Item::Test(item) => item.span,
    }
}
