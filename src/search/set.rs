//! Sets of articles: ascending runs of candidates, and ascending lists of what was found among them.

use std::ops::Range;

use super::Kind;

/// An article that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Its place in the corpus.
    pub article: usize,
    /// The weakest kind of match that it needed.
    pub kind: Kind,
}

/// Runs of neighbouring articles, ascending, none touching another's article.
pub(super) type Runs = Vec<Range<usize>>;

/// The runs that a list of found articles makes up.
pub(super) fn runs_of(found: &[Found]) -> Runs {
    let mut runs: Runs = Vec::new();
    for &Found { article, .. } in found {
        match runs.last_mut() {
            Some(last) if last.end == article => last.end += 1,
            _ => runs.push(article..article + 1),
        }
    }
    runs
}

/// The runs without the articles of a list.
pub(super) fn without(runs: &[Range<usize>], found: &[Found]) -> Runs {
    let mut left = Runs::new();
    let mut found = found.iter().map(|found| found.article).peekable();
    for run in runs {
        let mut start = run.start;
        while let Some(article) = found.next_if(|&article| article < run.end) {
            if article >= start {
                left.push(start..article);
                start = article + 1;
            }
        }
        left.push(start..run.end);
    }
    left.retain(|run| !run.is_empty());
    left
}

/// The articles of both lists, those of both by the stronger kind.
pub(super) fn union(a: Vec<Found>, b: Vec<Found>) -> Vec<Found> {
    if a.is_empty() {
        return b;
    }
    if b.is_empty() {
        return a;
    }
    let mut all = Vec::with_capacity(a.len() + b.len());
    let (mut a, mut b) = (a.into_iter().peekable(), b.into_iter().peekable());
    while let (Some(&first), Some(&second)) = (a.peek(), b.peek()) {
        if first.article <= second.article {
            a.next();
        }
        if second.article <= first.article {
            b.next();
        }
        all.push(match first.article.cmp(&second.article) {
            std::cmp::Ordering::Less => first,
            std::cmp::Ordering::Greater => second,
            std::cmp::Ordering::Equal => Found { article: first.article, kind: first.kind.min(second.kind) },
        });
    }
    all.extend(a);
    all.extend(b);
    all
}

/// The articles of a list that are also in a shorter one, by the weaker kind of the two.
pub(super) fn intersection(a: &[Found], b: &[Found]) -> Vec<Found> {
    let mut rest = a.iter().peekable();
    let mut both = Vec::with_capacity(b.len());
    for second in b {
        while rest.next_if(|first| first.article < second.article).is_some() {}
        if let Some(first) = rest.next_if(|first| first.article == second.article) {
            both.push(Found { article: second.article, kind: first.kind.max(second.kind) });
        }
    }
    both
}

/// The articles of runs that a test lets through, as exact matches.
pub(super) fn filtered(runs: &[Range<usize>], mut test: impl FnMut(usize) -> bool) -> Vec<Found> {
    let articles = runs.iter().cloned().flatten();
    articles.filter(|&article| test(article)).map(|article| Found { article, kind: Kind::Exact }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(articles: &[usize], kind: Kind) -> Vec<Found> {
        articles.iter().map(|&article| Found { article, kind }).collect()
    }

    #[test]
    fn sets_do_what_sets_do() {
        let (a, b) = (list(&[1, 2, 5], Kind::Exact), list(&[2, 3, 9], Kind::Hanja));
        let articles = |found: &[Found]| found.iter().map(|found| found.article).collect::<Vec<_>>();
        assert_eq!(articles(&union(a.clone(), b.clone())), [1, 2, 3, 5, 9]);
        assert_eq!(union(a.clone(), b.clone())[1].kind, Kind::Exact);
        assert_eq!(intersection(&a, &b), list(&[2], Kind::Hanja));
        assert_eq!(runs_of(&a), [1..3, 5..6]);
        assert_eq!(without(&[0..3, 4..8], &a), [0..1, 4..5, 6..8]);
        assert_eq!(without(&[3..5, 6..7], &a), [3..5, 6..7]);
    }
}
