//! When an entry of a calendar happens.

use crate::calendar::cron::{self, schedule::Cron};
use crate::calendar::entry::Pattern;
use crate::calendar::recurrence::occurrences::Recurrence;
use crate::calendar::recurrence::properties;
use crate::calendar::recurrence::rule::Moment;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::span::Span;
use crate::syntax::ast::Text;
use crate::syntax::ast::calendar::{End, Length, Point, PointKind, When, WhenKind};
use crate::value::date::{Date, TimeOfDay};
use crate::value::duration::Duration;
use crate::value::instant::Instant;
use crate::value::local::LocalDateTime;
use crate::value::window::Window;
use crate::value::zone::Zone;

use super::program::Checker;

impl<'u> Checker<'u> {
    /// What was reported as broken is `None`.
    pub(super) fn pattern(
        &mut self,
        when: &'u When,
        zone: Zone,
        slots: &mut dyn Iterator<Item = u16>,
    ) -> Option<Pattern> {
        match &when.kind {
            WhenKind::Once { from, end } => {
                let window = self.once(from, end, zone, when.span)?;
                Some(Pattern::Windows(vec![(window, None)]))
            }
            WhenKind::Dates { dates, hours } => Some(Pattern::Dates {
                dates: dates.iter().map(|(date, _)| (*date, None)).collect(),
                hours: *hours,
            }),
            WhenKind::DatesIn { hours, .. } => Some(Pattern::Given {
                slot: slots.next()?,
                hours: *hours,
            }),
            WhenKind::WindowsIn(_) => Some(Pattern::Given {
                slot: slots.next()?,
                hours: None,
            }),
            WhenKind::Every {
                cycle,
                hours,
                starting,
                until,
            } => {
                if let (Some((starting, _)), Some((until, span))) = (starting, until)
                    && until < starting
                {
                    self.report(
                        Diagnostic::new(
                            codes::CALENDAR,
                            *span,
                            format!("`until {until}` lies before `starting {starting}`"),
                        )
                        .help("write the later date after `until`"),
                    );
                    return None;
                }
                Some(Pattern::Cycle {
                    cycle: self.cycle(cycle)?,
                    hours: *hours,
                    starting: starting.map(|(date, _)| date),
                    until: until.map(|(date, _)| date),
                })
            }
            // Filled in when the file is read.
            WhenKind::Ics { .. } => Some(Pattern::Windows(Vec::new())),
            WhenKind::Cron { schedule, length } => {
                let schedule = self.cron(schedule);
                self.some_time(*length)?;
                Some(Pattern::Cron {
                    schedule: schedule?,
                    length: length.duration,
                })
            }
            WhenKind::CronPair { start, end } => {
                let (start, end) = (self.cron(start), self.cron(end));
                Some(Pattern::CronPair {
                    start: start?,
                    end: end?,
                })
            }
            WhenKind::Rrule {
                rule,
                starting,
                length,
            } => {
                let recurrence = self.recurrence(rule, starting.as_ref(), zone);
                self.some_time(*length)?;
                Some(Pattern::Recurring {
                    recurrence: recurrence?,
                    length: length.duration,
                })
            }
        }
    }

    fn once(&mut self, from: &Point, end: &End, zone: Zone, span: Span) -> Option<Window> {
        let start = self.point(from, zone)?;
        let end = match end {
            End::To { moment, span } => self.moment(moment, *span, zone)?,
            End::Through { date, .. } => midnight(date.plus_days(1)?, zone)?,
            End::For(Length { duration, .. }) => start.plus(*duration, zone)?,
        };
        let window = Window::new(start, end);
        if window.is_none() {
            self.report(
                Diagnostic::new(
                    codes::CALENDAR,
                    span,
                    "this ends before it begins, or as it begins",
                )
                .help(
                    "write an end that is later than the start; `through` includes its whole day",
                ),
            );
        }
        window
    }

    fn cron(&mut self, written: &Text) -> Option<Cron> {
        match cron::parse::parse(&written.text) {
            Ok(schedule) => Some(schedule),
            Err(error) => {
                self.report(
                    Diagnostic::new(
                        codes::CALENDAR,
                        self.inside(written, error.start, error.end),
                        error.message,
                    )
                    .help("write minute, hour, day of the month, month and day of the week, such as `0 23 * * 5`"),
                );
                None
            }
        }
    }

    fn recurrence(
        &mut self,
        written: &Text,
        starting: Option<&Point>,
        zone: Zone,
    ) -> Option<Recurrence> {
        let read = match properties::parse(&written.text) {
            Ok(read) => read,
            Err(error) => {
                let span = self.inside(written, error.offset.start, error.offset.end);
                self.report(Diagnostic::new(codes::CALENDAR, span, error.message).help(error.help));
                return None;
            }
        };
        let zone = read.zone.unwrap_or(zone);
        let start = match (starting, read.start) {
            (Some(point), Some(_)) => {
                self.report(
                    Diagnostic::new(
                        codes::CALENDAR,
                        point.span,
                        "the recurrence says its start twice: by `starting` and by DTSTART",
                    )
                    .help("remove one of them"),
                );
                return None;
            }
            (Some(point), None) => LocalDateTime::at(self.point(point, zone)?, zone),
            (None, Some(Moment::Date(date))) => LocalDateTime::midnight(date),
            (None, Some(Moment::Local(local))) => local,
            (None, Some(Moment::Utc(instant))) => LocalDateTime::at(instant, zone),
            (None, None) => {
                self.report(
                    Diagnostic::new(
                        codes::CALENDAR,
                        written.span,
                        "the recurrence does not say when it starts",
                    )
                    .help("write `starting 2026-01-06 02:30` behind it"),
                );
                return None;
            }
        };
        Some(Recurrence {
            start,
            zone,
            rules: read.rules,
            dates: read.dates,
            except: read.except,
            except_rules: read.except_rules,
        })
    }

    /// A length of no time, or of less, makes no period.
    fn some_time(&mut self, length: Length) -> Option<()> {
        let (zero, duration) = (Duration::ZERO, length.duration);
        let positive =
            duration.months >= 0 && duration.days >= 0 && duration.seconds >= 0 && duration != zero;
        if !positive {
            self.report(
                Diagnostic::new(
                    codes::CALENDAR,
                    length.span,
                    format!("a period of `{duration}` is none"),
                )
                .help("write how long it is closed, such as `for 36 hours`"),
            );
        }
        positive.then_some(())
    }

    /// The bytes of a text, as a place in the policy. A text with escapes has its places shifted: it is meant whole.
    fn inside(&self, written: &Text, start: usize, end: usize) -> Span {
        let whole = written.span;
        let quotes = usize::try_from(whole.end.saturating_sub(whole.start)).unwrap_or(0);
        if quotes != written.text.len() + 2 {
            return whole;
        }
        let from = usize::try_from(whole.start).unwrap_or(0) + 1;
        Span::new(whole.file, from + start, from + end)
    }

    /// A date is its first instant.
    fn point(&mut self, point: &Point, zone: Zone) -> Option<Instant> {
        match &point.kind {
            PointKind::Date(date) => midnight(*date, zone),
            PointKind::Moment(written) => self.moment(written, point.span, zone),
        }
    }
}

fn midnight(date: Date, zone: Zone) -> Option<Instant> {
    Instant::from_local(date, TimeOfDay(0), zone)
}
