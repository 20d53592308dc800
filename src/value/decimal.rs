use borsh::{BorshDeserialize, BorshSerialize};

use std::cmp::Ordering;
use std::fmt;

mod coefficient;
mod text;

use coefficient::{Quotient, TOO_LARGE};

/// An exact decimal of at most 34 significant digits.
///
/// Zero, and numbers whose first digit stands between 10^-6144 and 10^6144: the range of an IEEE 754 decimal128. What
/// would leave it is an overflow, towards zero too.
///
/// Held in one form only, so that equality and hashing are those of the fields: whole numbers below 10^34 with the
/// exponent 0, fractions without trailing zeros, larger numbers with all 34 digits. Counts and sums of whole numbers
/// then never touch an exponent.
#[derive(Clone, Copy, PartialEq, Eq, Hash, BorshSerialize, BorshDeserialize)]
pub struct Decimal {
    /// The upper half of a signed 128-bit coefficient; an `i128` would be aligned to 16 bytes and `Value` grow by half.
    high: i64,
    low: u64,
    exponent: i16,
}

const _: () = assert!(size_of::<Decimal>() == 24 && align_of::<Decimal>() == 8);

/// Why a calculation has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumericFault {
    /// The exact answer has more than 34 digits, or lies outside the range.
    Overflow,
    DivisionByZero,
    /// The square root of a negative number.
    NegativeRoot,
    /// A length with days or months, times a fraction.
    CalendarFraction,
}

/// The place of the first digit, at most so many from the point.
const FARTHEST: i32 = 6144;

#[expect(
    clippy::should_implement_trait,
    reason = "these can fail, and an operator cannot say so"
)]
impl Decimal {
    pub const ZERO: Decimal = Decimal::held(0, 0);
    pub const ONE: Decimal = Decimal::held(1, 0);

    pub const fn from_i64(n: i64) -> Decimal {
        Decimal::held(n as i128, 0)
    }

    /// Reads `-12.50`, `1_000`, `.5`, `1e3`. `None`: anything else (surrounding blanks, `nan` and `inf` too), more than
    /// 34 significant digits, or out of range.
    pub fn parse(text: &str) -> Option<Decimal> {
        text::parse(text)
    }

    /// Divided by 100, exactly: a percentage's fraction.
    pub fn hundredth(self) -> Decimal {
        self.shifted(-2)
    }

    pub fn times_hundred(self) -> Decimal {
        self.shifted(2)
    }

    /// The exact sum.
    ///
    /// # Errors
    /// [`NumericFault::Overflow`]
    #[inline]
    pub fn add(self, other: Decimal) -> Result<Decimal, NumericFault> {
        if self.exponent != other.exponent {
            return self.add_across(other);
        }
        // Two coefficients below 10^34: no sum of them leaves 128 bits.
        let sum = self.coefficient() + other.coefficient();
        if self.exponent == 0 && sum.unsigned_abs() < TOO_LARGE {
            return Ok(Decimal::held(sum, 0));
        }
        Decimal::exact(sum < 0, sum.unsigned_abs(), i32::from(self.exponent))
    }

    /// The exact difference.
    ///
    /// # Errors
    /// [`NumericFault::Overflow`]
    #[inline]
    pub fn sub(self, other: Decimal) -> Result<Decimal, NumericFault> {
        self.add(other.neg())
    }

    /// The exact product.
    ///
    /// # Errors
    /// [`NumericFault::Overflow`]
    #[inline]
    pub fn mul(self, other: Decimal) -> Result<Decimal, NumericFault> {
        let exponent = i32::from(self.exponent) + i32::from(other.exponent);
        if let (Some(left), Some(right)) = (self.small(), other.small()) {
            let product = i128::from(left) * i128::from(right);
            if exponent == 0 && product.unsigned_abs() < TOO_LARGE {
                return Ok(Decimal::held(product, 0));
            }
            return Decimal::exact(product < 0, product.unsigned_abs(), exponent);
        }
        let negative = self.is_negative() != other.is_negative();
        let (product, dropped) = coefficient::product(self.magnitude(), other.magnitude())
            .ok_or(NumericFault::Overflow)?;
        Decimal::exact(negative, product, exponent + dropped)
    }

    /// The quotient, half-even at 34 digits, and whether it was rounded.
    ///
    /// # Errors
    /// [`NumericFault::DivisionByZero`], [`NumericFault::Overflow`]
    pub fn div(self, other: Decimal) -> Result<(Decimal, bool), NumericFault> {
        if other.is_zero() {
            return Err(NumericFault::DivisionByZero);
        }
        if self.exponent == other.exponent
            && let (Some(left), Some(right)) = (self.small(), other.small())
            && let (Some(whole), Some(0)) = (left.checked_div(right), left.checked_rem(right))
        {
            return Ok((Decimal::from_i64(whole), false));
        }
        let negative = self.is_negative() != other.is_negative();
        let exponent = i32::from(self.exponent) - i32::from(other.exponent);
        let quotient = coefficient::quotient(self.magnitude(), other.magnitude());
        Decimal::rounded(negative, quotient, exponent)
    }

    /// What whole multiples of `other` leave over, exactly; it has the sign of `self`, as `-7 rem 3 = -1`.
    ///
    /// # Errors
    /// [`NumericFault::DivisionByZero`]
    pub fn rem(self, other: Decimal) -> Result<Decimal, NumericFault> {
        if other.is_zero() {
            return Err(NumericFault::DivisionByZero);
        }
        let apart = i32::from(self.exponent) - i32::from(other.exponent);
        let left = coefficient::remainder(self.magnitude(), other.magnitude(), apart);
        Decimal::exact(
            self.is_negative(),
            left,
            i32::from(self.exponent.min(other.exponent)),
        )
    }

    /// The square root, half-even at 34 digits, and whether it was rounded.
    ///
    /// # Errors
    /// [`NumericFault::NegativeRoot`]
    pub fn sqrt(self) -> Result<(Decimal, bool), NumericFault> {
        if self.is_negative() {
            return Err(NumericFault::NegativeRoot);
        }
        let root = coefficient::root(self.magnitude(), i32::from(self.exponent));
        Decimal::rounded(false, root, 0)
    }

    #[inline]
    pub fn neg(self) -> Decimal {
        Decimal::held(-self.coefficient(), self.exponent)
    }

    pub fn abs(self) -> Decimal {
        if self.is_negative() { self.neg() } else { self }
    }

    /// Rounded half-even to so many places after the point; negative places round to tens, hundreds.
    pub fn round(self, places: i32) -> Decimal {
        let dropped = -i64::from(self.exponent) - i64::from(places);
        let Ok(dropped) = u32::try_from(dropped) else {
            return self;
        };
        let magnitude = coefficient::rounded_at(self.magnitude(), dropped);
        self.near(magnitude, i64::from(places).saturating_neg())
    }

    /// The greatest whole number not above.
    pub fn floor(self) -> Decimal {
        self.whole(self.is_negative())
    }

    /// The least whole number not below.
    pub fn ceil(self) -> Decimal {
        self.whole(!self.is_negative())
    }

    pub fn is_zero(self) -> bool {
        self.high == 0 && self.low == 0
    }

    pub fn is_negative(self) -> bool {
        self.high < 0
    }

    /// The value as an integer, if it is one that fits.
    pub fn to_i64(self) -> Option<i64> {
        // The one form that is held gives every whole number below 10^34 the exponent 0.
        self.small().filter(|_| self.exponent == 0)
    }

    const fn held(coefficient: i128, exponent: i16) -> Decimal {
        Decimal {
            high: (coefficient >> 64) as i64,
            low: coefficient as u64,
            exponent,
        }
    }

    fn coefficient(self) -> i128 {
        (i128::from(self.high) << 64) | i128::from(self.low)
    }

    fn magnitude(self) -> u128 {
        self.coefficient().unsigned_abs()
    }

    /// The coefficient where 64 bits hold it.
    fn small(self) -> Option<i64> {
        let low = self.low as i64;
        (self.high == low >> 63).then_some(low)
    }

    /// The number in the form that is held, if it can be without rounding and lies in range.
    fn exact(negative: bool, magnitude: u128, exponent: i32) -> Result<Decimal, NumericFault> {
        // The everyday fraction: nothing to raise, and far from the ends of the range.
        if let (-99..=0, Ok(small)) = (exponent, u64::try_from(magnitude)) {
            let (small, zeros) = coefficient::without_small_zeros(small, exponent.unsigned_abs());
            let exponent = if small == 0 {
                0
            } else {
                exponent + zeros.cast_signed()
            };
            let coefficient = i128::from(small);
            return Ok(Decimal::held(
                if negative { -coefficient } else { coefficient },
                exponent as i16,
            ));
        }
        Decimal::exact_at_length(negative, magnitude, exponent)
    }

    fn exact_at_length(
        negative: bool,
        magnitude: u128,
        exponent: i32,
    ) -> Result<Decimal, NumericFault> {
        let (magnitude, exponent) =
            coefficient::settled(magnitude, exponent).ok_or(NumericFault::Overflow)?;
        let first = coefficient::first_place(magnitude, exponent);
        if magnitude != 0 && first.abs() > FARTHEST {
            return Err(NumericFault::Overflow);
        }
        let exponent = i16::try_from(exponent).map_err(|_| NumericFault::Overflow)?;
        Ok(Decimal::held(signed(negative, magnitude), exponent))
    }

    fn rounded(
        negative: bool,
        quotient: Quotient,
        exponent: i32,
    ) -> Result<(Decimal, bool), NumericFault> {
        let number = Decimal::exact(negative, quotient.magnitude, exponent + quotient.exponent)?;
        Ok((number, quotient.rounded))
    }

    /// A number near `self`, with its sign. It may lie a step outside the range: what cannot fail leaves it to the next
    /// calculation to refuse it.
    fn near(self, magnitude: u128, exponent: i64) -> Decimal {
        let settled = i32::try_from(exponent)
            .ok()
            .and_then(|exponent| coefficient::settled(magnitude, exponent))
            .and_then(|(magnitude, exponent)| Some((magnitude, i16::try_from(exponent).ok()?)));
        match settled {
            Some((magnitude, exponent)) => {
                Decimal::held(signed(self.is_negative(), magnitude), exponent)
            }
            None if magnitude == 0 => Decimal::ZERO,
            None => self,
        }
    }

    fn shifted(self, places: i64) -> Decimal {
        self.near(self.magnitude(), i64::from(self.exponent) + places)
    }

    fn whole(self, away_from_zero: bool) -> Decimal {
        let Ok(places @ 1..) = u32::try_from(-i32::from(self.exponent)) else {
            return self;
        };
        // Held without trailing zeros: digits after the point are never all zero.
        let whole = coefficient::cut(self.magnitude(), places);
        self.near(whole + u128::from(away_from_zero), 0)
    }

    /// Both coefficients with the smaller of the exponents, where 64 bits hold each and 128 the larger one raised.
    #[inline]
    fn aligned_small(self, other: Decimal) -> Option<(i128, i128, i16)> {
        let (left, right) = (i128::from(self.small()?), i128::from(other.small()?));
        let apart = i32::from(self.exponent) - i32::from(other.exponent);
        let raise = i128::from(coefficient::small_power(apart.unsigned_abs())?);
        Some(if apart >= 0 {
            (left * raise, right, other.exponent)
        } else {
            (left, right * raise, self.exponent)
        })
    }

    /// The sum of numbers whose exponents differ.
    fn add_across(self, other: Decimal) -> Result<Decimal, NumericFault> {
        if let Some((left, right, exponent)) = self.aligned_small(other) {
            let sum = left + right;
            return Decimal::exact(sum < 0, sum.unsigned_abs(), i32::from(exponent));
        }
        if self.is_zero() {
            return Ok(other);
        }
        if other.is_zero() {
            return Ok(self);
        }
        let (left, right, exponent) =
            coefficient::aligned(self.parts(), other.parts()).ok_or(NumericFault::Overflow)?;
        // Both are below 10^36.
        let sum = signed(self.is_negative(), left) + signed(other.is_negative(), right);
        Decimal::exact(sum < 0, sum.unsigned_abs(), exponent)
    }

    fn parts(self) -> (u128, i32) {
        (self.magnitude(), i32::from(self.exponent))
    }
}

/// A magnitude below 2^127 with its sign.
fn signed(negative: bool, magnitude: u128) -> i128 {
    let coefficient = magnitude.cast_signed();
    if negative { -coefficient } else { coefficient }
}

impl Ord for Decimal {
    #[inline]
    fn cmp(&self, other: &Decimal) -> Ordering {
        if self.exponent == other.exponent {
            return self.coefficient().cmp(&other.coefficient());
        }
        if let Some((left, right, _)) = self.aligned_small(*other) {
            return left.cmp(&right);
        }
        let signs = self.coefficient().signum();
        match signs.cmp(&other.coefficient().signum()) {
            Ordering::Equal if signs < 0 => coefficient::compare(other.parts(), self.parts()),
            Ordering::Equal => coefficient::compare(self.parts(), other.parts()),
            decided => decided,
        }
    }
}

impl PartialOrd for Decimal {
    #[inline]
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Plain digits without trailing zeros after the point, `0.1`, `-12`, `1000`; past 60 digits `1.5e120`, which
/// [`Decimal::parse`] reads too.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::write(f, self.coefficient(), i32::from(self.exponent))
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decimal({self})")
    }
}

impl NumericFault {
    /// The fault in a few words, as reports print it.
    pub fn words(self) -> &'static str {
        match self {
            NumericFault::Overflow => "the exact answer has more than 34 digits",
            NumericFault::DivisionByZero => "division by zero",
            NumericFault::NegativeRoot => "the square root of a negative number",
            NumericFault::CalendarFraction => {
                "days and months are multiplied by whole numbers only"
            }
        }
    }
}

#[cfg(test)]
mod tests;
