//! Hanja: which characters are Hanja, how they read in Hangul, and what they abbreviate in headlines.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::hangul::is_syllable;

/// Readings from the Unicode Han database; `assets/hanja/make.py` generates the file.
static READINGS: &str = include_str!("../../assets/hanja/readings.txt");

/// The built-in headline abbreviations.
static ABBREVIATIONS: &str = include_str!("../../assets/hanja/abbreviations.txt");

/// Where Hanja stand in Unicode: Han ideographs, and the signs 々 and 〇 that stand for one.
pub const HANJA: [RangeInclusive<char>; 7] = [
    '\u{4E00}'..='\u{9FFF}',
    '\u{3400}'..='\u{4DBF}',
    '\u{3005}'..='\u{3005}',
    '\u{3007}'..='\u{3007}',
    '\u{F900}'..='\u{FAFF}',
    '\u{20000}'..='\u{2FA1F}',
    '\u{30000}'..='\u{323AF}',
];

/// Whether a character is a Hanja.
pub fn is_hanja(c: char) -> bool {
    HANJA.iter().any(|range| range.contains(&c))
}

/// Whether a character is a kana, full-width or half-width.
pub fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9F}')
}

/// The Hanja, in NFC, that read as a syllable, in either form of the initial-sound law; empty if there are
/// none.
pub fn hanja_read_as(syllable: char) -> &'static str {
    HANJA_OF.get(&syllable).copied().unwrap_or_default()
}

/// Every syllable that is a reading of some Hanja, with those Hanja, in no particular order.
pub fn readings() -> impl Iterator<Item = (char, &'static str)> {
    HANJA_OF.iter().map(|(&syllable, &hanja)| (syllable, hanja))
}

/// The syllables that a Hanja reads as, in order.
pub fn readings_of(hanja: char) -> impl Iterator<Item = char> {
    let first = SYLLABLES_OF.partition_point(|&(c, _)| c < hanja);
    let rest = SYLLABLES_OF.get(first..).unwrap_or_default();
    rest.iter().take_while(move |&&(c, _)| c == hanja).map(|&(_, syllable)| syllable)
}

static SYLLABLES_OF: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let pairs = readings().flat_map(|(syllable, hanja)| hanja.chars().map(move |c| (c, syllable)));
    let mut pairs: Vec<_> = pairs.collect();
    pairs.sort_unstable();
    pairs
});

static HANJA_OF: LazyLock<FxHashMap<char, &str>> = LazyLock::new(|| {
    let entry = |line: &'static str| {
        let (syllable, hanja) = line.split_once(' ')?;
        let mut chars = syllable.chars();
        chars.next().filter(|&c| is_syllable(c) && chars.next().is_none()).map(|c| (c, hanja))
    };
    READINGS.lines().filter_map(entry).collect()
});

/// What single Hanja abbreviate in headlines: 美 is 미국.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Abbreviations {
    words: FxHashMap<char, Vec<String>>,
}

impl Abbreviations {
    pub fn built_in() -> Self {
        let mut abbreviations = Self::default();
        abbreviations.read(ABBREVIATIONS);
        abbreviations
    }

    /// Adds the abbreviations in a file's text and returns the numbers, from 1, of the lines that aren't valid.
    ///
    /// A line is a Hanja, white space, and the words it stands for, in Hangul syllables. Empty lines and lines
    /// that start with `#` are skipped.
    pub fn read(&mut self, text: &str) -> Vec<usize> {
        let mut bad_lines = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim_start_matches('\u{FEFF}').trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if !self.take_line(line) {
                bad_lines.push(index + 1);
            }
        }
        bad_lines
    }

    fn take_line(&mut self, line: &str) -> bool {
        let folded = crate::text::fold(line);
        let mut words = folded.split(' ');
        let mut hanja = words.next().unwrap_or_default().chars();
        let (Some(hanja), None) = (hanja.next().filter(|&c| is_hanja(c)), hanja.next()) else {
            return false;
        };
        let words: Vec<&str> = words.collect();
        if words.is_empty() || !words.iter().all(|word| word.chars().all(is_syllable)) {
            return false;
        }
        let known = self.words.entry(hanja).or_default();
        for word in words {
            if !known.iter().any(|have| have == word) {
                known.push(word.to_owned());
            }
        }
        true
    }

    /// Every Hanja with the words it stands for, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (char, &[String])> {
        self.words.iter().map(|(&hanja, words)| (hanja, words.as_slice()))
    }
}

/// Whether a Hanja between these two characters can be an abbreviation: not next to another Hanja, kana or
/// digit (25日, 文化 and 日本 are not abbreviations).
pub fn stands_alone(before: Option<char>, after: Option<char>) -> bool {
    ![before, after].into_iter().flatten().any(|c| is_hanja(c) || is_kana(c) || c.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hanja_read_in_either_form_of_the_initial_sound_law() {
        #[rustfmt::skip]
        let readings = [
            ('이', '李'), ('리', '李'), ('연', '年'), ('년', '年'), ('여', '女'), ('녀', '女'), ('악', '樂'),
            ('요', '樂'), ('락', '樂'), ('낙', '樂'), ('여', '與'), ('야', '野'), ('다', '多'),
        ];
        for (syllable, hanja) in readings {
            assert!(hanja_read_as(syllable).contains(hanja), "{syllable} {hanja}");
        }
        assert!(!hanja_read_as('사').contains('會'));
        assert_eq!(hanja_read_as('a'), "");
    }

    #[test]
    fn readings_are_hanja_in_nfc() {
        for syllable in '가'..='힣' {
            assert!(hanja_read_as(syllable).chars().all(|c| readings_of(c).any(|of_it| of_it == syllable)));
            assert!(hanja_read_as(syllable).chars().all(is_hanja), "{syllable}");
            assert_eq!(crate::text::fold(hanja_read_as(syllable)), hanja_read_as(syllable));
        }
    }

    #[test]
    fn abbreviations_come_with_the_program_and_from_files() {
        let mut abbreviations = Abbreviations::default();
        assert_eq!(abbreviations.read(ABBREVIATIONS), Vec::<usize>::new(), "every line is understood");
        assert_eq!(abbreviations, Abbreviations::built_in());
        assert_eq!(
            abbreviations.read("# mine\r\n\r\n秋 추미애 \nx 미국\n美\n美 USA\n秋季 가을\n"),
            [4, 5, 6, 7]
        );
        assert!(abbreviations.iter().any(|(hanja, words)| hanja == '秋' && words == ["추미애"]));
    }

    #[test]
    fn an_abbreviation_stands_alone() {
        assert!(stands_alone(None, Some(' ')) && stands_alone(Some('·'), Some('은')));
        for neighbour in ['5', '本', 'の', 'ﾆ'] {
            assert!(!stands_alone(None, Some(neighbour)) && !stands_alone(Some(neighbour), None));
        }
    }
}
