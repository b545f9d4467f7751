//! Finds out which reading of a body is the one that was crawled, by its content hash.
//!
//! `content_hash` is the SHA-256 of the body's UTF-8 bytes without newlines at either end. Until February 2026,
//! the crawler hashed a body and then wrote it escaped for HTML; since then it writes what it hashed. The hash
//! is also the only way to tell where the body ends and the readers' comments start.

use std::borrow::Cow;

use html_escape::decode_html_entities;
use sha2::{Digest, Sha256};

use super::Hash;

/// How the crawler wrote titles and bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Escaped for HTML.
    Escaped,
    /// Unescaped.
    Plain,
}

/// A body, and what was learned in finding it.
pub(super) struct Settled {
    pub(super) body: String,
    pub(super) hash: Hash,
    /// The end of the body, in bytes of the content.
    pub(super) end: usize,
    /// How it was written; `None` if both readings give the same text.
    pub(super) form: Option<Form>,
}

pub fn body_hash(body: &str) -> Hash {
    Sha256::digest(body.as_bytes()).into()
}

/// Finds the body in a content: the reading that matches the stored hash, or else the text before the first of
/// `ends`, in the form `otherwise`.
///
/// `ends` are the possible ends of the body in ascending order. Takes linear time.
pub(super) fn settle(content: &str, ends: &[usize], stored: Option<Hash>, otherwise: Form) -> Settled {
    let plain = pieces(content, ends);
    let escaped: Vec<Cow<'_, str>> = plain.iter().map(|piece| unescape(piece)).collect();
    let differ = escaped.iter().any(|piece| matches!(piece, Cow::Owned(_)));
    let (first, second) = match otherwise {
        Form::Escaped => (Form::Escaped, Form::Plain),
        Form::Plain => (Form::Plain, Form::Escaped),
    };
    let read_as = |form| {
        let hashes = match form {
            Form::Escaped => prefix_hashes(escaped.iter().map(AsRef::as_ref)),
            Form::Plain => prefix_hashes(plain.iter().copied()),
        };
        let found = stored.and_then(|stored| hashes.iter().position(|hash| *hash == stored));
        (hashes, found)
    };
    let (mut hashes, mut found) = read_as(first);
    let mut form = first;
    if found.is_none() && differ && stored.is_some() {
        let (other_hashes, other_found) = read_as(second);
        if other_found.is_some() {
            (hashes, found, form) = (other_hashes, other_found, second);
        }
    }
    let last = found.unwrap_or(0);
    let tells = plain.iter().zip(&escaped).take(last + 1).any(|(plain, escaped)| plain != escaped);
    let body: String = match form {
        Form::Escaped => joined(escaped, last),
        Form::Plain => content
            .get(..plain.iter().take(last + 1).map(|piece| piece.len()).sum())
            .unwrap_or_default()
            .to_owned(),
    };
    Settled {
        form: tells.then_some(form),
        hash: hashes.get(last).copied().unwrap_or_default(),
        end: ends.get(last).copied().unwrap_or(content.len()),
        body,
    }
}

/// Decodes HTML entities once.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    decode_html_entities(text)
}

/// Whether a text has characters that would have been escaped, so that its writer doesn't escape.
pub fn is_plainly_unescaped(text: &str) -> bool {
    memchr::memchr3(b'"', b'\'', b'<', text.as_bytes()).is_some()
        || memchr::memchr3(b'>', b'=', b'`', text.as_bytes()).is_some()
}

/// The parts of a text between these positions, from its start.
fn pieces<'a>(text: &'a str, ends: &[usize]) -> Vec<&'a str> {
    let starts = std::iter::once(&0).chain(ends);
    starts.zip(ends).map(|(&start, &end)| text.get(start..end).unwrap_or_default()).collect()
}

fn joined(pieces: Vec<Cow<'_, str>>, last: usize) -> String {
    let mut pieces = pieces.into_iter().take(last + 1);
    let mut body = pieces.next().map(Cow::into_owned).unwrap_or_default();
    body.extend(pieces);
    body
}

/// The SHA-256 of the first piece, of the first two, and so on.
fn prefix_hashes<'a>(pieces: impl Iterator<Item = &'a str>) -> Vec<Hash> {
    let mut hasher = Sha256::new();
    let hash_on = |piece: &str| {
        hasher.update(piece.as_bytes());
        hasher.clone().finalize().into()
    };
    pieces.map(hash_on).collect()
}

/// Formats a hash as hexadecimal digits.
pub fn format_hash(hash: &Hash) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Parses 64 hexadecimal digits.
pub fn hash_from(text: &str) -> Option<Hash> {
    let mut hash = Hash::default();
    if text.len() != 2 * hash.len() {
        return None;
    }
    for (byte, pair) in hash.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        for &digit in pair {
            let value = char::from(digit).to_digit(16)?;
            *byte = *byte << 4 | u8::try_from(value).ok()?;
        }
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(text: &str) -> Hash {
        Sha256::digest(text.as_bytes()).into()
    }

    fn settled(content: &str, ends: &[usize], stored: &str) -> (String, Option<Form>, bool) {
        let settled = settle(content, ends, Some(hash(stored)), Form::Escaped);
        assert_eq!(settled.hash, hash(&settled.body));
        (settled.body.clone(), settled.form, settled.hash == hash(stored))
    }

    #[test]
    fn the_hash_tells_the_form() {
        let content = "A &amp;lt; B";
        let ends = [content.len()];
        assert_eq!(settled(content, &ends, "A &lt; B"), ("A &lt; B".to_owned(), Some(Form::Escaped), true));
        assert_eq!(settled(content, &ends, content), (content.to_owned(), Some(Form::Plain), true));
        assert_eq!(settled(content, &ends, "x"), ("A &lt; B".to_owned(), Some(Form::Escaped), false));
        assert_eq!(settled("A B", &[3], "A B"), ("A B".to_owned(), None, true));
    }

    #[test]
    fn the_hash_tells_the_end() {
        let content = "one &gt;\n---\ntwo\n---\nthree";
        let ends = [8, 16, content.len()];
        assert_eq!(settled(content, &ends, "one >").0, "one >");
        assert_eq!(settled(content, &ends, "one &gt;\n---\ntwo").0, "one &gt;\n---\ntwo");
        assert_eq!(settled(content, &ends, "one >\n---\ntwo\n---\nthree").0, "one >\n---\ntwo\n---\nthree");
        assert_eq!(settled(content, &ends, "neither").0, "one >");
    }

    #[test]
    fn reads_a_hash() {
        let text = "0123456789abcdefABCDEF0123456789abcdef0123456789abcdef0123456789ab"[..64].to_owned();
        assert_eq!(hash_from(&text).map(|hash| hash[..3].to_vec()), Some(vec![0x01, 0x23, 0x45]));
        for wrong in ["", "00", &text.replace('a', "g"), &format!("{text}00"), &"+f".repeat(32)] {
            assert_eq!(hash_from(wrong), None);
        }
    }
}
