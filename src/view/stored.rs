//! The page that shows an article's file as stored: line by line, with the front matter marked and invisible
//! characters shown by name.

use super::line::one_line;
use super::page::{MOST_BYTES, PIECE_BYTES, Page, beginning, head};
use super::page_block::{PageBlock, PageBlockKind, SpanKind};
use super::texts::lang::Lang;
use crate::archive::ReadArticle;
use crate::article::{ProblemKind, front_matter_lines};
use crate::text::invisible::is_invisible;
use std::collections::BTreeMap;

/// The page of an article's file. Copying from it yields the file's text, not the names of invisible
/// characters.
pub fn stored_page(read: &ReadArticle, lang: Lang) -> Page {
    let text = beginning(&read.stored);
    let front = front_matter_lines(text);
    let mut blocks = Vec::new();
    if front > 0 {
        blocks.push(PageBlock::plain(PageBlockKind::FrontMatterLabel, lang.front_matter()));
    }
    let mut lines = StoredLines { blocks, shown: 0, invisible: BTreeMap::new() };
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let line = line.strip_suffix('\n').unwrap_or(line);
        if !lines.push(line, PageBlockKind::Stored { number, front: number <= front }) {
            break;
        }
    }
    let is_cut = read.stored.len() > MOST_BYTES || lines.shown > MOST_BYTES;
    let is_replaced = |kind| read.article.problems.iter().any(|problem| problem.kind == kind);
    let mut notices = Vec::new();
    notices.extend(is_cut.then(|| lang.shortened_page().to_owned()));
    notices.extend(names(&lines.invisible, lang));
    notices.extend(is_replaced(ProblemKind::DecodedLossily).then(|| lang.stored_lossily().to_owned()));
    let name = one_line(&read.file_name());
    let head = head(read, lang);
    notices.extend(head.notice);
    Page {
        title: name,
        is_file: true,
        notice: (!notices.is_empty()).then(|| notices.join("\n")),
        blocks: lines.blocks,
        chips: head.chips,
        original: head.original,
        ..Page::default()
    }
}

/// Says which invisible characters are shown by name and how often each occurs. Tabs are left out, since most
/// files have them.
fn names(invisible: &BTreeMap<char, usize>, lang: Lang) -> Option<String> {
    let names = invisible.iter().map(|(&c, &count)| {
        let name = lang.invisible_name(c);
        let name = if name.is_empty() { String::new() } else { format!(" {name}") };
        format!("U+{:04X}{name} {}", u32::from(c), lang.times(count))
    });
    let names: Vec<_> = names.take(MOST_NAMES).collect();
    let list = names.join(", ");
    let list = if invisible.len() > MOST_NAMES { lang.and_more(&list) } else { list };
    (!names.is_empty()).then(|| lang.invisible_shown(&list))
}

/// The most kinds of character that the notice above the text names.
const MOST_NAMES: usize = 8;

/// Runs of the same character at least this long are shown as one name.
const RUN: usize = 4;

/// The lines built so far.
struct StoredLines {
    blocks: Vec<PageBlock>,
    /// How many bytes are shown.
    shown: usize,
    /// How often each invisible character occurs.
    invisible: BTreeMap<char, usize>,
}

impl StoredLines {
    /// Adds a line; false once the size limit is reached.
    fn push(&mut self, line: &str, kind: PageBlockKind) -> bool {
        let mut block = PageBlock::plain(kind, "");
        let mut rest = line;
        while let Some(c) = rest.chars().next() {
            if is_invisible(c) {
                let run = rest.chars().take_while(|&next| next == c && c != '\t').count();
                let count = if run >= RUN { run } else { 1 };
                rest = rest.get(count * c.len_utf8()..).unwrap_or_default();
                self.push_invisible(&mut block, c, count);
            } else {
                rest = self.push_plain(&mut block, rest);
            }
            if block.text.len() >= PIECE_BYTES {
                self.finish(&mut block);
            }
            if self.shown + block.text.len() > MOST_BYTES {
                self.finish(&mut block);
                return false;
            }
        }
        if !block.continues || !block.text.is_empty() {
            self.finish(&mut block);
        }
        true
    }

    /// Adds the line's visible text as far as the piece has room, and returns the rest.
    fn push_plain<'a>(&mut self, block: &mut PageBlock, rest: &'a str) -> &'a str {
        let room = PIECE_BYTES.saturating_sub(block.text.len()).max(4);
        let near = rest.get(..rest.floor_char_boundary(room)).unwrap_or_default();
        let plain = near.find(is_invisible);
        // Cut at a space if there is one, so that no word is split.
        let goes_on = plain.is_none() && near.len() < rest.len();
        let space = near.rfind(' ').filter(|_| goes_on).map(|at| at + 1);
        let end = space.or(plain).unwrap_or(near.len());
        let (text, rest) = rest.split_at_checked(end).unwrap_or((rest, ""));
        block.text.push_str(text);
        if space.is_some() {
            self.finish(block);
        }
        rest
    }

    fn push_invisible(&mut self, block: &mut PageBlock, c: char, count: usize) {
        let start = block.text.len();
        match (c, count) {
            ('\t', _) => block.text.push_str("→   "),
            (_, 1) => block.text.push_str(&format!("⟨U+{:04X}⟩", u32::from(c))),
            _ => block.text.push_str(&format!("⟨U+{:04X} ×{count}⟩", u32::from(c))),
        }
        block.spans.push((start..block.text.len(), SpanKind::Named { real: c, count }));
        if c != '\t' {
            *self.invisible.entry(c).or_default() += count;
        }
    }

    /// Ends a piece of a line; the next piece continues it.
    fn finish(&mut self, block: &mut PageBlock) {
        let next = PageBlock { continues: true, ..PageBlock::plain(block.kind, "") };
        let done = std::mem::replace(block, next);
        self.shown += done.text.len();
        self.blocks.push(done.with_links());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Problem};
    use std::path::PathBuf;

    fn page(stored: &str) -> Page {
        let read = ReadArticle {
            path: PathBuf::from("/a/901_1.md"),
            stored: stored.to_owned(),
            ..ReadArticle::default()
        };
        stored_page(&read, Lang::Korean)
    }

    fn lines(page: &Page) -> Vec<(u32, bool, &str)> {
        let line = |block: &'_ PageBlock| match block.kind {
            PageBlockKind::Stored { number, front } => Some((number, front)),
            _ => None,
        };
        page.blocks
            .iter()
            .filter_map(|block| line(block).map(|(at, front)| (at, front, block.text.as_str())))
            .collect()
    }

    #[test]
    fn lines_are_numbered_and_the_front_matter_is_marked() {
        let page = page("---\nid: 901_1\n---\n\n본문\n");
        let expected =
            [(1, true, "---"), (2, true, "id: 901_1"), (3, true, "---"), (4, false, ""), (5, false, "본문")];
        assert_eq!(lines(&page), expected);
        assert_eq!((page.title.as_str(), page.notice), ("901_1.md", None));
    }

    #[test]
    fn what_cannot_be_seen_is_named_and_copied_as_it_is() {
        let stored = "가\u{200b}나\u{202e}다\t라\u{a0}마\0\0\0\0\0\r\n끝";
        let page = page(stored);
        let expected =
            [(1, false, "가⟨U+200B⟩나⟨U+202E⟩다→   라⟨U+00A0⟩마⟨U+0000 ×5⟩⟨U+000D⟩"), (2, false, "끝")];
        assert_eq!(lines(&page), expected);
        let copied =
            page.blocks.iter().map(|block| block.copied(0..usize::MAX)).collect::<Vec<_>>().join("\n");
        assert_eq!(copied, stored);
        // Copying even half of a name copies the whole character.
        assert_eq!(page.blocks[0].copied(3..5), "\u{200b}");
        let notice = page.notice.unwrap();
        assert!(
            notice.contains("U+202E 쓰기 방향 제어 문자 1번") && notice.contains("U+0000 제어 문자 5번"),
            "{notice}"
        );
    }

    #[test]
    fn a_byte_order_mark_is_named_wherever_it_stands() {
        let text = "---\nid: 1\n---\n가\u{feff}나\n";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [[b"\xef\xbb\xbf", text.as_bytes()].concat(), [&b"\xff\xfe"[..], &utf16].concat()] {
            let page = page(&crate::article::stored_text(&bytes, None));
            let expected =
                [(1, true, "⟨U+FEFF⟩---"), (2, true, "id: 1"), (3, true, "---"), (4, false, "가⟨U+FEFF⟩나")];
            assert_eq!(lines(&page), expected);
            assert!(page.notice.unwrap().contains("U+FEFF 바이트 순서 표시 2번"));
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_said_to_be_replaced() {
        let problem = Problem { kind: ProblemKind::DecodedLossily, line: None, detail: None };
        let article = Article { problems: vec![problem], ..Article::default() };
        let (path, stored) = (PathBuf::from("1.md"), "가\u{fffd}".to_owned());
        let read = ReadArticle { path, article, stored, ..ReadArticle::default() };
        assert!(stored_page(&read, Lang::Korean).notice.unwrap().contains("U+FFFD"));
    }

    #[test]
    fn a_giant_line_is_set_in_pieces_and_not_to_its_end() {
        for unit in ["가나다라 ", "가", "\u{200b}\u{200c}", "\0", "a\t"] {
            let stored = unit.repeat((MOST_BYTES + 100_000) / unit.len());
            let page = page(&stored);
            assert!(!page.blocks.is_empty());
            assert!(page.blocks.iter().all(|block| block.text.len() <= 2 * PIECE_BYTES));
            assert!(
                page.blocks.iter().map(|block| block.text.len()).sum::<usize>()
                    <= MOST_BYTES + 2 * PIECE_BYTES
            );
            assert!(page.blocks.iter().skip(1).all(|block| block.continues));
            assert!(page.notice.is_some());
            let copied: String = page.blocks.iter().map(|block| block.copied(0..usize::MAX)).collect();
            assert!(stored.starts_with(&copied) && copied.len() > MOST_BYTES / 10);
        }
    }
}
