//! The texts about queries: how an article matched, what was not understood, and the language by example.

use super::strings::Strings;
use crate::search::{Kind, NoteKind};

impl Strings {
    /// How an article came to match, where it was not exactly.
    pub fn match_kind(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Exact => "",
            Kind::Spacing => self.kind_spacing,
            Kind::Hanja => self.kind_hanja,
            Kind::Initials => self.kind_initials,
            Kind::Composing => self.kind_composing,
        }
    }

    /// What of a query could not be understood, and what was made of it.
    pub fn query_note(&self, kind: NoteKind, word: &str) -> String {
        let korean = self.is_korean();
        let text = match (kind, korean) {
            (NoteKind::UnknownField, true) => "모르는 항목이라 글자로 찾습니다",
            (NoteKind::UnknownField, false) => "is no field, so it is searched as text",
            (NoteKind::BadDate, true) => "날짜가 아니어서 글자로 찾습니다",
            (NoteKind::BadDate, false) => "is no date, so it is searched as text",
            (NoteKind::UnknownFlag, true) => "모르는 조건이라 글자로 찾습니다",
            (NoteKind::UnknownFlag, false) => "is no condition, so it is searched as text",
            (NoteKind::StrayOr, true) => "앞뒤에 낱말이 없어 글자로 찾습니다",
            (NoteKind::StrayOr, false) => "joins nothing, so it is searched as text",
            (NoteKind::StrayBracket, true) => "여는 괄호가 없어 글자로 찾습니다",
            (NoteKind::StrayBracket, false) => "has no opening bracket, so it is searched as text",
            (NoteKind::UnclosedQuote, true) => "닫는 따옴표가 없어 끝까지를 한 구절로 봅니다",
            (NoteKind::UnclosedQuote, false) => {
                "has no closing quotation mark, so the phrase goes on to the end"
            }
            (NoteKind::UnclosedGroup, true) => "닫는 괄호가 없어 끝까지를 한 묶음으로 봅니다",
            (NoteKind::UnclosedGroup, false) => "has no closing bracket, so the group goes on to the end",
            (NoteKind::Empty, true) => "비어 있어 빼고 찾습니다",
            (NoteKind::Empty, false) => "is empty and left out",
            (NoteKind::TooLong, true) => "너무 길어 전체를 한 구절로 찾습니다",
            (NoteKind::TooLong, false) => "is too long, so all of it is searched as one phrase",
        };
        let word: String = word.chars().take(24).collect();
        format!("{word} — {text}")
    }

    /// The examples of the query language, each with what it finds.
    pub fn query_examples(&self) -> &'static [(&'static str, &'static str)] {
        if self.is_korean() {
            &[
                ("반도체 삼성전자", "둘 다 있는 기사. 낱말 속에서도 찾습니다"),
                ("\"유아 인성교육\"", "따옴표 안 그대로"),
                ("반도체 -삼성", "반도체는 있고 삼성은 없는 기사"),
                ("예산 여당 OR 야당", "예산, 그리고 여당이나 야당"),
                ("ㅅㅅㅈㅈ", "제목과 언론사의 초성"),
                ("제목:금리 본문: 기자: 주소:", "그 항목에서만"),
                ("언론사:한빛* 분류: 번호:", "항목의 값. *는 아무 글자"),
                ("날짜:2025-12 날짜:2025-12-28..2026-01-02", "게재일. 수집: 이전: 이후:"),
                ("is:altered is:problem is:revised", "달라진 기사, 문제, 여러 판"),
                ("has:author has:hanja has:comments", "기자, 한자, 댓글이 있는 기사"),
                ("is:unread is:starred 꼬리표:경제", "읽지 않음, 별표, 꼬리표"),
                ("메모:다시 has:note has:highlight", "메모의 글, 메모나 형광펜이 있는 기사"),
            ]
        } else {
            &[
                ("반도체 삼성전자", "both words, inside longer words too"),
                ("\"유아 인성교육\"", "exactly this"),
                ("반도체 -삼성", "the first, not the second"),
                ("예산 여당 OR 야당", "the first and one of the others"),
                ("ㅅㅅㅈㅈ", "by initial consonants, in titles and publishers"),
                ("title:금리 body: author: url:", "in that field only"),
                ("publisher:한빛* category: id:", "a field's value; * is anything"),
                ("published:2025-12 published:2025-12-28..2026-01-02", "days; crawled: before: after:"),
                ("is:altered is:problem is:revised", "altered, mended, several versions"),
                ("has:author has:hanja has:comments", "what an article has"),
                ("is:unread is:starred tag:경제", "by your marks"),
                ("note:다시 has:note has:highlight", "by what you wrote and highlighted"),
            ]
        }
    }

    /// The values of `is:` and `has:`, each with its meaning.
    pub fn query_flags(&self) -> &'static [(&'static str, &'static str, &'static str)] {
        if self.is_korean() {
            &[
                ("is", "altered", "수집한 뒤 달라진 기사"),
                ("is", "problem", "파일에 문제가 있는 기사"),
                ("is", "revised", "고쳐져 여러 판이 있는 기사"),
                ("has", "author", "기자 이름이 있는 기사"),
                ("has", "hanja", "한자가 있는 기사"),
                ("has", "comments", "댓글이 있는 기사"),
                ("is", "unread", "읽지 않은 기사"),
                ("is", "starred", "별표를 단 기사"),
                ("has", "note", "메모가 있는 기사"),
                ("has", "highlight", "형광펜으로 칠한 기사"),
            ]
        } else {
            &[
                ("is", "altered", "changed after it was crawled"),
                ("is", "problem", "mended or unreadable"),
                ("is", "revised", "changed between crawls"),
                ("has", "author", "with an author"),
                ("has", "hanja", "with Hanja"),
                ("has", "comments", "with comments"),
                ("is", "unread", "not read yet"),
                ("is", "starred", "starred"),
                ("has", "note", "with a note of yours"),
                ("has", "highlight", "with a highlight of yours"),
            ]
        }
    }
}
