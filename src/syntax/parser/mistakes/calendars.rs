//! What goes wrong in calendars and is no wrong word: words that are missing, and those of other tools.

use super::super::expected::wants_operator;
use super::super::grammar::Rule;
use super::super::words::CALENDAR_PARTS;
use super::{Mistake, Place};
use crate::diagnostic::did_you_mean;

/// `every fri at 15:00`, `every fri 15:00 to 18:00`, `from 15:00 - 18:00`
pub(super) fn hours_without_from(place: &Place<'_>) -> Option<Mistake> {
    let begins_with_digit = |text: &str| text.starts_with(|first: char| first.is_ascii_digit());
    if place.item != "calendar" || place.begins_line {
        return None;
    }
    let wants_hours = place.wants(Rule::span);
    let at_hours = place
        .after
        .strip_prefix("at")
        .is_some_and(|behind| begins_with_digit(behind.trim_start()));
    if wants_hours && (at_hours || begins_with_digit(place.found)) {
        return Some(place.mistake(
            format!("`{}` does not say from when to when", place.found),
            "write hours like `from 15:00 to 18:00` or `from 15:00 for 3 hours`",
        ));
    }
    let is_dash = matches!(place.found, "-" | "–" | ".." | "..<");
    (is_dash && place.wants(Rule::span_word)).then(|| {
        place.mistake(
            format!(
                "`{}` does not say whether the end belongs to it",
                place.found
            ),
            "write `to` between times, and `through` before a last day",
        )
    })
}

/// `on dates holidays`, `in window freezes`
pub(super) fn dates_without_in(place: &Place<'_>) -> Option<Mistake> {
    if place.item != "calendar" {
        return None;
    }
    if place.last_word == "dates" && place.found != "in" {
        return Some(place.mistake(
            format!("`in` is missing before `{}`", place.found),
            format!("write `on dates in {}`", place.found),
        ));
    }
    let behind = place.after.strip_prefix("in")?.trim_start();
    let word = super::outline::word_at(behind, 0);
    (place.found == "in" && matches!(word, "window" | "dates" | "date")).then(|| {
        let help = match word {
            "window" => "write `in windows …`",
            _ => "write `on dates in …`",
        };
        place.mistake(format!("`in {word}` does not say when this is"), help)
    })
}

/// `freeze "Year end" from …`
pub(super) fn effect_of_another_name(place: &Place<'_>) -> Option<Mistake> {
    let is_effect = place.item == "calendar"
        && place.begins_line
        && place.wants(Rule::period)
        && place
            .found
            .starts_with(|first: char| first.is_ascii_alphabetic());
    if !is_effect || wants_operator(place.expected) {
        return None;
    }
    let meant = match place.found {
        "blackout" | "block" | "blocked" | "close" | "deny" | "freeze" | "frozen" | "shut" => {
            Some("closed")
        }
        "allow" | "allowed" | "opened" | "opening" => Some("open"),
        "holiday" | "info" | "note" | "warn" => Some("mark"),
        word => did_you_mean(word, CALENDAR_PARTS),
    };
    let help = match meant {
        Some(word) => format!("write `{word}`"),
        None => "a period begins with `closed`, `open` or `mark`".to_owned(),
    };
    Some(place.mistake(format!("`{}` begins no period", place.found), help))
}
