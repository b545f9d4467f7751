//! A table of words: how much more frequent each is, as a bar and as numbers.

use super::controls::{ask_places, ask_table, empty_ui, foot_height, foot_ui, part_head_ui, query_field_ui};
use super::{WordsPart, WordsState, WordsView, is_kind};
use crate::search::ListRequest;
use crate::ui::command::Command;
use crate::ui::segments::segments_ui;
use crate::ui::theme::{self, ChartColors, Palette};
use crate::ui::whole::charts::figures;
use crate::ui::whole::trend::{choice_ui, switch_ui};
use crate::view::{Lang, grouped, query_for_word, rare_from, signed, signed_count, words_scope};
use crate::words::{ComparedWord, ConcordanceQuestion, LENGTHS, Least, TableQuestion, WordsFound, WordsKind};
use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, Button, FontFamily, FontId, Rect, Response, RichText, Sense, Stroke, Ui, pos2, vec2};

/// The latest table, and what it answers.
pub struct TableView<'a> {
    pub found: &'a WordsFound,
    pub question: &'a TableQuestion,
}

/// Sizes in points: a line, the bar, and a unit of the log-ratio on it.
const ROW: f32 = 26.0;
const BAR: f32 = 92.0;
const UNIT: f32 = 4.6;
const ZERO: f32 = 37.0;
/// How many lines are shown at first.
const FIRST: usize = 200;
/// The greatest width of the table in a view without places beside it.
const WIDEST: f32 = 760.0;
/// Which words are frequent enough, to choose from.
const LEASTS: [Least; 6] = [
    Least { count: 1, articles: 1 },
    Least { count: 2, articles: 2 },
    Least { count: 5, articles: 3 },
    Least { count: 10, articles: 5 },
    Least { count: 20, articles: 10 },
    Least { count: 50, articles: 20 },
];

/// Paints the table.
pub(super) fn table_ui(
    ui: &mut Ui,
    view: &WordsView<'_>,
    state: &mut WordsState,
    is_narrow: bool,
    lang: Lang,
) -> Option<Command> {
    let kind = view.table.request.kind;
    let is_same = |it: &&TableView<'_>| is_kind(it.question.request.kind, kind);
    let found = view.found_table.as_ref().filter(is_same);
    let scope = match (view.is_stopped, view.reading) {
        (true, _) => lang.counting_stopped().to_owned(),
        (false, Some((done, of))) => lang.reading_words(done, of),
        (false, None) => {
            found.map_or_else(|| lang.counting().to_owned(), |it| words_scope(it.found, kind, lang))
        }
    };
    let name = lang.words_kind(kind);
    let mut command = part_head_ui(ui, view, state, (name, &scope), is_narrow, lang);
    ui.add_space(12.0);
    let mut table = view.table.clone();
    if let Some(query) = controls_ui(ui, view, state, &mut table, is_narrow, lang) {
        command = Some(ask_places(ConcordanceQuestion { query, ..view.places.clone() }));
    }
    if table != *view.table {
        command = Some(ask_table(table));
    }
    command = progress_ui(ui, view, lang).or(command);
    ui.add_space(8.0);
    let Some(found) = found else { return command };
    if kind == WordsKind::Near && found.question.node.trim().is_empty() {
        empty_ui(ui, lang.no_term_to_find());
    } else if found.found.words.is_empty() {
        empty_ui(ui, lang.no_word_often_enough());
    } else {
        ui.set_max_width(ui.available_width().min(WIDEST));
        command = list_ui(ui, view, found, state, lang).or(command);
    }
    command
}

/// The button that stops counting, or begins it again.
fn progress_ui(ui: &mut Ui, view: &WordsView<'_>, lang: Lang) -> Option<Command> {
    let name = match (view.is_stopped, view.is_counting) {
        (true, _) => lang.count_again(),
        (false, true) => lang.stop_counting(),
        (false, false) => return None,
    };
    let button = ui.button(RichText::new(name).font(theme::small()).color(Palette::of(ui).accent));
    button.clicked().then_some(Command::StopWords(!view.is_stopped))
}

/// The switches; returns the query whose neighbours are to be listed, if another one was entered.
fn controls_ui(
    ui: &mut Ui,
    view: &WordsView<'_>,
    state: &mut WordsState,
    table: &mut TableQuestion,
    is_narrow: bool,
    lang: Lang,
) -> Option<String> {
    let mut entered = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 6.0);
        let request = &mut table.request;
        if !is_narrow {
            let kinds = [WordsKind::Distinctive, WordsKind::Near, WordsKind::Sequences(2)];
            let names = kinds.map(|kind| lang.words_kind(kind));
            let chosen = kinds.iter().position(|&kind| is_kind(kind, request.kind)).unwrap_or_default();
            if let Some(kind) = segments_ui(ui, &names, chosen).and_then(|at| kinds.get(at))
                && !is_kind(*kind, request.kind)
            {
                request.kind = *kind;
                state.part = WordsPart::Table;
            }
            ui.end_row();
        }
        match &mut request.kind {
            // Beside the places, what they are of is said there.
            WordsKind::Near => {
                if is_narrow {
                    let (name, asked) = (lang.places_of(), &view.places.query);
                    entered = query_field_ui(ui, "words near", &mut state.typed, asked, name, 170.0);
                }
            }
            kind => {
                let name = lang.compared_with();
                let entered =
                    query_field_ui(ui, "words against", &mut state.against, &table.against, name, 170.0);
                table.against = entered.unwrap_or_else(|| table.against.clone());
                if let WordsKind::Sequences(len) = kind {
                    let lengths: Vec<usize> = LENGTHS.collect();
                    choice_ui(ui, lang.how_many_words(), &lengths, len, |len| lang.words_in_sequence(len));
                }
            }
        }
        choice_ui(ui, lang.least_frequency(), &LEASTS, &mut request.least, |least| {
            lang.at_least(least.count, least.articles)
        });
        switch_ui(ui, &mut request.all_forms, lang.show_all_forms());
        switch_ui(ui, &mut table.stops, lang.leave_stop_words_out());
        switch_ui(ui, &mut table.once, lang.each_text_once());
    });
    entered
}

/// Where the columns end, from the left, in points; the bar begins at `bar`.
struct TableColumns {
    word: f32,
    bar: f32,
    ratio: f32,
    g2: f32,
    here: f32,
    rest: f32,
    articles: f32,
    /// How long the bar of a log-ratio of 1 is.
    unit: f32,
}

impl TableColumns {
    fn of(width: f32, words: &[ComparedWord]) -> Self {
        let articles = width - 8.0;
        let rest = articles - 46.0;
        let here = rest - 60.0;
        let g2 = here - 46.0;
        let ratio = g2 - 60.0;
        Self { word: 8.0, bar: ratio - 42.0 - BAR, ratio, g2, here, rest, articles, unit: unit(words) }
    }
}

/// How long a unit of the log-ratio is on a bar on which all of them have room.
fn unit(words: &[ComparedWord]) -> f32 {
    let ratios = words.iter().filter_map(|word| word.log_ratio);
    let (least, most) = ratios.fold((0.0_f64, 0.0_f64), |(least, most), it| (least.min(it), most.max(it)));
    UNIT.min((BAR - ZERO) / most.max(1.0) as f32).min(ZERO / (-least).max(1.0) as f32)
}

/// A word with its numbers, as it is painted.
enum TableLine<'a> {
    Word(&'a ComparedWord),
    /// The heading of the words that are rarer here.
    Rare,
    /// How many more lines there are.
    More(usize),
}

/// The lines that are shown.
fn lines<'a>(found: &'a WordsFound, shows_all: bool) -> Vec<TableLine<'a>> {
    let most = if shows_all { usize::MAX } else { FIRST };
    let (over, under) = found.words.split_at(rare_from(&found.words));
    let mut lines: Vec<TableLine<'a>> = over.iter().take(most).map(TableLine::Word).collect();
    lines.extend((over.len() > most).then(|| TableLine::More(over.len() - most)));
    if !under.is_empty() {
        lines.push(TableLine::Rare);
        // The rarest first.
        lines.extend(under.iter().rev().take(most).map(TableLine::Word));
        lines.extend((under.len() > most).then(|| TableLine::More(under.len() - most)));
    }
    lines
}

fn list_ui(
    ui: &mut Ui,
    view: &WordsView<'_>,
    found: &TableView<'_>,
    state: &mut WordsState,
    lang: Lang,
) -> Option<Command> {
    let kind = found.question.request.kind;
    let columns = TableColumns::of(ui.available_width(), &found.found.words);
    head_ui(ui, &columns, kind, lang);
    let lines = lines(found.found, state.shows_all);
    let links = 34.0;
    let foot = foot_height(ui, view.captions[1]) + links;
    let rect = ui.available_rect_before_wrap();
    let list = Rect::from_min_max(rect.min, pos2(rect.right(), (rect.bottom() - foot).max(rect.top() + ROW)));
    let inside = egui::UiBuilder::new().max_rect(list);
    let done = ui.scope_builder(inside, |ui| {
        let name = lang.words_kind(kind);
        state.table.lines_ui(ui, (name, ROW, lines.len()), |ui, at, rect, response, is_here| {
            match lines.get(at) {
                Some(TableLine::Word(word)) => {
                    word_ui(ui, word, kind, &columns, rect, response, is_here);
                    lang.word_spoken(word)
                }
                Some(TableLine::Rare) => rare_ui(ui, rect, lang.rarer_here()),
                Some(TableLine::More(count)) => rare_ui(ui, rect, &lang.more_words(*count)),
                None => String::new(),
            }
        })
    });
    let done = done.inner;
    ui.advance_cursor_after_rect(list);
    if let Some(TableLine::More(_)) = done.clicked.or(done.opened).and_then(|at| lines.get(at)) {
        state.shows_all = true;
    }
    let word = |at: Option<usize>| match at.and_then(|at| lines.get(at)) {
        Some(TableLine::Word(word)) => Some(*word),
        _ => None,
    };
    let mut command = match word(done.opened) {
        Some(word) => {
            state.part = WordsPart::Places;
            Some(places_of(view, state, &word.word, lang))
        }
        None => None,
    };
    if let Some(word) = word(state.table.at) {
        command = links_ui(ui, view, state, word, lang).or(command);
    } else {
        ui.add_space(links);
    }
    foot_ui(ui, state, view.captions[1], WordsPart::Table, lang).or(command)
}

/// Asks for the places of a word.
fn places_of(view: &WordsView<'_>, state: &mut WordsState, word: &str, lang: Lang) -> Command {
    state.typed = query_for_word(word, lang);
    ask_places(ConcordanceQuestion { query: state.typed.clone(), ..view.places.clone() })
}

/// What leads on from a word: its places, and its articles.
fn links_ui(
    ui: &mut Ui,
    view: &WordsView<'_>,
    state: &mut WordsState,
    word: &ComparedWord,
    lang: Lang,
) -> Option<Command> {
    let palette = Palette::of(ui);
    let mut command = None;
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.spacing_mut().interact_size.y = 28.0;
        let mut link = |name: String| {
            let name = RichText::new(name).font(theme::small()).color(palette.accent);
            ui.add(Button::new(name).fill(palette.chip).min_size(vec2(0.0, 28.0))).clicked()
        };
        if link(lang.places_of_word(&word.word)) {
            command = Some(places_of(view, state, &word.word, lang));
            state.part = WordsPart::Places;
        }
        if link(lang.articles_with_word(&word.word)) {
            let query = query_for_word(&word.word, lang);
            let request = view.request;
            let query = match request.query.trim() {
                "" => query,
                before => format!("({before}) {query}"),
            };
            command = Some(Command::List(ListRequest { query, unfinished: 0..0, ..request.clone() }));
        }
    });
    command
}

fn head_ui(ui: &mut Ui, columns: &TableColumns, kind: WordsKind, lang: Lang) {
    let palette = Palette::of(ui);
    let (head, _) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    let is_near = kind == WordsKind::Near;
    let names = [
        (columns.word, Align2::LEFT_CENTER, lang.word_column(), false),
        (columns.bar, Align2::LEFT_CENTER, lang.log_ratio(), false),
        (columns.g2, Align2::RIGHT_CENTER, "G²", true),
        (columns.here, Align2::RIGHT_CENTER, if is_near { lang.nearby() } else { lang.here() }, false),
        (columns.rest, Align2::RIGHT_CENTER, if is_near { "logDice" } else { lang.rest() }, false),
        (columns.articles, Align2::RIGHT_CENTER, lang.articles_column(), false),
    ];
    for (x, align, name, is_strong) in names {
        let place = pos2(head.left() + x, head.center().y);
        let (font, color) = match is_strong {
            true => (theme::small_strong(), palette.text),
            false => (theme::small(), palette.secondary),
        };
        ui.painter().text(place, align, name, font, color);
    }
    ui.painter().hline(head.x_range(), head.bottom(), Stroke::new(1.0, palette.line));
}

fn word_ui(
    ui: &Ui,
    word: &ComparedWord,
    kind: WordsKind,
    columns: &TableColumns,
    rect: Rect,
    response: &Response,
    is_here: bool,
) {
    let palette = Palette::of(ui);
    if is_here || response.hovered() {
        let fill = if is_here { palette.selected } else { palette.hover };
        ui.painter().rect_filled(rect, theme::RADIUS, fill);
    }
    let y = rect.center().y;
    let at = |x: f32| pos2(rect.left() + x, y);
    let mut job = LayoutJob::simple_singleline(word.word.clone(), theme::strong_row(), palette.text);
    let bar_from = ZERO + word.log_ratio.unwrap_or_default().min(0.0) as f32 * columns.unit;
    job.wrap = TextWrapping::truncate_at_width(columns.bar + bar_from - columns.word - 8.0);
    let name = ui.painter().layout_job(job);
    ui.painter().galley(pos2(rect.left() + columns.word, y - name.size().y / 2.0), name, palette.text);
    let zero = rect.left() + columns.bar + ZERO;
    ui.painter().vline(zero, rect.y_range(), Stroke::new(1.0, palette.line));
    let font = FontId::new(13.0, FontFamily::Proportional);
    if let Some(ratio) = word.log_ratio {
        let colors = ChartColors::of(ui);
        let length = ratio as f32 * columns.unit;
        let color = if ratio < 0.0 { colors.hatch } else { colors.relations[1] };
        let bar = Rect::from_x_y_ranges(zero.min(zero + length)..=zero.max(zero + length), y - 4.0..=y + 4.0);
        ui.painter().rect_filled(bar, 0, color);
        figures(ui.painter(), at(columns.ratio), &signed(ratio, 1), &font, palette.text);
    }
    if let Some(g2) = word.g2 {
        figures(ui.painter(), at(columns.g2), &signed_count(g2), &theme::strong_row(), palette.text);
    }
    figures(ui.painter(), at(columns.here), &grouped(word.count as usize), &font, palette.text);
    let rest = match (kind, word.log_dice) {
        (WordsKind::Near, Some(dice)) => format!("{dice:.1}"),
        (WordsKind::Near, None) => "–".to_owned(),
        _ => grouped(word.rest as usize),
    };
    figures(ui.painter(), at(columns.rest), &rest, &font, palette.text);
    figures(ui.painter(), at(columns.articles), &grouped(word.articles as usize), &font, palette.text);
}

/// A line that isn't a word.
fn rare_ui(ui: &Ui, rect: Rect, text: &str) -> String {
    let palette = Palette::of(ui);
    ui.painter().hline(rect.x_range(), rect.top() + 1.0, Stroke::new(1.0, palette.line));
    let place = pos2(rect.left() + 8.0, rect.center().y + 1.0);
    ui.painter().text(place, Align2::LEFT_CENTER, text, theme::small(), palette.secondary);
    text.to_owned()
}
