//! What a printed article has: its head, its text in blocks, and the foot of its pages.

use super::PdfWriter;
use super::lines::Weight;
use crate::article::{BlockKind, Published, Rendered, RichKind, blocks_below, format_hash};
use crate::export::ArticleFields;
use crate::export::my_marks::highlights_in;
use crate::export::source::{CitationSource, one_line};
use crate::library::{ArticleMarks, Highlight, HighlightColor, HighlightField};
use std::io;
use std::ops::Range;

/// An article, or another text, to be printed.
#[derive(Debug, PartialEq)]
pub struct PdfArticle {
    /// What the outline calls it.
    pub(super) name: String,
    pub(super) blocks: Vec<PdfBlock>,
    /// The lines at the foot of each of its pages: where it is from, and what shows that it is unchanged.
    pub(super) foot: Vec<String>,
}

/// A part of an article that is set in one way.
#[derive(Debug, PartialEq)]
pub(super) struct PdfBlock {
    pub(super) role: PdfRole,
    pub(super) text: String,
    /// The marked bytes of the text, in order of their starts.
    pub(super) marks: Vec<(Range<usize>, PdfMark)>,
}

/// What a block is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PdfRole {
    /// Publisher, page, section and day, over the headline.
    Kicker,
    Headline,
    People,
    Deck,
    Subhead,
    Text,
    /// Captions, trailers and other text in small print.
    Small,
}

/// How a stretch of text is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PdfMark {
    /// By the reader.
    Highlight(HighlightColor),
    /// Only in the newer of two versions.
    Added,
    /// Only in the older of two versions.
    Removed,
    /// In both of two articles.
    Shared,
}

/// How a role is set; lengths are in points.
pub(super) struct PdfStyle {
    pub(super) size: f32,
    pub(super) leading: f32,
    /// The space above a block.
    pub(super) above: f32,
    pub(super) weight: Weight,
    /// From 0, black, to 255, white.
    pub(super) lightness: u8,
}

impl PdfRole {
    pub(super) fn style(self) -> PdfStyle {
        let style =
            |size, leading, above, weight, lightness| PdfStyle { size, leading, above, weight, lightness };
        match self {
            Self::Kicker => style(9.0, 13.0, 0.0, Weight::Regular, 90),
            Self::Headline => style(20.0, 27.0, 6.0, Weight::Bold, 0),
            Self::People => style(9.5, 14.0, 8.0, Weight::Regular, 90),
            Self::Deck => style(12.0, 18.0, 10.0, Weight::Bold, 0),
            Self::Subhead => style(11.5, 17.5, 14.0, Weight::Bold, 0),
            Self::Text => style(10.5, 18.0, 9.0, Weight::Regular, 0),
            Self::Small => style(9.0, 14.0, 9.0, Weight::Regular, 90),
        }
    }

    /// The level of a heading, if it is one.
    pub(super) fn heading(self) -> Option<u16> {
        match self {
            Self::Headline => Some(1),
            Self::Deck | Self::Subhead => Some(2),
            Self::Kicker | Self::People | Self::Text | Self::Small => None,
        }
    }
}

impl PdfArticle {
    /// A text without blocks so far, that begins with its name.
    pub fn named(name: &str) -> Self {
        let mut text = Self { name: name.to_owned(), blocks: Vec::new(), foot: Vec::new() };
        text.add(PdfRole::Headline, [(name, None)]);
        text
    }

    /// Adds a block of pieces, each with its mark.
    pub fn add<'a>(&mut self, role: PdfRole, pieces: impl IntoIterator<Item = (&'a str, Option<PdfMark>)>) {
        let mut block = PdfBlock { role, text: String::new(), marks: Vec::new() };
        for (piece, mark) in pieces {
            let start = block.text.len();
            block.text.push_str(piece);
            block.marks.extend(mark.map(|mark| (start..block.text.len(), mark)));
        }
        self.blocks.push(block);
    }

    /// The bytes of a file of its own.
    ///
    /// # Errors
    /// If it can't be written as PDF.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        let mut writer = PdfWriter::new();
        writer.add(self);
        writer.finish()
    }

    /// An article, which must have its body.
    pub(crate) fn of(article: &ArticleFields<'_>) -> Self {
        let source = CitationSource::of(article);
        let page = match source.page.as_str() {
            page if page.bytes().all(|byte| byte.is_ascii_digit()) && !page.is_empty() => format!("{page}면"),
            page => page.to_owned(),
        };
        let published = article.published.map(|published| match published {
            Published::Date(day) => day.strftime("%Y.%m.%d").to_string(),
            Published::Time(time) => time.strftime("%Y.%m.%d %H:%M").to_string(),
        });
        let publisher = match &article.inferred.publisher {
            Some(inferred) if source.publisher.is_empty() => one_line(inferred),
            _ => source.publisher.clone(),
        };
        let (marks, title) = (article.marks, &source.title);
        let on = |field, text| marks.map(|marks| highlights_in(marks, field, text)).unwrap_or_default();
        let mut blocks = PdfBlocks::default();
        let kicker = [publisher, page, source.category.clone(), published.unwrap_or_default()];
        blocks.add(PdfRole::Kicker, joined(&kicker));
        blocks.add_part(PdfRole::Headline, "", title, 0, &on(HighlightField::Title, title));
        blocks.add(PdfRole::People, source.names.join(" · "));
        let on_body = on(HighlightField::Body, article.text().unwrap_or_default());
        match article.rendered {
            Some(rendered) => blocks.add_rendered(rendered, &on_body),
            None => blocks.add_plain(title, article.body.unwrap_or_default(), &on_body),
        }
        marks.into_iter().flat_map(notes).for_each(|note| blocks.add(PdfRole::Small, note));
        let name = if source.title.is_empty() { one_line(article.path) } else { source.title.clone() };
        Self { name, blocks: blocks.0, foot: foot(article, &source) }
    }
}

/// The lines at the foot of a page.
fn foot(article: &ArticleFields<'_>, source: &CitationSource) -> Vec<String> {
    let crawled = source.crawled.map(|at| {
        let is_day = at.time() == jiff::civil::Time::midnight();
        let form = if is_day { "수집(crawled) %Y.%m.%d" } else { "수집(crawled) %Y.%m.%d %H:%M:%S" };
        at.strftime(form).to_string()
    });
    let hash = article.stored_hash.map(|hash| format!("SHA-256 {}", format_hash(hash)));
    let excerpt = if article.excerpt { "본문 발췌(excerpt)".to_owned() } else { String::new() };
    let proof = joined(&[crawled.unwrap_or_default(), hash.unwrap_or_default(), excerpt]);
    [source.url.clone(), proof].into_iter().filter(|line| !line.is_empty()).collect()
}

fn joined(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" · ")
}

/// The reader's notes, each on a line of its own. The file doesn't know in which language it is read.
fn notes(marks: &ArticleMarks) -> impl Iterator<Item = String> {
    let whole = marks.note.iter().map(|note| format!("메모(note): {}", note.text));
    let noted = marks.highlights.iter().filter(|highlight| !highlight.mark.note.is_empty());
    whole.chain(noted.map(|highlight| {
        format!("메모(note) “{}”: {}", one_line(&highlight.place.quote), highlight.mark.note)
    }))
}

/// The blocks of an article so far.
#[derive(Default)]
struct PdfBlocks(Vec<PdfBlock>);

impl PdfBlocks {
    fn add(&mut self, role: PdfRole, text: String) {
        if !text.trim().is_empty() {
            self.0.push(PdfBlock { role, text, marks: Vec::new() });
        }
    }

    /// Adds a part of a longer text, which begins at byte `start` of it and is set behind a mark, with the
    /// highlights of the whole as far as they are in it.
    fn add_part(
        &mut self,
        role: PdfRole,
        mark: &str,
        part: &str,
        start: usize,
        highlights: &[(Range<usize>, &Highlight)],
    ) {
        let before = self.0.len();
        self.add(role, format!("{mark}{part}"));
        let Some(block) = self.0.get_mut(before) else { return };
        block.marks.extend(highlights.iter().filter_map(|(range, highlight)| {
            let (from, to) = (range.start.max(start), range.end.min(start + part.len()));
            let place = |at: usize| at - start + mark.len();
            (from < to).then(|| (place(from)..place(to), PdfMark::Highlight(highlight.mark.color)))
        }));
    }

    fn add_plain(&mut self, title: &str, body: &str, highlights: &[(Range<usize>, &Highlight)]) {
        for block in blocks_below(title, body) {
            let role = match block.kind {
                BlockKind::Deck => PdfRole::Deck,
                BlockKind::Subhead | BlockKind::Mark => PdfRole::Subhead,
                BlockKind::Text | BlockKind::GluedDeck => PdfRole::Text,
                BlockKind::Caption | BlockKind::Trailer | BlockKind::Rule => PdfRole::Small,
            };
            let start = block.range.start;
            self.add_part(role, "", body.get(block.range).unwrap_or_default(), start, highlights);
        }
    }

    fn add_rendered(&mut self, rendered: &Rendered, highlights: &[(Range<usize>, &Highlight)]) {
        for block in &rendered.blocks {
            let (start, text) = (block.range.start, rendered.text_of(block));
            let mut add = |role, mark: &str| self.add_part(role, mark, text, start, highlights);
            match &block.kind {
                RichKind::Heading(_) => add(PdfRole::Subhead, ""),
                RichKind::Item(item) => {
                    let mark = item.number.map_or_else(|| "•".to_owned(), |number| format!("{number}."));
                    add(PdfRole::Text, &format!("{mark} "));
                }
                RichKind::Table(_) => self.add(PdfRole::Small, text.replace('\t', "  |  ")),
                RichKind::Code(_) | RichKind::Image(_) | RichKind::Footnote(_) => add(PdfRole::Small, ""),
                RichKind::Text | RichKind::Quote(_) | RichKind::Note(_) | RichKind::Rule => {
                    add(PdfRole::Text, "");
                }
            }
        }
    }
}
