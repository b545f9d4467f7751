//! Damages files: truncates, edits or saves them in another encoding. Each kind leaves a trace that can be
//! detected.

use super::words::pick;
use fastrand::Rng;

/// Damage to a file after it was crawled.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Damage {
    /// The front matter is gone.
    NoFrontMatter,
    /// The front matter's closing line is gone.
    Unclosed,
    /// The crawl date isn't a date.
    BadDate,
    /// The content hash is truncated.
    BadHash,
    /// A sentence was inserted into the body.
    Altered,
    /// The closing lines are gone.
    NoFooter,
    /// Saved as CP949.
    Cp949,
    /// Truncated in the middle.
    Truncated,
    /// Bytes that aren't text.
    BadBytes,
    /// Nothing is left.
    Empty,
}

const KINDS: [Damage; 10] = [
    Damage::NoFrontMatter,
    Damage::Unclosed,
    Damage::BadDate,
    Damage::BadHash,
    Damage::Altered,
    Damage::NoFooter,
    Damage::Cp949,
    Damage::Truncated,
    Damage::BadBytes,
    Damage::Empty,
];

/// The separator between the parts of a page.
const RULE: &str = "\n\n---\n\n";

/// Damages a file in a random way.
pub(super) fn damage(bytes: &mut Vec<u8>, random: &mut Rng) -> Damage {
    let kind = pick(random, &KINDS);
    let text = String::from_utf8_lossy(bytes).into_owned();
    // The first rule between blank lines is above the body.
    let (head, body) = text.split_once(RULE).unwrap_or((&text, ""));
    *bytes = match kind {
        Damage::NoFrontMatter => text.split_once("\n---\n").map_or("", |(_, below)| below).into(),
        Damage::Unclosed => text.replacen("\n---\n\n#", "\n\n#", 1).into(),
        Damage::BadDate => text.replacen("crawled_at: ", "crawled_at: 언젠가 ", 1).into(),
        Damage::BadHash => text.replacen("content_hash: ", "content_hash: x", 1).into(),
        Damage::Altered => [head, RULE, "그런 일은 없었다. ", body].concat().into(),
        Damage::NoFooter => text.rsplit_once(RULE).map_or("", |(above, _)| above).into(),
        Damage::Cp949 => encoding_rs::EUC_KR.encode(&text).0.into_owned(),
        Damage::Truncated => text.as_bytes().get(..text.len() * 2 / 3).unwrap_or_default().into(),
        Damage::BadBytes => [head.as_bytes(), RULE.as_bytes(), b"\xff\xc3", body.as_bytes()].concat(),
        Damage::Empty => Vec::new(),
    };
    kind
}
