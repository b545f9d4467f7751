//! Tells the days of an archive from few that lie far away, as one article with a wrong year does: they are not to
//! squeeze all others in a chart.

use jiff::Unit;
use jiff::civil::Date;
use std::ops::Range;

/// The least gap, in days, between far days and the others.
const FAR: i64 = 60;
/// The far days at an end have at most one in this many articles.
const FEW: u32 = 50;

/// The index range of the days that aren't far from all others. Days are given in order, with their counts.
pub fn near_days(days: &[(Date, u32)]) -> Range<usize> {
    let mut near = 0..days.len();
    loop {
        // An outlier at one end can hide one at the other, so both ends are checked again.
        let kept = days.get(near.clone()).unwrap_or_default();
        let before = far_before(kept);
        let after = far_after(kept.get(before..).unwrap_or_default());
        if before + after == 0 {
            return near;
        }
        near = near.start + before..near.end - after;
    }
}

/// The number of days from one day to another.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.until((Unit::Day, to)).map_or(0, |span| i64::from(span.get_days()))
}

/// How many days at the start lie far before the others: farther than the span of the others.
fn far_before(days: &[(Date, u32)]) -> usize {
    let Some((last, _)) = days.last() else { return 0 };
    far(days.iter().copied(), days_between, *last)
}

/// How many days at the end lie far after the others.
fn far_after(days: &[(Date, u32)]) -> usize {
    let Some((first, _)) = days.first() else { return 0 };
    far(days.iter().rev().copied(), |from, to| days_between(to, from), *first)
}

/// How many of the first `days` have few articles and are farther from the next day than that is from `end`.
fn far(
    days: impl DoubleEndedIterator<Item = (Date, u32)> + Clone,
    between: impl Fn(Date, Date) -> i64,
    end: Date,
) -> usize {
    let total: u32 = days.clone().map(|(_, count)| count).sum();
    let most = (total / FEW).max(1);
    let (mut seen, mut far) = (0, 0);
    for (index, ((day, count), (next, _))) in days.clone().zip(days.skip(1)).enumerate() {
        seen += count;
        if seen > most {
            break;
        }
        if between(day, next) > between(next, end).max(FAR) {
            far = index + 1;
        }
    }
    far
}
