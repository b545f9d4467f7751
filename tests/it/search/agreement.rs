//! The search and the oracle agree on which articles match, by which kind, where the hits are, and in which
//! order.

use std::slice;

use proptest::prelude::*;
use proptest::sample::select;
use seogo::search::{Found, HitPlace, Matcher, Query, SearchFacts, Texts, head_lines};
use seogo::text::Corpus;
use seogo::text::hangul::{compose, keystrokes};
use seogo::text::hanja::Abbreviations;

use super::oracle::{Doc, Folds, Oracle};

/// Pieces that trigger every rule of folding and matching now and then.
const PIECES: &[&str] = &[
    "국",
    "민",
    "연",
    "금",
    "개",
    "혁",
    "한",
    "미",
    "이",
    "리",
    "여",
    "녀",
    "야",
    "당",
    "년",
    "재",
    "명",
    "안",
    "앉",
    "자",
    "고",
    "과",
    "아",
    "국민",
    "연금",
    "국민연금",
    "국민연금 개혁",
    "한국",
    "미국",
    "여당",
    "이재명",
    "국민 연금개혁",
    "國",
    "民",
    "年",
    "金",
    "改",
    "韓",
    "美",
    "李",
    "與",
    "野",
    "女",
    "日",
    "在",
    "\u{F9E1}",
    "\u{F90A}",
    "美 ",
    " 與 ",
    " 李",
    "ㄱ",
    "ㄴ",
    "ㅎ",
    "ㄳ",
    "ㅁ",
    "ㅏ",
    "ㅗ",
    "ㅇㅈ",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\u{3000}",
    "1",
    "25",
    "①",
    "の",
    "ﾆ",
    "a",
    "A",
    "Ａ",
    "İ",
    "Σ",
    "‘",
    "’",
    "“",
    "”",
    "'",
    "\"",
    "(",
    ")",
    "-",
    ":",
    "*",
    ".",
    "，",
    "！",
    "\u{1112}\u{1161}\u{11AB}",
    "하\u{11AB}",
    "\u{1100}",
    "\u{1161}",
    "\u{301}",
    "e\u{301}",
    "é",
    "🙂",
    "\0",
    "가\u{11A8}\u{11A8}",
    "(a@b.kr)",
    "x@y.co.kr",
    "기자",
    "국\u{200B}민",
    "\u{200B}",
    "\u{AD}",
    "\u{3164}",
    "\u{FE0F}",
    "10㎞",
    "㎡",
    "½",
    "㈜",
    "㉠",
    "㉮",
    "…",
    "...",
    "∙",
    "·",
    "ㆍ",
    "～",
    "〜",
    "–",
    "‑",
    "`",
    "´",
    "ß",
    "ｶ",
    "ﾞ",
    "ﾡ",
    "ￂ",
    "ﾣ",
    "\u{11A8}",
    "은",
    "에서",
    "여야는",
];

/// Pieces of query text.
const WORDS: &[&str] = &[
    "국민",
    "국민연금",
    "국민연금개혁",
    "연금개혁",
    "한국",
    "미국",
    "여야",
    "여당",
    "여당당",
    "이재명",
    "리재명",
    "연금",
    "금년",
    "국",
    "민",
    "일",
    "일본",
    "미국한",
    "안자",
    "ㄱㅁ",
    "ㄱㅁㅇ",
    "ㄳ",
    "ㅎㄱ",
    "ㅁ",
    "ㅇㅈㅁ",
    "李",
    "美",
    "國民",
    "a",
    "A",
    "é",
    "i\u{307}",
    "한ㄱ",
    "한구",
    "궁",
    "구",
    "안ㅈ",
    "호",
    "고",
    "ㅎㅏㄴ",
    "\" \"",
    "\"국민 연금\"",
    "\"국민\"",
    "\"\"",
    "“한국”",
    "기자",
    "title:국민",
    "제목:미국",
    "title:ㄱㅁ",
    "body:연금",
    "본문:여야",
    "author:기자",
    "기자:한",
    "publisher:한국",
    "publisher:*국*",
    "언론사:\"\"",
    "url:a",
    "note:한국",
    "메모:국민연금",
    "id:1*",
    "category:a",
    "tag:한*",
    "published:2025-12-28",
    "published:2025-12",
    "날짜:2025-12-27..",
    "before:2025-12-28",
    "after:2025-12-27",
    "crawled:..2025-12-28",
    "is:starred",
    "is:unread",
    "has:note",
    "has:highlight",
    "has:hanja",
    "has:author",
    "is:안",
    "published:2025-13",
    "title:(국민",
    "(",
    ")",
    "OR",
    "OR",
    "-",
    "*",
    ":)",
    "-국민",
    "-title:한",
    "-(",
    "-is:starred",
    "-\"연금\"",
    "title:",
    "foo:국민",
    "(a@b.kr)",
    "b.kr",
    "10km",
    "한·미",
    "한∙미",
    "국\u{200B}민",
    "\u{200B}",
    "1/2",
    "(주)",
    "...",
    "~",
    "1-",
    "ss",
    "カ",
    "word:국민",
    "단어:한국",
    "word:\"국민 연금\"",
    "-word:미",
    "word:여야",
    "word:a",
    "length:>10",
    "길이:..5",
    "length:<=20%",
    "length:x",
    "folder:a*",
    "폴더:\"\"",
    "since:2025-12-28",
    "이후:2025-12-28",
    "until:2025.12.27",
    "이전:20251227",
    "전:2025-12-28",
    "후:\"2025년 12월 27일\"",
    "날짜:2025.12.28~2025.12.29",
    "날짜:2025",
    "modified:2025-12",
    "수정:..2025-12-27",
    "상태:별표",
    "상태:안읽음",
    "있음:메모",
    "ㅑㄴ:ㄴㅅㅁㄱㄱㄷㅇ",
    "ㅗㅁㄴ:note",
    "태그:한*",
    "꼬리표:국*",
    "국민여",
    "한국ㅁ",
    "국민연금개ㅎ",
    "이재",
    "다사ㅅ",
];

fn text(longest: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(select(PIECES), 0..longest).prop_map(|pieces| pieces.concat())
}

fn day() -> impl Strategy<Value = Option<jiff::civil::Date>> {
    prop::option::of((26..=29i8).prop_map(|day| jiff::civil::date(2025, 12, day)))
}

prop_compose! {
    fn doc()(
        title in text(8),
        body in text(24),
        publisher in text(4),
        authors in prop::collection::vec(text(6), 0..3),
        (id, category, url, note) in (text(2), text(2), text(3), text(5)),
        (published, crawled, modified) in (day(), day(), day()),
        path in select(&["a.md", "a/b.md", "국/Ａ/c.md"][..]).prop_map(str::to_owned),
        tags in prop::collection::vec(text(2), 0..2),
        (starred, read, highlighted) in any::<(bool, bool, bool)>(),
    ) -> Doc {
        Doc {
            title, body, publisher, authors, id, category, url, published, crawled, modified, path, tags, note,
            starred, read, highlighted,
        }
    }
}

fn query_text() -> impl Strategy<Value = String> {
    let word =
        prop_oneof![4 => select(WORDS).prop_map(str::to_owned), 2 => text(5), 1 => Just(" ".to_owned())];
    prop::collection::vec(word, 1..5).prop_map(|words| words.join(" "))
}

fn facts(doc: &Doc) -> SearchFacts<'_> {
    SearchFacts {
        id: &doc.id,
        category: &doc.category,
        url: &doc.url,
        published: doc.published,
        crawled: doc.crawled,
        modified: doc.modified,
        path: &doc.path,
        length: Some(doc.body.chars().count() as u64),
        tags: &doc.tags,
        note: &doc.note,
        starred: doc.starred,
        unread: !doc.read,
        highlighted: doc.highlighted,
        author: !doc.authors.is_empty(),
        ..SearchFacts::default()
    }
}

fn with_texts<T>(doc: &Doc, f: impl FnOnce(&Texts<'_>) -> T) -> T {
    let authors: Vec<&str> = doc.authors.iter().map(String::as_str).collect();
    f(&Texts { title: &doc.title, body: &doc.body, publisher: &doc.publisher, authors: &authors })
}

/// Articles in the form that both sides read.
pub(super) struct Archive<'a> {
    docs: &'a [Doc],
    folds: Vec<Folds<'a>>,
    /// The corpus without and with postings.
    corpora: [Corpus; 2],
    pub(super) oracle: Oracle,
}

impl<'a> Archive<'a> {
    pub(super) fn new(docs: &'a [Doc]) -> Self {
        let mut corpus = Corpus::default();
        for doc in docs {
            with_texts(doc, |texts| corpus.push(head_lines(texts), texts.body));
        }
        let oracle = Oracle { abbreviations: Abbreviations::built_in() };
        let corpora = [corpus.clone(), corpus.indexed()];
        Self { docs, folds: docs.iter().map(Folds::new).collect(), corpora, oracle }
    }

    /// Runs a query on both sides, compares all results for a few of the articles found, and returns those.
    pub(super) fn compare(&self, query: &Query) -> Vec<Found> {
        let Self { docs, folds, corpora, oracle } = self;
        let matcher = Matcher::new(query, &oracle.abbreviations);
        let facts = |article: usize| facts(&docs[article]);
        let found = oracle.find(query, folds);
        let half = docs.len() / 2;
        for corpus in corpora {
            let whole = matcher.scan(corpus, &facts, slice::from_ref(&(0..docs.len())));
            assert_eq!(whole, found, "{query:?}, indexed: {}", corpus.postings().is_some());
            let mut in_parts = matcher.scan(corpus, &facts, slice::from_ref(&(0..half)));
            in_parts.extend(matcher.scan(
                corpus,
                &facts,
                &[half..docs.len(), docs.len() + 1..docs.len() + 9],
            ));
            assert_eq!(in_parts, found, "{query:?}");
        }
        let [corpus, _] = corpora;

        let few = &found[..found.len().min(6)];
        let relevances: Vec<_> = few.iter().map(|&f| matcher.relevance(corpus, f)).collect();
        let expected: Vec<_> =
            few.iter().map(|f| oracle.relevance(query, &folds[f.article], f.kind)).collect();
        for (a, b) in (0..few.len()).zip(1..few.len()) {
            assert_eq!(relevances[a].cmp(&relevances[b]), expected[a].cmp(&expected[b]), "{query:?}");
        }
        for f in few {
            let hits = with_texts(&docs[f.article], |texts| matcher.hits(texts)).into_iter();
            let hits: Vec<_> =
                hits.map(|hit| (hit.place, hit.range.start, hit.range.end, hit.kind)).collect();
            assert_eq!(hits, oracle.hits(query, &folds[f.article]), "{query:?}");
        }
        found
    }

    /// The texts that the oracle highlights in an article, in order.
    pub(super) fn marked(&self, query: &Query, article: usize) -> Vec<String> {
        let doc = &self.docs[article];
        let hits = self.oracle.hits(query, &self.folds[article]).into_iter();
        let marked = hits.map(|(place, start, end, _)| {
            let field = match place {
                HitPlace::Title => &doc.title,
                HitPlace::Body => &doc.body,
                HitPlace::Publisher => &doc.publisher,
                HitPlace::Author(index) => &doc.authors[index],
            };
            field.chars().skip(start).take(end - start).collect()
        });
        marked.collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn search_and_oracle_agree(
        docs in prop::collection::vec(doc(), 1..6),
        texts in prop::collection::vec((query_text(), any::<prop::sample::Index>(), any::<bool>()), 6),
    ) {
        let archive = Archive::new(&docs);
        for (text, unfinished, composing) in texts {
            // One character of the query is the input method's unfinished text.
            let starts: Vec<(usize, char)> = text.char_indices().collect();
            let query = if composing && !starts.is_empty() {
                let (start, c) = *unfinished.get(&starts);
                Query::parse_composing(&text, start..start + c.len_utf8())
            } else {
                Query::parse(&text)
            };
            archive.compare(&query);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn results_only_shrink_while_one_types(
        docs in prop::collection::vec(doc(), 1..8),
        word in select(&[
            "국민연금개혁", "한국", "이재명", "미국금리", "여야", "한미", "연금", "안자", "앉고", "과일", "금년", "ㅎㄱㄱㅁ",
        ][..]),
    ) {
        let archive = Archive::new(&docs);
        let keys: Vec<char> = keystrokes(word).chars().collect();
        let find = |query: &Query| -> Vec<usize> {
            archive.compare(query).into_iter().map(|found| found.article).collect()
        };
        let mut before: Option<Vec<usize>> = None;
        for typed in 1..=keys.len() {
            let text = compose(keys[..typed].iter().copied());
            let found = find(&Query::parse_composing(&text, 0..text.len()));
            if let Some(before) = before {
                prop_assert!(found.iter().all(|article| before.contains(article)), "{}: {:?} after {:?}", text, found, before);
            }
            before = Some(found);
        }
        let finished = find(&Query::parse(word));
        prop_assert!(before.is_some_and(|before| finished.iter().all(|article| before.contains(article))));
    }
}
