//! What is said of characters that cannot be seen.

use super::strings::{Strings, group_digits};
use crate::text::direction::turns_direction;

impl Strings {
    /// How often something occurs.
    pub fn times(&self, count: usize) -> String {
        if self.is_korean() {
            format!("{}번", group_digits(count))
        } else {
            format!("×{}", group_digits(count))
        }
    }

    /// Which characters of a file are shown by name.
    pub fn invisible_shown(&self, names: &str, and_more: bool) -> String {
        match (self.is_korean(), and_more) {
            (true, false) => {
                format!("보이지 않는 글자를 이름으로 보입니다: {names}. 복사하면 본래 글자가 나갑니다.")
            }
            (true, true) => {
                format!("보이지 않는 글자를 이름으로 보입니다: {names} 등. 복사하면 본래 글자가 나갑니다.")
            }
            (false, false) => format!(
                "Characters that can't be seen are shown by name: {names}. Copying gives the characters themselves."
            ),
            (false, true) => format!(
                "Characters that can't be seen are shown by name: {names} and more. Copying gives the characters themselves."
            ),
        }
    }

    /// What a character that can't be seen is called; empty where its number has to do.
    pub fn invisible_name(&self, c: char) -> &'static str {
        let (korean, english) = match c {
            '\r' => ("캐리지 리턴", "carriage return"),
            '\u{feff}' => ("바이트 순서 표시", "byte order mark"),
            '\u{a0}' | '\u{202f}' => ("줄을 안 바꾸는 빈칸", "no-break space"),
            '\u{ad}' => ("숨은 하이픈", "soft hyphen"),
            '\u{200b}' => ("폭 없는 빈칸", "zero width space"),
            '\u{200c}' | '\u{200d}' | '\u{2060}' => ("폭 없는 이음표", "zero width joiner"),
            '\u{3000}' => ("전각 빈칸", "ideographic space"),
            '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => ("한글 채움 문자", "Hangul filler"),
            '\u{fe00}'..='\u{fe0f}' => ("글자 모양 표시", "variation selector"),
            c if turns_direction(c) => ("쓰기 방향 표시", "mark of direction"),
            c if c.is_control() => ("제어 문자", "control character"),
            c if c.is_whitespace() => ("빈칸", "space"),
            _ => ("", ""),
        };
        if self.is_korean() { korean } else { english }
    }
}
