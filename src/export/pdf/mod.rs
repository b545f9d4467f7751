//! Articles, and charts, as PDF on A4 pages, tagged for screen readers, with the bundled faces embedded as far as they are
//! used.

mod article;
mod drawing;
mod lines;

pub use article::{PdfArticle, PdfMark, PdfRole};
pub(super) use drawing::drawing;

use crate::library::HighlightColor;
use article::{PdfBlock, PdfStyle};
use krilla::Document;
use krilla::color::{luma, rgb};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, Tag, TagGroup, TagTree};
use lines::{PdfFaces, PdfLine, Weight};
use std::io;
use std::num::NonZeroU16;

/// The size of A4, its margins, and the width between them, in points.
const PAGE: (f32, f32) = (595.28, 841.89);
const SIDE: f32 = 82.0;
const TOP: f32 = 72.0;
const BOTTOM: f32 = 48.0;
const WIDTH: f32 = PAGE.0 - 2.0 * SIDE;

/// The foot of a page: the size and leading of its lines, the most there are, and the space over it, in points.
const FOOT_SIZE: f32 = 7.0;
const FOOT_LEADING: f32 = 10.5;
const FOOT_LINES: usize = 6;
const OVER_FOOT: f32 = 26.0;
/// The width beside the foot that the number of the page takes, in points.
const NUMBER_WIDTH: f32 = 40.0;
/// The space that must be left under a heading for what it stands over, in points.
const UNDER_HEADING: f32 = 45.0;

/// A document being written.
pub(super) struct PdfWriter {
    document: Document,
    faces: PdfFaces,
    articles: TagTree,
    outline: Outline,
    /// The name of the first article.
    title: Option<String>,
    pages: usize,
}

/// A line of a block with its place on a page.
struct Placed {
    block: usize,
    /// Where its letters stand, in points from the page's top.
    baseline: f32,
    line: PdfLine,
}

impl PdfWriter {
    pub(super) fn new() -> Self {
        Self {
            document: Document::new(),
            faces: PdfFaces::new(),
            articles: TagTree::new(),
            outline: Outline::new(),
            title: None,
            pages: 0,
        }
    }

    /// Adds an article, which begins a new page.
    pub(super) fn add(&mut self, article: &PdfArticle) {
        let foot = self.foot_lines(article);
        let foot_top = PAGE.1 - BOTTOM - FOOT_LEADING * foot.len() as f32;
        let pages = self.placed(&article.blocks, foot_top - OVER_FOOT);
        let place = XyzDestination::new(self.pages, Point::from_xy(0.0, 0.0));
        self.outline.push_child(OutlineNode::new(article.name.clone(), place));
        self.title.get_or_insert_with(|| article.name.clone());
        let mut tags: Vec<TagGroup> = article.blocks.iter().map(tag_of).collect();
        let mut foot_tag = TagGroup::new(Tag::P);
        let last = pages.len().saturating_sub(1);
        for (at, placed) in pages.iter().enumerate() {
            self.pages += 1;
            let number = self.faces.lines(&self.pages.to_string(), Weight::Regular, WIDTH);
            let Some(settings) = PageSettings::from_wh(PAGE.0, PAGE.1) else { return };
            let mut page = self.document.start_page_with(settings);
            let mut surface = page.surface();
            draw_blocks(&mut surface, placed, &article.blocks, &mut tags);
            draw_rule(&mut surface, foot_top);
            // What a screen reader says once, the eye finds on every page.
            let is_read = at == last && !foot.is_empty();
            let tag = if is_read { ContentTag::Other } else { artifact(ArtifactType::Footer) };
            let identifier = surface.start_tagged(tag);
            for (row, line) in foot.iter().enumerate() {
                draw_line(&mut surface, line, SIDE, foot_top + FOOT_LEADING * (row + 1) as f32, FOOT_SIZE);
            }
            surface.end_tagged();
            if is_read {
                foot_tag.push(identifier);
            }
            surface.start_tagged(artifact(ArtifactType::PageNumber));
            for line in &number {
                let left = PAGE.0 - SIDE - line.width * FOOT_SIZE;
                draw_line(&mut surface, line, left, foot_top + FOOT_LEADING, FOOT_SIZE);
            }
            surface.end_tagged();
        }
        let mut tag = TagGroup::new(Tag::Article);
        tags.into_iter().chain([foot_tag]).for_each(|block| tag.push(block));
        self.articles.push(tag);
    }

    fn foot_lines(&self, article: &PdfArticle) -> Vec<PdfLine> {
        let width = (WIDTH - NUMBER_WIDTH) / FOOT_SIZE;
        let lines = article.foot.iter().flat_map(|line| self.faces.lines(line, Weight::Regular, width));
        lines.take(FOOT_LINES).collect()
    }

    /// Distributes the lines of blocks over pages that end at `bottom`. There is at least one page.
    fn placed(&self, blocks: &[PdfBlock], bottom: f32) -> Vec<Vec<Placed>> {
        let mut pages = vec![Vec::new()];
        let mut y = TOP;
        for (block, PdfBlock { role, text, marks }) in blocks.iter().enumerate() {
            let PdfStyle { size, leading, above, weight, .. } = role.style();
            let lines = self.faces.marked_lines(text, marks, weight, WIDTH / size);
            let height = leading * lines.len() as f32;
            let is_last = role.heading().is_some() && y + above + height + UNDER_HEADING > bottom;
            if y > TOP {
                y += above;
            }
            if is_last && height < bottom / 2.0 && y > TOP {
                pages.push(Vec::new());
                y = TOP;
            }
            for line in lines {
                if y + leading > bottom {
                    pages.push(Vec::new());
                    y = TOP;
                }
                y += leading;
                let baseline = y - (leading - size) / 2.0 - size * 0.15;
                if let Some(page) = pages.last_mut() {
                    page.push(Placed { block, baseline, line });
                }
            }
        }
        pages
    }

    /// The finished document, with one empty page if nothing was added.
    ///
    /// # Errors
    /// If it can't be written as PDF.
    pub(super) fn finish(mut self) -> io::Result<Vec<u8>> {
        if self.pages == 0 {
            self.document.start_page();
        }
        let title = self.title.unwrap_or_default();
        let metadata = Metadata::new().title(title).language("ko".to_owned()).creator("Seogo".to_owned());
        self.document.set_metadata(metadata);
        self.document.set_outline(self.outline);
        self.document.set_tag_tree(self.articles.with_lang(Some("ko".to_owned())));
        self.document.finish().map_err(io_error)
    }
}

fn io_error(error: KrillaError) -> io::Error {
    io::Error::other(format!("{error:?}"))
}

fn tag_of(block: &PdfBlock) -> TagGroup {
    match block.role.heading().and_then(NonZeroU16::new) {
        Some(level) => TagGroup::new(Tag::Hn(level, None)),
        None => TagGroup::new(Tag::P),
    }
}

fn artifact(kind: ArtifactType) -> ContentTag<'static> {
    ContentTag::Artifact(Artifact::with_kind(kind))
}

/// Draws the lines of a page, and adds them to the tags of their blocks.
fn draw_blocks(surface: &mut Surface<'_>, placed: &[Placed], blocks: &[PdfBlock], tags: &mut [TagGroup]) {
    for lines in placed.chunk_by(|one, next| one.block == next.block) {
        let Some((first, block)) = lines.first().and_then(|line| Some((line, blocks.get(line.block)?)))
        else {
            continue;
        };
        let PdfStyle { size, lightness, .. } = block.role.style();
        let identifier: Identifier = surface.start_tagged(ContentTag::Other);
        for Placed { baseline, line, .. } in lines {
            draw_marks(surface, line, *baseline, size);
        }
        surface.set_fill(Some(ink(lightness)));
        for Placed { baseline, line, .. } in lines {
            draw_line(surface, line, SIDE, *baseline, size);
        }
        surface.end_tagged();
        if let Some(tag) = tags.get_mut(first.block) {
            tag.push(identifier);
        }
    }
}

/// Draws the grounds of a line's marked stretches, each with a line under it, or through it if it was removed.
fn draw_marks(surface: &mut Surface<'_>, line: &PdfLine, baseline: f32, size: f32) {
    for (range, mark) in &line.marked {
        let (ground, stroke) = mark_colors(*mark);
        let (left, width) = (SIDE + range.start * size, (range.end - range.start) * size);
        let height = if *mark == PdfMark::Removed { -0.35 } else { 0.3 };
        let ground = (ground, Rect::from_xywh(left, baseline - size * 0.95, width, size * 1.25));
        let stroke = (stroke, Rect::from_xywh(left, baseline + size * height, width, 0.8));
        for (paint, rect) in [ground, stroke] {
            let mut path = PathBuilder::new();
            rect.into_iter().for_each(|rect| path.push_rect(rect));
            surface.set_fill(Some(Fill { paint: paint.into(), ..Fill::default() }));
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
    }
}

/// The ground and the line of a mark on paper.
fn mark_colors(mark: PdfMark) -> (rgb::Color, rgb::Color) {
    let colors = |ground: [u8; 3], line: [u8; 3]| {
        let [[a, b, c], [d, e, f]] = [ground, line];
        (rgb::Color::new(a, b, c), rgb::Color::new(d, e, f))
    };
    match mark {
        PdfMark::Highlight(HighlightColor::Green) | PdfMark::Added => {
            colors([0xcd, 0xee, 0xd6], [0x3f, 0x9d, 0x5f])
        }
        PdfMark::Highlight(HighlightColor::Orange) | PdfMark::Removed => {
            colors([0xff, 0xdc, 0xb8], [0xc2, 0x62, 0x0a])
        }
        PdfMark::Highlight(HighlightColor::Blue) | PdfMark::Shared => {
            colors([0xcf, 0xe6, 0xfb], [0x1d, 0x6f, 0xb8])
        }
        PdfMark::Highlight(HighlightColor::Purple) => colors([0xe9, 0xd5, 0xfb], [0x7a, 0x3f, 0xc4]),
    }
}

/// Draws the line over the foot, and leaves its grey to what follows.
fn draw_rule(surface: &mut Surface<'_>, foot_top: f32) {
    surface.start_tagged(artifact(ArtifactType::Layout));
    surface.set_fill(Some(ink(170)));
    let mut path = PathBuilder::new();
    if let Some(rule) = Rect::from_xywh(SIDE, foot_top - 3.0, WIDTH, 0.5) {
        path.push_rect(rule);
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
    surface.set_fill(Some(ink(90)));
    surface.end_tagged();
}

fn ink(lightness: u8) -> Fill {
    Fill { paint: luma::Color::new(lightness).into(), ..Fill::default() }
}

fn draw_line(surface: &mut Surface<'_>, line: &PdfLine, left: f32, baseline: f32, size: f32) {
    for run in &line.runs {
        let start = Point::from_xy(left + run.left * size, baseline);
        surface.draw_glyphs(start, &run.glyphs, run.font.clone(), &line.text, size, false);
    }
}
