use std::env;
use std::ffi::OsStr;

use clap::ValueEnum;

/// When escape sequences for colour are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless NO_COLOR is set; CLICOLOR_FORCE colours everything but a file.
    Auto,
    Always,
    Never,
}

/// Where something is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Terminal,
    Pipe,
    /// A file named by the user.
    File,
}

/// What the environment says about colour.
#[derive(Debug, Clone, Copy, Default)]
struct Wishes {
    none: bool,
    forced: bool,
    dumb: bool,
}

const NARROWEST: usize = 40;
const USUAL: usize = 80;
/// Longer lines are hard to read.
const WIDEST: usize = 120;

pub(super) fn is_coloured(choice: Colour, place: Place) -> bool {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    decide(
        choice,
        place,
        Wishes {
            none: set("NO_COLOR").is_some(),
            forced: set("CLICOLOR_FORCE").is_some_and(|value| value != OsStr::new("0")),
            dumb: set("TERM").is_some_and(|value| value == OsStr::new("dumb")),
        },
    )
}

fn decide(choice: Colour, place: Place, wishes: Wishes) -> bool {
    match (choice, place) {
        (Colour::Always, _) => true,
        (Colour::Never, _) | (Colour::Auto, Place::File) => false,
        (Colour::Auto, _) if wishes.none => false,
        (Colour::Auto, _) if wishes.forced => true,
        (Colour::Auto, place) => place == Place::Terminal && !wishes.dumb,
    }
}

/// Columns to a line: the terminal's where there is one, within what reads well.
pub(super) fn width(place: Place) -> usize {
    if place != Place::Terminal {
        return USUAL;
    }
    terminal_size::terminal_size().map_or(USUAL, |(terminal_size::Width(columns), _)| {
        usize::from(columns).clamp(NARROWEST, WIDEST)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_needs_a_terminal_or_a_wish() {
        let plain = Wishes::default();
        let none = Wishes {
            none: true,
            ..plain
        };
        let forced = Wishes {
            forced: true,
            ..plain
        };
        let dumb = Wishes {
            dumb: true,
            ..plain
        };
        let both = Wishes {
            none: true,
            ..forced
        };
        for (choice, place, wishes, coloured) in [
            (Colour::Auto, Place::Terminal, plain, true),
            (Colour::Auto, Place::Pipe, plain, false),
            (Colour::Auto, Place::File, plain, false),
            (Colour::Auto, Place::Terminal, none, false),
            (Colour::Auto, Place::Pipe, forced, true),
            (Colour::Auto, Place::File, forced, false),
            (Colour::Auto, Place::Terminal, both, false),
            (Colour::Auto, Place::Terminal, dumb, false),
            (Colour::Always, Place::Pipe, none, true),
            (Colour::Always, Place::File, plain, true),
            (Colour::Never, Place::Terminal, forced, false),
        ] {
            assert_eq!(
                decide(choice, place, wishes),
                coloured,
                "{choice:?} {place:?} {wishes:?}"
            );
        }
    }

    #[test]
    fn without_a_terminal_lines_have_eighty_columns() {
        assert_eq!(width(Place::Pipe), 80);
        assert_eq!(width(Place::File), 80);
    }
}
