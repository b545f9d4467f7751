//! The deck: sub-headlines above the story, which the crawl joined to one line without a full stop.
//!
//! Most of them were joined at places that nothing shows (`…사업 선정건대입구 일대…`). A deck is cut only where it
//! is plain to see that one line ends and another begins; elsewhere it stays as it is.

use super::letters::{closes, continues_quote, hangul_word, is_hangul, is_hanja, opens};
use super::quotes::StraightQuotes;

/// A deck is shorter than this, in bytes.
const LONGEST: usize = 800;

/// How a caption ends: whom the picture is from, or what it shows.
const CAPTION_ENDS: [&str; 22] = [
    "제공",
    "연합뉴스",
    "뉴스1",
    "뉴시스",
    "로이터",
    "AP",
    "AFP",
    "EPA",
    "DB",
    "모습",
    "전경",
    "기자",
    "특파원",
    "갈무리",
    "캡처",
    "캡쳐",
    "자료사진",
    "홈페이지",
    "인스타그램",
    "페이스북",
    "유튜브",
    "사진",
];

/// What only captions and credits say.
const CAPTION_SIGNS: [&str; 9] = ["사진=", "[사진", "(사진", "/사진", "사진/", "사진제공", "자료=", "ⓒ", "©"];

/// Words that end a sub-headline, so that a number or a Latin word right behind them begins the next one.
const LAST_WORDS: [&str; 100] = [
    "발표",
    "전망",
    "추진",
    "강화",
    "확대",
    "공개",
    "체결",
    "개최",
    "본격화",
    "목표",
    "지원",
    "출시",
    "도입",
    "운영",
    "완료",
    "돌파",
    "기대",
    "협약",
    "발간",
    "개막",
    "선정",
    "구축",
    "확보",
    "지정",
    "검토",
    "강조",
    "촉구",
    "방침",
    "계획",
    "예정",
    "개발",
    "시행",
    "접수",
    "모집",
    "참석",
    "참여",
    "논의",
    "제시",
    "제안",
    "제공",
    "주목",
    "우려",
    "비판",
    "반발",
    "지적",
    "주장",
    "당부",
    "다짐",
    "약속",
    "선언",
    "합의",
    "승인",
    "허가",
    "인가",
    "의결",
    "통과",
    "상승",
    "하락",
    "급등",
    "급감",
    "증가",
    "감소",
    "개선",
    "달성",
    "기록",
    "경신",
    "수상",
    "취임",
    "임명",
    "내정",
    "선임",
    "유치",
    "착수",
    "착공",
    "준공",
    "개통",
    "개소",
    "가동",
    "가속",
    "가속화",
    "혁신",
    "육성",
    "조성",
    "창출",
    "투입",
    "투자",
    "공급",
    "수출",
    "진출",
    "선점",
    "가능",
    "필요",
    "눈길",
    "나서",
    "늘어",
    "이어져",
    "그쳐",
    "밝혀",
    "나와",
    "드러나",
];

/// Chinese characters that stand for countries, parties and people, and begin sub-headlines.
const FIRST_HANJA: [char; 20] = [
    '美', '中', '日', '韓', '北', '英', '獨', '佛', '與', '野', '尹', '李', '文', '靑', '檢', '警', '軍',
    '禹', '吳', '朴',
];

/// Whether a line that stands alone before the story is a deck: short, with no sentence in it, and no caption.
pub(super) fn is_deck(line: &str) -> bool {
    let end = line.trim_end_matches(|c: char| closes(c) || matches!(c, '"' | '\'' | ' '));
    let sentence = end.ends_with(['.', '。', '．']) && !end.ends_with("..");
    line.len() < LONGEST
        && !sentence
        && !["다.", "요.", "죠.", "까."].iter().any(|stop| line.contains(stop))
        && !line.starts_with(['▲', '△', '▶', '▷', '※', '◇', '<', '(', '#', '*'])
        && !CAPTION_ENDS.iter().any(|word| end.ends_with(word))
        && !CAPTION_SIGNS.iter().any(|sign| line.contains(sign))
        && !line.ends_with([']', '>', ')'])
        && dateline(line) != Some(0)
}

/// Where the dateline of a wire story or a paper stands in the first bytes of a line: `(서울=…)`, `[…=홍길동 기자]`.
///
/// A story begins with it, so what stands before it is something else.
pub(super) fn dateline(line: &str) -> Option<usize> {
    let (head, _) = line.split_at(line.floor_char_boundary(LONGEST));
    let first = |sign: char| head.match_indices(sign).map(|(at, _)| at).find(|&at| is_dateline_at(head, at));
    first('[').into_iter().chain(first('(')).min()
}

fn is_dateline_at(head: &str, at: usize) -> bool {
    let inner = &head[at + 1..];
    let inner = &inner[..inner.floor_char_boundary(90)];
    inner.split_once([']', ')']).is_some_and(|(text, _)| is_dateline(text))
}

fn is_dateline(text: &str) -> bool {
    const NO_PLACE: [&str; 14] = [
        "사진",
        "출처",
        "자료",
        "제공",
        "그래픽",
        "촬영",
        "이미지",
        "캡처",
        "영상",
        "글",
        "단위",
        "DB",
        "기준",
        "그림",
    ];
    if let Some((place, source)) = text.split_once('=') {
        let is_place = place.chars().next().is_some_and(is_hangul) && place.chars().count() <= 12;
        return is_place && source.contains(is_hangul) && !NO_PLACE.iter().any(|word| place.contains(word));
    }
    if matches!(text, "서울경제" | "파이낸셜뉴스") {
        return true;
    }
    let reporter = text.strip_suffix("기자").or_else(|| text.strip_suffix("특파원"));
    reporter
        .is_some_and(|text| text.split([' ', 'ㅣ', '｜', '|']).filter(|word| !word.is_empty()).count() == 2)
}

/// The offsets in a deck at which one of its lines plainly ends and the next begins.
pub(super) fn line_breaks(deck: &str) -> Vec<usize> {
    let mut breaks = Vec::new();
    let mut double = StraightQuotes::new('"');
    let mut single = StraightQuotes::new('\'');
    let mut last = None;
    // Whether a quotation is open, and whether `last` closed one between double marks.
    let (mut inside, mut quoted) = (false, false);
    for (at, c) in deck.char_indices() {
        let straight = match c {
            '"' => double.opens(deck, at),
            '\'' => single.opens(deck, at),
            _ => None,
        };
        let opening = matches!(c, '“' | '‘') || straight == Some(true);
        let closing = matches!(c, '”' | '’') || straight == Some(false);
        let joint = Joint { before: &deck[..at], after: &deck[at..], next: c, opening, quoted };
        if !inside && last.is_some_and(|last| joint.begins_line(last)) {
            breaks.push(at);
            double.reset();
            single.reset();
        }
        double.pass(c, deck, at);
        single.pass(c, deck, at);
        inside = (inside || opening) && !closing;
        quoted = closing && matches!(c, '”' | '"');
        last = Some(c);
    }
    breaks
}

/// A place between two characters of a deck.
struct Joint<'a> {
    before: &'a str,
    after: &'a str,
    /// The first character of `after`.
    next: char,
    /// Whether `next` opens a quotation.
    opening: bool,
    /// Whether a double quotation closes right before.
    quoted: bool,
}

impl Joint<'_> {
    fn begins_line(&self, last: char) -> bool {
        let alone = self.opening && self.after.chars().nth(1).is_none_or(char::is_whitespace);
        if last.is_whitespace() || opens(last) || self.next.is_whitespace() || alone {
            return false;
        }
        let word_goes_on = || hangul_word(self.after).chars().count() >= 2 && !continues_quote(self.after);
        let arrow = matches!(last, '↑' | '↓') && !self.before.trim_end_matches(last).ends_with('%');
        if self.quoted || arrow {
            return self.opening || word_goes_on() && is_hangul(self.next);
        }
        if matches!(last, '?' | '!') {
            return self.opening || word_goes_on() || self.next.is_ascii_uppercase();
        }
        if self.opening {
            return match self.next {
                '"' | '“' => is_hangul(last) || matches!(last, '’' | '\''),
                // Words between single marks may belong to the word before: `…하는 ‘나래’`.
                _ => {
                    self.ends_with_word(3)
                        && !matches!(last, '는' | '은' | '한' | '된' | '할' | '의' | '와' | '과' | '및')
                }
            };
        }
        if matches!(self.next, '■' | '◆' | '●') {
            return true;
        }
        is_hangul(last)
            && (self.next.is_ascii_digit() && (self.follows_last_word() || self.begins_with_year())
                || self.next.is_ascii_uppercase() && self.follows_last_word()
                || is_hanja(self.next) && FIRST_HANJA.contains(&self.next) && self.ends_with_word(2))
    }

    fn follows_last_word(&self) -> bool {
        LAST_WORDS.iter().any(|word| self.before.ends_with(word))
    }

    fn begins_with_year(&self) -> bool {
        let year = self.after.as_bytes().iter().take_while(|b| b.is_ascii_digit()).count() == 4;
        year && self.after.starts_with("20")
            && self.after.get(4..).is_some_and(|rest| rest.starts_with('년'))
            && self.ends_with_word(2)
    }

    /// Whether at least so many Hangul syllables stand right before.
    fn ends_with_word(&self, syllables: usize) -> bool {
        self.before.chars().rev().take(syllables).filter(|&c| is_hangul(c)).count() == syllables
    }
}
