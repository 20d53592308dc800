use bumpalo::Bump;

use crate::diagnostic::did_you_mean;
use crate::document::read::{Decoding, Document, Limits, Syntax, scan};
use crate::eval::machine::{Context, Machine};
use crate::ir::program::{Program, Within};
use crate::types::ty::Ty;
use crate::value::instant::Instant;
use crate::value::{Value, show};

use super::facade::{Engine, Policy};

/// What a caller set a param to.
#[derive(Debug, Default)]
pub(super) enum Override {
    #[default]
    None,
    /// A text param takes the text as it is.
    Text(String),
    /// Any other reads it as a document would.
    Document { written: String, document: Document },
}

impl Clone for Override {
    /// Only the empty one is ever copied: the slots of a new policy.
    fn clone(&self) -> Override {
        match self {
            Override::Text(text) => Override::Text(text.clone()),
            Override::None | Override::Document { .. } => Override::None,
        }
    }
}

impl Engine {
    /// Sets a param, `name` or `policy.name`, to what `text` says as the param's declared type.
    ///
    /// # Errors
    /// One sentence: no policy has it, two have it, the text does not read as its type, or it is out of range.
    pub fn set(&mut self, name: &str, text: &str) -> Result<(), String> {
        let (at, place) = self.param(name)?;
        let policy = self
            .policies
            .get_mut(at)
            .ok_or_else(|| "no such policy".to_owned())?;
        policy.set(place, text)
    }

    /// Makes every param what the policies say again.
    pub fn unset(&mut self) {
        for policy in &mut self.policies {
            policy.overrides.fill(Override::None);
        }
    }

    /// Whether [`Engine::set`] would find the param, `name` or `policy.name`.
    ///
    /// # Errors
    /// One sentence: no policy has it, or two have it.
    pub fn has_param(&self, name: &str) -> Result<(), String> {
        self.param(name).map(|_| ())
    }

    /// The policy that has a param, and which of its params it is.
    fn param(&self, name: &str) -> Result<(usize, usize), String> {
        let (policy, param) = match name.split_once('.') {
            Some((policy, param)) => (Some(policy), param),
            None => (None, name),
        };
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (at, candidate) in self.policies.iter().enumerate() {
            if policy.is_some_and(|policy| policy != candidate.program.policy.name) {
                continue;
            }
            let place = candidate
                .program
                .params
                .iter()
                .position(|other| other.name == param);
            found.extend(place.map(|place| (at, place)));
        }
        match found.as_slice() {
            [only] => Ok(*only),
            [] => Err(self.no_such_param(name)),
            _ => Err(format!(
                "several policies have a param `{param}`: write `policy.{param}`"
            )),
        }
    }

    fn no_such_param(&self, name: &str) -> String {
        let names: Vec<&str> = self
            .policies
            .iter()
            .flat_map(|policy| policy.program.params.iter())
            .map(|param| param.name.as_str())
            .collect();
        let bare = name.rsplit('.').next().unwrap_or(name);
        match did_you_mean(bare, names.iter().copied()) {
            Some(near) => format!("no policy has a param `{name}`: did you mean `{near}`?"),
            None if names.is_empty() => format!("no policy has a param `{name}`, or any other"),
            None => format!(
                "no policy has a param `{name}`: there are {}",
                names
                    .iter()
                    .map(|name| format!("`{name}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        }
    }
}

impl Policy {
    fn set(&mut self, place: usize, text: &str) -> Result<(), String> {
        let Some(param) = self.program.params.get(place) else {
            return Err("no such param".to_owned());
        };
        let set = match param.ty.plain() {
            Ty::Text => Override::Text(text.to_owned()),
            ty => {
                let list = matches!(ty, Ty::List(_) | Ty::Set(_));
                let written = if list && !text.trim_start().starts_with('[') {
                    format!("[{text}]")
                } else {
                    text.to_owned()
                };
                let fault = |why: &str| {
                    format!(
                        "`{}` takes {}, and `{text}` is not: {why}",
                        param.name,
                        self.program.types.show(&param.ty)
                    )
                };
                let stream = scan(written.as_bytes(), Syntax::Yaml, Limits::default())
                    .map_err(|refusal| fault(&refusal.message))?;
                let mut documents = stream.documents.into_iter();
                let document = documents.next().ok_or_else(|| fault("it is empty"))?;
                Override::Document {
                    written: text.to_owned(),
                    document,
                }
            }
        };
        self.check_override(place, text, &set)?;
        if let Some(slot) = self.overrides.get_mut(place) {
            *slot = set;
        }
        Ok(())
    }

    fn check_override(&self, place: usize, text: &str, set: &Override) -> Result<(), String> {
        let arena = Bump::new();
        let Some(param) = self.program.params.get(place) else {
            return Ok(());
        };
        let value = override_value(&arena, &self.program, place, set)?.unwrap_or(Value::Absent);
        if let Value::Unknown(why) = value {
            let why = why.reasons().first().map(show::reason).unwrap_or_default();
            return Err(format!(
                "`{}` takes {}, and `{text}` is not: {why}",
                param.name,
                self.program.types.show(&param.ty)
            ));
        }
        let Some(within) = &param.within else {
            return Ok(());
        };
        let overrides: Vec<Option<Value<'_>>> = vec![None; self.program.params.len()];
        let mut machine = Machine::<false>::new(Context {
            arena: &arena,
            program: &self.program,
            inputs: &[],
            data: &[],
            overrides: &overrides,
            now: Instant {
                seconds: 0,
                nanos: 0,
            },
            identities: None,
        });
        if machine.is_within(value, within) {
            return Ok(());
        }
        Err(format!(
            "`{}` is out of its range: `{text}` is not {}",
            param.name,
            range(&mut machine, within)
        ))
    }

    /// What the caller set, for the face of the decision: names and texts.
    pub(super) fn overridden(&self) -> Vec<(String, String)> {
        self.program
            .params
            .iter()
            .zip(&self.overrides)
            .filter_map(|(param, set)| {
                let text = match set {
                    Override::None => return None,
                    Override::Text(text) => text.clone(),
                    Override::Document { written, .. } => written.clone(),
                };
                Some((param.name.clone(), text))
            })
            .collect()
    }
}

/// What a param was set to, as a value. `None`: it was not set.
pub(super) fn override_value<'a>(
    arena: &'a Bump,
    program: &Program,
    place: usize,
    set: &Override,
) -> Result<Option<Value<'a>>, String> {
    let Some(param) = program.params.get(place) else {
        return Ok(None);
    };
    match set {
        Override::None => Ok(None),
        Override::Text(text) => Ok(Some(Value::Text(arena.alloc_str(text)))),
        Override::Document { written, document } => {
            let decoded = document
                .decode(
                    arena,
                    Decoding {
                        shapes: &program.shapes,
                        ty: &param.ty,
                        input: &param.name,
                        identities: None,
                        thorough: false,
                    },
                )
                .map_err(|refusal| {
                    format!(
                        "`{}` takes {}, and `{written}` is not: {}",
                        param.name,
                        program.types.show(&param.ty),
                        refusal.message
                    )
                })?;
            if let Value::List(list) = decoded.value
                && list
                    .items
                    .iter()
                    .any(|item| matches!(item, Value::Unknown(_)))
            {
                return Err(format!(
                    "`{}` takes {}, and `{written}` is not",
                    param.name,
                    program.types.show(&param.ty)
                ));
            }
            Ok(Some(decoded.value))
        }
    }
}

impl<'a> Machine<'a, false> {
    /// Whether a value lies in a param's range.
    fn is_within(&mut self, value: Value<'a>, within: &Within) -> bool {
        let held = match within {
            Within::Collection(collection) => {
                let collection = self.eval(*collection);
                self.holds_in(value, collection)
            }
            Within::Range {
                low,
                high,
                includes_high,
            } => {
                let low = low.map(|end| self.eval(end));
                let high = high.map(|end| self.eval(end));
                self.holds_between(value, low, high, *includes_high)
            }
        };
        matches!(held, Value::Bool(true))
    }
}

fn range(machine: &mut Machine<'_, false>, within: &Within) -> String {
    let shown = |machine: &mut Machine<'_, false>, node| machine.shown(node);
    match within {
        Within::Collection(collection) => format!("in {}", shown(machine, *collection)),
        Within::Range {
            low,
            high,
            includes_high,
        } => {
            let low = low.map(|end| shown(machine, end)).unwrap_or_default();
            let high = high.map(|end| shown(machine, end)).unwrap_or_default();
            let dots = if *includes_high { ".." } else { "..<" };
            format!("in {low}{dots}{high}")
        }
    }
}
