//! Language rules for values in texts: digit grouping, English plurals, Korean particles.

/// A number with a comma between groups of three digits.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A count with its English noun: `1 article`, `2,000 articles`.
pub(super) fn plural(count: usize, one: &str, more: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { more })
}

/// A word with the Korean topic particle, `은` or `는`.
pub(super) fn topic(word: &str) -> String {
    with_particle(word, "은", "는")
}

/// A word with the Korean subject particle, `이` or `가`.
pub(super) fn subject(word: &str) -> String {
    with_particle(word, "이", "가")
}

/// A word with the Korean object particle, `을` or `를`.
pub(super) fn object(word: &str) -> String {
    with_particle(word, "을", "를")
}

/// A word with the Korean directional particle, `으로` or `로`.
pub(super) fn toward(word: &str) -> String {
    match final_sound(word) {
        FinalSound::Consonant => format!("{word}으로"),
        FinalSound::Rieul | FinalSound::Vowel => format!("{word}로"),
    }
}

fn with_particle(word: &str, after_consonant: &str, after_vowel: &str) -> String {
    match final_sound(word) {
        FinalSound::Consonant | FinalSound::Rieul => format!("{word}{after_consonant}"),
        FinalSound::Vowel => format!("{word}{after_vowel}"),
    }
}

/// How a word ends when read aloud in Korean.
enum FinalSound {
    Vowel,
    Rieul,
    Consonant,
}

/// The sound of the last letter or digit; Latin letters are read by their names, and brackets are skipped.
fn final_sound(word: &str) -> FinalSound {
    const LAST_CONSONANTS: u32 = 28;
    const RIEUL: u32 = 8;
    match word.chars().rev().find(|c| c.is_alphanumeric()) {
        Some(syllable @ '가'..='힣') => match (u32::from(syllable) - u32::from('가')) % LAST_CONSONANTS {
            0 => FinalSound::Vowel,
            RIEUL => FinalSound::Rieul,
            _ => FinalSound::Consonant,
        },
        Some('1' | '7' | '8' | 'l' | 'L' | 'r' | 'R') => FinalSound::Rieul,
        Some('0' | '3' | '6' | 'm' | 'M' | 'n' | 'N') => FinalSound::Consonant,
        _ => FinalSound::Vowel,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        let numbers: Vec<_> = [0, 999, 1000, 7999, 1_000_000].map(grouped).into();
        assert_eq!(numbers, ["0", "999", "1,000", "7,999", "1,000,000"]);
    }

    #[test]
    fn particles_follow_the_sound_before_them() {
        let with_all = |word| [topic, subject, object, toward].map(|particle| particle(word)).join(" ");
        for (word, expected) in [
            ("판", "판은 판이 판을 판으로"),
            ("기사", "기사는 기사가 기사를 기사로"),
            ("파일", "파일은 파일이 파일을 파일로"),
            ("library.sqlite", "library.sqlite는 library.sqlite가 library.sqlite를 library.sqlite로"),
            ("settings.yaml", "settings.yaml은 settings.yaml이 settings.yaml을 settings.yaml로"),
            ("F10", "F10은 F10이 F10을 F10으로"),
            ("(기록)", "(기록)은 (기록)이 (기록)을 (기록)으로"),
        ] {
            assert_eq!(with_all(word), expected);
        }
    }
}
