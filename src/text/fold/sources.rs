//! Folding with a memory of where each character came from, to mark in the original what was found in the folded text.

use super::{for_each_compatible, is_inert, push_folded};
use std::ops::Range;
use unicode_normalization::char::{canonical_combining_class, decompose_canonical};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Where the characters of a folded text came from.
///
/// Offsets into the original are Unicode scalar values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// The folded text in pieces, each beginning where the one before ends.
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    /// Where it begins in the folded text, in bytes.
    at: usize,
    /// Where it begins in the original.
    original: usize,
    /// How many characters of the original became this piece as a whole; `None` where each became one.
    joined: Option<usize>,
}

impl Sources {
    /// The piece of the original, in Unicode scalar values, that a byte range of its folded text was made of.
    ///
    /// The piece is as small as normalisation lets it be: characters that NFC changes together stay together.
    pub fn original(&self, folded: &str, range: Range<usize>) -> Range<usize> {
        let piece_at = |at: usize| {
            let after = self.pieces.partition_point(|piece| piece.at <= at);
            after.checked_sub(1).and_then(|index| self.pieces.get(index))
        };
        let chars = |range: Range<usize>| folded.get(range).map_or(0, |text| text.chars().count());
        let start = piece_at(range.start).map_or(0, |piece| match piece.joined {
            Some(len) if range.start == folded.len() => piece.original + len,
            Some(_) => piece.original,
            None => piece.original + chars(piece.at..range.start),
        });
        if range.is_empty() {
            return start..start;
        }
        let end = piece_at(range.end - 1).map_or(0, |piece| match piece.joined {
            Some(len) => piece.original + len,
            None => piece.original + chars(piece.at..range.end),
        });
        start..end
    }
}

/// Folds a text and remembers where its characters came from: only worth its cost where hits are shown.
pub fn fold_with_sources(text: &str) -> (String, Sources) {
    let mut folding = Folding { folded: String::with_capacity(text.len()), ..Folding::default() };
    let mut prepared: Vec<Prepared> = Vec::with_capacity(text.len() / 2);
    for (original, own) in text.chars().enumerate() {
        for_each_compatible(own, |c| prepared.push(Prepared { c, original, is_own: c == own }));
    }
    let mut start = 0;
    for end in 1..=prepared.len() {
        if prepared.get(end).is_some_and(|next| !normalizes_alone(next.c)) {
            continue;
        }
        folding.push_piece(prepared.get(start..end).unwrap_or_default());
        start = end;
    }
    (folding.folded, folding.sources)
}

/// A character that is ready to be normalised.
struct Prepared {
    c: char,
    /// Where the character of the original stands that it is, or is made of.
    original: usize,
    /// Whether it is that character.
    is_own: bool,
}

/// A folded text in the making.
#[derive(Default)]
struct Folding {
    folded: String,
    sources: Sources,
    /// Where the original goes on behind what has been folded.
    next: usize,
}

impl Folding {
    /// Folds characters that are normalised together.
    fn push_piece(&mut self, piece: &[Prepared]) {
        let [first, .., last] = piece else {
            if let [one] = piece {
                let original = one.original..one.original + 1;
                if is_inert(one.c) {
                    self.push(one.c, original, one.is_own);
                } else {
                    let is_own = one.is_own && nfc_of(piece).eq([one.c]);
                    nfc_of(piece).for_each(|c| self.push(c, original.clone(), is_own));
                }
            }
            return;
        };
        let whole = first.original..last.original + 1;
        if nfc_of(piece).eq(piece.iter().map(|one| one.c)) {
            for one in piece {
                self.push(one.c, one.original..one.original + 1, one.is_own);
            }
        } else {
            nfc_of(piece).for_each(|c| self.push(c, whole.clone(), false));
        }
    }

    /// Folds a character of an NFC text that is one of the original, or one of those that a range of it became.
    fn push(&mut self, c: char, original: Range<usize>, is_one: bool) {
        let at = self.folded.len();
        push_folded(&mut self.folded, c);
        let added = self.folded.get(at..).map_or(0, |added| added.chars().take(2).count());
        if added == 0 {
            self.widen_space(original.end);
        } else {
            let joined = (added > 1 || !is_one).then_some(original.len());
            self.begin_piece(at, original.start, joined);
        }
        self.next = original.end;
    }

    /// Begins a piece, where the last one doesn't go on.
    fn begin_piece(&mut self, at: usize, original: usize, joined: Option<usize>) {
        let goes_on = original == self.next
            && joined.is_none()
            && self.sources.pieces.last().is_some_and(|last| last.joined.is_none());
        if !goes_on {
            self.sources.pieces.push(Piece { at, original, joined });
        }
    }

    /// The space that the folded text ends with stands for more white space.
    fn widen_space(&mut self, original_end: usize) {
        let at = self.folded.len() - 1;
        match self.sources.pieces.last_mut() {
            Some(last) if last.at == at => last.joined = Some(original_end - last.original),
            Some(last) => {
                let original = last.original + self.folded[last.at..at].chars().count();
                self.sources.pieces.push(Piece { at, original, joined: Some(original_end - original) });
            }
            None => {}
        }
    }
}

fn nfc_of(piece: &[Prepared]) -> impl Iterator<Item = char> {
    piece.iter().map(|one| one.c).nfc()
}

/// Whether a text can be cut before this character and its two parts normalised apart.
fn normalizes_alone(c: char) -> bool {
    if is_inert(c) {
        return true;
    }
    let mut first = None;
    decompose_canonical(c, |d| first = first.or(Some(d)));
    let first = first.unwrap_or(c);
    canonical_combining_class(first) == 0 && is_nfc_quick(std::iter::once(first)) == IsNormalized::Yes
}
