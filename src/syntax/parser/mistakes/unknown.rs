//! No known mistake: what was expected, and what was found.

use crate::diagnostic::codes;
use crate::diagnostic::{Diagnostic, did_you_mean};

use super::super::expected::{expectation, listed, wants_expression, wants_operator};
use super::super::grammar::Rule;
use super::super::outline;
use super::super::reading::{Reading, short};
use super::super::words;
use super::Place;

/// What was expected, what was found, and the bracket that may be missing.
pub(super) fn plain(reading: &Reading<'_>, place: &Place<'_>, at: usize) -> Diagnostic {
    let span = reading.place(at, at + place.found.len());
    let found = match place.found {
        "" if place.after.is_empty() => "the end of the file".to_owned(),
        "" => "the end of the line".to_owned(),
        found => format!("`{}`", short(found)),
    };
    if let Some(open) = unclosed(place) {
        let bracket = place.before.get(open..=open).unwrap_or("");
        return Diagnostic::new(
            codes::SYNTAX,
            reading.place(open, open + 1),
            format!("this `{bracket}` is never closed"),
        )
        .and(span, format!("{found} comes first"))
        .help(format!("close it with `{}`", closer(bracket)));
    }
    let expected = expected_here(place);
    let message = match expectation(&expected) {
        Some(expected) => format!("expected {expected}, found {found}"),
        None => format!("{found} is not expected here"),
    };
    let help = match misspelt(place) {
        Some(near) => format!("did you mean `{near}`?"),
        None => hint(place, &expected),
    };
    Diagnostic::new(codes::SYNTAX, span, message).help(help)
}

/// In the middle of a line, what was begun goes on; nothing new begins.
fn expected_here(place: &Place<'_>) -> Vec<Rule> {
    let begins = |production: &Rule| matches!(production, Rule::item | Rule::clause | Rule::EOI);
    let goes_on = !place.begins_line && place.expected.iter().any(|production| !begins(production));
    place
        .expected
        .iter()
        .copied()
        .filter(|production| !(goes_on && begins(production)))
        .collect()
}

/// The bracket that is open where another closes, or where the next clause or item begins.
fn unclosed(place: &Place<'_>) -> Option<usize> {
    let closers = [
        Rule::close,
        Rule::close_paren,
        Rule::close_bracket,
        Rule::close_hole,
    ];
    let open = outline::open_brackets(place.before).last().copied()?;
    let bracket = place.before.get(open..=open)?;
    let is_other_closer = matches!(place.found, ")" | "]" | "}") && place.found != closer(bracket);
    let begins_next = place.begins_line
        && (words::ITEMS.contains(&place.found)
            || (words::CLAUSES.contains(&place.found) && !place.wants(Rule::clause)));
    let ends = place.is_behind || place.found.is_empty() || begins_next || is_other_closer;
    (ends && place.wants_any(&closers)).then_some(open)
}

fn closer(bracket: &str) -> &'static str {
    match bracket {
        "(" => ")",
        "[" => "]",
        _ => "}",
    }
}

/// A word of the language that could stand here and looks like what does.
fn misspelt(place: &Place<'_>) -> Option<&'static str> {
    const WORDS: [(Rule, &str); 25] = [
        (Rule::setting_name, "title"),
        (Rule::setting_name, "owner"),
        (Rule::setting_name, "version"),
        (Rule::setting_name, "zone"),
        (Rule::kw_in, "in"),
        (Rule::kw_by, "by"),
        (Rule::kw_from, "from"),
        (Rule::kw_until, "until"),
        (Rule::kw_where, "where"),
        (Rule::filter, "where"),
        (Rule::kw_keyed, "keyed"),
        (Rule::kw_when, "when"),
        (Rule::otherwise, "otherwise"),
        (Rule::kw_each, "each"),
        (Rule::kw_hit, "hit"),
        (Rule::hit, "hit"),
        (Rule::then, "then"),
        (Rule::otherwise_else, "else"),
        (Rule::ordered, "ordered"),
        (Rule::opened, "open"),
        (Rule::sort, "sorted"),
        (Rule::operator, "matches"),
        (Rule::operator, "satisfies"),
        (Rule::operator, "within"),
        (Rule::operator, "default"),
    ];
    let is_word = place
        .found
        .starts_with(|first: char| first.is_ascii_alphabetic());
    if place.found.len() < 3 || !is_word {
        return None;
    }
    let clauses = words::CLAUSES
        .into_iter()
        .filter(|_| place.wants(Rule::clause));
    let others = WORDS
        .into_iter()
        .filter(|(production, _)| place.wants(*production))
        .map(|(_, word)| word);
    let periods = [
        "zone", "reason", "owner", "ticket", "except", "also", "from", "every", "starting",
        "until", "through", "windows",
    ]
    .into_iter()
    .filter(|_| place.item == "calendar" && place.wants_any(&[Rule::modifier, Rule::span]));
    did_you_mean(place.found, clauses.chain(others).chain(periods))
        .filter(|near| *near != place.found)
}

/// One thing to do where nothing better is known.
fn hint(place: &Place<'_>, expected: &[Rule]) -> String {
    const EXAMPLES: [(Rule, &str); 22] = [
        (
            Rule::setting,
            "a setting is written like `title \"Release rules\"`",
        ),
        (
            Rule::setting_name,
            "a setting is written like `title \"Release rules\"`",
        ),
        (
            Rule::class,
            "a class is written like `emergency when …` or `normal otherwise`",
        ),
        (Rule::row, "a row is written like `| low | - || team |`"),
        (Rule::row_end, "a row stands on one line and ends with `|`"),
        (
            Rule::constant_cell,
            "a cell holds constants; calculate with `define` and pass the result in",
        ),
        (
            Rule::ty,
            "a type is written like `text`, `optional list of Release` or `map of text to number`",
        ),
        (
            Rule::type_name,
            "a type is written like `text`, `optional list of Release` or `map of text to number`",
        ),
        (
            Rule::period,
            "a period is written like `closed \"Weekend\" every sat, sun` or `closed \"Year end\" from 2026-12-18 through 2027-01-03`",
        ),
        (
            Rule::every,
            "say when, like `every fri from 15:00 to mon 08:00` or `from 2026-12-18 through 2027-01-03`",
        ),
        (
            Rule::rule_id,
            "a rule begins like `rule FRZ-1 \"what it asks for\" {`",
        ),
        (
            Rule::message,
            "a message is written in double quotes, with `{expression}` in it",
        ),
        (
            Rule::raw_message,
            "a message is written in double quotes, with `{expression}` in it",
        ),
        (Rule::string, "a text is written in double quotes"),
        (
            Rule::kw_keyed,
            "say what tells the elements apart, like `keyed by r.name`",
        ),
        (Rule::kw_in, "a name is bound like `x in xs`"),
        (Rule::gens, "a name is bound like `x in xs`"),
        (Rule::generator, "a name is bound like `x in xs`"),
        (Rule::filter, "say which one, like `where e.name == env`"),
        (Rule::arrow, "say what it gives, like `-> Level`"),
        (
            Rule::kw_from,
            "say which file, like `from \"calendars/gb.yaml\"`",
        ),
        (
            Rule::otherwise,
            "a class is written like `emergency when …` or `normal otherwise`",
        ),
    ];
    let wants = |production: Rule| expected.contains(&production);
    if wants(Rule::clause) {
        return format!("a rule is made of {}", listed(&words::CLAUSES));
    }
    if wants(Rule::item) {
        return format!("an item begins with {}", listed(&words::ITEMS));
    }
    if wants_expression(expected) {
        return "write a value, a name, a path like `release.change.risk`, or a condition"
            .to_owned();
    }
    if place.item == "rule" && wants(Rule::string) && place.found == "{" {
        return "say what the rule asks for, like `rule FRZ-1 \"no deployment in a freeze\" {`"
            .to_owned();
    }
    if let Some((_, example)) = EXAMPLES.iter().find(|(production, _)| wants(*production)) {
        return (*example).to_owned();
    }
    if is_only_operator(expected) {
        return "put an operator before it, or take it out".to_owned();
    }
    match expectation(expected) {
        Some(expected) => format!("put {expected} before it"),
        None => "take it out".to_owned(),
    }
}

fn is_only_operator(expected: &[Rule]) -> bool {
    wants_operator(expected)
        && expectation(expected).is_some_and(|words| words.contains("an operator"))
}
