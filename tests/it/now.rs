//! When an answer can change for `now` alone, as the policy says it.

use tollgate::check::analysis::now::{self, At, NowUse};
use tollgate::engine::facade::{Engine, Outcome};
use tollgate::source::loader::MemoryLoader;
use tollgate::source::span::Span;

const HEAD: &str = r#"
policy p { title "Now" owner "team@example.org" version "1" zone "UTC" }
type Approval { at! : instant  expires! : instant  within! : duration }
type Release  { start! : instant  end! : instant  approvals! : list of Approval }
input release : Release
param notice : duration = 5 days
define soon = now + notice
define age(a: Approval) = now - a.at
define elapsed(since: instant, till: instant) = till - since
define fresh(a: Approval, limit: duration) = now - a.at <= limit
define aged(a: Approval, limit: duration) = now - a.at <= limit
define over(moment: instant, limit: instant) = moment > limit
"#;

/// Each break point, as `CONDITION changes at INSTANT`, and how many uses cannot be told.
fn told(demand: &str) -> (Vec<String>, usize) {
    let text = format!("{HEAD}rule R-1 \"It holds\" {{ severity block require {demand} }}\n");
    let mut loader = MemoryLoader::default();
    loader.insert("p.gate", text);
    let mut engine = Engine::default();
    let outcome = engine.add(&loader, "p.gate", &[]).expect("a policy");
    assert!(outcome.ready, "{demand}: {:?}", outcome.diagnostics);
    let checked = &engine.policies.first().expect("a policy").checked;
    let found = now::of_program(checked);
    (shown(&found, &outcome), found.inexact.len())
}

fn shown(found: &NowUse<'_>, outcome: &Outcome) -> Vec<String> {
    let text = |span: Span| outcome.sources.text(span).to_owned();
    found
        .points
        .iter()
        .map(|point| {
            let mut left = "now".to_owned();
            for step in &point.steps {
                let sign = if step.back { '-' } else { '+' };
                left.push_str(&format!(" {sign} {}", text(step.of.span)));
            }
            let right = match point.at {
                At::Instant(at) => text(at.span),
                At::Ends(of) => format!("an end of {}", text(of.span)),
            };
            let length = point.length.map_or(String::new(), |length| {
                let side = if length.before { "before" } else { "after" };
                format!(", {} {side} it", text(length.of.span))
            });
            format!("{}: {left} at {right}{length}", text(point.condition.span))
        })
        .collect()
}

#[test]
fn each_form_says_when_it_changes() {
    for (demand, wanted) in [
        ("release.start < release.end", vec![]),
        (
            "now < release.end",
            vec!["now < release.end: now at release.end"],
        ),
        (
            "release.end is on or before now",
            vec!["release.end is on or before now: now at release.end"],
        ),
        (
            "now + 2 hours - notice != release.end",
            vec!["now + 2 hours - notice != release.end: now + 2 hours - notice at release.end"],
        ),
        (
            "soon < release.end",
            vec!["soon < release.end: now + notice at release.end"],
        ),
        (
            "now in window(release.start, release.end)",
            vec![
                "now in window(release.start, release.end): now at an end of window(release.start, release.end)",
            ],
        ),
        (
            "now in release.start..release.end",
            vec![
                "now in release.start..release.end: now at release.start",
                "now in release.start..release.end: now at release.end",
            ],
        ),
        (
            "release.start in now..soon",
            vec![
                "release.start in now..soon: now at release.start",
                "release.start in now..soon: now + notice at release.start",
            ],
        ),
        (
            "now - release.start <= 30 days",
            vec!["now - release.start <= 30 days: now at release.start, 30 days after it"],
        ),
        (
            "3 hours < release.start - now",
            vec!["3 hours < release.start - now: now at release.start, 3 hours before it"],
        ),
        (
            "every a in release.approvals: age(a) in 1 hour..notice",
            vec![
                "age(a) in 1 hour..notice: now at a.at, 1 hour after it",
                "age(a) in 1 hour..notice: now at a.at, notice after it",
            ],
        ),
        (
            "every a in release.approvals: elapsed(a.at, now) < notice",
            vec!["elapsed(a.at, now) < notice: now at since, notice after it"],
        ),
        (
            "every a in release.approvals: fresh(a, 30 days) and fresh(a, notice)",
            vec!["now - a.at <= limit: now at a.at, limit after it"],
        ),
        (
            "over(now, release.start) and over(soon, release.end)",
            vec![
                "moment > limit: now at limit",
                "moment > limit: now + notice at limit",
            ],
        ),
        // What is counted, chosen or filtered by such conditions changes where they do.
        (
            "count([a for a in release.approvals where now < a.expires]) >= (if now < release.start then 1 else 2)",
            vec![
                "now < a.expires: now at a.expires",
                "now < release.start: now at release.start",
            ],
        ),
    ] {
        let (points, inexact) = told(demand);
        assert_eq!(
            (points, inexact),
            (wanted.iter().map(|one| (*one).to_owned()).collect(), 0),
            "{demand}"
        );
    }
}

#[test]
fn what_cannot_be_told_is_counted() {
    for (demand, inexact) in [
        (
            "date_of(now, zone: \"UTC\") == date_of(release.start, zone: \"UTC\")",
            1,
        ),
        ("window(now, release.end).length > 3 hours", 1),
        (
            "every a in release.approvals: now + a.within < a.expires",
            1,
        ),
        ("every a in release.approvals: age(a) < a.within", 1),
        ("now - now == 0 hours", 1),
        ("now < soon", 1),
        ("now in [release.start, release.end]", 1),
        ("(now - release.start) * 2 < 3 hours", 1),
        (
            "(if release.start < release.end then now else release.start) < release.end",
            1,
        ),
        // One call gives what the document says.
        (
            "every a in release.approvals: aged(a, 30 days) and aged(a, a.within)",
            1,
        ),
        // Once for each, however often it is reached.
        (
            "date_of(soon, zone: \"UTC\") == date_of(soon, zone: \"UTC\")",
            2,
        ),
    ] {
        let (_, found) = told(demand);
        assert_eq!(found, inexact, "{demand}");
    }
}

/// Neither is followed by one call inside another.
#[test]
fn long_chains_and_many_turns_come_to_an_end() {
    let mut text = format!(
        "{HEAD}define c0(moment: instant) = moment < release.end\ndefine d0 = now < release.end\n"
    );
    for index in 1..3_000 {
        text.push_str(&format!("define d{index} = d{}\n", index - 1));
    }
    for index in 1..40 {
        let before = index - 1;
        text.push_str(&format!(
            "define c{index}(moment: instant) = c{before}(moment) and c{before}(moment)\n"
        ));
    }
    text.push_str("rule R-1 \"It holds\" { require d2999 and c39(now) }\n");
    let mut loader = MemoryLoader::default();
    loader.insert("p.gate", text);
    let mut engine = Engine::default();
    let outcome = engine.add(&loader, "p.gate", &[]).expect("a policy");
    assert!(outcome.ready, "{:?}", outcome.diagnostics.first());
    let found = now::of_program(&engine.policies[0].checked);
    assert_eq!(
        shown(&found, &outcome)[0],
        "now < release.end: now at release.end"
    );
    assert!(!found.inexact.is_empty(), "what was not followed is said");
}
