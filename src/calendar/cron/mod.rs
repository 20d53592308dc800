//! Schedules as cron writes them: five fields, or a macro.
//!
//! Taken: `*`, `?` (the same, for days), numbers, names (`jan`, `mon`), ranges (`mon-fri`, `sat-sun`), steps (`*/15`, `8-18/2`,
//! `5/10` as from 5 on), lists, 0 and 7 for Sunday, `L` for a month's last day, `5L` for its last Friday, `5#2` for its
//! second, and `@hourly`, `@daily`, `@midnight`, `@weekly`, `@monthly`, `@yearly`, `@annually`. Not taken: seconds,
//! years, `W`, `@reboot`, `@every`, `TZ=`: the zone is the period's.
//!
//! Where both days are restricted, by anything but a plain `*` or `?`, a day of either is one (as in Vixie's cron,
//! robfig's and fugit). So `0 0 13 * 5` fires on each 13th and each Friday.
//!
//! On days when clocks change, a time that is skipped fires later by the gap and a time that is repeated fires at its
//! first; a schedule for every hour fires at both, since it means each minute that passes rather than one a day.

pub mod parse;
pub mod schedule;
pub(super) mod windows;

mod field;

#[cfg(test)]
mod tests;
