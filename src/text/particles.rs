//! Particles (조사) at the end of words: 반도체를 is 반도체 plus 를.

use crate::text::hangul::{has_tail, is_syllable};

/// What the word before a particle must end in.
#[derive(Clone, Copy)]
enum After {
    Any,
    Consonant,
    Vowel,
}

/// The most common particles in news; a particle comes before any shorter one that it ends in.
const PARTICLES: &[(&str, After)] = &[
    ("으로부터", After::Consonant),
    ("에서부터", After::Any),
    ("로부터", After::Any),
    ("에서는", After::Any),
    ("에서도", After::Any),
    ("에게서", After::Any),
    ("으로서", After::Consonant),
    ("으로써", After::Consonant),
    ("으로는", After::Consonant),
    ("으로도", After::Consonant),
    ("이라는", After::Consonant),
    ("이라고", After::Consonant),
    ("까지", After::Any),
    ("부터", After::Any),
    ("에서", After::Any),
    ("에게", After::Any),
    ("에는", After::Any),
    ("에도", After::Any),
    ("으로", After::Consonant),
    ("로서", After::Any),
    ("로써", After::Any),
    ("로는", After::Any),
    ("로도", After::Any),
    ("라는", After::Vowel),
    ("라고", After::Vowel),
    ("처럼", After::Any),
    ("보다", After::Any),
    ("마다", After::Any),
    ("조차", After::Any),
    ("마저", After::Any),
    ("밖에", After::Any),
    ("이나", After::Consonant),
    ("이란", After::Consonant),
    ("이다", After::Any),
    ("께서", After::Any),
    ("한테", After::Any),
    ("만을", After::Any),
    ("만이", After::Any),
    ("과의", After::Consonant),
    ("와의", After::Vowel),
    ("을", After::Consonant),
    ("를", After::Vowel),
    ("이", After::Consonant),
    ("가", After::Vowel),
    ("은", After::Consonant),
    ("는", After::Vowel),
    ("과", After::Consonant),
    ("와", After::Vowel),
    ("의", After::Any),
    ("에", After::Any),
    ("로", After::Any),
    ("도", After::Any),
    ("만", After::Any),
    ("나", After::Vowel),
    ("란", After::Vowel),
    ("들", After::Any),
];

/// A word without the longest particle that leaves at least two characters; `None` if there is none.
///
/// There is no dictionary: 바나나 loses its 나, so a stem can only be offered as an alternative.
pub fn stem(word: &str) -> Option<&str> {
    splits(word).map(|(stem, _)| stem).find(|stem| stem.chars().nth(1).is_some())
}

/// The ways to take a particle off a word, the longest particle first: what is left, and the particle.
pub fn splits(word: &str) -> impl Iterator<Item = (&str, &'static str)> {
    PARTICLES.iter().filter_map(move |&(particle, after)| {
        let stem = word.strip_suffix(particle)?;
        after.fits(stem).then_some((stem, particle))
    })
}

/// Whether a text is a particle by itself.
pub fn is_particle(text: &str) -> bool {
    PARTICLES.iter().any(|&(particle, _)| particle == text)
}

/// The particles that a word can take.
pub fn particles_after(word: &str) -> impl Iterator<Item = &'static str> {
    PARTICLES.iter().filter(move |(_, after)| after.fits(word)).map(|&(particle, _)| particle)
}

impl After {
    fn fits(self, word: &str) -> bool {
        let Some(last) = word.chars().next_back() else { return false };
        match self {
            Self::Any => true,
            Self::Consonant => !is_syllable(last) || has_tail(last),
            Self::Vowel => !is_syllable(last) || !has_tail(last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_particle_that_fits_is_taken_off() {
        assert_eq!(stem("반도체를"), Some("반도체"));
        assert_eq!(stem("국민을"), Some("국민"));
        assert_eq!(stem("국민를"), None);
        assert_eq!(stem("서울에서부터"), Some("서울"));
        assert_eq!(stem("AI는"), Some("AI"));
        assert_eq!(stem("정부의"), Some("정부"));
        assert_eq!(stem("회의"), None, "one syllable is no word to offer");
        assert_eq!(stem("를"), None);
        assert_eq!(stem(""), None);
    }
}
