use std::io;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::calendar::words::InFlight;
use crate::decision::almanac::{Almanac, Sheet, Stretch};
use crate::diagnostic::printable::printable;
use crate::value::instant::Instant;
use crate::value::zone::Zone;

use super::days::{Day, Month, State, is_marked, months, state};
use super::ics::word;
use super::{AlmanacRenderer, Options};

/// One page with everything in it: no network, no script.
#[derive(Debug)]
pub struct Html;

impl AlmanacRenderer for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn render(&self, almanac: &Almanac, _: &Options, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(page(almanac).into_string().as_bytes())?;
        out.write_all(b"\n")
    }
}

const CSS: &str = include_str!("page.css");

/// Parts into which a day's bar is cut.
const PARTS: u32 = 24;

const WEEKDAYS: [(&str, &str); 7] = [
    ("Mon", "Monday"),
    ("Tue", "Tuesday"),
    ("Wed", "Wednesday"),
    ("Thu", "Thursday"),
    ("Fri", "Friday"),
    ("Sat", "Saturday"),
    ("Sun", "Sunday"),
];

fn page(almanac: &Almanac) -> Markup {
    let names: Vec<&str> = almanac
        .sheets
        .iter()
        .map(|sheet| sheet.name.as_str())
        .collect();
    let title = format!("Calendars: {}", printable(&names.join(", ")));
    let months = months(almanac);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(CSS)) }
            }
            body {
                main {
                    h1 { (title) }
                    p.about {
                        "From " (almanac.window.start.show_in(almanac.zone)) " to "
                        (almanac.window.end.show_in(almanac.zone)) ". Days are drawn in " (almanac.zone.to_string())
                        ", each bar from midnight to midnight."
                    }
                    (legend())
                    @for sheet in &almanac.sheets {
                        (self::sheet(sheet, &months, almanac))
                    }
                }
                footer {
                    p { "Tollgate " (almanac.engine.version) ", time zones " (almanac.engine.tzdata) }
                }
            }
        }
    }
}

fn legend() -> Markup {
    let bar = |class: &str, says: &str| {
        html! { li { span.bar aria-hidden="true" { i class=(class) {} } (says) } }
    };
    html! {
        ul.legend {
            (bar("open", "open"))
            (bar("closed", "closed"))
            (bar("part", "closed in part of the hour"))
            (bar("overlap", "closed by several entries"))
            (bar("contradiction", "opened and closed: closed wins"))
            li { span.day.marked { "17" } " a day with a mark" }
        }
    }
}

fn sheet(sheet: &Sheet, months: &[Month], almanac: &Almanac) -> Markup {
    let in_flight = match sheet.in_flight {
        InFlight::Stop => "stop",
        InFlight::Continue => "continue",
    };
    html! {
        section {
            h2 { (printable(&sheet.name)) }
            p.about {
                "Policy " (printable(&sheet.policy)) ", zone " (sheet.zone.to_string()) "; releases in flight " (in_flight) "."
                @if let Some(why) = &sheet.unknown {
                    " " strong.trouble { "Some of its dates are not known here: " (printable(why)) "." }
                }
            }
            div.months {
                @for month in months { (self::month(month, sheet, almanac)) }
            }
            (troubles(sheet, almanac.zone))
            (periods(sheet, almanac.zone))
        }
    }
}

fn month(month: &Month, sheet: &Sheet, almanac: &Almanac) -> Markup {
    let before = month.days.first().map_or(0, |day| day.date.weekday());
    let mut cells: Vec<Option<&Day>> = (0..before).map(|_| None).collect();
    cells.extend(month.days.iter().map(Some));
    html! {
        table.month {
            caption { (month.title()) }
            thead { tr { @for (short, long) in WEEKDAYS { th scope="col" abbr=(long) { (short) } } } }
            tbody {
                @for week in cells.chunks(7) {
                    tr {
                        @for cell in week {
                            @match cell {
                                Some(day) => (self::day(day, sheet, almanac)),
                                None => td.none {},
                            }
                        }
                    }
                }
            }
        }
    }
}

fn day(day: &Day, sheet: &Sheet, almanac: &Almanac) -> Markup {
    let parts: Vec<State> = day
        .parts(PARTS)
        .into_iter()
        .map(|part| state(sheet, part, almanac.window))
        .collect();
    let marked = is_marked(sheet, day);
    html! {
        td {
            span.day.marked[marked] { (day.date.day_of_month()) }
            span.hidden { (in_words(&parts, marked)) }
            div.bar aria-hidden="true" {
                @for part in &parts { i class=(class(*part)) {} }
            }
        }
    }
}

fn class(state: State) -> &'static str {
    match state {
        State::NotAsked => "",
        State::Open => "open",
        State::Part => "part",
        State::Closed => "closed",
        State::Overlap => "overlap",
        State::Contradiction => "contradiction",
    }
}

/// What the bar shows, for those who do not see it.
fn in_words(parts: &[State], marked: bool) -> String {
    let closed = |state: &&State| !matches!(state, State::Open | State::NotAsked);
    let asked = parts
        .iter()
        .filter(|state| **state != State::NotAsked)
        .count();
    let number = parts.iter().filter(closed).count();
    let said = match number {
        _ if asked == 0 => " not asked about",
        0 => " open",
        all if all == asked => " closed",
        _ => " closed in part",
    };
    format!("{said}{}", if marked { ", marked" } else { "" })
}

fn troubles(sheet: &Sheet, zone: Zone) -> Markup {
    let found: Vec<&Stretch> = sheet
        .stretches
        .iter()
        .filter(|stretch| stretch.is_contradictory() || stretch.overlaps())
        .collect();
    let names = |places: &[usize]| {
        places
            .iter()
            .filter_map(|place| sheet.periods.get(*place))
            .map(|period| printable(&period.name).into_owned())
            .collect::<Vec<_>>()
            .join(" and ")
    };
    html! {
        @if !found.is_empty() {
            h3 { "Overlaps and contradictions" }
            div.scroll { table.list {
                thead { tr { th scope="col" { "What" } th scope="col" { "From" } th scope="col" { "To" } th scope="col" { "Entries" } } }
                tbody {
                    @for stretch in found {
                        tr {
                            @if stretch.is_contradictory() {
                                td.trouble { "contradiction" }
                            } @else {
                                td { "overlap" }
                            }
                            td { (shown(stretch.window.start, zone)) }
                            td { (shown(stretch.window.end, zone)) }
                            td {
                                @if stretch.is_contradictory() {
                                    (names(&stretch.opened_by)) " opens what " (names(&stretch.closed_by)) " closes; closed wins"
                                } @else {
                                    (names(&stretch.closed_by))
                                }
                            }
                        }
                    }
                }
            } }
        }
    }
}

fn periods(sheet: &Sheet, zone: Zone) -> Markup {
    html! {
        h3 { "Periods" }
        @if sheet.periods.is_empty() { p { "None in this time." } }
        @else {
            div.scroll { table.list {
                thead { tr {
                    th scope="col" { "Effect" } th scope="col" { "Name" } th scope="col" { "From" } th scope="col" { "To" }
                    th scope="col" { "Reason" } th scope="col" { "Owner" } th scope="col" { "Ticket" }
                } }
                tbody {
                    @for period in &sheet.periods {
                        tr {
                            td { (word(period.effect)) }
                            td { (printable(&period.name)) }
                            td { (shown(period.window.start, zone)) }
                            td { (shown(period.window.end, zone)) }
                            td { (printable(period.reason.as_deref().unwrap_or(""))) }
                            td { (printable(period.owner.as_deref().unwrap_or(""))) }
                            td { (printable(period.ticket.as_deref().unwrap_or(""))) }
                        }
                    }
                }
            } }
        }
    }
}

/// Local time and UTC.
fn shown(instant: Instant, zone: Zone) -> Markup {
    html! { time datetime=(instant.to_string()) title=(instant.to_string()) { (instant.show_briefly_in(zone)) } }
}
