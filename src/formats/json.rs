//! Streaming JSON: finds the boundaries of entries in the bytes, without recursion and without keeping more
//! than one of them.

use super::names::{FieldName, fields_of, names_text};
use super::object::parse_object;
use super::record::EntryRecord;
use super::{Kind, LONGEST_ENTRY};
use crate::article::ProblemKind;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::Range;

/// The greatest depth of the array of entries: `return_object.documents` is at 2.
const DEEPEST_LIST: usize = 6;

/// The most bytes of a name that are kept.
const LONGEST_NAME: usize = 256;

/// Names of lists of entries. The object around such a list may have a title of its own, as a feed does.
const COLLECTIONS: [&str; 16] = [
    "article",
    "articles",
    "data",
    "docs",
    "document",
    "documents",
    "entries",
    "hits",
    "items",
    "list",
    "news",
    "posts",
    "records",
    "results",
    "rows",
    "stories",
];

/// Those of them that may as well name a single entry.
const SINGULAR: [&str; 4] = ["article", "data", "document", "news"];

/// Names of lists that are parts of an entry, although their objects have texts.
const PARTS: [&str; 6] = ["comments", "paragraph", "paragraphs", "replies", "sentence", "sentences"];

/// Reads the entries of JSON in a stream.
pub(super) struct JsonReader<R> {
    input: BufReader<R>,
    kind: Kind,
    scanner: Scanner,
    offset: u64,
    line: u64,
    entry: u32,
    ended: bool,
}

impl<R: Read> JsonReader<R> {
    pub(super) fn new(input: R, kind: Kind) -> Self {
        let input = BufReader::with_capacity(64 << 10, input);
        Self { input, kind, scanner: Scanner::default(), offset: 0, line: 1, entry: 0, ended: false }
    }

    pub(super) fn next(&mut self) -> io::Result<Option<EntryRecord>> {
        if self.kind == Kind::JsonLines { self.next_line() } else { self.next_element() }
    }

    /// The next non-blank line.
    fn next_line(&mut self) -> io::Result<Option<EntryRecord>> {
        loop {
            let (start, line) = (self.offset, self.line);
            let mut bytes = Vec::new();
            let read = self.input.by_ref().take(LONGEST_ENTRY as u64).read_until(b'\n', &mut bytes)?;
            if read == 0 {
                return Ok(None);
            }
            let mut is_too_long = false;
            self.offset += read as u64;
            if read == LONGEST_ENTRY && !bytes.ends_with(b"\n") {
                is_too_long = true;
                self.offset += skip_line(&mut self.input)?;
            }
            self.line += 1;
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            self.entry += 1;
            let mut record = if is_too_long { too_large() } else { parse_object(&bytes) };
            let trimmed = bytes.trim_ascii_end().len() as u64;
            let end = if is_too_long { self.offset } else { start + trimmed };
            (record.entry, record.range, record.line) = (self.entry, start..end, line);
            return Ok(Some(record));
        }
    }

    /// The next element of the list of entries, or the single object that is an article.
    fn next_element(&mut self) -> io::Result<Option<EntryRecord>> {
        while !self.ended {
            let bytes = self.input.fill_buf()?;
            if bytes.is_empty() {
                self.ended = true;
                break;
            }
            let (read, found) = self.scanner.feed(bytes, self.offset, &mut self.line);
            self.offset += read as u64;
            self.input.consume(read);
            if let Some(found) = found {
                return Ok(Some(self.record(found)));
            }
        }
        // Report an entry that was cut off.
        Ok(self.scanner.take_unfinished(self.offset).map(|found| self.record(found)))
    }

    fn record(&mut self, found: Element) -> EntryRecord {
        self.entry += 1;
        let mut record = if found.is_too_long { too_large() } else { parse_object(&found.bytes) };
        (record.entry, record.range, record.line) = (self.entry, found.range, found.line);
        record
    }
}

fn skip_line(input: &mut impl BufRead) -> io::Result<u64> {
    let mut skipped = 0;
    loop {
        let bytes = input.fill_buf()?;
        let end = memchr::memchr(b'\n', bytes);
        let count = end.map_or(bytes.len(), |end| end + 1);
        input.consume(count);
        skipped += count as u64;
        if end.is_some() || count == 0 {
            return Ok(skipped);
        }
    }
}

fn too_large() -> EntryRecord {
    EntryRecord { problem: Some(ProblemKind::TooLarge), ..EntryRecord::default() }
}

/// A JSON object as in the file.
struct Element {
    bytes: Vec<u8>,
    range: Range<u64>,
    line: u64,
    is_too_long: bool,
}

/// Finds the objects of a list in JSON as its bytes arrive.
#[derive(Default)]
struct Scanner {
    depth: usize,
    in_string: bool,
    escaped: bool,
    /// The depth of the list whose objects are entries, once known.
    list: Option<usize>,
    /// Whether the outermost object has a title, or a text, before any list, so that it may be an article
    /// itself.
    has_title: bool,
    has_text: bool,
    /// What the name of the last list opened says of it.
    named_list: NamedList,
    /// The depth inside the last object opened whose name is that of a list of entries: its values may be the
    /// entries.
    collection: Option<usize>,
    /// Whether that name is a plural, so that its values are entries whatever their names.
    is_of_many: bool,
    /// Where the last text begins in the file.
    name_start: u64,
    /// The last text read, at depths where it may be a name.
    name: Vec<u8>,
    /// Whether that text was followed by a colon, so that it is the name of what follows.
    named: bool,
    /// Whether a list has just been opened, so that its contents are about to show.
    opened_list: bool,
    element: Option<Element>,
    /// The object around the first object of a list that may be the list of entries. That first object tells which
    /// of the two is an entry.
    outer: Option<Outer>,
}

/// An object that is an entry unless its first list or value is.
struct Outer {
    object: Element,
    /// The depth of the list, or inside the object, that may hold the entries.
    depth: usize,
    /// What an object there must have to be an entry.
    needs: Needs,
}

/// What tells that an object is an entry.
#[derive(Clone, Copy, PartialEq)]
enum Needs {
    TitleOrText,
    Title,
    Both,
}

/// What a list's name says of it.
#[derive(Clone, Copy, Default, PartialEq)]
enum NamedList {
    Entries,
    PartOfEntry,
    /// Editors write a text as a list of paragraphs, `"content": [{"type": "p", "text": …}, …]`, and servers call a
    /// page of results the same: `"content": [{"title": …}, …]`.
    Text,
    #[default]
    Unknown,
}

impl NamedList {
    fn of(name: &[u8]) -> Self {
        let is_in = |names: &[&str]| names.iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes()));
        match name {
            _ if is_in(&COLLECTIONS) => Self::Entries,
            _ if is_in(&PARTS) => Self::PartOfEntry,
            _ if std::str::from_utf8(name).is_ok_and(names_text) => Self::Text,
            _ => Self::Unknown,
        }
    }
}

/// Whether a field with this name holds an article's text.
fn is_text(name: &str) -> bool {
    fields_of(name).any(|(field, _)| field == FieldName::Text)
}

/// Whether a name is a number, or has at least four digits.
fn is_number(name: &[u8]) -> bool {
    let digits = name.iter().filter(|byte| byte.is_ascii_digit()).count();
    digits >= 4 || digits > 0 && digits == name.len()
}

impl Scanner {
    /// Takes bytes up to the end of an entry.
    fn feed(&mut self, bytes: &[u8], offset: u64, line: &mut u64) -> (usize, Option<Element>) {
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if self.in_string {
                let rest = bytes.get(at..).unwrap_or_default();
                let plain = if self.escaped {
                    0
                } else {
                    memchr::memchr3(b'"', b'\\', b'\n', rest).unwrap_or(rest.len())
                };
                if plain > 0 {
                    self.collect(rest.get(..plain).unwrap_or_default(), true);
                    at += plain;
                    continue;
                }
            }
            at += 1;
            *line += u64::from(byte == b'\n');
            let place = offset + at as u64;
            if let Some(found) = self.take(byte, place, *line) {
                return (at, Some(found));
            }
        }
        (at, None)
    }

    /// Takes one byte; `end` is the offset after it in the file.
    fn take(&mut self, byte: u8, end: u64, line: u64) -> Option<Element> {
        if self.in_string {
            let ends = byte == b'"' && !self.escaped;
            self.escaped = byte == b'\\' && !self.escaped;
            self.collect(&[byte], !ends);
            self.in_string = !ends;
            return None;
        }
        match byte {
            b'"' => {
                self.note_value();
                (self.in_string, self.opened_list, self.name_start) = (true, false, end - 1);
                self.collect(b"\"", false);
                self.name.clear();
            }
            b':' => {
                self.named = true;
                self.collect(b":", false);
            }
            b'{' | b'[' => self.open(byte, end, line),
            b'}' | b']' => return self.close(byte, end),
            byte => {
                self.named &= byte != b',';
                self.opened_list &= byte.is_ascii_whitespace();
                self.collect(&[byte], false);
            }
        }
        None
    }

    /// Notes that a text is the value of a name in the outermost object.
    fn note_value(&mut self) {
        if self.named && self.depth == 1 && self.list.is_none() {
            let name = String::from_utf8_lossy(&self.name);
            self.has_text |= is_text(&name);
            self.has_title |= names_text(&name) && !is_text(&name);
        }
        self.named = false;
    }

    fn open(&mut self, byte: u8, end: u64, line: u64) {
        if byte == b'[' {
            self.named_list = if self.named { NamedList::of(&self.name) } else { NamedList::Unknown };
        }
        let is_tried = byte == b'{'
            && (self.opened_list && self.may_have_entries() && self.try_list() || self.try_value());
        let begins = match self.list {
            Some(depth) => byte == b'{' && self.depth == depth && self.element.is_none(),
            None => byte == b'{' && self.depth == 0,
        };
        if begins || is_tried {
            // The key in an object of entries is part of the entry.
            let is_keyed = self.named && self.depth > 0 && self.name.len() < LONGEST_NAME;
            let start = if is_keyed { self.name_start } else { end - 1 };
            let bytes = if is_keyed { [b"\"", &*self.name, b"\":"].concat() } else { Vec::new() };
            self.element = Some(Element { bytes, range: start..start, line, is_too_long: false });
        }
        self.collect(&[byte], false);
        self.depth += 1;
        if byte == b'{' && self.named && NamedList::of(&self.name) == NamedList::Entries {
            self.collection = Some(self.depth);
            self.is_of_many = !SINGULAR.iter().any(|name| self.name.eq_ignore_ascii_case(name.as_bytes()));
        }
        (self.opened_list, self.named) = (byte == b'[', false);
    }

    /// Whether a list that has just been opened may be the list of entries.
    fn may_have_entries(&self) -> bool {
        let is_article = self.has_text || self.has_title && self.named_list != NamedList::Entries;
        let is_known = self.list.is_some() || self.outer.is_some();
        !is_known && self.depth <= DEEPEST_LIST && !is_article && self.named_list != NamedList::PartOfEntry
    }

    /// Takes the list that has just been opened for the list of entries if nothing else is possible.
    /// Otherwise its first object is tried, and the result is true.
    fn try_list(&mut self) -> bool {
        if matches!(self.named_list, NamedList::Unknown | NamedList::Text)
            && let Some(object) = self.element.take()
        {
            let needs = if self.named_list == NamedList::Text { Needs::Title } else { Needs::TitleOrText };
            self.outer = Some(Outer { object, depth: self.depth, needs });
            return true;
        }
        // The object around it, kept so far, is no entry.
        (self.list, self.element) = (Some(self.depth), None);
        false
    }

    /// Tries an object that has just been opened if it may be the first entry of an object whose values are
    /// the entries: `{"articles": {"123": {…}}}`, or the outermost object with ids for names.
    fn try_value(&mut self) -> bool {
        let is_known = self.list.is_some() || self.outer.is_some();
        if is_known || !self.named || self.depth > DEEPEST_LIST || self.has_text {
            return false;
        }
        let is_id = self.name.iter().any(u8::is_ascii_digit);
        let may_be = match self.collection {
            Some(depth) if depth == self.depth => is_id || self.is_of_many,
            _ => self.depth == 1 && is_id && !self.has_title,
        };
        // A name like `h1` or `image` may as well be that of a part.
        let needs = if is_number(&self.name) { Needs::TitleOrText } else { Needs::Both };
        match self.element.take_if(|_| may_be) {
            Some(object) => self.outer = Some(Outer { object, depth: self.depth, needs }),
            None => return false,
        }
        true
    }

    /// Decides what the first object of a list, which has just ended, says: if it has what an entry needs, the list is
    /// that of the entries.
    fn decide(&mut self, end: u64) -> Option<Element> {
        let outer = self.outer.take()?;
        let mut tried = self.element.take()?;
        let read = if tried.is_too_long { EntryRecord::default() } else { parse_object(&tried.bytes) };
        let has_text = read.fields.iter().any(|field| is_text(&field.name));
        let has_title = read.fields.iter().any(|field| names_text(&field.name) && !is_text(&field.name));
        let is_entry = match outer.needs {
            Needs::TitleOrText => has_title || has_text,
            Needs::Title => has_title,
            Needs::Both => has_title && has_text,
        };
        if is_entry {
            self.list = Some(outer.depth);
            tried.range.end = end;
            return Some(tried);
        }
        self.element = Some(outer.object);
        None
    }

    fn close(&mut self, byte: u8, end: u64) -> Option<Element> {
        self.collect(&[byte], false);
        (self.opened_list, self.named) = (false, false);
        self.depth = self.depth.saturating_sub(1);
        self.collection = self.collection.filter(|&depth| depth <= self.depth);
        if self.outer.as_ref().is_some_and(|outer| outer.depth == self.depth) {
            return self.decide(end);
        }
        let outside = self.list.unwrap_or(0);
        if self.depth < outside {
            // The list has ended; another may follow.
            self.list = None;
        }
        if self.depth != outside {
            return None;
        }
        if self.list.is_none() {
            (self.has_title, self.has_text) = (false, false);
        }
        let mut element = self.element.take()?;
        element.range.end = end;
        Some(element)
    }

    /// Collects bytes of the current entry, and of a text that may be a name.
    fn collect(&mut self, bytes: &[u8], is_text: bool) {
        if is_text && self.name.len() < LONGEST_NAME && self.depth <= DEEPEST_LIST {
            self.name.extend(bytes.iter().take(LONGEST_NAME - self.name.len()));
        }
        let outer = self.outer.as_mut().map(|outer| &mut outer.object);
        for element in self.element.iter_mut().chain(outer) {
            if element.bytes.len() + bytes.len() > LONGEST_ENTRY {
                element.is_too_long = true;
                element.bytes = Vec::new();
            } else if !element.is_too_long {
                element.bytes.extend_from_slice(bytes);
            }
        }
    }

    fn take_unfinished(&mut self, end: u64) -> Option<Element> {
        let mut element = self.element.take()?;
        element.range.end = end;
        Some(element)
    }
}
