//! The texts about queries: how an article matched, what was not understood, and the language by example.

use super::lang::Lang;
use super::text::{text, texts};
use crate::search::{Kind, NoteKind};

texts! {
    tag_field: ko "꼬리표", en "tag";
    publisher_field: ko "언론사", en "publisher";
    category_field: ko "분류", en "category";
    days_field: ko "날짜", en "published";
    search: ko "기사 검색", en "Search articles";
    search_hint: ko "제목·본문 검색", en "Search titles and text";
    clear_search: ko "검색 지우기", en "Clear search";
    next_hit: ko "다음 검색어", en "Next hit";
    previous_hit: ko "이전 검색어", en "Previous hit";
    find_in_article: ko "이 기사에서 찾기", en "Find in this article";
    nothing_found: ko "찾은 기사가 없습니다", en "Nothing found";
    try_instead: ko "이렇게 찾아보세요", en "Try instead";
    query_help: ko "검색하는 법", en "How to search";
    remove_word: ko "빼기", en "Remove";
    recent_searches: ko "최근 검색", en "Recent searches";
    kind_spacing: ko "띄어쓰기", en "spacing";
    kind_hanja: ko "한자", en "hanja";
    kind_initials: ko "초성", en "initials";
    kind_composing: ko "입력 중", en "typing";

    hit_of(hit: usize, all: usize): ko format!("{all}개 중 {hit}"), en format!("{hit} of {all}");
}

impl Lang {
    /// How an article came to match, where it was not exactly.
    pub fn match_kind(self, kind: Kind) -> &'static str {
        match kind {
            Kind::Exact => "",
            Kind::Spacing => self.kind_spacing(),
            Kind::Hanja => self.kind_hanja(),
            Kind::Initials => self.kind_initials(),
            Kind::Composing => self.kind_composing(),
        }
    }

    /// What of a query could not be understood, and what was made of it.
    pub fn query_note(self, kind: NoteKind, word: &str) -> String {
        let text = match kind {
            NoteKind::UnknownField => {
                text!(self, ko "모르는 항목이라 글자로 찾습니다", en "is no field, so it is searched as text")
            }
            NoteKind::BadDate => {
                text!(self, ko "날짜가 아니어서 글자로 찾습니다", en "is no date, so it is searched as text")
            }
            NoteKind::UnknownFlag => {
                text!(self, ko "모르는 조건이라 글자로 찾습니다", en "is no condition, so it is searched as text")
            }
            NoteKind::StrayOr => {
                text!(self, ko "앞뒤에 낱말이 없어 글자로 찾습니다", en "joins nothing, so it is searched as text")
            }
            NoteKind::StrayBracket => {
                text!(self, ko "여는 괄호가 없어 글자로 찾습니다", en "has no opening bracket, so it is searched as text")
            }
            NoteKind::UnclosedQuote => {
                text!(self, ko "닫는 따옴표가 없어 끝까지를 한 구절로 봅니다", en "has no closing quotation mark, so the phrase goes on to the end")
            }
            NoteKind::UnclosedGroup => {
                text!(self, ko "닫는 괄호가 없어 끝까지를 한 묶음으로 봅니다", en "has no closing bracket, so the group goes on to the end")
            }
            NoteKind::Empty => text!(self, ko "비어 있어 빼고 찾습니다", en "is empty and left out"),
            NoteKind::TooLong => {
                text!(self, ko "너무 길어 전체를 한 구절로 찾습니다", en "is too long, so all of it is searched as one phrase")
            }
        };
        let word: String = word.chars().take(24).collect();
        format!("{word} — {text}")
    }

    /// The examples of the query language, each with what it finds.
    pub fn query_examples(self) -> [(&'static str, &'static str); 12] {
        [
            (
                "반도체 삼성전자",
                text!(self, ko "둘 다 있는 기사. 낱말 속에서도 찾습니다", en "both words, inside longer words too"),
            ),
            ("\"유아 인성교육\"", text!(self, ko "따옴표 안 그대로", en "exactly this")),
            (
                "반도체 -삼성",
                text!(self, ko "반도체는 있고 삼성은 없는 기사", en "the first, not the second"),
            ),
            (
                "예산 여당 OR 야당",
                text!(self, ko "예산, 그리고 여당이나 야당", en "the first and one of the others"),
            ),
            (
                "ㅅㅅㅈㅈ",
                text!(self, ko "제목과 언론사의 초성", en "by initial consonants, in titles and publishers"),
            ),
            text!(
                self,
                ko("제목:금리 본문: 기자: 주소:", "그 항목에서만"),
                en("title:금리 body: author: url:", "in that field only")
            ),
            text!(
                self,
                ko("언론사:한빛* 분류: 번호:", "항목의 값. *는 아무 글자"),
                en("publisher:한빛* category: id:", "a field's value; * is anything")
            ),
            text!(
                self,
                ko("날짜:2025-12 날짜:2025-12-28..2026-01-02", "게재일. 수집: 이전: 이후:"),
                en("published:2025-12 published:2025-12-28..2026-01-02", "days; crawled: before: after:")
            ),
            (
                "is:altered is:problem is:revised",
                text!(self, ko "달라진 기사, 문제, 여러 판", en "altered, mended, several versions"),
            ),
            (
                "has:author has:hanja has:comments",
                text!(self, ko "기자, 한자, 댓글이 있는 기사", en "what an article has"),
            ),
            text!(
                self,
                ko("is:unread is:starred 꼬리표:경제", "읽지 않음, 별표, 꼬리표"),
                en("is:unread is:starred tag:경제", "by your marks")
            ),
            text!(
                self,
                ko("메모:다시 has:note has:highlight", "메모의 글, 메모나 형광펜이 있는 기사"),
                en("note:다시 has:note has:highlight", "by what you wrote and highlighted")
            ),
        ]
    }

    /// The values of `is:` and `has:`, each with its meaning.
    pub fn query_flags(self) -> [(&'static str, &'static str, &'static str); 10] {
        [
            ("is", "altered", text!(self, ko "수집한 뒤 달라진 기사", en "changed after it was crawled")),
            ("is", "problem", text!(self, ko "파일에 문제가 있는 기사", en "mended or unreadable")),
            ("is", "revised", text!(self, ko "고쳐져 여러 판이 있는 기사", en "changed between crawls")),
            ("has", "author", text!(self, ko "기자 이름이 있는 기사", en "with an author")),
            ("has", "hanja", text!(self, ko "한자가 있는 기사", en "with Hanja")),
            ("has", "comments", text!(self, ko "댓글이 있는 기사", en "with comments")),
            ("is", "unread", text!(self, ko "읽지 않은 기사", en "not read yet")),
            ("is", "starred", text!(self, ko "별표를 단 기사", en "starred")),
            ("has", "note", text!(self, ko "메모가 있는 기사", en "with a note of yours")),
            ("has", "highlight", text!(self, ko "형광펜으로 칠한 기사", en "with a highlight of yours")),
        ]
    }
}
