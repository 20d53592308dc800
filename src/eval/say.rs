use crate::ir::program::{Message, MessagePart};
use crate::value::{Value, show};

use super::explain::TypeNames;
use super::machine::Machine;

impl<const EXPLAIN: bool> Machine<'_, EXPLAIN> {
    /// A message with its holes filled in.
    pub(super) fn say(&mut self, message: &Message) -> String {
        let names = TypeNames {
            program: self.context.program,
        };
        let mut text = String::new();
        for part in &message.parts {
            match part {
                MessagePart::Text(part) => text.push_str(part),
                MessagePart::Hole(node) => {
                    let value = self.quietly(|machine| machine.eval(*node));
                    text.push_str(&show::plain(&value, &names));
                }
            }
        }
        text
    }
}

impl<'a, const EXPLAIN: bool> Machine<'a, EXPLAIN> {
    /// A node's value as the language writes it.
    pub fn shown(&mut self, node: crate::ir::op::NodeId) -> String {
        let names = TypeNames {
            program: self.context.program,
        };
        let value = self.quietly(|machine| machine.eval(node));
        show::show(&value, &names)
    }

    /// `value in collection`.
    pub fn holds_in(&mut self, value: Value<'a>, collection: Value<'a>) -> Value<'a> {
        self.contains(value, collection)
    }

    /// `value in low..high`.
    pub fn holds_between(
        &mut self,
        value: Value<'a>,
        low: Option<Value<'a>>,
        high: Option<Value<'a>>,
        includes_high: bool,
    ) -> Value<'a> {
        self.in_range(value, low, high, includes_high)
    }
}
