use bumpalo::Bump;
use tollgate::document::read::{Document, Syntax};
use tollgate::types::ty::Ty;
use tollgate::value::origin::{Origin, Segment, Segment::Field, Segment::Index, Segment::Key};

use super::sample::{RELEASE, decode, document, documents};

/// `line:column` of a path, with a `!` where it is not all there.
fn place(document: &Document, path: &[Segment<'_>]) -> String {
    let mut whole = vec![Segment::Input("release")];
    whole.extend_from_slice(path);
    let place = document.locate(&whole);
    let mark = if place.found { "" } else { "!" };
    format!("{}:{}{mark}", place.line, place.column)
}

#[test]
fn values_are_found_in_yaml() {
    let text = "\
# a release
id: R-1
change:
    by: alice
    within: {by: größe, at: x}
people:
- by: bob
  at: |
    text
-   by: carol
texts: [ü, b,   c]
labels:
  \"a b\": &x one
  k: *x
empty:
quoted: \"x\"
nothing: ~
list:
-
- a
nested:
  - - a
    - b
";
    let document = document(text, Syntax::Yaml);
    for (path, expected) in [
        (&[][..], "2:1"),
        (&[Field("id")], "2:5"),
        (&[Field("change")], "4:5"),
        (&[Field("change"), Field("by")], "4:9"),
        (&[Field("change"), Field("within")], "5:13"),
        (&[Field("change"), Field("within"), Field("by")], "5:18"),
        (&[Field("change"), Field("within"), Field("at")], "5:29"),
        (&[Field("people")], "7:1"),
        (&[Field("people"), Index(0)], "7:3"),
        (&[Field("people"), Index(0), Field("at")], "9:5"),
        (&[Field("people"), Index(1), Field("by")], "10:9"),
        (&[Field("texts")], "11:8"),
        (&[Field("texts"), Index(1)], "11:12"),
        (&[Field("texts"), Index(2)], "11:17"),
        (&[Field("labels"), Key("a b")], "13:13"),
        (&[Field("labels"), Key("k")], "13:13"),
        (&[Field("empty")], "15:1"),
        (&[Field("quoted")], "16:9"),
        (&[Field("nothing")], "17:10"),
        (&[Field("list"), Index(0)], "19:2"),
        (&[Field("list"), Index(1)], "20:3"),
        (&[Field("nested"), Index(0), Index(1)], "23:7"),
        // What is not there: the innermost part that is.
        (&[Field("nope")], "2:1!"),
        (&[Field("change"), Field("nope")], "4:5!"),
        (&[Field("change"), Field("within"), Field("nope")], "5:14!"),
        (&[Field("people"), Index(0), Field("role")], "7:3!"),
        (&[Field("people"), Index(7)], "7:1!"),
        (&[Field("people"), Field("by")], "7:1!"),
        (&[Field("change"), Index(0)], "4:5!"),
        (&[Field("id"), Field("deeper"), Field("still")], "2:5!"),
        (&[Field("empty"), Field("deeper")], "15:1!"),
        (&[Field("nope"), Field("deeper")], "2:1!"),
    ] {
        assert_eq!(place(&document, path), expected, "{path:?}");
    }
    assert_eq!(document.line(4), "    by: alice");
    assert_eq!(document.line(1), "# a release");
    assert_eq!(document.line(99), "");
    assert_eq!(document.line(0), "");
}

#[test]
fn values_are_found_in_json() {
    let text =
        "{\n  \"größe\": {\"ü\": 1, \"\\u0061\": [true, null,\r\n\t{}]},\n  \"empty\": {}\n}\n";
    let document = document(text, Syntax::Json);
    for (path, expected) in [
        (&[][..], "1:1"),
        (&[Field("größe")], "2:12"),
        (&[Field("größe"), Field("ü")], "2:18"),
        (&[Field("größe"), Field("a")], "2:31"),
        (&[Field("größe"), Field("a"), Index(1)], "2:38"),
        (&[Field("größe"), Field("a"), Index(2)], "3:2"),
        (&[Field("empty")], "4:12"),
        (&[Field("nope")], "2:3!"),
        (&[Field("größe"), Field("nope")], "2:13!"),
        (&[Field("empty"), Field("nope")], "4:12!"),
        (&[Field("größe"), Field("a"), Index(3)], "2:31!"),
    ] {
        assert_eq!(place(&document, path), expected, "{path:?}");
    }
    assert_eq!(
        document.line(2),
        "  \"größe\": {\"ü\": 1, \"\\u0061\": [true, null,"
    );
}

/// Lines are lines of the file, whichever document it is; an alias is where its anchor is.
#[test]
fn later_documents_and_aliases_are_found() {
    let text = "id: R-1\n---\n# two\nid: R-2\nchange: &c\n  by: alice\npeople: [*c]\n";
    let documents = documents(text.as_bytes(), Syntax::Yaml).unwrap();
    assert_eq!(place(&documents[0], &[Field("id")]), "1:5");
    let second = &documents[1];
    assert_eq!(place(second, &[Field("id")]), "4:5");
    assert_eq!(place(second, &[Field("change")]), "5:9");
    assert_eq!(place(second, &[Field("people"), Index(0)]), "5:9");
    assert_eq!(
        place(second, &[Field("people"), Index(0), Field("by")]),
        "6:7"
    );
    assert_eq!(
        place(second, &[Field("people"), Index(0), Field("at")]),
        "6:3!"
    );
    assert_eq!(place(second, &[Field("nope")]), "4:1!");
}

/// Each remark points at the value that it is about.
#[test]
fn remarks_point_at_what_they_are_about() {
    let text = "\
id: [a]
instant: soon
people:
- by: alice
  at:  TBD
- bob
labels: {x: {}}
chnage: {}
";
    let document = document(text, Syntax::Yaml);
    let arena = Bump::new();
    let decoded = decode(&arena, &document, &Ty::Record(RELEASE), true).unwrap();
    let places: Vec<String> = decoded
        .remarks
        .iter()
        .map(|remark| {
            let path = Origin(Some(remark.at)).segments();
            format!("{} {}", remark.code.id, place(&document, &path))
        })
        .collect();
    assert_eq!(
        places,
        [
            "TG0509 1:5",
            "TG0509 2:10",
            "TG0509 5:8",
            "TG0509 6:3",
            "TG0509 7:13",
            "TG0510 8:9",
            "TG0511 1:1!",
        ]
    );
}
