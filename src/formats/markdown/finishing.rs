//! Finishes what several events make up: callouts, headings, code, HTML and pictures.

use super::{Container, MarkdownMode, MarkdownReading, RichKind, TitleHeading};
use crate::formats::page;
use std::ops::Range;

impl MarkdownReading<'_> {
    /// Uses the first line of a quotation as a callout's head, if it is one: `[!note] 제목`.
    pub(super) fn finish_callout_head(&mut self) -> bool {
        let Some(Container::Quote { note, is_fresh: true }) = self.containers.last_mut() else {
            return false;
        };
        let Some((_, inline)) = &mut self.open else { return false };
        let Some((kind, title)) = callout_head(&inline.text) else { return false };
        *note = Some(if title.is_empty() { kind.to_owned() } else { title.to_owned() });
        let gone = inline.text.len() - title.len();
        let title_text = title.to_owned();
        let mut head = std::mem::take(inline);
        head.take_from(gone);
        self.open = None;
        if let Some(Container::Quote { is_fresh, .. }) = self.containers.last_mut() {
            *is_fresh = false;
        }
        if !title_text.is_empty() {
            let indent = self.containers.indent();
            self.target().block(RichKind::Note(title_text), indent, head);
        }
        true
    }

    pub(super) fn finish_heading(&mut self, range: Range<usize>) {
        let is_title_level = matches!(self.open, Some((RichKind::Heading(1), _)));
        if is_title_level && self.heading.is_none() && !self.containers.are_open() {
            let text = self.open.as_ref().map(|(_, inline)| inline.plain_text()).unwrap_or_default();
            let is_title = if self.title.is_empty() {
                !text.is_empty()
            } else {
                // An export has each title on one line.
                self.writer.is_empty() && text.split_whitespace().eq(self.title.split_whitespace())
            };
            if is_title {
                self.open = None;
                self.heading = Some(TitleHeading { text, range });
                return;
            }
        }
        self.finish_block();
    }

    pub(super) fn finish_code(&mut self) {
        if let MarkdownMode::Code { language, text } = std::mem::replace(&mut self.mode, MarkdownMode::Blocks)
        {
            let indent = self.containers.indent();
            self.target().code(&language, &text, indent);
        }
    }

    /// `end` is where the HTML ends.
    pub(super) fn finish_html(&mut self, end: usize) {
        if let MarkdownMode::Html(html) = std::mem::replace(&mut self.mode, MarkdownMode::Blocks) {
            if self.begins_table(&html, end) {
                return self.begin_table(&html);
            }
            let indent = self.containers.indent();
            let written = page::fragment(&html, indent);
            self.target().append(written);
        }
    }

    /// Handles a tag within a text, which ends at `end`.
    pub(super) fn tag(&mut self, html: &str, end: usize) {
        let in_cell = matches!(self.mode, MarkdownMode::Table(_));
        match page::is_block_tag(html) {
            // As on a page, what it holds stands apart from what is around it.
            true if in_cell => self.inline().push_line_end(),
            true if self.begins_table(html, end) => self.begin_table(html),
            true => self.finish_block(),
            false => page::inline_tag(html, self.inline()),
        }
    }

    pub(super) fn finish_picture(&mut self) {
        if let MarkdownMode::Picture { address, words, in_table } =
            std::mem::replace(&mut self.mode, MarkdownMode::Blocks)
        {
            if let Some(rows) = in_table {
                self.mode = MarkdownMode::Table(rows);
            }
            // In notes, a picture's alternative text may be its display width: `![[사진.png|300]]`.
            let is_size = !words.is_empty() && words.chars().all(|c| c.is_ascii_digit() || c == 'x');
            let words = if is_size || words == address { "" } else { words.as_str() };
            self.inline().picture(&address, words);
        }
    }
}

/// The kind and title in a callout's head.
fn callout_head(text: &str) -> Option<(&str, &str)> {
    let (kind, rest) = text.strip_prefix("[!")?.split_once(']')?;
    let is_name =
        !kind.is_empty() && kind.len() <= 40 && kind.chars().all(|c| c.is_alphanumeric() || c == '-');
    is_name.then(|| (kind, rest.strip_prefix(['+', '-']).unwrap_or(rest).trim_start()))
}
