//! Compares two articles of one story: which passages both have, how much of each is in the other, and which
//! numbers and quotations differ between them. Nothing is said about who had them first.

use super::passages::{PassageLetters, Passages};
use crate::article::{Article, Change, Comparison, Piece, Problem, Side, compare};
use crate::text::fold;
use crate::text::particles::stem;
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
}

/// A stretch of both texts; either may be empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ComparedRow {
    /// The number of the shared passage, counted from 1; `None` if it isn't one.
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
    let letters = [one, other].map(|article| PassageLetters::of(&fold(article.text())));
    let [sides_one, sides_other] = [side(&letters[0], &letters[1]), side(&letters[1], &letters[0])];
    let compared = compare(one, other, until);
    let mut comparison = StoryComparison {
        sides: [sides_one, sides_other],
        finished: compared.finished,
        ..StoryComparison::default()
    };
    comparison.add_rows(&compared);
    comparison
}

fn side(own: &PassageLetters, other: &PassageLetters) -> ComparedSide {
    let covered = Passages::of(other).in_common_with(own);
    let all = own.len().max(1);
    let share = covered.iter().map(ExactSizeIterator::len).sum::<usize>() as f64 / all as f64;
    let all = all as f32;
    let shared = covered.iter().map(|range| range.start as f32 / all..range.end as f32 / all).collect();
    ComparedSide { share, shared }
}

impl StoryComparison {
    /// Groups sentences into rows: those that correspond, and between them those that only one article has.
    fn add_rows(&mut self, compared: &Comparison) {
        let corresponds = |change: Change| matches!(change, Change::Kept | Change::Rewritten);
        let mut passages = 0;
        for group in compared.body.chunk_by(|one, next| corresponds(one.change) == corresponds(next.change)) {
            let mut row = ComparedRow::default();
            let at = self.rows.len();
            for sentence in group {
                let texts =
                    [Side::New, Side::Old].map(|without| SentenceWords::of(&sentence.pieces, without));
                let numbers = if sentence.change == Change::Rewritten {
                    self.note_quotations(&texts, at);
                    self.note_numbers(&texts, at)
                } else {
                    [Vec::new(), Vec::new()]
                };
                for ((pieces, words), differ) in row.texts.iter_mut().zip(&texts).zip(&numbers) {
                    words.push_to(pieces, differ, sentence.begins_paragraph);
                }
            }
            let texts = row.texts.each_ref().map(|pieces| {
                let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
                PassageLetters::of(&fold(&text))
            });
            if corresponds(group.first().map_or(Change::Added, |sentence| sentence.change))
                && !Passages::of(&texts[0]).in_common_with(&texts[1]).is_empty()
            {
                passages += 1;
                row.passage = Some(passages);
            }
            self.rows.push(row);
        }
        let mut noted = FxHashSet::default();
        self.numbers.retain(|difference| noted.insert(difference.clone()));
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

/// The text of one side of a sentence, with the words that are only in it.
struct SentenceWords {
    text: String,
    /// The byte ranges of its words, and whether each has something that the other text hasn't.
    words: Vec<(Range<usize>, bool)>,
}

impl SentenceWords {
    fn of(pieces: &[Piece], without: Side) -> Self {
        let (mut text, mut changed) = (String::new(), Vec::new());
        for piece in pieces.iter().filter(|piece| piece.side != without) {
            if piece.side != Side::Both {
                changed.push(text.len()..text.len() + piece.text.len());
            }
            text.push_str(&piece.text);
        }
        let (mut words, mut start) = (Vec::new(), 0);
        let mut changed = changed.into_iter().peekable();
        for word in text.split(' ') {
            let range = start..start + word.len();
            while changed.next_if(|it: &Range<usize>| it.end <= range.start).is_some() {}
            let is_changed = changed.peek().is_some_and(|it| it.start < range.end);
            start = range.end + 1;
            words.push((range, is_changed));
        }
        Self { text, words }
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).and_then(|(range, _)| self.text.get(range.clone())).unwrap_or_default()
    }

    /// The words that are numbers and aren't the same in the other text.
    fn changed_numbers(&self) -> Vec<usize> {
        let is_number = |at: usize| {
            let word = self.word(at);
            word.contains(|c: char| c.is_ascii_digit())
                || NUMERALS.contains(&word) && UNITS.iter().any(|unit| self.word(at + 1).starts_with(unit))
        };
        let changed = self.words.iter().enumerate().filter(|(_, (_, changed))| *changed);
        changed.map(|(at, _)| at).filter(|&at| is_number(at)).collect()
    }

    /// A number as it is listed: without particle and punctuation, and with its unit if that is a word of its
    /// own.
    fn number(&self, at: usize) -> String {
        let word = self.word(at);
        let bare = |word: &str| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
            stem(word).unwrap_or(word).to_owned()
        };
        let next = self.word(at + 1);
        match UNITS.iter().find(|unit| next.starts_with(**unit)) {
            Some(unit) if NUMERALS.contains(&word) => format!("{word} {unit}"),
            _ => bare(word),
        }
    }

    /// Adds the text to a side's pieces, with some words marked, which are given in order.
    fn push_to(&self, pieces: &mut Vec<SidePiece>, differ: &[usize], begins_paragraph: bool) {
        if self.text.trim().is_empty() {
            return;
        }
        let mut push = |text: &str, differs: bool| match pieces.last_mut() {
            Some(last) if last.differs == differs => last.text.push_str(text),
            _ if text.is_empty() => {}
            _ => pieces.push(SidePiece { text: text.to_owned(), differs }),
        };
        push(if begins_paragraph { "\n" } else { " " }, false);
        let mut differ = differ.iter().peekable();
        for (at, (range, _)) in self.words.iter().enumerate() {
            if at > 0 {
                push(" ", false);
            }
            push(self.text.get(range.clone()).unwrap_or_default(), differ.next_if_eq(&&at).is_some());
        }
    }
}

/// Numbers written as words, and what they count.
const NUMERALS: [&str; 12] =
    ["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "수십", "수백"];
const UNITS: [&str; 18] = [
    "시간", "명", "대", "곳", "건", "번", "차례", "개", "마리", "사람", "달", "살", "배", "가지", "채", "척",
    "편", "동",
];

/// The quotations in a text, without their marks.
fn quotations(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(['“', '"']) {
        let mark = rest.get(start..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        let after = rest.get(start + mark..).unwrap_or_default();
        let Some(end) = after.find(['”', '"']) else { break };
        found.push(after.get(..end).unwrap_or_default());
        rest =
            after.get(end..).and_then(|rest| rest.get(rest.chars().next()?.len_utf8()..)).unwrap_or_default();
    }
    found
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
