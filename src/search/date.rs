//! Ranges of days as queries write them: `2025-12-28`, `2025-12`, `2025-12-28..`.

use std::ops::Bound;

use jiff::civil::Date;

use super::query::DateRange;
use crate::text::dates::days_from;

/// What joins two dates, besides dots.
pub(super) const RANGE_JOINTS: [char; 4] = ['~', '-', '–', '—'];

impl DateRange {
    /// Parses a day, a month or a year, or a range of two joined by `..` or `~`, one of which may be missing, or by a
    /// dash between spaces.
    /// A range that ends before it begins is none. `today` is the day that 오늘 means.
    pub fn parse(text: &str, today: Date) -> Option<Self> {
        let dash = |c: char| RANGE_JOINTS.contains(&c);
        let by_dash = || {
            text.match_indices(dash).find_map(|(at, joint)| {
                let (from, to) = (text.get(..at)?, text.get(at + joint.len()..)?);
                (from.ends_with(' ') && to.starts_with(' ')).then_some((from, to))
            })
        };
        let joined = text.split_once("..").or_else(|| text.split_once('~')).or_else(by_dash);
        let Some((from, to)) = joined else {
            let (first, last) = days_from(text, today)?;
            return Some(Self { start: Bound::Included(first), end: Bound::Included(last) });
        };
        let start = match from.trim() {
            "" => Bound::Unbounded,
            from => Bound::Included(days_from(from, today)?.0),
        };
        let end = match to.trim() {
            "" => Bound::Unbounded,
            to => Bound::Included(days_from(to, today)?.1),
        };
        let is_empty = match (start, end) {
            (Bound::Included(first), Bound::Included(last)) => last < first,
            (start, end) => (start, end) == (Bound::Unbounded, Bound::Unbounded),
        };
        (!is_empty).then_some(Self { start, end })
    }

    /// From the first day on.
    pub(super) fn since(first: Date, _: Date) -> Self {
        Self { start: Bound::Included(first), end: Bound::Unbounded }
    }

    /// Up to and including the last day.
    pub(super) fn until(_: Date, last: Date) -> Self {
        Self { start: Bound::Unbounded, end: Bound::Included(last) }
    }

    /// After the last day.
    pub(super) fn after(_: Date, last: Date) -> Self {
        Self { start: Bound::Excluded(last), end: Bound::Unbounded }
    }

    /// Before the first day.
    pub(super) fn before(first: Date, _: Date) -> Self {
        Self { start: Bound::Unbounded, end: Bound::Excluded(first) }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 1, 7);

    fn included(from: Date, to: Date) -> Option<DateRange> {
        Some(DateRange { start: Bound::Included(from), end: Bound::Included(to) })
    }

    #[test]
    fn days_months_and_ranges() {
        let day = date(2025, 12, 28);
        let parse = |text| DateRange::parse(text, TODAY);
        assert_eq!(parse("2025-12-28"), included(day, day));
        assert_eq!(parse("2024-02"), included(date(2024, 2, 1), date(2024, 2, 29)));
        assert_eq!(parse("2025-11..2025-12-28"), included(date(2025, 11, 1), day));
        assert_eq!(parse("2025-11-30..2025-12"), included(date(2025, 11, 30), date(2025, 12, 31)));
        assert_eq!(parse("2025.12.28~2026.1.6"), included(day, date(2026, 1, 6)));
        assert_eq!(parse("2025.12.28.. 오늘"), included(day, TODAY));
        assert_eq!(parse("2025-12-28 - 2026-1-6"), included(day, date(2026, 1, 6)));
        let open = DateRange { start: Bound::Included(day), end: Bound::Unbounded };
        assert_eq!(parse("2025-12-28.."), Some(open));
        let open = DateRange { start: Bound::Unbounded, end: Bound::Included(day) };
        assert_eq!(parse("..2025-12-28"), Some(open));
    }

    #[test]
    fn bounds_take_in_or_leave_out_what_they_name() {
        let (first, last) = (date(2025, 12, 1), date(2025, 12, 31));
        for (range, day_before, first_in, last_in, day_after) in [
            (DateRange::since(first, last), false, true, true, true),
            (DateRange::until(first, last), true, true, true, false),
            (DateRange::after(first, last), false, false, false, true),
            (DateRange::before(first, last), true, false, false, false),
        ] {
            let days = [date(2025, 11, 30), first, last, date(2026, 1, 1)];
            assert_eq!(
                days.map(|day| range.contains(day)),
                [day_before, first_in, last_in, day_after],
                "{range:?}"
            );
        }
        assert!(!DateRange::after(Date::MAX, Date::MAX).contains(Date::MAX));
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "..",
            "2025-13",
            "2025-02-30",
            "2025-12-28-",
            "2025-12-28..x",
            "...",
            "+025-01",
            "2025-12-",
            "~",
            "2025-12-31..2025-12-29",
        ] {
            assert_eq!(DateRange::parse(text, TODAY), None, "{text}");
        }
        let text = "2025-12-28..2025-12-29..2025-12-30";
        assert_eq!(DateRange::parse(text, TODAY), None);
    }
}
