//! The days drawn: a week a line, four signs a day.

use crate::decision::when::When;
use crate::value::date::{Date, TimeOfDay};
use crate::value::instant::Instant;
use crate::value::outcome::Verdict;
use crate::value::window::Window;

/// The hours at which a sign begins.
const HOURS: [u32; 4] = [0, 6, 12, 18];

/// What each sign says, for the line that explains them.
pub const SIGNS: [(char, &str); 5] = [
    ('#', "may begin"),
    ('+', "may begin in part of these six hours"),
    ('.', "no-go"),
    ('?', "indeterminate"),
    (' ', "not asked about"),
];

/// The head, then one line a week: its Monday, and seven days from there.
pub fn draw(when: &When) -> Vec<String> {
    let zone = when.zone;
    let mut lines = vec!["            Mon   Tue   Wed   Thu   Fri   Sat   Sun".to_owned()];
    let first = when.asked.start.date_in(zone);
    let Some(mut monday) = first.plus_days(-i64::from(first.weekday())) else {
        return lines;
    };
    while let Some(begin) = Instant::from_local(monday, TimeOfDay(0), zone)
        && begin < when.asked.end
    {
        let mut line = format!("{monday}  ");
        for day in 0..7 {
            let Some(date) = monday.plus_days(day) else {
                break;
            };
            line.extend(HOURS.iter().map(|hour| sign(when, date, *hour)));
            line.push_str("  ");
        }
        lines.push(line.trim_end().to_owned());
        let Some(next) = monday.plus_days(7) else {
            break;
        };
        monday = next;
    }
    lines
}

fn sign(when: &When, date: Date, hour: u32) -> char {
    let at = |hour: u32| Instant::from_local(date, TimeOfDay(hour * 3_600), when.zone);
    // A zone may skip these hours, or the whole day: nothing is then asked about them.
    let (Some(start), Some(end)) = (at(hour), at(hour + 6)) else {
        return ' ';
    };
    let Some(cell) = Window::new(start, end) else {
        return ' ';
    };
    let (mut go, mut doubt, mut no_go) = (false, false, false);
    for stretch in &when.stretches {
        if stretch.window.overlaps(cell) {
            match stretch.verdict {
                Verdict::Go | Verdict::ConditionalGo => go = true,
                Verdict::Indeterminate => doubt = true,
                Verdict::NoGo => no_go = true,
            }
        }
    }
    match (go, doubt, no_go) {
        (true, false, false) => '#',
        (true, _, _) => '+',
        (false, _, true) => '.',
        (false, true, false) => '?',
        (false, false, false) => ' ',
    }
}
