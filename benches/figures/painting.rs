//! The cost of a frame with a very long list and an article, on the window's thread.

use super::{row, share_of};
use seogo::archive::ReadArticle;
use seogo::archive::{Catalogue, CatalogueBuilder, SegmentBuilder};
use seogo::article::{Article, Author, Published};
use seogo::library::{Marks, Settings, TypeSettings};
use seogo::search::{Columns, ListRequest, Listing};
use seogo::ui::list::ListView;
use seogo::ui::list_layout::Heights;
use seogo::ui::reader::{Pictures, ReaderState, ReaderView, reader_ui};
use seogo::ui::sidebar::{ListedStories, SidebarStates, SidebarView, sidebar_ui};
use seogo::ui::theme;
use seogo::ui::whole::StoriesState;
use seogo::view::{self, Lang};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

fn million() -> Catalogue {
    let mut builder = CatalogueBuilder::default();
    let mut segment = SegmentBuilder::default();
    let first = jiff::civil::date(2020, 1, 1);
    for number in 0..1_000_000_i32 {
        let article = Article {
            id: format!("901_{number:010}"),
            title: format!("한가람시 도서관 {number}곳 밤 12시까지 연다…\"새해 첫날부터\""),
            publisher: format!("{}번째일보", number % 90),
            authors: vec![Author {
                line: "김하늘 기자(haneul@example.com)".to_owned(), ..Author::default()
            }],
            published: first.checked_add(jiff::Span::new().days(number / 700)).ok().map(Published::Date),
            url: format!("https://n.news.naver.com/mnews/article/901/{number:010}"),
            ..Article::default()
        };
        segment.push(Path::new(&format!("901_{number:010}.md")), &article.into());
        if segment.is_full() {
            builder.push(segment.take());
        }
    }
    builder.push(segment.take());
    builder.snapshot()
}

/// The window's frame with a list of a million rows and an article, while the list is being scrolled.
pub(super) fn painting() {
    let catalogue = Arc::new(million());
    let started = Instant::now();
    let listing = Listing::new(&Columns::of(catalogue.clone()), ListRequest::default(), None);
    row("sorting 1,000,000 rows (not on the window's thread)", started.elapsed(), None);
    let body = "가람시는 내년 1월부터 시립 도서관 열한 곳을 자정까지 연다고 밝혔다. ".repeat(40);
    let article = Article {
        title: "도서관 밤 12시까지".to_owned(),
        body: [body.as_str(); 6].join("\n\n"),
        ..Article::default()
    };
    let blocks = seogo::article::blocks(&article.body);
    let read = ReadArticle { article, blocks, ..ReadArticle::default() };
    let page = view::page(&read, None, Lang::Korean);
    let lang = Lang::Korean;
    let marks = Marks::default();
    let context = egui::Context::default();
    theme::install(&context, seogo::library::Theme::Light);
    let (mut states, mut reader) = (SidebarStates::default(), ReaderState::default());
    reader.show(&page);
    let mut times = Vec::new();
    for frame in 0..600_u32 {
        let mut input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1280.0, 800.0))),
            time: Some(f64::from(frame) / 60.0),
            ..egui::RawInput::default()
        };
        input.events.push(egui::Event::PointerMoved(egui::pos2(150.0, 400.0)));
        input.events.push(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -173.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: egui::Modifiers::NONE,
        });
        if frame % 100 == 99 {
            states.list.reveal(frame as usize * 1600);
        }
        let started = Instant::now();
        let mut output = context.run_ui(input, |ui| {
            egui::Panel::left("sidebar").exact_size(theme::SIDEBAR_WIDTH).show(ui, |ui| {
                let sidebar = SidebarView {
                    new: 0,
                    archive: "기사",
                    listing: &listing,
                    request: &listing.request,
                    suggestions: &[],
                    list: ListView {
                        len: listing.len(),
                        heights: Heights::of(&Settings::default(), false),
                        headings: &listing.headings,
                        row: &|position| {
                            let ordinal = listing.positions.get(position)?;
                            Some((
                                ordinal,
                                view::row(
                                    &listing.catalogue,
                                    ordinal,
                                    &marks,
                                    false,
                                    None,
                                    None,
                                    Lang::Korean,
                                )?,
                            ))
                        },
                        heading_text: &|heading| {
                            heading.day.map(|day| view::format_day(day, Lang::Korean)).unwrap_or_default()
                        },
                        selected: Some(3),
                        chosen: &|_| false,
                        narrowings: &|_| Vec::new(),
                        lang,
                    },
                    stories: ListedStories::default(),
                    chosen: 0,
                    shelves: &[],
                    shelves_open: false,
                    has_column: false,
                    saved: false,
                    status: "",
                    integrity: None,
                    problems: None,
                    passed_over: None,
                    tables: 0,
                    has_other_texts: false,
                    reads_as_text: false,
                    lang: Lang::Korean,
                    loading: None,
                };
                sidebar_ui(ui, &sidebar, &mut states, &mut StoriesState::default());
            });
            egui::CentralPanel::default().show(ui, |ui| {
                let view = ReaderView {
                    page: &page,
                    pictures: &Pictures::default(),
                    type_: &TypeSettings::default(),
                    lang,
                };
                reader_ui(ui, &view, &mut reader);
            });
        });
        output.textures_delta.clear();
        let shapes = context.tessellate(output.shapes, output.pixels_per_point);
        std::hint::black_box(shapes);
        if frame >= 20 {
            times.push(started.elapsed());
        }
    }
    times.sort();
    for (name, share) in [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)] {
        let time = share_of(&times, share);
        row(&format!("a frame while 1,000,000 rows scroll, laid out and tessellated, {name}"), time, None);
    }
}

/// The first frame of an article after a click: finding its paragraphs, building its page, and laying out and
/// tessellating a frame without any cached layout.
pub(super) fn first_picture() {
    let sentence = "가람시는 내년 1월부터 시립 도서관 열한 곳을 자정까지 연다고 밝혔다.나래구는 \"아직 정하지 않았다\"고 했다. ";
    let deck = "도서관 열한 곳 자정까지 개방나래구는 내년 상반기 결정…주민들 \"체감할 변화 기대\"\n\n";
    let context = egui::Context::default();
    theme::install(&context, seogo::library::Theme::Light);
    let mut times = Vec::new();
    for turn in 0..120_u32 {
        // No two articles share a paragraph, since layouts are cached.
        let body: String = (0..500).map(|at| format!("{} {at} {sentence}", turn * 500 + at)).collect();
        let body: String = [deck, &body].concat().chars().take(30_000).collect();
        let article =
            Article { title: format!("도서관 밤 12시까지 {turn}"), body, ..Article::default() };
        let mut reader = ReaderState::default();
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1280.0, 800.0))),
            time: Some(f64::from(turn)),
            ..egui::RawInput::default()
        };
        let started = Instant::now();
        let blocks = seogo::article::blocks(&article.body);
        let read = ReadArticle { article, blocks, ..ReadArticle::default() };
        let page = view::page(&read, None, Lang::Korean);
        reader.show(&page);
        let mut output = context.run_ui(input, |ui| {
            egui::CentralPanel::default().show(ui, |ui| {
                let view = ReaderView {
                    page: &page,
                    pictures: &Pictures::default(),
                    type_: &TypeSettings::default(),
                    lang: Lang::Korean,
                };
                reader_ui(ui, &view, &mut reader);
            });
        });
        output.textures_delta.clear();
        std::hint::black_box(context.tessellate(output.shapes, output.pixels_per_point));
        if turn >= 20 {
            times.push(started.elapsed());
        }
    }
    times.sort();
    for (name, share) in [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)] {
        row(
            &format!("the first picture of an article of 30,000 letters, {name}"),
            share_of(&times, share),
            None,
        );
    }
}
