use chrono::{Datelike, NaiveDate, Weekday};

use crate::value::CalendarId;
use crate::value::date::Date;
use crate::value::window::Window;
use crate::value::zone::Zone;

use super::super::entry::Label;
use super::super::words::{Cycle, Hours, MonthDay, Nth, YearDay};
use super::{Scope, hours, nth};

/// A cycle and what bounds it.
pub(super) struct Turn<'p> {
    pub(super) cycle: &'p Cycle<CalendarId>,
    pub(super) hours: Option<Hours>,
    pub(super) starting: Option<Date>,
    pub(super) until: Option<Date>,
}

/// First and last day of a run of whole days, or a day twice.
type Run = (Date, Date);

/// Steps are counted from here where a cycle does not say from where: a Monday.
const EPOCH: Date = Date(match NaiveDate::from_ymd_opt(1970, 1, 5) {
    Some(date) => date,
    None => NaiveDate::MIN,
});

impl Turn<'_> {
    /// Every occurrence that overlaps a window.
    pub(super) fn windows(
        &self,
        zone: Zone,
        over: Window,
        scope: Scope<'_>,
    ) -> Vec<(Window, Label)> {
        let (first, last) = match (self.cycle, self.hours) {
            (Cycle::YearRange { .. }, _) => hours::days_before(366, zone, over),
            // So that runs of days are whole.
            (Cycle::Weeks { .. }, None) => {
                let (first, last) = hours::days_before(8, zone, over);
                (first, last.plus_days(7).unwrap_or(last))
            }
            (_, hours) => hours::days_that_reach(hours, zone, over),
        };
        let first = self.starting.map_or(first, |starting| first.max(starting));
        let last = self.until.map_or(last, |until| last.min(until));
        let window = |(from, through): Run| match self.hours {
            Some(_) => hours::on_day(from, self.hours, zone),
            None => hours::whole_days(from, through, zone),
        };
        self.runs(first, last, scope)
            .into_iter()
            .filter_map(window)
            .filter(|window| window.overlaps(over))
            .map(|window| (window, None))
            .collect()
    }

    /// The runs that begin between two days, both included.
    fn runs(&self, first: Date, last: Date, scope: Scope<'_>) -> Vec<Run> {
        let single = |days: Vec<Date>| -> Vec<Run> {
            days.into_iter()
                .filter(|day| first <= *day && *day <= last)
                .map(|day| (day, day))
                .collect()
        };
        match self.cycle {
            Cycle::Days { every } => single(self.days(*every, first, last)),
            Cycle::Weeks { every, on } => self.weeks(*every, on, first, last),
            Cycle::Months { every, on } => {
                let every = i64::from((*every).max(1));
                let anchor = self.starting.map_or(0, nth::month_of);
                single(in_months(on, every, 1, anchor, first, last, scope))
            }
            Cycle::Quarters { on } => single(in_months(on, 3, 3, 0, first, last, scope)),
            Cycle::Years { on } => single(in_years(on, first, last, scope)),
            Cycle::YearRange { from, through } => year_ranges(*from, *through, first, last),
        }
    }

    fn days(&self, every: u32, first: Date, last: Date) -> Vec<Date> {
        let every = i64::from(every.max(1));
        let ahead = first.days_since(self.starting.unwrap_or(EPOCH));
        let from = ahead.rem_euclid(every);
        let from = if from == 0 { 0 } else { every - from };
        let days = last.days_since(first);
        stepped(from, every)
            .take_while(|ahead| *ahead <= days)
            .map_while(|ahead| first.plus_days(ahead))
            .collect()
    }

    /// Days that follow each other are one run where they are whole, unless there is no end to them.
    fn weeks(&self, every: u32, on: &[Weekday], first: Date, last: Date) -> Vec<Run> {
        let every = i64::from(every.max(1));
        let origin = monday(self.starting.unwrap_or(EPOCH));
        let joins = self.hours.is_none() && (every > 1 || on.len() < 7);
        let mut runs: Vec<Run> = Vec::new();
        for ahead in 0..=last.days_since(first) {
            let Some(day) = first.plus_days(ahead) else {
                break;
            };
            let week = day.days_since(origin).div_euclid(7);
            if week.rem_euclid(every) != 0 || !on.contains(&day.0.weekday()) {
                continue;
            }
            match runs.last_mut() {
                Some((_, through)) if joins && day.days_since(*through) == 1 => *through = day,
                _ => runs.push((day, day)),
            }
        }
        runs
    }
}

fn in_months(
    on: &[Nth<CalendarId>],
    every: i64,
    span: i64,
    anchor: i64,
    first: Date,
    last: Date,
    scope: Scope<'_>,
) -> Vec<Date> {
    let from = nth::month_of(first) - (nth::month_of(first) - anchor).rem_euclid(every);
    let to = nth::month_of(last);
    let mut days: Vec<Date> = stepped(from, every)
        .take_while(|month| *month <= to)
        .filter_map(|month| nth::months(month, span))
        .flat_map(|(first, last)| {
            on.iter()
                .filter_map(move |nth| nth::within(nth, first, last, scope))
        })
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

fn in_years(on: &[YearDay<CalendarId>], first: Date, last: Date, scope: Scope<'_>) -> Vec<Date> {
    let mut days: Vec<Date> = (first.0.year()..=last.0.year())
        .flat_map(|year| {
            on.iter().filter_map(move |day| match day {
                YearDay::On(day) => nth::day_of_year(year, *day),
                YearDay::In(month, nth) => {
                    let month = i64::from(year) * 12 + i64::from(*month) - 1;
                    let (first, last) = nth::months(month, 1)?;
                    nth::within(nth, first, last, scope)
                }
            })
        })
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// A 29 February at either end is 1 March or 28 February in other years, so that the days between are the same.
fn year_ranges(from: MonthDay, through: MonthDay, first: Date, last: Date) -> Vec<Run> {
    let leap_day = MonthDay { month: 2, day: 29 };
    let or_else = |year: i32, day: MonthDay, other: MonthDay| {
        let other = (day == leap_day).then_some(other);
        nth::day_of_year(year, day).or_else(|| nth::day_of_year(year, other?))
    };
    (first.0.year()..=last.0.year())
        .filter_map(|year| {
            let ends = if through < from {
                year.checked_add(1)?
            } else {
                year
            };
            let begins = or_else(year, from, MonthDay { month: 3, day: 1 })?;
            let ends = or_else(ends, through, MonthDay { month: 2, day: 28 })?;
            Some((begins, ends))
        })
        .filter(|(begins, ends)| begins <= ends && first <= *begins && *begins <= last)
        .collect()
}

fn stepped(from: i64, every: i64) -> impl Iterator<Item = i64> {
    std::iter::successors(Some(from), move |at| at.checked_add(every))
}

fn monday(date: Date) -> Date {
    date.plus_days(-i64::from(date.weekday())).unwrap_or(date)
}
