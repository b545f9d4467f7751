//! What a printed article has: its head, its text in blocks, and the foot of its pages.

use super::lines::Weight;
use crate::article::{BlockKind, Published, Rendered, RichKind, blocks, format_hash};
use crate::export::ArticleFields;
use crate::export::source::{CitationSource, one_line};

/// An article to be printed.
#[derive(Debug)]
pub struct PdfArticle {
    /// What the outline calls it.
    pub(super) name: String,
    pub(super) blocks: Vec<PdfBlock>,
    /// The lines at the foot of each of its pages: where it is from, and what shows that it is unchanged.
    pub(super) foot: Vec<String>,
}

/// A part of an article that is set in one way.
#[derive(Debug)]
pub(super) struct PdfBlock {
    pub(super) role: PdfRole,
    pub(super) text: String,
}

/// What a block is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PdfRole {
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
        let mut blocks = Vec::new();
        let mut add = |role, text: String| {
            if !text.trim().is_empty() {
                blocks.push(PdfBlock { role, text });
            }
        };
        add(
            PdfRole::Kicker,
            joined(&[publisher, page, source.category.clone(), published.unwrap_or_default()]),
        );
        add(PdfRole::Headline, source.title.clone());
        add(PdfRole::People, source.names.join(" · "));
        match article.rendered {
            Some(rendered) => add_rendered(rendered, add),
            None => add_plain(article.body.unwrap_or_default(), add),
        }
        let name = if source.title.is_empty() { one_line(article.path) } else { source.title.clone() };
        Self { name, blocks, foot: foot(article, &source) }
    }
}

/// The lines at the foot of a page.
fn foot(article: &ArticleFields<'_>, source: &CitationSource) -> Vec<String> {
    let crawled = source.crawled.map(|at| at.strftime("수집 %Y.%m.%d %H:%M:%S").to_string());
    let hash = article.stored_hash.map(|hash| format!("SHA-256 {}", format_hash(hash)));
    let proof = joined(&[crawled.unwrap_or_default(), hash.unwrap_or_default()]);
    [source.url.clone(), proof].into_iter().filter(|line| !line.is_empty()).collect()
}

fn joined(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" · ")
}

fn add_plain(body: &str, mut add: impl FnMut(PdfRole, String)) {
    for block in blocks(body) {
        let role = match block.kind {
            BlockKind::Deck => PdfRole::Deck,
            BlockKind::Subhead | BlockKind::Mark => PdfRole::Subhead,
            BlockKind::Text | BlockKind::GluedDeck => PdfRole::Text,
            BlockKind::Caption | BlockKind::Trailer | BlockKind::Rule => PdfRole::Small,
        };
        add(role, body.get(block.range).unwrap_or_default().to_owned());
    }
}

fn add_rendered(rendered: &Rendered, mut add: impl FnMut(PdfRole, String)) {
    for block in &rendered.blocks {
        let text = rendered.text_of(block);
        let (role, text) = match &block.kind {
            RichKind::Heading(_) => (PdfRole::Subhead, text.to_owned()),
            RichKind::Item(item) => {
                let mark = item.number.map_or_else(|| "•".to_owned(), |number| format!("{number}."));
                (PdfRole::Text, format!("{mark} {text}"))
            }
            RichKind::Table(_) => (PdfRole::Small, text.replace('\t', "  |  ")),
            RichKind::Code(_) | RichKind::Image(_) | RichKind::Footnote(_) => {
                (PdfRole::Small, text.to_owned())
            }
            RichKind::Text | RichKind::Quote(_) | RichKind::Note(_) | RichKind::Rule => {
                (PdfRole::Text, text.to_owned())
            }
        };
        add(role, text);
    }
}
