//! Text: what people read.

use tollgate::decision::explanation::Node;
use tollgate::decision::run::Decision;
use tollgate::report::Options;
use unicode_width::UnicodeWidthStr;

use super::{assert_snapshot, rendered};
use crate::fixtures::decisions;

const WIDTHS: [usize; 4] = [40, 60, 80, 132];

fn text(decision: Decision, options: Options) -> String {
    rendered("text", &[decision], &options)
}

fn explained(width: usize) -> Options {
    Options {
        width,
        explain: true,
        colour: false,
    }
}

/// Every report that the fixture gives, at every width, with and without explanations.
fn every_report() -> Vec<(String, usize, String)> {
    let mut reports = Vec::new();
    for width in WIDTHS {
        for explain in [false, true] {
            let options = Options {
                explain,
                ..explained(width)
            };
            for (name, decision) in decisions::all() {
                let name = format!("{name} at {width}, explain {explain}");
                reports.push((name, width, text(decision, options)));
            }
            let run = rendered("text", &decisions::run_over(52), &options);
            reports.push((format!("a run at {width}, explain {explain}"), width, run));
        }
    }
    reports
}

#[test]
fn each_decision_reads_as_its_snapshot() {
    for (name, decision) in decisions::all() {
        assert_snapshot(&format!("{name}.text"), &text(decision, Options::default()));
    }
}

#[test]
fn explained_passes_read_as_their_snapshot() {
    assert_snapshot("go.explained.text", &text(decisions::go(), explained(80)));
    assert_snapshot(
        "conditional_go.explained.text",
        &text(decisions::conditional_go(), explained(80)),
    );
}

#[test]
fn a_narrow_page_reads_as_its_snapshot() {
    assert_snapshot(
        "no_go.narrow.text",
        &text(
            decisions::no_go(),
            Options {
                width: 40,
                ..Options::default()
            },
        ),
    );
}

#[test]
fn several_descriptors_read_as_their_snapshot() {
    let report = rendered("text", &decisions::run_over(12), &Options::default());
    assert_snapshot("several.text", &report);
}

#[test]
fn colour_changes_nothing_but_colour() {
    for (name, decision) in decisions::all() {
        let coloured = text(
            decision.clone(),
            Options {
                colour: true,
                ..Options::default()
            },
        );
        assert!(
            coloured.contains("\u{1b}[1;3") || coloured.contains("\u{1b}[3"),
            "{name}"
        );
        assert_eq!(
            stripped(&coloured),
            text(decision, Options::default()),
            "{name}"
        );
    }
}

/// Without `ESC [ … m`.
fn stripped(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |mut so_far, part| {
        so_far.push_str(part.split_once('m').expect("an escape sequence ends").1);
        so_far
    })
}

#[test]
fn no_line_is_wider_than_the_page_but_for_the_name_of_a_place() {
    for (name, width, report) in every_report() {
        for line in report.lines().filter(|line| line.width() > width) {
            assert!(is_place(line.trim()), "{name}: {line}");
        }
    }
}

/// `release.yaml:41:20`.
fn is_place(line: &str) -> bool {
    let mut parts = line.rsplit(':');
    let number = |part: Option<&str>| part.is_some_and(|part| part.parse::<u32>().is_ok());
    number(parts.next()) && number(parts.next())
}

#[test]
fn nothing_in_a_report_is_obeyed_by_a_terminal_or_a_pipeline() {
    for (name, _, report) in every_report() {
        let control = report.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(control, None, "{name}");
        for hidden in ['\u{202e}', '\u{2066}', '\u{2028}', '\u{200b}'] {
            assert!(!report.contains(hidden), "{name}: {hidden:?}");
        }
        assert!(!report.contains("##vso["), "{name}");
        for line in report.lines() {
            assert!(!line.trim_start().starts_with("::"), "{name}: {line}");
            assert_eq!(line, line.trim_end(), "{name}");
        }
        assert!(!report.contains("\n\n\n"), "{name}");
        assert!(
            report.ends_with('\n') && !report.ends_with("\n\n"),
            "{name}"
        );
    }
}

#[test]
fn every_finding_witness_and_gap_is_told() {
    let report = text(decisions::many_findings(), Options::default());
    for index in 0..500 {
        assert!(
            report.contains(&format!("EXIT-1[component-{index:03}]")),
            "{index}"
        );
    }
    for number in 1..=30 {
        assert!(
            report.contains(&format!(
                "{number:>2}. D-{number} (release.defects[0])  release.yaml:22:3\n"
            )),
            "{number}"
        );
    }
    let report = text(decisions::indeterminate(), Options::default());
    for gap in [
        "1. release.approvals[2].at: `TBD` is not an instant\n",
        "2. alice@example.org and @Alice may be one person\n",
        "3. `portfolio` is missing\n     portfolio.yaml\n",
        "1. release.evidence is missing\n     release.yaml:1:1\n",
        "│ ^ expected here\n",
    ] {
        assert!(report.contains(gap), "{gap}");
    }
}

#[test]
fn an_explained_report_holds_every_step_of_every_derivation() {
    fn steps<'d>(node: &'d Node, found: &mut Vec<&'d str>) {
        found.push(&node.asked);
        node.children.iter().for_each(|child| steps(child, found));
    }
    for decision in [
        decisions::go(),
        decisions::no_go(),
        decisions::conditional_go(),
    ] {
        let report = text(decision.clone(), explained(2_000));
        for clause in decision
            .findings
            .iter()
            .flat_map(|finding| &finding.clauses)
        {
            let mut found = Vec::new();
            steps(&clause.node, &mut found);
            for asked in found {
                assert!(report.contains(&format!("{asked} → ")), "{asked}");
            }
        }
    }
}

#[test]
fn a_mark_stands_below_its_place_in_any_script() {
    let report = text(decisions::foreign_text(), Options::default());
    let lines: Vec<&str> = report.lines().collect();
    for needle in [
        "\u{5d3}\u{5e0}\u{5d4} \u{5db}\u{5d4}\u{5df}   #",
        "re\u{301}viseur",
        "a\u{308}o",
    ] {
        let at = lines
            .iter()
            .position(|line| line.contains(" │ ") && line.contains(needle))
            .unwrap_or_else(|| panic!("no line with {needle}"));
        let (before, _) = lines[at].split_once(needle).unwrap();
        let (mark, _) = lines[at + 1].split_once('^').unwrap();
        assert_eq!(
            mark.width(),
            before.width(),
            "{}\n{}",
            lines[at],
            lines[at + 1]
        );
    }
}

#[test]
fn columns_stand_below_each_other_in_any_script() {
    let report = text(decisions::foreign_text(), Options::default());
    let column = |title: &str| {
        let line = report.lines().find(|line| line.contains(title)).unwrap();
        line.split_once(title).unwrap().0.width()
    };
    assert_eq!(
        column("\u{6771}\u{4eac}\u{3067}\u{306f}"),
        column("No critical defect")
    );
}

#[test]
fn a_derivation_without_end_still_leaves_room_for_words() {
    let mut decision = decisions::no_go();
    let node = &mut decision.findings[1].clauses[0].node;
    for _ in 0..150 {
        let inner = node.clone();
        node.children = vec![inner];
        node.asked = "a condition that rests on another condition".to_owned();
    }
    let report = text(decision, Options::default());
    assert_eq!(report.matches("a condition that").count(), 150);
    for line in report.lines() {
        assert!(line.width() <= 80, "{line}");
    }
}

#[test]
fn the_answer_stands_first_and_an_instant_that_was_given_beside_it() {
    let first = |decision: Decision| {
        text(decision, Options::default())
            .lines()
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(first(decisions::go()), "✓ GO  release.yaml");
    assert_eq!(first(decisions::no_go()), "✗ NO-GO  release.yaml");
    assert_eq!(
        first(decisions::indeterminate()),
        "? INDETERMINATE  release.yaml"
    );
    assert_eq!(
        first(decisions::conditional_go()),
        "! CONDITIONAL GO  release.yaml"
    );
    let given = "! given by the caller, not read from the clock";
    assert!(text(decisions::no_go(), Options::default()).contains(given));
    assert!(!text(decisions::go(), Options::default()).contains(given));
    let run = rendered("text", &decisions::run_over(12), &Options::default());
    assert_eq!(
        run.lines().next(),
        Some("12 descriptors: ✗ 1 no-go · ✓ 11 go")
    );
    assert!(run.contains(given));
}

#[test]
fn two_thousand_descriptors_are_counted_and_those_that_may_not_go_are_named() {
    let run = decisions::run_over(1_960);
    let report = rendered("text", &run, &Options::default());
    let totals = "1,960 descriptors: ✗ 196 no-go · ? 20 indeterminate · ✓ 1,744 go";
    assert_eq!(report.lines().next(), Some(totals));
    assert_eq!(report.lines().rev().nth(1), Some(totals));
    assert!(report.contains("\n  SOD-1   ✗ 196 fail · ? 20 indeterminate\n"));
    assert!(report.contains("\n  ✓ go             and 1,744 more\n"));
    for decision in &run {
        let named = report.matches(&decision.descriptor).count();
        let may_go = decision.verdict == tollgate::value::outcome::Verdict::Go;
        assert_eq!(named, if may_go { 0 } else { 2 }, "{}", decision.descriptor);
    }
    // A page or so for each that needs attention, not the derivations of all.
    assert!(
        report.lines().count() < 216 * 40,
        "{}",
        report.lines().count()
    );
}

#[test]
fn a_run_over_nothing_says_so() {
    assert_eq!(
        rendered("text", &[], &Options::default()),
        format!("0 descriptors\n\n{}\n0 descriptors\n", "═".repeat(80))
    );
}
