//! The words of coverage and trends.

use super::text::texts;
use super::words::{grouped, plural};
use crate::archive::CrawlLogError;

texts! {
    cli_coverage_about:
        ko "언론사와 날짜마다 무엇을 얼마나 수집했는지 출력한다. 시간은 한국 시간이고, 하루 24시간 가운데 그 언론사에 닿은 실행과 그 앞 두 시간에 온전히 든 시간을 센다. 실행과 번호는 검색어와 관계없이 폴더 전체의 것이다",
        en "Show what was crawled of each publisher and day. Of a day's 24 hours, in Korean time, those count that lie as a whole in a run that reached the publisher or in the two hours before it; runs and numbers are those of the whole folder, whatever the query";
    cli_coverage_query: ko "이 검색에 맞는 기사만 센다", en "Count only the articles that this query finds";
    cli_coverage_json:
        ko "칸, 실행, 번호, 저장하지 않은 기사, 합계를 한 줄에 JSON 객체 하나씩 출력한다",
        en "Print cells, runs, numbers, what was not stored and the totals, one JSON object a line";
    cli_trend_about:
        ko "검색어에 맞는 기사가 시간에 따라 얼마나 있는지 출력한다. 기사는 최신 수집본을 게재일에 세고, 비율은 그때의 모든 기사 가운데 몫이다",
        en "Show how often queries are met over time. An article is its newest file, counted on its day of publication; shares are of all articles of that time";
    cli_trend_queries: ko "검색어. 여덟 개까지", en "Queries, up to eight";
    cli_trend_by:
        ko "점 하나의 길이: 하루, 월요일부터 일요일까지의 한 주, 한 달",
        en "What a point stands for: a day, a week from Monday to Sunday, a month";
    cli_trend_share: ko "기사 수 대신 비율을 출력한다", en "Print shares in place of counts";
    cli_trend_split: ko "언론사, 분류, 폴더마다 따로 센다", en "Count each publisher, category or folder by itself";
    cli_trend_once:
        ko "글자와 숫자가 모두 같은 글은 가장 먼저 나온 기사의 날에 한 번만 센다",
        en "Count texts whose letters and digits are all the same once, on the day of the first article that has them";
    cli_trend_covered: ko "24시간을 온전히 수집한 날만 센다", en "Count only days all of whose 24 hours were covered";
    cli_trend_json: ko "점마다 JSON 객체 하나를 한 줄에 출력한다", en "Print one JSON object a line for each point";
    cli_no_crawl_times:
        ko "수집 시각이 있는 파일이 없어 어느 시간을 수집했는지 알 수 없습니다.",
        en "No file has a crawl time, so which hours were covered is not known.";
    undated_count(count: usize):
        ko format!("게재일이 없는 기사 {}건은 세지 않았습니다.", grouped(count)),
        en format!("{} without a date of publication not counted.", plural(count, "article", "articles"));
    crawl_log_error(path: &str, error: &CrawlLogError):
        ko match error {
            CrawlLogError::Unreadable(why) => format!("{path}: 수집기의 데이터베이스를 읽지 못해 제외했습니다({why}). 링크가 아닌 일반 파일이어야 합니다."),
            CrawlLogError::TooLarge => format!("{path}: 수집기의 데이터베이스가 2GB보다 커서 제외했습니다."),
            CrawlLogError::Changing => format!("{path}: 수집기가 쓰고 있어 제외했습니다. 수집이 끝난 뒤 다시 실행하세요."),
            CrawlLogError::Damaged => format!("{path}: 수집기의 데이터베이스가 손상되어 제외했습니다."),
            CrawlLogError::OtherForm => format!("{path}: 아는 형식의 수집기 데이터베이스가 아니어서 제외했습니다."),
        },
        en match error {
            CrawlLogError::Unreadable(why) => format!("{path}: can't read the crawler's database, so it is left out ({why}). It has to be a regular file and no link."),
            CrawlLogError::TooLarge => format!("{path}: the crawler's database is larger than 2 GB, so it is left out."),
            CrawlLogError::Changing => format!("{path}: the crawler keeps writing its database, so it is left out. Try again when it is done."),
            CrawlLogError::Damaged => format!("{path}: the crawler's database is damaged, so it is left out."),
            CrawlLogError::OtherForm => format!("{path}: this is no database of the crawler in a form that is known, so it is left out."),
        };
}
