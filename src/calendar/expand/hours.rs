use chrono::Datelike;

use crate::value::date::{Date, TimeOfDay};
use crate::value::duration::Duration;
use crate::value::instant::Instant;
use crate::value::local::LocalDateTime;
use crate::value::window::Window;
use crate::value::zone::Zone;

use super::super::words::{Hours, HoursEnd};

/// The window of a day: its hours, or all of it. `None` where the end does not come after the start: a day that a zone
/// skipped, hours that a change of clocks swallowed.
pub(super) fn on_day(date: Date, hours: Option<Hours>, zone: Zone) -> Option<Window> {
    let Some(Hours { from, end }) = hours else {
        return whole_days(date, date, zone);
    };
    let start = Instant::from_local(date, from, zone)?;
    let end = match end {
        HoursEnd::At(time) => {
            let day = if time > from {
                date
            } else {
                date.plus_days(1)?
            };
            Instant::from_local(day, time, zone)?
        }
        HoursEnd::On(weekday, time) => {
            let ahead = i64::from(weekday.days_since(date.0.weekday()));
            let ahead = if ahead == 0 && time <= from { 7 } else { ahead };
            Instant::from_local(date.plus_days(ahead)?, time, zone)?
        }
        HoursEnd::For(length) => after(LocalDateTime::new(date, from)?, start, length, zone)?,
    };
    Window::new(start, end)
}

/// The end of what begins at a local time, which is that instant. Days and months are counted on the clock, so that a
/// start which a change of clocks moved does not move the end of a later day.
pub(in crate::calendar) fn after(
    local: LocalDateTime,
    start: Instant,
    length: Duration,
    zone: Zone,
) -> Option<Instant> {
    if length.months == 0 && length.days == 0 {
        return start.plus(length, zone);
    }
    let date = local
        .date()
        .plus_months(i64::from(length.months))?
        .plus_days(i64::from(length.days))?;
    let exact = Duration {
        months: 0,
        days: 0,
        ..length
    };
    Instant::from_local(date, local.time(), zone)?.plus(exact, zone)
}

/// From the first day's midnight to the midnight after the last day.
pub(in crate::calendar) fn whole_days(first: Date, last: Date, zone: Zone) -> Option<Window> {
    let start = Instant::from_local(first, TimeOfDay(0), zone)?;
    let end = Instant::from_local(last, TimeOfDay::END, zone)?;
    Window::new(start, end)
}

/// The first and the last day whose hours may overlap a window.
pub(super) fn days_that_reach(hours: Option<Hours>, zone: Zone, over: Window) -> (Date, Date) {
    let reach = match hours.map(|hours| hours.end) {
        None => 1,
        Some(HoursEnd::At(_)) => 2,
        Some(HoursEnd::On(..)) => 8,
        Some(HoursEnd::For(length)) => longest_in_days(length),
    };
    days_before(reach, zone, over)
}

/// From so many days before a window to its last day.
pub(in crate::calendar) fn days_before(days: i64, zone: Zone, over: Window) -> (Date, Date) {
    let first = over.start.date_in(zone);
    // A day more on both sides for midnights that change of clocks moved.
    let first = first.plus_days(-days.saturating_add(1)).unwrap_or(EARLIEST);
    let last = over.end.date_in(zone);
    (first, last.plus_days(1).unwrap_or(last))
}

/// A period lasts ten years at most.
pub(in crate::calendar) const LONGEST_DAYS: i64 = 3_662;

/// No more days than this does a length take, wherever it begins.
pub(in crate::calendar) fn longest_in_days(length: Duration) -> i64 {
    let months = i64::from(length.months.max(0)) * 31;
    let days = i64::from(length.days.max(0));
    let exact = length.seconds.max(0) / 86_400;
    // What lasts longer is told as a fault, and must not cost more for it.
    months
        .saturating_add(days)
        .saturating_add(exact)
        .saturating_add(2)
        .min(LONGEST_DAYS)
}

const EARLIEST: Date = Date(match chrono::NaiveDate::from_ymd_opt(1, 1, 1) {
    Some(date) => date,
    None => chrono::NaiveDate::MIN,
});
