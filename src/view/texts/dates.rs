//! Dates and times for people to read, and days as they type them.

use super::lang::Lang;
use super::text::text;
use crate::article::{Published, crawled_day};
use crate::text::dates::{KOREA, days_from, korean_day};
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;

/// A day: `2026년 1월 6일 화요일`, `Tuesday, 6 January 2026`.
pub fn format_day(day: Date, lang: Lang) -> String {
    let (year, month, number) = (day.year(), day.month(), day.day());
    let weekday = weekday(day.weekday(), lang);
    text!(
        lang,
        ko format!("{year}년 {month}월 {number}일 {weekday}"),
        en format!("{weekday}, {number} {} {year}", month_en(month))
    )
}

/// The month of a day with its year: `2025년 12월`, `December 2025`.
pub fn format_month_of_year(day: Date, lang: Lang) -> String {
    let (year, month) = (day.year(), day.month());
    text!(lang, ko format!("{year}년 {month}월"), en format!("{} {year}", month_en(month)))
}

/// A weekday over a column: `목`, `Thu`.
pub fn short_weekday(day: Weekday, lang: Lang) -> String {
    weekday(day, lang).chars().take(text!(lang, ko 1, en 3)).collect()
}

/// The month of a day: `12월`, `Dec`.
pub fn format_month(day: Date, lang: Lang) -> String {
    text!(lang, ko format!("{}월", day.month()), en month_en(day.month()).chars().take(3).collect())
}

/// A moment of the last year or so in Korean time: `12월 30일 07:30`, `30 Dec 07:30`.
pub fn format_moment(moment: jiff::Timestamp, lang: Lang) -> String {
    let time = KOREA.to_datetime(moment);
    let (month, day, clock) = (format_month(time.date(), lang), time.day(), clock(time));
    text!(lang, ko format!("{month} {day}일 {clock}"), en format!("{day} {month} {clock}"))
}

/// A moment as the time of day in Korea, or as the day if it isn't `day`: `07:30`, `31일`, and in another
/// month `1/28`.
pub(in crate::view) fn format_moment_of(moment: jiff::Timestamp, day: Option<Date>, lang: Lang) -> String {
    let time = KOREA.to_datetime(moment);
    let date = time.date();
    if day == Some(date) {
        return clock(time);
    }
    let is_same_month = day.is_some_and(|day| day.first_of_month() == date.first_of_month());
    let ko = || {
        if is_same_month { format!("{}일", date.day()) } else { format!("{}/{}", date.month(), date.day()) }
    };
    text!(lang, ko ko(), en format!("{} {}", date.day(), format_month(date, lang)))
}

/// When an article was published, as precisely as known.
pub fn format_published(published: Published, lang: Lang) -> String {
    match published {
        Published::Date(day) => short_day(day, lang),
        Published::Time(time) => format!("{} {}", short_day(time.date(), lang), clock(time)),
    }
}

/// When an article was crawled, in Korean time; the day alone if no more is known.
pub fn format_crawled(crawled: jiff::Timestamp, lang: Lang) -> String {
    let time = KOREA.to_datetime(crawled);
    match crawled_day(crawled) {
        Some(day) => short_day(day, lang),
        None => format!("{} {}", short_day(time.date(), lang), clock(time)),
    }
}

/// A moment in this computer's time zone.
pub fn format_here(moment: jiff::Timestamp, lang: Lang) -> String {
    let time = TimeZone::system().to_datetime(moment);
    format!("{} {}", short_day(time.date(), lang), clock(time))
}

/// A moment in UTC, as the file has it.
pub fn format_utc(moment: jiff::Timestamp) -> String {
    let time = TimeZone::UTC.to_datetime(moment);
    format!("{} {}:{:02} UTC", time.date(), clock(time), time.second())
}

/// Parses a day typed by the reader: `2026-01-06`, with dots or slashes, without separators, or a word such as
/// 어제.
pub fn day_from(text: &str) -> Option<Date> {
    let today = korean_day(jiff::Timestamp::now());
    days_from(text, today).filter(|(first, last)| first == last).map(|(day, _)| day)
}

/// A range of days, either end of which may be open.
pub fn format_days(from: Option<Date>, to: Option<Date>, lang: Lang) -> String {
    let name = |day: Option<Date>| day.map(|day| short_day(day, lang)).unwrap_or_default();
    if from == to {
        return name(from);
    }
    format_range(&name(from), &name(to), lang)
}

/// A range of two days as text, either of which may be empty.
pub fn format_range(from: &str, to: &str, lang: Lang) -> String {
    text!(lang, ko format!("{from}~{to}"), en format!("{from} – {to}").trim().to_owned())
}

/// A day on an axis, without the year if the axis `is_within_one_year` of the calendar.
pub fn format_axis_day(day: Date, is_within_one_year: bool, lang: Lang) -> String {
    let (month, number) = (day.month(), day.day());
    if !is_within_one_year {
        return short_day(day, lang);
    }
    text!(lang, ko format!("{month}월 {number}일"), en format!("{number} {}", month_en(month)))
}

/// A day in a narrow column, with its weekday: `12. 25. 목`, or `2025. 12. 25. 목` unless the column
/// `is_within_one_year` of the calendar.
pub fn format_short_day(day: Date, is_within_one_year: bool, lang: Lang) -> String {
    let (year, month, number) = (day.year(), day.month(), day.day());
    let weekday = short_weekday(day.weekday(), lang);
    let short_month = month_en(month).get(..3).unwrap_or_default();
    if is_within_one_year {
        return text!(lang, ko format!("{month}. {number}. {weekday}"), en format!("{weekday} {number} {short_month}"));
    }
    text!(
        lang,
        ko format!("{year}. {month}. {number}. {weekday}"),
        en format!("{weekday} {number} {short_month} {year}")
    )
}

fn short_day(day: Date, lang: Lang) -> String {
    let (year, month, number) = (day.year(), day.month(), day.day());
    text!(lang, ko format!("{year}년 {month}월 {number}일"), en format!("{number} {} {year}", month_en(month)))
}

fn clock(time: DateTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

pub(in crate::view) fn weekday(day: Weekday, lang: Lang) -> &'static str {
    match day {
        Weekday::Monday => text!(lang, ko "월요일", en "Monday"),
        Weekday::Tuesday => text!(lang, ko "화요일", en "Tuesday"),
        Weekday::Wednesday => text!(lang, ko "수요일", en "Wednesday"),
        Weekday::Thursday => text!(lang, ko "목요일", en "Thursday"),
        Weekday::Friday => text!(lang, ko "금요일", en "Friday"),
        Weekday::Saturday => text!(lang, ko "토요일", en "Saturday"),
        Weekday::Sunday => text!(lang, ko "일요일", en "Sunday"),
    }
}

fn month_en(month: i8) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, datetime};

    #[test]
    fn a_date_is_never_given_a_time_it_does_not_have() {
        let day = Published::Date(date(2026, 1, 6));
        assert_eq!(format_published(day, Lang::Korean), "2026년 1월 6일");
        assert_eq!(format_published(day, Lang::English), "6 January 2026");
        let time = Published::Time(datetime(2026, 1, 6, 9, 5, 0, 0));
        assert_eq!(format_published(time, Lang::Korean), "2026년 1월 6일 09:05");
    }

    #[test]
    fn crawl_times_are_korean_with_the_stored_utc_beside_them() {
        let moment: jiff::Timestamp = "2025-12-30T18:23:45Z".parse().unwrap();
        assert_eq!(format_crawled(moment, Lang::Korean), "2025년 12월 31일 03:23");
        let day = "2025-12-30T15:00:00Z".parse().unwrap();
        assert_eq!(format_crawled(day, Lang::Korean), "2025년 12월 31일", "a day stays a day");
        assert_eq!(format_utc(moment), "2025-12-30 18:23:45 UTC");
    }

    #[test]
    fn days_are_read_as_people_type_them() {
        let day = Some(date(2026, 1, 6));
        for text in ["2026-01-06", "2026.1.6.", "2026. 1. 6", "2026/01/06", "20260106"] {
            assert_eq!(day_from(text), day, "{text}");
        }
        for text in ["", "2026", "2026-13-01", "26-1-6", "2026-1-6-7", "내일"] {
            assert_eq!(day_from(text), None, "{text}");
        }
    }

    #[test]
    fn a_range_of_days_is_named_by_its_ends() {
        let (first, last) = (Some(date(2026, 1, 6)), Some(date(2026, 2, 1)));
        let named = [(first, last), (first, first), (first, None), (None, last)];
        let named = named.map(|(from, to)| format_days(from, to, Lang::Korean));
        let days = ["2026년 1월 6일~2026년 2월 1일", "2026년 1월 6일", "2026년 1월 6일~", "~2026년 2월 1일"];
        assert_eq!(named, days);
    }

    #[test]
    fn days_name_their_weekday() {
        assert_eq!(format_day(date(2026, 1, 6), Lang::Korean), "2026년 1월 6일 화요일");
        assert_eq!(format_day(date(2026, 1, 6), Lang::English), "Tuesday, 6 January 2026");
        let short = |within| {
            [Lang::Korean, Lang::English].map(|lang| format_short_day(date(2026, 1, 6), within, lang))
        };
        assert_eq!(short(true), ["1. 6. 화", "Tue 6 Jan"]);
        assert_eq!(short(false), ["2026. 1. 6. 화", "Tue 6 Jan 2026"]);
    }
}
