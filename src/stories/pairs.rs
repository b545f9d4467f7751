//! Finds similar articles: every pair published within two days that may belong to one story.

use super::frequencies::{Frequencies, Weighed};
use super::terms::Terms;
use crate::archive::Cancel;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// How many days before and after an article's own are used for term frequencies.
const DAYS_AROUND: i32 = 2;
/// The weights of the headline with the lead, and of the headline with the body.
const LEAD_SHARE: f32 = 0.5;
const BODY_SHARE: f32 = 0.5;
/// The bonus if all numbers are shared, and the penalty for each day between two articles.
const NUMBERS: f32 = 0.1;
const PER_DAY: f32 = 0.13;
/// With this few numbers, sharing them means little.
const FEW_NUMBERS: usize = 3;
/// An article shorter than this, in letters, counts as less similar to a longer one than to one of its own
/// length.
const SHORT: f32 = 250.0;
const SHORT_GAIN: f32 = 1.6;
/// Pairs less similar than this are dropped.
pub(super) const LEAST_ALIKE: f32 = 0.1;
/// Two articles are compared only if they share some of each other's most distinctive terms.
const TELLING: usize = 40;
const LEAST_SHARED: u32 = 2;

/// An article with its day of publication, counted from an arbitrary day.
pub(super) struct Dated {
    pub(super) day: i32,
    pub(super) terms: Terms,
}

/// Two articles and their similarity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    pub(super) one: u32,
    pub(super) other: u32,
    pub(super) alike: f32,
}

/// The terms of one article, indexed for fast lookup.
struct Lookup {
    slots: Vec<Weighed>,
    used: Vec<usize>,
}

impl Lookup {
    const SLOTS: usize = 1 << 13;

    fn new() -> Self {
        Self { slots: vec![Weighed::default(); Self::SLOTS], used: Vec::new() }
    }

    fn fill(&mut self, terms: &[Weighed]) {
        for &at in &self.used {
            self.slots[at] = Weighed::default();
        }
        self.used.clear();
        for term in terms.iter().take(Self::SLOTS / 2) {
            let mut at = Self::first(term.hash);
            while self.slots[at].body != 0.0 {
                at = (at + 1) & (Self::SLOTS - 1);
            }
            self.slots[at] = *term;
            self.used.push(at);
        }
    }

    fn first(hash: u32) -> usize {
        (hash.wrapping_mul(0x9e37_79b1) >> 19) as usize
    }

    /// The similarity of the indexed article and another by their terms; none if they share fewer rare ones than
    /// this.
    fn alike(&self, other: &[Weighed], least_rare: u32) -> f32 {
        let (mut lead, mut body, mut rare) = (0.0, 0.0, 0);
        for term in other {
            let mut at = Self::first(term.hash);
            while self.slots[at].body != 0.0 {
                if self.slots[at].hash == term.hash {
                    lead += self.slots[at].lead * term.lead;
                    body += self.slots[at].body * term.body;
                    rare += u32::from(term.is_rare);
                    break;
                }
                at = (at + 1) & (Self::SLOTS - 1);
            }
        }
        if rare < least_rare { 0.0 } else { LEAD_SHARE * lead + BODY_SHARE * body }
    }
}

/// The most distinctive terms of an article.
fn telling(weighed: &[Weighed]) -> Vec<u32> {
    let mut order: Vec<&Weighed> = weighed.iter().collect();
    if order.len() > TELLING {
        order.select_nth_unstable_by(TELLING, |one, other| {
            (other.lead + other.body).total_cmp(&(one.lead + one.body)).then(one.hash.cmp(&other.hash))
        });
        order.truncate(TELLING);
    }
    order.into_iter().map(|term| term.hash).collect()
}

/// The articles of one day, weighted by the five days around theirs, and their pairs: what is kept while
/// other days change.
pub(super) struct DayPairs {
    pub(super) day: i32,
    /// The prints of its articles, in their order.
    prints: Vec<u64>,
    pub(super) weights: Vec<Vec<Weighed>>,
    pairs: Vec<DayPair>,
}

/// A pair of an article of a day and an earlier one, each by its place among its day's.
#[derive(Clone, Copy)]
struct DayPair {
    /// How many days before.
    before: i32,
    one: u32,
    other: u32,
    alike: f32,
}

/// The articles of a day by their most distinctive terms, counted from its first.
#[derive(Default)]
struct Telling(FxHashMap<u32, Vec<u32>>);

impl Telling {
    fn of(weights: &[Vec<Weighed>]) -> Self {
        let mut with = Self::default();
        weights.iter().enumerate().for_each(|(at, weighed)| with.add(at as u32, telling(weighed)));
        with
    }

    fn add(&mut self, article: u32, telling: Vec<u32>) {
        telling.into_iter().for_each(|term| self.0.entry(term).or_default().push(article));
    }

    /// The articles that share enough telling terms to be compared, in order.
    fn candidates(&self, telling: &[u32]) -> Vec<u32> {
        let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
        for other in telling.iter().filter_map(|term| self.0.get(term)).flatten() {
            *shared.entry(*other).or_default() += 1;
        }
        let enough = shared.into_iter().filter(|&(_, count)| count >= LEAST_SHARED);
        let mut candidates: Vec<u32> = enough.map(|(other, _)| other).collect();
        candidates.sort_unstable();
        candidates
    }
}

/// Which days have to be looked at again because others have come, changed or gone.
pub(super) struct ChangedDays(BTreeSet<i32>);

impl ChangedDays {
    /// Compares days, given by their articles' prints, with those kept.
    pub(super) fn of<'a>(days: impl Iterator<Item = (i32, &'a [u64])>, kept: &[DayPairs]) -> Self {
        let now: BTreeSet<(i32, &[u64])> = days.collect();
        let before: BTreeSet<(i32, &[u64])> = kept.iter().map(|it| (it.day, it.prints.as_slice())).collect();
        Self(now.symmetric_difference(&before).map(|(day, _)| *day).collect())
    }

    fn is_any(&self, from: i32, to: i32) -> bool {
        self.0.range(from..=to).next().is_some()
    }

    /// Whether the weights of a day's articles change.
    fn changes_weights(&self, day: i32) -> bool {
        self.is_any(day - DAYS_AROUND, day + DAYS_AROUND)
    }

    /// Whether the pairs of a day with earlier ones change.
    fn changes_pairs(&self, day: i32) -> bool {
        self.is_any(day - 2 * DAYS_AROUND, day + DAYS_AROUND)
    }

    /// Whether the terms of a day's articles are needed: for the weights of a day, or for its pairs.
    pub(super) fn needs_terms(&self, day: i32) -> bool {
        self.is_any(day - 2 * DAYS_AROUND, day + 2 * DAYS_AROUND)
    }
}

/// The pairs of similar articles by day; `None` if cancelled. `articles` must be sorted by day, and may lack
/// the terms that aren't needed; `prints` are theirs. Days that haven't changed are taken from `kept`.
pub(super) fn pairs(
    articles: &[Dated],
    prints: &[u64],
    changed: &ChangedDays,
    kept: Vec<DayPairs>,
    cancel: &Cancel,
) -> Option<Vec<DayPairs>> {
    let days: Vec<&[Dated]> = articles.chunk_by(|one, other| one.day == other.day).collect();
    let mut kept: FxHashMap<i32, DayPairs> = kept.into_iter().map(|kept| (kept.day, kept)).collect();
    let mut frequencies = Frequencies::new();
    let (mut added, mut removed, mut first) = (0, 0, 0);
    let mut done: Vec<DayPairs> = Vec::with_capacity(days.len());
    let mut lookup = Lookup::new();
    for own in &days {
        let day = own[0].day;
        while added < days.len() && days[added][0].day <= day + DAYS_AROUND {
            frequencies.add(terms_of(days[added]));
            added += 1;
        }
        while days[removed][0].day < day - DAYS_AROUND {
            frequencies.remove(terms_of(days[removed]));
            removed += 1;
        }
        let kept = kept.remove(&day);
        let own_prints = prints.get(first..first + own.len()).unwrap_or_default();
        let mut today = match kept {
            Some(kept) if !changed.changes_pairs(day) => kept,
            kept => DayPairs {
                day,
                prints: own_prints.to_vec(),
                weights: match kept {
                    Some(kept) if !changed.changes_weights(day) => kept.weights,
                    _ => own.iter().map(|article| frequencies.weigh(&article.terms)).collect(),
                },
                pairs: Vec::new(),
            },
        };
        if changed.changes_pairs(day) {
            let past = done.iter().rev().take_while(|past| past.day >= day - DAYS_AROUND).count();
            let past = done.get(done.len() - past..).unwrap_or_default();
            let least_rare = frequencies.least_rare();
            today.pairs = pairs_of_day(&today, past, articles, first, &mut lookup, least_rare, cancel)?;
        }
        first += own.len();
        done.push(today);
    }
    Some(done)
}

fn terms_of(articles: &[Dated]) -> impl Iterator<Item = &Terms> {
    articles.iter().map(|article| &article.terms)
}

/// The pairs of a day's articles with earlier ones of that day and of the days before, `past`. `first` is the
/// number of the day's first article.
fn pairs_of_day(
    today: &DayPairs,
    past: &[DayPairs],
    articles: &[Dated],
    first: usize,
    lookup: &mut Lookup,
    least_rare: [u32; 2],
    cancel: &Cancel,
) -> Option<Vec<DayPair>> {
    let mut from = first;
    let mut before = Vec::new();
    for past in past.iter().rev() {
        from -= past.weights.len();
        before.push((past, from, Telling::of(&past.weights)));
    }
    before.reverse();
    let mut pairs = Vec::new();
    let mut so_far = Telling::default();
    for (at, weighed) in today.weights.iter().enumerate() {
        if cancel.is_cancelled() {
            return None;
        }
        let telling = telling(weighed);
        lookup.fill(weighed);
        let least_rare = least_rare[usize::from(articles[first + at].terms.is_latin)];
        let days = before.iter().map(|(past, from, with)| (*past, *from, with));
        for (past, from, with) in days.chain([(today, first, &so_far)]) {
            for one in with.candidates(&telling) {
                let terms = lookup.alike(&past.weights[one as usize], least_rare);
                let alike = weigh_in(terms, &articles[first + at], &articles[from + one as usize]);
                if alike >= LEAST_ALIKE {
                    pairs.push(DayPair { before: today.day - past.day, one, other: at as u32, alike });
                }
            }
        }
        so_far.add(at as u32, telling);
    }
    Some(pairs)
}

/// The pairs of all days, by the numbers of their articles.
pub(super) fn edges(days: &[DayPairs]) -> Vec<Edge> {
    let mut firsts: FxHashMap<i32, u32> = FxHashMap::default();
    let (mut first, mut edges) = (0, Vec::new());
    for day in days {
        firsts.insert(day.day, first);
        let edge = |pair: &DayPair| {
            let from = firsts.get(&(day.day - pair.before))?;
            Some(Edge { one: from + pair.one, other: first + pair.other, alike: pair.alike })
        };
        edges.extend(day.pairs.iter().filter_map(edge));
        first += day.weights.len() as u32;
    }
    edges
}

/// Adjusts similarity for shared numbers, days between the articles, and very short texts.
fn weigh_in(terms: f32, one: &Dated, other: &Dated) -> f32 {
    let (fewer, more) = match one.terms.numbers.len() <= other.terms.numbers.len() {
        true => (&one.terms.numbers, &other.terms.numbers),
        false => (&other.terms.numbers, &one.terms.numbers),
    };
    let shared = fewer.iter().filter(|number| more.binary_search(number).is_ok()).count();
    let numbers = if fewer.is_empty() { 0.0 } else { shared as f32 / fewer.len().max(FEW_NUMBERS) as f32 };
    let days = (one.day - other.day).abs() as f32;
    let alike = terms + NUMBERS * numbers - PER_DAY * days;
    let (short, long) =
        (one.terms.letters.min(other.terms.letters), one.terms.letters.max(other.terms.letters));
    let (short, long) = (short.max(1) as f32, long.max(1) as f32);
    if short < SHORT { alike * (long / short).powf(0.3).min(SHORT_GAIN) } else { alike }
}
