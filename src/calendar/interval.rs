//! Sets of instants as windows, earliest first, that neither touch nor overlap.

use crate::value::window::Window;

/// The set that these cover together.
pub fn merged(mut windows: Vec<Window>) -> Vec<Window> {
    windows.sort_unstable();
    windows.dedup_by(|next, kept| {
        let joins = next.start <= kept.end;
        if joins {
            kept.end = kept.end.max(next.end);
        }
        joins
    });
    windows
}

/// What both of two windows cover.
pub fn common(one: Window, other: Window) -> Option<Window> {
    Window::new(one.start.max(other.start), one.end.min(other.end))
}

/// The part of a set inside a window.
pub fn clipped(set: &[Window], over: Window) -> Vec<Window> {
    overlapping(set, over)
        .iter()
        .filter_map(|window| common(*window, over))
        .collect()
}

/// The windows of a set that overlap one.
pub fn overlapping(set: &[Window], over: Window) -> &[Window] {
    let from = set.partition_point(|window| window.end <= over.start);
    let rest = set.get(from..).unwrap_or_default();
    let count = rest.partition_point(|window| window.start < over.end);
    rest.get(..count).unwrap_or_default()
}

/// What of a window a set leaves.
pub fn without(whole: Window, set: &[Window]) -> Vec<Window> {
    let mut left = Vec::new();
    let mut from = whole.start;
    for taken in overlapping(set, whole) {
        left.extend(Window::new(from, taken.start));
        from = taken.end;
    }
    left.extend(Window::new(from, whole.end));
    left
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::value::instant::Instant;

    use super::*;

    fn window(start: i64, end: i64) -> Window {
        let at = |seconds| Instant { seconds, nanos: 0 };
        Window::new(at(start), at(end)).unwrap()
    }

    #[test]
    fn touching_windows_are_one() {
        let set = merged(vec![window(5, 7), window(0, 2), window(2, 3), window(6, 9)]);
        assert_eq!(set, [window(0, 3), window(5, 9)]);
        assert_eq!(without(window(1, 10), &set), [window(3, 5), window(9, 10)]);
        assert_eq!(clipped(&set, window(2, 6)), [window(2, 3), window(5, 6)]);
        assert_eq!(overlapping(&set, window(3, 5)), []);
    }

    proptest! {
        #[test]
        fn sets_agree_with_their_instants(
            parts in prop::collection::vec((0i64..60, 1i64..12), 0..8),
            start in 0i64..40,
            length in 1i64..40,
        ) {
            let set = merged(parts.iter().map(|(start, length)| window(*start, start + length)).collect());
            let whole = window(start, start + length);
            for t in 0..90 {
                let at = Instant { seconds: t, nanos: 0 };
                let covered = parts.iter().any(|(start, length)| (*start..start + length).contains(&t));
                let held = |set: &[Window]| set.iter().any(|window| window.contains(at));
                prop_assert_eq!(held(&set), covered);
                prop_assert_eq!(held(&clipped(&set, whole)), covered && whole.contains(at));
                prop_assert_eq!(held(&without(whole, &set)), !covered && whole.contains(at));
            }
        }
    }
}
