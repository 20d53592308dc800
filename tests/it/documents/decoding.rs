use bumpalo::Bump;
use tollgate::document::read::Syntax;
use tollgate::types::ty::Ty;
use tollgate::value::Value;

use super::sample::{RELEASE, RISK, decode, document, documents, field, remarks, show};

/// Each row is a field's text in YAML, the value it decodes to, and the remark on it if there is one.
fn check(name: &str, rows: &[(&str, &str, &str)]) {
    for (written, value, remark) in rows {
        let (found, remarks) = field(&format!("{name}: {written}\n"), Syntax::Yaml, name);
        assert_eq!(
            (found.as_str(), remarks.join(" | ").as_str()),
            (*value, *remark),
            "{name}: {written}"
        );
    }
}

#[test]
fn text_is_what_was_written() {
    check("text", &[("1.10", "x", ""), ("[a]", "x", "")]);
}
#[test]
fn probe() {
    for (name, rows) in [
        (
            "text",
            &[
                "1.10",
                "NO",
                "0123e4",
                "2013.2",
                "true",
                "'1.10'",
                "\"a\\nb\"",
                "2026-11-27",
                "|\n  two\n  lines\n",
                ">-\n  one\n  line\n",
                "a\n  b",
                "0x1F",
                "!!str null",
                "! 12",
                "*x",
                "~",
                "null",
                "''",
                "'  '",
                "",
                "[a, b]",
                "{a: b}",
                "[]",
                "{}",
                "!!int 12",
            ][..],
        ),
        (
            "number",
            &[
                "12",
                "-0.50",
                "1e3",
                "0",
                "12345678901234567890123456789012345",
                "\"12\"",
                "012",
                "+1",
                ".5",
                "0x1F",
                "0o7",
                ".inf",
                ".nan",
                "1_000",
                "1,000",
                "1_00",
                "TBD",
                "yes",
                "[1]",
                "~",
                "!!float 1.5",
                "!!str 12",
                "1e999999999",
            ],
        ),
        ("tier", &["1", "4", "2.5", "0", "5", "one"]),
        (
            "boolean",
            &[
                "true", "False", "TRUE", "yes", "off", "1", "'true'", "maybe", "[true]",
            ],
        ),
        (
            "percentage",
            &[
                "87.5%", "'87.5%'", "0%", "1", "0.5", "'50'", "50 %", "%", "-3%", "five",
            ],
        ),
        ("of_one", &["0.5", "1", "50%", "'0.5'", "x"]),
        ("of_hundred", &["50", "0.5", "50%", "'50'"]),
        ("share", &["10%", "9%", "90%", "91%", "0.5"]),
        (
            "instant",
            &[
                "2026-11-27T10:00:00Z",
                "2026-11-27 10:00:00 +01:00",
                "2026-11-27",
                "2026-11-27T10:00:00",
                "2026-11-31T10:00:00Z",
                "yesterday",
                "TBD",
                "1700000000",
                "[2026-11-27]",
            ],
        ),
        (
            "date",
            &[
                "2026-11-27",
                "'2026-11-27'",
                "2026-11-31",
                "27.11.2026",
                "2026-11-27T10:00:00Z",
                "20261127",
            ],
        ),
        (
            "time",
            &["08:00", "08:00:30", "24:00", "25:00", "8", "noon"],
        ),
        (
            "duration",
            &[
                "72h", "36 hours", "PT72H", "P1DT12H", "1 month", "5m", "72", "-1", "soon",
            ],
        ),
        (
            "window",
            &[
                "2026-11-27T10:00:00Z/2026-11-27T12:00:00Z",
                "2026-11-27T10:00:00Z/PT2H",
                "{start: 2026-11-27T10:00:00Z, end: 2026-11-27T12:00:00Z}",
                "{start: 2026-11-27T10:00:00Z}",
                "{}",
                "{start: 2026-11-27T10:00:00Z, end: tomorrow}",
                "{start: 2026-11-27T10:00:00Z, end: 2026-11-27T10:00:00Z}",
                "2026-11-27T12:00:00Z/2026-11-27T10:00:00Z",
                "always",
                "[a, b]",
            ],
        ),
        (
            "version",
            &["1.10", "1.2.3-rc.1", "v2", "1", "2026.01", "latest"],
        ),
        ("constraint", &["'>=1.2, <2'", "^1.4", "1.2", "newest"]),
        (
            "person",
            &[
                "Alice",
                "'@alice'",
                "Alice A. <alice@example.org>",
                "12345",
                "[alice]",
                "\"\\u200b\"",
            ],
        ),
        (
            "zone",
            &[
                "Europe/London",
                "AoE",
                "+02:00",
                "Europe/Lodnon",
                "CEST2",
                "12",
            ],
        ),
        (
            "risk",
            &["low", "very_high", "High", "hihg", "critical", "1", "[low]"],
        ),
        (
            "change",
            &[
                "{by: alice}",
                "{}",
                "[a]",
                "alice",
                "{by: alice, at: soon}",
                "{at: 2026-11-27T10:00:00Z}",
            ],
        ),
        (
            "texts",
            &["[a, 1.10, NO]", "[]", "a", "[a, [b], ~, '']", "{a: b}", "~"],
        ),
        ("people", &["[{by: alice}, bob, {by: carol}, ~]"]),
        (
            "roles",
            &[
                "[cab, lead, cab, 1, '1']",
                "[]",
                "cab",
                "[a, [b], [b], ~, ~]",
            ],
        ),
        (
            "labels",
            &[
                "{b: 1.10, a: NO, 3: x}",
                "{}",
                "[a]",
                "{a: [b], c: ~, '': d}",
            ],
        ),
        (
            "days",
            &["{2026-12-25: Christmas, 2026-11-31: never}", "{x: y}"],
        ),
        ("risks", &["{low: 1, hihg: 2, high: x}"]),
        ("key", &["12", "hunter2", "[hunter2]", "~"]),
        (
            "vault",
            &[
                "{by: alice}",
                "hunter2",
                "{by: alice, at: hunter2, hunter3: x}",
                "{at: ~}",
            ],
        ),
        ("open", &["{name: x, other: y}"]),
        ("derived", &["12"]),
    ] {
        println!("NAME {name}");
        for written in rows {
            let text = format!("{name}: {written}\n");
            let Ok(_) = documents(text.as_bytes(), Syntax::Yaml) else {
                println!("REFUSED {written}");
                continue;
            };
            let (value, remarks) = field(&text, Syntax::Yaml, name);
            println!("ROW ({written:?}, {value:?}, {:?}),", remarks.join(" | "));
        }
    }
}
