//! Saving the shown chart, or its numbers: what is saved, and the outcome.

use super::whole::ShownWhole;
use crate::app::program::Program;
use crate::app::window::Window;
use crate::export::{ChartFormat, SavedChart, TargetError};
use crate::search::with_days;
use crate::text::dates::korean_day;
use crate::ui::command::Existing;
use crate::ui::dialogs::Dialog;
use crate::ui::message::Message;
use crate::ui::theme::chart_ink;
use crate::view::{
    self, ChartFrame, WholeTab, chart_caption, saved_coverage, saved_stories, saved_trend, target_error,
    trend_scope, whole_scope,
};
use crate::whole::{Question, Series, Trend, WholeFound};
use std::path::PathBuf;

impl Window {
    /// Asks where to save the shown chart.
    pub(super) fn ask_where_to_save_chart(&mut self, program: &mut Program) {
        let Some((open, tab)) = program.open.as_ref().zip(self.tab_to_save(program)) else { return };
        let ending = match tab {
            WholeTab::Stories | WholeTab::Words => ChartFormat::Csv,
            WholeTab::Coverage | WholeTab::Trend => ChartFormat::Svg,
        };
        let part = match tab {
            WholeTab::Words => self.words_part_name(program.lang()),
            _ => tab.name(program.lang()),
        };
        let name = format!("{}-{part}.{}", open.name(), ending.extension());
        let path = etcetera::home_dir().unwrap_or_default().join(name.replace('/', "-"));
        self.overlays.open_with_path(Dialog::SaveChart, path.display().to_string());
    }

    /// Saves the shown chart in the form that the path's ending asks for.
    pub(super) fn save_chart(&mut self, path: PathBuf, existing: Existing, program: &mut Program) {
        let lang = program.lang();
        let Some(format) = ChartFormat::of(&path) else {
            return self.overlays.on_chart_not_saved(lang.chart_ending().to_owned());
        };
        let Some(archive) = program.open.as_ref().map(|open| open.folder().to_owned()) else { return };
        let replaces = existing == Existing::Replace;
        if self.whole.tab() == Some(WholeTab::Words) {
            if format.is_drawing() {
                return self.overlays.on_chart_not_saved(lang.words_have_no_chart().to_owned());
            }
            let Some(make) = self.words_to_save(self.whole.words_part()) else {
                return self.overlays.on_chart_not_saved(lang.nothing_to_save_yet().to_owned());
            };
            return program.engine.save_chart(make, path, format, archive, replaces);
        }
        let Some(chart) = self.shown_chart(program) else {
            return self.overlays.on_chart_not_saved(lang.nothing_to_save_yet().to_owned());
        };
        if format.is_drawing() && chart.svg.is_none() {
            return self.overlays.on_chart_not_saved(lang.stories_have_no_chart().to_owned());
        }
        program.engine.save_chart(move |_| chart, path, format, archive, replaces);
    }

    /// Says where a chart was saved, or why not.
    pub(super) fn on_chart_saved(
        &mut self,
        path: PathBuf,
        result: Result<(), TargetError>,
        program: &mut Program,
    ) {
        let lang = program.lang();
        match result {
            Ok(()) => {
                self.overlays.on_chart_saved();
                let text = lang.chart_saved(&path.display().to_string());
                self.tell(Message::done(text).of_file(path));
            }
            Err(TargetError::Exists(path)) => self.overlays.open(Dialog::ReplaceByChart(path)),
            Err(error) => self.overlays.on_chart_not_saved(target_error(&error, lang)),
        }
    }

    /// The view that can be saved: the chart that is shown, or else the list of stories.
    pub(super) fn tab_to_save(&self, program: &Program) -> Option<WholeTab> {
        let chart = self.whole.tab().filter(|&tab| tab != WholeTab::Stories);
        chart.or_else(|| program.lists_stories().then_some(WholeTab::Stories))
    }

    /// The shown chart with its numbers; `None` until there is one.
    pub(super) fn shown_chart(&self, program: &Program) -> Option<SavedChart> {
        let shown = self.whole.shown(self.tab_to_save(program)?)?;
        let (lang, ink) = (program.lang(), chart_ink());
        let listing = &shown.answer.listing;
        let caption = self.chart_caption(shown, program)?;
        Some(match &shown.answer.found {
            WholeFound::Stories(found) => saved_stories(&found.stories, &listing.catalogue),
            WholeFound::Coverage(coverage, _) => {
                let totals = &coverage.totals;
                let scope = whole_scope(totals.days, totals.articles as usize, totals.of as usize, lang);
                let title = lang.coverage();
                let frame = ChartFrame { title, scope: &scope, caption: &caption, ink: &ink, lang };
                saved_coverage(coverage, shown.grid.as_ref(), self.whole.shows_shares(), &frame)
            }
            WholeFound::Trend(trend) => {
                let (title, scope) = (lang.trend(), trend_scope(trend, listing, lang));
                let frame = ChartFrame { title, scope: &scope, caption: &caption, ink: &ink, lang };
                let Question::Trend(question) = &shown.answer.question else { return None };
                let today = korean_day(shown.at);
                let named = |mut line: Series| {
                    if let Some(query) = question.queries.get(line.query) {
                        line.name = line.name.replacen(query, &with_days(query, today), 1);
                    }
                    line
                };
                let trend = Trend { series: trend.series.iter().cloned().map(named).collect(), ..*trend };
                saved_trend(&trend, question.request.period, self.whole.trend_form(), &frame)
            }
            WholeFound::StoryOf(_) | WholeFound::Why(_) | WholeFound::Unanswered(_) => return None,
        })
    }

    /// The line under a chart: what it was made of, and when.
    pub(super) fn chart_caption(&self, shown: &ShownWhole, program: &Program) -> Option<String> {
        let archive = program.open.as_ref()?.name();
        let today = korean_day(shown.at);
        let resolved = |query: &String| with_days(query, today);
        let (queries, articles, request) = match (&shown.answer.question, &shown.answer.found) {
            (Question::Trend(question), WholeFound::Trend(trend)) => {
                let request = (question.request, self.whole.trend_form().window);
                (question.queries.iter().map(resolved).collect(), trend.articles as usize, Some(request))
            }
            _ => {
                let query = view::saved_query(&shown.answer.listing.request, program.lang());
                let queries = if query.is_empty() { Vec::new() } else { vec![resolved(&query)] };
                let articles = match &shown.answer.found {
                    WholeFound::Coverage(coverage, _) => coverage.totals.articles as usize,
                    _ => shown.answer.listing.len(),
                };
                (queries, articles, None)
            }
        };
        Some(chart_caption(&archive, &queries, articles, request, shown.at, program.lang()))
    }
}
