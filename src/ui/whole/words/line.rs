//! A line of a concordance: what stands before the hit is cut at its left, what stands behind it at its right, both
//! between words.

use crate::ui::theme::{Palette, interface, stressed};
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Galley, Pos2, Stroke, Ui, pos2};
use std::ops::Range;
use std::sync::Arc;

/// A text of which one word is stressed, in bytes.
pub(super) struct Stressed<'a> {
    pub(super) text: &'a str,
    pub(super) word: Range<usize>,
}

impl Stressed<'_> {
    /// Paints the end of the text up to a place, in some width.
    pub(super) fn paint_before(&self, ui: &Ui, end: Pos2, room: f32, color: Color32) {
        let mut start = 0;
        let mut galley = self.galley(ui, start..self.text.len(), color);
        let over = galley.size().x - room;
        if over > 0.0 {
            let cut = glyphs(&galley).filter(|&(x, ..)| x < over).count();
            start = byte_of(self.text, cut);
            let rest = self.text.get(start..).unwrap_or_default();
            start += rest.find(' ').map_or(rest.len(), |space| space + 1);
            galley = self.galley(ui, start..self.text.len(), color);
        }
        let left = end.x - galley.size().x;
        self.paint(ui, pos2(left, end.y), start, galley);
    }

    /// Paints the beginning of the text from a place, in some width.
    pub(super) fn paint_after(&self, ui: &Ui, from: Pos2, room: f32, color: Color32) {
        let mut galley = self.galley(ui, 0..self.text.len(), color);
        if galley.size().x > room {
            let fit = glyphs(&galley).take_while(|&(x, width)| x + width <= room).count();
            let fitting = self.text.get(..byte_of(self.text, fit)).unwrap_or_default();
            let end = fitting.rfind(' ').unwrap_or_default();
            galley = self.galley(ui, 0..end, color);
        }
        self.paint(ui, from, 0, galley);
    }

    fn galley(&self, ui: &Ui, range: Range<usize>, color: Color32) -> Arc<Galley> {
        let mut job = LayoutJob { break_on_newline: false, ..LayoutJob::default() };
        job.wrap.max_width = f32::INFINITY;
        let word = self.word.start.max(range.start)..self.word.end.min(range.end);
        let pieces = match word.is_empty() {
            true => [(range.clone(), false), (0..0, false), (0..0, false)],
            false => [(range.start..word.start, false), (word.clone(), true), (word.end..range.end, false)],
        };
        for (piece, is_stressed) in pieces {
            let text = self.text.get(piece).unwrap_or_default();
            let font = if is_stressed { stressed() } else { interface() };
            job.append(text, 0.0, TextFormat::simple(font, color));
        }
        ui.painter().layout_job(job)
    }

    /// Paints a galley of the text from `start` at the left of a line, and the rule under its stressed word.
    fn paint(&self, ui: &Ui, left: Pos2, start: usize, galley: Arc<Galley>) {
        let top = left.y - galley.size().y / 2.0;
        let of = |byte: usize| {
            let text = self.text.get(start..byte.max(start)).unwrap_or_default();
            text.chars().count()
        };
        let (first, end) = (of(self.word.start), of(self.word.end));
        let placed: Vec<(f32, f32)> = glyphs(&galley).collect();
        let last = end.checked_sub(1).filter(|&last| last >= first).and_then(|last| placed.get(last));
        if let Some((from, to)) = placed.get(first).zip(last).filter(|_| end > first) {
            let rule = Stroke::new(1.0, Palette::of(ui).accent);
            let (from, to) = (left.x + from.0, left.x + to.0 + to.1);
            ui.painter().hline(from..=to, top + galley.size().y + 1.0, rule);
        }
        ui.painter().galley(pos2(left.x, top), galley, Palette::of(ui).text);
    }
}

/// The place and width of each character of a line.
fn glyphs(galley: &Galley) -> impl Iterator<Item = (f32, f32)> + '_ {
    let row = galley.rows.first().into_iter();
    row.flat_map(|row| row.glyphs.iter().map(|glyph| (glyph.pos.x, glyph.advance_width)))
}

/// Where a character of a text begins, in bytes.
fn byte_of(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(at, _)| at)
}
