use std::cmp::Ordering;

use chrono::NaiveDate;

use super::places::Places;
use super::point::{Point, compare, day, is_empty, line_of, only_between, point_of};
use super::same::same_const;
use super::show_const::show_const;
use crate::check::typed::{Const, Test};
use crate::syntax::ast::CompareOp;
use crate::types::ty::{Ty, TypeTable};
use crate::value::decimal::Decimal;
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

fn names_of(constants: &[&Const]) -> Vec<Const> {
    let mut names: Vec<Const> = Vec::new();
    for constant in constants {
        if !names.iter().any(|name| same_const(name, constant)) {
            names.push((*constant).clone());
        }
    }
    names
}
