use crate::check::typed::{Expr, Kind, Part, Program};
use crate::types::ty::{Field, Ty};

/// A path as a policy writes it, `release.change.risk`; `None` where an expression is no path.
pub fn path(program: &Program, expr: &Expr) -> Option<String> {
    match &expr.kind {
        Kind::Input(id) => Some(program.inputs.get(id.0 as usize)?.name.clone()),
        Kind::Local(id) => Some(program.locals.get(id.0 as usize)?.name.clone()),
        Kind::Definition(id, args) if args.is_empty() => {
            Some(program.definitions.get(id.0 as usize)?.name.clone())
        }
        Kind::Field(base, index) => {
            let name = &field(program, base, *index)?.name;
            Some(format!("{}.{name}", path(program, base)?))
        }
        Kind::Derived(base, id) => {
            let name = &program.definitions.get(id.0 as usize)?.name;
            Some(format!("{}.{name}", path(program, base)?))
        }
        Kind::Part(base, part) => {
            let name = match part {
                Part::Start => "start",
                Part::End => "end",
                Part::Length => "length",
                Part::Major => "major",
                Part::Minor => "minor",
                Part::Patch => "patch",
                Part::PreRelease => "pre",
            };
            Some(format!("{}.{name}", path(program, base)?))
        }
        _ => None,
    }
}

/// The declaration of the field that `base.index` reads.
pub fn field<'p>(program: &'p Program, base: &Expr, index: u16) -> Option<&'p Field> {
    let Ty::Record(id) = base.ty.plain() else {
        return None;
    };
    program
        .types
        .record_type(*id)?
        .fields
        .get(usize::from(index))
}
