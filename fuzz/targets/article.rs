//! Any bytes give a consistent article: nothing is lost between its body and the displayed blocks.

#![no_main]

use libfuzzer_sys::fuzz_target;
use seogo::article::{TextEncoding, blocks, parse_author, stored_text, web_address};
use seogo::formats::parse_file;
use std::path::Path;

fuzz_target!(|bytes: &[u8]| {
    let article = parse_file(Path::new("a.txt"), bytes, None);
    let mut end = 0;
    let mut shown = String::new();
    for block in blocks(&article.body) {
        assert!(block.range.start >= end, "blocks overlap");
        assert!(!block.range.is_empty(), "a block shows nothing");
        end = block.range.end;
        shown.push_str(&article.body[block.range]);
    }
    assert!(letters(&shown).eq(letters(&article.body)), "blocks lose something of the body");
    assert_eq!(article.title, article.title.trim());
    for author in &article.authors {
        assert!(!author.line.is_empty() && author.line.contains(&author.name));
        assert_eq!(parse_author(&author.line), *author);
    }
    web_address(&article.url);
    stored_text(bytes, None);
    for encoding in [TextEncoding::Cp949, TextEncoding::Utf16Le, TextEncoding::Utf16Be] {
        parse_file(Path::new("a.txt"), bytes, Some(encoding));
    }
});

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace())
}
