use std::io;

use crate::calendar::ics::write::{Item, write};
use crate::calendar::words::Effect;
use crate::decision::almanac::Almanac;

use super::{AlmanacRenderer, Options};

/// iCalendar: an event for each period.
#[derive(Debug)]
pub struct Ics;

impl AlmanacRenderer for Ics {
    fn name(&self) -> &'static str {
        "ics"
    }

    fn render(&self, almanac: &Almanac, _: &Options, out: &mut dyn io::Write) -> io::Result<()> {
        let items: Vec<Item> = almanac
            .sheets
            .iter()
            .flat_map(|sheet| {
                sheet.periods.iter().map(|period| Item {
                    window: period.window,
                    summary: format!("{}: {}", word(period.effect), period.name),
                    description: period.reason.clone(),
                    source: format!("{}/{}/{}", sheet.policy, sheet.name, period.name),
                    busy: period.effect == Effect::Closed,
                })
            })
            .collect();
        let names: Vec<&str> = almanac
            .sheets
            .iter()
            .map(|sheet| sheet.name.as_str())
            .collect();
        // They are as old as the time that was asked about: the same question gives the same bytes.
        out.write_all(write(&names.join(", "), &items, almanac.window.start).as_bytes())
    }
}

pub(super) fn word(effect: Effect) -> &'static str {
    match effect {
        Effect::Closed => "closed",
        Effect::Open => "open",
        Effect::Mark => "mark",
    }
}
