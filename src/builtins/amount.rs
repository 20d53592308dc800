//! Numbers, percentages and durations as what they have in common: a decimal of one unit.

use super::call::{AmountKind, Call};
use super::stop::Stop;
use crate::value::Value;
use crate::value::decimal::{Decimal, NumericFault};
use crate::value::duration::Duration;

const NO_FIXED_LENGTH: Stop<'static> = Stop::invalid("months and years have no fixed length");

/// Amounts of one kind as decimals; durations in seconds, a day as 24 hours.
#[derive(Debug)]
pub struct Amounts {
    pub kind: AmountKind,
    pub decimals: Vec<Decimal>,
}

impl Amounts {
    /// The list at `index`, all known.
    pub fn at<'a>(call: &Call<'a, '_>, index: usize) -> Result<Amounts, Stop<'a>> {
        let items = call.exact_at(index)?;
        let decimals = items
            .iter()
            .map(|item| decimal(*item))
            .collect::<Result<_, _>>()?;
        let kind = items.first().map_or(call.amount, |item| kind(*item));
        Ok(Amounts { kind, decimals })
    }
}

pub fn kind(value: Value<'_>) -> AmountKind {
    match value {
        Value::Percentage(_) => AmountKind::Percentage,
        Value::Duration(_) => AmountKind::Duration,
        _ => AmountKind::Number,
    }
}

/// The amount as a decimal; a duration in seconds.
pub fn decimal<'a>(value: Value<'a>) -> Result<Decimal, Stop<'a>> {
    match value {
        Value::Number(decimal) | Value::Percentage(decimal) => Ok(decimal),
        Value::Duration(duration) => seconds(duration),
        Value::Unknown(unknown) => Err(Stop::For(unknown)),
        _ => Err(Stop::invalid("a value that cannot be added up")),
    }
}

/// The length in seconds, a day as 24 hours.
pub fn seconds<'a>(duration: Duration) -> Result<Decimal, Stop<'a>> {
    duration.as_seconds().ok_or(NO_FIXED_LENGTH)
}

/// The decimal as an amount; seconds are rounded to the nanosecond, half-even.
pub fn amount<'a>(kind: AmountKind, decimal: Decimal) -> Result<Value<'a>, Stop<'a>> {
    match kind {
        AmountKind::Number => Ok(Value::Number(decimal)),
        AmountKind::Percentage => Ok(Value::Percentage(decimal)),
        AmountKind::Duration => Ok(Value::Duration(from_seconds(decimal)?)),
    }
}

fn from_seconds(decimal: Decimal) -> Result<Duration, NumericFault> {
    let rounded = decimal.round(9);
    let whole = rounded.floor();
    let nanos = rounded
        .sub(whole)?
        .mul(Decimal::from_i64(1_000_000_000))?
        .to_i64()
        .and_then(|nanos| u32::try_from(nanos).ok())
        .ok_or(NumericFault::Overflow)?;
    Ok(Duration {
        nanos,
        ..Duration::from_seconds(whole.to_i64().ok_or(NumericFault::Overflow)?)
    })
}
