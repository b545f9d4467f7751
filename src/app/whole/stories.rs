//! The list of stories in place of the list of articles, the story beside the open article, and the
//! comparison of two articles of a story.

use super::{ComparingStory, Whole};
use crate::app::program::Program;
use crate::app::searching::Move;
use crate::app::window::Window;
use crate::article::ArticleKind;
use crate::export::PdfArticle;
use crate::stories::{Relation, Story, StoryArticle};
use crate::ui::sidebar::ToldArticles;
use crate::ui::whole::StoryBeside;
use crate::view::{Lang, WholeTab, beside_line, printed_stories, story_groups, story_line};
use std::collections::BTreeSet;

/// The most articles of a story beside the open one; the rest is left to the list of stories. Corrections are
/// always there.
const MOST_BESIDE: usize = 4;

/// How many articles belong to stories or mention one.
pub(super) fn told(stories: &[Story]) -> ToldArticles {
    let articles = stories.iter().flat_map(|story| &story.articles);
    let (mut members, mut mentions) = (BTreeSet::new(), BTreeSet::new());
    for article in articles {
        let of = if article.relation == Relation::Mention { &mut mentions } else { &mut members };
        of.insert(article.ordinal);
    }
    ToldArticles { members: members.len(), mentions: mentions.difference(&members).count() }
}

impl Window {
    /// Lists stories, or articles.
    pub(in crate::app) fn list_stories(&mut self, lists: bool, program: &mut Program) {
        self.whole.has_entered_stories = lists && !program.lists_stories();
        program.kept.change_session(|session| session.lists_stories = lists);
        self.searching.unchoose();
        self.panes.open_list();
        if lists && let Some(shown) = self.shown.selected() {
            self.whole.states.stories.show(shown);
        }
    }

    /// Lists stories in place of articles, or articles again.
    pub(in crate::app) fn toggle_stories(&mut self, program: &mut Program) {
        self.list_stories(!program.lists_stories() || !self.panes.is_list_open(), program);
    }

    /// Lists stories with that of an article unfolded.
    pub(in crate::app) fn show_story(&mut self, ordinal: u32, program: &mut Program) {
        self.list_stories(true, program);
        self.whole.states.stories.show(ordinal);
    }

    /// Goes to another article in the list of stories: the next or previous one of the unfolded story, and
    /// then to the next or previous story, which unfolds.
    pub(in crate::app) fn go_in_stories(&mut self, to: Move, program: &mut Program) {
        let Some(ordinal) = self.article_in_stories(to, program) else { return };
        self.whole.states.stories.show(ordinal);
        self.select(ordinal, program);
    }

    fn article_in_stories(&self, to: Move, program: &Program) -> Option<u32> {
        let (shown, found) = self.whole.listed()?;
        let stories = &found.stories;
        let catalogue = &shown.answer.listing.catalogue;
        let articles = |story: &Story| -> Vec<u32> {
            let groups = story_groups(story, catalogue, program.lang());
            let order = groups.iter().flat_map(|group| &group.articles);
            order.filter_map(|&at| Some(story.articles.get(at)?.ordinal)).collect()
        };
        let has =
            |story: &Story, ordinal: u32| story.articles.iter().any(|article| article.ordinal == ordinal);
        let open = self.whole.states.stories.open();
        let open = open.and_then(|open| stories.iter().position(|story| has(story, open)));
        let own = open.and_then(|at| stories.get(at)).map(articles).unwrap_or_default();
        let selected = self.shown.selected();
        let place = own.iter().position(|&ordinal| Some(ordinal) == selected);
        let first_of = |at: usize| articles(stories.get(at)?).first().copied();
        let last_of = |at: usize| articles(stories.get(at)?).last().copied();
        match (to, open, place) {
            (Move::First, ..) => first_of(0),
            (Move::Last, ..) => first_of(stories.len().checked_sub(1)?),
            (Move::Next, Some(_), None) => own.first().copied(),
            (Move::Next, _, Some(place)) if place + 1 < own.len() => own.get(place + 1).copied(),
            (Move::Next, at, _) => first_of(at.map_or(0, |at| at + 1)),
            (Move::Previous, _, Some(place)) if place > 0 => own.get(place - 1).copied(),
            (Move::Previous, at, _) => last_of(at.map_or(Some(0), |at| at.checked_sub(1))?),
        }
    }

    /// Compares two articles of a story, or leaves the comparison.
    pub(in crate::app) fn compare_story(&mut self, ordinals: Option<[u32; 2]>, program: &mut Program) {
        let Some(ordinals) = ordinals else {
            self.whole.leave_comparison();
            return;
        };
        let catalogue = self.searching.catalogue().clone();
        let running = self.whole.comparing.take_if(|_| self.whole.tab == Some(WholeTab::Stories));
        let (story, before) = match running {
            Some(running) => (Some(running.story), running.before),
            None => (self.whole.story_of(ordinals[1]).cloned(), self.whole.tab),
        };
        let Some(story) = story else { return };
        self.whole.tab = Some(WholeTab::Stories);
        self.panes.uncover_article();
        program.engine.compare_story(catalogue.clone(), ordinals);
        self.whole.comparing = Some(ComparingStory { catalogue, ordinals, story, compared: None, before });
    }

    /// The story beside the shown article, once it is known.
    pub(in crate::app) fn story_beside(&self, program: &Program) -> Option<StoryBeside> {
        let catalogue = self.searching.catalogue();
        let shown = self.shown.selected()?;
        let story = self.whole.story.as_ref().filter(|story| story.is_about(catalogue, shown))?;
        let story = story.found.as_ref()?;
        let is_correction = |article: &StoryArticle| {
            catalogue.row(article.ordinal).is_some_and(|row| row.kind() == ArticleKind::Correction)
        };
        let others = story.articles.iter().enumerate().filter(|(_, article)| article.ordinal != shown);
        let (mut articles, mut rest) = (Vec::new(), 0);
        for (place, (at, article)) in others.enumerate() {
            if place < MOST_BESIDE || is_correction(article) {
                articles.extend(beside_line(story, at, shown, catalogue, program.lang()));
            } else {
                rest += 1;
            }
        }
        Some(StoryBeside { shown, articles, rest })
    }
}

impl Program {
    /// Whether stories are listed in place of articles.
    pub(in crate::app) fn lists_stories(&self) -> bool {
        // An index can't say which articles are about the same event.
        self.kept.session().lists_stories && !self.is_on_server()
    }
}

impl Whole {
    /// The shown comparison of two articles, as a document.
    pub(in crate::app) fn comparison_to_print(&self, lang: Lang) -> Option<PdfArticle> {
        let comparing = self.comparing.as_ref().filter(|_| self.tab == Some(WholeTab::Stories))?;
        let articles = &comparing.story.articles;
        let line = |ordinal: u32| {
            let at = articles.iter().position(|article| article.ordinal == ordinal)?;
            story_line(&comparing.story, at, &comparing.catalogue, lang)
        };
        let [one, other] = comparing.ordinals.map(line);
        let compared = comparing.compared.as_ref()?;
        Some(printed_stories([&one?, &other?], &compared.comparison, lang))
    }
}
