use std::io;

use crate::calendar::words::{Effect, InFlight};
use crate::decision::almanac::{Almanac, Sheet, Stretch};
use crate::diagnostic::printable::printable;
use crate::report::text::page::{Page, Style, plain};
use crate::value::zone::Zone;

use super::days::{Day, Month, State, is_marked, months, state};
use super::ics::word;
use super::{AlmanacRenderer, Options};

/// Months for a terminal: a week a line, four signs a day.
#[derive(Debug)]
pub struct Text;

impl AlmanacRenderer for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn render(
        &self,
        almanac: &Almanac,
        options: &Options,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let mut page = Page::new(options.width, options.colour);
        let months = months(almanac);
        for sheet in &almanac.sheets {
            page.rule("═");
            head(sheet, almanac, &mut page);
            for month in &months {
                page.gap();
                self::month(month, sheet, almanac, &mut page);
            }
            page.gap();
            troubles(sheet, almanac.zone, &mut page);
            periods(sheet, almanac.zone, &mut page);
        }
        page.gap();
        page.text("", "  ", &[Style::Faint.of(SIGNS)]);
        out.write_all(page.take().as_bytes())
    }
}

const SIGNS: &str = "each sign is a quarter of the day: `.` open, `#` closed, `+` closed in part, `*` closed by several \
                     entries, `!` opened by one entry and closed by another (closed wins); `'` a day with a mark";

fn sign(state: State) -> char {
    match state {
        State::NotAsked => ' ',
        State::Open => '.',
        State::Part => '+',
        State::Closed => '#',
        State::Overlap => '*',
        State::Contradiction => '!',
    }
}

fn head(sheet: &Sheet, almanac: &Almanac, page: &mut Page) {
    let in_flight = match sheet.in_flight {
        InFlight::Stop => "releases in flight stop",
        InFlight::Continue => "releases in flight continue",
    };
    let name = format!("{}/{}", sheet.policy, sheet.name);
    let about = format!(
        "  its zone {}, drawn in {}; {in_flight}",
        sheet.zone, almanac.zone
    );
    page.text(
        "",
        "  ",
        &[
            Style::Strong.of(printable(&name).into_owned()),
            plain(about),
        ],
    );
    if let Some(why) = &sheet.unknown {
        let said = format!("? some of its dates are not known here: {}", printable(why));
        page.text("  ", "  ", &[Style::Doubt.of(said)]);
    }
}

fn month(month: &Month, sheet: &Sheet, almanac: &Almanac, page: &mut Page) {
    page.exact("  ", &[Style::Strong.of(month.title())]);
    let head = "   Mon      Tue      Wed      Thu      Fri      Sat      Sun";
    page.exact("  ", &[plain(head)]);
    let mut line = String::new();
    for day in &month.days {
        let column = day.date.weekday();
        if line.is_empty() {
            line = " ".repeat(usize::try_from(column).unwrap_or(0) * COLUMN);
        }
        line.push_str(&cell(day, sheet, almanac));
        if column == 6 {
            page.exact("  ", &[plain(line.trim_end().to_owned())]);
            line.clear();
        }
    }
    if !line.trim().is_empty() {
        page.exact("  ", &[plain(line.trim_end().to_owned())]);
    }
}

/// Columns of a day.
const COLUMN: usize = 9;

/// ` 6'.###  `
fn cell(day: &Day, sheet: &Sheet, almanac: &Almanac) -> String {
    let mark = if is_marked(sheet, day) { '\'' } else { ' ' };
    let signs: String = day
        .parts(4)
        .into_iter()
        .map(|part| sign(state(sheet, part, almanac.window)))
        .collect();
    let number = day.date.day_of_month();
    format!("{number:>2}{mark}{signs}  ")
}

/// Overlaps and contradictions, one by one.
fn troubles(sheet: &Sheet, zone: Zone, page: &mut Page) {
    let names = |places: &[usize]| {
        let names: Vec<String> = places
            .iter()
            .filter_map(|place| sheet.periods.get(*place))
            .map(|period| format!("`{}`", printable(&period.name)))
            .collect();
        names.join(" and ")
    };
    let times = |stretch: &Stretch| {
        format!(
            "{} to {}",
            stretch.window.start.show_briefly_in(zone),
            stretch.window.end.show_briefly_in(zone)
        )
    };
    for stretch in &sheet.stretches {
        if stretch.is_contradictory() {
            let said = format!(
                "! contradiction  {}: {} opens what {} closes; closed wins",
                times(stretch),
                names(&stretch.opened_by),
                names(&stretch.closed_by)
            );
            page.text("  ", "      ", &[Style::Care.of(said)]);
        } else if stretch.overlaps() {
            let said = format!(
                "* overlap  {}: {}",
                times(stretch),
                names(&stretch.closed_by)
            );
            page.text("  ", "      ", &[Style::Faint.of(said)]);
        }
    }
}

fn periods(sheet: &Sheet, zone: Zone, page: &mut Page) {
    page.gap();
    for period in &sheet.periods {
        let style = match period.effect {
            Effect::Closed => Style::Bad,
            Effect::Open => Style::Good,
            Effect::Mark => Style::Care,
        };
        let mut beside: Vec<String> = Vec::new();
        beside.extend(period.reason.clone());
        beside.extend(period.owner.clone());
        beside.extend(period.ticket.clone());
        let beside = if beside.is_empty() {
            String::new()
        } else {
            format!(" ({})", printable(&beside.join(", ")))
        };
        let times = format!(
            "{} to {}  ",
            period.window.start.show_briefly_in(zone),
            period.window.end.show_briefly_in(zone)
        );
        page.text(
            "  ",
            "      ",
            &[
                style.whole(format!("{:<7}", word(period.effect))),
                plain(times),
                Style::Strong.of(printable(&period.name).into_owned()),
                Style::Faint.of(beside),
            ],
        );
    }
}
