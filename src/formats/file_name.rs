//! What a file's name says about its article: a title, and the date that reports and blogs put in it.

use super::record::date_from;
use crate::article::Published;
use crate::text::hex_escapes::percent_decoded;
use std::ops::Range;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// A title made from a file's name: decoded, without extension and date.
pub(super) fn title_of_name(path: &Path) -> String {
    let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    // Composed, since macOS decomposes the Hangul in names of files.
    let name: String = percent_decoded(&name).nfc().collect();
    let without_date = match date_in_name(&name) {
        Some((range, _)) => format!(
            "{}{}",
            name.get(..range.start).unwrap_or_default(),
            name.get(range.end..).unwrap_or_default()
        ),
        None => name.clone(),
    };
    let title = without_date.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '_' | '.'));
    if title.is_empty() { name } else { title.to_owned() }
}

/// The date at the start or end of a file's name: `2026-01-02-…`, `…_2026-04-01`.
pub(super) fn day_of_name(path: &Path) -> Option<Published> {
    let name = path.file_stem()?.to_string_lossy();
    date_in_name(&name).map(|(_, day)| day)
}

fn date_in_name(name: &str) -> Option<(Range<usize>, Published)> {
    let is_day = |text: &str| {
        let bytes = text.as_bytes();
        // Journals of note programs have `2026_01_02`.
        let sign = if bytes.get(4) == Some(&b'_') { b'_' } else { b'-' };
        let shape = |(at, byte): (usize, &u8)| {
            if matches!(at, 4 | 7) { *byte == sign } else { byte.is_ascii_digit() }
        };
        bytes.len() == 10 && bytes.iter().enumerate().all(shape)
    };
    let day_at = |range: Range<usize>| {
        let text = name.get(range.clone()).filter(|text| is_day(text))?;
        Some((range, date_from(&text.replace('_', "-"))?))
    };
    let parted = |text: &str| !text.starts_with(|c: char| c.is_alphanumeric());
    let first = day_at(0..10).filter(|_| parted(name.get(10..).unwrap_or_default()));
    let start = name.len().checked_sub(10)?;
    first.or_else(|| {
        let before = name.get(..start)?;
        day_at(start..name.len()).filter(|_| !before.ends_with(|c: char| c.is_alphanumeric()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_gives_title_and_day() {
        for (name, title, day) in [
            ("2026-01-02-slow-snail.md", "slow-snail", Some("2026-01-02")),
            ("가람시 보고서_2026-04-01.md", "가람시 보고서", Some("2026-04-01")),
            ("느린 달팽이%3A 승리.md", "느린 달팽이: 승리", None),
            ("2026-01-02.md", "2026-01-02", Some("2026-01-02")),
            ("2026_01_02.md", "2026_01_02", Some("2026-01-02")),
            ("2026-13-02-x.md", "2026-13-02-x", None),
            ("100%.md", "100%", None),
            ("\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}.md", "한글", None),
        ] {
            let found = day_of_name(Path::new(name)).map(|day| day.date().to_string());
            assert_eq!((title_of_name(Path::new(name)).as_str(), found.as_deref()), (title, day), "{name}");
        }
    }
}
