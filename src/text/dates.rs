//! Reads dates in all the forms that files, queries and people write, and gives the day in Korea.

use super::date_scanner::{DateScanner, WEEKDAYS};
use super::fold;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::rfc2822;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};
use std::borrow::Cow;

/// Korea's offset from UTC, without daylight saving time since 1988.
pub const KOREA: Offset = Offset::constant(9);

/// The day in Korea at a given moment.
pub fn korean_day(moment: Timestamp) -> Date {
    KOREA.to_datetime(moment).date()
}

/// No date is longer, and the limit bounds the time a hostile value can take.
const LONGEST: usize = 80;

/// A time as written, before its missing parts are interpreted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatedTime {
    /// The day.
    pub date: Date,
    /// The time of day, if given.
    pub time: Option<Time>,
    /// The offset from UTC, if given.
    pub offset: Option<Offset>,
}

impl StatedTime {
    /// Parses a whole text as a single point in time.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > LONGEST {
            return None;
        }
        let folded = folded(text);
        let folded = without_label(&folded);
        let epoch = || epoch_from(folded);
        let year_last = || Self::written_from(&year_moved(folded)?);
        let rfc2822 = || rfc2822_from(text);
        Self::written_from(folded).or_else(epoch).or_else(year_last).or_else(rfc2822)
    }

    fn written_from(text: &str) -> Option<Self> {
        let mut rest = DateScanner(text);
        let compact = rest.compact_date();
        let date = compact.or_else(|| rest.date())?;
        rest.weekday();
        rest.spaces();
        if rest.0.is_empty() {
            return Some(Self { date, time: None, offset: None });
        }
        rest.skip_one_of(&["t", ","]);
        rest.spaces();
        let digits = rest.0.bytes().take_while(u8::is_ascii_digit).count();
        let time = if compact.is_some() && digits >= 4 { rest.compact_time()? } else { rest.time()? };
        rest.spaces();
        let offset = if rest.0.is_empty() { None } else { Some(rest.offset()?) };
        rest.0.is_empty().then_some(Self { date, time: Some(time), offset })
    }
}

/// `dec 30 2025 15:04:05 kst` for `tue dec 30 15:04:05 kst 2025`, as programs in C and Java write it.
fn year_moved(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let (&year, words) = words.split_last()?;
    let [weekday, month, day, time @ ..] = words else { return None };
    let is_day = WEEKDAYS.contains(weekday) && year.len() == 4;
    is_day.then(|| format!("{month} {day} {year} {}", time.join(" ")))
}

/// `Tue, 30 Dec 2025 10:11:00 +0900`.
fn rfc2822_from(text: &str) -> Option<StatedTime> {
    let zoned = rfc2822::parse(text).ok()?;
    let local: DateTime = zoned.datetime();
    Some(StatedTime { date: local.date(), time: Some(local.time()), offset: Some(zoned.offset()) })
}

/// Ten digits are seconds since 1970, optionally with a fraction; thirteen are milliseconds.
fn epoch_from(text: &str) -> Option<StatedTime> {
    let text = match text.split_once('.') {
        Some((seconds, fraction))
            if seconds.len() == 10 && fraction.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            seconds
        }
        _ => text,
    };
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    let moment = match text.len() {
        10 => Timestamp::from_second(number),
        13 => Timestamp::from_millisecond(number),
        _ => return None,
    };
    let local = Offset::UTC.to_datetime(moment.ok()?);
    Some(StatedTime { date: local.date(), time: Some(local.time()), offset: Some(Offset::UTC) })
}

/// Parses a day, a month or a year, or a word for some days such as 어제, into its first and last day. `today` is
/// what such words are relative to.
pub fn days_from(text: &str, today: Date) -> Option<(Date, Date)> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let text = folded(text);
    named_days(&text, today).or_else(|| {
        let mut rest = DateScanner(&text);
        let days = match rest.compact_date().or_else(|| rest.date()) {
            Some(day) => {
                rest.weekday();
                (day, day)
            }
            None => {
                rest = DateScanner(&text);
                rest.month_or_year()?
            }
        };
        rest.0.trim_start().is_empty().then_some(days)
    })
}

/// The days named by a word. Weeks start on Monday.
fn named_days(text: &str, today: Date) -> Option<(Date, Date)> {
    let name: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let day = |back: i64| today.checked_sub(back.days()).ok().map(|day| (day, day));
    let week = |back: i64| {
        let monday = i64::from(today.weekday().to_monday_zero_offset());
        let first = today.checked_sub((monday + 7 * back).days()).ok()?;
        Some((first, first.checked_add(6.days()).ok()?))
    };
    let month = |back: i64| {
        let of = today.checked_sub(back.months()).ok()?;
        Some((of.first_of_month(), of.last_of_month()))
    };
    let year = |back: i64| {
        let of = today.checked_sub(back.years()).ok()?;
        Some((of.first_of_year(), of.last_of_year()))
    };
    match name.as_str() {
        "오늘" | "today" => day(0),
        "어제" | "yesterday" => day(1),
        "그제" | "그저께" => day(2),
        "이번주" | "thisweek" | "this-week" => week(0),
        "지난주" | "lastweek" | "last-week" => week(1),
        "이번달" | "thismonth" | "this-month" => month(0),
        "지난달" | "lastmonth" | "last-month" => month(1),
        "올해" | "thisyear" | "this-year" => year(0),
        "작년" | "지난해" | "lastyear" | "last-year" => year(1),
        _ => None,
    }
}

/// The text in lower case and half width; most dates already are.
fn folded(text: &str) -> Cow<'_, str> {
    let is_folded = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_folded { Cow::Borrowed(text) } else { Cow::Owned(fold(text)) }
}

/// The text without a label that pages put before a date, and without a second date with its own:
/// `입력 2025.12.30. 수정 2025.12.31.`
fn without_label(text: &str) -> &str {
    const LABELS: [&str; 8] = ["기사입력", "최초입력", "입력", "등록", "승인", "발행", "작성", "게재"];
    let Some(rest) = LABELS.iter().find_map(|label| text.strip_prefix(label)) else { return text };
    let rest = rest.strip_prefix("일시").or_else(|| rest.strip_prefix("일")).unwrap_or(rest).trim_start();
    let rest = rest.strip_prefix(':').unwrap_or(rest).trim_start();
    let second = [" 수정", " 최종수정", " 업데이트"].iter().filter_map(|label| rest.find(label)).min();
    second.and_then(|end| rest.get(..end)).unwrap_or(rest).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_months_and_years_are_read_as_people_write_them() {
        let today = date(2026, 1, 7);
        let month = (date(2025, 12, 1), date(2025, 12, 31));
        for (text, days) in [
            ("2025-12-30", (date(2025, 12, 30), date(2025, 12, 30))),
            ("2025.12.30", (date(2025, 12, 30), date(2025, 12, 30))),
            ("2025. 12. 30.", (date(2025, 12, 30), date(2025, 12, 30))),
            ("２０２５/12/30", (date(2025, 12, 30), date(2025, 12, 30))),
            ("20251230", (date(2025, 12, 30), date(2025, 12, 30))),
            ("2025년 12월 30일", (date(2025, 12, 30), date(2025, 12, 30))),
            ("25.12.30", (date(2025, 12, 30), date(2025, 12, 30))),
            ("2025-12", month),
            ("2025.12", month),
            ("2025년 12월", month),
            ("2025년12월", month),
            ("2025", (date(2025, 1, 1), date(2025, 12, 31))),
            ("2025년", (date(2025, 1, 1), date(2025, 12, 31))),
            ("오늘", (today, today)),
            ("어제", (date(2026, 1, 6), date(2026, 1, 6))),
            ("이번주", (date(2026, 1, 5), date(2026, 1, 11))),
            ("지난 주", (date(2025, 12, 29), date(2026, 1, 4))),
            ("지난달", month),
            ("작년", (date(2025, 1, 1), date(2025, 12, 31))),
        ] {
            assert_eq!(days_from(text, today), Some(days), "{text}");
        }
        for text in
            ["", "2025-13", "2025-02-30", "2025-", "2025-12-", "2025-12-28-", "25", "내일", "12-30", "20251"]
        {
            assert_eq!(days_from(text, today), None, "{text}");
        }
        assert_eq!(days_from("어제", Date::MIN), None, "there is no day before the first");
    }
}
