use std::io;

use crate::calendar::ics::write::{Item, write};
use crate::decision::when::When;
use crate::value::outcome::Verdict;

use super::{Options, WhenRenderer};

/// iCalendar: an event for each window in which the release could begin.
#[derive(Debug)]
pub struct Ics;

impl WhenRenderer for Ics {
    fn name(&self) -> &'static str {
        "ics"
    }

    fn render(&self, when: &When, _: &Options, out: &mut dyn io::Write) -> io::Result<()> {
        let items: Vec<Item> = when
            .stretches
            .iter()
            .filter(|stretch| stretch.verdict <= Verdict::ConditionalGo)
            .map(|stretch| Item {
                window: stretch.window,
                summary: format!("{}: {} may begin", stretch.verdict.name(), when.descriptor),
                description: when
                    .length
                    .map(|length| format!("It takes {length} from when it begins.")),
                source: format!("{}/{}", when.policies.join("+"), when.descriptor),
                busy: false,
            })
            .collect();
        let name = format!("{} could go", when.descriptor);
        // The answer is about a time that was asked for, and is as old as that.
        out.write_all(write(&name, &items, when.asked.start).as_bytes())
    }
}
