//! Statistics of a whole archive: what was crawled of each publisher and day, and how often queries match over
//! time.
//!
//! Every number has a single definition, given here and in the command line's help, and a simple script over
//! `list --json` gets the same numbers. An article is represented by its newest file and counted on its day of
//! publication.

mod answer;
mod coverage;
mod crawls;
mod days;
mod near_days;
mod publishers;
mod remote;
mod series;
mod trend;

pub use answer::{Answer, NotStoredFound, Question, StoriesFound, WholeFound};
pub use coverage::{Cell, Coverage, CoverageCounts, MOST_CELLS, Numbers, RunningNumbers, Totals, coverage};
pub use crawls::{CrawlRun, CrawledStretch, Crawls, Hours, PAUSE};
pub use near_days::{days_between, near_days};
pub use publishers::Publishers;
pub use remote::{Asking, RemoteWhole};
pub use series::{DayCounts, TrendCounts};
pub use trend::{
    Grouping, Period, Point, Series, Split, Trend, TrendQuestion, TrendRequest, counted, is_report, trend,
};
