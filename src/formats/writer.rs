//! Writes the blocks of a rendered body, whatever its markup: texts, styles and pictures.

use super::page::inline_picture;
use crate::article::{Rendered, RichBlock, RichKind, TextStyle};
use std::ops::Range;

/// The deepest nesting reported for a block.
pub(super) const DEEPEST: u8 = 12;

/// A text with styles, being written.
#[derive(Clone, Debug, Default)]
pub(super) struct Inline {
    pub(super) text: String,
    styles: Vec<(Range<usize>, TextStyle)>,
    links: Vec<(Range<usize>, String)>,
    /// Ranges without markup: code, and escaped characters.
    verbatim: Vec<Range<usize>>,
    open_styles: Vec<(TextStyle, usize)>,
    open_link: Option<(String, usize)>,
    /// Pictures before and after the first letter, each with its alternative text.
    pictures: [Vec<(String, String)>; 2],
}

impl Inline {
    /// Adds text unchanged; white space at the beginning is dropped.
    pub(super) fn push(&mut self, text: &str) {
        let text = if self.text.is_empty() { text.trim_start() } else { text };
        self.text.push_str(text);
    }

    /// Adds text without markup.
    pub(super) fn push_verbatim(&mut self, text: &str) {
        let start = self.text.len();
        self.push(text);
        self.verbatim.push(start..self.text.len());
    }

    /// Adds text in a style.
    pub(super) fn push_styled(&mut self, text: &str, style: TextStyle) {
        let start = self.text.len();
        self.push_verbatim(text);
        self.styles.push((start..self.text.len(), style));
    }

    /// Adds text with each run of white space collapsed to a space, as in HTML.
    pub(super) fn push_collapsed(&mut self, text: &str) {
        if text.starts_with(is_html_space) {
            self.push_space();
        }
        let mut words = text.split(is_html_space).filter(|word| !word.is_empty()).peekable();
        while let Some(word) = words.next() {
            // Spaces of other kinds indent a line.
            let begins = self.text.is_empty() || self.text.ends_with('\n');
            self.text.push_str(if begins { word.trim_start_matches(is_blank) } else { word });
            if words.peek().is_some() {
                self.text.push(' ');
            }
        }
        if text.ends_with(is_html_space) {
            self.push_space();
        }
    }

    fn push_space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    /// Adds a line break; spaces before it are dropped.
    pub(super) fn push_line_end(&mut self) {
        self.text.truncate(self.text.trim_end_matches(' ').len());
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// Whether it ends with a line break, possibly followed by spaces.
    pub(super) fn ends_with_line_end(&self) -> bool {
        self.text.trim_end_matches(' ').ends_with('\n')
    }

    /// Whether it has neither letters nor pictures.
    pub(super) fn is_blank(&self) -> bool {
        self.text.chars().all(is_blank) && self.pictures.iter().all(Vec::is_empty)
    }

    pub(super) fn start_style(&mut self, style: TextStyle) {
        self.open_styles.push((style, self.text.len()));
    }

    pub(super) fn end_style(&mut self, style: TextStyle) {
        if let Some(at) = self.open_styles.iter().rposition(|(open, _)| *open == style) {
            let (_, start) = self.open_styles.remove(at);
            self.styles.push((start..self.text.len(), style));
        }
    }

    pub(super) fn start_link(&mut self, address: &str) {
        self.end_link();
        self.open_link = Some((address.to_owned(), self.text.len()));
    }

    pub(super) fn end_link(&mut self) {
        if let Some((address, start)) = self.open_link.take() {
            self.links.push((start..self.text.len(), address));
        }
    }

    pub(super) fn picture(&mut self, address: &str, words: &str) {
        let place = usize::from(!self.text.trim().is_empty());
        if let Some(pictures) = self.pictures.get_mut(place) {
            // The bytes of an inline picture stay in the file.
            let address = inline_picture(address).unwrap_or_else(|| address.to_owned());
            pictures.push((address, words.trim().to_owned()));
        }
    }

    /// Drops everything before a position.
    pub(super) fn take_from(&mut self, start: usize) {
        self.cut(std::slice::from_ref(&(0..start)));
    }

    /// The text alone, as it will appear.
    pub(super) fn plain_text(&self) -> String {
        self.clone().finished().text
    }

    /// The text trimmed, with open styles closed, and without markup that Markdown's rules leave between Hangul
    /// and punctuation: `**"달팽이"**가`, `==달팽이==`.
    fn finished(mut self) -> Self {
        self.end_link();
        while let Some((style, start)) = self.open_styles.pop() {
            self.styles.push((start..self.text.len(), style));
        }
        let cuts = self.leftover_marks();
        if !cuts.is_empty() {
            self.cut(&cuts);
        }
        self.text.truncate(self.text.trim_end_matches(is_blank).len());
        let end = self.text.len();
        let clip = |range: &mut Range<usize>| {
            range.end = range.end.min(end);
            range.start < range.end
        };
        self.styles.retain_mut(|(range, _)| clip(range));
        self.links.retain_mut(|(range, _)| clip(range));
        self.styles.sort_by_key(|(range, style)| (range.start, *style));
        self.links.sort_by_key(|(range, _)| range.start);
        self
    }

    /// Finds such leftover markup, applies its style to the text between, and returns where it is, in order.
    fn leftover_marks(&mut self) -> Vec<Range<usize>> {
        let bytes = self.text.as_bytes();
        if memchr::memchr3(b'*', b'=', b'^', bytes).is_none() && memchr::memmem::find(bytes, b"%%").is_none()
        {
            return Vec::new();
        }
        let mut cuts = hidden_notes(&self.text, &self.verbatim);
        let mut closed: Vec<Range<usize>> = self.verbatim.iter().chain(&cuts).cloned().collect();
        closed.sort_unstable_by_key(|range| range.start);
        let mut open: [Option<usize>; 3] = [None; 3];
        let mut closed = closed.iter().peekable();
        for at in memchr::memchr3_iter(b'*', b'=', b'^', bytes) {
            while closed.next_if(|range| range.end <= at).is_some() {}
            if closed.peek().is_some_and(|range| range.contains(&at)) {
                continue;
            }
            let sign = bytes.get(at).copied().unwrap_or_default();
            if sign == b'^' {
                if let Some(end) = footnote_mark_end(&self.text, at) {
                    self.styles.push((at - 1..end, TextStyle::FootnoteMark));
                    cuts.push(at..at + 1);
                }
                continue;
            }
            let is_one = |offset: usize| bytes.get(offset) == Some(&sign);
            if at > 0 && is_one(at - 1) {
                continue;
            }
            let width = (0..3).take_while(|&offset| is_one(at + offset)).count();
            let (slot, style) = match (sign, width) {
                (b'*', 2) => (0, TextStyle::Strong),
                (b'=', 2) => (1, TextStyle::Mark),
                (b'*', 1) => (2, TextStyle::Emphasis),
                _ => continue,
            };
            let before = self.text.get(..at).and_then(|text| text.chars().next_back());
            let after = self.text.get(at + width..).and_then(|text| text.chars().next());
            let Some(open) = open.get_mut(slot) else { continue };
            match *open {
                Some(start)
                    if start + width < at
                        && before.is_some_and(|c| !c.is_whitespace())
                        && (width == 2 || is_missed_emphasis(&self.text, start, at)) =>
                {
                    cuts.extend([start..start + width, at..at + width]);
                    self.styles.push((start + width..at, style));
                    *open = None;
                }
                _ if after.is_some_and(|c| !c.is_whitespace()) => *open = Some(at),
                _ => {}
            }
        }
        cuts.sort_unstable_by_key(|cut| cut.start);
        cuts
    }

    /// Removes ranges from the text.
    fn cut(&mut self, cuts: &[Range<usize>]) {
        let mut text = String::with_capacity(self.text.len());
        let mut done = 0;
        // By the end of each cut, how much has been removed up to there.
        let mut gone = Vec::with_capacity(cuts.len());
        let mut sum = 0;
        for cut in cuts {
            text.push_str(self.text.get(done..cut.start).unwrap_or_default());
            done = cut.end;
            sum += cut.len();
            gone.push(sum);
        }
        text.push_str(self.text.get(done..).unwrap_or_default());
        self.text = text;
        let moved = |at: usize| {
            let before = cuts.partition_point(|cut| cut.end <= at);
            let within = cuts.get(before).map_or(0, |cut| at.saturating_sub(cut.start));
            at - before.checked_sub(1).and_then(|last| gone.get(last)).copied().unwrap_or(0) - within
        };
        let ranges = self.styles.iter_mut().map(|(range, _)| range);
        for range in ranges.chain(self.links.iter_mut().map(|(range, _)| range)) {
            *range = moved(range.start)..moved(range.end);
        }
    }
}

/// Whether a character leaves no mark on the page.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

fn is_html_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// Whether two single stars are emphasis that Markdown's rules miss, since a letter follows the punctuation
/// at its end or precedes that at its beginning: `*"달팽이"*가`.
fn is_missed_emphasis(text: &str, open: usize, close: usize) -> bool {
    let around = |at: usize| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        (before, text.get(at + 1..).and_then(|text| text.chars().next()))
    };
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_sign = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace());
    let ((before, first), (last, behind)) = (around(open), around(close));
    is_sign(last) && is_letter(behind) || is_letter(before) && is_sign(first)
}

/// What note programs hide: a note to oneself, `%%…%%`, and the name of a block at its end, `^name`.
fn hidden_notes(text: &str, verbatim: &[Range<usize>]) -> Vec<Range<usize>> {
    let is_plain = |range: &Range<usize>| {
        let next = verbatim.partition_point(|it| it.end <= range.start);
        verbatim.get(next).is_none_or(|it| range.end <= it.start)
    };
    let mut marks = memchr::memmem::find_iter(text.as_bytes(), b"%%");
    let mut hidden = Vec::new();
    while let (Some(start), Some(end)) = (marks.next(), marks.next()) {
        let has_space = text.get(..start).is_some_and(|before| before.ends_with(' '));
        hidden.push(start - usize::from(has_space)..end + 2);
    }
    let is_name = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let last = text.rsplit_once(" ^").filter(|(_, name)| !name.is_empty() && is_name(name));
    let before = hidden.last().map_or(0, |range: &Range<usize>| range.end);
    hidden.extend(
        last.map(|(text_before, _)| text_before.len()..text.len()).filter(|range| range.start >= before),
    );
    hidden.retain(is_plain);
    hidden
}

/// The end of a reference to a missing footnote, whose `^` is at a position: `[^1]`.
fn footnote_mark_end(text: &str, at: usize) -> Option<usize> {
    text.get(..at)?.ends_with('[').then_some(())?;
    let label = text.get(at + 1..)?;
    let end =
        label.char_indices().take(40).find(|(_, c)| !(c.is_alphanumeric() || matches!(c, '-' | '_')))?;
    (end.1 == ']' && end.0 > 0).then_some(at + 1 + end.0 + 1)
}

/// Writes a sequence of blocks.
#[derive(Debug, Default)]
pub(super) struct BlockWriter {
    rendered: Rendered,
}

impl BlockWriter {
    /// Adds a block of text, if there is any, with its pictures before and after it.
    pub(super) fn block(&mut self, kind: RichKind, indent: u8, inline: Inline) {
        let mut inline = inline.finished();
        let [before, behind] = std::mem::take(&mut inline.pictures);
        self.pictures(before, indent);
        if !inline.text.is_empty() {
            self.push(kind, indent, inline);
        }
        self.pictures(behind, indent);
    }

    fn pictures(&mut self, pictures: Vec<(String, String)>, indent: u8) {
        for (address, words) in pictures {
            let inline = Inline { text: words, ..Inline::default() };
            self.push(RichKind::Image(address), indent, inline);
        }
    }

    /// Adds code as stored, without the final line break.
    pub(super) fn code(&mut self, language: &str, code: &str, indent: u8) {
        let text = code.strip_suffix('\n').unwrap_or(code).to_owned();
        self.push(RichKind::Code(language.to_owned()), indent, Inline { text, ..Inline::default() });
    }

    /// Adds a rule.
    pub(super) fn rule(&mut self, indent: u8) {
        self.push(RichKind::Rule, indent, Inline::default());
    }

    /// Adds a table with at least one cell, followed by the pictures in it.
    pub(super) fn table(&mut self, rows: Vec<Vec<Inline>>, indent: u8) {
        let (mut all, mut cells, mut pictures) = (Inline::default(), Vec::new(), Vec::new());
        for (number, row) in rows.into_iter().enumerate() {
            if number > 0 {
                all.text.push('\n');
            }
            let mut texts = Vec::with_capacity(row.len());
            for (column, cell) in row.into_iter().enumerate() {
                if column > 0 {
                    all.text.push('\t');
                }
                let mut cell = cell.finished();
                pictures.extend(std::mem::take(&mut cell.pictures).into_iter().flatten());
                // One byte each, so that ranges stay valid.
                let text = cell.text.replace(['\t', '\n', '\r'], " ");
                let start = all.text.len();
                let moved = |range: Range<usize>| range.start + start..range.end + start;
                all.styles.extend(cell.styles.into_iter().map(|(range, style)| (moved(range), style)));
                all.links.extend(cell.links.into_iter().map(|(range, address)| (moved(range), address)));
                all.text.push_str(&text);
                texts.push(text);
            }
            cells.push(texts);
        }
        if cells.iter().any(|row| !row.is_empty()) {
            self.push(RichKind::Table(cells), indent, all);
        }
        self.pictures(pictures, indent);
    }

    fn push(&mut self, kind: RichKind, indent: u8, inline: Inline) {
        let rendered = &mut self.rendered;
        if !inline.text.is_empty() && !rendered.text.is_empty() {
            rendered.text.push_str("\n\n");
        }
        let start = rendered.text.len();
        rendered.text.push_str(&inline.text);
        let range = start..rendered.text.len();
        let indent = indent.min(DEEPEST);
        let Inline { styles, links, .. } = inline;
        rendered.blocks.push(RichBlock { kind, range, indent, styles, links });
    }

    /// Whether nothing has been written.
    pub(super) fn is_empty(&self) -> bool {
        self.rendered.blocks.is_empty()
    }

    /// Whether no text has been written.
    pub(super) fn has_no_text(&self) -> bool {
        self.rendered.text.is_empty()
    }

    /// Appends the blocks of another writer.
    pub(super) fn append(&mut self, other: Self) {
        let other = other.rendered;
        let rendered = &mut self.rendered;
        if !other.text.is_empty() && !rendered.text.is_empty() {
            rendered.text.push_str("\n\n");
        }
        let by = rendered.text.len();
        rendered.text.push_str(&other.text);
        rendered.blocks.extend(other.blocks.into_iter().map(|block| {
            let range = block.range.start + by..block.range.end + by;
            RichBlock { range, ..block }
        }));
    }

    pub(super) fn finish(self) -> Rendered {
        self.rendered
    }
}
