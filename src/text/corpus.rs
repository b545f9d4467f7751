//! The folded texts of many documents in two contiguous pieces of memory, so that they can be swept at its speed.
//!
//! A document has a *head*, some short lines, and a *body*. All heads lie in one string and all bodies in
//! another, each line and each body closed by a line break: folded text holds none, and no folded needle does, so
//! that nothing found by sweeping over many documents reaches over the end of a line.

use std::ops::Range;

use crate::text::fold::fold_into;
use crate::text::hangul::is_letter;
use crate::text::hanja::is_hanja;
use crate::text::postings::Postings;

/// Folded documents, in the order in which they were added.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    heads: Folded,
    bodies: Folded,
    with_hanja: Vec<usize>,
    postings: Option<Postings>,
}

/// One piece of memory, where each document's part of it ends, line break included, and where the characters stand
/// that can be read in more than one way: few enough to be listed. All offsets are bytes.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    text: String,
    ends: Vec<usize>,
    hanja: Vec<(usize, char)>,
    letters: Vec<usize>,
}

impl Corpus {
    /// Folds a document and adds it.
    pub fn push(&mut self, head: impl IntoIterator<Item = impl AsRef<str>>, body: &str) {
        let document = self.len();
        let hanja_before = self.heads.hanja.len() + self.bodies.hanja.len();
        for line in head {
            self.heads.push(line.as_ref());
        }
        self.bodies.push(body);
        self.heads.ends.push(self.heads.text.len());
        self.bodies.ends.push(self.bodies.text.len());
        if self.heads.hanja.len() + self.bodies.hanja.len() > hanja_before {
            self.with_hanja.push(document);
        }
    }

    /// The same without the room that was kept for more documents.
    pub fn shrunk(mut self) -> Self {
        for folded in [&mut self.heads, &mut self.bodies] {
            folded.text.shrink_to_fit();
            folded.ends.shrink_to_fit();
            folded.hanja.shrink_to_fit();
            folded.letters.shrink_to_fit();
        }
        self.with_hanja.shrink_to_fit();
        self
    }

    /// The documents of several corpora, one behind another, without posting lists.
    pub fn joined<'a>(corpora: impl Iterator<Item = &'a Self> + Clone) -> Self {
        let mut with_hanja = Vec::new();
        let mut first = 0;
        for corpus in corpora.clone() {
            with_hanja.extend(corpus.with_hanja.iter().map(|document| first + document));
            first += corpus.len();
        }
        Self {
            heads: Folded::joined(corpora.clone().map(|corpus| &corpus.heads)),
            bodies: Folded::joined(corpora.map(|corpus| &corpus.bodies)),
            with_hanja,
            postings: None,
        }
    }

    /// The same with posting lists: searching it is quicker by far. Making them takes a second for 100 MB.
    pub fn indexed(self) -> Self {
        Self { postings: Postings::of(&self), ..self }
    }

    /// The posting lists of its documents, where they have been made.
    pub fn postings(&self) -> Option<&Postings> {
        self.postings.as_ref()
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.bodies.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The lines of all heads.
    pub fn heads(&self) -> &Folded {
        &self.heads
    }

    /// All bodies.
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

    /// The documents that hold a Hanja anywhere, ascending.
    pub fn with_hanja(&self) -> &[usize] {
        &self.with_hanja
    }
}

impl Folded {
    fn joined<'a>(parts: impl Iterator<Item = &'a Self> + Clone) -> Self {
        let mut all = Self::default();
        all.text.reserve_exact(parts.clone().map(|part| part.text.len()).sum());
        for part in parts {
            let start = all.text.len();
            all.text.push_str(&part.text);
            all.ends.extend(part.ends.iter().map(|end| start + end));
            all.hanja.extend(part.hanja.iter().map(|&(at, c)| (start + at, c)));
            all.letters.extend(part.letters.iter().map(|at| start + at));
        }
        all
    }

    /// Folds a line and adds it.
    fn push(&mut self, line: &str) {
        let start = self.text.len();
        fold_into(line, &mut self.text);
        let folded = self.text.get(start..).unwrap_or_default();
        let mut at = 0;
        while let Some(&byte) = folded.as_bytes().get(at) {
            at += match byte {
                0x00..=0x7F => 1,
                0x80..=0xDF => 2,
                // Nearly all of a Korean text: syllables, which are neither.
                0xEA..=0xED => 3,
                _ => {
                    let Some(c) = folded.get(at..).and_then(|rest| rest.chars().next()) else { break };
                    if is_hanja(c) {
                        self.hanja.push((start + at, c));
                    } else if is_letter(c) {
                        self.letters.push(start + at);
                    }
                    c.len_utf8()
                }
            };
        }
        self.text.push('\n');
    }

    /// The Hanja in a run of documents, and where they stand in the text.
    pub fn hanja_in(&self, documents: Range<usize>) -> &[(usize, char)] {
        let place = |document| self.hanja.partition_point(|&(at, _)| at < self.start(document));
        &self.hanja[place(documents.start)..place(documents.end)]
    }

    /// Where Hangul letters stand alone (ㅋ, ㅠ) in the text of a run of documents.
    pub fn letters_in(&self, documents: Range<usize>) -> &[usize] {
        let place = |document| self.letters.partition_point(|&at| at < self.start(document));
        &self.letters[place(documents.start)..place(documents.end)]
    }

    /// The text of a document, closed by a line break; of a range of documents, their texts one after another.
    pub fn range(&self, documents: Range<usize>) -> &str {
        &self.text[self.start(documents.start)..self.start(documents.end)]
    }

    fn document(&self, document: usize) -> &str {
        self.range(document..document + 1)
    }

    /// Where a document begins, in bytes; the end of the text for the one after the last.
    pub fn start(&self, document: usize) -> usize {
        document.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0)
    }

    /// The document that the byte at this offset belongs to, known to be one of these.
    pub fn document_at(&self, offset: usize, among: Range<usize>) -> usize {
        among.start + self.ends[among].partition_point(|&end| end <= offset)
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(corpus.with_hanja(), [0]);
        assert_eq!(
            (corpus.heads().hanja_in(0..3), corpus.bodies().hanja_in(0..3)),
            (&[(0, '美')][..], &[][..])
        );
        let letters = "첫 본문 ".len();
        assert_eq!(corpus.bodies().letters_in(0..1), [letters, letters + "ㅋ".len()]);
        assert_eq!(corpus.bodies().letters_in(1..3), [0; 0]);
        let third = corpus.bodies().start(2);
        assert_eq!(corpus.bodies().document_at(third, 0..3), 2);
        assert_eq!(corpus.bodies().document_at(third - 1, 0..3), 1);
    }
}
