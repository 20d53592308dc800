//! What a calendar is asked: `peak.closed_during(w)`. One question a file.

pub mod business_time;
pub mod closed_at;
pub mod closed_during;
pub mod is_open_day;
pub mod next_closing;
pub mod next_open;
pub mod open_days_between;
pub mod periods;
pub mod plus_open_days;
pub mod reason;
pub mod runway;
pub mod touches;

/// The calendar of the examples, as a policy declares it: in the reference, and where they are run.
pub const EXAMPLE: &str = r#"calendar peak {
  zone "UTC"
  closed "Weekend"  every sat, sun
  closed "Year end" from 2026-12-18 17:00 through 2027-01-03 reason "few people are here"
  mark   "Audit"    from 2026-11-30 through 2026-12-04
}"#;
