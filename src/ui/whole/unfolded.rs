//! An unfolded story: its articles grouped by relation to the first, and what the reader can do about it.

use super::charts::figures;
use super::stories::{StoriesState, StoriesView, TEXT};
use super::strip::relation_color;
use crate::archive::Catalogue;
use crate::library::StoryJudgement;
use crate::stories::{Relation, SharedTerm, Story, StoryArticle};
use crate::ui::command::{Command, MarkCommand};
use crate::ui::menu::context_menu;
use crate::ui::theme::{self, Palette};
use crate::view::{
    Lang, NotStoredLine, StoryGroup, StoryLine, grouped, not_stored_lines, story_groups, story_line,
};
use egui::{
    Align, Align2, Button, Color32, FontFamily, FontId, Frame, Label, Layout, Margin, Rect, Response,
    RichText, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

/// An unfolded story.
pub(super) struct Unfolded<'a> {
    story: &'a Story,
    /// The ordinal of its first article.
    pub(super) first: u32,
    groups: Vec<StoryGroup>,
    /// What the crawler left out because of its text.
    not_stored: Vec<NotStoredLine>,
    catalogue: &'a Catalogue,
    /// The article shown on the page, or the two that are compared.
    shown: &'a [u32],
    /// The words that hold it together, if the reader asked.
    why: Option<&'a [SharedTerm]>,
}

/// The height of a line, in points.
const LINE: f32 = 28.0;
/// How many articles of the first relation and of the others are shown at first.
const FIRST: usize = 4;
const OTHERS: usize = 2;
/// How many articles are shown at first that weren't stored.
const MOST_NOT_STORED: usize = 6;
/// The width of a list from which its columns are wide, in points.
const ROOM_FOR_WIDE: f32 = 420.0;

/// The left edges of a line's time, publisher and headline, counted from the list's, and the room for the
/// share at the right, in points.
struct LineColumns {
    time: f32,
    publisher: f32,
    title: f32,
    share: f32,
}

impl LineColumns {
    fn of(list: f32) -> Self {
        match list >= ROOM_FOR_WIDE {
            true => Self { time: TEXT, publisher: TEXT + 48.0, title: TEXT + 128.0, share: 64.0 },
            false => Self { time: 22.0, publisher: 64.0, title: 128.0, share: 56.0 },
        }
    }
}

/// How many of a group's articles are shown.
fn visible(at: usize, group: &StoryGroup, whole: &[Relation]) -> usize {
    let most = if at == 0 { FIRST } else { OTHERS };
    let all = group.articles.len();
    // A line that says that one more is there takes as much room as that one.
    if whole.contains(&group.relation) || all <= most + 1 { all } else { most }
}

/// How many are shown of those that weren't stored.
fn shown_not_stored(all: usize, state: &StoriesState) -> usize {
    // A line that says that one more is there takes as much room as that one.
    if state.all_not_stored || all <= MOST_NOT_STORED + 1 { all } else { MOST_NOT_STORED }
}

impl<'a> Unfolded<'a> {
    pub(super) fn of(view: &StoriesView<'a>, story: &'a Story, lang: Lang) -> Option<Self> {
        let first = story.articles.first()?.ordinal;
        let groups = story_groups(story, view.catalogue, lang);
        let why = view.why.filter(|&(of, _)| of == first).map(|(_, terms)| terms);
        let not_stored = not_stored_lines(story, view.skipped, view.catalogue, lang);
        Some(Self { story, first, groups, not_stored, catalogue: view.catalogue, shown: view.shown, why })
    }

    /// Its height, in points.
    pub(super) fn height(&self, state: &StoriesState) -> f32 {
        let lines = self.groups.iter().enumerate().map(|(at, group)| {
            let visible = visible(at, group, &state.whole);
            1 + visible + usize::from(visible < group.articles.len())
        });
        let not_stored = match self.not_stored.len() {
            0 => 0,
            all => {
                let shown = shown_not_stored(all, state);
                1 + shown + usize::from(shown < all)
            }
        };
        (lines.sum::<usize>() + not_stored) as f32 * LINE + state.foot
    }

    /// Has all articles of an article's relation shown if it isn't among the first of them.
    pub(super) fn make_visible(&self, article: u32, whole: &mut Vec<Relation>) {
        for (at, group) in self.groups.iter().enumerate() {
            let is_it = |&at: &usize| self.story.articles.get(at).is_some_and(|it| it.ordinal == article);
            let place = group.articles.iter().position(is_it);
            if place.is_some_and(|place| place >= visible(at, group, whole)) {
                whole.push(group.relation);
            }
        }
    }
}

/// Paints an unfolded story; a click on an article opens it. Lines out of view cost nothing.
pub(super) fn unfolded_ui(
    ui: &mut Ui,
    rect: Rect,
    unfolded: &Unfolded<'_>,
    state: &mut StoriesState,
    lang: Lang,
) -> Option<Command> {
    let mut command = None;
    let mut place = rect.with_max_y(rect.top() + LINE);
    for (at, group) in unfolded.groups.iter().enumerate() {
        heading_ui(ui, place, group, lang);
        place = place.translate(vec2(0.0, LINE));
        let visible = visible(at, group, &state.whole);
        reveal(ui, place, unfolded, group, state);
        let in_view = |y: f32| ((y - place.top()) / LINE).clamp(0.0, visible as f32);
        let (from, to) =
            (in_view(ui.clip_rect().top()) as usize, in_view(ui.clip_rect().bottom()).ceil() as usize);
        for (line, &article) in group.articles.iter().enumerate().take(to).skip(from) {
            let place = place.translate(vec2(0.0, line as f32 * LINE));
            let line = story_line(unfolded.story, article, unfolded.catalogue, lang);
            command = line.and_then(|line| line_ui(ui, place, &line, unfolded, lang)).or(command.take());
        }
        place = place.translate(vec2(0.0, visible as f32 * LINE));
        if visible < group.articles.len() {
            if more_ui(ui, place, group.articles.len() - visible, lang) {
                state.whole.push(group.relation);
            }
            place = place.translate(vec2(0.0, LINE));
        }
    }
    let foot = rect.with_min_y(place.top());
    ui.scope_builder(UiBuilder::new().max_rect(foot), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        not_stored_ui(ui, rect.width(), &unfolded.not_stored, state, lang);
        let foot = ui.scope(|ui| foot_ui(ui, unfolded, state, lang));
        command = foot.inner.or(command.take());
        let height = foot.response.rect.height();
        if (height - state.foot).abs() > 0.5 {
            state.foot = height;
            ui.ctx().request_discard("the foot of a story was measured");
        }
    });
    command
}

/// Scrolls to the article that is to be brought into view if it is in a group, whose first line is at `place`.
fn reveal(ui: &Ui, place: Rect, unfolded: &Unfolded<'_>, group: &StoryGroup, state: &mut StoriesState) {
    let ordinal = |&at: &usize| unfolded.story.articles.get(at).map(|article| article.ordinal);
    let line = group.articles.iter().position(|at| state.reveal.is_some() && ordinal(at) == state.reveal);
    if let Some(line) = line {
        let line = place.translate(vec2(0.0, line as f32 * LINE));
        // With the heading over it.
        ui.scroll_to_rect(line.with_min_y(line.top() - 2.0 * LINE), None);
        state.reveal = None;
    }
}

fn heading_ui(ui: &Ui, head: Rect, group: &StoryGroup, lang: Lang) {
    let palette = Palette::of(ui);
    let response = ui.interact(head, ui.scope_id().with(("relation", group.relation)), Sense::hover());
    let at = pos2(head.left() + TEXT, head.center().y);
    let swatch = Rect::from_center_size(at - vec2(12.0, 0.0), vec2(8.0, 8.0));
    ui.painter().rect_filled(swatch, 1, relation_color(ui, group.relation));
    let name = format!("{} {}", lang.relation(group.relation), grouped(group.articles.len()));
    let whole = if group.note.is_empty() { name.clone() } else { format!("{name} · {}", group.note) };
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &whole));
    let named = ui.painter().text(at, Align2::LEFT_CENTER, name, theme::small_strong(), palette.text);
    let note = pos2(named.right() + 10.0, head.center().y);
    let room = head.right() - 14.0 - note.x;
    piece(ui, note, room, group.note, &theme::small(), palette.secondary);
}

/// What the crawler left out because it had the text: no articles, so there is nothing to open.
fn not_stored_ui(ui: &mut Ui, width: f32, lines: &[NotStoredLine], state: &mut StoriesState, lang: Lang) {
    if lines.is_empty() {
        return;
    }
    let palette = Palette::of(ui);
    let (head, response) = ui.allocate_exact_size(vec2(width, LINE), Sense::hover());
    let name = format!("{} {}", lang.not_stored_label(), lines.len());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    let at = pos2(head.left() + TEXT, head.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, name, theme::small_strong(), palette.text);
    let (columns, font) = (LineColumns::of(width), FontId::new(12.5, FontFamily::Proportional));
    let shown = shown_not_stored(lines.len(), state);
    for line in lines.iter().take(shown) {
        let (rect, response) = ui.allocate_exact_size(vec2(width, LINE), Sense::hover());
        let same_as = lang.same_text_as(&line.same_as);
        let name = format!("{} {} {same_as}", line.time, line.publisher);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
        let at = |left: f32| pos2(rect.left() + left, rect.center().y);
        piece(ui, at(columns.time), 44.0, &line.time, &font, palette.secondary);
        let room = columns.title - columns.publisher - 6.0;
        piece(ui, at(columns.publisher), room, &line.publisher, &font, palette.secondary);
        piece(ui, at(columns.title), rect.width() - columns.title - 14.0, &same_as, &font, palette.secondary);
    }
    if shown < lines.len() {
        let (rect, _) = ui.allocate_exact_size(vec2(width, LINE), Sense::hover());
        state.all_not_stored |= more_ui(ui, rect, lines.len() - shown, lang);
    }
}

/// The button that shows the rest of a group; returns whether it was pressed.
fn more_ui(ui: &mut Ui, line: Rect, count: usize, lang: Lang) -> bool {
    let place = line.with_min_x(line.left() + LineColumns::of(line.width()).title);
    let left = UiBuilder::new().max_rect(place).layout(Layout::left_to_right(Align::Center));
    let button = link(ui, &lang.more_articles(count)).min_size(vec2(0.0, LINE));
    ui.new_child(left).add(button).clicked()
}

fn link(ui: &Ui, text: &str) -> Button<'static> {
    let text = RichText::new(text.to_owned()).font(theme::small()).color(Palette::of(ui).accent);
    Button::new(text).frame(false)
}

/// Whether an article can be taken out of a story: it isn't the first, and doesn't only mention it.
fn can_be_taken_out(article: &StoryArticle, first: u32) -> bool {
    article.ordinal != first && article.relation != Relation::Mention
}

/// Why the articles are together, and making two stories of one or one of two.
fn foot_ui(ui: &mut Ui, unfolded: &Unfolded<'_>, state: &mut StoriesState, lang: Lang) -> Option<Command> {
    let mut command = None;
    let is_shown = |article: &StoryArticle| unfolded.shown.contains(&article.ordinal);
    let shown = unfolded
        .story
        .articles
        .iter()
        .position(|article| can_be_taken_out(article, unfolded.first) && is_shown(article));
    let shown = shown.and_then(|at| story_line(unfolded.story, at, unfolded.catalogue, lang));
    let columns = LineColumns::of(ui.available_width());
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(14.0, 4.0);
        ui.add_space(columns.time);
        let why = link(ui, lang.why_together());
        if ui.add(why).clicked() {
            command = Some(Command::AskWhy(unfolded.first));
        }
        let apart = link(ui, lang.not_this_story());
        let apart = ui.add_enabled(shown.is_some(), apart).on_disabled_hover_text(lang.show_article_first());
        let name = shown
            .as_ref()
            .map_or_else(|| lang.not_this_story().to_owned(), |line| lang.not_this_story_named(&line.title));
        apart.widget_info(|| WidgetInfo::labeled(Role::Button, shown.is_some(), &name));
        if let Some(line) = shown.as_ref().filter(|_| apart.clicked()) {
            command = Some(take_out(line.ordinal, unfolded.first));
        }
        let one = link(ui, lang.one_with_another());
        if ui.add(one).clicked() {
            state.joining = Some(unfolded.first);
        }
    });
    if let Some(terms) = unfolded.why {
        ui.add_space(6.0);
        why_ui(ui, unfolded.story, terms, lang);
    }
    ui.add_space(14.0);
    command
}

/// Takes an article out of the story of the first one.
fn take_out(article: u32, first: u32) -> Command {
    Command::Mark(MarkCommand::Story(article, first, StoryJudgement::Apart))
}

/// The words that hold a story together.
fn why_ui(ui: &mut Ui, story: &Story, terms: &[SharedTerm], lang: Lang) {
    let of = story.articles.iter().filter(|it| it.relation != Relation::Mention).count();
    let margin =
        Margin { left: LineColumns::of(ui.available_width()).time as i8, right: 14, top: 0, bottom: 4 };
    Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 2.0);
            ui.spacing_mut().interact_size.y = 18.0;
            for term in terms {
                // A label of its own, so that a word and its number stay on one line.
                let text = format!("{} {}/{of}", term.word, term.articles);
                ui.add(Label::new(RichText::new(text).font(theme::small_strong())).extend());
            }
        });
        ui.add_space(4.0);
        let means = RichText::new(lang.why_means()).font(theme::axis()).color(Palette::of(ui).secondary);
        ui.add(Label::new(means).wrap());
    });
}

/// An article's line. While the pointer or the focus is on it, it has a button that compares the article with
/// the first.
fn line_ui(ui: &Ui, rect: Rect, line: &StoryLine, unfolded: &Unfolded<'_>, lang: Lang) -> Option<Command> {
    let palette = Palette::of(ui);
    let response = ui.interact(rect, ui.scope_id().with(("article", line.ordinal)), Sense::click());
    let selected = unfolded.shown.contains(&line.ordinal);
    let name = format!("{} {} {} {}", line.time, line.publisher, line.title, line.shared);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
    let is_pointed = ui.rect_contains_pointer(rect);
    if selected || is_pointed || response.has_focus() {
        let fill = if selected { palette.selected } else { palette.hover };
        ui.painter().rect_filled(rect.shrink2(vec2(8.0, 0.0)), theme::RADIUS, fill);
    }
    let mut command = response.clicked().then_some(Command::Select(line.ordinal));
    let columns = LineColumns::of(rect.width());
    let can_compare = line.ordinal != unfolded.first;
    let compares = can_compare && compare_ui(ui, rect, &response, line, &mut command, unfolded.first, lang);
    let secondary = if selected { palette.secondary_on_selected } else { palette.secondary };
    let font = FontId::new(12.5, FontFamily::Proportional);
    let at = |left: f32| pos2(rect.left() + left, rect.center().y);
    // The first article has words in place of a share.
    let share = if can_compare { columns.share } else { columns.share + 16.0 };
    let titles_end = rect.width() - share;
    piece(ui, at(columns.time), 44.0, &line.short_time, &font, secondary);
    let room = columns.title - columns.publisher - 6.0;
    piece(ui, at(columns.publisher), room, &line.publisher, &font, secondary);
    let is_cut = piece(ui, at(columns.title), titles_end - columns.title, &line.title, &font, palette.text);
    if !compares {
        let shared = match can_compare {
            true => line.shared.as_str(),
            // Of a tie, none is known to be the first.
            false if unfolded.story.tied() != 1 => lang.base_of_shares(),
            false => lang.first_seen_mark(),
        };
        figures(ui.painter(), pos2(rect.right() - 16.0, rect.center().y), shared, &font, secondary);
    }
    let response = if is_cut { response.on_hover_text(&line.title) } else { response };
    context_menu(&response).show(|ui| {
        let compare = Command::CompareStory(Some([unfolded.first, line.ordinal]));
        let article = unfolded.story.articles.iter().find(|article| article.ordinal == line.ordinal);
        let can_be_taken_out = article.is_some_and(|article| can_be_taken_out(article, unfolded.first));
        let take_out = take_out(line.ordinal, unfolded.first);
        let choices = [
            (lang.shared_texts(), can_compare, compare),
            (lang.not_this_story(), can_be_taken_out, take_out),
        ];
        for (text, is_offered, chosen) in choices {
            if ui.add_enabled(is_offered, Button::new(text)).clicked() {
                command = Some(chosen);
            }
        }
    });
    command
}

/// The button of a line that compares its article with the first; returns whether it is visible.
fn compare_ui(
    ui: &Ui,
    line_rect: Rect,
    of: &Response,
    line: &StoryLine,
    command: &mut Option<Command>,
    first: u32,
    lang: Lang,
) -> bool {
    let palette = Palette::of(ui);
    let text = lang.compare_texts();
    let galley = ui.painter().layout_no_wrap(text.to_owned(), theme::small(), palette.accent_on_selected);
    let right = line_rect.right() - 10.0;
    let place = Rect::from_min_max(
        pos2(right - galley.size().x - 12.0, line_rect.top() + 2.0),
        pos2(right, line_rect.bottom() - 2.0),
    );
    let button = ui.interact(place, of.id.with("compare"), Sense::click());
    let name = lang.compare_texts_named(&line.publisher, &line.title);
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if button.clicked() {
        *command = Some(Command::CompareStory(Some([first, line.ordinal])));
    }
    let is_visible = ui.rect_contains_pointer(line_rect) || button.has_focus() || of.has_focus();
    if is_visible {
        if button.hovered() || button.has_focus() {
            ui.painter().rect_filled(place, theme::RADIUS, palette.chip);
        }
        ui.painter().galley(place.center() - galley.size() / 2.0, galley, palette.accent);
    }
    is_visible
}

/// Paints a piece of a line, cut where its room ends; returns whether it was cut.
fn piece(ui: &Ui, at: egui::Pos2, room: f32, text: &str, font: &FontId, color: Color32) -> bool {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font.clone(), color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(8.0));
    let galley = ui.painter().layout_job(job);
    let is_cut = galley.elided;
    ui.painter().galley(at - vec2(0.0, galley.size().y / 2.0), galley, color);
    is_cut
}
