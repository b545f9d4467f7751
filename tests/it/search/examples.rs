//! The examples that define what a search finds, and the corner cases between them.

use seogo::search::{MatchKind, Query};

use super::agreement::Archive;
use super::oracle::Doc;

/// Checks how a query matches an article, and which texts it highlights. The oracle has to agree.
fn check(query: &str, doc: &Doc, expected: Option<(MatchKind, &[&str])>) {
    let query = &Query::parse(query);
    check_query(query, doc, expected);
}

fn check_query(query: &Query, doc: &Doc, expected: Option<(MatchKind, &[&str])>) {
    let archive = Archive::new(std::slice::from_ref(doc));
    let found = archive.compare(query);
    assert_eq!(found.first().map(|found| found.kind), expected.map(|(kind, _)| kind), "{query:?} in {doc:?}");
    if let Some((_, marked)) = expected {
        assert_eq!(archive.marked(query, 0), marked, "{query:?}");
    }
}

fn title(title: &str) -> Doc {
    Doc { title: title.to_owned(), ..Doc::default() }
}

fn body(body: &str) -> Doc {
    Doc { body: body.to_owned(), ..Doc::default() }
}

#[test]
fn exact_matches_stand_anywhere_even_inside_words() {
    check("반도체", &body("차량용반도체를"), Some((MatchKind::Exact, &["반도체"])));
    check("AI 반도체", &body("‘ＡＩ’\n반도체"), Some((MatchKind::Exact, &["ＡＩ", "반도체"])));
    check("'ai'", &body("‘ＡＩ’"), Some((MatchKind::Exact, &["‘ＡＩ’"])));
    check("반도체", &body("반도\n체"), None);
    check("10km", &body("길이 10㎞ 도로"), Some((MatchKind::Exact, &["10㎞"])));
    check("한·미", &body("한∙미 정상"), Some((MatchKind::Exact, &["한∙미"])));
    check("반\u{200B}도체", &body("반도체"), Some((MatchKind::Exact, &["반도체"])));
    check("반도체", &body("반\u{200B}도\u{AD}체"), Some((MatchKind::Exact, &["반\u{200B}도\u{AD}체"])));
    check("\"...국가대표\"", &title("첫 공개 …‘국가대표’"), None);
    check("...'국가대표", &title("첫 공개 …‘국가대표’"), Some((MatchKind::Exact, &["…‘국가대표"])));
    check("1-2", &body("1–2, 1—2"), Some((MatchKind::Exact, &["1–2", "1—2"])));
    check("아아", &body("아아아아아"), Some((MatchKind::Exact, &["아아", "아아"])));
}

#[test]
fn a_match_lies_inside_one_field() {
    let doc = Doc { title: "서고".to_owned(), publisher: "일보".to_owned(), ..Doc::default() };
    check("서고일보", &doc, None);
    check("\"서고 일보\"", &doc, None);
    check("서고 일보", &doc, Some((MatchKind::Exact, &["서고", "일보"])));
    let authors = vec!["강하늘 기자(sky@example.com)".to_owned(), "봄비 기자".to_owned()];
    let doc = Doc { authors, ..Doc::default() };
    check("example", &doc, None);
    check("기자봄비", &doc, None);
    check("\"기자(\"", &doc, None);
    check("author:봄비", &doc, Some((MatchKind::Exact, &["봄비"])));
    check("title:봄비", &doc, None);
}

#[test]
fn an_address_in_between_is_marked_with_what_stands_around_it() {
    let doc = Doc { authors: vec!["강하늘(sky@example.com), 봄비 기자".to_owned()], ..Doc::default() };
    check("\"강하늘, 봄비\"", &doc, Some((MatchKind::Exact, &["강하늘(sky@example.com), 봄비"])));
}

#[test]
fn quoted_terms_match_exactly_and_untrimmed() {
    check("\"국민연금개혁\"", &body("국민연금 개혁"), None);
    check("\" 국민\"", &body("국민"), None);
    check("\" 국민\"", &body("우리\n\n국민"), Some((MatchKind::Exact, &["\n\n국민"])));
    check("\"여야\"", &title("與野"), None);
    check("\"ㅅㅅ\"", &title("삼성"), None);
    check("\"유아  인성교육\"", &body("유아\t인성교육"), Some((MatchKind::Exact, &["유아\t인성교육"])));
}

#[test]
fn spacing_takes_four_syllables_and_two_on_each_side() {
    check("국민연금개혁", &body("국민연금 개혁안"), Some((MatchKind::Spacing, &["국민연금 개혁"])));
    check("국민연금개혁", &body("국민 연금개혁"), Some((MatchKind::Spacing, &["국민 연금개혁"])));
    check("국민연금개혁", &body("국민 연금 개혁"), None);
    check("국민연금개혁", &body("국 민연금개혁"), None);
    check("국민연금", &body("국민\n연금"), Some((MatchKind::Spacing, &["국민\n연금"])));
    check("국민연", &body("국 민연"), None);
    check("가가나다", &body("가가가 나다"), Some((MatchKind::Spacing, &["가가 나다"])));
    check("ai국민연금", &body("ai국민 연금"), None);
}

#[test]
fn hangul_finds_the_hanja_that_read_so() {
    check("다사사회", &body("多死사회가 온다"), Some((MatchKind::Hanja, &["多死사회"])));
    check("여야", &title("與野 합의"), Some((MatchKind::Hanja, &["與野"])));
    check("이씨", &body("李씨"), Some((MatchKind::Hanja, &["李씨"])));
    check("리씨", &body("\u{F9E1}씨"), Some((MatchKind::Hanja, &["\u{F9E1}씨"])));
    check("금년", &body("今年"), Some((MatchKind::Hanja, &["今年"])));
    check("연금", &body("年金"), Some((MatchKind::Hanja, &["年金"])));
    check("이", &body("李"), None);
    check("李", &body("이재명 李"), Some((MatchKind::Exact, &["李"])));
    check("與野", &body("여야"), None);
    check("여야당", &body("與 野黨"), None);
}

#[test]
fn abbreviations_count_in_titles_and_alone() {
    check("미국", &title("美, 금리 동결"), Some((MatchKind::Hanja, &["美"])));
    check("미국", &body("美, 금리 동결"), None);
    check("미국금리", &title("美금리"), Some((MatchKind::Hanja, &["美금리"])));
    check("한미국", &title("韓美"), None);
    check("일본", &title("25日"), None);
    check("일본", &title("日本"), Some((MatchKind::Hanja, &["日本"])));
    check("문재인", &title("文化"), None);
    check("일본", &title("日の丸"), None);
    check("대통령이재명", &title("대통령李"), Some((MatchKind::Hanja, &["대통령李"])));
    check("은행", &title("銀 예금"), Some((MatchKind::Hanja, &["銀"])));
    check("미국 중국", &title("美·中 회담"), Some((MatchKind::Hanja, &["美", "中"])));
    check("title:미국", &title("美"), Some((MatchKind::Hanja, &["美"])));
}

#[test]
fn initials_count_in_titles_and_publishers() {
    check("ㅅㅅㅈㅈ", &title("삼성전자 실적"), Some((MatchKind::Initials, &["삼성전자"])));
    check("ㅅㅅㅈㅈ", &body("삼성전자 실적"), None);
    check("ㅅㅅㅈㅈ", &title("삼성 전자"), None);
    check("ㄳ", &title("검사"), Some((MatchKind::Initials, &["검사"])));
    check("ㄱ", &title("검사"), None);
    check("ㅋㅋ", &body("ㅋㅋ"), Some((MatchKind::Exact, &["ㅋㅋ"])));
    check("ㅏㅏ", &title("하마"), None);
    let doc = Doc { publisher: "서고일보".to_owned(), ..Doc::default() };
    check("ㅅㄱㅇㅂ", &doc, Some((MatchKind::Initials, &["서고일보"])));
    check("publisher:ㅅㄱㅇㅂ", &doc, None);
    check("ㄲㄲ", &title("까꿍"), Some((MatchKind::Initials, &["까꿍"])));
}

#[test]
fn unfinished_text_is_compared_by_keystrokes() {
    let composing = |text: &str| Query::parse_composing(text, 0..text.len());
    for (term, text, marked) in [
        ("한구", "대한국민", "한국"),
        ("반돛", "반도체", "반도체"),
        ("한ㄱ", "한구", "한구"),
        ("한ㄱ", "한국", "한국"),
    ] {
        check_query(&composing(term), &body(text), Some((MatchKind::Composing, &[marked])));
        check(term, &body(text), (text.contains(term)).then_some((MatchKind::Exact, &[term])));
    }
    check_query(&composing("\"한구"), &body("한국"), None);
    check_query(&Query::parse_composing("한구 미구", 0..6), &body("한국 미국"), None);
    check_query(
        &Query::parse_composing("한국 미구", 7..13),
        &body("한국 미국"),
        Some((MatchKind::Composing, &["한국", "미국"])),
    );
}

#[test]
fn hanja_and_spaces_are_found_before_a_syllable_is_finished() {
    let composing = |text: &str| Query::parse_composing(text, 0..text.len());
    for (term, text, marked) in [
        ("한구", "大韓國民", "韓國"),
        ("하", "韓國", "韓"),
        ("국민연금개ㅎ", "국민연금 개혁", "국민연금 개혁"),
        ("국민", "국미 나라", "국미 나"),
    ] {
        check_query(&composing(term), &body(text), Some((MatchKind::Composing, &[marked])));
    }
    check_query(&composing("미구"), &title("美, 금리"), Some((MatchKind::Composing, &["美"])));
    check_query(&composing("미구"), &body("美, 금리"), None);
}

#[test]
fn whole_words_may_have_a_particle() {
    let found = |marked: &'static [&'static str]| Some((MatchKind::Exact, marked));
    check("word:여야", &body("줄여야 한다"), None);
    check("word:여야", &body("여야는 여야, (여야)"), found(&["여야", "여야", "여야"]));
    check("word:여야", &body("여야에서는 합의"), found(&["여야"]));
    check("word:여야", &body("여야정 합의"), None);
    check("word:여야", &body("여야3당 여야代表"), found(&["여야", "여야"]));
    check("word:여야", &body("與野"), None);
    check("단어:\"국민 연금\"", &body("국민\n연금이"), found(&["국민\n연금"]));
    check("-word:여야", &body("줄여야"), found(&[]));
}

#[test]
fn what_shuts_out_counts_exact_matches_alone() {
    check("-여야", &title("與野"), Some((MatchKind::Exact, &[])));
    check("-여야", &title("여야"), None);
    check("-국민연금", &body("국민 연금"), Some((MatchKind::Exact, &[])));
    check("-(여야 국민)", &title("與野 국민"), Some((MatchKind::Exact, &["국민"][..0])));
    check("합의 -(여야 OR 국민)", &title("합의 국민"), None);
}

#[test]
fn an_article_is_as_weak_as_what_it_needed() {
    check("여야 합의", &title("與野 합의"), Some((MatchKind::Hanja, &["與野", "합의"])));
    check("여야 OR 합의", &title("與野 합의"), Some((MatchKind::Exact, &["與野", "합의"])));
    check("여야", &title("與野, 여야"), Some((MatchKind::Exact, &["與野", "여야"])));
    check(
        "여야 국민연금개혁",
        &title("與野 국민연금 개혁"),
        Some((MatchKind::Hanja, &["與野", "국민연금 개혁"])),
    );
}

#[test]
fn overlapping_hits_are_marked_as_one() {
    check("국민연금 연금개혁", &body("국민연금개혁"), Some((MatchKind::Exact, &["국민연금개혁"])));
    check("국민 연금", &body("국민연금"), Some((MatchKind::Exact, &["국민", "연금"])));
}

#[test]
fn values_are_equal_after_folding_and_stars_stand_for_anything() {
    let doc =
        Doc { publisher: "서고 ＴＶ".to_owned(), id: "009_0005614000".to_owned(), ..Doc::default() };
    let found = Some((MatchKind::Exact, &[][..]));
    check("publisher:\"서고 tv\"", &doc, found);
    check("언론사:서고*", &doc, found);
    check("publisher:서고", &doc, None);
    check("publisher:\"*고 *\"", &doc, found);
    check("publisher:(다른방송 OR *tv)", &doc, found);
    check("id:009_*4000", &doc, found);
    check("번호:009_*4000*4000", &doc, None);
    check("id:*", &doc, found);
    check("category:\"\"", &doc, found);
}
