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
    cli_sample_set:
        ko "뽑은 기사를 이 이름의 세트로 내 서가에 남긴다. 세트:이름으로 검색한다",
        en "Keep what was drawn as a set of this name, which set:NAME finds";
    cli_sample_force: ko "같은 이름의 세트를 바꾼다", en "Replace a set of the same name";
    set_is_there(name: &str):
        ko format!("‘{name}’ 세트가 이미 있습니다. 바꾸려면 --force를 쓰세요."),
        en format!("There is a set '{name}' already. Use --force to replace it.");
    set_kept(name: &str, articles: usize):
        ko format!("‘{name}’ 세트에 {}건을 남겼습니다. 검색어: 세트:\"{name}\"", grouped(articles)),
        en format!("Kept {} as the set '{name}'. Query: set:\"{name}\"", plural(articles, "article", "articles"));
    bad_set_name(name: &str):
        ko format!("‘{name}’: 세트 이름으로 쓸 수 없습니다. 빈 이름과 \"와 *는 쓸 수 없습니다."),
        en format!("'{name}' can't name a set: a name isn't empty and has no \" or *.");
    no_such_set(name: &str):
        ko format!("‘{name}’ 세트가 없습니다."),
        en format!("There is no set '{name}'.");
    set_lacks(name: &str, gone: usize, of: usize):
        ko format!("‘{name}’ 세트의 {}건 중 {}건이 이 폴더에 없습니다.", grouped(of), grouped(gone)),
        en format!("Of the {} of the set '{name}', {} not in this folder.", plural(of, "article", "articles"), plural(gone, "is", "are"));
    cli_sample_sheet:
        ko "코더마다 코딩 시트를 쓴다: codes.xlsx라면 codes-1.xlsx, codes-2.xlsx와 코드북 codes-book.xlsx",
        en "Write a coding sheet for each coder: for codes.xlsx codes-1.xlsx, codes-2.xlsx and a code book, codes-book.xlsx";
    cli_sample_coders: ko "코더의 수", en "How many coders";
    cli_sample_overlap: ko "모든 코더가 함께 코딩할 기사의 비율", en "The share of articles that every coder gets";
    cli_sample_variables:
        ko "코딩할 변수. 예: '주제,논조=긍정|중립|부정'",
        en "What is to be coded, e.g. 'topic,tone=positive|neutral|negative'";
    bad_variable(part: &str):
        ko format!("‘{part}’: 변수가 아닙니다. '주제,논조=긍정|중립|부정'처럼 쓰세요"),
        en format!("'{part}' names no variable; write 'topic,tone=positive|neutral|negative'");
    book_columns: ko "변수,값,정의", en "variable,value,definition";
    sheets_written(coders: usize, each: usize, common: usize, first: &str):
        ko format!("코딩 시트 {coders}개를 썼습니다(한 명에 {}건, 함께 코딩할 기사 {}건): {first} …", grouped(each), grouped(common)),
        en format!("Wrote {} with {} each, of which all have {}: {first} …", plural(coders, "coding sheet", "coding sheets"), plural(each, "article", "articles"), grouped(common));
    cli_agree_about: ko "코딩 시트의 코더 간 일치도를 계산한다", en "Tell how far the coders of coding sheets agree";
    cli_agree_terms:
        ko "변수마다 둘 이상이 코딩한 기사 수(n), 일치율, 코헨의 카파(코더가 둘일 때), 크리펜도르프의 알파(명목·서열·등간)를 낸다. 기사는 key 열로 짝짓고, 빈칸은 결측으로 계산에서 뺀다. 일치율은 기사마다 코드의 짝 가운데 같은 것의 비율을 평균한 것이다. 카파는 둘 다 코딩한 기사에서 (관찰 − 우연) / (1 − 우연)이고, 알파는 일치 행렬(coincidence matrix)에서 1 − 관찰된 불일치 / 기대 불일치이다. 서열·등간 알파는 모든 코드가 수일 때만 정의된다. 모든 코드가 같으면 카파와 알파가 정의되지 않으며(JSON에서 null) 그 까닭을 알린다. 시트는 Excel, OpenDocument, CSV 모두 된다. --keep으로 코드를 남기면 code.변수:값(코드.논조:긍정)으로 검색한다.",
        en "For each variable: how many articles were coded by two or more (n), percent agreement, Cohen's kappa (of two coders), and Krippendorff's alpha (nominal, ordinal, interval). Articles are matched by the column key; empty cells are missing values and left out. Agreement is the share of equal pairs of codes, averaged over articles. Kappa is (observed − expected) / (1 − expected) over the articles that both coded, alpha is 1 − observed disagreement / expected disagreement, from coincidences. Ordinal and interval alpha are only defined if all codes are numbers. If all codes are the same, kappa and alpha are undefined (null in JSON), and the reason is told. Sheets may be Excel, OpenDocument or CSV. Codes kept with --keep are found by code.VARIABLE:VALUE.";
    cli_agree_sheets: ko "코더가 채운 시트", en "Sheets that coders have filled in";
    cli_agree_variables: ko "이 변수만 계산하고, 목록에 없는 코드를 알린다", en "Only these variables; tells of codes that aren't among their values";
    cli_agree_set: ko "코드가 갈린 기사를 이 이름의 세트로 남긴다", en "Keep the articles on which coders disagree as a set of this name";
    cli_agree_keep: ko "코드를 내 서가에 남긴다. code.변수:값으로 검색한다", en "Keep the codes in your library, for code.VARIABLE:VALUE in queries";
    cli_agree_json: ko "변수마다 JSON 객체 하나를 한 줄에 출력한다", en "Print one JSON object a line for each variable";
    same_coders:
        ko "시트의 파일 이름이 같습니다. 코더를 구별하도록 이름을 바꾸세요.",
        en "Two sheets have the same file name. Rename one, since names tell coders apart.";
    no_variables: ko "시트에 코딩한 열이 없습니다.", en "The sheets have no column of codes.";
    no_key_column(sheet: &str):
        ko format!("{sheet}: key 열이 없습니다. seogo sample --sheet로 만든 시트의 열 이름을 그대로 두세요."),
        en format!("{sheet} has no column 'key'. Keep the column names of the sheet that seogo sample --sheet wrote.");
    sheets_read(sheets: usize, articles: usize, common: usize):
        ko format!("시트 {sheets}개, 기사 {}건, 둘 이상의 시트에 있는 기사 {}건", grouped(articles), grouped(common)),
        en format!("{}, {}, {} of them in two or more", plural(sheets, "sheet", "sheets"), plural(articles, "article", "articles"), grouped(common));
    rows_passed_over(sheet: &str, nameless: usize, repeated: usize):
        ko format!("{sheet}: key가 없는 {}행과 같은 key가 다시 나온 {}행을 뺐습니다.", grouped(nameless), grouped(repeated)),
        en format!("{sheet}: left out {} without a key and {} whose key came before.", plural(nameless, "row", "rows"), grouped(repeated));
    no_such_variable(coder: &str, variable: &str):
        ko format!("{coder}: ‘{variable}’ 열이 없습니다."),
        en format!("{coder} has no column '{variable}'.");
    foreign_codes(coder: &str, variable: &str, count: usize, named: &str):
        ko format!("{coder}: ‘{variable}’에 목록에 없는 코드가 {}개 있습니다: {named}", grouped(count)),
        en format!("{coder}: {} of '{variable}' not among its values: {named}", plural(count, "code is", "codes are"));
    nothing_coded_twice(variable: &str):
        ko format!("‘{variable}’: 둘 이상이 코딩한 기사가 없어 일치도가 정의되지 않습니다."),
        en format!("'{variable}': no article was coded by two, so agreement is undefined.");
    all_codes_alike(variable: &str):
        ko format!("‘{variable}’: 모든 코드가 같아 카파와 알파가 정의되지 않습니다."),
        en format!("'{variable}': all codes are the same, so kappa and alpha are undefined.");
    kappa_of_two(variable: &str):
        ko format!("‘{variable}’: 코헨의 카파는 코더가 둘일 때만 정의됩니다."),
        en format!("'{variable}': Cohen's kappa is only defined for two coders.");
    codes_are_no_numbers(variable: &str):
        ko format!("‘{variable}’: 수가 아닌 코드가 있어 서열·등간 알파는 정의되지 않습니다."),
        en format!("'{variable}': not all codes are numbers, so ordinal and interval alpha are undefined.");
    codes_kept(count: usize):
        ko format!("코드 {}개를 남겼습니다. 검색어: code.변수:값", grouped(count)),
        en format!("Kept {}. Query: code.VARIABLE:VALUE", plural(count, "code", "codes"));
    unnamed_stratum: ko "(없음)", en "(none)";
    and_others(count: usize): ko format!(" 외 {}개", grouped(count)), en format!(" and {} more", grouped(count));
}
