//! What goes wrong in items, clauses and types.

use crate::diagnostic::codes;

use super::super::expected::{wants_expression, wants_operator};
use super::super::grammar::Rule;
use super::super::outline;
use super::super::reading::short;
use super::super::words;
use super::{Mistake, Place, last_word};

/// `require "label" x == y`
pub(super) fn label_without_colon(place: &Place<'_>) -> Option<Mistake> {
    let before = place.code;
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
    Some(place.mistake(
        "a label is followed by `:`",
        format!("write `{word} {}: …`", short(label)),
    ))
}

/// `effective from D to E`
pub(super) fn until_not_to(place: &Place<'_>) -> Option<Mistake> {
    if !matches!(place.found, "to" | "through") || !place.wants(Rule::kw_until) {
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
    Some(place.mistake(
        format!("`{}` leaves open whether the last day counts", place.found),
        format!(
            "write `until {}`: that day counts too",
            day.get(..end).unwrap_or("")
        ),
    ))
}

/// `import std/release`, `import std.release.`
pub(super) fn module_path(place: &Place<'_>) -> Option<Mistake> {
    let is_path =
        matches!(place.found, "/" | "-" | ".") && matches!(place.item, "import" | "include");
    (is_path && !place.begins_line).then(|| {
        place.mistake(
            format!("`{}` does not stand in the name of a module", place.found),
            "write a module like `std.release`, or a file in quotes like `\"lib/shared.gate\"`",
        )
    })
}

/// `at least 2 days in xs`
pub(super) fn unit_as_name(place: &Place<'_>) -> Option<Mistake> {
    if !place.wants(Rule::kw_in) || place.last_word != "in" {
        return None;
    }
    let before = place.code.strip_suffix("in")?.trim_end();
    let unit = last_word(before);
    words::is_unit(unit).then(|| Mistake {
        code: codes::RESERVED,
        ..place.earlier(
            before.len() - unit.len(),
            unit.len(),
            format!("`{unit}` is a unit of time and cannot be a name"),
            "choose another name: a number and a unit are a duration",
        )
    })
}

/// `include scope with (gap: 2 days)`
pub(super) fn params_in_brackets(place: &Place<'_>) -> Option<Mistake> {
    (place.item == "include" && place.last_word == "with" && place.wants(Rule::open)).then(|| {
        place.mistake(
            "params are set in braces",
            "write it like `with {gap: 2 days}`",
        )
    })
}

/// `classify x as { a when b }`
pub(super) fn class_without_enum(place: &Place<'_>) -> Option<Mistake> {
    let is_class = matches!(place.found, "when" | "otherwise");
    (is_class && place.item == "classify" && place.wants(Rule::comma)).then(|| {
        place.mistake(
            "nothing says which classes there are",
            "name an enum or list them: `classify x as Kind { … }`, `classify x as {a, b} { … }`",
        )
    })
}

/// `;` anywhere, `,` between things that stand side by side.
pub(super) fn separator(place: &Place<'_>) -> Option<Mistake> {
    let side_by_side = [
        Rule::item,
        Rule::clause,
        Rule::setting,
        Rule::setting_name,
        Rule::class,
        Rule::row,
    ];
    match place.found {
        ";" => Some(place.mistake("`;` separates nothing here", "take it out")),
        "," if place.wants_any(&side_by_side) || wants_field(place) => Some(place.mistake(
            "`,` separates nothing here: what comes next stands beside this or on its own line",
            "take it out",
        )),
        _ => None,
    }
}

/// Whether a field of a type could stand here.
fn wants_field(place: &Place<'_>) -> bool {
    place.item == "type" && place.wants(Rule::word) && place.wants(Rule::close)
}

/// `function f(x) = x`, `calender peak {`
pub(super) fn foreign_item(place: &Place<'_>) -> Option<Mistake> {
    if !place.wants(Rule::item) || !place.begins_line || place.found.is_empty() {
        return None;
    }
    let found = place.found;
    let foreign = words::FOREIGN_ITEMS
        .iter()
        .find(|(word, _)| *word == found)
        .map(|(_, word)| *word);
    let near = || words::nearest_item(found).filter(|near| *near != found);
    if let Some(word) = foreign.or_else(near) {
        return Some(place.mistake(
            format!("`{found}` begins no item"),
            format!("did you mean `{word}`?"),
        ));
    }
    words::LATER_ITEMS.contains(&found).then(|| {
        place.mistake(
            format!("`{found}` blocks are not read by this version"),
            "take the block out; the rest of the file is checked without it",
        )
    })
}

/// `param bound : number`
pub(super) fn value_of_param(place: &Place<'_>) -> Option<Mistake> {
    if place.item != "param"
        || !place.wants(Rule::equals)
        || place.wants(Rule::colon)
        || !place.begins_line
    {
        return None;
    }
    let before = place.code;
    let start = before.rfind("param")?;
    let written = before.get(start..)?;
    Some(place.earlier(
        start,
        written.len(),
        "a param has a value, which a run may set otherwise",
        format!("write `{} = …`", short(written)),
    ))
}

/// `=`, `:` and `==` one for another.
pub(super) fn sign_of_another_kind(place: &Place<'_>) -> Option<Mistake> {
    let name = place.last_word;
    match place.found {
        "=" if wants_field(place) => Some(place.mistake(
            "a derived field has no type of its own",
            "write `name = expression`, without `: type`",
        )),
        "=" if place.wants(Rule::colon) && place.item == "param" => Some(place.mistake(
            "a param says its type",
            format!("write `param {name} : number = …`"),
        )),
        "=" if place.wants(Rule::colon) => {
            Some(place.mistake("`=` stands for `:` here", format!("write `{name} : …`")))
        }
        ":" if place.wants(Rule::equals) && !place.wants(Rule::colon) => {
            Some(place.mistake("`:` stands for `=` here", format!("write `{name} = …`")))
        }
        ":" if place.wants(Rule::opened) => Some(place.mistake(
            "a type extends another with a word",
            format!("write `type {name} extends …`"),
        )),
        "==" | ":=" | "=>" if place.wants(Rule::equals) => Some(place.mistake(
            format!("`{}` stands for `=` here", place.found),
            "write `=`",
        )),
        _ => None,
    }
}

/// `define release-model = …`
pub(super) fn foreign_name(place: &Place<'_>) -> Option<Mistake> {
    let ends_name = [
        Rule::equals,
        Rule::colon,
        Rule::params,
        Rule::kw_in,
        Rule::open,
    ];
    if place.found != "-" || !place.wants_any(&ends_name) || wants_operator(place.expected) {
        return None;
    }
    let last = outline::word_at(place.after, 1);
    let name = place.last_word;
    if last.is_empty() || name.is_empty() {
        return None;
    }
    let help = if place.wants(Rule::colon) && place.wants(Rule::equals) {
        format!("write `{name}_{last} named \"{name}-{last}\" : …`")
    } else {
        format!("write `{name}_{last}`")
    };
    Some(place.earlier(
        place.before.len() - name.len(),
        name.len() + 1 + last.len(),
        format!("`{name}-{last}` is no name: `-` is a minus"),
        help,
    ))
}

/// `define 2fast = …`
pub(super) fn name_with_digit(place: &Place<'_>) -> Option<Mistake> {
    let begins_with_digit = place
        .found
        .starts_with(|first: char| first.is_ascii_digit());
    (begins_with_digit && place.wants(Rule::word) && !wants_expression(place.expected)).then(|| {
        place.mistake(
            format!("`{}` is no name: it begins with a digit", place.found),
            format!("write `_{}`", place.found),
        )
    })
}

/// `text optional`, `text?`, `text[]`
pub(super) fn suffix_of_type(place: &Place<'_>) -> Option<Mistake> {
    let is_word = |word: &str| matches!(word, "optional" | "secret" | "required");
    let behind_type = [Rule::item, Rule::equals, Rule::comma];
    if is_word(place.last_word) && place.wants(Rule::colon) && place.wants(Rule::equals) {
        // The word was read as the name of the next field.
        let before = place.code.strip_suffix(place.last_word)?;
        let ty = last_word(before);
        return (!ty.is_empty()).then(|| {
            place.earlier(
                before.len(),
                place.last_word.len(),
                format!("`{}` does not stand behind a type", place.last_word),
                before_type(place.last_word, ty),
            )
        });
    }
    let is_suffix = is_word(place.found) || matches!(place.found, "?" | "[");
    let wants_more = wants_field(place) || place.wants_any(&behind_type);
    let after_type = !place.last_word.is_empty() && !wants_operator(place.expected);
    (is_suffix && wants_more && after_type && place.item != "enum").then(|| {
        place.mistake(
            format!("`{}` does not stand behind a type", place.found),
            before_type(place.found, place.last_word),
        )
    })
}

fn before_type(suffix: &str, ty: &str) -> String {
    match suffix {
        "?" => format!("write `optional {ty}`"),
        "[" => format!("write `list of {ty}`"),
        "required" => "write `!` behind the name of the field".to_owned(),
        word => format!("write `{word} {ty}`"),
    }
}

/// `list text`, `map text`
pub(super) fn collection_without_of(place: &Place<'_>) -> Option<Mistake> {
    let before = place.code.strip_suffix(place.last_word)?;
    let collection = last_word(before);
    let behind = before.trim_end().strip_suffix(collection)?.trim_end();
    let is_type = behind.ends_with(':') || behind.ends_with("->");
    if place.last_word == "of" {
        return None;
    }
    if !matches!(collection, "list" | "set" | "map") || !is_type {
        return None;
    }
    let help = match collection {
        "map" => format!("write `map of {} to …`", place.last_word),
        _ => format!("write `{collection} of {}`", place.last_word),
    };
    Some(place.earlier(
        before.trim_end().len() - collection.len(),
        collection.len(),
        format!("`{collection}` does not say what it holds"),
        help,
    ))
}

/// `enum Risk [low, high]`, `enum Risk { "low" }`
pub(super) fn members_without_braces(place: &Place<'_>) -> Option<Mistake> {
    if place.item != "enum" {
        return None;
    }
    match place.found {
        "[" | "(" | "=" | ":" if place.wants_any(&[Rule::members, Rule::ordered]) => {
            Some(place.mistake(
                "the members of an enum stand in braces",
                "write `enum Risk { low, high }`",
            ))
        }
        text if text.starts_with(['"', '\'']) => {
            let word = text.trim_matches(['"', '\'']);
            Some(place.mistake(
                "the members of an enum are words",
                format!("write `{word}`, without quotes"),
            ))
        }
        _ => None,
    }
}

/// `define f(x) = x`
pub(super) fn untyped_param(place: &Place<'_>) -> Option<Mistake> {
    let is_params = matches!(place.item, "define" | "classify" | "table")
        && matches!(place.found, ")" | ",")
        && place.wants(Rule::colon)
        && !wants_operator(place.expected);
    (is_params && !place.last_word.is_empty()).then(|| {
        place.earlier(
            place.code.len() - place.last_word.len(),
            place.last_word.len(),
            format!("the parameter `{}` says no type", place.last_word),
            format!("write `{}: text`, or whatever it is", place.last_word),
        )
    })
}
