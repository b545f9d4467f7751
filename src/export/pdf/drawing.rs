//! A chart as a PDF file: its drawing as large as fits on a page, or on several below each other if it would be too
//! small to be read.

use super::{PAGE, io_error};
use crate::export::picture::tree;
use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Rect, Transform};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{ContentTag, Tag, TagGroup, TagTree};
use resvg::tiny_skia::PathSegment;
use resvg::usvg::{self, Group, Node, Paint};
use std::io;

/// The least margin, in points.
const MARGIN: f32 = 42.0;
/// The least scale, at which the smallest type has six points.
const LEAST_SCALE: f32 = 0.5;
/// How much of a drawing is on two pages, so that a line of text cut on one is whole on the other.
const OVERLAP: f32 = 24.0;

/// The PDF of an SVG text, named `title`, which screen readers describe by `about`.
///
/// # Errors
/// If the text is no SVG, or can't be written as PDF.
pub(in crate::export) fn drawing(svg: &str, title: &str, about: &str) -> io::Result<Vec<u8>> {
    let tree = tree(svg)?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let page = if width < height { PAGE } else { (PAGE.1, PAGE.0) };
    let (page_width, page_height) = (page.0 - 2.0 * MARGIN, page.1 - 2.0 * MARGIN);
    let scale = (page_height / height).max(LEAST_SCALE).min(page_width / width);
    let left = (page.0 - width * scale) / 2.0;
    let step = (page_height / scale - OVERLAP).max(OVERLAP);
    let mut document = Document::new();
    let mut figure = TagGroup::new(Tag::Figure(Some(about.to_owned())));
    let mut top = 0.0;
    while let Some(settings) = PageSettings::from_wh(page.0, page.1) {
        let mut sheet = document.start_page_with(settings);
        let mut surface = sheet.surface();
        let identifier = surface.start_tagged(ContentTag::Other);
        let mut clip = PathBuilder::new();
        let visible = Rect::from_xywh(left, MARGIN, width * scale, page_height);
        visible.into_iter().for_each(|visible| clip.push_rect(visible));
        let clip = clip.finish().inspect(|clip| surface.push_clip_path(clip, &FillRule::NonZero));
        let down = MARGIN - top * scale;
        surface.push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, left, down));
        draw_group(&mut surface, tree.root());
        surface.pop();
        clip.into_iter().for_each(|_| surface.pop());
        surface.end_tagged();
        figure.push(identifier);
        top += step;
        if top + OVERLAP >= height {
            break;
        }
    }
    let mut tags = TagTree::new();
    tags.push(figure);
    let metadata = Metadata::new().title(title.to_owned()).creator("Seogo".to_owned());
    document.set_metadata(metadata);
    document.set_tag_tree(tags);
    document.finish().map_err(io_error)
}

/// Draws paths, and texts as the paths of their letters. Charts have nothing else.
fn draw_group(surface: &mut Surface<'_>, group: &Group) {
    for node in group.children() {
        match node {
            Node::Group(group) => draw_group(surface, group),
            Node::Path(path) => draw_path(surface, path),
            Node::Text(text) => draw_group(surface, text.flattened()),
            Node::Image(_) => {}
        }
    }
}

fn draw_path(surface: &mut Surface<'_>, path: &usvg::Path) {
    let Some(outline) = outline(path) else { return };
    let at = path.abs_transform();
    surface.push_transform(&Transform::from_row(at.sx, at.ky, at.kx, at.sy, at.tx, at.ty));
    surface.set_fill(path.fill().and_then(fill));
    surface.set_stroke(path.stroke().and_then(stroke));
    surface.draw_path(&outline);
    surface.pop();
}

fn outline(path: &usvg::Path) -> Option<Path> {
    let mut outline = PathBuilder::new();
    for segment in path.data().segments() {
        match segment {
            PathSegment::MoveTo(to) => outline.move_to(to.x, to.y),
            PathSegment::LineTo(to) => outline.line_to(to.x, to.y),
            PathSegment::QuadTo(by, to) => outline.quad_to(by.x, by.y, to.x, to.y),
            PathSegment::CubicTo(a, b, to) => outline.cubic_to(a.x, a.y, b.x, b.y, to.x, to.y),
            PathSegment::Close => outline.close(),
        }
    }
    outline.finish()
}

fn fill(fill: &usvg::Fill) -> Option<Fill> {
    let rule = match fill.rule() {
        usvg::FillRule::NonZero => FillRule::NonZero,
        usvg::FillRule::EvenOdd => FillRule::EvenOdd,
    };
    Some(Fill { paint: color(fill.paint())?.into(), opacity: opacity(fill.opacity().get()), rule })
}

fn stroke(stroke: &usvg::Stroke) -> Option<Stroke> {
    let dash = |array: &[f32]| StrokeDash { array: array.to_vec(), offset: stroke.dashoffset() };
    Some(Stroke {
        paint: color(stroke.paint())?.into(),
        width: stroke.width().get(),
        miter_limit: stroke.miterlimit().get(),
        line_cap: match stroke.linecap() {
            usvg::LineCap::Butt => LineCap::Butt,
            usvg::LineCap::Round => LineCap::Round,
            usvg::LineCap::Square => LineCap::Square,
        },
        line_join: match stroke.linejoin() {
            usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => LineJoin::Miter,
            usvg::LineJoin::Round => LineJoin::Round,
            usvg::LineJoin::Bevel => LineJoin::Bevel,
        },
        opacity: opacity(stroke.opacity().get()),
        dash: stroke.dasharray().map(dash),
    })
}

/// The colour of a paint; `None` for gradients and patterns, which charts don't have.
fn color(paint: &Paint) -> Option<rgb::Color> {
    match paint {
        Paint::Color(color) => Some(rgb::Color::new(color.red, color.green, color.blue)),
        Paint::LinearGradient(_) | Paint::RadialGradient(_) | Paint::Pattern(_) => None,
    }
}

fn opacity(share: f32) -> NormalizedF32 {
    NormalizedF32::new(share).unwrap_or(NormalizedF32::ONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_fills_a_page_across() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\">\
                   <rect width=\"40\" height=\"20\" fill=\"#aabbcc\"/><text x=\"2\" y=\"15\">가</text></svg>";
        let pdf = drawing(svg, "추이", "한 줄").unwrap();
        let has = |part: &[u8]| pdf.windows(part.len()).any(|found| found == part);
        assert!(has(b"841.89 595.28]") && has(b"/Figure"));
        assert!(drawing("<svg", "", "").is_err());
    }
}
