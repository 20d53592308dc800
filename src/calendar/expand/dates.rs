use crate::value::date::Date;
use crate::value::window::Window;
use crate::value::zone::Zone;

use super::super::entry::Label;
use super::super::words::Hours;
use super::hours;

/// The windows of a list that overlap one.
pub(super) fn overlapping(windows: &[(Window, Label)], over: Window) -> Vec<(Window, Label)> {
    let overlapping = windows.iter().filter(|(window, _)| window.overlaps(over));
    overlapping.cloned().collect()
}

/// The dates as windows, those that overlap one.
pub(super) fn of_dates(
    dates: &[(Date, Label)],
    hours: Option<Hours>,
    zone: Zone,
    over: Window,
) -> Vec<(Window, Label)> {
    let (first, last) = hours::days_that_reach(hours, zone, over);
    dates
        .iter()
        .filter(|(date, _)| first <= *date && *date <= last)
        .filter_map(|(date, label)| Some((hours::on_day(*date, hours, zone)?, label.clone())))
        .filter(|(window, _)| window.overlaps(over))
        .collect()
}

/// Of dates in order, those that may overlap a window.
pub(super) fn near(
    dates: &[(Date, Label)],
    hours: Option<Hours>,
    zone: Zone,
    over: Window,
) -> &[(Date, Label)] {
    let (first, last) = hours::days_that_reach(hours, zone, over);
    let from = dates.partition_point(|(date, _)| *date < first);
    let rest = dates.get(from..).unwrap_or_default();
    let count = rest.partition_point(|(date, _)| *date <= last);
    rest.get(..count).unwrap_or_default()
}
