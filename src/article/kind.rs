//! The kind of an article (기사, 사진, 인사 …), determined from headline and length by a table of rules, and of
//! captions from the text.

use super::caption::is_caption;
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// What an article is for, as its headline and text tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ArticleKind {
    /// 기사: the default if no rule applies.
    #[default]
    Report,
    /// 사진: a picture with a caption.
    Photo,
    /// 인사: appointments.
    Appointments,
    /// 부고: deaths.
    Obituary,
    /// 동정: activities of prominent people.
    Comings,
    /// 운세: horoscopes.
    Fortune,
    /// 날씨: weather.
    Weather,
    /// 속보: a news flash of a line or two.
    Flash,
    /// 일정: today's or this week's events.
    Schedule,
    /// 모음: several stories in one article.
    Roundup,
    /// 사설·칼럼: opinion.
    Opinion,
    /// 정정·반론: a correction or a reply.
    Correction,
}

impl ArticleKind {
    /// All kinds, in the order in which they are declared.
    const ALL: [Self; 12] = [
        Self::Report,
        Self::Photo,
        Self::Appointments,
        Self::Obituary,
        Self::Comings,
        Self::Fortune,
        Self::Weather,
        Self::Flash,
        Self::Schedule,
        Self::Roundup,
        Self::Opinion,
        Self::Correction,
    ];

    /// Its number, for storing it.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The kind with this number; a report if there is none.
    pub fn numbered(number: u8) -> Self {
        Self::ALL.get(usize::from(number)).copied().unwrap_or_default()
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Its name in Korean, used in all output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Report => "기사",
            Self::Photo => "사진",
            Self::Appointments => "인사",
            Self::Obituary => "부고",
            Self::Comings => "동정",
            Self::Fortune => "운세",
            Self::Weather => "날씨",
            Self::Flash => "속보",
            Self::Schedule => "일정",
            Self::Roundup => "모음",
            Self::Opinion => "사설·칼럼",
            Self::Correction => "정정·반론",
        }
    }

    /// The kind of an article with this headline and text.
    pub fn of(title: &str, text: &str) -> Self {
        match Self::of_headline(title, text.chars().count()) {
            Self::Report if is_caption(text) => Self::Photo,
            kind => kind,
        }
    }

    /// The kind of an article with this headline and length in characters, of which nothing else is known, by
    /// the first rule that matches.
    pub fn of_headline(title: &str, length: usize) -> Self {
        let labels: Vec<&str> = labels(title).collect();
        let mut rules = RULES.iter().zip(FINDERS.iter());
        let found = rules.find(|(rule, finder)| {
            length <= rule.longest && rule.test.holds(title, &labels, finder.as_ref())
        });
        found.map_or(Self::Report, |(rule, _)| rule.kind)
    }

    /// Whether it reports an event of its own, so that a story may start with it.
    pub fn may_begin_story(self) -> bool {
        matches!(self, Self::Report | Self::Opinion | Self::Correction)
    }
}

/// What a rule looks for in a headline.
enum Test {
    /// A label in brackets that starts with this text: `[바로잡습니다]`.
    Label(&'static str),
    /// A label in brackets that contains this text: `[1분 간추린 뉴스]`.
    InLabel(&'static str),
    /// A label in brackets that names this word: `[28일, 내일날씨]`, `<인사>`, `[포토뉴스]`, but not `[인사이트]`, `[사설 도박]`.
    Named(&'static str),
    /// This word at the beginning, with a sign behind it: `부고: …`, `인사 ▲…`.
    Headed(&'static str),
    /// This text anywhere.
    Has(&'static str),
    /// This text at the end.
    Ends(&'static str),
}

impl Test {
    /// `finder` looks for the text of [`Self::Has`].
    fn holds(&self, title: &str, labels: &[&str], finder: Option<&Finder<'_>>) -> bool {
        match *self {
            Self::Label(word) => labels.iter().any(|label| label.starts_with(word)),
            Self::InLabel(word) => labels.iter().any(|label| label.contains(word)),
            Self::Named(word) => labels.iter().any(|label| names(label, word)),
            Self::Headed(word) => title.trim_start().strip_prefix(word).is_some_and(|behind| {
                behind
                    .trim_start()
                    .chars()
                    .next()
                    .is_none_or(|c| !c.is_alphanumeric() && !"'\"‘“…".contains(c))
            }),
            Self::Has(_) => finder.is_some_and(|finder| finder.find(title.as_bytes()).is_some()),
            Self::Ends(text) => title.trim_end().ends_with(text),
        }
    }
}

/// What may follow a word that a label names: `[인사발령]`, `[포토뉴스]`, `[날씨 종합]`.
const BEHIND: [&str; 19] = [
    "종합",
    "발령",
    "이동",
    "안내",
    "예보",
    "정보",
    "소식",
    "단신",
    "보도",
    "모음",
    "뉴스",
    "타임",
    "스토리",
    "슬라이드",
    "에세이",
    "엔",
    "인",
    "관",
    "란",
];

/// Whether a label names a word: at its end, or with nothing behind it but a sign, a number or one of [`BEHIND`].
fn names(label: &str, word: &str) -> bool {
    label.match_indices(word).any(|(at, _)| {
        let behind = label[at + word.len()..].trim_start();
        let behind = BEHIND.iter().find_map(|end| behind.strip_prefix(end)).unwrap_or(behind);
        behind.chars().next().is_none_or(|c| !matches!(c, '가'..='힣'))
    })
}

struct Rule {
    kind: ArticleKind,
    test: Test,
    /// The rule doesn't apply to longer texts, in characters.
    longest: usize,
}

const ANY_LENGTH: usize = usize::MAX;

const fn rule(kind: ArticleKind, test: Test, longest: usize) -> Rule {
    Rule { kind, test, longest }
}

/// The rules, most reliable first.
const RULES: &[Rule] = &[
    rule(ArticleKind::Correction, Test::Named("정정"), ANY_LENGTH),
    rule(ArticleKind::Correction, Test::Named("반론"), ANY_LENGTH),
    rule(ArticleKind::Correction, Test::Label("바로잡"), ANY_LENGTH),
    rule(ArticleKind::Correction, Test::Has("정정보도"), ANY_LENGTH),
    rule(ArticleKind::Correction, Test::Has("바로잡습니다"), ANY_LENGTH),
    rule(ArticleKind::Fortune, Test::Has("오늘의 운세"), ANY_LENGTH),
    rule(ArticleKind::Fortune, Test::Has("오늘의운세"), ANY_LENGTH),
    rule(ArticleKind::Fortune, Test::Has("띠별 운세"), ANY_LENGTH),
    rule(ArticleKind::Fortune, Test::Has("별자리 운세"), ANY_LENGTH),
    rule(ArticleKind::Fortune, Test::Has("주간 운세"), ANY_LENGTH),
    rule(ArticleKind::Fortune, Test::Named("운세"), ANY_LENGTH),
    rule(ArticleKind::Fortune, Test::Ends("운세"), ANY_LENGTH),
    rule(ArticleKind::Appointments, Test::Named("인사"), ANY_LENGTH),
    rule(ArticleKind::Appointments, Test::Headed("인사"), ANY_LENGTH),
    rule(ArticleKind::Appointments, Test::Has("◇인사"), ANY_LENGTH),
    rule(ArticleKind::Obituary, Test::Headed("부고"), ANY_LENGTH),
    rule(ArticleKind::Obituary, Test::Headed("부음"), ANY_LENGTH),
    rule(ArticleKind::Obituary, Test::Named("부고"), ANY_LENGTH),
    rule(ArticleKind::Obituary, Test::Named("부음"), ANY_LENGTH),
    rule(ArticleKind::Obituary, Test::Ends("모친상"), 600),
    rule(ArticleKind::Obituary, Test::Ends("부친상"), 600),
    rule(ArticleKind::Obituary, Test::Ends("장인상"), 600),
    rule(ArticleKind::Obituary, Test::Ends("빙모상"), 600),
    rule(ArticleKind::Comings, Test::Named("동정"), ANY_LENGTH),
    rule(ArticleKind::Comings, Test::Named("게시판"), ANY_LENGTH),
    rule(ArticleKind::Photo, Test::Named("사진"), 600),
    rule(ArticleKind::Photo, Test::Label("화보"), ANY_LENGTH),
    rule(ArticleKind::Photo, Test::Named("포토"), 600),
    rule(ArticleKind::Photo, Test::InLabel("Photo"), 600),
    rule(ArticleKind::Photo, Test::InLabel("Pic"), 600),
    rule(ArticleKind::Photo, Test::Has("[영상]"), 150),
    rule(ArticleKind::Weather, Test::Named("날씨"), ANY_LENGTH),
    rule(ArticleKind::Weather, Test::Has("오늘의 날씨"), ANY_LENGTH),
    rule(ArticleKind::Schedule, Test::Named("일정"), ANY_LENGTH),
    rule(ArticleKind::Schedule, Test::Has("주요일정"), ANY_LENGTH),
    rule(ArticleKind::Schedule, Test::Has("주요 일정"), ANY_LENGTH),
    rule(ArticleKind::Schedule, Test::Named("캘린더"), ANY_LENGTH),
    rule(ArticleKind::Roundup, Test::InLabel("헤드라인"), ANY_LENGTH),
    rule(ArticleKind::Roundup, Test::InLabel("주요뉴스"), ANY_LENGTH),
    rule(ArticleKind::Roundup, Test::Has("주요뉴스"), ANY_LENGTH),
    rule(ArticleKind::Roundup, Test::Has("주요 뉴스"), ANY_LENGTH),
    rule(ArticleKind::Roundup, Test::InLabel("간추린"), ANY_LENGTH),
    rule(ArticleKind::Roundup, Test::InLabel("브리핑"), ANY_LENGTH),
    rule(ArticleKind::Roundup, Test::Has("뉴스 브리핑"), ANY_LENGTH),
    rule(ArticleKind::Roundup, Test::InLabel("뉴스 종합"), ANY_LENGTH),
    rule(ArticleKind::Roundup, Test::InLabel("오늘뉴스 종합"), ANY_LENGTH),
    rule(ArticleKind::Roundup, Test::InLabel("10대 뉴스"), ANY_LENGTH),
    rule(ArticleKind::Opinion, Test::Named("사설"), ANY_LENGTH),
    rule(ArticleKind::Opinion, Test::Named("칼럼"), ANY_LENGTH),
    rule(ArticleKind::Opinion, Test::Named("기고"), ANY_LENGTH),
    rule(ArticleKind::Opinion, Test::InLabel("기자수첩"), ANY_LENGTH),
    rule(ArticleKind::Opinion, Test::InLabel("취재수첩"), ANY_LENGTH),
    rule(ArticleKind::Opinion, Test::Named("만평"), ANY_LENGTH),
    rule(ArticleKind::Flash, Test::Label("속보"), 200),
    rule(ArticleKind::Flash, Test::Label("1보"), 200),
];

/// For each rule, what finds its text anywhere. Every article that is read has a kind, so that it pays to
/// prepare them.
static FINDERS: LazyLock<Vec<Option<Finder<'static>>>> = LazyLock::new(|| {
    let finder = |rule: &Rule| match rule.test {
        Test::Has(text) => Some(Finder::new(text)),
        _ => None,
    };
    RULES.iter().map(finder).collect()
});

/// The contents of a headline's brackets.
fn labels(title: &str) -> impl Iterator<Item = &str> {
    title.split(['[', '<', '【', '〈', '［', '(']).skip(1).filter_map(|rest| {
        let (label, _) = rest.split_once([']', '>', '】', '〉', '］', ')'])?;
        Some(label.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_tells_the_kind() {
        for (title, length, kind) in [
            ("달팽이 경주, 첫 우승", 900, "기사"),
            ("[포토] 결승선의 달팽이", 80, "사진"),
            ("[포토에세이] 달팽이와 함께한 십 년", 3_000, "기사"),
            ("[인사] 가람신문", 300, "인사"),
            ("<부고> 나루씨 모친상", 120, "부고"),
            ("나루 가람신문 국장 부친상", 120, "부고"),
            ("[동정] 가람시장, 경주장 방문", 200, "동정"),
            ("오늘의 운세 (음력 11월 9일)", 1_500, "운세"),
            ("전국 대체로 맑음 [내일날씨]", 500, "날씨"),
            ("[속보] 달팽이 결승선 통과", 60, "속보"),
            ("[속보] 달팽이 결승선 통과… 기록은 두 시간", 900, "기사"),
            ("[오늘의 주요일정] 사회", 400, "일정"),
            ("[가람TV 이 시각 헤드라인]", 400, "모음"),
            ("[사설] 느린 것의 값", 1_200, "사설·칼럼"),
            ("[바로잡습니다] 3일자 달팽이 기사", 200, "정정·반론"),
            ("시장, 달팽이와 인사 나눠", 600, "기사"),
            ("[인사이트] 달팽이 시장", 900, "기사"),
            ("[마켓인사이트] 달팽이 시장", 900, "기사"),
            ("[인사청문회] 달팽이 장관 후보", 900, "기사"),
            ("[인사발령] 가람신문", 300, "인사"),
            ("[인사·동정] 가람신문", 300, "인사"),
            ("인사 ▲가람부 홍길동", 300, "인사"),
            ("부고: 홍길동 씨 별세", 120, "부고"),
            ("인사 나눈 시장", 300, "기사"),
            ("[부고니아] 달팽이 영화평", 900, "기사"),
            ("[운세권] 새 아파트", 900, "기사"),
            ("운세 앱 인기", 900, "기사"),
            ("[오늘의 운세] 1월 2일", 900, "운세"),
            ("2026년 신년운세", 900, "운세"),
            ("[날씨의 아이] 개봉", 900, "기사"),
            ("[날씨 종합] 전국 대체로 맑음", 900, "날씨"),
            ("[사진의 역사] 첫 달팽이", 500, "기사"),
            ("[포토샵] 달팽이 그리기", 500, "기사"),
            ("[포토뉴스] 결승선의 달팽이", 80, "사진"),
            ("[사설 도박] 일당 검거", 900, "기사"),
            ("[데스크 칼럼] 느린 것의 값", 900, "사설·칼럼"),
            ("[칼럼니스트 별세] 홍길동", 900, "기사"),
            ("[정정당당] 달팽이 경주", 900, "기사"),
            ("[정정보도] 3일자 달팽이 기사", 200, "정정·반론"),
            ("[동정심] 달팽이에게", 900, "기사"),
        ] {
            assert_eq!(ArticleKind::of_headline(title, length).name(), kind, "{title}");
        }
    }

    #[test]
    fn kinds_are_found_again_by_number_and_name() {
        for kind in ArticleKind::ALL {
            assert_eq!(ArticleKind::numbered(kind.number()), kind);
            assert_eq!(ArticleKind::named(kind.name()), Some(kind));
        }
        assert_eq!(ArticleKind::numbered(200), ArticleKind::Report);
    }

    #[test]
    fn a_caption_is_a_photo_unless_its_headline_says_otherwise() {
        let caption = "달팽이가 결승선을 지나고 있다. 2026.01.02";
        assert_eq!(ArticleKind::of("결승선의 달팽이", caption), ArticleKind::Photo);
        assert_eq!(ArticleKind::of("[속보] 달팽이 우승", caption), ArticleKind::Flash);
        assert_eq!(ArticleKind::of("결승선의 달팽이", "달팽이가 이겼다."), ArticleKind::Report);
    }
}
