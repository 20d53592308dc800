use std::sync::atomic::{AtomicU32, Ordering};

use crate::check::typed::*;
use crate::source::span::{FileId, Span};
use crate::syntax::ast::CompareOp;
use crate::types::ty::{EnumType, Field, Format, RecordType, Ty, TypeTable};
use crate::value::decimal::Decimal;
use crate::value::outcome::Severity;
use crate::value::zone::Zone;
use crate::value::{EnumId, Member, RecordId};

/// A program under construction. Each expression gets a span of its own, so that a diagnostic's place can be checked.
pub struct Build {
    pub program: Program,
}

static NEXT: AtomicU32 = AtomicU32::new(1);

pub fn span() -> Span {
    let at = NEXT.fetch_add(2, Ordering::Relaxed);
    Span::new(FileId(0), at as usize, at as usize + 1)
}

impl Build {
    pub fn new() -> Build {
        Build {
            program: Program {
                calendars: Vec::new(),
                policy: PolicyInfo {
                    name: "p".into(),
                    title: String::new(),
                    owner: String::new(),
                    version: "1".into(),
                    zone: Zone::UTC,
                    applies_when: None,
                    span: span(),
                },
                types: TypeTable::default(),
                inputs: Vec::new(),
                params: Vec::new(),
                data: Vec::new(),
                definitions: Vec::new(),
                rules: Vec::new(),
                locals: Vec::new(),
            },
        }
    }

    /// An enum, its members from the least.
    pub fn enumeration(&mut self, name: &str, members: &[&str]) -> Ty {
        self.program.types.enums.push(EnumType {
            name: name.into(),
            ordered: true,
            members: members.iter().map(|member| (*member).to_owned()).collect(),
            span: None,
        });
        Ty::Enum(EnumId(self.program.types.enums.len() as u32 - 1))
    }

    /// A record type; a name that ends in `!` is a required field.
    pub fn record(&mut self, name: &str, fields: &[(&str, Ty)]) -> Ty {
        self.program.types.records.push(RecordType {
            name: name.into(),
            open: false,
            pair: name.is_empty() && fields.len() == 2 && fields[0].0 == "first!",
            extends: None,
            fields: fields
                .iter()
                .map(|(name, ty)| Field {
                    name: name.trim_end_matches('!').into(),
                    wire: name.trim_end_matches('!').into(),
                    required: name.ends_with('!'),
                    derived: false,
                    format: Format::Plain,
                    ty: ty.clone(),
                    span: None,
                })
                .collect(),
            span: None,
        });
        Ty::Record(RecordId(self.program.types.records.len() as u32 - 1))
    }

    pub fn format(&mut self, of: &Ty, field: &str, format: Format) {
        let Ty::Record(id) = of else {
            panic!("not a record")
        };
        let record = &mut self.program.types.records[id.0 as usize];
        let field = record.fields.iter_mut().find(|found| found.name == field);
        field.unwrap().format = format;
    }

    pub fn input(&mut self, name: &str, ty: &Ty) -> Expr {
        self.program.inputs.push(Input {
            name: name.into(),
            optional: false,
            ty: ty.clone(),
            span: span(),
        });
        let id = InputId(self.program.inputs.len() as u32 - 1);
        expr(Kind::Input(id), ty.clone())
    }

    pub fn local(&mut self, name: &str, ty: &Ty) -> LocalId {
        self.program.locals.push(Local {
            name: name.into(),
            ty: ty.clone(),
            span: span(),
        });
        LocalId(self.program.locals.len() as u32 - 1)
    }

    pub fn read(&self, local: LocalId) -> Expr {
        let ty = self.program.locals[local.0 as usize].ty.clone();
        expr(Kind::Local(local), ty)
    }

    /// `base.a.b`.
    pub fn path(&self, base: &Expr, path: &str) -> Expr {
        let mut at = base.clone();
        for name in path.split('.') {
            let Ty::Record(id) = at.ty else {
                panic!("`{name}` of no record")
            };
            let fields = &self.program.types.records[id.0 as usize].fields;
            let index = fields.iter().position(|field| field.name == name);
            let index = index.unwrap_or_else(|| panic!("no field `{name}`"));
            let ty = fields[index].ty.clone();
            at = expr(Kind::Field(Box::new(at), index as u16), ty);
        }
        at
    }

    pub fn member(&self, ty: &Ty, name: &str) -> Const {
        let Ty::Enum(id) = ty else {
            panic!("not an enum")
        };
        let members = &self.program.types.enums[id.0 as usize].members;
        let index = members.iter().position(|member| member == name).unwrap();
        Const::Enum(Member {
            of: *id,
            index: index as u16,
        })
    }

    /// `path is member`.
    pub fn is(&self, path: &Expr, member: &str) -> Expr {
        let member = self.member(&path.ty, member);
        compare(CompareOp::Equal, path, &constant(member, path.ty.clone()))
    }

    pub fn define(&mut self, name: &str, params: Vec<LocalId>, result: &Ty, body: Body) -> u32 {
        self.program.definitions.push(Definition {
            name: name.into(),
            params,
            result: result.clone(),
            body,
            span: span(),
        });
        self.program.definitions.len() as u32 - 1
    }

    pub fn call(&self, id: u32, args: Vec<Expr>) -> Expr {
        let result = self.program.definitions[id as usize].result.clone();
        expr(Kind::Definition(DefinitionId(id), args), result)
    }

    /// A rule with one `require`, to be filled in.
    pub fn rule(&mut self, id: &str, require: Expr) -> &mut Rule {
        self.program.rules.push(Rule {
            id: id.into(),
            id_span: span(),
            title: String::new(),
            each: None,
            phase: None,
            severity: Severity::Block,
            controls: Vec::new(),
            lets: Vec::new(),
            when: None,
            demands: vec![Demand {
                forbid: false,
                label: None,
                when: None,
                condition: require,
                span: span(),
            }],
            unless: None,
            obligations: Vec::new(),
            because: None,
            remedy: None,
            effective_from: None,
            effective_until: None,
            waivable: true,
            span: span(),
        });
        self.program.rules.last_mut().unwrap()
    }
}

pub fn expr(kind: Kind, ty: Ty) -> Expr {
    Expr {
        kind,
        ty,
        span: span(),
    }
}

pub fn condition(kind: Kind) -> Expr {
    expr(kind, Ty::Bool)
}

pub fn constant(value: Const, ty: Ty) -> Expr {
    expr(Kind::Const(value), ty)
}

pub fn number(value: i64) -> Expr {
    constant(Const::Number(Decimal::from_i64(value)), Ty::Number)
}

pub fn text(value: &str) -> Expr {
    constant(Const::Text(value.into()), Ty::Text)
}

pub fn compare(op: CompareOp, left: &Expr, right: &Expr) -> Expr {
    condition(Kind::Compare(
        op,
        Box::new(left.clone()),
        Box::new(right.clone()),
    ))
}

pub fn and(parts: &[&Expr]) -> Expr {
    condition(Kind::And(
        parts.iter().map(|part| (*part).clone()).collect(),
    ))
}

pub fn or(parts: &[&Expr]) -> Expr {
    condition(Kind::Or(parts.iter().map(|part| (*part).clone()).collect()))
}

pub fn not(of: &Expr) -> Expr {
    condition(Kind::Not(Box::new(of.clone())))
}

pub fn missing(of: &Expr) -> Expr {
    condition(Kind::IsMissing(Box::new(of.clone())))
}

pub fn present(of: &Expr) -> Expr {
    condition(Kind::IsPresent(Box::new(of.clone())))
}

pub fn default(of: &Expr, otherwise: &Expr) -> Expr {
    expr(
        Kind::Default(Box::new(of.clone()), Box::new(otherwise.clone())),
        of.ty.clone(),
    )
}

pub fn over(local: LocalId, source: &Expr, filter: Option<Expr>) -> Over {
    Over {
        generators: vec![Generator {
            binding: Binding::One(local),
            source: source.clone(),
            span: span(),
        }],
        filter,
        if_any: false,
    }
}

pub fn quantified(kind: Quantifier, over: Over, body: Expr) -> Expr {
    condition(Kind::Quantified(Box::new(Quantified { kind, over, body })))
}

pub fn list_of(item: Expr, over: Over) -> Expr {
    let ty = Ty::list(item.ty.clone());
    expr(
        Kind::ListOf(Box::new(ListOf {
            item,
            over,
            sort: None,
        })),
        ty,
    )
}

/// Code and message of each diagnostic.
pub fn said(found: &[crate::diagnostic::Diagnostic]) -> Vec<String> {
    found
        .iter()
        .map(|one| format!("{} {}", one.code.id, one.message))
        .collect()
}
