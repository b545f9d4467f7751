//! The style of each kind of text on a page: font, size, line height, colour and indentation.

use super::items::PageItem;
use super::layout::{ANSWER_INDENT, CAPTION_INDENT, Measure, NUMBERS};
use crate::library::{Face, TypeSettings};
use crate::ui::fonts;
use crate::ui::theme::Palette;
use crate::view::{PageBlock, PageBlockKind};
use egui::text::TextFormat;
use egui::{Align, Color32, FontFamily, FontId};

/// The indentation for each list and quotation, in points.
pub(super) const LIST_INDENT: f32 = 24.0;
/// The padding of code and tables, in points.
pub(super) const CODE_INDENT: f32 = 14.0;
pub(super) const TABLE_INDENT: f32 = 8.0;

/// The style of an item's text.
pub(super) struct Style {
    pub(super) font: FontId,
    /// The same face in bold.
    pub(super) bold: FontFamily,
    line_height: f32,
    pub(super) color: Color32,
    pub(super) indent: f32,
    letter_spacing: f32,
}

impl Style {
    pub(super) fn of(item: &PageItem, measure: &Measure, palette: &Palette) -> Self {
        let faces = Faces::of(&measure.type_);
        match item {
            PageItem::Title(_) => {
                Self { letter_spacing: -0.3, ..faces.style(1.65, &faces.bold, 2.25, palette.text) }
            }
            PageItem::Notice(_) => faces.style(0.9, &fonts::medium(), 1.6, palette.warning),
            PageItem::Block(block) => Self::of_block(block, &faces, palette),
            PageItem::Chips(_) | PageItem::Line => faces.text(1.0, palette.body),
        }
    }

    fn of_block(block: &PageBlock, faces: &Faces, palette: &Palette) -> Self {
        let set_in = f32::from(block.indent) * LIST_INDENT;
        let semibold = fonts::semibold();
        match block.kind {
            PageBlockKind::Deck => faces.style(1.0, &faces.medium, faces.line_height * 0.9, palette.text),
            PageBlockKind::GluedDeck => faces.text(0.9, palette.text),
            PageBlockKind::Subhead => faces.style(1.0, &faces.bold, faces.line_height, palette.text),
            PageBlockKind::Heading(level) => {
                let (scale, line) = [(1.4, 1.85), (1.2, 1.65)]
                    .get(usize::from(level).saturating_sub(1))
                    .copied()
                    .unwrap_or((1.05, 1.5));
                faces.style(scale, &faces.bold, line, palette.text).set_in(set_in)
            }
            PageBlockKind::Item(_) | PageBlockKind::Text | PageBlockKind::Rule => {
                faces.text(1.0, palette.body).set_in(set_in)
            }
            PageBlockKind::Quote(_) => faces.text(0.95, palette.secondary).set_in(set_in),
            PageBlockKind::Note => {
                let line = faces.line_height * 0.92;
                faces.style(0.95, &faces.regular, line, palette.body).set_in(set_in)
            }
            PageBlockKind::Code => {
                faces.style(0.82, &FontFamily::Monospace, 1.35, palette.body).set_in(set_in + CODE_INDENT)
            }
            PageBlockKind::Table => faces.sans(0.85, 1.75, palette.body).set_in(set_in + TABLE_INDENT),
            PageBlockKind::Caption => faces.sans(0.8, 1.3, palette.secondary).set_in(CAPTION_INDENT),
            PageBlockKind::Picture => faces.sans(0.8, 1.3, palette.secondary).set_in(set_in + CAPTION_INDENT),
            PageBlockKind::Footnote => faces.sans(0.85, 1.5, palette.secondary).set_in(LIST_INDENT),
            PageBlockKind::Trailer => faces.sans(0.8, 1.4, palette.secondary),
            PageBlockKind::Mark => faces.style(0.8, &semibold, 1.4, palette.accent),
            PageBlockKind::Label => faces.style(0.8, &semibold, 1.4, palette.secondary),
            PageBlockKind::Alert => faces.style(0.9, &fonts::bold(), 1.4, palette.warning),
            PageBlockKind::Compared { headline: true, .. } => {
                faces.style(1.25, &faces.bold, 1.75, palette.text)
            }
            PageBlockKind::Compared { .. } => faces.text(1.0, palette.body),
            PageBlockKind::CommentsHeading => faces.style(1.1, &semibold, 1.8, palette.text),
            PageBlockKind::CommentMeta(depth) => {
                let indent = f32::from(depth) * ANSWER_INDENT;
                faces.style(0.75, &fonts::medium(), 1.3, palette.secondary).set_in(indent)
            }
            PageBlockKind::CommentText(depth) => {
                faces.sans(0.9, 1.55, palette.body).set_in(f32::from(depth) * ANSWER_INDENT)
            }
            PageBlockKind::FrontMatterLabel => {
                faces.style(0.75, &semibold, 1.6, palette.secondary).set_in(NUMBERS)
            }
            PageBlockKind::Stored { .. } => Self {
                font: FontId::new(14.0, FontFamily::Monospace),
                line_height: 21.0,
                ..faces.style(1.0, &FontFamily::Monospace, 1.0, palette.body).set_in(NUMBERS)
            },
        }
    }

    fn set_in(self, indent: f32) -> Self {
        Self { indent, ..self }
    }

    pub(super) fn format(&self) -> TextFormat {
        TextFormat {
            font_id: self.font.clone(),
            extra_letter_spacing: self.letter_spacing,
            line_height: Some(self.line_height),
            color: self.color,
            valign: Align::Center,
            ..TextFormat::default()
        }
    }
}

/// The faces that the reader chose for articles, and their size.
struct Faces {
    size: f32,
    line_height: f32,
    regular: FontFamily,
    medium: FontFamily,
    bold: FontFamily,
}

impl Faces {
    fn of(type_: &TypeSettings) -> Self {
        let (regular, medium, bold) = match type_.face {
            Face::Sans => (FontFamily::Proportional, fonts::medium(), fonts::bold()),
            Face::Serif => (fonts::serif(), fonts::serif_bold(), fonts::serif_bold()),
        };
        Self { size: type_.size, line_height: type_.line_height, regular, medium, bold }
    }

    /// A style at a scale of the chosen size; its lines are `line` sizes high.
    fn style(&self, scale: f32, family: &FontFamily, line: f32, color: Color32) -> Style {
        Style {
            font: FontId::new((self.size * scale * 2.0).round() / 2.0, family.clone()),
            bold: self.bold.clone(),
            line_height: (self.size * line).round(),
            color,
            indent: 0.0,
            letter_spacing: 0.0,
        }
    }

    /// The article's own text, at a share of the chosen line height.
    fn text(&self, lines: f32, color: Color32) -> Style {
        self.style(1.0, &self.regular, self.line_height * lines, color)
    }

    /// Small text around the article, which is always sans-serif.
    fn sans(&self, scale: f32, line: f32, color: Color32) -> Style {
        self.style(scale, &FontFamily::Proportional, line, color)
    }
}
