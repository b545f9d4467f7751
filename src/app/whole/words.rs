//! Words: what was asked about them, and the answers.

use crate::app::program::Program;
use crate::app::window::Window;
use crate::archive::Source;
use crate::export::{DataTable, SavedChart};
use crate::search::{CantAnswer, Listing, with_days};
use crate::text::dates::korean_day;
use crate::ui::command::Copied;
use crate::ui::whole::{PlacesView, TableView, WordsPart, WordsState, WordsView};
use crate::view::{
    self, CONCORDANCE_COLUMNS, HowCounted, Lang, concordance_row, places_definition, table_text, word_table,
    words_counts, words_definition,
};
use crate::words::{
    ConcordanceLine, ConcordanceQuestion, FurtherLines, TableQuestion, WordsAnswer, WordsKind, WordsQuestion,
    WordsResult,
};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many further lines are read at once, and how many such blocks are kept.
const BLOCK: usize = 200;
const MOST_BLOCKS: usize = 40;

/// What is asked about words, and what is known.
#[derive(Default)]
pub(super) struct Words {
    pub(super) places: ConcordanceQuestion,
    pub(super) table: TableQuestion,
    /// The list's query, which the query for places follows as long as the reader asks for no other.
    followed: String,
    answers: [KnownAnswer; 2],
    /// How far reading the articles is.
    reading: Option<(usize, usize)>,
    is_stopped: bool,
    /// Lines of the concordance after the first, by block.
    further: BTreeMap<usize, Vec<ConcordanceLine>>,
    /// The block that is being read.
    awaited: Option<usize>,
}

/// The latest answer to a kind of question, and the question being answered.
#[derive(Default)]
struct KnownAnswer {
    answer: Option<(Arc<WordsAnswer>, Timestamp)>,
    asked: Option<(WordsQuestion, Arc<Listing>)>,
}

impl Words {
    /// Follows the query of the list. `typed` is the field for the query whose places are shown.
    pub(super) fn follow(&mut self, query: &str, typed: &mut String) {
        if self.followed == query {
            return;
        }
        if self.places.query == self.followed {
            self.places.query = query.to_owned();
            *typed = query.to_owned();
        }
        self.followed = query.to_owned();
    }

    /// Asks something else.
    pub(super) fn ask(&mut self, question: WordsQuestion) {
        match question {
            WordsQuestion::Concordance(question) => self.places = question,
            WordsQuestion::Table(question) => self.table = question,
        }
        self.is_stopped = false;
    }

    /// The question of a part of the view.
    fn question(&self, part: WordsPart) -> WordsQuestion {
        match part {
            WordsPart::Places => WordsQuestion::Concordance(self.places.clone()),
            WordsPart::Table => {
                let mut table = self.table.clone();
                match table.request.kind {
                    WordsKind::Near => {
                        table.node = self.places.query.clone();
                        table.against.clear();
                    }
                    WordsKind::Distinctive | WordsKind::Sequences(_) => table.node.clear(),
                }
                WordsQuestion::Table(table)
            }
        }
    }

    /// The question of a part if its answer is out of date, unless it is being answered.
    fn next_question(&mut self, part: WordsPart, listing: &Arc<Listing>) -> Option<WordsQuestion> {
        let question = self.question(part);
        let known = &mut self.answers[part as usize];
        let is_same = |of: &WordsQuestion, list: &Arc<Listing>| *of == question && Arc::ptr_eq(list, listing);
        if known.answer.as_ref().is_some_and(|(answer, _)| is_same(&answer.question, &answer.listing)) {
            // The question asked since is no longer wanted.
            known.asked = None;
            return None;
        }
        let is_asked = known.asked.as_ref().is_some_and(|(asked, list)| is_same(asked, list));
        if is_asked || self.is_stopped && part == WordsPart::Table {
            return None;
        }
        known.asked = Some((question.clone(), listing.clone()));
        Some(question)
    }

    /// Shows an answer if this window asked for it.
    pub(super) fn on_answer(&mut self, answer: &Arc<WordsAnswer>, state: &mut WordsState) {
        let part = match answer.question {
            WordsQuestion::Concordance(_) => WordsPart::Places,
            WordsQuestion::Table(_) => WordsPart::Table,
        };
        let known = &mut self.answers[part as usize];
        let is_awaited = known.asked.as_ref().is_some_and(|(question, listing)| {
            *question == answer.question && Arc::ptr_eq(listing, &answer.listing)
        });
        if let WordsResult::Reading(done, of) = answer.found {
            self.reading = is_awaited.then_some((done, of));
            return;
        }
        known.asked = None;
        if !is_awaited {
            return;
        }
        let is_other = known.answer.as_ref().is_none_or(|(before, _)| before.question != answer.question);
        known.answer = Some((answer.clone(), Timestamp::now()));
        match part {
            WordsPart::Places => {
                self.further.clear();
                self.awaited = None;
                if is_other {
                    state.go_to_first_place();
                }
            }
            WordsPart::Table => {
                self.reading = None;
                if is_other {
                    state.go_to_first_word();
                }
            }
        }
    }

    /// Takes further lines if they belong to the shown places.
    pub(super) fn on_lines(&mut self, further: &FurtherLines) {
        let is_shown = self.answers[WordsPart::Places as usize].answer.as_ref().is_some_and(|(answer, _)| {
            matches!(&answer.found, WordsResult::Concordance(places) if Arc::ptr_eq(places, &further.places))
        });
        if is_shown {
            if self.further.len() >= MOST_BLOCKS {
                self.further.clear();
            }
            self.further.insert(further.range.start / BLOCK, further.lines.clone());
            self.awaited = None;
        }
    }

    fn answer(&self, part: WordsPart) -> Option<&Arc<WordsAnswer>> {
        self.answers[part as usize].answer.as_ref().map(|(answer, _)| answer)
    }

    /// Whether something is being found or counted.
    pub(super) fn is_waiting(&self) -> bool {
        self.answers.iter().any(|known| known.asked.is_some())
    }

    /// Why there is no answer, if the archive can't give one.
    pub(super) fn unanswered(&self) -> Option<CantAnswer> {
        self.answers.iter().find_map(|known| match known.answer.as_ref()?.0.found {
            WordsResult::Unanswered(why) => Some(why),
            _ => None,
        })
    }

    /// Input for painting a table; `None` until there is one.
    pub(super) fn table_view(&self) -> Option<TableView<'_>> {
        let answer = self.answer(WordsPart::Table)?;
        match (&answer.found, &answer.question) {
            (WordsResult::Table(found), WordsQuestion::Table(question)) => {
                Some(TableView { found, question })
            }
            _ => None,
        }
    }

    /// Input for painting the places, whose lines `line` finds; `None` until there are some.
    pub(super) fn places_view<'a>(
        &'a self,
        line: &'a dyn Fn(usize) -> Option<&'a ConcordanceLine>,
    ) -> Option<PlacesView<'a>> {
        let answer = self.answer(WordsPart::Places)?;
        match (&answer.found, &answer.question) {
            (WordsResult::Concordance(places), WordsQuestion::Concordance(question)) => {
                let catalogue = &answer.listing.catalogue;
                Some(PlacesView { places, question, catalogue, line, width: crate::engine::PLACE_WIDTH })
            }
            _ => None,
        }
    }

    /// A line of the places that has been read.
    pub(super) fn line(&self, at: usize) -> Option<&ConcordanceLine> {
        let WordsResult::Concordance(places) = &self.answer(WordsPart::Places)?.found else { return None };
        let block = || self.further.get(&(at / BLOCK))?.get(at % BLOCK);
        places.first.get(at).or_else(block)
    }

    /// Input for painting the view.
    pub(super) fn view<'a>(
        &'a self,
        line: &'a dyn Fn(usize) -> Option<&'a ConcordanceLine>,
        request: &'a crate::search::ListRequest,
        captions: &'a [String; 2],
    ) -> WordsView<'a> {
        WordsView {
            places: &self.places,
            table: &self.table,
            found_places: self.places_view(line),
            found_table: self.table_view(),
            reading: self.reading,
            is_counting: self.answers[WordsPart::Table as usize].asked.is_some(),
            is_stopped: self.is_stopped,
            request,
            captions: captions.each_ref().map(String::as_str),
        }
    }
}

impl Window {
    /// Asks what the parts of the view that are shown lack.
    pub(super) fn ask_words(&mut self, program: &mut Program) {
        let listing = self.searching.listing();
        let whole = &mut self.whole;
        whole.words.follow(&listing.request.query, &mut whole.states.words.typed);
        for part in [WordsPart::Places, WordsPart::Table] {
            if !whole.states.words.shows(part) {
                continue;
            }
            if let Some(question) = whole.words.next_question(part, listing) {
                program.engine.ask_words(listing.clone(), question);
            }
        }
    }

    /// Stops counting, or begins again.
    pub(in crate::app) fn stop_words(&mut self, stops: bool, program: &mut Program) {
        let words = &mut self.whole.words;
        words.is_stopped = stops;
        if stops {
            words.answers[WordsPart::Table as usize].asked = None;
            words.reading = None;
            program.engine.cancel_words();
        }
    }

    /// Has the lines read around one that is in view.
    pub(in crate::app) fn ask_lines(&mut self, at: usize, program: &Program) {
        let words = &mut self.whole.words;
        let block = at / BLOCK;
        if words.awaited == Some(block) {
            return;
        }
        let Some(answer) = words.answer(WordsPart::Places).cloned() else { return };
        let WordsResult::Concordance(places) = &answer.found else { return };
        words.awaited = Some(block);
        let end = ((block + 1) * BLOCK).min(places.concordance.places.len());
        program.engine.ask_lines(answer.listing.catalogue.clone(), places.clone(), block * BLOCK..end);
    }

    /// The lines under the parts: what they were made of.
    pub(super) fn words_captions(&self, program: &Program) -> [String; 2] {
        [WordsPart::Places, WordsPart::Table]
            .map(|part| self.words_caption(part, program).unwrap_or_default())
    }

    fn words_caption(&self, part: WordsPart, program: &Program) -> Option<String> {
        let (answer, at) = self.whole.words.answers[part as usize].answer.as_ref()?;
        let lang = program.lang();
        let archive = program.open.as_ref()?.name();
        let today = korean_day(*at);
        let query = with_days(&view::saved_query(&answer.listing.request, lang), today);
        let mut parts = vec![archive];
        parts.extend((!query.is_empty()).then(|| lang.caption_queries(&query)));
        parts.push(definition(answer, lang)?);
        parts.push(lang.caption_moment(crate::text::dates::KOREA.to_datetime(*at)));
        Some(parts.join(" · "))
    }

    /// The name of the part that the reader is in.
    pub(in crate::app) fn words_part_name(&self, lang: Lang) -> &'static str {
        match self.whole.states.words.part {
            WordsPart::Places => lang.concordance(),
            WordsPart::Table => lang.words_kind(self.whole.words.table.request.kind),
        }
    }

    /// Puts a part on the clipboard, with what it was made of.
    pub(in crate::app) fn copy_words(&mut self, part: WordsPart, program: &Program) {
        let Some(make) = self.words_to_save(part) else { return };
        let caption = self.words_caption(part, program).unwrap_or_default();
        self.native.begin_copying(Copied::Selection);
        program.engine.prepare_text(move |source| table_text(&make(source).table, &caption));
    }

    /// What makes the table of a part, for saving; `None` until there is one.
    pub(in crate::app) fn words_to_save(
        &self,
        part: WordsPart,
    ) -> Option<impl FnOnce(&Source) -> SavedChart + Send + 'static> {
        let answer = self.whole.words.answer(part)?.clone();
        Some(move |source: &Source| SavedChart { table: table_of(&answer, source), ..SavedChart::default() })
    }
}

/// The whole table of an answer.
fn table_of(answer: &WordsAnswer, source: &Source) -> DataTable {
    match (&answer.found, &answer.question) {
        (WordsResult::Table(found), WordsQuestion::Table(question)) => {
            word_table(&found.words, question.request.kind == WordsKind::Near)
        }
        (WordsResult::Concordance(places), _) => {
            let (all, catalogue) = (&places.concordance, &answer.listing.catalogue);
            let width = crate::engine::PLACE_WIDTH;
            let lines = all.lines(0..all.places.len(), catalogue, &source.open(), width);
            let rows = lines.iter().filter_map(|line| concordance_row(line, catalogue));
            DataTable { columns: CONCORDANCE_COLUMNS.to_vec(), rows: rows.collect() }
        }
        _ => DataTable::default(),
    }
}

/// The definition of an answer: its counts, and how it was made.
fn definition(answer: &WordsAnswer, lang: Lang) -> Option<String> {
    match (&answer.found, &answer.question) {
        (WordsResult::Concordance(places), WordsQuestion::Concordance(question)) => {
            Some(places_definition(places, question, lang))
        }
        (WordsResult::Table(found), WordsQuestion::Table(question)) => {
            let request = question.request;
            let how = HowCounted {
                request: Some(request),
                all_forms: request.all_forms,
                once: question.once,
                by_tokens: false,
                given: found.given,
                excerpts: found.excerpts,
            };
            let mut parts = vec![words_counts(found, request.kind, lang)];
            let against = question.against.trim();
            parts.extend((!against.is_empty()).then(|| lang.against_query(against)));
            parts.push(words_definition(&how, lang));
            parts.extend((!question.stops).then(|| lang.with_stop_words().to_owned()));
            Some(parts.join(" · "))
        }
        _ => None,
    }
}
