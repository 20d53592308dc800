//! Numbers of weeks as in ISO 8601, for weeks that begin on any weekday (RFC 5545, 3.3.10, BYWEEKNO and WKST).

use chrono::{Datelike, NaiveDate, Weekday};

/// The number of the week that holds a day, from the start of the week's own year and from its end: `(1, -52)`.
///
/// Week 1 is the first that has at least four days in its year.
pub fn numbers(date: NaiveDate, week_start: Weekday) -> (i32, i32) {
    // A week belongs to the year of its fourth day.
    let into_week = days_from(week_start, date.weekday());
    let ordinal = to_i32(date.ordinal()) - into_week + 3;
    let year = date.year();
    let (year, ordinal) = if ordinal < 1 {
        (year - 1, ordinal + days_in_year(year - 1))
    } else if ordinal > days_in_year(year) {
        (year + 1, ordinal - days_in_year(year))
    } else {
        (year, ordinal)
    };
    let weeks_after = (days_in_year(year) - ordinal) / 7;
    ((ordinal - 1) / 7 + 1, -weeks_after - 1)
}

/// How many days one weekday lies after another, 0 to 6.
pub fn days_from(first: Weekday, then: Weekday) -> i32 {
    to_i32(then.days_since(first))
}

pub fn days_in_year(year: i32) -> i32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if leap { 366 } else { 365 }
}

fn to_i32(small: u32) -> i32 {
    small.cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, week_start: Weekday) -> (i32, i32) {
        numbers(text.parse().unwrap(), week_start)
    }

    #[test]
    fn weeks_have_the_numbers_of_iso_8601() {
        for (date, week) in [
            ("2020-12-31", (53, -1)),
            ("2021-01-03", (53, -1)),
            ("2021-01-04", (1, -52)),
            ("2024-12-30", (1, -52)),
            ("2026-12-31", (53, -1)),
            ("1997-12-29", (1, -53)),
        ] {
            assert_eq!(at(date, Weekday::Mon), week, "{date}");
        }
        assert_eq!(at("2026-01-03", Weekday::Sun), (53, -1));
        assert_eq!(at("2026-01-04", Weekday::Sun), (1, -52));
    }

    #[test]
    fn agrees_with_a_calendar_over_400_years() {
        let mut date: NaiveDate = "1900-01-01".parse().unwrap();
        for _ in 0..146_097 {
            let (week, _) = numbers(date, Weekday::Mon);
            assert_eq!(week, date.iso_week().week().cast_signed(), "{date}");
            date = date.succ_opt().unwrap();
        }
    }
}
