//! The articles of a catalogue grouped by event, before the reader's decisions, so that a decision doesn't take grouping
//! them again.

use super::joining::{self, cluster_of};
use super::judged::Judging;
use super::pairs::{self, Edge};
use super::told::{Told, key_of};
use super::{Story, clusters, corrections, sort};
use crate::archive::{Cancel, Catalogue};
use crate::library::JudgedStories;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Articles grouped by event.
pub struct Events {
    told: Told,
    edges: Vec<Edge>,
    clusters: Vec<Vec<u32>>,
    /// The articles that mention the event of a cluster.
    mentions: BTreeMap<usize, Vec<u32>>,
}

impl Events {
    /// Groups some files of a catalogue, given by ordinal, one per article; `None` if cancelled. Articles without a date of
    /// publication belong to no event.
    pub fn of(catalogue: &Catalogue, files: &[u32], cancel: &Cancel) -> Option<Self> {
        let (told, dated) = Told::read(catalogue, files, cancel)?;
        let (edges, weights) = pairs::pairs(&dated, cancel)?;
        drop(dated);
        let may_begin: Vec<bool> = told.kinds.iter().map(|kind| kind.may_begin_story()).collect();
        let mut clusters = clusters::clusters(&edges, &weights, &told.days, &may_begin);
        drop(weights);
        let is_first = |number: u32| told.same_as[number as usize] == number;
        clusters.retain(|members| members.len() > 1 || is_first(members[0]));
        let mentions = joining::join_others(&mut clusters, &edges, &told.kinds);
        let mut events = Self { told, edges, clusters, mentions };
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

    /// Adds corrections to the event that they are about, however late they come. One that tells of an event with others
    /// mentions the one that it is about.
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

    /// The stories as the reader decided, in [`sort`]'s order; `None` if cancelled. `catalogue` must be that of the
    /// articles. `before` are stories from the same events and other decisions; those that are the same aren't made again.
    pub fn stories(
        &self,
        catalogue: &Catalogue,
        judged: &JudgedStories,
        before: &[Story],
        cancel: &Cancel,
    ) -> Option<Vec<Story>> {
        let (mut clusters, mut mentions) = (self.clusters.clone(), self.mentions.clone());
        let articles = self.told.ordinals.len();
        if !judged.is_empty() {
            let numbers = self.told.numbers(catalogue);
            Judging::new(&mut clusters, &mut mentions, articles).apply(judged, &numbers);
        }
        let closeness = joining::closeness(&clusters, &self.edges, articles);
        let known: FxHashMap<Vec<u32>, &Story> =
            before.iter().map(|story| (ordinals(story), story)).collect();
        let mut stories = Vec::new();
        for (cluster, members) in clusters.iter().enumerate().filter(|(_, members)| members.len() > 1) {
            if cancel.is_cancelled() {
                return None;
            }
            let mentions = mentions.get(&cluster).map_or(&[][..], Vec::as_slice);
            let mut own: Vec<u32> =
                members.iter().chain(mentions).map(|&number| self.told.ordinals[number as usize]).collect();
            own.sort_unstable();
            let known = known.get(&own).map(|&story| story.clone());
            stories.extend(known.or_else(|| self.told.story(catalogue, members, mentions, &closeness)));
        }
        let key = |story: &Story| story.articles.first().map(|first| key_of(catalogue, first.ordinal));
        stories.sort_by(|one, other| key(one).cmp(&key(other)));
        sort(&mut stories);
        Some(stories)
    }
}

/// The ordinals of a story's articles, sorted.
fn ordinals(story: &Story) -> Vec<u32> {
    let mut ordinals: Vec<u32> = story.articles.iter().map(|article| article.ordinal).collect();
    ordinals.sort_unstable();
    ordinals
}
