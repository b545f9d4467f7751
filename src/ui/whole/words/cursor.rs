//! A list of lines as one widget, in which the arrow keys move.

use egui::{EventFilter, Id, Key, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};
use std::ops::Range;

/// Where the reader is in a list of lines.
#[derive(Debug, Default)]
pub(in crate::ui::whole) struct ListCursor {
    /// The line the reader has moved to; `None` until one was chosen.
    pub(super) at: Option<usize>,
    /// The list as a widget.
    pub(super) id: Option<Id>,
    /// Whether to scroll to the line.
    reveals: bool,
    /// How far the list is scrolled, in points; `None` leaves it where it is.
    scroll_to: Option<f32>,
    /// How far it was scrolled in the last frame.
    scrolled: f32,
}

/// What happened in a list.
#[derive(Default)]
pub(super) struct ListDone {
    /// A line was clicked.
    pub(super) clicked: Option<usize>,
    /// A line was opened: by Enter or a double click.
    pub(super) opened: Option<usize>,
    /// The lines in view.
    pub(super) in_view: Range<usize>,
}

impl ListCursor {
    pub(super) fn go_to_start(&mut self) {
        self.at = None;
        self.scroll_to = Some(0.0);
    }

    /// Paints a list of lines of one height. `paint` paints a line, given whether the reader is at it, and says what
    /// it has to say to screen readers.
    pub(super) fn lines_ui(
        &mut self,
        ui: &mut Ui,
        (name, row, lines): (&str, f32, usize),
        mut paint: impl FnMut(&mut Ui, usize, Rect, &Response, bool) -> String,
    ) -> ListDone {
        let mut done = ListDone::default();
        let room = ui.available_rect_before_wrap();
        let frame = ui.interact(room, ui.scope_id().with(("lines", name)), Sense::focusable_noninteractive());
        self.id = Some(frame.id);
        self.move_by_keys(ui, &frame, (room.height() / row) as usize, lines);
        if frame.has_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            done.opened = self.at;
        }
        let mut area = ScrollArea::vertical().id_salt(name).auto_shrink([false, false]);
        if let (Some(at), true) = (self.at, std::mem::take(&mut self.reveals)) {
            let top = at as f32 * row;
            let shown = self.scrolled.clamp((top + row - room.height()).max(0.0), top);
            self.scroll_to = (shown != self.scrolled).then_some(shown);
        }
        if let Some(offset) = self.scroll_to.take() {
            area = area.vertical_scroll_offset(offset);
        }
        let mut spoken = String::new();
        ui.spacing_mut().item_spacing.y = 0.0;
        let shown = area.show_rows(ui, row, lines, |ui, rows| {
            done.in_view = rows.clone();
            for at in rows {
                let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), row), Sense::CLICK);
                let is_here = self.at == Some(at);
                let said = paint(ui, at, rect, &response, is_here);
                response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_here, &said));
                if is_here {
                    spoken = said;
                }
                if response.clicked() {
                    self.at = Some(at);
                    done.clicked = Some(at);
                    frame.request_focus();
                }
                if response.double_clicked() {
                    done.opened = Some(at);
                }
            }
        });
        self.scrolled = shown.state.clamped_offset().y;
        frame.widget_info(|| WidgetInfo::labeled(Role::Slider, true, name));
        ui.ctx().accesskit_node_builder(frame.id, |node| node.set_value(spoken));
        done
    }

    /// Moves by the arrow keys while the list has the focus.
    fn move_by_keys(&mut self, ui: &Ui, frame: &Response, page: usize, lines: usize) {
        self.at = self.at.filter(|&at| at < lines);
        if !frame.has_focus() || lines == 0 {
            return;
        }
        let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(frame.id, arrows));
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        let last = lines - 1;
        let to = match self.at {
            Some(at) if pressed(Key::ArrowDown) => (at + 1).min(last),
            Some(at) if pressed(Key::ArrowUp) => at.saturating_sub(1),
            Some(at) if pressed(Key::PageDown) => (at + page).min(last),
            Some(at) if pressed(Key::PageUp) => at.saturating_sub(page),
            None if pressed(Key::ArrowDown) || pressed(Key::ArrowUp) => 0,
            _ => return,
        };
        self.at = Some(to);
        self.reveals = true;
    }
}
