use std::cmp::Ordering;
use std::fmt;

/// An exact decimal of at most 34 significant digits.
#[derive(Debug, Clone, Copy)]
pub struct Decimal {
    coefficient: i64,
    exponent: i16,
}

/// Why a calculation has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumericFault {
    /// The exact answer has more than 34 digits.
    Overflow,
    DivisionByZero,
    /// The square root of a negative number.
    NegativeRoot,
}

impl Decimal {
    pub const ZERO: Decimal = Decimal {
        coefficient: 0,
        exponent: 0,
    };
    pub const ONE: Decimal = Decimal {
        coefficient: 1,
        exponent: 0,
    };
    pub fn from_i64(_n: i64) -> Decimal {
        todo!()
    }
    /// Reads `-12.50`, `1_000`, `1e3`; surrounding blanks, `nan` and `inf` are refused.
    pub fn parse(_text: &str) -> Option<Decimal> {
        todo!()
    }
    /// Divided by 100, exactly: a percentage's fraction.
    pub fn hundredth(self) -> Decimal {
        todo!()
    }
    pub fn times_hundred(self) -> Decimal {
        todo!()
    }
    pub fn add(self, _other: Decimal) -> Result<Decimal, NumericFault> {
        todo!()
    }
    pub fn sub(self, _other: Decimal) -> Result<Decimal, NumericFault> {
        todo!()
    }
    pub fn mul(self, _other: Decimal) -> Result<Decimal, NumericFault> {
        todo!()
    }
    /// The quotient, half-even at 34 digits, and whether it was rounded.
    pub fn div(self, _other: Decimal) -> Result<(Decimal, bool), NumericFault> {
        todo!()
    }
    pub fn rem(self, _other: Decimal) -> Result<Decimal, NumericFault> {
        todo!()
    }
    /// The square root, half-even at 34 digits, and whether it was rounded.
    pub fn sqrt(self) -> Result<(Decimal, bool), NumericFault> {
        todo!()
    }
    pub fn neg(self) -> Decimal {
        todo!()
    }
    pub fn abs(self) -> Decimal {
        todo!()
    }
    /// Rounded half-even to so many places after the point; negative places round to tens, hundreds.
    pub fn round(self, _places: i32) -> Decimal {
        todo!()
    }
    pub fn floor(self) -> Decimal {
        todo!()
    }
    pub fn ceil(self) -> Decimal {
        todo!()
    }
    pub fn is_zero(self) -> bool {
        todo!()
    }
    pub fn is_negative(self) -> bool {
        todo!()
    }
    /// The value as an integer, if it is one that fits.
    pub fn to_i64(self) -> Option<i64> {
        todo!()
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Decimal) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Decimal {}
impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Decimal {
    fn cmp(&self, _other: &Decimal) -> Ordering {
        todo!()
    }
}
impl std::hash::Hash for Decimal {
    fn hash<H: std::hash::Hasher>(&self, _state: &mut H) {
        todo!()
    }
}
/// Plain digits, no exponent, no trailing zeros after the point: `0.1`, `-12`, `1000`.
impl fmt::Display for Decimal {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        todo!()
    }
}
