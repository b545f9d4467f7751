//! The kind of an article (기사, 사진, 인사 …), determined from headline and length by a table of rules, and of
//! captions from the text.

use super::caption::is_caption;
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// A kind of article.
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

    /// The kind with this name.
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
    /// A label in brackets that is or starts with this word: `[포토]`, `<인사>`.
    Label(&'static str),
    /// A label in brackets that contains this word: `[28일, 내일날씨]`.
    InLabel(&'static str),
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
            Self::Has(_) => finder.is_some_and(|finder| finder.find(title.as_bytes()).is_some()),
            Self::Ends(text) => title.trim_end().ends_with(text),
        }
    }
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
    rule(ArticleKind::Correction, Test::Label("정정"), ANY_LENGTH),
    rule(ArticleKind::Correction, Test::InLabel("반론"), ANY_LENGTH),
    rule(ArticleKind::Correction, Test::Label("바로잡"), ANY_LENGTH),
    rule(ArticleKind::Correction, Test::Has("정정보도"), ANY_LENGTH),
    rule(ArticleKind::Correction, Test::Has("바로잡습니다"), ANY_LENGTH),
    rule(ArticleKind::Fortune, Test::Has("운세"), ANY_LENGTH),
    rule(ArticleKind::Appointments, Test::InLabel("인사"), ANY_LENGTH),
    rule(ArticleKind::Appointments, Test::Has("◇인사"), ANY_LENGTH),
    rule(ArticleKind::Obituary, Test::InLabel("부고"), ANY_LENGTH),
    rule(ArticleKind::Obituary, Test::InLabel("부음"), ANY_LENGTH),
    rule(ArticleKind::Obituary, Test::Ends("모친상"), 600),
    rule(ArticleKind::Obituary, Test::Ends("부친상"), 600),
    rule(ArticleKind::Obituary, Test::Ends("장인상"), 600),
    rule(ArticleKind::Obituary, Test::Ends("빙모상"), 600),
    rule(ArticleKind::Comings, Test::Label("동정"), ANY_LENGTH),
    rule(ArticleKind::Comings, Test::Label("게시판"), ANY_LENGTH),
    rule(ArticleKind::Photo, Test::Label("포토"), 600),
    rule(ArticleKind::Photo, Test::Label("사진"), 600),
    rule(ArticleKind::Photo, Test::Label("화보"), ANY_LENGTH),
    rule(ArticleKind::Photo, Test::InLabel("포토"), 600),
    rule(ArticleKind::Photo, Test::InLabel("Photo"), 600),
    rule(ArticleKind::Photo, Test::InLabel("Pic"), 600),
    rule(ArticleKind::Photo, Test::InLabel("사진관"), 600),
    rule(ArticleKind::Photo, Test::Has("[영상]"), 150),
    rule(ArticleKind::Weather, Test::InLabel("날씨"), ANY_LENGTH),
    rule(ArticleKind::Weather, Test::Has("오늘의 날씨"), ANY_LENGTH),
    rule(ArticleKind::Schedule, Test::InLabel("일정"), ANY_LENGTH),
    rule(ArticleKind::Schedule, Test::Has("주요일정"), ANY_LENGTH),
    rule(ArticleKind::Schedule, Test::Has("주요 일정"), ANY_LENGTH),
    rule(ArticleKind::Schedule, Test::InLabel("캘린더"), ANY_LENGTH),
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
    rule(ArticleKind::Opinion, Test::Label("사설"), ANY_LENGTH),
    rule(ArticleKind::Opinion, Test::InLabel("칼럼"), ANY_LENGTH),
    rule(ArticleKind::Opinion, Test::Label("기고"), ANY_LENGTH),
    rule(ArticleKind::Opinion, Test::InLabel("기자수첩"), ANY_LENGTH),
    rule(ArticleKind::Opinion, Test::InLabel("취재수첩"), ANY_LENGTH),
    rule(ArticleKind::Opinion, Test::InLabel("만평"), ANY_LENGTH),
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
