//! The style of each kind of text on a page: font, size, line height, colour and indentation.

use super::items::PageItem;
use super::layout::{ANSWER_INDENT, CAPTION_INDENT, Measure, NUMBERS};
use crate::library::{Face, TypeSettings};
use crate::ui::fonts;
use crate::ui::theme::Palette;
use crate::view::PageBlockKind;
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
        let TypeSettings { size, line_height, face, .. } = measure.type_;
        let (regular, medium, bold) = match face {
            Face::Sans => (FontFamily::Proportional, fonts::medium(), fonts::bold()),
            Face::Serif => (fonts::serif(), fonts::serif_bold(), fonts::serif_bold()),
        };
        let style = |scale: f32, family: FontFamily, line: f32, color: Color32| Self {
            font: FontId::new((size * scale * 2.0).round() / 2.0, family),
            bold: bold.clone(),
            line_height: (size * line).round(),
            color,
            indent: 0.0,
            letter_spacing: 0.0,
        };
        let block = match item {
            PageItem::Title(_) => {
                return Self { letter_spacing: -0.3, ..style(1.65, bold.clone(), 2.25, palette.text) };
            }
            PageItem::Notice(_) => return style(0.9, fonts::medium(), 1.6, palette.warning),
            PageItem::Block(block) => block,
            PageItem::Chips(_) | PageItem::Line => return style(1.0, regular, line_height, palette.body),
        };
        let set_in = f32::from(block.indent) * LIST_INDENT;
        match block.kind {
            PageBlockKind::Deck => style(1.0, medium, line_height * 0.9, palette.text),
            PageBlockKind::GluedDeck => style(1.0, regular, line_height * 0.9, palette.text),
            PageBlockKind::Subhead => style(1.0, bold.clone(), line_height, palette.text),
            PageBlockKind::Caption => Self {
                indent: CAPTION_INDENT,
                ..style(0.8, FontFamily::Proportional, 1.3, palette.secondary)
            },
            PageBlockKind::Heading(level) => {
                let (scale, line) = [(1.4, 1.85), (1.2, 1.65)]
                    .get(usize::from(level).saturating_sub(1))
                    .copied()
                    .unwrap_or((1.05, 1.5));
                Self { indent: set_in, ..style(scale, bold.clone(), line, palette.text) }
            }
            PageBlockKind::Item(_) | PageBlockKind::Text | PageBlockKind::Rule => {
                Self { indent: set_in, ..style(1.0, regular, line_height, palette.body) }
            }
            PageBlockKind::Quote(_) => {
                Self { indent: set_in, ..style(1.0, regular, line_height * 0.95, palette.secondary) }
            }
            PageBlockKind::Note => {
                Self { indent: set_in, ..style(0.95, regular, line_height * 0.92, palette.body) }
            }
            PageBlockKind::Code => Self {
                indent: set_in + CODE_INDENT,
                ..style(0.82, FontFamily::Monospace, 1.35, palette.body)
            },
            PageBlockKind::Table => Self {
                indent: set_in + TABLE_INDENT,
                ..style(0.85, FontFamily::Proportional, 1.75, palette.body)
            },
            PageBlockKind::Picture => {
                let indent = set_in + CAPTION_INDENT;
                Self { indent, ..style(0.8, FontFamily::Proportional, 1.3, palette.secondary) }
            }
            PageBlockKind::Footnote => {
                Self { indent: LIST_INDENT, ..style(0.85, FontFamily::Proportional, 1.5, palette.secondary) }
            }
            PageBlockKind::Mark => style(0.8, fonts::semibold(), 1.4, palette.accent),
            PageBlockKind::Trailer => style(0.8, FontFamily::Proportional, 1.4, palette.secondary),
            PageBlockKind::Label => style(0.8, fonts::semibold(), 1.4, palette.secondary),
            PageBlockKind::Alert => style(0.9, fonts::bold(), 1.4, palette.warning),
            PageBlockKind::Compared { headline: true, .. } => style(1.25, bold.clone(), 1.75, palette.text),
            PageBlockKind::Compared { .. } => style(1.0, regular, line_height, palette.body),
            PageBlockKind::CommentsHeading => style(1.1, fonts::semibold(), 1.8, palette.text),
            PageBlockKind::CommentMeta(depth) => Self {
                indent: f32::from(depth) * ANSWER_INDENT,
                ..style(0.75, fonts::medium(), 1.3, palette.secondary)
            },
            PageBlockKind::CommentText(depth) => Self {
                indent: f32::from(depth) * ANSWER_INDENT,
                ..style(0.9, FontFamily::Proportional, 1.55, palette.body)
            },
            PageBlockKind::FrontMatterLabel => {
                Self { indent: NUMBERS, ..style(0.75, fonts::semibold(), 1.6, palette.secondary) }
            }
            PageBlockKind::Stored { .. } => Self {
                font: FontId::new(14.0, FontFamily::Monospace),
                line_height: 21.0,
                indent: NUMBERS,
                ..style(1.0, FontFamily::Monospace, 1.0, palette.body)
            },
        }
    }
}

impl Style {
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
