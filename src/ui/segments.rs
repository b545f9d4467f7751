//! Segmented controls: a few choices side by side, of which one is active.

use super::theme::{self, Palette};
use egui::text::{LayoutJob, TextFormat};
use egui::{Role, Sense, Ui, WidgetInfo, vec2};

/// A choice of a segmented control.
pub(super) struct ControlSegment<'a> {
    pub(super) name: &'a str,
    /// How much there is of it, behind its name; empty if that isn't known or shown.
    pub(super) count: &'a str,
    /// What a screen reader says.
    pub(super) spoken: &'a str,
}

/// The padding on both sides of a choice together, and its height, in points.
const PADDING: f32 = 24.0;
const HEIGHT: f32 = 24.0;

/// Paints choices; returns the one that was clicked.
pub(super) fn segments_ui(ui: &mut Ui, choices: &[&str], chosen: usize) -> Option<usize> {
    let segments: Vec<_> =
        choices.iter().map(|name| ControlSegment { name, count: "", spoken: name }).collect();
    counted_segments_ui(ui, &segments, chosen)
}

/// Paints choices with their counts, for which there must be room; returns the one that was clicked.
pub(super) fn counted_segments_ui(
    ui: &mut Ui,
    segments: &[ControlSegment<'_>],
    chosen: usize,
) -> Option<usize> {
    let palette = Palette::of(ui);
    let mut pressed = None;
    let frame = egui::Frame::new().fill(palette.chip).corner_radius(theme::RADIUS).inner_margin(2.0);
    frame.show(ui, |ui| {
        ui.spacing_mut().interact_size.y = HEIGHT;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            // Always in reading order, even if the line is filled from the right.
            let is_reversed = ui.layout().prefer_right_to_left();
            let place = |at: usize| if is_reversed { segments.len() - 1 - at } else { at };
            for at in (0..segments.len()).map(place) {
                if segments.get(at).is_some_and(|segment| segment_ui(ui, segment, at == chosen)) {
                    pressed = Some(at);
                }
            }
        });
    });
    pressed
}

/// How wide such a control is, in points.
pub(super) fn segments_width(ui: &Ui, segments: &[ControlSegment<'_>]) -> f32 {
    let widths =
        segments.iter().map(|segment| ui.painter().layout_job(text(ui, segment, true)).size().x + PADDING);
    widths.sum::<f32>() + 4.0
}

fn segment_ui(ui: &mut Ui, segment: &ControlSegment<'_>, is_chosen: bool) -> bool {
    let palette = Palette::of(ui);
    let size = vec2(ui.painter().layout_job(text(ui, segment, is_chosen)).size().x + PADDING, HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, segment.spoken));
    if is_chosen {
        ui.painter().rect_filled(rect, 6, palette.field);
    }
    let galley = ui.painter().layout_job(text(ui, segment, is_chosen || response.hovered()));
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, palette.text);
    response.clicked()
}

fn text(ui: &Ui, segment: &ControlSegment<'_>, is_strong: bool) -> LayoutJob {
    let palette = Palette::of(ui);
    let (font, color) = match is_strong {
        true => (theme::small_strong(), palette.text),
        false => (theme::small(), palette.secondary),
    };
    let mut job = LayoutJob::single_section(segment.name.to_owned(), TextFormat::simple(font, color));
    if !segment.count.is_empty() {
        job.append(segment.count, 5.0, TextFormat::simple(theme::small(), palette.secondary));
    }
    job
}
