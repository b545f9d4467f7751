//! The length of an article's text as Korean writers count it: in characters, with and without spaces.

use super::BlockKind;
use super::blocks::rough_blocks;
use crate::text::counting::{count_bytes, count_white_space};

/// The length of a body without its trailers, in Unicode scalar values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Length {
    /// With spaces, but without line breaks and gaps between paragraphs.
    pub letters: usize,
    /// Without white space.
    pub without_spaces: usize,
}

impl Length {
    /// How many sheets of manuscript paper with 200 squares it fills, in tenths: letters by 20, rounded.
    pub fn tenths_of_sheets(self) -> usize {
        (self.letters + 10) / 20
    }

    /// Measures a body.
    pub fn of(body: &str) -> Self {
        let mut length = Self::default();
        for block in rough_blocks(body).into_iter().filter(|block| block.kind != BlockKind::Trailer) {
            let text = body.get(block.range).unwrap_or_default();
            let characters = text.chars().count();
            length.letters += characters - count_bytes(text, |byte| matches!(byte, b'\n' | b'\r'));
            length.without_spaces += characters - count_white_space(text);
        }
        length
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_letters_with_and_without_spaces() {
        for (body, letters, without_spaces) in [
            ("", 0, 0),
            ("첫 문장이다.", 7, 6),
            ("첫 문장이다.\r\n\r\n둘째 문단이다.\n", 15, 13),
            ("본문이다.\n\n무단 전재 및 재배포 금지", 5, 5),
            // The credit of a picture is a trailer of its caption.
            ("A snail of LeNaru rests in Naru. (Ga Ram/PA via AP) NO SALES; MANDATORY CREDIT", 32, 26),
        ] {
            let length = Length::of(body);
            assert_eq!((length.letters, length.without_spaces), (letters, without_spaces), "{body:?}");
        }
    }
}
