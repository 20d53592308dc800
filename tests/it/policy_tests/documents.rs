//! Documents of tests: files and values in place, with what a test changes.

use super::{loaded, messages, results};

const POLICY: &str = "input r : R\n\
    input others : optional list of R\n\
    enum Risk ordered { low, high }\n\
    type R { id! : text  risk : Risk  odd named \"odd-name\" : text  n : number  share : percentage  all : list of E\n\
             notes : map of text to text  span : window  twice = n * 2 }\n\
    type E { name : text  on : boolean }\n\
    rule X-1 \"x\" { require r.n == 1 and r.share == 50% and r.odd == \"1.10\" and (every e in r.all: e.on) }\n\
    rule Y-1 \"y\" { require r.risk is high  require some o in others: o.n == 2 }\n\
    rule Z-1 \"z\" { require r.notes[\"a b\"] == \"c\" and r.span.start is before r.span.end }\n";

const FILE: &str =
    "# a comment\nid: a\nn: 1\nshare: 50%\nodd-name: 1.10\nall: [{name: x, on: true}]\n";

#[test]
fn a_file_and_the_same_in_place_are_read_alike() {
    let tests = "test \"file\" { given r from \"sub/r.yaml\" expect X-1 pass }\n\
        test \"place\" { given r = {id: a, n: 1, share: 50%, odd: \"1.10\", all: [{name: x, on: true}]} expect X-1 pass }\n\
        test \"bare\" { given r = {id: a, n: 1, share: 50%, odd: 1.10, all: [{name: x, on: true}]} expect X-1 pass }\n\
        test \"changed\" { given r from \"sub/r.yaml\" with {n: 2} expect X-1 fail expect r.twice == 4 }\n\
        test \"json\" { given r from \"r.json\" expect X-1 pass }\n";
    let json = r#"{"id": "a", "n": 1, "share": "50%", "odd-name": "1.10", "all": [{"name": "x", "on": true}]}"#;
    assert_eq!(
        results(POLICY, tests, &[("sub/r.yaml", FILE), ("r.json", json)]),
        [
            "file: passed",
            "place: passed",
            "bare: passed",
            "changed: passed",
            "json: passed"
        ]
    );
}

#[test]
fn changes_add_replace_and_take_out() {
    let tests = "let r = {id: a, n: 1, share: 50%, odd: x, all: [{name: x, on: true}]}\n\
        test \"add\" { given r = r with {all[1]: {name: y, on: false}, all[1].on: true} expect count(r.all) == 2 \
           expect (every e in r.all: e.on) }\n\
        test \"make\" { given r = {id: a} with {all[0].name: z, notes.\"a b\": c, span.start: 2026-01-01T00:00Z, \
           span.end: 2026-01-02T00:00Z} expect r.all[0].name == \"z\" expect Z-1 pass }\n\
        test \"take\" { given r = r with {n: null} without all[0].on, share, odd expect r.n is missing \
           expect r.share is missing expect unknown r.all[0].on expect X-1 indeterminate naming n, all[0].on }\n\
        test \"whole\" { given r = r with {all: []} expect r.all is empty }\n";
    assert_eq!(
        results(POLICY, tests, &[]),
        [
            "add: passed",
            "make: passed",
            "take: passed",
            "whole: passed"
        ]
    );
}

#[test]
fn several_inputs_and_lists_of_records() {
    let tests = "let two = {id: b, n: 2}\n\
        test \"list\" { given r = {id: a, risk: high} given others = [two, {id: c}] expect Y-1 pass }\n\
        test \"one\" { given r = {id: a, risk: high} given others = two expect Y-1 pass }\n\
        test \"cases\" { given r = {id: a, risk: high} given others = [two]\n\
          cases {\n\
            | r.risk | [0].n || Y-1           |\n\
            | -      | -     || pass          |\n\
            | low    | -     || fail          |\n\
            | -      | 3     || fail          |\n\
            | -      | missing || indeterminate |\n\
          }\n\
        }\n";
    assert_eq!(
        results(POLICY, tests, &[]),
        [
            "list: passed",
            "one: passed",
            "cases (as given): passed",
            "cases (r.risk = low): passed",
            "cases ([0].n = 3): passed",
            "cases ([0].n missing): passed",
        ]
    );
}

#[test]
fn a_text_in_quotes_tries_what_cannot_be_read() {
    let tests = "test \"wrong\" { given r = {id: a, risk: \"hihg\", n: \"many\"} expect Y-1 indeterminate naming risk }\n";
    assert_eq!(results(POLICY, tests, &[]), ["wrong: passed"]);
    let wrong = "test \"wrong\" { given r = {id: a, risk: hihg} expect Y-1 fail }\n\
        test \"n\" { given r = {id: a, n: many} expect Y-1 fail }\n\
        test \"d\" { given r = {id: a, twice: 2} expect Y-1 fail }\n";
    assert_eq!(
        messages(&loaded(POLICY, wrong, &[]).diagnostics),
        [
            "TG0804 `Risk` has no `hihg`",
            "TG0804 `many` is not a number",
            "TG0804 `twice` is computed from other fields, and stands in no document",
        ]
    );
}

#[test]
fn files_stay_beside_the_test() {
    let wrong = "test \"a\" { given r from \"../r.yaml\" expect X-1 pass }\n\
        test \"b\" { given r from \"none.yaml\" expect X-1 pass }\n\
        test \"c\" { given r from \"two.yaml\" expect X-1 pass }\n\
        test \"d\" { given r from \"bad.yaml\" expect X-1 pass }\n";
    let others = [("two.yaml", "a: 1\n---\nb: 1\n"), ("bad.yaml", "a: [1\n")];
    let told = messages(&loaded(POLICY, wrong, &others).diagnostics);
    assert_eq!(
        told[..3],
        [
            "TG0802 `../r.yaml` lies outside the policy's folder",
            "TG0802 there is no file `none.yaml`",
            "TG0802 `two.yaml` holds several documents",
        ]
    );
    assert!(told[3].starts_with("TG0802 `bad.yaml`: "), "{}", told[3]);
}
