//! iCalendar (RFC 5545): the events of a file as periods, and periods as a file.
//!
//! What is read, and how it is meant:
//!
//! - Each VEVENT happens at its DTSTART, at what RRULE and RDATE add (periods too), less EXDATE. DTEND gives every
//!   occurrence the same exact length, DURATION the same nominal one; whole days (VALUE=DATE) run from midnight to
//!   midnight, DTEND's day not included, one day where no end is said. An event without length closes nothing.
//! - RECURRENCE-ID moves one occurrence, or takes it away where its STATUS is CANCELLED. RANGE=THISANDFUTURE is refused.
//!   An occurrence that is moved and excepted at once is the moved one: it was written to happen.
//! - A cancelled event does not happen; a tentative one does. **TRANSP does not matter**: files of public holidays are
//!   marked transparent, and a freeze that somebody marked "free" is still a freeze.
//! - Of events with one UID, and of occurrences with one RECURRENCE-ID, those of a lower SEQUENCE are left out.
//! - A TZID is the IANA zone of that name (a path before it does not matter), else the zone of a Windows name, else what
//!   X-LIC-LOCATION of its VTIMEZONE says, else what the VTIMEZONE's own rules say, else an error. A time without a zone
//!   is one of the period's zone.
//! - VTODO, VJOURNAL, VFREEBUSY, VALARM and properties that say nothing about time are passed over.

pub mod event;
pub mod read;
pub mod write;

mod lines;
mod observance;
mod property;
mod tree;
mod value;
mod vevent;
mod windows_names;
mod zones;
