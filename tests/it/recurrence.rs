//! Recurrence rules against answers of others.

mod dateutil;
mod differential;
