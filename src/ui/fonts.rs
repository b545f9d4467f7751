//! The bundled fonts and their fallback chains: which face draws which character in which family.
//!
//! egui does not embolden fonts, so every weight is a family with its own fallback chain. egui draws a
//! character with the first face in the chain that has it; characters missing from all bundled faces fall
//! through to the system's fonts (eframe's `system_fonts`). Where the files come from: `fonts/README.md`.

use std::sync::Arc;

use crate::export::faces;
use egui::{FontData, FontDefinitions, FontFamily};

/// A bundled face: its name in [`FontDefinitions::font_data`] and the bytes of its file.
#[derive(Clone, Copy)]
struct FontFile {
    name: &'static str,
    /// Refers to the bytes of [`faces`] by their name: a copy of the reference would put them into the program twice
    /// wherever it is compiled in several units.
    bytes: &'static &'static [u8],
}

macro_rules! face {
    ($name:literal, faces::$face:ident) => {
        FontFile { name: $name, bytes: &faces::$face }
    };
    ($name:literal, $file:literal) => {
        FontFile { name: $name, bytes: &(include_bytes!(concat!("../../fonts/", $file)) as &[u8]) }
    };
}

static REGULAR: FontFile = face!("Pretendard Regular", faces::REGULAR);
static MEDIUM: FontFile = face!("Pretendard Medium", faces::MEDIUM);
static SEMIBOLD: FontFile = face!("Pretendard SemiBold", faces::SEMIBOLD);
static BOLD: FontFile = face!("Pretendard Bold", faces::BOLD);
static SERIF: FontFile = face!("Noto Serif CJK KR", "NotoSerifCJKkr-Regular-Subset.otf");
static SERIF_BOLD: FontFile = face!("Noto Serif CJK KR Bold", "NotoSerifCJKkr-Bold-Subset.otf");
static MONOSPACE: FontFile = face!("Noto Sans Mono CJK KR", "NotoSansMonoCJKkr-Regular-Subset.otf");
/// Hanja, kana, conjoining jamo and symbols, which Pretendard lacks.
static HANJA: FontFile = face!("Noto Sans CJK KR", faces::HANJA);
static HANJA_BOLD: FontFile = face!("Noto Sans CJK KR Bold", faces::HANJA_BOLD);

/// The end of every chain: rarer letters and symbols, in one weight only.
fn symbols() -> impl Iterator<Item = FontFile> + Clone {
    faces::SYMBOLS.iter().map(|(name, bytes)| FontFile { name, bytes })
}

/// Weight 500, for labels that must stand out a little.
pub fn medium() -> FontFamily {
    FontFamily::Name("medium".into())
}

/// Weight 600, for row titles and headings of the interface.
pub fn semibold() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// Weight 700, for the title of an article.
pub fn bold() -> FontFamily {
    FontFamily::Name("bold".into())
}

/// The reading face with serifs (본명조), weight 400.
pub fn serif() -> FontFamily {
    FontFamily::Name("serif".into())
}

/// Headings of a text set in [`serif`], weight 700. Characters outside KS X 1001 are drawn without serifs, as
/// in [`bold`].
pub fn serif_bold() -> FontFamily {
    FontFamily::Name("serif-bold".into())
}

/// All bundled fonts and each family's fallback chain, for [`egui::Context::set_fonts`]. The font data is
/// borrowed from the executable, not copied.
pub fn definitions() -> FontDefinitions {
    let heads: [(FontFamily, &[&FontFile]); 7] = [
        (FontFamily::Proportional, &[&REGULAR, &HANJA]),
        (FontFamily::Monospace, &[&MONOSPACE, &REGULAR, &HANJA]),
        (medium(), &[&MEDIUM, &HANJA]),
        (semibold(), &[&SEMIBOLD, &HANJA_BOLD]),
        (bold(), &[&BOLD, &HANJA_BOLD]),
        (serif(), &[&SERIF, &REGULAR, &HANJA]),
        (serif_bold(), &[&SERIF_BOLD, &BOLD, &HANJA_BOLD]),
    ];
    let mut definitions = FontDefinitions::empty();
    for (family, head) in heads {
        let chain = head.iter().map(|&&face| face).chain(symbols());
        definitions.families.insert(family, chain.clone().map(|face| face.name.to_owned()).collect());
        for face in chain {
            let data = || Arc::new(FontData::from_static(face.bytes));
            definitions.font_data.entry(face.name.to_owned()).or_insert_with(data);
        }
    }
    definitions
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use egui::FontId;
    use egui::epaint::text::{Fonts, TextOptions};

    use super::*;

    /// Asserts that the bundled fonts alone cover all the characters in every family.
    fn assert_drawn(characters: &BTreeSet<char>) {
        let mut fonts = Fonts::new(TextOptions::default(), definitions());
        for family in definitions().families.into_keys() {
            let id = FontId::new(14.0, family);
            let missing: Vec<_> = characters
                .iter()
                .filter(|&&c| !fonts.has_glyph(&id, c))
                .map(|c| c.escape_unicode())
                .collect();
            assert!(missing.is_empty(), "{:?} lacks {missing:?}", id.family);
        }
    }

    /// The characters of a national character set: both bytes of a pair from 0xA1 to 0xFE.
    fn two_byte_characters(encoding: &'static encoding_rs::Encoding) -> BTreeSet<char> {
        let pairs = (0xA1..=0xFE).flat_map(|lead| (0xA1..=0xFE).map(move |trail| [lead, trail]));
        let decode = |pair: [u8; 2]| {
            encoding.decode_without_bom_handling_and_without_replacement(&pair)?.chars().next()
        };
        pairs.filter_map(decode).filter(|&c| !is_private_use(c)).collect()
    }

    fn is_private_use(c: char) -> bool {
        matches!(c, '\u{E000}'..='\u{F8FF}')
    }

    #[test]
    fn each_face_is_in_the_program_once() {
        let program = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        for face in [&REGULAR, &SEMIBOLD, &BOLD, &HANJA, &HANJA_BOLD, &SERIF] {
            let middle = &face.bytes[face.bytes.len() / 2..][..256];
            assert_eq!(memchr::memmem::find_iter(&program, middle).count(), 1, "{}", face.name);
        }
    }

    #[test]
    fn draws_every_hangul_syllable() {
        assert_drawn(&('가'..='힣').collect());
    }

    #[test]
    fn draws_all_of_ks_x_1001() {
        let characters = two_byte_characters(encoding_rs::EUC_KR);
        assert_eq!(characters.iter().filter(|&&c| ('\u{4E00}'..='\u{9FFF}').contains(&c)).count(), 4620);
        assert_eq!(characters.iter().filter(|&&c| ('\u{F900}'..='\u{FA0B}').contains(&c)).count(), 268);
        assert_drawn(&characters);
    }

    #[test]
    fn draws_chinese_and_japanese() {
        assert_drawn(&two_byte_characters(encoding_rs::GBK));
        assert_drawn(&two_byte_characters(encoding_rs::EUC_JP));
    }

    #[test]
    fn draws_every_character_that_a_real_archive_was_seen_to_hold() {
        let list = include_str!("../../fonts/archive-code-points.txt");
        let code_point = |hex: &str| u32::from_str_radix(hex, 16).unwrap();
        let ranges = list.lines().map(|line| line.split_once('-').unwrap());
        let characters: BTreeSet<char> = ranges
            .flat_map(|(first, last)| code_point(first)..=code_point(last))
            .map(|code_point| char::from_u32(code_point).unwrap())
            .collect();
        assert!(characters.len() > 3000);
        assert_drawn(&characters);
    }

    #[test]
    fn draws_every_character_of_the_real_archive() {
        let Some(folder) = std::env::var_os("SEOGO_REAL_ARCHIVE") else {
            println!("skipped: SEOGO_REAL_ARCHIVE is not set");
            return;
        };
        let mut seen = vec![false; char::MAX as usize + 1];
        for file in Path::new(&folder).read_dir().unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            let text = String::from_utf8_lossy(&bytes);
            for c in text.chars().chain(html_escape::decode_html_entities(&text).chars()) {
                seen[c as usize] = true;
            }
        }
        let has_shape = |c: &char| seen[*c as usize] && !c.is_control() && !is_private_use(*c);
        let characters: BTreeSet<char> = ('\0'..=char::MAX).filter(has_shape).collect();
        assert!(characters.len() > 3000);
        assert_drawn(&characters);
    }

    /// Joiners, direction marks, variation selectors, tags and similar characters take no space and show no
    /// box.
    #[test]
    fn draws_nothing_for_invisible_characters() {
        let mut fonts = Fonts::new(TextOptions::default(), definitions());
        let mut fonts = fonts.with_pixels_per_point(1.0);
        for family in definitions().families.into_keys() {
            let mut layout = |text: String| {
                fonts.layout_no_wrap(text, FontId::new(17.0, family.clone()), egui::Color32::BLACK)
            };
            let plain = layout("가나".to_owned()).mesh_bounds;
            for c in "\u{AD}\u{61C}\u{200B}\u{200C}\u{200D}\u{200E}\u{200F}\u{202E}\u{2060}\u{2066}\u{2069}\
                \u{FE00}\u{FE05}\u{FE0F}\u{FEFF}\u{FFF0}\u{E0001}\u{E0067}\u{E0100}\r"
                .chars()
            {
                assert_eq!(layout(format!("가{c}나")).mesh_bounds, plain, "{:?} {c:?}", family);
            }
        }
    }

    /// Fallback glyphs share a baseline only if all faces have the same line metrics.
    #[test]
    fn every_face_has_the_same_line() {
        let mut fonts = Fonts::new(TextOptions::default(), definitions());
        let mut fonts = fonts.with_pixels_per_point(1.0);
        for family in definitions().families.into_keys() {
            let job = egui::text::LayoutJob::simple_singleline(
                "가a中\u{1112}∼⟪☕ꏭ😀".to_owned(),
                FontId::new(17.0, family),
                egui::Color32::BLACK,
            );
            let galley = fonts.layout_job(job);
            for glyph in &galley.rows[0].row.glyphs {
                assert!((glyph.font_face_ascent - glyph.font_ascent).abs() < 0.05, "{glyph:?}");
                assert!((glyph.font_face_height - glyph.font_height).abs() < 0.05, "{glyph:?}");
            }
        }
    }
}
