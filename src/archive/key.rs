//! The key of an article, which identifies it in whatever file and folder it is. The reader's marks use it.

use crate::article::{Hash, format_hash};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// The parts of a key. Empty texts are absent.
#[derive(Clone, Copy, Debug, Default)]
pub struct KeyParts<'a> {
    /// The article's id, in any form.
    pub id: &'a str,
    /// The address of the original.
    pub url: &'a str,
    /// The headline.
    pub title: &'a str,
    /// The newspaper or broadcaster.
    pub publisher: &'a str,
    /// The day of publication.
    pub day: Option<Date>,
    /// The hash of its text.
    pub hash: Option<&'a Hash>,
}

impl<'a> KeyParts<'a> {
    /// A unique id, or else the address, or else a hash of the contents; `None` if the body wasn't read
    /// completely.
    pub fn key(&self) -> Option<Cow<'a, str>> {
        if is_unique(self.id) {
            return Some(self.id.into());
        }
        if let Some(address) = plain_address(self.url) {
            return Some(format!("url:{address}").into());
        }
        let mut sum = Sha256::new();
        let day = self.day.map(|day| day.to_string()).unwrap_or_default();
        for part in [self.title, self.publisher, &day] {
            sum.update(part);
            sum.update("\n");
        }
        sum.update(self.hash?);
        Some(format!("text:{}", format_hash(&sum.finalize().into())).into())
    }
}

/// Whether a text has the form of a key, which marks made by earlier versions of the program may lack.
pub fn is_key(text: &str) -> bool {
    text.starts_with("url:") || text.starts_with("text:") || is_unique(text)
}

/// Whether an id has a form that is globally unique: the crawler's `oid_aid`, that of the Korean news archive
/// (a day, a dot, a number), or that of the national corpus (`NWRW1800000021.1`).
pub(super) fn is_unique(id: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((oid, aid)) = id.split_once('_') {
        return oid.len() == 3 && digits(oid) && digits(aid);
    }
    let Some((head, number)) = id.split_once('.').filter(|(_, number)| digits(number)) else { return false };
    match head.split_at_checked(4) {
        Some((letters, rest)) if letters.bytes().all(|byte| byte.is_ascii_uppercase()) => {
            rest.len() == 10 && digits(rest)
        }
        _ => head.len() == 8 && digits(head) && number.len() >= 14,
    }
}

/// URL parameters that track where a reader came from.
const TRACKING: [&str; 12] = [
    "fbclid", "gclid", "dclid", "msclkid", "yclid", "igsh", "igshid", "mc_cid", "mc_eid", "_ga", "ref_src",
    "cmpid",
];

/// A web address without scheme, `www.` or `m.`, fragment and tracking parameters; `None` if it isn't one.
fn plain_address(url: &str) -> Option<String> {
    let (scheme, rest) = url.trim().split_once("://")?;
    if !matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") {
        return None;
    }
    let rest = rest.split('#').next().unwrap_or_default();
    let (before, query) = rest.split_once('?').map_or((rest, None), |(before, query)| (before, Some(query)));
    let (host, path) = before.split_once('/').unwrap_or((before, ""));
    let host = host.to_ascii_lowercase();
    let host = ["www.", "m."].iter().find_map(|prefix| host.strip_prefix(prefix)).unwrap_or(&host);
    if host.is_empty() {
        return None;
    }
    let mut plain = format!("{host}/{path}");
    let is_tracking = |parameter: &&str| {
        let name = parameter.split('=').next().unwrap_or_default();
        name.is_empty() || name.starts_with("utm_") || TRACKING.contains(&name)
    };
    let kept: Vec<&str> = query.unwrap_or_default().split('&').filter(|it| !is_tracking(it)).collect();
    if !kept.is_empty() {
        plain.push('?');
        plain.push_str(&kept.join("&"));
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ids_that_no_two_articles_share_are_keys() {
        for (id, is_key) in [
            ("009_0005614000", true),
            ("901_1", true),
            ("01100101.20130515100000019", true),
            ("NWRW1800000021.1", true),
            ("", false),
            ("1", false),
            ("intro", false),
            ("a-slug_1", false),
            ("901_가", false),
            ("2026.01", false),
            ("01100101.2013", false),
            ("NWRW18000.1", false),
        ] {
            assert_eq!(is_unique(id), is_key, "{id}");
        }
    }

    #[test]
    fn an_address_is_the_same_however_it_was_reached() {
        let of = |url| KeyParts { id: "intro", url, ..KeyParts::default() }.key();
        let plain = of("https://example.com/a?id=1").unwrap();
        assert_eq!(plain, "url:example.com/a?id=1");
        for url in [
            "http://www.example.com/a?id=1",
            "https://m.example.com/a?id=1#comments",
            "HTTPS://Example.com/a?utm_source=x&id=1&fbclid=2",
            " https://example.com/a?id=1& ",
        ] {
            assert_eq!(of(url).unwrap(), plain, "{url}");
        }
        for url in ["https://example.com/b?id=1", "https://example.com/a?id=2", "https://example.com/A?id=1"]
        {
            assert_ne!(of(url).unwrap(), plain, "{url}");
        }
    }

    #[test]
    fn without_id_and_address_it_is_what_an_article_says() {
        let parts =
            KeyParts {
                title: "제목", publisher: "가나일보", hash: Some(&[1; 32]), ..KeyParts::default()
            };
        let key = parts.key().unwrap();
        assert!(key.starts_with("text:") && key.len() == "text:".len() + 64);
        assert_eq!(KeyParts { id: "intro", ..parts }.key().unwrap(), key);
        assert_eq!(KeyParts { url: "notes/a.md", ..parts }.key().unwrap(), key);
        for other in [
            KeyParts { title: "다른 제목", ..parts },
            KeyParts { publisher: "", ..parts },
            KeyParts { day: Some(jiff::civil::date(2026, 1, 2)), ..parts },
            KeyParts { hash: Some(&[2; 32]), ..parts },
        ] {
            assert_ne!(other.key().unwrap(), key);
        }
        assert_eq!(KeyParts { hash: None, ..parts }.key(), None);
    }
}
