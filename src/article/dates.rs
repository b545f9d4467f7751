//! Dates as files write them: the crawler's own, RFC 3339, RFC 2822 and the forms that Korean pages use.

use jiff::civil::{self, Date, DateTime, Time};
use jiff::tz::Offset;
use jiff::{Timestamp, fmt::rfc2822};

use super::Published;

/// Korea's offset from UTC; it has had no summer time since 1988.
const KOREA: Offset = Offset::constant(9);

/// Reads a time of publication, in Korean time unless the text names another offset.
///
/// A time of 00:00 means that only the day is known: that is how the crawler writes a bare date.
pub(super) fn parse_published(text: &str) -> Option<Published> {
    let stated = Stated::parse(text)?;
    let Some(time) = stated.time else { return Some(Published::Date(stated.date)) };
    let local = stated.date.to_datetime(time);
    let korean = match stated.offset {
        Some(offset) => KOREA.to_datetime(offset.to_timestamp(local).ok()?),
        None => local,
    };
    let korean = korean.with().subsec_nanosecond(0).build().ok()?;
    Some(if korean.time() == Time::midnight() {
        Published::Date(korean.date())
    } else {
        Published::Time(korean)
    })
}

/// Reads the time of a crawl, in UTC unless the text names another offset.
pub(super) fn parse_crawled(text: &str) -> Option<Timestamp> {
    let stated = Stated::parse(text)?;
    let local = stated.date.to_datetime(stated.time.unwrap_or(Time::midnight()));
    stated.offset.unwrap_or(Offset::UTC).to_timestamp(local).ok()
}

/// What a text says of a time, before it is known what its missing parts mean.
struct Stated {
    date: Date,
    time: Option<Time>,
    offset: Option<Offset>,
}

impl Stated {
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        // Nothing that is a date is longer, and this bounds the time that a hostile value can take.
        if text.len() > 80 {
            return None;
        }
        Self::parse_numeric(text).or_else(|| Self::parse_rfc2822(text))
    }

    fn parse_numeric(text: &str) -> Option<Self> {
        let mut rest = Rest(text);
        let date = rest.date()?;
        rest.weekday();
        rest.spaces();
        if rest.0.is_empty() {
            return Some(Self { date, time: None, offset: None });
        }
        if rest.one_of(&["T", "t", ","]) {
            rest.spaces();
        }
        let time = rest.time()?;
        rest.spaces();
        let offset = if rest.0.is_empty() { None } else { Some(rest.offset()?) };
        rest.0.is_empty().then_some(Self { date, time: Some(time), offset })
    }

    /// `Tue, 30 Dec 2025 10:11:00 +0900`.
    fn parse_rfc2822(text: &str) -> Option<Self> {
        let zoned = rfc2822::parse(text).ok()?;
        let local: DateTime = zoned.datetime();
        Some(Self { date: local.date(), time: Some(local.time()), offset: Some(zoned.offset()) })
    }
}

/// What is left to read of a date.
struct Rest<'a>(&'a str);

impl Rest<'_> {
    fn spaces(&mut self) {
        self.0 = self.0.trim_start();
    }

    fn one_of(&mut self, words: &[&str]) -> bool {
        for word in words {
            if let Some(rest) = self.0.strip_prefix(word) {
                self.0 = rest;
                return true;
            }
        }
        false
    }

    /// A number of `least` to `most` digits.
    fn number(&mut self, least: usize, most: usize) -> Option<i16> {
        let digits = self.0.bytes().take(most).take_while(u8::is_ascii_digit).count();
        if digits < least {
            return None;
        }
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        number.parse().ok()
    }

    fn small(&mut self, least: usize, most: usize) -> Option<i8> {
        self.number(least, most).and_then(|number| i8::try_from(number).ok())
    }

    /// `2025-12-30`, `2025.12.30.`, `2025/12/30`, `2025년 12월 30일`, `20251230`.
    fn date(&mut self) -> Option<Date> {
        let year = self.number(4, 4)?;
        let compact = self.0.starts_with(|c: char| c.is_ascii_digit());
        if !compact && !self.one_of(&["-", ".", "/", "년"]) {
            return None;
        }
        self.spaces();
        let month = if compact { self.small(2, 2)? } else { self.small(1, 2)? };
        if !compact && !self.one_of(&["-", ".", "/", "월"]) {
            return None;
        }
        self.spaces();
        let day = if compact { self.small(2, 2)? } else { self.small(1, 2)? };
        self.one_of(&[".", "일"]);
        civil::Date::new(year, month, day).ok()
    }

    /// `(화)`, `화요일`, `(Tue)`: it says nothing that the date does not.
    fn weekday(&mut self) {
        let text = self.0.trim_start();
        if let Some((name, rest)) = text.strip_prefix('(').and_then(|text| text.split_once(')'))
            && !name.contains(|c: char| c.is_ascii_digit())
        {
            self.0 = rest;
        } else if let Some((name, rest)) = text.split_once("요일")
            && name.chars().count() == 1
        {
            self.0 = rest;
        }
    }

    /// `10:11`, `10:11:12.5`, `오후 3:14`, `3:14 PM`, `15시 4분`.
    fn time(&mut self) -> Option<Time> {
        let mut afternoon = self.half_of_day();
        self.spaces();
        let hour = self.small(1, 2)?;
        if !self.one_of(&[":", "시"]) {
            return None;
        }
        self.spaces();
        let minute = self.small(1, 2).unwrap_or(0);
        self.one_of(&["분"]);
        let second = if self.one_of(&[":"]) { self.small(2, 2)? } else { 0 };
        if self.one_of(&[".", ","]) {
            self.0 = self.0.trim_start_matches(|c: char| c.is_ascii_digit());
        }
        self.spaces();
        if afternoon.is_none() {
            afternoon = self.half_of_day();
        }
        let hour = match (afternoon, hour) {
            (Some(true), 1..=11) => hour + 12,
            (Some(false), 12) => 0,
            _ => hour,
        };
        // A leap second is the last one of its minute.
        Time::new(hour, minute, second.min(59), 0).ok()
    }

    fn half_of_day(&mut self) -> Option<bool> {
        if self.one_of(&["오후", "PM", "pm", "p.m."]) {
            return Some(true);
        }
        self.one_of(&["오전", "AM", "am", "a.m."]).then_some(false)
    }

    /// `Z`, `UTC`, `KST`, `+09:00`, `+0900`, `+09`, each also with `[Asia/Seoul]` behind it.
    fn offset(&mut self) -> Option<Offset> {
        let offset = if self.one_of(&["Z", "z", "UTC", "GMT"]) {
            Offset::UTC
        } else if self.one_of(&["KST"]) {
            KOREA
        } else {
            let sign = if self.one_of(&["+"]) {
                1
            } else if self.one_of(&["-", "\u{2212}"]) {
                -1
            } else {
                return None;
            };
            let hours = i32::from(self.small(2, 2)?);
            self.one_of(&[":"]);
            let minutes = i32::from(self.small(2, 2).unwrap_or(0));
            Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()?
        };
        if self.0.starts_with('[') && self.0.ends_with(']') {
            self.0 = "";
        }
        Some(offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, datetime};

    #[test]
    fn reads_the_forms_of_a_day() {
        let day = Some(Published::Date(date(2025, 12, 3)));
        for text in [
            "2025-12-03 00:00",
            "2025-12-03",
            "2025.12.3",
            "2025. 12. 3.",
            "2025/12/03",
            "2025년 12월 3일",
            "2025년 12월 3일 (수)",
            "2025년 12월 3일 수요일",
            "20251203",
            " 2025-12-03T00:00:00+09:00 ",
            "2025-12-02T15:00:00Z",
        ] {
            assert_eq!(parse_published(text), day, "{text}");
        }
    }

    #[test]
    fn reads_the_forms_of_a_time() {
        let time = Some(Published::Time(datetime(2025, 12, 30, 15, 4, 0, 0)));
        for text in [
            "2025-12-30 15:04",
            "2025-12-30T15:04:00",
            "2025.12.30. 오후 3:04",
            "2025.12.30 (화) 15:04",
            "2025-12-30 03:04 PM",
            "2025년 12월 30일 15시 4분",
            "2025-12-30T15:04:00.250+09:00",
            "2025-12-30T06:04:00Z",
            "2025-12-30T01:04:00-05:00[America/New_York]",
            "2025-12-30 15:04 KST",
            "Tue, 30 Dec 2025 06:04:00 +0000",
        ] {
            assert_eq!(parse_published(text), time, "{text}");
        }
    }

    #[test]
    fn takes_the_crawl_for_utc() {
        let crawled = parse_crawled("2025-12-30 08:23:45").map(|at| at.to_string());
        assert_eq!(crawled.as_deref(), Some("2025-12-30T08:23:45Z"));
        assert_eq!(parse_crawled("2025-12-30T17:23:45+09:00").map(|at| at.to_string()), crawled);
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in
            ["", "어제", "2025", "2025-13-01", "2025-02-30", "2025-12-30 25:00", "2025-12-30 xx", "0", "-"]
        {
            assert_eq!(parse_published(text), None, "{text}");
        }
        assert_eq!(parse_crawled("9999-12-31 23:59:59"), None);
        assert_eq!(parse_published(&"2025-12-30 ".repeat(1000)), None);
    }
}
