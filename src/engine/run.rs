use bumpalo::Bump;

use crate::decision::note::Note;
use crate::decision::run::{Decision, InstantSource};
use crate::diagnostic::{Level, codes};
use crate::document::read::{Decoding, Document};
use crate::document::refusal::Refusal;
use crate::eval::judge::weigh;
use crate::eval::machine::{Context, Machine};
use crate::ir::program::{self, Program};
use crate::types::shape::Shapes;
use crate::types::ty::Ty;
use crate::value::instant::Instant;
use crate::value::origin::Origin;
use crate::value::outcome::{Phase, Verdict};
use crate::value::{List, Value};

use super::assemble;
use super::facade::{Engine, Policy};
use super::input::{Identities, InputDocument};
use super::itself;
use super::parameter::override_value;

/// What a decision is asked about, and with.
#[derive(Debug, Clone, Copy)]
pub struct Request<'r> {
    pub descriptor: &'r InputDocument,
    /// Inputs given by name; several documents for one name make a list.
    pub named: &'r [(String, Vec<&'r InputDocument>)],
    pub now: Instant,
    pub now_source: InstantSource,
    pub phase: Option<Phase>,
    pub identities: Option<&'r Identities>,
    /// Unreadable values, unknown fields and missing required ones are errors.
    pub strict: bool,
    /// Which findings [`Engine::explain`] derives step by step.
    pub depth: Depth,
}

/// Which findings a decision derives step by step. Outcomes are the same either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// All of them: what auditors keep.
    All,
    /// Those that do not pass: what a report on a terminal shows.
    Open,
}

/// Why there is no decision about a descriptor.
#[derive(Debug)]
pub enum Failure {
    /// The document with that name is refused.
    Refused { name: String, refusal: Box<Refusal> },
    /// What was to be said of the documents, and `strict` makes it an error.
    Strict(Vec<Note>),
    /// The inputs and the policies do not go together: one sentence.
    Usage(String),
}

/// Verdicts without explanations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdicts {
    pub verdict: Verdict,
    pub findings: Vec<Brief>,
}

/// One finding in brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    pub policy: String,
    pub rule: String,
    pub key: Option<String>,
    pub outcome: crate::value::outcome::Outcome,
}

impl Engine {
    /// The whole decision about a descriptor, every finding explained.
    ///
    /// # Errors
    /// Why there is none; nothing of it is then printed as a decision.
    pub fn explain(&self, request: &Request<'_>) -> Result<Decision, Failure> {
        let mut decision = assemble::empty(request);
        for policy in &self.policies {
            let arena = Bump::new();
            let bound = policy.bind(&arena, request)?;
            assemble::add(&mut decision, policy, request, &arena, &bound, &|_| true)?;
        }
        assemble::finish(&mut decision, request);
        Ok(decision)
    }

    /// Only the outcomes: the same interpreter, without traces.
    ///
    /// # Errors
    /// As [`Engine::explain`].
    pub fn evaluate(&self, request: &Request<'_>) -> Result<Verdicts, Failure> {
        let mut verdicts = Verdicts {
            verdict: Verdict::Go,
            findings: Vec::new(),
        };
        for policy in &self.policies {
            let arena = Bump::new();
            let bound = policy.bind(&arena, request)?;
            let mut machine = Machine::<false>::new(bound.context(&arena, policy, request));
            match machine.applies() {
                Value::Bool(true) => {}
                Value::Bool(false) => continue,
                _ => {
                    verdicts.verdict = verdicts.verdict.max(Verdict::Indeterminate);
                    continue;
                }
            }
            for rule in &policy.program.rules {
                for judged in machine.judge(rule, request.phase) {
                    let weight = weigh(
                        judged.outcome,
                        judged.severity,
                        !judged.obligations.is_empty(),
                    );
                    verdicts.verdict = verdicts.verdict.max(weight);
                    verdicts.findings.push(Brief {
                        policy: policy.program.policy.name.clone(),
                        rule: rule.id.clone(),
                        key: judged.key.map(|key| key.shown),
                        outcome: judged.outcome,
                    });
                }
            }
        }
        Ok(verdicts)
    }
}

/// A policy's inputs, decoded, and which documents they came from.
#[derive(Debug)]
pub(super) struct Bound<'a, 'r> {
    /// What documents are decoded by, if not by the program's own shapes.
    shapes: Option<Shapes>,
    pub inputs: Vec<Value<'a>>,
    pub data: Vec<Value<'a>>,
    pub overrides: Vec<Option<Value<'a>>>,
    /// By the name that starts the paths of its values.
    pub documents: Vec<(String, &'r InputDocument)>,
    pub notes: Vec<Note>,
}

impl<'a, 'r> Bound<'a, 'r> {
    pub fn context(
        &'a self,
        arena: &'a Bump,
        policy: &'a Policy,
        request: &Request<'a>,
    ) -> Context<'a> {
        Context {
            arena,
            program: &policy.program,
            inputs: &self.inputs,
            data: &self.data,
            overrides: &self.overrides,
            now: request.now,
            identities: request.identities.map(|identities| &identities.map),
        }
    }
}

impl Policy {
    pub(super) fn bind<'a, 'r>(
        &self,
        arena: &'a Bump,
        request: &Request<'r>,
    ) -> Result<Bound<'a, 'r>, Failure> {
        self.bind_by(arena, request, None)
    }

    /// With other shapes than the program's: to read more of a document than its rules do.
    pub(super) fn bind_by<'a, 'r>(
        &self,
        arena: &'a Bump,
        request: &Request<'r>,
        shapes: Option<Shapes>,
    ) -> Result<Bound<'a, 'r>, Failure> {
        let program = &self.program;
        let is_given = |name: &str| request.named.iter().any(|(given, _)| given == name);
        let primary = self.primary(&is_given).map_err(Failure::Usage)?;
        let mut bound = Bound {
            shapes,
            inputs: Vec::new(),
            data: Vec::new(),
            overrides: Vec::new(),
            documents: Vec::new(),
            notes: Vec::new(),
        };
        for (index, input) in program.inputs.iter().enumerate() {
            let given = request
                .named
                .iter()
                .find(|(name, _)| *name == input.name)
                .map(|(_, documents)| documents.as_slice());
            let value = match given {
                Some(documents) => {
                    self.named_input(arena, request, input, documents, &mut bound)?
                }
                None if Some(index) == primary => {
                    let decoded = self.decode(
                        arena,
                        request,
                        request.descriptor,
                        &input.ty,
                        &input.name,
                        &mut bound,
                    )?;
                    bound
                        .documents
                        .push((input.name.clone(), request.descriptor));
                    decoded
                }
                None => Value::Absent,
            };
            bound.inputs.push(value);
        }
        if let Some(primary) = primary {
            itself::leave_out(arena, program, primary, &mut bound);
        }
        for (data, document) in program.data.iter().zip(&self.data) {
            let decoded = decode_data(arena, program, data, document).map_err(|refusal| {
                Failure::Refused {
                    name: data.path.clone(),
                    refusal: Box::new(refusal),
                }
            })?;
            bound.data.push(decoded.value);
        }
        for (place, set) in self.overrides.iter().enumerate() {
            let value = override_value(arena, program, place, set).map_err(Failure::Usage)?;
            bound.overrides.push(value);
        }
        Ok(bound)
    }

    /// The input that the descriptor is: the one required input that is not given by name.
    pub(super) fn primary(&self, is_given: &dyn Fn(&str) -> bool) -> Result<Option<usize>, String> {
        let inputs = &self.program.inputs;
        let open: Vec<(usize, &program::Input)> = inputs
            .iter()
            .enumerate()
            .filter(|(_, input)| !input.optional && !is_given(&input.name))
            .collect();
        match open.as_slice() {
            [(index, _)] => Ok(Some(*index)),
            [] if inputs.is_empty() => Ok(None),
            [] => Err(format!(
                "policy `{}`: every input is given by `--input`, and the descriptor is none of them",
                self.program.policy.name
            )),
            several => Err(format!(
                "policy `{}` needs {}: the descriptor can be one of them; give the others by `--input NAME=PATH`",
                self.program.policy.name,
                several
                    .iter()
                    .map(|(_, input)| format!("`{}`", input.name))
                    .collect::<Vec<_>>()
                    .join(" and ")
            )),
        }
    }

    fn named_input<'a, 'r>(
        &self,
        arena: &'a Bump,
        request: &Request<'r>,
        input: &program::Input,
        documents: &[&'r InputDocument],
        bound: &mut Bound<'a, 'r>,
    ) -> Result<Value<'a>, Failure> {
        if let ([only], Ty::List(element)) = (documents, &input.ty)
            && !only.document.is_list()
        {
            return self.list_of(arena, request, input, element, &[*only], bound);
        }
        match (documents, &input.ty) {
            ([only], ty) => {
                let decoded = self.decode(arena, request, only, ty, &input.name, bound)?;
                bound.documents.push((input.name.clone(), *only));
                Ok(decoded)
            }
            (several, Ty::List(element)) => {
                self.list_of(arena, request, input, element, several, bound)
            }
            (several, _) => Err(Failure::Usage(format!(
                "input `{}` is one document, and {} are given",
                input.name,
                several.len()
            ))),
        }
    }

    /// A list with one element a document.
    fn list_of<'a, 'r>(
        &self,
        arena: &'a Bump,
        request: &Request<'r>,
        input: &program::Input,
        element: &Ty,
        documents: &[&'r InputDocument],
        bound: &mut Bound<'a, 'r>,
    ) -> Result<Value<'a>, Failure> {
        let mut items = Vec::with_capacity(documents.len());
        for (index, document) in documents.iter().enumerate() {
            let name = format!("{}[{index}]", input.name);
            items.push(self.decode(arena, request, document, element, &name, bound)?);
            bound.documents.push((name, *document));
        }
        let name = arena.alloc_str(&input.name);
        Ok(Value::List(arena.alloc(List {
            origin: Origin::input(arena, name),
            items: arena.alloc_slice_copy(&items),
            maybe: None,
        })))
    }

    fn decode<'a>(
        &self,
        arena: &'a Bump,
        request: &Request<'_>,
        input: &InputDocument,
        ty: &Ty,
        name: &str,
        bound: &mut Bound<'a, '_>,
    ) -> Result<Value<'a>, Failure> {
        let decoded = input
            .document
            .decode(
                arena,
                Decoding {
                    shapes: bound.shapes.as_ref().unwrap_or(&self.program.shapes),
                    ty,
                    input: name,
                    identities: request.identities.map(|identities| &identities.map),
                    thorough: true,
                },
            )
            .map_err(|refusal| Failure::Refused {
                name: input.name.clone(),
                refusal: Box::new(refusal),
            })?;
        for remark in decoded.remarks {
            let origin = Origin(Some(remark.at));
            bound.notes.push(Note {
                code: remark.code,
                level: if request.strict {
                    Level::Error
                } else {
                    remark.code.level
                },
                message: remark.message,
                place: Some(assemble::place_in(input, origin)),
                help: remark.help,
            });
        }
        Ok(decoded.value)
    }
}

pub(super) fn decode_data<'a>(
    arena: &'a Bump,
    program: &Program,
    data: &program::Data,
    document: &Document,
) -> Result<crate::document::read::Decoded<'a>, Refusal> {
    document.decode(
        arena,
        Decoding {
            shapes: &program.shapes,
            ty: &data.ty,
            input: &data.name,
            identities: None,
            thorough: true,
        },
    )
}

/// What is wrong in a data file, each with its place.
pub(super) fn data_remarks(
    program: &Program,
    data: &program::Data,
    document: &Document,
) -> Result<Vec<String>, Refusal> {
    let arena = Bump::new();
    let decoded = decode_data(&arena, program, data, document)?;
    Ok(decoded
        .remarks
        .iter()
        .filter(|remark| remark.code != codes::DOC_UNKNOWN_FIELD)
        .map(|remark| {
            let place = document.locate(&Origin(Some(remark.at)).segments());
            format!("{}:{}: {}", place.line, place.column, remark.message)
        })
        .collect())
}
