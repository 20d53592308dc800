//! Arithmetic that rounds once: against whole-number arithmetic, and far from where it is comfortable.

use num_bigint::BigInt;
use proptest::prelude::*;

use crate::builtins::exact::{Scaled, exactly, quotient, root};
use crate::builtins::harness::shown;
use crate::value::decimal::{Decimal, NumericFault};

fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

proptest! {
    #[test]
    fn a_quotient_is_the_one_that_division_gives(over in any::<i64>(), under in any::<i64>(), scale in 0..40_u32) {
        let got = quotient(&BigInt::from(over), &BigInt::from(under), scale);
        let unit = decimal(&format!("1e{scale}"));
        let expected = Decimal::from_i64(over)
            .div(Decimal::from_i64(under))
            .and_then(|(quotient, _)| quotient.div(unit))
            .map(|(quotient, _)| quotient);
        prop_assert_eq!(got, expected);
    }

    #[test]
    fn a_root_is_the_one_that_the_decimal_gives(radicand in 0..i64::MAX) {
        let got = root(&BigInt::from(radicand), &BigInt::from(1), 0).unwrap();
        prop_assert_eq!(got, Decimal::from_i64(radicand).sqrt().unwrap().0);
    }

    #[test]
    fn values_come_back_as_they_were(coefficient in any::<i64>(), exponent in -30..30_i32) {
        let value = decimal(&format!("{coefficient}e{exponent}"));
        let scaled = Scaled::of(&[value]).unwrap();
        prop_assert_eq!(exactly(&scaled.sum(), scaled.scale), Ok(value));
    }
}

#[test]
fn halves_go_to_the_even_digit() {
    let half = |text: &str| {
        let over: BigInt = text.parse().unwrap();
        quotient(&over, &BigInt::from(2), 0).unwrap().to_string()
    };
    // 34 digits and a half: the last digit stays where it is even and goes up where it is odd.
    assert_eq!(
        half("2000000000000000000000000000000001"),
        "1000000000000000000000000000000000"
    );
    assert_eq!(
        half("2000000000000000000000000000000003"),
        "1000000000000000000000000000000002"
    );
    assert_eq!(
        half("2000000000000000000000000000000005"),
        "1000000000000000000000000000000002"
    );
    assert_eq!(
        half("19999999999999999999999999999999999"),
        "10000000000000000000000000000000000"
    );
}

#[test]
fn values_too_far_apart_are_refused_at_once() {
    let far = [decimal("1e6000"), decimal("1e-6000")];
    assert_eq!(Scaled::of(&far), Err(NumericFault::Overflow));
    assert_eq!(
        shown(
            "mean([100000000000000000000000000000000000000000000000000000000000000000000000, 0.5])"
        ),
        "5e70"
    );
}

#[test]
fn roots_of_what_has_none() {
    let one = BigInt::from(1);
    assert_eq!(
        root(&BigInt::from(-4), &one, 0),
        Err(NumericFault::NegativeRoot)
    );
    assert_eq!(
        root(&one, &BigInt::from(0), 0),
        Err(NumericFault::DivisionByZero)
    );
    assert_eq!(root(&BigInt::from(0), &one, 0), Ok(Decimal::ZERO));
}
