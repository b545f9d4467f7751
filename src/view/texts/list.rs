//! The texts of the list: rows, counts, filters and shelves.

use super::lang::Lang;
use super::text::{text, texts};
use super::words::{grouped, plural};
use crate::search::{Facet, SortKey};

texts! {
    go_to_day: ko "날짜로 이동", en "Go to a day";
    go: ko "이동", en "Go";
    day: ko "날짜", en "Day";
    next_month: ko "다음 달", en "Next month";
    previous_month: ko "이전 달", en "Previous month";
    pick_days: ko "달력에서 고르기", en "Pick from a calendar";
    not_by_day: ko "날짜순으로 정렬하면 날짜로 이동할 수 있습니다", en "Sort by date to go to a day";
    leave_out: ko "제외", en "Leave out";
    no_article: ko "이 폴더에는 기사가 없습니다", en "No articles in this folder";
    no_article_hint:
        ko "기사로 읽을 수 있는 파일이 없습니다. 다른 폴더를 열어 보세요.",
        en "Nothing here can be read as an article. Try another folder.";
    nothing_matches: ko "조건에 맞는 기사가 없습니다", en "No matching articles";
    clear_filter: ko "필터 지우기", en "Clear filter";
    every_file: ko "모든 파일 보기", en "List every file";
    every_file_hint:
        ko "이전 수집본과 사본까지 파일마다 한 줄씩 표시합니다",
        en "Lists older versions and copies too, one row per file";
    undated: ko "날짜 없음", en "No date";
    untitled: ko "제목 없음", en "Untitled";
    no_publisher: ko "언론사 없음", en "No publisher";
    resize_list: ko "목록 너비 조절", en "Resize list";
    articles_list: ko "기사 목록", en "Articles";
    shelves: ko "내 서가", en "My shelves";
    shelves_are:
        ko "별표·태그·메모·형광펜을 남긴 기사와 저장한 검색을 모아 둡니다. 기사 파일은 고치지 않습니다.",
        en "Collects the articles that you starred, tagged, noted or highlighted, and saved searches. Their files stay as they are.";
    shelf_all: ko "모든 기사", en "All articles";
    shelf_unread: ko "읽지 않음", en "Unread";
    shelf_starred: ko "별표", en "Starred";
    shelf_notes: ko "메모", en "Notes";
    shelf_highlights: ko "형광펜", en "Highlights";
    no_marks(star: &str, tag: &str, note: &str):
        ko format!("기사에 별표({star})나 태그({tag}), 메모({note})를 붙이면 여기에 모입니다"),
        en format!("Articles with a star ({star}), tag ({tag}) or note ({note}) are collected here");
    starred: ko "별표", en "starred";
    unread: ko "읽지 않음", en "unread";
    filter: ko "필터", en "Filter";
    sort: ko "정렬", en "Sort by";
    newest: ko "최신순", en "Newest first";
    oldest: ko "오래된 순", en "Oldest first";
    last_crawled: ko "최근 수집순", en "Last crawled";
    by_publisher: ko "언론사순", en "By publisher";
    by_title: ko "제목순", en "By title";
    longest: ko "긴 기사순", en "Longest first";
    browse_column: ko "탐색 열", en "Browse column";
    too_narrow_for_column:
        ko "창 너비가 1,440포인트 이상이어야 탐색 열을 둘 수 있습니다",
        en "The window has to be at least 1,440 points wide for the browse column";
    days: ko "날짜", en "Days";
    unfold: ko "펼치기", en "Unfold";
    fewer_names: ko "줄여 보기", en "Show fewer";
    all_names(count: usize): ko format!("{}개 모두 보기", grouped(count)), en format!("Show all {}", grouped(count));
    publishers: ko "언론사", en "Publishers";
    all_publishers: ko "모든 언론사", en "All publishers";
    categories: ko "분류", en "Categories";
    all_categories: ko "모든 분류", en "All categories";
    sums_exceed:
        ko "한 기사가 여럿에 속할 수 있어 합이 전체보다 큽니다",
        en "An article can count more than once, so the sum exceeds the total";
    no_category: ko "분류 없음", en "No category";
    show_all: ko "모두 보기", en "Show all";
    from_day: ko "시작일", en "From";
    to_day: ko "종료일", en "To";
    day_hint: ko "연-월-일", en "yyyy-mm-dd";
    bad_day: ko "2026-01-06처럼 입력하세요", en "Type it like 2026-01-06";
    by_relevance: ko "관련도순", en "Best match";
    day_bars: ko "날짜별 기사 수", en "Articles by day";

    article_count(count: usize): ko format!("기사 {}건", grouped(count)), en plural(count, "article", "articles");
    item_count(count: usize): ko format!("{}건", grouped(count)), en grouped(count);
    narrowed_count(count: usize, total: usize):
        ko format!("기사 {}건 중 {}건", grouped(total), grouped(count)),
        en format!("{} of {} articles", grouped(count), grouped(total));
    found_count(count: usize): ko format!("검색 결과 {}건", grouped(count)), en plural(count, "result", "results");
    first_of(listed: usize, all: usize):
        ko format!("이 순서로는 {}건 중 앞 {}건만 표시", grouped(all), grouped(listed)),
        en format!("In this order, the first {} of {} are listed", grouped(listed), grouped(all));
    found_at_least(count: usize):
        ko format!("검색 결과 {}건 이상", grouped(count)),
        en format!("{}+ results", grouped(count));
    chosen_count(count: usize): ko format!("{}건 선택", grouped(count)), en format!("{} selected", grouped(count));
    file_count(count: usize): ko format!("파일 {}개", grouped(count)), en plural(count, "file", "files");
    new_count(count: usize): ko format!("새 기사 {}건", grouped(count)), en plural(count, "new article", "new articles");
    problem_count(count: usize): ko format!("문제 {}건", grouped(count)), en plural(count, "problem", "problems");
}

impl Lang {
    /// The command that lists only what has a value.
    pub(in crate::view) fn only_this(self, value: &str) -> String {
        text!(self, ko format!("‘{value}’만 보기"), en format!("Only “{value}”"))
    }

    /// The command that leaves out what has a value.
    pub(in crate::view) fn not_this(self, value: &str) -> String {
        text!(self, ko format!("‘{value}’ 제외"), en format!("Without “{value}”"))
    }

    /// A number with grouped digits.
    pub fn count(self, count: usize) -> String {
        grouped(count)
    }

    /// A row's name for screen readers, joined from its parts.
    pub fn row_name(self, parts: &[&str]) -> String {
        parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", ")
    }
}

impl Lang {
    /// The name of a sort order, normal or reversed.
    pub fn order_name(self, key: SortKey, reverse: bool) -> &'static str {
        match key {
            SortKey::Published if reverse => self.oldest(),
            SortKey::Published => self.newest(),
            SortKey::Crawled => self.last_crawled(),
            SortKey::Publisher => self.by_publisher(),
            SortKey::Title => self.by_title(),
            SortKey::Length => self.longest(),
            SortKey::Relevance => self.by_relevance(),
        }
    }

    pub fn facet_name(self, facet: Facet) -> &'static str {
        match facet {
            Facet::Publisher => self.publishers(),
            Facet::Category => self.categories(),
            Facet::Keyword => text!(self, ko "키워드", en "Keywords"),
            Facet::Folder => text!(self, ko "폴더", en "Folders"),
            Facet::Page => text!(self, ko "면", en "Pages"),
            Facet::Kind => text!(self, ko "종류", en "Kinds"),
        }
    }

    /// The label for all names of a facet.
    pub fn all_of_facet(self, facet: Facet) -> &'static str {
        match facet {
            Facet::Publisher => self.all_publishers(),
            Facet::Category => self.all_categories(),
            Facet::Keyword => text!(self, ko "모든 키워드", en "All keywords"),
            Facet::Folder => text!(self, ko "모든 폴더", en "All folders"),
            Facet::Page => text!(self, ko "모든 면", en "All pages"),
            Facet::Kind => text!(self, ko "모든 종류", en "All kinds"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::view::Lang;

    #[test]
    fn one_article_is_not_plural_in_english() {
        assert_eq!(Lang::English.article_count(1), "1 article");
        assert_eq!(Lang::English.article_count(2), "2 articles");
        assert_eq!(Lang::Korean.article_count(7999), "기사 7,999건");
    }
}
