use crate::value::CalendarId;

use super::super::words::{Cycle, MonthDay, Nth, YearDay};
use super::Said;

/// The most days that each month ever has.
const MOST_DAYS: [u8; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAYS_A_QUARTER: u16 = 92;

/// A day that no month, quarter or year has.
pub(super) fn impossible(cycle: &Cycle<CalendarId>) -> Option<Said> {
    match cycle {
        Cycle::Days { .. } => None,
        Cycle::Weeks { on, .. } => on.is_empty().then(|| {
            (
                "a weekly entry names no weekday".to_owned(),
                "name one, like `every fri`".to_owned(),
            )
        }),
        Cycle::Months { on, .. } => on.iter().find_map(|nth| nth_of("month", nth, 31)),
        Cycle::Quarters { on } => on
            .iter()
            .find_map(|nth| nth_of("quarter", nth, DAYS_A_QUARTER)),
        Cycle::Years { on } => on.iter().find_map(|day| match day {
            YearDay::On(day) => day_of_year(*day),
            YearDay::In(month, nth) => match most_days(*month) {
                Some(most) => nth_of("month", nth, u16::from(most)),
                None => Some(no_month(*month)),
            },
        }),
        Cycle::YearRange { from, through } => day_of_year(*from).or_else(|| day_of_year(*through)),
    }
}

fn nth_of(whole: &str, nth: &Nth<CalendarId>, days: u16) -> Option<Said> {
    let (n, most) = match nth {
        Nth::Day(n) => (*n, days),
        Nth::Weekday(n, _) => (*n, days.div_ceil(7)),
        Nth::Workday(n) => (*n, days.div_ceil(7) * 5),
        Nth::OpenDay(n, _) => (*n, days),
    };
    (n == 0 || n.unsigned_abs() > most).then(|| {
        (
            format!("there is no day `{n}` of that kind in a {whole}"),
            format!("count from 1 to {most}, or from the end"),
        )
    })
}

fn day_of_year(day: MonthDay) -> Option<Said> {
    let MonthDay { month, day } = day;
    match most_days(month) {
        None => Some(no_month(month)),
        Some(most) if day == 0 || day > most => Some((
            format!("no year has a day `{month:02}-{day:02}`"),
            format!("that month has {most} days at most: write one of those"),
        )),
        Some(_) => None,
    }
}

fn no_month(month: u8) -> Said {
    (
        format!("there is no month {month:02}"),
        "write the month first, as 01 to 12: `12-25`".to_owned(),
    )
}

fn most_days(month: u8) -> Option<u8> {
    let index = usize::from(month).checked_sub(1)?;
    MOST_DAYS.get(index).copied()
}
