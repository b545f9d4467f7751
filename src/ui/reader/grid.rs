//! A grid for a file's text: a letter takes one cell, a Hangul syllable or another wide character two, in
//! whatever font.

use egui::text::{LayoutJob, TextFormat};
use egui::{FontId, Ui};
use unicode_segmentation::UnicodeSegmentation;

/// Appends text to lines on a grid.
pub(super) struct Grid<'a> {
    ui: &'a Ui,
    cell: f32,
    /// The space left by the last glyph in its cells, in points.
    left_free: f32,
}

impl<'a> Grid<'a> {
    pub(super) fn new(ui: &'a Ui, font: &FontId) -> Self {
        let cell = ui.fonts_mut(|fonts| fonts.glyph_width(font, '0'));
        Self { ui, cell, left_free: 0.0 }
    }

    /// Appends part of a line. The space before a glyph is what the previous glyph leaves free, so a section
    /// ends where that changes: between Hangul and Latin, but not within either.
    pub(super) fn append(&mut self, job: &mut LayoutJob, text: &str, format: &TextFormat) {
        let (mut start, mut spacing) = (0, self.left_free);
        for (at, cluster) in text.grapheme_indices(true) {
            if self.left_free != spacing {
                append(job, text.get(start..at), spacing, format);
                (start, spacing) = (at, self.left_free);
            }
            self.left_free = self.free_after(cluster, &format.font_id);
        }
        append(job, text.get(start..), spacing, format);
    }

    fn free_after(&self, cluster: &str, font: &FontId) -> f32 {
        let Some(c) = cluster.chars().next() else { return 0.0 };
        let width = self.ui.fonts_mut(|fonts| fonts.glyph_width(font, c));
        // Zero-width characters stay so. A Korean font's dash or ellipsis is as wide as a syllable.
        if width > 0.0 { (width / self.cell).round().max(1.0) * self.cell - width } else { 0.0 }
    }
}

fn append(job: &mut LayoutJob, text: Option<&str>, spacing: f32, format: &TextFormat) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        job.append(text, 0.0, TextFormat { extra_letter_spacing: spacing, ..format.clone() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme;
    use egui::{Context, FontFamily, RawInput};

    /// Where each character of a line starts, in cells.
    fn columns(text: &str) -> Vec<f32> {
        let context = Context::default();
        theme::install(&context, crate::library::Theme::Light);
        let mut columns = Vec::new();
        let mut output = context.run_ui(RawInput::default(), |ui| {
            let font = FontId::new(14.0, FontFamily::Monospace);
            let format = TextFormat::simple(font.clone(), egui::Color32::BLACK);
            let mut job = LayoutJob::default();
            let mut grid = Grid::new(ui, &font);
            for stretch in text.split_inclusive(':') {
                grid.append(&mut job, stretch, &format);
            }
            let cell = grid.cell;
            let galley = ui.painter().layout_job(job);
            columns = galley.rows[0].glyphs.iter().map(|glyph| (glyph.pos.x / cell).round()).collect();
        });
        output.textures_delta.clear();
        columns
    }

    #[test]
    fn a_hangul_glyph_takes_two_cells_and_a_letter_one() {
        assert_eq!(columns("ab: 가나 c漢d"), [0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 9.0, 10.0, 12.0]);
        assert_eq!(columns("제목: “…x").last(), Some(&9.0), "a quotation mark and three dots");
        let long = columns(&"가a".repeat(60));
        assert_eq!(long.last(), Some(&(59.0 * 3.0 + 2.0)), "nothing adds up along the line");
    }
}
