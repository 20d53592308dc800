use std::fmt;

use chrono::{DateTime, Offset, TimeZone};
use chrono_tz::{OffsetName, TZ_VARIANTS, Tz};

/// A time zone: one of the IANA database, a fixed offset, or anywhere on earth.
///
/// The data that this build carries know the changes of clocks through 2099; later years keep the last offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Zone {
    Iana(Tz),
    /// Seconds east of UTC.
    Fixed(i32),
    /// UTC-12:00, the last place where a day ends.
    Aoe,
}

/// UTC-12:00 in seconds.
const AOE: i32 = -12 * 3_600;

/// No place on earth was ever further from UTC.
const FARTHEST_HOURS: u32 = 18;

impl Zone {
    pub const UTC: Zone = Zone::Iana(Tz::UTC);

    /// Reads an IANA name (as the database spells it), `AoE`, `Z` or `+02:00` (to 18 hours either way). `None`: no such
    /// zone.
    pub fn parse(name: &str) -> Option<Zone> {
        match name {
            "AoE" => Some(Zone::Aoe),
            "Z" => Some(Zone::UTC),
            _ if name.starts_with(['+', '-']) => offset(name).map(Zone::Fixed),
            _ => name.parse().ok().map(Zone::Iana),
        }
    }

    /// The name of a zone nearest to what was written. `None`: nothing is near.
    pub fn nearest(name: &str) -> Option<&'static str> {
        let wanted = folded(name);
        let allowed = (wanted.len() / 4).clamp(1, 3);
        let mut best: Option<(usize, &'static str)> = None;
        let names = TZ_VARIANTS.iter().map(|zone| zone.name());
        for candidate in names.chain(["AoE"]) {
            let folded = folded(candidate);
            // A city alone stands for its zone, behind a whole name that matches: `london`, `utc`.
            let distance = match folded.rsplit_once('/') {
                Some((_, city)) if city == wanted => 1,
                _ => 2 * strsim::osa_distance(&folded, &wanted),
            };
            if distance <= 2 * allowed && best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, candidate));
            }
        }
        best.map(|(_, name)| name)
    }

    /// Seconds east of UTC at an instant, given as seconds since 1970-01-01T00:00:00Z.
    pub fn offset_at(self, seconds_utc: i64) -> i32 {
        match self {
            Zone::Iana(zone) => match DateTime::from_timestamp(seconds_utc, 0) {
                Some(instant) => zone
                    .offset_from_utc_datetime(&instant.naive_utc())
                    .fix()
                    .local_minus_utc(),
                None => 0,
            },
            Zone::Fixed(seconds) => seconds,
            Zone::Aoe => AOE,
        }
    }

    /// How the zone calls its offset at an instant: `GMT`, `EST`, `+03:00`, `AoE`.
    pub(super) fn abbreviation_at(self, seconds_utc: i64) -> String {
        if let Zone::Iana(zone) = self
            && let Some(instant) = DateTime::from_timestamp(seconds_utc, 0)
            && let Some(name) = zone
                .offset_from_utc_datetime(&instant.naive_utc())
                .abbreviation()
            && name.starts_with(|c: char| c.is_ascii_alphabetic())
        {
            return name.to_owned();
        }
        match self {
            Zone::Aoe => "AoE".to_owned(),
            _ => show_offset(self.offset_at(seconds_utc)),
        }
    }
}

/// `Europe/London`, `+02:00`, `AoE`.
impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Zone::Iana(zone) => f.write_str(zone.name()),
            Zone::Fixed(seconds) => f.write_str(&show_offset(*seconds)),
            Zone::Aoe => f.write_str("AoE"),
        }
    }
}

/// The version of the time-zone data that this build carries, as `2026b`.
pub fn database_version() -> &'static str {
    chrono_tz::IANA_TZDB_VERSION
}

/// Reads `+02:00` as seconds east of UTC.
pub(super) fn offset(text: &str) -> Option<i32> {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+')?),
    };
    let (hours, minutes) = text.split_once(':')?;
    if hours.len() != 2 || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes) = (super::date::digits(hours)?, super::date::digits(minutes)?);
    if minutes > 59 || hours * 60 + minutes > FARTHEST_HOURS * 60 {
        return None;
    }
    let seconds = (hours * 3_600 + minutes * 60).cast_signed();
    Some(if negative { -seconds } else { seconds })
}

fn show_offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let distance = seconds.unsigned_abs();
    let (hours, minutes) = (distance / 3_600, distance / 60 % 60);
    match distance % 60 {
        0 => format!("{sign}{hours:02}:{minutes:02}"),
        // Local mean times before zones were agreed on.
        rest => format!("{sign}{hours:02}:{minutes:02}:{rest:02}"),
    }
}

fn folded(name: &str) -> String {
    name.trim().replace([' ', '-'], "_").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_zones_as_the_database_spells_them() {
        for (name, shown) in [
            ("Europe/London", "Europe/London"),
            (
                "America/Argentina/Buenos_Aires",
                "America/Argentina/Buenos_Aires",
            ),
            ("Etc/GMT+5", "Etc/GMT+5"),
            ("UTC", "UTC"),
            ("Z", "UTC"),
            ("AoE", "AoE"),
            ("+02:00", "+02:00"),
            ("-03:30", "-03:30"),
            ("+18:00", "+18:00"),
            ("-00:00", "+00:00"),
        ] {
            assert_eq!(
                Zone::parse(name).map(|zone| zone.to_string()).as_deref(),
                Some(shown),
                "{name}"
            );
        }
        for name in [
            "",
            "europe/london",
            "Europe/Londn",
            "London",
            "aoe",
            "z",
            "+2:00",
            "+0200",
            "+02",
            "+02:60",
            "+18:01",
            "-19:00",
            "+02:00:00",
            "+ 2:00",
            " UTC",
            "++2:00",
            "+१२:00",
        ] {
            assert_eq!(Zone::parse(name), None, "{name}");
        }
    }

    #[test]
    fn names_the_nearest_zone() {
        for (written, nearest) in [
            ("europe/london", Some("Europe/London")),
            ("Europe/Londn", Some("Europe/London")),
            ("london", Some("Europe/London")),
            ("New York", Some("America/New_York")),
            ("America/New York", Some("America/New_York")),
            ("aoe", Some("AoE")),
            ("utc", Some("UTC")),
            ("Erope/Berlin", Some("Europe/Berlin")),
            ("Middle-earth/Shire", None),
            ("", None),
        ] {
            assert_eq!(Zone::nearest(written), nearest, "{written}");
        }
    }

    #[test]
    fn offsets_follow_the_season() {
        let (january, july) = (1_767_225_600, 1_782_864_000);
        let london = Zone::Iana(Tz::Europe__London);
        assert_eq!(
            (london.offset_at(january), london.offset_at(july)),
            (0, 3_600)
        );
        let lord_howe = Zone::Iana(Tz::Australia__Lord_Howe);
        assert_eq!(
            (lord_howe.offset_at(january), lord_howe.offset_at(july)),
            (39_600, 37_800)
        );
        assert_eq!(Zone::Aoe.offset_at(january), -43_200);
        assert_eq!(Zone::Fixed(7_200).offset_at(i64::MIN), 7_200);
        assert_eq!(london.offset_at(i64::MAX), 0);
        assert_eq!(london.abbreviation_at(july), "BST");
        assert_eq!(
            Zone::Iana(Tz::America__Sao_Paulo).abbreviation_at(july),
            "-03:00"
        );
    }

    #[test]
    fn the_data_says_its_version() {
        let version = database_version();
        assert!(version.len() == 5 && version.starts_with("20"), "{version}");
    }
}
