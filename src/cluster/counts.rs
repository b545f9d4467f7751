//! Counts the articles of an index that Seogo published: all of them, exactly, by aggregations of the server.

use super::client::Client;
use super::document::{ARTICLE, LATEST, REPORT, day_of};
use super::index::MAPPING;
use super::open_index::OpenIndex;
use super::pages::{KEPT, Moment, read_pages};
use super::reading::{ReadDocument, ReadRequest, Readable};
use super::translate::Translation;
use super::trouble::Trouble;
use crate::archive::Cancel;
use crate::article::Facts;
use crate::search::{CantAnswer, Search};
use crate::whole::{
    Asking, CoverageCounts, CrawledStretch, Crawls, DayCounts, PAUSE, RemoteWhole, RunningNumbers, Split,
    TrendCounts, TrendRequest,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use ureq::http::Method;

/// How many buckets the server is asked for at a time.
const BUCKETS: usize = 10_000;

/// How often counting begins anew if the server has lost the point in time.
const TRIES: usize = 3;

/// Articles by a value that they are split by, and by day.
type Found = BTreeMap<String, DayCounts>;

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
                    true => counter.found(query, request)?,
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

/// When the articles of a publisher within half an hour were crawled, from the first to the last, and how many
/// they are.
pub(super) type CrawledBetween = (Timestamp, Timestamp, String, u32);

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

    /// Counts over one point in time; anew if the server loses it.
    fn over_one_moment<T>(
        &self,
        cancel: &Cancel,
        count: impl Fn(&mut Counter<'_>) -> Result<T, Trouble>,
    ) -> Result<T, CantAnswer> {
        let once = || {
            let moment = Moment::open(&self.client, &self.address.index)?;
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
    ) -> Result<Found, Trouble> {
        let mut found = Found::new();
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
        read_pages(&self.client, &self.address.index, &selection, |hit| {
            if let Ok(read) = self.index.read(hit)
                && read.kind(&query.search.matcher, asking.marks).is_some()
            {
                take(read);
            }
            !asking.cancel.is_cancelled()
        })?;
        Ok(())
    }
}

/// A query in the server's terms.
struct AskedSearch<'a> {
    search: &'a Search,
    translated: Translation,
}

/// Asks one point in time of an index.
struct Counter<'a> {
    client: &'a Client,
    moment: Moment<'a>,
    cancel: &'a Cancel,
}

impl Counter<'_> {
    /// Calls `take` with each combination of the values of `sources` among the documents of a query, with
    /// `metrics` of the documents that have it. Stops when cancelled.
    fn each(
        &mut self,
        query: &Value,
        sources: &Value,
        metrics: &Value,
        mut take: impl FnMut(Bucket<'_>),
    ) -> Result<(), Trouble> {
        let (mut after, mut total) = (None, 0_u64);
        while !self.cancel.is_cancelled() {
            let mut all = json!({ "composite": { "size": BUCKETS, "sources": sources } });
            if let Some(after) = &after {
                all["composite"]["after"] = Value::clone(after);
            }
            if !metrics.is_null() {
                all["aggs"] = metrics.clone();
            }
            let request = json!({
                "size": 0,
                "track_total_hits": false,
                "query": query,
                "aggs": { "all": all },
                "pit": { "id": self.moment.id, "keep_alive": KEPT },
            });
            let answer = self.client.ask_until(Method::POST, "/_search", Some(&request), self.cancel)?;
            self.moment.follow(&answer);
            let all = answer.pointer("/aggregations/all").ok_or(Trouble::NotUnderstood)?;
            let buckets = all.get("buckets").and_then(Value::as_array).ok_or(Trouble::NotUnderstood)?;
            for bucket in buckets {
                let bucket = Bucket::of(bucket).ok_or(Trouble::NotUnderstood)?;
                total = total.saturating_add(bucket.count.into());
                if total > u32::MAX.into() {
                    // No sum of them may be too large to count.
                    return Err(Trouble::NotUnderstood);
                }
                take(bucket);
            }
            if buckets.len() < BUCKETS {
                break;
            }
            // Without a place to go on from, the same buckets would come again and again.
            let next = all.get("after_key").filter(|next| after.as_ref() != Some(*next));
            after = Some(next.ok_or(Trouble::NotUnderstood)?.clone());
        }
        Ok(())
    }

    /// What a query finds.
    fn found(&mut self, query: &AskedSearch<'_>, request: TrendRequest) -> Result<Found, Trouble> {
        let all = latest(request.reports.then(report), Some(query.translated.query.clone()));
        let sources = match request.split {
            None => json!([day(false)]),
            Some(split) => json!([by(split.name()), day(false)]),
        };
        let mut found = Found::new();
        self.each(&all, &sources, &Value::Null, |bucket| {
            let value = request.split.map_or("", |split| bucket.text(split.name()));
            if let Some(day) = bucket.day() {
                *found.entry(value.to_owned()).or_default().entry(day).or_default() += bucket.count;
            }
        })?;
        Ok(found)
    }

    /// When all versions were crawled. Those of half an hour are of one run.
    fn crawled(&mut self) -> Result<Vec<CrawledBetween>, Trouble> {
        let time = "order.crawled";
        let half_hours = json!({ "histogram": { "field": time, "interval": PAUSE.as_micros() as u64 } });
        let ends = json!({ "from": { "min": { "field": time } }, "to": { "max": { "field": time } } });
        let mut stretches: Vec<CrawledBetween> = Vec::new();
        let mut is_sound = true;
        let query = json!({ "term": { "is": ARTICLE } });
        self.each(&query, &json!([{ "half_hour": half_hours }, by("publisher")]), &ends, |bucket| {
            let time = |end| bucket.number(end).and_then(|at| Timestamp::from_microsecond(at as i64).ok());
            if let Some((from, to)) = time("from").zip(time("to")) {
                is_sound &= from <= to && to.duration_since(from) <= PAUSE;
                stretches.push((from, to, bucket.text("publisher").to_owned(), bucket.count));
            }
        })?;
        if is_sound { Ok(stretches) } else { Err(Trouble::NotUnderstood) }
    }

    /// The publishers' running numbers. Each is in one document only.
    fn numbers(&mut self) -> Result<Vec<RunningNumbers<'static>>, Trouble> {
        let query = json!({ "exists": { "field": "by.number" } });
        let number = json!({ "field": "by.number" });
        let ends = json!({ "from": { "min": number }, "to": { "max": number } });
        let mut numbers = Vec::new();
        self.each(&query, &json!([by("publisher"), by("oid"), day(false)]), &ends, |bucket| {
            let ends = bucket.number("from").zip(bucket.number("to")).filter(|(from, to)| from <= to);
            if let (Some((from, to)), Some(day)) = (ends, bucket.day()) {
                numbers.push(RunningNumbers {
                    publisher: bucket.text("publisher").to_owned().into(),
                    oid: bucket.text("oid").to_owned().into(),
                    day,
                    seen: bucket.count,
                    ends: (from as u64, to as u64),
                });
            }
        })?;
        Ok(numbers)
    }
}

/// Documents with the same values.
struct Bucket<'a> {
    value: &'a Value,
    count: u32,
}

impl<'a> Bucket<'a> {
    fn of(value: &'a Value) -> Option<Self> {
        let count = value.get("doc_count")?.as_u64()?;
        value.get("key")?.as_object()?;
        Some(Self { value, count: u32::try_from(count).unwrap_or(u32::MAX) })
    }

    /// The day of publication, if it has one.
    fn day(&self) -> Option<Date> {
        self.value.pointer("/key/day").and_then(Value::as_i64).and_then(day_of)
    }

    fn text(&self, name: &str) -> &'a str {
        let key = self.value.get("key").and_then(|key| key.get(name));
        key.and_then(Value::as_str).unwrap_or_default()
    }

    fn number(&self, name: &str) -> Option<f64> {
        self.value.get(name)?.get("value")?.as_f64()
    }
}

/// The articles, each in its newest version, that meet these conditions.
fn latest(condition: Option<Value>, query: Option<Value>) -> Value {
    let latest = json!({ "term": { "is": LATEST } });
    let conditions: Vec<Value> = std::iter::once(latest).chain(condition).chain(query).collect();
    json!({ "bool": { "filter": conditions } })
}

/// Articles that report something.
fn report() -> Value {
    json!({ "term": { "is": REPORT } })
}

/// The values that an article is counted by.
fn by(name: &str) -> Value {
    json!({ name: { "terms": { "field": format!("by.{name}") } } })
}

/// The days of publication; `missing` asks for articles without one, too.
fn day(missing: bool) -> Value {
    json!({ "day": { "terms": { "field": "day.published", "missing_bucket": missing } } })
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
