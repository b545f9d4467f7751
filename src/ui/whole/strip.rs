//! The strips in the list of stories: when each article appeared, on one scale for all stories, so that their
//! paces compare at a glance.

use super::stories::TEXT;
use crate::stories::Relation;
use crate::ui::theme::{self, ChartColors, Palette};
use crate::view::Lang;
use egui::{Align2, Color32, Rect, Sense, Stroke, Ui, pos2, vec2};

/// A strip's greatest width, and the room beside it for the number of later articles, in points.
const STRIP: f32 = 340.0;
const LATE: f32 = 38.0;
/// The height of the line over the list that names the strips' scale, and the width of a strip that has room
/// for all of its names, in points.
const SCALE: f32 = 26.0;
const ROOM_FOR_SCALE: f32 = 300.0;
/// How many hours after the first article a strip ends.
const HOURS: f32 = 48.0;

/// The width of the strips in a list this wide, in points.
pub(super) fn strip_width(list: f32) -> f32 {
    (list - TEXT - LATE).min(STRIP)
}

/// Names the scale of all strips, over the list.
pub(super) fn scale_ui(ui: &mut Ui, lang: Lang) {
    let palette = Palette::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), SCALE), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, palette.line));
    let (left, width) = (rect.left() + TEXT, strip_width(rect.width()));
    let name = |share: f32, align: Align2, text: &str| {
        let at = pos2(left + share * width, rect.center().y);
        ui.painter().text(at, align, text, theme::axis(), palette.secondary);
    };
    name(0.0, Align2::LEFT_CENTER, lang.first_seen_mark());
    name(0.5, Align2::CENTER_CENTER, &lang.strip_hours(24));
    name(1.0, Align2::RIGHT_CENTER, &lang.strip_hours(48));
    if width >= ROOM_FOR_SCALE {
        name(0.25, Align2::CENTER_CENTER, "12");
        name(0.75, Align2::CENTER_CENTER, "36");
    }
}

/// The colour of articles with this relation to the first.
pub(super) fn relation_color(ui: &Ui, relation: Relation) -> Color32 {
    let [same, partly, own] = ChartColors::of(ui).relations;
    match relation {
        Relation::Same | Relation::Wire => same,
        Relation::Partly => partly,
        Relation::Own | Relation::Photo | Relation::Mention | Relation::Uncompared => own,
    }
}

/// Paints when a story's articles appeared, on the same scale for all stories; later ones are counted at the
/// end.
pub(super) fn strip_ui(ui: &Ui, rect: Rect, ticks: &[(f32, Relation)]) {
    let palette = Palette::of(ui);
    let painter = ui.painter();
    painter.hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, palette.line));
    let mut late = 0;
    // Of articles that fall on one place, one tick of each relation is painted.
    let mut painted: Vec<(i32, Relation)> = Vec::new();
    for &(hours, relation) in ticks {
        if hours > HOURS {
            late += 1;
            continue;
        }
        let x = rect.left() + hours / HOURS * (rect.width() - 3.0);
        if painted.iter().rev().take(6).any(|&(at, of)| at == x as i32 && of == relation) {
            continue;
        }
        painted.push((x as i32, relation));
        let height =
            if matches!(relation, Relation::Same | Relation::Wire | Relation::Partly) { 10.0 } else { 5.0 };
        let tick = Rect::from_min_max(pos2(x, rect.bottom() - height), pos2(x + 3.0, rect.bottom()));
        painter.rect_filled(tick, 0, relation_color(ui, relation));
    }
    if late > 0 {
        let tick = Rect::from_min_max(rect.right_bottom() - vec2(3.0, 5.0), rect.right_bottom());
        painter.rect_filled(tick, 0, palette.secondary);
        let end = pos2(rect.right() + 6.0, rect.center().y);
        painter.text(end, Align2::LEFT_CENTER, format!("+{late}"), theme::axis(), palette.secondary);
    }
}
