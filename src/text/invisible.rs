//! Invisible characters, which a text can contain without the reader noticing.

use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory};
use icu_properties::{CodePointMapData, CodePointSetData};

/// Whether a character shows nothing or looks like a plain space: control characters, other spaces, direction
/// marks and zero-width characters.
pub fn is_invisible(c: char) -> bool {
    if matches!(c, ' '..='~' | '가'..='힣') {
        return false;
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    matches!(
        category,
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::SpaceSeparator
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
    ) || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_are_recognized() {
        for c in "\t\r\0\u{1b}\u{a0}\u{ad}\u{200b}\u{200d}\u{202e}\u{2028}\u{2060}\u{2066}\u{3000}\u{3164}\u{fe0f}\u{feff}\u{e0041}".chars() {
            assert!(is_invisible(c), "{c:?}");
        }
        for c in " a가漢ㄱ⟨é😀\u{fffd}\u{301}·".chars() {
            assert!(!is_invisible(c), "{c:?}");
        }
    }
}
