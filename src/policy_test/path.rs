//! Paths in `with`, `without`, `naming` and cases: found in the input's type, then changed in its document.

use crate::diagnostic::{Diagnostic, codes, did_you_mean};
use crate::document::plain::Plain;
use crate::syntax::ast::test::{Path, PathStep};
use crate::types::ty::{Field, Ty, TypeTable};

use super::written::article;

/// One step of a path in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    Key(String),
    Index(u32),
}

/// The steps of a path in the document's own names, and the type of what stands there.
pub fn resolve(types: &TypeTable, ty: &Ty, path: &Path) -> Result<(Vec<Step>, Ty), Diagnostic> {
    let mut at = ty.plain().clone();
    let mut steps = Vec::with_capacity(path.steps.len());
    for step in &path.steps {
        let so_far = show(&steps);
        let next = match (step, &at) {
            (PathStep::Field(name), Ty::Record(id)) => {
                let fields = types
                    .record_type(*id)
                    .map_or(&[][..], |record| record.fields.as_slice());
                match field(fields, name) {
                    Some(field) if field.derived => {
                        return Err(fault(
                            path,
                            format!(
                                "`{name}` is computed from other fields, and stands in no document"
                            ),
                        )
                        .help("give the fields that it is computed from"));
                    }
                    Some(field) => {
                        steps.push(Step::Key(field.wire.clone()));
                        field.ty.plain().clone()
                    }
                    None => {
                        let own = fields.iter().filter(|field| !field.derived);
                        let near = did_you_mean(name, own.map(|field| field.name.as_str()));
                        return Err(missing(types, &at, path, name, near));
                    }
                }
            }
            (PathStep::Field(name), Ty::Map(_, of)) => {
                steps.push(Step::Key(name.clone()));
                of.plain().clone()
            }
            (PathStep::Field(name), Ty::Window) if matches!(name.as_str(), "start" | "end") => {
                steps.push(Step::Key(name.clone()));
                Ty::Instant
            }
            (PathStep::Index(index), Ty::List(of) | Ty::Set(of)) => {
                steps.push(Step::Index(*index));
                of.plain().clone()
            }
            (PathStep::Field(name), Ty::List(_) | Ty::Set(_)) => {
                return Err(fault(
                    path,
                    format!("`{so_far}` is a list, and `{name}` is read from one of its elements"),
                )
                .help(format!("write which one: `{so_far}[0].{name}`")));
            }
            (PathStep::Field(name), other) => {
                let what = article(&types.show(other));
                return Err(fault(
                    path,
                    format!("`{so_far}` is {what}, and has no field `{name}`"),
                ));
            }
            (PathStep::Index(index), other) => {
                let what = article(&types.show(other));
                return Err(fault(
                    path,
                    format!("`{so_far}` is {what}, and has no element [{index}]"),
                ));
            }
        };
        at = next;
    }
    Ok((steps, at))
}

/// A field of a document by its name in the policy, else by its name in the document.
pub fn field<'t>(fields: &'t [Field], name: &str) -> Option<&'t Field> {
    fields
        .iter()
        .find(|field| field.name == name)
        .or_else(|| fields.iter().find(|field| field.wire == name))
}

fn missing(types: &TypeTable, of: &Ty, path: &Path, name: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = fault(path, format!("`{}` has no field `{name}`", types.show(of)));
    match near {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("paths follow the input's type"),
    }
}

fn fault(path: &Path, message: String) -> Diagnostic {
    Diagnostic::new(codes::TEST_PATH, path.span, message)
}

/// As reports write paths: `schedule.regions[0]."odd name"`.
pub fn show(steps: &[Step]) -> String {
    let mut text = String::new();
    for step in steps {
        match step {
            Step::Key(key) => {
                if !text.is_empty() {
                    text.push('.');
                }
                let is_word = key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
                if is_word {
                    text.push_str(key);
                } else {
                    text.push_str(&format!("\"{key}\""));
                }
            }
            Step::Index(index) => text.push_str(&format!("[{index}]")),
        }
    }
    text
}

/// Puts a value at a path, with the records that are missing on the way; the place behind a list's last element adds one.
///
/// # Errors
/// What stands in the way, in a sentence.
pub fn set(document: &mut Plain, steps: &[Step], value: Plain) -> Result<(), String> {
    let mut at = document;
    for (depth, step) in steps.iter().enumerate() {
        let so_far = || show(steps.get(..depth).unwrap_or_default());
        if is_null(at) {
            *at = match step {
                Step::Key(_) => Plain::Map(Vec::new()),
                Step::Index(_) => Plain::List(Vec::new()),
            };
        }
        at = match (step, at) {
            (Step::Key(key), Plain::Map(entries)) => {
                let place = entries.iter().position(|(other, _)| other == key);
                let place = place.unwrap_or_else(|| {
                    entries.push((key.clone(), Plain::null()));
                    entries.len() - 1
                });
                match entries.get_mut(place) {
                    Some((_, next)) => next,
                    None => return Err("nothing to change".to_owned()),
                }
            }
            (Step::Index(index), Plain::List(items)) => {
                let index = *index as usize;
                let count = items.len();
                if index == count {
                    items.push(Plain::null());
                }
                match items.get_mut(index) {
                    Some(next) => next,
                    None => {
                        return Err(format!(
                            "`{}` has {count} elements, so the next is [{count}]",
                            so_far()
                        ));
                    }
                }
            }
            (Step::Key(_), _) => {
                return Err(format!("`{}` is no record in the document", so_far()));
            }
            (Step::Index(_), _) => {
                return Err(format!("`{}` is no list in the document", so_far()));
            }
        };
    }
    *at = value;
    Ok(())
}

/// Takes out what stands at a path. Whether something stood there.
pub fn remove(document: &mut Plain, steps: &[Step]) -> bool {
    let Some((last, on_the_way)) = steps.split_last() else {
        return false;
    };
    let mut at = document;
    for step in on_the_way {
        let next = match (step, at) {
            (Step::Key(key), Plain::Map(entries)) => entries
                .iter_mut()
                .find(|(other, _)| other == key)
                .map(|(_, next)| next),
            (Step::Index(index), Plain::List(items)) => items.get_mut(*index as usize),
            _ => None,
        };
        match next {
            Some(next) => at = next,
            None => return false,
        }
    }
    match (last, at) {
        (Step::Key(key), Plain::Map(entries)) => {
            let before = entries.len();
            entries.retain(|(other, _)| other != key);
            entries.len() < before
        }
        (Step::Index(index), Plain::List(items)) if (*index as usize) < items.len() => {
            items.remove(*index as usize);
            true
        }
        _ => false,
    }
}

fn is_null(part: &Plain) -> bool {
    matches!(part, Plain::Scalar { text, quoted: false } if matches!(text.as_str(), "" | "null" | "~"))
}
