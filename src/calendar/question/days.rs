use crate::value::date::Date;
use crate::value::window::Window;

use super::super::expand::whole_days;
use super::View;

/// Days are counted no further than this from where counting begins: some 200 years.
const MOST_DAYS: i64 = 73_050;

impl View<'_> {
    /// Whether no part of a day is closed, midnight to midnight in the calendar's zone. A day that the zone skipped is
    /// not open.
    pub fn is_open_day(&self, date: Date) -> bool {
        self.day(date).is_some_and(|day| !self.shut_during(day))
    }

    /// The day that is so many open days after a date (before it, where negative); the date itself where zero, open or
    /// not. `None` where there is none within ten years and two days a day counted.
    pub fn plus_open_days(&self, date: Date, n: i64) -> Option<Date> {
        let step = n.signum();
        let furthest = n
            .saturating_abs()
            .saturating_mul(2)
            .saturating_add(3_660)
            .min(MOST_DAYS);
        let mut left = n.saturating_abs();
        let mut day = date;
        for _ in 0..furthest {
            if left == 0 {
                break;
            }
            day = day.plus_days(step)?;
            left -= i64::from(self.is_open_day(day));
        }
        (left == 0).then_some(day)
    }

    /// How many days from the first, that day included, to the second, that day not, are open; negative where the
    /// second is earlier. `None` where they are more than 200 years apart.
    pub fn open_days_between(&self, from: Date, to: Date) -> Option<i64> {
        let days = to.days_since(from);
        if days.abs() > MOST_DAYS {
            return None;
        }
        let first = from.min(to);
        let open = (0..days.abs())
            .filter_map(|ahead| first.plus_days(ahead))
            .filter(|day| self.is_open_day(*day))
            .count();
        i64::try_from(open).ok().map(|open| open * days.signum())
    }

    fn day(&self, date: Date) -> Option<Window> {
        whole_days(date, date, self.calendar()?.zone)
    }
}
