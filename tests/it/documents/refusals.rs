use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use bumpalo::Bump;
use tollgate::document::read::{Limits, Syntax, scan};
use tollgate::document::refusal::Refusal;
use tollgate::types::ty::Ty;

use super::sample::{RELEASE, decode, document, documents};

/// No refusal takes longer, in a build for debugging on a busy machine.
const IN_TIME: Duration = Duration::from_secs(1);

fn syntax_of(name: &str) -> Syntax {
    match name.rsplit_once('.') {
        Some((_, "json")) => Syntax::Json,
        _ => Syntax::Yaml,
    }
}

fn timed(name: &str, text: &[u8], syntax: Syntax) -> Refusal {
    in_time(name, || {
        scan(text, syntax, Limits::default())
            .map(|_| ())
            .expect_err(name)
    })
}

/// What a piece of work gives, if it is done in time. A busy machine has three tries; what is slow fails them all.
fn in_time<T>(name: &str, work: impl Fn() -> T) -> T {
    let mut quickest = Duration::MAX;
    for _ in 0..3 {
        let start = Instant::now();
        let done = work();
        quickest = quickest.min(start.elapsed());
        if quickest < IN_TIME {
            return done;
        }
    }
    panic!("{name} took {quickest:?}");
}

/// Each file of the corpus is refused as its table says: code, place, message.
#[test]
fn bad_documents_are_refused() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/documents/bad");
    let table = std::fs::read_to_string(folder.join("expected.txt")).unwrap();
    let mut files: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "expected.txt")
        .collect();
    files.sort();
    let mut found = String::new();
    for name in &files {
        let text = std::fs::read(folder.join(name)).unwrap();
        let refusal = timed(name, &text, syntax_of(name));
        let (line, column) = refusal.position.unwrap_or_default();
        let _ = writeln!(
            found,
            "{name} {} {line}:{column} {}",
            refusal.code.id, refusal.message
        );
    }
    let expected: Vec<&str> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    let found: Vec<&str> = found.lines().collect();
    if expected != found {
        let listed: BTreeSet<&str> = expected.into_iter().collect();
        let fresh: Vec<&str> = found
            .into_iter()
            .filter(|line| !listed.contains(line))
            .collect();
        panic!("not as the table says:\n{}", fresh.join("\n"));
    }
}

/// What no file of the corpus could hold: texts made to cost time or memory.
#[test]
fn hostile_documents_are_refused_in_time() {
    let found: Vec<String> = hostile()
        .into_iter()
        .map(|(name, syntax, text)| {
            let refusal = timed(name, text.as_bytes(), syntax);
            let (line, column) = refusal.position.unwrap_or_default();
            format!("{name} {} {line}:{column}", refusal.code.id)
        })
        .collect();
    let expected = [
        "json brackets TG0503 1:65",
        "json braces TG0503 1:321",
        "json closed brackets TG0503 1:65",
        "json long number TG0501 1:4302",
        "json open string TG0501 1:300002",
        "json escapes TG0501 1:300002",
        "open brackets TG0503 1:256",
        "open braces TG0503 1:1021",
        "closed brackets TG0503 1:65",
        "more closed brackets TG0503 1:65",
        "brackets and braces TG0503 1:637",
        "dashes TG0503 1:129",
        "question marks TG0501 1:3",
        "colons TG0503 1:129",
        "indentation TG0503 65:65",
        "lists on lines TG0503 65:65",
        "depth behind aliases TG0503 64:12",
        "a billion laughs TG0504 7:10",
        "wide aliases TG0504 2:197",
        "aliases as keys TG0502 4:3",
        "tags TG0501 1:90002",
        "an alias as document TG0501 1:5",
        "anchors TG0501 1:4",
        "exclamation marks TG0501 1:3",
        "tag characters TG0501 1:1",
        "percent signs TG0501 1:300001",
        "directives TG0501 2:1",
        "an open quote TG0501 1:1",
        "an open single quote TG0501 1:1",
        "escapes TG0501 1:1",
        "open values TG0501 1:90002",
        "empty values TG0501 30001:1",
        "documents TG0513 2:1",
        "document ends TG0513 1:1",
        "the same key TG0502 20001:1",
        "long keys TG0502 2:1",
        "a key of many lines TG0501 60001:1",
        "comments TG0501 30001:1",
        "blanks TG0501 150002:1",
        "tabs TG0513 1:1",
        "a block text TG0501 100002:2",
        "a folded text TG0501 150002:2",
        "ampersands TG0513 1:300001",
        "stars TG0501 1:1",
        "commas TG0501 1:1",
        "quotes TG0501 1:3",
        "many documents TG0501 6001:6",
        "flow pairs TG0501 1:60002",
        "flow keys TG0501 1:50002",
        "one long line TG0501 1:300002",
        "not ascii TG0501 1:90002",
    ];
    assert_eq!(found, expected, "{found:#?}");
}

fn hostile() -> Vec<(&'static str, Syntax, String)> {
    const MANY: usize = 300_000;
    let lines =
        |line: &dyn Fn(usize) -> String, count: usize| (0..count).map(line).collect::<String>();
    let yaml = |name, text| (name, Syntax::Yaml, text);
    let json = |name, text| (name, Syntax::Json, text);
    let brackets = |count: usize| format!("{}{}", "[".repeat(count), "]".repeat(count));
    vec![
        json("json brackets", "[".repeat(MANY)),
        json("json braces", "{\"a\":".repeat(MANY)),
        json("json closed brackets", brackets(65)),
        json("json long number", "1".repeat(MANY)),
        json("json open string", format!("\"{}", "a".repeat(MANY))),
        json("json escapes", format!("\"{}", "\\u00e9".repeat(MANY / 6))),
        yaml("open brackets", "[".repeat(MANY)),
        yaml("open braces", "{a: ".repeat(MANY)),
        yaml("closed brackets", brackets(65)),
        yaml("more closed brackets", brackets(200)),
        yaml("brackets and braces", "[{a: ".repeat(MANY / 5)),
        yaml("dashes", "- ".repeat(MANY / 2)),
        yaml("question marks", "? ".repeat(MANY / 2)),
        yaml("colons", ": ".repeat(MANY / 2)),
        yaml(
            "indentation",
            lines(&|depth| format!("{}k:\n", " ".repeat(depth)), 1_000),
        ),
        yaml(
            "lists on lines",
            lines(&|depth| format!("{}-\n", " ".repeat(depth)), 1_000),
        ),
        yaml(
            "depth behind aliases",
            lines(
                &|level| match level {
                    0 => "a0: &a0 [x]\n".into(),
                    _ => format!("a{level}: &a{level} [*a{}]\n", level - 1),
                },
                100,
            ),
        ),
        yaml(
            "a billion laughs",
            lines(
                &|level| match level {
                    0 => format!("a0: &a0 [{}x]\n", "x, ".repeat(8)),
                    _ => {
                        let below = format!("*a{}", level - 1);
                        format!("a{level}: &a{level} [{}]\n", [below.as_str(); 9].join(", "))
                    }
                },
                30,
            ),
        ),
        yaml(
            "wide aliases",
            format!(
                "a: &a [{}x]\nb: [{}*a]\n",
                "x, ".repeat(20_000),
                "*a, ".repeat(20_000)
            ),
        ),
        yaml(
            "aliases as keys",
            format!("a: &a x\nb:\n{}", "  *a : y\n".repeat(5_000)),
        ),
        yaml("tags", format!("[{}", "!!str a, ".repeat(MANY / 30))),
        yaml("an alias as document", "--- *a\n".repeat(10_000)),
        yaml("anchors", "&a ".repeat(MANY / 3)),
        yaml("exclamation marks", "! ".repeat(MANY / 2)),
        yaml("tag characters", "!".repeat(MANY)),
        yaml("percent signs", "%".repeat(MANY)),
        yaml("directives", "%TAG !a! b\n".repeat(50_000)),
        yaml("an open quote", format!("\"{}", "a\n".repeat(MANY / 2))),
        yaml(
            "an open single quote",
            format!("'{}", "''".repeat(MANY / 2)),
        ),
        yaml("escapes", format!("\"{}", "\\n".repeat(MANY / 2))),
        yaml("open values", format!("[{}", "x, ".repeat(MANY / 10))),
        yaml("empty values", format!("{}}}", "-\n".repeat(MANY / 10))),
        yaml("documents", "---\n".repeat(MANY / 4)),
        yaml("document ends", "...\n".repeat(MANY / 4)),
        yaml(
            "the same key",
            lines(&|index| format!("key{}: x\n", index % 20_000), 20_001),
        ),
        yaml("long keys", format!("{0}: 1\n{0}: 2\n", "k".repeat(1_000))),
        yaml(
            "a key of many lines",
            format!("{}: 1\n", "word\n".repeat(MANY / 5)),
        ),
        yaml("comments", format!("{}}}", "# nothing\n".repeat(MANY / 10))),
        yaml("blanks", format!("a: b\n{}}}", " \n".repeat(MANY / 2))),
        yaml("tabs", "\t".repeat(MANY)),
        yaml(
            "a block text",
            format!("a: |\n{}b", " x\n".repeat(MANY / 3)),
        ),
        yaml(
            "a folded text",
            format!("a: >\n{}b", " x\n\n".repeat(MANY / 4)),
        ),
        yaml("ampersands", "&".repeat(MANY)),
        yaml("stars", "*".repeat(MANY)),
        yaml("commas", ",".repeat(MANY)),
        yaml("quotes", "\"\"".repeat(MANY / 2)),
        yaml(
            "many documents",
            format!("{}--- [", "--- a\n".repeat(MANY / 50)),
        ),
        yaml("flow pairs", format!("[{}", "a: b, ".repeat(MANY / 30))),
        yaml("flow keys", format!("[{}", "? a, ".repeat(MANY / 30))),
        yaml("one long line", format!("[{}", "a b ".repeat(MANY / 4))),
        yaml("not ascii", format!("[{}", "ü, ".repeat(MANY / 10))),
    ]
}

#[test]
fn limits_are_kept() {
    let refused = |text: &str, syntax, limits| {
        let refusal = scan(text.as_bytes(), syntax, limits)
            .map(|_| ())
            .unwrap_err();
        (refusal.code.id, refusal.position, refusal.message)
    };
    let bytes = Limits {
        bytes: 10,
        ..Limits::default()
    };
    assert_eq!(
        refused("id: R-12345", Syntax::Yaml, bytes),
        (
            "TG0507",
            None,
            "this document is larger than 10 bytes".into()
        )
    );
    assert!(scan(b"id: R-1234", Syntax::Yaml, bytes).is_ok());
    let nodes = Limits {
        nodes: 4,
        ..Limits::default()
    };
    for syntax in [Syntax::Yaml, Syntax::Json] {
        assert!(scan(b"[1, 2, 3]", syntax, nodes).is_ok());
        assert_eq!(
            refused("[1, 2, 3, 4]", syntax, nodes),
            (
                "TG0507",
                Some((1, 11)),
                "this document holds more than 4 values".into()
            )
        );
    }
    assert_eq!(
        refused("- &a [x]\n- *a\n", Syntax::Yaml, nodes),
        (
            "TG0504",
            Some((2, 3)),
            "the aliases of this document expand to more than 4 values".into()
        )
    );
    let depth = |depth| Limits {
        depth,
        ..Limits::default()
    };
    for syntax in [Syntax::Yaml, Syntax::Json] {
        assert!(scan(b"[[0]]", syntax, depth(2)).is_ok());
        assert_eq!(
            refused("[[[0]]]", syntax, depth(2)),
            (
                "TG0503",
                Some((1, 3)),
                "lists and records nest more than 2 deep here".into()
            )
        );
        // A limit past what the readers can bear is lowered.
        let deep = format!("{}{}", "[".repeat(101), "]".repeat(101));
        assert_eq!(refused(&deep, syntax, depth(5_000)).1, Some((1, 101)));
        let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
        assert!(scan(deep.as_bytes(), syntax, depth(5_000)).is_ok());
    }
}

/// Whatever is long and well-formed is read, in about the time of a refusal.
#[test]
fn long_documents_are_read() {
    let long = "x".repeat(1_000_000);
    // Without optimisation the YAML scanner takes half a second for a million characters.
    let word = "x".repeat(250_000);
    for (syntax, text) in [
        (Syntax::Yaml, format!("id: {word}\n")),
        (Syntax::Yaml, format!("id: \"{word}\"\n")),
        (Syntax::Yaml, format!("id: |-\n  {word}\n")),
        (
            Syntax::Yaml,
            format!("id: >-\n{}\n", "  word\n".repeat(20_000)),
        ),
        (
            Syntax::Yaml,
            format!("id: R\ntexts:\n{}", "- word\n".repeat(10_000)),
        ),
        (Syntax::Yaml, format!("id: R\n{}: R-2\n", "k".repeat(1_000))),
        (Syntax::Json, format!("{{\"id\": \"{long}\"}}")),
        (Syntax::Json, format!("{{\"id\": \"R\", \"{long}\": 1}}")),
        (
            Syntax::Json,
            format!("{{\"id\": \"R\", \"number\": {}}}", "1".repeat(4_000)),
        ),
        (
            Syntax::Json,
            format!("{{\"id\": \"R\", \"person\": \"{}\"}}", "@".repeat(100_000)),
        ),
        (
            Syntax::Json,
            format!("{{\"id\": \"R\", \"zone\": \"{long}\"}}"),
        ),
        (
            Syntax::Json,
            format!(
                "{{\"id\": \"R\", \"roles\": [{}\"z\"]}}",
                "\"a\", ".repeat(10_000)
            ),
        ),
    ] {
        let arena = Bump::new();
        let decoded = in_time(&text[..40], || {
            let document = document(&text, syntax);
            decode(&arena, &document, &Ty::Record(RELEASE), true).unwrap()
        });
        for remark in &decoded.remarks {
            assert!(remark.message.len() < 300, "{}", remark.message);
        }
    }
}

#[test]
fn a_document_that_is_no_record_is_refused_where_a_record_is_declared() {
    let arena = Bump::new();
    for (text, syntax, message) in [
        (
            "- a\n- b\n",
            Syntax::Yaml,
            "this document should be a record and is a list of 2 elements",
        ),
        (
            "release\n",
            Syntax::Yaml,
            "this document should be a record and is `release`",
        ),
        (
            "--- ~\n",
            Syntax::Yaml,
            "this document should be a record and is nothing",
        ),
        (
            "[]",
            Syntax::Json,
            "this document should be a record and is an empty list",
        ),
        (
            "12",
            Syntax::Json,
            "this document should be a record and is `12`",
        ),
        (
            "\"12\"",
            Syntax::Json,
            "this document should be a record and is the text `12`",
        ),
        (
            "null",
            Syntax::Json,
            "this document should be a record and is nothing",
        ),
    ] {
        let refusal = decode(&arena, &document(text, syntax), &Ty::Record(RELEASE), false)
            .map(|_| ())
            .unwrap_err();
        assert_eq!(refusal.code.id, "TG0506", "{text}");
        assert_eq!(refusal.message, message);
        assert!(refusal.position.is_some());
    }
    let refusal = documents(b"id: R-1\n--- [a]\n", Syntax::Yaml).unwrap();
    let second = decode(&arena, &refusal[1], &Ty::Record(RELEASE), false)
        .map(|_| ())
        .unwrap_err();
    assert_eq!((second.code.id, second.position), ("TG0506", Some((2, 5))));
}
