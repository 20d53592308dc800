use std::hash::{DefaultHasher, Hash, Hasher};

use proptest::prelude::*;

use super::*;

const KNOWN: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/corpus/decimal/known.txt"
));

fn number(text: &str) -> Decimal {
    Decimal::parse(text).unwrap_or_else(|| panic!("`{text}` reads as no number"))
}

fn fault(fault: NumericFault) -> String {
    match fault {
        NumericFault::Overflow => "overflow",
        NumericFault::DivisionByZero => "division by zero",
        NumericFault::NegativeRoot => "negative root",
        NumericFault::CalendarFraction => "calendar fraction",
    }
    .to_owned()
}

fn answer(operation: &str, operands: &[&str]) -> String {
    let first = number(operands[0]);
    let second = || number(operands[1]);
    let flagged = |(value, rounded): (Decimal, bool)| {
        format!("{value}{}", if rounded { " rounded" } else { "" })
    };
    let answer = match operation {
        "add" => first.add(second()).map(|value| value.to_string()),
        "sub" => first.sub(second()).map(|value| value.to_string()),
        "mul" => first.mul(second()).map(|value| value.to_string()),
        "rem" => first.rem(second()).map(|value| value.to_string()),
        "div" => first.div(second()).map(flagged),
        "sqrt" => first.sqrt().map(flagged),
        "cmp" => Ok((first.cmp(&second()) as i8).to_string()),
        "round" => Ok(first.round(operands[1].parse().unwrap()).to_string()),
        "floor" => Ok(first.floor().to_string()),
        "ceil" => Ok(first.ceil().to_string()),
        other => panic!("no operation `{other}`"),
    };
    answer.unwrap_or_else(fault)
}

#[test]
fn agrees_with_the_known_answers() {
    let mut checked = 0;
    let mut wrong = Vec::new();
    for line in KNOWN.lines().filter(|line| !line.starts_with('#')) {
        let (question, expected) = line.split_once(" = ").unwrap();
        let words: Vec<&str> = question.split(' ').collect();
        let expected = match expected.strip_suffix(" rounded") {
            Some(value) => format!("{} rounded", number(value)),
            None => Decimal::parse(expected).map_or(expected.to_owned(), |value| value.to_string()),
        };
        let got = answer(words[0], &words[1..]);
        if got != expected {
            wrong.push(format!("{line}\n    got {got}"));
        }
        checked += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checked > 1_000, "only {checked} answers in the table");
}

#[test]
fn tenths_add_up() {
    assert_eq!(number("0.1").add(number("0.2")), Ok(number("0.3")));
}

#[test]
fn equal_numbers_hash_alike_however_they_are_written() {
    let hash = |number: Decimal| {
        let mut hasher = DefaultHasher::new();
        number.hash(&mut hasher);
        hasher.finish()
    };
    for (left, right) in [
        ("1.0", "1.00"),
        ("1e3", "1_000"),
        ("-0", "0"),
        ("1e40", "10000000000000000000000000000000000000000"),
        ("0.10", ".1"),
    ] {
        assert_eq!(number(left), number(right), "{left} {right}");
        assert_eq!(hash(number(left)), hash(number(right)), "{left} {right}");
    }
}

#[test]
fn reads_numbers_and_nothing_else() {
    for (text, shown) in [
        ("-12.50", "-12.5"),
        ("1_000", "1000"),
        ("1e3", "1000"),
        ("+7", "7"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1E-2", "0.01"),
        ("007", "7"),
        ("0e999999999999", "0"),
        ("1.00000000000000000000000000000000000000000000", "1"),
        ("1e60", "1e60"),
        (
            "1e59",
            "100000000000000000000000000000000000000000000000000000000000",
        ),
        ("-1.25e-70", "-1.25e-70"),
        (
            "9.999999999999999999999999999999999e6144",
            "9.999999999999999999999999999999999e6144",
        ),
    ] {
        assert_eq!(number(text).to_string(), shown, "{text}");
    }
    for text in [
        "",
        "-",
        "+",
        ".",
        "e3",
        "1e",
        "1e+",
        "1e1.5",
        " 1",
        "1 ",
        "nan",
        "NaN",
        "inf",
        "-inf",
        "0x1F",
        "1,5",
        "1__0",
        "_1",
        "1_",
        "1_.5",
        "1._5",
        "--1",
        "1.2.3",
        "१",
        "1e6145",
        "1e-6145",
        "1e99999999999999999999",
        "12345678901234567890123456789012345",
        "0.12345678901234567890123456789012345",
    ] {
        assert_eq!(Decimal::parse(text), None, "{text}");
    }
}

#[test]
fn whole_numbers_that_fit_are_integers() {
    assert_eq!(number("9223372036854775807").to_i64(), Some(i64::MAX));
    assert_eq!(number("-9223372036854775808").to_i64(), Some(i64::MIN));
    assert_eq!(number("9223372036854775808").to_i64(), None);
    assert_eq!(number("12.0").to_i64(), Some(12));
    assert_eq!(number("12.5").to_i64(), None);
    assert_eq!(number("1e40").to_i64(), None);
}

#[test]
fn a_percentage_is_a_fraction_of_hundred() {
    assert_eq!(number("87.5").hundredth(), number("0.875"));
    assert_eq!(number("0.875").times_hundred(), number("87.5"));
    assert_eq!(
        number("9999999999999999999999999999999999")
            .times_hundred()
            .to_string(),
        "999999999999999999999999999999999900"
    );
}

#[test]
fn what_cannot_fail_may_leave_the_range_and_the_next_step_refuses() {
    let tiny = number("1e-6144").hundredth();
    assert_eq!(tiny.to_string(), "1e-6146");
    assert_eq!(tiny.mul(Decimal::ONE), Err(NumericFault::Overflow));
}

#[test]
fn places_beyond_any_number_round_to_it_or_to_nothing() {
    assert_eq!(number("12.5").round(i32::MAX), number("12.5"));
    assert_eq!(number("12.5").round(i32::MIN), Decimal::ZERO);
    assert_eq!(number("-999.5").round(-3), number("-1000"));
}

fn any_number() -> impl Strategy<Value = Decimal> {
    let coefficient = prop_oneof![
        -20i128..20,
        any::<i64>().prop_map(i128::from),
        -(TOO_LARGE.cast_signed() - 1)..TOO_LARGE.cast_signed(),
    ];
    let exponent = prop_oneof![4 => -8i32..4, 2 => -40i32..40, 1 => -6000i32..6000];
    (coefficient, exponent).prop_map(|(coefficient, exponent)| {
        Decimal::exact(coefficient < 0, coefficient.unsigned_abs(), exponent).unwrap()
    })
}

proptest! {
    #[test]
    fn reads_what_it_writes(number in any_number()) {
        prop_assert_eq!(Decimal::parse(&number.to_string()), Some(number));
    }

    #[test]
    fn adding_and_multiplying_commute(left in any_number(), right in any_number()) {
        prop_assert_eq!(left.add(right), right.add(left));
        prop_assert_eq!(left.mul(right), right.mul(left));
    }

    #[test]
    fn what_was_added_can_be_taken_away(left in any_number(), right in any_number()) {
        if let Ok(sum) = left.add(right) {
            prop_assert_eq!(sum.sub(right), Ok(left));
        }
    }

    #[test]
    fn the_order_is_that_of_the_difference(left in any_number(), right in any_number()) {
        prop_assert_eq!(left.cmp(&right), right.cmp(&left).reverse());
        if let Ok(difference) = left.sub(right) {
            prop_assert_eq!(left.cmp(&right), difference.cmp(&Decimal::ZERO));
        }
    }

    #[test]
    fn an_exact_quotient_times_the_divisor_is_the_dividend(left in any_number(), right in any_number()) {
        if let Ok((quotient, false)) = left.div(right) {
            prop_assert_eq!(quotient.mul(right), Ok(left));
        }
    }

    #[test]
    fn floor_and_ceil_enclose(number in any_number()) {
        let (floor, ceil) = (number.floor(), number.ceil());
        prop_assert!(floor <= number && number <= ceil);
        prop_assert_eq!(floor == ceil, number == number.round(0));
        prop_assert!(ceil.sub(floor).is_err() || ceil.sub(floor).unwrap() <= Decimal::ONE);
    }

    #[test]
    fn a_root_of_a_square_is_exact(n in -99_999_999_999_999_999i64..99_999_999_999_999_999, places in 0i32..20) {
        let number = Decimal::exact(n < 0, u128::from(n.unsigned_abs()), -places).unwrap();
        let square = number.mul(number).unwrap();
        prop_assert_eq!(square.sqrt(), Ok((number.abs(), false)));
    }
}
