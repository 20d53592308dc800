//! Several descriptors: files, folders, patterns, standard input, documents of one file, and `--each`.

use super::bench::{Bench, GO, NO_GO, RISKY, UNKNOWN, decisions};

fn names(lines: &str) -> Vec<String> {
    decisions(lines).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn folders_and_patterns_come_sorted() {
    let bench = Bench::new()
        .with("r/b.yaml", GO)
        .with("r/a.yml", GO)
        .with("r/deep/c.json", r#"{"name": "c", "ready": true}"#)
        .with("r/notes.txt", "not a descriptor")
        .with("z.yaml", GO);
    for (arguments, wanted) in [
        (vec!["r"], vec!["r/a.yml", "r/b.yaml", "r/deep/c.json"]),
        (vec!["r/"], vec!["r/a.yml", "r/b.yaml", "r/deep/c.json"]),
        (vec!["r/*.y*ml"], vec!["r/a.yml", "r/b.yaml"]),
        (vec!["**/*.json", "z.yaml"], vec!["r/deep/c.json", "z.yaml"]),
        (
            vec!["z.yaml", "r/b.yaml", "r"],
            vec!["z.yaml", "r/b.yaml", "r/a.yml", "r/deep/c.json"],
        ),
        (vec!["[yz].yaml"], vec!["z.yaml"]),
    ] {
        let ran = bench.check(&[&["--format", "ndjson"], arguments.as_slice()].concat());
        assert_eq!(ran.status, 0, "{arguments:?}\n{}", ran.told());
        assert_eq!(names(&ran.out), wanted, "{arguments:?}");
    }
}

#[test]
fn a_file_with_several_documents_is_several_descriptors() {
    let bench = Bench::new().with("all.yaml", format!("{GO}---\n{NO_GO}---\n{UNKNOWN}"));
    let ran = bench.check(&["--format", "ndjson", "all.yaml"]);
    assert_eq!(ran.status, 1, "{}", ran.told());
    let wanted = [
        ("all.yaml", "go"),
        ("all.yaml#2", "no-go"),
        ("all.yaml#3", "indeterminate"),
    ];
    let wanted = wanted.map(|(name, decision)| (name.to_owned(), decision.to_owned()));
    assert_eq!(decisions(&ran.out), wanted);
}

#[test]
fn standard_input_is_a_descriptor() {
    let bench = Bench::new();
    for (input, status) in [
        (GO, 0),
        (NO_GO, 1),
        (" \n{\"name\": \"x\", \"ready\": true}\n", 0),
        ("\u{feff}{\"name\": \"x\", \"ready\": false}\n", 1),
        ("# a comment\nname: x\nready: true\n", 0),
    ] {
        let ran = bench.check_input(input.as_bytes(), &["--format", "ndjson", "-"]);
        assert_eq!(ran.status, status, "{input}\n{}", ran.told());
        assert_eq!(names(&ran.out), ["-"]);
    }
    bench
        .check_input(b"{\"name\": ", &["-"])
        .refuses(&["TG0501", "[-:1:"]);
    bench
        .check_input(b"", &["-"])
        .refuses(&["TG0513", "this file holds no document"]);
    bench
        .check_input(GO.as_bytes(), &["-", "--input", "release=-"])
        .refuses(&[
            "TG0702",
            "standard input can be read once, and `-` stands for several documents",
            "write all but one of them to a file",
        ]);
}

#[test]
fn one_bad_file_does_not_stop_the_rest() {
    let bench = Bench::new()
        .with("a.yaml", GO)
        .with("b.yaml", "name: two\nname: three\n")
        .with("c.yaml", "- a list\n")
        .with("d.yaml", [b'n', b':', b' ', 0xff, b'\n'])
        .with("e.yaml", NO_GO)
        .with("f.json", "{\"name\": \"f\", \"ready\": tru")
        .with("g.yaml", "");
    let ran = bench.check(&[
        "--format",
        "ndjson",
        "a.yaml",
        "b.yaml",
        "c.yaml",
        "d.yaml",
        "gone.yaml",
        "e.yaml",
        "f.json",
        "g.yaml",
        "no/*.yaml",
        "*.toml",
    ]);
    assert_eq!(ran.status, 2, "{}", ran.told());
    assert_eq!(names(&ran.out), ["a.yaml", "e.yaml"]);
    for (code, place) in [
        ("TG0502", "b.yaml:2:1"),
        ("TG0506", "c.yaml:1:1"),
        ("TG0505", "d.yaml:1:4"),
        ("TG0508", "gone.yaml]"),
        ("TG0501", "f.json:1:"),
        ("TG0513", "g.yaml:1:1"),
        ("TG0508", "[no]"),
        ("TG0508", "[*.toml]"),
    ] {
        let told = ran
            .err
            .split("TG0")
            .map(|part| format!("TG0{part}"))
            .any(|part| part.starts_with(code) && part.contains(place));
        assert!(told, "no {code} at {place} in\n{}", ran.err);
    }
    assert!(ran.err.contains("there is no such file"));
    assert!(ran.err.contains("there is no such folder"));
    assert!(ran.err.contains("no file matches this pattern"));
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let bench = Bench::new();
    let file = std::fs::File::create(bench.path("large.yaml")).expect("a file");
    // Takes no room on the disk, and would take long to read.
    file.set_len(1 << 40).expect("a long file");
    bench
        .check(&["large.yaml"])
        .refuses(&["TG0507", "this document is larger than 16777216 bytes"]);
}

#[test]
fn an_empty_folder_is_said_to_be_empty() {
    let bench = Bench::new();
    std::fs::create_dir(bench.path("none")).expect("a folder");
    bench.check(&["none"]).refuses(&[
        "TG0508",
        "there is no .yaml, .yml or .json file below this folder",
    ]);
}

#[test]
fn each_sets_params_from_paths() {
    let bench = Bench::new()
        .with("d/3/a.yaml", RISKY)
        .with("d/9/b.yaml", RISKY)
        .with("d/9/c.yml", RISKY)
        .with("d/9/deep/d.yaml", RISKY);
    let ran = bench.check(&["--format", "ndjson", "--each", "d/{limit}/*.yaml"]);
    assert_eq!(ran.status, 0, "{}", ran.told());
    let wanted = [("d/3/a.yaml", "conditional go"), ("d/9/b.yaml", "go")];
    let wanted = wanted.map(|(name, decision)| (name.to_owned(), decision.to_owned()));
    assert_eq!(decisions(&ran.out), wanted);
    for (line, limit) in ran.out.lines().zip(["3", "9"]) {
        let decision: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let policy = &decision["policy"].as_array().expect("a list")[0];
        assert!(
            policy.to_string().contains(&format!("\"{limit}\"")),
            "{policy}"
        );
    }

    let ran = bench.check(&["--format", "ndjson", "--each", "d/{limit}/{team}.yaml"]);
    assert_eq!(names(&ran.out), ["d/3/a.yaml", "d/9/b.yaml"]);
}

#[test]
fn a_path_that_does_not_fit_its_param_does_not_stop_the_rest() {
    let bench = Bench::new()
        .with("d/3/a.yaml", RISKY)
        .with("d/11/b.yaml", RISKY)
        .with("d/many/c.yaml", RISKY);
    let ran = bench.check(&["--format", "ndjson", "--each", "d/{limit}/*.yaml"]);
    ran.fails(
        2,
        &[
            "[d/11/b.yaml]",
            "its path does not fit the params: `limit` is out of its range: `11` is not in 1..10",
            "[d/many/c.yaml]",
            "its path does not fit the params: `limit` takes number, and `many` is not",
        ],
    );
    assert_eq!(names(&ran.out), ["d/3/a.yaml"]);
}

#[test]
fn each_wants_params_that_are_there() {
    let bench = Bench::new().with("d/3/a.yaml", RISKY);
    for (arguments, says) in [
        (
            vec!["--each", "d/{limt}/*.yaml"],
            "no policy has a param `limt`: did you mean `limit`?",
        ),
        (
            vec!["--each", "d/{limit}/*.yaml", "--set", "limit=3"],
            "`--set` and `--each` both give param `limit`",
        ),
        (
            vec!["--each", "d/*/*.yaml"],
            "it has no `{param}`; a pattern without one is a descriptor",
        ),
        (
            vec!["--each", "d/{limit/*.yaml"],
            "`{limit` has no closing brace",
        ),
        (
            vec!["--each", "e/{limit}/*.yaml"],
            "there is no such folder",
        ),
        (
            vec!["--each", "d/{limit}/*.json"],
            "no file matches this pattern",
        ),
        (
            vec!["--each", "d/{limit}/*.yaml", "d/3/a.yaml"],
            "cannot be used with",
        ),
    ] {
        bench.check(&arguments).refuses(&[says]);
    }
}

#[test]
fn further_inputs_are_given_by_name() {
    let policy = super::bench::POLICY
        .replace(
            "input release : Release\n",
            "input release : Release\ninput others : optional list of Release\ninput team_file : Release\n",
        )
        .replace(
            "require \"somebody said so\": release.ready",
            "require \"somebody said so\": release.ready\n  require \"the others too\": every o in others default []: o.ready\n  require \"one name\": team_file.name == \"team\"",
        );
    let bench = Bench::empty()
        .with("demo.gate", policy)
        .with("a.yaml", GO)
        .with("o/1.yaml", GO)
        .with("o/2.yaml", NO_GO)
        .with("team.yaml", "name: team\n");
    let ran = bench.check(&[
        "--input",
        "team_file=team.yaml",
        "--input",
        "others=o/1.yaml",
        "a.yaml",
    ]);
    assert_eq!(ran.status, 0, "{}", ran.told());
    for others in ["others=o", "others=o/*.yaml"] {
        let ran = bench.check(&[
            "--input",
            "team_file=team.yaml",
            "--input",
            others,
            "a.yaml",
        ]);
        assert_eq!(ran.status, 1, "{}", ran.told());
        assert!(ran.out.contains("o/2.yaml"), "{}", ran.told());
    }
    for (arguments, says) in [
        (
            vec!["a.yaml"],
            vec!["policy `demo` needs `release` and `team_file`"],
        ),
        (
            vec![
                "--input",
                "team_file=team.yaml",
                "--input",
                "release=a.yaml",
                "a.yaml",
            ],
            vec!["every input is given by `--input`"],
        ),
        (
            vec!["--input", "team_flie=team.yaml", "a.yaml"],
            vec!["no policy has an input `team_flie`: did you mean `team_file`?"],
        ),
        (
            vec!["--input", "team_file=o", "a.yaml"],
            vec!["input `team_file` is one document, and 2 are given"],
        ),
        (
            vec!["--input", "team_file=gone.yaml", "a.yaml"],
            vec!["TG0508", "[gone.yaml]", "there is no such file"],
        ),
        (
            vec![
                "--input",
                "team_file=team.yaml",
                "--input",
                "others=*.none",
                "a.yaml",
            ],
            vec!["TG0508", "[*.none]", "no file matches this pattern"],
        ),
    ] {
        bench.check(&arguments).refuses(&says);
    }
}

#[test]
fn a_named_input_that_is_refused_is_told_once() {
    let policy = super::bench::POLICY.replace(
        "input release : Release\n",
        "input release : Release\ninput other : Release\ndefine twin = other.name\n",
    );
    let bench = Bench::empty()
        .with("demo.gate", policy)
        .with("a.yaml", GO)
        .with("b.yaml", GO)
        .with("other.yaml", "- a list\n");
    let ran = bench.check(&["--input", "other=other.yaml", "a.yaml", "b.yaml"]);
    ran.refuses(&["TG0506", "other.yaml:1:1"]);
    assert_eq!(ran.err.matches("TG0506").count(), 1, "{}", ran.told());
}
