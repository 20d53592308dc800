use bumpalo::Bump;

use crate::diagnostic::codes;
use crate::types::shape::{FieldShape, RecordShape, Shapes};
use crate::types::ty::{Format, Ty};
use crate::value::identity::{Identity, IdentityMap};
use crate::value::origin::{Origin, show_path};
use crate::value::{RecordId, Value};

use super::read::{self, Decoding, Limits, Syntax};
use super::refusal::Refusal;

/// Reads a list of `{id, names, emails, bot}`.
///
/// # Errors
/// Whatever [`super::read::scan`] refuses, and an entry without an id, an unknown member, or a name claimed twice.
pub fn read(text: &[u8], syntax: Syntax) -> Result<IdentityMap, Refusal> {
    let stream = read::scan(text, syntax, Limits::default())?;
    let [document] = stream.documents.as_slice() else {
        return Err(refusal(
            "an identity map is one list, and this file holds several documents".into(),
            None,
        ));
    };
    let shapes = shapes();
    let ty = Ty::list(Ty::Record(RecordId(0)));
    let arena = Bump::new();
    let how = Decoding {
        shapes: &shapes,
        ty: &ty,
        input: "identities",
        identities: None,
        thorough: true,
    };
    let decoded = document.decode(&arena, how)?;
    if let Some(remark) = decoded.remarks.into_iter().next() {
        let path = Origin(Some(remark.at)).segments();
        let place = document.locate(&path);
        let mut refused = refusal(
            format!("{}: {}", show_path(&path), remark.message),
            Some((place.line, place.column)),
        );
        refused.help = remark.help;
        return Err(refused);
    }
    let Value::List(list) = decoded.value else {
        return Err(refusal(
            "an identity map is a list of people".into(),
            Some((1, 1)),
        ));
    };
    let mut people = Vec::with_capacity(list.items.len());
    for (index, item) in (0u32..).zip(list.items) {
        match item {
            Value::Record(entry) => people.push(identity(entry.fields)),
            _ => {
                let place = document.locate(&[crate::value::origin::Segment::Index(index)]);
                return Err(refusal(
                    format!("identities[{index}] is empty"),
                    Some((place.line, place.column)),
                ));
            }
        }
    }
    IdentityMap::new(people).map_err(|message| refusal(message, None))
}

fn identity(fields: &[Value<'_>]) -> Identity {
    let [id, names, emails, bot] = fields else {
        return Identity {
            id: String::new(),
            names: Vec::new(),
            emails: Vec::new(),
            bot: false,
        };
    };
    Identity {
        id: text(id).unwrap_or_default(),
        names: texts(names),
        emails: texts(emails),
        bot: matches!(bot, Value::Bool(true)),
    }
}

fn text(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Text(text) => Some((*text).to_owned()),
        _ => None,
    }
}

fn texts(value: &Value<'_>) -> Vec<String> {
    match value {
        Value::List(list) => list.items.iter().filter_map(text).collect(),
        _ => Vec::new(),
    }
}

fn refusal(message: String, position: Option<(u32, u32)>) -> Refusal {
    Refusal {
        code: codes::IDENTITIES,
        message,
        position,
        help: None,
    }
}

fn shapes() -> Shapes {
    let field = |wire: &str, required: bool, ty: Ty| FieldShape {
        wire: wire.to_owned(),
        required,
        read: true,
        derived: false,
        format: Format::Plain,
        ty,
    };
    Shapes {
        records: vec![RecordShape {
            name: "identity".into(),
            open: false,
            fields: vec![
                field("id", true, Ty::Text),
                field("names", false, Ty::list(Ty::Text)),
                field("emails", false, Ty::list(Ty::Text)),
                field("bot", false, Ty::Bool),
            ],
        }],
        enums: Vec::new(),
    }
}
