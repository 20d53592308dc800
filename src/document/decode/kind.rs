//! What an unquoted scalar is: YAML's core schema, of which JSON's literals are a part.

pub(in crate::document) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

pub(in crate::document) fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// Whether this is a number as JSON writes it. YAML has more (`0x1F`, `.inf`, `017`, `+1`, `1_000`), and its versions
/// read some of that as different numbers, so none of it is one here.
pub(in crate::document) fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    are_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(are_digits)
        && exponent
            .is_none_or(|written| are_digits(written.strip_prefix(['+', '-']).unwrap_or(written)))
}

pub(in crate::document) fn is_integer(text: &str) -> bool {
    is_number(text) && !text.contains(['.', 'e', 'E'])
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_what_json_calls_one() {
        for number in ["0", "-0", "12", "-12.50", "0.5", "1e3", "1E+3", "1.5e-7"] {
            assert!(is_number(number), "{number}");
        }
        for other in [
            "", "-", "+1", "01", "-01", ".5", "5.", "1_000", "0x1F", "0o7", ".inf", ".nan", "1e",
            "1e+", "e3", "1.2.3", "12 ", " 12", "1,000", "١٢",
        ] {
            assert!(!is_number(other), "{other}");
        }
        assert!(is_integer("-12"));
        assert!(!is_integer("12.0"));
        assert!(!is_integer("1e3"));
    }

    #[test]
    fn yes_and_no_are_no_booleans() {
        assert_eq!(boolean("true"), Some(true));
        assert_eq!(boolean("FALSE"), Some(false));
        for other in ["yes", "no", "on", "off", "y", "n", "tRue", ""] {
            assert_eq!(boolean(other), None, "{other}");
        }
    }
}
