//! What a list shows and in which order: the articles of a catalogue, narrowed by publisher, category and day, sorted.

use super::find::korean_day;
use super::{Found, Kind, Relevance, Search};
use crate::archive::{Catalogue, Row};
use crate::article::Published;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// What the reader wants to see listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListRequest {
    /// What is looked for, as it was typed; everything where it is empty.
    pub query: String,
    /// The stretch of the query that the input method has not finished, in bytes.
    pub unfinished: Range<usize>,
    /// What the list is sorted by.
    pub key: SortKey,
    /// Whether the order is turned round. What has no date (publisher, title) stays last.
    pub reverse: bool,
    /// Only these publishers; all where it is empty.
    pub publishers: BTreeSet<String>,
    /// Only these categories; all where it is empty.
    pub categories: BTreeSet<String>,
    /// Only what was published on this day or later.
    pub from: Option<Date>,
    /// Only what was published on this day or earlier.
    pub to: Option<Date>,
    /// Every file, not only the newest revision of each article.
    pub all_versions: bool,
}

impl ListRequest {
    /// Whether anything is left out.
    pub fn is_narrowed(&self) -> bool {
        !self.publishers.is_empty() || !self.categories.is_empty() || self.from.is_some() || self.to.is_some()
    }

    /// The same with nothing left out.
    pub fn without_filter(&self) -> Self {
        Self {
            publishers: BTreeSet::new(),
            categories: BTreeSet::new(),
            from: None,
            to: None,
            ..self.clone()
        }
    }
}

/// What a list is sorted by; dates newest first, texts in the order of their code points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortKey {
    /// The date of publication; of one day, the last crawled first, then by id.
    #[default]
    Published,
    /// The time of crawling.
    Crawled,
    /// The publisher's name, then newest first.
    Publisher,
    /// The headline, then newest first.
    Title,
    /// How well it answers the query, then newest first; by date where there is no query.
    Relevance,
}

/// What a query found.
#[derive(Clone, Debug)]
pub struct Finds {
    /// What was looked for.
    pub search: Arc<Search>,
    /// What was found, by ordinal and ascending, each with the weakest kind of match that it needed.
    pub articles: Vec<(u32, Kind)>,
}

/// A list made ready to be shown.
#[derive(Debug, Default)]
pub struct Listing {
    /// The snapshot that the ordinals belong to.
    pub catalogue: Arc<Catalogue>,
    /// What was asked for.
    pub request: ListRequest,
    /// What its query found, before anything narrows it; `None` without a query.
    pub finds: Option<Finds>,
    /// Other queries that would find something, and how much, where this one finds nothing.
    pub offers: Vec<(String, usize)>,
    /// The articles in order, by ordinal.
    pub ordinals: Vec<u32>,
    /// Where days begin, ascending; empty where the list is not sorted by date.
    pub headings: Vec<Heading>,
    /// The publishers and how many articles each has of what all but the choice of publishers lets through, most
    /// first. It names every publisher that the request names.
    pub publishers: Vec<(String, u32)>,
    /// The categories, counted likewise.
    pub categories: Vec<(String, u32)>,
    /// The days, counted likewise, ascending.
    pub days: Vec<(Date, u32)>,
    /// How many articles the catalogue has, before anything is left out.
    pub total: u32,
}

/// A day's heading in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The position of the day's first article in the list.
    pub first: u32,
    /// The day, in Korean time; `None` for articles without a date.
    pub day: Option<Date>,
}

impl Listing {
    /// Narrows and sorts a catalogue, or what the request's query found in it.
    pub fn new(catalogue: Arc<Catalogue>, request: ListRequest, finds: Option<Finds>) -> Self {
        let mut chosen = choose(&catalogue, &request, finds.as_ref());
        sort(&catalogue, &request, finds.as_ref(), &mut chosen.ordinals);
        let headings = headings(&catalogue, request.key, &chosen.ordinals);
        Self {
            request,
            headings,
            ordinals: chosen.ordinals,
            publishers: chosen.publishers,
            categories: chosen.categories,
            days: chosen.days,
            total: chosen.total,
            finds,
            offers: Vec::new(),
            catalogue,
        }
    }

    /// How many articles are listed.
    pub fn len(&self) -> usize {
        self.ordinals.len()
    }

    /// Whether nothing is listed.
    pub fn is_empty(&self) -> bool {
        self.ordinals.is_empty()
    }

    /// The row at a position of the list.
    pub fn row(&self, position: usize) -> Option<Row<'_>> {
        self.catalogue.row(*self.ordinals.get(position)?)
    }

    /// The weakest kind of match that an article of the list needed; `None` without a query.
    pub fn kind(&self, ordinal: u32) -> Option<Kind> {
        let articles = &self.finds.as_ref()?.articles;
        let at = articles.binary_search_by_key(&ordinal, |&(found, _)| found).ok()?;
        articles.get(at).map(|&(_, kind)| kind)
    }

    /// Where a file stands in the list, by ordinal.
    pub fn position(&self, ordinal: u32) -> Option<usize> {
        self.ordinals.iter().position(|&listed| listed == ordinal)
    }

    /// Where a file stands in the list, or else the newest version of its article.
    pub fn position_of_article(&self, ordinal: u32) -> Option<usize> {
        let newest = || self.catalogue.revisions(ordinal)?.first().copied();
        self.position(ordinal).or_else(|| self.position(newest()?))
    }
}

struct Chosen {
    ordinals: Vec<u32>,
    publishers: Vec<(String, u32)>,
    categories: Vec<(String, u32)>,
    days: Vec<(Date, u32)>,
    total: u32,
}

fn choose(catalogue: &Catalogue, request: &ListRequest, finds: Option<&Finds>) -> Chosen {
    let mut chosen = Choosing {
        request,
        publishers: request.publishers.iter().map(|publisher| (publisher.as_str(), 0)).collect(),
        categories: request.categories.iter().map(|category| (category.as_str(), 0)).collect(),
        days: FxHashMap::default(),
        ordinals: Vec::new(),
    };
    let is_listed = |ordinal| request.all_versions || catalogue.is_newest(ordinal);
    match finds {
        Some(finds) => {
            let found = finds.articles.iter().filter(|&&(ordinal, _)| is_listed(ordinal));
            for (ordinal, row) in found.filter_map(|&(ordinal, _)| Some((ordinal, catalogue.row(ordinal)?))) {
                chosen.add(ordinal, &row);
            }
        }
        None => {
            for (ordinal, row) in (0u32..).zip(catalogue.rows()).filter(|&(ordinal, _)| is_listed(ordinal)) {
                chosen.add(ordinal, &row);
            }
        }
    }
    let total = if request.all_versions { catalogue.len() } else { catalogue.article_count() };
    let Choosing { publishers, categories, days, ordinals, .. } = chosen;
    let mut days: Vec<_> = days.into_iter().collect();
    days.sort_unstable();
    Chosen { ordinals, publishers: most_first(publishers), categories: most_first(categories), days, total }
}

/// Names with their counts, those with the most first, and equals by name.
pub(super) fn most_first(counts: FxHashMap<&str, u32>) -> Vec<(String, u32)> {
    let mut counts: Vec<_> = counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    counts.sort_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
    counts
}

/// What has been chosen and counted so far.
struct Choosing<'a> {
    request: &'a ListRequest,
    publishers: FxHashMap<&'a str, u32>,
    categories: FxHashMap<&'a str, u32>,
    days: FxHashMap<Date, u32>,
    ordinals: Vec<u32>,
}

impl<'a> Choosing<'a> {
    fn add(&mut self, ordinal: u32, row: &Row<'a>) {
        let request = self.request;
        let day = row.published().map(Published::date);
        let in_days = match day {
            Some(day) => request.from.is_none_or(|from| from <= day) && request.to.is_none_or(|to| day <= to),
            None => request.from.is_none() && request.to.is_none(),
        };
        let is_of = |names: &BTreeSet<String>, name| names.is_empty() || names.contains(name);
        let of_publishers = is_of(&request.publishers, row.publisher());
        let of_categories = is_of(&request.categories, row.category());
        // Each count follows what the others choose, so that what stands beside a choice can be chosen as well.
        if let Some(day) = day.filter(|_| of_publishers && of_categories) {
            *self.days.entry(day).or_default() += 1;
        }
        if in_days && of_categories {
            *self.publishers.entry(row.publisher()).or_default() += 1;
        }
        if in_days && of_publishers {
            *self.categories.entry(row.category()).or_default() += 1;
        }
        if in_days && of_publishers && of_categories {
            self.ordinals.push(ordinal);
        }
    }
}

fn sort(catalogue: &Catalogue, request: &ListRequest, finds: Option<&Finds>, ordinals: &mut Vec<u32>) {
    let published = |_: u32, row: &Row<'_>| row.published().map(|published| Reverse(published.time()));
    match (request.key, finds) {
        (SortKey::Relevance, Some(finds)) => {
            sort_by(catalogue, request, ordinals, |ordinal, row| relevance(finds, ordinal, row))
        }
        (SortKey::Relevance, None) | (SortKey::Published, _) => {
            sort_by(catalogue, request, ordinals, published)
        }
        (SortKey::Crawled, _) => sort_by(catalogue, request, ordinals, |_, row| row.crawled().map(Reverse)),
        (SortKey::Publisher, _) => sort_by(catalogue, request, ordinals, |_, row| some_text(row.publisher())),
        (SortKey::Title, _) => sort_by(catalogue, request, ordinals, |_, row| some_text(row.title())),
    }
}

fn relevance(finds: &Finds, ordinal: u32, row: &Row<'_>) -> Option<Relevance> {
    let (corpus, article) = row.place();
    let at = finds.articles.binary_search_by_key(&ordinal, |&(found, _)| found).ok()?;
    let kind = finds.articles.get(at)?.1;
    Some(finds.search.matcher.relevance(corpus, Found { article, kind }))
}

fn some_text(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// Sorts by `key`, what has none last, and equals newest first; keys are read once, as rows are slow to look up.
fn sort_by<'a, K: Ord + Copy>(
    catalogue: &'a Catalogue,
    request: &ListRequest,
    ordinals: &mut Vec<u32>,
    key: impl Fn(u32, &Row<'a>) -> Option<K>,
) {
    let mut keyed: Vec<_> = ordinals
        .iter()
        .filter_map(|&ordinal| {
            let row = catalogue.row(ordinal)?;
            let key = key(ordinal, &row);
            let newest = (Reverse(row.published().map(Published::time)), Reverse(row.crawled()));
            Some(((key.is_none(), key, newest), ordinal))
        })
        .collect();
    let last_resort = |ordinal| catalogue.row(ordinal).map(|row| (row.id(), row.path()));
    keyed.sort_unstable_by(|(a, i), (b, j)| a.cmp(b).then_with(|| last_resort(*i).cmp(&last_resort(*j))));
    if request.reverse {
        let without_key = keyed.partition_point(|((is_none, ..), _)| !is_none);
        let (with, without) = keyed.split_at_mut(without_key);
        with.reverse();
        without.reverse();
    }
    ordinals.clear();
    ordinals.extend(keyed.iter().map(|(_, ordinal)| ordinal));
}

fn headings(catalogue: &Catalogue, key: SortKey, ordinals: &[u32]) -> Vec<Heading> {
    let day_of = |row: Row<'_>| match key {
        SortKey::Published => row.published().map(Published::date),
        SortKey::Crawled => row.crawled().map(korean_day),
        SortKey::Publisher | SortKey::Title | SortKey::Relevance => None,
    };
    if matches!(key, SortKey::Publisher | SortKey::Title | SortKey::Relevance) {
        return Vec::new();
    }
    let mut headings: Vec<Heading> = Vec::new();
    for (first, &ordinal) in (0u32..).zip(ordinals) {
        let day = catalogue.row(ordinal).and_then(day_of);
        if headings.last().is_none_or(|heading| heading.day != day) {
            headings.push(Heading { first, day });
        }
    }
    headings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{CatalogueBuilder, SegmentBuilder};
    use crate::article::Article;
    use jiff::civil::date;
    use std::path::Path;

    fn catalogue(articles: &[(&str, &str, Option<Date>)]) -> Arc<Catalogue> {
        let mut segment = SegmentBuilder::default();
        for (id, publisher, published) in articles {
            let article = Article {
                id: (*id).to_owned(),
                title: format!("제목 {id}"),
                publisher: (*publisher).to_owned(),
                category: if *id == "901_3" { "경제" } else { "" }.to_owned(),
                published: published.map(Published::Date),
                ..Article::default()
            };
            segment.push(Path::new(&format!("{id}.md")), &article);
        }
        let mut builder = CatalogueBuilder::default();
        builder.push(segment.take());
        Arc::new(builder.snapshot())
    }

    fn sample() -> Arc<Catalogue> {
        catalogue(&[
            ("901_1", "한빛일보", Some(date(2026, 1, 1))),
            ("901_2", "새벽경제", None),
            ("901_3", "한빛일보", Some(date(2026, 1, 3))),
            ("901_4", "새벽경제", Some(date(2026, 1, 1))),
        ])
    }

    fn ids(request: ListRequest) -> Vec<String> {
        let listing = Listing::new(sample(), request, None);
        (0..listing.len()).filter_map(|at| Some(listing.row(at)?.id().to_owned())).collect()
    }

    #[test]
    fn newest_first_and_without_a_date_last_in_either_direction() {
        assert_eq!(ids(ListRequest::default()), ["901_3", "901_1", "901_4", "901_2"]);
        let reverse = ListRequest { reverse: true, ..ListRequest::default() };
        assert_eq!(ids(reverse), ["901_4", "901_1", "901_3", "901_2"]);
    }

    #[test]
    fn publishers_and_days_narrow_and_counts_follow_the_days() {
        let request = ListRequest {
            publishers: ["새벽경제".to_owned()].into(),
            to: Some(date(2026, 1, 2)),
            ..ListRequest::default()
        };
        let listing = Listing::new(sample(), request, None);
        assert_eq!(listing.row(0).unwrap().id(), "901_4");
        assert_eq!((listing.len(), listing.total), (1, 4));
        assert_eq!(listing.publishers, [("새벽경제".to_owned(), 1), ("한빛일보".to_owned(), 1)]);
    }

    #[test]
    fn each_facet_counts_what_the_others_let_through() {
        let request = ListRequest {
            publishers: ["새벽경제".to_owned()].into(),
            categories: ["경제".to_owned()].into(),
            ..ListRequest::default()
        };
        let listing = Listing::new(sample(), request, None);
        assert!(listing.is_empty() && listing.request.is_narrowed() && listing.days.is_empty());
        assert_eq!(listing.publishers, [("한빛일보".to_owned(), 1), ("새벽경제".to_owned(), 0)]);
        assert_eq!(listing.categories, [(String::new(), 2), ("경제".to_owned(), 0)]);
    }

    #[test]
    fn each_day_has_one_heading() {
        let listing = Listing::new(sample(), ListRequest::default(), None);
        let days: Vec<_> = listing.headings.iter().map(|heading| (heading.first, heading.day)).collect();
        assert_eq!(days, [(0, Some(date(2026, 1, 3))), (1, Some(date(2026, 1, 1))), (3, None)]);
    }

    #[test]
    fn revisions_stand_as_one_article() {
        let day = Some(date(2026, 1, 1));
        let catalogue =
            catalogue(&[("901_1", "한빛일보", day), ("901_2", "한빛일보", day), ("901_1", "한빛일보", day)]);
        assert_eq!(Listing::new(catalogue.clone(), ListRequest::default(), None).len(), 2);
        let every = ListRequest { all_versions: true, ..ListRequest::default() };
        assert_eq!(Listing::new(catalogue, every, None).len(), 3);
    }
}
