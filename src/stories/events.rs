//! The articles of a catalogue grouped by event, before the reader's decisions, so that neither a decision
//! nor another day takes grouping them all again.

use super::frequencies::Weighed;
use super::joining::{self, cluster_of};
use super::judged::Judging;
use super::near::RepeatedLines;
use super::pairs::{self, DayPairs, Edge};
use super::told::{Told, key_of};
use super::{Relation, Story, clusters, corrections, sort};
use crate::archive::{Cancel, Catalogue};
use crate::library::JudgedStories;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// The weights of more articles than this aren't kept for the next catalogue: they take some two kilobytes
/// each.
const MOST_KEPT: usize = 60_000;

/// Articles grouped by event.
pub struct Events {
    told: Told,
    /// Kept for the next catalogue, unless there are too many.
    days: Vec<DayPairs>,
    edges: Vec<Edge>,
    clusters: Vec<Vec<u32>>,
    /// The articles that mention the event of a cluster.
    mentions: BTreeMap<usize, Vec<u32>>,
}

impl Events {
    /// Groups some files of a catalogue, given by ordinal, one per article; `None` if cancelled. Articles
    /// without a date of publication belong to no event. `before` are earlier events: days that haven't
    /// changed, nor those around them, are taken from them, with the same result as without.
    pub fn of(
        catalogue: &Catalogue,
        files: &[u32],
        before: Option<&mut Self>,
        cancel: &Cancel,
    ) -> Option<Self> {
        let kept = before.map(|before| std::mem::take(&mut before.days)).unwrap_or_default();
        let (told, dated, changed) = Told::read(catalogue, files, &kept, cancel)?;
        let mut days = pairs::pairs(&dated, &told.prints, &changed, kept, cancel)?;
        drop(dated);
        let edges = pairs::edges(&days);
        let weights: Vec<&[Weighed]> = days.iter().flat_map(|day| &day.weights).map(Vec::as_slice).collect();
        let may_begin: Vec<bool> = told.kinds.iter().map(|kind| kind.may_begin_story()).collect();
        let mut clusters = clusters::clusters(&edges, &weights, &told.days, &may_begin);
        drop(weights);
        if told.ordinals.len() > MOST_KEPT {
            days = Vec::new();
        }
        let is_first = |number: u32| told.same_as[number as usize] == number;
        clusters.retain(|members| members.len() > 1 || is_first(members[0]));
        let mentions = joining::join_others(&mut clusters, &edges, &told.kinds);
        let mut events = Self { told, days, edges, clusters, mentions };
        events.add_same_texts();
        events.add_corrections(catalogue);
        Some(events)
    }

    /// Adds articles to the event of the one that has their text.
    fn add_same_texts(&mut self) {
        let of = cluster_of(&self.clusters, self.told.ordinals.len());
        let same = (0..).zip(&self.told.same_as).filter(|&(number, &first)| number != first);
        for (number, &first) in same {
            if let Some(cluster) = of[first as usize] {
                self.clusters[cluster].push(number);
            }
        }
    }

    /// Adds corrections to the event that they are about, however late they come. One that tells of an event
    /// with others mentions the one that it is about.
    fn add_corrections(&mut self, catalogue: &Catalogue) {
        let of = cluster_of(&self.clusters, self.told.ordinals.len());
        for (correction, subject) in corrections::subjects(catalogue, &self.told) {
            match (of[correction as usize], of[subject as usize]) {
                (Some(own), Some(about)) if own != about => {
                    if self.clusters[own].len() == 1 {
                        self.clusters[own].clear();
                        self.clusters[about].push(correction);
                    } else {
                        self.mentions.entry(about).or_default().push(correction);
                    }
                }
                _ => {}
            }
        }
    }

    /// The stories as the reader decided, in [`sort`]'s order; `None` if cancelled. `catalogue` must be that
    /// of the articles. Stories `before`, of an earlier catalogue or with other decisions, aren't made again
    /// if they are the same.
    pub fn stories(
        &self,
        catalogue: &Catalogue,
        judged: &JudgedStories,
        before: Option<&EarlierStories<'_>>,
        cancel: &Cancel,
    ) -> Option<Vec<Story>> {
        let (mut clusters, mut mentions) = (self.clusters.clone(), self.mentions.clone());
        let articles = self.told.ordinals.len();
        if !judged.is_empty() {
            let numbers = self.told.numbers(catalogue);
            Judging::new(&mut clusters, &mut mentions, articles).apply(judged, &numbers);
        }
        let closeness = joining::closeness(&clusters, &self.edges, articles);
        let known = before.map(|before| before.known()).unwrap_or_default();
        let mut stories = Vec::new();
        for (cluster, members) in clusters.iter().enumerate().filter(|(_, members)| members.len() > 1) {
            if cancel.is_cancelled() {
                return None;
            }
            let mentions = mentions.get(&cluster).map_or(&[][..], Vec::as_slice);
            let all = || {
                let members = members.iter().map(|&number| (number, false));
                members.chain(mentions.iter().map(|&number| (number, true)))
            };
            let mut own: Vec<u32> = all().map(|(number, _)| self.told.ordinals[number as usize]).collect();
            own.sort_unstable();
            let known =
                known.get(&own).and_then(|story| self.again(story, catalogue, all(), &closeness, before?));
            stories.extend(known.or_else(|| self.told.story(catalogue, members, mentions, &closeness)));
        }
        let key = |story: &Story| story.articles.first().map(|first| key_of(catalogue, first.ordinal));
        stories.sort_by_cached_key(key);
        sort(&mut stories);
        Some(stories)
    }

    /// A story of the same articles, given by their numbers and whether they only mention it, if nothing else has
    /// changed that it depends on.
    fn again(
        &self,
        story: &Story,
        catalogue: &Catalogue,
        articles: impl Iterator<Item = (u32, bool)>,
        closeness: &[f32],
        before: &EarlierStories<'_>,
    ) -> Option<Story> {
        let articles = articles.map(|article| (self.told.ordinals[article.0 as usize], article));
        let articles: FxHashMap<u32, (u32, bool)> = articles.collect();
        let mut tells = Vec::new();
        for article in &story.articles {
            let (number, is_mention) = *articles.get(&article.ordinal)?;
            let row = catalogue.row(article.ordinal)?;
            let is_same = before.prints.get(&article.ordinal) == Some(&self.told.prints[number as usize])
                && article.first_seen == self.told.seen[number as usize];
            let was_mention = article.relation == Relation::Mention;
            if !is_same || was_mention != is_mention || before.lines.are_in(&row) {
                return None;
            }
            tells.extend((!is_mention).then_some(number));
        }
        Some(Story { representative: self.told.representative(&tells, closeness), ..story.clone() })
    }

    /// Stories that these events had, for [`Self::stories`] of the events of `now`.
    pub fn earlier<'a>(&self, stories: &'a [Story], now: &Self) -> EarlierStories<'a> {
        let prints = self.told.ordinals.iter().copied().zip(self.told.prints.iter().copied()).collect();
        EarlierStories { stories, prints, lines: now.told.lines.changed(&self.told.lines) }
    }
}

/// Stories of an earlier catalogue, or with other decisions.
pub struct EarlierStories<'a> {
    stories: &'a [Story],
    /// The print that each article had, by ordinal.
    prints: FxHashMap<u32, u64>,
    /// The lines that are repeated now but weren't then, or the other way round.
    lines: RepeatedLines,
}

impl<'a> EarlierStories<'a> {
    /// The stories by the ordinals of their articles.
    fn known(&self) -> FxHashMap<Vec<u32>, &'a Story> {
        self.stories.iter().map(|story| (ordinals(story), story)).collect()
    }
}

/// The ordinals of a story's articles, sorted.
fn ordinals(story: &Story) -> Vec<u32> {
    let mut ordinals: Vec<u32> = story.articles.iter().map(|article| article.ordinal).collect();
    ordinals.sort_unstable();
    ordinals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{CatalogueBuilder, SegmentBuilder};
    use crate::article::{Article, Published};
    use crate::stories::newest;
    use std::path::Path;

    /// An invented article about one of a few events of its day, published on this day of January.
    fn article(number: u32, day: i8) -> Article {
        const WORDS: [&str; 8] = ["나루대교", "붕괴", "달팽이", "경주", "도서관", "개관", "시장", "화재"];
        let event = number % 4;
        let own = |at: u32| WORDS[((event * 2 + at) % 8) as usize];
        let body: String = (0..30)
            .map(|at| {
                format!(
                    "{} {} {}{}호 소식이 {day}일 {}번째로 전해졌다. ",
                    own(0),
                    own(1),
                    own(at % 2),
                    day,
                    at * event + number % 3
                )
            })
            .collect();
        // Some only join a story, or mention one.
        let label = match number % 24 {
            6 => "[포토] ",
            13 => "[주요뉴스] ",
            20 => "[바로잡습니다] ",
            _ => "",
        };
        Article {
            id: format!("90{event}_{number:010}"),
            title: format!("{label}{} {} {day}일 {}", own(0), own(1), number % 3),
            publisher: format!("신문{}", number % 5),
            published: Some(Published::Date(jiff::civil::date(2026, 1, day))),
            body,
            ..Article::default()
        }
    }

    #[test]
    fn another_day_gives_the_same_stories_as_all_days_anew() {
        let cancel = Cancel::default();
        let mut builder = CatalogueBuilder::default();
        let mut number = 0;
        let mut add = |builder: &mut CatalogueBuilder, days: &[i8]| {
            let mut segment = SegmentBuilder::default();
            for &day in days {
                for _ in 0..24 {
                    number += 1;
                    segment.push(Path::new(&format!("{number}.md")), &article(number, day).into());
                }
            }
            builder.push(segment.take());
            builder.snapshot()
        };
        let none = JudgedStories::default();
        let mut before: Option<(Events, Vec<Story>)> = None;
        // Days follow, one comes before all others, and one grows.
        for days in [&[5, 6, 7, 8, 9, 10, 11, 12][..], &[13], &[14], &[4], &[9]] {
            let catalogue = add(&mut builder, days);
            let files = newest(&catalogue);
            let (mut earlier, told) = before.take().unzip();
            let events = Events::of(&catalogue, &files, earlier.as_mut(), &cancel).unwrap();
            let known = earlier.as_ref().zip(told.as_ref());
            let known = known.map(|(earlier, told)| earlier.earlier(told, &events));
            let stories = events.stories(&catalogue, &none, known.as_ref(), &cancel).unwrap();
            let anew = crate::stories::stories(&catalogue, &files, &none, &cancel).unwrap();
            assert!(anew.len() > 10, "{}", anew.len());
            let mut relations = anew.iter().flat_map(|story| &story.articles).map(|article| article.relation);
            assert!(relations.any(|relation| relation == Relation::Mention), "{days:?}");
            assert_eq!(stories, anew, "{days:?}");
            before = Some((events, stories));
        }
    }
}
