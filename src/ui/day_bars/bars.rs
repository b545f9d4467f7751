//! Assigns days to bars: one day per bar, or more if there isn't room for that many bars. Days far from all
//! others are gathered at the ends, so that a single very old article doesn't squeeze the rest.

use crate::whole::{days_between, near_days};
use jiff::Span;
use jiff::civil::Date;

/// A bar: its first and last day, and how many articles they have.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bar {
    pub(super) first: Date,
    pub(super) last: Date,
    pub(super) count: u32,
    /// Whether it stands for omitted days, none of which has an article.
    pub(super) is_gap: bool,
}

/// Groups days, given in order with their article counts, into at most `most` bars.
pub(super) fn bars(days: &[(Date, u32)], most: usize) -> Vec<Bar> {
    let near = near_days(days);
    let (rest, after) = days.split_at(near.end);
    let (before, rest) = rest.split_at(near.start);
    let kept = most.saturating_sub(2 * (usize::from(!before.is_empty()) + usize::from(!after.is_empty())));
    let mut bars = even(rest, kept);
    if let (Some(gathered), Some(next)) = (gathered(before), bars.first()) {
        let gap = gap(gathered.last, next.first);
        bars.splice(0..0, [gathered, gap]);
    }
    if let (Some(gathered), Some(previous)) = (gathered(after), bars.last()) {
        let gap = gap(previous.last, gathered.first);
        bars.extend([gap, gathered]);
    }
    bars
}

fn gathered(days: &[(Date, u32)]) -> Option<Bar> {
    let ((first, _), (last, _)) = (days.first()?, days.last()?);
    let count = days.iter().map(|(_, count)| count).sum();
    Some(Bar { first: *first, last: *last, count, is_gap: false })
}

fn gap(after: Date, before: Date) -> Bar {
    let first = after.tomorrow().unwrap_or(after);
    Bar { first, last: before.yesterday().unwrap_or(before), count: 0, is_gap: true }
}

/// One bar per day from the first to the last, or per as many days as keep the number of bars within `most`.
fn even(days: &[(Date, u32)], most: usize) -> Vec<Bar> {
    let (Some((first, _)), Some((last, _))) = (days.first(), days.last()) else { return Vec::new() };
    let number = |day: Date| usize::try_from(days_between(*first, day)).unwrap_or(0);
    let days_in_bar = (number(*last) + 1).div_ceil(most.max(1)).max(1);
    let day = |number: usize| {
        first.checked_add(Span::new().days(i32::try_from(number).unwrap_or(i32::MAX))).unwrap_or(*last)
    };
    let mut bars: Vec<Bar> = (0..=number(*last))
        .step_by(days_in_bar)
        .map(|start| {
            let last = day(start + days_in_bar - 1).min(*last);
            Bar { first: day(start), last, count: 0, is_gap: false }
        })
        .collect();
    for (day, count) in days {
        if let Some(bar) = bars.get_mut(number(*day) / days_in_bar) {
            bar.count += count;
        }
    }
    bars
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn counts(days: &[(Date, u32)], most: usize) -> Vec<u32> {
        bars(days, most).iter().map(|bar| bar.count).collect()
    }

    #[test]
    fn every_day_has_its_bar_and_many_days_share_one() {
        let days = [(date(2026, 1, 1), 3), (date(2026, 1, 4), 5)];
        assert_eq!(counts(&days, 100), [3, 0, 0, 5]);
        assert_eq!(counts(&days, 2), [3, 5]);
        assert_eq!(bars(&days, 2)[1].last, date(2026, 1, 4));
        assert!(bars(&[], 10).is_empty());
    }

    #[test]
    fn few_articles_far_away_are_gathered_at_the_ends() {
        let near = [(date(2025, 12, 30), 40), (date(2025, 12, 31), 60)];
        let old = [(date(1970, 1, 1), 1), (date(1971, 5, 1), 1)];
        let coming = [(date(2999, 1, 1), 1)];
        let days: Vec<_> = old.into_iter().chain(near).chain(coming).collect();
        assert_eq!(counts(&days, 80), [2, 0, 40, 60, 0, 1]);
        let bars = bars(&days, 80);
        assert_eq!((bars[0].first, bars[0].last), (date(1970, 1, 1), date(1971, 5, 1)));
        assert_eq!((bars[1].is_gap, bars[1].last), (true, date(2025, 12, 29)));
        assert!(bars[4].is_gap);
    }

    #[test]
    fn what_is_many_or_near_keeps_its_place() {
        let days = [(date(2025, 1, 1), 50), (date(2025, 12, 31), 50)];
        assert_eq!(bars(&days, 400).len(), 365, "half of all articles is not a few");
        let days = [(date(2025, 12, 1), 1), (date(2025, 12, 31), 99)];
        assert_eq!(bars(&days, 400).len(), 31, "a month is not far");
    }
}
