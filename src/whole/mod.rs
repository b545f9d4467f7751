//! The archive as a whole: what the crawl has of each publisher and day, and how often queries are met over time.
//!
//! Every number has one definition, written here and in the help of the command line, and a plain script over
//! `list --json` gets the same ones. An article is its newest file, counted on its day of publication.

mod coverage;
mod crawls;
mod days;
mod texts;
mod trend;

pub use coverage::{Cell, Coverage, Numbers, Totals, coverage};
pub use crawls::{Crawls, Hours, Run};
pub use trend::{Grouping, Period, Point, Series, Split, Trend, TrendQuestion, TrendRequest, trend};
