//! The texts of samples, coding sheets and the agreement of coders.

use super::text::texts;
use super::words::{grouped, plural};

texts! {
    cli_sample_about: ko "기사를 시드로 표집한다", en "Draw a sample of articles by a seed";
    cli_sample_terms:
        ko "모집단(frame)은 검색에 맞는 기사이며, 검색어가 없으면 폴더의 모든 기사다. 기사마다 시드와 기사 키로 만든 SHA-256이 작은 순으로 뽑으므로(sha256-rank 1), 같은 시드는 파일의 순서와 무관하게 같은 기사를 뽑고, 모집단 밖의 기사가 늘어도 그대로다. --size N은 단순무작위 표집, --each를 더하면 층마다 N건의 층화 표집이다. --every K는 체계적 표집으로, 게재일과 키의 순서에서 시드가 정한 첫 K건 가운데 하나부터 K건마다 뽑는다. --weeks W는 구성주간 표집으로, 요일마다 기간 안의 수집된 날(하루 24시간이 모두 수집된 날, 수집 시각이 없는 폴더에서는 기사가 있는 날) 가운데 W일을 비복원으로 뽑아 그날의 기사를 모두 낸다. 모자라는 층이나 요일은 있는 만큼 모두 뽑고 그렇다고 알린다.",
        en "The frame is the articles that the query finds, or all of the folder. The articles with the smallest SHA-256 of seed and key are drawn (sha256-rank 1): a seed draws the same articles whatever the order of files, and whatever is added outside the frame. --size N is a simple random sample, with --each a stratified one, N of each stratum. --every K is systematic: every K articles by day of publication and key, from one of the first K that the seed chooses. --weeks W makes constructed weeks: for each day of the week, W of the covered days of the period without replacement (days whose 24 hours were all crawled; in a folder without crawl times, days that have an article), with all their articles. Where there are fewer, all are taken, and this is told.";
    cli_sample_query: ko "이 검색에 맞는 기사에서 뽑는다", en "Draw from the articles that this query finds";
    cli_sample_seed: ko "시드. 같은 시드는 같은 기사를 뽑는다", en "The seed; the same one draws the same articles";
    cli_sample_size: ko "뽑을 기사 수. --each와 함께면 층마다의 수", en "How many articles to draw, with --each of each stratum";
    cli_sample_each: ko "이것으로 층을 나눈다", en "Part the articles into strata by this";
    cli_sample_every: ko "게재일순으로 K건마다 하나", en "Every K articles by day of publication";
    cli_sample_weeks: ko "요일마다 뽑을 날의 수", en "How many days to draw for each day of the week";
    cli_sample_days: ko "구성주간의 요일. 예: mon-sat, mon,wed,fri", en "The days of a constructed week, e.g. mon-sat or mon,wed,fri";
    cli_sample_bad_days(value: &str):
        ko format!("‘{value}’: 요일이 아닙니다. mon-sat이나 mon,wed,fri처럼 쓰세요."),
        en format!("'{value}' names no days. Write mon-sat or mon,wed,fri.");
    cli_sample_json:
        ko "기사마다 층(stratum)을 더한 JSON 객체 하나를 한 줄에 출력한다",
        en "Print one JSON object per line for each article, with its stratum";
    sampled(drawn: usize, frame: usize, how: &str, seed: u64, drawing: &str):
        ko format!("{}건 중 {}건 · {how} · 시드 {seed} · {drawing}", grouped(frame), grouped(drawn)),
        en format!("{} of {} · {how} · seed {seed} · {drawing}", grouped(drawn), plural(frame, "article", "articles"));
    simple_random: ko "단순무작위 표집", en "simple random sample";
    stratified_sample(strata: usize):
        ko format!("층화 표집({}개 층)", grouped(strata)),
        en format!("stratified sample of {}", plural(strata, "stratum", "strata"));
    systematic_sample(every: usize):
        ko format!("체계적 표집({}건마다)", grouped(every)),
        en format!("systematic sample, every {}", plural(every, "article", "articles"));
    constructed_weeks(weeks: usize, days: usize):
        ko format!("구성주간 표집({weeks}주, {days}일)"),
        en format!("{} of {}", plural(weeks, "constructed week", "constructed weeks"), plural(days, "day", "days"));
    fewer_articles(of: usize, asked: usize):
        ko format!("모집단이 {}건뿐이어서 {}건 대신 모두 뽑았습니다.", grouped(of), grouped(asked)),
        en format!("All of them: the frame has only {}, not {}.", plural(of, "article", "articles"), grouped(asked));
    fewer_in_strata(strata: usize, named: &str):
        ko format!("{}개 층은 모자라 있는 대로 모두 뽑았습니다: {named}", grouped(strata)),
        en format!("{} had too few, and all of them were taken: {named}", plural(strata, "stratum", "strata"));
    fewer_days(named: &str):
        ko format!("수집된 날이 모자라 있는 대로 모두 뽑은 요일이 있습니다: {named}"),
        en format!("Some days of the week had too few covered days, and all of them were taken: {named}");
    unnamed_stratum: ko "(없음)", en "(none)";
    and_others(count: usize): ko format!(" 외 {}개", grouped(count)), en format!(" and {} more", grouped(count));
}
