//! Hangul: syllables and their letters, initial consonants, and the keystrokes of the two-set keyboard.
//!
//! Letters are compatibility jamo (U+3131–3163), which keyboards produce and people write.

use std::ops::RangeInclusive;

const LEADS: &[char; 19] = &[
    'ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ', 'ㅌ',
    'ㅍ', 'ㅎ',
];

/// The vowels from U+314F on, each as the keys that type it.
const VOWELS: &[&str; 21] = &[
    "ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ", "ㅜ", "ㅜㅓ", "ㅜㅔ",
    "ㅜㅣ", "ㅠ", "ㅡ", "ㅡㅣ", "ㅣ",
];

/// The final consonants of syllables, starting with none, each as the keys that type it.
const TAILS: &[&str; 28] = &[
    "", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ",
    "ㄹㅎ", "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ",
];

/// The consonant letters U+3131–314E, each as the keys that type it.
const CONSONANTS: &[&str; 30] = &[
    "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄸ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ",
    "ㄹㅍ", "ㄹㅎ", "ㅁ", "ㅂ", "ㅃ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅉ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ",
];

/// Whether a character is one of the 11,172 precomposed syllables.
pub fn is_syllable(c: char) -> bool {
    matches!(c, '가'..='힣')
}

/// Whether a character is a standalone consonant letter, including clusters such as ㄳ.
pub fn is_consonant(c: char) -> bool {
    matches!(c, 'ㄱ'..='ㅎ')
}

/// Whether a character is a standalone vowel letter.
pub fn is_vowel(c: char) -> bool {
    matches!(c, 'ㅏ'..='ㅣ')
}

/// Whether a character is a standalone letter.
pub fn is_letter(c: char) -> bool {
    is_consonant(c) || is_vowel(c)
}

/// Whether a syllable ends in a consonant.
pub fn has_tail(syllable: char) -> bool {
    parts(syllable).is_some_and(|(_, _, tail)| tail != 0)
}

/// The initial consonant of a syllable; a consonant letter that can be initial is its own.
pub fn initial(c: char) -> Option<char> {
    match parts(c) {
        Some((lead, ..)) => Some(LEADS[lead]),
        None => LEADS.contains(&c).then_some(c),
    }
}

/// The syllables that start with a consonant letter; `None` if there are none.
pub fn syllables_from(lead: char) -> Option<RangeInclusive<char>> {
    let first = '가' as usize + LEADS.iter().position(|&known| known == lead)? * 21 * 28;
    Some(char::from_u32(first as u32)?..=char::from_u32(first as u32 + 21 * 28 - 1)?)
}

/// The keys that type a consonant letter, such as ㄱㅅ for ㄳ; `None` for any other character.
pub fn consonant_keys(letter: char) -> Option<&'static str> {
    is_consonant(letter).then(|| CONSONANTS[letter as usize - 'ㄱ' as usize])
}

/// The standalone letter for a conjoining jamo; `None` if it has none.
pub fn standing_alone(jamo: char) -> Option<char> {
    let index = jamo as usize;
    match jamo {
        '\u{1100}'..='\u{1112}' => LEADS.get(index - 0x1100).copied(),
        '\u{1161}'..='\u{1175}' => char::from_u32((index - 0x1161 + 'ㅏ' as usize) as u32),
        '\u{11A8}'..='\u{11C2}' => {
            let keys = TAILS.get(index - 0x11A7)?;
            let at = CONSONANTS.iter().position(|consonant| consonant == keys)?;
            char::from_u32((at + 'ㄱ' as usize) as u32)
        }
        _ => None,
    }
}

/// The keystrokes of one character on the two-set keyboard; a character that isn't Hangul is its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keystrokes {
    /// No syllable takes more than five: 괅 is ㄱㅗㅏㄹㄱ.
    keys: [char; 5],
    len: usize,
}

impl Keystrokes {
    /// The keystrokes that type a character.
    pub fn of(c: char) -> Self {
        let mut strokes = Self { keys: ['\0'; 5], len: 0 };
        if let Some((lead, vowel, tail)) = parts(c) {
            strokes.push(LEADS[lead]);
            VOWELS[vowel].chars().for_each(|key| strokes.push(key));
            TAILS[tail].chars().for_each(|key| strokes.push(key));
        } else if let Some(keys) = consonant_keys(c) {
            keys.chars().for_each(|key| strokes.push(key));
        } else if is_vowel(c) {
            VOWELS[c as usize - 'ㅏ' as usize].chars().for_each(|key| strokes.push(key));
        } else {
            strokes.push(c);
        }
        strokes
    }

    fn push(&mut self, key: char) {
        self.keys[self.len] = key;
        self.len += 1;
    }

    /// The keys, one letter each, in typing order.
    pub fn as_slice(&self) -> &[char] {
        &self.keys[..self.len]
    }
}

/// The keystrokes that type a text on the two-set keyboard, one letter each.
pub fn keystrokes(text: &str) -> String {
    let mut typed = String::with_capacity(2 * text.len());
    text.chars().for_each(|c| typed.extend(Keystrokes::of(c).as_slice()));
    typed
}

/// What the two-set keyboard shows after these keystrokes; the inverse of [`Keystrokes::of`] for syllables.
pub fn compose(keys: impl IntoIterator<Item = char>) -> String {
    let mut composer = Composer::default();
    for key in keys {
        composer.strike(key);
    }
    composer.flush();
    composer.done
}

/// The indices of a syllable's lead, vowel and tail.
fn parts(c: char) -> Option<(usize, usize, usize)> {
    is_syllable(c).then(|| {
        let index = c as usize - '가' as usize;
        (index / (21 * 28), index / 28 % 21, index % 28)
    })
}

/// The keyboard's automaton: finished text, and the letters of the syllable being composed.
#[derive(Default)]
struct Composer {
    done: String,
    lead: Option<char>,
    vowel: Option<usize>,
    tail: usize,
}

impl Composer {
    fn strike(&mut self, key: char) {
        if is_consonant(key) {
            self.strike_consonant(key);
        } else if let Some(vowel) = index_of(VOWELS, "", key) {
            self.strike_vowel(key, vowel);
        } else {
            self.flush();
            self.done.push(key);
        }
    }

    fn strike_consonant(&mut self, key: char) {
        if self.lead.is_some()
            && self.vowel.is_some()
            && let Some(tail) = index_of(TAILS, TAILS[self.tail], key)
        {
            self.tail = tail;
            return;
        }
        self.flush();
        self.lead = Some(key);
    }

    fn strike_vowel(&mut self, key: char, vowel: usize) {
        match self.vowel {
            // The vowel starts a new syllable with the tail's last consonant.
            Some(_) if self.tail != 0 => {
                let mut kept = TAILS[self.tail].chars();
                let taken = kept.next_back();
                self.tail = TAILS.iter().position(|tail| *tail == kept.as_str()).unwrap_or(0);
                self.flush();
                self.lead = taken;
                self.vowel = Some(vowel);
            }
            Some(first) => match index_of(VOWELS, VOWELS[first], key) {
                Some(joined) => self.vowel = Some(joined),
                None => {
                    self.flush();
                    self.vowel = Some(vowel);
                }
            },
            None => self.vowel = Some(vowel),
        }
    }

    fn flush(&mut self) {
        let (lead, vowel, tail) = (self.lead.take(), self.vowel.take(), std::mem::take(&mut self.tail));
        let lead_index = lead.and_then(|lead| LEADS.iter().position(|&l| l == lead));
        let composed = match (lead_index, vowel) {
            (Some(lead), Some(vowel)) => char::from_u32(0xAC00 + ((lead * 21 + vowel) * 28 + tail) as u32),
            _ => None,
        };
        match composed {
            Some(syllable) => self.done.push(syllable),
            None => {
                self.done.extend(lead);
                self.done.extend(vowel.and_then(|vowel| char::from_u32('ㅏ' as u32 + vowel as u32)));
            }
        }
    }
}

/// The index of the entry typed by `keys` followed by `key`.
fn index_of(table: &[&str], keys: &str, key: char) -> Option<usize> {
    table.iter().position(|entry| entry.strip_prefix(keys).is_some_and(|rest| rest.chars().eq([key])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keystrokes_are_those_of_the_two_set_keyboard() {
        assert_eq!(keystrokes("과닭까앉괅ㄳㅢㅒa"), "ㄱㅗㅏㄷㅏㄹㄱㄲㅏㅇㅏㄴㅈㄱㅗㅏㄹㄱㄱㅅㅡㅣㅒa");
    }

    #[test]
    fn every_syllable_is_composed_from_its_keystrokes() {
        for syllable in '가'..='힣' {
            assert_eq!(compose(Keystrokes::of(syllable).as_slice().iter().copied()), syllable.to_string());
        }
        assert_eq!(compose(keystrokes("값이 앉아 닭고기 ㅋㅋ ㅠㅠ").chars()), "값이 앉아 닭고기 ㅋㅋ ㅠㅠ");
        assert_eq!(compose("ㅎㅏㄴㄱ".chars()), "한ㄱ");
        assert_eq!(compose("ㅏㅣㄱㅗㅓ".chars()), "ㅏㅣ고ㅓ");
    }

    #[test]
    fn jamo_that_stand_alone_are_letters() {
        let letters: String = "\u{1100}\u{1112}\u{1161}\u{1175}\u{11A8}\u{11AA}\u{11AC}\u{11C2}"
            .chars()
            .filter_map(standing_alone)
            .collect();
        assert_eq!(letters, "ㄱㅎㅏㅣㄱㄳㄵㅎ");
        assert_eq!(standing_alone('\u{1113}'), None);
    }

    #[test]
    fn initials_are_those_of_syllables_and_letters() {
        assert_eq!(
            "삼성까ㄲㄳㅏa".chars().map(initial).collect::<Vec<_>>(),
            [Some('ㅅ'), Some('ㅅ'), Some('ㄲ'), Some('ㄲ'), None, None, None]
        );
        assert_eq!((syllables_from('ㄱ'), syllables_from('ㅎ')), (Some('가'..='깋'), Some('하'..='힣')));
        assert_eq!((syllables_from('ㄳ'), syllables_from('ㅏ')), (None, None));
        assert!(has_tail('단') && !has_tail('다') && !has_tail('a'));
    }
}
