//! What stands over the empty axes of a view: why there is nothing, and the one thing to do about it.

use super::CoverageView;
use crate::ui::command::Command;
use crate::ui::theme::Palette;
use crate::view::Lang;
use egui::{RichText, Ui};

/// Says that no article was found, on a line of its own.
pub(super) fn nothing_ui(ui: &mut Ui, view: &CoverageView<'_>, lang: Lang) -> Option<Command> {
    let request = view.request;
    let has_days = request.from.is_some() || request.to.is_some();
    let why = match (view.is_searched, has_days) {
        (true, _) => lang.nothing_found(),
        (false, true) => lang.nothing_in_period(),
        (false, false) => lang.nothing_matches(),
    };
    let (name, command) = match request.is_narrowed() {
        true => (lang.clear_filter(), Command::List(request.without_filter())),
        false => (lang.clear_search(), Command::Search { text: String::new(), unfinished: 0..0 }),
    };
    let palette = Palette::of(ui);
    let line = ui.horizontal(|ui| {
        ui.label(RichText::new(why).color(palette.secondary));
        ui.add_space(8.0);
        ui.button(RichText::new(name).color(palette.accent)).clicked()
    });
    line.inner.then_some(command)
}
