//! Character classes that the splitter needs: letters by script, brackets, quotation marks, headings.

pub(super) use crate::text::hangul::is_syllable as is_hangul;
pub(super) use crate::text::hanja::is_hanja;

/// The first UTF-8 bytes of characters of interest, so that a search for them skips Hangul at full speed.
pub(super) struct FirstBytes([bool; 256]);

/// How many bytes are looked at before it is decided whether one of them is of interest: deciding takes longest.
const AT_ONCE: usize = 8;

impl FirstBytes {
    pub(super) const fn new(bytes: &[u8]) -> Self {
        let mut set = [false; 256];
        let mut i = 0;
        while i < bytes.len() {
            set[bytes[i] as usize] = true;
            i += 1;
        }
        Self(set)
    }

    /// The next character from `from` on that starts with one of these bytes, with its position.
    pub(super) fn next_in(&self, text: &str, from: usize) -> Option<(usize, char)> {
        let (_, rest) = text.as_bytes().split_at(from);
        let has = |&byte: &u8| self.0[usize::from(byte)];
        let has_any = |bytes: &[u8]| bytes.iter().fold(false, |any, byte| any | has(byte));
        let passed = AT_ONCE * rest.chunks_exact(AT_ONCE).take_while(|bytes| !has_any(bytes)).count();
        let at = from + passed + rest[passed..].iter().position(has)?;
        text[at..].chars().next().map(|c| (at, c))
    }
}

/// Whether a character by its shape opens a bracket or quotation.
pub(super) fn opens(c: char) -> bool {
    matches!(
        c,
        '(' | '[' | '<' | '“' | '‘' | '【' | '〔' | '〈' | '《' | '「' | '『' | '‹' | '＜' | '［' | '◀'
    )
}

/// Whether a character by its shape closes a bracket or quotation.
pub(super) fn closes(c: char) -> bool {
    matches!(c, ')' | ']' | '>' | '”' | '’' | '】' | '〕' | '〉' | '》' | '」' | '』' | '›' | '＞' | '］')
}

/// Whether a character marks a heading, a list item or a notice.
pub(super) fn heads(c: char) -> bool {
    matches!(
        c,
        '■' | '□'
            | '◆'
            | '◇'
            | '●'
            | '○'
            | '◎'
            | '★'
            | '☆'
            | '▲'
            | '△'
            | '▶'
            | '▷'
            | '▣'
            | '※'
            | '☞'
            | '━'
            | 'ⓒ'
            | '©'
            | '①'..='⑳'
    )
}

/// The Hangul syllables that a text starts with.
pub(super) fn hangul_word(text: &str) -> &str {
    let end = text.find(|c| !is_hangul(c)).unwrap_or(text.len());
    text.split_at(end).0
}

/// The last two characters of a text, in reverse: `[last, the one before it]`.
pub(super) fn last_two(text: &str) -> [Option<char>; 2] {
    let mut back = text.chars().rev();
    [back.next(), back.next()]
}

/// Whether a text after a quotation or bracket continues the sentence around it, with a particle or a form of
/// "to be" (`라고`, `며`, `는`), which Korean attaches without a space.
pub(super) fn continues_quote(after: &str) -> bool {
    const BEGINNINGS: [&str; 24] = [
        "라고",
        "라며",
        "라는",
        "라면",
        "라던",
        "라거",
        "라기",
        "라지",
        "라 ",
        "이라고",
        "이라며",
        "이라는",
        "이라면",
        "이었",
        "였다",
        "였던",
        "였고",
        "하며 ",
        "하고 ",
        "하는 ",
        "하던 ",
        "면서",
        "에서",
        "에게",
    ];
    const WHOLE: [&str; 26] = [
        "고", "며", "는", "은", "을", "를", "에", "의", "로", "으로", "와", "과", "도", "만", "란", "이란",
        "다", "이다", "등", "에는", "에도", "까지", "부터", "가", "보다", "이나",
    ];
    let word = hangul_word(after);
    WHOLE.contains(&word) || BEGINNINGS.iter().any(|start| after.starts_with(start))
}
