//! The texts of coverage and trends.

use super::text::texts;
use super::words::{grouped, plural};
use crate::stories::Relation;
use crate::whole::{Period, Split};
use jiff::civil::DateTime;

texts! {
    cli_coverage_about:
        ko "언론사와 날짜별 수집량을 출력한다",
        en "Show what was crawled of each publisher and day";
    cli_coverage_terms:
        ko "한국 시간으로 하루 24시간 중, 그 언론사를 수집한 실행 시간이나 그 직전 두 시간에 온전히 들어가는 시간만 센다. 30분 넘게 쉬면 한 실행이 끝난 것으로 본다. 한국 시간으로 꼭 0시 0분 0초인 수집 시각은 날짜만 아는 것으로 보아 실행에 넣지 않는다. 번호는 그 언론사가 그날 붙인 기사 번호 가운데 수집한 수(seen)와 가장 작은 번호에서 가장 큰 번호까지의 수(span)다. 칸은 찾은 기사의 첫날부터 마지막 날까지 폴더에 있는 모든 언론사의 날이며(기사가 없는 날도 들어가고, 혼자 멀리 떨어진 날은 빠진다), 온전한 칸(full)은 24시간, 일부(part)는 1~23시간, 빈 칸(none)은 0시간을 수집한 칸이다. 기사도 수집한 시간도 없는 칸은 모두 합해 100만 칸까지만 줄로 출력한다. 언론사를 적지 않은 기사는 번호(oid)나 주소로 짐작한 언론사로 센다. 실행과 번호는 검색어와 무관하게 폴더 전체를 기준으로 한다.",
        en "Of a day's 24 hours, in Korean time, an hour counts if all of it lies within a run that reached the publisher, or within the two hours before one. A pause of more than half an hour ends a run. A crawl at exactly midnight in Korea is one of which only the day is known, and belongs to no run. Numbers are how many of the article numbers that a publisher gave on a day were seen, and how many there are from the smallest to the greatest (span). Cells are the days of all publishers of the folder from the first to the last day of the articles found, days without articles included and days far from all others left out: full with 24 hours covered, part with 1 to 23, none with 0. Cells with neither an article nor a covered hour are lines of their own as long as there are at most a million cells. An article whose file names no publisher counts under the one inferred from its number (oid) or address. Runs and numbers are those of the whole folder, whatever the query.";
    cli_coverage_query: ko "이 검색에 맞는 기사만 센다", en "Count only the articles that this query finds";
    cli_coverage_json:
        ko "칸, 실행, 번호, 저장하지 않은 기사, 합계를 한 줄에 JSON 객체 하나씩 출력한다",
        en "Print cells, runs, numbers, what was not stored and the totals, one JSON object a line";
    cli_trend_about:
        ko "검색어에 맞는 기사 수의 추이를 출력한다",
        en "Show how many articles match queries over time";
    cli_trend_terms:
        ko "기사는 최신 수집본을 게재일 기준으로 세며, 비율은 같은 기간 전체 기사 대비다. 수집한 시간은 모든 실행을 합친 것이고, 언론사로 나누면 그 언론사를 수집한 실행만 센다.",
        en "An article is its newest file, counted on its day of publication; shares are of all articles of that time. Covered hours are those of all runs; of the line of a publisher, those of the runs that reached it.";
    cli_trend_queries: ko "검색어. 여덟 개까지", en "Queries, up to eight";
    cli_trend_by:
        ko "집계 단위: 하루, 월요일부터 일요일까지의 한 주, 한 달",
        en "What a point stands for: a day, a week from Monday to Sunday, a month";
    cli_trend_share: ko "기사 수 대신 비율을 출력한다", en "Print shares in place of counts";
    cli_trend_split: ko "언론사, 분류, 폴더, 키워드마다 따로 센다. 키워드가 여럿인 기사는 키워드마다 세고, 기사가 가장 많은 키워드 100개만 출력한다", en "Count each publisher, category, folder or keyword by itself. An article counts under each of its keywords, of which the 100 of most articles are shown";
    cli_trend_once:
        ko "거의 같은 글(연속한 다섯 글자의 60% 이상이 같은 글)은 가장 먼저 나온 기사의 날에 한 번만 센다. 언론사가 되풀이하는 문장, 메일 주소, 기자 이름은 빼고 비교한다",
        en "Count nearly identical texts (with 0.6 or more of their sequences of five letters in common) once, on the day of the first article that has them; sentences that a publisher repeats, e-mail addresses and bylines are left out";
    cli_trend_covered: ko "24시간을 온전히 수집한 날만 센다", en "Count only days all of whose 24 hours were covered";
    cli_trend_json: ko "집계 단위마다 JSON 객체를 한 줄씩 출력한다", en "Print one JSON object a line for each point";
    stories: ko "이야기", en "Stories";
    coverage: ko "수집 현황", en "Coverage";
    trend: ko "추이", en "Trends";
    articles_tab: ko "기사", en "Articles";
    show_stories: ko "이야기 목록", en "List of stories";
    show_whole: ko "전체 보기(수집 현황·추이·단어)", en "Overview: coverage, trends, words";
    show_words: ko "용례와 단어", en "Concordance and words";
    first_seen(time: &str): ko format!("{time} 처음 확인"), en format!("first seen {time}");
    first_seen_tied(time: &str, count: usize):
        ko format!("{time} 처음 확인(30분 안 {}건)", grouped(count)),
        en format!("first seen {time} ({} within 30 minutes)", grouped(count));
    first_seen_mark: ko "처음 확인", en "first seen";
    publisher_count(count: usize):
        ko format!("언론사 {}곳", grouped(count)),
        en plural(count, "publisher", "publishers");
    places: ko "곳", en "papers";
    korean_time: ko "한국 시간", en "Korean time";
    counting: ko "세는 중", en "Counting…";
    grouping: ko "이야기를 묶는 중", en "Grouping stories…";
    no_story: ko "둘 이상의 기사가 함께 다룬 일이 없습니다", en "No event is reported by two or more articles";
    nothing_in_period: ko "이 기간에 수집한 기사가 없습니다", en "No article of this period was crawled";
    publisher_column: ko "언론사", en "Publisher";
    hours_column: ko "수집한 시간", en "Hours covered";
    no_dated_article: ko "게재일이 있는 기사가 없습니다", en "No article has a date of publication";
    relation(relation: Relation):
        ko match relation {
            Relation::Same => "같은 글",
            Relation::Partly => "일부 겹침",
            Relation::Own => "따로 쓴 글",
            Relation::Photo => "사진",
            Relation::Mention => "언급",
            Relation::Wire => "통신 기사 전재",
            Relation::Uncompared => "발췌라 비교하지 않음",
        }
        .to_owned(),
        en match relation {
            Relation::Same => "Same text",
            Relation::Partly => "Partly shared",
            Relation::Own => "Own text",
            Relation::Photo => "Photos",
            Relation::Mention => "Mentions",
            Relation::Wire => "Agency copy",
            Relation::Uncompared => "Excerpts, not compared",
        }
        .to_owned();
    shared_means:
        ko "비율은 30자 이상 이어 겹치는 대목을 글자로 센 값입니다. 통신 기사 전재나 같은 보도자료일 수 있으며, 어느 쪽이 먼저 썼는지는 알 수 없습니다.",
        en "Shares count the letters of passages of 30 or more. They may come from an agency or a press release; who wrote first is not known.";
    strip_hours(hours: usize): ko format!("{hours}시간"), en format!("{hours} h");
    story_count(count: usize): ko format!("이야기 {}건", grouped(count)), en plural(count, "story", "stories");
    most_publishers_first: ko "언론사 많은 순", en "Most papers first";
    told_and_single(told: usize, mentions: usize, single: usize):
        ko match mentions {
            0 => format!("이야기에 속한 기사 {}건 · 속하지 않은 기사 {}건", grouped(told), grouped(single)),
            _ => format!(
                "이야기에 속한 기사 {}건 · 언급만 {}건 · 그 밖 {}건",
                grouped(told), grouped(mentions), grouped(single)
            ),
        },
        en match mentions {
            0 => format!("{} in stories · {} alone", plural(told, "article", "articles"), grouped(single)),
            _ => format!(
                "{} in stories · {} mention one · {} alone",
                plural(told, "article", "articles"), grouped(mentions), grouped(single)
            ),
        };
    as_counts: ko "기사 수", en "Counts";
    as_shares: ko "하루 중 비율", en "Share of the day";
    as_picture: ko "차트", en "Chart";
    as_table: ko "표", en "Table";
    full_cells: ko "온전히 수집한 칸", en "fully covered cells";
    part_cells: ko "일부만 수집한 칸", en "partly covered cells";
    empty_cells: ko "수집하지 않은 칸", en "cells not covered";
    not_stored_label: ko "저장하지 않음", en "not stored";
    crawler_skipped: ko "건너뜀", en "skipped";
    crawler_failed: ko "실패", en "failed";
    not_stored_why(reasons: &str): ko format!("저장하지 않은 이유: {reasons}"), en format!("Not stored: {reasons}");
    articles_label: ko "기사", en "articles";
    full_days: ko "온전한 날", en "Full days";
    by_numbers: ko "번호 대비", en "Share of numbers";
    bars_of_counts(most: &str): ko format!("막대는 기사 수(가장 긴 막대 {most})"), en format!("bars: articles (the tallest {most})");
    bars_of_shares(most: &str): ko format!("막대는 하루 중 비율(가장 긴 막대 {most})"), en format!("bars: share of the day (the tallest {most})");
    numbers_mean:
        ko "번호 대비는 그날 언론사가 매긴 기사 번호 가운데 모은 비율입니다. 번호에는 연예·스포츠·사진과 지워진 기사도 들어 있습니다.",
        en "Of numbers: the share of a publisher's running numbers of the day that is here. The numbers also count entertainment, sports, photos and withdrawn articles.";
    day_sums: ko "하루 합계", en "Daily total";
    crawler_runs: ko "수집기 실행", en "Crawler's runs";
    run_count(count: usize): ko format!("{}번 실행", grouped(count)), en plural(count, "run", "runs");
    longest_pause(hours: i64): ko format!("가장 긴 공백 {hours}시간"), en format!("longest pause {hours} h");
    covered_in_part: ko "일부만 수집(막대는 시간)", en "partly covered (bar: hours)";
    not_covered: ko "수집 안 함", en "not covered";
    covered_and_none: ko "수집했으나 0건", en "covered, no article";
    hours_covered(hours: u8): ko format!("24시간 중 {hours}시간 수집"), en format!("{hours} of 24 hours covered");
    click_narrows: ko "누르면 목록이 이 칸으로 좁혀집니다", en "A click narrows the list to this cell";
    beyond_columns(count: usize):
        ko format!("그림 밖 날짜의 기사 {}건", grouped(count)),
        en format!("{} of days outside the picture", plural(count, "article", "articles"));
    hours_covered_a_day(hours: u8):
        ko format!("하루 24시간 중 평균 {hours}시간 수집"),
        en format!("{hours} of 24 hours covered a day on average");
    day_column: ko "날짜", en "Date";
    by_day: ko "일", en "Day";
    by_week: ko "주", en "Week";
    by_month: ko "월", en "Month";
    as_share: ko "비율", en "Share";
    caption_queries(queries: &str): ko format!("검색어 {queries}"), en format!("queries {queries}");
    caption_moment(moment: DateTime):
        ko format!("{} {:02}:{:02}", moment.date(), moment.hour(), moment.minute()),
        en format!("{} {:02}:{:02}", moment.date(), moment.hour(), moment.minute());
    save_chart: ko "차트·표 저장", en "Save chart or table";
    no_chart_shown: ko "이야기 목록, 수집 현황, 추이, 단어에서 저장할 수 있습니다", en "Show stories, coverage, trends or words first";
    save_chart_hint:
        ko "이름이 .svg나 .png로 끝나면 차트를, .csv나 .xlsx나 .jsonl로 끝나면 수치를 표로 저장합니다.",
        en "A name ending in .svg or .png saves the chart, one in .csv, .xlsx or .jsonl its numbers as a table.";
    chart_ending:
        ko "이름이 .svg .png .pdf .csv .xlsx .jsonl 가운데 하나로 끝나야 합니다.",
        en "The name has to end in .svg, .png, .pdf, .csv, .xlsx or .jsonl.";
    stories_have_no_chart:
        ko "이야기는 표로만 저장합니다: .csv .xlsx .jsonl",
        en "Stories are saved as tables only: .csv, .xlsx or .jsonl";
    nothing_to_save_yet: ko "아직 세는 중입니다", en "Still counting";
    chart_saved(path: &str): ko format!("{path}에 저장했습니다"), en format!("Saved to {path}");
    cli_chart_output:
        ko "화면에 출력하지 않고 이 파일에 저장한다. 이름의 끝이 형식을 정한다: .svg .png .pdf .csv .xlsx .jsonl",
        en "Save to this file instead of printing. The ending of its name decides the format: .svg .png .pdf .csv .xlsx .jsonl";
    cli_table_output:
        ko "화면에 출력하지 않고 이 파일에 표로 저장한다. 이름의 끝이 형식을 정한다: .csv .xlsx .jsonl",
        en "Save a table to this file instead of printing. The ending of its name decides the format: .csv .xlsx .jsonl";
    cli_too_many_queries: ko "검색어는 여덟 개까지 비교합니다.", en "At most eight queries can be compared.";
    no_covered_day: ko "24시간을 모두 수집한 날이 없습니다", en "No day is fully covered";
    nothing_to_split_by: ko "찾은 기사에 나눌 값이 없습니다", en "The articles found have no value to split by";
    add_query: ko "검색어 추가", en "Add a query";
    remove_query(query: &str): ko format!("‘{query}’ 지우기"), en format!("Remove {query}");
    each_text_once: ko "같은 글은 한 번만", en "Each text once";
    trend_picture: ko "추이 차트", en "Chart of trends";
    copy_table: ko "표 복사", en "Copy table";
    only_reports: ko "인사·부고·사진 제외", en "Without appointments, obituaries, photos";
    moving_average: ko "이동 평균", en "Moving average";
    no_moving_average: ko "이동 평균 없음", en "No moving average";
    moving_average_of(window: usize, period: Period):
        ko match period {
            Period::Day => format!("{window}일 이동 평균"),
            Period::Week => format!("{window}주 이동 평균"),
            Period::Month => format!("{window}개월 이동 평균"),
        },
        en match period {
            Period::Day => format!("Moving average, {window} days"),
            Period::Week => format!("Moving average, {window} weeks"),
            Period::Month => format!("Moving average, {window} months"),
        };
    split_by: ko "나누기", en "Split";
    split(split: Option<Split>):
        ko match split {
            None => "나누지 않음",
            Some(Split::Publisher) => "언론사별",
            Some(Split::Category) => "분류별",
            Some(Split::Folder) => "폴더별",
            Some(Split::Keyword) => "키워드별",
        }
        .to_owned(),
        en match split {
            None => "Not split",
            Some(Split::Publisher) => "By publisher",
            Some(Split::Category) => "By section",
            Some(Split::Folder) => "By folder",
            Some(Split::Keyword) => "By keyword",
        }
        .to_owned();
    none_given: ko "없음", en "None";
    hollow_is_part: ko "○ 24시간 중 일부만 수집한 때", en "○ covered in part";
    hatched_is_uncovered: ko "빗금은 수집하지 않은 때", en "hatched: not crawled";
    not_covered_time: ko "수집하지 않은 때", en "Not crawled";
    cli_trend_reports:
        ko "사진·인사·부고·동정·운세·날씨·일정과 빅카인즈의 분석제외 기사를 뺀다",
        en "Leave out photos, appointments, obituaries, people, horoscopes, weather, schedules, and what BigKinds excludes";
    only_covered_days: ko "온전히 수집한 날만", en "Fully covered days only";
    no_query_yes: ko "검색어를 입력하면 기간별 기사 수를 표시합니다", en "Enter a query to see how many articles match over time";
    share_of_articles: ko "같은 기간 전체 기사 대비 비율", en "Share of all articles of that time";
    all_articles: ko "모든 기사 수(분모)", en "All articles";
    cli_no_crawl_times:
        ko "수집 시각이 있는 파일이 없어 어느 시간을 수집했는지 알 수 없습니다.",
        en "No file has a crawl time, so which hours were covered is not known.";
    undated_count(count: usize):
        ko format!("게재일이 없는 기사 {}건은 세지 않았습니다.", grouped(count)),
        en format!("{} without a date of publication not counted.", plural(count, "article", "articles"));
}
