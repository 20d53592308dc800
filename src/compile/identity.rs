use crate::types::ty::{Ty, TypeTable};
use crate::value::RecordId;

/// The fields that lead from a record to what says which one it is: `metadata.id`, else `id`. Only a required field says
/// that, or every record without one would be in doubt. For a list, of its elements.
pub(super) fn identity(types: &TypeTable, ty: &Ty) -> Option<Vec<u16>> {
    let record = record(ty)?;
    let nested = || {
        let (metadata, of) = field(types, record, "metadata")?;
        let Ty::Record(inner) = of else {
            return None;
        };
        Some(vec![metadata, id(types, *inner)?])
    };
    nested().or_else(|| Some(vec![id(types, record)?]))
}

/// The record type of an input, or of the elements of one that is a list.
fn record(ty: &Ty) -> Option<RecordId> {
    match ty {
        Ty::Record(record) => Some(*record),
        Ty::List(of) => match of.plain() {
            Ty::Record(record) => Some(*record),
            _ => None,
        },
        _ => None,
    }
}

fn id(types: &TypeTable, record: RecordId) -> Option<u16> {
    let (index, _) = field(types, record, "id")?;
    let of = types.record_type(record)?.fields.get(usize::from(index))?;
    of.required.then_some(index)
}

fn field<'t>(types: &'t TypeTable, record: RecordId, name: &str) -> Option<(u16, &'t Ty)> {
    let fields = &types.record_type(record)?.fields;
    let index = fields
        .iter()
        .position(|field| field.name == name && !field.derived)?;
    Some((u16::try_from(index).ok()?, fields.get(index)?.ty.plain()))
}

/// Marks as read, in every record type, what tells the records of these inputs apart. Nothing has to be told apart where
/// no input is a list.
pub(super) fn mark(types: &TypeTable, inputs: &[Ty], read: &mut [Vec<bool>]) {
    if !inputs.iter().any(|ty| matches!(ty, Ty::List(_))) {
        return;
    }
    for ty in inputs {
        let (Some(mut at), Some(path)) = (record(ty), identity(types, ty)) else {
            continue;
        };
        for index in path.into_iter().map(usize::from) {
            let fields = read.get_mut(at.0 as usize);
            if let Some(field) = fields.and_then(|fields| fields.get_mut(index)) {
                *field = true;
            }
            let of = types.record_type(at).and_then(|of| of.fields.get(index));
            match of.map(|field| field.ty.plain()) {
                Some(Ty::Record(inner)) => at = *inner,
                _ => break,
            }
        }
    }
}
