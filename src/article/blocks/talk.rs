//! Talks: questions, answers and speakers that run together in a paragraph.
//!
//! A sign separates speakers only if it does so several times, since it may as well mark an item of a list.

use super::letters::{closes, continues_quote, hangul_word, is_hangul, opens};
use super::{Block, BlockKind, trimmed};

/// How often a sign separates speakers in a talk at least.
const FEWEST: usize = 3;
/// How often a speaker is named at least.
const FEWEST_TURNS: usize = 2;
/// The longest name and role of who makes a statement, in bytes.
const LONGEST_SPEAKER: usize = 150;
/// The longest statement, in bytes.
const LONGEST_STATEMENT: usize = 1500;
/// How questions and answers begin.
const QUESTION: &str = "-- ";
const ANSWER: &str = "▲ ";

/// Separates questions, answers, speakers' names and statements.
pub(super) fn set_apart(body: &str, blocks: &mut Vec<Block>) {
    let talk = Talk::of(body);
    if !talk.may_part() {
        return;
    }
    let mut asked = false;
    for Block { mut kind, range } in std::mem::take(blocks) {
        let cuts =
            if kind == BlockKind::Text { talk.cuts(&body[range.clone()], &mut asked) } else { Vec::new() };
        let mut start = range.start;
        for (at, next) in cuts.into_iter().chain([(range.len(), kind)]) {
            let end = range.start + at;
            blocks.extend(trimmed(body, kind, start..end));
            (start, kind) = (end, next);
        }
    }
}

/// Whether a paragraph is a question, in which the page makes no break.
pub(super) fn is_question(text: &str) -> bool {
    text.starts_with(QUESTION)
}

/// What separates the speakers of a body.
struct Talk<'a> {
    /// Whether dashes begin questions.
    dashes: bool,
    /// Whether numbers do: `Q1.`
    numbers: bool,
    /// Whether statements may follow names and roles in brackets, `[홍길동 / 나래시장] "…"`, or stand in the brackets.
    statements: bool,
    /// Whether this is a broadcaster's script.
    is_script: bool,
    /// The names that turns begin with: `[홍길동]`.
    names: Vec<&'a str>,
}

impl<'a> Talk<'a> {
    fn of(body: &'a str) -> Self {
        let questions = body.match_indices(QUESTION).filter(|&(at, _)| is_behind_sentence(&body[..at]));
        let dashes = questions.take(FEWEST).count() == FEWEST;
        let numbers = body.match_indices('Q').filter(|&(at, _)| is_number(body, at));
        let numbers = numbers.take(FEWEST).count() == FEWEST;
        let is_script = body.contains("앵커");
        let names = if is_script { names(body) } else { Vec::new() };
        let statements = ["]\"", "] \"", "\"]", "”]"].iter().any(|end| body.contains(end));
        let statements = statements || is_script && body.contains('[');
        Self { dashes, numbers, statements, is_script, names }
    }

    fn may_part(&self) -> bool {
        self.dashes || self.numbers || self.statements || !self.names.is_empty()
    }

    /// Where a paragraph is parted, and the kind of what begins there. `asked` says whether a question waits for its
    /// answer.
    fn cuts(&self, text: &str, asked: &mut bool) -> Vec<(usize, BlockKind)> {
        let mut cuts = Vec::new();
        let mut closed = 0;
        for (at, c) in text.char_indices() {
            let (before, rest) = text.split_at(at);
            match c {
                '-' if self.dashes && rest.starts_with(QUESTION) && is_behind_sentence(before) => {
                    *asked = true
                }
                '▲' if *asked && rest.starts_with(ANSWER) && is_behind_sentence(before) => *asked = false,
                'Q' if self.numbers && is_number(text, at) => {}
                '[' if at >= closed => {
                    if !before.ends_with(opens)
                        && let Some(end) = self.name_end(rest)
                    {
                        closed = at + end;
                        cuts.extend([(at, BlockKind::Mark), (closed, BlockKind::Text)]);
                    } else if self.statements
                        && is_behind_sentence(before)
                        && let Some(end) = statement_end(rest).or_else(|| self.enclosed_end(rest))
                    {
                        closed = at + end;
                        cuts.extend([(at, BlockKind::Text), (closed, BlockKind::Text)]);
                    }
                    continue;
                }
                _ => continue,
            }
            if at >= closed {
                cuts.push((at, BlockKind::Text));
            }
        }
        cuts
    }

    /// The end of a statement in brackets that a text begins with, behind the speaker: `[홍길동/나래시장 : "…"]`.
    fn enclosed_end(&self, text: &str) -> Option<usize> {
        let (head, _) = text.split_at(text.floor_char_boundary(LONGEST_SPEAKER));
        let (speaker, _) = head.split_once(':')?;
        let said = text[speaker.len() + 1..].trim_start();
        let is_quoted = said.starts_with(['"', '“']);
        let (near, _) = text.split_at(text.floor_char_boundary(LONGEST_STATEMENT));
        let end = near.find(']')? + 1;
        let is_statement = (is_quoted || self.is_script)
            && !speaker[1..].contains(['[', ']', '=', '@', '<'])
            && !continues_quote(&text[end..]);
        (is_statement && speaker.len() < end).then_some(end)
    }

    /// The end of a known name in brackets that a text begins with.
    fn name_end(&self, text: &str) -> Option<usize> {
        let name = hangul_word(text.strip_prefix('[')?);
        let rest = text[1 + name.len()..].strip_prefix(']')?;
        (self.names.binary_search(&name).is_ok() && !continues_quote(rest)).then_some(name.len() + 2)
    }
}

/// Whether a sentence ends right before, or nothing stands there.
fn is_behind_sentence(before: &str) -> bool {
    let text = before.trim_end();
    text.is_empty()
        || text.ends_with(['.', '?', '!', '"', '”', '…', ')'])
        || text.ends_with(['다', '요', '까']) && text.len() < before.len()
}

/// Whether a question's number is at `at`: `Q1.`
fn is_number(text: &str, at: usize) -> bool {
    let (before, rest) = text.split_at(at);
    let digits = rest[1..].trim_start_matches(|c: char| c.is_ascii_digit());
    let length = rest.len() - 1 - digits.len();
    (1..=2).contains(&length)
        && digits.starts_with(['.', ')'])
        && (is_behind_sentence(before) || before.ends_with(char::is_whitespace))
}

/// The names of two to four syllables in brackets that stand several times.
fn names(body: &str) -> Vec<&str> {
    let inside = body.match_indices('[').filter_map(|(at, _)| {
        let name = hangul_word(&body[at + 1..]);
        ((6..=12).contains(&name.len()) && body[at + 1 + name.len()..].starts_with(']')).then_some(name)
    });
    let mut all: Vec<&str> = inside.collect();
    all.sort_unstable();
    let turns = all.chunk_by(|one, other| one == other).filter(|turns| turns.len() >= FEWEST_TURNS);
    turns.filter_map(|turns| turns.first().copied()).collect()
}

/// The end of a statement that begins with a speaker in brackets, behind its quotation.
fn statement_end(text: &str) -> Option<usize> {
    let (head, _) = text.split_at(text.floor_char_boundary(LONGEST_SPEAKER));
    let close = head.find(']')?;
    let speaker = &head[1..close];
    let said = text[close + 1..].trim_start();
    let quote = said.strip_prefix(['"', '“'])?;
    let is_speaker = speaker.contains('/') && !speaker.contains([':', '=']) && speaker.starts_with(is_hangul);
    let (near, _) = quote.split_at(quote.floor_char_boundary(LONGEST_STATEMENT));
    let end = near.find(['"', '”'])? + 1;
    let rest = &quote[if quote[end - 1..].starts_with('"') { end } else { end + 2 }..];
    (is_speaker && !continues_quote(rest.trim_start_matches(closes))).then_some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn questions_and_answers_stand_apart() {
        check(
            "시장을 만났다. -- 비가 왔나. 눈은 어떤가. ▲ 비가 왔다. 품목은 ▲ 쌀 ▲ 콩 이다. -- 눈은 왔나? ▲ 왔다. -- 끝인가. ▲ 끝이다.",
            &[
                "T 시장을 만났다.",
                "T -- 비가 왔나. 눈은 어떤가.",
                "T ▲ 비가 왔다. 품목은 ▲ 쌀 ▲ 콩 이다.",
                "T -- 눈은 왔나?",
                "T ▲ 왔다.",
                "T -- 끝인가.",
                "T ▲ 끝이다.",
            ],
        );
        check(
            "불러 보겠습니다. Q1. 비가 왔나요? 왔습니다. Q2. 눈은요? 왔습니다. Q3. 끝인가요? 네.",
            &[
                "T 불러 보겠습니다.",
                "T Q1. 비가 왔나요? 왔습니다.",
                "T Q2. 눈은요? 왔습니다.",
                "T Q3. 끝인가요? 네.",
            ],
        );
    }

    #[test]
    fn names_of_speakers_are_marks() {
        check(
            "[앵커]비가 왔나요?[홍길동]왔습니다. 눈도요?[홍길동]네.",
            &["M [앵커]", "T 비가 왔나요?", "M [홍길동]", "T 왔습니다. 눈도요?", "M [홍길동]", "T 네."],
        );
    }

    #[test]
    fn statements_stand_apart() {
        check(
            "비가 왔습니다. [홍길동 / 나래시장] \"많이 왔습니다. 눈도요.\" 하지만 그쳤습니다.",
            &["T 비가 왔습니다.", "T [홍길동 / 나래시장] \"많이 왔습니다. 눈도요.\"", "T 하지만 그쳤습니다."],
        );
    }

    #[test]
    fn statements_in_brackets_stand_apart() {
        check(
            "비가 왔습니다. [가람구 주민 : \"많이 왔습니다. 눈도요.\"] 하지만 그쳤습니다. [홍길동/나래시장 : \"네.\"]",
            &[
                "T 비가 왔습니다.",
                "T [가람구 주민 : \"많이 왔습니다. 눈도요.\"]",
                "T 하지만 그쳤습니다.",
                "T [홍길동/나래시장 : \"네.\"]",
            ],
        );
        check(
            "[앵커]비가 왔습니다. [가람구 주민: 눈도 왔습니다.] 그쳤습니다.",
            &["M [앵커]", "T 비가 왔습니다.", "T [가람구 주민: 눈도 왔습니다.]", "T 그쳤습니다."],
        );
        let text = "비가 왔습니다. [사진: 나래시] 그쳤습니다.";
        check(text, &[&format!("T {text}")]);
    }

    #[test]
    fn a_sign_that_stands_seldom_separates_nothing() {
        for text in [
            "비가 왔다. -- 나래에서 -- 눈도 왔다. ▲ 쌀 ▲ 콩이다.",
            "비가 왔다. Q1. 눈은 왔나.",
            "앵커가 ‘[홍길동]’을 봤다. ‘[홍길동]’이 왔다. 비가 왔다.",
        ] {
            check(text, &[&format!("T {text}")]);
        }
    }
}
