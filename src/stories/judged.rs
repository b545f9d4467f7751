//! Changes stories as the reader decided: takes articles out, and makes one story of two.

use crate::library::{JudgedStories, StoryJudgement};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// The clusters of articles, which may change, and which of them roundups mention.
pub(super) struct Judging<'a> {
    pub(super) clusters: &'a mut Vec<Vec<u32>>,
    pub(super) mentions: &'a mut BTreeMap<usize, Vec<u32>>,
    /// The cluster of each article.
    of: Vec<Option<usize>>,
}

impl<'a> Judging<'a> {
    pub(super) fn new(
        clusters: &'a mut Vec<Vec<u32>>,
        mentions: &'a mut BTreeMap<usize, Vec<u32>>,
        articles: usize,
    ) -> Self {
        let of = super::joining::cluster_of(clusters, articles);
        Self { clusters, mentions, of }
    }

    /// Applies all decisions about articles with these numbers. Taking apart comes first, so that an article
    /// can be moved to another story, and last, so that it stays apart when stories are joined.
    pub(super) fn apply(mut self, judged: &JudgedStories, numbers: &FxHashMap<String, u32>) {
        let number = |key: &str| numbers.get(key).copied();
        let of = |wanted: StoryJudgement| -> Vec<(u32, u32)> {
            let judged = judged.iter().filter(|(_, (judgement, _))| *judgement == wanted);
            judged.filter_map(|((one, other), _)| Some((number(one)?, number(other)?))).collect()
        };
        let (apart, together) = (of(StoryJudgement::Apart), of(StoryJudgement::Together));
        apart.iter().for_each(|&(article, from)| self.take_out(article, from));
        together.iter().for_each(|&(one, other)| self.join(one, other));
        apart.iter().for_each(|&(article, from)| self.take_out(article, from));
        self.clusters.iter_mut().for_each(|members| members.sort_unstable());
        // What mentioned a story may have become part of it.
        let of = &self.of;
        for (&cluster, mentions) in self.mentions.iter_mut() {
            mentions.retain(|&article| of.get(article as usize).copied().flatten() != Some(cluster));
        }
    }

    /// Gives an article a story of its own if it is in that of another.
    fn take_out(&mut self, article: u32, from: u32) {
        let Some(cluster) = self.cluster_of(article).filter(|&at| Some(at) == self.cluster_of(from)) else {
            return;
        };
        if article != from {
            self.clusters[cluster].retain(|&member| member != article);
            self.begin(article);
        }
    }

    /// Makes one story of those of two articles.
    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.cluster_or_new(one), self.cluster_or_new(other));
        if one == other {
            return;
        }
        let moved = std::mem::take(&mut self.clusters[other]);
        moved.iter().for_each(|&member| self.of[member as usize] = Some(one));
        self.clusters[one].extend(moved);
        if let Some(mentions) = self.mentions.remove(&other) {
            let all = self.mentions.entry(one).or_default();
            all.extend(mentions);
            all.sort_unstable();
            all.dedup();
        }
    }

    fn cluster_of(&self, article: u32) -> Option<usize> {
        self.of.get(article as usize).copied().flatten()
    }

    fn cluster_or_new(&mut self, article: u32) -> usize {
        self.cluster_of(article).unwrap_or_else(|| self.begin(article))
    }

    fn begin(&mut self, article: u32) -> usize {
        self.clusters.push(vec![article]);
        let cluster = self.clusters.len() - 1;
        self.of[article as usize] = Some(cluster);
        cluster
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    /// The clusters of articles 0 to 6 after some decisions.
    fn judged(decisions: &[(u32, u32, StoryJudgement)]) -> Vec<Vec<u32>> {
        let mut clusters = vec![vec![0, 1, 2], vec![3, 4]];
        let mut mentions = BTreeMap::from([(1, vec![5])]);
        let key = |number: &u32| number.to_string();
        let judged = decisions.iter().map(|(one, other, judgement)| {
            ((key(one).into(), key(other).into()), (*judgement, Timestamp::UNIX_EPOCH))
        });
        let numbers = (0..7).map(|number| (key(&number), number)).collect();
        Judging::new(&mut clusters, &mut mentions, 7).apply(&judged.collect(), &numbers);
        clusters.retain(|members| members.len() > 1);
        clusters.sort();
        clusters
    }

    #[test]
    fn what_mentions_a_story_and_becomes_part_of_it_no_longer_mentions_it() {
        let mut clusters = vec![vec![0, 1, 2], vec![3, 4]];
        let mut mentions = BTreeMap::from([(0, vec![3])]);
        let judgement = (StoryJudgement::Together, Timestamp::UNIX_EPOCH);
        let judged = JudgedStories::from_iter([(("3".into(), "0".into()), judgement)]);
        let numbers = (0..5).map(|number: u32| (number.to_string(), number)).collect();
        Judging::new(&mut clusters, &mut mentions, 5).apply(&judged, &numbers);
        assert!(clusters.iter().any(|members| *members == [0, 1, 2, 3, 4]));
        assert!(mentions.values().all(Vec::is_empty), "{mentions:?}");
    }

    #[test]
    fn articles_are_taken_out_joined_and_moved() {
        use StoryJudgement::{Apart, Together};
        assert_eq!(judged(&[]), [vec![0, 1, 2], vec![3, 4]]);
        assert_eq!(judged(&[(1, 0, Apart)]), [vec![0, 2], vec![3, 4]]);
        assert_eq!(judged(&[(3, 0, Together)]), [vec![0, 1, 2, 3, 4]]);
        assert_eq!(judged(&[(1, 0, Apart), (1, 3, Together)]), [vec![0, 2], vec![1, 3, 4]], "moved");
        assert_eq!(judged(&[(6, 0, Together)]), [vec![0, 1, 2, 6], vec![3, 4]], "one that was in none");
        let joined = judged(&[(3, 0, Together), (4, 0, Apart)]);
        assert_eq!(joined, [vec![0, 1, 2, 3]], "it stays apart when its story is joined");
        assert_eq!(judged(&[(1, 3, Apart), (9, 0, Together), (0, 0, Apart)]), [vec![0, 1, 2], vec![3, 4]]);
    }
}
