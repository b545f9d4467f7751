//! Makes the input for painting the views of the whole archive and the list of stories from what is known.

use super::{ComparingStory, ShownWhole, Whole};
use crate::app::program::Program;
use crate::app::window::Window;
use crate::stories::SharedTerm;
use crate::ui::command::Command;
use crate::ui::sidebar::ListedStories;
use crate::ui::whole::{
    Body, ComparisonView, CoverageView, StoriesState, StoriesView, TrendView, WholeView, whole_ui,
};
use crate::view::{Lang, StoryLine, WholeTab, problem_message, story_line};
use crate::whole::WholeFound;
use egui::Ui;
use std::sync::Arc;

impl Window {
    /// Paints the shown view.
    pub(in crate::app) fn whole_ui(
        &mut self,
        ui: &mut Ui,
        lang: Lang,
        program: &mut Program,
    ) -> Option<Command> {
        let tab = self.whole.tab?;
        let caption =
            self.whole.shown(tab).and_then(|shown| self.chart_caption(shown, program)).unwrap_or_default();
        let comparing = self.whole.comparing.as_ref();
        let compared = comparing.map(|comparing| lines_to_compare(comparing, lang)).unwrap_or_default();
        let captions = match tab {
            WholeTab::Words => self.words_captions(program),
            WholeTab::Stories | WholeTab::Coverage | WholeTab::Trend => Default::default(),
        };
        let mut states = std::mem::take(&mut self.whole.states);
        let shown = self.whole.shown(tab);
        let unanswered = shown.and_then(|shown| match shown.answer.found {
            WholeFound::Unanswered(why) => Some(Body::Unanswered(lang.cant_answer(why))),
            _ => None,
        });
        let line = |at: usize| self.whole.words.line(at);
        let body = match tab {
            _ if unanswered.is_some() => unanswered,
            WholeTab::Stories => {
                comparing.map(|comparing| Body::Comparison(comparison_view(comparing, &compared, lang)))
            }
            WholeTab::Coverage => {
                Some(Body::Coverage(shown.and_then(|shown| self.coverage_view(shown, lang))))
            }
            WholeTab::Trend => Some(Body::Trend(self.trend_view(shown, &caption))),
            WholeTab::Words => Some(match self.whole.words.unanswered() {
                Some(why) => Body::Unanswered(lang.cant_answer(why)),
                None => {
                    Body::Words(Box::new(self.whole.words.view(&line, self.searching.request(), &captions)))
                }
            }),
        };
        let command = body.and_then(|body| {
            let view = WholeView {
                tab,
                body,
                is_waiting: match tab {
                    WholeTab::Words => self.whole.words.is_waiting(),
                    WholeTab::Stories | WholeTab::Coverage | WholeTab::Trend => self.whole.asked.is_some(),
                },
                leads_back: self.leads_back_in_whole(program),
                sidebar_open: self.panes.is_list_open(),
                theme: program.kept.settings().theme,
                lang,
            };
            whole_ui(ui, view, &mut states)
        });
        self.whole.states = states;
        command
    }
}

impl Window {
    fn coverage_view<'a>(&'a self, shown: &'a ShownWhole, lang: Lang) -> Option<CoverageView<'a>> {
        let WholeFound::Coverage(coverage, log) = &shown.answer.found else { return None };
        let (not_stored, trouble) = match log {
            Some(Ok(not_stored)) => (not_stored.as_slice(), None),
            Some(Err(failed)) => {
                let (path, error) = failed.as_ref();
                (&[][..], Some(lang.crawl_log_error(&path.to_string_lossy(), error)))
            }
            None => (&[][..], None),
        };
        let (grid, request) = (shown.grid.as_ref(), self.searching.request());
        let is_searched = shown.answer.listing.finds.is_some();
        Some(CoverageView { coverage, grid, not_stored, trouble, request, is_searched })
    }

    fn trend_view<'a>(&'a self, shown: Option<&'a ShownWhole>, caption: &'a str) -> TrendView<'a> {
        TrendView {
            question: &self.whole.trend,
            trend: shown.and_then(|shown| match &shown.answer.found {
                WholeFound::Trend(trend) => Some(trend),
                _ => None,
            }),
            listing: self.searching.listing(),
            request: self.searching.request(),
            caption,
        }
    }
}

impl Whole {
    /// Input for the list of stories. `shown` are the articles on the page.
    pub(in crate::app) fn listed_stories<'a>(
        &'a self,
        are_listed: bool,
        shown: &'a [u32],
    ) -> ListedStories<'a> {
        let listed = self.listed();
        let view = listed.map(|(answer, found)| StoriesView {
            stories: &found.stories,
            catalogue: &answer.answer.listing.catalogue,
            skipped: &found.skipped,
            decided: &found.decided,
            shown,
            why: self.why_of(answer),
        });
        ListedStories { are_listed, view, told: listed.map(|(answer, _)| answer.told).unwrap_or_default() }
    }

    /// The words that hold a listed story together, with the article that the reader asked about.
    fn why_of(&self, answer: &ShownWhole) -> Option<(u32, &[SharedTerm])> {
        let why = self.why.as_ref()?;
        let is_wanted = self.wants_why == Some(why.ordinal)
            && Arc::ptr_eq(&why.catalogue, &answer.answer.listing.catalogue);
        is_wanted.then_some((why.ordinal, why.found.as_slice()))
    }

    /// The state of the list of stories, for painting.
    pub(in crate::app) fn stories_state(&mut self) -> &mut StoriesState {
        &mut self.states.stories
    }
}

/// The articles of a story that can be chosen for comparing: the first ones, and those that are compared.
fn lines_to_compare(comparing: &ComparingStory, lang: Lang) -> Vec<StoryLine> {
    const MOST: usize = 200;
    let articles = comparing.story.articles.iter().enumerate();
    let chosen = articles.filter(|(at, article)| *at < MOST || comparing.ordinals.contains(&article.ordinal));
    chosen.filter_map(|(at, _)| story_line(&comparing.story, at, &comparing.catalogue, lang)).collect()
}

fn comparison_view<'a>(
    comparing: &'a ComparingStory,
    articles: &'a [StoryLine],
    lang: Lang,
) -> ComparisonView<'a> {
    let compared = comparing.compared.as_ref();
    let problem = compared.and_then(|compared| compared.problem.as_ref());
    ComparisonView {
        ordinals: comparing.ordinals,
        articles,
        comparison: compared.map(|compared| &compared.comparison),
        trouble: problem.map(|problem| problem_message(problem, lang)),
    }
}
