//! The contents of a list: a catalogue's articles, filtered by publisher, category and day, and sorted.

use super::choosing::{Choosing, most_first, sort_by_relevance, with_asked};
use super::columns::Columns;
use super::facets::{ChosenNames, FACETS, Facet, FacetEntry};
use super::order::SortKey;
use super::positions::Positions;
use super::{CantAnswer, MatchKind, Search};
use crate::archive::{Catalogue, RemoteFound, Row};
use jiff::civil::Date;
use std::ops::Range;
use std::sync::Arc;

/// What the reader asks to see, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListRequest {
    /// The query as typed; empty for all articles.
    pub query: String,
    /// The byte range of the query that the input method is still composing.
    pub unfinished: Range<usize>,
    pub key: SortKey,
    /// Whether the order is reversed. Articles without the key come last either way.
    pub reverse: bool,
    /// Only articles with these names of facets.
    pub chosen: ChosenNames,
    /// Only articles published on this day or later.
    pub from: Option<Date>,
    /// Only articles published on this day or earlier.
    pub to: Option<Date>,
    /// List every file, not only the newest revision of each article.
    pub all_versions: bool,
}

impl ListRequest {
    /// Whether any filter is set.
    pub fn is_narrowed(&self) -> bool {
        !self.chosen.is_empty() || self.from.is_some() || self.to.is_some()
    }

    /// The same request without filters.
    pub fn without_filter(&self) -> Self {
        Self { chosen: ChosenNames::default(), from: None, to: None, ..self.clone() }
    }
}

/// The results of a query.
#[derive(Clone, Debug)]
pub struct Finds {
    /// The search that was run.
    pub search: Arc<Search>,
    /// The articles found, by ascending ordinal, each with the weakest kind of match it needed.
    pub articles: Vec<(u32, MatchKind)>,
}

/// A list ready to be shown.
#[derive(Debug, Default)]
pub struct Listing {
    /// The snapshot that the ordinals belong to.
    pub catalogue: Arc<Catalogue>,
    pub request: ListRequest,
    /// Whether only the beginning of the list is known, because the search is still running.
    pub is_beginning: bool,
    /// The query's results before filtering; `None` without a query.
    pub finds: Option<Finds>,
    /// Why the query has no results, if the server has no answer to it.
    pub unanswered: Option<CantAnswer>,
    /// Alternative queries with their number of results, if the query itself finds nothing.
    pub offers: Vec<(String, usize)>,
    /// The articles in order.
    pub positions: Positions,
    /// The days' headings in list order; empty if the list isn't sorted by date.
    pub headings: Vec<Heading>,
    /// By facet, its names with the number of articles that each would list under the other facets' choices,
    /// most frequent first. Includes every requested name.
    pub names: [Vec<(String, u32)>; FACETS.len()],
    /// The days, counted in the same way, ascending.
    pub days: Vec<(Date, u32)>,
    /// How many articles the catalogue has, before filtering.
    pub total: u32,
    /// All that is listed, if it lies on a server and isn't read whole.
    pub found_there: Option<Arc<dyn RemoteFound>>,
    /// How many more articles there are past the end of the list, because a server can list only so many in
    /// this order.
    pub beyond: usize,
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
    /// Filters and sorts a catalogue, or the query's results in it.
    pub fn new(columns: &Columns, request: ListRequest, finds: Option<Finds>) -> Self {
        let catalogue = columns.catalogue.clone();
        let order = columns.order(request.key);
        let mut chosen = Choosing::new(columns, &request, order);
        match &finds {
            Some(finds) => finds.articles.iter().for_each(|&(ordinal, _)| chosen.add(ordinal)),
            None => (0..catalogue.len()).for_each(|ordinal| chosen.add(ordinal)),
        }
        let mut ranks = order.listed(&chosen.ranks, request.reverse);
        let headings = match (request.key, &finds) {
            (SortKey::Relevance, Some(finds)) => {
                sort_by_relevance(&catalogue, finds, order, &mut ranks, request.reverse);
                Vec::new()
            }
            (SortKey::Relevance, None) => Vec::new(),
            _ => order.headings_of(&ranks),
        };
        let ordinal = |&rank: &u32| order.ordinals.get(rank as usize).copied();
        let days = columns.days.all.iter().copied().zip(chosen.days);
        Self {
            headings,
            positions: ranks.iter().filter_map(ordinal).collect::<Vec<u32>>().into(),
            names: FACETS.each_ref().map(|&FacetEntry { facet, .. }| {
                let at = facet as usize;
                most_first(&columns.names[at], &chosen.counts[at], request.chosen.of(facet))
            }),
            days: days.filter(|&(_, count)| count > 0).collect(),
            total: if request.all_versions { catalogue.file_count() } else { catalogue.article_count() },
            request,
            is_beginning: false,
            finds,
            unanswered: None,
            offers: Vec::new(),
            found_there: None,
            beyond: 0,
            catalogue,
        }
    }

    /// Appends requested names that have no articles to the names of each facet.
    pub fn add_asked(&mut self) {
        for &FacetEntry { facet, .. } in &FACETS {
            let names = std::mem::take(&mut self.names[facet as usize]);
            self.names[facet as usize] = with_asked(names, self.request.chosen.of(facet));
        }
    }

    /// The beginning of a list: the query's results among the [first files](Columns::first). The counts of
    /// `before` are kept until the search is done.
    pub fn beginning(columns: &Columns, request: ListRequest, finds: Finds, before: &Self) -> Self {
        Self {
            is_beginning: true,
            names: FACETS.each_ref().map(|&FacetEntry { facet, .. }| {
                with_asked(before.names_of(facet).to_vec(), request.chosen.of(facet))
            }),
            days: before.days.clone(),
            ..Self::new(columns, request, Some(finds))
        }
    }

    /// The names of a facet, most frequent first.
    pub fn names_of(&self, facet: Facet) -> &[(String, u32)] {
        &self.names[facet as usize]
    }

    /// How many articles are listed.
    pub fn len(&self) -> usize {
        self.positions.len()
    }

    /// Whether nothing is listed.
    pub fn is_empty(&self) -> bool {
        self.positions.is_empty()
    }

    /// The row at a position in the list, if it has been read.
    pub fn row(&self, position: usize) -> Option<Row<'_>> {
        self.catalogue.row(self.positions.get(position)?)
    }

    /// The weakest kind of match that a listed article needed; `None` without a query.
    pub fn kind(&self, ordinal: u32) -> Option<MatchKind> {
        let articles = &self.finds.as_ref()?.articles;
        let at = articles.binary_search_by_key(&ordinal, |&(found, _)| found).ok()?;
        articles.get(at).map(|&(_, kind)| kind)
    }

    /// The position of a file in the list, by ordinal.
    pub fn position(&self, ordinal: u32) -> Option<usize> {
        self.positions.position_of(ordinal)
    }

    /// The position of a file in the list, or else of the newest version of its article.
    pub fn position_of_article(&self, ordinal: u32) -> Option<usize> {
        let newest = || self.catalogue.revisions(ordinal)?.first().copied();
        self.position(ordinal).or_else(|| self.position(newest()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{CatalogueBuilder, SegmentBuilder};
    use crate::article::{Article, Facts, Published};
    use jiff::civil::date;
    use std::path::Path;

    fn catalogue(articles: &[(&str, &str, Option<Date>)]) -> Columns {
        let mut segment = SegmentBuilder::default();
        for (id, publisher, published) in articles {
            let article = Article {
                id: (*id).to_owned(),
                oid: id.split('_').next().unwrap_or_default().to_owned(),
                title: format!("제목 {id}"),
                publisher: (*publisher).to_owned(),
                category: if *id == "901_3" { "경제" } else { "" }.to_owned(),
                published: published.map(Published::Date),
                ..Article::default()
            };
            segment.push(Path::new(&format!("{id}.md")), &article.into());
        }
        let mut builder = CatalogueBuilder::default();
        builder.push(segment.take());
        Columns::of(Arc::new(builder.snapshot()))
    }

    #[test]
    fn an_article_counts_under_each_of_its_names() {
        let mut segment = SegmentBuilder::default();
        for (path, keywords, url) in [
            ("a/1.md", &["가", "나"][..], "https://n.news.naver.com/article/1/1?sid=101"),
            ("a/2.md", &["나"], "https://www.example.com/2"),
            ("3.md", &[], ""),
        ] {
            let facts =
                Facts { keywords: keywords.iter().map(ToString::to_string).collect(), ..Facts::default() };
            let article = Article { url: url.to_owned(), facts, ..Article::default() };
            segment.push(Path::new(path), &article.into());
        }
        let mut builder = CatalogueBuilder::default();
        builder.push(segment.take());
        let columns = Columns::of(Arc::new(builder.snapshot()));
        let listing = Listing::new(&columns, ListRequest::default(), None);
        let named = |facet: Facet| {
            let names = listing.names_of(facet).iter().map(|(name, count)| format!("{name}={count}"));
            names.collect::<Vec<_>>().join(" ")
        };
        for (facet, expected) in [
            (Facet::Keyword, "나=2 =1 가=1"),
            (Facet::Folder, "a=2 =1"),
            (Facet::Category, "=2 경제=1"),
            (Facet::Publisher, "=2 example.com=1"),
            (Facet::Page, "=3"),
            (Facet::Kind, "기사=3"),
        ] {
            assert_eq!(named(facet), expected, "{facet:?}");
        }
        for (name, expected) in [("나", &[0, 1][..]), ("가", &[0])] {
            let request = ListRequest { chosen: choose(&[(Facet::Keyword, name)]), ..ListRequest::default() };
            assert_eq!(Listing::new(&columns, request, None).positions.known(), expected, "{name}");
        }
    }

    fn sample() -> Columns {
        catalogue(&[
            ("901_1", "한빛일보", Some(date(2026, 1, 1))),
            ("901_2", "새벽경제", None),
            ("901_3", "한빛일보", Some(date(2026, 1, 3))),
            ("901_4", "새벽경제", Some(date(2026, 1, 1))),
        ])
    }

    fn choose(names: &[(Facet, &str)]) -> ChosenNames {
        let mut chosen = ChosenNames::default();
        names.iter().for_each(|&(facet, name)| _ = chosen.of_mut(facet).insert(name.to_owned()));
        chosen
    }

    fn ids(request: ListRequest) -> Vec<String> {
        let listing = Listing::new(&sample(), request, None);
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
            chosen: choose(&[(Facet::Publisher, "새벽경제")]),
            to: Some(date(2026, 1, 2)),
            ..ListRequest::default()
        };
        let listing = Listing::new(&sample(), request, None);
        assert_eq!(listing.row(0).unwrap().id(), "901_4");
        assert_eq!((listing.len(), listing.total), (1, 4));
        assert_eq!(
            listing.names_of(Facet::Publisher),
            [("새벽경제".to_owned(), 1), ("한빛일보".to_owned(), 1)]
        );
    }

    #[test]
    fn each_facet_counts_what_the_others_let_through() {
        let request = ListRequest {
            chosen: choose(&[(Facet::Publisher, "새벽경제"), (Facet::Category, "경제")]),
            ..ListRequest::default()
        };
        let listing = Listing::new(&sample(), request, None);
        assert!(listing.is_empty() && listing.request.is_narrowed() && listing.days.is_empty());
        assert_eq!(
            listing.names_of(Facet::Publisher),
            [("한빛일보".to_owned(), 1), ("새벽경제".to_owned(), 0)]
        );
        assert_eq!(listing.names_of(Facet::Category), [(String::new(), 2), ("경제".to_owned(), 0)]);
    }

    #[test]
    fn spellings_of_one_publisher_are_one_and_are_chosen_together() {
        let day = Some(date(2026, 1, 1));
        let decomposed = "\u{1112}\u{1161}\u{11AB}빛일보";
        let columns = catalogue(&[
            ("901_1", "한빛일보", day),
            ("901_2", decomposed, day),
            ("901_3", "한빛일보", day),
            ("901_4", "ＫＢＳ", day),
        ]);
        let listing = Listing::new(&columns, ListRequest::default(), None);
        assert_eq!(
            listing.names_of(Facet::Publisher),
            [("한빛일보".to_owned(), 3), ("ＫＢＳ".to_owned(), 1)]
        );
        let equal = catalogue(&[("901_1", decomposed, day), ("901_2", "한빛일보", day)]);
        let listing = Listing::new(&equal, ListRequest::default(), None);
        assert_eq!(listing.names_of(Facet::Publisher), [("한빛일보".to_owned(), 2)]);
        for (name, count) in [("한빛일보", 3), (decomposed, 3), ("kbs", 1)] {
            let request =
                ListRequest { chosen: choose(&[(Facet::Publisher, name)]), ..ListRequest::default() };
            let listing = Listing::new(&columns, request, None);
            assert_eq!(listing.len(), count, "{name}");
        }
        let request = ListRequest { key: SortKey::Publisher, ..ListRequest::default() };
        let listing = Listing::new(&columns, request, None);
        let ids: Vec<&str> = (0..4).map(|at| listing.row(at).unwrap().id()).collect();
        assert_eq!(ids, ["901_4", "901_1", "901_2", "901_3"]);
    }

    #[test]
    fn a_publisher_that_a_file_leaves_out_is_that_of_others_with_its_oid() {
        let day = Some(date(2026, 1, 1));
        let columns = catalogue(&[("901_1", "한빛일보", day), ("901_2", "", day), ("902_3", "", day)]);
        let listing = Listing::new(&columns, ListRequest::default(), None);
        assert_eq!(listing.names_of(Facet::Publisher), [("한빛일보".to_owned(), 2), (String::new(), 1)]);
    }

    #[test]
    fn each_day_has_one_heading() {
        let listing = Listing::new(&sample(), ListRequest::default(), None);
        let days: Vec<_> = listing.headings.iter().map(|heading| (heading.first, heading.day)).collect();
        assert_eq!(days, [(0, Some(date(2026, 1, 3))), (1, Some(date(2026, 1, 1))), (3, None)]);
    }

    #[test]
    fn revisions_stand_as_one_article() {
        let day = Some(date(2026, 1, 1));
        let catalogue =
            catalogue(&[("901_1", "한빛일보", day), ("901_2", "한빛일보", day), ("901_1", "한빛일보", day)]);
        assert_eq!(Listing::new(&catalogue, ListRequest::default(), None).len(), 2);
        let every = ListRequest { all_versions: true, ..ListRequest::default() };
        assert_eq!(Listing::new(&catalogue, every, None).len(), 3);
    }
}
