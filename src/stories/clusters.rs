//! Clusters articles: average linkage over the pairs that are similar, then merging of clusters with similar
//! centres.

use super::frequencies::Weighed;
use super::pairs::Edge;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// The similarity of two articles that aren't among the pairs.
const MISSING: f32 = 0.06;
/// Clusters with a lower average similarity than this stay apart.
const LEAST_AVERAGE: f32 = 0.26;
/// Clusters whose centres are at least this similar are merged, unless one has a nearer neighbour.
const LEAST_CENTRES: f32 = 0.48;
/// The penalty for each day between two centres.
const PER_DAY: f32 = 0.13;
/// How many times nearest centres are searched for.
const ROUNDS: usize = 4;

/// The pairs between two clusters: the sum of their similarities, and their number.
#[derive(Clone, Copy, Default)]
struct ClusterLinks {
    sum: f32,
    count: u32,
}

/// A possible merge of two clusters, with their state when it was noted.
#[derive(PartialEq)]
struct Merge {
    average: f32,
    one: u32,
    other: u32,
    sizes: (usize, usize),
}

impl Eq for Merge {}

impl PartialOrd for Merge {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Merge {
    fn cmp(&self, other: &Self) -> Ordering {
        self.average
            .total_cmp(&other.average)
            .then_with(|| other.one.cmp(&self.one))
            .then_with(|| other.other.cmp(&self.other))
            .then_with(|| self.sizes.cmp(&other.sizes))
    }
}

/// Average-linkage clustering; a cluster is named by the number of its first article.
struct Linking {
    members: Vec<Vec<u32>>,
    links: Vec<BTreeMap<u32, ClusterLinks>>,
    heap: BinaryHeap<Merge>,
}

impl Linking {
    fn new(articles: usize, edges: impl Iterator<Item = Edge>) -> Self {
        let mut links = vec![BTreeMap::new(); articles];
        for edge in edges {
            let link = ClusterLinks { sum: edge.alike, count: 1 };
            links[edge.one as usize].insert(edge.other, link);
            links[edge.other as usize].insert(edge.one, link);
        }
        let members = (0..articles as u32).map(|article| vec![article]).collect();
        let mut linking = Self { members, links, heap: BinaryHeap::new() };
        for one in 0..articles as u32 {
            linking.note(one, |other| one < other);
        }
        linking
    }

    /// Notes the merges that a cluster may take part in.
    fn note(&mut self, cluster: u32, with: impl Fn(u32) -> bool) {
        for (&other, links) in self.links[cluster as usize].iter().filter(|(other, _)| with(**other)) {
            let (one, other) = (cluster.min(other), cluster.max(other));
            let sizes = (self.members[one as usize].len(), self.members[other as usize].len());
            let pairs = (sizes.0 * sizes.1) as f32;
            let average = (links.sum + MISSING * (pairs - links.count as f32)) / pairs;
            if average >= LEAST_AVERAGE {
                self.heap.push(Merge { average, one, other, sizes });
            }
        }
    }

    fn run(mut self) -> Vec<Vec<u32>> {
        while let Some(merge) = self.heap.pop() {
            let (one, other) = (merge.one as usize, merge.other as usize);
            if (self.members[one].len(), self.members[other].len()) != merge.sizes {
                continue;
            }
            let moved = std::mem::take(&mut self.members[other]);
            self.members[one].extend(moved);
            self.links[one].remove(&merge.other);
            for (third, links) in std::mem::take(&mut self.links[other]) {
                if third != merge.one {
                    let joined = self.links[one].entry(third).or_default();
                    joined.sum += links.sum;
                    joined.count += links.count;
                    let joined = *joined;
                    self.links[third as usize].remove(&merge.other);
                    self.links[third as usize].insert(merge.one, joined);
                }
            }
            self.note(merge.one, |_| true);
        }
        self.members.into_iter().filter(|members| !members.is_empty()).collect()
    }
}

/// The centre of a cluster's articles.
struct Centre {
    terms: Vec<Weighed>,
    day: f32,
}

impl Centre {
    fn of(members: &[u32], weights: &[&[Weighed]], days: &[i32]) -> Self {
        let mut sums: FxHashMap<u32, Weighed> = FxHashMap::default();
        for term in members.iter().flat_map(|&article| weights[article as usize]) {
            let sum = sums.entry(term.hash).or_insert(Weighed { hash: term.hash, ..Weighed::default() });
            sum.lead += term.lead;
            sum.body += term.body;
        }
        let mut terms: Vec<Weighed> = sums.into_values().collect();
        terms.sort_unstable_by_key(|term| term.hash);
        let length = |weight: fn(&Weighed) -> f32| {
            terms.iter().map(|term| weight(term).powi(2)).sum::<f32>().sqrt().max(f32::MIN_POSITIVE)
        };
        let (lead, body) = (length(|term| term.lead), length(|term| term.body));
        for term in &mut terms {
            term.lead /= lead;
            term.body /= body;
        }
        let day =
            members.iter().map(|&article| days[article as usize] as f32).sum::<f32>() / members.len() as f32;
        Self { terms, day }
    }

    fn alike(&self, other: &Self) -> f32 {
        let (mut one, mut two) = (self.terms.iter().peekable(), other.terms.iter().peekable());
        let mut alike = 0.0;
        while let (Some(a), Some(b)) = (one.peek(), two.peek()) {
            match a.hash.cmp(&b.hash) {
                Ordering::Less => _ = one.next(),
                Ordering::Greater => _ = two.next(),
                Ordering::Equal => {
                    alike += 0.5 * a.lead * b.lead + 0.5 * a.body * b.body;
                    one.next();
                    two.next();
                }
            }
        }
        alike - PER_DAY * (self.day - other.day).abs()
    }
}

/// The clusters of articles that may start one, each sorted; the others stay alone.
pub(super) fn clusters(
    edges: &[Edge],
    weights: &[&[Weighed]],
    days: &[i32],
    is_seed: &[bool],
) -> Vec<Vec<u32>> {
    let among_seeds = |edge: &&Edge| is_seed[edge.one as usize] && is_seed[edge.other as usize];
    let mut clusters = Linking::new(days.len(), edges.iter().filter(among_seeds).copied()).run();
    clusters.retain(|members| is_seed[members[0] as usize]);
    let mut centres: Vec<Option<Centre>> = clusters.iter().map(|_| None).collect();
    for _ in 0..ROUNDS {
        let pairs = nearest_pairs(edges, &clusters, &mut centres, weights, days);
        if pairs.is_empty() {
            break;
        }
        for &(one, other) in &pairs {
            let moved = std::mem::take(&mut clusters[other]);
            clusters[one].extend(moved);
            centres[one] = None;
        }
        let mut kept = clusters.iter().map(|members| !members.is_empty());
        centres.retain(|_| kept.next().unwrap_or_default());
        clusters.retain(|members| !members.is_empty());
    }
    clusters.iter_mut().for_each(|members| members.sort_unstable());
    clusters
}

/// Pairs of clusters that are each other's nearest, and near enough; the lower one comes first.
fn nearest_pairs(
    edges: &[Edge],
    clusters: &[Vec<u32>],
    centres: &mut [Option<Centre>],
    weights: &[&[Weighed]],
    days: &[i32],
) -> Vec<(usize, usize)> {
    let mut of = vec![None; days.len()];
    for (cluster, members) in clusters.iter().enumerate() {
        members.iter().for_each(|&article| of[article as usize] = Some(cluster));
    }
    let joined = edges.iter().filter_map(|edge| {
        let (one, other) = (of[edge.one as usize]?, of[edge.other as usize]?);
        (one != other).then_some((one.min(other), one.max(other)))
    });
    let neighbours: BTreeSet<(usize, usize)> = joined.collect();
    for &(one, other) in &neighbours {
        for at in [one, other] {
            centres[at].get_or_insert_with(|| Centre::of(&clusters[at], weights, days));
        }
    }
    let mut nearest: Vec<Option<(f32, usize)>> = vec![None; clusters.len()];
    for &(one, other) in &neighbours {
        let (Some(a), Some(b)) = (&centres[one], &centres[other]) else { continue };
        let alike = a.alike(b);
        for (at, with) in [(one, other), (other, one)] {
            if nearest[at].is_none_or(|(best, _)| alike > best) {
                nearest[at] = Some((alike, with));
            }
        }
    }
    let is_nearest = |at: usize, with: usize| nearest[at].is_some_and(|(_, nearest)| nearest == with);
    let near =
        nearest.iter().enumerate().filter_map(|(one, found)| found.map(|(alike, other)| (one, other, alike)));
    near.filter(|&(one, other, alike)| one < other && alike >= LEAST_CENTRES && is_nearest(other, one))
        .map(|(one, other, _)| (one, other))
        .collect()
}
