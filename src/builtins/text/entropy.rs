use std::collections::BTreeMap;

use crate::builtins::call::Call;
use crate::builtins::stop::{Answer, answer};
use crate::builtins::{Builtin, Example, Group, Strictness};
use crate::types::signature::{Param, SigTy, Signature};
use crate::value::Value;
use crate::value::decimal::Decimal;

pub const ENTROPY: Builtin = Builtin {
    name: "entropy",
    group: Group::Text,
    signature: Signature {
        params: &[Param::new("text", SigTy::Text)],
        result: SigTy::Number,
    },
    doc: "Shannon's entropy of `text` in bits per character, to four places: how many characters it uses, and how evenly. Words come to 2 to 3.5, random keys to 4 and more. The empty text has 0.",
    unknown_when: &[],
    examples: &[
        Example::new("entropy(\"aaaa\")", "0"),
        Example::new("entropy(\"abab\")", "1"),
        Example::new("entropy(\"password\")", "2.75"),
        Example::new("entropy(\"9fK2xQ7LmZ0vB4tRcY8wN1sHdE6uGjPa\")", "5"),
    ],
    strictness: Strictness::Exact,
    call: |call| answer(call, entropy),
};

fn entropy<'a>(call: &Call<'a, '_>) -> Answer<'a> {
    let mut counts: BTreeMap<char, u64> = BTreeMap::new();
    for character in call.text_at(0)?.chars() {
        *counts.entry(character).or_default() += 1;
    }
    let length: u64 = counts.values().sum();
    if length == 0 {
        return Ok(Value::Number(Decimal::ZERO));
    }
    // log₂ n - (Σ c log₂ c) / n, over the characters' counts c.
    let weighted: u128 = counts
        .values()
        .map(|count| u128::from(*count) * u128::from(log2(*count)))
        .sum();
    let total = u128::from(length) * u128::from(log2(length));
    let bits = total.saturating_sub(weighted) / u128::from(length);
    let places = (bits * 10_000 + (1 << (FRACTION - 1))) >> FRACTION;
    let number = Decimal::from_i64(i64::try_from(places).unwrap_or(i64::MAX));
    Ok(Value::Number(number.hundredth().hundredth()))
}

/// Bits after the point of a fixed-point logarithm.
const FRACTION: u32 = 40;

/// The binary logarithm in fixed point. Whole-number steps: floating-point logarithms differ between machines in the
/// last place, and the same inputs must give the same bytes.
fn log2(n: u64) -> u64 {
    let whole = n.max(1).ilog2();
    // n / 2^whole in [1, 2), with 63 bits after the point.
    let mut rest = u128::from(n.max(1)) << (63 - whole);
    let mut result = u64::from(whole);
    for _ in 0..FRACTION {
        rest = (rest * rest) >> 63;
        let bit = rest >> 64;
        rest >>= bit;
        result = (result << 1) | u64::from(bit != 0);
    }
    result
}
