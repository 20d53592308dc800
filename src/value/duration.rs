use borsh::{BorshDeserialize, BorshSerialize};

use std::cmp::Ordering;
use std::fmt;

mod text;

use super::decimal::{Decimal, NumericFault};

/// A length of time: an exact part, and calendar steps (days, months) that are exact only where they are added.
///
/// `==` compares the parts; lengths are compared by [`Duration::compare`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, BorshSerialize, BorshDeserialize)]
pub struct Duration {
    /// Years are 12 of these.
    pub months: i32,
    /// Weeks are 7 of these.
    pub days: i32,
    pub seconds: i64,
    /// 0 to 999,999,999; the seconds are the floor.
    pub nanos: u32,
}

pub(super) const SECONDS_A_DAY: i64 = 86_400;
const NANOS_A_SECOND: i64 = 1_000_000_000;

#[expect(
    clippy::should_implement_trait,
    reason = "these can fail, and an operator cannot say so"
)]
impl Duration {
    pub const ZERO: Duration = Duration {
        months: 0,
        days: 0,
        seconds: 0,
        nanos: 0,
    };

    pub fn from_seconds(seconds: i64) -> Duration {
        Duration {
            seconds,
            ..Duration::ZERO
        }
    }

    pub fn from_days(days: i32) -> Duration {
        Duration {
            days,
            ..Duration::ZERO
        }
    }

    /// An exact length, half-even at a nanosecond.
    ///
    /// # Errors
    /// [`NumericFault::Overflow`] past 64 bits of seconds.
    pub fn from_decimal_seconds(seconds: Decimal) -> Result<Duration, NumericFault> {
        let rounded = seconds.round(9);
        let whole = rounded.floor();
        let nanos = rounded
            .sub(whole)?
            .mul(Decimal::from_i64(NANOS_A_SECOND))?
            .to_i64()
            .and_then(|nanos| u32::try_from(nanos).ok());
        match (whole.to_i64(), nanos) {
            (Some(seconds), Some(nanos)) => Ok(Duration {
                seconds,
                nanos,
                ..Duration::ZERO
            }),
            _ => Err(NumericFault::Overflow),
        }
    }

    /// Reads what policies and documents write: `36 hours`, `72h`, `15min`, `2 weeks`, `1.5 hours`, `1 month`,
    /// `1 hour 30 minutes`, and ISO 8601 `PT72H`, `P1DT12H`, `P2W`. A fraction is allowed on exact units and on days
    /// and weeks where it comes to whole seconds; no bare `m`. Where several units are written they run from the
    /// largest to the smallest, each with its own sign.
    ///
    /// # Errors
    /// What is wrong, in a few words.
    pub fn parse(text: &str) -> Result<Duration, String> {
        text::parse(text)
    }

    /// # Errors
    /// [`NumericFault::Overflow`]
    pub fn add(self, other: Duration) -> Result<Duration, NumericFault> {
        let nanos = i64::from(self.nanos) + i64::from(other.nanos);
        let carried = nanos.div_euclid(NANOS_A_SECOND);
        let sum = || {
            Some(Duration {
                months: self.months.checked_add(other.months)?,
                days: self.days.checked_add(other.days)?,
                seconds: self
                    .seconds
                    .checked_add(other.seconds)?
                    .checked_add(carried)?,
                nanos: u32::try_from(nanos.rem_euclid(NANOS_A_SECOND)).ok()?,
            })
        };
        sum().ok_or(NumericFault::Overflow)
    }

    /// As long the other way. The least number of a part becomes its greatest.
    pub fn neg(self) -> Duration {
        let (seconds, nanos) = match self.nanos {
            0 => (self.seconds.saturating_neg(), 0),
            nanos => (!self.seconds, 1_000_000_000_u32.saturating_sub(nanos)),
        };
        Duration {
            months: self.months.saturating_neg(),
            days: self.days.saturating_neg(),
            seconds,
            nanos,
        }
    }

    /// So many times as long, half-even at a nanosecond. Calendar parts only by whole numbers.
    ///
    /// # Errors
    /// [`NumericFault::CalendarFraction`], [`NumericFault::Overflow`]
    pub fn times(self, factor: Decimal) -> Result<Duration, NumericFault> {
        let exact = Duration::from_decimal_seconds(self.exact_seconds()?.mul(factor)?)?;
        if self.months == 0 && self.days == 0 {
            return Ok(exact);
        }
        if factor != factor.floor() {
            return Err(NumericFault::CalendarFraction);
        }
        let whole = |part: i32| {
            factor
                .to_i64()
                .and_then(|factor| i64::from(part).checked_mul(factor))
                .and_then(|product| i32::try_from(product).ok())
                .ok_or(NumericFault::Overflow)
        };
        Ok(Duration {
            months: whole(self.months)?,
            days: whole(self.days)?,
            ..exact
        })
    }

    /// Exact length in seconds, a day as 24 hours. `None` if it has months.
    pub fn as_seconds(self) -> Option<Decimal> {
        if self.months != 0 {
            return None;
        }
        let days = Decimal::from_i64(i64::from(self.days) * SECONDS_A_DAY);
        self.exact_seconds().and_then(|exact| exact.add(days)).ok()
    }

    /// By length, a day as 24 hours. Months are compared with months, the rest with the rest: `None` where exactly one
    /// of the two has months, or where months and rest disagree.
    pub fn compare(self, other: Duration) -> Option<Ordering> {
        if (self.months == 0) != (other.months == 0) {
            return None;
        }
        let months = self.months.cmp(&other.months);
        let rest = self.rest_in_nanos().cmp(&other.rest_in_nanos());
        match (months, rest) {
            (Ordering::Equal, decided) | (decided, Ordering::Equal) => Some(decided),
            (months, rest) => (months == rest).then_some(months),
        }
    }

    /// Days and the exact part, a day as 24 hours.
    pub(super) fn rest_in_nanos(self) -> i128 {
        let seconds = i128::from(self.days) * i128::from(SECONDS_A_DAY) + i128::from(self.seconds);
        seconds * i128::from(NANOS_A_SECOND) + i128::from(self.nanos)
    }

    fn exact_seconds(self) -> Result<Decimal, NumericFault> {
        let (fraction, _) =
            Decimal::from_i64(i64::from(self.nanos)).div(Decimal::from_i64(NANOS_A_SECOND))?;
        Decimal::from_i64(self.seconds).add(fraction)
    }
}

/// Words, largest unit first, each with its own sign: `3 days`, `1 hour 30 minutes`, `-1.5 seconds`, `0 seconds`.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::write(f, *self)
    }
}

#[cfg(test)]
mod tests;
