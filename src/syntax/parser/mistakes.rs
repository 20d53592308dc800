//! What an author meant where pest could not go on. Tried only then, at the place that pest reached.

use std::ops::Range;

use crate::diagnostic::codes::{self, Code};
use crate::diagnostic::{Diagnostic, did_you_mean};

use super::expected::{expectation, wants_expression, wants_operator};
use super::grammar::{Rule, Stop};
use super::outline;
use super::reading::{Reading, short, too_deep};
use super::words;

/// Where pest stopped, and what is round it.
#[derive(Debug)]
struct Place<'p> {
    /// The piece that was read, up to there.
    before: &'p str,
    /// The file from there on.
    after: &'p str,
    /// The word, number or mark that stands there; empty at the end of the file.
    found: &'p str,
    /// The word behind which it stands, if only blanks are between.
    last_word: &'p str,
    expected: &'p [Rule],
}

/// What is wrong, where (in bytes from the place; before it where negative), and what to write.
#[derive(Debug)]
struct Mistake {
    code: Code,
    from: isize,
    length: usize,
    message: String,
    help: String,
}

impl Mistake {
    /// A mistake made by what stands at the place.
    fn of_found(place: &Place<'_>, message: impl Into<String>, help: impl Into<String>) -> Mistake {
        Mistake {
            code: codes::SYNTAX,
            from: 0,
            length: place.found.len(),
            message: message.into(),
            help: help.into(),
        }
    }

    /// A mistake made by what stands so many bytes before the place.
    fn before(length: usize, message: impl Into<String>, help: impl Into<String>) -> Mistake {
        Mistake {
            code: codes::SYNTAX,
            from: 0_isize.saturating_sub_unsigned(length),
            length,
            message: message.into(),
            help: help.into(),
        }
    }
}

/// The mistakes, the most telling first.
const MISTAKES: [fn(&Place<'_>) -> Option<Mistake>; 22] = [
    strange_character,
    open_text,
    text_over_lines,
    comment_of_another_language,
    separator,
    reserved_word,
    braces_in_message,
    otherwise_default,
    label_without_colon,
    missing_expression,
    range_with_blank,
    percent_with_blank,
    blank_before_bracket,
    until_not_to,
    if_any_out_of_place,
    distinct_in,
    brackets_wanted,
    negation_inside,
    sign_of_another_kind,
    foreign_name,
    suffix_of_type,
    operator_of_another_language,
];

/// Reports where pest stopped: as the mistake it was, or as what was expected there.
pub(super) fn report(reading: &mut Reading<'_>, piece: Range<usize>, stop: &Stop) {
    let at = reading.base + stop.at;
    let text = reading.text;
    let after = text.get(at..).unwrap_or("");
    let found = token(after);
    let before = text.get(reading.base + piece.start..at).unwrap_or("");
    if stop.too_deep {
        let span = reading.place(stop.at, stop.at + found.len());
        reading.diagnostics.push(too_deep(span));
        return;
    }
    let place = Place {
        before,
        after,
        found,
        last_word: last_word(before),
        expected: &stop.expected,
    };
    let mistake = MISTAKES.iter().find_map(|mistake| mistake(&place));
    let diagnostic = match mistake {
        Some(mistake) => {
            let start = stop.at.saturating_add_signed(mistake.from);
            let span = reading.place(start, start + mistake.length.max(1));
            Diagnostic::new(mistake.code, span, mistake.message).help(mistake.help)
        }
        None => plain(reading, &place, stop.at, piece.end),
    };
    reading.diagnostics.push(diagnostic);
}

/// No known mistake: what was expected, what was found, and the bracket that may be missing.
fn plain(reading: &Reading<'_>, place: &Place<'_>, at: usize, end: usize) -> Diagnostic {
    let ends = at >= end;
    let span = reading.place(at, at + place.found.len());
    let found = match place.found {
        "" => "the end of the file".to_owned(),
        found => format!("`{}`", short(found)),
    };
    let wants_close = place.expected.iter().any(|rule| {
        matches!(
            rule,
            Rule::close | Rule::close_paren | Rule::close_bracket | Rule::close_hole
        )
    });
    let open = outline::open_brackets(place.before).last().copied();
    if wants_close
        && ends
        && let Some(open) = open
    {
        let bracket = place.before.get(open..=open).unwrap_or("");
        let start = at - place.before.len() + open;
        let close = match bracket {
            "(" => ")",
            "[" => "]",
            _ => "}",
        };
        return Diagnostic::new(
            codes::SYNTAX,
            reading.place(start, start + 1),
            format!("this `{bracket}` is never closed"),
        )
        .and(span, format!("{found} comes first"))
        .help(format!("close it with `{close}`"));
    }
    if let Some(near) = misspelt(place) {
        return Diagnostic::new(codes::SYNTAX, span, unexpected(place, &found))
            .help(format!("did you mean `{near}`?"));
    }
    Diagnostic::new(codes::SYNTAX, span, unexpected(place, &found)).help(hint(place))
}

fn unexpected(place: &Place<'_>, found: &str) -> String {
    match expectation(place.expected) {
        Some(expected) => format!("expected {expected}, found {found}"),
        None => format!("{found} is not expected here"),
    }
}

/// A word of the language that could stand here and looks like what does.
fn misspelt(place: &Place<'_>) -> Option<&'static str> {
    if place.found.len() < 3
        || !place
            .found
            .starts_with(|first: char| first.is_ascii_alphabetic())
    {
        return None;
    }
    let wants = |rule: Rule| place.expected.contains(&rule);
    let mut candidates: Vec<&'static str> = Vec::new();
    if wants(Rule::item) {
        candidates.extend(words::ITEMS);
    }
    if wants(Rule::clause) {
        candidates.extend(words::CLAUSES);
    }
    if wants(Rule::setting) {
        candidates.extend(["title", "owner", "version", "zone", "applies when"]);
    }
    let words = [
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
    candidates.extend(
        words
            .iter()
            .filter(|(rule, _)| wants(*rule))
            .map(|(_, word)| *word),
    );
    did_you_mean(place.found, candidates).filter(|near| *near != place.found)
}

/// One thing to do where nothing better is known.
fn hint(place: &Place<'_>) -> String {
    let wants = |rule: Rule| place.expected.contains(&rule);
    if wants(Rule::clause) {
        return format!(
            "a rule is made of {}",
            super::expected::listed(&words::CLAUSES.map(|word| word)[..13])
        );
    }
    if wants(Rule::item) {
        return format!(
            "an item begins with {}",
            super::expected::listed(&words::ITEMS)
        );
    }
    if wants_expression(place.expected) {
        return "write a value, a name, a path like `release.change.risk`, or a condition"
            .to_owned();
    }
    let example = [
        (
            Rule::setting,
            "a setting is written like `title \"Release rules\"`",
        ),
        (
            Rule::field,
            "a field is written like `name! : text` or `length = end - start`",
        ),
        (
            Rule::class,
            "a class is written like `emergency when …` or `normal otherwise`",
        ),
        (Rule::row, "a row is written like `| low | - || team |`"),
        (
            Rule::cell,
            "a cell is a value, a range like `5%..<20%`, a test like `< 3`, or `-`",
        ),
        (
            Rule::constant_cell,
            "a cell holds constants; calculate with `define` and pass the result in",
        ),
        (
            Rule::ty,
            "a type is written like `text`, `optional list of Release` or `map of text to number`",
        ),
        (
            Rule::rule_id,
            "a rule begins like `rule FRZ-1 \"what it asks for\" {`",
        ),
        (
            Rule::message,
            "a message is written in double quotes, with `{expression}` in it",
        ),
        (Rule::string, "a text is written in double quotes"),
        (
            Rule::kw_keyed,
            "say what tells the elements apart, like `keyed by r.name`",
        ),
        (Rule::filter, "say which one, like `where e.name == env`"),
        (Rule::kw_in, "a name is bound like `x in xs`"),
        (Rule::gens, "a name is bound like `x in xs`"),
    ];
    let found = example.iter().find(|(rule, _)| wants(*rule));
    match found {
        Some((_, example)) => (*example).to_owned(),
        None if wants_operator(place.expected) => {
            "an operator is missing before it, or a bracket behind what stands before it".to_owned()
        }
        None => match expectation(place.expected) {
            Some(expected) => format!("put {expected} before it"),
            None => "take it out".to_owned(),
        },
    }
}

/// The word, number, text or mark with which a text begins.
fn token(text: &str) -> &str {
    let Some(first) = text.chars().next() else {
        return "";
    };
    let length = match first {
        'a'..='z' | 'A'..='Z' | '_' | '0'..='9' => outline::word_at(text, 0).len(),
        '"' | '\'' => text
            .char_indices()
            .skip(1)
            .find(|(_, char)| *char == first || *char == '\n')
            .map_or(
                text.len(),
                |(at, char)| {
                    if char == first { at + 1 } else { at }
                },
            ),
        _ => {
            let marks = [
                "..<", "==", "!=", "<=", ">=", "..", "||", "&&", "->", "=>", ":=",
            ];
            marks
                .iter()
                .find(|mark| text.starts_with(**mark))
                .map_or(first.len_utf8(), |mark| mark.len())
        }
    };
    text.get(..length).unwrap_or("")
}

/// The word at the end of a text, blanks behind it aside.
fn last_word(text: &str) -> &str {
    let text = text.trim_end();
    let start = text
        .rfind(|char: char| !(char.is_ascii_alphanumeric() || char == '_'))
        .map_or(0, |at| {
            at + text
                .get(at..)
                .and_then(|rest| rest.chars().next())
                .map_or(1, char::len_utf8)
        });
    text.get(start..).unwrap_or("")
}

fn strange_character(place: &Place<'_>) -> Option<Mistake> {
    let first = place
        .after
        .chars()
        .next()
        .filter(|first| !first.is_ascii())?;
    let (message, help) = match first {
        '“' | '”' | '„' | '‟' | '«' | '»' => (
            format!("`{first}` does not open a text"),
            "write straight quotes: `\"…\"`".to_owned(),
        ),
        '‘' | '’' | '‚' => (
            format!("`{first}` does not open a text"),
            "write straight quotes: `\"…\"` or `'…'`".to_owned(),
        ),
        '–' | '—' | '−' => (
            format!("`{first}` is no minus"),
            "write `-`, with a blank behind it".to_owned(),
        ),
        '≤' => (format!("`{first}` is no operator"), "write `<=`".to_owned()),
        '≥' => (format!("`{first}` is no operator"), "write `>=`".to_owned()),
        '≠' => (format!("`{first}` is no operator"), "write `!=`".to_owned()),
        '…' => (format!("`{first}` is no range"), "write `..`".to_owned()),
        first if first.is_whitespace() || matches!(first, '\u{200B}' | '\u{FEFF}' | '\u{2060}') => (
            format!("a blank of another kind, U+{:04X}, stands here", u32::from(first)),
            "put an ordinary blank in its place".to_owned(),
        ),
        first if first.is_alphabetic() => (
            format!("`{first}` does not stand in a name"),
            "names are made of `a` to `z`, digits and `_`; a field of a document can be named otherwise with `named \"…\"`"
                .to_owned(),
        ),
        first => (
            format!("`{first}` means nothing here"),
            "take it out, or put it into a text".to_owned(),
        ),
    };
    Some(Mistake {
        length: first.len_utf8(),
        ..Mistake::of_found(place, message, help)
    })
}

/// A text that its line does not close.
fn open_text(place: &Place<'_>) -> Option<Mistake> {
    let quote = place
        .after
        .chars()
        .next()
        .filter(|first| matches!(first, '"' | '\''))?;
    let is_closed = place.found.len() > 1 && place.found.ends_with(quote);
    let wants_text = place
        .expected
        .iter()
        .any(|rule| matches!(rule, Rule::string | Rule::message))
        || wants_expression(place.expected);
    if is_closed || !wants_text {
        return None;
    }
    let help = if place.expected.contains(&Rule::message) {
        format!("close it with `{quote}`; a brace in it is written `{{{{`")
    } else {
        format!("close it with `{quote}` on the same line")
    };
    Some(Mistake::of_found(place, "this text is not closed", help))
}

/// A message that closed only where the next text opens.
fn text_over_lines(place: &Place<'_>) -> Option<Mistake> {
    let inside = place.before.strip_suffix('"').or_else(|| {
        // The text that the message swallowed the quote of.
        place.before.trim_end().strip_suffix('"')
    })?;
    let start = outline::open_message(inside)?;
    let message = inside.get(start..)?;
    if !message.contains('\n') {
        return None;
    }
    let length = message.find(['\n', '\r']).unwrap_or(message.len());
    Some(Mistake {
        from: 0_isize.saturating_sub_unsigned(place.before.len() - start),
        length,
        ..Mistake::of_found(
            place,
            "this message is not closed on its line, and goes on to the next quote",
            "close it with `\"`",
        )
    })
}

fn comment_of_another_language(place: &Place<'_>) -> Option<Mistake> {
    let mark = ["//", "/*", "--", "<!--"]
        .into_iter()
        .find(|mark| place.after.starts_with(mark))
        .or_else(|| {
            // The first stroke was read as a division.
            (place.after.starts_with('/') && place.before.ends_with('/')).then_some("//")
        })?;
    let from = if place.after.starts_with(mark) { 0 } else { -1 };
    Some(Mistake {
        from,
        length: mark.len(),
        ..Mistake::of_found(
            place,
            format!("`{mark}` does not begin a comment"),
            "comments begin with `#`",
        )
    })
}

/// `;` anywhere, `,` between things that stand side by side.
fn separator(place: &Place<'_>) -> Option<Mistake> {
    let side_by_side = place.expected.iter().any(|rule| {
        matches!(
            rule,
            Rule::item | Rule::clause | Rule::field | Rule::setting | Rule::class | Rule::row
        )
    });
    match place.found {
        ";" => Some(Mistake::of_found(
            place,
            "`;` separates nothing here",
            "take it out",
        )),
        "," if side_by_side => Some(Mistake::of_found(
            place,
            "`,` separates nothing here: what comes next stands beside this or on its own line",
            "take it out",
        )),
        _ => None,
    }
}

/// A word of the language where an expression should begin.
fn reserved_word(place: &Place<'_>) -> Option<Mistake> {
    if !wants_expression(place.expected)
        || !words::is_reserved(place.found)
        || wants_operator(place.expected)
    {
        return None;
    }
    if let Some(missing) = missing_expression(place) {
        return Some(missing);
    }
    Some(Mistake {
        code: codes::RESERVED,
        ..Mistake::of_found(
            place,
            format!(
                "expected an expression, found `{}`, a word of the language",
                place.found
            ),
            "write a value before it; a field of that name is written behind its record, like `x.default`",
        )
    })
}

/// `{}` and `{some prose}` in a message.
fn braces_in_message(place: &Place<'_>) -> Option<Mistake> {
    let open = outline::open_brackets(place.before).last().copied()?;
    let is_hole = place
        .before
        .get(..open)
        .is_some_and(|before| outline::open_message(before).is_some());
    let inside = place.before.get(open + 1..)?.trim();
    let wants_end = place.expected.contains(&Rule::close_hole);
    if !is_hole || !(wants_end || inside.is_empty()) {
        return None;
    }
    Some(Mistake {
        from: 0_isize.saturating_sub_unsigned(place.before.len() - open),
        length: place.before.len() - open,
        ..Mistake::of_found(
            place,
            "in a message, braces hold an expression, and this is none",
            "write `{{` and `}}` for braces that are meant as such",
        )
    })
}

/// `x else 0`
fn otherwise_default(place: &Place<'_>) -> Option<Mistake> {
    if place.found != "else"
        || !wants_operator(place.expected)
        || place.expected.contains(&Rule::otherwise_else)
    {
        return None;
    }
    let value = token(place.after.get(4..).unwrap_or("").trim_start());
    let (path, _) = last_path(place.before);
    Some(Mistake::of_found(
        place,
        "`else` belongs to `if … then`",
        format!("a value in place of a missing one is written `{path} default {value}`"),
    ))
}

/// The path at the end of a text and where it begins.
fn last_path(text: &str) -> (&str, usize) {
    let text = text.trim_end();
    let start = text
        .rfind(|char: char| !(char.is_alphanumeric() || matches!(char, '_' | '.' | '%')))
        .map_or(0, |at| {
            at + text
                .get(at..)
                .and_then(|rest| rest.chars().next())
                .map_or(1, char::len_utf8)
        });
    (text.get(start..).unwrap_or(""), start)
}

/// `require "label" x == y`
fn label_without_colon(place: &Place<'_>) -> Option<Mistake> {
    let before = place.before.trim_end();
    let quote = before
        .chars()
        .next_back()
        .filter(|last| matches!(last, '"' | '\''))?;
    let inside = before.get(..before.len() - 1)?;
    let open = inside.rfind(quote)?;
    let word = last_word(inside.get(..open)?);
    if !matches!(word, "require" | "forbid") || place.found.is_empty() {
        return None;
    }
    let label = before.get(open..)?;
    Some(Mistake::of_found(
        place,
        "a label is followed by `:`",
        format!("write `{word} {}: …`", short(label)),
    ))
}

/// Nothing between a word that wants an expression and the next clause, or between an operator and the end.
fn missing_expression(place: &Place<'_>) -> Option<Mistake> {
    let line_start = place
        .before
        .rfind(['\n', '\r'])
        .map_or(place.before, |at| place.before.get(at + 1..).unwrap_or(""));
    // `require` and on the next line `because "…"`, which was read as a name.
    let swallowed = line_start.trim();
    let is_clause = words::CLAUSES.contains(&swallowed) || words::ITEMS.contains(&swallowed);
    if is_clause && place.last_word == swallowed && wants_operator(place.expected) {
        let earlier = place.before.trim_end().strip_suffix(swallowed)?;
        return missing_behind(place, earlier, swallowed.len());
    }
    let stops = place.found.is_empty()
        || matches!(place.found, "}" | ")" | "]" | ",")
        || words::CLAUSES.contains(&place.found)
        || words::ITEMS.contains(&place.found);
    if !wants_expression(place.expected) || wants_operator(place.expected) || !stops {
        return None;
    }
    missing_behind(place, place.before, 0)
}

fn missing_behind(place: &Place<'_>, earlier: &str, skipped: usize) -> Option<Mistake> {
    let earlier = earlier.trim_end();
    let tail = match last_word(earlier) {
        "" => {
            let start = earlier
                .rfind(|char: char| {
                    !matches!(
                        char,
                        '=' | '<' | '>' | '!' | '+' | '-' | '*' | '/' | '&' | '|' | ':'
                    )
                })
                .map_or(0, |at| {
                    at + earlier
                        .get(at..)
                        .and_then(|rest| rest.chars().next())
                        .map_or(1, char::len_utf8)
                });
            earlier.get(start..)?
        }
        word => word,
    };
    let wants = words::is_reserved(tail)
        || words::CLAUSES.contains(&tail)
        || (!tail.is_empty()
            && !tail.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '_'));
    if !wants {
        return None;
    }
    let behind = place.before.len() - earlier.len();
    let _ = skipped;
    Some(Mistake {
        from: 0_isize.saturating_sub_unsigned(behind + tail.len()),
        length: tail.len(),
        ..Mistake::of_found(
            place,
            format!("nothing stands behind `{tail}`"),
            format!("write an expression behind `{tail}`"),
        )
    })
}

/// `1 .. 5`
fn range_with_blank(place: &Place<'_>) -> Option<Mistake> {
    let before = place.before.trim_end();
    let dots = ["..<", ".."]
        .into_iter()
        .find(|dots| before.ends_with(dots))?;
    if before.len() == place.before.len() || place.found.is_empty() {
        return None;
    }
    Some(Mistake::of_found(
        place,
        format!("a blank behind `{dots}` leaves the range open"),
        format!("let the end touch the dots: `{dots}{}`", place.found),
    ))
}

/// `98 %`, `7 % 2` where no operand follows.
fn percent_with_blank(place: &Place<'_>) -> Option<Mistake> {
    let before = place.before.trim_end();
    let number = before.strip_suffix('%')?.trim_end();
    let (number, start) = last_path(number);
    if !number.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let length = place.before.len() - start;
    Some(Mistake {
        from: 0_isize.saturating_sub_unsigned(length),
        length: before.len() - start,
        ..Mistake::of_found(
            place,
            "`%` touches its number",
            format!("write `{number}%`; the remainder of a division is `mod({number}, 2)`"),
        )
    })
}

/// `count (xs)`, `xs [0]`
fn blank_before_bracket(place: &Place<'_>) -> Option<Mistake> {
    let bracket = place.found;
    let follows = place.before.ends_with([' ', '\t', '\n', '\r']);
    if !matches!(bracket, "(" | "[") || !follows || !wants_operator(place.expected) {
        return None;
    }
    let (path, _) = last_path(place.before);
    let what = if bracket == "(" {
        "arguments touch"
    } else {
        "an index touches"
    };
    Some(Mistake::of_found(
        place,
        format!("{what} what stands before"),
        format!("write `{path}{bracket}…`, without a blank"),
    ))
}

/// `effective from D to E`
fn until_not_to(place: &Place<'_>) -> Option<Mistake> {
    if !matches!(place.found, "to" | "through") || !place.expected.contains(&Rule::kw_until) {
        return None;
    }
    let day = place
        .after
        .get(place.found.len()..)
        .unwrap_or("")
        .trim_start();
    let end = day
        .find(|char: char| !(char.is_ascii_digit() || char == '-'))
        .unwrap_or(day.len());
    Some(Mistake::of_found(
        place,
        format!("`{}` leaves open whether the last day counts", place.found),
        format!(
            "write `until {}`: that day counts too",
            day.get(..end).unwrap_or("")
        ),
    ))
}

/// `keyed by` behind `if any`, `if any` without its comma.
fn if_any_out_of_place(place: &Place<'_>) -> Option<Mistake> {
    let rest = place.after.trim_start_matches([',', ' ', '\t', '\n', '\r']);
    if outline::word_at(rest, 0) != "if"
        || outline::word_at(rest.get(2..)?.trim_start(), 0) != "any"
    {
        return None;
    }
    if place.expected.contains(&Rule::kw_keyed) {
        return Some(Mistake::of_found(
            place,
            "`, if any` stands behind the key",
            "write `keyed by …, if any`",
        ));
    }
    (place.found == "if").then(|| {
        Mistake::of_found(
            place,
            "`if any` wants a comma before it",
            "write `, if any`",
        )
    })
}

/// `at least 2 distinct a.by in xs where …`
fn distinct_in(place: &Place<'_>) -> Option<Mistake> {
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
    Some(Mistake {
        from: 0_isize.saturating_sub_unsigned(place.before.len() - start),
        length: place.before.trim_end().len() - start,
        ..Mistake::of_found(
            place,
            "nothing says what is counted: `distinct` wants a `for`",
            format!("write `distinct {of} for {bound} in {}`", short(source)),
        )
    })
}

/// A comparison, `and` or `or` where only arithmetic may stand.
fn brackets_wanted(place: &Place<'_>) -> Option<Mistake> {
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
    let only_arithmetic =
        place.expected.contains(&Rule::arithmetic) && !place.expected.contains(&Rule::operator);
    (is_operator && only_arithmetic).then(|| {
        Mistake::of_found(
            place,
            format!(
                "`{}` does not go on from here without brackets",
                place.found
            ),
            "put brackets round the comparison or condition",
        )
    })
}

/// `x not matches y`
fn negation_inside(place: &Place<'_>) -> Option<Mistake> {
    if place.found != "not" || !wants_operator(place.expected) {
        return None;
    }
    let next = token(place.after.get(3..).unwrap_or("").trim_start());
    let (path, _) = last_path(place.before);
    let help = match next {
        "missing" | "present" | "empty" => format!("write `{path} is not {next}`"),
        "" => "write `not` before the whole comparison".to_owned(),
        next => format!("write `not {path} {next} …`: `not` stands before the whole comparison"),
    };
    Some(Mistake::of_found(place, "`not` does not stand here", help))
}

/// `=`, `:` and `==` one for another.
fn sign_of_another_kind(place: &Place<'_>) -> Option<Mistake> {
    let wants = |rule: Rule| place.expected.contains(&rule);
    let first = words::ITEMS
        .into_iter()
        .find(|word| last_item(place.before) == *word)
        .unwrap_or("");
    let name = place.last_word;
    match place.found {
        "=" if wants(Rule::field) => Some(Mistake::of_found(
            place,
            "a derived field has no type of its own",
            "write `name = expression`, without `: type`",
        )),
        "=" if wants(Rule::colon) && first == "param" => Some(Mistake::of_found(
            place,
            "a param says its type",
            format!("write `param {name} : number = …`"),
        )),
        "=" if wants(Rule::colon) => Some(Mistake::of_found(
            place,
            "`=` stands for `:` here",
            "write `:`",
        )),
        ":" if wants(Rule::equals) && !wants(Rule::colon) => Some(Mistake::of_found(
            place,
            "`:` stands for `=` here",
            format!("write `{name} = …`"),
        )),
        ":" if wants(Rule::opened) || wants(Rule::open) && first == "type" => {
            Some(Mistake::of_found(
                place,
                "a type extends another with a word",
                format!("write `type {name} extends …`"),
            ))
        }
        "==" | ":=" | "=>" if wants(Rule::equals) => Some(Mistake::of_found(
            place,
            format!("`{}` stands for `=` here", place.found),
            "write `=`",
        )),
        _ => None,
    }
}

/// The word with which the last line in column one begins.
fn last_item(text: &str) -> &str {
    text.rmatch_indices(['\n', '\r'])
        .map(|(at, _)| at + 1)
        .chain([0])
        .map(|at| outline::word_at(text, at))
        .find(|word| !word.is_empty())
        .unwrap_or("")
}

/// `define release-model = …`
fn foreign_name(place: &Place<'_>) -> Option<Mistake> {
    let wants_name_end = place.expected.iter().any(|rule| {
        matches!(
            rule,
            Rule::equals | Rule::colon | Rule::params | Rule::kw_in
        )
    });
    if place.found != "-" || !wants_name_end || wants_operator(place.expected) {
        return None;
    }
    let tail = outline::word_at(place.after, 1);
    let name = place.last_word;
    if tail.is_empty() || name.is_empty() {
        return None;
    }
    let help = if place.expected.contains(&Rule::colon) && place.expected.contains(&Rule::equals) {
        format!("write `{name}_{tail} named \"{name}-{tail}\" : …`")
    } else {
        format!("write `{name}_{tail}`")
    };
    Some(Mistake {
        from: 0_isize.saturating_sub_unsigned(name.len()),
        length: name.len() + 1 + tail.len(),
        ..Mistake::of_found(
            place,
            format!("`{name}-{tail}` is no name: `-` is a minus"),
            help,
        )
    })
}

/// `text optional`
fn suffix_of_type(place: &Place<'_>) -> Option<Mistake> {
    let behind = place.before.trim_end();
    let is_suffix = matches!(place.found, "optional" | "secret" | "required" | "?" | "[");
    let after_type = place.last_word != "" && behind.ends_with(place.last_word);
    let wants_more = place
        .expected
        .iter()
        .any(|rule| matches!(rule, Rule::item | Rule::field | Rule::equals | Rule::comma));
    if !is_suffix || !after_type || !wants_more || wants_operator(place.expected) {
        return None;
    }
    let ty = place.last_word;
    let help = match place.found {
        "?" => format!("write `optional {ty}`"),
        "[" => format!("write `list of {ty}`"),
        "required" => "write `!` behind the name of the field".to_owned(),
        word => format!("write `{word} {ty}`"),
    };
    Some(Mistake::of_found(
        place,
        format!("`{}` does not stand behind a type", place.found),
        help,
    ))
}

/// Words and marks that other languages write.
fn operator_of_another_language(place: &Place<'_>) -> Option<Mistake> {
    if !wants_operator(place.expected) {
        return None;
    }
    let (path, _) = last_path(place.before);
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
    Some(Mistake::of_found(
        place,
        format!("`{}` is no operator", place.found),
        help,
    ))
}
