//! The texts of the details panel, and the verdicts on a text.

use super::lang::Lang;
use super::text::{text, texts};
use super::words::{grouped, plural};
use crate::export::ArticleField;

texts! {
    check_again: ko "모든 파일 다시 확인", en "Check all files again";
    check_article: ko "이 기사 다시 확인", en "Check this article again";
    integrity: ko "본문 확인", en "Integrity";
    integrity_is:
        ko "수집할 때 함께 저장한 본문 해시를 지금 파일의 본문과 비교합니다. 다르면 수집한 뒤에 본문이 바뀐 것입니다.",
        en "Compares the hash that was stored with each text when it was crawled with the text as it is now. Where they differ, the text was changed since.";
    list_altered: ko "수집 당시와 다른 기사 보기", en "List altered articles";
    inferred_publisher_hint:
        ko "이 파일에는 언론사가 없어, oid가 같은 다른 기사에서 가져왔습니다",
        en "The file names no publisher; other articles with the same oid do";
    field_hash_now: ko "현재 본문의 해시", en "Hash of the current text";
    field_checked: ko "확인 시각", en "Checked";
    field_comments: ko "댓글 수", en "Comments";
    field_encoding: ko "문자 인코딩", en "Encoding";
    encoding_auto: ko "자동", en "Automatic";
    encoding_hint:
        ko "글자가 깨져 보이면 이 파일의 인코딩을 선택하세요",
        en "If the text looks garbled, choose this file's encoding";
    field_keywords: ko "키워드", en "Keywords";
    field_people: ko "인물", en "People";
    field_places: ko "위치", en "Places";
    field_organizations: ko "기관", en "Organizations";
    field_words: ko "낱말", en "Listed words";
    excerpt_only: ko "발췌", en "Excerpt";
    excerpt_hint: ko "본문의 일부만 파일에 있습니다", en "The file has only part of the text";
    unknown: ko "알 수 없음", en "Unknown";
    intact: ko "수집 당시와 같음", en "Intact";
    altered: ko "수집 당시와 다름", en "Altered";
    unverifiable: ko "확인할 해시 없음", en "No hash to check";
    intact_hint:
        ko "본문의 해시가 수집할 때 저장한 해시와 같습니다.",
        en "The hash of the text is the one stored when it was crawled.";
    altered_hint:
        ko "본문의 해시가 수집할 때 저장한 해시와 다릅니다.",
        en "The hash of the text is not the one stored when it was crawled.";
    unverifiable_hint:
        ko "저장된 해시가 없어 수집 당시와 같은지 확인할 수 없습니다.",
        en "The file stores no hash to compare the text with.";

    length_of_text(letters: usize, without_spaces: usize, tenths: usize):
        ko format!("{}자(공백 빼고 {}자), 200자 원고지 {}.{}매", grouped(letters), grouped(without_spaces), grouped(tenths / 10), tenths % 10),
        en format!(
            "{} ({} without spaces), {}.{} sheets of 200",
            plural(letters, "letter", "letters"),
            grouped(without_spaces),
            grouped(tenths / 10),
            tenths % 10,
        );

    last_checked(moment: &str): ko format!("마지막 확인 {moment}"), en format!("Last checked {moment}");

    inferred(value: &str): ko format!("{value}(추정)"), en format!("{value} (inferred)");
}

impl Lang {
    /// The fields shown in the details panel, in order, with their labels.
    pub fn field_labels(self) -> [(ArticleField, &'static str); 18] {
        [
            (ArticleField::Publisher, text!(self, ko "언론사", en "Publisher")),
            (ArticleField::Authors, text!(self, ko "기자", en "Authors")),
            (ArticleField::Category, text!(self, ko "분류", en "Category")),
            (ArticleField::Incident, text!(self, ko "사건·사고", en "Incident")),
            (ArticleField::Published, text!(self, ko "게재일", en "Published")),
            (ArticleField::Modified, text!(self, ko "수정", en "Modified")),
            (ArticleField::Page, text!(self, ko "지면", en "Page")),
            (ArticleField::Edition, text!(self, ko "판", en "Edition")),
            (ArticleField::Medium, text!(self, ko "매체 구분", en "Medium")),
            (ArticleField::Excluded, text!(self, ko "분석 제외", en "Excluded from analysis")),
            (ArticleField::Length, text!(self, ko "길이", en "Length")),
            (ArticleField::Crawled, text!(self, ko "수집 시각", en "Crawled")),
            (ArticleField::Url, text!(self, ko "주소", en "Address")),
            (ArticleField::Original, text!(self, ko "원문 주소", en "Original address")),
            (ArticleField::Path, text!(self, ko "파일", en "File")),
            (ArticleField::Id, text!(self, ko "기사 ID", en "Article ID")),
            (ArticleField::Versions, text!(self, ko "수집본", en "Versions")),
            (ArticleField::ContentHash, text!(self, ko "본문 해시(SHA-256)", en "Content hash (SHA-256)")),
        ]
    }
}
