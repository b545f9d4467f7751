//! All of the program's threads: requests go in, events come out, and whatever is out of date is dropped.
//!
//! The engine knows nothing about windows; it is given a `notify` closure to call after each event. Each module
//! may use the events, the pipeline, and the modules listed before it; the handle uses all of them.

mod channel;
mod event;
mod journal;
mod pipeline;
mod priority;

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
pub use desktop::samples::samples;
pub use event::{ArchiveEvent, Event, Printed, ProgramEvent};
#[cfg(feature = "cluster")]
pub use handle::ReachWish;
pub use handle::{Engine, PrintJob};
pub use keeping::session::Kept;
pub use query::find::find;
pub use query::lister::list_beginning;
pub use query::read_words::read_words;
pub use query::words::WIDTH as PLACE_WIDTH;
pub use reading::article::Setting;
pub use reading::copying::CopyJob;
pub use reading::export::{ExportJob, Exported, export};
pub use reading::latest::Asker;
pub use reading::leaving::leaving;
#[cfg(feature = "cluster")]
pub use reading::publish::{PublishError, PublishJob, PublishReport, publish};
