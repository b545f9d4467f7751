//! The blocks of a body below its title: without a first line that says the title again, as agencies abroad and pages
//! without a front matter have it.

use super::{Block, blocks};

/// The fewest words of a title that the crawl joined to the text with a space.
const FEWEST_WORDS: usize = 3;
/// The longest slug, in bytes.
const LONGEST_SLUG: usize = 60;

/// Splits a body into [`blocks`], without the title at its beginning unless there is nothing else.
pub fn blocks_below(title: &str, body: &str) -> Vec<Block> {
    let mut found = blocks(body);
    let Some(first) = found.first_mut() else { return found };
    if let Some(slug) = before_title(&body[first.range.clone()], title.trim()) {
        first.range.end = first.range.start + slug.len();
        return found;
    }
    let Some(rest) = body[first.range.clone()].strip_prefix(title.trim()).filter(|_| !title.is_empty())
    else {
        return found;
    };
    if is_joined(title.trim(), rest) {
        first.range.start = first.range.end - rest.trim_start().len();
    } else if rest.is_empty() && found.len() > 1 {
        found.remove(0);
    }
    found
}

/// An agency's slug, if a text is a slug and the title again: `naru library-opening Naru opens new library`.
fn before_title<'a>(text: &'a str, title: &str) -> Option<&'a str> {
    let slug = text.strip_suffix(title)?.trim_end();
    let is_title = title.is_ascii() && title.split(' ').count() >= FEWEST_WORDS;
    (is_title && !slug.is_empty() && slug.is_ascii() && slug.len() <= LONGEST_SLUG).then_some(slug)
}

/// Whether the crawl joined an English title to the sentence behind it: `Naru-LibraryA reader …`.
fn is_joined(title: &str, rest: &str) -> bool {
    let text = rest.trim_start_matches(' ');
    let is_glued = rest.len() == text.len() && title.contains([' ', '-']);
    title.is_ascii()
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && (is_glued || title.split(' ').count() >= FEWEST_WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(title: &str, body: &str, expected: &[&str]) {
        let found: Vec<&str> =
            blocks_below(title, body).into_iter().map(|block| &body[block.range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_title_at_the_beginning_is_left_out() {
        check("Naru Cup", "Naru Cup\n\nA snail won.", &["A snail won."]);
        check("Naru-Library", "Naru-LibraryA reader came.", &["A reader came."]);
        check("Naru News Summary", "Naru News Summary The first one.", &["The first one."]);
        check("새 도서관", "새 도서관\n\n비가 왔다.", &["비가 왔다."]);
        check(
            "Naru opens new library",
            "naru-libraryNaru opens new library\n\nNARU, Dec. 31 (Yonhap) -- It rained.",
            &["naru-library", "NARU, Dec. 31 (Yonhap) -- It rained."],
        );
    }

    #[test]
    fn a_body_that_only_begins_with_the_title_is_whole() {
        for (title, body) in [
            ("[속보] 비가 왔다", "[속보] 비가 왔다"),
            ("새 도서관", "새 도서관이 열렸다."),
            ("Naru", "Naru Snails won."),
            ("Naru win", "Naru winners came."),
            ("", "Naru won."),
        ] {
            check(title, body, &[body]);
        }
    }
}
