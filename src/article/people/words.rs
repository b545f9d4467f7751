//! Vocabulary of author lines: what is a name, a department or a role.

use crate::text::hangul::is_syllable;

/// One-syllable family names with more than a few hundred bearers.
pub(super) const SURNAMES: &str = "가간갈감강견경계고공곽구국권금기길김나남노단당도동두라류마맹명모목문민박반방배백범\
    변복봉부빈사서석선설섭성소손송승시신심안양어엄여연염예오옥온왕용우원위유육윤은음이인임장전정제조좌주지진\
    차채천초최추탁탄태팽편평표피하한함허현형호홍화황";

/// Two-syllable family names.
pub(super) const LONG_SURNAMES: [&str; 8] = ["남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방"];

/// Words of two or three syllables that start with a family name but aren't names.
const NO_NAMES: [&str; 32] = [
    "기자",
    "인턴",
    "수습",
    "전문",
    "선임",
    "사진",
    "영상",
    "편집",
    "원문",
    "온라인",
    "경제",
    "정치",
    "사회",
    "문화",
    "국제",
    "연예",
    "교육",
    "기획",
    "전국",
    "한국",
    "월간",
    "주간",
    "지역국",
    "보도국",
    "편집국",
    "의정부",
    "남양주",
    "하노이",
    "마닐라",
    "모스크바",
    "이스탄불",
    "나고야",
];

/// Endings of department and publisher names.
const DEPARTMENT_ENDS: [&str; 24] = [
    "팀",
    "부",
    "실",
    "본부",
    "센터",
    "뉴스",
    "방송",
    "신문",
    "일보",
    "공용",
    "닷컴",
    "경제",
    "미디어",
    "투데이",
    "타임스",
    "통신",
    "매거진",
    "위원회",
    "연구소",
    "협회",
    "재단",
    "네트워크",
    "취재국",
    "제작국",
];

/// Endings of roles.
const ROLE_ENDS: [&str; 36] = [
    "기자",
    "특파원",
    "앵커",
    "위원",
    "에디터",
    "통신원",
    "캐스터",
    "아나운서",
    "디자이너",
    "칼럼니스트",
    "교수",
    "대표",
    "변호사",
    "작가",
    "교사",
    "강사",
    "장",
    "저널리스트",
    "스페셜리스트",
    "리포터",
    "피디",
    "PD",
    "평론가",
    "연구원",
    "박사",
    "의사",
    "이사",
    "감독",
    "편집인",
    "발행인",
    "해설가",
    "비평가",
    "크리에이터",
    "프로듀서",
    "객원",
    "인턴",
];

/// Whether a word is a name of two or three syllables, or of four with a two-syllable family name. A letter
/// such as `M` may follow, with which publishers distinguish people of the same name.
pub(super) fn is_name(word: &str) -> bool {
    let word = word.strip_suffix(|c: char| c.is_ascii_uppercase()).unwrap_or(word);
    let syllables = word.chars().count();
    let Some(first) = word.chars().next() else { return false };
    let long = LONG_SURNAMES.iter().any(|surname| word.starts_with(surname));
    let fits = matches!(syllables, 2 | 3) && SURNAMES.contains(first) || long && matches!(syllables, 3 | 4);
    fits && word.chars().all(is_syllable)
        && !NO_NAMES.contains(&word)
        && !(syllables == 3 && is_department(word))
}

/// Whether a four-syllable word could be a name: `이다니엘`. Most aren't.
pub(super) fn is_long_name(word: &str) -> bool {
    let is_four = word.chars().count() == 4 && word.chars().all(is_syllable);
    is_four
        && word.chars().next().is_some_and(|c| SURNAMES.contains(c))
        && !is_department(word)
        && !is_role(word)
}

/// Whether a word before a role could be a name that isn't a Korean family's.
pub(super) fn is_pen_name(word: &str) -> bool {
    let fits = matches!(word.chars().count(), 2 | 3) && word.chars().all(is_syllable);
    fits && !is_department(word) && !NO_NAMES.contains(&word)
}

/// Whether a word is a department's name. Some three-syllable names end like departments, too: 이영실, 한경제.
fn is_department(word: &str) -> bool {
    let is_short = word.chars().count() <= 3;
    DEPARTMENT_ENDS.iter().any(|end| word.ends_with(end) && !(is_short && matches!(*end, "실" | "경제")))
}

pub(super) fn is_role(word: &str) -> bool {
    ROLE_ENDS.iter().any(|end| word.ends_with(end)) && !is_name_like_chief(word)
}

/// `장` ends chiefs' titles as well as many names. A title has four or more syllables, or is one of these.
fn is_name_like_chief(word: &str) -> bool {
    word.ends_with('장')
        && word.chars().count() <= 3
        && !["국장", "부장", "팀장", "차장", "실장", "부국장", "본부장", "센터장", "편집장"].contains(&word)
}
