//! Charts as SVG, to be saved: the same numbers as in the window, on paper's colours, with a line that says
//! what is shown.

mod coverage;
mod frame;
mod saved;
mod svg;
mod trend;

pub use frame::{ChartFrame, ChartInk, ticks};
pub use saved::{chart_caption, saved_coverage, saved_stories, saved_trend};
pub use svg::Rgb;
