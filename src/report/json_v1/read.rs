//! From the wire back to decisions.

use std::borrow::Cow;

use serde::Deserialize;

use crate::decision::explanation::{DocumentPlace, PolicyPlace};
use crate::decision::finding::{
    Clause, ClauseKind, EffectiveNote, Finding, Gap, Obligation, Witness,
};
use crate::decision::note::Note;
use crate::decision::run::{
    Applies, Decision, Digest, Engine, InstantSource, PolicyRun, SourceExcerpt,
};
use crate::diagnostic::Level;
use crate::diagnostic::codes::{self, Code};
use crate::value::instant::Instant;
use crate::value::outcome::{Outcome, Phase, Severity, Truth, Verdict};

use super::steps::Steps;
use super::{wire, write};

/// The words by which a gap says what kind it is.
const GAP_KINDS: [&str; 11] = [
    "missing",
    "unreadable",
    "nothing_to_check",
    "absent",
    "numeric",
    "invalid",
    "not_one",
    "identity",
    "undecided",
    "key_not_unique",
    "stated",
];

/// All that is looked at before the version is known.
#[derive(Deserialize)]
struct Version {
    schema: Option<String>,
}

/// Reads what the `json` and `ndjson` formats write, one document or several behind each other.
///
/// # Errors
/// One sentence, lowercase: that the text is no JSON, of another format or version, or holds what version 1 does not
/// know.
pub fn read(text: &str) -> Result<Vec<Decision>, String> {
    let mut decisions = Vec::new();
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<Version>();
    let mut start = 0;
    while let Some(version) = stream.next() {
        let version = version.map_err(|error| format!("this is no decision: {error}"))?;
        let end = stream.byte_offset();
        let document = text.get(start..end).unwrap_or_default();
        start = end;
        match version.schema.as_deref() {
            Some(wire::DECISION) => decisions.push(decision(strict(document)?)?),
            Some(wire::DECISIONS) => {
                let all: wire::Decisions<'_> = strict(document)?;
                for one in all.decisions {
                    decisions.push(decision(one)?);
                }
            }
            Some(other) => {
                return Err(format!(
                    "`{other}` is no version of a decision that can be read"
                ));
            }
            None => return Err("this is no decision: it has no `schema`".to_owned()),
        }
    }
    Ok(decisions)
}

fn strict<'t, T: Deserialize<'t>>(document: &'t str) -> Result<T, String> {
    serde_json::from_str(document)
        .map_err(|error| format!("this is no decision of version 1: {error}"))
}

fn decision(read: wire::Decision<'_>) -> Result<Decision, String> {
    if read.schema != wire::DECISION {
        return Err(format!(
            "`{}` is no version of a decision that can be read",
            read.schema
        ));
    }
    let mut steps = Steps::new(read.questions, read.evidence, read.steps)?;
    Ok(Decision {
        waivers: Vec::new(),
        remedies: None,
        verdict: word(&read.decision, "decision", VERDICTS, Verdict::name)?,
        descriptor: text(read.descriptor),
        evaluated_at: Instant::parse(&read.evaluated_at)
            .map_err(|why| format!("`evaluated_at` {why}: `{}`", read.evaluated_at))?,
        evaluated_at_source: word(
            &read.evaluated_at_source,
            "evaluated_at_source",
            [InstantSource::Clock, InstantSource::Given],
            write::instant_source,
        )?,
        phase: phase(read.phase)?,
        policies: each(read.policy, policy)?,
        digests: each(read.digests, |digest| {
            Ok(Digest {
                kind: text(digest.kind),
                name: text(digest.name),
                sha256: text(digest.sha256),
            })
        })?,
        engine: Engine {
            version: text(read.engine.version),
            tzdata: text(read.engine.tzdata),
        },
        findings: each(read.findings, |read| finding(read, &mut steps))?,
        obligations: each(read.obligations, |obligation| {
            Ok(self::obligation(obligation))
        })?,
        notes: each(read.notes, note)?,
        sources: read.sources.into_iter().map(line).collect(),
        documents: read.documents.into_iter().map(line).collect(),
    })
}

fn policy(read: wire::Policy<'_>) -> Result<PolicyRun, String> {
    Ok(PolicyRun {
        name: text(read.name),
        title: text(read.title),
        owner: text(read.owner),
        version: text(read.version),
        zone: text(read.zone),
        applies: match (&*read.applies, read.applies_unknown) {
            ("yes", None) => Applies::Yes,
            ("no", None) => Applies::No,
            ("unknown", Some(reasons)) => Applies::Unknown(text(reasons)),
            (other, _) => return Err(unfit(other, "applies")),
        },
        overrides: read
            .overrides
            .into_iter()
            .map(|set| (text(set.param), text(set.value)))
            .collect(),
        later_phase: read.later_phase,
        identities: read.identities,
    })
}

fn finding(read: wire::Finding<'_>, steps: &mut Steps) -> Result<Finding, String> {
    Ok(Finding {
        lifted: None,
        policy: text(read.policy),
        rule: text(read.rule),
        key: read.key.map(text),
        title: text(read.title),
        outcome: word(&read.outcome, "outcome", Outcome::ALL, Outcome::name)?,
        severity: word(&read.severity, "severity", Severity::ALL, Severity::name)?,
        phase: phase(read.phase)?,
        controls: read.controls.into_iter().map(text).collect(),
        message: text(read.message),
        remedy: read.remedy.map(text),
        effective: read.effective.map(effective).transpose()?,
        rests_on_absence: read.rests_on_absence,
        place: policy_place(read.place),
        clauses: each(read.explanation, |read| clause(read, steps))?,
        witnesses: each(read.witnesses, |witness| {
            Ok(Witness {
                shown: text(witness.shown),
                place: witness.place.map(document_place),
            })
        })?,
        gaps: each(read.gaps, |gap| {
            Ok(Gap {
                kind: word(&gap.kind, "gap", GAP_KINDS, |kind| kind)?,
                says: text(gap.says),
                place: gap.place.map(document_place),
            })
        })?,
    })
}

fn effective(read: wire::Effective<'_>) -> Result<EffectiveNote, String> {
    let date = text(read.date);
    match &*read.kind {
        "blocks_from" => Ok(EffectiveNote::BlocksFrom(date)),
        "will_block_by" => Ok(EffectiveNote::WillBlockBy(date)),
        "ended" => Ok(EffectiveNote::Ended(date)),
        other => Err(unfit(other, "effective")),
    }
}

fn clause(read: wire::Clause<'_>, steps: &mut Steps) -> Result<Clause, String> {
    const KINDS: [ClauseKind; 5] = [
        ClauseKind::ForEach,
        ClauseKind::When,
        ClauseKind::Require,
        ClauseKind::Forbid,
        ClauseKind::Unless,
    ];
    Ok(Clause {
        kind: word(&read.kind, "clause", KINDS, write::clause_kind)?,
        label: read.label.map(text),
        truth: truth(&read.truth)?,
        place: policy_place(read.place),
        text: text(read.text),
        node: steps.derivation(read.derivation)?,
    })
}

fn obligation(read: wire::Obligation<'_>) -> Obligation {
    Obligation {
        policy: text(read.policy),
        rule: text(read.rule),
        key: read.key.map(text),
        what: text(read.what),
        until: read.until.map(text),
        until_unknown: read.until_unknown.map(text),
        proven_by: read.proven_by.map(text),
    }
}

fn note(read: wire::Note<'_>) -> Result<Note, String> {
    let levels = [Level::Note, Level::Warning, Level::Error];
    Ok(Note {
        code: code(&read.code)?,
        level: word(&read.level, "level", levels, write::level)?,
        message: text(read.message),
        place: read.place.map(document_place),
        help: read.help.map(text),
    })
}

pub fn policy_place(read: wire::PolicyPlace<'_>) -> PolicyPlace {
    PolicyPlace {
        file: text(read.file),
        line: read.line,
        column: read.column,
        end_line: read.end_line,
        end_column: read.end_column,
    }
}

pub fn document_place(read: wire::DocumentPlace<'_>) -> DocumentPlace {
    DocumentPlace {
        file: text(read.file),
        path: text(read.path),
        line: read.line,
        column: read.column,
        expected_here: read.expected_here,
    }
}

fn line(read: wire::Line<'_>) -> SourceExcerpt {
    SourceExcerpt {
        file: text(read.file),
        line: read.line,
        text: text(read.text),
    }
}

const VERDICTS: [Verdict; 4] = [
    Verdict::Go,
    Verdict::ConditionalGo,
    Verdict::Indeterminate,
    Verdict::NoGo,
];

pub fn truth(read: &str) -> Result<Truth, String> {
    word(
        read,
        "truth",
        [Truth::True, Truth::False, Truth::Unknown],
        write::truth,
    )
}

fn phase(read: Option<Cow<'_, str>>) -> Result<Option<Phase>, String> {
    read.map(|name| word(&name, "phase", Phase::ALL, Phase::name))
        .transpose()
}

fn code(read: &str) -> Result<Code, String> {
    let known = codes::ALL.iter().find(|code| code.id == read);
    known.copied().ok_or_else(|| unfit(read, "code"))
}

/// The one of `all` that goes by the word that was read.
pub fn word<T: Copy>(
    read: &str,
    member: &str,
    all: impl IntoIterator<Item = T>,
    name: fn(T) -> &'static str,
) -> Result<T, String> {
    let known = all.into_iter().find(|one| name(*one) == read);
    known.ok_or_else(|| unfit(read, member))
}

pub fn unfit(read: &str, member: &str) -> String {
    format!("this is no decision of version 1: `{read}` is no {member}")
}

pub fn each<R, T>(read: Vec<R>, one: impl FnMut(R) -> Result<T, String>) -> Result<Vec<T>, String> {
    read.into_iter().map(one).collect()
}

pub fn text(read: Cow<'_, str>) -> String {
    read.into_owned()
}
