//! The iCalendar files that calendars name, read into them; and what is wrong with calendars as a whole.

use crate::calendar::entry::Pattern;
use crate::calendar::model::Calendars;
use crate::calendar::{faults, ics};
use crate::check::typed::{CalendarFile, Program};
use crate::decision::run::Digest;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::file::Sources;
use crate::source::loader::Loader;
use crate::value::zone::Zone;

use super::beside;

/// Errors of one file that are said.
const SAID: usize = 5;

/// Reads the files, in place of which the checker left empty patterns, and looks for entries that never happen,
/// calendars that never open and the like.
pub(super) fn complete(
    loader: &dyn Loader,
    program: &mut Program,
    sources: &Sources,
    digests: &mut Vec<Digest>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut unread = false;
    for calendar in &mut program.calendars {
        for file in &calendar.files {
            let zone = calendar
                .made
                .entries
                .get(file.entry)
                .map_or(calendar.made.zone, |entry| entry.zone);
            match read(loader, file, zone, sources, digests) {
                Ok(events) => {
                    let place = calendar.made.entries.get_mut(file.entry).and_then(|entry| {
                        std::iter::once(&mut entry.pattern)
                            .chain(&mut entry.except)
                            .chain(&mut entry.also)
                            .nth(file.pattern)
                    });
                    if let Some(place) = place {
                        *place = events;
                    }
                }
                Err(mut found) => {
                    unread = true;
                    diagnostics.append(&mut found);
                }
            }
        }
    }
    if unread {
        return;
    }
    let made: Vec<_> = program
        .calendars
        .iter()
        .map(|calendar| calendar.made.clone())
        .collect();
    for fault in faults::faults(&Calendars::new(made)) {
        let Some(calendar) = program.calendars.get(fault.calendar.0 as usize) else {
            continue;
        };
        let entry = fault
            .entry
            .and_then(|index| calendar.made.entries.get(index));
        let span = entry.and_then(|entry| entry.span).unwrap_or(calendar.span);
        diagnostics.push(Diagnostic::new(codes::CALENDAR, span, fault.message).help(fault.help));
    }
}

fn read(
    loader: &dyn Loader,
    file: &CalendarFile,
    zone: Zone,
    sources: &Sources,
    digests: &mut Vec<Digest>,
) -> Result<Pattern, Vec<Diagnostic>> {
    let named = beside::Named {
        kind: "calendar",
        code: codes::CALENDAR_FILE,
        path: &file.path,
        span: file.span,
        sha256: file.sha256.as_deref(),
    };
    let (bytes, digest) = beside::read(loader, sources, named).map_err(|said| vec![said])?;
    let events = ics::read::read(&bytes, zone).map_err(|errors| {
        errors
            .iter()
            .take(SAID)
            .map(|error| {
                named.report(
                    format!("`{}` cannot be read: {error}", file.path),
                    "mend the file",
                )
            })
            .collect::<Vec<_>>()
    })?;
    if !digests.contains(&digest) {
        digests.push(digest);
    }
    Ok(Pattern::Events(events))
}
