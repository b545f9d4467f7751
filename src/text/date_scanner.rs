//! Scans a date from left to right: its parts in whatever order and with whatever signs people and programs write them.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

/// The first three letters of the months' English names.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The English names of the weekdays as such dates have them.
pub(super) const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Names of time zones, with their offsets from UTC in hours.
#[rustfmt::skip]
const ZONES: [(&str, i8); 13] = [
    ("utc", 0), ("gmt", 0), ("z", 0), ("kst", 9), ("jst", 9), ("est", -5), ("edt", -4), ("cst", -6), ("cdt", -5),
    ("mst", -7), ("mdt", -6), ("pst", -8), ("pdt", -7),
];

/// The part of the day that an hour of twelve is in.
#[derive(Clone, Copy)]
enum HalfOfDay {
    Morning,
    /// The hours around noon: 11 is before, 1 after it.
    Noon,
    Afternoon,
    /// From the evening to the hours after midnight: 11 is before, 1 after it.
    Night,
}

/// The unread rest of a date.
pub(super) struct DateScanner<'a>(pub(super) &'a str);

impl DateScanner<'_> {
    pub(super) fn spaces(&mut self) {
        self.0 = self.0.trim_start();
    }

    pub(super) fn skip_one_of(&mut self, words: &[&str]) -> bool {
        let rest = words.iter().find_map(|word| self.0.strip_prefix(word));
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
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

    /// `20251230`, alone or with a time after it; other runs of digits are no compact date.
    pub(super) fn compact_date(&mut self) -> Option<Date> {
        let digits = self.0.bytes().take_while(u8::is_ascii_digit).count();
        if !matches!(digits, 8 | 12 | 14) {
            return None;
        }
        let mut rest = DateScanner(self.0);
        let (year, month, day) = (rest.number(4, 4)?, rest.small(2, 2)?, rest.small(2, 2)?);
        let date = Date::new(year, month, day).ok().filter(|date| (1900..=2100).contains(&date.year()))?;
        self.0 = rest.0;
        Some(date)
    }

    /// The `1504` or `150405` after a compact date.
    pub(super) fn compact_time(&mut self) -> Option<Time> {
        let (hour, minute) = (self.small(2, 2)?, self.small(2, 2)?);
        let second = self.small(2, 2).unwrap_or(0);
        Time::new(hour, minute, second.min(59), 0).ok()
    }

    /// `2025-12-30`, `2025.12.30.`, `2025/12/30`, `2025년 12월 30일`, `2025年12月30日`, `25.12.30`, `Dec 30, 2025`,
    /// `30 Dec 2025`, `2025 Dec 30`, `30.12.2025`.
    pub(super) fn date(&mut self) -> Option<Date> {
        self.any_date().filter(|date| date.year() > 0)
    }

    fn any_date(&mut self) -> Option<Date> {
        if self.0.starts_with(|c: char| c.is_ascii_lowercase()) {
            return self.english_date();
        }
        let other = DateScanner(self.0).day_first().or_else(|| DateScanner(self.0).year_and_name());
        if let Some((date, rest)) = other {
            self.0 = rest.0;
            return Some(date);
        }
        let is_short = self.0.bytes().take_while(u8::is_ascii_digit).count() == 2;
        let year = if is_short { self.number(2, 2)? + 2000 } else { self.number(4, 4)? };
        // `25-12-30`, but not `26-1-6`.
        let has_hyphens = self.0.starts_with('-') && self.0.get(3..4) == Some("-");
        let parting: &[&str] = if is_short && has_hyphens {
            &["-"]
        } else if is_short {
            &["."]
        } else {
            &["-", ".", "/", "·", "년", "年"]
        };
        self.spaces();
        if !self.skip_one_of(parting) {
            return None;
        }
        self.spaces();
        let month = self.small(1, 2)?;
        self.spaces();
        if !self.skip_one_of(if is_short { parting } else { &["-", ".", "/", "·", "월", "月"] }) {
            return None;
        }
        self.spaces();
        let day = self.small(1, 2)?;
        if !self.0.starts_with(|c: char| c.is_ascii_digit()) {
            self.skip_one_of(&[".", "일", "日"]);
        }
        Date::new(year, month, day).ok()
    }

    /// `dec 30, 2025`, `december 30 2025`, `dec 30th, 2025`.
    fn english_date(&mut self) -> Option<Date> {
        let month = self.month_name()?;
        self.skip_one_of(&["."]);
        self.spaces();
        let day = self.small(1, 2)?;
        self.skip_one_of(&["st", "nd", "rd", "th"]);
        self.skip_one_of(&[","]);
        self.spaces();
        let year = self.number(4, 4)?;
        Date::new(year, month, day).ok()
    }

    /// `2025 dec 30`, with the rest after it.
    fn year_and_name(mut self) -> Option<(Date, Self)> {
        let year = self.number(4, 4)?;
        self.skip_one_of(&["-"]);
        self.spaces();
        let month = self.month_name()?;
        self.skip_one_of(&["-"]);
        self.spaces();
        Some((Date::new(year, month, self.small(1, 2)?).ok()?, self))
    }

    /// The month whose English name, or at least three letters of it, comes next.
    fn month_name(&mut self) -> Option<i8> {
        let letters = self.0.bytes().take_while(u8::is_ascii_lowercase).count();
        let (name, rest) = self.0.split_at_checked(letters).filter(|_| letters <= 9)?;
        let month = MONTHS.iter().position(|month| name.starts_with(month))?;
        self.0 = rest;
        Some(month as i8 + 1)
    }

    /// `30 dec 2025` or `30.12.2025`, with the rest after it.
    fn day_first(mut self) -> Option<(Date, Self)> {
        let day = self.small(1, 2)?;
        if self.skip_one_of(&["."]) {
            let month = self.small(1, 2).filter(|_| self.skip_one_of(&["."]))?;
            return Some((Date::new(self.number(4, 4)?, month, day).ok()?, self));
        }
        self.spaces();
        let month = self.month_name()?;
        self.skip_one_of(&[".", ","]);
        self.spaces();
        let year = self.number(4, 4)?;
        Some((Date::new(year, month, day).ok()?, self))
    }

    /// `2025-12`, `2025.12`, `2025년 12월`, `2025`, `2025년`, as the first and last day.
    pub(super) fn month_or_year(&mut self) -> Option<(Date, Date)> {
        let year = self.number(4, 4)?;
        let has_name = self.skip_one_of(&["년", "年"]);
        self.spaces();
        if self.0.is_empty() {
            let first = Date::new(year, 1, 1).ok()?;
            return Some((first, first.last_of_year()));
        }
        if !has_name && !self.skip_one_of(&["-", ".", "/"]) {
            return None;
        }
        self.spaces();
        let month = self.small(1, 2)?;
        self.skip_one_of(&["월", "月"]);
        let first = Date::new(year, month, 1).ok()?;
        Some((first, first.last_of_month()))
    }

    /// Skips `(화)`, `화요일` or `(tue)`, which the date already implies.
    pub(super) fn weekday(&mut self) {
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

    /// `10:11`, `10:11:12.5`, `오후 3:14`, `3:14 pm`, `15시 4분 5초`, `정오`.
    pub(super) fn time(&mut self) -> Option<Time> {
        if self.skip_one_of(&["정오"]) {
            return Some(Time::constant(12, 0, 0, 0));
        }
        if self.skip_one_of(&["자정"]) {
            return Some(Time::midnight());
        }
        let mut half = self.half_of_day();
        self.spaces();
        let hour = self.small(1, 2)?;
        if !self.skip_one_of(&[":", "시", "時"]) {
            return None;
        }
        self.spaces();
        let minute = self.small(1, 2).unwrap_or(0);
        let mut second = 0;
        if self.skip_one_of(&[":"]) {
            second = self.small(2, 2)?;
        } else if self.skip_one_of(&["분", "分"]) {
            self.spaces();
            second = self.small(1, 2).filter(|_| self.skip_one_of(&["초", "秒"])).unwrap_or(0);
        }
        if self.skip_one_of(&[".", ","]) {
            self.0 = self.0.trim_start_matches(|c: char| c.is_ascii_digit());
        }
        self.spaces();
        if half.is_none() {
            half = self.half_of_day();
        }
        let hour = match (half, hour) {
            (Some(HalfOfDay::Afternoon), 1..=11) | (Some(HalfOfDay::Noon), 1..=6) => hour + 12,
            (Some(HalfOfDay::Night), 6..=11) => hour + 12,
            (Some(HalfOfDay::Morning | HalfOfDay::Night), 12) => 0,
            _ => hour,
        };
        // A leap second counts as the last second of its minute.
        Time::new(hour, minute, second.min(59), 0).ok()
    }

    fn half_of_day(&mut self) -> Option<HalfOfDay> {
        const NAMES: [(HalfOfDay, &[&str]); 4] = [
            (HalfOfDay::Afternoon, &["오후", "저녁", "pm", "p.m."]),
            (HalfOfDay::Morning, &["오전", "새벽", "아침", "am", "a.m."]),
            (HalfOfDay::Noon, &["낮"]),
            (HalfOfDay::Night, &["밤"]),
        ];
        NAMES.iter().find(|(_, names)| self.skip_one_of(names)).map(|(half, _)| *half)
    }

    /// `z`, `utc`, `kst`, `(kst)`, `+09:00`, `+0900` or `+09`, each optionally followed by `[asia/seoul]` or a
    /// zone's name.
    pub(super) fn offset(&mut self) -> Option<Offset> {
        if let Some(name) = self.0.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            self.0 = name;
        }
        let named = self.zone();
        self.spaces();
        let offset = match named {
            Some(offset) if self.0.is_empty() || self.0.starts_with('[') => offset,
            _ => {
                let sign = if self.skip_one_of(&["+"]) {
                    1
                } else if self.skip_one_of(&["-"]) {
                    -1
                } else {
                    return None;
                };
                let hours = i32::from(self.small(2, 2)?);
                self.skip_one_of(&[":"]);
                let minutes = i32::from(self.small(2, 2).unwrap_or(0));
                self.spaces();
                self.zone();
                Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()?
            }
        };
        if self.0.starts_with('[') && self.0.ends_with(']') {
            self.0 = "";
        }
        Some(offset)
    }

    /// The time zones that have names here.
    fn zone(&mut self) -> Option<Offset> {
        let named = ZONES.iter().find_map(|(name, hours)| Some((self.0.strip_prefix(name)?, hours)));
        named.map(|(rest, &hours)| {
            self.0 = rest;
            Offset::constant(hours)
        })
    }
}
