//! What is taken out of an archive: articles as JSON, and as what other programs read.

mod entry;
mod json;
mod object;

pub use entry::Entry;
pub use json::write_json_line;
pub use object::{ProblemText, article_object, format_published, full_article_object};
