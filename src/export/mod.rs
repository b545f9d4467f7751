//! What is taken out of an archive: articles in the formats that other programs read, their citations, and the file or
//! folder that they go to.

mod bibtex;
mod citation;
mod clip;
mod csl_json;
mod csv;
mod entry;
mod format;
mod json;
mod markdown;
mod names;
mod object;
mod plain_text;
mod ris;
mod source;
mod target;

pub use citation::citation;
pub use clip::Clip;
pub use entry::Entry;
pub use format::Format;
pub use json::write_json_line;
pub use names::file_stem;
pub use object::{ProblemText, article_object, format_published, full_article_object};
pub use target::{Destination, Target, TargetError};
