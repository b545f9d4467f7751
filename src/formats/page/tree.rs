//! The elements of an HTML page in one list, in document order. Built from tokens without recursion and with
//! bounded depth, so that every page takes linear time.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, CharacterTokens, CommentToken, EndTag, StartTag, Tag, TagToken, Token, TokenSink,
    TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// The deepest nesting of elements; tags nested deeper are ignored.
const DEEPEST: usize = 512;

/// The longest attribute value that is kept, in bytes.
const LONGEST_VALUE: usize = 8 << 10;

/// The attributes that are used.
const KEPT: [&str; 30] = [
    "id",
    "class",
    "itemprop",
    "href",
    "src",
    "alt",
    "data-src",
    "data-original",
    "data-lazy-src",
    "content",
    "property",
    "name",
    "rel",
    "datetime",
    "data-date-time",
    "data-modify-date-time",
    "type",
    "start",
    "hidden",
    "aria-hidden",
    "role",
    "style",
    "title",
    "http-equiv",
    "charset",
    // Where a cell of a table stands and how many it covers; with a prefix, in a workbook in XML.
    "ss:index",
    "ss:mergeacross",
    "ss:mergedown",
    "colspan",
    "rowspan",
];

/// A page.
#[derive(Debug, Default)]
pub(super) struct HtmlTree {
    pub(super) nodes: Vec<HtmlNode>,
    /// Comments in which a program says where it saved the page from.
    pub(super) notes: Vec<String>,
}

/// An element or a text.
#[derive(Debug)]
pub(super) struct HtmlNode {
    /// An element's name; empty for a text.
    pub(super) name: Box<str>,
    /// The content of a text.
    pub(super) text: String,
    attributes: Vec<(Box<str>, String)>,
    /// The index of its parent; the root is its own parent.
    pub(super) parent: usize,
    /// The index after its last descendant.
    pub(super) end: usize,
}

impl HtmlNode {
    pub(super) fn is_text(&self) -> bool {
        self.name.is_empty()
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| &**known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn has_class(&self, class: &str) -> bool {
        self.has_word("class", class)
    }

    /// Whether an attribute that is a list of words has one.
    pub(super) fn has_word(&self, attribute: &str, word: &str) -> bool {
        self.attribute(attribute).is_some_and(|all| all.split_ascii_whitespace().any(|one| one == word))
    }
}

impl HtmlTree {
    /// Parses a page.
    pub(super) fn read(html: &str) -> Self {
        let sink = HtmlSink::default();
        let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
        let input = BufferQueue::default();
        // The tokenizer counts in 32 bits.
        let mut rest = html;
        while !rest.is_empty() {
            let (piece, behind) = rest.split_at(rest.floor_char_boundary(1 << 20));
            input.push_back(StrTendril::from_slice(piece));
            let _ = tokenizer.feed(&input);
            rest = behind;
        }
        tokenizer.end();
        tokenizer.sink.0.into_inner().finish()
    }

    /// The text in a node and its descendants, with white space collapsed.
    pub(super) fn text_of(&self, at: usize) -> String {
        let end = self.nodes.get(at).map_or(at, |node| node.end);
        let mut text = String::new();
        for node in self.nodes.get(at..end).unwrap_or_default() {
            for word in node.text.split_whitespace() {
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(word);
            }
        }
        text
    }
}

#[derive(Default)]
struct HtmlSink(RefCell<TreeBuilder>);

impl TokenSink for HtmlSink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        self.0.borrow_mut().take(token)
    }
}

struct TreeBuilder {
    tree: HtmlTree,
    /// The open elements, outermost first.
    open: Vec<usize>,
    /// How many more open elements are nested too deeply.
    too_deep: usize,
}

impl Default for TreeBuilder {
    fn default() -> Self {
        let root = HtmlNode {
            name: "#root".into(),
            text: String::new(),
            attributes: Vec::new(),
            parent: 0,
            end: usize::MAX,
        };
        Self { tree: HtmlTree { nodes: vec![root], notes: Vec::new() }, open: vec![0], too_deep: 0 }
    }
}

impl TreeBuilder {
    fn take(&mut self, token: Token) -> TokenSinkResult<()> {
        match token {
            TagToken(tag) if tag.kind == StartTag => return self.start(&tag),
            TagToken(Tag { kind: EndTag, name, .. }) => self.end(&name),
            CharacterTokens(text) => self.text(&text),
            CommentToken(text) if text.contains("SingleFile") || text.contains("saved from url") => {
                let most = text.floor_char_boundary(LONGEST_VALUE);
                self.tree.notes.extend(text.get(..most).map(str::to_owned));
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn name_of(&self, at: usize) -> &str {
        self.tree.nodes.get(at).map_or("", |node| &node.name)
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        self.end_implied(name);
        let is_void = tag.self_closing && may_close_itself(name) || is_void(name);
        if self.open.len() < DEEPEST || is_void {
            let at = self.push(name, String::new());
            if let Some(node) = self.tree.nodes.get_mut(at) {
                let kept = tag.attrs.iter().filter(|it| KEPT.contains(&&*it.name.local));
                node.attributes = kept.map(|it| ((&*it.name.local).into(), kept_value(&it.value))).collect();
                node.end = if is_void { at + 1 } else { usize::MAX };
            }
            if !is_void {
                self.open.push(at);
            }
        } else {
            self.too_deep += 1;
        }
        match name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
            "textarea" | "title" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }

    fn push(&mut self, name: &str, text: String) -> usize {
        let at = self.tree.nodes.len();
        let parent = self.open.last().copied().unwrap_or(0);
        self.tree.nodes.push(HtmlNode {
            name: name.into(),
            text,
            attributes: Vec::new(),
            parent,
            end: at + 1,
        });
        at
    }

    /// Closes elements whose end is implied by the start of this one: a paragraph, an item, a cell.
    fn end_implied(&mut self, name: &str) {
        let (ended, within): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "menu"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "tr" => (&["tr"], &["table"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot"], &["table"]),
            "option" => (&["option"], &["select"]),
            name if ends_paragraph(name) => (&["p"], &["td", "th", "table", "button", "object"]),
            _ => return,
        };
        self.close(ended, within);
    }

    fn end(&mut self, name: &str) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let is_of_table =
            matches!(name, "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "caption");
        let within: &[&str] = if is_of_table { &[] } else { &["td", "th", "table"] };
        self.close(&[name], within);
    }

    /// Closes the innermost open element with one of these names, and everything in it, unless it is outside of
    /// `within`.
    fn close(&mut self, names: &[&str], within: &[&str]) {
        let found = self.open.iter().rposition(|&at| {
            let name = self.name_of(at);
            names.contains(&name) || within.contains(&name)
        });
        let Some(found) = found.filter(|&found| {
            found > 0 && self.open.get(found).is_some_and(|&at| names.contains(&self.name_of(at)))
        }) else {
            return;
        };
        let end = self.tree.nodes.len();
        for at in self.open.drain(found..) {
            if let Some(node) = self.tree.nodes.get_mut(at) {
                node.end = end;
            }
        }
    }

    fn text(&mut self, text: &str) {
        let Some(&top) = self.open.last() else { return };
        let is_data = |node: &HtmlNode| node.attribute("type").is_some_and(|it| it.contains("ld+json"));
        match self.name_of(top) {
            "style" | "iframe" | "noembed" | "noframes" | "textarea" => return,
            "script" if !self.tree.nodes.get(top).is_some_and(is_data) => return,
            _ => {}
        }
        // A text may arrive in several pieces.
        match self.tree.nodes.last_mut() {
            Some(last) if last.is_text() && last.parent == top => last.text.push_str(text),
            _ => _ = self.push("", text.to_owned()),
        }
    }

    fn finish(mut self) -> HtmlTree {
        let end = self.tree.nodes.len();
        for node in &mut self.tree.nodes {
            node.end = node.end.min(end);
        }
        self.tree
    }
}

/// The part of an attribute's value to keep; for an inline picture, its type and size.
fn kept_value(value: &str) -> String {
    let kept = || value.get(..value.floor_char_boundary(LONGEST_VALUE)).unwrap_or_default().to_owned();
    inline_picture(value).unwrap_or_else(kept)
}

/// What is kept of the address of an inline picture, whose bytes are in it: its type and size; `None` for any
/// other address.
pub fn inline_picture(address: &str) -> Option<String> {
    let (kind, data) = address.strip_prefix("data:").and_then(|rest| rest.split_once(','))?;
    let is_base64 = kind.ends_with(";base64");
    let size = if is_base64 { data.len() / 4 * 3 } else { data.len() };
    let kind = kind.split(';').next().unwrap_or_default();
    Some(format!("data:{kind} ({} KB)", size.div_ceil(1024)))
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements of pictures, formulas and workbooks in XML, which may be self-closing.
fn may_close_itself(name: &str) -> bool {
    matches!(
        name,
        "path"
            | "circle"
            | "rect"
            | "line"
            | "polygon"
            | "polyline"
            | "ellipse"
            | "use"
            | "stop"
            | "svg"
            | "g"
            | "row"
            | "cell"
            | "data"
    )
}

fn ends_paragraph(name: &str) -> bool {
    super::writing::is_block(name)
}
