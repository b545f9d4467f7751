//! Word forms: words without their particles, as far as the archive's own words speak for it.
//!
//! A particle is taken off only if at least two letters remain and the archive has what remains bare, or with three
//! other particles, at least twice as often as the uncut word with particles of its own. So 버스를 is 버스, but
//! 김바은 isn't 김바, as 김바은이 and 김바은의 are there, too. Words in `assets/not-cut.txt` are never cut.

use super::index::{PARAGRAPH, SENTENCE, WordIndex};
use crate::library::OwnWords;
use crate::text::particles::{particles_after, splits};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// The version of the rule, which every result names. Raise it with any change that makes other forms.
pub const RULE: u32 = 2;

/// The words that aren't cut.
static NOT_CUT: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../assets/not-cut.txt").lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
});

/// The particles that only nouns take.
const OF_NOUNS: [&str; 11] = ["을", "를", "이", "가", "의", "에", "으로", "로", "과", "와", "에서"];

/// Particles that are verbs of motion as well.
const MOTIONS: [&str; 2] = ["가", "와"];

/// With so many different particles, a stem stands for itself, and a word is a noun.
const ENOUGH_PARTICLES: u32 = 3;

/// The endings of verbs and adjectives. Nouns may end like one, but have particles of nouns.
const ENDINGS: [&str; 41] = [
    "다", "는", "한", "할", "며", "고", "된", "될", "던", "해", "르면", "하면", "으면", "다면", "려면",
    "되면", "지만", "는데", "은데", "인데", "도록", "면서", "하게", "되게", "하지", "되지", "해서", "어서",
    "아서", "여서", "하여", "되어", "해야", "어야", "아야", "니까", "어요", "아요", "네요", "있어", "없어",
];

/// How a form is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordClass {
    /// As it is.
    Plain,
    /// Only with all forms: it has one letter (with or without a particle), the ending of a verb, or no letter.
    Other,
    /// Never: the reader's list of stop words has it.
    Stopped,
}

/// The forms of an archive's words.
#[derive(Debug, Default)]
pub struct Forms {
    /// By word.
    forms: Vec<u32>,
    names: Vec<Box<str>>,
    classes: Vec<WordClass>,
    /// Compounds of several words, by their first word, longer ones first.
    compounds: FxHashMap<u32, Vec<Compound>>,
}

/// Words that count as one form.
#[derive(Debug)]
struct Compound {
    /// The words after the first but for the last.
    middle: Vec<u32>,
    /// The last word, with and without particles.
    last: FxHashSet<u32>,
    form: u32,
}

/// A form in a text, and which of its words it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FormPlace {
    pub(super) form: u32,
    pub(super) words: u32,
}

impl Forms {
    /// The forms of an archive's words; `counts` are how often it has each, by number.
    pub fn of(index: &WordIndex, counts: &[u32], own: &OwnWords) -> Self {
        let evidence = WordEvidence::of(index, counts);
        let mut maker =
            FormMaker { evidence: &evidence, forms: Self::default(), numbers: FxHashMap::default() };
        // Paragraphs and sentences have the numbers that they have as words.
        let marks = [PARAGRAPH, SENTENCE].map(|mark| maker.form(index.name(mark), WordClass::Stopped));
        maker.forms.forms = marks.to_vec();
        for number in marks.len() as u32..index.len() as u32 {
            let name = index.name(number);
            let form = match index.is_given(number) {
                true => maker.given(name),
                false => maker.form_of(name),
            };
            maker.forms.forms.push(form);
        }
        maker.add_own(index, own);
        maker.forms
    }

    /// How many forms there are.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// A form as text.
    pub(super) fn name(&self, form: u32) -> &str {
        self.names.get(form as usize).map_or("", |name| name)
    }

    /// Whether a form is counted by itself.
    pub(super) fn counts(&self, form: u32, all_forms: bool) -> bool {
        match self.classes.get(form as usize) {
            Some(WordClass::Plain) => true,
            Some(WordClass::Other) => all_forms,
            Some(WordClass::Stopped) | None => false,
        }
    }

    /// The forms of a text in their order, with paragraphs and sentences.
    pub(super) fn read(&self, words: &[u32], items: &mut Vec<FormPlace>) {
        items.clear();
        if self.compounds.is_empty() {
            items.extend(words.iter().map(|&word| FormPlace { form: self.form(word), words: 1 }));
            return;
        }
        let mut rest = words;
        while let [first, after @ ..] = rest {
            let compound = self.compounds.get(first).into_iter().flatten().find(|it| it.begins(after));
            let (form, len) =
                compound.map_or_else(|| (self.form(*first), 1), |it| (it.form, it.middle.len() + 2));
            items.push(FormPlace { form, words: len as u32 });
            rest = rest.get(len..).unwrap_or_default();
        }
    }

    fn form(&self, word: u32) -> u32 {
        self.forms.get(word as usize).copied().unwrap_or(PARAGRAPH)
    }
}

impl Compound {
    fn begins(&self, words: &[u32]) -> bool {
        words.starts_with(&self.middle)
            && words.get(self.middle.len()).is_some_and(|last| self.last.contains(last))
    }
}

/// How often an archive has words, and what remains of them without a particle.
struct WordEvidence<'a> {
    bare: FxHashMap<&'a str, u32>,
    stems: FxHashMap<&'a str, Stem>,
}

/// How often a stem occurs with particles, and with how many different ones.
#[derive(Clone, Copy, Debug, Default)]
struct Stem {
    occurrences: u64,
    particles: u32,
    /// With particles that only nouns take: how often, and with how many.
    as_noun: u64,
    of_nouns: u32,
    /// With how many of these besides 가 and 와, which are verbs as well.
    of_nouns_only: u32,
}

impl<'a> WordEvidence<'a> {
    fn of(index: &'a WordIndex, counts: &[u32]) -> Self {
        let mut evidence = Self { bare: FxHashMap::default(), stems: FxHashMap::default() };
        for (number, &count) in (0..).zip(counts) {
            if count == 0 || number <= SENTENCE || index.is_given(number) {
                continue;
            }
            let word = index.name(number);
            evidence.bare.insert(word, count);
            for (stem, particle) in splits(word) {
                let known = evidence.stems.entry(stem).or_default();
                known.occurrences += u64::from(count);
                known.particles += 1;
                if OF_NOUNS.contains(&particle) {
                    known.as_noun += u64::from(count);
                    known.of_nouns += 1;
                    known.of_nouns_only += u32::from(!MOTIONS.contains(&particle));
                }
            }
        }
        evidence
    }

    fn bare(&self, word: &str) -> u64 {
        self.bare.get(word).copied().unwrap_or_default().into()
    }

    fn stem(&self, word: &str) -> Stem {
        self.stems.get(word).copied().unwrap_or_default()
    }

    /// Whether the archive speaks for reading a word as a stem with a particle.
    fn speaks_for(&self, stem: &str, word: &str) -> bool {
        let needed = 2 * self.stem(word).occurrences;
        let (bare, with) = (self.bare(stem), self.stem(stem));
        let (others, particles) = match self.bare(word) {
            0 => (with.occurrences, with.particles),
            own => (with.occurrences.saturating_sub(own), with.particles.saturating_sub(1)),
        };
        bare > 0 && bare >= needed || particles >= ENOUGH_PARTICLES && others >= needed
    }

    /// What remains of a word without its particles; the word if it has none.
    fn uncut<'w>(&self, word: &'w str) -> &'w str {
        let mut word = word;
        while !NOT_CUT.contains(word) && !self.is_verb_form(word) {
            let mut stems = splits(word).map(|(stem, _)| stem);
            match stems.find(|stem| stem.chars().nth(1).is_some() && self.speaks_for(stem, word)) {
                Some(stem) => word = stem,
                None => break,
            }
        }
        word
    }

    fn class(&self, form: &str) -> WordClass {
        let has_letter = form.chars().any(char::is_alphabetic);
        let is_plain = has_letter
            && (NOT_CUT.contains(form)
                || !self.is_short(form) && !self.is_verb(form) && !self.is_verb_form(form));
        if is_plain { WordClass::Plain } else { WordClass::Other }
    }

    /// Whether a word has what looks like a particle, but is a verb: one of motion behind another (들어가는, 넘어와), or
    /// one that ends in 지만. What is left must not be used as a noun: 러시아가, 이미지만.
    fn is_verb_form(&self, word: &str) -> bool {
        let motion = || {
            let mut ends = MOTIONS.iter().chain(&["가는", "오는", "가도", "와도"]);
            let before = ends.find_map(|end| word.strip_suffix(end))?;
            before.ends_with(['어', '아', '여', '라']).then_some(before)
        };
        let before = word.strip_suffix('만').filter(|before| before.ends_with('지')).or_else(motion);
        before.is_some_and(|before| self.stem(before).of_nouns_only < 2)
    }

    /// Whether a form has one letter, or one with a particle: 것, 것이.
    fn is_short(&self, form: &str) -> bool {
        let is_one = |text: &str| text.chars().nth(1).is_none();
        is_one(form) || splits(form).any(|(stem, _)| is_one(stem) && self.speaks_for(stem, form))
    }

    /// Whether a form ends like a verb and isn't used as a noun: with three particles of nouns, and with those at
    /// least a tenth as often as without any.
    fn is_verb(&self, form: &str) -> bool {
        let stem = self.stem(form);
        let is_noun = stem.of_nouns >= ENOUGH_PARTICLES && 10 * stem.as_noun >= self.bare(form);
        !is_noun && ENDINGS.iter().any(|ending| form.ends_with(ending))
    }
}

/// Forms being made.
struct FormMaker<'a> {
    evidence: &'a WordEvidence<'a>,
    forms: Forms,
    numbers: FxHashMap<Box<str>, u32>,
}

impl FormMaker<'_> {
    /// The number of a form, which is new with this class.
    fn form(&mut self, name: &str, class: WordClass) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.forms.names.len() as u32;
        self.forms.names.push(name.into());
        self.forms.classes.push(class);
        self.numbers.insert(name.into(), number);
        number
    }

    fn form_of(&mut self, word: &str) -> u32 {
        let form = self.evidence.uncut(word);
        let class =
            if self.numbers.contains_key(form) { WordClass::Plain } else { self.evidence.class(form) };
        self.form(form, class)
    }

    /// The form of a word that is counted as it is.
    fn given(&mut self, word: &str) -> u32 {
        let form = self.form(word, WordClass::Plain);
        if let Some(class) = self.forms.classes.get_mut(form as usize) {
            *class = WordClass::Plain;
        }
        form
    }

    /// Applies the reader's compounds and stop words.
    fn add_own(&mut self, index: &WordIndex, own: &OwnWords) {
        for (words, name) in &own.compounds {
            let form = self.given(name);
            let Some((last, before)) = words.split_last() else { continue };
            let with_particles = particles_after(last).map(|particle| format!("{last}{particle}"));
            let last: FxHashSet<u32> =
                with_particles.chain([last.clone()]).filter_map(|word| index.number(&word)).collect();
            let before: Option<Vec<u32>> = before.iter().map(|word| index.number(word)).collect();
            match before.as_deref() {
                None => {}
                Some([]) => {
                    for word in last {
                        if let Some(known) = self.forms.forms.get_mut(word as usize) {
                            *known = form;
                        }
                    }
                }
                Some([first, middle @ ..]) => {
                    let compound = Compound { middle: middle.to_vec(), last, form };
                    self.forms.compounds.entry(*first).or_default().push(compound);
                }
            }
        }
        for compounds in self.forms.compounds.values_mut() {
            compounds.sort_by_key(|compound| std::cmp::Reverse(compound.middle.len()));
        }
        for word in &own.stop {
            let form = self.numbers.get(word.as_str());
            if let Some(class) = form.and_then(|&form| self.forms.classes.get_mut(form as usize)) {
                *class = WordClass::Stopped;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The forms of words that an archive has this often.
    fn forms(words: &[(&str, u32)], own: &OwnWords) -> Vec<(String, WordClass)> {
        let mut index = WordIndex::default();
        let all: Vec<&str> = words.iter().flat_map(|&(word, count)| vec![word; count as usize]).collect();
        let seen = index.add_text_for_test(&all.join(" "));
        let mut counts = vec![0; index.len()];
        seen.iter().for_each(|&word| counts[word as usize] += 1);
        let forms = Forms::of(&index, &counts, own);
        let form = |word: &str| {
            let form = forms.form(index.number(word).unwrap());
            (forms.name(form).to_owned(), forms.classes[form as usize])
        };
        words.iter().map(|&(word, _)| form(word)).collect()
    }

    fn names(words: &[(&str, u32)]) -> Vec<String> {
        forms(words, &OwnWords::default()).into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn a_particle_is_taken_off_where_the_archive_speaks_for_it() {
        assert_eq!(names(&[("버스", 1), ("버스를", 9)]), ["버스", "버스"], "the stem is there bare");
        assert_eq!(names(&[("버스를", 9), ("버스는", 1), ("버스에", 1)]), ["버스를", "버스는", "버스에"]);
        let with_three = [("버스를", 9), ("버스는", 1), ("버스에", 1), ("버스의", 1)];
        assert_eq!(names(&with_three), ["버스"; 4]);
        // 김바은 has particles of its own.
        let name = [("김바은", 9), ("김바은이", 2), ("김바은의", 2), ("김바", 7)];
        assert_eq!(names(&name), ["김바은", "김바은", "김바은", "김바"]);
        assert_eq!(
            names(&[("경기", 99), ("경기도", 3), ("경기도의", 1)])[1..],
            ["경기도", "경기도"],
            "never cut"
        );
        assert_eq!(names(&[("서울", 5), ("서울에서", 3), ("서울에서의", 1)]), ["서울"; 3]);
    }

    #[test]
    fn verbs_that_end_like_particles_keep_their_ends() {
        let words =
            [("들어", 99), ("들어가는", 9), ("들어가", 9), ("들어와", 9), ("있지", 50), ("있지만", 9)];
        let found = forms(&words, &OwnWords::default());
        let read: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(read, ["들어", "들어가는", "들어가", "들어와", "있지", "있지만"]);
        assert!([1, 2, 3, 5].iter().all(|&at| found[at].1 == WordClass::Other), "{found:?}");
        let noun = [("러시아", 9), ("러시아가", 5), ("러시아를", 5), ("러시아의", 5)];
        assert!(names(&noun).iter().all(|name| name == "러시아"));
    }

    #[test]
    fn short_words_verbs_and_numbers_are_apart() {
        let words = [
            ("것", 9),
            ("것이", 5),
            ("있다", 9),
            ("위한", 4),
            ("광고", 1),
            ("북한", 1),
            ("3.5", 2),
            ("버스", 1),
        ];
        let classes: Vec<WordClass> =
            forms(&words, &OwnWords::default()).into_iter().map(|(_, class)| class).collect();
        let (plain, other) = (WordClass::Plain, WordClass::Other);
        assert_eq!(classes, [other, other, other, other, plain, plain, other, plain]);
        let noun = [("여고", 5), ("여고를", 1), ("여고의", 1), ("여고에", 1)];
        assert!(
            forms(&noun, &OwnWords::default()).iter().all(|(name, class)| name == "여고" && *class == plain)
        );
    }

    #[test]
    fn the_reader_says_what_belongs_together_and_what_is_left_out() {
        let own = OwnWords {
            stop: vec!["소식".to_owned()],
            compounds: vec![
                (vec!["한".to_owned(), "군수".to_owned()], "한가람".to_owned()),
                (vec!["달팽".to_owned()], "달팽".to_owned()),
            ],
        };
        let found = forms(&[("소식", 3), ("소식을", 2), ("달팽이", 4)], &own);
        assert_eq!(found[0], ("소식".to_owned(), WordClass::Stopped));
        assert_eq!(found[1], ("소식".to_owned(), WordClass::Stopped));
        assert_eq!(found[2], ("달팽".to_owned(), WordClass::Plain));
        let mut index = WordIndex::default();
        let words = index.add_text_for_test("한 군수는 한 사람 군수");
        let (mut items, forms) = (Vec::new(), Forms::of(&index, &vec![1; index.len()], &own));
        forms.read(&words, &mut items);
        let read: Vec<(&str, u32)> = items.iter().map(|item| (forms.name(item.form), item.words)).collect();
        assert_eq!(read, [("한가람", 2), ("한", 1), ("사람", 1), ("군수", 1), ("", 1)]);
    }
}
