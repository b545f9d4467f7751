//! Trends as SVG: lines labelled at their ends, and below them all articles of each time.

use super::frame::{ChartFrame, ticks};
use super::svg::{Anchor, Rgb, Svg, Type};
use crate::text::shortened;
use crate::view::trend::{TrendForm, TrendLine, trend_key, trend_lines, trend_top};
use crate::view::{grouped, labels_apart, trend_times, trend_value};
use crate::whole::{Period, Point, Trend};

/// The sizes of the chart, in pixels.
const WIDTH: f32 = 1200.0;
const LEFT: f32 = 72.0;
const RIGHT: f32 = 200.0;
const TOP: f32 = 104.0;
const PLOT: f32 = 380.0;
const AXIS: f32 = 34.0;
const SUMS: f32 = 60.0;
const FOOT: f32 = 58.0;

/// The most characters of a name beside the plot.
const LONGEST_NAME: usize = 12;

/// The places of the plot's points.
struct PointPlaces {
    step: f32,
    most: f64,
}

impl PointPlaces {
    fn x(&self, at: f32) -> f32 {
        LEFT + (at + 0.5) * self.step
    }

    fn y(&self, value: f64) -> f32 {
        TOP + PLOT - (value / self.most) as f32 * PLOT
    }
}

/// Draws a trend.
pub(super) fn trend_svg(trend: &Trend, period: Period, form: TrendForm, frame: &ChartFrame<'_>) -> String {
    let ink = frame.ink;
    let times = trend.series.first().map_or(&[][..], |series| series.points.as_slice());
    let lines = trend_lines(trend, form);
    let height = TOP + PLOT + AXIS + SUMS + FOOT;
    let mut svg = Svg::new(WIDTH, height, ink.background);
    let set = |size, weight, color| Type { size, weight, color };
    svg.text((LEFT, 36.0), Anchor::Start, set(22.0, 700, ink.text), frame.title);
    svg.text((LEFT, 64.0), Anchor::Start, set(13.0, 400, ink.secondary), frame.scope);
    let unit = if form.counts { frame.lang.as_counts() } else { frame.lang.share_of_articles() };
    svg.text((LEFT, TOP - 16.0), Anchor::Start, set(12.0, 400, ink.secondary), unit);
    let most = trend_top(&lines, form);
    let places = PointPlaces { step: (WIDTH - LEFT - RIGHT) / times.len().max(1) as f32, most };
    let axis = set(12.0, 400, ink.secondary);
    for tick in ticks(most, form.counts) {
        let y = places.y(tick);
        svg.line((LEFT, y), (WIDTH - RIGHT, y), ink.line, 1.0);
        let text =
            if form.counts { grouped(tick as usize) } else { format!("{}%", (tick * 100.0).round() / 100.0) };
        svg.text((LEFT - 8.0, y), Anchor::End, axis, &text);
    }
    // Stretches of times in which nothing was crawled are hatched without seams.
    let mut at = 0;
    for stretch in times.chunk_by(|one, next| one.is_uncovered() == next.is_uncovered()) {
        if stretch.first().is_some_and(Point::is_uncovered) {
            let size = (places.step * stretch.len() as f32, PLOT);
            svg.hatch((places.x(at as f32 - 0.5), TOP), size, 7.0, ink.hatch);
        }
        at += stretch.len();
    }
    draw_axis(&mut svg, times, period, &places, frame);
    draw_sums(&mut svg, times, &places, frame);
    for line in &lines {
        draw_line(&mut svg, line, times, &places, form, frame);
    }
    draw_labels(&mut svg, &lines, &places, form, frame);
    let caption = set(12.0, 400, ink.secondary);
    if let Some(key) = trend_key(times, form, frame.lang) {
        svg.text((WIDTH - RIGHT, TOP - 16.0), Anchor::End, caption, &key);
    }
    if trend.undated > 0 {
        let undated = frame.lang.undated_count(trend.undated as usize);
        svg.text((LEFT, height - 40.0), Anchor::Start, caption, &undated);
    }
    svg.text((LEFT, height - 22.0), Anchor::Start, caption, frame.caption);
    svg.finish(&format!("{} · {}", frame.title, frame.scope))
}

fn color_of(line: &TrendLine<'_>, frame: &ChartFrame<'_>) -> Rgb {
    frame.ink.lines[line.color % frame.ink.lines.len()]
}

fn draw_axis(svg: &mut Svg, times: &[Point], period: Period, places: &PointPlaces, frame: &ChartFrame<'_>) {
    let every = times.len() / 12 + 1;
    for label in trend_times(times, period, every) {
        let color = if label.is_sunday { frame.ink.sunday } else { frame.ink.secondary };
        let set = Type { size: 12.0, weight: 400, color };
        let place = (places.x(label.at as f32), TOP + PLOT + 16.0);
        svg.text(place, Anchor::Middle, set, &label.text);
    }
}

/// The bars of all articles of each time, which shares refer to.
fn draw_sums(svg: &mut Svg, times: &[Point], places: &PointPlaces, frame: &ChartFrame<'_>) {
    let most = times.iter().map(|time| time.of).max().unwrap_or(0).max(1);
    let foot = TOP + PLOT + AXIS + SUMS;
    for (at, time) in times.iter().enumerate() {
        let tall = time.of as f32 / most as f32 * (SUMS - 8.0);
        let width = (places.step * 0.55).max(1.0);
        let left = places.x(at as f32) - width / 2.0;
        svg.rect((left, foot - tall), (width, tall), frame.ink.denominator, 1.0);
    }
    svg.line((LEFT, foot), (WIDTH - RIGHT, foot), frame.ink.line, 1.0);
    let set = Type { size: 12.0, weight: 400, color: frame.ink.secondary };
    svg.text((LEFT - 8.0, foot - SUMS + 12.0), Anchor::End, set, &grouped(most as usize));
    svg.text((WIDTH - RIGHT + 10.0, foot - 8.0), Anchor::Start, set, frame.lang.all_articles());
}

fn draw_line(
    svg: &mut Svg,
    line: &TrendLine<'_>,
    times: &[Point],
    places: &PointPlaces,
    form: TrendForm,
    frame: &ChartFrame<'_>,
) {
    let color = color_of(line, frame);
    for stretch in line.stretches() {
        let points: Vec<(f32, f32)> =
            stretch.into_iter().map(|(x, y)| (places.x(x as f32), places.y(y))).collect();
        svg.path(&points, color, line.color >= frame.ink.lines.len());
    }
    let last = line.last().map(|(at, _)| at);
    for (at, value) in line.values.iter().enumerate().filter_map(|(at, value)| Some((at, (*value)?))) {
        let is_part = times.get(at).and_then(|time| time.covered).is_some_and(|hours| hours < 24);
        if last == Some(at) || is_part && form.marks_parts(times.len()) {
            let fill = if is_part { frame.ink.background } else { color };
            svg.marker((places.x(at as f32), places.y(value)), line.color, color, fill);
        }
    }
}

/// The names of the lines at their right ends, without overlaps. A leader leads from a name to the end of its line, or to
/// the edge of the plot where the line ends earlier, since it would cross others.
fn draw_labels(
    svg: &mut Svg,
    lines: &[TrendLine<'_>],
    places: &PointPlaces,
    form: TrendForm,
    frame: &ChartFrame<'_>,
) {
    let ends = lines.iter().filter_map(|line| Some((line, line.last()?)));
    let mut ends: Vec<_> = ends.map(|(line, (at, value))| (line, at, value, places.y(value))).collect();
    ends.sort_by(|one, other| one.3.total_cmp(&other.3));
    let heights: Vec<f32> = ends.iter().map(|end| end.3).collect();
    let labels = labels_apart(&heights, TOP, TOP + PLOT);
    let last = ends.iter().map(|end| end.1).max();
    for ((line, at, value, y), label) in ends.into_iter().zip(labels) {
        let color = color_of(line, frame);
        let left = WIDTH - RIGHT + 6.0;
        if last == Some(at) {
            svg.line((places.x(at as f32) + 6.0, y), (left, y), color, 1.0);
        }
        svg.line((left, y), (left + 12.0, label), color, 1.0);
        let text =
            format!("{} {}", shortened(&line.series.name, LONGEST_NAME), trend_value(Some(value), form));
        svg.text((left + 18.0, label), Anchor::Start, Type { size: 13.0, weight: 600, color }, &text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Lang;
    use crate::view::charts::frame::ChartInk;
    use crate::whole::Series;
    use jiff::civil::date;

    const INK: ChartInk = ChartInk {
        background: [255; 3],
        text: [0; 3],
        secondary: [90; 3],
        line: [200; 3],
        heat: [[1; 3]; 5],
        pale: [[2; 3]; 5],
        hatch: [3; 3],
        lines: [[10; 3], [20; 3], [30; 3], [40; 3]],
        denominator: [4; 3],
        sunday: [5; 3],
    };

    fn series(name: &str, counts: [(u32, u8); 3]) -> Series {
        let point = |(at, (count, hours)): (usize, (u32, u8))| {
            let day = date(2026, 1, 1 + at as i8);
            Point { from: day, to: day, count, of: 20, covered: Some(hours) }
        };
        Series {
            query: 0,
            name: name.to_owned(),
            points: counts.into_iter().enumerate().map(point).collect(),
        }
    }

    fn drawn(trend: &Trend) -> String {
        let frame = ChartFrame { title: "추이", scope: "", caption: "", ink: &INK, lang: Lang::Korean };
        trend_svg(trend, Period::Day, TrendForm { counts: true, window: 0 }, &frame)
    }

    #[test]
    fn a_leader_reaches_the_end_of_a_line_that_crosses_no_other() {
        let whole = series("가", [(5, 24), (6, 24), (7, 24)]);
        let ended = series("나", [(3, 24), (9, 24), (4, 0)]);
        let svg = drawn(&Trend { series: vec![whole, ended], ..Trend::default() });
        let begins = |color: &str| -> Vec<f32> {
            let lines = svg.split("<line x1=\"").skip(1).filter_map(|it| it.split_once("/>"));
            let of_color = lines.filter(|(line, _)| line.contains(color));
            of_color.filter_map(|(line, _)| line.split('"').next()?.parse().ok()).collect()
        };
        let (edge, step) = (WIDTH - RIGHT, (WIDTH - LEFT - RIGHT) / 3.0);
        assert_eq!(
            begins("#0a0a0a"),
            [edge - step / 2.0 + 6.0, edge + 6.0].map(|x| (x * 100.0).round() / 100.0)
        );
        assert_eq!(begins("#141414"), [edge + 6.0], "the other ends a day earlier");
    }

    #[test]
    fn a_chart_says_how_many_articles_have_no_date() {
        let trend =
            |undated| Trend { series: vec![series("가", [(1, 24); 3])], undated, ..Trend::default() };
        assert!(drawn(&trend(13)).contains("게재일이 없는 기사 13건"));
        assert!(!drawn(&trend(0)).contains("게재일이 없는"));
    }
}
