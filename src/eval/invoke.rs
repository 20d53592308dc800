use crate::builtins::Strictness;
use crate::builtins::call::{Call, Derived, FieldPlace, MemberNames, Shelf};
use crate::ir::op::Builtin;
use crate::ir::program::Program;
use crate::types::signature::{Param, SigTy};
use crate::value::unknown::{Reason, Unknown};
use crate::value::{Member, Record, Value};

use super::machine::Machine;
use super::trace::Kleene;
use super::watch::Seen;

impl<'a, const EXPLAIN: bool> Machine<'a, EXPLAIN> {
    pub(super) fn builtin(&mut self, call: &'a Builtin) -> Value<'a> {
        let Some(builtin) = crate::builtins::list::ALL.get(call.index) else {
            return self.unknown(Reason::Invalid("no such function"));
        };
        let args: Vec<Value<'a>> = call.args.iter().map(|arg| self.eval(*arg)).collect();
        self.read = None;
        self.note = None;
        let mut unknown: Option<&'a Unknown<'a>> = None;
        for arg in &args {
            if let Value::Unknown(why) = arg {
                unknown = Some(self.join(unknown, why));
            }
            if builtin.strictness == Strictness::Exact {
                unknown = self.inexact(*arg, unknown);
            }
        }
        if let Some(why) = unknown {
            return Value::Unknown(why);
        }
        self.see(|| Seen::Call(call.index, args.clone()));
        let derived = self.derived_fields(call, builtin, &args);
        let names = Names {
            program: self.context.program,
        };
        self.explain_calendar(builtin.group, &args);
        (builtin.call)(&Call {
            arena: self.context.arena,
            args: &args,
            zone: self.context.program.policy.zone,
            results: &call.results,
            fields: &call.fields,
            derived: &derived,
            amount: call.amount,
            member_name: &names,
            calendars: Shelf {
                calendars: &self.context.program.calendars,
                given: &self.given,
            },
        })
    }

    /// The derived ones of the fields that the function reads of its arguments' records, computed.
    fn derived_fields(
        &mut self,
        call: &'a Builtin,
        builtin: &'static crate::builtins::Builtin,
        args: &[Value<'a>],
    ) -> Derived<'a> {
        let mut found = Derived::default();
        if call
            .fields
            .iter()
            .flatten()
            .all(|field| field.derived.is_none())
        {
            return found;
        }
        let params = builtin.signature.params;
        let mut patterns = call.fields.iter();
        for (index, arg) in args.iter().enumerate() {
            if let Some(param) = params.get(index).or_else(|| params.last()) {
                self.derive(param, &param.ty, &[*arg], &mut patterns, &mut found);
            }
        }
        found
    }

    /// Computes the derived fields of the records among these values, which are of one type. Each record pattern of the
    /// type takes the next entry of `patterns`, whatever the values hold.
    fn derive(
        &mut self,
        param: &'static Param,
        ty: &SigTy,
        values: &[Value<'a>],
        patterns: &mut std::slice::Iter<'a, Vec<FieldPlace>>,
        found: &mut Derived<'a>,
    ) {
        match ty {
            SigTy::List(of) | SigTy::Set(of) => {
                let items: Vec<Value<'a>> = values
                    .iter()
                    .filter_map(|value| match value {
                        Value::List(list) => Some(list.items),
                        _ => None,
                    })
                    .flatten()
                    .copied()
                    .collect();
                self.derive(param, of, &items, patterns, found);
            }
            SigTy::Record(named) | SigTy::Having(_, named) => {
                let fields = patterns.next().map_or(&[][..], Vec::as_slice);
                for value in values {
                    if let Value::Record(record) = value {
                        self.derive_record(param.name, record, fields, found);
                    }
                }
                for (_, inner) in *named {
                    self.derive(param, inner, &[], patterns, found);
                }
            }
            _ => {}
        }
    }

    fn derive_record(
        &mut self,
        name: &'static str,
        record: &'a Record<'a>,
        fields: &[FieldPlace],
        found: &mut Derived<'a>,
    ) {
        let from = self.pending.len();
        let item = Value::Record(record);
        let mut last = item;
        for field in fields {
            if let Some(definition) = field.derived {
                last = self.derived(item, definition);
                found.set(record, field.index, last);
            }
        }
        if EXPLAIN {
            self.close_element(name, false, (item, record.origin), Kleene::True, last, from);
        }
    }

    /// Why a list is not exactly known: an element that is unknown or may not belong.
    pub(super) fn inexact(
        &self,
        arg: Value<'a>,
        mut unknown: Option<&'a Unknown<'a>>,
    ) -> Option<&'a Unknown<'a>> {
        if let Value::List(list) = arg {
            for (index, item) in list.items.iter().enumerate() {
                if let Value::Unknown(why) = item {
                    unknown = Some(self.join(unknown, why));
                }
                if let Some(why) = list.doubt(index) {
                    unknown = Some(self.join(unknown, why));
                }
            }
        }
        unknown
    }
}

#[derive(Debug)]
struct Names<'a> {
    program: &'a Program,
}

impl MemberNames for Names<'_> {
    fn name_of(&self, member: Member) -> &str {
        self.program
            .types
            .enum_type(member.of)
            .and_then(|of| of.members.get(member.index as usize))
            .map_or("", String::as_str)
    }
}
