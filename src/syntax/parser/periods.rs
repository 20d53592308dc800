//! When a period is: once, on dates, every so often, by cron, by an RFC 5545 rule, from a file.

use crate::calendar::words::{Hours, HoursEnd};
use crate::diagnostic::codes;
use crate::source::span::Span;
use crate::syntax::ast::calendar::{End, Length, Point, PointKind, When, WhenKind};
use crate::syntax::ast::{Literal, Text};
use crate::value::date::{Date, TimeOfDay};
use crate::value::duration::Duration;

use super::cycles;
use super::days;
use super::grammar::{Pair, Rule, parts};
use super::heads::tall_sum;
use super::literals;
use super::reading::Reading;
use super::texts;

/// Any of the forms. `None`: it does not exist, and that has been said.
pub(super) fn when(reading: &mut Reading<'_>, pair: Pair<'_>, span: Span) -> Option<When> {
    let kind = match pair.as_rule() {
        Rule::span => from(reading, pair, span),
        Rule::days => on_days(reading, pair),
        Rule::in_windows => parts(pair)
            .find(|part| part.as_rule() == Rule::sum)
            .map(|windows| WhenKind::WindowsIn(tall_sum(reading, windows).expr)),
        Rule::every => cycles::every(reading, pair, span),
        Rule::cron => cron(reading, pair, span),
        _ => rrule(reading, pair, span),
    };
    kind.map(|kind| When { kind, span })
}

/// What stands behind `from`.
fn from(reading: &mut Reading<'_>, pair: Pair<'_>, span: Span) -> Option<WhenKind> {
    let mut inside = parts(pair);
    let first = inside.next()?;
    match first.as_rule() {
        Rule::cron_pair => cron_pair(reading, first, span),
        Rule::ics => ics(reading, first),
        _ => once(reading, Ends::new(reading, first, inside), span),
    }
}

/// The two ends of a span as they are written, and the word between them.
#[derive(Debug)]
pub(super) struct Ends<'p> {
    from: Pair<'p>,
    /// `to`, `through`, `for`, `until`.
    word: &'p str,
    to: Option<Pair<'p>>,
    pub span: Span,
}

impl<'p> Ends<'p> {
    pub fn new(
        reading: &Reading<'_>,
        from: Pair<'p>,
        mut behind: impl Iterator<Item = Pair<'p>>,
    ) -> Ends<'p> {
        let word = behind.next().map_or("", |word| word.as_str());
        let to = behind.next();
        let start = reading.extent(&from);
        let span = to.as_ref().map_or(start, |to| start.to(reading.extent(to)));
        Ends {
            from,
            word,
            to,
            span,
        }
    }

    /// The ends of a `span` production that is neither cron nor a file.
    pub fn of(reading: &mut Reading<'_>, pair: Pair<'p>) -> Option<Ends<'p>> {
        let mut inside = parts(pair);
        let first = inside.next()?;
        if first.as_rule() == Rule::point {
            return Some(Ends::new(reading, first, inside));
        }
        let span = reading.extent(&first);
        reading.refuse(
            codes::SYNTAX,
            span,
            "this does not say at which hours",
            "write hours like `from 18:00 to 22:00`, or give this a line of its own",
        );
        None
    }

    pub fn word(&self) -> &'p str {
        self.word
    }

    pub fn beginning(&self) -> &'p str {
        self.from.as_str().trim()
    }

    /// The ends of `from 12-18 through 01-03`.
    pub fn tokens(&self) -> Option<(Pair<'p>, Pair<'p>)> {
        let first = parts(self.from.clone()).next()?;
        let second = parts(self.to.clone()?).next()?;
        Some((first, second))
    }
}

/// `2026-11-23 to 2026-12-01 08:00`
fn once(reading: &mut Reading<'_>, ends: Ends<'_>, span: Span) -> Option<WhenKind> {
    let (first, at) = sole(reading, &ends.from)?;
    if is_time(first.as_str()) {
        let written = reading.quoted(span);
        reading.refuse(
            codes::SYNTAX,
            at,
            format!("`{}` does not say on which day", first.as_str()),
            format!("write `every day {written}`, or a date before the time"),
        );
        return None;
    }
    let from = point(reading, first.as_str(), at);
    let Some(to) = &ends.to else {
        reading.refuse(
            codes::CLAUSE_MISSING,
            at,
            format!(
                "nothing says when what begins `from {}` ends",
                first.as_str()
            ),
            "add `to` and a moment, `through` and its last day, or `for` and a duration",
        );
        return None;
    };
    let (last, at) = sole(reading, to)?;
    let end = match ends.word {
        "for" => length(reading, last.as_str(), at).map(End::For),
        "through" => through(reading, last.as_str(), at),
        word => to_moment(reading, word, last.as_str(), at, &from),
    };
    Some(WhenKind::Once {
        from: from?,
        end: end?,
    })
}

/// The number of a point that has no word before it.
fn sole<'p>(reading: &mut Reading<'_>, point: &Pair<'p>) -> Option<(Pair<'p>, Span)> {
    let token = parts(point.clone()).next()?;
    let span = reading.span(&token);
    if token.as_rule() == Rule::numeric {
        return Some((token, span));
    }
    let help = match days::weekday(token.as_str()) {
        Some(day) => format!(
            "write a date like `2026-11-23`, or `every {} …` for each week",
            days::short_of(day)
        ),
        None => "write a date like `2026-11-23`, with a time behind it if need be".to_owned(),
    };
    reading.refuse(
        codes::SYNTAX,
        span,
        format!("`{}` is no date", token.as_str()),
        help,
    );
    None
}

/// `through 2026-12-01`
fn through(reading: &mut Reading<'_>, text: &str, span: Span) -> Option<End> {
    match literals::literal(reading, text, span)? {
        Literal::Date(date) => Some(End::Through { date, span }),
        Literal::Moment(moment) => {
            reading.refuse(
                codes::SYNTAX,
                span,
                format!("`through` takes a last day, and `{moment}` is a moment"),
                format!("write `to {moment}`"),
            );
            None
        }
        _ => refuse_point(reading, text, span),
    }
}

/// `to 2026-12-01 08:00`. A bare date would leave open whether that day belongs to it.
fn to_moment(
    reading: &mut Reading<'_>,
    word: &str,
    text: &str,
    span: Span,
    from: &Option<Point>,
) -> Option<End> {
    match literals::literal(reading, text, span)? {
        Literal::Date(date) => {
            reading.refuse(
                codes::SYNTAX,
                span,
                format!("`{word} {date}` leaves open whether that day is in it"),
                format!("write `through {date}` if it is, or `to {date} 00:00` if it is not"),
            );
            Some(End::Through { date, span })
        }
        Literal::Moment(moment) => {
            if word != "to" {
                reading.refuse(
                    codes::SYNTAX,
                    span,
                    format!("`{word}` does not end what began with `from`"),
                    format!("write `to {moment}`"),
                );
            }
            Some(End::To { moment, span })
        }
        Literal::Time(time) => {
            let day = match from.as_ref().map(|from| &from.kind) {
                Some(PointKind::Date(date)) => date.to_string(),
                Some(PointKind::Moment(moment)) => moment.chars().take(10).collect(),
                None => "2026-12-01".to_owned(),
            };
            reading.refuse(
                codes::SYNTAX,
                span,
                format!("`{word} {text}` does not say on which day"),
                format!("write `to {day} {time}`"),
            );
            None
        }
        Literal::Duration(_) => {
            reading.refuse(
                codes::SYNTAX,
                span,
                format!("`{text}` is how long, not until when"),
                format!("write `for {text}`"),
            );
            None
        }
        _ => refuse_point(reading, text, span),
    }
}

fn refuse_point<T>(reading: &mut Reading<'_>, text: &str, span: Span) -> Option<T> {
    reading.refuse(
        codes::BAD_LITERAL,
        span,
        format!("`{text}` is no date"),
        "write a date like `2026-11-23`, or a moment like `2026-11-23 08:00`",
    );
    None
}

/// A date or a moment.
fn point(reading: &mut Reading<'_>, text: &str, span: Span) -> Option<Point> {
    let kind = match literals::literal(reading, text, span)? {
        Literal::Date(date) => PointKind::Date(date),
        Literal::Moment(moment) => PointKind::Moment(moment),
        _ => return refuse_point(reading, text, span),
    };
    Some(Point { kind, span })
}

/// `36 hours`: longer than nothing.
pub(super) fn length(reading: &mut Reading<'_>, text: &str, span: Span) -> Option<Length> {
    if !text.starts_with(|first: char| first.is_ascii_digit()) {
        reading.refuse(
            codes::BAD_LITERAL,
            span,
            format!("`{text}` is no duration"),
            "write how long it lasts, like `36 hours`, `90 min` or `3 days`",
        );
        return None;
    }
    match literals::literal(reading, text, span)? {
        Literal::Duration(Duration::ZERO) => {
            reading.refuse(
                codes::BAD_LITERAL,
                span,
                format!("`{text}` is no time at all"),
                "write how long it lasts, like `36 hours`",
            );
            None
        }
        Literal::Duration(duration) => Some(Length { duration, span }),
        _ => {
            reading.refuse(
                codes::BAD_LITERAL,
                span,
                format!("`{text}` is no duration"),
                "write how long it lasts, like `36 hours`, `90 min` or `3 days`",
            );
            None
        }
    }
}

fn is_time(text: &str) -> bool {
    TimeOfDay::parse(text).is_ok()
}

/// `from 18:00 for 36 hours`, `from 15:00 to mon 08:00`
pub(super) fn hours(reading: &mut Reading<'_>, ends: &Ends<'_>) -> Option<Hours> {
    let first = parts(ends.from.clone()).next()?;
    let at = reading.span(&first);
    let from = time(reading, first.as_str(), at);
    if from == Some(TimeOfDay::END) {
        reading.refuse(
            codes::BAD_LITERAL,
            at,
            "`24:00` ends a day and begins none",
            "write `00:00`, on the next day",
        );
        return None;
    }
    let Some(to) = &ends.to else {
        reading.refuse(
            codes::CLAUSE_MISSING,
            at,
            format!(
                "nothing says when what begins `from {}` ends",
                first.as_str()
            ),
            format!(
                "write `from {0} to 22:00`, `from {0} for 4 hours` or `from {0} to mon 08:00`",
                first.as_str()
            ),
        );
        return None;
    };
    let mut inside = parts(to.clone());
    let (first, second) = (inside.next()?, inside.next());
    let at = reading.span(&first);
    if ends.word == "for" {
        let length = length(reading, first.as_str(), at)?;
        return Some(Hours {
            from: from?,
            end: HoursEnd::For(length.duration),
        });
    }
    if ends.word != "to" {
        reading.refuse(
            codes::SYNTAX,
            ends.span,
            format!("hours do not end with `{}`", ends.word),
            format!(
                "write `from {} to {}`",
                ends.beginning(),
                to.as_str().trim()
            ),
        );
        return None;
    }
    let end = if first.as_rule() == Rule::numeric {
        HoursEnd::At(time(reading, first.as_str(), at)?)
    } else {
        let day = days::weekday_of(reading, &first)?;
        let Some(second) = second else {
            reading.refuse(
                codes::SYNTAX,
                at,
                format!("`to {}` does not say at which hour", first.as_str()),
                format!("write `to {} 08:00`", days::short_of(day)),
            );
            return None;
        };
        let at = reading.span(&second);
        HoursEnd::On(day, time(reading, second.as_str(), at)?)
    };
    Some(Hours { from: from?, end })
}

/// `18:00`
fn time(reading: &mut Reading<'_>, text: &str, span: Span) -> Option<TimeOfDay> {
    match TimeOfDay::parse(text) {
        Ok(time) => Some(time),
        Err(why) => {
            let why = match text.contains(':') {
                true => format!(": {why}"),
                false => String::new(),
            };
            reading.refuse(
                codes::BAD_LITERAL,
                span,
                format!("`{text}` is no time of day{why}"),
                match hour(text) {
                    Some(hour) => format!("write `{hour:02}:00`"),
                    None => "a time is written like `08:30`, on a clock of 24 hours".to_owned(),
                },
            );
            None
        }
    }
}

/// The hour that `18`, `6pm`, `noon` mean.
fn hour(text: &str) -> Option<u32> {
    match text {
        "noon" => return Some(12),
        "midnight" => return Some(0),
        _ => {}
    }
    let folded = text.to_ascii_lowercase();
    let (number, shift) = match (folded.strip_suffix("am"), folded.strip_suffix("pm")) {
        (Some(number), _) => (number, 0),
        (_, Some(number)) => (number, 12),
        _ => (folded.as_str(), 24),
    };
    let hour: u32 = number.trim_end().parse().ok()?;
    match shift {
        24 => (hour <= 24).then_some(hour),
        shift => (1..=12).contains(&hour).then_some(hour % 12 + shift),
    }
}

/// `on 2026-12-25, 2026-12-28 from 08:00 to 20:00`, `on dates in bank_holidays`
fn on_days(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<WhenKind> {
    let mut inside = parts(pair);
    let on = inside.next()?;
    let hours = match inside.next() {
        Some(hours) => {
            let ends = Ends::of(reading, hours)?;
            Some(self::hours(reading, &ends)?)
        }
        None => None,
    };
    let mut dates = Vec::new();
    let mut is_whole = true;
    for part in parts(on) {
        if part.as_rule() == Rule::sum {
            let dates = tall_sum(reading, part).expr;
            return Some(WhenKind::DatesIn { dates, hours });
        }
        let span = reading.extent(&part);
        match a_date(reading, part, span) {
            Some(date) => dates.push((date, span)),
            None => is_whole = false,
        }
    }
    is_whole.then_some(WhenKind::Dates { dates, hours })
}

/// One of `on 2026-12-25, 2026-12-28`.
fn a_date(reading: &mut Reading<'_>, day: Pair<'_>, span: Span) -> Option<Date> {
    let mut inside = parts(day);
    let first = inside.next()?;
    let written = reading.quoted(span);
    let is_month_day = first.as_str().len() == 5 && first.as_str().get(2..3) == Some("-");
    if first.as_rule() == Rule::numeric && !is_month_day && inside.next().is_none() {
        return match literals::literal(reading, first.as_str(), span)? {
            Literal::Date(date) => Some(date),
            Literal::Moment(moment) => {
                let (day, time) = moment.split_at_checked(10)?;
                let time = time.trim_start_matches(['T', ' ']);
                reading.refuse(
                    codes::SYNTAX,
                    span,
                    format!("`{written}` is a moment, and `on` takes days"),
                    format!("write `on {day} from {time} to …`"),
                );
                None
            }
            _ => refuse_point(reading, first.as_str(), span),
        };
    }
    let help = if days::weekdays(first.as_str()).is_some() {
        format!(
            "write `every {}` for each week, or a date like `2026-12-25`",
            first.as_str()
        )
    } else if is_month_day {
        format!("write `every year on {written}`, or a date like `2026-{written}`")
    } else {
        "write a date like `2026-12-25`, or `every year on 12-25` for each year".to_owned()
    };
    reading.refuse(codes::SYNTAX, span, format!("`{written}` is no date"), help);
    None
}

/// `cron "0 23 * * 5" for 57 hours`
fn cron(reading: &mut Reading<'_>, pair: Pair<'_>, span: Span) -> Option<WhenKind> {
    let mut inside = parts(pair);
    let schedule = texts::text(reading, &inside.next()?);
    let (Some(word), Some(last)) = (inside.next(), inside.next()) else {
        refuse_no_length(reading, span, &schedule);
        return None;
    };
    let at = reading.span(&last);
    if word.as_str() != "for" {
        let word_at = reading.span(&word);
        reading.refuse(
            codes::SYNTAX,
            word_at,
            format!(
                "`{}` does not say how long a period by cron lasts",
                word.as_str()
            ),
            "write `for` and a duration, or `from cron \"…\" until cron \"…\"`",
        );
        return None;
    }
    Some(WhenKind::Cron {
        schedule,
        length: length(reading, last.as_str(), at)?,
    })
}

fn refuse_no_length(reading: &mut Reading<'_>, span: Span, text: &Text) {
    let written = reading.quoted(text.span);
    reading.refuse(
        codes::CLAUSE_MISSING,
        span,
        format!("nothing says how long a period by `{written}` lasts"),
        "add a duration, like `for 57 hours`",
    );
}

/// `from cron "0 23 * * 5" until cron "0 8 * * 1"`
fn cron_pair(reading: &mut Reading<'_>, pair: Pair<'_>, span: Span) -> Option<WhenKind> {
    let mut inside = parts(pair);
    let start = texts::text(reading, &inside.next()?);
    let begun = reading.quoted(start.span);
    let (Some(word), Some(last)) = (inside.next(), inside.next()) else {
        reading.refuse(
            codes::CLAUSE_MISSING,
            span,
            format!("nothing says when what begins by `{begun}` ends"),
            format!("write `from cron {begun} until cron \"…\"`, or `cron {begun} for 57 hours`"),
        );
        return None;
    };
    let written = last.as_str();
    if last.as_rule() != Rule::string {
        reading.refuse(
            codes::SYNTAX,
            span,
            "a period by one cron schedule is written without `from`",
            format!("write `cron {begun} for {written}`"),
        );
        return None;
    }
    let gap = reading.written(Span {
        start: reading.span(&word).end,
        end: reading.span(&last).start,
        ..span
    });
    if word.as_str() != "until" || gap.trim().is_empty() {
        let at = reading.span(&word).to(reading.span(&last));
        let quoted = reading.quoted(at);
        reading.refuse(
            codes::SYNTAX,
            at,
            format!("`{quoted}` is not how a period from cron ends"),
            format!("write `until cron {written}`"),
        );
        return None;
    }
    Some(WhenKind::CronPair {
        start,
        end: texts::text(reading, &last),
    })
}

/// `from ics "calendars/gb.ics" sha256 "…"`
fn ics(reading: &mut Reading<'_>, pair: Pair<'_>) -> Option<WhenKind> {
    let mut inside = parts(pair).peekable();
    let word = inside.next_if(|part| part.as_rule() == Rule::ics_word);
    let path = texts::text(reading, &inside.next()?);
    if word.is_none() {
        let written = reading.quoted(path.span);
        reading.refuse(
            codes::SYNTAX,
            path.span,
            "this does not say what kind of file it is",
            format!("write `from ics {written}`; dates of other files come in by `data`: `on dates in …`"),
        );
    }
    let sha256 = inside.next().map(|digest| texts::text(reading, &digest));
    Some(WhenKind::Ics { path, sha256 })
}

/// `rrule "FREQ=WEEKLY;BYDAY=TU" starting 2026-01-06 02:30 for 90 min`
fn rrule(reading: &mut Reading<'_>, pair: Pair<'_>, span: Span) -> Option<WhenKind> {
    let mut inside = parts(pair);
    let rule = texts::text(reading, &inside.next()?);
    let mut starting = None;
    let mut lasting = None;
    for part in inside {
        let is_start = part.as_rule() == Rule::starting;
        let Some(token) = parts(part).next() else {
            continue;
        };
        let at = reading.span(&token);
        if is_start {
            starting = Some(point(reading, token.as_str(), at));
        } else {
            lasting = Some(length(reading, token.as_str(), at));
        }
    }
    if lasting.is_none() {
        refuse_no_length(reading, span, &rule);
    }
    Some(WhenKind::Rrule {
        rule,
        // Without one the text has to say it, by DTSTART.
        starting: match starting {
            Some(point) => Some(point?),
            None => None,
        },
        length: lasting??,
    })
}
