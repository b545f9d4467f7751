//! The cost of a frame with the list of stories, the coverage or trends, on the window's thread.

use crate::share_of;
use egui::{Context, Event, MouseWheelUnit, Pos2, RawInput, Rect, Ui, pos2, vec2};
use seogo::archive::Catalogue;
use seogo::library::Theme;
use seogo::search::{Columns, ListRequest, Listing};
use seogo::stories::{SkippedTexts, Story};
use seogo::ui::theme;
use seogo::ui::whole::{
    Body, CoverageView, StoriesState, StoriesView, TrendView, WholeStates, WholeView, stories_ui, whole_ui,
};
use seogo::view::{CoverageGrid, Lang, WholeTab};
use seogo::whole::{Coverage, Trend, TrendQuestion};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Measures frames while the pointer moves over each chart and the wheel turns; returns each one's name and
/// p95.
pub(super) fn frames(
    catalogue: &Arc<Catalogue>,
    stories: &[Story],
    coverage: &Coverage,
    trend: &Trend,
) -> [(&'static str, Duration); 4] {
    let listing = Listing::new(&Columns::of(catalogue.clone()), ListRequest::default(), None);
    let view = |tab, body| WholeView {
        tab,
        body,
        is_waiting: false,
        leads_back: false,
        sidebar_open: true,
        theme: Theme::Light,
        lang: Lang::Korean,
    };
    let largest = stories.iter().max_by_key(|story| story.articles.len());
    let skipped = SkippedTexts::default();
    let list = |unfolded: Option<u32>| {
        let mut state = StoriesState::default();
        unfolded.into_iter().for_each(|article| state.show(article));
        p95(|ui| {
            let view =
                StoriesView { stories, catalogue, skipped: &skipped, decided: &[], shown: &[], why: None };
            egui::Panel::left("list")
                .exact_size(452.0)
                .show(ui, |ui| stories_ui(ui, &view, &mut state, Lang::Korean));
        })
    };
    let grid = CoverageGrid::of(coverage);
    let (mut states, question) = (WholeStates::default(), TrendQuestion::default());
    let covered = p95(|ui| {
        let grid = grid.as_ref();
        let request = &listing.request;
        let body =
            CoverageView { coverage, grid, not_stored: &[], trouble: None, request, is_searched: false };
        whole_ui(ui, view(WholeTab::Coverage, Body::Coverage(Some(body))), &mut states);
    });
    let trends = p95(|ui| {
        let (request, trend) = (&listing.request, Some(trend));
        let body = TrendView { question: &question, trend, listing: &listing, request, caption: "" };
        whole_ui(ui, view(WholeTab::Trend, Body::Trend(body)), &mut states);
    });
    [
        ("list of stories", list(None)),
        ("list of stories, the largest unfolded", list(largest.map(|story| story.articles[0].ordinal))),
        ("coverage", covered),
        ("trends", trends),
    ]
}

/// The time that 95 of 100 frames stay below, laid out and tessellated.
fn p95(mut paint: impl FnMut(&mut Ui)) -> Duration {
    let context = Context::default();
    theme::install(&context, Theme::Light);
    let mut times = Vec::new();
    for frame in 0..240_u32 {
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1440.0, 900.0))),
            time: Some(f64::from(frame) / 60.0),
            ..RawInput::default()
        };
        let along = (frame % 120) as f32 * 3.0;
        input.events.push(Event::PointerMoved(pos2(60.0 + along, 200.0 + along)));
        input.events.push(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, if frame < 120 { -67.0 } else { 67.0 }),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: egui::Modifiers::NONE,
        });
        let started = Instant::now();
        let mut output = context.run_ui(input, |ui| {
            egui::CentralPanel::default().show(ui, &mut paint);
        });
        output.textures_delta.clear();
        std::hint::black_box(context.tessellate(output.shapes, output.pixels_per_point));
        if frame >= 20 {
            times.push(started.elapsed());
        }
    }
    times.sort();
    share_of(&times, 0.95)
}
