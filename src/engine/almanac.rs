//! The calendars of policies, laid out over a stretch of time.

use bumpalo::Bump;

use crate::calendar::question::{Period as Occurrence, View};
use crate::decision::almanac::{Almanac, Period, Sheet, Stretch};
use crate::decision::run::Engine as EngineVersion;
use crate::eval::machine::{Context, Machine};
use crate::value::window::Window;
use crate::value::zone::Zone;
use crate::value::{Value, show};

use super::facade::{Engine, Policy};
use super::parameter::override_value;
use super::run::decode_data;

impl Engine {
    /// Every calendar that a policy declares or imports, in their order. What one takes from a release is not known
    /// here, and its sheet says so. `zone`: in which days are drawn, if not in that of the first policy.
    ///
    /// # Errors
    /// A param that was set cannot have that value, or a data file cannot be read by its type: one sentence.
    pub fn almanac(&self, window: Window, zone: Option<Zone>) -> Result<Almanac, String> {
        let mut sheets = Vec::new();
        for policy in &self.policies {
            sheets.append(&mut policy.sheets(window)?);
        }
        Ok(Almanac {
            window,
            zone: zone.unwrap_or_else(|| self.zone()),
            sheets,
            engine: EngineVersion::this(),
        })
    }
}

impl Policy {
    fn sheets(&self, window: Window) -> Result<Vec<Sheet>, String> {
        let arena = Bump::new();
        let program = &self.program;
        let mut data = Vec::new();
        for (declared, document) in program.data.iter().zip(&self.data) {
            let decoded = decode_data(&arena, program, declared, document)
                .map_err(|refusal| format!("`{}`: {}", declared.path, refusal.message))?;
            data.push(decoded.value);
        }
        let mut overrides = Vec::new();
        for (place, set) in self.overrides.iter().enumerate() {
            overrides.push(override_value(&arena, program, place, set)?);
        }
        let inputs = vec![Value::Absent; program.inputs.len()];
        let mut machine = Machine::<false>::new(Context {
            arena: &arena,
            program,
            inputs: &inputs,
            data: &data,
            overrides: &overrides,
            now: window.start,
            identities: None,
        });
        let mut sheets = Vec::new();
        for (id, calendar) in program.calendars.iter() {
            let given = program.given.get(id.0 as usize);
            let unknown = given.and_then(|given| match machine.calendar(id, given) {
                Value::Unknown(why) => Some(show::unknown(why)),
                _ => None,
            });
            let given = machine.given();
            let view = View::new(&program.calendars, id, given);
            let (periods, stretches) = laid_out(&view, window);
            sheets.push(Sheet {
                policy: program.policy.name.clone(),
                name: calendar.name.clone(),
                zone: calendar.zone,
                in_flight: calendar.in_flight,
                unknown,
                periods,
                stretches,
            });
        }
        Ok(sheets)
    }
}

/// The periods of a calendar, and the stretches between their edges.
fn laid_out(view: &View<'_>, window: Window) -> (Vec<Period>, Vec<Stretch>) {
    let occurrences = view.occurrences(window);
    let place = |one: &Occurrence| occurrences.iter().position(|other| other == one);
    let places = |of: &[Occurrence]| of.iter().filter_map(place).collect::<Vec<usize>>();
    let stretches = view
        .segments(window)
        .iter()
        .map(|segment| Stretch {
            window: segment.window,
            closed: segment.is_closed(),
            outside_hours: segment
                .closed
                .iter()
                .any(|period| period.cause.entry().is_none()),
            closed_by: places(&segment.closed),
            opened_by: places(&segment.open),
            marked_by: places(&segment.marks),
        })
        .collect();
    let periods = occurrences
        .iter()
        .filter_map(|period| {
            let entry = view.entry_of(period)?;
            Some(Period {
                window: period.window,
                effect: entry.effect,
                name: view.title_of(period),
                reason: entry.reason.clone(),
                owner: entry.owner.clone(),
                ticket: entry.ticket.clone(),
            })
        })
        .collect();
    (periods, stretches)
}
