//! Sets text in lines with the bundled faces: which face has a character, how wide it is, and where a line ends.
//!
//! Lines break between words, as Korean newspapers' pages on the web do; only a word longer than a line breaks
//! within.

use super::article::PdfMark;
use crate::export::faces;
use crate::text::invisible::is_invisible;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// How heavy text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// The faces of a document, by weight, each in the order in which they are tried.
pub(super) struct PdfFaces {
    regular: Vec<PdfFace>,
    bold: Vec<PdfFace>,
}

/// A face, with what is needed to measure text in it.
struct PdfFace {
    font: Font,
    characters: Charmap<'static>,
    widths: GlyphMetrics<'static>,
    units: f32,
}

/// A line of text, of at most the width that it was set for; a space at its end may hang over.
pub(super) struct PdfLine {
    pub(super) text: String,
    pub(super) runs: Vec<GlyphRun>,
    /// Its width, in ems.
    pub(super) width: f32,
    /// The marked stretches, in ems from the line's left end.
    pub(super) marked: Vec<(Range<f32>, PdfMark)>,
}

/// The part of a line that is set in one face.
pub(super) struct GlyphRun {
    pub(super) font: Font,
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// Where it begins, in ems from the line's left end.
    pub(super) left: f32,
}

/// A character, and how it is set.
#[derive(Clone, Copy)]
struct Letter {
    character: char,
    face: usize,
    glyph: u32,
    /// In ems.
    width: f32,
    mark: Option<PdfMark>,
}

impl PdfFaces {
    pub(super) fn new() -> Self {
        let chain = |heads: [&'static [u8]; 2]| {
            let rest = faces::SYMBOLS.iter().map(|&(_, bytes)| bytes);
            heads.into_iter().chain(rest).filter_map(PdfFace::of).collect()
        };
        Self { regular: chain([faces::REGULAR, faces::HANJA]), bold: chain([faces::BOLD, faces::HANJA_BOLD]) }
    }

    /// Sets a text in lines of at most `width` ems. Each of its own lines begins a new one.
    pub(super) fn lines(&self, text: &str, weight: Weight, width: f32) -> Vec<PdfLine> {
        self.marked_lines(text, &[], weight, width)
    }

    /// The same for a text of which some bytes are marked, in order of their starts.
    pub(super) fn marked_lines(
        &self,
        text: &str,
        marks: &[(Range<usize>, PdfMark)],
        weight: Weight,
        width: f32,
    ) -> Vec<PdfLine> {
        let faces = if weight == Weight::Bold { &self.bold } else { &self.regular };
        let letters: Vec<Letter> = parts(text, marks)
            .into_iter()
            .flat_map(|(part, mark)| {
                let shown = part.nfc().filter_map(|c| match c {
                    '\n' => Some(c),
                    c if c.is_whitespace() => Some(' '),
                    c => (!is_invisible(c)).then_some(c),
                });
                shown.map(move |c| Letter { mark, ..letter(faces, c) })
            })
            .collect();
        let mut lines = Vec::new();
        for stored in letters.split(|letter| letter.character == '\n') {
            let mut rest = stored;
            while !rest.is_empty() {
                let (line, behind) = rest.split_at(line_end(rest, width));
                lines.push(PdfLine::of(line, faces));
                rest = behind;
            }
        }
        lines
    }
}

/// A text cut where marks begin and end. Of two that overlap, the first goes on.
fn parts<'a>(text: &'a str, marks: &[(Range<usize>, PdfMark)]) -> Vec<(&'a str, Option<PdfMark>)> {
    let (mut parts, mut end) = (Vec::new(), 0);
    let mut add = |range: Range<usize>, mark| parts.extend(text.get(range).map(|part| (part, mark)));
    for (range, mark) in marks {
        let start = range.start.max(end);
        if start < range.end {
            add(end..start, None);
            add(start..range.end, Some(*mark));
            end = range.end;
        }
    }
    add(end..text.len(), None);
    parts
}

impl PdfFace {
    fn of(bytes: &'static [u8]) -> Option<Self> {
        let face = FontRef::new(bytes).ok()?;
        let font = Font::new(bytes.into(), 0)?;
        let units = font.units_per_em();
        let widths = face.glyph_metrics(Size::unscaled(), LocationRef::default());
        Some(Self { font, characters: face.charmap(), widths, units })
    }
}

/// A character in the first face that has it. If none has, it is set as a missing glyph of the first, from which
/// it can still be copied.
fn letter(faces: &[PdfFace], character: char) -> Letter {
    let found = faces.iter().enumerate().find_map(|(at, face)| Some((at, face.characters.map(character)?)));
    let (face, glyph) = found.unwrap_or_default();
    let width = faces
        .get(face)
        .map_or(0.0, |face| face.widths.advance_width(glyph).unwrap_or(face.units) / face.units);
    Letter { character, face, glyph: glyph.to_u32(), width, mark: None }
}

/// How many letters the first line of these has: at least one.
fn line_end(letters: &[Letter], width: f32) -> usize {
    let (mut right, mut word) = (0.0, 0);
    for (at, letter) in letters.iter().enumerate() {
        right += letter.width;
        if letter.character == ' ' {
            word = at + 1;
        } else if right > width {
            return if word > 0 { word } else { at.max(1) };
        }
    }
    letters.len()
}

impl PdfLine {
    fn of(letters: &[Letter], faces: &[PdfFace]) -> Self {
        let mut line = Self { text: String::new(), runs: Vec::new(), width: 0.0, marked: Vec::new() };
        let mut last = None;
        for &Letter { character, face, glyph, width, mark } in letters {
            let start = line.text.len();
            line.text.push(character);
            let glyph = KrillaGlyph {
                glyph_id: GlyphId::new(glyph),
                text_range: start..line.text.len(),
                x_advance: width,
                x_offset: 0.0,
                y_offset: 0.0,
                y_advance: 0.0,
                location: None,
            };
            match (line.runs.last_mut(), faces.get(face)) {
                (Some(run), _) if last == Some(face) => run.glyphs.push(glyph),
                (_, Some(face)) => {
                    line.runs.push(GlyphRun {
                        font: face.font.clone(),
                        glyphs: vec![glyph],
                        left: line.width,
                    });
                }
                _ => {}
            }
            last = Some(face);
            let right = line.width + width;
            match (line.marked.last_mut(), mark) {
                (Some((range, last)), Some(mark)) if *last == mark && range.end == line.width => {
                    range.end = right;
                }
                (_, Some(mark)) => line.marked.push((line.width..right, mark)),
                (_, None) => {}
            }
            line.width = right;
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, width: f32) -> Vec<String> {
        PdfFaces::new().lines(text, Weight::Regular, width).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(set("가나다 라마 바사아", 4.0), ["가나다 ", "라마 ", "바사아"]);
        assert_eq!(set("가나다라마바사", 3.0), ["가나다", "라마바", "사"]);
        assert_eq!(set("가\n나", 9.0), ["가", "나"]);
        assert!(set("", 9.0).is_empty());
        assert_eq!(set("가", 0.1), ["가"]);
    }

    #[test]
    fn a_face_is_found_for_hanja_and_symbols() {
        let lines = PdfFaces::new().lines("與野 A가☎", Weight::Bold, 40.0);
        assert_eq!(lines.len(), 1);
        assert!(lines[0].runs.len() >= 3);
        assert!(lines[0].runs.iter().flat_map(|run| &run.glyphs).all(|glyph| glyph.glyph_id.to_u32() > 0));
    }

    #[test]
    fn invisible_characters_are_left_out() {
        assert_eq!(set("가\u{200b}나\u{a0}다\t라", 40.0), ["가나 다 라"]);
    }
}
