//! From a decision to the wire.

use std::borrow::Cow;

use crate::decision::explanation::{DocumentPlace, PolicyPlace, Role};
use crate::decision::finding::{
    Clause, ClauseKind, EffectiveNote, Finding, Gap, Obligation, Witness,
};
use crate::decision::note::Note;
use crate::decision::run::{Applies, Decision, InstantSource, PolicyRun, SourceExcerpt};
use crate::diagnostic::Level;
use crate::value::outcome::Truth;

use super::tables::{Rows, Tables};
use super::wire;

pub fn decisions(all: &[Decision]) -> wire::Decisions<'_> {
    wire::Decisions {
        schema: wire::DECISIONS.into(),
        decisions: all.iter().map(decision).collect(),
    }
}

pub fn decision(decision: &Decision) -> wire::Decision<'_> {
    let mut tables = Tables::new();
    let findings = decision
        .findings
        .iter()
        .map(|finding| self::finding(finding, &mut tables))
        .collect();
    let Rows {
        questions,
        evidence,
        steps,
    } = tables.rows();
    wire::Decision {
        schema: wire::DECISION.into(),
        decision: decision.verdict.name().into(),
        descriptor: text(&decision.descriptor),
        evaluated_at: decision.evaluated_at.to_string().into(),
        evaluated_at_source: instant_source(decision.evaluated_at_source).into(),
        phase: decision.phase.map(|phase| phase.name().into()),
        policy: decision.policies.iter().map(policy).collect(),
        digests: decision
            .digests
            .iter()
            .map(|digest| wire::Digest {
                kind: text(&digest.kind),
                name: text(&digest.name),
                sha256: text(&digest.sha256),
            })
            .collect(),
        engine: wire::Engine {
            version: text(&decision.engine.version),
            tzdata: text(&decision.engine.tzdata),
        },
        findings,
        obligations: decision.obligations.iter().map(obligation).collect(),
        notes: decision.notes.iter().map(note).collect(),
        questions,
        evidence,
        steps,
        sources: decision.sources.iter().map(line).collect(),
        documents: decision.documents.iter().map(line).collect(),
    }
}

fn policy(run: &PolicyRun) -> wire::Policy<'_> {
    let (applies, applies_unknown) = match &run.applies {
        Applies::Yes => ("yes", None),
        Applies::No => ("no", None),
        Applies::Unknown(reasons) => ("unknown", Some(text(reasons))),
    };
    wire::Policy {
        name: text(&run.name),
        title: text(&run.title),
        owner: text(&run.owner),
        version: text(&run.version),
        zone: text(&run.zone),
        applies: applies.into(),
        applies_unknown,
        overrides: run
            .overrides
            .iter()
            .map(|(param, value)| wire::Override {
                param: text(param),
                value: text(value),
            })
            .collect(),
        later_phase: run.later_phase,
        identities: run.identities,
    }
}

fn finding<'d>(finding: &'d Finding, tables: &mut Tables<'d>) -> wire::Finding<'d> {
    wire::Finding {
        policy: text(&finding.policy),
        rule: text(&finding.rule),
        key: finding.key.as_deref().map(text),
        title: text(&finding.title),
        outcome: finding.outcome.name().into(),
        severity: finding.severity.name().into(),
        phase: finding.phase.map(|phase| phase.name().into()),
        controls: finding
            .controls
            .iter()
            .map(|control| text(control))
            .collect(),
        message: text(&finding.message),
        remedy: finding.remedy.as_deref().map(text),
        effective: finding.effective.as_ref().map(effective),
        rests_on_absence: finding.rests_on_absence,
        place: policy_place(&finding.place),
        explanation: finding
            .clauses
            .iter()
            .map(|clause| self::clause(clause, tables))
            .collect(),
        witnesses: finding.witnesses.iter().map(witness).collect(),
        gaps: finding.gaps.iter().map(gap).collect(),
    }
}

fn effective(note: &EffectiveNote) -> wire::Effective<'_> {
    let (kind, date) = match note {
        EffectiveNote::BlocksFrom(date) => ("blocks_from", date),
        EffectiveNote::WillBlockBy(date) => ("will_block_by", date),
        EffectiveNote::Ended(date) => ("ended", date),
    };
    wire::Effective {
        kind: kind.into(),
        date: text(date),
    }
}

fn clause<'d>(clause: &'d Clause, tables: &mut Tables<'d>) -> wire::Clause<'d> {
    wire::Clause {
        kind: clause_kind(clause.kind).into(),
        label: clause.label.as_deref().map(text),
        truth: truth(clause.truth).into(),
        place: policy_place(&clause.place),
        text: text(&clause.text),
        derivation: tables.take(&clause.node),
    }
}

fn witness(witness: &Witness) -> wire::Witness<'_> {
    wire::Witness {
        shown: text(&witness.shown),
        place: witness.place.as_ref().map(document_place),
    }
}

fn gap(gap: &Gap) -> wire::Gap<'_> {
    wire::Gap {
        kind: gap.kind.into(),
        says: text(&gap.says),
        place: gap.place.as_ref().map(document_place),
    }
}

fn obligation(obligation: &Obligation) -> wire::Obligation<'_> {
    wire::Obligation {
        policy: text(&obligation.policy),
        rule: text(&obligation.rule),
        key: obligation.key.as_deref().map(text),
        what: text(&obligation.what),
        until: obligation.until.as_deref().map(text),
        until_unknown: obligation.until_unknown.as_deref().map(text),
        proven_by: obligation.proven_by.as_deref().map(text),
    }
}

fn note(note: &Note) -> wire::Note<'_> {
    wire::Note {
        code: note.code.id.into(),
        level: level(note.level).into(),
        message: text(&note.message),
        place: note.place.as_ref().map(document_place),
        help: note.help.as_deref().map(text),
    }
}

fn line(line: &SourceExcerpt) -> wire::Line<'_> {
    wire::Line {
        file: text(&line.file),
        line: line.line,
        text: text(&line.text),
    }
}

pub fn policy_place(place: &PolicyPlace) -> wire::PolicyPlace<'_> {
    wire::PolicyPlace {
        file: text(&place.file),
        line: place.line,
        column: place.column,
        end_line: place.end_line,
        end_column: place.end_column,
    }
}

pub fn document_place(place: &DocumentPlace) -> wire::DocumentPlace<'_> {
    wire::DocumentPlace {
        file: text(&place.file),
        path: text(&place.path),
        line: place.line,
        column: place.column,
        expected_here: place.expected_here,
    }
}

pub fn instant_source(source: InstantSource) -> &'static str {
    match source {
        InstantSource::Clock => "clock",
        InstantSource::Given => "given",
    }
}

pub fn truth(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "true",
        Truth::False => "false",
        Truth::Unknown => "unknown",
    }
}

pub fn clause_kind(kind: ClauseKind) -> &'static str {
    match kind {
        ClauseKind::ForEach => "for_each",
        ClauseKind::When => "when",
        ClauseKind::Require => "require",
        ClauseKind::Forbid => "forbid",
        ClauseKind::Unless => "unless",
    }
}

pub fn role(role: Role) -> &'static str {
    match role {
        Role::Single => "single",
        Role::All => "all",
        Role::Any => "any",
        Role::None => "none",
        Role::Count => "count",
        Role::Choice => "choice",
        Role::Element => "element",
        Role::LeftOut => "left_out",
        Role::Told => "told",
    }
}

pub fn level(level: Level) -> &'static str {
    match level {
        Level::Note => "note",
        Level::Warning => "warning",
        Level::Error => "error",
    }
}

pub fn text(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}
