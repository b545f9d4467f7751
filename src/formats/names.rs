//! The meaning of names in tables, JSON and heads of files: a table of all known spellings, and a table of the
//! facts that are copied without conversion.

use crate::article::Facts;

/// A field that a column or key can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FieldName {
    Id,
    Title,
    Text,
    Excerpt,
    Publisher,
    Authors,
    Published,
    /// The time of day of publication, beside a column with the day.
    Time,
    Modified,
    Crawled,
    Url,
    Original,
    Category,
    Incident,
    Keywords,
    Words,
    People,
    Places,
    Organizations,
    Page,
    Edition,
    Medium,
    Excluded,
    Oid,
    Aid,
    ContentHash,
}

/// The names of each field, folded, most likely first; the first name present in a row wins.
#[rustfmt::skip]
const NAMES: [(FieldName, &[&str]); 26] = [
    (FieldName::Id, &["id", "newsid", "articleid", "뉴스식별자", "뉴스id", "기사식별자", "slug", "guid", "기사id", "기사번호", "뉴스번호"]),
    (FieldName::Title, &[
        "title", "headline", "subject", "제목", "기사제목", "뉴스제목", "헤드라인", "doctitle", "기사명", "articletitle",
        "newstitle", "글제목", "타이틀", "표제", "보도제목", "name",
    ]),
    (FieldName::Text, &[
        "content", "contents", "body", "text", "article", "document", "본문", "내용", "기사본문", "뉴스본문",
        "datacontent", "paragraph", "paragraphs", "기사내용", "뉴스내용", "본문내용", "articletext",
        "articlebody", "newscontent", "newsbody", "maintext", "fulltext", "contenttext", "contenthtml", "기사전문", "보도내용", "원문", "기사원문",
    ]),
    (FieldName::Excerpt, &["description", "hilight", "preview", "summary", "요약", "snippet"]),
    (FieldName::Publisher, &[
        "publisher", "press", "언론사", "언론사명", "매체", "매체명", "신문사", "뉴스제공처", "media", "medianame",
        "pressname", "outlet", "company", "provider", "site", "sitename", "docsource", "source", "매체사", "발행처", "발행사",
        "방송사", "신문사명", "언론", "신문", "newspaper", "보도매체", "게재매체", "언론매체", "publication", "publicationtitle",
        "pubtitle", "출처",
    ]),
    (FieldName::Authors, &[
        "author", "authors", "byline", "writer", "creator", "from", "기자", "기고자", "작성자", "기자명",
        "글쓴이", "저자", "필자", "작성기자", "담당기자", "취재기자", "reporter", "journalist", "writers",
    ]),
    (FieldName::Published, &[
        "published", "publishedat", "date", "datetime", "datepublished", "publishdate", "pubdate", "dateline",
        "newsdate", "docpublished", "일자", "날짜", "작성일", "입력", "등록일", "보도일", "게시일", "createdat",
        "datepublish", "publisheddate", "publicationdate", "postedat", "regdate", "writedate", "기사일자", "기사날짜", "작성일자",
        "작성일시", "등록일자", "등록일시", "입력일", "입력일시", "게시일자", "게시일시", "게재일", "게재일자", "게재일시", "발행일",
        "발행일자", "발행일시", "보도일자", "보도일시", "보도날짜", "기사입력", "뉴스날짜", "뉴스일자", "기사일시", "날짜/시간",
        "입력시간", "입력시각", "작성시간", "작성시각", "등록시간", "게시시간", "게재시간", "발행시간", "보도시간", "기사시간", "기사작성일",
        "기사등록일", "기사게재일", "기사입력시간", "기사입력일", "writedat", "wrttime", "registered", "registeredat",
        "일시", "출판일", "발간일", "등록시각", "게시시각", "게재시각", "발행시각", "보도시각", "시간", "시각", "time",
    ]),
    (FieldName::Time, &[
        "시간", "시각", "time", "입력시간", "입력시각", "작성시간", "작성시각", "등록시간", "등록시각", "게시시간", "게시시각",
        "게재시간", "게재시각", "발행시간", "발행시각", "보도시간", "보도시각", "기사시간", "기사입력시간", "pubtime", "publishtime",
        "publishedtime",
    ]),
    (FieldName::Modified, &[
        "modified", "modifiedat", "edittime", "updated", "updatedat", "datemodified", "article:modifiedtime",
        "lastmod", "lastmodified", "datemodify", "수정일자", "수정", "수정일", "수정일시", "최종수정", "수정시간", "수정시각",
        "최종수정일", "최종수정일시",
    ]),
    (FieldName::Crawled, &[
        "crawled", "crawledat", "created", "datesaved", "saved", "savedat", "clipped", "scrapedat", "collected",
        "수집일시", "수집일", "수집일자", "수집시간", "수집시각", "수집날짜", "크롤링일시", "크롤링시간", "크롤링날짜", "저장일시", "datedownload", "crawldate", "fetchedat", "collectedat", "dateadded",
        "timeadded", "scrapedate", "crawltime", "크롤링일",
    ]),
    (FieldName::Url, &[
        "url", "link", "originalurl", "canonical", "permalink", "source", "링크", "주소", "기사링크", "원문", "기사url", "뉴스url",
        "기사주소", "뉴스주소", "url주소", "네이버링크", "뉴스링크", "원문링크", "원문url", "원문주소", "articleurl", "newsurl", "newslink", "href", "링크주소", "url링크",
        "기사원문링크", "원본링크", "원본url", "바로가기", "documenturl", "weburl", "기사원문", "출처",
    ]),
    (FieldName::Original, &["original", "originallink", "providerlinkpage"]),
    (FieldName::Category, &[
        "category", "categories", "section", "topic", "분류", "섹션", "카테고리", "통합분류", "통합분류1", "통합분류2",
        "통합분류3", "기사분류", "기사섹션", "분야", "대분류", "categoryname", "sections",
    ]),
    (FieldName::Incident, &["incident", "사건/사고분류", "사건/사고분류1", "사건/사고분류2", "사건/사고분류3", "categoryincident"]),
    (FieldName::Keywords, &["tags", "keywords", "labels", "topics", "특성추출", "tag", "hashtags", "태그", "해시태그"]),
    (FieldName::Words, &["wordlist", "키워드"]),
    (FieldName::People, &["인물"]),
    (FieldName::Places, &["위치"]),
    (FieldName::Organizations, &["기관"]),
    (FieldName::Page, &["page", "printingpage", "면", "지면", "게재면", "지면정보"]),
    (FieldName::Edition, &["edition", "판", "판수"]),
    (FieldName::Medium, &["medium", "지면/온라인"]),
    (FieldName::Excluded, &["excluded", "분석제외여부", "분석제외"]),
    (FieldName::Oid, &["oid"]),
    (FieldName::Aid, &["aid"]),
    (FieldName::ContentHash, &["contenthash"]),
];

/// Where to put a fact that is copied without conversion.
pub(super) enum FactPlace {
    Text(fn(&mut Facts) -> &mut String),
    /// A list, or a text with items separated by commas.
    Items(fn(&mut Facts) -> &mut Vec<String>),
}

/// The facts that are copied without conversion.
pub(super) const PLAIN_FACTS: [(FieldName, FactPlace); 8] = [
    (FieldName::Keywords, FactPlace::Items(|facts| &mut facts.keywords)),
    (FieldName::Words, FactPlace::Items(|facts| &mut facts.words)),
    (FieldName::People, FactPlace::Items(|facts| &mut facts.people)),
    (FieldName::Places, FactPlace::Items(|facts| &mut facts.places)),
    (FieldName::Organizations, FactPlace::Items(|facts| &mut facts.organizations)),
    (FieldName::Edition, FactPlace::Text(|facts| &mut facts.edition)),
    (FieldName::Medium, FactPlace::Text(|facts| &mut facts.medium)),
    (FieldName::Excluded, FactPlace::Text(|facts| &mut facts.excluded)),
];

impl FieldName {
    pub(super) fn is_list(self) -> bool {
        let is_list_fact =
            |(field, place): &(Self, FactPlace)| *field == self && matches!(place, FactPlace::Items(_));
        matches!(self, Self::Authors | Self::Category | Self::Incident)
            || PLAIN_FACTS.iter().any(is_list_fact)
    }
}

/// The fields that a name can stand for, each with the name's rank among the field's names. `source` is an
/// address or a publisher, depending on its value.
pub(super) fn fields_of(name: &str) -> impl Iterator<Item = (FieldName, usize)> {
    let folded = folded(name);
    NAMES.iter().filter_map(move |(field, names)| {
        names.iter().position(|known| *known == folded).map(|place| (*field, place))
    })
}

/// Whether a name is that of a title or text. A `name` is a title only beside a text.
pub(super) fn names_text(name: &str) -> bool {
    let is_text = |(field, _)| matches!(field, FieldName::Title | FieldName::Text);
    !name.eq_ignore_ascii_case("name") && fields_of(name).any(is_text)
}

/// Whether names are those of BigKinds sheets, whose texts are the first 200 letters.
pub(super) fn are_bigkinds<'a>(names: impl Iterator<Item = &'a str>) -> bool {
    let (mut own, mut all) = (0, 0);
    for name in names.map(folded) {
        let is_own = ["뉴스식별자", "분석제외여부", "특성추출"].contains(&name.as_str())
            || name.starts_with("통합분류")
            || name.starts_with("사건/사고분류");
        let is_shared = ["일자", "언론사", "기고자", "제목", "본문", "키워드", "인물", "위치", "기관", "url"]
            .contains(&name.as_str());
        own += usize::from(is_own);
        all += usize::from(is_own || is_shared);
    }
    own > 0 && all >= 4
}

/// A name for comparison: up to the first bracket, without spaces, line breaks, `_` and `-`, in lower case.
fn folded(name: &str) -> String {
    let name = name.split(['(', '（', '[']).next().unwrap_or_default();
    let kept = name.chars().filter(|&c| !(c.is_whitespace() || matches!(c, '_' | '-' | '\u{feff}')));
    kept.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_every_spelling() {
        for (name, expected) in [
            ("Date", &[FieldName::Published][..]),
            ("published_at", &[FieldName::Published]),
            ("뉴스 본문", &[FieldName::Text]),
            ("제목 (필수)", &[FieldName::Title]),
            ("news-id\n", &[FieldName::Id]),
            ("source", &[FieldName::Publisher, FieldName::Url]),
            ("원문", &[FieldName::Text, FieldName::Url]),
            ("특성추출(가중치순 상위 50개)", &[FieldName::Keywords]),
            ("사건/사고 분류2", &[FieldName::Incident]),
            ("기사 원문", &[FieldName::Text, FieldName::Url]),
            ("보도매체", &[FieldName::Publisher]),
            ("Publication Title", &[FieldName::Publisher]),
            ("time_added", &[FieldName::Crawled]),
            ("작성시간", &[FieldName::Published, FieldName::Time]),
            ("likes", &[]),
        ] {
            let fields: Vec<FieldName> = fields_of(name).map(|(field, _)| field).collect();
            assert_eq!(fields, expected, "{name:?}");
        }
    }
}
