//! The arithmetic of coefficients: whole numbers below 10^34 and what they make on the way to such a number.

use std::cmp::Ordering;

use ethnum::U256;

/// Significant digits of a number.
pub(super) const DIGITS: u32 = 34;

/// The least coefficient with too many digits.
pub(super) const TOO_LARGE: u128 = 10u128.pow(DIGITS);

/// A magnitude of at most 34 digits, times a power of ten.
pub(super) struct Quotient {
    pub(super) magnitude: u128,
    pub(super) exponent: i32,
    pub(super) rounded: bool,
}

/// The one form of `magnitude` times ten to `exponent` that is held. `None`: more than 34 digits.
#[inline]
pub(super) fn settled(magnitude: u128, exponent: i32) -> Option<(u128, i32)> {
    let (mut magnitude, mut exponent) = (magnitude, exponent);
    if magnitude == 0 {
        return Some((0, 0));
    }
    while magnitude >= TOO_LARGE {
        if !magnitude.is_multiple_of(10) {
            return None;
        }
        magnitude /= 10;
        exponent += 1;
    }
    if exponent < 0 {
        let (stripped, zeros) = without_zeros(magnitude, exponent.unsigned_abs());
        return Some((stripped, exponent + zeros.cast_signed()));
    }
    if exponent > 0 {
        let raise = (DIGITS - digits(magnitude)).min(exponent.unsigned_abs());
        magnitude *= power(raise)?;
        exponent -= raise.cast_signed();
    }
    Some((magnitude, exponent))
}

/// How many digits; one for zero.
#[inline]
pub(super) fn digits(magnitude: u128) -> u32 {
    // 1233 / 4096 is a little more than log10(2): at most one too few.
    let guess = ((u128::BITS - magnitude.leading_zeros()) * 1233) >> 12;
    match power(guess) {
        Some(next) if magnitude < next => guess.max(1),
        _ => guess + 1,
    }
}

/// The power of ten at which the first digit stands.
#[inline]
pub(super) fn first_place(magnitude: u128, exponent: i32) -> i32 {
    exponent + digits(magnitude).cast_signed() - 1
}

/// Both coefficients with the smaller of the two exponents, each below 10^36. `None`: their sum has more than 34
/// digits.
pub(super) fn aligned(left: (u128, i32), right: (u128, i32)) -> Option<(u128, u128, i32)> {
    // Without trailing zeros the finer number ends in a digit that stays in the sum, more than 34 places from the
    // coarser one's first: what cannot be aligned then has no exact sum.
    aligned_as_they_are(left, right).or_else(|| aligned_as_they_are(bare(left), bare(right)))
}

fn aligned_as_they_are(left: (u128, i32), right: (u128, i32)) -> Option<(u128, u128, i32)> {
    const WIDE: u128 = 10u128.pow(DIGITS + 2);
    let raised = |magnitude: u128, by: i32| {
        power(by.unsigned_abs())
            .and_then(|power| magnitude.checked_mul(power))
            .filter(|raised| *raised < WIDE)
    };
    let apart = left.1 - right.1;
    if apart >= 0 {
        Some((raised(left.0, apart)?, right.0, right.1))
    } else {
        Some((left.0, raised(right.0, apart)?, left.1))
    }
}

/// The order of two numbers above zero.
pub(super) fn compare(left: (u128, i32), right: (u128, i32)) -> Ordering {
    let by_size = first_place(left.0, left.1).cmp(&first_place(right.0, right.1));
    by_size.then_with(|| {
        // One first place and at most 34 digits each: aligning stays within 34.
        let apart = left.1 - right.1;
        let raise = power(apart.unsigned_abs()).unwrap_or(1);
        if apart >= 0 {
            left.0.saturating_mul(raise).cmp(&right.0)
        } else {
            left.0.cmp(&right.0.saturating_mul(raise))
        }
    })
}

/// The product and how many zeros were dropped from its end. `None`: more than 34 digits.
pub(super) fn product(left: u128, right: u128) -> Option<(u128, i32)> {
    let product = U256::new(left) * U256::new(right);
    if product < U256::new(TOO_LARGE) {
        return Some((product.as_u128(), 0));
    }
    // The product of n and m digits has n + m or one fewer; both are 1 at least, as the product is not 0.
    let most = digits(left) + digits(right);
    let count = if product < wide_power(most - 1) {
        most - 1
    } else {
        most
    };
    let dropped = count - DIGITS;
    let (product, rest) = product.div_rem(wide_power(dropped));
    (rest == U256::ZERO).then_some((product.as_u128(), dropped.cast_signed()))
}

/// The quotient, half-even at 34 digits. The divisor is not 0.
pub(super) fn quotient(left: u128, right: u128) -> Quotient {
    // So that it has 35 or 36 digits before rounding; the dividend stays below 10^70, and 2^256 above 10^77.
    let raise = DIGITS + 1 + digits(right) - digits(left);
    let (quotient, rest) = (U256::new(left) * wide_power(raise)).div_rem(U256::new(right));
    rounded(quotient.as_u128(), rest != U256::ZERO, -raise.cast_signed())
}

/// What multiples of `right` leave of `left` times ten to `apart`, as a multiple of the finer one's last place.
pub(super) fn remainder(left: u128, right: u128, apart: i32) -> u128 {
    let places = apart.unsigned_abs();
    if apart < 0 {
        // Past 34 places the divisor is the greater whatever its digits.
        return if places > DIGITS {
            left
        } else {
            (U256::new(left) % (U256::new(right) * wide_power(places))).as_u128()
        };
    }
    let modulus = U256::new(right);
    let (mut answer, mut square) = (U256::new(left) % modulus, U256::new(10) % modulus);
    let mut places = places;
    while places > 0 {
        if places & 1 == 1 {
            answer = answer * square % modulus;
        }
        square = square * square % modulus;
        places >>= 1;
    }
    answer.as_u128()
}

/// The square root of `magnitude` times ten to `exponent`, half-even at 34 digits.
pub(super) fn root(magnitude: u128, exponent: i32) -> Quotient {
    if magnitude == 0 {
        return rounded(0, false, 0);
    }
    // An even exponent, and 69 or 70 digits, so that the root has 35.
    let most = 2 * (DIGITS + 1) - digits(magnitude);
    let raise = if (exponent - most.cast_signed()) % 2 == 0 {
        most
    } else {
        most - 1
    };
    let square = U256::new(magnitude) * wide_power(raise);
    let root = whole_root(square);
    rounded(
        root.as_u128(),
        root * root != square,
        (exponent - raise.cast_signed()) / 2,
    )
}

/// `magnitude` without its last `dropped` digits, half-even.
pub(super) fn rounded_at(magnitude: u128, dropped: u32) -> u128 {
    match power(dropped) {
        Some(unit) => half_even(magnitude, unit, false),
        // Far below half a unit.
        None => 0,
    }
}

/// `magnitude` without its last `dropped` digits, towards zero.
pub(super) fn cut(magnitude: u128, dropped: u32) -> u128 {
    power(dropped).map_or(0, |unit| magnitude / unit)
}

/// At most 34 digits of `magnitude`, half-even; `more` says that something smaller than its last digit follows.
fn rounded(magnitude: u128, more: bool, exponent: i32) -> Quotient {
    let dropped = digits(magnitude).saturating_sub(DIGITS);
    let unit = power(dropped).unwrap_or(1);
    Quotient {
        magnitude: half_even(magnitude, unit, more),
        exponent: exponent + dropped.cast_signed(),
        rounded: more || !magnitude.is_multiple_of(unit),
    }
}

fn half_even(magnitude: u128, unit: u128, more: bool) -> u128 {
    let (kept, rest) = (magnitude / unit, magnitude % unit);
    let up = match rest.cmp(&(unit - rest)) {
        Ordering::Less => false,
        Ordering::Equal => more || kept % 2 == 1,
        Ordering::Greater => true,
    };
    kept + u128::from(up)
}

/// The greatest whole number whose square is not above; Newton's steps from above fall until they reach it.
fn whole_root(square: U256) -> U256 {
    let bits = U256::BITS - square.leading_zeros();
    let mut root = U256::ONE << bits.div_ceil(2);
    loop {
        let next = (root + square / root) >> 1;
        if next >= root {
            return root;
        }
        root = next;
    }
}

/// Without trailing zeros.
fn bare((magnitude, exponent): (u128, i32)) -> (u128, i32) {
    let (magnitude, zeros) = without_zeros(magnitude, DIGITS);
    (magnitude, exponent + zeros.cast_signed())
}

/// `magnitude` without at most so many trailing zeros, and how many were dropped.
fn without_zeros(magnitude: u128, most: u32) -> (u128, u32) {
    let (mut magnitude, mut zeros) = (magnitude, 0);
    while zeros < most && magnitude > u128::from(u64::MAX) && magnitude.is_multiple_of(10) {
        magnitude /= 10;
        zeros += 1;
    }
    match u64::try_from(magnitude) {
        Ok(small) => {
            let (small, more) = without_small_zeros(small, most - zeros);
            (u128::from(small), zeros + more)
        }
        Err(_) => (magnitude, zeros),
    }
}

/// [`without_zeros`] in 64 bits, where a division is cheap.
#[inline]
pub(super) fn without_small_zeros(magnitude: u64, most: u32) -> (u64, u32) {
    let (mut magnitude, mut zeros) = (magnitude, 0);
    // An odd number ends in no zero: half the cases cost no division.
    while zeros < most && magnitude & 1 == 0 && magnitude != 0 {
        let shorter = magnitude / 10;
        if shorter * 10 != magnitude {
            break;
        }
        magnitude = shorter;
        zeros += 1;
    }
    (magnitude, zeros)
}

const POWERS: [u128; 39] = {
    let mut powers = [1; 39];
    let mut n = 1;
    while n < powers.len() {
        #[expect(clippy::indexing_slicing, reason = "evaluated when compiled")]
        {
            powers[n] = powers[n - 1] * 10;
        }
        n += 1;
    }
    powers
};

#[inline]
fn power(n: u32) -> Option<u128> {
    POWERS.get(n as usize).copied()
}

/// Ten to `n`, where 63 bits hold it.
#[inline]
pub(super) fn small_power(n: u32) -> Option<i64> {
    i64::try_from(power(n)?).ok()
}

/// Ten to `n`, for `n` up to 76.
fn wide_power(n: u32) -> U256 {
    let half = |n: u32| U256::new(power(n).unwrap_or(0));
    half(n / 2) * half(n - n / 2)
}
