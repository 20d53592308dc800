use super::{assert_snapshot, came, command, loaded, messages, results};
use tollgate::policy_test::run::run;

const FAILING: &str = "tests/corpus/trials/failing";

#[test]
fn a_failure_shows_what_led_elsewhere() {
    let (out, err, status) = command(FAILING, &[]);
    assert_eq!(err, "");
    assert_eq!(status, Some(1));
    for line in out.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    assert_snapshot("failing", &out);
}

#[test]
fn what_is_wrong_with_tests_is_said_before_any_runs() {
    let (out, err, status) = command("tests/corpus/trials/broken", &[]);
    assert_eq!(out, "");
    assert_eq!(status, Some(2));
    assert_snapshot("broken", &err);
}

#[test]
fn junit_counts_and_names_every_test() {
    let (out, _, status) = command(FAILING, &["--format", "junit"]);
    assert_eq!(status, Some(1));
    let heads: Vec<&str> = out
        .lines()
        .filter(|line| line.trim_start().starts_with("<test"))
        .map(str::trim)
        .collect();
    assert_eq!(
        heads,
        [
            "<testsuites name=\"tollgate\" tests=\"8\" failures=\"6\" errors=\"0\">",
            "<testsuite name=\"pay.gate\" tests=\"8\" failures=\"6\" errors=\"0\" skipped=\"0\">",
            "<testcase name=\"this one passes\" classname=\"pay\" file=\"pay.test.gate\" line=\"10\"/>",
            "<testcase name=\"outcomes that are others\" classname=\"pay\" file=\"pay.test.gate\" line=\"15\">",
            "<testcase name=\"texts that are not there\" classname=\"pay\" file=\"pay.test.gate\" line=\"23\">",
            "<testcase name=\"a path that is not missing\" classname=\"pay\" file=\"pay.test.gate\" line=\"31\">",
            "<testcase name=\"conditions\" classname=\"pay\" file=\"pay.test.gate\" line=\"37\">",
            "<testcase name=\"cases (risk = high)\" classname=\"pay\" file=\"pay.test.gate\" line=\"50\"/>",
            "<testcase name=\"cases (risk = low, min_approvals = 5, tier = 3)\" classname=\"pay\" file=\"pay.test.gate\" line=\"51\">",
            "<testcase name=\"cases (as given)\" classname=\"pay\" file=\"pay.test.gate\" line=\"52\">",
        ]
    );
    let failure = out
        .lines()
        .find(|line| line.contains("<failure"))
        .expect("a failure");
    assert!(
        failure.trim_start().starts_with(
            "<failure type=\"expectation\" message=\"expected SOD-1 fail, got SOD-1 pass; expected NUM-1 pass, got \
             NUM-1 not applicable; expected GEO-1[&quot;fr&quot;] pass, got no such key; expected decision no-go, got \
             decision go\">"
        ),
        "{failure}"
    );
    // Nothing of a report is left that XML would take for its own.
    assert!(!out.contains("\u{1b}") && !out.contains(" < "), "{out}");
}

#[test]
fn json_holds_what_came_of_each_test() {
    let (out, _, status) = command(FAILING, &["--format", "json", "--coverage"]);
    assert_eq!(status, Some(1));
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(json["schema"], "tollgate/tests/v1");
    assert_eq!(
        (json["passed"].as_u64(), json["failed"].as_u64()),
        (Some(2), Some(6))
    );
    let failure = &json["suites"][0]["tests"][1]["failures"][0];
    assert_eq!(failure["expected"], "SOD-1 fail");
    assert_eq!(failure["findings"][0]["outcome"], "pass");
    let coverage = &json["coverage"];
    assert_eq!(coverage["files"][0]["file"], "pay.gate");
    assert_eq!(coverage["all"], coverage["files"][0]["all"]);
    let condition = &coverage["files"][0]["parts"][0]["conditions"][0];
    assert_eq!(condition["text"], "release.tier in {1, 2}");
    assert_eq!(condition["never"], serde_json::json!(["unknown"]));
}

#[test]
fn the_filter_selects_and_nothing_selected_is_an_error() {
    let (out, _, status) = command(FAILING, &["--filter", "pay: this one", "--explain"]);
    assert_eq!(status, Some(0));
    assert_eq!(
        out,
        "✓ pay.gate  1 passed\n  ✓ this one passes\n\n1 test passed\n"
    );
    let (out, err, status) = command(FAILING, &["--filter", "no such"]);
    assert_eq!((out.as_str(), status), ("", Some(2)));
    assert!(
        err.contains("no test in `.` has `no such` in its name"),
        "{err}"
    );
    let (_, err, status) = command("policies/std", &[]);
    assert_eq!(status, Some(2));
    assert!(err.contains("there is no test in `.`"), "{err}");
}

#[test]
fn coverage_below_its_bound_fails_the_run() {
    let one = ["--filter", "this one", "--min-coverage", "100"];
    let (out, err, status) = command(FAILING, &one);
    assert_eq!(status, Some(1));
    assert!(out.contains("Never seen"), "{out}");
    assert!(
        err.ends_with("100 % asked for by `--min-coverage`\n"),
        "{err}"
    );
    let (_, err, status) = command(FAILING, &["--filter", "this one", "--min-coverage", "1.5"]);
    assert_eq!((err.as_str(), status), ("", Some(0)));
}

#[test]
fn a_test_file_stands_for_its_policy_and_needs_one() {
    let (out, _, status) = command(
        ".",
        &[
            "tests/corpus/trials/failing/pay.test.gate",
            "--filter",
            "this one",
        ],
    );
    assert_eq!(status, Some(0), "{out}");
    assert!(
        out.starts_with("✓ tests/corpus/trials/failing/pay.gate  1 passed"),
        "{out}"
    );
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("x.test.gate"), "").expect("a file");
    let (_, err, status) = command(".", &[folder.path().to_str().expect("UTF-8")]);
    assert_eq!(status, Some(2));
    assert!(err.contains("this tests nothing: there is no"), "{err}");
}

#[test]
fn the_payments_example_holds_what_its_tests_say() {
    let (out, err, status) = command(".", &["examples/payments"]);
    assert_eq!(err, "");
    assert_eq!(
        (out.as_str(), status),
        (
            "✓ examples/payments/payments.gate  23 passed\n\n23 tests passed\n",
            Some(0)
        )
    );
}

#[test]
fn checking_a_policy_takes_no_notice_of_its_tests() {
    // What is wrong with a test is no error of the policy.
    let policy = "input r : R\ntype R { a : number }\nrule X-1 \"x\" { require r.a == 1 }\n\
                  test \"broken\" { given r = {b: 1} expect Y-1 pass }\n";
    let mut engine = tollgate::engine::facade::Engine::default();
    let mut loader = tollgate::source::loader::MemoryLoader::default();
    loader.insert("p.gate", format!("{}{policy}", super::HEAD));
    let outcome = engine.add(&loader, "p.gate", &[]).expect("readable");
    assert!(outcome.ready);
    assert_eq!(engine.policies[0].program.rules.len(), 1);
    let suite = loaded(policy, "", &[]);
    assert_eq!(
        messages(&suite.diagnostics),
        [
            "TG0804 `R` has no field `b`",
            "TG0205 there is no rule `Y-1`"
        ]
    );
}

#[test]
fn a_module_is_tested_by_itself_and_a_policy_with_its_calendar_of_rules() {
    let mut loader = tollgate::source::loader::MemoryLoader::default();
    loader.insert(
        "m.gate",
        "input r : R\ntype R { a : number }\nrule X-1 \"x\" { require r.a == 1 }\n",
    );
    loader.insert(
        "m.test.gate",
        "test \"t\" { given r = {a: 1} expect X-1 pass expect decision go }",
    );
    let mut suite = tollgate::policy_test::suite::load(&loader, "m.gate", &[]).expect("readable");
    assert_eq!(messages(&suite.diagnostics), Vec::<String>::new());
    assert!(!suite.is_policy);
    let (result, _) = run(&mut suite, "");
    assert_eq!(
        (result.policy.as_str(), came(&result)),
        ("m", vec!["t: passed".to_owned()])
    );
}

#[test]
fn phases_params_instants_and_identities_are_as_the_test_says() {
    let policy = "input r : R\ntype R { by : person  of : person  at : instant }\n\
        param names : set of text = {\"a\"}\nparam wait : duration = 1 hour in 1 hour..2 days\n\
        rule A-1 \"a\" { phase deploy require r.by != r.of }\n\
        rule B-1 \"b\" { phase plan require r.at + wait <= now }\n\
        rule C-1 \"c\" { require \"b\" in names }\n";
    let tests = "let people = [{id: alice, names: [\"Alice A.\"]}, {id: bob}]\n\
        let r = {by: alice, of: \"Alice A.\", at: 2026-06-01T09:00:00Z}\n\
        test \"nobody knows who\" { given r = r  phase plan  expect A-1 not applicable }\n\
        test \"one person\" { given r = r  identities = people  expect A-1 fail }\n\
        test \"before\" { given r = r  at 2026-06-01 10:59  expect B-1 fail }\n\
        test \"after, in London\" { given r = r  at 2026-06-01 11:00  expect B-1 pass }\n\
        test \"later\" { given r = r  at 2026-06-01T11:00Z set wait = 36 hours set names = {\"b\", c} expect B-1 fail expect C-1 pass }\n\
        test \"each alone\" { given r = r  at 2026-06-01T11:00Z expect B-1 pass expect C-1 fail }\n";
    assert_eq!(
        results(policy, tests, &[]),
        [
            "nobody knows who: passed",
            "one person: passed",
            "before: passed",
            "after, in London: passed",
            "later: passed",
            "each alone: passed",
        ]
    );
}

#[test]
fn a_calendar_of_a_test_stands_in_place_of_the_policys() {
    let policy = "input r : R\ntype R { at : instant }\n\
        calendar peak { closed \"Never\" on 2020-01-01 }\n\
        rule A-1 \"a\" { forbid peak.closed_at(r.at) because \"{peak.reason(window(r.at, r.at + 1 hour))}\" }\n";
    let tests = "let r = {at: 2026-11-27T10:00:00Z}\n\
        test \"own\" { given r = r expect A-1 pass }\n\
        test \"other\" { given r = r calendar peak { closed \"Black Friday\" on 2026-11-27 } expect A-1 fail saying \"Black Friday\" \
          expect peak.closed_at(r.at) }\n\
        test \"own again\" { given r = r expect not peak.closed_at(r.at) }\n";
    assert_eq!(
        results(policy, tests, &[]),
        ["own: passed", "other: passed", "own again: passed"]
    );
    let wrong =
        "test \"w\" { given r = {} calendar peek { closed \"x\" on 2026-11-27 } expect A-1 pass }";
    assert_eq!(
        messages(&loaded(policy, wrong, &[]).diagnostics),
        ["TG0201 the policy has no calendar `peek` to put this in place of"]
    );
}
