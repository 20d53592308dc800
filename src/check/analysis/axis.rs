use std::cmp::Ordering;

use chrono::{Datelike, NaiveDate};

use super::places::Places;
use super::same::same_const;
use crate::check::typed::{Const, Test};
use crate::syntax::ast::CompareOp;
use crate::types::ty::{Ty, TypeTable};
use crate::value::date::{Date, TimeOfDay};
use crate::value::decimal::Decimal;
use crate::value::version::Version;
use crate::value::zone::Zone;

/// All values of one type, cut at the constants that a table or a condition compares them with: what lies between two
/// cuts behaves alike, so one place stands for all of it.
#[derive(Debug, Clone)]
pub struct Axis {
    scale: Scale,
    size: usize,
    /// Places that some value is at. Between 3 and 4 December there is none.
    inhabited: Places,
    missing: Option<usize>,
}

#[derive(Debug, Clone)]
enum Scale {
    /// A place for each member, from the least.
    Members(usize),
    /// False, then true.
    Truth,
    /// In turn what lies before a constant and the constant itself; the last place is what lies behind them all.
    Line(Vec<(Point, Const)>),
    /// A place for each constant, and one for anything else.
    Names(Vec<Const>),
    /// How one value compares with another: less, equal, greater.
    Order,
}

#[derive(Debug, Clone)]
enum Point {
    /// Days, seconds or nanoseconds: there is a next one.
    Whole(i128),
    Dense(Decimal),
    Version(Version),
    /// A duration that is as long as its months are.
    Months(i32),
}

/// The constants of one axis have no order among them: months beside days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unordered;

impl Axis {
    /// The axis of a type. `missing` adds a place for a value that is not there; `bounds` are the least and greatest
    /// number that the value's declaration admits.
    pub fn new(
        ty: &Ty,
        types: &TypeTable,
        constants: &[&Const],
        missing: bool,
        bounds: Option<(Decimal, Decimal)>,
    ) -> Result<Axis, Unordered> {
        let scale = match ty.plain() {
            Ty::Bool => Scale::Truth,
            Ty::Enum(id) => Scale::Members(types.enum_type(*id).ok_or(Unordered)?.members.len()),
            Ty::Number
            | Ty::Percentage
            | Ty::Date
            | Ty::Time
            | Ty::Instant
            | Ty::Duration
            | Ty::Version => Scale::Line(line_of(constants)?),
            _ => Scale::Names(names_of(constants)),
        };
        let bounds = match (ty.plain(), bounds) {
            (_, Some((low, high))) => Some((Point::Dense(low), Point::Dense(high))),
            (Ty::Date, None) => NaiveDate::from_ymd_opt(1, 1, 1)
                .zip(NaiveDate::from_ymd_opt(9999, 12, 31))
                .map(|(low, high)| (day(low), day(high))),
            (Ty::Time, None) => Some((Point::Whole(0), Point::Whole(86_400))),
            _ => None,
        };
        Ok(Axis::of_scale(scale, missing, bounds.as_ref()))
    }

    /// The axis of how two values compare.
    pub fn order() -> Axis {
        Axis::of_scale(Scale::Order, true, None)
    }

    /// The axis of a condition about which nothing more is known.
    pub fn opaque() -> Axis {
        Axis::of_scale(Scale::Truth, true, None)
    }

    fn of_scale(scale: Scale, missing: bool, bounds: Option<&(Point, Point)>) -> Axis {
        let known = match &scale {
            Scale::Members(count) => *count,
            Scale::Truth => 2,
            Scale::Line(points) => 2 * points.len() + 1,
            Scale::Names(names) => names.len() + 1,
            Scale::Order => 3,
        };
        let size = known + usize::from(missing);
        let mut inhabited = Places::none(size);
        for place in 0..known {
            let empty = matches!(&scale, Scale::Line(points) if is_empty(points, place, bounds));
            if !empty {
                inhabited.insert(place);
            }
        }
        if missing {
            inhabited.insert(known);
        }
        Axis {
            scale,
            size,
            inhabited,
            missing: missing.then_some(known),
        }
    }

    /// Every place that a value may be at, the missing one included.
    pub fn everywhere(&self) -> &Places {
        &self.inhabited
    }

    /// Every place of a value that is there.
    pub fn present(&self) -> Places {
        self.inhabited.without(&self.absent())
    }

    /// The place of a value that is missing; none where the axis has no such place.
    pub fn absent(&self) -> Places {
        let mut places = Places::none(self.size);
        if let Some(missing) = self.missing {
            places.insert(missing);
        }
        places
    }

    /// Where a test holds; never at the missing place.
    pub fn holds(&self, test: &Test) -> Places {
        match test {
            Test::Is(constant) => self.compared(CompareOp::Equal, constant),
            Test::Not(constant) => self.compared(CompareOp::NotEqual, constant),
            Test::Compare(op, constant) => self.compared(*op, constant),
            Test::Range {
                low,
                high,
                includes_high,
            } => {
                let below = if *includes_high {
                    CompareOp::LessOrEqual
                } else {
                    CompareOp::Less
                };
                let mut places = self.present();
                if let Some(low) = low {
                    places = places.and(&self.compared(CompareOp::GreaterOrEqual, low));
                }
                if let Some(high) = high {
                    places = places.and(&self.compared(below, high));
                }
                places
            }
        }
    }

    /// Where `value op constant` holds.
    fn compared(&self, op: CompareOp, constant: &Const) -> Places {
        let Some(at) = self.place_of(constant) else {
            return Places::none(self.size);
        };
        self.beside(op, at)
    }

    /// On an axis of how two values compare: where `left op right` holds.
    pub fn ordered(&self, op: CompareOp) -> Places {
        self.beside(op, 1)
    }

    fn beside(&self, op: CompareOp, at: usize) -> Places {
        let mut places = Places::none(self.size);
        for place in self.present().iter() {
            let ordering = place.cmp(&at);
            let holds = match op {
                CompareOp::Equal => ordering.is_eq(),
                CompareOp::NotEqual => ordering.is_ne(),
                CompareOp::Less => ordering.is_lt(),
                CompareOp::LessOrEqual => ordering.is_le(),
                CompareOp::Greater => ordering.is_gt(),
                CompareOp::GreaterOrEqual => ordering.is_ge(),
            };
            if holds {
                places.insert(place);
            }
        }
        places
    }

    fn place_of(&self, constant: &Const) -> Option<usize> {
        match (&self.scale, constant) {
            (Scale::Members(_), Const::Enum(member)) => Some(usize::from(member.index)),
            (Scale::Truth, Const::Bool(value)) => Some(usize::from(*value)),
            (Scale::Line(points), _) => {
                let wanted = point_of(constant)?;
                points
                    .binary_search_by(|(point, _)| {
                        compare(point, &wanted).unwrap_or(Ordering::Less)
                    })
                    .ok()
                    .map(|index| 2 * index + 1)
            }
            (Scale::Names(names), _) => names.iter().position(|name| same_const(name, constant)),
            _ => None,
        }
    }

    /// A place in words: `risk = moderate`, `share between 40% and 60%`. `None` where the axis is not cut at all.
    pub fn describe(
        &self,
        name: &str,
        place: usize,
        types: &TypeTable,
        zone: Zone,
        of: &Ty,
    ) -> Option<String> {
        if self.missing == Some(place) {
            return Some(format!("{name} missing"));
        }
        let show = |constant: &Const| show_const(constant, types, zone);
        Some(match &self.scale {
            Scale::Members(_) => {
                let Ty::Enum(id) = of.plain() else {
                    return None;
                };
                let member = types.enum_type(*id)?.members.get(place)?;
                format!("{name} = {member}")
            }
            Scale::Truth => format!("{name} = {}", place == 1),
            Scale::Line(points) => {
                let before = place.checked_sub(1).and_then(|at| points.get(at / 2));
                let at = points.get(place / 2);
                match (before, at) {
                    _ if place % 2 == 1 => format!("{name} = {}", show(&at?.1)),
                    (None, None) => return None,
                    (None, Some((_, high))) => format!("{name} < {}", show(high)),
                    (Some((_, low)), None) => format!("{name} > {}", show(low)),
                    (Some(low), Some(high)) => match only_between(low, high) {
                        Some(one) => format!("{name} = {}", show(&one)),
                        None => format!("{name} between {} and {}", show(&low.1), show(&high.1)),
                    },
                }
            }
            Scale::Names(names) => match names.get(place) {
                Some(constant) => format!("{name} = {}", show(constant)),
                None if names.is_empty() => return None,
                None => {
                    let shown: Vec<String> = names.iter().map(show).collect();
                    format!("{name} other than {}", shown.join(", "))
                }
            },
            Scale::Order => return None,
        })
    }
}

/// A constant as a policy writes it; an instant in the given zone.
pub fn show_const(constant: &Const, types: &TypeTable, zone: Zone) -> String {
    match constant {
        Const::Bool(value) => value.to_string(),
        Const::Number(number) => number.to_string(),
        Const::Percentage(fraction) => format!("{}%", fraction.times_hundred()),
        Const::Text(text) | Const::Person(text) => format!("\"{text}\""),
        Const::Date(date) => date.to_string(),
        Const::Time(time) => time.to_string(),
        Const::Instant(instant) => instant.show_in(zone),
        Const::Duration(duration) => duration.to_string(),
        Const::Window(window) => window.to_string(),
        Const::Zone(zone) => format!("\"{zone}\""),
        Const::Version(version) => format!("\"{version}\""),
        Const::Constraint(constraint) => format!("\"{constraint}\""),
        Const::Enum(member) => types
            .enum_type(member.of)
            .and_then(|found| found.members.get(usize::from(member.index)))
            .cloned()
            .unwrap_or_default(),
    }
}

fn names_of(constants: &[&Const]) -> Vec<Const> {
    let mut names: Vec<Const> = Vec::new();
    for constant in constants {
        if !names.iter().any(|name| same_const(name, constant)) {
            names.push((*constant).clone());
        }
    }
    names
}

fn line_of(constants: &[&Const]) -> Result<Vec<(Point, Const)>, Unordered> {
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

fn point_of(constant: &Const) -> Option<Point> {
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

fn day(date: NaiveDate) -> Point {
    Point::Whole(i128::from(date.num_days_from_ce()))
}

fn compare(left: &Point, right: &Point) -> Option<Ordering> {
    match (left, right) {
        (Point::Whole(a), Point::Whole(b)) => Some(a.cmp(b)),
        (Point::Dense(a), Point::Dense(b)) => Some(a.cmp(b)),
        (Point::Version(a), Point::Version(b)) => Some(a.precedence(b)),
        (Point::Months(a), Point::Months(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

/// Whether no value lies at this place of a line.
fn is_empty(points: &[(Point, Const)], place: usize, bounds: Option<&(Point, Point)>) -> bool {
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
fn only_between(low: &(Point, Const), high: &(Point, Const)) -> Option<Const> {
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
