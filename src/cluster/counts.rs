//! Counts the articles of an index that Seogo published: all of them, exactly, by aggregations of the server.

use super::counter::{Counter, CountsByValue, by, day, latest, report};
use super::document::{REPORT, day_of};
use super::index::MAPPING;
use super::open_index::OpenIndex;
use super::pages::{Moment, read_pages};
use super::read_document::ReadDocument;
use super::reading::{ReadRequest, Readable};
use super::translate::Translation;
use super::trouble::Trouble;
use crate::archive::Cancel;
use crate::article::Facts;
use crate::search::{CantAnswer, Search};
use crate::whole::{
    Asking, CoverageCounts, CrawledStretch, Crawls, DayCounts, RemoteWhole, Split, TrendCounts, TrendRequest,
};
use jiff::civil::Date;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// How often counting starts over if the server has lost the point in time.
const TRIES: usize = 3;

impl RemoteWhole for OpenIndex {
    fn can_count(&self) -> bool {
        matches!(&self.index, Readable::Own(own) if own.version == MAPPING)
    }

    fn trend_counts(
        &self,
        queries: &[Search],
        request: TrendRequest,
        asking: Asking<'_>,
    ) -> Result<TrendCounts, CantAnswer> {
        let queries = queries.iter().map(|search| self.asked(search, asking));
        let queries = queries.collect::<Result<Vec<_>, CantAnswer>>()?;
        self.over_one_moment(asking.cancel, |counter| {
            let (mut days, mut undated) = (DayCounts::new(), 0);
            let all = latest(request.reports.then(report), None);
            counter.each(&all, &json!([day(true)]), &Value::Null, |bucket| match bucket.day() {
                Some(day) => *days.entry(day).or_default() += bucket.count,
                None => undated += bucket.count,
            })?;
            let mut found = Vec::with_capacity(queries.len());
            for query in &queries {
                found.push(match query.translated.is_exact {
                    true => counter.found(&query.translated, request)?,
                    false => self.checked(query, request, asking)?,
                });
            }
            Ok(TrendCounts { crawls: self.crawls(counter)?, days, undated, found })
        })
    }

    fn coverage_counts(
        &self,
        query: Option<&Search>,
        asking: Asking<'_>,
    ) -> Result<CoverageCounts<'static>, CantAnswer> {
        let query = query.map(|search| self.asked(search, asking)).transpose()?;
        self.over_one_moment(asking.cancel, |counter| {
            let mut counts = CoverageCounts::default();
            counter.each(&latest(None, None), &json!([by("publisher")]), &Value::Null, |bucket| {
                counts.publishers.insert(bucket.text("publisher").to_owned().into());
                counts.of += bucket.count;
            })?;
            let mut note = |publisher: Cow<'static, str>, day: Option<Date>, count: u32| match day {
                Some(day) => *counts.found.entry((publisher, day)).or_default() += count,
                None => counts.undated += count,
            };
            match &query {
                Some(query) if !query.translated.is_exact => {
                    self.each_checked(query, asking, |read| {
                        let day = read.document.day.published.and_then(day_of);
                        note(read.publisher().to_owned().into(), day, 1);
                    })?;
                }
                query => {
                    let query = latest(None, query.as_ref().map(|query| query.translated.query.clone()));
                    counter.each(&query, &json!([by("publisher"), day(true)]), &Value::Null, |bucket| {
                        note(bucket.text("publisher").to_owned().into(), bucket.day(), bucket.count);
                    })?;
                }
            }
            counts.numbers = counter.numbers()?;
            counts.crawls = self.crawls(counter)?;
            Ok(counts)
        })
    }
}

impl OpenIndex {
    /// The runs of the crawler, counted once until the index changes.
    fn crawls(&self, counter: &mut Counter<'_>) -> Result<Crawls, Trouble> {
        let stretches = self.crawled(counter.cancel, || counter.crawled())?;
        Ok(Crawls::of_stretches(stretches.iter().map(|(from, to, publisher, articles)| CrawledStretch {
            from: *from,
            to: *to,
            publisher,
            articles: *articles,
        })))
    }

    fn asked<'a>(&self, search: &'a Search, asking: Asking<'_>) -> Result<AskedSearch<'a>, CantAnswer> {
        let translated = self.index.translate(&search.query, asking.abbreviations, asking.marks)?;
        Ok(AskedSearch { search, translated })
    }

    /// Counts over one point in time; starts over if the server loses it.
    fn over_one_moment<T>(
        &self,
        cancel: &Cancel,
        count: impl Fn(&mut Counter<'_>) -> Result<T, Trouble>,
    ) -> Result<T, CantAnswer> {
        let once = || {
            let moment = Moment::open(&self.client, &self.address.index, cancel)?;
            count(&mut Counter { client: &self.client, moment, cancel })
        };
        let is_lost = |counted: &Result<T, Trouble>| {
            matches!(counted, Err(Trouble::MomentLost | Trouble::Partial | Trouble::NoIndex))
        };
        let mut counted = once();
        for _ in 1..TRIES {
            if !is_lost(&counted) || cancel.is_cancelled() {
                break;
            }
            counted = once();
        }
        counted.map_err(|trouble| match cancel.is_cancelled() {
            true => CantAnswer::Refused,
            false => self.cant(&trouble),
        })
    }

    /// What a query finds that the server can't be asked exactly, each article checked here.
    fn checked(
        &self,
        query: &AskedSearch<'_>,
        request: TrendRequest,
        asking: Asking<'_>,
    ) -> Result<CountsByValue, Trouble> {
        let mut found = CountsByValue::new();
        self.each_checked(query, asking, |read| {
            let is_report = read.document.is.iter().any(|flag| flag == REPORT);
            let day = read.document.day.published.and_then(day_of);
            let Some(day) = day.filter(|_| is_report || !request.reports) else { return };
            for value in values(&read, request.split) {
                *found.entry(value).or_default().entry(day).or_default() += 1;
            }
        })?;
        Ok(found)
    }

    fn each_checked(
        &self,
        query: &AskedSearch<'_>,
        asking: Asking<'_>,
        mut take: impl FnMut(ReadDocument),
    ) -> Result<(), Trouble> {
        let request =
            ReadRequest { query: Some(query.translated.clone()), texts: true, ..ReadRequest::default() };
        let selection = self.index.selection(&request).map_err(|_| Trouble::NotUnderstood)?;
        read_pages(&self.client, &self.address.index, &selection, asking.cancel, |hit| {
            if let Ok(read) = self.index.read(hit)
                && read.kind(&query.search.matcher, asking.marks).is_some()
            {
                take(read);
            }
            true
        })?;
        Ok(())
    }
}

/// A query in the server's terms.
struct AskedSearch<'a> {
    search: &'a Search,
    translated: Translation,
}

/// The values that an article is split by.
fn values(read: &ReadDocument, split: Option<Split>) -> BTreeSet<String> {
    let article = &read.article;
    match split {
        None => [String::new()].into(),
        Some(Split::Publisher) => [read.publisher().to_owned()].into(),
        Some(Split::Category) => {
            let sections = Facts::sections(Some(&article.facts), &article.category);
            sections.into_iter().map(str::to_owned).collect()
        }
        Some(Split::Folder) => {
            let path = &read.document.path;
            [path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned()].into()
        }
        Some(Split::Keyword) => article.facts.keywords.iter().cloned().collect(),
    }
}
