use std::io;

use crate::decision::when::{Obstacle, Stretch, When};
use crate::diagnostic::printable::printable;
use crate::report::text::page::{Page, Piece, Style, plain};
use crate::report::text::words;
use crate::value::duration::Duration;
use crate::value::instant::Instant;
use crate::value::outcome::{Outcome, Verdict};

use super::strip;
use super::{Options, WhenRenderer};

/// For people at a terminal, and for a pipeline's log.
#[derive(Debug)]
pub struct Text;

impl WhenRenderer for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn render(&self, when: &When, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
        let mut page = Page::new(options.width, options.colour);
        answer(when, &mut page);
        page.gap();
        head(when, &mut page);
        page.gap();
        for line in strip::draw(when) {
            page.exact("  ", &[plain(line)]);
        }
        page.gap();
        let signs: Vec<String> = strip::SIGNS
            .iter()
            .map(|(sign, words)| format!("`{sign}` {words}"))
            .collect();
        let signs = format!("each sign is six hours: {}", signs.join(", "));
        page.text("  ", "  ", &[Style::Faint.of(signs)]);
        page.rule("─");
        for stretch in &when.stretches {
            self::stretch(stretch, when, &mut page);
        }
        if let Some(at) = when.cut_short_at {
            page.gap();
            let said = format!(
                "the search came to its bound: after {} nothing is known",
                shown(at, when)
            );
            page.text("", "  ", &[Style::Doubt.of(said)]);
        }
        out.write_all(page.take().as_bytes())
    }
}

/// The first line: when the release may begin next.
fn answer(when: &When, page: &mut Page) {
    let open = when
        .stretches
        .iter()
        .find(|stretch| stretch.verdict <= Verdict::ConditionalGo);
    let (style, said) = match open {
        Some(stretch) => {
            let (sign, word, style) = words::verdict(stretch.verdict);
            let from = if stretch.window.start == when.asked.start {
                "at once".to_owned()
            } else {
                format!("from {}", shown(stretch.window.start, when))
            };
            (style, format!("{sign} {}  {from}  ", word.to_uppercase()))
        }
        None => {
            let worst = when
                .stretches
                .iter()
                .map(|stretch| stretch.verdict)
                .min()
                .unwrap_or(Verdict::Indeterminate);
            let (sign, word, style) = words::verdict(worst);
            let word = word.to_uppercase();
            (
                style,
                format!("{sign} {word}  in all the time asked about  "),
            )
        }
    };
    let name = printable(&when.descriptor).into_owned();
    page.text("", "  ", &[style.whole(said), Style::Strong.of(name)]);
}

fn head(when: &When, page: &mut Page) {
    let policies = printable(&when.policies.join(", ")).into_owned();
    row("policy", vec![plain(policies)], page);
    let asked = format!(
        "{} to {}",
        shown(when.asked.start, when),
        shown(when.asked.end, when)
    );
    row("asked", vec![plain(asked)], page);
    if let Some(planned) = when.planned {
        let planned = format!(
            "{} to {}",
            shown(planned.start, when),
            shown(planned.end, when)
        );
        row("planned", vec![plain(planned)], page);
    }
    let takes = match when.length {
        Some(length) => format!("{length}; what is planned moves with its beginning"),
        None => "the release does not say when it is planned: only the time of deciding moves"
            .to_owned(),
    };
    row("takes", vec![plain(takes)], page);
}

fn row(name: &str, pieces: Vec<Piece<'_>>, page: &mut Page) {
    page.text(&format!("  {name:<9}"), &" ".repeat(11), &pieces);
}

fn stretch(stretch: &Stretch, when: &When, page: &mut Page) {
    let (sign, word, style) = words::verdict(stretch.verdict);
    let times = format!(
        "{} to {}",
        shown(stretch.window.start, when),
        shown(stretch.window.end, when)
    );
    page.text(
        "",
        "      ",
        &[
            style.whole(format!("{sign} {word}  ")),
            plain(times),
            Style::Faint.of(format!("  {}", rough(stretch.window.length()))),
        ],
    );
    // The keys of one rule that stand in the way alike are told together.
    let mut rest = stretch.against.as_slice();
    while let Some((first, others)) = rest.split_first() {
        let alike = others
            .iter()
            .take_while(|one| {
                (&one.policy, &one.rule, one.outcome) == (&first.policy, &first.rule, first.outcome)
            })
            .count();
        let (same, others) = others.split_at(alike);
        let keys: Vec<&str> = std::iter::once(first)
            .chain(same)
            .filter_map(|one| one.key.as_deref())
            .collect();
        against(first, &keys, when, page);
        rest = others;
    }
}

fn against(obstacle: &Obstacle, keys: &[&str], when: &When, page: &mut Page) {
    let policy = if when.policies.len() > 1 {
        format!("{}/", obstacle.policy)
    } else {
        String::new()
    };
    let keys = if keys.is_empty() {
        String::new()
    } else {
        format!("[{}]", keys.join(", "))
    };
    let (sign, word, style) = words::outcome(obstacle.outcome);
    let name = format!("{policy}{}{keys}  ", obstacle.rule);
    let mut pieces = vec![
        style.whole(format!("{sign} {word} ")),
        Style::Strong.of(printable(&name).into_owned()),
        plain(printable(&obstacle.title).into_owned()),
    ];
    if obstacle.outcome == Outcome::Fail
        && obstacle.key.is_none()
        && let Some(because) = &obstacle.because
    {
        pieces.push(Style::Faint.of(format!("  {}", printable(because))));
    }
    page.text("    ", "      ", &pieces);
}

/// A length in its two greatest units, a day as 24 hours: what a reader wants to know beside two exact instants.
fn rough(length: Duration) -> String {
    let units = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")];
    let mut left = length.seconds;
    let mut parts: Vec<String> = Vec::new();
    for (seconds, unit) in units {
        let number = left / seconds;
        left %= seconds;
        if number > 0 {
            parts.push(format!("{number} {unit}"));
        } else if !parts.is_empty() {
            break;
        }
        if parts.len() == 2 {
            break;
        }
    }
    parts.join(" ")
}

fn shown(instant: Instant, when: &When) -> String {
    // The zone's name stands at the head once.
    if instant == when.asked.start {
        instant.show_in(when.zone)
    } else {
        instant.show_briefly_in(when.zone)
    }
}
