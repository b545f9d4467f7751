//! The texts of queries: kinds of matches, what was not understood, and examples of the language.

use super::lang::Lang;
use super::text::{text, texts};
use super::words::plural;
use crate::search::{CantAnswer, FIELDS, FLAGS, Field, Flag, MatchKind, Names, NoteKind, Takes};

texts! {
    archive_folder: ko "맨 위 폴더", en "Top folder";
    search: ko "기사 검색", en "Search articles";
    search_hint: ko "제목·본문 검색", en "Search titles and text";
    clear_search: ko "검색 지우기", en "Clear search";
    next_hit: ko "다음 찾기", en "Next match";
    previous_hit: ko "이전 찾기", en "Previous match";
    find_in_article: ko "이 기사에서 찾기", en "Find in this article";
    nothing_found: ko "검색 결과가 없습니다", en "No results";
    nothing_found_hint:
        ko "낱말을 줄여 보세요. 찾는 칸의 물음표를 누르면 검색 방법이 나옵니다.",
        en "Try fewer words. The question mark in the search field explains queries.";
    try_instead: ko "이렇게 검색해 보세요", en "Try instead";
    query_help: ko "검색 방법", en "How to search";
    remove_word: ko "지우기", en "Remove";
    recent_searches: ko "최근 검색", en "Recent searches";
    kind_spacing: ko "띄어쓰기", en "spacing";
    kind_hanja: ko "한자", en "hanja";
    kind_words: ko "낱말", en "listed words";
    kind_initials: ko "초성", en "initials";
    kind_composing: ko "입력 중", en "typing";
}

impl Lang {
    /// The number of hits, and which one the reader has jumped to, counted from 0.
    pub fn hits(self, current: Option<usize>, all: usize) -> String {
        match current {
            Some(at) => format!("{}/{all}", at + 1),
            None => text!(self, ko format!("{all}곳"), en plural(all, "hit", "hits")),
        }
    }

    /// How an article matched, if not exactly.
    pub fn match_kind(self, kind: MatchKind) -> &'static str {
        match kind {
            MatchKind::Exact => "",
            MatchKind::Spacing => self.kind_spacing(),
            MatchKind::Hanja => self.kind_hanja(),
            MatchKind::Initials => self.kind_initials(),
            MatchKind::Composing => self.kind_composing(),
            MatchKind::Words => self.kind_words(),
        }
    }

    /// Why a server has no answer to a query.
    pub fn cant_answer(self, why: CantAnswer) -> &'static str {
        match why {
            CantAnswer::Stories => text!(self,
                ko "이야기는 폴더에서만 찾을 수 있습니다. story:, shared:, is:single을 빼세요.",
                en "Stories can be found in folders only. Leave out story:, shared: and is:single."),
            CantAnswer::Words => text!(self,
                ko "용례와 단어는 폴더에서만 셀 수 있습니다.",
                en "Concordances and words can be made of folders only."),
            CantAnswer::TooManyMarks => text!(self,
                ko "표시한 기사가 65,536건보다 많아 서버에서 검색할 수 없습니다. 조건을 줄이세요.",
                en "More than 65,536 marked articles are too many to ask the server for. Narrow the query."),
            CantAnswer::Unknown => text!(self,
                ko "색인에 없는 조건입니다. 그 조건을 빼세요.",
                en "The index can't check this condition. Remove it."),
            CantAnswer::Order => text!(self,
                ko "이 색인은 그 순서로 정렬할 수 없습니다. --sort를 바꾸세요.",
                en "The index can't be sorted like that. Choose another --sort."),
            CantAnswer::TooLong => text!(self,
                ko "검색어가 너무 많거나 길어 서버에서 검색할 수 없습니다. 줄이세요.",
                en "The query has too many or too long terms to ask a server for. Shorten it."),
            CantAnswer::Cut => text!(self,
                ko "기사가 많아 서버에서 세야 하는데 이 색인으로는 셀 수 없습니다. 서고가 게시한 색인이면 다시 게시하고, 필터를 썼으면 끄세요.",
                en "There are too many articles to count here, and the server can't count them by this index. Publish it again if it is Seogo's, and clear the filters if there are any."),
            CantAnswer::TooMany => text!(self,
                ko "하나씩 확인해야 하는 조건에 20,000건 넘게 해당합니다. 다른 조건을 더하세요.",
                en "More than 20,000 articles would have to be checked one by one. Add another condition."),
            CantAnswer::Refused => text!(self,
                ko "서버가 이 검색을 받아들이지 않았습니다. 조건을 줄이거나 바꾸세요.",
                en "The server refused this search. Narrow or change it."),
            CantAnswer::Unreachable => text!(self,
                ko "서버가 답하지 않아 찾지 못했습니다. 다시 연결되면 바로 검색합니다.",
                en "The server isn't responding, so the search didn't run. It will run when the server is back."),
        }
    }

    /// What was not understood in a query, and how it is treated.
    pub fn query_note(self, kind: NoteKind, word: &str) -> String {
        let text = match kind {
            NoteKind::UnknownField => {
                text!(self, ko "없는 항목이어서 일반 검색어로 찾습니다", en "isn't a field; searching it as text")
            }
            NoteKind::BadDate => {
                text!(self, ko "날짜가 아니어서 일반 검색어로 찾습니다", en "isn't a date; searching it as text")
            }
            NoteKind::BadNumber => {
                text!(self, ko "수가 아니어서 일반 검색어로 찾습니다", en "isn't a number; searching it as text")
            }
            NoteKind::UnknownFlag => {
                text!(self, ko "없는 조건이어서 일반 검색어로 찾습니다", en "isn't a condition; searching it as text")
            }
            NoteKind::StrayOr => {
                text!(self, ko "앞이나 뒤에 검색어가 없어 일반 검색어로 찾습니다", en "has nothing to join; searching it as text")
            }
            NoteKind::OtherOperator => text!(
                self,
                ko "연산자가 아니어서 일반 검색어로 찾습니다. ‘또는’은 OR, ‘제외’는 -로 입력하세요",
                en "isn't an operator; searching it as text. Type OR to find either, - to leave out"
            ),
            NoteKind::StrayBracket => {
                text!(self, ko "여는 괄호가 없어 일반 검색어로 찾습니다", en "has no opening bracket; searching it as text")
            }
            NoteKind::UnclosedQuote => {
                text!(self, ko "닫는 따옴표가 없어 끝까지 한 구절로 찾습니다", en "has no closing quotation mark; the phrase runs to the end")
            }
            NoteKind::UnclosedGroup => {
                text!(self, ko "닫는 괄호가 없어 끝까지 한 묶음으로 찾습니다", en "has no closing bracket; the group runs to the end")
            }
            NoteKind::Empty => text!(self, ko "비어 있어 빼고 찾습니다", en "is empty; leaving it out"),
            NoteKind::TooLong => {
                text!(self, ko "너무 길어 전체를 한 구절로 찾습니다", en "is too long; searching all of it as one phrase")
            }
        };
        let word: String = word.chars().take(40).collect();
        format!("{word} — {text}")
    }

    /// Examples of the query language, each with its meaning.
    pub fn query_examples(self) -> Vec<(String, &'static str)> {
        [&self.word_examples()[..], &self.field_examples()].concat()
    }

    fn word_examples(self) -> [(String, &'static str); 5] {
        [
            (
                "반도체 삼성전자".to_owned(),
                text!(self, ko "둘 다 있는 기사(단어 안에서도 찾음)", en "both words, inside longer words too"),
            ),
            ("\"유아 인성교육\"".to_owned(), text!(self, ko "따옴표 안의 말 그대로", en "exactly this")),
            (
                "반도체 -삼성".to_owned(),
                text!(self, ko "반도체는 있고 삼성은 없는 기사", en "the first, not the second"),
            ),
            (
                "예산 여당 OR 야당".to_owned(),
                text!(self, ko "예산이 있고, 여당이나 야당도 있는 기사", en "the first and one of the others"),
            ),
            (
                "ㅅㅅㅈㅈ".to_owned(),
                text!(self, ko "제목과 언론사를 초성으로", en "by initial consonants, in titles and publishers"),
            ),
        ]
    }

    fn field_examples(self) -> [(String, &'static str); 9] {
        [
            (
                self.field_names(|takes| matches!(takes, Takes::Text(_)), "금리"),
                text!(self, ko "그 항목에서만", en "in that field only"),
            ),
            (
                self.field_names(|takes| matches!(takes, Takes::WholeWord), "여야"),
                text!(self, ko "온전한 단어로만(조사는 붙어도 됨)", en "as a whole word, particles aside"),
            ),
            (
                self.field_names(|takes| matches!(takes, Takes::Value { .. }), "한빛*"),
                text!(self, ko "항목의 값(*는 어떤 글자든)", en "a field's value; * is anything"),
            ),
            (
                self.field_names(|takes| matches!(takes, Takes::Days(_)), "2025-12"),
                text!(
                    self,
                    ko "2025.12.28, 2025-12-28..2026-01-02, 2025, 오늘, 이번주",
                    en "2025.12.28, 2025-12-28..2026-01-02, 2025, today, this-week"
                ),
            ),
            (
                self.field_names(|takes| matches!(takes, Takes::Bound(..)), "2025-12-28"),
                text!(
                    self,
                    ko "이후·이전은 그날도, 후·전은 그날을 빼고",
                    en "since and until include the day, after and before exclude it"
                ),
            ),
            (
                self.field_names(|takes| matches!(takes, Takes::Number(_)), ">1000"),
                text!(self, ko "글자 수. <500, 500..1000", en "characters; <500, 500..1000"),
            ),
            (
                self.field_names(|takes| matches!(takes, Takes::Share(_)), ">80%"),
                text!(
                    self,
                    ko "같은 일을 다룬 첫 기사와 겹치는 글의 비율",
                    en "the share of the text that the first article of the same story has, too"
                ),
            ),
            (self.flag_names(Field::Is), text!(self, ko "기사의 상태", en "what an article is")),
            (self.flag_names(Field::Has), text!(self, ko "기사에 있는 것", en "what an article has")),
        ]
    }

    pub fn field_name(self, field: Field) -> &'static str {
        self.name(&field.entry().names)
    }

    /// The query that asks for a flag: `상태:안읽음`.
    pub fn flag_query(self, flag: Flag) -> String {
        let entry = flag.entry();
        format!("{}:{}", self.field_name(entry.field), self.name(&entry.names))
    }

    fn name(self, names: &Names) -> &'static str {
        text!(self, ko names.korean, en names.english)
    }

    /// The fields of a kind, the first with an example value.
    fn field_names(self, is_of_kind: impl Fn(&Takes) -> bool, example: &str) -> String {
        let fields = FIELDS.iter().filter(|entry| is_of_kind(&entry.takes));
        let mut names = String::new();
        for (at, entry) in fields.enumerate() {
            let (space, example) = if at == 0 { ("", example) } else { (" ", "") };
            names.push_str(&format!("{space}{}:{example}", self.name(&entry.names)));
        }
        names
    }

    fn flag_names(self, field: Field) -> String {
        let flags = FLAGS.iter().filter(|entry| entry.field == field).map(|entry| self.name(&entry.names));
        format!("{}: {}", self.field_name(field), flags.collect::<Vec<_>>().join(" "))
    }

    /// The label for an empty value of a field.
    pub fn no_value(self, field: Field) -> &'static str {
        match field {
            Field::Publisher => self.no_publisher(),
            Field::Category => self.no_category(),
            Field::Folder => self.archive_folder(),
            Field::Keyword => text!(self, ko "키워드 없음", en "No keywords"),
            Field::Page => text!(self, ko "면 없음", en "No page"),
            _ => "",
        }
    }

    pub fn flag_meaning(self, flag: Flag) -> &'static str {
        match flag {
            Flag::Altered => text!(self, ko "수집 당시와 다른 기사", en "changed after it was crawled"),
            Flag::Problem => text!(self, ko "파일에 문제가 있는 기사", en "with problems in its file"),
            Flag::Excluded => {
                text!(self, ko "제공처가 분석에서 뺀 기사", en "left out of analyses by its provider")
            }
            Flag::Single => {
                text!(self, ko "같은 일을 다룬 다른 기사가 없는 기사", en "no other article reports the same event")
            }
            Flag::Revised => text!(self, ko "내용이 다른 수집본이 있는 기사", en "changed between crawls"),
            Flag::Author => text!(self, ko "기자 이름이 있는 기사", en "with an author"),
            Flag::Hanja => text!(self, ko "한자가 있는 기사", en "with Hanja"),
            Flag::Comments => text!(self, ko "댓글이 있는 기사", en "with comments"),
            Flag::Image => text!(self, ko "본문에 사진이 있는 기사", en "with pictures in the text"),
            Flag::Rights => {
                text!(self, ko "끝에 권리 표시(무단 전재 금지 등)가 있는 기사", en "with a note on rights at the end")
            }
            Flag::Unread => text!(self, ko "읽지 않은 기사", en "not read yet"),
            Flag::Starred => text!(self, ko "별표를 붙인 기사", en "starred"),
            Flag::Note => text!(self, ko "메모가 있는 기사", en "with a note of yours"),
            Flag::Highlight => text!(self, ko "형광펜 표시가 있는 기사", en "with a highlight of yours"),
        }
    }
}
