//! The reader's decisions about stories, over the list of stories: each can be withdrawn, also those whose
//! story is no longer one.

use super::stories::StoriesView;
use crate::archive::Catalogue;
use crate::stories::DecidedStory;
use crate::ui::command::{Command, MarkCommand};
use crate::ui::menu::{menu, scrolling_ui};
use crate::ui::theme::{self, Palette};
use crate::view::{Lang, withdraw_story};
use egui::{Button, RichText, Ui, vec2};

/// The most decisions that the menu shows, the latest.
const MOST: usize = 100;
/// The width of the menu, in points.
const WIDTH: f32 = 380.0;

/// Paints a line that says how many decisions there are, with a menu of them; nothing if there are none.
pub(super) fn decided_ui(ui: &mut Ui, view: &StoriesView<'_>, lang: Lang) -> Option<Command> {
    if view.decided.is_empty() {
        return None;
    }
    let mut command = None;
    ui.horizontal(|ui| {
        ui.add_space(super::stories::TEXT);
        let text = lang.decided_stories(view.decided.len());
        let text = RichText::new(text).font(theme::small()).color(Palette::of(ui).accent);
        let button = ui.add(Button::new(text).frame(false).min_size(vec2(0.0, 24.0)));
        menu(&button).width(WIDTH).show(|ui| {
            scrolling_ui(ui, |ui| {
                for decided in view.decided.iter().take(MOST) {
                    command = withdraw_ui(ui, decided, view.catalogue, lang).or(command.take());
                }
            });
        });
    });
    command
}

/// A decision that a click withdraws.
fn withdraw_ui(ui: &mut Ui, decided: &DecidedStory, catalogue: &Catalogue, lang: Lang) -> Option<Command> {
    let text = withdraw_story(decided, catalogue, lang)?;
    let withdraw = Button::new(&text).truncate().min_size(vec2(WIDTH, 0.0));
    let withdraw = ui.add(withdraw).on_hover_text(&text);
    withdraw.clicked().then(|| {
        ui.close();
        Command::Mark(MarkCommand::WithdrawStory(decided.article, decided.other))
    })
}
