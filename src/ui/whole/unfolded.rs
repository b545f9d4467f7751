//! An unfolded story: its articles grouped by relation to the first, and what the reader can do about it.

use super::charts::figures;
use super::stories::{CHEVRON, relation_color};
use crate::library::StoryJudgement;
use crate::stories::{Relation, SharedTerm, Story};
use crate::ui::command::{Command, MarkCommand};
use crate::ui::theme::{self, Palette};
use crate::view::{Lang, StoryGroup, StoryLine};
use egui::{
    Align, Align2, Button, Color32, FontFamily, FontId, Label, Layout, Rect, RichText, Role, Sense, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

/// An unfolded story.
pub(super) struct Unfolded<'a> {
    pub(super) story: &'a Story,
    /// The ordinal of its first article.
    pub(super) first: u32,
    pub(super) groups: Vec<StoryGroup>,
    /// The article shown on the page.
    pub(super) selected: Option<u32>,
    /// The words that hold it together, if the reader asked.
    pub(super) why: Option<&'a [SharedTerm]>,
}

/// The sizes of its parts, in points.
const LINE: f32 = 28.0;
const FOOT: f32 = 92.0;
const WHY: f32 = 84.0;
/// How many articles of the first relation and of the others are shown at first.
const FIRST: usize = 4;
const OTHERS: usize = 2;

/// How many of a group's articles are shown.
fn shown(at: usize, group: &StoryGroup, whole: &[Relation]) -> usize {
    let most = if at == 0 { FIRST } else { OTHERS };
    let all = group.lines.len();
    // A line that says that one more is there takes as much room as that one.
    if whole.contains(&group.relation) || all <= most + 1 { all } else { most }
}

impl Unfolded<'_> {
    /// Its height, in points.
    pub(super) fn height(&self, whole: &[Relation]) -> f32 {
        let lines = self.groups.iter().enumerate().map(|(at, group)| {
            let shown = shown(at, group, whole);
            1 + shown + usize::from(shown < group.lines.len())
        });
        lines.sum::<usize>() as f32 * LINE + FOOT + if self.why.is_some() { WHY } else { 0.0 }
    }
}

/// Paints an unfolded story; a click on an article opens it.
pub(super) fn unfolded_ui(
    ui: &mut Ui,
    rect: Rect,
    unfolded: &Unfolded<'_>,
    whole: &mut Vec<Relation>,
    joining: &mut Option<u32>,
    lang: Lang,
) -> Option<Command> {
    let palette = Palette::of(ui);
    let mut command = None;
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, group) in unfolded.groups.iter().enumerate() {
            heading_ui(ui, rect.width(), group, lang);
            let shown = shown(at, group, whole);
            for line in group.lines.iter().take(shown) {
                command = line_ui(ui, rect.width(), line, unfolded, lang).or(command.take());
            }
            if shown < group.lines.len() {
                let more = lang.more_articles(group.lines.len() - shown);
                let (line, _) = ui.allocate_exact_size(vec2(rect.width(), LINE), Sense::hover());
                let place = line.with_min_x(line.left() + CHEVRON + 232.0);
                let more = RichText::new(more).font(theme::small()).color(palette.accent);
                let left = UiBuilder::new().max_rect(place).layout(Layout::left_to_right(Align::Center));
                let button = Button::new(more).frame(false).min_size(vec2(0.0, LINE));
                if ui.new_child(left).add(button).clicked() {
                    whole.push(group.relation);
                }
            }
        }
        ui.add_space(6.0);
        command = foot_ui(ui, unfolded, joining, lang).or(command.take());
    });
    command
}

fn heading_ui(ui: &mut Ui, width: f32, group: &StoryGroup, lang: Lang) {
    let palette = Palette::of(ui);
    let (head, response) = ui.allocate_exact_size(vec2(width, LINE), Sense::hover());
    let at = pos2(head.left() + CHEVRON, head.center().y);
    let swatch = Rect::from_center_size(at - vec2(12.0, 0.0), vec2(8.0, 8.0));
    ui.painter().rect_filled(swatch, 1, relation_color(ui, group.relation));
    let name = format!("{} {}", lang.relation(group.relation), group.lines.len());
    let whole = if group.note.is_empty() { name.clone() } else { format!("{name} · {}", group.note) };
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &whole));
    let named = ui.painter().text(at, Align2::LEFT_CENTER, name, theme::small_strong(), palette.text);
    let note = pos2(named.right() + 10.0, head.center().y);
    ui.painter().text(note, Align2::LEFT_CENTER, group.note, theme::small(), palette.secondary);
}

/// Why the articles are together, and making one of two stories.
fn foot_ui(ui: &mut Ui, unfolded: &Unfolded<'_>, joining: &mut Option<u32>, lang: Lang) -> Option<Command> {
    let palette = Palette::of(ui);
    let mut command = None;
    let link =
        |text: &str| Button::new(RichText::new(text).font(theme::small()).color(palette.accent)).frame(false);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        ui.add_space(CHEVRON - 14.0);
        if ui.add(link(lang.why_together())).clicked() {
            command = Some(Command::AskWhy(unfolded.first));
        }
        if ui.add(link(lang.one_with_another())).clicked() {
            *joining = Some(unfolded.first);
        }
    });
    ui.add_space(4.0);
    let note = |ui: &mut Ui, text: &str| {
        ui.horizontal(|ui| {
            ui.add_space(CHEVRON);
            let text = RichText::new(text).font(theme::axis()).color(palette.secondary);
            ui.add(Label::new(text).wrap());
        });
    };
    if let Some(terms) = unfolded.why {
        let of = unfolded.story.articles.iter().filter(|it| it.relation != Relation::Mention).count();
        let named = terms.iter().map(|term| format!("{} {}/{of}", term.word, term.articles));
        ui.horizontal(|ui| {
            ui.add_space(CHEVRON);
            let text = named.collect::<Vec<_>>().join("   ");
            ui.add(Label::new(RichText::new(text).font(theme::small_strong())).wrap());
        });
        ui.add_space(4.0);
        note(ui, lang.why_means());
        ui.add_space(4.0);
    }
    note(ui, lang.shared_means());
    command
}

/// An article's line, with what can be done about it while the pointer is on it.
fn line_ui(
    ui: &mut Ui,
    width: f32,
    line: &StoryLine,
    unfolded: &Unfolded<'_>,
    lang: Lang,
) -> Option<Command> {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, LINE), Sense::click());
    let selected = unfolded.selected == Some(line.ordinal);
    let name = format!("{} {} {} {}", line.time, line.publisher, line.title, line.shared);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
    let is_pointed = ui.rect_contains_pointer(rect);
    if selected || is_pointed || response.has_focus() {
        let fill = if selected { palette.selected } else { palette.hover };
        ui.painter().rect_filled(rect.with_min_x(rect.left() + CHEVRON - 8.0), theme::RADIUS, fill);
    }
    let mut command = response.clicked().then_some(Command::Select(line.ordinal));
    let (mut right, mut titles_end) = (rect.right() - 56.0, rect.right() - 56.0);
    if line.ordinal != unfolded.first {
        let others = [
            (
                lang.not_this_story(),
                lang.not_this_story_named(&line.title),
                Command::Mark(MarkCommand::Story(line.ordinal, unfolded.first, StoryJudgement::Apart)),
            ),
            (
                lang.compare_texts(),
                lang.compare_texts_named(&line.publisher, &line.title),
                Command::CompareStory(Some([unfolded.first, line.ordinal])),
            ),
        ];
        for (text, name, action) in others {
            let galley =
                ui.painter().layout_no_wrap(text.to_owned(), theme::small(), palette.accent_on_selected);
            let place = Rect::from_min_max(
                pos2(right - galley.size().x - 12.0, rect.top() + 2.0),
                pos2(right, rect.bottom() - 2.0),
            );
            let button = ui.interact(place, response.id.with(text), Sense::click());
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            if is_pointed || button.has_focus() || response.has_focus() {
                if button.hovered() || button.has_focus() {
                    ui.painter().rect_filled(place, theme::RADIUS, palette.chip);
                }
                ui.painter().galley(place.center() - galley.size() / 2.0, galley, palette.accent);
                titles_end = place.left() - 8.0;
            }
            right = place.left() - 4.0;
            if button.clicked() {
                command = Some(action);
            }
        }
    }
    let secondary = if selected { palette.secondary_on_selected } else { palette.secondary };
    let font = FontId::new(13.0, FontFamily::Proportional);
    let painter = ui.painter();
    let piece = |left: f32, room: f32, text: &str, color: Color32| {
        let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font.clone(), color);
        job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(8.0));
        let galley = painter.layout_job(job);
        painter.galley(pos2(rect.left() + left, rect.center().y - galley.size().y / 2.0), galley, color);
    };
    piece(CHEVRON, 128.0, &line.time, secondary);
    piece(CHEVRON + 136.0, 88.0, &line.publisher, secondary);
    piece(CHEVRON + 232.0, titles_end - rect.left() - CHEVRON - 232.0, &line.title, palette.text);
    let end = pos2(rect.right() - 8.0, rect.center().y);
    figures(ui.painter(), end, &line.shared, &font, secondary);
    command
}
