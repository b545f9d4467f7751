//! A record of a table or of JSON becomes an article: its names are told apart, and what is decided for a whole file is
//! applied to each.

use super::html;
use super::names::{FieldName, are_bigkinds, fields_of};
use crate::article::{
    Article, Comment, Problem, ProblemKind, Published, body_hash, naver_numbers, parse_author, parse_crawled,
    parse_hash, parse_published, web_address,
};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::Arc;

/// How many entries are looked over to decide what holds for a whole file.
pub(super) const LOOKED_OVER: usize = 1000;

/// How many author lines are read as people.
const MOST_AUTHORS: usize = 1000;

/// One entry of a file as it stands there.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    /// Its number in the file, from 1.
    pub(super) entry: u32,
    /// Where it lies, in bytes.
    pub(super) range: Range<u64>,
    /// The line that it begins in, from 1.
    pub(super) line: u64,
    pub(super) fields: Vec<(Arc<str>, Value)>,
    /// The readers' comments, which only an export of this program has.
    pub(super) comments: Vec<Comment>,
    /// Why it can't be read, or what had to be mended for it.
    pub(super) problem: Option<ProblemKind>,
}

/// What a name holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    /// A list of texts or people.
    Texts(Vec<String>),
    /// What no field holds: yes and no, lists of lists.
    Other(String),
    /// What an export of this program has besides its fields, which stays there, whatever its name.
    Extra(String),
}

impl Value {
    fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) | Self::Other(text) => text.trim().is_empty(),
            Self::Texts(texts) => texts.iter().all(|text| text.trim().is_empty()),
            Self::Extra(_) => false,
        }
    }

    /// The value as one text, the items of a list on lines of their own.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Other(text) | Self::Extra(text) => text.clone(),
            Self::Texts(texts) => texts.join("\n"),
        }
    }

    /// Where it is a text, that; a list of one is one, too.
    fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Texts(texts) => match texts.as_slice() {
                [text] => Some(text),
                _ => None,
            },
            Self::Other(_) | Self::Extra(_) => None,
        }
    }
}

/// What was decided for a file by looking over its first entries.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Decisions {
    /// It is an export of this program: every entry is an article, exactly as it stands there.
    is_export: bool,
    /// Titles and texts are HTML.
    is_html: bool,
    /// 00:00 is a time; otherwise it means that only the day is known.
    midnight_is_a_time: bool,
    /// Texts are only the beginnings of those that they are of.
    are_excerpts: bool,
    /// No entry has a text, so that a missing one is no problem.
    no_texts: bool,
    /// Titles that too many entries share to be titles.
    shared_titles: Vec<String>,
}

/// Which fields the names of a file stand for, remembered by name.
#[derive(Debug, Default)]
pub(super) struct KnownNames(FxHashMap<Arc<str>, Vec<(FieldName, usize)>>);

impl KnownNames {
    /// So many different names are remembered; a file that has more names of its own has no columns.
    const MOST: usize = 4096;

    fn of(&mut self, name: &Arc<str>) -> Vec<(FieldName, usize)> {
        if let Some(known) = self.0.get(name) {
            return known.clone();
        }
        let found: Vec<_> = fields_of(name).collect();
        if self.0.len() < Self::MOST {
            self.0.insert(name.clone(), found.clone());
        }
        found
    }
}

/// Which field of a record holds what: the places of its names among its fields.
struct Places(Vec<(FieldName, usize, usize)>);

impl Places {
    fn of(record: &Record, known: &mut KnownNames) -> Self {
        let mut found: Vec<(FieldName, usize, usize)> = Vec::new();
        for (at, (name, value)) in record.fields.iter().enumerate() {
            if value.is_empty() {
                continue;
            }
            for (field, rank) in known.of(name) {
                if fits(field, name, value) {
                    found.push((field, rank, at));
                }
            }
        }
        found.sort_unstable();
        found.dedup_by_key(|(field, ..)| *field);
        // A `name` is a title only beside a text: elsewhere it names people and things.
        let has_text = found.iter().any(|(field, ..)| *field == FieldName::Text);
        let is_name =
            |at: usize| record.fields.get(at).is_some_and(|(name, _)| name.eq_ignore_ascii_case("name"));
        found.retain(|&(field, _, at)| field != FieldName::Title || has_text || !is_name(at));
        Self(found)
    }

    fn of_field(&self, field: FieldName) -> Option<usize> {
        self.0.iter().find(|(of, ..)| *of == field).map(|(.., at)| *at)
    }
}

/// Whether a value is of the kind that a field holds. What can be an address or a name is told by that.
fn fits(field: FieldName, name: &str, value: &Value) -> bool {
    let is_address = || value.as_text().is_some_and(|text| web_address(text.trim()).is_some());
    match field {
        FieldName::Authors | FieldName::Category => !matches!(value, Value::Other(_) | Value::Extra(_)),
        FieldName::Publisher | FieldName::Text => value.as_text().is_some() && !is_address(),
        FieldName::Url if matches!(name.trim(), "source" | "원문") => is_address(),
        FieldName::Published => value
            .as_text()
            .is_some_and(|text| parse_date(text).is_some() || text.contains(|c: char| c.is_ascii_digit())),
        _ => value.as_text().is_some(),
    }
}

impl Decisions {
    /// Looks over the first entries of a file.
    pub(super) fn of(records: &[Record], known: &mut KnownNames) -> Self {
        let (mut html, mut texts, mut dated, mut timed) = (0_usize, 0_usize, 0_usize, 0_usize);
        let mut titles: FxHashMap<String, usize> = FxHashMap::default();
        for record in records {
            let places = Places::of(record, known);
            let text_of = |field| {
                let (_, value) = record.fields.get(places.of_field(field)?)?;
                value.as_text()
            };
            let (title, text) = (text_of(FieldName::Title), text_of(FieldName::Text));
            texts += usize::from(text.is_some());
            let fits_hash = match (text_of(FieldName::ContentHash).and_then(parse_hash), text) {
                (Some(stored), Some(text)) => body_hash(text) == stored,
                _ => false,
            };
            html += usize::from(!fits_hash && [title, text].into_iter().flatten().any(html::has_markup));
            if let Some(title) = title {
                *titles.entry(title.trim().to_owned()).or_default() += 1;
            }
            if let Some(date) = text_of(FieldName::Published) {
                dated += usize::from(parse_date(date).is_some());
                timed += usize::from(matches!(parse_date(date), Some(Published::Time(_))));
            }
        }
        let is_export = records.first().is_some_and(is_export);
        let tenth = if is_export { usize::MAX } else { records.len() / 10 };
        let shared = titles.into_iter().filter(|(_, count)| records.len() >= 10 && *count > tenth);
        Self {
            is_export,
            is_html: !is_export && html * 100 > records.len(),
            midnight_is_a_time: timed > 0 && dated > 0,
            are_excerpts: records
                .first()
                .is_some_and(|record| are_bigkinds(record.fields.iter().map(|(name, _)| &**name))),
            no_texts: texts == 0,
            shared_titles: shared.map(|(title, _)| title).collect(),
        }
    }

    /// The article that a record is; `None` where it is none.
    pub(super) fn article(&self, record: &Record, known: &mut KnownNames) -> Option<Article> {
        let at_line = |kind| Problem { kind, line: u32::try_from(record.line).ok(), detail: None };
        if let Some(kind @ (ProblemKind::TooLarge | ProblemKind::Unreadable)) = record.problem {
            return Some(Article { problems: vec![at_line(kind)], ..Article::default() });
        }
        let places = Places::of(record, known);
        let mut reading = Reading { record, places: &places, taken: Vec::new(), article: Article::default() };
        reading.article.problems.extend(record.problem.map(at_line));
        let has_text = places.of_field(FieldName::Text).is_some();
        let has_place =
            [FieldName::Url, FieldName::Published].iter().any(|&it| places.of_field(it).is_some());
        let is_headline = places.of_field(FieldName::Title).is_some() && has_place;
        if !(self.is_export || has_text || is_headline) {
            return None;
        }
        reading.take_texts(self);
        reading.take_facts(self);
        reading.keep_rest(self);
        let mut article = reading.article;
        article.comments.clone_from(&record.comments);
        if article.title.is_empty() {
            article.problems.push(at_line(ProblemKind::NoTitle));
        }
        if article.body.is_empty() && !self.no_texts {
            article.problems.push(at_line(ProblemKind::NoBody));
        }
        Some(article)
    }
}

/// An article on its way.
struct Reading<'a> {
    record: &'a Record,
    places: &'a Places,
    /// Which fields of the record are in the article.
    taken: Vec<usize>,
    article: Article,
}

impl Reading<'_> {
    fn value(&mut self, field: FieldName) -> Option<&Value> {
        let at = self.places.of_field(field)?;
        self.taken.push(at);
        self.record.fields.get(at).map(|(_, value)| value)
    }

    fn text(&mut self, field: FieldName) -> Option<String> {
        self.value(field).and_then(Value::as_text).map(|text| text.trim().to_owned())
    }

    fn take_texts(&mut self, decisions: &Decisions) {
        let stored_hash = self.text(FieldName::ContentHash).and_then(|text| {
            let hash = parse_hash(&text);
            if hash.is_none() {
                self.refuse(ProblemKind::BadHash, &text);
            }
            hash
        });
        let mut title = self.text(FieldName::Title).unwrap_or_default();
        let mut body = self.value(FieldName::Text).map(Value::text).unwrap_or_default();
        self.article.excerpt = decisions.are_excerpts && !body.is_empty();
        if body.is_empty() {
            body = self.text(FieldName::Excerpt).unwrap_or_default();
            self.article.excerpt = !body.is_empty();
        }
        let fits = stored_hash.is_some_and(|stored| body_hash(&body) == stored);
        if decisions.is_html && !fits {
            (title, body) = (html::plain(&title), html::plain(&body));
        }
        let is_shared = decisions.shared_titles.contains(&title);
        if !decisions.is_export
            && (title.is_empty() || is_shared)
            && let Some(line) = first_line_as_title(&body)
        {
            title = line.to_owned();
        }
        let article = &mut self.article;
        article.computed_hash = body_hash(&body);
        (article.title, article.body, article.stored_hash) = (title, body, stored_hash);
    }

    fn take_facts(&mut self, decisions: &Decisions) {
        let of_text = |text: Option<String>| text.unwrap_or_default();
        self.article.publisher = of_text(self.text(FieldName::Publisher));
        self.article.url = of_text(self.text(FieldName::Url));
        self.article.id = of_text(self.text(FieldName::Id));
        self.article.oid = of_text(self.text(FieldName::Oid));
        self.article.aid = of_text(self.text(FieldName::Aid));
        let category = self.value(FieldName::Category).map(Value::text).unwrap_or_default();
        self.article.category = category.lines().next().unwrap_or_default().trim().to_owned();
        let authors = self.value(FieldName::Authors).map(Value::text).unwrap_or_default();
        let lines = authors.lines().map(str::trim).filter(|line| !line.is_empty());
        self.article.authors = lines.take(MOST_AUTHORS).map(parse_author).collect();
        if let Some(text) = self.text(FieldName::Published) {
            match decisions.published(&text) {
                Some(published) => self.article.published = Some(published),
                None => self.refuse(ProblemKind::BadDate, &text),
            }
        }
        if let Some(text) = self.text(FieldName::Crawled) {
            self.article.crawled = parse_crawled(&text);
            if self.article.crawled.is_none() {
                self.refuse(ProblemKind::BadDate, &text);
            }
        }
        let article = &mut self.article;
        if article.oid.is_empty()
            && article.aid.is_empty()
            && let Some((oid, aid)) = naver_numbers(&article.url)
        {
            if article.id.is_empty() {
                article.id = format!("{oid}_{aid}");
            }
            (article.oid, article.aid) = (oid, aid);
        }
    }

    /// Says that a value is not what its field holds, and keeps it.
    fn refuse(&mut self, kind: ProblemKind, text: &str) {
        let (line, detail) = (u32::try_from(self.record.line).ok(), Some(text.to_owned()));
        self.article.problems.push(Problem { kind, line, detail });
        // Nothing took it, so that it is kept with the rest.
        self.taken.pop();
    }

    fn keep_rest(&mut self, decisions: &Decisions) {
        for (at, (name, value)) in self.record.fields.iter().enumerate() {
            let is_made = decisions.is_export && MADE.contains(&&**name) && !matches!(value, Value::Extra(_));
            self.article.excerpt |= is_made && &**name == "excerpt" && value.text() == "true";
            if !(self.taken.contains(&at) || value.is_empty() || is_made) {
                self.article.extra.push((name.to_string(), value.text()));
            }
        }
    }
}

/// What an export of this program says of an article that is no field of it, and is found anew.
const MADE: [&str; 9] =
    ["integrity", "path", "entry", "versions", "categories", "length", "kind", "excerpt", "words"];

/// Whether an entry is one of an export of this program.
fn is_export(record: &Record) -> bool {
    let value = |wanted: &str| {
        record.fields.iter().find(|(name, _)| &**name == wanted).and_then(|(_, value)| value.as_text())
    };
    matches!(value("integrity"), Some("intact" | "altered" | "unknown")) && value("path").is_some()
}

impl Decisions {
    fn published(&self, text: &str) -> Option<Published> {
        let published = parse_date(text)?;
        match published {
            Published::Date(date) if self.midnight_is_a_time && text.contains(':') => {
                Some(Published::Time(date.at(0, 0, 0, 0)))
            }
            published => Some(published),
        }
    }
}

/// A date of publication; eight digits are a day.
fn parse_date(text: &str) -> Option<Published> {
    let text = text.trim();
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = |range: Range<usize>| text.get(range).and_then(|digits| digits.parse::<i16>().ok());
        let year = number(0..4).filter(|year| (1900..=2100).contains(year))?;
        let (month, day) = (i8::try_from(number(4..6)?).ok()?, i8::try_from(number(6..8)?).ok()?);
        return jiff::civil::Date::new(year, month, day).ok().map(Published::Date);
    }
    parse_published(text)
}

/// The first line of a text where it reads like a title: short, without an end of a sentence, over an empty line.
fn first_line_as_title(body: &str) -> Option<&str> {
    let (first, rest) = body.trim_start().split_once('\n')?;
    let (second, _) = rest.split_once('\n').unwrap_or((rest, ""));
    let line = first.trim();
    let is_title =
        line.chars().count() < 120 && !line.ends_with(['.', '?', '!', '。']) && second.trim().is_empty();
    (is_title && !line.is_empty()).then_some(line)
}
