use crate::diagnostic::{Diagnostic, codes, did_you_mean};
use crate::source::span::Span;
use crate::syntax::ast::{self, TypeExpr, TypeKind};
use crate::types::ty::{Field, Format, RecordType, Ty};
use crate::value::RecordId;

use super::program::Checker;
use super::scope::{self, Entity, Found, TypeEntity};

/// The types that need no declaration, by the words that policies write.
const BUILTIN: &[(&str, Ty)] = &[
    ("text", Ty::Text),
    ("number", Ty::Number),
    ("percentage", Ty::Percentage),
    ("boolean", Ty::Bool),
    ("instant", Ty::Instant),
    ("date", Ty::Date),
    ("time", Ty::Time),
    ("duration", Ty::Duration),
    ("window", Ty::Window),
    ("version", Ty::Version),
    ("constraint", Ty::Constraint),
    ("person", Ty::Person),
    ("zone", Ty::Zone),
    ("calendar", Ty::Calendar),
];

pub(super) fn is_builtin(name: &str) -> bool {
    BUILTIN.iter().any(|(builtin, _)| *builtin == name)
}

impl Checker<'_> {
    /// Says that a calendar is written in a policy, where a type of what is read from elsewhere holds one.
    pub fn refuse_calendar(&mut self, ty: &Ty, span: Span) {
        if holds_calendar(ty) {
            self.report(
                Diagnostic::new(
                    codes::TYPE_MISMATCH,
                    span,
                    "a calendar is declared in a policy, and cannot be read from elsewhere",
                )
                .help("read dates or windows, and take them into a calendar by `on dates in` or `in windows`"),
            );
        }
    }

    /// A type as written, without what it says about the writing of a document.
    pub fn resolve(&mut self, written: &TypeExpr) -> Ty {
        self.resolve_field(written).0
    }

    /// A type as written, and how the document writes its values.
    pub fn resolve_field(&mut self, written: &TypeExpr) -> (Ty, Format) {
        let ty = match &written.kind {
            TypeKind::Named { module, name } => self.named_type(module.as_ref(), name, written),
            TypeKind::Optional(of) => return self.resolve_field(of),
            TypeKind::Secret(of) => {
                let (ty, format) = self.resolve_field(of);
                return (Ty::Secret(Box::new(ty.plain().clone())), format);
            }
            TypeKind::List(of) => Ty::list(self.resolve(of)),
            TypeKind::Set(of) => Ty::Set(Box::new(self.resolve(of))),
            TypeKind::Map(key, of) => {
                let key_ty = self.resolve(key);
                if !matches!(key_ty, Ty::Text | Ty::Enum(_) | Ty::Date | Ty::Error) {
                    let message = format!("a map's keys cannot be {}", self.show(&key_ty));
                    self.report(
                        Diagnostic::new(codes::TYPE_MISMATCH, key.span, message)
                            .help("keys are text, dates or an enum"),
                    );
                }
                Ty::Map(Box::new(key_ty), Box::new(self.resolve(of)))
            }
            TypeKind::Enum(members) => {
                Ty::Enum(self.new_enum(String::new(), false, members, Some(written.span)))
            }
            TypeKind::Range(low, high) => {
                if low > high {
                    self.report(
                        Diagnostic::new(
                            codes::PARAM_RANGE,
                            written.span,
                            format!("`{low}..{high}` holds no number"),
                        )
                        .help(format!("write `{high}..{low}`")),
                    );
                }
                return (
                    Ty::Number,
                    Format::Between(low.to_string(), high.to_string()),
                );
            }
            TypeKind::PercentageOf { hundred } => {
                let format = if *hundred {
                    Format::PercentageOfHundred
                } else {
                    Format::PercentageOfOne
                };
                return (Ty::Percentage, format);
            }
            TypeKind::Record(fields) => {
                let mut typed = Vec::new();
                for field in fields {
                    typed.push((field.name.text.clone(), self.resolve(&field.ty)));
                }
                Ty::Record(self.structural(&typed, false))
            }
        };
        (ty, Format::Plain)
    }

    fn named_type(&mut self, module: Option<&ast::Name>, name: &str, written: &TypeExpr) -> Ty {
        if module.is_none()
            && let Some((_, ty)) = BUILTIN.iter().find(|(builtin, _)| *builtin == name)
        {
            return ty.clone();
        }
        let spelled = ast::Name {
            text: name.to_owned(),
            span: written.span,
        };
        let entity = match module {
            None => self.type_entity(&spelled),
            Some(alias) => self.aliased_type(alias, &spelled),
        };
        match entity {
            Some(TypeEntity::Enum(id)) => Ty::Enum(id),
            Some(TypeEntity::Record(id)) => Ty::Record(id),
            None => Ty::Error,
        }
    }

    fn aliased_type(&mut self, alias: &ast::Name, name: &ast::Name) -> Option<TypeEntity> {
        let target = match self.value_entity(&alias.text) {
            Found::One(Entity::Module(target)) => target,
            _ => {
                self.report(
                    Diagnostic::new(
                        codes::UNKNOWN_NAME,
                        alias.span,
                        format!("no import is named `{}`", alias.text),
                    )
                    .help("write `import a.b as name`"),
                );
                return None;
            }
        };
        let found = self
            .scopes
            .get(target)
            .and_then(|scope| scope.types.get(&name.text).copied());
        if found.is_none() {
            self.unknown_type(name, target);
        }
        found.map(|(entity, _)| entity)
    }

    /// The declared type of that name; an unknown or doubled one is reported.
    pub fn type_entity(&mut self, name: &ast::Name) -> Option<TypeEntity> {
        match scope::find(&self.scopes, self.module, &name.text, |scope| &scope.types) {
            Found::One(entity) => Some(entity),
            Found::Two(left, right) => {
                self.two_imports(name, left, right);
                None
            }
            Found::None => {
                let broken = self.unit.modules.get(self.module).is_some_and(|module| {
                    module
                        .tree
                        .broken
                        .iter()
                        .any(|broken| broken.text == name.text)
                });
                if !broken {
                    self.unknown_type(name, self.module);
                }
                None
            }
        }
    }

    fn unknown_type(&mut self, name: &ast::Name, module: usize) {
        let mut names: Vec<String> = BUILTIN
            .iter()
            .map(|(builtin, _)| (*builtin).to_owned())
            .collect();
        if let Some(scope) = self.scopes.get(module) {
            names.extend(scope.types.keys().cloned());
            for target in &scope.open {
                if let Some(other) = self.scopes.get(*target) {
                    names.extend(other.types.keys().cloned());
                }
            }
        }
        let mut diagnostic = Diagnostic::new(
            codes::UNKNOWN_TYPE,
            name.span,
            format!("there is no type `{}`", name.text),
        );
        diagnostic = match did_you_mean(&name.text, names.iter().map(String::as_str)) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help(format!(
                "declare it with `type {} {{ … }}`, or import the module that does",
                name.text
            )),
        };
        self.report(diagnostic);
    }

    pub fn two_imports(&mut self, name: &ast::Name, left: usize, right: usize) {
        let module = |index: usize| {
            self.unit
                .modules
                .get(index)
                .map_or_else(String::new, |module| module.name.clone())
        };
        let message = format!(
            "`{}` is in both `{}` and `{}`",
            name.text,
            module(left),
            module(right)
        );
        self.report(
            Diagnostic::new(codes::AMBIGUOUS_IMPORT, name.span, message)
                .help("import one of them `as` a name, and write that name before the dot"),
        );
    }

    /// The record type with exactly these fields; equal ones are one type.
    pub fn structural(&mut self, fields: &[(String, Ty)], pair: bool) -> RecordId {
        let key = format!("{pair} {fields:?}");
        if let Some(id) = self.interned.get(&key) {
            return *id;
        }
        let id = RecordId(u32::try_from(self.types.records.len()).unwrap_or(u32::MAX));
        self.types.records.push(RecordType {
            name: String::new(),
            open: false,
            pair,
            extends: None,
            fields: fields
                .iter()
                .map(|(name, ty)| Field {
                    name: name.clone(),
                    wire: name.clone(),
                    required: true,
                    derived: false,
                    format: Format::Plain,
                    ty: ty.clone(),
                    span: None,
                })
                .collect(),
            span: None,
        });
        self.interned.insert(key, id);
        id
    }

    /// The type of a pair.
    pub fn pair(&mut self, left: Ty, right: Ty) -> Ty {
        Ty::Record(self.structural(
            &[("first".to_owned(), left), ("second".to_owned(), right)],
            true,
        ))
    }
}

fn holds_calendar(ty: &Ty) -> bool {
    match ty {
        Ty::Calendar => true,
        Ty::List(of) | Ty::Set(of) | Ty::Secret(of) => holds_calendar(of),
        Ty::Map(key, of) => holds_calendar(key) || holds_calendar(of),
        _ => false,
    }
}
