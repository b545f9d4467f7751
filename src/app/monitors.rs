//! Checks that a window restored to its old position is still visible: its monitor may be gone.

use crate::library::WindowPlace;
use egui::{Pos2, Rect, pos2, vec2};

/// The height of the title bar, by which a window is dragged, and how much of it must be visible, in points.
const TITLE_BAR: f32 = 32.0;
const IN_SIGHT: [f32; 2] = [96.0, 16.0];

/// A new position, on the first monitor, for a window whose title bar is on none; `None` if it can stay.
pub(super) fn place_in_sight(place: &WindowPlace, monitors: &[Rect]) -> Option<Pos2> {
    let position: Pos2 = place.position?.into();
    let title_bar = Rect::from_min_size(position, vec2(place.size[0], TITLE_BAR));
    let is_in_sight = |monitor: &Rect| {
        let seen = monitor.intersect(title_bar);
        seen.width() >= IN_SIGHT[0].min(title_bar.width()) && seen.height() >= IN_SIGHT[1]
    };
    let first = monitors.first().filter(|_| !monitors.iter().any(is_in_sight))?;
    let free = first.size() - vec2(place.size[0], place.size[1] + TITLE_BAR);
    Some(first.min + 0.5 * free.max(egui::Vec2::ZERO))
}

/// The available monitors, in points at the window's pixel density.
pub(super) fn monitors(creation: &eframe::CreationContext<'_>) -> Vec<Rect> {
    let Some(window) = creation.winit_window() else { return Vec::new() };
    let scale = window.scale_factor() as f32;
    let monitors = window.primary_monitor().into_iter().chain(window.available_monitors());
    let monitors = monitors.map(|monitor| {
        let (at, size) = (monitor.position(), monitor.size());
        let min = pos2(at.x as f32 / scale, at.y as f32 / scale);
        Rect::from_min_size(min, vec2(size.width as f32 / scale, size.height as f32 / scale))
    });
    monitors.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_whose_title_bar_is_on_no_monitor_is_centred() {
        let at =
            |x: f32, y: f32| WindowPlace { size: [800.0, 568.0], position: Some([x, y]), maximized: false };
        let one = Rect::from_min_size(pos2(0.0, 0.0), vec2(1600.0, 1000.0));
        let left = Rect::from_min_size(pos2(-1600.0, 0.0), vec2(1600.0, 1000.0));
        let middle = Some(pos2(400.0, 200.0));
        for (place, monitors, expected) in [
            (at(100.0, 100.0), &[one][..], None),
            (at(-1500.0, 100.0), &[one, left], None),
            (at(-1500.0, 100.0), &[one], middle),
            (at(1700.0, 100.0), &[one], middle),
            (at(1550.0, 100.0), &[one], middle),
            (at(-700.0, 100.0), &[one], None),
            (at(100.0, 995.0), &[one], middle),
            (at(100.0, -40.0), &[one], middle),
            (at(100.0, -10.0), &[one], None),
            (at(1700.0, 100.0), &[], None),
            (WindowPlace { position: None, ..at(0.0, 0.0) }, &[one], None),
        ] {
            assert_eq!(place_in_sight(&place, monitors), expected, "{place:?}");
        }
        let large = WindowPlace { size: [3000.0, 2000.0], ..at(5000.0, 0.0) };
        assert_eq!(place_in_sight(&large, &[one]), Some(pos2(0.0, 0.0)), "its title bar is in sight");
    }
}
