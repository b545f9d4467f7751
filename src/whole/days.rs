//! Days as consecutive numbers, and the weeks and months they are in.

use crate::text::dates::KOREA;
use jiff::civil::{Date, date};
use jiff::{Span, Timestamp};

const HOUR: i64 = 3600;

/// A moment in hours since 1970, in Korean time; rounded up if `up`, else down.
pub(super) fn korean_hour(moment: Timestamp, up: bool) -> i64 {
    let seconds = moment.as_second() + i64::from(KOREA.seconds());
    if up { (seconds + HOUR - 1).div_euclid(HOUR) } else { seconds.div_euclid(HOUR) }
}

/// The number of a day: days since 1970.
pub(super) fn number(day: Date) -> i32 {
    day.duration_since(date(1970, 1, 1)).as_hours().div_euclid(24) as i32
}

/// The day with a number, or the nearest valid one.
pub(super) fn day(number: i32) -> Date {
    let ends = if number < 0 { Date::MIN } else { Date::MAX };
    date(1970, 1, 1).checked_add(Span::new().days(number)).unwrap_or(ends)
}

/// The Monday and Sunday of a day's week.
pub(super) fn week(day: Date) -> (Date, Date) {
    let from = i64::from(day.weekday().to_monday_zero_offset());
    let monday = day.checked_sub(Span::new().days(from)).unwrap_or(Date::MIN);
    (monday, monday.checked_add(Span::new().days(6)).unwrap_or(Date::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_numbers_and_weeks_begin_on_monday() {
        for day_of in [date(1969, 12, 31), date(1970, 1, 1), date(2025, 12, 28), Date::MIN, Date::MAX] {
            assert_eq!(day(number(day_of)), day_of);
        }
        assert_eq!(week(date(2025, 12, 28)), (date(2025, 12, 22), date(2025, 12, 28)));
        assert_eq!(week(date(2025, 12, 29)).0, date(2025, 12, 29));
        let moment: Timestamp = "2025-12-28T15:30:00Z".parse().unwrap();
        assert_eq!(korean_hour(moment, true) - korean_hour(moment, false), 1);
        assert_eq!(korean_hour(moment, false), i64::from(number(date(2025, 12, 29))) * 24);
    }
}
