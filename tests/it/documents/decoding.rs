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
    check(
        "text",
        &[
            ("1.10", "\"1.10\"", ""),
            ("NO", "\"NO\"", ""),
            ("0123e4", "\"0123e4\"", ""),
            ("2013.2", "\"2013.2\"", ""),
            ("true", "\"true\"", ""),
            ("'1.10'", "\"1.10\"", ""),
            ("\"a\\nb\"", "\"a\\nb\"", ""),
            ("2026-11-27", "\"2026-11-27\"", ""),
            ("|\n  two\n  lines\n", "\"two\\nlines\\n\"", ""),
            (">-\n  one\n  line\n", "\"one line\"", ""),
            ("a\n  b", "\"a b\"", ""),
            ("0x1F", "\"0x1F\"", ""),
            ("!!str null", "\"null\"", ""),
            ("! 12", "\"12\"", ""),
            ("~", "absent", ""),
            ("null", "absent", ""),
            ("''", "absent", ""),
            ("'  '", "absent", ""),
            ("", "absent", ""),
            (
                "[a, b]",
                "?(release.text: expected text, found a list of 2 elements)",
                "TG0509 release.text: expected text, found a list of 2 elements",
            ),
            (
                "{a: b}",
                "?(release.text: expected text, found a record)",
                "TG0509 release.text: expected text, found a record",
            ),
            (
                "[]",
                "?(release.text: expected text, found an empty list)",
                "TG0509 release.text: expected text, found an empty list",
            ),
            (
                "{}",
                "?(release.text: expected text, found a record)",
                "TG0509 release.text: expected text, found a record",
            ),
            ("!!int 12", "\"12\"", ""),
        ],
    );
}

#[test]
fn numbers_are_exact_and_written_plainly() {
    check(
        "number",
        &[
            ("12", "12", ""),
            ("-0.50", "-0.5", ""),
            ("1e3", "1000", ""),
            ("0", "0", ""),
            (
                "12345678901234567890123456789012345",
                "?(release.number: expected a number, found `12345678901234567890123456789012345`)",
                "TG0509 release.number: expected a number, found `12345678901234567890123456789012345`: it has more than 34 digits",
            ),
            (
                "\"12\"",
                "?(release.number: expected a number, found the text `12`)",
                "TG0509 release.number: expected a number, found the text `12` (remove the quotes)",
            ),
            (
                "012",
                "?(release.number: expected a number, found `012`)",
                "TG0509 release.number: expected a number, found `012`",
            ),
            (
                "+1",
                "?(release.number: expected a number, found `+1`)",
                "TG0509 release.number: expected a number, found `+1`",
            ),
            (
                ".5",
                "?(release.number: expected a number, found `.5`)",
                "TG0509 release.number: expected a number, found `.5`",
            ),
            (
                "0x1F",
                "?(release.number: expected a number, found `0x1F`)",
                "TG0509 release.number: expected a number, found `0x1F`",
            ),
            (
                "0o7",
                "?(release.number: expected a number, found `0o7`)",
                "TG0509 release.number: expected a number, found `0o7`",
            ),
            (
                ".inf",
                "?(release.number: expected a number, found `.inf`)",
                "TG0509 release.number: expected a number, found `.inf`",
            ),
            (
                ".nan",
                "?(release.number: expected a number, found `.nan`)",
                "TG0509 release.number: expected a number, found `.nan`",
            ),
            (
                "1_000",
                "?(release.number: expected a number, found `1_000`)",
                "TG0509 release.number: expected a number, found `1_000` (write `1000`)",
            ),
            (
                "1,000",
                "?(release.number: expected a number, found `1,000`)",
                "TG0509 release.number: expected a number, found `1,000` (write `1000`)",
            ),
            (
                "1_00",
                "?(release.number: expected a number, found `1_00`)",
                "TG0509 release.number: expected a number, found `1_00`",
            ),
            (
                "TBD",
                "?(release.number: expected a number, found `TBD`)",
                "TG0509 release.number: expected a number, found `TBD`",
            ),
            (
                "yes",
                "?(release.number: expected a number, found `yes`)",
                "TG0509 release.number: expected a number, found `yes`",
            ),
            (
                "[1]",
                "?(release.number: expected a number, found a list of 1 element)",
                "TG0509 release.number: expected a number, found a list of 1 element",
            ),
            ("~", "absent", ""),
            ("!!float 1.5", "1.5", ""),
            (
                "!!str 12",
                "?(release.number: expected a number, found the text `12`)",
                "TG0509 release.number: expected a number, found the text `12` (remove the quotes)",
            ),
            (
                "1e999999999",
                "?(release.number: expected a number, found `1e999999999`)",
                "TG0509 release.number: expected a number, found `1e999999999`: it has more than 34 digits",
            ),
        ],
    );
    check(
        "tier",
        &[
            ("1", "1", ""),
            ("4", "4", ""),
            ("2.5", "2.5", ""),
            (
                "0",
                "?(release.tier: expected a number from 1 to 4, found `0`)",
                "TG0509 release.tier: expected a number from 1 to 4, found `0`",
            ),
            (
                "5",
                "?(release.tier: expected a number from 1 to 4, found `5`)",
                "TG0509 release.tier: expected a number from 1 to 4, found `5`",
            ),
            (
                "one",
                "?(release.tier: expected a number from 1 to 4, found `one`)",
                "TG0509 release.tier: expected a number from 1 to 4, found `one`",
            ),
        ],
    );
}

#[test]
fn booleans_are_true_and_false() {
    check(
        "boolean",
        &[
            ("true", "true", ""),
            ("False", "false", ""),
            ("TRUE", "true", ""),
            (
                "yes",
                "?(release.boolean: expected `true` or `false`, found `yes`)",
                "TG0509 release.boolean: expected `true` or `false`, found `yes` (write `true`)",
            ),
            (
                "off",
                "?(release.boolean: expected `true` or `false`, found `off`)",
                "TG0509 release.boolean: expected `true` or `false`, found `off` (write `false`)",
            ),
            (
                "1",
                "?(release.boolean: expected `true` or `false`, found `1`)",
                "TG0509 release.boolean: expected `true` or `false`, found `1` (write `true`)",
            ),
            (
                "'true'",
                "?(release.boolean: expected `true` or `false`, found the text `true`)",
                "TG0509 release.boolean: expected `true` or `false`, found the text `true` (remove the quotes)",
            ),
            (
                "maybe",
                "?(release.boolean: expected `true` or `false`, found `maybe`)",
                "TG0509 release.boolean: expected `true` or `false`, found `maybe`",
            ),
            (
                "[true]",
                "?(release.boolean: expected `true` or `false`, found a list of 1 element)",
                "TG0509 release.boolean: expected `true` or `false`, found a list of 1 element",
            ),
        ],
    );
}

#[test]
fn percentages_say_what_they_count_in() {
    check(
        "percentage",
        &[
            ("87.5%", "87.5%", ""),
            ("'87.5%'", "87.5%", ""),
            ("0%", "0%", ""),
            (
                "1",
                "?(release.percentage: expected a percentage, found `1`)",
                "TG0509 release.percentage: expected a percentage, found `1`: a bare number may count in ones or in hundredths (write `1%` if it counts in hundredths)",
            ),
            (
                "0.5",
                "?(release.percentage: expected a percentage, found `0.5`)",
                "TG0509 release.percentage: expected a percentage, found `0.5`: a bare number may count in ones or in hundredths (write `0.5%` if it counts in hundredths)",
            ),
            (
                "'50'",
                "?(release.percentage: expected a percentage, found the text `50`)",
                "TG0509 release.percentage: expected a percentage, found the text `50`: a bare number may count in ones or in hundredths (write `50%` if it counts in hundredths)",
            ),
            (
                "50 %",
                "?(release.percentage: expected a percentage, found `50 %`)",
                "TG0509 release.percentage: expected a percentage, found `50 %`",
            ),
            ("-3%", "-3%", ""),
            (
                "five",
                "?(release.percentage: expected a percentage, found `five`)",
                "TG0509 release.percentage: expected a percentage, found `five`",
            ),
        ],
    );
    check(
        "of_one",
        &[
            ("0.5", "50%", ""),
            ("1", "100%", ""),
            ("50%", "50%", ""),
            (
                "'0.5'",
                "?(release.of_one: expected a percentage, found the text `0.5`)",
                "TG0509 release.of_one: expected a percentage, found the text `0.5` (remove the quotes)",
            ),
            (
                "x",
                "?(release.of_one: expected a percentage, found `x`)",
                "TG0509 release.of_one: expected a percentage, found `x`",
            ),
        ],
    );
    check(
        "of_hundred",
        &[
            ("50", "50%", ""),
            ("0.5", "0.5%", ""),
            ("50%", "50%", ""),
            (
                "'50'",
                "?(release.of_hundred: expected a percentage, found the text `50`)",
                "TG0509 release.of_hundred: expected a percentage, found the text `50` (remove the quotes)",
            ),
        ],
    );
    check(
        "share",
        &[
            ("10%", "10%", ""),
            (
                "9%",
                "?(release.share: expected a percentage from 10% to 90%, found `9%`)",
                "TG0509 release.share: expected a percentage from 10% to 90%, found `9%`",
            ),
            ("90%", "90%", ""),
            (
                "91%",
                "?(release.share: expected a percentage from 10% to 90%, found `91%`)",
                "TG0509 release.share: expected a percentage from 10% to 90%, found `91%`",
            ),
            (
                "0.5",
                "?(release.share: expected a percentage from 10% to 90%, found `0.5`)",
                "TG0509 release.share: expected a percentage from 10% to 90%, found `0.5`: a bare number may count in ones or in hundredths (write `0.5%` if it counts in hundredths)",
            ),
        ],
    );
}

#[test]
fn times_are_real_and_complete() {
    check(
        "instant",
        &[
            ("2026-11-27T10:00:00Z", "2026-11-27T10:00:00Z", ""),
            (
                "2026-11-27 10:00:00 +01:00",
                "?(release.instant: expected an instant, found `2026-11-27 10:00:00 +01:00`)",
                "TG0509 release.instant: expected an instant, found `2026-11-27 10:00:00 +01:00`: ` +01:00` is no offset: write `Z` or hours and minutes, like `+02:00`",
            ),
            (
                "2026-11-27",
                "?(release.instant: expected an instant, found `2026-11-27`)",
                "TG0509 release.instant: expected an instant, found `2026-11-27`: has no time of day (add the time of day and the offset: `2026-11-27T00:00:00Z`)",
            ),
            (
                "2026-11-27T10:00:00",
                "?(release.instant: expected an instant, found `2026-11-27T10:00:00`)",
                "TG0509 release.instant: expected an instant, found `2026-11-27T10:00:00`: has no offset",
            ),
            (
                "2026-11-31T10:00:00Z",
                "?(release.instant: expected an instant, found `2026-11-31T10:00:00Z`)",
                "TG0509 release.instant: expected an instant, found `2026-11-31T10:00:00Z`: November 2026 has 30 days",
            ),
            (
                "yesterday",
                "?(release.instant: expected an instant, found `yesterday`)",
                "TG0509 release.instant: expected an instant, found `yesterday`: an instant is written as date, time and offset, like 2026-11-27T10:00:00Z",
            ),
            (
                "TBD",
                "?(release.instant: expected an instant, found `TBD`)",
                "TG0509 release.instant: expected an instant, found `TBD`: an instant is written as date, time and offset, like 2026-11-27T10:00:00Z",
            ),
            (
                "1700000000",
                "?(release.instant: expected an instant, found `1700000000`)",
                "TG0509 release.instant: expected an instant, found `1700000000`: an instant is written as date, time and offset, like 2026-11-27T10:00:00Z",
            ),
            (
                "[2026-11-27]",
                "?(release.instant: expected an instant, found a list of 1 element)",
                "TG0509 release.instant: expected an instant, found a list of 1 element",
            ),
        ],
    );
    check(
        "date",
        &[
            ("2026-11-27", "2026-11-27", ""),
            ("'2026-11-27'", "2026-11-27", ""),
            (
                "2026-11-31",
                "?(release.date: expected a date, found `2026-11-31`)",
                "TG0509 release.date: expected a date, found `2026-11-31`: November 2026 has 30 days",
            ),
            (
                "27.11.2026",
                "?(release.date: expected a date, found `27.11.2026`)",
                "TG0509 release.date: expected a date, found `27.11.2026`: a date is written as year, month and day, like 2026-11-23",
            ),
            (
                "2026-11-27T10:00:00Z",
                "?(release.date: expected a date, found `2026-11-27T10:00:00Z`)",
                "TG0509 release.date: expected a date, found `2026-11-27T10:00:00Z`: a date is written as year, month and day, like 2026-11-23",
            ),
            (
                "20261127",
                "?(release.date: expected a date, found `20261127`)",
                "TG0509 release.date: expected a date, found `20261127`: a date is written as year, month and day, like 2026-11-23",
            ),
        ],
    );
    check(
        "time",
        &[
            ("08:00", "08:00", ""),
            ("08:00:30", "08:00:30", ""),
            ("24:00", "24:00", ""),
            (
                "25:00",
                "?(release.time: expected a time of day, found `25:00`)",
                "TG0509 release.time: expected a time of day, found `25:00`: there is no hour 25",
            ),
            (
                "8",
                "?(release.time: expected a time of day, found `8`)",
                "TG0509 release.time: expected a time of day, found `8`: a time is written as hours and minutes, like 08:00",
            ),
            (
                "noon",
                "?(release.time: expected a time of day, found `noon`)",
                "TG0509 release.time: expected a time of day, found `noon`: a time is written as hours and minutes, like 08:00",
            ),
        ],
    );
    check(
        "duration",
        &[
            ("72h", "72 hours", ""),
            ("36 hours", "36 hours", ""),
            ("PT72H", "72 hours", ""),
            ("P1DT12H", "1 day 12 hours", ""),
            ("1 month", "1 month", ""),
            (
                "5m",
                "?(release.duration: expected a duration, found `5m`)",
                "TG0509 release.duration: expected a duration, found `5m`: `m` may be minutes or months: write `min` or `months`",
            ),
            (
                "72",
                "?(release.duration: expected a duration, found `72`)",
                "TG0509 release.duration: expected a duration, found `72`: a duration is written as a number and a unit, like `36 hours`, or like `PT36H` (add the unit: `72h`, `72 days`)",
            ),
            (
                "-1",
                "?(release.duration: expected a duration, found `-1`)",
                "TG0509 release.duration: expected a duration, found `-1`: a duration is written as a number and a unit, like `36 hours`, or like `PT36H` (add the unit: `-1h`, `-1 days`)",
            ),
            (
                "soon",
                "?(release.duration: expected a duration, found `soon`)",
                "TG0509 release.duration: expected a duration, found `soon`: a duration is written as a number and a unit, like `36 hours`, or like `PT36H`",
            ),
        ],
    );
}

#[test]
fn windows_end_after_they_start() {
    check(
        "window",
        &[
            (
                "2026-11-27T10:00:00Z/2026-11-27T12:00:00Z",
                "2026-11-27T10:00:00Z/2026-11-27T12:00:00Z",
                "",
            ),
            (
                "2026-11-27T10:00:00Z/PT2H",
                "2026-11-27T10:00:00Z/2026-11-27T12:00:00Z",
                "",
            ),
            (
                "{start: 2026-11-27T10:00:00Z, end: 2026-11-27T12:00:00Z}",
                "2026-11-27T10:00:00Z/2026-11-27T12:00:00Z",
                "",
            ),
            (
                "{start: 2026-11-27T10:00:00Z}",
                "?(missing release.window.end)",
                "",
            ),
            (
                "{}",
                "?(missing release.window.start, missing release.window.end)",
                "",
            ),
            (
                "{start: 2026-11-27T10:00:00Z, end: tomorrow}",
                "?(release.window.end: expected an instant, found `tomorrow`)",
                "TG0509 release.window.end: expected an instant, found `tomorrow`: an instant is written as date, time and offset, like 2026-11-27T10:00:00Z",
            ),
            (
                "{start: 2026-11-27T10:00:00Z, end: 2026-11-27T10:00:00Z}",
                "?(release.window: expected a window that ends after it starts, found a record)",
                "TG0509 release.window: expected a window that ends after it starts, found a record",
            ),
            (
                "2026-11-27T12:00:00Z/2026-11-27T10:00:00Z",
                "?(release.window: expected a window, found `2026-11-27T12:00:00Z/2026-11-27T10:00:00Z`)",
                "TG0509 release.window: expected a window, found `2026-11-27T12:00:00Z/2026-11-27T10:00:00Z`: ends before it starts",
            ),
            (
                "always",
                "?(release.window: expected a window, found `always`)",
                "TG0509 release.window: expected a window, found `always`: a window is written as start/end or start/duration, like 2026-11-27T10:00:00Z/PT2H",
            ),
            (
                "[a, b]",
                "?(release.window: expected a window, found a list of 2 elements)",
                "TG0509 release.window: expected a window, found a list of 2 elements",
            ),
        ],
    );
}

#[test]
fn versions_people_and_zones() {
    check(
        "version",
        &[
            ("1.10", "version 1.10", ""),
            ("1.2.3-rc.1", "version 1.2.3-rc.1", ""),
            ("v2", "version v2", ""),
            ("1", "version 1", ""),
            (
                "2026.01",
                "?(release.version: expected a version such as `1.4.2`, found `2026.01`)",
                "TG0509 release.version: expected a version such as `1.4.2`, found `2026.01`",
            ),
            (
                "latest",
                "?(release.version: expected a version such as `1.4.2`, found `latest`)",
                "TG0509 release.version: expected a version such as `1.4.2`, found `latest`",
            ),
        ],
    );
    check(
        "constraint",
        &[
            ("'>=1.2, <2'", "constraint >=1.2, <2", ""),
            ("^1.4", "constraint ^1.4", ""),
            ("1.2", "constraint 1.2", ""),
            (
                "newest",
                "?(release.constraint: expected a version constraint such as `>=1.2, <2`, found `newest`)",
                "TG0509 release.constraint: expected a version constraint such as `>=1.2, <2`, found `newest`",
            ),
        ],
    );
    check(
        "person",
        &[
            ("Alice", "person alice (Alice)", ""),
            ("'@alice'", "person alice (@alice)", ""),
            (
                "Alice A. <alice@example.org>",
                "person alice@example.org (Alice A. <alice@example.org>)",
                "",
            ),
            ("12345", "person 12345 (12345)", ""),
            (
                "[alice]",
                "?(release.person: expected a person, found a list of 1 element)",
                "TG0509 release.person: expected a person, found a list of 1 element",
            ),
            (
                "\"\\u200b\"",
                "?(release.person: expected a person, found `\\u{200b}`)",
                "TG0509 release.person: expected a person, found `\\u{200b}`",
            ),
        ],
    );
    check(
        "zone",
        &[
            ("Europe/London", "Europe/London", ""),
            ("AoE", "AoE", ""),
            ("+02:00", "+02:00", ""),
            (
                "Europe/Lodnon",
                "?(release.zone: expected a time zone such as `Europe/London`, found `Europe/Lodnon`)",
                "TG0509 release.zone: expected a time zone such as `Europe/London`, found `Europe/Lodnon` (did you mean `Europe/London`?)",
            ),
            (
                "CEST2",
                "?(release.zone: expected a time zone such as `Europe/London`, found `CEST2`)",
                "TG0509 release.zone: expected a time zone such as `Europe/London`, found `CEST2`",
            ),
            (
                "12",
                "?(release.zone: expected a time zone such as `Europe/London`, found `12`)",
                "TG0509 release.zone: expected a time zone such as `Europe/London`, found `12`",
            ),
        ],
    );
}

#[test]
fn enums_take_their_members_alone() {
    check(
        "risk",
        &[
            ("low", "member 0", ""),
            ("very_high", "member 3", ""),
            (
                "High",
                "?(release.risk: expected one of `low`, `moderate`, `high`, `very_high`, found `High`)",
                "TG0509 release.risk: expected one of `low`, `moderate`, `high`, `very_high`, found `High` (did you mean `high`?)",
            ),
            (
                "hihg",
                "?(release.risk: expected one of `low`, `moderate`, `high`, `very_high`, found `hihg`)",
                "TG0509 release.risk: expected one of `low`, `moderate`, `high`, `very_high`, found `hihg` (did you mean `high`?)",
            ),
            (
                "critical",
                "?(release.risk: expected one of `low`, `moderate`, `high`, `very_high`, found `critical`)",
                "TG0509 release.risk: expected one of `low`, `moderate`, `high`, `very_high`, found `critical`",
            ),
            (
                "1",
                "?(release.risk: expected one of `low`, `moderate`, `high`, `very_high`, found `1`)",
                "TG0509 release.risk: expected one of `low`, `moderate`, `high`, `very_high`, found `1`",
            ),
            (
                "[low]",
                "?(release.risk: expected one of `low`, `moderate`, `high`, `very_high`, found a list of 1 element)",
                "TG0509 release.risk: expected one of `low`, `moderate`, `high`, `very_high`, found a list of 1 element",
            ),
        ],
    );
}

#[test]
fn records_lists_sets_and_maps() {
    check(
        "change",
        &[
            ("{by: alice}", "{person alice (alice), absent, absent}", ""),
            (
                "{}",
                "{absent, absent, absent}",
                "TG0511 release.change.by: `by` is required and missing",
            ),
            (
                "[a]",
                "?(release.change: expected a record (Approval), found a list of 1 element)",
                "TG0509 release.change: expected a record (Approval), found a list of 1 element",
            ),
            (
                "alice",
                "?(release.change: expected a record (Approval), found `alice`)",
                "TG0509 release.change: expected a record (Approval), found `alice`",
            ),
            (
                "{by: alice, at: soon}",
                "{person alice (alice), ?(release.change.at: expected an instant, found `soon`), absent}",
                "TG0509 release.change.at: expected an instant, found `soon`: an instant is written as date, time and offset, like 2026-11-27T10:00:00Z",
            ),
            (
                "{at: 2026-11-27T10:00:00Z}",
                "{absent, 2026-11-27T10:00:00Z, absent}",
                "TG0511 release.change.by: `by` is required and missing",
            ),
        ],
    );
    check(
        "texts",
        &[
            ("[a, 1.10, NO]", "[\"a\", \"1.10\", \"NO\"]", ""),
            ("[]", "[]", ""),
            (
                "a",
                "?(release.texts: expected a list, found `a`)",
                "TG0509 release.texts: expected a list, found `a`",
            ),
            (
                "[a, [b], ~, '']",
                "[\"a\", ?(release.texts[1]: expected text, found a list of 1 element), ?(missing release.texts[2]), ?(missing release.texts[3])]",
                "TG0509 release.texts[1]: expected text, found a list of 1 element",
            ),
            (
                "{a: b}",
                "?(release.texts: expected a list, found a record)",
                "TG0509 release.texts: expected a list, found a record",
            ),
            ("~", "absent", ""),
        ],
    );
    check(
        "people",
        &[(
            "[{by: alice}, bob, {by: carol}, ~]",
            "[{person alice (alice), absent, absent}, ?(release.people[1]: expected a record (Approval), found `bob`), {person carol (carol), absent, absent}, ?(missing release.people[3])]",
            "TG0509 release.people[1]: expected a record (Approval), found `bob`",
        )],
    );
    check(
        "roles",
        &[
            ("[cab, lead, cab, 1, '1']", "[\"cab\", \"lead\", \"1\"]", ""),
            ("[]", "[]", ""),
            (
                "cab",
                "?(release.roles: expected a list, found `cab`)",
                "TG0509 release.roles: expected a list, found `cab`",
            ),
            (
                "[a, [b], [b], ~, ~]",
                "[\"a\", ?(release.roles[1]: expected text, found a list of 1 element), ?(release.roles[2]: expected text, found a list of 1 element), ?(missing release.roles[3]), ?(missing release.roles[4])]",
                "TG0509 release.roles[1]: expected text, found a list of 1 element | TG0509 release.roles[2]: expected text, found a list of 1 element",
            ),
        ],
    );
    check(
        "labels",
        &[
            (
                "{b: 1.10, a: NO, 3: x}",
                "{\"b\": \"1.10\", \"a\": \"NO\", \"3\": \"x\"}",
                "",
            ),
            ("{}", "{}", ""),
            (
                "[a]",
                "?(release.labels: expected a map, found a list of 1 element)",
                "TG0509 release.labels: expected a map, found a list of 1 element",
            ),
            (
                "{a: [b], c: ~, '': d}",
                "{\"a\": ?(release.labels.a: expected text, found a list of 1 element), \"c\": ?(missing release.labels.c), \"\": \"d\"}",
                "TG0509 release.labels.a: expected text, found a list of 1 element",
            ),
        ],
    );
    check(
        "days",
        &[
            (
                "{2026-12-25: Christmas, 2026-11-31: never}",
                "{2026-12-25: \"Christmas\", ?(release.days[\"2026-11-31\"]: expected a date, found `2026-11-31`): \"never\"}",
                "TG0509 release.days[\"2026-11-31\"]: expected a date, found `2026-11-31`: November 2026 has 30 days",
            ),
            (
                "{x: y}",
                "{?(release.days.x: expected a date, found `x`): \"y\"}",
                "TG0509 release.days.x: expected a date, found `x`: a date is written as year, month and day, like 2026-11-23",
            ),
        ],
    );
    check(
        "risks",
        &[(
            "{low: 1, hihg: 2, high: x}",
            "{member 0: 1, ?(release.risks.hihg: expected one of `low`, `moderate`, `high`, `very_high`, found `hihg`): 2, member 2: ?(release.risks.high: expected a number, found `x`)}",
            "TG0509 release.risks.hihg: expected one of `low`, `moderate`, `high`, `very_high`, found `hihg` (did you mean `high`?) | TG0509 release.risks.high: expected a number, found `x`",
        )],
    );
    check("open", &[("{name: x, other: y}", "{\"x\"}", "")]);
}

#[test]
fn secrets_are_never_shown() {
    check(
        "key",
        &[
            ("12", "12", ""),
            (
                "hunter2",
                "?(release.key: expected a number, found a secret, which is not shown)",
                "TG0509 release.key: expected a number, found a secret, which is not shown",
            ),
            (
                "[hunter2]",
                "?(release.key: expected a number, found a secret, which is not shown)",
                "TG0509 release.key: expected a number, found a secret, which is not shown",
            ),
            ("~", "absent", ""),
        ],
    );
    check(
        "vault",
        &[
            ("{by: alice}", "{person alice (alice), absent, absent}", ""),
            (
                "hunter2",
                "?(release.vault: expected a record (Approval), found a secret, which is not shown)",
                "TG0509 release.vault: expected a record (Approval), found a secret, which is not shown",
            ),
            (
                "{by: alice, at: hunter2, hunter3: x}",
                "{person alice (alice), ?(release.vault: expected an instant, found a secret, which is not shown), absent}",
                "TG0509 release.vault: expected an instant, found a secret, which is not shown",
            ),
            (
                "{at: ~}",
                "{absent, absent, absent}",
                "TG0511 release.vault: `by` is required and missing",
            ),
        ],
    );
}

#[test]
fn a_derived_field_is_not_read() {
    check("derived", &[("12", "absent", "")]);
}

/// The same rules hold in JSON: what is in quotes is text, numbers keep their characters.
#[test]
fn json_is_read_by_the_same_rules() {
    for (name, written, value, remark) in [
        ("text", "1.10", "\"1.10\"", ""),
        ("text", "-1.50E+2", "\"-1.50E+2\"", ""),
        ("text", "true", "\"true\"", ""),
        (
            "text",
            "\"a\\n\\u00e9\\ud83d\\ude00\\/\"",
            "\"a\\né😀/\"",
            "",
        ),
        ("text", "null", "absent", ""),
        ("text", "\"null\"", "\"null\"", ""),
        ("text", "\" \\t\"", "absent", ""),
        ("number", "12.50", "12.5", ""),
        ("number", "-0", "0", ""),
        ("number", "1e2", "100", ""),
        (
            "number",
            "\"12\"",
            "?",
            "TG0509 release.number: expected a number, found the text `12` (remove the quotes)",
        ),
        ("boolean", "true", "true", ""),
        (
            "boolean",
            "\"true\"",
            "?",
            "TG0509 release.boolean: expected `true` or `false`, found the text `true` (remove the quotes)",
        ),
        (
            "boolean",
            "\"yes\"",
            "?",
            "TG0509 release.boolean: expected `true` or `false`, found `yes` (write `true`)",
        ),
        ("percentage", "\"87.5%\"", "87.5%", ""),
        ("version", "1.10", "version 1.10", ""),
        (
            "instant",
            "\"2026-11-27T10:00:00Z\"",
            "2026-11-27T10:00:00Z",
            "",
        ),
        (
            "date",
            "20261127",
            "?",
            "TG0509 release.date: expected a date, found `20261127`: a date is written as year, month and day, like 2026-11-23",
        ),
        (
            "texts",
            "[\"a\", 1, null, []]",
            "[\"a\", \"1\", ?(missing release.texts[2]), ?(release.texts[3]: expected text, found an empty list)]",
            "TG0509 release.texts[3]: expected text, found an empty list",
        ),
        (
            "labels",
            "{\"b\": 1, \"\\u0061\": \"x\"}",
            "{\"b\": \"1\", \"a\": \"x\"}",
            "",
        ),
        (
            "change",
            "{\"by\": \"alice\", \"skipped\": {\"x\": [1, {}]}}",
            "{person alice (alice), absent, absent}",
            "",
        ),
    ] {
        let (found, remarks) = field(&format!("{{\"{name}\": {written}}}"), Syntax::Json, name);
        let found = if found.starts_with('?') {
            "?"
        } else {
            found.as_str()
        };
        assert_eq!(
            (found, remarks.join(" | ").as_str()),
            (value, remark),
            "{name}: {written}"
        );
    }
}

fn thoroughly(text: &str, thorough: bool) -> Vec<String> {
    let arena = Bump::new();
    let document = document(text, Syntax::Yaml);
    remarks(&decode(&arena, &document, &Ty::Record(RELEASE), thorough).unwrap())
}

#[test]
fn what_nobody_declared_is_remarked_when_asked() {
    let text = "\
id: R-1
idd: x
lables: {}
derived: 3
xyzzy: 1
<<: {a: b}
open: {anything: goes}
change:
  by: alice
  buy: bob
window: {start: 2026-11-27T10:00:00Z, end: 2026-11-27T12:00:00Z, ned: x}
vault: {by: alice, hunter2: x}
unread: {at: soon, nothing: x}
";
    assert_eq!(thoroughly(text, false), Vec::<String>::new());
    assert_eq!(
        thoroughly(text, true),
        [
            "TG0510 release.idd: `idd` is no field of `Release` (did you mean `id`?)",
            "TG0510 release.lables: `lables` is no field of `Release` (did you mean `labels`?)",
            "TG0510 release.derived: `derived` is computed from other fields (remove it: what is written here is not read)",
            "TG0510 release.xyzzy: `xyzzy` is no field of `Release`",
            "TG0510 release[\"<<\"]: `<<` is no field of `Release` (merge keys are not followed: write the fields out)",
            "TG0510 release.change.buy: `buy` is no field of `Approval` (did you mean `by`?)",
            "TG0510 release.window.ned: `ned` is no field of `window` (did you mean `end`?)",
            "TG0510 release.vault: a secret holds a field that is not declared",
            "TG0509 release.unread.at: expected an instant, found `soon`: an instant is written as date, time and offset, like 2026-11-27T10:00:00Z",
            "TG0510 release.unread.nothing: `nothing` is no field of `Approval`",
            "TG0511 release.unread.by: `by` is required and missing",
        ]
    );
}

#[test]
fn what_is_required_is_remarked_where_it_is_read() {
    assert_eq!(
        thoroughly("text: x\n", false),
        ["TG0511 release.id: `id` is required and missing"]
    );
    assert_eq!(
        thoroughly("id: ''\n", true),
        [
            "TG0511 release.id: `id` is required and missing",
            "TG0511 release.unread: `unread` is required and missing"
        ]
    );
    // What is there and cannot be read is said once.
    assert_eq!(
        thoroughly("id: [R-1]\n", false),
        ["TG0509 release.id: expected text, found a list of 1 element"]
    );
}

/// A record has a value for each declared field, whatever the document says.
#[test]
fn a_record_has_all_its_fields() {
    let arena = Bump::new();
    let shapes = super::sample::shapes();
    for (text, thorough) in [
        ("{}", false),
        ("{}", true),
        ("unread: {by: a}\nderived: 1\n", true),
    ] {
        let document = document(text, Syntax::Yaml);
        let decoded = decode(&arena, &document, &Ty::Record(RELEASE), thorough).unwrap();
        let Value::Record(record) = decoded.value else {
            panic!("{:?}", decoded.value)
        };
        assert_eq!(record.fields.len(), shapes.records[0].fields.len());
        assert_eq!(record.origin.show(), "release");
        assert!(
            record
                .fields
                .iter()
                .all(|field| matches!(field, Value::Absent)),
            "{text}"
        );
    }
}

#[test]
fn records_lists_and_maps_know_where_they_were_read() {
    let arena = Bump::new();
    let text = "people: [{by: a, within: {by: b}}]\nlabels: {x: y}\ntexts: [a]\n";
    let decoded = decode(
        &arena,
        &document(text, Syntax::Yaml),
        &Ty::Record(RELEASE),
        false,
    )
    .unwrap();
    let mut found = Vec::new();
    let mut pending = vec![decoded.value];
    while let Some(value) = pending.pop() {
        match value {
            Value::Record(record) => {
                found.push(record.origin.show());
                pending.extend(record.fields);
            }
            Value::List(list) => {
                found.push(list.origin.show());
                pending.extend(list.items);
            }
            Value::Map(map) => found.push(map.origin.show()),
            _ => {}
        }
    }
    found.sort();
    assert_eq!(
        found,
        [
            "release",
            "release.labels",
            "release.people",
            "release.people[0]",
            "release.people[0].within",
            "release.texts"
        ]
    );
}

/// Data files are no records: their type is read as it is declared.
#[test]
fn a_root_of_any_type_is_read() {
    let arena = Bump::new();
    let text = |text, ty: Ty| {
        let decoded = decode(&arena, &document(text, Syntax::Yaml), &ty, false).unwrap();
        (show(&decoded.value), remarks(&decoded))
    };
    let days = Ty::Map(Box::new(Ty::Date), Box::new(Ty::Text));
    assert_eq!(
        text("2026-12-25: Christmas\n", days).0,
        "{2026-12-25: \"Christmas\"}"
    );
    assert_eq!(
        text("[b, a, b]", Ty::Set(Box::new(Ty::Text))).0,
        "[\"b\", \"a\"]"
    );
    assert_eq!(
        text("[low, high]", Ty::list(Ty::Enum(RISK))).0,
        "[member 0, member 2]"
    );
    assert_eq!(text("~", Ty::list(Ty::Text)).0, "absent");
    let (value, remarks) = text("word", Ty::list(Ty::Text));
    assert_eq!(value, "?(release: expected a list, found `word`)");
    assert_eq!(remarks, ["TG0509 release: expected a list, found `word`"]);
}

#[test]
fn sets_merge_what_is_equal() {
    let arena = Bump::new();
    for (of, written, expected) in [
        (Ty::Number, "[1, 1.0, 10e-1, 2]", "[1, 2]"),
        (
            Ty::Version,
            "[1.2, 1.2.0, v1.2.0, 1.3.0]",
            "[version 1.2, version 1.3.0]",
        ),
        (
            Ty::Person,
            "[alice, '@Alice', bob]",
            "[person alice (alice), person bob (bob)]",
        ),
        (
            Ty::Duration,
            "[1h, 60min, 1 month, 1 month]",
            "[1 hour, 1 month]",
        ),
        (
            Ty::Instant,
            "['2026-11-27T10:00:00Z', '2026-11-27T11:00:00+01:00']",
            "[2026-11-27T10:00:00Z]",
        ),
        (
            Ty::list(Ty::Text),
            "[[a], [a], [b], [~], [~]]",
            "[[\"a\"], [\"b\"], [?(missing release[3][0])], [?(missing release[4][0])]]",
        ),
    ] {
        let ty = Ty::Set(Box::new(of));
        let decoded = decode(&arena, &document(written, Syntax::Yaml), &ty, false).unwrap();
        assert_eq!(show(&decoded.value), expected, "{written}");
    }
}

#[test]
fn aliases_stand_for_what_they_repeat() {
    let text = "\
id: &id R-1
text: *id
people:
- &one {by: alice, at: 2026-11-27T10:00:00Z}
- *one
labels: {*id : &x [], b: *id}
roles: [*id, *id]
";
    let (people, none) = field(text, Syntax::Yaml, "people");
    let alice = "{person alice (alice), 2026-11-27T10:00:00Z, absent}";
    assert_eq!(people, format!("[{alice}, {alice}]"));
    assert_eq!(
        none,
        ["TG0509 release.labels.R-1: expected text, found an empty list"]
    );
    assert_eq!(field(text, Syntax::Yaml, "text").0, "\"R-1\"");
    assert_eq!(field(text, Syntax::Yaml, "roles").0, "[\"R-1\"]");
}

#[test]
fn several_documents_are_several_descriptors() {
    let text = "# first\n---\nid: R-1\n...\n# second\n--- {id: R-2}\n---\nid: \"R-3\"\n";
    let found: Vec<String> = documents(text.as_bytes(), Syntax::Yaml)
        .unwrap()
        .iter()
        .map(|document| {
            let arena = Bump::new();
            let decoded = decode(&arena, document, &Ty::Record(RELEASE), false).unwrap();
            let Value::Record(record) = decoded.value else {
                panic!("{:?}", decoded.value)
            };
            show(&record.fields[0])
        })
        .collect();
    assert_eq!(found, ["\"R-1\"", "\"R-2\"", "\"R-3\""]);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    for text in [
        "\u{feff}id: R-1\r\ntext: a\r\n",
        "\u{feff}{\"id\": \"R-1\",\r\n \"text\": \"a\"}",
    ] {
        let syntax = if text.contains('{') {
            Syntax::Json
        } else {
            Syntax::Yaml
        };
        assert_eq!(
            field(text, syntax, "id"),
            ("\"R-1\"".to_owned(), Vec::new())
        );
        assert_eq!(field(text, syntax, "text").0, "\"a\"");
    }
}
