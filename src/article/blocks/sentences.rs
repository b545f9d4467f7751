//! Finds paragraph breaks lost in the crawl: one sentence ends and another starts without a space between them.

use std::ops::Range;

use super::captions::is_caption;
use super::letters::{FirstBytes, closes, continues_quote, hangul_word, heads, is_hangul, last_two, opens};
use super::marks::mark_at;
use super::quotes::StraightQuotes;
use crate::text::particles::particles_after;

/// Something that separates the paragraphs of a line.
pub(super) enum ParagraphEnd {
    /// A paragraph ends at this offset, where the crawl joined it to the next.
    End(usize),
    /// There is a mark here.
    Mark(Range<usize>),
}

/// Reads a line for ends of paragraphs and marks.
pub(super) struct Paragraphs<'a> {
    line: &'a str,
    /// How far the line has been read.
    at: usize,
    /// The start of the current paragraph.
    start: usize,
    double: StraightQuotes,
    single: StraightQuotes,
    /// Whether sentences are separated by wide spaces, as in Japanese copy, so that a sentence end without one
    /// ends a paragraph.
    wide_spaces: bool,
}

/// Last syllables of Korean sentences.
const FINALS: [char; 12] = ['다', '요', '죠', '까', '자', '라', '네', '오', '음', '함', '임', '것'];

/// Abbreviations that end in a full stop within a sentence, in lower case.
const ABBREVIATIONS: [&str; 26] = [
    "mr", "mrs", "ms", "dr", "st", "vs", "no", "prof", "gen", "sen", "rep", "gov", "col", "lt", "sgt",
    "capt", "jr", "sr", "ph", "mt", "ft", "vol", "fig", "al", "etc", "feat",
];

/// The longest name of a speaker with the role, in bytes.
const LONGEST_SPEAKER: usize = 120;

/// How far back a sentence is examined, in bytes: enough for any word, and a bound for hostile text.
const LOOK_BACK: usize = 40;

impl<'a> Paragraphs<'a> {
    pub(super) fn new(line: &'a str) -> Self {
        Self {
            line,
            at: 0,
            start: 0,
            double: StraightQuotes::new('"'),
            single: StraightQuotes::new('\''),
            wide_spaces: line.contains("。\u{3000}"),
        }
    }

    fn begin_paragraph(&mut self) {
        self.start = self.at;
        self.double.reset();
        self.single.reset();
    }

    /// Whether a character is the middle of a gap that some papers' layouts have between paragraphs: a non-breaking
    /// space between two others.
    fn is_gap(&self, at: usize, c: char) -> bool {
        let paragraph = &self.line[self.start..at];
        c == '\u{A0}'
            && paragraph.ends_with(' ')
            && paragraph.trim().chars().nth(1).is_some()
            && self.line[self.at..].starts_with(' ')
    }

    /// Whether a heading directly follows a word it was glued to, `…김하늘◇나래시`, a caption, or another heading with its
    /// items.
    fn begins_heading(&self, at: usize, c: char) -> bool {
        let paragraph = &self.line[self.start..at];
        let before = paragraph.chars().next_back();
        let is_next =
            c == '◇' && paragraph.trim_start().starts_with(c) || c == '◆' && is_caption(paragraph.trim());
        (matches!(c, '◇' | '■' | '━') || is_next)
            && before.is_some_and(|last| {
                last != c && !opens(last) && !heads(last) && (is_next || !last.is_whitespace())
            })
            && self.line[self.at..].starts_with(|next: char| next != c && !closes(next))
    }

    /// Reads the stops at `self.at` and what closes after them; returns whether a paragraph ends there.
    fn ends_paragraph(&mut self) -> bool {
        let line = self.line;
        let before = &line[self.start..self.at];
        let stops = &line[self.at..];
        let stop = &stops[..stops.find(|c| !is_stop(c)).unwrap_or(stops.len())];
        self.at += stop.len();
        let closed = self.take_closing();
        if let Some(speaker) = self.speaker_end() {
            self.at += speaker;
            return true;
        }
        let after = &line[self.at..];
        let Some(next) = after.chars().next() else { return false };
        if next.is_whitespace() {
            return ends_sentence(before) && begins_apart(after);
        }
        if closed && continues_quote(after) || is_ellipsis(stop) && !closed || !begins_paragraph(next) {
            return false;
        }
        if stop == "。" && self.wide_spaces {
            return true;
        }
        Sentence { before: tail(before), stop, closed, after, next }.is_followed_by_another()
    }

    /// The end of a speaker's name in brackets behind a quotation, if another paragraph is glued to it: `(홍길동씨)“…`.
    fn speaker_end(&self) -> Option<usize> {
        let (said, after) = self.line.split_at(self.at);
        let name = after.trim_start_matches(' ').strip_prefix('(')?;
        let (near, _) = name.split_at(name.floor_char_boundary(LONGEST_SPEAKER));
        let rest = &name[near.find(')')? + 1..];
        let is_quoted = said.ends_with(['"', '”']);
        let goes_on = rest.starts_with(|c| is_hangul(c) || matches!(c, '"' | '“')) && !continues_quote(rest);
        (is_quoted && goes_on).then_some(after.len() - rest.len())
    }

    /// Reads closing brackets and quotation marks; returns whether there were any.
    fn take_closing(&mut self) -> bool {
        let from = self.at;
        while let Some(c) = self.line[self.at..].chars().next() {
            let quotes = match c {
                '"' => &mut self.double,
                '\'' => &mut self.single,
                c if closes(c) => {
                    self.at += c.len_utf8();
                    continue;
                }
                _ => break,
            };
            if quotes.opens(self.line, self.at) != Some(false) {
                break;
            }
            quotes.pass(c, self.line, self.at);
            self.at += 1;
        }
        self.at > from
    }
}

impl Iterator for Paragraphs<'_> {
    type Item = ParagraphEnd;

    fn next(&mut self) -> Option<ParagraphEnd> {
        while let Some((at, c)) = TELLING.next_in(self.line, self.at) {
            self.at = at;
            if is_stop(c) {
                if self.ends_paragraph() {
                    self.begin_paragraph();
                    return Some(ParagraphEnd::End(self.at));
                }
            } else if matches!(c, '"' | '\'') {
                self.double.pass(c, self.line, at);
                self.single.pass(c, self.line, at);
                self.at += 1;
            } else if let Some(end) = mark_at(self.line, at) {
                self.at = end;
                self.begin_paragraph();
                return Some(ParagraphEnd::Mark(at..end));
            } else {
                self.at += c.len_utf8();
                if self.begins_heading(at, c) || self.is_gap(at, c) {
                    self.start = at;
                    return Some(ParagraphEnd::End(at));
                }
            }
        }
        None
    }
}

/// The first bytes of stops, straight quotation marks, marks and non-breaking spaces.
const TELLING: FirstBytes =
    FirstBytes::new(&[b'.', b'?', b'!', b'"', b'\'', b'[', b'<', 0xC2, 0xE2, 0xE3, 0xEF]);

/// A stop, the text before and after it, and whether brackets or quotation marks close in between.
struct Sentence<'a> {
    before: &'a str,
    stop: &'a str,
    closed: bool,
    after: &'a str,
    /// The first character of `after`.
    next: char,
}

impl Sentence<'_> {
    /// Whether the stop ends a sentence and another starts right after it.
    fn is_followed_by_another(&self) -> bool {
        let Some(last) = self.before.chars().next_back() else { return false };
        if self.closed && (self.next == '(' || self.goes_on_with_particle(last)) {
            return false;
        }
        if is_hangul(last) {
            return self.ends_korean(last);
        }
        if self.next.is_ascii_digit() || self.next.is_ascii_lowercase() || is_wide(self.stop) {
            return false;
        }
        if last.is_ascii_alphanumeric() {
            return if is_hangul(self.next) && !self.closed {
                self.ends_latin_word()
            } else {
                self.ends_english()
            };
        }
        // Here `last` is a closing mark, a percent sign, a Chinese character, or an ellipsis inside a
        // quotation.
        self.next.is_alphanumeric() || opens(self.next) || matches!(self.next, '"' | '\'')
    }

    /// Whether a bracket within a sentence was closed, and the sentence continues with a particle: `(가나, 다라,
    /// etc.)들의`. After a Hangul syllable, only particles that don't start other words count.
    fn goes_on_with_particle(&self, last: char) -> bool {
        let word = hangul_word(self.after);
        let particle = word.strip_prefix('들').unwrap_or(word);
        let is_sure = matches!(
            particle,
            "는" | "을" | "를" | "은" | "에서" | "에는" | "에서는" | "으로" | "라는" | "이라는"
        );
        let is_other =
            || !is_hangul(last) && (particle.is_empty() || particles_after("a").any(|it| it == particle));
        !word.is_empty() && (is_sure || is_other())
    }

    /// Whether a stop after a Hangul syllable ends a sentence.
    fn ends_korean(&self, last: char) -> bool {
        if self.next.is_ascii_lowercase() && (!FINALS.contains(&last) || self.is_followed_by_domain()) {
            return false;
        }
        if self.stop.ends_with(['?', '!']) {
            return !continues_quote(self.after);
        }
        let word =
            self.before.chars().rev().take_while(|&c| is_hangul(c) || c.is_ascii_alphanumeric()).count();
        // `가.나.다.` is an enumeration; `3%다.` isn't.
        let before_word = self.before.chars().rev().nth(word);
        let counts = word == 1
            && last != '것'
            && before_word.is_none_or(|c| c.is_whitespace() || c == '.' || opens(c));
        // The words of a list mostly have the same length: `사전.사후`, `초.중.고`.
        let listed = || word < 2 || hangul_word(self.after).chars().count() == word;
        let is_quoted = || word >= 2 && matches!(self.next, '"' | '“');
        self.closed || !counts && (FINALS.contains(&last) || is_quoted() || is_hangul(self.next) && !listed())
    }

    /// Whether the text after the stop turns the Korean word before it into an address: `나래하세요.com`.
    fn is_followed_by_domain(&self) -> bool {
        let end = self.after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(self.after.len());
        matches!(&self.after[..end], "com" | "net" | "org" | "co" | "kr")
    }

    /// Whether the stop ends an English sentence and English continues.
    fn ends_english(&self) -> bool {
        if !self.before.is_ascii() && !self.before.contains(['“', '”', '’', '‘', '–', '—']) {
            return self.closed;
        }
        !self.is_followed_by_extension() && (self.ends_latin_word() || self.ends_number())
    }

    /// Whether the Latin word before the stop is a complete word: not an abbreviation, initial, address or file
    /// name.
    fn ends_latin_word(&self) -> bool {
        let token = self.before.rsplit(|c: char| c.is_whitespace()).next().unwrap_or(self.before);
        let word = latin_word(token);
        let initial = self.next.is_ascii_uppercase() && self.after.as_bytes().get(1) == Some(&b'.');
        let acronym = is_hangul(self.next) && word.ends_with(|c: char| c.is_ascii_uppercase());
        let whole = word.len() >= 2 && !initial && !acronym && !token.contains(['@', '/', '.', '(']);
        whole && !ABBREVIATIONS.iter().any(|known| word.eq_ignore_ascii_case(known))
    }

    /// Whether the stop comes after a year or another number of several digits, and before a word.
    fn ends_number(&self) -> bool {
        let digits = self.before.bytes().rev().take_while(|b| b.is_ascii_digit() || *b == b',').count();
        digits >= 3 && self.after.as_bytes().get(1).is_some_and(|b| b.is_ascii_lowercase() || *b == b' ')
    }

    /// Whether capitals follow as in `Node.JS` or `report.PDF`, unlike in `…said.SK Group`.
    fn is_followed_by_extension(&self) -> bool {
        let capitals = self.after.bytes().take_while(u8::is_ascii_uppercase).count();
        let capitalised = latin_word(self.before).starts_with(|c: char| c.is_ascii_uppercase());
        capitals >= 2 && (capitalised || self.after[capitals..].starts_with([',', '.', ')', ';', ':']))
    }
}

/// The Latin letters at the end of a text.
fn latin_word(text: &str) -> &str {
    &text[text.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len()..]
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | '…' | '。' | '．')
}

/// Whether the stop is full-width, as used between Japanese sentences without a space.
fn is_wide(stop: &str) -> bool {
    stop.ends_with(['。', '．'])
}

fn is_ellipsis(stop: &str) -> bool {
    stop.ends_with("..") || stop.ends_with('…')
}

/// The end of a text, at most [`LOOK_BACK`] bytes.
fn tail(text: &str) -> &str {
    text.split_at(text.floor_char_boundary(text.len().saturating_sub(LOOK_BACK))).1
}

/// Whether a stop after this text ends a sentence if a space follows.
pub(super) fn ends_sentence(before: &str) -> bool {
    matches!(last_two(before), [Some(last), Some(_)] if FINALS.contains(&last) || closes(last) || matches!(last, '"' | '\''))
}

/// Whether the white space at the start of a text separates paragraphs: it includes a wide or non-breaking
/// space, as in some publishers' layouts, or a heading follows.
fn begins_apart(after: &str) -> bool {
    let text = after.trim_start();
    let (space, _) = after.split_at(after.len() - text.len());
    space.chars().nth(2).is_some() && space.contains(['\u{A0}', '\u{3000}'])
        || text.starts_with(['■', '◆', '◇', '●', '━', '※', '□', '◎'])
        || text.strip_prefix('▶').is_some_and(|said| {
            let said = said.trim_start();
            ["인터뷰", "녹취", "스탠딩", "현장음"].iter().any(|name| said.starts_with(name))
        })
        || begins_statement(text)
}

/// Whether a statement in a broadcast script starts here: `[홍길동/나래시장 : …]`.
fn begins_statement(text: &str) -> bool {
    let (head, _) = text.split_at(text.floor_char_boundary(LONGEST_SPEAKER));
    let speaker = head.strip_prefix('[').and_then(|head| head.split_once(':'));
    speaker.is_some_and(|(speaker, _)| speaker.contains('/') && !speaker.contains(']'))
}

/// Whether a paragraph can start with this character.
fn begins_paragraph(c: char) -> bool {
    is_hangul(c)
        || c.is_alphanumeric()
        || opens(c)
        || heads(c)
        || matches!(c, '"' | '\'' | '#' | '*' | '-' | '–' | '—' | '→' | '=')
}

#[cfg(test)]
mod tests {
    use super::{ParagraphEnd, Paragraphs};

    /// Checks where a line is split; `|` marks a lost break.
    #[track_caller]
    fn check(expected: &str) {
        let line = expected.replace('|', "");
        let mut found = String::new();
        let mut start = 0;
        for part in Paragraphs::new(&line) {
            let ParagraphEnd::End(end) = part else { panic!("a mark") };
            found.push_str(&line[start..end]);
            found.push('|');
            start = end;
        }
        found.push_str(&line[start..]);
        assert_eq!(found, expected);
    }

    #[test]
    fn a_sentence_end_without_a_space_is_a_lost_break() {
        check("비가 왔다.|나래호가 떴다. 밤이었다.|2026년이다.|AI 시대다.|\"왔다\"고 했다.");
        check("정말일까?|그렇다!|‘나래’가 답했다.|[속보] 3%다.|■ 눈이 왔다.|李 장관이다.");
        check("It rained.|Snow fell in 2025.|The end came.|“Yes,” she said.|No one left.");
    }

    #[test]
    fn numbers_and_dates_stay_whole() {
        check("3.5% 올랐고 1.1절과 12.3 사태, 2025.12.30. 발표, 1,429.8원, v2.10.3, 4.19혁명.");
        check("A.X 모델과 1.나래 2.하늘, 가.나.다. 순이다. ３．５％다.");
    }

    #[test]
    fn abbreviations_and_initials_stay_whole() {
        check("U.S. 정부, U.S.A와 J.D.밴스, 나래 vs.하늘, No.1 기업, Inc. 소식, H.O.T.는 왔다.");
        check("Dr.Hong met Mr.Kim of the U.N.Agency and Ph.D.Students.");
    }

    #[test]
    fn addresses_and_file_names_stay_whole() {
        check("hong@example.com과 www.example.com/a.b?c=D.E, example.co.kr, report.PDF, Node.js다.");
        check("나래하세요.com의 소식이다.|hy는 왔다.");
        check("Visit example.com.Today or mail hong@example.Com now.");
    }

    #[test]
    fn lists_and_ellipses_are_no_ends() {
        check("초.중.고 학생의 사전.사후 조사… 나래…하늘, 가람...나래, 글쎄…다.");
    }

    #[test]
    fn what_follows_a_quotation_may_belong_to_it() {
        check("“비가 왔다.”라고 했다.|\"눈이 왔다.\"고 했다.|‘왔나?’라는 물음.");
        check("“비가 왔다.”|나래가 말했다.|\"왔다.\"며 웃었다.|(비가 왔다.)는 말.");
    }

    #[test]
    fn straight_quotation_marks_open_as_often_as_they_close() {
        check("비가 왔다고 밝혔다.|\"눈도 왔다\"고 덧붙였다.|\"밤이었다.\"|나래는 웃었다.");
        check("\"비가 왔다\"며 \"눈이 왔다\"고 했다.");
        check(
            "눈이 온 것.|\"비도 왔어요.\" (홍길동씨)|\"밤이었죠.\" (나래시 가람, 30)|나래는 밤이면.|\"왔다\"고 했다.",
        );
        check("\"비가 왔다.\" (웃음)라며 나래는 갔다. \"왔다.\" (가람)");
        check("'나래'가 떴다.|'하늘'은 'It's me'라고 했다.|'가람'도 왔다.");
    }

    #[test]
    fn a_gap_sets_paragraphs_apart_and_a_heading_may_follow_a_caption() {
        check(
            "새 책장. 나래시 제공 |\u{a0} 비가 왔다.| \u{a0} ◆도서관 개관 |\u{a0} 눈이 왔다.| \u{a0} 밤이다.",
        );
        check("비가 왔다. 사진=나래시 |◆도서관 개관");
        check("과장\u{a0}홍길동 ◆부장 임꺽정");
        check("▲ \u{a0} 새 책장");
    }

    #[test]
    fn wide_spaces_and_headings_set_paragraphs_apart() {
        check("비가 왔다.| \u{a0} 눈이 왔다. 밤이다.\u{a0}끝이다.| ■ 나래호");
        check("비가 왔다.| [홍길동/나래시장 : \"다행입니다.\"] 눈도 왔다. [나래/하늘] 밤이다.");
        check("◇전보 ▲나래 홍길동 |◇승진▲가람 임꺽정");
        check("雨が降った。\u{3000}雪も降った。|夜だった。");
        check("雨が降った。雪も降った。");
    }
}
