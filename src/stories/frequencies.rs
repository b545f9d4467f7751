//! How common each term is, which decides how much weight it has: among the articles of certain days, and in
//! Korean news at large, which is all that is known of a small archive.

use super::terms::{Terms, hash_of_pair, hash_of_word};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Terms in more than this share of the articles are ignored.
const MOST_COMMON: f32 = 0.08;
/// Terms in no more than this many articles are never ignored as too common.
const NEVER_COMMON: f32 = 20.0;
/// Added to the number of articles, so that a term that all of them have still has a little weight.
const UNSEEN_ARTICLES: f32 = 1.0;
/// News at large counts as much as this many articles.
const AT_LARGE: f32 = 2000.0;
/// How many rare terms articles must share where there are next to none.
const MOST_RARE: f32 = 3.0;
/// The number of buckets for counting the articles that have a term.
const BUCKETS: usize = 1 << 22;

/// The terms that many articles have anywhere.
static COMMON: LazyLock<CommonTerms> =
    LazyLock::new(|| CommonTerms::parse(include_str!("../../assets/common-terms.tsv")));

/// A term of one article with its weights, normalized so that lead and body each have length 1.
#[derive(Clone, Copy, Default)]
pub(super) struct Weighed {
    pub(super) hash: u32,
    pub(super) lead: f32,
    pub(super) body: f32,
    /// Whether it isn't among the common terms: a name, a place, a number.
    pub(super) is_rare: bool,
}

/// How many articles of certain days have each term. Articles in Latin script are counted apart: in a Korean
/// archive they are few, so that their most common words would seem rare.
pub(super) struct Frequencies {
    counts: Vec<u32>,
    /// How many articles are in Hangul, or in any script but the Latin one, and how many in that.
    articles: [u32; 2],
}

impl Frequencies {
    pub(super) fn new() -> Self {
        Self { counts: vec![0; BUCKETS], articles: [0; 2] }
    }

    pub(super) fn add<'a>(&mut self, articles: impl Iterator<Item = &'a Terms>) {
        for article in with_terms(articles) {
            self.articles[usize::from(article.is_latin)] += 1;
            article.terms.iter().for_each(|term| self.counts[bucket(term.hash, article.is_latin)] += 1);
        }
    }

    pub(super) fn remove<'a>(&mut self, articles: impl Iterator<Item = &'a Terms>) {
        for article in with_terms(articles) {
            self.articles[usize::from(article.is_latin)] -= 1;
            article.terms.iter().for_each(|term| self.counts[bucket(term.hash, article.is_latin)] -= 1);
        }
    }

    /// How many rare terms two articles must share to be compared, by whether the later one is in Latin script. Where
    /// there are few articles, others say nothing of how common words are, and two fires have many words in common.
    pub(super) fn least_rare(&self) -> [u32; 2] {
        self.articles.map(|articles| {
            let known = articles as f32 / AT_LARGE;
            (MOST_RARE * (1.0 - known)).ceil().max(0.0) as u32
        })
    }

    /// The weights of an article's terms, limited to informative ones that another article has as well.
    pub(super) fn weigh(&self, terms: &Terms) -> Vec<Weighed> {
        let articles = self.articles[usize::from(terms.is_latin)] as f32 + AT_LARGE;
        let (mut lead, mut body) = (0.0, 0.0);
        let mut weighed: Vec<Weighed> = Vec::with_capacity(terms.terms.len());
        for term in &terms.terms {
            let found = self.counts[bucket(term.hash, terms.is_latin)];
            let at_large = COMMON.share(term.hash, terms.is_latin);
            let count = found as f32 + AT_LARGE * at_large;
            if count > (MOST_COMMON * articles).max(NEVER_COMMON) {
                continue;
            }
            let rare = ((articles + UNSEEN_ARTICLES) / (count + 0.5)).ln();
            let weight = |half: u8| match half {
                0 => 0.0,
                1 => 0.5 * rare,
                half => (1.0 + (f32::from(half) / 2.0).ln()) * rare,
            };
            let one = Weighed {
                hash: term.hash,
                lead: weight(term.lead),
                body: weight(term.body),
                is_rare: at_large == 0.0,
            };
            lead += one.lead * one.lead;
            body += one.body * one.body;
            if found > 1 {
                weighed.push(one);
            }
        }
        let (lead, body) = (lead.sqrt().max(f32::MIN_POSITIVE), body.sqrt().max(f32::MIN_POSITIVE));
        for term in &mut weighed {
            term.lead /= lead;
            term.body /= body;
        }
        weighed.shrink_to_fit();
        weighed
    }
}

/// The articles that have terms. A copy of an earlier text has none, and makes no term of others rarer.
fn with_terms<'a>(articles: impl Iterator<Item = &'a Terms>) -> impl Iterator<Item = &'a Terms> {
    articles.filter(|article| !article.terms.is_empty())
}

fn bucket(hash: u32, is_latin: bool) -> usize {
    let hash = if is_latin { !hash } else { hash };
    (hash as usize).wrapping_mul(0x9e37_79b1) >> 7 & (BUCKETS - 1)
}

/// The terms that many articles have anywhere, and the share of articles that do, by script.
struct CommonTerms([FxHashMap<u32, f32>; 2]);

impl CommonTerms {
    /// Reads the table that the test below makes; other lines are ignored.
    fn parse(table: &str) -> Self {
        let mut shares = [FxHashMap::default(), FxHashMap::default()];
        for line in table.lines() {
            let mut fields = line.split('\t');
            let (Some(script), Some(kind), Some(term), Some(Ok(share))) =
                (fields.next(), fields.next(), fields.next(), fields.next().map(str::parse::<f32>))
            else {
                continue;
            };
            let hash = if kind == "pair" { hash_of_pair(term) } else { hash_of_word(term) };
            shares[usize::from(script == "latin")].insert(hash, share / 1000.0);
        }
        Self(shares)
    }

    fn share(&self, hash: u32, is_latin: bool) -> f32 {
        self.0[usize::from(is_latin)].get(&hash).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Cancel;
    use crate::stories::terms::{BODY, end_of, pairs_of, words};
    use crate::stories::told::texts;
    use rustc_hash::FxHashSet;
    use std::collections::BTreeMap;
    use std::fmt::Write as _;
    use std::path::Path;

    /// A term is listed if at least this many of a thousand articles have it.
    const LEAST: f32 = 2.0;

    /// How many of a thousand articles have a term, by whether they are in Latin script and whether the term is
    /// a pair of characters.
    type Counted = BTreeMap<(bool, bool, String), f32>;

    fn per_mille(folder: &Path) -> Counted {
        let catalogue = crate::engine::load(folder, &Cancel::default(), |_| {}).unwrap().catalogue;
        let (mut counted, mut articles) = (Counted::new(), [0.0; 2]);
        for row in crate::stories::newest(&catalogue).into_iter().filter_map(|file| catalogue.row(file)) {
            let (title, body) = texts(&row);
            let is_latin = Terms::of(title, body).is_latin;
            let own: FxHashSet<(bool, &str)> = [title, &body[..end_of(body, BODY)]]
                .into_iter()
                .flat_map(words)
                .flat_map(|word| pairs_of(word).map(|pair| (true, pair)).chain([(false, word)]))
                .collect();
            articles[usize::from(is_latin)] += 1.0;
            for (is_pair, term) in own {
                *counted.entry((is_latin, is_pair, term.to_owned())).or_default() += 1.0;
            }
        }
        for ((is_latin, ..), count) in &mut counted {
            *count *= 1000.0 / articles[usize::from(*is_latin)];
        }
        counted
    }

    /// Makes `assets/common-terms.tsv` of the archives in the folders that `SEOGO_ARCHIVES` names, separated by
    /// colons. A term counts as it does where it is rarest, as the news of some days is full of a few names:
    ///
    /// ```sh
    /// SEOGO_ARCHIVES=first:second cargo test --lib makes_the_table_of_common_terms -- --ignored
    /// ```
    #[test]
    #[ignore = "makes a file of the project from archives"]
    fn makes_the_table_of_common_terms() {
        let folders = std::env::var("SEOGO_ARCHIVES").unwrap();
        let counted: Vec<Counted> = folders.split(':').map(|folder| per_mille(Path::new(folder))).collect();
        let mut table = "# script\tkind\tterm\tof a thousand articles\n".to_owned();
        for (key, &most) in &counted[0] {
            let least = counted.iter().map(|counted| counted.get(key).copied().unwrap_or_default());
            let least = least.fold(most, f32::min);
            if least >= LEAST {
                let (is_latin, is_pair, term) = key;
                let script = if *is_latin { "latin" } else { "hangul" };
                let kind = if *is_pair { "pair" } else { "word" };
                writeln!(table, "{script}\t{kind}\t{term}\t{least:.1}").unwrap();
            }
        }
        std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/common-terms.tsv"), table).unwrap();
    }
}
