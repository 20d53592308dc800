use super::field::{DayKind, Field, Kind, read};
use super::schedule::{Cron, Days, has};

/// What is wrong with a schedule, and where: bytes of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CronError {
    pub start: usize,
    pub end: usize,
    pub message: String,
}

const FIELDS: [Kind; 5] = [
    Kind {
        name: "minute",
        least: 0,
        most: 59,
        names: &[],
        days: DayKind::No,
    },
    Kind {
        name: "hour",
        least: 0,
        most: 23,
        names: &[],
        days: DayKind::No,
    },
    Kind {
        name: "day of the month",
        least: 1,
        most: 31,
        names: &[],
        days: DayKind::OfMonth,
    },
    Kind {
        name: "month",
        least: 1,
        most: 12,
        names: &[
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ],
        days: DayKind::No,
    },
    Kind {
        name: "day of the week",
        least: 0,
        most: 6,
        names: &["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
        days: DayKind::OfWeek,
    },
];

const MACROS: [(&str, &str); 7] = [
    ("@hourly", "0 * * * *"),
    ("@daily", "0 0 * * *"),
    ("@midnight", "0 0 * * *"),
    ("@weekly", "0 0 * * 0"),
    ("@monthly", "0 0 1 * *"),
    ("@yearly", "0 0 1 1 *"),
    ("@annually", "0 0 1 1 *"),
];

/// Reads a schedule.
///
/// # Errors
/// What is wrong with the first field that does not read, or that it never fires.
pub fn parse(text: &str) -> Result<Cron, CronError> {
    let wrong = |message: String| CronError {
        start: 0,
        end: text.len(),
        message,
    };
    let written = text.trim();
    if written.starts_with('@') {
        let known = MACROS
            .iter()
            .find(|(name, _)| written.eq_ignore_ascii_case(name));
        let (_, fields) = known.ok_or_else(|| {
            let names: Vec<&str> = MACROS.iter().map(|(name, _)| *name).collect();
            wrong(format!(
                "`{written}` is no schedule: write five fields or one of {}",
                names.join(", ")
            ))
        })?;
        return Ok(Cron {
            text: text.to_owned(),
            ..parse(fields)?
        });
    }
    if written.starts_with("TZ=") || written.starts_with("CRON_TZ=") {
        return Err(wrong(
            "a schedule runs in the zone of its period: write `zone` there, and no `TZ=` here"
                .to_owned(),
        ));
    }
    let fields: Vec<(usize, &str)> = words(text).collect();
    let [minute, hour, day, month, weekday] = fields.as_slice() else {
        return Err(wrong(format!(
            "`{written}` has {} fields: write five, for minute, hour, day of the month, month and day of the week",
            fields.len()
        )));
    };
    let [minutes, hours, days, months, weekdays] = FIELDS;
    let field = |(at, text): &(usize, &str), kind: &Kind| read(text, *at, kind);
    let (minutes, hours) = (field(minute, &minutes)?, field(hour, &hours)?);
    let (days, months) = (field(day, &days)?, field(month, &months)?);
    let weekdays = field(weekday, &weekdays)?;
    let cron = Cron {
        text: text.to_owned(),
        minutes: minutes_of_day(&minutes, &hours),
        every_hour: (0..24).all(|hour| has(hours.bits, hour)),
        months: months.bits,
        days: Days {
            by_month: !days.any,
            by_week: !weekdays.any,
            of_month: days.bits,
            last_of_month: days.last,
            of_week: weekdays.bits,
            nth: weekdays.nth,
        },
    };
    if !cron.ever_fires() {
        return Err(wrong(format!(
            "`{written}` never fires: no month it names has such a day; change the day or the month"
        )));
    }
    Ok(cron)
}

fn minutes_of_day(minutes: &Field, hours: &Field) -> Vec<u32> {
    let hours = (0..24).filter(|hour| has(hours.bits, *hour));
    hours
        .flat_map(|hour| {
            let minutes = (0..60).filter(|minute| has(minutes.bits, *minute));
            minutes.map(move |minute| hour * 60 + minute)
        })
        .collect()
}

/// Words and the bytes at which they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(char::is_whitespace).filter_map(move |word| {
        let start = at;
        at += word.len() + 1;
        (!word.is_empty()).then_some((start, word))
    })
}
