//! Tables in HTML. Blank lines tear what HTML holds into pieces for Markdown, and a table may stand within a line; its rows
//! and cells still belong together, from its first tag to its last.

use super::{MarkdownMode, MarkdownReading};
use crate::formats::page;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// A table being read, as HTML; what is Markdown in its cells has been turned into HTML.
#[derive(Default)]
pub(super) struct RawTable {
    html: String,
    /// How many tables are open: one may lie in a cell of another.
    depth: usize,
    /// Whether a block of HTML is open, to whose end all belongs.
    in_html: bool,
    /// How many lists, items, quotations and footnotes are open within the table.
    containers: usize,
    /// How many paragraphs and headings are.
    paragraphs: usize,
}

impl RawTable {
    fn push_html(&mut self, html: &str) {
        let (opened, closed) = table_tags(html);
        self.depth = (self.depth + opened).saturating_sub(closed);
        self.html.push_str(html);
    }

    fn push_text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.html.push_str("&amp;"),
                '<' => self.html.push_str("&lt;"),
                '>' => self.html.push_str("&gt;"),
                '"' => self.html.push_str("&quot;"),
                c => self.html.push(c),
            }
        }
    }

    /// An opening tag with an attribute that may hold anything.
    fn push_tag(&mut self, begin: &str, value: &str) {
        self.html.push_str(begin);
        self.push_text(value);
        self.html.push_str("\">");
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Emphasis => self.html.push_str("<em>"),
            Tag::Strong => self.html.push_str("<strong>"),
            Tag::Strikethrough => self.html.push_str("<s>"),
            Tag::Link { dest_url, .. } => self.push_tag("<a href=\"", dest_url),
            // Its alternative text follows as text.
            Tag::Image { dest_url, .. } => self.push_tag("<img src=\"", dest_url),
            Tag::Paragraph | Tag::Heading { .. } => {
                self.paragraphs += 1;
                self.html.push_str("<p>");
            }
            Tag::HtmlBlock => self.in_html = true,
            Tag::BlockQuote(_) | Tag::List(_) | Tag::Item | Tag::FootnoteDefinition(_) => {
                self.containers += 1;
                self.html.push_str("<div>");
            }
            _ => self.html.push(' '),
        }
    }

    /// Takes the end of what began within the table; false if it began before, which the table doesn't outlast.
    fn end(&mut self, tag: TagEnd) -> bool {
        match tag {
            TagEnd::Emphasis => self.html.push_str("</em>"),
            TagEnd::Strong => self.html.push_str("</strong>"),
            TagEnd::Strikethrough => self.html.push_str("</s>"),
            TagEnd::Link => self.html.push_str("</a>"),
            TagEnd::Paragraph | TagEnd::Heading(_) if self.paragraphs > 0 => {
                self.paragraphs -= 1;
                self.html.push_str("</p>");
            }
            TagEnd::HtmlBlock => self.in_html = false,
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                if self.containers == 0 {
                    return false;
                }
                self.containers -= 1;
                self.html.push_str("</div>");
            }
            _ => self.html.push(' '),
        }
        true
    }
}

impl MarkdownReading<'_> {
    /// Whether a piece of HTML begins a table that ends behind `end`; where it doesn't end, its pieces are read as they come.
    pub(super) fn begins_table(&self, html: &str, end: usize) -> bool {
        let (opened, closed) = table_tags(html);
        opened > closed && end <= self.last_table_end
    }

    /// Begins a table with the HTML that has been read of it.
    pub(super) fn begin_table(&mut self, html: &str) {
        self.finish_block();
        let mut table = RawTable::default();
        table.push_html(html);
        self.mode = MarkdownMode::RawTable(table);
    }

    pub(super) fn take_in_table(&mut self, event: Event<'_>, range: Range<usize>) {
        let MarkdownMode::RawTable(table) = &mut self.mode else { return };
        match event {
            Event::Html(html) | Event::InlineHtml(html) => table.push_html(&html),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                table.push_text(&text);
            }
            Event::SoftBreak => table.html.push(' '),
            Event::HardBreak => table.html.push_str("<br>"),
            Event::FootnoteReference(label) => table.push_text(&format!("[{label}]")),
            Event::Rule | Event::TaskListMarker(_) => {}
            Event::Start(tag) => table.start(&tag),
            Event::End(tag) => {
                if !table.end(tag) {
                    self.finish_table();
                    return self.take(Event::End(tag), range);
                }
            }
        }
        if matches!(&self.mode, MarkdownMode::RawTable(table) if table.depth == 0 && !table.in_html) {
            self.finish_table();
        }
    }

    /// Writes the table that is being read, if one is.
    pub(super) fn finish_table(&mut self) {
        if let MarkdownMode::RawTable(table) = &mut self.mode {
            let html = std::mem::take(&mut table.html);
            self.mode = MarkdownMode::Blocks;
            let indent = self.containers.indent();
            self.target().append(page::fragment(&html, indent));
        }
    }
}

/// How often a piece of HTML opens and closes a table.
fn table_tags(html: &str) -> (usize, usize) {
    let html = html.to_ascii_lowercase();
    let is_tag = |end: usize| {
        html.get(end..)
            .unwrap_or_default()
            .starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'))
    };
    let count = |tag: &str| html.match_indices(tag).filter(|(at, _)| is_tag(at + tag.len())).count();
    (count("<table"), count("</table"))
}

/// Where the last table of a text ends; 0 if there is none.
pub(super) fn last_table_end(markdown: &str) -> usize {
    ["</table", "</TABLE"].iter().filter_map(|tag| markdown.rfind(tag)).max().unwrap_or(0)
}
