//! Statistics without rounding on the way. Decimals become integers over one power of ten, sums and products of these
//! are exact, and only the answer is rounded: half-even, at 34 significant digits.

use num_bigint::{BigInt, BigUint, Sign};

use crate::value::decimal::{Decimal, NumericFault};

/// Significant digits of a number of the language.
const DIGITS: u32 = 34;
/// Digits of a scaled integer, past which values are too far apart to be reckoned with.
const WIDEST: usize = 400;

/// Values as integers: each is its integer divided by 10 to the power of `scale`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scaled {
    pub integers: Vec<BigInt>,
    pub scale: u32,
}

impl Scaled {
    /// # Errors
    /// Overflow where the values are more than some 400 digits apart.
    pub fn of(values: &[Decimal]) -> Result<Scaled, NumericFault> {
        let written: Vec<Written> = values.iter().copied().filter_map(Written::of).collect();
        let least = written.iter().map(|value| value.power).min().unwrap_or(0);
        let scale = least.min(0).unsigned_abs();
        let mut integers = Vec::with_capacity(written.len());
        for Written { mut digits, power } in written {
            let zeros = usize::try_from(i64::from(power) + i64::from(scale)).unwrap_or(0);
            if digits.len().saturating_add(zeros) > WIDEST {
                return Err(NumericFault::Overflow);
            }
            digits.extend(std::iter::repeat_n('0', zeros));
            integers.push(digits.parse().map_err(|_| NumericFault::Overflow)?);
        }
        Ok(Scaled { integers, scale })
    }

    pub fn count(&self) -> BigInt {
        BigInt::from(self.integers.len())
    }

    pub fn sum(&self) -> BigInt {
        self.integers.iter().sum()
    }

    /// `n Σxy - Σx Σy`: n (n-1) times the sample covariance, scaled by both scales.
    pub fn spread(&self, other: &Scaled) -> BigInt {
        let products: BigInt = self
            .integers
            .iter()
            .zip(&other.integers)
            .map(|(x, y)| x * y)
            .sum();
        self.count() * products - self.sum() * other.sum()
    }
}

/// A decimal as digits with a sign, and the power of ten that they are to be multiplied by.
struct Written {
    digits: String,
    power: i32,
}

impl Written {
    /// Reads what a decimal writes of itself, so it always succeeds.
    fn of(value: Decimal) -> Option<Written> {
        let text = value.to_string();
        let (mantissa, power) = match text.split_once('e') {
            Some((mantissa, power)) => (mantissa, power.parse().ok()?),
            None => (text.as_str(), 0_i32),
        };
        let places = mantissa
            .split_once('.')
            .map_or(0, |(_, places)| places.len());
        Some(Written {
            digits: mantissa.chars().filter(|c| *c != '.').collect(),
            power: power.checked_sub(i32::try_from(places).ok()?)?,
        })
    }
}

/// `integer / 10^scale` as it is.
///
/// # Errors
/// Overflow where that takes more than 34 digits.
pub fn exactly(integer: &BigInt, scale: u32) -> Result<Decimal, NumericFault> {
    let (rounded, power, exact) = significant(integer.magnitude(), &BigUint::from(1u32));
    if !exact {
        return Err(NumericFault::Overflow);
    }
    decimal(integer.sign(), rounded, power - i64::from(scale))
}

/// `over / (under × 10^scale)`, rounded half-even.
///
/// # Errors
/// Division by zero.
pub fn quotient(over: &BigInt, under: &BigInt, scale: u32) -> Result<Decimal, NumericFault> {
    if under.sign() == Sign::NoSign {
        return Err(NumericFault::DivisionByZero);
    }
    let (rounded, power, _) = significant(over.magnitude(), under.magnitude());
    decimal(
        over.sign() * under.sign(),
        rounded,
        power - i64::from(scale),
    )
}

/// The square root of `over / under`, divided by 10^scale, rounded half-even.
///
/// # Errors
/// Division by zero, and the root of a negative number.
pub fn root(over: &BigInt, under: &BigInt, scale: u32) -> Result<Decimal, NumericFault> {
    match over.sign() * under.sign() {
        Sign::Plus => {
            let (rounded, power) = significant_root(over.magnitude(), under.magnitude());
            decimal(Sign::Plus, rounded, power - i64::from(scale))
        }
        Sign::Minus => Err(NumericFault::NegativeRoot),
        Sign::NoSign if under.sign() == Sign::NoSign => Err(NumericFault::DivisionByZero),
        Sign::NoSign => Ok(Decimal::ZERO),
    }
}

/// `over / under` to 34 digits: an integer, the power of ten that it is to be multiplied by, and whether that is exact.
fn significant(over: &BigUint, under: &BigUint) -> (BigUint, i64, bool) {
    if *over == BigUint::ZERO {
        return (BigUint::ZERO, 0, true);
    }
    // The lengths give the quotient's length or one less.
    let mut shift = i64::from(DIGITS) + digits(under) - digits(over);
    loop {
        let (shifted_over, shifted_under) = shifted(over, under, shift);
        let whole = &shifted_over / &shifted_under;
        if whole >= ten_to(i64::from(DIGITS)) {
            shift -= 1;
            continue;
        }
        let rest = shifted_over - &whole * &shifted_under;
        let exact = rest == BigUint::ZERO;
        let rounded = match (rest * 2u32).cmp(&shifted_under) {
            std::cmp::Ordering::Less => whole,
            std::cmp::Ordering::Equal => &whole + u32::from(whole.bit(0)),
            std::cmp::Ordering::Greater => whole + 1u32,
        };
        return (rounded, -shift, exact);
    }
}

/// The square root of `over / under` to 34 digits: an integer and the power of ten that it is to be multiplied by.
fn significant_root(over: &BigUint, under: &BigUint) -> (BigUint, i64) {
    let mut shift = i64::from(DIGITS) + (digits(under) - digits(over)) / 2;
    loop {
        let (shifted_over, shifted_under) = shifted(over, under, shift * 2);
        let whole = (&shifted_over / &shifted_under).sqrt();
        if whole >= ten_to(i64::from(DIGITS)) {
            shift -= 1;
            continue;
        }
        // Above or below the middle between `whole` and the next: (2 whole + 1)² against four times the radicand.
        let middle = (&whole * 2u32 + 1u32).pow(2) * &shifted_under;
        let rounded = match (shifted_over * 4u32).cmp(&middle) {
            std::cmp::Ordering::Less => whole,
            std::cmp::Ordering::Equal => &whole + u32::from(whole.bit(0)),
            std::cmp::Ordering::Greater => whole + 1u32,
        };
        return (rounded, -shift);
    }
}

/// The fraction times ten to the power of `shift`.
fn shifted(over: &BigUint, under: &BigUint, shift: i64) -> (BigUint, BigUint) {
    if shift < 0 {
        (over.clone(), under * ten_to(-shift))
    } else {
        (over * ten_to(shift), under.clone())
    }
}

fn ten_to(power: i64) -> BigUint {
    BigUint::from(10u32).pow(u32::try_from(power).unwrap_or(0))
}

fn digits(integer: &BigUint) -> i64 {
    i64::try_from(integer.to_string().len()).unwrap_or(i64::MAX)
}

fn decimal(sign: Sign, integer: BigUint, power: i64) -> Result<Decimal, NumericFault> {
    let written = integer.to_string();
    let significant = written.trim_end_matches('0');
    if significant.is_empty() {
        return Ok(Decimal::ZERO);
    }
    let zeros = i64::try_from(written.len() - significant.len()).unwrap_or(0);
    let sign = if sign == Sign::Minus { "-" } else { "" };
    let plain = format!("{sign}{significant}e{}", power + zeros);
    Decimal::parse(&plain).ok_or(NumericFault::Overflow)
}
