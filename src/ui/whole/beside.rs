//! The story beside the open article, in its details: who else has it, first seen first, and corrections
//! always.

use crate::ui::command::Command;
use crate::ui::theme::{self, Palette};
use crate::view::{BesideLine, Lang};
use egui::{Button, Label, RichText, Role, Sense, Ui, WidgetInfo};

/// Input for painting the story.
pub struct StoryBeside {
    /// The ordinal of the open article.
    pub shown: u32,
    /// The other articles of its story that stand beside it, first seen first.
    pub articles: Vec<BesideLine>,
    /// How many more there are.
    pub rest: usize,
}

/// Paints the story's other articles; nothing if there are none.
pub fn story_beside_ui(ui: &mut Ui, story: &StoryBeside, lang: Lang) -> Option<Command> {
    if story.articles.is_empty() {
        return None;
    }
    let palette = Palette::of(ui);
    let mut command = None;
    ui.label(RichText::new(lang.story_elsewhere()).font(theme::small()).color(palette.faint));
    for line in &story.articles {
        command = line_ui(ui, line, story.shown, lang).or(command.take());
    }
    if story.rest > 0 {
        let more = RichText::new(lang.more_articles(story.rest)).font(theme::small()).color(palette.accent);
        if ui.add(Button::new(more).frame(false)).clicked() {
            command = Some(Command::ShowStory(story.shown));
        }
    }
    ui.add_space(10.0);
    command
}

/// An article: who has it and since when, its headline, and what it shares with which article.
fn line_ui(ui: &mut Ui, beside: &BesideLine, shown: u32, lang: Lang) -> Option<Command> {
    let palette = Palette::of(ui);
    let (line, mut command) = (&beside.line, None);
    ui.add_space(2.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let room = ui.available_width() - 40.0;
        ui.allocate_ui(egui::vec2(room.max(20.0), 18.0), |ui| {
            ui.add(Label::new(RichText::new(&line.publisher).font(theme::small_strong())).truncate());
        });
        let compare = RichText::new(lang.compare_texts()).font(theme::small()).color(palette.accent);
        let compare = ui.add(Button::new(compare).frame(false));
        let name = lang.compare_texts_named(&line.publisher, &line.title);
        compare.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if compare.clicked() {
            command = Some(Command::CompareStory(Some([shown, line.ordinal])));
        }
    });
    let title = RichText::new(&line.title).size(13.5).line_height(Some(20.0)).color(palette.text);
    let title = ui.add(Label::new(title).wrap().sense(Sense::click()));
    title.widget_info(|| WidgetInfo::labeled(Role::Link, true, &line.title));
    if title.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        command = Some(Command::Select(line.ordinal));
    }
    for text in [&line.time, &beside.about].into_iter().filter(|text| !text.is_empty()) {
        let text = RichText::new(text).font(theme::axis()).color(palette.secondary);
        ui.add(Label::new(text).wrap());
    }
    ui.add_space(6.0);
    command
}
