//! Compares two articles of one story: which passages both have, how much of each is in the other, and which
//! numbers and quotations differ between them. Nothing is said about who had them first.

use super::passages::PassageLetters;
use super::places::SharedPlaces;
use super::sentence_words::{SentenceWords, quotations};
use crate::article::{Article, Change, Comparison, Passage, Problem, Side, compare};
use crate::text::fold;
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::time::Instant;

/// Two articles of a story, compared.
#[derive(Debug)]
pub struct ComparedArticles {
    pub ordinals: [u32; 2],
    /// The problem if one of them couldn't be read completely.
    pub problem: Option<Problem>,
    /// The differences.
    pub comparison: StoryComparison,
}

/// What two articles share and how they differ.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoryComparison {
    /// The texts of both, passage by passage.
    pub rows: Vec<ComparedRow>,
    /// How much of each is in the other.
    pub sides: [ComparedSide; 2],
    /// Numbers that differ in passages that correspond.
    pub numbers: Vec<Difference>,
    /// Quotations that differ in passages that correspond.
    pub quotations: Vec<Difference>,
    /// Whether one of them is an excerpt, of which shared text isn't computed.
    pub has_excerpt: bool,
    /// Whether there was time for everything.
    pub finished: bool,
}

/// How much of an article is in the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ComparedSide {
    /// The share of its letters that is in passages of thirty or more that the other has as well: 0 to 1.
    pub share: f64,
    /// Where these passages are, as fractions of its letters.
    pub shared: Vec<Range<f32>>,
    /// Where the numbered passages begin and end, as fractions of its letters.
    pub passages: Vec<Range<f32>>,
}

/// A stretch of both texts; either may be empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ComparedRow {
    /// The number of the shared passage, counted from 1; `None` if it isn't one. Two rows have the same number, each with
    /// one of the texts, if the passage stands elsewhere in the other article.
    pub passage: Option<usize>,
    pub texts: [Vec<SidePiece>; 2],
}

/// A piece of one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SidePiece {
    pub text: String,
    /// Whether it is a number that differs in the other text.
    pub differs: bool,
}

/// What the two articles say differently at the same place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Difference {
    pub row: usize,
    /// What each says.
    pub texts: [String; 2],
}

/// Compares two articles. Whatever isn't done by `until` is compared in larger pieces.
pub fn compare_articles(one: &Article, other: &Article, until: Instant) -> StoryComparison {
    let has_excerpt = one.excerpt || other.excerpt;
    let folded = [one, other].map(|article| fold(article.text()));
    let places = match has_excerpt {
        true => SharedPlaces::default(),
        false => SharedPlaces::of(folded.each_ref().map(String::as_str)),
    };
    let compared = compare(one, other, until);
    let mut comparison = StoryComparison {
        sides: [0, 1].map(|side| compared_side(&places, side)),
        has_excerpt,
        finished: compared.finished,
        ..StoryComparison::default()
    };
    comparison.add_rows(&compared, &places);
    comparison
}

fn compared_side(places: &SharedPlaces, side: usize) -> ComparedSide {
    let (ranges, all) = places.of_side(side);
    let share = ranges.iter().map(ExactSizeIterator::len).sum::<usize>() as f64 / all.max(1) as f64;
    let shared = ranges.iter().map(|range| fraction(range, all)).collect();
    ComparedSide { share, shared, passages: Vec::new() }
}

fn fraction(range: &Range<usize>, all: usize) -> Range<f32> {
    let all = all.max(1) as f32;
    range.start as f32 / all..range.end as f32 / all
}

/// How sentences are grouped into rows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RowKind {
    /// Both articles have them at the same place.
    Corresponding,
    /// They stand in one article, and elsewhere in the other.
    Elsewhere(usize),
    /// Only one article has them.
    Apart,
}

/// A sentence of one article or of both.
struct PlacedSentence<'a> {
    sentence: &'a Passage,
    texts: [SentenceWords; 2],
    /// Its letters in each article.
    letters: [Range<usize>; 2],
    kind: RowKind,
}

impl<'a> PlacedSentence<'a> {
    /// Takes the next sentence of articles of which some letters have been `passed`.
    fn of(sentence: &'a Passage, passed: &mut [usize; 2], places: &SharedPlaces) -> Self {
        let texts = [Side::New, Side::Old].map(|without| SentenceWords::of(&sentence.pieces, without));
        let letters = [0, 1].map(|side: usize| {
            let start = passed[side];
            passed[side] += PassageLetters::of(&fold(&texts[side].text)).len();
            start..passed[side]
        });
        let kind = match sentence.change {
            Change::Kept | Change::Rewritten => RowKind::Corresponding,
            Change::Removed if places.has(0, &letters[0]) => RowKind::Elsewhere(0),
            Change::Added if places.has(1, &letters[1]) => RowKind::Elsewhere(1),
            Change::Removed | Change::Added => RowKind::Apart,
        };
        Self { sentence, texts, letters, kind }
    }
}

/// Where a row stands in both articles.
struct RowPlace {
    kind: RowKind,
    letters: [Range<usize>; 2],
    is_shared: bool,
}

impl StoryComparison {
    /// The number of shared passages.
    pub fn passages(&self) -> usize {
        self.rows.iter().filter_map(|row| row.passage).max().unwrap_or_default()
    }

    /// Groups sentences into rows: those that correspond, those that stand elsewhere in the other article, and between
    /// them those that only one article has.
    fn add_rows(&mut self, compared: &Comparison, places: &SharedPlaces) {
        let mut passed = [0, 0];
        let sentences: Vec<PlacedSentence<'_>> =
            compared.body.iter().map(|sentence| PlacedSentence::of(sentence, &mut passed, places)).collect();
        let mut row_places = Vec::new();
        for group in sentences.chunk_by(|one, next| one.kind == next.kind) {
            let [Some(first), Some(last)] = [group.first(), group.last()] else { continue };
            let mut row = ComparedRow::default();
            let at = self.rows.len();
            for PlacedSentence { sentence, texts, .. } in group {
                let numbers = if sentence.change == Change::Rewritten {
                    self.note_quotations(texts, at);
                    self.note_numbers(texts, at)
                } else {
                    [Vec::new(), Vec::new()]
                };
                for ((pieces, words), differ) in row.texts.iter_mut().zip(texts).zip(&numbers) {
                    words.push_to(pieces, differ, sentence.begins_paragraph);
                }
            }
            let is_shared = group.iter().any(|it| (0..2).any(|side| places.has(side, &it.letters[side])));
            let letters = [0, 1].map(|side: usize| first.letters[side].start..last.letters[side].end);
            row_places.push(RowPlace { kind: first.kind, letters, is_shared });
            self.rows.push(row);
        }
        self.number_passages(&row_places, places);
        let mut noted = FxHashSet::default();
        self.numbers.retain(|difference| noted.insert(difference.clone()));
    }

    /// Numbers the rows with shared passages, in order; one that stands elsewhere in the other article is numbered like the
    /// row there.
    fn number_passages(&mut self, row_places: &[RowPlace], places: &SharedPlaces) {
        let mut last = 0;
        for (at, row) in row_places.iter().enumerate().filter(|(_, row)| row.is_shared) {
            let elsewhere = match row.kind {
                RowKind::Elsewhere(side) => places.elsewhere(side, &row.letters[side]).and_then(|letter| {
                    let there = row_places.partition_point(|row| row.letters[1 - side].end <= letter);
                    row_places.get(there).filter(|row| row.is_shared).map(|_| there)
                }),
                RowKind::Corresponding | RowKind::Apart => None,
            };
            let number_of = |at: usize| self.rows.get(at).and_then(|row| row.passage);
            let known = number_of(at).or_else(|| number_of(elsewhere?));
            last += usize::from(known.is_none());
            let number = Some(known.unwrap_or(last));
            for at in std::iter::once(at).chain(elsewhere) {
                if let Some(row) = self.rows.get_mut(at).filter(|row| row.passage.is_none()) {
                    row.passage = number;
                }
            }
            for (side, of_side) in self.sides.iter_mut().enumerate() {
                let within = places.within(side, &row.letters[side]);
                of_side.passages.extend(within.map(|range| fraction(&range, places.of_side(side).1)));
            }
        }
    }

    /// Notes the numbers of a sentence that differ, and returns which words they are in each text.
    fn note_numbers(&mut self, texts: &[SentenceWords; 2], row: usize) -> [Vec<usize>; 2] {
        let changed = texts.each_ref().map(SentenceWords::changed_numbers);
        let pairs = changed[0].iter().copied().zip(changed[1].iter().copied());
        // Where only a particle changed, the number is the same.
        let differ = |&(one, other): &(usize, usize)| texts[0].number(one) != texts[1].number(other);
        let pairs: Vec<(usize, usize)> = pairs.filter(differ).collect();
        let difference = |&(one, other): &(usize, usize)| Difference {
            row,
            texts: [texts[0].number(one), texts[1].number(other)],
        };
        self.numbers.extend(pairs.iter().map(difference));
        [pairs.iter().map(|pair| pair.0).collect(), pairs.iter().map(|pair| pair.1).collect()]
    }

    /// Notes the quotations of a sentence that differ, in the order they stand.
    fn note_quotations(&mut self, texts: &[SentenceWords; 2], row: usize) {
        let quoted = texts.each_ref().map(|words| quotations(&words.text));
        let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
        for (one, other) in quoted[0].iter().zip(&quoted[1]) {
            if letters(one) != letters(other) {
                let texts = [(*one).to_owned(), (*other).to_owned()];
                self.quotations.push(Difference { row, texts });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn compared(one: &str, other: &str) -> StoryComparison {
        let article = |body: &str| Article { body: body.to_owned(), ..Article::default() };
        compare_articles(&article(one), &article(other), Instant::now() + Duration::from_secs(60))
    }

    const ONE: &str = "30일 오전 두물시와 은파시를 잇는 두은선 열차가 신호 장치 고장으로 멈춰 섰다. 승객 218명이 78분 동안 갇혔다. \
        멈춘 곳은 둑 위였다. 운영단은 “얼어붙은 신호기 두 대가 바뀌지 않았다”고 설명했다.";
    const OTHER: &str = "30일 오전 두물시와 은파시를 잇는 두은선 열차가 신호 장치 고장으로 멈춰 섰다. 승객 340명이 78분 동안 갇혔다. \
        운영단은 “얼어붙은 신호기 한 대가 바뀌지 않았다”고 설명했다.";

    #[test]
    fn passages_are_shared_and_numbers_and_quotations_differ() {
        let found = compared(ONE, OTHER);
        assert!(found.finished);
        let texts = |differences: &[Difference]| -> Vec<[String; 2]> {
            differences.iter().map(|difference| difference.texts.clone()).collect()
        };
        let pair = |one: &str, other: &str| [one.to_owned(), other.to_owned()];
        assert_eq!(texts(&found.numbers), [pair("218명", "340명"), pair("두 대", "한 대")]);
        let said = pair("얼어붙은 신호기 두 대가 바뀌지 않았다", "얼어붙은 신호기 한 대가 바뀌지 않았다");
        assert_eq!(texts(&found.quotations), [said]);
        let rows: Vec<_> = found
            .rows
            .iter()
            .map(|row| (row.passage, row.texts.each_ref().map(|it| !it.is_empty())))
            .collect();
        assert_eq!(rows[0], (Some(1), [true, true]));
        assert_eq!(rows[1], (None, [true, false]), "only one of them has it");
        assert_eq!(found.numbers[1].row, 2);
        let marked: Vec<&str> = found.rows[0].texts[1]
            .iter()
            .filter(|piece| piece.differs)
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(marked, ["340명이"]);
        assert!(found.sides[0].share > 0.3 && found.sides[0].share < found.sides[1].share);
        assert!(!found.sides[0].shared.is_empty());
        assert!(found.sides[0].shared.iter().all(|range| range.start < range.end && range.end <= 1.0));
    }

    #[test]
    fn a_passage_that_stands_elsewhere_in_the_other_article_has_one_number() {
        let first = "나루대교 상판이 무너져 지나던 트럭 두 대가 강으로 떨어졌고 운전자 두 명이 구조됐다고 소방서가 밝혔다.";
        let second = "솔빛도서관은 내년 봄부터 밤 열 시까지 문을 열고 어린이 방을 두 배로 넓히기로 했다고 시청이 알렸다.";
        let third = "느린 달팽이 스무 마리가 강변에서 겨룬 경주에서는 가장 늦게 나선 달팽이가 먼저 들어왔다고 주최 측이 전했다.";
        let found = compared(&format!("{first} {second} {third}"), &format!("{third} {first} {second}"));
        let numbers: Vec<Option<usize>> = found.rows.iter().map(|row| row.passage).collect();
        assert!(
            numbers.iter().all(Option::is_some),
            "whatever is counted in a share is numbered: {numbers:?}"
        );
        assert_eq!((found.rows.len(), found.passages()), (3, 2));
        assert_eq!(numbers[0], numbers[2], "the same text at two places");
        assert_eq!(
            found.sides.each_ref().map(|side| side.passages.len()),
            [2, 2],
            "the maps show the same two"
        );
        assert_eq!(found.sides.each_ref().map(|side| side.share), [1.0, 1.0]);
    }

    #[test]
    fn excerpts_share_nothing_that_could_be_counted() {
        let article = |excerpt: bool| Article { body: ONE.to_owned(), excerpt, ..Article::default() };
        let until = Instant::now() + Duration::from_secs(60);
        let found = compare_articles(&article(false), &article(true), until);
        assert!(found.has_excerpt && found.passages() == 0);
        assert_eq!(found.sides, <[ComparedSide; 2]>::default());
    }

    #[test]
    fn a_number_with_another_particle_is_the_same_number() {
        let found = compared(ONE, &ONE.replace("218명이", "218명은").replace("78분", "80분"));
        let marked: Vec<_> =
            found.rows.iter().flat_map(|row| &row.texts[1]).filter(|piece| piece.differs).collect();
        assert_eq!(found.numbers.iter().map(|it| it.texts[1].as_str()).collect::<Vec<_>>(), ["80분"]);
        assert_eq!(marked.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>(), ["80분"]);
    }

    #[test]
    fn comparing_takes_linear_time_behind_its_deadline() {
        for piece in ["느린 달팽이 1마리가 이겼다. ", "느린 달팽이 1마리, "] {
            let compare = |text: &str| {
                let article = |body: String| Article { body, ..Article::default() };
                let other = text.replace('1', "2");
                compare_articles(&article(text.to_owned()), &article(other), Instant::now());
            };
            crate::formats::assert_linear(&[piece], compare);
        }
    }

    #[test]
    fn the_same_text_is_one_passage_and_another_has_none() {
        let same = compared(ONE, ONE);
        assert_eq!((same.rows.len(), same.rows[0].passage), (1, Some(1)));
        assert_eq!(same.sides.map(|side| side.share), [1.0, 1.0]);
        assert_eq!((same.numbers.len(), same.quotations.len()), (0, 0));
        let other = compared(ONE, "느린 달팽이가 이겼다.");
        assert!(!other.rows.is_empty() && other.rows.iter().all(|row| row.passage.is_none()));
        assert_eq!(other.sides.map(|side| side.share), [0.0, 0.0]);
        assert_eq!(compared("", "").rows, []);
    }
}
