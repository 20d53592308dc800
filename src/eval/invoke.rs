use crate::builtins::Strictness;
use crate::builtins::call::{Call, MemberNames};
use crate::ir::op::Builtin;
use crate::ir::program::Program;
use crate::value::unknown::{Reason, Unknown};
use crate::value::{Member, Value};

use super::machine::Machine;

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
        let names = Names {
            program: self.context.program,
        };
        (builtin.call)(&Call {
            arena: self.context.arena,
            args: &args,
            zone: self.context.program.policy.zone,
            results: &call.results,
            fields: &call.fields,
            amount: call.amount,
            member_name: &names,
        })
    }

    /// Why a list is not exactly known: an element that is unknown or may not belong.
    fn inexact(
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
