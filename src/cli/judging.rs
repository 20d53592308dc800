use crate::decision::note::Note;
use crate::decision::run::{Decision, InstantSource};
use crate::document::read::Document;
use crate::document::refusal::Refusal;
use crate::engine::facade::Engine;
use crate::engine::input::{Identities, InputDocument};
use crate::engine::run::{Depth, Failure, Request};
use crate::value::instant::Instant;
use crate::value::outcome::Phase;

use super::ahead::Ahead;
use super::complaint::Complaint;
use super::descriptors::Descriptor;
use super::named::Named;

/// All that the decisions of a run have in common.
#[derive(Debug)]
pub(super) struct Judge {
    pub engine: Engine,
    pub named: Vec<Named>,
    pub identities: Option<Identities>,
    pub ahead: Ahead,
    pub now: Instant,
    pub now_source: InstantSource,
    pub phase: Option<Phase>,
    pub strict: bool,
    pub depth: Depth,
}

impl Judge {
    /// Decides about every document of a file, one after the other: a decision, or why there is none.
    ///
    /// # Errors
    /// What would keep every other descriptor from being decided too, so that the run ends; or what `take` says.
    pub fn file<E: From<Complaint>>(
        &mut self,
        descriptor: &Descriptor,
        take: &mut dyn FnMut(Result<Decision, Complaint>) -> Result<(), E>,
    ) -> Result<(), E> {
        for (param, text) in &descriptor.bound {
            if let Err(why) = self.engine.set(param, text) {
                return take(Err(Complaint::missing(
                    &descriptor.name,
                    format!("its path does not fit the params: {why}"),
                    None,
                )));
            }
        }
        let documents = match self.ahead.documents(&descriptor.name, &descriptor.path) {
            Ok(documents) => documents,
            Err(complaint) => return take(Err(complaint)),
        };
        let named: Vec<(String, Vec<&InputDocument>)> = self
            .named
            .iter()
            .map(|(name, documents)| (name.clone(), documents.iter().collect()))
            .collect();
        for document in &documents {
            let decided = self.engine.explain(&Request {
                descriptor: document,
                named: &named,
                now: self.now,
                now_source: self.now_source,
                phase: self.phase,
                identities: self.identities.as_ref(),
                strict: self.strict,
                depth: self.depth,
            });
            match decided {
                Ok(decision) => take(Ok(decision))?,
                Err(failure) => {
                    let ends = self.ends_the_run(&failure);
                    let complaint = complaint(failure, document, &self.named);
                    if ends {
                        return Err(complaint.into());
                    }
                    take(Err(complaint))?;
                }
            }
        }
        Ok(())
    }

    /// Whether what failed has nothing to do with the descriptor.
    fn ends_the_run(&self, failure: &Failure) -> bool {
        match failure {
            Failure::Usage(_) => true,
            Failure::Refused { name, .. } => self.is_named(name),
            Failure::Strict(notes) => notes.iter().any(|note| {
                note.place
                    .as_ref()
                    .is_some_and(|place| self.is_named(&place.file))
            }),
        }
    }

    fn is_named(&self, name: &str) -> bool {
        self.named
            .iter()
            .any(|(_, documents)| documents.iter().any(|document| document.name == name))
    }
}

/// What a failure is to the user. `named`: the documents that `--input` gave.
pub(super) fn complaint(
    failure: Failure,
    descriptor: &InputDocument,
    named: &[Named],
) -> Complaint {
    let line_of = |name: &str, line: u32| {
        let document: &Document = if name == descriptor.name {
            &descriptor.document
        } else {
            let mut others = named.iter().flat_map(|(_, documents)| documents);
            &others.find(|other| other.name == name)?.document
        };
        Some(document.line(line).to_owned())
    };
    match failure {
        Failure::Usage(why) => Complaint::usage(why, None),
        Failure::Refused { name, refusal } => Complaint::Document {
            line: line(&refusal).and_then(|line| line_of(&name, line)),
            name,
            refusal,
        },
        Failure::Strict(notes) => Complaint::Strict {
            name: descriptor.name.clone(),
            notes: notes
                .into_iter()
                .map(|note| {
                    let text = spot(&note).and_then(|(name, line)| line_of(name, line));
                    (note, text)
                })
                .collect(),
        },
    }
}

fn line(refusal: &Refusal) -> Option<u32> {
    refusal.position.map(|(line, _)| line)
}

fn spot(note: &Note) -> Option<(&str, u32)> {
    let place = note.place.as_ref()?;
    Some((place.file.as_str(), place.line?))
}
