//! What all saved charts have in common: colours, title, caption, and the values on an axis.

use super::svg::{Anchor, Rgb, Svg, Type};
use crate::export::{DataTable, SavedChart};
use crate::view::Lang;

/// The colours of saved charts.
#[derive(Clone, Debug)]
pub struct ChartInk {
    pub background: Rgb,
    pub text: Rgb,
    pub secondary: Rgb,
    pub line: Rgb,
    pub heat: [Rgb; 5],
    pub pale: [Rgb; 5],
    pub hatch: Rgb,
    pub lines: [Rgb; 4],
    pub denominator: Rgb,
    pub sunday: Rgb,
}

/// What stands around a chart.
pub struct ChartFrame<'a> {
    pub title: &'a str,
    /// The line under the title.
    pub scope: &'a str,
    /// The line at the foot: the archive, the query, counts, switches and the date.
    pub caption: &'a str,
    /// Its colours.
    pub ink: &'a ChartInk,
    /// The language of its words.
    pub lang: Lang,
}

impl ChartFrame<'_> {
    /// A drawing in this frame with its numbers.
    pub(super) fn saved(&self, svg: String, table: DataTable) -> SavedChart {
        let about = format!("{} · {}", self.scope, self.caption);
        SavedChart { svg: Some(svg), title: self.title.to_owned(), about, table }
    }
}

/// A chart without anything to draw, which says so.
pub(super) fn empty_svg(frame: &ChartFrame<'_>) -> String {
    let (width, height) = (900.0, 240.0);
    let set = |size, weight, color| Type { size, weight, color };
    let secondary = frame.ink.secondary;
    let mut svg = Svg::new(width, height, frame.ink.background);
    svg.text((32.0, 36.0), Anchor::Start, set(22.0, 700, frame.ink.text), frame.title);
    svg.text((32.0, 64.0), Anchor::Start, set(13.0, 400, secondary), frame.scope);
    let nothing = frame.lang.no_dated_article();
    svg.text((width / 2.0, height / 2.0), Anchor::Middle, set(14.0, 400, secondary), nothing);
    svg.text((32.0, height - 18.0), Anchor::Start, set(12.0, 400, secondary), frame.caption);
    svg.finish(&format!("{} · {}", frame.title, frame.scope))
}

/// About four round values from zero to the greatest, for an axis; whole numbers if it is one of counts.
pub fn ticks(most: f64, are_counts: bool) -> Vec<f64> {
    let step = round_step(most / 4.0);
    let step = if are_counts { step.ceil() } else { step };
    (0..).map(|at| f64::from(at) * step).take_while(|&tick| tick <= most * 1.001).collect()
}

/// The least of 1, 2, 2.5, 5 times a power of ten that isn't less than a value.
fn round_step(value: f64) -> f64 {
    let power = 10_f64.powf(value.max(1e-9).log10().floor());
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|digit| digit * power)
        .find(|&step| step >= value)
        .unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_has_round_values() {
        assert_eq!(ticks(100.0, true), [0.0, 25.0, 50.0, 75.0, 100.0]);
        assert_eq!(ticks(7.0, true), [0.0, 2.0, 4.0, 6.0]);
        assert_eq!(ticks(9.0, true), [0.0, 3.0, 6.0, 9.0]);
        assert_eq!(ticks(9.0, false), [0.0, 2.5, 5.0, 7.5]);
        assert!(ticks(0.01, false).len() >= 4);
    }
}
