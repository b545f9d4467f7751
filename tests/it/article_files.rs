//! The variety of files in archives, each peculiarity with a small invented file.

use crate::generated::parse;
use seogo::article::{Article, Integrity, ProblemKind, Published, TextEncoding};

use crate::support::files::{Invented, escape};

fn kinds(article: &Article) -> Vec<ProblemKind> {
    article.problems.iter().map(|problem| problem.kind).collect()
}

/// Reads a file in the crawler's format. It must have no problems and yield the same title and body.
fn read_sound(invented: &Invented) -> Article {
    let article = parse(invented.text().as_bytes());
    assert_eq!(kinds(&article), []);
    assert_eq!(article.integrity(), Integrity::Intact);
    assert_eq!(
        (article.title.as_str(), article.body.as_str()),
        (invented.title.as_str(), invented.body.as_str())
    );
    article
}

#[test]
fn every_field_is_read() {
    let article = read_sound(&Invented::default());
    assert_eq!(
        (article.id.as_str(), article.oid.as_str(), article.aid.as_str()),
        ("009_0005614000", "009", "0005614000")
    );
    assert_eq!((article.publisher.as_str(), article.category.as_str()), ("가나일보", ""));
    assert_eq!(article.url, "https://example.com/article/009/0005614000");
    assert_eq!(article.published, Some(Published::Date(jiff::civil::date(2025, 12, 30))));
    assert_eq!(article.crawled.map(|at| at.to_string()).as_deref(), Some("2025-12-30T08:23:45Z"));
    assert_eq!((article.authors.len(), article.authors[0].name.as_str()), (1, "홍길동"));
    assert!(article.extra.is_empty() && article.comments.is_empty());
    assert_eq!(article.encoding, TextEncoding::Utf8);
}

#[test]
fn escapes_are_decoded_once() {
    for is_escaped in [true, false] {
        let body = "글자 &lt;b&gt; &amp;amp; &copy; 그리고 <b> & \"x\" 'y' a=b `c` &#x27;".to_owned();
        let title = "&quot; 그리고 \"".to_owned();
        read_sound(&Invented { title, body, is_escaped, ..Invented::default() });
    }
}

#[test]
fn a_title_follows_its_body_where_both_readings_are_the_same() {
    let plain = Invented {
        body: "그는 \"안녕\" 했다".into(),
        title: "태그 &lt;b&gt;란".into(),
        is_escaped: false,
        ..Invented::default()
    };
    read_sound(&plain);
    let escaped =
        Invented {
            body: "글자뿐이다.".into(), title: "그는 'R&D' 했다".into(), ..Invented::default()
        };
    read_sound(&escaped);
    let plain = Invented {
        body: "글자뿐이다.".into(),
        title: "그는 \"안녕\" 했다".into(),
        is_escaped: false,
        ..Invented::default()
    };
    read_sound(&plain);
}

#[test]
fn a_changed_body_is_altered_and_decoded() {
    let text = Invented::default().text().replace("연다.홍길동", "닫는다.홍길동");
    let article = parse(text.as_bytes());
    assert_eq!((article.integrity(), kinds(&article)), (Integrity::Altered, vec![]));
    assert!(article.body.contains("<새 도서관>을 닫는다.") && article.title.contains("\"새 도서관\""));
    let text = Invented::default().text().replace("content_hash: ", "content_hash: x");
    let article = parse(text.as_bytes());
    assert_eq!((article.integrity(), kinds(&article)), (Integrity::Unknown, vec![ProblemKind::BadHash]));
}

#[test]
fn text_that_yaml_dislikes_is_no_problem() {
    for title in ["*별표: {a", "- [속보] \"말\": #1", "@골뱅이 %", "\"", "역슬래시 \\ \\\"", "탭\t있음"]
    {
        for is_escaped in [true, false] {
            read_sound(&Invented { title: title.into(), is_escaped, ..Invented::default() });
        }
    }
    let authors = ["- 홍길동: 기자", "*홍길동", "&홍길동 기자", "[홍길동]", "a: b", "홍길동·김철수 기자"];
    let authors: Vec<String> = authors.map(str::to_owned).into();
    let article = read_sound(&Invented { authors: authors.clone(), ..Invented::default() });
    assert_eq!(article.authors.iter().map(|author| author.line.clone()).collect::<Vec<_>>(), authors);
}

#[test]
fn empty_fields_are_no_problem() {
    let article = read_sound(&Invented { authors: vec![], published: String::new(), ..Invented::default() });
    assert_eq!((article.authors.len(), article.published), (0, None));
    let text =
        Invented::default().text().replace("가나일보", "").replace("author: \n", "author: 홍길동 기자\n");
    let article = parse(text.as_bytes());
    assert_eq!((kinds(&article), article.publisher.as_str()), (vec![], ""));
    assert_eq!(article.authors[0].line, "홍길동 기자");
}

#[test]
fn a_body_may_hold_rules_headings_and_even_a_footer() {
    let footer = "---\n\n*Crawled at: 2025-12-30 08:23:45*\n*Source: [원문 보기](https://example.com)*";
    for body in [
        "앞\n\n---\n\n뒤",
        "# 제목 아님\n\n**굵지 않음** | x | y\n\n---\n\n뒤",
        &format!("앞\n\n{footer}\n\n뒤"),
        "앞\n\n---\n\n*댓글이 없습니다.*",
        "![그림 아님](x) <BR> <b style=\"x\"> ~ * _",
        "  앞뒤 빈칸  ",
        "한",
        "조합형 한글 \u{1112}\u{1161}\u{11ab}, 호환 한자 \u{F9E1}, 줄\u{2028}나눔, 회차\r\n복귀",
    ] {
        for is_escaped in [true, false] {
            read_sound(&Invented { body: body.to_owned(), is_escaped, ..Invented::default() });
        }
    }
}

#[test]
fn times_are_korean_and_the_crawl_is_utc() {
    let article = read_sound(&Invented { published: "2025-12-30 23:59".into(), ..Invented::default() });
    assert_eq!(article.published, Some(Published::Time(jiff::civil::datetime(2025, 12, 30, 23, 59, 0, 0))));
    let article = parse(Invented { published: "어제".into(), ..Invented::default() }.text().as_bytes());
    assert_eq!((article.published, kinds(&article)), (None, vec![ProblemKind::BadDate]));
    assert_eq!(article.extra, [("published_at".to_owned(), "어제".to_owned())]);
    assert_eq!((article.problems[0].line, article.problems[0].detail.as_deref()), (Some(11), Some("어제")));
}

#[test]
fn comments_are_told_from_the_body_by_its_hash() {
    let comments = "📊 **댓글 통계** | 1\n\n## 댓글 (1 개)\n\n**독자** | 2025-12-30 10:11 | 👍 3 | 👎 1\n\n좋다 &lt;3\n\n\
                    > **답** | ⭐ **BEST** | 2025-12-30 10:12 | 👍 0 | 👎 0\n>\n> 그렇다";
    for body in ["본문", "앞\n\n---\n\n## 댓글 (3 개)\n\n뒤"] {
        let invented = Invented { body: body.into(), comments: Some(comments.into()), ..Invented::default() };
        let article = read_sound(&invented);
        assert_eq!((article.comments.len(), article.comments[0].text.as_str()), (1, "좋다 <3"));
        assert!(article.comments[0].replies[0].best);
        assert_eq!(article.extra, [("comment_count".to_owned(), "1".to_owned())]);
    }
    let none = Invented { comments: Some("*댓글이 없습니다.*".into()), ..Invented::default() };
    assert!(read_sound(&none).comments.is_empty());
}

#[test]
fn other_encodings_and_line_ends_leave_a_file_intact() {
    let invented = Invented::default();
    let text = invented.text();
    let check = |bytes: &[u8], encoding, expected: &[ProblemKind]| {
        let article = parse(bytes);
        assert_eq!((article.encoding, kinds(&article).as_slice()), (encoding, expected));
        assert_eq!((article.integrity(), &article.body), (Integrity::Intact, &invented.body));
        assert_eq!(article.title, invented.title);
    };
    check(text.replace('\n', "\r\n").as_bytes(), TextEncoding::Utf8, &[]);
    check(format!("\u{FEFF}{text}").as_bytes(), TextEncoding::Utf8, &[]);
    let utf16: Vec<u8> = format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&utf16, TextEncoding::Utf16Le, &[]);
    let (cp949, _, _) = encoding_rs::EUC_KR.encode(&text);
    check(&cp949, TextEncoding::Cp949, &[ProblemKind::EncodingGuessed]);
}

#[test]
fn a_damaged_front_matter_is_mended() {
    let invented = Invented::default();
    let text = invented.text();
    let closing = text.replacen("\n---\n\n# ", "\n\n# ", 1);
    let opening = text.replacen("---\n", "", 1);
    let odd = text.replacen("publisher: 가나일보\n", "publisher: 가나일보\n깨진 줄\n", 1);
    for (damaged, kind) in [
        (closing, ProblemKind::FrontMatterUnclosed),
        (opening, ProblemKind::FrontMatterRepaired),
        (odd, ProblemKind::FrontMatterRepaired),
    ] {
        let article = parse(damaged.as_bytes());
        assert_eq!(kinds(&article), [kind]);
        assert_eq!((article.integrity(), &article.title), (Integrity::Intact, &invented.title));
        assert_eq!((article.publisher.as_str(), article.authors.len()), ("가나일보", 1));
    }
    let page = text.split_once("\n---\n").map(|(_, page)| page.to_owned()).unwrap();
    let article = parse(page.as_bytes());
    assert_eq!(kinds(&article), [ProblemKind::NoFrontMatter]);
    assert_eq!((&article.title, &article.body), (&invented.title, &invented.body));
    assert_eq!((article.id.as_str(), article.publisher.as_str()), ("009_0005614000", "가나일보"));
    assert!(article.published.is_some() && article.crawled.is_some());
    assert_eq!(article.integrity(), Integrity::Unknown);
}

#[test]
fn a_file_that_was_cut_off_says_so() {
    let text = Invented::default().text();
    let footer = text.rfind("---").unwrap();
    for end in [footer - 2, footer + 3, footer + 12, text.len() - 20] {
        let article = parse(&text.as_bytes()[..end]);
        assert!(kinds(&article).contains(&ProblemKind::FooterMissing), "{end}");
        assert_eq!(article.body, Invented::default().body);
    }
}

#[test]
fn notes_of_other_tools_are_read() {
    let obsidian = "---\ntitle: 읽은 기사\naliases: []\ntags:\n  - 도서관\n  - 가나시\nauthor:\n  - 홍길동 기자\n  - 김철수\n\
                    source: https://example.com/1\ndate: 2025-12-30\n---\n\n글 &lt;b&gt;는 그대로.\n\n---\n";
    let article = parse(obsidian.as_bytes());
    assert_eq!((kinds(&article), article.title.as_str()), (vec![], "읽은 기사"));
    assert_eq!(article.body, "글 &lt;b&gt;는 그대로.\n\n---");
    assert_eq!(
        article.authors.iter().map(|author| author.name.as_str()).collect::<Vec<_>>(),
        ["홍길동", "김철수"]
    );
    assert_eq!((article.url.as_str(), article.integrity()), ("https://example.com/1", Integrity::Unknown));
    assert_eq!(article.extra, [("aliases".to_owned(), String::new())]);
    assert_eq!(article.facts.keywords, ["도서관", "가나시"]);

    let hugo = "---\r\ntitle: 'It''s'\r\ndate: 2025-12-30T10:11:00+09:00\r\ncategories: [가, 나]\r\ndraft: true\r\n---\r\nbody\r\n";
    let article = parse(hugo.as_bytes());
    assert_eq!((kinds(&article), article.title.as_str(), article.body.as_str()), (vec![], "It's", "body"));
    assert_eq!(
        (article.category.as_str(), &article.facts.categories[..]),
        ("가", &["가".to_owned(), "나".to_owned()][..])
    );
    assert_eq!(article.published, Some(Published::Time(jiff::civil::datetime(2025, 12, 30, 10, 11, 0, 0))));

    let authors = ["홍길동 기자(hong@example.com)", "김철수 기자"].map(str::to_owned);
    let spaced =
        Invented { authors: authors.clone().into(), ..Invented::default() }.text().replace('\t', "  ");
    let article = parse(spaced.as_bytes());
    assert_eq!((kinds(&article), article.integrity()), (vec![], Integrity::Intact));
    assert_eq!(article.authors.iter().map(|author| author.line.as_str()).collect::<Vec<_>>(), authors);

    let rewritten = Invented::default().text().replace(
        "author: \n\t\t\n\t\t\t홍길동 기자(hong@example.com)\n\t\t\n\t\n",
        "author:\n  - 홍길동 기자(hong@example.com)\ntags: [x, y]\n",
    );
    let article = parse(rewritten.as_bytes());
    assert_eq!((kinds(&article), article.integrity()), (vec![], Integrity::Intact));
    assert_eq!((article.title, article.authors.len()), (Invented::default().title, 1));
}

#[test]
fn a_text_without_a_front_matter_is_an_article() {
    let article = parse("# 제목\n\n본문 &lt;".as_bytes());
    assert_eq!((kinds(&article), article.title.as_str()), (vec![], "제목"));
    assert_eq!(article.body, "본문 &lt;");
    let article = parse("본문뿐".as_bytes());
    assert_eq!((kinds(&article), article.title.as_str()), (vec![], "a"), "the file's name");
    assert_eq!(kinds(&parse(b"")), [ProblemKind::NoBody]);
    assert_eq!(kinds(&parse(b"---\n\xEB\xB3\xB8\xEB\xAC\xB8")), [ProblemKind::NoFrontMatter]);
}

#[test]
fn what_is_no_text_is_unreadable() {
    for bytes in
        [vec![0; 1000], (0..=255).cycle().take(5000).collect(), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()]
    {
        let article = parse(&bytes);
        assert_eq!((kinds(&article), article.body.as_str()), (vec![ProblemKind::Unreadable], ""));
    }
}

#[test]
fn escaping_is_the_crawlers() {
    assert_eq!(escape("&'=`<>\""), "&amp;&#x27;&#x3D;&#x60;&lt;&gt;&quot;");
}
