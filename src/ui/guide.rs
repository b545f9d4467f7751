//! The guide in the window: its tasks, each unfolding to its steps, and a field that finds words in them.

use super::dialogs::scroll_by_key;
use super::focus_ring::scroll_ui;
use super::fonts;
use super::text_field::{focus_and_select, lasting_text_field};
use super::theme::{self, Palette};
use crate::view::{GuideBlock, GuideLook, Lang, guide};
use egui::text::{LayoutJob, TextFormat};
use egui::{Button, FontFamily, FontId, Id, Label, RichText, ScrollArea, Ui, vec2};

/// The space that the number of a step takes, in points.
const MARK: f32 = 22.0;

/// The state of the guide between frames.
#[derive(Debug, Default)]
pub struct GuideState {
    /// The words to find.
    typed: String,
    /// The unfolded task, as an index.
    unfolded: Option<usize>,
    /// Whether the field has been focused.
    is_focused: bool,
}

/// Paints the guide, at most `height` points tall.
pub(super) fn guide_ui(ui: &mut Ui, state: &mut GuideState, height: f32, lang: Lang) {
    let width = ui.available_width() - 20.0;
    let id = Id::unique("guide");
    let field = lasting_text_field(ui, id, &mut state.typed, lang.guide_hint(), lang.guide_hint(), width);
    if !std::mem::replace(&mut state.is_focused, true) {
        focus_and_select(&field, &state.typed);
    }
    ui.add_space(6.0);
    let is_searching = !state.typed.trim().is_empty();
    let height = (height - 60.0).max(96.0);
    let area = ScrollArea::vertical().id_salt("guide").max_height(height).min_scrolled_height(height);
    scroll_ui(ui, area.auto_shrink([false, true]), |ui| {
        let sections = guide(lang).iter().enumerate().filter(|(_, section)| section.has(&state.typed));
        let mut found = 0;
        for (at, section) in sections {
            found += 1;
            let is_unfolded = is_searching || state.unfolded == Some(at);
            let title = RichText::new(&section.title).font(theme::strong());
            let line =
                Button::new(title).truncate().min_size(vec2(ui.available_width(), 34.0)).right_text("");
            if ui.add(line.selected(is_unfolded)).clicked() {
                state.unfolded = (state.unfolded != Some(at)).then_some(at);
            }
            if is_unfolded {
                section.blocks.iter().for_each(|block| block_ui(ui, block));
                ui.add_space(10.0);
            }
        }
        if found == 0 {
            ui.add(Label::new(RichText::new(lang.not_in_guide()).color(Palette::of(ui).secondary)).wrap());
        }
        scroll_by_key(ui);
    });
}

/// Paints a block, behind its mark if it is a step.
fn block_ui(ui: &mut Ui, block: &GuideBlock) {
    let palette = Palette::of(ui);
    let mut job = LayoutJob::default();
    for (text, look) in &block.pieces {
        let (font, color) = match look {
            GuideLook::Plain => (theme::interface(), palette.text),
            GuideLook::Strong => (FontId::new(14.0, fonts::semibold()), palette.text),
            GuideLook::Code => (FontId::new(13.0, FontFamily::Monospace), palette.accent),
        };
        let format = TextFormat { font_id: font, color, line_height: Some(22.0), ..TextFormat::default() };
        job.append(text.trim_end_matches('\n'), 0.0, format);
    }
    ui.horizontal_top(|ui| {
        ui.add_space(12.0);
        if !block.mark.is_empty() {
            let mark = Label::new(RichText::new(&block.mark).color(palette.secondary));
            ui.add_sized(vec2(MARK, 22.0), mark);
        }
        ui.add(Label::new(job).wrap().selectable(true));
    });
}
