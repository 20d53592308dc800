use crate::value::instant::Instant;
use crate::value::window::Window;
use crate::value::zone::Zone;

/// What becomes one VEVENT.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub window: Window,
    pub summary: String,
    pub description: Option<String>,
    /// Whose it is: `peak/Black Friday`. The same source and start give the same UID, so that importing a later edition
    /// replaces an earlier one.
    pub source: String,
    /// Whether the time counts as taken: closed periods are, windows in which a release could go are not.
    pub busy: bool,
}

/// Octets of a line, its end not counted (RFC 5545, 3.1).
const LONGEST_LINE: usize = 75;

/// An iCalendar file of these, in their order, times in UTC to the second. `name` is what a program calls the calendar;
/// `stamp` is when it was made (DTSTAMP).
pub fn write(name: &str, items: &[Item], stamp: Instant) -> String {
    let mut file = String::new();
    let mut line = |text: &str| fold(text, &mut file);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Tollgate//Tollgate//EN");
    line("CALSCALE:GREGORIAN");
    line(&format!("NAME:{}", escaped(name)));
    line(&format!("X-WR-CALNAME:{}", escaped(name)));
    for item in items {
        let (start, end) = (basic(item.window.start), basic(item.window.end));
        line("BEGIN:VEVENT");
        line(&format!("UID:{}", uid(item, &start)));
        line(&format!("DTSTAMP:{}", basic(stamp)));
        line(&format!("DTSTART:{start}"));
        line(&format!("DTEND:{end}"));
        line(&format!("SUMMARY:{}", escaped(&item.summary)));
        if let Some(description) = &item.description {
            line(&format!("DESCRIPTION:{}", escaped(description)));
        }
        line(if item.busy {
            "TRANSP:OPAQUE"
        } else {
            "TRANSP:TRANSPARENT"
        });
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    file
}

/// `20261123T080000Z`
fn basic(instant: Instant) -> String {
    let (date, time) = (instant.date_in(Zone::UTC), instant.time_in(Zone::UTC).0);
    let date = date.to_string().replace('-', "");
    let (hour, minute, second) = (time / 3_600, time / 60 % 60, time % 60);
    format!("{date}T{hour:02}{minute:02}{second:02}Z")
}

/// FNV-1a over the source, so that a UID has no letter that a program may stumble over.
fn uid(item: &Item, start: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in item.source.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    format!("{start}-{hash:016x}@tollgate")
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '\n' => escaped.push_str("\\n"),
            // Not allowed in text, but for the tab.
            c if c.is_control() && c != '\t' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Adds a line with its end, folded between characters.
fn fold(text: &str, into: &mut String) {
    let mut octets = 0;
    for c in text.chars() {
        if octets + c.len_utf8() > LONGEST_LINE {
            into.push_str("\r\n ");
            octets = 1;
        }
        into.push(c);
        octets += c.len_utf8();
    }
    into.push_str("\r\n");
}
