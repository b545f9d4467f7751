//! Turns a record into an article: each field is taken from the first of its places that fits, and the others
//! are kept.

use super::decisions::Decisions;
use super::html;
use super::names::{FactPlace, FieldName, PLAIN_FACTS, fields_of};
use super::record::{EntryRecord, Places, RecordField, Value, date_from, unlinked};
use super::{markdown, page, single};
use crate::article::{
    Article, BodyFormat, Length, Problem, ProblemKind, body_hash, crawled_from, hash_from, naver_numbers,
    parse_author, saved_from,
};
use std::path::Path;

/// How many author lines are parsed as people, and the most items in a list of keywords or names.
const MOST_AUTHORS: usize = 1000;
const MOST_ITEMS: usize = 4096;

/// An article being read.
pub(super) struct RecordReading<'a> {
    record: &'a EntryRecord,
    places: &'a Places,
    decisions: &'a Decisions,
    /// The indexes of the record's fields that are in the article already.
    taken: Vec<usize>,
    article: Article,
}

impl<'a> RecordReading<'a> {
    pub(super) fn read(record: &'a EntryRecord, places: &'a Places, decisions: &'a Decisions) -> Article {
        let article = Article::default();
        let mut reading = Self { record, places, decisions, taken: Vec::new(), article };
        reading.take_texts();
        reading.take_facts();
        reading.take_lists();
        reading.take_rest();
        reading.article
    }

    fn value(&mut self, field: FieldName) -> Option<&Value> {
        let at = self.places.of_field(field)?;
        self.taken.push(at);
        self.record.fields.get(at).map(|field| &field.value)
    }

    fn text(&mut self, field: FieldName) -> String {
        self.value(field).and_then(Value::as_text).map(|text| text.trim().to_owned()).unwrap_or_default()
    }

    /// The first text of a field that is a date, or else the first.
    fn date_text(&mut self, field: FieldName) -> String {
        if self.places.all_of(field).nth(1).is_none() {
            return self.text(field);
        }
        let text_at = |at: usize| self.record.fields.get(at).and_then(|field| field.value.as_text());
        let is_date = |&at: &usize| text_at(at).is_some_and(|text| date_from(text).is_some());
        let Some(at) = self.places.all_of(field).find(is_date) else { return self.text(field) };
        self.taken.push(at);
        text_at(at).unwrap_or_default().trim().to_owned()
    }

    fn published_text(&mut self) -> String {
        let Some((text, places)) = self.places.published(self.record) else { return String::new() };
        self.taken.extend(places);
        text.into_owned()
    }

    fn take_texts(&mut self) {
        let decisions = self.decisions;
        let hash_text = self.text(FieldName::ContentHash);
        let stored_hash = hash_from(&hash_text);
        if stored_hash.is_none() && !hash_text.is_empty() {
            self.refuse(ProblemKind::BadHash, FieldName::ContentHash, &hash_text);
        }
        let mut title = self.text(FieldName::Title);
        let mut body = self.value(FieldName::Text).map(paragraphs).unwrap_or_default();
        if body.is_empty() && decisions.is_export {
            // The whole text of a clip may be an address.
            let at = self.record.fields.iter().position(|field| &*field.name == "body");
            body = at
                .and_then(|at| self.record.fields.get(at))
                .map(|field| field.value.text())
                .unwrap_or_default();
            self.taken.extend(at);
        }
        self.article.excerpt = decisions.is_bigkinds && !body.is_empty();
        if body.is_empty() {
            body = self.text(FieldName::Excerpt);
            self.article.excerpt = !body.is_empty();
        }
        let fits = stored_hash.is_some_and(|stored| body_hash(&body) == stored);
        if decisions.is_html && !fits {
            title = html::plain(&title).trim().to_owned();
            body = html::plain(&body).trim().to_owned();
        }
        let is_shared = decisions.shared_titles.contains(&title);
        if !decisions.is_export
            && (title.is_empty() || is_shared)
            && let Some(line) = first_line_as_title(&body)
        {
            title = line.to_owned();
            // What the entries share is the name of their collection.
            let place = self.places.of_field(FieldName::Title);
            self.taken.retain(|&taken| Some(taken) != place);
        }
        let article = &mut self.article;
        article.computed_hash = body_hash(&body);
        (article.title, article.body, article.stored_hash) = (title, body, stored_hash);
        if decisions.is_export {
            self.render_exported();
        }
    }

    /// Renders the body of an exported article that was markup. Its file's name tells the format, unless the
    /// crawler wrote the file, whose length is that of the body as it stands.
    fn render_exported(&mut self) {
        let holds = |name: &str| {
            let field = self.record.fields.iter().find(|field| &*field.name == name);
            field.map(|field| field.value.text()).filter(|text| !text.is_empty())
        };
        let is_plain = ["content_hash", "entry"].into_iter().any(|name| holds(name).is_some());
        let may_be_crawled = holds("oid").is_some();
        let has_length = holds("length").is_some();
        let letters = holds("length").as_deref().and_then(letters_of);
        let article = &mut self.article;
        article.excerpt |= self.decisions.has_lengths && !has_length && !article.body.is_empty();
        // Only what couldn't be read has neither a text nor a length.
        if self.decisions.has_lengths
            && !has_length
            && article.body.is_empty()
            && holds("excerpt").is_none_or(|excerpt| excerpt != "true")
        {
            article.problems.push(Problem { kind: ProblemKind::Unreadable, line: None, detail: None });
        }
        // Table rows and the crawler's files are plain text.
        if is_plain {
            return;
        }
        article.format = single::format_of(Path::new(&holds("path").unwrap_or_default())).unwrap_or_default();
        if single::renderable(&article.body, article.format).len() < article.body.len() {
            article.format = BodyFormat::Plain;
        }
        article.rendered = match article.format {
            BodyFormat::Plain => None,
            BodyFormat::Markdown => Some(markdown::render(&article.body, &article.title).0),
            BodyFormat::Html => Some(page::read(&article.body).rendered),
        };
        let has_letters = |text: &str| letters == Some(Length::of(text).letters);
        let is_as_it_stands = has_letters(&article.body);
        let is_rendered = has_letters(article.text());
        if is_as_it_stands && (may_be_crawled || !is_rendered) || may_be_crawled && !is_rendered {
            (article.format, article.rendered) = (BodyFormat::Plain, None);
        }
    }

    fn take_facts(&mut self) {
        self.article.publisher = unlinked(&self.text(FieldName::Publisher)).to_owned();
        self.article.oid = self.text(FieldName::Oid);
        self.article.aid = self.text(FieldName::Aid);
        let url = self.text(FieldName::Url);
        let original = self.text(FieldName::Original);
        if url.is_empty() {
            self.article.url = original;
        } else {
            self.article.facts.original = if original == url { String::new() } else { original };
            self.article.url = url;
        }
        self.take_id();
        let published = self.published_text();
        self.article.published = self.decisions.published(&published);
        if self.article.published.is_none() && !published.is_empty() {
            self.refuse(ProblemKind::BadDate, FieldName::Published, &published);
        }
        let modified = self.date_text(FieldName::Modified);
        self.article.facts.modified = date_from(&modified);
        if self.article.facts.modified.is_none() && !modified.is_empty() {
            self.refuse(ProblemKind::BadDate, FieldName::Modified, &modified);
        }
        let crawled = self.text(FieldName::Crawled);
        // This crawler writes UTC, whatever holds its articles, and so do exports.
        let is_own = self.decisions.is_export || self.places.of_field(FieldName::ContentHash).is_some();
        let read = if is_own { crawled_from } else { saved_from };
        self.article.crawled = read(unlinked(&crawled));
        if self.article.crawled.is_none() && !crawled.is_empty() {
            self.refuse(ProblemKind::BadDate, FieldName::Crawled, &crawled);
        }
        let page = self.text(FieldName::Page);
        let facts = &mut self.article.facts;
        let (section, page) = split_page(&page);
        facts.page = page.to_owned();
        if self.places.of_field(FieldName::Category).is_none() {
            self.article.category = section.to_owned();
        }
        for (field, place) in &PLAIN_FACTS {
            match place {
                FactPlace::Text(place) => *place(&mut self.article.facts) = self.text(*field),
                FactPlace::Items(place) => *place(&mut self.article.facts) = self.items(*field),
            }
        }
    }

    fn take_id(&mut self) {
        let id = self.text(FieldName::Id);
        if is_rounded_number(&id) {
            self.refuse(ProblemKind::IdAsNumber, FieldName::Id, &id);
        } else {
            self.article.id = id;
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

    fn take_lists(&mut self) {
        let is_export = self.decisions.is_export;
        let authors = self.value(FieldName::Authors).cloned().unwrap_or(Value::Text(String::new()));
        let text = authors.text();
        let lines = lines_of(&text, is_export || authors.is_list()).into_iter();
        let lines = lines.map(unlinked).filter(|line| !line.is_empty());
        self.article.authors = lines.take(MOST_AUTHORS).map(parse_author).collect();
        let categories = self.all_items(FieldName::Category);
        if let Some(first) = categories.first() {
            self.article.category.clone_from(first);
        }
        self.article.facts.incident = self.all_items(FieldName::Incident);
        if categories.len() > 1 {
            self.article.facts.categories = categories;
        }
    }

    /// The items of a field that is a list, or a text separated by commas.
    fn items(&mut self, field: FieldName) -> Vec<String> {
        let is_export = self.decisions.is_export;
        let Some(value) = self.value(field) else { return Vec::new() };
        let text = value.text();
        let is_list = is_export || value.is_list();
        let items = lines_of(&text, is_list);
        let parts = |item| str::split(item, |c| !is_list && matches!(c, ',' | ';' | '|'));
        let items = items.into_iter().flat_map(parts).map(str::trim);
        let items = items.map(|item| unlinked(item.trim_start_matches('#'))).map(str::trim);
        items.filter(|item| !item.is_empty()).take(MOST_ITEMS).map(str::to_owned).collect()
    }

    /// The items of a field stored in numbered columns, `통합 분류1` to `3`, or in a list.
    fn all_items(&mut self, field: FieldName) -> Vec<String> {
        let mut places: Vec<usize> = self.places.all_of(field).collect();
        let is_numbered = |&at: &usize| {
            self.record
                .fields
                .get(at)
                .is_some_and(|field| field.name.contains("통합") || field.name.contains("사건"))
        };
        if places.first().is_some_and(is_numbered) {
            places.retain(is_numbered);
        } else {
            // A list is preferred to its first item alone, which an export has as well.
            let is_list = |&at: &usize| {
                matches!(self.record.fields.get(at).map(|field| &field.value), Some(Value::Texts(_)))
            };
            let list = places.iter().copied().find(is_list).filter(|_| self.decisions.is_export);
            let first = list.or(places.first().copied());
            if self.decisions.is_export {
                self.taken.extend(&places);
            }
            places = first.into_iter().collect();
        }
        self.taken.extend(&places);
        let values = places.iter().filter_map(|&at| self.record.fields.get(at));
        let mut items: Vec<String> = Vec::new();
        let is_export = self.decisions.is_export;
        let lines = |value: &Value| {
            let text = value.text();
            let lines = lines_of(&text, is_export || value.is_list()).into_iter();
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        // Jekyll separates the names of `categories:` by spaces.
        let is_spaced = |field: &RecordField| {
            let separators = [',', '>', '/', ';', '|', '[', '·', '&'];
            let is_one = |text: &str| !text.contains(separators) && lines_of(text, false).len() == 1;
            self.decisions.is_head
                && field.name.eq_ignore_ascii_case("categories")
                && matches!(&field.value, Value::Text(text) if is_one(text.as_str()))
        };
        let parts = |field: &RecordField| -> Vec<String> {
            match is_spaced(field) {
                true => field.value.text().split_whitespace().map(str::to_owned).collect(),
                false => lines(&field.value),
            }
        };
        for line in values.flat_map(parts) {
            let item = unlinked(&line);
            if !item.is_empty() && items.len() < MOST_ITEMS && !items.iter().any(|known| known == item) {
                items.push(item.to_owned());
            }
        }
        items
    }

    /// Reports a value that doesn't fit its field, and keeps it with the rest.
    fn refuse(&mut self, kind: ProblemKind, field: FieldName, text: &str) {
        let at = self.places.of_field(field);
        let line = at.and_then(|at| self.record.fields.get(at)?.line);
        let line = line.or_else(|| u32::try_from(self.record.line).ok().filter(|&line| line > 0));
        self.article.problems.push(Problem { kind, line, detail: Some(text.to_owned()) });
        self.taken.retain(|&taken| Some(taken) != at);
    }

    fn take_rest(&mut self) {
        for (at, field) in self.record.fields.iter().enumerate() {
            let is_made = self.decisions.is_export
                && MADE.contains(&&*field.name)
                && !matches!(field.value, Value::Extra(_));
            // Other programs have a text of its own under this name.
            let is_excerpt = (is_made || self.decisions.is_head)
                && &*field.name == "excerpt"
                && field.value.text() == "true";
            self.article.excerpt |= is_excerpt;
            // In a head, keys left empty are shown, except those that an article has a place for.
            let is_empty = field.value.is_empty()
                && (!self.decisions.is_head || fields_of(&field.name).next().is_some());
            if !(self.taken.contains(&at) || is_made || is_excerpt || is_empty) {
                let text = match &field.value {
                    Value::Texts(items) if self.decisions.is_head => items.join(", "),
                    value => value.text(),
                };
                self.article.extra.push((field.name.to_string(), text));
            }
        }
    }
}

/// Data in an export of this program that is recomputed instead of being a field of the article.
const MADE: [&str; 11] = [
    "integrity",
    "path",
    "entry",
    "versions",
    "length",
    "length_without_spaces",
    "sheets",
    "kind",
    "excerpt",
    "words",
    "format",
];

/// How many letters an export says that a text has: a number in tables, an object in JSON.
fn letters_of(length: &str) -> Option<usize> {
    let of_object = || {
        let object = serde_json::from_str::<serde_json::Value>(length).ok()?;
        usize::try_from(object.get("letters")?.as_u64()?).ok()
    };
    length.parse().ok().or_else(of_object)
}

/// The items of a text, one a line. If it isn't a list already, a line may be one as programs print it,
/// `['가', '나']`, or of links, `[[가]], [[나]]`.
fn lines_of(text: &str, is_list: bool) -> Vec<&str> {
    if is_list {
        return text.lines().map(str::trim).collect();
    }
    let text = text.trim();
    let is_link = |part: &str| part.trim().starts_with("[[") && part.trim().ends_with("]]");
    if text.contains("]],") && text.split(',').all(is_link) {
        return text.split(',').map(str::trim).collect();
    }
    let printed = text.strip_prefix('[').filter(|text| !text.starts_with('['));
    match printed.and_then(|text| text.strip_suffix(']')) {
        Some(printed) => printed.split(',').map(|part| part.trim().trim_matches(['"', '\''])).collect(),
        None => text.lines().map(str::trim).collect(),
    }
}

/// A text, or a list of paragraphs, as a text.
fn paragraphs(value: &Value) -> String {
    match value {
        Value::Texts(paragraphs) => paragraphs.join("\n\n"),
        value => value.text(),
    }
}

/// Whether an id is a decimal number that has lost its end, since the provider's have eight digits before the
/// point and fourteen or more after it.
fn is_rounded_number(id: &str) -> bool {
    let Some((before, after)) = id.split_once('.') else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = after.split_once(['e', 'E']).unwrap_or((after, "0"));
    let is_number = digits(before) && digits(mantissa) && digits(exponent.trim_start_matches(['+', '-']));
    is_number && !(before.len() == 8 && digits(after) && after.len() >= 14)
}

/// The section and the page in `A1면 1단`, `경제 04면`.
fn split_page(text: &str) -> (&str, &str) {
    let Some((before, _)) = text.split_once('면') else { return ("", text) };
    let (section, page) = before.trim().rsplit_once(char::is_whitespace).unwrap_or(("", before.trim()));
    let has_letters = page.starts_with(|c: char| c.is_ascii_alphabetic());
    let page = if has_letters { page } else { page.trim_start_matches('0') };
    (section.trim(), page)
}

/// The first line of a text if it reads like a title: short, not a sentence, and followed by an empty line.
pub(super) fn first_line_as_title(body: &str) -> Option<&str> {
    let (first, rest) = body.trim_start().split_once('\n')?;
    let (second, _) = rest.split_once('\n').unwrap_or((rest, ""));
    let line = first.trim();
    let is_title =
        line.chars().count() < 120 && !line.ends_with(['.', '?', '!', '。', '…']) && second.trim().is_empty();
    (is_title && !line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_ids_are_told() {
        for (text, expected) in
            [("A1면 1단", ("", "A1")), ("경제 04면", ("경제", "4")), ("12", ("", "12")), ("", ("", ""))]
        {
            assert_eq!(split_page(text), expected, "{text}");
        }
        for (id, is_rounded) in [
            ("01100101.20130515100000019", false),
            ("1100101.201305151", true),
            ("1.1001012013e+06", true),
            ("009_0005614000", false),
            ("12", false),
            ("NWRW1800000021.1", false),
        ] {
            assert_eq!(is_rounded_number(id), is_rounded, "{id}");
        }
    }
}
