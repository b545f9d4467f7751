//! `seogo stories`: which articles are about the same event, and how they relate to the first one.

use crate::support::files::Invented;
use crate::support::program::with_home;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The stories of a folder, as printed by the command line.
fn stories(folder: &Path, more: &[&str]) -> Vec<Value> {
    let folder = folder.to_str().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_seogo"))
        .args(["stories", folder, "--json", "--no-cache"])
        .args(more)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// An article of publisher `oid` with this number, crawled at this time on 31 December.
fn article(oid: u32, aid: u32, crawled: &str, title: &str, body: &str) -> String {
    let article = Invented { title: title.to_owned(), body: body.to_owned(), ..Invented::default() };
    article
        .text()
        .replace("901_0000000001", &format!("{oid}_{aid:010}"))
        .lines()
        .map(|line| {
            let line = match line.split_once(": ").map_or(line, |(key, _)| key) {
                "id" => format!("id: {oid}_{aid:010}"),
                "oid" => format!("oid: {oid}"),
                "aid" => format!("aid: {aid:010}"),
                "publisher" => format!("publisher: 신문{oid}"),
                "crawled_at" => format!("crawled_at: 2025-12-31 {crawled}"),
                _ => line.to_owned(),
            };
            line + "\n"
        })
        .collect()
}

const BRIDGE: &str = "가람시 나루대교 상판이 30일 오전 무너져 지나던 트럭 두 대가 강으로 떨어졌다. 가람소방서는 운전자 두 명을 \
    구조해 병원으로 옮겼다고 밝혔다. 나루대교는 1987년에 놓였고 지난 점검에서 보수가 필요하다는 판정을 받았다.";
const BRIDGE_RETOLD: &str = "30일 오전 가람시에서 나루대교 상판 일부가 붕괴하면서 트럭 두 대가 강물에 빠졌다. 구조된 운전자 두 명은 \
    생명에 지장이 없다. 시는 나루대교 통행을 막고 원인을 조사하고 있으며, 보수 판정을 받고도 공사가 늦어진 까닭을 따지기로 했다.";
const FIRE: &str = "솔빛시장 그릇 가게에서 30일 새벽 불이 나 점포 열두 곳이 탔다. 상인 한 명이 연기를 마셔 치료를 받고 있다. \
    소방 당국은 난로에서 불이 시작된 것으로 보고 화재 원인을 조사하고 있다.";
const FIRE_ELSEWHERE: &str = "달무리공단 도료 창고에서 30일 밤 화재가 일어나 직원 세 명이 대피했다. 소방 당국은 펌프차 스무 대를 보내 \
    두 시간 만에 불길을 잡았다. 공단 관리소는 도료 통이 넘어지며 불이 붙었다고 설명했다.";

/// Writes an archive in which three papers report on a bridge, one on a market fire, and one on a warehouse
/// elsewhere.
pub(crate) fn write(folder: &Path, names: impl Fn(usize) -> String) {
    let copied = format!("{BRIDGE} 신문903은 현장의 사진을 함께 실었다.");
    let articles = [
        article(901, 10, "03:00:00", "나루대교 상판 붕괴… 트럭 두 대 추락", BRIDGE),
        article(902, 20, "02:00:00", "가람시 나루대교 무너져 트럭 두 대 강으로", BRIDGE_RETOLD),
        article(903, 30, "05:00:00", "나루대교 상판 붕괴, 트럭 두 대 추락", &copied),
        article(
            904,
            40,
            "04:00:00",
            "[포토] 무너진 나루대교",
            "30일 오전 상판이 무너진 가람시 나루대교에서 트럭 두 대를 건지고 있다.",
        ),
        article(905, 50, "01:00:00", "솔빛시장 그릇 가게에 불… 점포 열두 곳 타", FIRE),
        article(906, 60, "01:00:00", "달무리공단 도료 창고 화재, 두 시간 만에 진화", FIRE_ELSEWHERE),
        article(
            901,
            12,
            "01:30:00",
            "새해 느린 달팽이 경주 열린다",
            "새해 첫날 강변에서 달팽이 경주가 열린다. 주최 측은 스무 마리가 나선다고 했다.",
        ),
    ];
    for (at, text) in articles.iter().enumerate() {
        fs::write(folder.join(names(at)), text).unwrap();
    }
}

#[test]
fn a_story_is_that_of_its_first_article_also_where_a_search_leaves_it_out() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), |at| format!("{at}.md"));
    let whole = &stories(folder.path(), &[])[0];
    assert_eq!(whole["id"], "901_0000000010");
    let others = "언론사:신문902 OR 언론사:신문903 OR 언론사:신문904";
    let narrowed = &stories(folder.path(), &[others])[0];
    assert_eq!(narrowed["id"], whole["id"]);
    let articles = narrowed["articles"].as_array().unwrap();
    let shared: Vec<&Value> = articles.iter().filter(|article| !article["shared"].is_null()).collect();
    assert!(!shared.is_empty() && shared.iter().all(|article| article["with"] == whole["id"]), "{narrowed}");
}

#[test]
fn articles_seen_within_half_an_hour_are_a_tie_and_the_least_key_stands_first() {
    let folder = tempfile::tempdir().unwrap();
    for (oid, crawled) in [(901, "02:29:59"), (902, "02:00:00"), (903, "02:30:00"), (900, "02:31:00")] {
        let text = article(oid, 10, crawled, "나루대교 상판 붕괴… 트럭 두 대 추락", BRIDGE);
        fs::write(folder.path().join(format!("{oid}.md")), text).unwrap();
    }
    let found = stories(folder.path(), &[]);
    let ids: Vec<&str> =
        found[0]["articles"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["901_0000000010", "902_0000000010", "903_0000000010", "900_0000000010"]);
    assert_eq!(found[0]["id"], "901_0000000010");
    assert_eq!((&found[0]["tied"], &found[0]["first_seen"]), (&2.into(), &"2025-12-31T02:00:00Z".into()));
}

#[test]
fn articles_of_one_event_are_a_story_and_two_fires_are_none() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), |at| format!("{at}.md"));
    let stories = stories(folder.path(), &[]);
    assert_eq!(stories.len(), 1, "{stories:#?}");
    let story = &stories[0];
    assert_eq!(story["publishers"], 4);
    assert_eq!(story["days"], serde_json::json!(["2025-12-30"]));
    // The first paper's next number was crawled half an hour before the second paper's article.
    assert_eq!(
        (&story["id"], &story["first_seen"]),
        (&"901_0000000010".into(), &"2025-12-31T01:30:00Z".into())
    );
    let articles = story["articles"].as_array().unwrap();
    let told: Vec<(&str, &str)> = (articles.iter())
        .map(|article| (article["id"].as_str().unwrap(), article["relation"].as_str().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            ("901_0000000010", "own"),
            ("902_0000000020", "own"),
            ("904_0000000040", "photo"),
            ("903_0000000030", "same"),
        ]
    );
    assert_eq!((&articles[0]["shared"], &articles[0]["with"]), (&Value::Null, &Value::Null));
    assert!(articles[3]["shared"].as_f64().is_some_and(|shared| shared > 0.8 && shared < 1.0));
    assert_eq!(articles[3]["with"], "901_0000000010");
}

/// In a handful of articles no word is common, but it is in news at large.
#[test]
fn a_small_archive_joins_nothing_by_words_that_all_news_has() {
    let folder = tempfile::tempdir().unwrap();
    let pairs = [
        [
            (
                "Snail wins the race at Garam Park",
                "A snail named Dalpaeng won the annual race at Garam Park on Monday, Jan. 5, 2026. (Photo/Kim \
                 Garam) The race has been held in the park for more than 20 years, and this was the first win \
                 for the trainer, who said that he would be back with it in the new year.",
            ),
            (
                "Voters of the harbour town elect a new mayor",
                "Voters wait in line at a polling station in the harbour town of Naru on Monday, Jan. 5, 2026. \
                 (Photo/Lee Haneul) The new mayor, who has been in the council of the town for more than 10 \
                 years, said that she would work for all of its people.",
            ),
        ],
        [
            (
                "나루교향악단 정기 연주회, 지휘자 교체 뒤 첫 무대",
                "나루교향악단이 5일 나루문화회관에서 정기 연주회를 연다. 이번 연주회는 지난해 12월 지휘자가 바뀐 뒤 처음 \
                 열리는 것으로, 두 시간 동안 진행될 예정이다. 악단 관계자는 \"앞으로도 더 많은 시민이 찾을 수 있도록 \
                 하겠다\"고 말했다.",
            ),
            (
                "하늘시의회, 도서관 개관 시간 조례 심의",
                "하늘시의회가 5일 임시회를 열고 도서관 개관 시간을 늘리는 조례안을 심의한다. 이번 조례안은 지난해 12월 \
                 발의된 것으로, 오는 3월 시행될 예정이다. 시의회 관계자는 \"앞으로도 더 많은 시민의 의견을 들을 수 \
                 있도록 하겠다\"고 말했다.",
            ),
        ],
    ];
    let mut number = 0;
    for (title, body) in pairs.into_iter().flatten() {
        number += 1;
        fs::write(
            folder.path().join(format!("{number}.md")),
            article(900 + number, 1, "01:00:00", title, body),
        )
        .unwrap();
    }
    assert_eq!(stories(folder.path(), &[]), Vec::<Value>::new());
    // Two fires are told in the same words.
    let fires = tempfile::tempdir().unwrap();
    let told = [
        (
            "서울 강남 음식점 화재…30명 대피",
            "서울 강남구 역삼동의 한 음식점에서 5일 오전 불이 나 손님 등 30명이 대피했다. 소방당국은 인력 80명을 \
             투입해 1시간 만에 불을 껐다. 인명 피해는 없었다. 경찰과 소방당국은 정확한 화재 원인을 조사하고 있다.",
        ),
        (
            "부산 해운대 아파트 화재…50명 대피",
            "부산 해운대구 우동의 한 아파트에서 5일 새벽 불이 나 주민 등 50명이 대피했다. 소방당국은 인력 60명을 \
             투입해 40분 만에 불을 껐다. 인명 피해는 없었다. 경찰과 소방당국은 정확한 화재 원인을 조사하고 있다.",
        ),
        (
            "역삼동 음식점 불…30명 대피",
            "5일 오전 서울 역삼동 음식점에서 화재가 발생해 30명이 대피했다. 불은 1시간 만에 꺼졌고 다친 사람은 없는 \
             것으로 전해졌다. 강남소방서는 소방관 80명과 차량 20대를 보냈다.",
        ),
    ];
    for (number, (title, body)) in (1..).zip(told) {
        let text = article(910 + number, 1, "01:00:00", title, body);
        fs::write(fires.path().join(format!("{number}.md")), text).unwrap();
    }
    let found = stories(fires.path(), &[]);
    let ids: Vec<&Value> =
        found.iter().flat_map(|it| it["articles"].as_array().unwrap()).map(|it| &it["id"]).collect();
    assert_eq!(ids, ["911_0000000001", "913_0000000001"]);
    // Nor do copies of one text make the words of another rarer.
    let (title, body) = pairs[1][0];
    for copy in 10..20 {
        let path = folder.path().join(format!("{copy}.md"));
        fs::write(path, article(900 + copy, 1, "02:00:00", title, body)).unwrap();
    }
    let told = stories(folder.path(), &[]);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["publishers"], 11);
}

#[test]
fn an_article_without_a_publisher_is_told_under_the_inferred_one() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), |at| format!("{at}.md"));
    let publishers = || -> Vec<Value> {
        let stories = stories(folder.path(), &[]);
        let articles = stories[0]["articles"].as_array().unwrap();
        articles.iter().map(|article| article["publisher"].clone()).collect()
    };
    let named = publishers();
    let path = folder.path().join("1.md");
    // The line under the headline names a publisher, too.
    let text = fs::read_to_string(&path).unwrap().replace("**가나일보** | ", "");
    let without = |keys: &[&str]| {
        let lines = text.lines().filter(|line| !keys.iter().any(|key| line.starts_with(key)));
        lines.map(|line| format!("{line}\n")).collect::<String>()
    };
    fs::write(&path, without(&["publisher:", "oid:", "id:"])).unwrap();
    let by_host = |name: &Value| if name == "신문902" { "example.com".into() } else { name.clone() };
    assert_eq!(publishers(), named.iter().map(by_host).collect::<Vec<_>>());
    // Another article with its number names it.
    fs::write(&path, without(&["publisher:"])).unwrap();
    let other = article(902, 10, "01:00:00", "새해 첫 달팽이", "강변에 달팽이가 나왔다.");
    fs::write(folder.path().join("other.md"), other).unwrap();
    assert_eq!(publishers(), named);
}

#[test]
fn stories_do_not_depend_on_where_files_lie() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write(folder.path(), |at| format!("{at}.md"));
    write(other.path(), |at| format!("{}.md", 9 - at));
    let without_paths = |mut stories: Vec<Value>| {
        for article in stories.iter_mut().flat_map(|story| story["articles"].as_array_mut().unwrap()) {
            article["path"] = Value::Null;
        }
        stories
    };
    assert_eq!(without_paths(stories(folder.path(), &[])), without_paths(stories(other.path(), &[])));
}

#[test]
fn articles_without_ids_make_stories_that_do_not_depend_on_their_order_either() {
    let line = |publisher: &str, title: &str, body: &str| {
        serde_json::json!({ "title": title, "publisher": publisher, "text": body, "date": "2025-12-30" })
            .to_string()
    };
    let copied = format!("{BRIDGE} 신문903은 현장의 사진을 함께 실었다.");
    let mut lines = vec![
        line("신문901", "가람시 나루대교 상판 붕괴", BRIDGE),
        line("신문902", "나루대교 상판 무너져 트럭 추락", BRIDGE_RETOLD),
        line("신문903", "가람시 나루대교 붕괴", &copied),
        line("신문904", "솔빛시장 불", FIRE),
    ];
    let told = |lines: &[String]| {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("n.jsonl"), lines.join("\n")).unwrap();
        let mut found = stories(folder.path(), &[]);
        assert_eq!(found.len(), 1);
        let key = found[0]["id"].as_str().unwrap().to_owned();
        assert!(key.starts_with("text:"), "{key}");
        let of_story = format!("story:{key}");
        let counted = printed(folder.path(), "search", &[of_story.as_str()]);
        assert_eq!(counted.len(), found[0]["articles"].as_array().unwrap().len());
        for article in found[0]["articles"].as_array_mut().unwrap() {
            article.as_object_mut().unwrap().remove("entry");
        }
        found
    };
    let first = told(&lines);
    lines.reverse();
    assert_eq!(told(&lines), first);
    lines.swap(0, 1);
    assert_eq!(told(&lines), first);
}

#[test]
fn a_text_in_a_longer_one_is_partly_the_same_and_one_with_another_number_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let longer = format!("{BRIDGE} {BRIDGE_RETOLD}");
    let changed = longer.replace("두 명", "세 명");
    let articles = [
        article(901, 10, "01:00:00", "나루대교 상판 붕괴… 트럭 두 대 추락", &longer),
        article(902, 20, "02:00:00", "나루대교 상판 붕괴, 트럭 두 대 추락", BRIDGE),
        article(903, 30, "03:00:00", "가람시 나루대교 상판 붕괴… 트럭 추락", &changed),
    ];
    for (at, text) in articles.iter().enumerate() {
        fs::write(folder.path().join(format!("{at}.md")), text).unwrap();
    }
    let stories = stories(folder.path(), &[]);
    let told: Vec<(&str, bool)> = (stories[0]["articles"].as_array().unwrap().iter())
        .map(|it| {
            (it["relation"].as_str().unwrap(), it["shared"].as_f64().is_some_and(|shared| shared > 0.99))
        })
        .collect();
    assert_eq!(told, [("own", false), ("partly", true), ("same", false)]);
}

#[test]
fn what_the_reader_decided_about_stories_is_kept_and_applied() {
    use seogo::library::{Edit, Store, StoryJudgement};
    let (folder, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write(folder.path(), |at| format!("{at}.md"));
    let path = folder.path().to_str().unwrap();
    let run = |args: &[&str]| {
        let mut command = with_home(Command::new(env!("CARGO_BIN_EXE_seogo")), home.path());
        let output = command.args(args).args(["--json", "--no-cache"]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let printed = run(&["stories", path]);
    let first: Value = serde_json::from_str(printed.lines().next().unwrap()).unwrap();
    assert_eq!(first["articles"].as_array().unwrap().len(), 4);
    let file = home.path().join("data/seogo/library.sqlite");
    let (mut store, _) = Store::open(&file).unwrap();
    let judged = |one: &str, other: &str, judgement| {
        Edit::Story(one.into(), other.into(), Some((judgement, jiff::Timestamp::UNIX_EPOCH)))
    };
    store
        .write(&[
            judged("902_0000000020", "901_0000000010", StoryJudgement::Apart),
            judged("906_0000000060", "905_0000000050", StoryJudgement::Together),
        ])
        .unwrap();
    let printed = run(&["stories", path]);
    let found: Vec<Vec<String>> = printed
        .lines()
        .map(|line| {
            let story: Value = serde_json::from_str(line).unwrap();
            let ids = story["articles"].as_array().unwrap().iter();
            ids.map(|article| article["id"].as_str().unwrap()[..3].to_owned()).collect()
        })
        .collect();
    assert_eq!(found, [vec!["901", "904", "903"], vec!["905", "906"]]);
    assert!(run(&["search", path, "story:905_0000000050"]).contains("906_0000000060"));
}

/// What a subcommand prints as JSON, which must succeed.
fn printed(folder: &Path, subcommand: &str, more: &[&str]) -> Vec<Value> {
    let args = [&[subcommand, folder.to_str().unwrap()], more, &["--json", "--no-cache"]].concat();
    let output = Command::new(env!("CARGO_BIN_EXE_seogo")).args(&args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn odd_archives_have_quiet_answers() {
    let folder = || tempfile::tempdir().unwrap();
    let put = |folder: &tempfile::TempDir, at: u32, text: &str| {
        fs::write(folder.path().join(format!("{at}.md")), text).unwrap();
    };
    // The same text everywhere.
    let same = folder();
    for at in 0..400 {
        put(
            &same,
            at,
            &article(900 + at % 40, at, "01:00:00", "나루대교 상판 붕괴… 트럭 두 대 추락", BRIDGE),
        );
    }
    // What every article says tells none apart, but they have one text.
    let told = printed(same.path(), "stories", &[]);
    assert_eq!((told.len(), &told[0]["publishers"]), (1, &40.into()), "{told:?}");
    let articles = told[0]["articles"].as_array().unwrap();
    assert_eq!(articles.len(), 400);
    assert!(articles[1..].iter().all(|article| article["relation"] == "same" && article["shared"] == 1.0));
    let once = printed(same.path(), "trend", &["나루대교", "--once"]);
    let counted: Vec<_> =
        once.iter().filter(|point| point["of"] != 0).map(|it| (&it["count"], &it["of"])).collect();
    assert_eq!(counted, [(&1.into(), &1.into())]);
    // One paper tells two things.
    let one_paper = folder();
    put(&one_paper, 1, &article(901, 1, "01:00:00", "나루대교 상판 붕괴… 트럭 두 대 추락", BRIDGE));
    put(
        &one_paper,
        2,
        &article(901, 2, "02:00:00", "가람시 나루대교 무너져 트럭 두 대 강으로", BRIDGE_RETOLD),
    );
    assert_eq!(printed(one_paper.path(), "stories", &[])[0]["publishers"], 1);
    // A folder of nothing, and a query that finds nothing.
    let told = |args: &[&str]| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_seogo")).args(args).args(["--json", "--no-cache"]).output();
        String::from_utf8(output.unwrap().stderr).unwrap()
    };
    let (empty, full) = (folder(), one_paper.path().to_str().unwrap());
    for (subcommand, query) in [("stories", "없는말"), ("coverage", "없는말"), ("trend", "없는말")] {
        let nothing = told(&[subcommand, empty.path().to_str().unwrap(), query]);
        assert_eq!(nothing, "seogo: No articles in this folder\n", "{subcommand}");
        let nothing = told(&[subcommand, full, query]);
        assert!(nothing.contains("No results") && nothing.lines().count() == 1, "{subcommand}: {nothing}");
    }
    // No article has a date.
    let undated = folder();
    for at in 0..3 {
        let text = article(901, at, "01:00:00", "나루대교 상판 붕괴… 트럭 두 대 추락", BRIDGE);
        put(&undated, at, &text.replace("published_at: 2025-12-30 00:00", "published_at: "));
    }
    assert_eq!(printed(undated.path(), "stories", &[]), Vec::<Value>::new());
    assert_eq!(printed(undated.path(), "coverage", &[]).last().unwrap()["summary"]["undated"], 3);
    assert_eq!(printed(undated.path(), "trend", &["나루대교"]), Vec::<Value>::new());
    // Excerpts are grouped, but nothing is said of what they share.
    let excerpts = folder();
    let rows: String = (1..=3)
        .map(|at| {
            format!(
                "나루대교 상판 붕괴… 트럭 두 대 추락,https://example.com/{at},2025-12-30 10:00,\"{BRIDGE}\"\n"
            )
        })
        .collect();
    fs::write(excerpts.path().join("기사.csv"), format!("title,link,pubDate,description\n{rows}")).unwrap();
    let told = printed(excerpts.path(), "stories", &[]);
    let articles = told[0]["articles"].as_array().unwrap();
    assert!(
        articles.len() == 3
            && articles.iter().all(|it| it["shared"].is_null() && it["relation"] == "uncompared"),
        "{told:?}"
    );
    let once = printed(excerpts.path(), "trend", &["나루대교", "--once"]);
    assert_eq!(
        once.iter().filter_map(|point| point["count"].as_u64()).sum::<u64>(),
        3,
        "an excerpt is too little to tell that texts are the same"
    );
    // Four languages.
    let languages = folder();
    let bridge_in = [
        (
            "Bridge collapses in Garam, two trucks fall",
            "A span of the Naru bridge in Garam collapsed on Tuesday and two trucks fell into the river, rescuers said.",
        ),
        (
            "ガラム市の橋が崩落、トラック2台転落",
            "ガラム市のナル大橋の橋桁が火曜日に崩落し、トラック2台が川に転落した。消防が運転手2人を救助した。",
        ),
        (
            "加南市大桥垮塌 两辆卡车坠河",
            "加南市纳鲁大桥的桥面周二垮塌，两辆卡车坠入河中，消防部门救出两名司机。",
        ),
        ("가람시 나루대교 무너져 트럭 두 대 강으로", BRIDGE_RETOLD),
    ];
    for (at, (title, body)) in bridge_in.iter().enumerate() {
        for copy in 0..2 {
            let number = at as u32 * 2 + copy;
            put(&languages, number, &article(901 + number, number, "01:00:00", title, body));
        }
    }
    let told = printed(languages.path(), "stories", &[]);
    assert_eq!(told.len(), 4, "each language tells it for itself: {told:#?}");
}

/// Writes a crawler's database beside the archive of [`write`], which says that another paper's article was
/// left out because it had the text of the first one in the story.
pub(crate) fn write_with_log(folder: &Path) -> std::path::PathBuf {
    let archive = folder.join("articles");
    fs::create_dir(&archive).unwrap();
    write(&archive, |at| format!("{at}.md"));
    let text = fs::read_to_string(archive.join("0.md")).unwrap();
    let hash = text.lines().find_map(|line| line.strip_prefix("content_hash: ")).unwrap();
    let log = rusqlite::Connection::open(folder.join("crawl.db")).unwrap();
    let columns =
        "id TEXT PRIMARY KEY, url TEXT, content_hash TEXT, crawled_at TEXT, status TEXT, error_message TEXT";
    log.execute(&format!("CREATE TABLE crawl_metadata ({columns})"), []).unwrap();
    let rows = [
        ("901_0000000010", "success", hash),
        ("906_0000000061", "skipped", hash),
        ("907_0000000070", "skipped", &"0".repeat(64)),
        // It was stored after all, with another text.
        ("905_0000000050", "skipped", hash),
        ("905_0000000051", "failed", hash),
    ];
    for (id, status, hash) in rows {
        let row = (id, format!("https://example.com/{id}"), hash, "2025-12-31 06:00:00", status);
        log.execute("INSERT INTO crawl_metadata VALUES (?1, ?2, ?3, ?4, ?5, NULL)", row).unwrap();
    }
    archive
}

#[test]
fn what_the_crawler_left_out_because_of_its_text_is_named_with_the_story() {
    let folder = tempfile::tempdir().unwrap();
    let archive = write_with_log(folder.path());
    let stories = stories(&archive, &[]);
    let left = serde_json::json!([{
        "id": "906_0000000061",
        "publisher": "신문906",
        "url": "https://example.com/906_0000000061",
        "crawled": "2025-12-31T06:00:00Z",
        "same_as": "901_0000000010",
    }]);
    assert_eq!(stories[0]["not_stored"], left);
    assert_eq!(stories[0]["publishers"], 4, "it counts as no article");
}

#[test]
fn a_correction_belongs_to_the_story_whose_headline_it_names_however_late_it_comes() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), |at| format!("{at}.md"));
    let named = "지난달 30일 자 ‘가람시 나루대교 무너져 트럭 두 대 강으로’ 기사에서 다리가 1986년에 놓였다고 했으나 1987년이므로 바로잡습니다.";
    let other = "지난달 30일 자 ‘시립도서관 새 이름 짓는다’ 기사에서 도서관의 이름을 바로잡습니다.";
    let write = |at: u32, paper: u32, text: &str| {
        let text = article(paper, 90 + at, "03:00:00", "[정정보도] 바로잡습니다", text);
        let text = text.replace("2025-12-30", "2026-01-28").replace("2025-12-31", "2026-01-28");
        fs::write(folder.path().join(format!("correction-{at}.md")), text).unwrap();
    };
    write(1, 902, named);
    write(2, 902, other);
    // Another paper corrects its own articles only.
    write(3, 905, named);
    let stories = stories(folder.path(), &[]);
    let ids = |story: &Value| -> Vec<String> {
        let articles = story["articles"].as_array().unwrap().iter();
        articles.map(|article| article["id"].as_str().unwrap().to_owned()).collect()
    };
    let bridge = stories.iter().find(|story| ids(story).contains(&"902_0000000020".to_owned())).unwrap();
    assert_eq!(ids(bridge).last().unwrap(), "902_0000000091", "{stories:#?}");
    assert_eq!(ids(bridge).len(), 5);
}

#[test]
fn a_query_narrows_what_is_grouped() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), |at| format!("{at}.md"));
    assert_eq!(stories(folder.path(), &["나루대교 -포토"])[0]["publishers"], 3);
    assert_eq!(stories(folder.path(), &["달팽이"]), Vec::<Value>::new());
    assert_eq!(stories(folder.path(), &["--limit", "0"]), Vec::<Value>::new());
}

#[test]
fn one_article_or_none_is_no_story() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(stories(folder.path(), &[]), Vec::<Value>::new());
    fs::write(folder.path().join("1.md"), article(901, 1, "01:00:00", "혼자", BRIDGE)).unwrap();
    assert_eq!(stories(folder.path(), &[]), Vec::<Value>::new());
}

#[test]
fn queries_ask_for_stories_by_any_of_their_articles() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), |at| format!("{at}.md"));
    let found = |query: &str| -> Vec<String> {
        let path = folder.path().to_str().unwrap();
        let args = ["search", path, query, "--json", "--no-cache"];
        let output = Command::new(env!("CARGO_BIN_EXE_seogo")).args(args).output().unwrap();
        let lines = String::from_utf8(output.stdout).unwrap();
        let rows = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let mut ids: Vec<String> = rows.map(|row| row["id"].as_str().unwrap()[..3].to_owned()).collect();
        ids.sort_unstable();
        ids
    };
    let bridge = ["901", "902", "903", "904"];
    for query in ["story:901_0000000010", "이야기:903_0000000030", "story:902*"] {
        assert_eq!(found(query), bridge, "{query}");
    }
    assert_eq!(found("is:single"), ["901", "905", "906"]);
    assert_eq!(found("상태:단독 달팽이"), ["901"]);
    assert_eq!(found("-is:single"), bridge);
    assert_eq!(found("shared:>80%"), ["903"]);
    assert_eq!(found("겹침:<80"), ["902", "904"], "the first shares nothing with itself");
    assert_eq!(found("story:905_0000000050"), [""; 0]);
    assert_eq!(found("kind:사진"), ["904"]);
    assert_eq!(found("종류:기사 다리 OR 나루대교"), ["901", "902", "903"]);
}
