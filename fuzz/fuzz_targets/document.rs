//! Any bytes, read as YAML and as JSON: refused with a place in the text, or decoded and located; never a panic.
#![no_main]

use bumpalo::Bump;
use libfuzzer_sys::fuzz_target;
use tollgate::document::read::{Decoding, Limits, Syntax, scan};
use tollgate::types::shape::{EnumShape, FieldShape, RecordShape, Shapes};
use tollgate::types::ty::{Format, Ty};
use tollgate::value::origin::Origin;
use tollgate::value::{EnumId, RecordId};

fuzz_target!(|text: &[u8]| {
    let shapes = shapes();
    let ty = Ty::Record(RecordId(0));
    for syntax in [Syntax::Yaml, Syntax::Json] {
        let Ok(stream) = scan(text, syntax, Limits::default()) else {
            continue;
        };
        for document in &stream.documents {
            let arena = Bump::new();
            let how = Decoding {
                shapes: &shapes,
                ty: &ty,
                input: "release",
                identities: None,
                thorough: true,
            };
            let Ok(decoded) = document.decode(&arena, how) else {
                continue;
            };
            for remark in &decoded.remarks {
                let place = document.locate(&Origin(Some(remark.at)).segments());
                assert!(place.line > 0 && place.column > 0);
                document.line(place.line);
            }
        }
    }
});

/// A record of one-letter fields, one of each type, so that short inputs reach every reader.
fn shapes() -> Shapes {
    let this = || Ty::Record(RecordId(0));
    let types = [
        Ty::Text,
        Ty::Number,
        Ty::Percentage,
        Ty::Bool,
        Ty::Instant,
        Ty::Date,
        Ty::Time,
        Ty::Duration,
        Ty::Window,
        Ty::Version,
        Ty::Constraint,
        Ty::Person,
        Ty::Zone,
        Ty::Enum(EnumId(0)),
        this(),
        Ty::list(this()),
        Ty::Set(Box::new(Ty::Duration)),
        Ty::Map(Box::new(Ty::Date), Box::new(Ty::Text)),
        Ty::Secret(Box::new(this())),
    ];
    let fields = ('a'..)
        .zip(types)
        .map(|(name, ty)| FieldShape {
            wire: name.to_string(),
            required: name == 'a',
            read: name != 'b',
            derived: name == 'c',
            format: Format::Plain,
            ty,
        })
        .collect();
    Shapes {
        records: vec![RecordShape {
            name: "Release".into(),
            open: false,
            fields,
        }],
        enums: vec![EnumShape {
            name: "Risk".into(),
            members: vec!["low".into(), "high".into()],
        }],
    }
}
