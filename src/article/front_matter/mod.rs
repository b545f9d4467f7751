//! The front matter: the fields between two `---` lines at the top of a file.
//!
//! The crawler's front matter is YAML only in name: its author lines are indented with tabs, and titles contain
//! whatever the page did. So it is read line by line ([`lines`]). Other tools' front matter goes through a YAML
//! parser ([`yaml`]), and is read by lines only if the parser rejects it.

mod lines;
mod yaml;

use std::borrow::Cow;

use super::{Problem, ProblemKind};
use lines::{Ending, FrontMatterLines};
pub use yaml::is_nested_deeply;

/// A file's front matter.
pub struct FrontMatter<'a> {
    /// The fields in file order.
    pub fields: Vec<HeadField<'a>>,
    /// Whether the crawler wrote it.
    pub by_crawler: bool,
    /// The start of the rest of the file, in bytes.
    pub end: usize,
    /// The problems found.
    pub problems: Vec<Problem>,
}

/// A key and its value.
pub struct HeadField<'a> {
    /// The text before the colon.
    pub key: Cow<'a, str>,
    pub value: HeadValue<'a>,
    /// The line of the key in the file, starting at 1.
    pub line: Option<u32>,
}

/// What stands after a key.
pub enum HeadValue<'a> {
    /// Trimmed text, possibly of several lines.
    Text(Cow<'a, str>),
    /// A YAML list, with each item as text.
    List(Vec<String>),
}

impl<'a> HeadValue<'a> {
    /// The value as a single text; list items are separated by commas.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::List(items) => Cow::Owned(items.join(", ")),
        }
    }
}

/// The fields that an article has a place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Id,
    Title,
    Category,
    Publisher,
    Authors,
    Published,
    Crawled,
    Url,
    Oid,
    Aid,
    ContentHash,
}

impl Key {
    /// The field named by a key, using the crawler's names and other tools' equivalents.
    pub(super) fn of(key: &str) -> Option<Self> {
        Some(match key {
            "id" => Self::Id,
            "title" | "Title" | "제목" => Self::Title,
            "category" | "categories" | "section" | "분류" => Self::Category,
            "publisher" | "언론사" => Self::Publisher,
            "author" | "authors" | "byline" | "기자" => Self::Authors,
            "published_at" | "published" | "date" | "pubDate" | "publishDate" | "날짜" => Self::Published,
            "crawled_at" | "crawled" => Self::Crawled,
            "url" | "link" | "source" | "주소" => Self::Url,
            "oid" => Self::Oid,
            "aid" => Self::Aid,
            "content_hash" => Self::ContentHash,
            _ => return None,
        })
    }
}

/// Reads the front matter at the top of a text.
pub fn read(text: &str) -> FrontMatter<'_> {
    FrontMatterExtent::of(text).read()
}

/// Where a text's front matter is, found out without parsing YAML.
pub(super) struct FrontMatterExtent<'a> {
    text: &'a str,
    /// Its lines, and where they start; `None` if there are no fields.
    lines: Option<(FrontMatterLines<'a>, LineStart)>,
}

impl<'a> FrontMatterExtent<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let lines = opening_line(text).map(|start| (lines::read(text, start), start));
        Self { text, lines: lines.filter(|(lines, _)| !lines.fields.is_empty()) }
    }

    /// Whether the crawler wrote it.
    pub(super) fn is_by_crawler(&self) -> bool {
        self.lines.as_ref().is_some_and(|(lines, _)| lines.by_crawler())
    }

    /// The start of the rest of the text, in bytes.
    pub(super) fn end(&self) -> usize {
        self.lines.as_ref().map_or(0, |(lines, _)| lines.end)
    }

    /// Reads its fields.
    pub(super) fn read(self) -> FrontMatter<'a> {
        match self.lines {
            Some((lines, start)) => parse_fields(self.text, lines, start),
            None => absent(),
        }
    }
}

fn parse_fields<'a>(text: &'a str, lines: FrontMatterLines<'a>, start: LineStart) -> FrontMatter<'a> {
    // Lists and mappings without tabs mean that another tool has rewritten the crawler's file.
    if lines.by_crawler() && (!lines.has_blocks || lines.has_tabs) {
        return by_lines(lines, start, false);
    }
    let inside = text.get(start.offset..lines.inside_end).unwrap_or_default();
    match yaml::read(inside, start.line) {
        Some(fields) => {
            let problems = frame_problems(&lines, start);
            FrontMatter { fields, by_crawler: lines.by_crawler(), end: lines.end, problems }
        }
        None => by_lines(lines, start, true),
    }
}

/// The fields as read by lines; `refused` means that they should be YAML but aren't.
fn by_lines(lines: FrontMatterLines<'_>, start: LineStart, refused: bool) -> FrontMatter<'_> {
    let mut problems = frame_problems(&lines, start);
    match lines.odd {
        Some((line, text)) => problems.push(repaired(Some(line), Some(text.to_owned()))),
        None if refused && problems.is_empty() => problems.push(repaired(None, None)),
        None => {}
    }
    FrontMatter { by_crawler: lines.by_crawler(), end: lines.end, fields: lines.fields, problems }
}

/// Problems with the opening and closing lines.
fn frame_problems(lines: &FrontMatterLines<'_>, start: LineStart) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !start.opened {
        problems.push(repaired(Some(start.line), None));
    }
    if lines.ending == Ending::Unclosed {
        problems.push(Problem { kind: ProblemKind::FrontMatterUnclosed, line: Some(1), detail: None });
    }
    problems
}

fn repaired(line: Option<u32>, detail: Option<String>) -> Problem {
    Problem { kind: ProblemKind::FrontMatterRepaired, line, detail }
}

fn absent() -> FrontMatter<'static> {
    let problem = Problem { kind: ProblemKind::NoFrontMatter, line: None, detail: None };
    FrontMatter { fields: Vec::new(), by_crawler: false, end: 0, problems: vec![problem] }
}

/// A position in a text.
#[derive(Clone, Copy)]
struct LineStart {
    /// In bytes.
    offset: usize,
    /// The number of the line that starts there, starting at 1.
    line: u32,
    /// Whether there is an opening `---` before it.
    opened: bool,
}

/// Where the first field is: below a line `---`, or at the top if that line is lost.
fn opening_line(text: &str) -> Option<LineStart> {
    let mut offset = 0;
    for (line, whole) in (1..).zip(text.split_inclusive('\n')) {
        let content = whole.trim_end();
        if content == "---" {
            return Some(LineStart { offset: offset + whole.len(), line: line + 1, opened: true });
        }
        if !content.is_empty() {
            let is_field = lines::key(content).is_some_and(|(key, _)| key == "id" || key == "title");
            return is_field.then_some(LineStart { offset, line, opened: false });
        }
        offset += whole.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Vec<(String, String)> {
        let read = read(text);
        read.fields.iter().map(|field| (field.key.to_string(), field.value.text().into_owned())).collect()
    }

    fn problems(text: &str) -> Vec<ProblemKind> {
        read(text).problems.iter().map(|problem| problem.kind).collect()
    }

    fn pairs<const N: usize>(expected: [(&str, &str); N]) -> Vec<(String, String)> {
        expected.map(|(key, value)| (key.to_owned(), value.to_owned())).into()
    }

    const CRAWLED: &str = "---\nid: 009_0000000001\ntitle: \"한 \"말\": - [x]\"\ncategory: \npublisher: 가나일보\n\
        author: \n\t\t\n\t\t\t- 김: 하나 기자\n\t\t\t*이두리\n\t\t\n\t\npublished_at: \n\
        crawled_at: 2025-12-30 08:23:45\nurl: https://example.com/1\noid: 009\naid: 0000000001\n\
        content_hash: 00\n---\n\n본문";

    #[test]
    fn reads_the_crawlers_own_whatever_yaml_says() {
        let expected = pairs([
            ("id", "009_0000000001"),
            ("title", "한 \"말\": - [x]"),
            ("category", ""),
            ("publisher", "가나일보"),
            ("author", "- 김: 하나 기자\n\t\t\t*이두리"),
            ("published_at", ""),
            ("crawled_at", "2025-12-30 08:23:45"),
            ("url", "https://example.com/1"),
            ("oid", "009"),
            ("aid", "0000000001"),
            ("content_hash", "00"),
        ]);
        assert_eq!(fields(CRAWLED), expected);
        let read = read(CRAWLED);
        assert!(read.by_crawler && read.problems.is_empty());
        assert_eq!(CRAWLED.get(read.end..), Some("\n본문"));
        assert_eq!(read.fields.last().and_then(|field| field.line), Some(17));
    }

    #[test]
    fn ends_the_crawlers_own_where_its_page_begins() {
        let broken = CRAWLED.replace("00\n---\n\n본문", "00\n\n# 한\n\n**가나일보** |  | \n\n---\n\n본문");
        let read = read(&broken);
        assert_eq!(read.fields.len(), 11);
        assert_eq!(read.problems[0].kind, ProblemKind::FrontMatterUnclosed);
        assert!(broken.get(read.end..).is_some_and(|rest| rest.starts_with("\n# 한")));
    }

    #[test]
    fn reads_yaml_of_other_tools() {
        let note = "---\ntitle: 'It''s \"here\"' # note\ntags: [가, 나]\naliases:\n  - 다\n  - 라\ntext: |\n  one\n  \
                    two\nfolded: >-\n  three\n  four\nmap:\n  a: 1.10\n  b: [x, y]\nversion: 1.10\noid: 009\n\
                    big: 12345678901234567890123456789012345678901234567890\ndraft: true\nnothing: ~\n\
                    date: 2025-12-30T10:11:00+09:00\n---\nbody\n";
        let expected = pairs([
            ("title", "It's \"here\""),
            ("tags", "가, 나"),
            ("aliases", "다, 라"),
            ("text", "one\ntwo"),
            ("folded", "three four"),
            ("map", "a: 1.10\nb: x, y"),
            ("version", "1.10"),
            ("oid", "009"),
            ("big", "12345678901234567890123456789012345678901234567890"),
            ("draft", "true"),
            ("nothing", ""),
            ("date", "2025-12-30T10:11:00+09:00"),
        ]);
        assert_eq!(fields(note), expected);
        assert_eq!(problems(note), []);
        assert_eq!(read(note).fields.last().and_then(|field| field.line), Some(21));
    }

    #[test]
    fn mends_what_yaml_refuses() {
        let broken = "---\ntitle: \"open\nurl: https://example.com\ntags:\n  - *a b\n  - c\nthis is no field\n---\nbody";
        let expected = pairs([("title", "open"), ("url", "https://example.com"), ("tags", "*a b, c")]);
        assert_eq!(fields(broken), expected);
        assert_eq!(problems(broken), [ProblemKind::FrontMatterRepaired]);
    }

    #[test]
    fn finds_the_end_of_an_unclosed_one() {
        let note = "---\ntitle: 제목\ndate: 2025-12-30\n\n본문이다.\n\n더 있다.\n";
        let front = read(note);
        assert_eq!(front.fields.len(), 2);
        assert_eq!(problems(note), [ProblemKind::FrontMatterUnclosed]);
        assert!(note.get(front.end..).is_some_and(|rest| rest.starts_with("\n본문")));
    }

    #[test]
    fn takes_no_text_for_a_front_matter() {
        for text in ["", "본문", "---\n본문이다.\n---\n더 있다.\n", "# 제목\n\n---\ntitle: x\n---\n", "---"]
        {
            assert_eq!(problems(text), [ProblemKind::NoFrontMatter], "{text}");
            assert_eq!(read(text).end, 0);
        }
    }

    #[test]
    fn survives_bombs() {
        let mut aliases = String::from("---\ntitle: t\na0: &a0 [xxxxxxxxxxxxxxxx]\n");
        for n in 1..30 {
            let last = format!("*a{}, ", n - 1).repeat(20);
            aliases.push_str(&format!("a{n}: &a{n} [{}]\n", last.trim_end_matches(", ")));
        }
        aliases.push_str("---\nbody");
        let nested = format!("---\ntitle: t\nx: {}\n---\nbody", "[".repeat(1_000_000));
        let dashes = format!("---\ntitle: t\nx:\n {}\n---\nbody", "- ".repeat(1_000_000));
        let short = format!("---\ntitle: t\nx: {}\n---\nbody", "[{a: ".repeat(10_000));
        let keys: String = (0..1_000_000).map(|n| format!("k{n}: v\n")).collect();
        let keys = format!("---\ntitle: t\n{keys}---\nbody");
        for bomb in [aliases, nested, dashes, short, keys] {
            let start = std::time::Instant::now();
            assert_eq!(fields(&bomb)[0], ("title".to_owned(), "t".to_owned()));
            assert!(start.elapsed().as_secs() < 120, "took {:?}", start.elapsed());
        }
    }
}
