//! Splits a body into blocks: paragraphs, sub-headlines, marks, rules and trailers.
//!
//! The crawl joined most paragraphs without even a space. Clear breaks are restored; nothing is ever added to
//! the text or removed from it.

mod captions;
mod credits;
mod deck;
mod letters;
mod lines;
mod long;
mod marks;
mod photo;
mod quotes;
mod sentences;
mod talk;
mod trailer;

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

pub use long::long_breaks;

use super::caption::is_caption;
use lines::{Evidence, Parting};
use sentences::{ParagraphEnd, Paragraphs};

/// A piece of a body that is displayed as a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The kind of block.
    pub kind: BlockKind,
    /// Its byte range in the body, without white space at either end.
    pub range: Range<usize>,
}

/// A kind of block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A sub-headline of the lead.
    Deck,
    /// Sub-headlines of the lead that may still be run together.
    GluedDeck,
    /// A sub-headline within the story.
    Subhead,
    /// A paragraph.
    Text,
    /// A picture's caption.
    Caption,
    /// A broadcast script's mark: `[앵커]`.
    Mark,
    /// A dividing line.
    Rule,
    /// Text that isn't part of the story: the reporter's address, picture credits, copyright notices.
    Trailer,
}

impl BlockKind {
    fn is_deck(self) -> bool {
        matches!(self, Self::Deck | Self::GluedDeck)
    }
}

/// Splits a body into blocks, whose texts together have every character that isn't white space, in order.
///
/// Takes linear time for any body.
pub fn blocks(body: &str) -> Vec<Block> {
    let mut found = story_and_trailers(body, Headings::Apart);
    if is_caption(body) {
        photo::set_as_caption(body, &mut found);
        return found;
    }
    captions::set_apart(body, &mut found);
    talk::set_apart(body, &mut found);
    set_sub_headlines_apart(body, found)
}

/// Splits a body into blocks like [`blocks`], but leaves headings and captions in the paragraphs that the
/// crawl glued them to: enough for counting, in a tenth of the time.
pub(super) fn rough_blocks(body: &str) -> Vec<Block> {
    story_and_trailers(body, Headings::Within)
}

/// Whether headings are separated from what the crawl glued them to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Headings {
    Apart,
    Within,
}

/// Splits a body into paragraphs, marks and rules, and separates trailers.
fn story_and_trailers(body: &str, headings: Headings) -> Vec<Block> {
    let mut blocks = Blocks { body, headings, found: Vec::new(), begin: 0 };
    let mut lines = lines(body).peekable();
    while let Some(line) = lines.next() {
        let line = if blocks.found.is_empty() { blocks.behind_programme(line) } else { line };
        let stands_alone = lines.peek().is_some_and(|next| is_blank_between(body, &line, next));
        let text = &body[line.clone()];
        if is_rule(text) {
            blocks.push(BlockKind::Rule, line);
        } else if blocks.is_at_beginning() && stands_alone && deck::is_deck(text) {
            blocks.push_deck(line);
        } else {
            blocks.push_line(line);
        }
    }
    if headings == Headings::Apart {
        blocks.part_first_paragraph();
    }
    let mut found = blocks.found;
    trailer::set_apart(body, &mut found);
    found
}

/// Separates paragraphs from sub-headlines that the crawl glued to them.
fn set_sub_headlines_apart(body: &str, blocks: Vec<Block>) -> Vec<Block> {
    let evidence = OnceCell::new();
    let evidence = || Rc::clone(evidence.get_or_init(|| Rc::new(Evidence::new(body))));
    // A sub-headline at the start of the body, or behind a programme's name, is a deck.
    let first = blocks.iter().position(|block| block.kind != BlockKind::Mark).unwrap_or(0);
    let paragraph = |(at, block): (usize, &Block)| match block.kind {
        BlockKind::Text if at > first.min(1) => &body[block.range.clone()],
        _ => "",
    };
    let paragraphs: Vec<&str> = blocks.iter().enumerate().map(paragraph).collect();
    let ends = lines::behind_sub_headlines(&paragraphs, evidence);
    let mut parted = Vec::with_capacity(blocks.len());
    for (Block { kind, range }, end) in blocks.into_iter().zip(ends) {
        let start = range.start + end.unwrap_or(0);
        if start > range.start {
            let head = range.start..start;
            let is_caption = captions::is_caption_with_credit(&body[head.clone()]);
            let kind = if is_caption { BlockKind::Caption } else { BlockKind::Subhead };
            parted.push(Block { kind, range: head });
        }
        parted.push(Block { kind, range: start..range.end });
    }
    parted
}

/// The lines of a body as they are: a block per non-blank line, with only the body's own breaks.
pub fn stored_lines(body: &str) -> Vec<Block> {
    lines(body).map(|range| Block { kind: BlockKind::Text, range }).collect()
}

/// The most lines of a deck to look for before the first sentence.
const MOST_DECK_LINES: usize = 4;

/// The blocks so far.
struct Blocks<'a> {
    body: &'a str,
    headings: Headings,
    found: Vec<Block>,
    /// The number of blocks before the story may begin: one for a programme's name.
    begin: usize,
}

impl Blocks<'_> {
    fn is_at_beginning(&self) -> bool {
        self.found.len() == self.begin
    }

    /// Adds the programme's name that the first line begins with; returns what is left of the line.
    fn behind_programme(&mut self, line: Range<usize>) -> Range<usize> {
        let text = &self.body[line.clone()];
        let end = marks::programme_end(text).filter(|&end| end == text.len() || !deck::is_deck(text));
        let Some(end) = end else { return line };
        self.push(BlockKind::Mark, line.start..line.start + end);
        self.begin = 1;
        let rest = &self.body[line.start + end..line.end];
        line.end - rest.trim_start().len()..line.end
    }

    /// Adds a block, unless it has only white space.
    fn push(&mut self, kind: BlockKind, range: Range<usize>) {
        let text = &self.body[range.clone()];
        let start = range.start + text.len() - text.trim_start().len();
        let end = start + text.trim().len();
        if start < end {
            self.found.push(Block { kind, range: start..end });
        }
    }

    /// Adds the lines of a deck.
    fn push_deck(&mut self, deck: Range<usize>) {
        if self.headings == Headings::Within {
            self.push(BlockKind::Deck, deck);
            return;
        }
        let Parting { cuts, doubts } =
            lines::part_deck(&self.body[deck.clone()], &Evidence::new(&self.body[deck.end..]));
        let mut start = 0;
        for end in cuts.into_iter().chain([deck.len()]) {
            let glued = doubts.iter().any(|doubt| (start..end).contains(doubt));
            let kind = if glued { BlockKind::GluedDeck } else { BlockKind::Deck };
            self.push(kind, deck.start + start..deck.start + end);
            start = end;
        }
    }

    /// Separates a deck that the crawl glued to the first sentence.
    fn part_first_paragraph(&mut self) {
        let Some(Block { kind: BlockKind::Text, range }) = self.found.get(self.begin).cloned() else {
            return;
        };
        let evidence = Rc::new(Evidence::new(self.body));
        let mut start = range.start;
        for _ in 0..MOST_DECK_LINES {
            let rest = &self.body[start..range.end];
            let [Some(end)] = lines::behind_sub_headlines(&[rest], || Rc::clone(&evidence))[..] else {
                break;
            };
            start += end;
        }
        if start > range.start && deck::is_deck(self.body[range.start..start].trim()) {
            let others = self.found.split_off(self.begin + 1);
            self.found.truncate(self.begin);
            self.push_deck(range.start..start);
            self.push(BlockKind::Text, start..range.end);
            self.found.extend(others);
        }
    }

    /// Adds a line. Text before the dateline of the first line is a deck if it reads like one.
    fn push_line(&mut self, line: Range<usize>) {
        let mut start = line.start;
        if (self.is_at_beginning() || self.found.last().is_some_and(|block| block.kind.is_deck()))
            && let Some(offset) = deck::dateline(&self.body[line.clone()])
        {
            start += offset;
            if !self.push_as_deck(line.start..start) {
                self.push_paragraphs(line.start..start);
            }
        }
        self.push_paragraphs(start..line.end);
    }

    /// Adds the marks and paragraphs of a line. Text before the first mark may be a deck as well.
    fn push_paragraphs(&mut self, line: Range<usize>) {
        let mut start = line.start;
        for found in Paragraphs::new(&self.body[line.clone()]) {
            match found {
                ParagraphEnd::End(end) => {
                    self.push(BlockKind::Text, start..line.start + end);
                    start = line.start + end;
                }
                ParagraphEnd::Mark(mark) => {
                    let before = start..line.start + mark.start;
                    if !self.push_as_deck(before.clone()) {
                        self.push(BlockKind::Text, before);
                    }
                    start = line.start + mark.end;
                    self.push(BlockKind::Mark, line.start + mark.start..start);
                }
            }
        }
        self.push(BlockKind::Text, start..line.end);
    }

    /// Adds a deck if this is the start of the body and reads like one; returns whether it did.
    fn push_as_deck(&mut self, head: Range<usize>) -> bool {
        let text = self.body[head.clone()].trim();
        let is_deck = self.is_at_beginning() && !text.is_empty() && deck::is_deck(text);
        if is_deck {
            self.push_deck(head);
        }
        is_deck
    }
}

/// The non-blank lines of a body, without white space at either end.
fn lines(body: &str) -> impl Iterator<Item = Range<usize>> {
    let mut end = 0;
    body.split_inclusive('\n').filter_map(move |line| {
        let start = end + line.len() - line.trim_start().len();
        end += line.len();
        let text = line.trim();
        (!text.is_empty()).then(|| start..start + text.len())
    })
}

/// Whether there is a blank line between two lines.
fn is_blank_between(body: &str, line: &Range<usize>, next: &Range<usize>) -> bool {
    body.get(line.end..next.start).is_some_and(|gap| gap.matches('\n').count() >= 2)
}

/// Whether a line is a rule: three or more line-drawing characters and nothing else.
fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next() else { return false };
    matches!(
        first,
        '-' | '*'
            | '='
            | '_'
            | '~'
            | '―'
            | '—'
            | '–'
            | '─'
            | '━'
            | '═'
            | '◇'
            | '◆'
            | '■'
            | '□'
            | '●'
            | '○'
            | '★'
            | '☆'
            | '※'
            | '·'
    ) && signs.clone().count() >= 2
        && signs.all(|c| c == first)
}

#[cfg(test)]
mod tests {
    use super::{BlockKind, blocks, stored_lines};

    /// Checks the blocks of a body, each written as the first letter of its kind, a space and its text.
    #[track_caller]
    pub(super) fn check(body: &str, expected: &[&str]) {
        let found: Vec<String> = blocks(body)
            .into_iter()
            .map(|block| {
                let kind = match block.kind {
                    BlockKind::Deck => 'D',
                    BlockKind::GluedDeck => 'G',
                    BlockKind::Subhead => 'S',
                    BlockKind::Text => 'T',
                    BlockKind::Caption => 'C',
                    BlockKind::Mark => 'M',
                    BlockKind::Rule => 'R',
                    BlockKind::Trailer => 'X',
                };
                format!("{kind} {}", &body[block.range])
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn nothing_has_no_blocks() {
        check("", &[]);
        check(" \n\u{a0}\n", &[]);
    }

    #[test]
    fn newlines_and_blank_lines_part_paragraphs() {
        check(
            "비가 왔다.\n\n눈도 왔다. 추웠다.\r\n밤이었다.",
            &["T 비가 왔다.", "T 눈도 왔다. 추웠다.", "T 밤이었다."],
        );
    }

    #[test]
    fn lines_as_they_are_have_no_other_break() {
        let body = "[앵커]비가 왔다.눈도 왔다.\r\n\n  ---\n 끝났다. ";
        let lines: Vec<_> = stored_lines(body).into_iter().map(|block| &body[block.range]).collect();
        assert_eq!(lines, ["[앵커]비가 왔다.눈도 왔다.", "---", "끝났다."]);
    }

    #[test]
    fn dividing_lines_are_rules() {
        check(
            "비가 왔다.\n---\n눈이 왔다.\n* * *\n- -\n끝났다.",
            &["T 비가 왔다.", "R ---", "T 눈이 왔다.", "R * * *", "T - -", "T 끝났다."],
        );
    }

    #[test]
    fn marks_stand_alone_wherever_they_are() {
        check(
            "[앵커]새해입니다.홍길동 기자입니다.[기자]해가 떴습니다.【 앵커멘트 】밤입니다.‹앵커>끝입니다.◀ 리포트 ▶네.",
            &[
                "M [앵커]",
                "T 새해입니다.",
                "T 홍길동 기자입니다.",
                "M [기자]",
                "T 해가 떴습니다.",
                "M 【 앵커멘트 】",
                "T 밤입니다.",
                "M ‹앵커>",
                "T 끝입니다.",
                "M ◀ 리포트 ▶",
                "T 네.",
            ],
        );
    }

    #[test]
    fn other_brackets_are_no_marks() {
        check(
            "비가 온다.[속보] 눈이 온다. <인어>를 봤다.",
            &["T 비가 온다.", "T [속보] 눈이 온다. <인어>를 봤다."],
        );
    }

    #[test]
    fn glued_sub_headlines_are_set_apart_where_it_is_sure() {
        check(
            "\"다섯 해 만의 성과\"\"내년에도 계속\"\n\n(가람=나래통신) 홍길동 기자 = 비가 왔다.",
            &["D \"다섯 해 만의 성과\"", "D \"내년에도 계속\"", "T (가람=나래통신) 홍길동 기자 = 비가 왔다."],
        );
        check(
            "나래호 1차 시험 발표2027년 첫 비행 예정\n\n비가 왔다.",
            &["D 나래호 1차 시험 발표", "D 2027년 첫 비행 예정", "T 비가 왔다."],
        );
        check(
            "가람구 축제 선정나래길 일대 정비\n\n비가 왔다.",
            &["D 가람구 축제 선정나래길 일대 정비", "T 비가 왔다."],
        );
        check(
            "가람구의회 예산안 통과…복지비 12% 증가상반기 집행률 60% 목표…주민들 \"체감할 변화 기대\"\n\n비가 왔다.",
            &[
                "D 가람구의회 예산안 통과…복지비 12% 증가",
                "D 상반기 집행률 60% 목표…주민들 \"체감할 변화 기대\"",
                "T 비가 왔다.",
            ],
        );
        check(
            "(종합) 나래전자, 3분기 영업이익 1조원 돌파누리반도체는 4% 하락 마감\n\n비가 왔다.",
            &["D (종합) 나래전자, 3분기 영업이익 1조원 돌파", "D 누리반도체는 4% 하락 마감", "T 비가 왔다."],
        );
        check(
            "누리호 방문시 주석 단 안내판 제공…관람객 2배로\n\n비가 왔다.",
            &["D 누리호 방문시 주석 단 안내판 제공…관람객 2배로", "T 비가 왔다."],
        );
        check(
            "‘나래 혁신 TF’ 출범…‘하늘 확대AI’\n\n비가 왔다.",
            &["D ‘나래 혁신 TF’ 출범…‘하늘 확대AI’", "T 비가 왔다."],
        );
        check(
            "가람구 새 도서관[나래경제=홍길동 기자] 비가 왔다.",
            &["D 가람구 새 도서관", "T [나래경제=홍길동 기자] 비가 왔다."],
        );
    }

    #[test]
    fn a_deck_that_was_glued_to_the_first_sentence_is_set_apart() {
        check(
            "얼음 위 진입 사례 잇따라 확인최근 이어진 한파로 결빙된 가람시 나래천에서 얼음 위로 들어가는 사람이 늘고 있다.비가 왔다.",
            &[
                "D 얼음 위 진입 사례 잇따라 확인",
                "T 최근 이어진 한파로 결빙된 가람시 나래천에서 얼음 위로 들어가는 사람이 늘고 있다.",
                "T 비가 왔다.",
            ],
        );
        check(
            "가람구의회는 30일 본회의를 열고 내년 예산안을 통과시켰다고 밝혔다. 복지비는 12% 늘었다.",
            &["T 가람구의회는 30일 본회의를 열고 내년 예산안을 통과시켰다고 밝혔다. 복지비는 12% 늘었다."],
        );
    }

    #[test]
    fn captions_and_sentences_are_no_decks() {
        check(
            "가람구 새 도서관 전경. 가람구 제공\n\n비가 왔다.",
            &["C 가람구 새 도서관 전경. 가람구 제공", "T 비가 왔다."],
        );
        check(
            "비가 왔다.나래시 도서관 조감도(사진=나래시)앞서 나래시는 도서관을 새로 짓는다고 지난달 말에 밝혔다.",
            &[
                "T 비가 왔다.",
                "C 나래시 도서관 조감도(사진=나래시)",
                "T 앞서 나래시는 도서관을 새로 짓는다고 지난달 말에 밝혔다.",
            ],
        );
        check(
            "도서관이 문을 연다.27일 나래시 도서관에서 직원들이 책을 꽂고 있다.(사진=나래시)내년 1월 새 도서관 개관\n\n나래시는 도서관을 새로 짓는다.",
            &[
                "T 도서관이 문을 연다.",
                "C 27일 나래시 도서관에서 직원들이 책을 꽂고 있다.",
                "C (사진=나래시)",
                "T 내년 1월 새 도서관 개관",
                "T 나래시는 도서관을 새로 짓는다.",
            ],
        );
        check(
            "비가 왔다.\n\n(사진=나래시)\n\n눈도 왔다.",
            &["T 비가 왔다.", "C (사진=나래시)", "T 눈도 왔다."],
        );
        check("사진 | 나래시 제공\n\n비가 왔다.", &["C 사진 | 나래시 제공", "T 비가 왔다."]);
        check("비가 왔다. 눈도\n\n왔다.", &["T 비가 왔다. 눈도", "T 왔다."]);
        check("나래호 첫 비행 성공", &["T 나래호 첫 비행 성공"]);
    }

    #[test]
    fn a_particle_behind_a_bracket_goes_on() {
        for body in [
            "기반 서비스(가나, 다라, etc.)들의 목록을 준다.",
            "새 규정(지난해 고쳤다.)을 두고 말이 많다.",
            "두 회사(A Inc.)는 손을 잡았다.",
        ] {
            check(body, &[&format!("T {body}")]);
        }
    }

    #[test]
    fn trailers_are_cut_off_the_end() {
        check("비가 왔다고 강조했다. [홍길동 기자]", &["T 비가 왔다고 강조했다.", "X [홍길동 기자]"]);
        check(
            "\"비가 왔다\"고 말했다.홍길동 기자 hong@example.com",
            &["T \"비가 왔다\"고 말했다.", "X 홍길동 기자 hong@example.com"],
        );
        check(
            "눈이 왔습니다.[사진 출처 : 나래통신]■ 제보하기▷ 전화 : 02-000-1234▷ 이메일 : hong@example.com",
            &[
                "T 눈이 왔습니다.",
                "X [사진 출처 : 나래통신]",
                "X ■ 제보하기",
                "X ▷ 전화 : 02-000-1234",
                "X ▷ 이메일 : hong@example.com",
            ],
        );
        check(
            "비가 왔다.\n\nⓒ 나래일보, 무단 전재 및 재배포 금지",
            &["T 비가 왔다.", "X ⓒ 나래일보, 무단 전재 및 재배포 금지"],
        );
        check(
            "웃고 있다. 2026.1.2 [가람구 제공. 재판매 및 DB 금지] hong@example.com",
            &["C 웃고 있다. 2026.1.2", "X [가람구 제공. 재판매 및 DB 금지] hong@example.com"],
        );
    }

    #[test]
    fn trailers_never_take_the_story() {
        check("비가 왔다.주소는 hong@example.com이다.", &["T 비가 왔다.", "T 주소는 hong@example.com이다."]);
        check("비가 왔다. 홍길동 기자입니다.", &["T 비가 왔다. 홍길동 기자입니다."]);
        check("\"왔다\"고 말했다 hong@example.com", &["T \"왔다\"고 말했다", "X hong@example.com"]);
        check(
            "비가 왔다. 눈이 왔다고 전했다. (사진=나래) *재판매 및 DB 금지",
            &["T 비가 왔다. 눈이 왔다고 전했다.", "X (사진=나래) *재판매 및 DB 금지"],
        );
        check(
            "새해다.▶홍길동 / 기자- \"눈이 온다.\" 전화: 한 통",
            &["T 새해다.", "T ▶홍길동 / 기자- \"눈이 온다.\" 전화: 한 통"],
        );
        check("소띠 운세다.▶85년생 서두르지 말 것.", &["T 소띠 운세다.", "T ▶85년생 서두르지 말 것."]);
        check("hong@example.com", &["T hong@example.com"]);
        check("홍길동 기자\n\n비가 왔다.", &["T 홍길동 기자", "T 비가 왔다."]);
    }
}
