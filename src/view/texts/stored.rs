//! The texts about a stored file, and the names of invisible characters.

use super::lang::Lang;
use super::text::{text, texts};
use super::words::grouped;
use crate::text::direction::turns_direction;

texts! {
    times(count: usize): ko format!("{}번", grouped(count)), en format!("×{}", grouped(count));
    invisible_shown(names: &str):
        ko format!("보이지 않는 글자는 이름으로 표시합니다: {names}. 복사하면 원래 글자가 복사됩니다."),
        en format!("Invisible characters are shown by name: {names}. Copying gives the characters themselves.");
    and_more(names: &str): ko format!("{names} 등"), en format!("{names} and more");
}

impl Lang {
    /// The name of an invisible character; empty if it is shown by number only.
    pub fn invisible_name(self, c: char) -> &'static str {
        match c {
            '\r' => text!(self, ko "캐리지 리턴", en "carriage return"),
            '\u{feff}' => text!(self, ko "바이트 순서 표시", en "byte order mark"),
            '\u{a0}' | '\u{202f}' => text!(self, ko "줄 바꿈 없는 공백", en "no-break space"),
            '\u{ad}' => text!(self, ko "소프트 하이픈", en "soft hyphen"),
            '\u{200b}' => text!(self, ko "너비 없는 공백", en "zero width space"),
            '\u{200c}' => text!(self, ko "너비 없는 비접합자", en "zero width non-joiner"),
            '\u{200d}' => text!(self, ko "너비 없는 접합자", en "zero width joiner"),
            '\u{2060}' => text!(self, ko "단어 접합자", en "word joiner"),
            '\u{3000}' => text!(self, ko "전각 공백", en "ideographic space"),
            '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => {
                text!(self, ko "한글 채움 문자", en "Hangul filler")
            }
            '\u{fe00}'..='\u{fe0f}' => text!(self, ko "이체자 선택자", en "variation selector"),
            c if turns_direction(c) => text!(self, ko "쓰기 방향 제어 문자", en "direction mark"),
            c if c.is_control() => text!(self, ko "제어 문자", en "control character"),
            c if c.is_whitespace() => text!(self, ko "공백", en "space"),
            _ => "",
        }
    }
}
