use std::collections::BTreeSet;

use bumpalo::Bump;

use crate::decision::explanation::{DocumentPlace, Node, PolicyPlace};
use crate::decision::finding::Finding;
use crate::decision::note::Note;
use crate::decision::run::{
    Applies, Decision, Digest, Engine as EngineInfo, PolicyRun, SourceExcerpt,
};
use crate::diagnostic::Level;
use crate::eval::explain::{Places, Presenter};
use crate::eval::judge::{Judged, weigh};
use crate::eval::machine::Machine;
use crate::ir::program::Rule;
use crate::source::file::Sources;
use crate::value::Value;
use crate::value::origin::{Origin, Segment, show_path};
use crate::value::outcome::{Outcome, Verdict};

use super::digest::sha256;
use super::facade::Policy;
use super::input::InputDocument;
use super::run::{Bound, Depth, Failure, Request};

/// A decision before any policy spoke.
pub(super) fn empty(request: &Request<'_>) -> Decision {
    Decision {
        verdict: Verdict::Go,
        descriptor: request.descriptor.name.clone(),
        evaluated_at: request.now,
        evaluated_at_source: request.now_source,
        phase: request.phase,
        policies: Vec::new(),
        digests: Vec::new(),
        engine: EngineInfo::this(),
        findings: Vec::new(),
        obligations: Vec::new(),
        waivers: Vec::new(),
        remedies: None,
        notes: Vec::new(),
        sources: Vec::new(),
        documents: Vec::new(),
    }
}

/// Adds what one policy says by those of its rules that are wanted.
pub(super) fn add<'a>(
    decision: &mut Decision,
    policy: &'a Policy,
    request: &Request<'a>,
    arena: &'a Bump,
    bound: &'a Bound<'a, 'a>,
    wanted: &dyn Fn(&Rule) -> bool,
) -> Result<(), Failure> {
    for note in &bound.notes {
        // Two policies that read one document say the same of it once.
        if !decision.notes.contains(note) {
            decision.notes.push(note.clone());
        }
    }
    if request.strict && decision.notes.iter().any(|note| note.level == Level::Error) {
        return Err(Failure::Strict(std::mem::take(&mut decision.notes)));
    }
    let places = Documents { bound };
    let digest = |text: &str| format!("secret (sha256 {}…)", short(&sha256(text.as_bytes())));
    let presenter = Presenter {
        program: &policy.program,
        sources: &policy.sources,
        places: &places,
        digest: &digest,
    };
    let mut machine = Machine::<true>::new(bound.context(arena, policy, request));
    let mut quick = (request.depth == Depth::Open)
        .then(|| Machine::<false>::new(bound.context(arena, policy, request)));
    let applies = match machine.applies() {
        Value::Bool(true) => Applies::Yes,
        Value::Bool(false) => Applies::No,
        Value::Unknown(why) => Applies::Unknown(presenter.reasons(why)),
        _ => Applies::Unknown("not a condition".to_owned()),
    };
    let mut later_phase = 0;
    if applies == Applies::Yes {
        for rule in policy.program.rules.iter().filter(|rule| wanted(rule)) {
            if let (Some(asked), Some(own)) = (request.phase, rule.phase)
                && own > asked
            {
                later_phase += 1;
            }
            let brief = quick.as_mut().map(|quick| quick.judge(rule, request.phase));
            // A rule with a finding that does not pass is judged again, with every step kept.
            let judged = match brief {
                Some(brief) if brief.iter().all(passes) => brief,
                _ => machine.judge(rule, request.phase),
            };
            for judged in judged {
                let obligations = presenter.obligations(&judged);
                let weight = weigh(judged.outcome, judged.severity, !obligations.is_empty());
                decision.verdict = decision.verdict.max(weight);
                decision.findings.push(presenter.finding(&judged));
                decision.obligations.extend(obligations);
            }
        }
    }
    if matches!(applies, Applies::Unknown(_)) {
        decision.verdict = decision.verdict.max(Verdict::Indeterminate);
    }
    let own = &policy.program.policy;
    decision.policies.push(PolicyRun {
        name: own.name.clone(),
        title: own.title.clone(),
        owner: own.owner.clone(),
        version: own.version.clone(),
        zone: own.zone.to_string(),
        applies,
        overrides: policy.overridden(),
        later_phase,
        identities: request.identities.is_some(),
    });
    decision.digests.extend(policy.digests.iter().cloned());
    for (name, input) in &bound.documents {
        decision.digests.push(Digest {
            kind: "input".to_owned(),
            name: format!("{name}: {}", input.name),
            sha256: input.sha256.clone(),
        });
    }
    excerpts(decision, &policy.sources, bound);
    Ok(())
}

fn passes(judged: &Judged<'_>) -> bool {
    matches!(judged.outcome, Outcome::Pass | Outcome::NotApplicable)
}

/// What concerns the whole run.
pub(super) fn finish(decision: &mut Decision, request: &Request<'_>) {
    if let Some(identities) = request.identities {
        decision.digests.push(Digest {
            kind: "identities".to_owned(),
            name: identities.name.clone(),
            sha256: identities.sha256.clone(),
        });
    }
    let set: Vec<String> = decision
        .policies
        .iter()
        .flat_map(|policy| {
            policy
                .overrides
                .iter()
                .map(|(name, text)| format!("{}.{name}={text}\n", policy.name))
        })
        .collect();
    if !set.is_empty() {
        decision.digests.push(Digest {
            kind: "parameters".to_owned(),
            name: "--set".to_owned(),
            sha256: sha256(set.concat().as_bytes()),
        });
    }
    decision.digests.sort();
    decision.digests.dedup();
    decision.sources.sort();
    decision.sources.dedup();
    decision.documents.sort();
    decision.documents.dedup();
}

/// Whether any rule applied in a decision.
pub fn applied(decision: &Decision) -> bool {
    decision
        .findings
        .iter()
        .any(|finding| finding.outcome != Outcome::NotApplicable)
        || decision
            .policies
            .iter()
            .any(|policy| matches!(policy.applies, Applies::Unknown(_)))
}

struct Documents<'b> {
    bound: &'b Bound<'b, 'b>,
}

impl Places for Documents<'_> {
    fn place(&self, origin: Origin<'_>) -> Option<DocumentPlace> {
        let segments = origin.segments();
        let Some(Segment::Input(root)) = segments.first() else {
            return None;
        };
        // The elements of a list of documents have the list as their parent: `portfolio[2].metadata`.
        let input = self
            .bound
            .documents
            .iter()
            .find(|(name, _)| name == root)
            .map(|(_, input)| *input);
        match input {
            Some(input) => Some(place_in(input, origin)),
            None => Some(DocumentPlace {
                file: String::new(),
                path: show_path(&segments),
                line: None,
                column: None,
                expected_here: true,
            }),
        }
    }
}

/// Where a path stands in a document.
pub(super) fn place_in(input: &InputDocument, origin: Origin<'_>) -> DocumentPlace {
    let segments = origin.segments();
    let place = input.document.locate(&segments);
    DocumentPlace {
        file: input.name.clone(),
        path: show_path(&segments),
        line: Some(place.line),
        column: Some(place.column),
        expected_here: !place.found,
    }
}

/// The lines that the last policy's findings cite, of policies and documents.
fn excerpts(decision: &mut Decision, sources: &Sources, bound: &Bound<'_, '_>) {
    let mut cited = Cited::default();
    for finding in &decision.findings {
        cited.finding(finding);
    }
    for note in &decision.notes {
        cited.note(note);
    }
    for (_, file) in sources.iter() {
        for (name, line) in &cited.policies {
            if *name == file.name {
                decision.sources.push(SourceExcerpt {
                    file: name.clone(),
                    line: *line,
                    text: file.line(*line).to_owned(),
                });
            }
        }
    }
    for (_, input) in &bound.documents {
        for (name, line) in &cited.documents {
            if *name == input.name {
                decision.documents.push(SourceExcerpt {
                    file: name.clone(),
                    line: *line,
                    text: input.document.line(*line).to_owned(),
                });
            }
        }
    }
}

#[derive(Debug, Default)]
struct Cited {
    policies: BTreeSet<(String, u32)>,
    documents: BTreeSet<(String, u32)>,
}

impl Cited {
    fn finding(&mut self, finding: &Finding) {
        self.policy(&finding.place);
        for clause in &finding.clauses {
            self.policy(&clause.place);
            self.node(&clause.node);
        }
        for place in finding
            .witnesses
            .iter()
            .filter_map(|witness| witness.place.as_ref())
            .chain(finding.gaps.iter().filter_map(|gap| gap.place.as_ref()))
        {
            self.document(place);
        }
    }

    fn node(&mut self, node: &Node) {
        self.policy(&node.place);
        if let Some(read) = &node.read {
            self.document(read);
        }
        for child in &node.children {
            self.node(child);
        }
    }

    fn note(&mut self, note: &Note) {
        if let Some(place) = &note.place {
            self.document(place);
        }
    }

    fn policy(&mut self, place: &PolicyPlace) {
        // A long clause is cited by its first lines.
        let last = place.end_line.min(place.line.saturating_add(5));
        for line in place.line..=last {
            self.policies.insert((place.file.clone(), line));
        }
    }

    fn document(&mut self, place: &DocumentPlace) {
        if let Some(line) = place.line {
            self.documents.insert((place.file.clone(), line));
        }
    }
}

fn short(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}
