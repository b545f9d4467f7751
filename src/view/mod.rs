//! What the screen shows, as plain structs: all wording and all dates are formatted here, in Korean and
//! English.
//!
//! There is no window and no I/O here, so all of it can be tested as text.

mod beside;
mod cache;
mod chart_places;
mod charts;
mod comparison;
mod details;
mod following;
mod grid;
mod guide;
mod keys;
mod line;
mod marks;
mod narrowing;
mod page;
mod page_block;
mod page_marks;
mod page_rich;
mod passages;
mod places;
mod printed;
mod problem_list;
mod row;
mod samples;
mod shelves;
mod status;
mod stored;
mod suggestions;
mod tags;
mod texts;
mod tour;
mod trend;
mod versions;
mod whole;
mod word_tables;

pub use beside::{BesideLine, beside_line};
pub use cache::{CacheView, cache_view, indexed_text};
pub use chart_places::{DAYS, GridPlaces, MANY_COLUMNS, NARROW, ROW, SUMS, WIDE, labels_apart};
pub use charts::{
    ChartFrame, ChartInk, Rgb, chart_caption, saved_coverage, saved_stories, saved_trend, ticks,
};
pub use comparison::comparison_page;
pub use details::{Details, DetailsField, FieldAction, details, encoding_name};
pub use following::following_text;
pub use grid::{CellLook, CoverageGrid, GridRow};
pub use guide::{GuideBlock, GuideLook, GuideSection, guide};
pub use keys::KeyProblem;
pub use line::one_line;
pub use marks::{Marked, MarkedWhat};
pub use narrowing::Narrowing;
pub use page::{Chip, ChipKind, Page, page, page_of_row, votes_text};
pub use page_block::{ItemSign, PageBlock, PageBlockKind, SpanKind};
pub use page_marks::{HighlightView, MyMarks, mark_page, my_marks, passage};
pub use passages::{PassageLine, copied_passages, passage_lines};
pub use places::{PlaceLine, place_line};
pub use printed::{printed_stories, printed_versions};
pub use problem_list::{ProblemItem, group_title, passed_over_text, problem_item, total_read};
pub use row::{RowFind, RowMark, RowView, heading_text, list_note, row};
pub use samples::sample_notes;
pub use shelves::{Shelf, ShelfKind, saved_query, shelves, shelves_within};
pub use status::{
    IntegrityView, integrity_view, joining_text, progress_text, verify_counts, verify_progress_text,
};
pub use stored::stored_page;
pub use suggestions::{Suggestion, suggestions};
pub use tags::{TagChoice, tag_choices};
pub use texts::dates::{
    day_from, format_axis_day, format_crawled, format_day, format_days, format_here, format_moment,
    format_month, format_month_of_year, format_published, format_range, format_short_day, format_utc,
    short_weekday,
};
pub use texts::lang::Lang;
pub use texts::words::grouped;
#[cfg(feature = "cluster")]
pub use texts::{ToPublish, publish_question};
pub use texts::{
    UsageError, WindowNeed, ask_to_overwrite, export_done, export_error, export_notes, export_progress,
    export_scope, format_name, leaving_text, problem_in_english, problem_message, problem_title,
    sharing_readme, target_error,
};
pub use tour::TourStep;
pub use trend::{MOST_LINES, TrendForm, TrendLine, trend_key, trend_lines, trend_top};
pub use versions::{VersionView, version};
pub use whole::{
    NotStoredLine, StoryGroup, StoryLine, StoryRow, TimeLabel, WholeTab, not_stored_lines, not_stored_text,
    story_groups, story_line, story_row, trend_scope, trend_time, trend_times, trend_value, whole_scope,
    withdraw_story,
};
pub use word_tables::{
    CONCORDANCE_COLUMNS, HowCounted, MATRIX_COLUMNS, concordance_row, matrix_row, pair_table,
    places_definition, query_for_word, rare_from, signed, signed_count, table_text, word_table, words_counts,
    words_definition, words_scope,
};
