//! The list of every builtin: one line each.

use super::{Builtin, Group};
use super::{
    aggregates, calendars, collections, graphs, numbers, people, planning, text, time, versions,
};

/// Every function, group by group in the order of the reference, by name within a group.
pub const ALL: &[&Builtin] = &[
    &numbers::abs::ABS,
    &numbers::ceil::CEIL,
    &numbers::clamp::CLAMP,
    &numbers::floor::FLOOR,
    &numbers::holds::HOLDS,
    &numbers::modulo::MOD,
    &numbers::number_of::NUMBER_OF,
    &numbers::percent_of::PERCENT_OF,
    &numbers::percentage_of::PERCENTAGE_OF,
    &numbers::round::ROUND,
    &text::after_first::AFTER_FIRST,
    &text::after_last::AFTER_LAST,
    &text::before_first::BEFORE_FIRST,
    &text::before_last::BEFORE_LAST,
    &text::capture::CAPTURE,
    &text::contains::CONTAINS,
    &text::ends_with::ENDS_WITH,
    &text::entropy::ENTROPY,
    &text::join::JOIN,
    &text::length::LENGTH,
    &text::lower::LOWER,
    &text::replace::REPLACE,
    &text::split::SPLIT,
    &text::starts_with::STARTS_WITH,
    &text::text_of::TEXT_OF,
    &text::trim::TRIM,
    &text::upper::UPPER,
    &time::at_local::AT_LOCAL,
    &time::date_of::DATE_OF,
    &time::days_between::DAYS_BETWEEN,
    &time::days_of::DAYS_OF,
    &time::gaps::GAPS,
    &time::hours_of::HOURS_OF,
    &time::overlaps::OVERLAPS,
    &time::seconds_of::SECONDS_OF,
    &time::time_of::TIME_OF,
    &time::week_of::WEEK_OF,
    &time::weekday_of::WEEKDAY_OF,
    &time::weeks_of::WEEKS_OF,
    &time::window::WINDOW,
    &time::window_from::WINDOW_FROM,
    &calendars::business_time::BUSINESS_TIME,
    &calendars::closed_at::CLOSED_AT,
    &calendars::closed_during::CLOSED_DURING,
    &calendars::is_open_day::IS_OPEN_DAY,
    &calendars::next_closing::NEXT_CLOSING,
    &calendars::next_open::NEXT_OPEN,
    &calendars::open_days_between::OPEN_DAYS_BETWEEN,
    &calendars::periods::PERIODS,
    &calendars::plus_open_days::PLUS_OPEN_DAYS,
    &calendars::reason::REASON,
    &calendars::runway::RUNWAY,
    &calendars::touches::TOUCHES,
    &collections::adjacent::ADJACENT,
    &collections::concat::CONCAT,
    &collections::count::COUNT,
    &collections::disjoint::DISJOINT,
    &collections::first::FIRST,
    &collections::flatten::FLATTEN,
    &collections::index_of::INDEX_OF,
    &collections::indexed::INDEXED,
    &collections::intersect::INTERSECT,
    &collections::keys::KEYS,
    &collections::last::LAST,
    &collections::minus::MINUS,
    &collections::range::RANGE,
    &collections::reverse::REVERSE,
    &collections::subset::SUBSET,
    &collections::take::TAKE,
    &collections::tally::TALLY,
    &collections::union::UNION,
    &collections::values::VALUES,
    &aggregates::correlation::CORRELATION,
    &aggregates::max::MAX,
    &aggregates::mean::MEAN,
    &aggregates::median::MEDIAN,
    &aggregates::min::MIN,
    &aggregates::percentile::PERCENTILE,
    &aggregates::stddev::STDDEV,
    &aggregates::sum::SUM,
    &aggregates::variance::VARIANCE,
    &aggregates::weighted_mean::WEIGHTED_MEAN,
    &graphs::cycles::CYCLES,
    &graphs::order::ORDER,
    &graphs::reach::REACH,
    &planning::fit::FIT,
    &planning::overloads::OVERLOADS,
    &people::is_bot::IS_BOT,
    &people::person_name::PERSON_NAME,
    &versions::bump::BUMP,
];

/// The function of that name. What is asked of a calendar is not among them: `reason` remains a name for policies.
pub fn find(name: &str) -> Option<(usize, &'static Builtin)> {
    named(name, |group| group != Group::Calendars)
}

/// What a calendar is asked by that name: `peak.closed_during(w)`.
pub fn question(name: &str) -> Option<(usize, &'static Builtin)> {
    named(name, |group| group == Group::Calendars)
}

/// The names of everything that a calendar is asked.
pub fn questions() -> impl Iterator<Item = &'static str> {
    ALL.iter()
        .filter(|builtin| builtin.group == Group::Calendars)
        .map(|builtin| builtin.name)
}

fn named(name: &str, of: impl Fn(Group) -> bool) -> Option<(usize, &'static Builtin)> {
    ALL.iter()
        .enumerate()
        .find(|(_, builtin)| builtin.name == name && of(builtin.group))
        .map(|(index, builtin)| (index, *builtin))
}
