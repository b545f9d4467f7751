//! The folded texts of many documents in two contiguous pieces of memory, so that they can be swept at its speed.
//!
//! A document has a *head*, some short lines, and a *body*. All heads lie in one string and all bodies in
//! another, each line and each body closed by a line break: folded text holds none, and no folded needle does, so
//! that nothing found by sweeping over many documents reaches over the end of a line.

use std::ops::Range;

use crate::text::fold::fold;
use crate::text::hangul::is_letter;
use crate::text::hanja::is_hanja;

/// Folded documents, in the order in which they were added.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    heads: Folded,
    bodies: Folded,
    with_hanja: Vec<usize>,
    with_letters: Vec<usize>,
}

/// One piece of memory and where each document's part of it ends, in bytes, line break included.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    text: String,
    ends: Vec<usize>,
}

impl Corpus {
    /// Folds a document and adds it.
    pub fn push(&mut self, head: impl IntoIterator<Item = impl AsRef<str>>, body: &str) {
        let document = self.len();
        let head_start = self.heads.text.len();
        for line in head {
            self.heads.push(&fold(line.as_ref()));
        }
        let body_start = self.bodies.text.len();
        self.bodies.push(&fold(body));
        self.heads.ends.push(self.heads.text.len());
        self.bodies.ends.push(self.bodies.text.len());
        let added = [&self.heads.text[head_start..], &self.bodies.text[body_start..]];
        if added.iter().any(|text| text.contains(is_hanja)) {
            self.with_hanja.push(document);
        }
        if added.iter().any(|text| text.contains(is_letter)) {
            self.with_letters.push(document);
        }
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

    /// The documents that hold a Hangul letter standing alone (ㅋ, ㅠ) anywhere, ascending.
    pub fn with_letters(&self) -> &[usize] {
        &self.with_letters
    }
}

impl Folded {
    fn push(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
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

    /// The document that the byte at this offset belongs to, known to be none before `from`.
    pub fn document_at(&self, offset: usize, from: usize) -> usize {
        from + self.ends[from..].partition_point(|&end| end <= offset)
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
        assert_eq!((corpus.with_hanja(), corpus.with_letters()), (&[0][..], &[0][..]));
        let third = corpus.bodies().start(2);
        assert_eq!(corpus.bodies().document_at(third, 0), 2);
        assert_eq!(corpus.bodies().document_at(third - 1, 0), 1);
    }
}
