use chrono::Datelike;

use crate::value::CalendarId;
use crate::value::date::Date;

use super::super::question::View;
use super::super::words::{MonthDay, Nth};
use super::Scope;

/// A day within the days from the first to the last, if there is such a day.
pub(super) fn within(
    nth: &Nth<CalendarId>,
    first: Date,
    last: Date,
    scope: Scope<'_>,
) -> Option<Date> {
    let counts = |date: &Date| match nth {
        Nth::Day(_) => true,
        Nth::Weekday(_, weekday) => date.0.weekday() == *weekday,
        Nth::Workday(_) => date.weekday() < 5,
        Nth::OpenDay(_, id) => View::new(scope.calendars, *id, scope.given).is_open_day(*date),
    };
    let (Nth::Day(n) | Nth::Weekday(n, _) | Nth::Workday(n) | Nth::OpenDay(n, _)) = nth;
    let step = if *n < 0 { -1 } else { 1 };
    let from = if *n < 0 { last } else { first };
    let count = usize::from(n.unsigned_abs()).checked_sub(1)?;
    let days = last.days_since(first);
    (0..=days)
        .filter_map(|ahead| from.plus_days(ahead * step))
        .filter(counts)
        .nth(count)
}

/// The first and last day of so many months, from a month counted from year 0 (January of year 1 is 12).
pub(super) fn months(from: i64, count: i64) -> Option<(Date, Date)> {
    let first = month_start(from)?;
    // The last month there is ends with the last day there is.
    let last = match month_start(from.checked_add(count)?) {
        Some(next) => next.plus_days(-1)?,
        None => first.plus_months(count.checked_sub(1)?)?.plus_days(30)?,
    };
    Some((first, last))
}

/// The month of a date, counted from year 0.
pub(super) fn month_of(date: Date) -> i64 {
    i64::from(date.0.year()) * 12 + i64::from(date.0.month0())
}

/// The day of a year, if that year has it.
pub(super) fn day_of_year(year: i32, day: MonthDay) -> Option<Date> {
    chrono::NaiveDate::from_ymd_opt(year, u32::from(day.month), u32::from(day.day)).map(Date)
}

fn month_start(month: i64) -> Option<Date> {
    let year = i32::try_from(month.div_euclid(12)).ok()?;
    let month = u32::try_from(month.rem_euclid(12)).ok()?.checked_add(1)?;
    let date = chrono::NaiveDate::from_ymd_opt(year, month, 1).map(Date)?;
    (1..=9999).contains(&year).then_some(date)
}
