//! The folded texts of many documents in two contiguous strings, so that scanning runs at memory speed.
//!
//! A document has a *head*, which is a few short lines, and a *body*. All heads are in one string and all
//! bodies in another. Every line and every body ends with a line break, which neither folded text nor folded
//! needles contain, so a match found while scanning many documents never crosses the end of a line.

use std::borrow::Cow;
use std::ops::Range;

use bytemuck::{Pod, Zeroable};

use crate::text::fold::fold_into;
use crate::text::hangul::is_letter;
use crate::text::hanja::is_hanja;
use crate::text::mapped::Part;
use crate::text::packed::{Packed, PackedText};
use crate::text::postings::Postings;

/// Folded documents, in the order they were added.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    heads: Folded,
    bodies: Folded,
    with_hanja: Packed<u32>,
    postings: Option<Postings>,
}

/// The heads or bodies of all documents: the text, where each document ends (including its line break), and the
/// positions of the characters that have several readings, few enough to be listed. Offsets are in bytes;
/// callers must keep a corpus below 4 GiB.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    text: PackedText,
    ends: Packed<u32>,
    hanja: Packed<HanjaPlace>,
    letters: Packed<u32>,
}

/// The position of a Hanja, and which one it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
struct HanjaPlace {
    at: u32,
    code_point: u32,
}

impl Corpus {
    /// Folds a document and adds it.
    pub fn push(&mut self, head: impl IntoIterator<Item = impl AsRef<str>>, body: &str) {
        let document = self.len() as u32;
        let hanja_before = self.heads.hanja.len() + self.bodies.hanja.len();
        for line in head {
            self.heads.push(line.as_ref());
        }
        self.bodies.push(body);
        self.heads.end_document();
        self.bodies.end_document();
        if self.heads.hanja.len() + self.bodies.hanja.len() > hanja_before {
            self.with_hanja.edit(|all| all.push(document));
        }
    }

    /// Makes room for some times as much as a corpus has.
    pub fn reserve(&mut self, times: usize, like: &Self) {
        for (folded, like) in [(&mut self.heads, &like.heads), (&mut self.bodies, &like.bodies)] {
            folded.text.edit(|text| text.reserve(times * like.text.len()));
            folded.ends.edit(|ends| ends.reserve(times * like.ends.len()));
        }
    }

    /// Releases memory reserved for further documents.
    pub fn shrunk(mut self) -> Self {
        for folded in [&mut self.heads, &mut self.bodies] {
            folded.text.edit(String::shrink_to_fit);
            folded.ends.edit(Vec::shrink_to_fit);
            folded.hanja.edit(Vec::shrink_to_fit);
            folded.letters.edit(Vec::shrink_to_fit);
        }
        self.with_hanja.edit(Vec::shrink_to_fit);
        self
    }

    /// Concatenates the documents of several corpora, without postings.
    pub fn joined<'a>(corpora: impl Iterator<Item = &'a Self> + Clone) -> Self {
        let mut with_hanja = Vec::new();
        let mut first = 0;
        for corpus in corpora.clone() {
            with_hanja.extend(corpus.with_hanja.iter().map(|document| first + document));
            first += corpus.len() as u32;
        }
        Self {
            heads: Folded::joined(corpora.clone().map(|corpus| &corpus.heads)),
            bodies: Folded::joined(corpora.map(|corpus| &corpus.bodies)),
            with_hanja: with_hanja.into(),
            postings: None,
        }
    }

    /// The parts to store in a file; [`Corpus::of_parts`] reads them back.
    pub fn parts(&self) -> Vec<Cow<'_, [u8]>> {
        let mut parts: Vec<Cow<'_, [u8]>> = Vec::new();
        for folded in [&self.heads, &self.bodies] {
            let Folded { text, ends, hanja, letters } = folded;
            parts.extend(
                [text.bytes(0..text.len()), ends.bytes(), hanja.bytes(), letters.bytes()].map(Cow::Borrowed),
            );
        }
        parts.push(Cow::Borrowed(self.with_hanja.bytes()));
        parts.extend(self.postings.iter().flat_map(Postings::parts));
        parts
    }

    /// Reads a corpus from the parts made by [`Corpus::parts`]; `None` if the parts are not valid.
    pub fn of_parts(parts: &[Part]) -> Option<Self> {
        let (folded, rest) = parts.split_at_checked(8)?;
        let (heads, bodies) = folded.split_at_checked(4)?;
        let (with_hanja, postings) = rest.split_first()?;
        Some(Self {
            heads: Folded::of_parts(heads)?,
            bodies: Folded::of_parts(bodies)?,
            with_hanja: with_hanja.values()?,
            postings: if postings.is_empty() { None } else { Some(Postings::of_parts(postings)?) },
        })
    }

    /// Adds postings, which make searching much faster. Building them takes a second per 100 MB.
    pub fn indexed(self) -> Self {
        Self { postings: Postings::of(&self), ..self }
    }

    /// The postings, if they have been built.
    pub fn postings(&self) -> Option<&Postings> {
        self.postings.as_ref()
    }

    /// The number of documents.
    pub fn len(&self) -> usize {
        self.bodies.ends.len()
    }

    /// Whether there are no documents.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The lines of all heads.
    pub fn heads(&self) -> &Folded {
        &self.heads
    }

    pub fn bodies(&self) -> &Folded {
        &self.bodies
    }

    /// The lines of a document's head.
    pub fn head_lines(&self, document: usize) -> impl Iterator<Item = &str> {
        self.heads.document(document).split_terminator('\n')
    }

    /// A document's body.
    pub fn body(&self, document: usize) -> &str {
        let body = self.bodies.document(document);
        body.strip_suffix('\n').unwrap_or(body)
    }

    /// Whether a document contains a Hanja.
    pub fn has_hanja(&self, document: usize) -> bool {
        self.with_hanja.binary_search(&(document as u32)).is_ok()
    }
}

/// How many bytes are examined at once.
const STRETCH: usize = 64;

/// Whether a Hanja or a standalone letter may start with this byte.
fn begins_sign(byte: u8) -> bool {
    matches!(byte, 0xE3..=0xE9 | 0xEF | 0xF0)
}

impl Folded {
    fn joined<'a>(parts: impl Iterator<Item = &'a Self> + Clone) -> Self {
        let (mut text, mut ends) = (String::new(), Vec::new());
        let (mut hanja, mut letters) = (Vec::new(), Vec::new());
        text.reserve_exact(parts.clone().map(|part| part.text.len()).sum());
        for part in parts {
            let start = text.len() as u32;
            text.push_str(part.text());
            ends.extend(part.ends.iter().map(|end| start + end));
            hanja.extend(part.hanja.iter().map(|place| HanjaPlace { at: start + place.at, ..*place }));
            letters.extend(part.letters.iter().map(|at| start + at));
        }
        Self { text: text.into(), ends: ends.into(), hanja: hanja.into(), letters: letters.into() }
    }

    fn of_parts(parts: &[Part]) -> Option<Self> {
        let [text, ends, hanja, letters] = parts else { return None };
        Some(Self {
            text: text.text(),
            ends: ends.values()?,
            hanja: hanja.values()?,
            letters: letters.values()?,
        })
    }

    /// Folds a line and adds it.
    fn push(&mut self, line: &str) {
        let start = self.text.len();
        self.text.edit(|text| {
            fold_into(line, text);
            text.push('\n');
        });
        let folded = self.text.str(start..self.text.len());
        for (number, stretch) in folded.as_bytes().chunks(STRETCH).enumerate() {
            // Most chunks contain neither. All bytes are tested without an early exit, so that the compiler can
            // vectorize this.
            if !stretch.iter().fold(false, |any, &byte| any | begins_sign(byte)) {
                continue;
            }
            for (offset, _) in stretch.iter().enumerate().filter(|&(_, &byte)| begins_sign(byte)) {
                let at = number * STRETCH + offset;
                let Some(c) = folded.get(at..).and_then(|rest| rest.chars().next()) else { continue };
                let place = (start + at) as u32;
                if is_hanja(c) {
                    self.hanja.edit(|all| all.push(HanjaPlace { at: place, code_point: c.into() }));
                } else if is_letter(c) {
                    self.letters.edit(|all| all.push(place));
                }
            }
        }
    }

    fn end_document(&mut self) {
        let end = self.text.len() as u32;
        self.ends.edit(|ends| ends.push(end));
    }

    /// The Hanja in a range of documents, with their offsets in the text.
    pub fn hanja_in(&self, documents: Range<usize>) -> impl Iterator<Item = (usize, char)> {
        let all: &[HanjaPlace] = &self.hanja;
        let place = |document| all.partition_point(|place| (place.at as usize) < self.start(document));
        let some = all.get(place(documents.start)..place(documents.end)).unwrap_or_default();
        some.iter().filter_map(|place| Some((place.at as usize, char::from_u32(place.code_point)?)))
    }

    /// The offsets of standalone Hangul letters (ㅋ, ㅠ) in a range of documents.
    pub fn letters_in(&self, documents: Range<usize>) -> impl Iterator<Item = usize> {
        let all: &[u32] = &self.letters;
        let place = |document| all.partition_point(|&at| (at as usize) < self.start(document));
        let some = all.get(place(documents.start)..place(documents.end)).unwrap_or_default();
        some.iter().map(|&at| at as usize)
    }

    /// The bytes of a range of the text.
    pub fn bytes(&self, bytes: Range<usize>) -> &[u8] {
        self.text.bytes(bytes)
    }

    /// The text of a document, including its final line break.
    pub fn document(&self, document: usize) -> &str {
        self.text.str(self.start(document)..self.start(document + 1))
    }

    /// The byte offset where a document starts; for the index after the last, the end of the text.
    pub fn start(&self, document: usize) -> usize {
        document.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize)
    }

    /// The document that the byte at an offset belongs to, which must be in `among`.
    pub fn document_at(&self, offset: usize, among: Range<usize>) -> usize {
        let ends = self.ends.get(among.clone()).unwrap_or_default();
        among.start + ends.partition_point(|&end| end as usize <= offset)
    }

    /// The length of the whole text in bytes.
    pub fn text_len(&self) -> usize {
        self.start(self.ends.len())
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        self.text.str(0..self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hanja_and_letters_are_found_wherever_they_stand() {
        for before in 0..2 * STRETCH {
            let mut corpus = Corpus::default();
            corpus.push([""], &format!("{}美가ㅋ", "a".repeat(before)));
            let bodies = corpus.bodies();
            assert_eq!(bodies.hanja_in(0..1).collect::<Vec<_>>(), [(before, '美')]);
            assert_eq!(bodies.letters_in(0..1).collect::<Vec<_>>(), [before + "美가".len()]);
        }
    }

    #[test]
    fn documents_lie_one_after_another() {
        let mut corpus = Corpus::default();
        corpus.push(["美 금리", "서고일보"], "첫\n\n본문 ㅋㅋ");
        corpus.push(["", ""], "");
        corpus.push(["Title", "서고방송", "강하늘"], "본문");
        assert_eq!(corpus.heads().text(), "美 금리\n서고일보\n\n\ntitle\n서고방송\n강하늘\n");
        assert_eq!(corpus.bodies().text(), "첫 본문 ㅋㅋ\n\n본문\n");
        assert_eq!(corpus.head_lines(1).collect::<Vec<_>>(), ["", ""]);
        assert_eq!(corpus.head_lines(2).collect::<Vec<_>>(), ["title", "서고방송", "강하늘"]);
        assert_eq!((corpus.body(0), corpus.body(1), corpus.body(2)), ("첫 본문 ㅋㅋ", "", "본문"));
        assert_eq!([0, 1, 2].map(|document| corpus.has_hanja(document)), [true, false, false]);
        assert_eq!(corpus.heads().hanja_in(0..3).collect::<Vec<_>>(), [(0, '美')]);
        assert_eq!(corpus.bodies().hanja_in(0..3).count(), 0);
        let letters = "첫 본문 ".len();
        assert_eq!(corpus.bodies().letters_in(0..1).collect::<Vec<_>>(), [letters, letters + "ㅋ".len()]);
        assert_eq!(corpus.bodies().letters_in(1..3).count(), 0);
        let third = corpus.bodies().start(2);
        assert_eq!(corpus.bodies().document_at(third, 0..3), 2);
        assert_eq!(corpus.bodies().document_at(third - 1, 0..3), 1);
    }
}
