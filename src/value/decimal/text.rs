//! How decimals are read and written.

use std::fmt;

use super::Decimal;
use super::coefficient::{self, TOO_LARGE};

/// Past so many digits a number is written with an exponent.
const LONGEST: i32 = 60;

pub(super) fn parse(text: &str) -> Option<Decimal> {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (number, written_exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, exponent_of(exponent)?),
        None => (text, 0),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut reading = Reading::default();
    reading.take(whole)?;
    reading.take(fraction)?;
    let after_point = i32::try_from(fraction.bytes().filter(u8::is_ascii_digit).count()).ok()?;
    if reading.magnitude == 0 {
        return Some(Decimal::ZERO);
    }
    let exponent = written_exponent
        .checked_sub(after_point)?
        .checked_add(reading.zeros)?;
    Decimal::exact(negative, reading.magnitude, exponent).ok()
}

/// Digits read so far. Zeros wait until a digit follows: a long tail of them costs no precision.
#[derive(Default)]
struct Reading {
    magnitude: u128,
    zeros: i32,
}

impl Reading {
    fn take(&mut self, digits: &str) -> Option<()> {
        if digits.starts_with('_') || digits.ends_with('_') || digits.contains("__") {
            return None;
        }
        for digit in digits.bytes().filter(|byte| *byte != b'_') {
            match digit {
                b'0' if self.magnitude == 0 => {}
                b'0' => self.zeros = self.zeros.checked_add(1)?,
                b'1'..=b'9' => self.append(digit - b'0')?,
                _ => return None,
            }
        }
        Some(())
    }

    fn append(&mut self, digit: u8) -> Option<()> {
        while self.zeros > 0 {
            self.magnitude = self.magnitude.checked_mul(10)?;
            self.zeros -= 1;
        }
        self.magnitude = self
            .magnitude
            .checked_mul(10)?
            .checked_add(u128::from(digit))
            .filter(|magnitude| *magnitude < TOO_LARGE)?;
        Some(())
    }
}

/// The exponent after the `e`; of one too long for any number only that matters.
fn exponent_of(text: &str) -> Option<i32> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let farthest = i32::from(i16::MAX);
    let size = digits
        .parse()
        .map_or(farthest, |size: i32| size.min(farthest));
    Some(if text.starts_with('-') { -size } else { size })
}

pub(super) fn write(f: &mut fmt::Formatter<'_>, coefficient: i128, exponent: i32) -> fmt::Result {
    let digits = coefficient.unsigned_abs().to_string();
    let count = i32::try_from(digits.len()).map_err(|_| fmt::Error)?;
    let point = count + exponent;
    let text = if count.max(point).max(count - point + 1) > LONGEST {
        scientific(&digits, coefficient.unsigned_abs(), exponent)
    } else if exponent >= 0 {
        digits + &zeros(exponent)
    } else if let Some((whole, fraction)) = usize::try_from(point)
        .ok()
        .filter(|point| *point > 0)
        .and_then(|point| digits.split_at_checked(point))
    {
        format!("{whole}.{fraction}")
    } else {
        format!("0.{}{digits}", zeros(-point))
    };
    f.pad_integral(coefficient >= 0, "", &text)
}

fn scientific(digits: &str, magnitude: u128, exponent: i32) -> String {
    let first = coefficient::first_place(magnitude, exponent);
    let digits = digits.trim_end_matches('0');
    match digits.split_at_checked(1) {
        Some((lead, "")) => format!("{lead}e{first}"),
        Some((lead, rest)) => format!("{lead}.{rest}e{first}"),
        None => digits.to_owned(),
    }
}

fn zeros(count: i32) -> String {
    "0".repeat(usize::try_from(count).unwrap_or(0))
}
