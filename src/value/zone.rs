use std::fmt;

/// A time zone: one of the IANA database, a fixed offset, or anywhere on earth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Zone {
    Iana(chrono_tz::Tz),
    /// Seconds east of UTC.
    Fixed(i32),
    /// UTC-12:00, the last place where a day ends.
    Aoe,
}

impl Zone {
    pub const UTC: Zone = Zone::Iana(chrono_tz::Tz::UTC);
    /// Reads an IANA name (as the database spells it), `AoE`, `Z` or `+02:00`. `None`: no such zone.
    pub fn parse(_name: &str) -> Option<Zone> {
        todo!()
    }
    /// The IANA name nearest to what was written.
    pub fn nearest(_name: &str) -> Option<&'static str> {
        todo!()
    }
    /// Seconds east of UTC at an instant.
    pub fn offset_at(self, _seconds_utc: i64) -> i32 {
        todo!()
    }
}
/// `Europe/London`, `+02:00`, `AoE`.
impl fmt::Display for Zone {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        todo!()
    }
}

/// The version of the time-zone data that this build carries, as `2026b`.
pub fn database_version() -> &'static str {
    chrono_tz::IANA_TZDB_VERSION
}
