//! Kinds of characters that the splitter tells apart: letters by script, brackets, quotation marks, headings.

/// Whether the character is a Hangul syllable.
pub(super) fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// Whether the character is a Chinese character, as headlines use them, compatibility code points included.
pub(super) fn is_hanja(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

/// Whether the character opens a bracket or a quotation by its shape alone.
pub(super) fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '<' | '“' | '‘' | '【' | '〔' | '〈' | '《' | '「' | '『' | '‹' | '＜' | '［' | '◀')
}

/// Whether the character closes a bracket or a quotation by its shape alone.
pub(super) fn closes(c: char) -> bool {
    matches!(c, ')' | ']' | '>' | '”' | '’' | '】' | '〕' | '〉' | '》' | '」' | '』' | '›' | '＞' | '］')
}

/// Whether the character stands before a heading, a list item or a notice.
pub(super) fn heads(c: char) -> bool {
    matches!(
        c,
        '■' | '□' | '◆' | '◇' | '●' | '○' | '◎' | '★' | '☆' | '▲' | '△' | '▶' | '▷' | '▣' | '※' | '☞' | '━' | 'ⓒ' | '©'
            | '①'..='⑳'
    )
}

/// The Hangul syllables that the text begins with.
pub(super) fn hangul_word(text: &str) -> &str {
    let end = text.find(|c| !is_hangul(c)).unwrap_or(text.len());
    text.split_at(end).0
}

/// The last characters of the text, from the end backwards: `[last, the one before it]`.
pub(super) fn last_two(text: &str) -> [Option<char>; 2] {
    let mut back = text.chars().rev();
    [back.next(), back.next()]
}

/// Whether the text, which follows a quotation or a bracket, goes on with the sentence that holds it: a particle
/// or a form of "to be" (`라고`, `며`, `는`), which Korean writes without a space.
pub(super) fn continues_quote(after: &str) -> bool {
    const BEGINNINGS: [&str; 22] = [
        "라고", "라며", "라는", "라면", "라던", "라거", "라기", "라지", "라 ", "이라고", "이라며", "이라는", "이라면", "이었", "였다",
        "였던", "였고", "하며 ", "하고 ", "하는 ", "며느리", "면서",
    ];
    const WHOLE: [&str; 27] = [
        "고", "며", "는", "은", "을", "를", "에", "의", "로", "으로", "와", "과", "도", "만", "란", "이란", "다", "이다", "등", "에서", "에는",
        "에도", "까지", "부터", "보다", "이나", "나",
    ];
    let word = hangul_word(after);
    WHOLE.contains(&word) || BEGINNINGS.iter().any(|start| after.starts_with(start))
}
