//! Turns the elements of a page into blocks.

use super::tree::{HtmlNode, HtmlTree};
use crate::article::{ListItem, RichKind, TextStyle};
use crate::formats::writer::{BlockWriter, Inline};

/// A table with a longer cell than this, in letters, is only used for layout.
const LONGEST_CELL: usize = 600;

/// Whether an element starts a paragraph of its own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "figure"
            | "figcaption"
            | "address"
            | "dl"
            | "dt"
            | "dd"
            | "details"
            | "summary"
            | "center"
            | "body"
            | "html"
            | "fieldset"
            | "ul"
            | "ol"
            | "li"
            | "blockquote"
            | "pre"
            | "table"
            | "tr"
            | "td"
            | "th"
            | "hr"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "nav"
            | "aside"
            | "footer"
            | "form"
            | "caption"
            | "hgroup"
    )
}

/// Classes of elements that are set apart on their pages although they are inline: captions and summaries.
const SET_APART: [&str; 4] = ["img_desc", "end_photo_org", "media_end_summary", "vod_area"];

/// Whether an element's text is set apart from what is around it.
fn is_set_apart(node: &HtmlNode) -> bool {
    is_block(&node.name) || SET_APART.iter().any(|class| node.has_class(class))
}

/// Classes of the elements that sites add to articles: buttons to share them, and links to others.
const ADDED: [&str; 5] = [
    "sharedaddy",
    "jp-relatedposts",
    "container_postbtn",
    "another_category",
    "addtoany_share_save_container",
];

/// Whether an element's content isn't text of the article on a page.
pub(super) fn is_passed_over(node: &HtmlNode) -> bool {
    matches!(&*node.name, "nav" | "aside" | "footer") || is_no_text(node)
}

/// Whether an element's content is no text for readers.
fn is_no_text(node: &HtmlNode) -> bool {
    let by_name = matches!(
        &*node.name,
        "script"
            | "style"
            | "template"
            | "head"
            | "button"
            | "select"
            | "textarea"
            | "input"
            | "iframe"
            | "object"
            | "embed"
            | "svg"
            | "canvas"
            | "video"
            | "audio"
            | "noscript"
            | "dialog"
            | "label"
            | "title"
    );
    let is_hidden = || {
        node.attribute("hidden").is_some()
            || node.attribute("aria-hidden") == Some("true")
            || node.attribute("style").is_some_and(|style| {
                let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
                style.to_ascii_lowercase().contains("display:none")
            })
    };
    // What an archive of the web lays above its pages.
    let is_toolbar =
        || node.attribute("id").is_some_and(|id| matches!(id, "wm-ipp-base" | "wm-ipp" | "donato"));
    let is_added = || ADDED.iter().any(|class| node.has_class(class));
    by_name || !node.is_text() && (is_hidden() || is_toolbar() || is_added())
}

/// The style of an element's text.
pub(super) fn style_of(name: &str) -> Option<TextStyle> {
    Some(match name {
        "b" | "strong" => TextStyle::Strong,
        "i" | "em" | "cite" => TextStyle::Emphasis,
        "s" | "del" | "strike" => TextStyle::Strike,
        "mark" => TextStyle::Mark,
        "code" | "kbd" | "samp" | "tt" => TextStyle::Code,
        _ => return None,
    })
}

/// Writes the content of the element with a page's article, without a heading that only repeats the title.
pub(super) fn write(tree: &HtmlTree, root: usize, title: &str, writer: &mut BlockWriter) {
    write_text(tree, root, title, 0, is_passed_over, writer);
}

/// Writes a piece of HTML inside other markup, in which what is beside the text was put there by its author.
pub(super) fn write_fragment(tree: &HtmlTree, indent: u8, writer: &mut BlockWriter) {
    write_text(tree, 0, "", indent, is_no_text, writer);
}

fn write_text(
    tree: &HtmlTree,
    root: usize,
    title: &str,
    indent: u8,
    is_left_out: impl Fn(&HtmlNode) -> bool,
    writer: &mut BlockWriter,
) {
    let end = tree.nodes.get(root).map_or(0, |node| node.end);
    let mut writing = PageWriting {
        tree,
        title,
        indent,
        writer,
        open: None,
        lists: Vec::new(),
        quotes: 0,
        item: None,
        table: None,
    };
    let mut stack: Vec<usize> = Vec::new();
    let mut at = root;
    while at < end {
        while let Some(&top) = stack.last().filter(|&&top| tree.nodes.get(top).is_none_or(|it| it.end <= at))
        {
            writing.end(top);
            stack.pop();
        }
        let Some(node) = tree.nodes.get(at) else { break };
        if at != root && is_left_out(node) {
            at = node.end.max(at + 1);
            continue;
        }
        if node.is_text() {
            writing.inline().push_collapsed(&node.text);
        } else if &*node.name == "pre" {
            writing.code(at);
            at = node.end.max(at + 1);
            continue;
        } else {
            writing.start(at);
            if node.end > at + 1 || is_set_apart(node) {
                stack.push(at);
            }
        }
        at += 1;
    }
    while let Some(top) = stack.pop() {
        writing.end(top);
    }
    writing.finish_block();
}

struct PageWriting<'a> {
    tree: &'a HtmlTree,
    title: &'a str,
    indent: u8,
    writer: &'a mut BlockWriter,
    open: Option<(RichKind, Inline)>,
    /// The open lists, with the next item's number for ordered ones.
    lists: Vec<Option<u64>>,
    quotes: u8,
    /// The marker of an item that nothing has been written for yet.
    item: Option<ListItem>,
    /// The rows of the open table, and its element.
    table: Option<(usize, Vec<Vec<Inline>>)>,
}

impl PageWriting<'_> {
    fn inline(&mut self) -> &mut Inline {
        if self.open.is_none() {
            let kind = match self.item.take() {
                Some(item) => RichKind::Item(item),
                None if self.quotes > 0 && self.lists.is_empty() => RichKind::Quote(self.quotes),
                None => RichKind::Text,
            };
            self.open = Some((kind, Inline::default()));
        }
        &mut self.open.get_or_insert_with(|| (RichKind::Text, Inline::default())).1
    }

    fn depth(&self) -> u8 {
        let lists = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
        self.indent.saturating_add(lists).saturating_add(self.quotes)
    }

    fn finish_block(&mut self) {
        let depth = self.depth();
        match (self.open.take(), self.table.is_some()) {
            // Separate blocks in a cell still form one cell.
            (Some((_, inline)), true) => {
                self.open = Some((RichKind::Text, inline));
                self.inline().push_collapsed(" ");
            }
            (Some((RichKind::Heading(_), inline)), false)
                if self.writer.has_no_text() && inline.plain_text() == self.title => {}
            (Some((RichKind::Item(item), inline)), false) if inline.is_blank() => self.item = Some(item),
            (Some((kind, inline)), false) => self.writer.block(kind, depth, inline),
            (None, _) => {}
        }
    }

    fn start(&mut self, at: usize) {
        let Some(node) = self.tree.nodes.get(at) else { return };
        let name = &*node.name;
        if !is_block(name) && is_set_apart(node) {
            self.finish_block();
        }
        if let Some(style) = style_of(name) {
            self.inline().start_style(style);
            return;
        }
        match name {
            "a" => {
                let address = node.attribute("href").unwrap_or_default();
                if !address.is_empty() {
                    self.inline().start_link(address);
                }
            }
            "br" => self.line_end(),
            "img" => self.picture(node),
            "table" if self.table.is_none() && sets_data(self.tree, at) => {
                self.finish_block();
                self.table = Some((at, Vec::new()));
            }
            "tr" => {
                self.finish_block();
                if let Some((_, rows)) = &mut self.table {
                    rows.push(Vec::new());
                    self.open = None;
                }
            }
            "td" | "th" if self.table.is_some() => self.open = Some((RichKind::Text, Inline::default())),
            "hr" => {
                self.finish_block();
                let depth = self.depth();
                self.writer.rule(depth);
            }
            "ul" | "ol" => {
                self.finish_block();
                let first = node.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1);
                self.lists.push((name == "ol").then_some(first));
            }
            "li" => self.start_item(),
            "blockquote" => {
                self.finish_block();
                self.quotes = self.quotes.saturating_add(1);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if self.table.is_none() => {
                self.finish_block();
                let level = name.bytes().last().map_or(1, |digit| digit - b'0');
                self.open = Some((RichKind::Heading(level), Inline::default()));
            }
            name if is_block(name) => self.finish_block(),
            _ => {}
        }
    }

    fn start_item(&mut self) {
        self.finish_block();
        let depth = u8::try_from(self.lists.len()).unwrap_or(u8::MAX).max(1);
        let number = self.lists.last_mut().and_then(|next| {
            let number = *next;
            *next = next.map(|next: u64| next.saturating_add(1));
            number
        });
        self.item = Some(ListItem { depth, number, checked: None });
    }

    fn end(&mut self, at: usize) {
        let Some(node) = self.tree.nodes.get(at) else { return };
        let name = &*node.name;
        if let Some(style) = style_of(name) {
            self.inline().end_style(style);
        }
        if !is_block(name) && is_set_apart(node) {
            self.finish_block();
        }
        match name {
            "a" => self.inline().end_link(),
            "td" | "th" if self.table.is_some() => {
                let cell = self.open.take().map(|(_, inline)| inline).unwrap_or_default();
                if let Some((_, rows)) = &mut self.table {
                    if rows.is_empty() {
                        rows.push(Vec::new());
                    }
                    if let Some(row) = rows.last_mut() {
                        row.push(cell);
                    }
                }
            }
            "table" if self.table.as_ref().is_some_and(|(table, _)| *table == at) => {
                self.open = None;
                if let Some((_, rows)) = self.table.take() {
                    let depth = self.depth();
                    self.writer.table(rows, depth);
                }
            }
            "ul" | "ol" => {
                self.finish_block();
                self.lists.pop();
                self.item = None;
            }
            "blockquote" => {
                self.finish_block();
                self.quotes = self.quotes.saturating_sub(1);
            }
            name if is_block(name) => self.finish_block(),
            _ => {}
        }
    }

    /// Two line breaks separate paragraphs, as on many sites.
    fn line_end(&mut self) {
        let is_in_table = self.table.is_some();
        let inline = self.inline();
        if is_in_table {
            inline.push_collapsed(" ");
        } else if inline.ends_with_line_end() {
            self.finish_block();
        } else {
            inline.push_line_end();
        }
    }

    fn picture(&mut self, node: &HtmlNode) {
        let is_address = |text: &&str| !text.trim().is_empty() && !text.starts_with("data:");
        let later = ["data-src", "data-original", "data-lazy-src"];
        let address = later.into_iter().find_map(|name| node.attribute(name).filter(is_address));
        let address = address.or_else(|| node.attribute("src")).unwrap_or_default().trim();
        if !address.is_empty() {
            let words = node.attribute("alt").unwrap_or_default();
            self.inline().picture(address, words);
        }
    }

    fn code(&mut self, at: usize) {
        self.finish_block();
        let Some(node) = self.tree.nodes.get(at) else { return };
        let nodes = self.tree.nodes.get(at..node.end).unwrap_or_default();
        let mut text = String::new();
        for node in nodes {
            text.push_str(if &*node.name == "br" { "\n" } else { &node.text });
        }
        let class = nodes.iter().find_map(|node| node.attribute("class")?.split("language-").nth(1));
        let language = class.and_then(|class| class.split_ascii_whitespace().next()).unwrap_or_default();
        if !text.trim().is_empty() {
            let depth = self.depth();
            self.writer.code(language, text.trim_start_matches('\n'), depth);
        }
    }
}

/// Whether a table has data in columns and isn't used for page layout.
fn sets_data(tree: &HtmlTree, at: usize) -> bool {
    let Some(node) = tree.nodes.get(at) else { return false };
    let inside = tree.nodes.get(at + 1..node.end).unwrap_or_default();
    let (mut cells, mut most, mut longest, mut letters) = (0, 0, 0, 0);
    for node in inside {
        match &*node.name {
            "table" => return false,
            "tr" => cells = 0,
            "td" | "th" => {
                cells += 1;
                letters = 0;
            }
            _ => letters += node.text.trim().chars().count(),
        }
        most = most.max(cells);
        longest = longest.max(letters);
    }
    most >= 2 && longest <= LONGEST_CELL
}
