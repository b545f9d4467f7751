//! Folding that remembers where each character came from, to mark hits in the original text.

use super::{for_each_compatible, is_inert, push_folded};
use std::ops::Range;
use unicode_normalization::char::{canonical_combining_class, decompose_canonical};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Maps a folded text back to its original.
///
/// Offsets into the original are Unicode scalar values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// Pieces that cover the folded text, each starting where the previous one ends.
    pieces: Vec<FoldedPiece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct FoldedPiece {
    /// Its start in the folded text, in bytes.
    at: usize,
    /// Its start in the original.
    original: usize,
    /// How many characters of the original became this piece as a whole; `None` if they correspond one to one.
    joined: Option<usize>,
}

impl Sources {
    /// The range of the original, in Unicode scalar values, that a byte range of the folded text came from.
    ///
    /// The range is as small as normalization allows: characters that NFC combines stay together.
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

/// Folds a text and remembers where its characters came from. Slower than [`super::fold`], so used only to show
/// hits.
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

/// A character about to be normalized.
struct Prepared {
    c: char,
    /// The position of its source character in the original.
    original: usize,
    /// Whether it is unchanged from that character.
    is_own: bool,
}

/// A folded text being built.
#[derive(Default)]
struct Folding {
    folded: String,
    sources: Sources,
    /// The position in the original after everything folded so far.
    next: usize,
}

impl Folding {
    /// Folds characters that have to be normalized together.
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

    /// Folds a character from an NFC text. It is the original's own if `is_one`, else made from the range
    /// `original`.
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

    /// Starts a piece, unless the last one can be extended.
    fn begin_piece(&mut self, at: usize, original: usize, joined: Option<usize>) {
        let goes_on = original == self.next
            && joined.is_none()
            && self.sources.pieces.last().is_some_and(|last| last.joined.is_none());
        if !goes_on {
            self.sources.pieces.push(FoldedPiece { at, original, joined });
        }
    }

    /// Extends the source of the folded text's final space over further white space.
    fn widen_space(&mut self, original_end: usize) {
        let at = self.folded.len() - 1;
        match self.sources.pieces.last_mut() {
            Some(last) if last.at == at => last.joined = Some(original_end - last.original),
            Some(last) => {
                let original = last.original + self.folded[last.at..at].chars().count();
                self.sources.pieces.push(FoldedPiece { at, original, joined: Some(original_end - original) });
            }
            None => {}
        }
    }
}

fn nfc_of(piece: &[Prepared]) -> impl Iterator<Item = char> {
    piece.iter().map(|one| one.c).nfc()
}

/// Whether a text can be split before this character and both parts normalized separately.
fn normalizes_alone(c: char) -> bool {
    if is_inert(c) {
        return true;
    }
    let mut first = None;
    decompose_canonical(c, |d| first = first.or(Some(d)));
    let first = first.unwrap_or(c);
    canonical_combining_class(first) == 0 && is_nfc_quick(std::iter::once(first)) == IsNormalized::Yes
}
