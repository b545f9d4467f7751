//! Whether a file holds the text that was crawled, told without reading anything else of it: for checking a whole
//! archive about as fast as its files can be read.

use super::crawled::Page;
use super::front_matter::{self, Key, Value};
use super::integrity::{Form, parse_hash, settle};
use super::{encoding, parse};

/// Whether a file's bytes plainly hold the text whose hash is stored with it. Where this says no, only
/// [`parse`](super::parse()) can tell what the matter is; where it says yes, that would say so, too.
pub fn is_plainly_intact(bytes: &[u8]) -> bool {
    let Some(text) = encoding::decode(bytes).text else { return false };
    let text = parse::unix_lines(text);
    let front = front_matter::read(&text);
    let page = Page::read(text.get(front.end..).unwrap_or_default());
    let is_hash = |key: &str| Key::of(key) == Some(Key::ContentHash);
    let stored = front.fields.iter().find_map(|field| match &field.value {
        Value::Text(text) if is_hash(&field.key) => Some(parse_hash(text.trim())),
        _ => None,
    });
    let Some(stored) = stored.flatten().filter(|_| front.by_crawler || page.facts.is_some()) else {
        return false;
    };
    settle(page.content, &page.body_ends(), Some(stored), Form::Escaped).hash == stored
}
