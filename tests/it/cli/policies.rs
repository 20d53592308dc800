//! Where policies come from, and which go together.

use super::bench::{Bench, GO, NO_GO, POLICY, RISKY};

fn second(name: &str) -> String {
    POLICY.replace("policy demo {", &format!("policy {name} {{"))
}

#[test]
fn a_folder_gives_its_policies_and_leaves_its_modules() {
    let module = "define width = 5\n";
    let importing = format!(
        "{}\nimport shared.limits\ndefine twice = width + width\n",
        second("other")
    );
    let bench = Bench::empty()
        .with("p/demo.gate", POLICY)
        .with("p/deep/other.gate", importing)
        .with("p/shared/limits.gate", module)
        .with("p/readme.txt", "no policy")
        .with("a.yaml", NO_GO);
    let ran = bench.run(&["check", "--policy", "p", "--format", "ndjson", "a.yaml"]);
    assert_eq!(ran.status, 1, "{}", ran.told());
    let decision: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let policies: Vec<&str> = decision["policy"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|policy| policy["name"].as_str().expect("a name"))
        .collect();
    assert_eq!(policies, ["other", "demo"]);
}

#[test]
fn a_file_without_a_policy_block_is_an_error() {
    let bench = Bench::empty()
        .with("limits.gate", "define width = 5\n")
        .with("p/limits.gate", "define width = 5\n")
        .with("a.yaml", GO);
    bench
        .run(&["check", "--policy", "limits.gate", "a.yaml"])
        .refuses(&["TG0212", "has no `policy` block"]);
    bench.run(&["check", "--policy", "p", "a.yaml"]).refuses(&[
        "TG0702",
        "there is no policy in what `--policy` names",
        "a policy is a `.gate` file with a `policy` block",
    ]);
    bench
        .run(&["check", "--policy", "gone.gate", "a.yaml"])
        .refuses(&["TG0508", "[gone.gate]", "there is no such file"]);
}

#[test]
fn several_policies_make_one_decision() {
    let strict = second("careful").replace("severity warn", "severity block");
    let bench = Bench::new()
        .with("careful.gate", strict)
        .with("a.yaml", RISKY);
    let ran = bench.check(&["a.yaml"]);
    assert_eq!(ran.status, 0, "{}", ran.told());
    let ran = bench.check(&["--policy", "careful.gate", "a.yaml"]);
    assert_eq!(ran.status, 1, "{}", ran.told());
    assert!(ran.out.contains("careful/RISK"), "{}", ran.told());
    assert!(ran.out.contains("demo/RISK"), "{}", ran.told());
}

#[test]
fn policies_that_contradict_each_other_are_refused() {
    let bench = Bench::new()
        .with("again.gate", POLICY.replace("\"1\"", "\"2\""))
        .with("copy.gate", POLICY)
        .with(
            "typed.gate",
            second("typed")
                .replace("kind  : text", "kind  : number")
                .replace("release.kind != \"draft\"", "release.kind != 1"),
        )
        .with("a.yaml", GO);
    bench
        .check(&["--policy", "again.gate", "a.yaml"])
        .refuses(&[
            "TG0702",
            "two policies are called `demo`: `demo.gate` and `again.gate`",
        ]);
    bench
        .check(&["--policy", "typed.gate", "a.yaml"])
        .refuses(&[
            "TG0702",
            "input `release` is of one type in policy `demo` and of another in `typed`",
        ]);
    // The same policy twice is one policy.
    for copy in ["copy.gate", "demo.gate", "./demo.gate"] {
        let ran = bench.check(&["--policy", copy, "--format", "ndjson", "a.yaml"]);
        assert_eq!(ran.status, 0, "{}", ran.told());
        let decision: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        assert_eq!(decision["policy"].as_array().map(Vec::len), Some(1));
    }
}

#[test]
fn params_are_set_by_name() {
    let bench = Bench::new()
        .with("other.gate", second("other"))
        .with("a.yaml", RISKY);
    let ran = bench.check(&["--set", "limit=8", "--set", "team=core", "a.yaml"]);
    assert_eq!(ran.status, 0, "{}", ran.told());
    assert!(!ran.out.contains("CONDITIONAL"), "{}", ran.told());
    let two = ["--policy", "other.gate"];
    let ran = bench.check(&[&two[..], &["--set", "other.limit=8", "a.yaml"]].concat());
    assert!(ran.out.contains("CONDITIONAL"), "{}", ran.told());
    let ran = bench.check(
        &[
            &two[..],
            &["--set", "other.limit=8", "--set", "demo.limit=7", "a.yaml"],
        ]
        .concat(),
    );
    assert!(!ran.out.contains("CONDITIONAL"), "{}", ran.told());
    for (set, says) in [
        (
            vec!["--set", "limt=8"],
            "no policy has a param `limt`: did you mean `limit`?",
        ),
        (
            vec!["--set", "limit=11"],
            "`limit` is out of its range: `11` is not in 1..10",
        ),
        (
            vec!["--set", "limit=many"],
            "`limit` takes number, and `many` is not",
        ),
        (
            vec!["--set", "limit=1", "--set", "limit=2"],
            "`--set` gives param `limit` twice",
        ),
        (vec!["--set", "limit"], "write it as PARAM=VALUE"),
    ] {
        bench
            .check(&[set.as_slice(), &["a.yaml"]].concat())
            .refuses(&[says]);
    }
    bench
        .check(&[&two[..], &["--set", "limit=8", "a.yaml"]].concat())
        .refuses(&["several policies have a param `limit`: write `policy.limit`"]);
}

#[test]
fn a_broken_policy_decides_nothing_and_all_is_told() {
    let bench = Bench::new()
        .with(
            "one.gate",
            second("one").replace("release.ready\n", "release.raedy\n"),
        )
        .with(
            "two.gate",
            second("two").replace("release.risk <= limit", "release.risk <= limt"),
        )
        .with("a.yaml", GO);
    bench
        .check(&["--policy", "one.gate", "--policy", "two.gate", "a.yaml"])
        .refuses(&[
            "TG0203",
            "one.gate:",
            "did you mean `ready`?",
            "two.gate:",
            "TG0201",
            "did you mean `limit`?",
        ]);
}

#[test]
fn warnings_do_not_change_the_status() {
    let bench = Bench::new()
        .with("warned.gate", second("warned") + "\ndefine unused = 1\n")
        .with("a.yaml", GO);
    let ran = bench.run(&["check", "--policy", "warned.gate", "a.yaml"]);
    ran.fails(0, &["TG0605", "warned.gate:"]);
    assert!(ran.out.contains("a.yaml"));
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_folders_is_read() {
    use super::bench::link;
    let bench = Bench::empty()
        .with("secret/limits.gate", "define width = 5\n")
        .with(
            "p/demo.gate",
            format!("{POLICY}\nimport limits\ndefine twice = width + width\n"),
        )
        .with("q/demo.gate", POLICY)
        .with("a.yaml", GO);
    link(
        &bench.path("secret/limits.gate"),
        &bench.path("p/limits.gate"),
    );
    bench
        .run(&["check", "--policy", "p/demo.gate", "a.yaml"])
        .refuses(&["TG0208", "`limits` is not there to import"]);
    bench
        .run(&["check", "--policy", "p", "a.yaml"])
        .refuses(&["`p/limits.gate` leads outside the policies' folders"]);
    // What the user names may be a link.
    link(&bench.path("q/demo.gate"), &bench.path("current.gate"));
    let ran = bench.run(&["check", "--policy", "current.gate", "a.yaml"]);
    assert_eq!(ran.status, 0, "{}", ran.told());
}

#[test]
fn lint_judges_policies_alone() {
    let bench = Bench::new()
        .with("warned.gate", second("warned") + "\ndefine unused = 1\n")
        .with(
            "broken.gate",
            second("broken").replace("release.ready\n", "release.raedy\n"),
        )
        .with("p/module.gate", "define width = 5\n")
        .with("p/demo.gate", second("inner"));
    let lint = |arguments: &[&str]| bench.run(&[&["lint"], arguments].concat());
    let ran = lint(&["--policy", "demo.gate"]);
    assert_eq!(
        (ran.status, ran.err.as_str()),
        (0, "1 file: no errors, no warnings\n"),
        "{}",
        ran.told()
    );
    let ran = lint(&["--policy", "p"]);
    assert_eq!(
        (ran.status, ran.err.as_str()),
        (0, "2 files: no errors, no warnings\n"),
        "{}",
        ran.told()
    );
    lint(&["--policy", "warned.gate"]).fails(0, &["TG0605", "1 file: no errors, 1 warning"]);
    lint(&["--policy", "warned.gate", "--deny-warnings"]).fails(1, &["TG0605"]);
    lint(&["--policy", "demo.gate", "--policy", "broken.gate"])
        .fails(2, &["TG0203", "2 files: 1 error, no warnings"]);
    lint(&["--policy", "gone.gate"]).fails(2, &["TG0508", "[gone.gate]"]);
}
