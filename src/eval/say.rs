use crate::ir::program::{Message, MessagePart};
use crate::value::show;

use super::explain::TypeNames;
use super::machine::Machine;

impl<const EXPLAIN: bool> Machine<'_, EXPLAIN> {
    /// A message with its holes filled in.
    pub(super) fn say(&mut self, message: &Message) -> String {
        let names = TypeNames {
            types: &self.context.program.types,
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
