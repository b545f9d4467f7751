//! Converts titles and texts that a table or JSON has as HTML to plain text.

use std::borrow::Cow;

/// Whether a text has an entity or a complete tag, as only HTML does.
pub(super) fn has_markup(text: &str) -> bool {
    let has_entity = memchr::memchr_iter(b'&', text.as_bytes()).any(|at| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let name = rest.trim_start_matches('#');
        let end = name.bytes().position(|byte| !byte.is_ascii_alphanumeric());
        end.is_some_and(|end| (2..=8).contains(&end) && name.as_bytes().get(end) == Some(&b';'))
    });
    has_entity || memchr::memmem::find_iter(text.as_bytes(), b"</").any(|at| tag_end(text, at).is_some())
}

/// The text without tags, with entities decoded once.
pub(super) fn plain(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        bare.push_str(before);
        match tag_end(from, 0) {
            Some(end) => {
                let (tag, behind) = from.split_at(end);
                bare.push_str(if breaks_line(tag) { "\n" } else { "" });
                rest = behind;
            }
            None => {
                bare.push('<');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    bare.push_str(rest);
    match html_escape::decode_html_entities(&bare) {
        Cow::Borrowed(_) => bare,
        Cow::Owned(decoded) => decoded,
    }
}

/// The end of a tag that starts at a position. Tags are shorter than a thousand bytes, which bounds the search.
fn tag_end(text: &str, at: usize) -> Option<usize> {
    let inside = text.as_bytes().get(at + 1..)?;
    let inside = inside.get(..1000).unwrap_or(inside);
    let name = inside.strip_prefix(b"/").unwrap_or(inside);
    if !name.first().is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    memchr::memchr(b'>', inside).map(|end| at + end + 2)
}

fn breaks_line(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']).to_ascii_lowercase();
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    matches!(name, "br" | "p" | "div" | "li" | "tr") && (name == "br" || tag.starts_with("</"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_entities_are_told_from_plain_signs() {
        for (text, is_markup, expected) in [
            ("<b>달팽이</b> 이겼다", true, "달팽이 이겼다"),
            ("&quot;느리다&quot; R&amp;D", true, "\"느리다\" R&D"),
            ("1 < 2, R&D, a&b;", false, "1 < 2, R&D, a&b;"),
            ("첫째<br>둘째</p>셋째", true, "첫째\n둘째\n셋째"),
            ("<달팽이> 시대", false, "<달팽이> 시대"),
        ] {
            assert_eq!((has_markup(text), plain(text).as_str()), (is_markup, expected), "{text}");
        }
    }
}
