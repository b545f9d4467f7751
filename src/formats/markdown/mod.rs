//! Renders Markdown: CommonMark with tables, footnotes, tasks and strike-through, plus what note programs add:
//! links between notes, callouts and highlights.

mod containers;
mod finishing;
mod raw_tables;
mod texts;

use super::shortcode::with_links;
use super::writer::{BlockWriter, Inline};
use crate::article::{ListItem, Rendered, RichKind, TextStyle};
use containers::{Container, Containers};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};
use raw_tables::{RawTable, last_table_end};
use std::ops::Range;

/// A heading that is the text's title.
#[derive(Debug, Default)]
pub(super) struct TitleHeading {
    /// Its text, without markup.
    pub(super) text: String,
    /// Its byte range.
    pub(super) range: Range<usize>,
}

/// Renders Markdown. Removes the first-level heading that is the article's title: the very first one if there
/// is no other `title`, or else the one that starts the text if it says the same.
pub(super) fn render(markdown: &str, title: &str) -> (Rendered, Option<TitleHeading>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_WIKILINKS;
    let markdown = with_links(markdown);
    let mut reading = MarkdownReading {
        source: &markdown,
        title,
        heading: None,
        writer: BlockWriter::default(),
        footnotes: BlockWriter::default(),
        containers: Containers::default(),
        open: None,
        mode: MarkdownMode::Blocks,
        skipped_to: 0,
        last_table_end: last_table_end(&markdown),
    };
    let events: OffsetIter<'_> = Parser::new_ext(&markdown, options).into_offset_iter();
    for (event, range) in events {
        reading.take(event, range);
    }
    reading.finish_table();
    reading.finish_block();
    reading.writer.append(reading.footnotes);
    (reading.writer.finish(), reading.heading)
}

/// What the current events belong to.
enum MarkdownMode {
    Blocks,
    Code {
        language: String,
        text: String,
    },
    Html(String),
    RawTable(RawTable),
    Table(Vec<Vec<Inline>>),
    /// A picture, with its address; its alternative text is being collected.
    Picture {
        address: String,
        words: String,
        in_table: Option<Vec<Vec<Inline>>>,
    },
}

struct MarkdownReading<'a> {
    source: &'a str,
    title: &'a str,
    heading: Option<TitleHeading>,
    writer: BlockWriter,
    /// Footnotes go to the end, wherever they are written.
    footnotes: BlockWriter,
    containers: Containers,
    open: Option<(RichKind, Inline)>,
    mode: MarkdownMode,
    /// The end of what is left out.
    skipped_to: usize,
    /// Where the last table in HTML ends.
    last_table_end: usize,
}

impl MarkdownReading<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match &mut self.mode {
            MarkdownMode::Code { text, .. } => match event {
                Event::End(TagEnd::CodeBlock) => self.finish_code(),
                Event::Text(piece) => text.push_str(&piece),
                _ => {}
            },
            MarkdownMode::Html(html) => match event {
                Event::End(TagEnd::HtmlBlock) => self.finish_html(range.end),
                Event::Html(piece) | Event::Text(piece) => html.push_str(&piece),
                _ => {}
            },
            MarkdownMode::RawTable(_) => self.take_in_table(event, range),
            MarkdownMode::Picture { words, .. } => match event {
                Event::End(TagEnd::Image) => self.finish_picture(),
                Event::Text(piece) | Event::Code(piece) => words.push_str(&piece),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                _ => {}
            },
            MarkdownMode::Blocks | MarkdownMode::Table(_) => self.take_open(event, range),
        }
    }

    fn take_open(&mut self, event: Event<'_>, range: Range<usize>) {
        if range.start < self.skipped_to && !matches!(event, Event::Start(_) | Event::End(_)) {
            let rest = self.skipped_to..range.end;
            if let Event::Text(text) = event
                && text.len() == range.len()
                && let Some(text) = text.get(rest.start - range.start..)
            {
                self.text(text, &rest);
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text(&text, &range),
            Event::Code(text) => self.inline().push_styled(&text, TextStyle::Code),
            Event::InlineHtml(html) | Event::Html(html) => self.tag(&html, range.end),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.inline().push_verbatim(&text),
            Event::FootnoteReference(label) => {
                let inline = self.inline();
                inline.start_link(&format!("#fn-{label}"));
                inline.push_styled(&format!("[{label}]"), TextStyle::FootnoteMark);
                inline.end_link();
            }
            Event::SoftBreak | Event::HardBreak => {
                let is_soft = matches!(event, Event::SoftBreak);
                if self.containers.lists() > 0 && self.skip_note(range.end) {
                    return;
                }
                if !self.finish_callout_head() {
                    self.inline().push(if is_soft { " " } else { "\n" });
                }
            }
            Event::Rule => {
                self.finish_block();
                let indent = self.containers.indent();
                self.target().rule(indent);
            }
            Event::TaskListMarker(checked) => {
                if let Some((RichKind::Item(item), _)) = &mut self.open {
                    item.checked = Some(checked);
                } else if let Some(Container::Item(Some(item))) = self.containers.last_mut() {
                    item.checked = Some(checked);
                }
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis => self.inline().start_style(TextStyle::Emphasis),
            Tag::Strong => self.inline().start_style(TextStyle::Strong),
            Tag::Strikethrough => self.inline().start_style(TextStyle::Strike),
            Tag::Link { dest_url, .. } => self.inline().start_link(&dest_url),
            Tag::Image { dest_url, link_type, .. } => {
                let in_table = match std::mem::replace(&mut self.mode, MarkdownMode::Blocks) {
                    MarkdownMode::Table(rows) => Some(rows),
                    _ => None,
                };
                let words = String::new();
                self.mode = MarkdownMode::Picture { address: dest_url.to_string(), words, in_table };
                if matches!(link_type, LinkType::WikiLink { .. }) && self.open.is_none() {
                    self.begin_inline();
                }
            }
            Tag::TableHead | Tag::TableRow => {
                if let MarkdownMode::Table(rows) = &mut self.mode {
                    rows.push(Vec::new());
                }
            }
            Tag::TableCell => self.open = Some((RichKind::Text, Inline::default())),
            Tag::Superscript | Tag::Subscript => {}
            block => {
                self.finish_block();
                self.start_block(block);
            }
        }
    }

    fn start_block(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.begin_inline(),
            Tag::Heading { level, .. } => {
                self.open = Some((RichKind::Heading(level as u8), Inline::default()));
            }
            Tag::BlockQuote(_) => self.containers.push(Container::Quote { note: None, is_fresh: true }),
            Tag::List(first) => self.containers.push(Container::List(first)),
            Tag::Item => {
                let mut number = None;
                if let Some(Container::List(next)) = self.containers.last_mut() {
                    number = *next;
                    *next = next.map(|next| next.saturating_add(1));
                }
                let depth = u8::try_from(self.containers.lists()).unwrap_or(u8::MAX);
                self.containers.push(Container::Item(Some(ListItem { depth, number, checked: None })));
            }
            Tag::FootnoteDefinition(label) => self.containers.push(Container::Footnote(label.to_string())),
            Tag::CodeBlock(kind) => {
                let info = match &kind {
                    CodeBlockKind::Fenced(info) => info.as_ref(),
                    CodeBlockKind::Indented => "",
                };
                let language = info.split([' ', ',', '{']).next().unwrap_or_default().to_owned();
                self.mode = MarkdownMode::Code { language, text: String::new() };
            }
            Tag::HtmlBlock => self.mode = MarkdownMode::Html(String::new()),
            Tag::Table(_) => self.mode = MarkdownMode::Table(Vec::new()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Emphasis => self.inline().end_style(TextStyle::Emphasis),
            TagEnd::Strong => self.inline().end_style(TextStyle::Strong),
            TagEnd::Strikethrough => self.inline().end_style(TextStyle::Strike),
            TagEnd::Link => self.inline().end_link(),
            TagEnd::Paragraph => {
                self.finish_callout_head();
                self.finish_block();
            }
            TagEnd::Heading(_) => self.finish_heading(range),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.finish_block();
                self.containers.pop();
            }
            TagEnd::TableCell => {
                let cell = self.open.take().map(|(_, inline)| inline).unwrap_or_default();
                if let MarkdownMode::Table(rows) = &mut self.mode
                    && let Some(row) = rows.last_mut()
                {
                    row.push(cell);
                }
            }
            TagEnd::Table => {
                if let MarkdownMode::Table(rows) = std::mem::replace(&mut self.mode, MarkdownMode::Blocks) {
                    let indent = self.containers.indent();
                    self.target().table(rows, indent);
                }
            }
            _ => {}
        }
    }

    /// The current text; starts a block if there is none.
    fn inline(&mut self) -> &mut Inline {
        if self.open.is_none() {
            self.begin_inline();
        }
        &mut self.open.get_or_insert_with(|| (RichKind::Text, Inline::default())).1
    }

    /// Starts a block of text whose kind depends on its place.
    fn begin_inline(&mut self) {
        self.open = Some((self.containers.kind_of_text(), Inline::default()));
    }

    /// Where blocks go.
    fn target(&mut self) -> &mut BlockWriter {
        if self.containers.has_footnote() { &mut self.footnotes } else { &mut self.writer }
    }

    fn finish_block(&mut self) {
        let indent = self.containers.indent();
        if let Some((kind, inline)) = self.open.take() {
            if let Some(Container::Quote { is_fresh, .. }) = self.containers.last_mut() {
                *is_fresh = false;
            }
            self.target().block(kind, indent, inline);
        }
    }
}

#[cfg(test)]
mod tests;
