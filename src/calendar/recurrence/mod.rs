//! Recurrence rules of RFC 5545 (iCalendar), sections 3.3.10 and 3.8.5.
//!
//! A text becomes a [`rule::Rule`] ([`parse`]), a rule and a start become local times ([`expand`]), and those become
//! instants of a zone ([`occurrences`]).
//!
//! What a rule means where the RFC leaves it open, or where programs differ:
//!
//! - **The start counts only if the rule matches it.** The RFC wants the two to agree and leaves the rest undefined.
//! - **A rule is expanded in local time**, also one that steps by hours, minutes or seconds: an hourly rule names each hour
//!   that the clock shows once. Each local time then becomes an instant: one that the clocks skip moves forward by the
//!   gap, one that they show twice is the first (3.3.5), and two that come out equal are one. COUNT counts local times.
//! - **What the RFC forbids has the meaning that python-dateutil gives it**: every BYxxx part that the frequency does not
//!   provide for limits, and an ordinal in BYDAY counts only in MONTHLY and YEARLY rules. YEARLY with BYWEEKNO alone is
//!   all seven days of the week. An UNTIL that is a date is that day's 00:00 where the start has a time.
//! - **What the RFC allows has its meaning**, also where python-dateutil differs: plain and ordinal days in one BYDAY add
//!   up, BYSETPOS of a WEEKLY rule counts within the whole first week, and weeks are numbered backwards from the end of
//!   their own year.
//! - **Weeks have numbers as in ISO 8601**, from WKST on: week 1 is the first with four days in its year. The days of
//!   week 1 that fall into the December before belong to a YEARLY rule's interval of that December.
//! - **Second 60 is second 59**, as 3.3.12 asks of those who keep no leap seconds.
//! - Nothing occurs after the year 9999.

pub mod expand;
pub mod moment;
pub mod occurrences;
pub mod parse;
pub mod properties;
pub mod rule;

mod days;
mod periods;
mod times;
mod units;
mod weeks;

#[cfg(test)]
mod tests;
