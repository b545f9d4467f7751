//! The only threads of the program: requests go in, events come out, and what is out of date is dropped.
//!
//! The engine knows no window. It is handed a `notify` closure that it calls after each event. Each closet knows the events
//! and the pipeline, and those that stand above it in this list; the handle knows all of them.

mod event;
mod journal;
mod pipeline;

mod desktop;
mod keeping;
mod query;
mod reading;

mod archive;

mod handle;
#[cfg(test)]
mod tests;

pub use archive::load::{LoadProgress, LoadReport, load};
pub use archive::update::{Trust, join_segments, load_cached, store};
pub use archive::verify::{verify, verify_listed};
pub use desktop::instance::{Instance, Start, start};
pub use event::{ArchiveEvent, Event, ProgramEvent};
pub use handle::Engine;
pub use keeping::session::Kept;
pub use query::find::find;
pub use query::lister::list_beginning;
pub use query::whole::{Answer, CrawlLog, Found, Question};
pub use reading::article::Setting;
pub use reading::clip::ClipJob;
pub use reading::export::{ExportJob, Exported, export};
