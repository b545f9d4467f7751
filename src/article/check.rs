//! Checks whether a file has the text that was crawled without parsing anything else, so that a whole archive
//! can be checked about as fast as its files can be read.

use super::crawled::CrawledPage;
use super::front_matter::{self, HeadValue, Key};
use super::integrity::{Form, hash_from, settle};
use super::{encoding, parse};

/// Whether a file's bytes clearly contain the text whose hash is stored with it. If false, only
/// [`parse`](super::parse()) can tell what is wrong; if true, it would agree.
pub fn is_plainly_intact(bytes: &[u8]) -> bool {
    let Some(text) = encoding::decode(bytes).text else { return false };
    let text = parse::unix_lines(text);
    let front = front_matter::read(&text);
    let page = CrawledPage::read(text.get(front.end..).unwrap_or_default());
    let is_hash = |key: &str| Key::of(key) == Some(Key::ContentHash);
    let stored = front.fields.iter().find_map(|field| match &field.value {
        HeadValue::Text(text) if is_hash(&field.key) => Some(hash_from(text.trim())),
        _ => None,
    });
    let Some(stored) = stored.flatten().filter(|_| front.by_crawler || page.facts.is_some()) else {
        return false;
    };
    settle(page.content, &page.body_ends(), Some(stored), Form::Escaped).hash == stored
}
