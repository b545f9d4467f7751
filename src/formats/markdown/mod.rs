//! Renders Markdown: CommonMark with tables, footnotes, tasks and strike-through, plus what note programs add:
//! links between notes, callouts and highlights.

mod finishing;

use super::page;
use super::shortcode::{short_code, with_links};
use super::writer::{BlockWriter, Inline};
use crate::article::{ListItem, Rendered, RichKind, TextStyle};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};
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
        containers: Vec::new(),
        lists: 0,
        quotes: 0,
        footnotes_open: 0,
        open: None,
        mode: MarkdownMode::Blocks,
        skipped_to: 0,
    };
    let events: OffsetIter<'_> = Parser::new_ext(&markdown, options).into_offset_iter();
    for (event, range) in events {
        reading.take(event, range);
    }
    reading.finish_block();
    reading.writer.append(reading.footnotes);
    (reading.writer.finish(), reading.heading)
}

/// A container of blocks.
enum Container {
    Quote {
        /// The title of the callout, if it is one.
        note: Option<String>,
        /// Whether none of it has been read yet, so that it may still be a callout.
        is_fresh: bool,
    },
    /// With the next item's number if it is ordered.
    List(Option<u64>),
    /// The item's marker, until its first block has taken it.
    Item(Option<ListItem>),
    Footnote(String),
}

/// What the current events belong to.
enum MarkdownMode {
    Blocks,
    Code {
        language: String,
        text: String,
    },
    Html(String),
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
    containers: Vec<Container>,
    /// How many containers are lists, quotations and footnotes. Counting them at each block would take
    /// quadratic time.
    lists: usize,
    quotes: usize,
    footnotes_open: usize,
    open: Option<(RichKind, Inline)>,
    mode: MarkdownMode,
    /// The end of what is left out.
    skipped_to: usize,
}

/// What an outliner notes about an item on lines of its own below it, `id:: …`.
const OUTLINE_NOTES: [&str; 6] =
    ["id::", "collapsed::", "heading::", "background-color::", "created-at::", "updated-at::"];

impl MarkdownReading<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match &mut self.mode {
            MarkdownMode::Code { text, .. } => match event {
                Event::End(TagEnd::CodeBlock) => self.finish_code(),
                Event::Text(piece) => text.push_str(&piece),
                _ => {}
            },
            MarkdownMode::Html(html) => match event {
                Event::End(TagEnd::HtmlBlock) => self.finish_html(),
                Event::Html(piece) | Event::Text(piece) => html.push_str(&piece),
                _ => {}
            },
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
            Event::InlineHtml(html) | Event::Html(html) => page::inline_tag(&html, self.inline()),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.inline().push_verbatim(&text),
            Event::FootnoteReference(label) => {
                let inline = self.inline();
                inline.start_link(&format!("#fn-{label}"));
                inline.push_styled(&format!("[{label}]"), TextStyle::FootnoteMark);
                inline.end_link();
            }
            Event::SoftBreak | Event::HardBreak => {
                let is_soft = matches!(event, Event::SoftBreak);
                if self.lists > 0 && self.skip_note(range.end) {
                    return;
                }
                if !self.finish_callout_head() {
                    self.inline().push(if is_soft { " " } else { "\n" });
                }
            }
            Event::Rule => {
                self.finish_block();
                let indent = self.indent();
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

    /// Leaves out the line that starts at a position if an outliner wrote it for itself.
    fn skip_note(&mut self, start: usize) -> bool {
        let rest = self.source.get(start..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default();
        let is_note = OUTLINE_NOTES.iter().any(|note| line.trim_start().starts_with(note));
        if is_note {
            self.skipped_to = start + line.len();
        }
        is_note
    }

    /// Adds a text, with short codes as what they stand for.
    fn text(&mut self, text: &str, range: &Range<usize>) {
        let is_as_written = text.len() == range.len();
        // How far the text has been added, in bytes.
        let mut added = 0;
        while is_as_written
            && let Some(rest) = self.source.get(range.start + added..)
            && let Some(code) = short_code(rest, text.len() - added)
        {
            let at = range.start + added + code.start;
            self.plain_text(
                text.get(added..added + code.start).unwrap_or_default(),
                &(range.start + added..at),
            );
            if let Some((address, words)) = code.picture {
                self.inline().picture(address, words);
            }
            self.skipped_to = range.start + added + code.end;
            let is_spaced = self.inline().text.ends_with(' ');
            if is_spaced && self.source.get(self.skipped_to..).is_some_and(|behind| behind.starts_with(' ')) {
                self.skipped_to += 1;
            }
            added = self.skipped_to - range.start;
            if added >= text.len() {
                return;
            }
        }
        self.plain_text(text.get(added..).unwrap_or_default(), &(range.start + added..range.end));
    }

    fn plain_text(&mut self, text: &str, range: &Range<usize>) {
        if text.is_empty() {
            return;
        }
        let is_escaped = range.start.checked_sub(1).is_some_and(|before| {
            self.source.as_bytes().get(before) == Some(&b'\\')
                && text.starts_with(|c: char| c.is_ascii_punctuation())
        });
        let inline = self.inline();
        let first = if is_escaped { text.chars().next().map_or(0, char::len_utf8) } else { 0 };
        let (escaped, rest) = text.split_at_checked(first).unwrap_or(("", text));
        if !escaped.is_empty() {
            inline.push_verbatim(escaped);
        }
        inline.push(rest);
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
            Tag::BlockQuote(_) => self.push(Container::Quote { note: None, is_fresh: true }),
            Tag::List(first) => self.push(Container::List(first)),
            Tag::Item => {
                let mut number = None;
                if let Some(Container::List(next)) = self.containers.last_mut() {
                    number = *next;
                    *next = next.map(|next| next.saturating_add(1));
                }
                let depth = u8::try_from(self.lists).unwrap_or(u8::MAX);
                self.push(Container::Item(Some(ListItem { depth, number, checked: None })));
            }
            Tag::FootnoteDefinition(label) => self.push(Container::Footnote(label.to_string())),
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
                self.pop();
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
                    let indent = self.indent();
                    self.target().table(rows, indent);
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, container: Container) {
        if let Some(count) = self.count_of(&container) {
            *count += 1;
        }
        self.containers.push(container);
    }

    fn pop(&mut self) {
        if let Some(container) = self.containers.pop()
            && let Some(count) = self.count_of(&container)
        {
            *count -= 1;
        }
    }

    fn count_of(&mut self, container: &Container) -> Option<&mut usize> {
        match container {
            Container::List(_) => Some(&mut self.lists),
            Container::Quote { .. } => Some(&mut self.quotes),
            Container::Footnote(_) => Some(&mut self.footnotes_open),
            Container::Item(_) => None,
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
        let kind = match self.containers.last_mut() {
            Some(Container::Item(item)) => item.take().map_or(RichKind::Text, RichKind::Item),
            Some(Container::Quote { note: Some(title), .. }) => RichKind::Note(title.clone()),
            Some(Container::Quote { .. }) => RichKind::Quote(u8::try_from(self.quotes).unwrap_or(u8::MAX)),
            Some(Container::Footnote(label)) => RichKind::Footnote(label.clone()),
            Some(Container::List(_)) | None => RichKind::Text,
        };
        self.open = Some((kind, Inline::default()));
    }

    /// The indentation of a block that starts here.
    fn indent(&self) -> u8 {
        u8::try_from(self.lists + self.quotes).unwrap_or(u8::MAX)
    }

    /// Where blocks go.
    fn target(&mut self) -> &mut BlockWriter {
        if self.footnotes_open > 0 { &mut self.footnotes } else { &mut self.writer }
    }

    fn finish_block(&mut self) {
        let indent = self.indent();
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
