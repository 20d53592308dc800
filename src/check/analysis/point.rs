use std::cmp::Ordering;

use chrono::{Datelike, NaiveDate};

use super::axis::Unordered;
use crate::check::typed::Const;
use crate::value::date::{Date, TimeOfDay};
use crate::value::decimal::Decimal;
use crate::value::version::Version;

/// Where a constant stands among the others of its type.
#[derive(Debug, Clone)]
pub enum Point {
    /// Days, seconds or nanoseconds: there is a next one.
    Whole(i128),
    Dense(Decimal),
    Version(Version),
    /// A duration that is as long as its months are.
    Months(i32),
}

/// Constants in their order, equal ones once.
pub fn line_of(constants: &[&Const]) -> Result<Vec<(Point, Const)>, Unordered> {
    let mut points: Vec<(Point, Const)> = Vec::new();
    for constant in constants {
        let point = point_of(constant).ok_or(Unordered)?;
        if let Some((first, _)) = points.first()
            && compare(first, &point).is_none()
        {
            return Err(Unordered);
        }
        points.push((point, (*constant).clone()));
    }
    points.sort_by(|(left, _), (right, _)| compare(left, right).unwrap_or(Ordering::Equal));
    points.dedup_by(|(left, _), (right, _)| compare(left, right) == Some(Ordering::Equal));
    Ok(points)
}

/// Where a constant stands; `None` for one without an order.
pub fn point_of(constant: &Const) -> Option<Point> {
    const BILLION: i128 = 1_000_000_000;
    Some(match constant {
        Const::Number(number) | Const::Percentage(number) => Point::Dense(*number),
        Const::Date(Date(date)) => day(*date),
        Const::Time(TimeOfDay(seconds)) => Point::Whole(i128::from(*seconds)),
        Const::Instant(instant) => {
            Point::Whole(i128::from(instant.seconds) * BILLION + i128::from(instant.nanos))
        }
        Const::Duration(length) if length.months == 0 => Point::Whole(
            (i128::from(length.days) * 86_400 + i128::from(length.seconds)) * BILLION
                + i128::from(length.nanos),
        ),
        Const::Duration(length) if length.days == 0 && length.seconds == 0 && length.nanos == 0 => {
            Point::Months(length.months)
        }
        Const::Version(version) => Point::Version(version.clone()),
        _ => return None,
    })
}

/// The place of a day.
pub fn day(date: NaiveDate) -> Point {
    Point::Whole(i128::from(date.num_days_from_ce()))
}

/// `None`: the two have no order.
pub fn compare(left: &Point, right: &Point) -> Option<Ordering> {
    match (left, right) {
        (Point::Whole(a), Point::Whole(b)) => Some(a.cmp(b)),
        (Point::Dense(a), Point::Dense(b)) => Some(a.cmp(b)),
        (Point::Version(a), Point::Version(b)) => Some(a.precedence(b)),
        (Point::Months(a), Point::Months(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

/// Whether no value lies at a place of a line: in turn what lies before a constant and the constant itself. `bounds`
/// are the least and greatest value there is.
pub fn is_empty(points: &[(Point, Const)], place: usize, bounds: Option<&(Point, Point)>) -> bool {
    let index = place / 2;
    let low = bounds.map(|(low, _)| low);
    let high = bounds.map(|(_, high)| high);
    let at = points.get(index).map(|(point, _)| point);
    if place % 2 == 1 {
        return at.is_none_or(|at| {
            low.is_some_and(|low| compare(at, low) == Some(Ordering::Less))
                || high.is_some_and(|high| compare(at, high) == Some(Ordering::Greater))
        });
    }
    let before = index
        .checked_sub(1)
        .and_then(|index| points.get(index))
        .map(|(point, _)| point);
    let whole = |point: Option<&Point>| match point {
        Some(Point::Whole(value)) => Some(*value),
        _ => None,
    };
    let first = whole(before)
        .and_then(|value| value.checked_add(1))
        .max(whole(low));
    let last = match (
        whole(at).and_then(|value| value.checked_sub(1)),
        whole(high),
    ) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    if let (Some(first), Some(last)) = (first, last) {
        return first > last;
    }
    let starts_too_late = before
        .zip(high)
        .is_some_and(|(before, high)| compare(before, high).is_some_and(Ordering::is_ge));
    let ends_too_early = at
        .zip(low)
        .is_some_and(|(at, low)| compare(at, low).is_some_and(Ordering::is_le));
    starts_too_late || ends_too_early
}

/// The one date or time between two, if there is just one.
pub fn only_between(low: &(Point, Const), high: &(Point, Const)) -> Option<Const> {
    let (Point::Whole(first), Point::Whole(last)) = (&low.0, &high.0) else {
        return None;
    };
    if first.checked_add(2) != Some(*last) {
        return None;
    }
    match &low.1 {
        Const::Date(Date(date)) => date.succ_opt().map(|next| Const::Date(Date(next))),
        Const::Time(TimeOfDay(seconds)) => Some(Const::Time(TimeOfDay(seconds + 1))),
        _ => None,
    }
}
