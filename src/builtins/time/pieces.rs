use crate::builtins::call::Call;
use crate::builtins::limits;
use crate::builtins::stop::{Answer, Stop};
use crate::value::Value;
use crate::value::date::{Date, TimeOfDay};
use crate::value::instant::Instant;
use crate::value::window::Window;
use crate::value::zone::Zone;

/// Cuts a window at the midnights of every `days`-th day from `first` on, which is on or before its start.
pub fn pieces<'a>(
    call: &Call<'a, '_>,
    window: Window,
    zone: Zone,
    first: Date,
    days: i64,
) -> Answer<'a> {
    let mut pieces = Vec::new();
    let (mut day, mut from) = (first, window.start);
    while from < window.end {
        if pieces.len() >= limits::STEPS {
            return Err(Stop::invalid("more than 10,000 weeks or days"));
        }
        // After the last day of the calendar there is nothing left to cut at.
        let next = day.plus_days(days);
        let midnight = next.and_then(|next| Instant::from_local(next, TimeOfDay(0), zone));
        let to = midnight.map_or(window.end, |midnight| midnight.min(window.end));
        // A zone that changed sides of the date line has a day without a length.
        if let Some(piece) = Window::new(from, to) {
            pieces.push(Value::Window(call.arena.alloc(piece)));
            from = to;
        }
        let Some(next) = next else { break };
        day = next;
    }
    Ok(call.list(pieces))
}
