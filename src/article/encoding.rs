//! Decodes bytes: finds out a file's encoding when it isn't stated, and whether it is text at all.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{Problem, ProblemKind, TextEncoding};

/// How many bytes of a file are used to guess its encoding: enough to tell, and the same time for any file.
const SAMPLE: usize = 256 * 1024;

/// A file's text, and how it was decoded.
pub(super) struct Decoded<'a> {
    /// The text without byte order mark; `None` if the bytes aren't text.
    pub(super) text: Option<Cow<'a, str>>,
    pub(super) encoding: TextEncoding,
    pub(super) problems: Vec<Problem>,
}

/// Decodes bytes in their detected encoding.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    let marked = [TextEncoding::Utf8, TextEncoding::Utf16Le, TextEncoding::Utf16Be];
    if let Some(encoding) = marked.into_iter().find(|&encoding| has_mark(bytes, encoding)) {
        return decode_as(bytes, encoding);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return guessed(decode_with(bytes, encoding));
    }
    if is_binary(bytes) {
        return unreadable(TextEncoding::Utf8, sample(bytes).contains(&0));
    }
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return decoded(Cow::Borrowed(text), UTF_8);
    }
    if is_mostly_utf8(bytes) { decode_utf8(bytes) } else { guessed(decode_with(bytes, guess(bytes))) }
}

/// The encoding detected from the beginning of a file.
pub fn encoding_of(beginning: &[u8]) -> TextEncoding {
    decode(sample(beginning)).encoding
}

/// Decodes a piece of a file in an encoding. The second value is whether all bytes are valid; invalid ones
/// become U+FFFD.
pub fn decode_text(piece: &[u8], encoding: TextEncoding) -> (Cow<'_, str>, bool) {
    let (text, had_errors) = codec_of(encoding).decode_without_bom_handling(piece);
    (text, !had_errors)
}

pub fn codec_of(encoding: TextEncoding) -> &'static Encoding {
    match encoding {
        TextEncoding::Utf8 => UTF_8,
        TextEncoding::Utf16Le => UTF_16LE,
        TextEncoding::Utf16Be => UTF_16BE,
        TextEncoding::Cp949 => EUC_KR,
        TextEncoding::Other(name) => Encoding::for_label(name.as_bytes()).unwrap_or(UTF_8),
    }
}

/// Decodes bytes in an encoding chosen by the reader.
pub(super) fn decode_as(bytes: &[u8], encoding: TextEncoding) -> Decoded<'_> {
    let bytes = bytes.strip_prefix(byte_order_mark(encoding)).unwrap_or(bytes);
    match encoding {
        TextEncoding::Utf8 => checked(decode_utf8(bytes)),
        encoding => decode_with(bytes, codec_of(encoding)),
    }
}

/// An encoding's byte order mark; empty if it has none.
fn byte_order_mark(encoding: TextEncoding) -> &'static [u8] {
    match encoding {
        TextEncoding::Utf8 => b"\xEF\xBB\xBF",
        TextEncoding::Utf16Le => b"\xFF\xFE",
        TextEncoding::Utf16Be => b"\xFE\xFF",
        TextEncoding::Cp949 | TextEncoding::Other(_) => b"",
    }
}

/// Whether bytes start with the byte order mark of an encoding that has one.
pub(super) fn has_mark(bytes: &[u8], encoding: TextEncoding) -> bool {
    let mark = byte_order_mark(encoding);
    !mark.is_empty() && bytes.starts_with(mark)
}

fn decode_utf8(bytes: &[u8]) -> Decoded<'_> {
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => decoded(Cow::Borrowed(text), UTF_8),
        Err(_) => decode_with(bytes, UTF_8),
    }
}

fn decode_with<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Decoded<'a> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let mut decoded = decoded(text, encoding);
    if had_errors && let Some(text) = &decoded.text {
        decoded.problems.push(Problem {
            kind: ProblemKind::DecodedLossily,
            line: first_replacement_line(text),
            detail: None,
        });
    }
    checked(decoded)
}

fn decoded<'a>(text: Cow<'a, str>, encoding: &'static Encoding) -> Decoded<'a> {
    Decoded { text: Some(text), encoding: name_of(encoding), problems: Vec::new() }
}

/// Rejects text with control characters, which indicate a wrong encoding.
fn checked(decoded: Decoded<'_>) -> Decoded<'_> {
    let is_text = decoded.text.as_ref().is_some_and(|text| !has_many_controls(text.as_bytes(), 10));
    let has_nul = || decoded.text.as_ref().is_some_and(|text| text.contains('\0'));
    if is_text { decoded } else { unreadable(decoded.encoding, has_nul()) }
}

fn guessed(mut decoded: Decoded<'_>) -> Decoded<'_> {
    if decoded.text.is_some() {
        let detail = Some(decoded.encoding.name().to_owned());
        decoded.problems.insert(0, Problem { kind: ProblemKind::EncodingGuessed, line: None, detail });
    }
    decoded
}

fn unreadable(encoding: TextEncoding, has_nul: bool) -> Decoded<'static> {
    let detail = has_nul.then(|| Problem::NUL.to_owned());
    let problem = Problem { kind: ProblemKind::Unreadable, line: None, detail };
    Decoded { text: None, encoding, problems: vec![problem] }
}

fn name_of(encoding: &'static Encoding) -> TextEncoding {
    match encoding {
        e if e == UTF_8 => TextEncoding::Utf8,
        e if e == UTF_16LE => TextEncoding::Utf16Le,
        e if e == UTF_16BE => TextEncoding::Utf16Be,
        e if e == EUC_KR => TextEncoding::Cp949,
        e => TextEncoding::Other(e.name()),
    }
}

fn sample(bytes: &[u8]) -> &[u8] {
    bytes.get(..SAMPLE).unwrap_or(bytes)
}

/// UTF-16 can be recognized by its spaces, digits and line breaks, in which every other byte is NUL.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..1024).unwrap_or(bytes);
    let pairs = head.len() / 2;
    if pairs < 2 || !bytes.len().is_multiple_of(2) || memchr::memchr(0, head).is_none() {
        return None;
    }
    let nul_at = |offset: usize| head.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    // Some Hangul also has a NUL byte, for example 가 (U+AC00).
    match (nul_at(0), nul_at(1)) {
        (few, many) if many * 8 >= pairs && few * 4 < many => Some(UTF_16LE),
        (many, few) if many * 8 >= pairs && few * 4 < many => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether bytes are neither UTF-8 nor anything a text editor would write.
fn is_binary(bytes: &[u8]) -> bool {
    has_many_controls(bytes, 50)
        && (has_many_controls(bytes, 10)
            || memchr::memchr(0, sample(bytes)).is_some()
            || simdutf8::basic::from_utf8(bytes).is_err())
}

/// Whether more than one in `share` of the first bytes is a control character that text doesn't contain.
fn has_many_controls(bytes: &[u8], share: usize) -> bool {
    let sample = sample(bytes);
    let is_control =
        |b: u8| (b < 0x20) & (b != b'\t') & (b != b'\n') & (b != 0x0C) & (b != b'\r') & (b != 0x1B);
    // Counted as bytes, in chunks whose count fits a byte, which compiles to vector instructions.
    let count = |chunk: &[u8]| usize::from(chunk.iter().map(|&b| u8::from(is_control(b))).sum::<u8>());
    let controls: usize = sample.chunks(192).map(count).sum();
    controls * share > sample.len()
}

/// Whether damaged UTF-8 is still UTF-8: valid characters outnumber invalid ones.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in sample(bytes).utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    // If the sample is all ASCII, invalid bytes are rare and come later.
    whole > 4 * broken || broken == 0
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let sample = sample(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    let detected = detector.guess(Some(b"kr"), Utf8Detection::Deny);
    let is_whole = |encoding: &'static Encoding| {
        let (text, had_errors) = encoding.decode_without_bom_handling(sample);
        // A sample may end within a character.
        !had_errors || sample.len() < bytes.len() && !text.trim_end_matches('\u{FFFD}').contains('\u{FFFD}')
    };
    if reads_as_korean(sample) && (detected == EUC_KR || is_whole(EUC_KR)) {
        return EUC_KR;
    }
    if detected == EUC_KR {
        // Text with hardly any Hangul may be valid in another encoding.
        let other = detector.guess(None, Utf8Detection::Deny);
        if is_whole(EUC_KR) {
            let is_other = other != EUC_KR && !other.is_single_byte() && is_whole(other);
            return if is_other { other } else { EUC_KR };
        }
        let others = [other, SHIFT_JIS, GBK, EUC_JP, BIG5];
        return others
            .into_iter()
            .find(|&other| !other.is_single_byte() && is_whole(other))
            .unwrap_or(EUC_KR);
    }
    if detected.is_single_byte() && has_signs_only(sample) { WINDOWS_1252 } else { detected }
}

/// Whether all non-ASCII characters are symbols, as in Western European text: a pound sign, a degree sign.
/// Letters would indicate the language, symbols don't.
fn has_signs_only(bytes: &[u8]) -> bool {
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    text.chars().filter(|c| !c.is_ascii()).all(|c| !c.is_alphabetic() && !c.is_control())
}

/// Whether bytes read as CP949 give Hangul, since a short text is too little for the detector's statistics.
fn reads_as_korean(bytes: &[u8]) -> bool {
    let (text, _) = EUC_KR.decode_without_bom_handling(bytes);
    let (mut hangul, mut other) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        if ('가'..='힣').contains(&c) { hangul += 1 } else { other += 1 }
    }
    hangul > 4 * other
}

fn first_replacement_line(text: &str) -> Option<u32> {
    let at = memchr::memmem::find(text.as_bytes(), "\u{FFFD}".as_bytes())?;
    let before = text.as_bytes().get(..at)?;
    u32::try_from(memchr::memchr_iter(b'\n', before).count() + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8]) -> (String, TextEncoding, Vec<ProblemKind>) {
        let decoded = decode(bytes);
        let kinds = decoded.problems.iter().map(|problem| problem.kind).collect();
        (decoded.text.unwrap_or_default().into_owned(), decoded.encoding, kinds)
    }

    const TEXT: &str = "---\ntitle: 가나다 마바사\n---\n국회는 30일 본회의를 열었다.\n";

    #[test]
    fn reads_utf8_with_and_without_a_mark() {
        assert_eq!(text_of(TEXT.as_bytes()), (TEXT.to_owned(), TextEncoding::Utf8, vec![]));
        let marked = format!("\u{FEFF}{TEXT}");
        assert_eq!(text_of(marked.as_bytes()), (TEXT.to_owned(), TextEncoding::Utf8, vec![]));
    }

    #[test]
    fn reads_utf16_with_and_without_a_mark() {
        let little: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = [&[0xFF, 0xFE], little.as_slice()].concat();
        assert_eq!(text_of(&marked), (TEXT.to_owned(), TextEncoding::Utf16Le, vec![]));
        let marked = [&[0xFE, 0xFF], big.as_slice()].concat();
        assert_eq!(text_of(&marked), (TEXT.to_owned(), TextEncoding::Utf16Be, vec![]));
        let guessed = vec![ProblemKind::EncodingGuessed];
        assert_eq!(text_of(&little), (TEXT.to_owned(), TextEncoding::Utf16Le, guessed.clone()));
        assert_eq!(text_of(&big), (TEXT.to_owned(), TextEncoding::Utf16Be, guessed));
    }

    #[test]
    fn reads_cp949_however_short() {
        for text in [TEXT, "가나", "똠방각하 펲시콜라", "제목: 믜즈"] {
            let (bytes, _, unmappable) = EUC_KR.encode(text);
            assert!(!unmappable);
            let expected = (text.to_owned(), TextEncoding::Cp949, vec![ProblemKind::EncodingGuessed]);
            assert_eq!(text_of(&bytes), expected);
        }
    }

    #[test]
    fn keeps_utf8_that_is_broken_in_one_place() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.truncate(bytes.len() - 6);
        let (text, encoding, kinds) = text_of(&bytes);
        assert!(text.ends_with('\u{FFFD}') && text.starts_with("---\ntitle: 가나다"));
        assert_eq!((encoding, kinds), (TextEncoding::Utf8, vec![ProblemKind::DecodedLossily]));
        assert_eq!(decode(&bytes).problems[0].line, Some(4));
    }

    #[test]
    fn what_is_text_in_another_encoding_is_no_korean_with_errors() {
        let japanese = "港町の古い灯台が書店に変わった。週末だけ明かりをともす。";
        let chinese = "港口的旧灯塔变成了书店。只在周末点亮灯光，居民们都很高兴。";
        for (text, encoding) in [
            (japanese, encoding_rs::SHIFT_JIS),
            (chinese, encoding_rs::GBK),
            ("It costs £5 a day, and that is all.", encoding_rs::WINDOWS_1252),
            (TEXT, EUC_KR),
        ] {
            let (bytes, _, _) = encoding.encode(text);
            assert_eq!(decode(&bytes).text.as_deref(), Some(text), "{}", encoding.name());
        }
    }

    #[test]
    fn says_what_is_no_text() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x05\0\0\0\x03\x20\x08\x02";
        for bytes in [&[0; 4096][..], png, b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0"] {
            assert_eq!(text_of(bytes).2, [ProblemKind::Unreadable]);
        }
        assert_eq!(
            text_of(b"one \0 stray NUL in a text of some length, which is still a text to read").2,
            []
        );
    }

    #[test]
    fn reads_as_the_reader_says() {
        let (bytes, _, _) = EUC_KR.encode(TEXT);
        let decoded = decode_as(&bytes, TextEncoding::Cp949);
        assert_eq!((decoded.text.as_deref(), decoded.problems.len()), (Some(TEXT), 0));
        let decoded = decode_as(TEXT.as_bytes(), TextEncoding::Other("windows-1252"));
        assert_eq!(decoded.encoding, TextEncoding::Other("windows-1252"));
    }
}
