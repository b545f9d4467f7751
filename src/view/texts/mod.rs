//! Every text for people, in all languages side by side, with a file for each surface.
//!
//! A text is a method of `Lang`, defined by `texts!`: `lang.open_folder()`, `lang.article_count(12)`.

mod cli;
#[cfg(feature = "cluster")]
mod cluster;
mod commands;
mod counted;
pub(super) mod dates;
mod details;
mod errors;
mod export;
pub(super) mod lang;
mod list;
mod marks;
mod messages;
mod page;
mod problems;
mod samples;
mod search;
mod server;
mod settings;
mod sharing;
mod status;
mod stored;
mod stories;
mod text;
mod tour;
mod versions;
mod welcome;
mod whole;
pub(super) mod words;

pub use cli::{UsageError, WindowNeed};
#[cfg(feature = "cluster")]
pub use cluster::{ToPublish, publish_question};
pub use export::{
    ask_to_overwrite, export_done, export_error, export_notes, export_progress, export_scope, format_name,
    target_error,
};
pub use problems::{problem_in_english, problem_message, problem_title};
pub use sharing::{leaving_text, sharing_readme};
pub(super) use status::with_time_left;
