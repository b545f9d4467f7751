//! Parses a file's bytes into an article, using the other modules for its parts.

use std::borrow::Cow;

use super::crawled::{CrawledPage, Footer};
use super::front_matter::{FrontMatter, FrontMatterExtent, HeadField, HeadValue, Key};
use super::integrity::{self, Form};
use super::{Article, Problem, ProblemKind, TextEncoding, comments, dates, encoding, people};

/// The text of a file that the crawler didn't write.
#[derive(Debug)]
pub struct Foreign<'a> {
    /// The decoded text with Unix line endings.
    pub text: Cow<'a, str>,
    /// The encoding it was decoded from.
    pub encoding: TextEncoding,
    /// Problems in decoding it.
    pub problems: Vec<Problem>,
}

/// Parses an article from the bytes of a file written by the crawler, in the encoding chosen by the reader or
/// else detected. Bytes that aren't text give an article with that problem.
///
/// Everything that was or couldn't be repaired is in the article's `problems`.
///
/// # Errors
/// Returns the text of a file that the crawler didn't write.
pub fn crawler_article(bytes: &[u8], chosen: Option<TextEncoding>) -> Result<Article, Foreign<'_>> {
    let decoded = match chosen {
        Some(encoding) => encoding::decode_as(bytes, encoding),
        None => encoding::decode(bytes),
    };
    read(decoded)
}

/// The text of a file as stored, including its byte order mark: only decoded, from the encoding chosen by the
/// reader or else detected; empty if it isn't text.
pub fn stored_text(bytes: &[u8], chosen: Option<TextEncoding>) -> String {
    let decoded = match chosen {
        Some(encoding) => encoding::decode_as(bytes, encoding),
        None => encoding::decode(bytes),
    };
    let is_marked = encoding::has_mark(bytes, decoded.encoding);
    let mut text = decoded.text.map(Cow::into_owned).unwrap_or_default();
    if is_marked && !text.is_empty() {
        text.insert(0, MARK);
    }
    text
}

/// The byte order mark as a character.
const MARK: char = '\u{feff}';

/// How many lines at the top of a file's text are front matter, including its delimiters.
pub fn front_matter_lines(stored: &str) -> u32 {
    let text = unix_lines(Cow::Borrowed(stored.strip_prefix(MARK).unwrap_or(stored)));
    let front = text.get(..FrontMatterExtent::of(&text).end()).unwrap_or_default();
    front.lines().count() as u32
}

/// How many author lines are parsed as people; further ones in a hostile file are kept as text.
const MOST_AUTHORS: usize = 1000;

fn read(decoded: encoding::Decoded<'_>) -> Result<Article, Foreign<'_>> {
    let encoding::Decoded { text, encoding, problems } = decoded;
    let mut article = Article { encoding, by_crawler: true, ..Article::default() };
    let Some(text) = text else {
        article.computed_hash = integrity::settle("", &[0], None, Form::Plain).hash;
        return Ok(Article { problems, by_crawler: false, ..article });
    };
    let text = unix_lines(text);
    let front = FrontMatterExtent::of(&text);
    let below = text.get(front.end()..).unwrap_or_default();
    let page = CrawledPage::read(below);
    // The crawler's page is unmistakable even if its front matter is lost.
    if !(front.is_by_crawler() || page.facts.is_some()) {
        return Err(Foreign { text, encoding, problems });
    }
    let front = front.read();
    article.problems = problems;
    let mut reading =
        ParsedArticle { article: &mut article, titles: Titles::default(), absent: Absent::default() };
    reading.take_front_matter(front);
    reading.take_page(&page);
    reading.conclude(&page);
    Ok(article)
}

/// Converts line endings to Unix if the first line ends as on Windows, which means that the whole file was
/// converted, or if lines end as on old Macintoshes.
pub(super) fn unix_lines(text: Cow<'_, str>) -> Cow<'_, str> {
    let first_end = memchr::memchr(b'\n', text.as_bytes());
    if first_end.is_none() && memchr::memchr(b'\r', text.as_bytes()).is_some() {
        return Cow::Owned(text.replace('\r', "\n"));
    }
    let is_converted = first_end.is_some_and(|end| text.as_bytes().get(end.wrapping_sub(1)) == Some(&b'\r'));
    if is_converted { Cow::Owned(text.replace("\r\n", "\n")) } else { text }
}

/// An article being read.
struct ParsedArticle<'a, 't> {
    article: &'a mut Article,
    titles: Titles<'t>,
    absent: Absent,
}

/// The title from front matter and page, still undecoded; it is decoded like the body.
#[derive(Default)]
struct Titles<'t> {
    front: Cow<'t, str>,
    heading: &'t str,
}

/// Fields missing from the front matter, which the page below may provide.
struct Absent {
    publisher: bool,
    category: bool,
    published: bool,
    crawled: bool,
    url: bool,
}

impl Default for Absent {
    fn default() -> Self {
        Self { publisher: true, category: true, published: true, crawled: true, url: true }
    }
}

impl<'t> ParsedArticle<'_, 't> {
    fn take_front_matter(&mut self, front: FrontMatter<'t>) {
        self.article.problems.extend(front.problems);
        let mut seen = Vec::new();
        for field in front.fields {
            let known = Key::of(&field.key).filter(|&key| self.is_for(key, &field));
            match known {
                // If two fields mean the same, the first is used and the other kept as an extra.
                Some(key) if !seen.contains(&key) => {
                    seen.push(key);
                    self.take(key, field);
                }
                _ => self.add_extra(&field),
            }
        }
    }

    /// Whether a field's value is of the expected kind, since other tools use the same keys for other things.
    fn is_for(&self, key: Key, field: &HeadField<'_>) -> bool {
        let is_plain = matches!(field.value, HeadValue::Text(_));
        match key {
            Key::Authors | Key::Category => true,
            Key::Url if field.key == "source" => {
                is_plain && super::web_address(&field.value.text()).is_some()
            }
            _ => is_plain,
        }
    }

    fn take(&mut self, key: Key, field: HeadField<'t>) {
        let article = &mut *self.article;
        if key == Key::Title {
            if let HeadValue::Text(text) = field.value {
                self.titles.front = text;
            }
            return;
        }
        if key == Key::Authors {
            let text = match &field.value {
                HeadValue::Text(text) => Cow::Borrowed(text.as_ref()),
                HeadValue::List(items) => Cow::Owned(items.join("\n")),
            };
            let mut lines =
                text.lines().map(|line| integrity::unescape(line.trim())).filter(|line| !line.is_empty());
            article.authors =
                lines.by_ref().take(MOST_AUTHORS).map(|line| people::parse_author(&line)).collect();
            let rest = lines.collect::<Vec<_>>().join("\n");
            if !rest.is_empty() {
                article.extra.push((field.key.to_string(), rest));
            }
            return;
        }
        let text = field.value.text();
        let text = integrity::unescape(text.trim());
        match key {
            Key::Id => article.id = text.into_owned(),
            Key::Category => (article.category, self.absent.category) = (text.into_owned(), false),
            Key::Publisher => (article.publisher, self.absent.publisher) = (text.into_owned(), false),
            Key::Url => (article.url, self.absent.url) = (text.into_owned(), false),
            Key::Oid => article.oid = text.into_owned(),
            Key::Aid => article.aid = text.into_owned(),
            Key::Published => {
                self.absent.published = false;
                article.published = dates::published_from(&text);
                if article.published.is_none() {
                    self.refuse(ProblemKind::BadDate, &field, &text);
                }
            }
            Key::Crawled => {
                self.absent.crawled = false;
                article.crawled = dates::crawled_from(&text);
                if article.crawled.is_none() {
                    self.refuse(ProblemKind::BadDate, &field, &text);
                }
            }
            Key::ContentHash => {
                article.stored_hash = integrity::hash_from(&text);
                if article.stored_hash.is_none() {
                    self.refuse(ProblemKind::BadHash, &field, &text);
                }
            }
            Key::Title | Key::Authors => {}
        }
    }

    /// Reports a value that doesn't fit its field, and keeps it as an extra; empty values are fine.
    fn refuse(&mut self, kind: ProblemKind, field: &HeadField<'_>, text: &str) {
        if !text.is_empty() {
            let detail = Some(text.to_owned());
            self.article.problems.push(Problem { kind, line: field.line, detail });
            self.article.extra.push((field.key.to_string(), text.to_owned()));
        }
    }

    fn add_extra(&mut self, field: &HeadField<'_>) {
        let text = field.value.text();
        let text = integrity::unescape(text.trim()).into_owned();
        self.article.extra.push((field.key.to_string(), text));
    }

    fn take_page(&mut self, page: &CrawledPage<'t>) {
        self.titles.heading = page.heading.unwrap_or_default();
        let (content, ends) = (page.content, page.body_ends());
        let stored = self.article.stored_hash;
        let likely =
            self.likely_form(content.get(..ends.first().copied().unwrap_or_default()).unwrap_or_default());
        // A body that doesn't match its hash was modified; all but the newest are escaped.
        let otherwise = if stored.is_some() { Form::Escaped } else { likely };
        let settled = integrity::settle(content, &ends, stored, otherwise);
        let form = settled.form.unwrap_or(likely);
        let section = content.get(settled.end..).unwrap_or_default();
        let (comments, bad_count) = comments::parse(section, form);
        self.article.comments = comments;
        self.article.problems.extend(bad_count.map(|count| Problem {
            kind: ProblemKind::BadCount,
            line: None,
            detail: Some(count).filter(|count| !count.is_empty()),
        }));
        let title = match self.titles.front.trim() {
            "" => self.titles.heading,
            title => title,
        };
        self.article.title = decoded(title, form == Form::Escaped).trim().to_owned();
        self.article.body = settled.body;
        self.article.computed_hash = settled.hash;
        self.recover(page);
    }

    /// The form of a text if the hash doesn't tell, because there is none or because both forms are the same.
    fn likely_form(&self, body: &str) -> Form {
        let is_plain =
            integrity::is_plainly_unescaped(&self.titles.front) || integrity::is_plainly_unescaped(body);
        if !is_plain { Form::Escaped } else { Form::Plain }
    }

    /// Fills in fields missing from the front matter from the crawler's page.
    fn recover(&mut self, page: &CrawledPage<'_>) {
        let article = &mut *self.article;
        if let Some(facts) = &page.facts {
            if self.absent.publisher {
                article.publisher = decoded(facts.publisher, true).into_owned();
            }
            if self.absent.category {
                article.category = decoded(facts.category, true).into_owned();
            }
            if self.absent.published {
                article.published = dates::published_from(facts.published);
            }
        }
        if let Some(Footer { crawled, url }) = &page.footer {
            if self.absent.crawled {
                article.crawled = dates::crawled_from(crawled);
            }
            if self.absent.url {
                article.url = decoded(url.trim(), true).into_owned();
            }
        }
        recover_numbers(article);
    }

    fn conclude(&mut self, page: &CrawledPage<'_>) {
        let by_front_matter =
            !self.article.problems.iter().any(|problem| problem.kind == ProblemKind::NoFrontMatter);
        let article = &mut *self.article;
        let mut say = |kind| article.problems.push(Problem { kind, line: None, detail: None });
        if article.title.is_empty() {
            say(ProblemKind::NoTitle);
        }
        if article.body.is_empty() {
            say(ProblemKind::NoBody);
        }
        if by_front_matter && page.heading.is_some() && page.footer.is_none() {
            say(ProblemKind::FooterMissing);
        }
    }
}

/// Fills in the article's numbers from each other, and from the address, which has both.
fn recover_numbers(article: &mut Article) {
    if article.oid.is_empty() && article.aid.is_empty() {
        let id = article.id.split_once('_').or_else(|| numbers_in(&article.url));
        if let Some((oid, aid)) = id.map(|(oid, aid)| (oid.to_owned(), aid.to_owned())) {
            (article.oid, article.aid) = (oid, aid);
        }
    }
    if article.id.is_empty() && !article.oid.is_empty() && !article.aid.is_empty() {
        article.id = format!("{}_{}", article.oid, article.aid);
    }
}

/// The two numbers in `…/article/009/0005614000`.
fn numbers_in(url: &str) -> Option<(&str, &str)> {
    let (_, path) = url.rsplit_once("/article/")?;
    let (oid, aid) = path.split_once('/')?;
    let aid = aid.split(['?', '#', '/']).next()?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(oid) && is_number(aid)).then_some((oid, aid))
}

fn decoded(text: &str, is_escaped: bool) -> Cow<'_, str> {
    if is_escaped { integrity::unescape(text) } else { Cow::Borrowed(text) }
}
