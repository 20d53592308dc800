use crate::types::shape::{EnumShape, FieldShape, RecordShape, Shapes};
use crate::types::ty::TypeTable;

/// What documents are decoded by. A field that `read` says nothing about is read.
pub(super) fn shapes(types: &TypeTable, read: &[Vec<bool>]) -> Shapes {
    Shapes {
        records: types
            .records
            .iter()
            .enumerate()
            .map(|(record, of)| RecordShape {
                name: of.name.clone(),
                open: of.open,
                fields: of
                    .fields
                    .iter()
                    .enumerate()
                    .map(|(index, field)| FieldShape {
                        wire: field.wire.clone(),
                        required: field.required,
                        read: read
                            .get(record)
                            .and_then(|fields| fields.get(index).copied())
                            .unwrap_or(true),
                        derived: field.derived,
                        format: field.format.clone(),
                        ty: field.ty.clone(),
                    })
                    .collect(),
            })
            .collect(),
        enums: types
            .enums
            .iter()
            .map(|of| EnumShape {
                name: of.name.clone(),
                members: of.members.clone(),
            })
            .collect(),
    }
}
