//! The query language: how each text is parsed. No text fails.

use proptest::prelude::*;
use seogo::search::{
    Field, Fields, Filter, Matcher, Node, NoteKind, Query, SearchFacts, Texts, head_lines, offers, snippet,
};
use seogo::text::Corpus;
use seogo::text::hanja::Abbreviations;

/// The tree on one line: `and(…)`, `or(…)`, `not(…)`, terms by field, quoted terms in quotes.
fn show(node: &Node) -> String {
    let list = |parts: &[Node]| parts.iter().map(show).collect::<Vec<_>>().join(" ");
    match node {
        Node::And(parts) => format!("and({})", list(parts)),
        Node::Or(parts) => format!("or({})", list(parts)),
        Node::Not(part) => format!("not({})", show(part)),
        Node::Filter(filter) => format!("{filter:?}"),
        Node::Term(term) => {
            let field = match term.fields {
                Fields::Any => String::new(),
                field => format!("{field:?}:"),
            };
            if term.whole_word {
                return format!("word({})", term.folded);
            }
            let quote = if term.quoted { "\"" } else { "" };
            let composing = if term.composing { "…" } else { "" };
            format!("{field}{quote}{}{quote}{composing}", term.folded)
        }
    }
}

fn check(text: &str, expected: &str, notes: &[NoteKind]) {
    let query = Query::parse(text);
    assert_eq!(show(&query.root), expected, "{text}");
    assert_eq!(query.notes.iter().map(|note| note.kind).collect::<Vec<_>>(), notes, "{text}");
}

#[test]
fn terms_phrases_and_signs() {
    check("", "and()", &[]);
    check(" \u{3000}\n", "and()", &[]);
    check("반도체 삼성전자", "and(반도체 삼성전자)", &[]);
    check("\"유아 인성교육\"", "\"유아 인성교육\"", &[]);
    check("“유아  인성교육 ”다음", "and(\"유아 인성교육 \" 다음)", &[]);
    check("반도체 -삼성", "and(반도체 not(삼성))", &[]);
    check("-\"반도체 산업\"", "not(\"반도체 산업\")", &[]);
    check("K-팝 -- - A", "and(k-팝 not(-) - a)", &[]);
    check("27\" 모니터", "and(27\" 모니터)", &[]);
    check("＂ＡＩ＂　－Ｂ", "and(\"ai\" not(b))", &[]);
}

#[test]
fn or_joins_its_neighbours_and_brackets_group() {
    check("A B OR C", "and(a or(b c))", &[]);
    check("A OR B C OR D", "and(or(a b) or(c d))", &[]);
    check("A OR B OR C", "or(a b c)", &[]);
    check("(A B) OR C", "or(and(a b) c)", &[]);
    check("A -(B OR C)", "and(a not(or(b c)))", &[]);
    check("A OR -B", "or(a not(b))", &[]);
    check("((((A))))", "a", &[]);
    check("or A", "and(or a)", &[NoteKind::OtherOperator]);
    check("\"OR\" A", "and(\"or\" a)", &[]);
    check("(A)B", "and(a b)", &[]);
    check("삼성전자(005930) (f(x) y)", "and(삼성전자(005930) and(f(x) y))", &[]);
}

#[test]
fn fields_in_both_languages() {
    #[rustfmt::skip]
    let terms = [
        ("title:A", "Title:a"), ("제목:A", "Title:a"), ("TITLE：A", "Title:a"), ("body:A", "Body:a"), ("본문:A", "Body:a"),
        ("author:A", "Author:a"), ("기자:A", "Author:a"), ("url:A", "Url:a"), ("주소:https://a.kr", "Url:https://a.kr"),
        ("note:A", "Note:a"), ("메모:\"A B\"", "Note:\"a b\""), ("-제목:A", "not(Title:a)"),
        ("\u{110C}\u{1166}\u{1106}\u{1169}\u{11A8}:A", "Title:a"),
    ];
    for (text, expected) in terms {
        check(text, expected, &[]);
    }
    for (english, korean) in [
        ("publisher:A", "언론사:A"),
        ("category:A", "분류:A"),
        ("id:A", "번호:A"),
        ("tag:A", "태그:A"),
        ("tag:A", "꼬리표:A"),
        ("folder:A", "폴더:A"),
        ("published:2025-12", "날짜:2025-12"),
        ("crawled:2025-12-28..", "수집:2025-12-28.."),
        ("modified:2025.12.28", "수정:20251228"),
        ("since:2025-12-28", "이후:2025-12-28"),
        ("until:2025-12-28", "이전:2025-12-28"),
        ("after:2025-12-28", "후:2025-12-28"),
        ("before:2025-12-28", "전:2025-12-28"),
        ("length:>1000", "길이:>1000"),
        ("is:starred", "상태:별표"),
        ("is:unread", "상태:안읽음"),
        ("is:altered", "상태:수집과다름"),
        ("is:problem", "is:문제"),
        ("is:revised", "상태:여러수집본"),
        ("has:author", "있음:기자"),
        ("has:hanja", "있음:한자"),
        ("has:comments", "있음:댓글"),
        ("has:note", "있음:메모"),
        ("has:highlight", "있음:형광펜"),
        ("is:unread", "ㅑㄴ:ㅕㅜㄱㄷㅁㅇ"),
        ("has:note", "ㅗㅁㄴ:메모"),
    ] {
        assert!(matches!(Query::parse(english).root, Node::Filter(_)), "{english}");
        assert_eq!(Query::parse(english).root, Query::parse(korean).root, "{english}");
    }
    for flag in [
        "is:starred",
        "is:unread",
        "is:altered",
        "is:problem",
        "is:revised",
        "has:author",
        "has:hanja",
        "has:comments",
        "has:note",
    ] {
        assert!(matches!(Query::parse(flag).root, Node::Filter(_)), "{flag}");
    }
    check("title:(A OR body:B -\"C D\")", "and(or(Title:a Body:b) not(Title:\"c d\"))", &[]);
    check("title:A:B", "Title:a:b", &[]);
    check("word:여야", "word(여야)", &[]);
    check("단어:\"여야 합의\" -word:A", "and(word(여야 합의) not(word(a)))", &[]);
    check("\"title:A\"", "\"title:a\"", &[]);
}

#[test]
fn what_cannot_be_understood_is_searched_as_text() {
    check("foo:A", "foo:a", &[NoteKind::UnknownField]);
    check("속보:A", "속보:a", &[NoteKind::UnknownField]);
    check("https://example.com 12:30 a: :b", "and(https://example.com 12:30 a: :b)", &[]);
    check("published:2025-13-01", "published:2025-13-01", &[NoteKind::BadDate]);
    check("-날짜:내일", "not(날짜:내일)", &[NoteKind::BadDate]);
    check("before:..2025-12", "before:..2025-12", &[NoteKind::BadDate]);
    check(
        "published:(2025-12 OR x)",
        &format!("or({} x)", show(&Query::parse("published:2025-12").root)),
        &[NoteKind::BadDate],
    );
    check("length:many", "length:many", &[NoteKind::BadNumber]);
    check("\u{200B} A", "a", &[NoteKind::Empty]);
    check("is:red has:", "is:red", &[NoteKind::UnknownFlag, NoteKind::Empty]);
    check("published:\"x y\"", "\"published:\"x y\"\"", &[NoteKind::BadDate]);
    check("OR A", "and(or a)", &[NoteKind::StrayOr]);
    check("A OR", "and(a or)", &[NoteKind::StrayOr]);
    check("A OR OR B", "and(or(a or) b)", &[NoteKind::StrayOr]);
    check("(A OR) B", "and(and(a or) b)", &[NoteKind::StrayOr]);
    check("A AND B", "and(a and b)", &[NoteKind::OtherOperator]);
    check("A | B", "and(a | b)", &[NoteKind::OtherOperator]);
    check("A \"and\" B", "and(a \"and\" b)", &[]);
    check("A) B", "and(a) b)", &[NoteKind::StrayBracket]);
    check(":)", ":)", &[NoteKind::StrayBracket]);
    check("(A B", "and(a b)", &[NoteKind::UnclosedGroup]);
    check("A \"B C ", "and(a \"b c \")", &[NoteKind::UnclosedQuote]);
    check("A ()", "a", &[NoteKind::Empty]);
    check("A OR () B", "and(a b)", &[NoteKind::Empty]);
    check("title: A \"\"", "a", &[NoteKind::Empty, NoteKind::Empty]);
    let deep = format!("{}A", "(".repeat(1_000_000));
    check(&deep, &format!("\"{}a\"", "(".repeat(1_000_000)), &[NoteKind::TooLong]);
    let long = "A ".repeat(300);
    check(&long, &format!("\"{}\"", long.trim().to_lowercase()), &[NoteKind::TooLong]);
}

#[test]
fn bounds_name_their_day_and_words_for_days_are_those_of_today() {
    let today = jiff::civil::date(2026, 1, 7);
    let days = |text: &str| match Query::parse_on(today, text, 0..0).root {
        Node::Filter(Filter::Days(Field::Published, days)) => days,
        other => panic!("{text}: {other:?}"),
    };
    let day = jiff::civil::date(2025, 12, 28);
    let holds = |text: &str| {
        [day.yesterday().unwrap(), day, day.tomorrow().unwrap()].map(|day| days(text).contains(day))
    };
    assert_eq!(holds("이후:2025.12.28"), [false, true, true]);
    assert_eq!(holds("이전:2025.12.28"), [true, true, false]);
    assert_eq!(holds("후:2025.12.28"), [false, false, true]);
    assert_eq!(holds("전:2025.12.28"), [true, false, false]);
    assert!(days("날짜:오늘").contains(today) && !days("날짜:어제").contains(today));
    assert!(days("날짜:이번주").contains(jiff::civil::date(2026, 1, 11)), "to Sunday");
}

#[test]
fn a_date_goes_on_behind_its_spaces() {
    for (spaced, plain) in [
        ("날짜:2025년 12월", "날짜:2025-12"),
        ("날짜:2025년 12월 30일", "날짜:2025-12-30"),
        ("이후:2025. 12. 30", "이후:2025-12-30"),
        ("수집:2025. 12. 30.", "수집:2025-12-30"),
        ("-날짜:2025년  12월 연금", "-날짜:2025-12 연금"),
        ("(날짜:2025년 1월)", "날짜:2025-01"),
        ("날짜:2025 12월", "날짜:2025 12월"),
        ("날짜:2025.12.1 - 2026.1.31 연금", "날짜:2025-12-01..2026-01-31 연금"),
        ("날짜:2025.12.1 ~ 2026.1.31", "날짜:2025-12-01..2026-01-31"),
        ("날짜:2025년 12월 1일 – 2026년 1월", "날짜:2025-12-01..2026-01"),
        ("날짜:2025.12.1 -2026", "날짜:2025-12-01 -2026"),
        ("날짜:2025.12.1 - 연금", "날짜:2025-12-01 - 연금"),
        ("날짜:2025년 12월호", "날짜:2025 12월호"),
        ("날짜:2025년 12월30일", "날짜:2025-12-30"),
        ("날짜:2025-12.. 30", "날짜:2025-12.. 30"),
        ("제목:2025년 12월", "제목:2025년 12월"),
    ] {
        assert_eq!(Query::parse(spaced).root, Query::parse(plain).root, "{spaced}");
    }
}

#[test]
fn the_unfinished_word_is_known() {
    let composing = |text: &str, range| show(&Query::parse_composing(text, range).root);
    assert_eq!(composing("가 나 다", 4..7), "and(가 나… 다)");
    assert_eq!(composing("가 제목:나", 11..14), "and(가 Title:나…)");
    assert_eq!(composing("가나", 3..3), "가나");
    assert_eq!(composing("가나", 3..6), "가나…");
    assert_eq!(composing("\"가나", 1..7), "\"가나\"");
}

#[test]
fn words_can_be_taken_out() {
    let without = |text: &str, index: usize| Query::without(text, &Query::parse(text).words[index]);
    assert_eq!(without("가 나 다", 1), "가 다");
    assert_eq!(without("가 OR 나 다", 0), "나 다");
    assert_eq!(without("가 OR 나 다", 1), "가 다");
    assert_eq!(without("가 OR 나 OR 다", 1), "가 OR 다");
    assert_eq!(without("가 -(나) OR 다", 1), "가 다");
    assert_eq!(without("가 title:(\"나  나\" 다)", 2), "가 title:(\"나  나\")");
    assert_eq!(without("가 ((나))", 1), "가");
    assert_eq!(without("-publisher:\"가 나\"  다", 0), "다");
    assert_eq!(without("(가（（ 나)", 1), "(가（（ )");
    let text = "가 -제목:나 (언론사:\"다 라\" OR 마";
    let query = Query::parse(text);
    let words: Vec<&str> = query.words.iter().map(|word| &text[word.range.clone()]).collect();
    assert_eq!(words, ["가", "-제목:나", "언론사:\"다 라\"", "마"]);
    assert!(query.words[1].negated && !query.words[0].negated);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_text_is_a_query(
        text in prop_oneof!["[\"()\\-:*OR 가ㄱa\\.“（：0-9]{0,60}", "\\PC{0,40}", ".{0,40}"],
        unfinished in 0..60usize,
        body in ".{0,80}",
    ) {
        let query = Query::parse_composing(&text, unfinished..unfinished + 3);
        for range in query.words.iter().map(|word| &word.range).chain(query.notes.iter().map(|note| &note.range)) {
            prop_assert!(text.get(range.clone()).is_some());
        }
        for word in &query.words {
            let rest = Query::parse(&Query::without(&text, word));
            prop_assert!(rest.words.len() < query.words.len().max(1) || text.len() > 200);
        }
        let matcher = Matcher::new(&query, &Abbreviations::built_in());
        let texts = Texts { title: &body, body: &body, publisher: &text, authors: &[&text, &body] };
        let mut corpus = Corpus::default();
        corpus.push(head_lines(&texts), &body);
        matcher.scan(&corpus, &|_| SearchFacts::default(), std::slice::from_ref(&(0..1)));
        let line = snippet(texts.body, &matcher.hits(&texts), &[]);
        prop_assert!(line.hits.iter().all(|hit| hit.end <= line.text.chars().count()));
        offers(&text);
    }
}

#[test]
fn long_queries_take_bounded_time() {
    for pattern in [
        "가",
        "가 ",
        "ㄱ",
        "(",
        ")",
        "\"",
        "-",
        "a OR ",
        "title:",
        "((가)",
        "日",
        "가나 OR ",
        "\u{301}",
        "🙂",
        "*",
        "(가 ",
    ] {
        let text = pattern.repeat(100_000 / pattern.chars().count());
        let query = Query::parse_composing(&text, 0..text.len());
        let matcher = Matcher::new(&query, &Abbreviations::built_in());
        let texts = Texts { title: &text, body: &text, publisher: &text, authors: &[&text] };
        let mut corpus = Corpus::default();
        corpus.push(head_lines(&texts), &text);
        matcher.scan(&corpus, &|_| SearchFacts::default(), std::slice::from_ref(&(0..1)));
        matcher.hits(&texts);
        offers(&text);
    }
}
