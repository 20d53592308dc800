//! What goes wrong inside expressions.

use crate::diagnostic::codes;

use super::super::expected::{wants_expression, wants_operator};
use super::super::grammar::Rule;
use super::super::outline;
use super::super::reading::short;
use super::super::words;
use super::{Mistake, Place, last_path, last_word, tail, token};

/// A word of the language where an expression should begin, or was read as one.
pub(super) fn reserved_word(place: &Place<'_>) -> Option<Mistake> {
    let help =
        "write a value here; a field of that name is written behind its record, like `x.default`";
    if wants_operator(place.expected) {
        let word = place.last_word;
        let before = place.code.strip_suffix(word)?;
        let is_value = words::is_reserved(word)
            && !before.ends_with('.')
            && !matches!(last_word(before), "is" | "not");
        return is_value.then(|| Mistake {
            code: codes::RESERVED,
            ..place.earlier(
                before.len(),
                word.len(),
                format!("`{word}` is a word of the language and no value"),
                help,
            )
        });
    }
    if !wants_expression(place.expected) || !words::is_reserved(place.found) {
        return None;
    }
    missing_expression(place).or_else(|| {
        Some(Mistake {
            code: codes::RESERVED,
            ..place.mistake(
                format!("`{}` is a word of the language and no value", place.found),
                help,
            )
        })
    })
}

/// `x else 0`
pub(super) fn otherwise_default(place: &Place<'_>) -> Option<Mistake> {
    if place.found != "else" || !wants_operator(place.expected) || place.wants(Rule::otherwise_else)
    {
        return None;
    }
    let value = token(place.after.get(4..).unwrap_or("").trim_start());
    let path = last_path(place.code);
    Some(place.mistake(
        "`else` belongs to `if … then`",
        format!("a value in place of a missing one is written `{path} default {value}`"),
    ))
}

/// Nothing between a word that wants an expression and the next clause, or between an operator and the end.
pub(super) fn missing_expression(place: &Place<'_>) -> Option<Mistake> {
    // `require` and on the next line `because "…"`, which was read as a name.
    let word = place.last_word;
    let earlier = place.code.strip_suffix(word)?;
    let is_swallowed = is_clause_or_item(word)
        && wants_operator(place.expected)
        && earlier
            .trim_end_matches([' ', '\t'])
            .ends_with(['\n', '\r']);
    if is_swallowed {
        return missing_behind(place, earlier);
    }
    let stops = place.found.is_empty()
        || matches!(place.found, "}" | ")" | "]" | "," | ":")
        || is_clause_or_item(place.found)
        || words::is_reserved(place.found);
    if !wants_expression(place.expected) || wants_operator(place.expected) || !stops {
        return None;
    }
    missing_behind(place, place.code)
}

fn is_clause_or_item(word: &str) -> bool {
    words::CLAUSES.contains(&word) || words::ITEMS.contains(&word)
}

/// The word or operator at the end of a text, if it wants an expression behind it.
fn missing_behind(place: &Place<'_>, earlier: &str) -> Option<Mistake> {
    let earlier = earlier.trim_end();
    let is_word = earlier.ends_with(|last: char| last.is_ascii_alphanumeric());
    let end = if is_word {
        last_word(earlier)
    } else {
        tail(earlier, |char| "=<>!+-*/%&|:".contains(char))
    };
    let wants = match end {
        "" => false,
        "until" => true,
        end if is_word => words::is_reserved(end) || words::CLAUSES.contains(&end),
        _ => true,
    };
    wants.then(|| {
        place.earlier(
            earlier.len() - end.len(),
            end.len(),
            format!("nothing stands behind `{end}`"),
            format!("write an expression behind `{end}`"),
        )
    })
}

/// `1 .. 5`
pub(super) fn range_with_blank(place: &Place<'_>) -> Option<Mistake> {
    let before = place.code;
    let dots = ["..<", ".."]
        .into_iter()
        .find(|dots| before.ends_with(dots))?;
    if before.len() == place.before.len() || place.found.is_empty() {
        return None;
    }
    Some(place.mistake(
        format!("a blank behind `{dots}` leaves the range open"),
        format!("let the end touch the dots: `{dots}{}`", place.found),
    ))
}

/// `98 %`, where no operand follows.
pub(super) fn percent_with_blank(place: &Place<'_>) -> Option<Mistake> {
    let before = place.code;
    let number = last_path(before.strip_suffix('%')?);
    if !number.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let start = before.rfind(number)?;
    Some(place.earlier(
        start,
        before.len() - start,
        "`%` touches its number",
        format!("write `{number}%`; the remainder of a division is `mod({number}, 2)`"),
    ))
}

/// `count (xs)`, `xs [0]`
pub(super) fn blank_before_bracket(place: &Place<'_>) -> Option<Mistake> {
    let bracket = place.found;
    let follows = place.before.ends_with([' ', '\t', '\n', '\r']);
    if !matches!(bracket, "(" | "[") || !follows || !wants_operator(place.expected) {
        return None;
    }
    let path = last_path(place.code);
    let what = if bracket == "(" {
        "arguments touch"
    } else {
        "an index touches"
    };
    Some(place.mistake(
        format!("{what} what stands before"),
        format!("write `{path}{bracket}…`, without a blank"),
    ))
}

/// `keyed by` behind `if any`, `if any` without its comma.
pub(super) fn if_any_out_of_place(place: &Place<'_>) -> Option<Mistake> {
    let rest = place.after.trim_start_matches([',', ' ', '\t', '\n', '\r']);
    if outline::word_at(rest, 0) != "if"
        || outline::word_at(rest.get(2..)?.trim_start(), 0) != "any"
    {
        return None;
    }
    if place.wants(Rule::kw_keyed) {
        return Some(place.mistake(
            "`, if any` stands behind the key",
            "write `keyed by …, if any`",
        ));
    }
    (place.found == "if")
        .then(|| place.mistake("`if any` wants a comma before it", "write `, if any`"))
}

/// `if a then b` and no `else`.
pub(super) fn if_without_else(place: &Place<'_>) -> Option<Mistake> {
    let ends = place.found.is_empty()
        || matches!(place.found, "}" | ")" | "]" | ",")
        || is_clause_or_item(place.found);
    if !place.wants(Rule::otherwise_else) || !ends {
        return None;
    }
    let then = place.before.rfind("then")?;
    Some(place.earlier(
        then,
        "then".len(),
        "this `then` has no `else`",
        "write `if … then … else …`: an expression has a value in either case",
    ))
}

/// `at least 2 distinct a.by in xs where …`
pub(super) fn distinct_in(place: &Place<'_>) -> Option<Mistake> {
    if place.found != "where" {
        return None;
    }
    let start = place.before.rfind("distinct")?;
    let counted = place.before.get(start + "distinct".len()..)?;
    let (of, source) = counted.split_once(" in ")?;
    let of = of.trim();
    if counted.contains(" for ") || of.is_empty() {
        return None;
    }
    let bound = of.split(['.', '(', '[']).next().unwrap_or(of);
    Some(place.earlier(
        start,
        place.code.len() - start,
        "nothing says what is counted: `distinct` wants a `for`",
        format!("write `distinct {of} for {bound} in {}`", short(source)),
    ))
}

/// A comparison, `and` or `or` where only arithmetic may stand.
pub(super) fn brackets_wanted(place: &Place<'_>) -> Option<Mistake> {
    let is_operator = matches!(
        place.found,
        "and"
            | "or"
            | "in"
            | "is"
            | "=="
            | "!="
            | "<="
            | ">="
            | "<"
            | ">"
            | "matches"
            | "satisfies"
            | "within"
            | "&&"
            | "||"
    );
    let only_arithmetic = place.wants(Rule::arithmetic) && !place.wants(Rule::operator);
    (is_operator && only_arithmetic).then(|| {
        place.mistake(
            format!(
                "`{}` does not go on from here without brackets",
                place.found
            ),
            "put brackets round the comparison or condition",
        )
    })
}

/// `x not matches y`
pub(super) fn negation_inside(place: &Place<'_>) -> Option<Mistake> {
    if place.found != "not" || !wants_operator(place.expected) {
        return None;
    }
    let next = token(place.after.get(3..).unwrap_or("").trim_start());
    let path = last_path(place.code);
    let help = match next {
        "missing" | "present" | "empty" => format!("write `{path} is not {next}`"),
        "" => "write `not` before the whole comparison".to_owned(),
        next => format!("write `not {path} {next} …`: `not` stands before the whole comparison"),
    };
    Some(place.mistake("`not` does not stand here", help))
}

/// Words and marks that other languages write.
pub(super) fn operator_of_another_language(place: &Place<'_>) -> Option<Mistake> {
    if !wants_operator(place.expected) || place.wants(Rule::row_end) {
        return None;
    }
    let path = last_path(place.code);
    let help = match place.found {
        "equals" | "equal" | "eq" => "write `==`".to_owned(),
        "than" => "write `>` or `<`".to_owned(),
        "contains" | "includes" | "has" => {
            format!("write `x in {path}`, or `contains({path}, \"…\")` for texts")
        }
        "xor" => "write `!=` between two conditions".to_owned(),
        "like" => format!("write `{path} matches '…'`"),
        "mod" => format!("write `mod({path}, …)`"),
        "?" => "write `if … then … else …`, or `default` for a missing value".to_owned(),
        "^" => "multiply the value by itself".to_owned(),
        "&" => "write `and`".to_owned(),
        "|" => "write `or`".to_owned(),
        "~" => "write `matches` for patterns, `satisfies` for versions".to_owned(),
        "between" => format!("write `{path} in 1..5`"),
        "of" => "write `in`".to_owned(),
        _ => return None,
    };
    Some(place.mistake(format!("`{}` is no operator", place.found), help))
}
