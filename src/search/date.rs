//! Days, months and ranges of them as queries write them: `2025-12-28`, `2025-12`, `2025-12-28..`.

use std::ops::Bound;

use jiff::civil::Date;

use super::query::DateRange;

impl DateRange {
    /// A day, a month, or two of them with `..` between, of which one may be missing.
    pub fn parse(text: &str) -> Option<Self> {
        let Some((from, to)) = text.split_once("..") else {
            let (first, last) = days(text)?;
            return Some(Self { start: Bound::Included(first), end: Bound::Included(last) });
        };
        let start = match from {
            "" => Bound::Unbounded,
            _ => Bound::Included(days(from)?.0),
        };
        let end = match to {
            "" => Bound::Unbounded,
            _ => Bound::Included(days(to)?.1),
        };
        (!from.is_empty() || !to.is_empty()).then_some(Self { start, end })
    }

    /// All days before a day or month.
    pub fn before(text: &str) -> Option<Self> {
        days(text).map(|(first, _)| Self { start: Bound::Unbounded, end: Bound::Excluded(first) })
    }

    /// All days after a day or month.
    pub fn after(text: &str) -> Option<Self> {
        days(text).map(|(_, last)| Self { start: Bound::Excluded(last), end: Bound::Unbounded })
    }
}

/// The first and the last day of `2025-12-28` or `2025-12`.
fn days(text: &str) -> Option<(Date, Date)> {
    let mut parts = text.split('-');
    let mut number = |digits: usize| {
        let part = parts.next()?;
        let is_number = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
        Some(is_number.then(|| part.parse::<i16>().ok()).flatten())
    };
    let (year, month, day) = (number(4)??, i8::try_from(number(2)??).ok()?, number(2));
    if parts.next().is_some() {
        return None;
    }
    match day {
        Some(day) => {
            let day = Date::new(year, month, i8::try_from(day?).ok()?).ok()?;
            Some((day, day))
        }
        None => {
            let first = Date::new(year, month, 1).ok()?;
            Some((first, first.last_of_month()))
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn included(from: Date, to: Date) -> Option<DateRange> {
        Some(DateRange { start: Bound::Included(from), end: Bound::Included(to) })
    }

    #[test]
    fn days_months_and_ranges() {
        let day = date(2025, 12, 28);
        assert_eq!(DateRange::parse("2025-12-28"), included(day, day));
        assert_eq!(DateRange::parse("2024-02"), included(date(2024, 2, 1), date(2024, 2, 29)));
        assert_eq!(DateRange::parse("2025-11..2025-12-28"), included(date(2025, 11, 1), day));
        assert_eq!(DateRange::parse("2025-11-30..2025-12"), included(date(2025, 11, 30), date(2025, 12, 31)));
        let open = DateRange { start: Bound::Included(day), end: Bound::Unbounded };
        assert_eq!(DateRange::parse("2025-12-28.."), Some(open));
        let open = DateRange { start: Bound::Unbounded, end: Bound::Included(day) };
        assert_eq!(DateRange::parse("..2025-12-28"), Some(open));
    }

    #[test]
    fn before_and_after_leave_out_what_they_name() {
        let december = |range: Option<DateRange>, day| range.unwrap().contains(day);
        assert!(december(DateRange::before("2025-12-28"), date(2025, 12, 27)));
        assert!(!december(DateRange::before("2025-12-28"), date(2025, 12, 28)));
        assert!(!december(DateRange::after("2025-12"), date(2025, 12, 31)));
        assert!(december(DateRange::after("2025-12"), date(2026, 1, 1)));
        assert!(!december(DateRange::after("9999-12-31"), date(9999, 12, 31)));
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "..",
            "2025",
            "2025-13",
            "2025-02-30",
            "2025-1-1",
            "2025-12-28-",
            "2025-12-28..x",
            "20251228",
            "2025-12-28..2025-12-29..2025-12-30",
            "...",
            "+025-01",
            "오늘",
            "2025-12-",
        ] {
            assert_eq!(DateRange::parse(text), None, "{text}");
        }
        assert_eq!(DateRange::before("2025-12-28.."), None);
    }
}
