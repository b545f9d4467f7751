//! What the screen shows, as plain values: every wording and every date is made here, in Korean and English.
//!
//! No window and no disk here, so that all of it can be tested as text.

mod cache;
mod character_text;
mod cli_text;
mod comparison;
mod dates;
mod details;
mod export_text;
mod keys;
mod lang;
mod marks;
mod page;
mod page_block;
mod page_marks;
mod problem_list;
mod problems;
mod query_text;
mod row;
mod shelves;
mod status;
mod stored;
mod strings;
mod suggestions;
mod tags;
mod version_text;
mod versions;

pub use cache::{CacheView, cache_view, indexed_text};
pub use cli_text::{CliText, WindowNeed, cli_text};
pub use comparison::comparison_page;
pub use dates::{
    format_crawled, format_day, format_days, format_here, format_published, format_utc, parse_day,
};
pub use details::{Details, Field, FieldAction, details, encoding_name};
pub use export_text::{
    ask_to_overwrite, export_done, export_error, export_progress, export_scope, export_unread, format_name,
    target_error,
};
pub use keys::KeyProblem;
pub use lang::Lang;
pub use marks::{Marked, MarkedWhat};
pub use page::{Chip, ChipKind, Page, page};
pub use page_block::{PageBlock, PageBlockKind, SpanKind};
pub use page_marks::{HighlightView, MyMarks, mark_page, my_marks, passage};
pub use problem_list::{ProblemItem, group_title, problem_item, read_total};
pub use problems::{problem_in_english, problem_message, problem_title};
pub use row::{RowFind, RowMark, RowView, row};
pub use shelves::{Shelf, ShelfKind, saved_query, shelves};
pub use status::{
    IntegrityView, integrity_view, joining_text, progress_text, verify_counts, verify_progress_text,
};
pub use stored::stored_page;
pub use strings::{Strings, strings};
pub use suggestions::{Suggestion, suggestions};
pub use tags::{TagChoice, tag_choices};
pub use versions::{VersionView, version};

use crate::text::direction::turns_direction;

/// The most characters that one line of the screen shows; a file may say anything.
const LINE: usize = 400;

/// A text of a file made harmless for one line of the screen: runs of white space and control characters become a
/// space, and characters that turn the direction of writing are dropped.
pub fn one_line(text: &str) -> String {
    let mut line = String::new();
    for c in text.chars().filter(|&c| !turns_direction(c)).take(LINE) {
        if !(c.is_whitespace() || c.is_control()) {
            line.push(c);
        } else if !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line.truncate(line.trim_end().len());
    line
}
