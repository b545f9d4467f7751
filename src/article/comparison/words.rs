//! Compares two forms of a sentence word by word, and within a word if only its start or end differs.

use super::{Piece, Side};
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};
use std::time::Instant;
use unicode_segmentation::UnicodeSegmentation;

/// A stretch that both forms have, or that each words differently.
enum Stretch<'a> {
    Same(&'a str),
    Differs(&'a str, &'a str),
}

/// The pieces of two forms of a text, in order.
pub(super) fn pieces(old: &str, new: &str, until: Instant) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut push = |side: Side, text: &str| match pieces.last_mut() {
        Some(last) if last.side == side => last.text.push_str(text),
        _ if text.is_empty() => {}
        _ => pieces.push(Piece { side, text: text.to_owned() }),
    };
    for stretch in stretches(old, new, until) {
        match stretch {
            Stretch::Same(text) => push(Side::Both, text),
            Stretch::Differs(old, new) => {
                let start = common_start(old, new);
                let (before, old) = old.split_at_checked(start).unwrap_or(("", old));
                let new = new.get(start..).unwrap_or_default();
                let end = common_end(old, new);
                let (old, after) = old.split_at_checked(old.len() - end).unwrap_or((old, ""));
                push(Side::Both, before);
                push(Side::Old, old);
                push(Side::New, new.get(..new.len() - end).unwrap_or_default());
                push(Side::Both, after);
            }
        }
    }
    pieces
}

/// Compares two texts word by word. Differences separated only by a space or a sign are joined.
fn stretches<'a>(old: &'a str, new: &'a str, until: Instant) -> Vec<Stretch<'a>> {
    let (old_words, new_words): (Vec<_>, Vec<_>) =
        (old.split_word_bounds().collect(), new.split_word_bounds().collect());
    let ops = capture_diff_slices_deadline(Algorithm::Myers, &old_words, &new_words, Some(until));
    // Each with its kind and its end in both texts.
    let mut ends: Vec<(bool, usize, usize)> = Vec::new();
    let (mut i, mut j) = (0, 0);
    let last_op = ops.len().saturating_sub(1);
    for (at, op) in ops.iter().enumerate() {
        let length =
            |words: Option<&[&str]>| words.unwrap_or_default().iter().map(|word| word.len()).sum::<usize>();
        let words = old_words.get(op.old_range());
        let is_sign = !words.unwrap_or_default().concat().contains(char::is_alphanumeric);
        let same = matches!(op, DiffOp::Equal { .. }) && !(is_sign && at > 0 && at < last_op);
        (i, j) = (i + length(words), j + length(new_words.get(op.new_range())));
        match ends.last_mut().filter(|last| last.0 == same) {
            Some(last) => *last = (same, i, j),
            None => ends.push((same, i, j)),
        }
    }
    let mut before = (0, 0);
    let cut = |(same, i, j)| {
        let (from, to) = std::mem::replace(&mut before, (i, j));
        let (old, new) = (old.get(from..i).unwrap_or_default(), new.get(to..j).unwrap_or_default());
        if same { Stretch::Same(old) } else { Stretch::Differs(old, new) }
    };
    ends.into_iter().map(cut).collect()
}

/// The length of the common start of two differing texts, in bytes, if it is at least half of the word it ends
/// in. A number is never split.
fn common_start(old: &str, new: &str) -> usize {
    let clusters = old.graphemes(true).zip(new.graphemes(true)).take_while(|(a, b)| a == b);
    let start = clusters.map(|(cluster, _)| cluster.len()).sum();
    let alike = old.get(..start).unwrap_or_default();
    if parts_a_number(old, start) || parts_a_number(new, start) {
        return alike.trim_end_matches(is_of_number).len();
    }
    let is_half = |text: &str| is_half_of_word(text.split(char::is_whitespace), alike);
    if is_half(old) || is_half(new) { start } else { 0 }
}

/// The length of the common end of two differing texts; see [`common_start`].
fn common_end(old: &str, new: &str) -> usize {
    let clusters = old.graphemes(true).rev().zip(new.graphemes(true).rev()).take_while(|(a, b)| a == b);
    let end: usize = clusters.map(|(cluster, _)| cluster.len()).sum();
    let alike = old.get(old.len() - end..).unwrap_or_default();
    if parts_a_number(old, old.len() - end) || parts_a_number(new, new.len() - end) {
        return alike.trim_start_matches(is_of_number).len();
    }
    let is_half = |text: &str| is_half_of_word(text.rsplit(char::is_whitespace), alike);
    if is_half(old) || is_half(new) { end } else { 0 }
}

/// Whether the common part is at least half of the first of the words.
fn is_half_of_word<'a>(mut words: impl Iterator<Item = &'a str>, alike: &str) -> bool {
    let length = |text: &str| text.graphemes(true).count();
    2 * length(alike) >= words.next().map_or(0, length).max(1)
}

/// Whether a position in a text is inside a number.
fn parts_a_number(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    before.ends_with(is_of_number) && after.starts_with(is_of_number)
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',')
}
