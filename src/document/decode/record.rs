use crate::diagnostic::{codes, did_you_mean};
use crate::types::ty::{Format, Ty};
use crate::value::origin::{Origin, Segment, Step};
use crate::value::unknown::{Reason, Unknown};
use crate::value::window::Window;
use crate::value::{Record, RecordId, Value};

use super::super::tree::{NodeId, What};
use super::reader::{Complaint, Reader};
use super::show;
use super::spot::{Manner, Spot};

/// Longer names are not looked at for a "did you mean": nobody mistypes that much.
const LONGEST_NAME: usize = 64;

impl<'a, 'd> Reader<'a, 'd> {
    pub(super) fn record(
        &mut self,
        node: NodeId,
        id: RecordId,
        spot: Spot<'a>,
        manner: Manner<'a, 'd>,
    ) -> Value<'a> {
        let Some(shape) = self.how.shapes.record(id) else {
            return Value::Absent;
        };
        if self.tree.what(node) != What::Map {
            let expected = if shape.name.is_empty() {
                "a record"
            } else {
                self.arena.alloc_str(&format!("a record ({})", shape.name))
            };
            return self.unreadable(node, spot, manner, Complaint::expected(expected));
        }
        let step = spot.step(self.arena);
        let fields = self
            .arena
            .alloc_slice_fill_copy(shape.fields.len(), Value::Absent);
        let mut written = vec![false; shape.fields.len()];
        let tree = self.tree;
        for (key, value) in tree.entries(node) {
            let name = tree.text(key);
            let index = shape.fields.iter().position(|field| field.wire == name);
            let Some((index, field)) = index.and_then(|at| Some((at, shape.fields.get(at)?)))
            else {
                if self.how.thorough && !shape.open {
                    let known = shape
                        .fields
                        .iter()
                        .filter(|field| !field.derived)
                        .map(|field| field.wire.as_str());
                    self.unknown_field(&name, &shape.name, known, step, manner);
                }
                continue;
            };
            if field.derived {
                if self.how.thorough {
                    self.derived_field(&name, step, manner);
                }
                continue;
            }
            if !field.read && !self.how.thorough {
                continue;
            }
            let spot = Spot {
                parent: Some(step),
                segment: Segment::Field(self.field_name(id, shape, index)),
            };
            let of_field = Manner {
                format: &field.format,
                secret: manner.secret,
            };
            let decoded = self.value(value, &field.ty, spot, of_field);
            if let Some(seen) = written.get_mut(index) {
                *seen = !matches!(decoded, Value::Absent);
            }
            if let Some(slot) = fields.get_mut(index).filter(|_| field.read) {
                *slot = decoded;
            }
        }
        for (index, (field, written)) in shape.fields.iter().zip(written).enumerate() {
            if !written && field.required && !field.derived && (field.read || self.how.thorough) {
                let name = self.field_name(id, shape, index);
                self.required(name, step, manner);
            }
        }
        Value::Record(self.arena.alloc(Record {
            of: id,
            origin: Origin(Some(step)),
            fields,
        }))
    }

    /// A window as a record of `start` and `end`.
    pub(super) fn window_record(
        &mut self,
        node: NodeId,
        spot: Spot<'a>,
        manner: Manner<'a, 'd>,
    ) -> Value<'a> {
        const ENDS: [&str; 2] = ["start", "end"];
        let step = spot.step(self.arena);
        let mut ends = [Value::Absent; 2];
        let tree = self.tree;
        for (key, value) in tree.entries(node) {
            let name = tree.text(key);
            let found = ENDS.iter().zip(&mut ends).find(|(end, _)| **end == name);
            let Some((end, slot)) = found else {
                if self.how.thorough {
                    self.unknown_field(&name, "window", ENDS, step, manner);
                }
                continue;
            };
            let spot = Spot {
                parent: Some(step),
                segment: Segment::Field(end),
            };
            let plain = Manner {
                format: &Format::Plain,
                secret: manner.secret,
            };
            *slot = self.value(value, &Ty::Instant, spot, plain);
        }
        let mut reasons: Option<&'a Unknown<'a>> = None;
        for (end, value) in ENDS.iter().zip(ends) {
            let reason = match value {
                Value::Unknown(reason) => reason,
                Value::Absent => {
                    let at = self.arena.alloc(Step {
                        parent: Some(step),
                        segment: Segment::Field(end),
                    });
                    Unknown::one(self.arena, Reason::Missing { at })
                }
                _ => continue,
            };
            reasons = Some(Unknown::join(self.arena, reasons, reason));
        }
        match (reasons, ends) {
            (Some(reasons), _) => Value::Unknown(reasons),
            (None, [Value::Instant(start), Value::Instant(end)]) => match Window::new(start, end) {
                Some(window) => Value::Window(self.arena.alloc(window)),
                None => {
                    let complaint = Complaint::expected("a window that ends after it starts");
                    self.unreadable(node, spot, manner, complaint)
                }
            },
            _ => Value::Absent,
        }
    }

    fn unknown_field<'n>(
        &mut self,
        name: &str,
        record: &str,
        known: impl IntoIterator<Item = &'n str>,
        record_at: &'a Step<'a>,
        manner: Manner<'a, 'd>,
    ) {
        if let Some(secret) = manner.secret {
            let message = "a secret holds a field that is not declared".to_owned();
            self.remark(codes::DOC_UNKNOWN_FIELD, secret, message, None);
            return;
        }
        let message = if record.is_empty() {
            format!("{} is no field of this record", show::quoted(name))
        } else {
            format!("{} is no field of `{record}`", show::quoted(name))
        };
        let help = if name == "<<" {
            Some("merge keys are not followed: write the fields out".to_owned())
        } else if name.len() <= LONGEST_NAME && self.suggesting() {
            did_you_mean(name, known).map(|meant| format!("did you mean `{meant}`?"))
        } else {
            None
        };
        let at = self.field_step(name, record_at);
        self.remark(codes::DOC_UNKNOWN_FIELD, at, message, help);
    }

    fn derived_field(&mut self, name: &str, record_at: &'a Step<'a>, manner: Manner<'a, 'd>) {
        let at = match manner.secret {
            Some(secret) => secret,
            None => self.field_step(name, record_at),
        };
        let message = format!("{} is computed from other fields", show::quoted(name));
        let help = Some("remove it: what is written here is not read".to_owned());
        self.remark(codes::DOC_UNKNOWN_FIELD, at, message, help);
    }

    fn required(&mut self, name: &'a str, record_at: &'a Step<'a>, manner: Manner<'a, 'd>) {
        let at = match manner.secret {
            Some(secret) => secret,
            None => self.arena.alloc(Step {
                parent: Some(record_at),
                segment: Segment::Field(name),
            }),
        };
        let message = format!("{} is required and missing", show::quoted(name));
        self.remark(codes::DOC_REQUIRED, at, message, None);
    }

    fn field_step(&self, name: &str, record_at: &'a Step<'a>) -> &'a Step<'a> {
        self.arena.alloc(Step {
            parent: Some(record_at),
            segment: Segment::Field(self.arena.alloc_str(name)),
        })
    }
}
