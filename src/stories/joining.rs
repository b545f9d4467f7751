//! Adds articles that can't start a story to those they are similar to: photos and flashes join one, roundups
//! mention several.

use super::pairs::Edge;
use crate::article::ArticleKind;
use std::collections::BTreeMap;

/// How similar an article must be to a cluster, averaging its nearest article and all of them, to join or
/// mention it.
const LEAST_ALIKE: f32 = 0.2;

/// The similarity of an article to a cluster.
#[derive(Clone, Copy, Default)]
struct Likeness {
    sum: f32,
    most: f32,
}

/// Adds each article that started no cluster to the most similar one, and returns what roundups mention: their
/// numbers, by cluster.
pub(super) fn join_others(
    clusters: &mut [Vec<u32>],
    edges: &[Edge],
    kinds: &[ArticleKind],
) -> BTreeMap<usize, Vec<u32>> {
    let of = cluster_of(clusters, kinds.len());
    let sizes: Vec<usize> = clusters.iter().map(Vec::len).collect();
    let mut likeness: BTreeMap<u32, BTreeMap<usize, Likeness>> = BTreeMap::new();
    let both_ways =
        edges.iter().flat_map(|edge| [(edge.one, edge.other, edge), (edge.other, edge.one, edge)]);
    for (own, other, edge) in both_ways {
        if let (None, Some(cluster)) = (of[own as usize], of[other as usize]) {
            let to = likeness.entry(own).or_default().entry(cluster).or_default();
            to.sum += edge.alike;
            to.most = to.most.max(edge.alike);
        }
    }
    let mut mentions: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for (article, to) in likeness {
        let alike = to.into_iter().map(|(cluster, to)| {
            let average = to.sum / sizes.get(cluster).map_or(1.0, |&size| size as f32);
            (cluster, f32::midpoint(to.most, average))
        });
        let alike = alike.filter(|&(_, alike)| alike >= LEAST_ALIKE);
        if kinds[article as usize] == ArticleKind::Roundup {
            alike.for_each(|(cluster, _)| mentions.entry(cluster).or_default().push(article));
        } else if let Some((cluster, _)) = alike.min_by(|one, other| other.1.total_cmp(&one.1)) {
            clusters[cluster].push(article);
        }
    }
    mentions
}

/// For each article, the sum of its similarities to the others in its cluster.
pub(super) fn closeness(clusters: &[Vec<u32>], edges: &[Edge], articles: usize) -> Vec<f32> {
    let of = cluster_of(clusters, articles);
    let mut closeness = vec![0.0; articles];
    for edge in edges {
        let (one, other) = (edge.one as usize, edge.other as usize);
        if of[one].is_some() && of[one] == of[other] {
            closeness[one] += edge.alike;
            closeness[other] += edge.alike;
        }
    }
    closeness
}

pub(super) fn cluster_of(clusters: &[Vec<u32>], articles: usize) -> Vec<Option<usize>> {
    let mut of = vec![None; articles];
    for (cluster, members) in clusters.iter().enumerate() {
        members.iter().for_each(|&article| of[article as usize] = Some(cluster));
    }
    of
}
