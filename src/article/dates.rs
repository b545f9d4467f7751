//! The dates of an article: publication and crawl.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::Published;
use crate::text::dates::{KOREA, StatedTime};

/// Parses a time of publication, which is in Korean time unless the text says otherwise.
///
/// A time of 00:00 means that only the day is known: the crawler writes bare dates like that.
pub fn published_from(text: &str) -> Option<Published> {
    let stated = StatedTime::parse(text)?;
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

/// Parses the time of a crawl, which is in UTC unless the text says otherwise, as this crawler and exports write it.
pub fn crawled_from(text: &str) -> Option<Timestamp> {
    crawled_in(text, Offset::UTC)
}

/// Parses the time at which another program saved an article, which is in Korean time unless the text says otherwise.
pub fn saved_from(text: &str) -> Option<Timestamp> {
    crawled_in(text, KOREA)
}

/// A day without a time is its midnight in Korea; see [`crawled_day`].
fn crawled_in(text: &str, unstated: Offset) -> Option<Timestamp> {
    let stated = StatedTime::parse(text)?;
    let Some(time) = stated.time else {
        return KOREA.to_timestamp(stated.date.to_datetime(Time::midnight())).ok();
    };
    stated.offset.unwrap_or(unstated).to_timestamp(stated.date.to_datetime(time)).ok()
}

/// The day of a crawl of which only the day is known: one at midnight in Korea, to the nanosecond.
pub fn crawled_day(crawled: Timestamp) -> Option<Date> {
    let korean = KOREA.to_datetime(crawled);
    (korean.time() == Time::midnight()).then(|| korean.date())
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
            "２０２５．１２．０３",
            "25.12.03",
            "25.12.3.",
            "Dec 3, 2025",
            "December 3, 2025",
            "Dec 3rd, 2025",
            "3 Dec 2025",
            "03 December, 2025",
            "2025年12月3日",
            "1764687600",
            "1764687600000",
            " 2025-12-03T00:00:00+09:00 ",
            "2025-12-02T15:00:00Z",
        ] {
            assert_eq!(published_from(text), day, "{text}");
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
            "2025년 12월 30일 15시 4분 0초",
            "20251230150400",
            "202512301504",
            "입력 2025.12.30. 오후 3:04",
            "기사입력: 2025.12.30 15:04",
            "2025-12-30 15:04 (KST)",
            "25.12.30 15:04",
            "2025·12·30 15:04",
            "1767074640.123",
            "승인 2025.12.30 15:04  수정 2025.12.31 09:00",
            "２０２５-12-30 15：04",
            "Dec 30, 2025 3:04 PM",
            "2025-12-30 06:04:00 +0000 UTC",
            "1767074640",
            "1767074640000",
            "2025-12-30T15:04:00.250+09:00",
            "2025-12-30T06:04:00Z",
            "2025-12-30T01:04:00-05:00[America/New_York]",
            "2025-12-30 15:04 KST",
            "2025-12-30T15:04:00 (UTC +09:00)",
            "2025-12-30 06:04 UTC+00:00",
            "30 Dec 2025 15:04",
            "Tue, 30 Dec 2025 06:04:00 +0000",
            "Tue Dec 30 15:04:00 KST 2025",
            "25-12-30 15:04",
            "2025 Dec 30 15:04",
            "30.12.2025 15:04",
            "2025-12-30 15:04 JST",
            "2025-12-30 01:04 EST",
            "2025-12-30 15:04:00.123456",
        ] {
            assert_eq!(published_from(text), time, "{text}");
        }
    }

    #[test]
    fn reads_noon_and_seconds() {
        let noon = Some(Published::Time(datetime(2006, 3, 11, 12, 0, 0, 0)));
        for text in ["2006年3月11日 정오", "2006.3.11 낮 12시", "2006.3.11 낮 12:00"] {
            assert_eq!(published_from(text), noon, "{text}");
        }
        assert_eq!(published_from("2006.3.11 자정"), Some(Published::Date(date(2006, 3, 11))));
        for (text, hour) in [
            ("낮 11시 30분", 11),
            ("낮 1시 30분", 13),
            ("밤 11시 30분", 23),
            ("밤 1시 30분", 1),
            ("저녁 7시 30분", 19),
            ("새벽 12시 30분", 0),
        ] {
            let time = Some(Published::Time(datetime(2025, 12, 30, hour, 30, 0, 0)));
            assert_eq!(published_from(&format!("2025.12.30 {text}")), time, "{text}");
        }
        let exact = Some(Published::Time(datetime(2025, 12, 30, 15, 4, 5, 0)));
        for text in ["20251230150405", "2025.12.30 15시 4분 5초", "2025-12-30T15:04:05.5"] {
            assert_eq!(published_from(text), exact, "{text}");
        }
    }

    #[test]
    fn takes_the_crawl_for_utc() {
        let crawled = crawled_from("2025-12-30 08:23:45").map(|at| at.to_string());
        assert_eq!(crawled.as_deref(), Some("2025-12-30T08:23:45Z"));
        assert_eq!(crawled_from("2025-12-30T17:23:45+09:00").map(|at| at.to_string()), crawled);
    }

    #[test]
    fn takes_what_other_programs_saved_for_korean_time() {
        let saved = |text| saved_from(text).map(|at| at.to_string());
        assert_eq!(saved("2025-12-30 17:23:45").as_deref(), Some("2025-12-30T08:23:45Z"));
        assert_eq!(saved("2025-12-30T08:23:45Z").as_deref(), Some("2025-12-30T08:23:45Z"));
    }

    #[test]
    fn a_crawl_of_a_day_stays_a_day() {
        for read in [crawled_from, saved_from] {
            let day = read("2025-12-30").unwrap();
            assert_eq!(crawled_day(day), Some(date(2025, 12, 30)));
            assert_eq!(KOREA.to_datetime(day).date(), date(2025, 12, 30));
        }
        assert_eq!(crawled_day(saved_from("2025-12-30 00:01").unwrap()), None);
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "",
            "어제",
            "2025",
            "2025-13-01",
            "2025-02-30",
            "2025-12-30 25:00",
            "2025-12-30 xx",
            "0",
            "-",
            "12345",
            "99991301",
            "176707464",
            "0000-01-01",
            "12-30",
            "Tue Dec 30 15:04:00 KST",
        ] {
            assert_eq!(published_from(text), None, "{text}");
        }
        assert_eq!(crawled_from("9999-12-31 23:59:59"), None);
        assert_eq!(published_from(&"2025-12-30 ".repeat(1000)), None);
    }
}
