//! `seogo coverage` and `seogo trend`: every number is recounted by simple code from `seogo list --json`.

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn seogo(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_seogo"));
    command.args(args).args(["--no-cache"]).env("LC_ALL", "en_US.UTF-8").output().unwrap()
}

fn objects(args: &[&str]) -> Vec<Value> {
    let output = seogo(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// An article in the crawler's format; an empty day or crawl time is left out.
fn article(publisher: u32, number: u32, day: &str, crawled: &str, body: &str) -> String {
    let published = if day.is_empty() { String::new() } else { format!("{day} 00:00") };
    format!(
        "---\nid: {publisher}_{number:010}\ntitle: \"{}달팽이 소식 {number}\"\ncategory: {}\npublisher: {}\nauthor: \n\
         published_at: {published}\ncrawled_at: {crawled}\nurl: https://example.com/{publisher}/{number}\n\
         oid: {publisher}\naid: {number:010}\ncontent_hash: \n---\n\n# 제목\n\n---\n\n{body}\n\n---\n\n*Crawled at: {crawled}*\n\
         *Source: [원문 보기](https://example.com/{publisher}/{number})*\n",
        if number.is_multiple_of(13) { "[포토] " } else { "" },
        if number.is_multiple_of(3) { "경제" } else { "" },
        if publisher == 909 { String::new() } else { format!("신문{publisher}") },
    )
}

/// An archive of several papers over some weeks, crawled in runs, in a subfolder of a temporary folder.
fn archive() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("raw");
    fs::create_dir_all(path.join("둘째")).unwrap();
    let mut random = fastrand::Rng::with_seed(7);
    for number in 0..400_u32 {
        let publisher = [901, 902, 903, 909][random.usize(0..4)];
        let day = random.i8(1..=28);
        let month = [11, 12][random.usize(0..2)];
        let published = if number % 40 == 7 { String::new() } else { format!("2025-{month}-{day:02}") };
        // Crawl runs at even hours (UTC), some of them long, on the same day or the next.
        let crawled = match number % 25 {
            3 => String::new(),
            _ => format!(
                "2025-{month}-{:02} {:02}:{:02}:{:02}",
                (day + random.i8(0..=1)).min(28),
                random.u8(0..12) * 2,
                random.u8(0..25),
                random.u8(0..60)
            ),
        };
        let body = match number % 10 {
            // The same text except for punctuation, and except for a word.
            3 => "느린 달팽이 셋이 어제 강변에서 열린 경주에서 두 시간 만에 결승선을 지났다고 대회를 연 사람들이 전했다".to_owned(),
            2 => "느린 달팽이 넷이 어제 강변에서 열린 경주에서 두 시간 만에 결승선을 지났다고 대회를 연 사람들이 전했다".to_owned(),
            4 => "같은 보도자료를 실었다. 달팽이가 이겼다.".to_owned(),
            5 => "같은 보도자료를 실었다… 달팽이가, 이겼다!".to_owned(),
            _ => format!("본문 {number}이다. {}가 왔다.", ["달팽이", "토끼", "거북"][random.usize(0..3)]),
        };
        let name = format!("{}{number}.md", if number % 5 == 0 { "둘째/" } else { "" });
        fs::write(path.join(name), article(publisher, number, &published, &crawled, &body)).unwrap();
    }
    // Some days on which the crawler never paused.
    for number in 500..700_u32 {
        let minutes = (number - 500) * 20;
        let crawled =
            format!("2025-12-{:02} {:02}:{:02}:00", 9 + minutes / 1440, minutes / 60 % 24, minutes % 60);
        let published = format!("2025-12-{:02}", 9 + random.u8(0..3));
        let text = article(902, number, &published, &crawled, &format!("달팽이가 {number}번 달렸다."));
        fs::write(path.join(format!("{number}.md")), text).unwrap();
    }
    // A newer version of an article, which then represents it.
    let again = article(901, 900, "2025-12-02", "2025-12-05 01:00:00", "처음에는 토끼라고 썼다.");
    fs::write(path.join("v1.md"), again).unwrap();
    let again = article(901, 900, "2025-12-02", "2025-12-06 01:00:00", "고쳐서 달팽이라고 썼다.");
    fs::write(path.join("v2.md"), again).unwrap();
    (folder, path)
}

fn day_of(article: &Value) -> Option<jiff::civil::Date> {
    Some(article["published"].as_str()?.get(..10)?.parse().unwrap())
}

/// The hours of a day that are covered. An hour counts if a run that reached the publisher (or any run, if
/// `None`), or the two hours before the run, leave out no second of it.
fn hours(runs: &[Run], publisher: Option<&Value>, day: jiff::civil::Date) -> u64 {
    let reached = |run: &&Run| publisher.is_none_or(|name| run.publishers.contains(&name.to_string()));
    let stretches: Vec<(i64, i64)> =
        runs.iter().filter(reached).map(|run| (run.from - 7200, run.to)).collect();
    let midnight = day.duration_since(jiff::civil::date(1970, 1, 1)).as_secs() - 9 * 3600;
    (0..24)
        .filter(|hour| {
            let (begin, end) = (midnight + hour * 3600, midnight + (hour + 1) * 3600);
            // Whenever a stretch ends within the hour, another one continues.
            let goes_on = |at: i64| stretches.iter().any(|&(from, to)| from <= at && at < to);
            let ends = stretches.iter().map(|&(_, to)| to).filter(|&to| begin <= to && to < end);
            goes_on(begin) && ends.into_iter().all(goes_on)
        })
        .count() as u64
}

struct Run {
    from: i64,
    to: i64,
    articles: u64,
    publishers: BTreeSet<String>,
}

/// The runs, derived from the crawl times of all files but those of which only the day is known, at midnight in Korea.
fn runs(files: &[Value]) -> Vec<Run> {
    let moment = |file: &Value| {
        let at = file["crawled"].as_str().filter(|at| !at.ends_with("T15:00:00Z"))?;
        Some(at.parse::<jiff::Timestamp>().unwrap().as_second())
    };
    let mut crawled: Vec<(i64, String)> =
        files.iter().filter_map(|file| Some((moment(file)?, publisher(file).to_string()))).collect();
    crawled.sort();
    let mut runs: Vec<Run> = Vec::new();
    for (at, publisher) in crawled {
        match runs.last_mut().filter(|run| at - run.to <= 1800) {
            Some(run) => {
                run.to = at;
                run.articles += 1;
                run.publishers.insert(publisher);
            }
            None => runs.push(Run { from: at, to: at, articles: 1, publishers: BTreeSet::from([publisher]) }),
        }
    }
    runs
}

/// The publisher under which an article is listed.
fn publisher(article: &Value) -> &Value {
    let inferred = &article["inferred"]["publisher"];
    if inferred.is_null() { &article["publisher"] } else { inferred }
}

#[test]
fn a_coverage_is_counted_again_from_the_list() {
    let (_kept, path) = archive();
    let folder = path.to_str().unwrap();
    let articles = objects(&["list", folder, "--json"]);
    let files = objects(&["list", folder, "--json", "--all-versions"]);
    let runs = runs(&files);
    for query in [None, Some("달팽이")] {
        let found: BTreeSet<String> = match query {
            None => articles.iter().map(|article| article["path"].to_string()).collect(),
            Some(query) => objects(&["search", folder, query, "--json"])
                .iter()
                .map(|it| it["path"].to_string())
                .collect(),
        };
        let args: Vec<&str> = ["coverage", folder].into_iter().chain(query).chain(["--json"]).collect();
        let printed = objects(&args);

        let mut counts: BTreeMap<(String, jiff::civil::Date), u64> = BTreeMap::new();
        let in_list = articles.iter().filter(|article| found.contains(&article["path"].to_string()));
        let mut undated = 0;
        for article in in_list {
            match day_of(article) {
                Some(day) => *counts.entry((publisher(article).to_string(), day)).or_default() += 1,
                None => undated += 1,
            }
        }
        let cells: Vec<&Value> = printed.iter().filter(|line| line.get("hours").is_some()).collect();
        // Every publisher of the folder has a cell for each day from the first to the last article found.
        let publishers: BTreeSet<String> = articles.iter().map(|it| publisher(it).to_string()).collect();
        let first = *counts.keys().map(|(_, day)| day).min().unwrap();
        let last = *counts.keys().map(|(_, day)| day).max().unwrap();
        let days: Vec<jiff::civil::Date> =
            first.series(jiff::ToSpan::days(1)).take_while(|day| *day <= last).collect();
        let expected: BTreeSet<(String, String)> = publishers
            .iter()
            .flat_map(|name| days.iter().map(move |day| (name.clone(), day.to_string())))
            .collect();
        let listed =
            cells.iter().map(|it| (it["publisher"].to_string(), it["day"].as_str().unwrap().to_owned()));
        assert_eq!(listed.collect::<BTreeSet<_>>(), expected);
        assert_eq!(cells.len(), expected.len());
        let mut by_hours = [0_u64; 3];
        for cell in &cells {
            let day: jiff::civil::Date = cell["day"].as_str().unwrap().parse().unwrap();
            let counted = counts.remove(&(cell["publisher"].to_string(), day)).unwrap_or_default();
            assert_eq!(cell["count"], counted, "{cell}");
            let covered = hours(&runs, Some(&cell["publisher"]), day);
            assert_eq!(cell["hours"], covered, "{cell}");
            by_hours[match covered {
                24 => 0,
                0 => 2,
                _ => 1,
            }] += 1;
        }
        assert!(counts.is_empty(), "left out: {counts:?}");

        let told: Vec<&Value> = printed.iter().filter_map(|line| line.get("run")).collect();
        assert_eq!(told.len(), runs.len());
        for (told, run) in told.iter().zip(&runs) {
            let moment =
                |key: &str| told[key].as_str().unwrap().parse::<jiff::Timestamp>().unwrap().as_second();
            assert_eq!((moment("from"), moment("to")), (run.from, run.to));
            assert_eq!(
                (&told["articles"], &told["publishers"]),
                (&json!(run.articles), &json!(run.publishers.len()))
            );
        }

        let mut numbers: BTreeMap<(String, String), BTreeSet<u64>> = BTreeMap::new();
        for article in articles.iter().filter(|article| day_of(article).is_some()) {
            let key = (publisher(article).to_string(), day_of(article).unwrap().to_string());
            numbers.entry(key).or_default().insert(article["aid"].as_str().unwrap().parse().unwrap());
        }
        let told: Vec<&Value> = printed.iter().filter_map(|line| line.get("numbers")).collect();
        assert_eq!(told.len(), numbers.len());
        for told in told {
            let seen = &numbers[&(told["publisher"].to_string(), told["day"].as_str().unwrap().to_owned())];
            let span = seen.last().unwrap() - seen.first().unwrap() + 1;
            let rate = (seen.len() as f64 / span as f64 * 1e6).round() / 1e6;
            assert_eq!(
                (&told["seen"], &told["span"], &told["rate"]),
                (&json!(seen.len()), &json!(span), &json!(rate))
            );
        }

        let summary = &printed.last().unwrap()["summary"];
        assert_eq!((&summary["articles"], &summary["of"]), (&json!(found.len()), &json!(articles.len())));
        assert_eq!(summary["undated"], undated);
        assert!(by_hours.iter().all(|&cells| cells > 0), "{by_hours:?}");
        assert_eq!(["full", "part", "none"].map(|kind| summary[kind].as_u64().unwrap()), by_hours);
        assert_eq!(summary["runs"], runs.len());
    }
}

/// The first day of the period that a day is in.
fn period(by: &str, day: jiff::civil::Date) -> jiff::civil::Date {
    match by {
        "day" => day,
        "week" => (0..7)
            .filter_map(|back| day.checked_sub(jiff::Span::new().days(back)).ok())
            .find(|day| day.weekday() == jiff::civil::Weekday::Monday)
            .unwrap(),
        _ => day.first_of_month(),
    }
}

/// For each article, the first with its text: at least 0.6 of their sequences of five letters are the same,
/// leaving out sentences that the publisher has in eight articles or more.
fn first_of_each_text(articles: &[Value], bodies: &[String]) -> Vec<usize> {
    let sentences = |at: usize| -> Vec<String> {
        let text = bodies[at].replace('…', "...");
        let words: Vec<&str> = text.split_whitespace().collect();
        words.split_inclusive(|word| word.ends_with(['.', '!', '?'])).map(|words| words.join(" ")).collect()
    };
    let mut repeated: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (at, article) in articles.iter().enumerate() {
        for sentence in sentences(at).into_iter().collect::<BTreeSet<_>>() {
            *repeated.entry((article["publisher"].to_string(), sentence)).or_default() += 1;
        }
    }
    let sequences: Vec<BTreeSet<Vec<char>>> = (0..articles.len())
        .map(|at| {
            let (own, others): (Vec<String>, Vec<String>) = sentences(at).into_iter().partition(|sentence| {
                repeated[&(articles[at]["publisher"].to_string(), sentence.clone())] < 8
            });
            let text = if own.concat().chars().any(char::is_alphanumeric) { own } else { others };
            let letters: Vec<char> = text.concat().chars().filter(|c| c.is_alphanumeric()).collect();
            letters.windows(letters.len().clamp(1, 5)).map(<[char]>::to_vec).collect()
        })
        .collect();
    let key = |&at: &usize| {
        let day = day_of(&articles[at]);
        (day.is_none(), day, articles[at]["id"].to_string(), articles[at]["path"].to_string())
    };
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by_key(key);
    let (mut firsts, mut found): (Vec<usize>, Vec<usize>) = (vec![0; articles.len()], Vec::new());
    for at in order {
        let is_same = |other: &usize| {
            let both = sequences[at].intersection(&sequences[*other]).count();
            let all = sequences[at].union(&sequences[*other]).count();
            all > 0 && both as f64 / all as f64 >= 0.6
        };
        firsts[at] = found.iter().copied().find(|other| is_same(other)).unwrap_or(at);
        if firsts[at] == at {
            found.push(at);
        }
    }
    firsts
}

#[test]
fn a_trend_is_split_by_keywords_and_sections_of_which_an_article_has_several() {
    let kept = tempfile::tempdir().unwrap();
    let rows = [
        ("2026-01-05", "경주;느림"),
        ("2026-01-05", "경주"),
        ("2026-01-06", "느림;경주;느림"),
        ("2026-01-06", ""),
    ];
    let row = |(at, (day, values)): (usize, &(&str, &str))| {
        let values: Vec<&str> = values.split(';').filter(|it| !it.is_empty()).collect();
        format!(
            "{{\"id\":\"901_{at}\",\"title\":\"달팽이 {at}\",\"date\":\"{day}\",\"tags\":{values:?},\"section\":{values:?},\
             \"text\":\"달팽이가 {at}번 달렸다.\"}}\n"
        )
    };
    let text: String = rows.iter().enumerate().map(row).collect();
    fs::write(kept.path().join("기사.jsonl"), text).unwrap();
    for (split, without) in [("keyword", None), ("category", Some(("", "2026-01-06", 1)))] {
        let points = objects(&["trend", kept.path().to_str().unwrap(), "달팽이", "--split", split, "--json"]);
        let counts: Vec<_> = points
            .iter()
            .map(|point| {
                (
                    point["series"].as_str().unwrap(),
                    point["from"].as_str().unwrap(),
                    point["count"].as_u64().unwrap(),
                )
            })
            .filter(|(.., count)| *count > 0)
            .collect();
        let values = [
            ("경주", "2026-01-05", 2),
            ("경주", "2026-01-06", 1),
            ("느림", "2026-01-05", 1),
            ("느림", "2026-01-06", 1),
        ];
        let expected: Vec<_> = without.into_iter().chain(values).collect();
        assert_eq!(counts, expected, "{split}");
    }
}

#[test]
fn a_trend_is_counted_again_from_the_list() {
    let (_kept, path) = archive();
    let folder = path.to_str().unwrap();
    let articles = objects(&["list", folder, "--json"]);
    let runs = runs(&objects(&["list", folder, "--json", "--all-versions"]));
    let body = |article: &Value| -> String {
        let file = path.join(article["path"].as_str().unwrap());
        let shown = objects(&["show", file.to_str().unwrap(), "--json"]);
        shown[0]["body"].as_str().unwrap().to_owned()
    };
    let bodies: Vec<String> = articles.iter().map(body).collect();
    let firsts = first_of_each_text(&articles, &bodies);
    let queries = ["달팽이", "토끼 OR 거북", "없는말"];
    let found = queries.map(|query| {
        let found = objects(&["search", folder, query, "--json"]);
        found.iter().map(|it| it["path"].to_string()).collect::<BTreeSet<String>>()
    });
    for (by, options) in [
        ("day", &[][..]),
        ("week", &[]),
        ("month", &["--once"]),
        ("day", &["--once"]),
        ("day", &["--covered"]),
        ("day", &["--reports"]),
        ("month", &["--reports", "--once"]),
        ("week", &["--split", "publisher"]),
        ("day", &["--split", "publisher"]),
        ("day", &["--split", "publisher", "--covered"]),
        ("month", &["--split", "category", "--once"]),
        ("day", &["--split", "folder"]),
    ] {
        let split = options.iter().position(|&it| it == "--split").map(|at| options[at + 1]);
        let (once, covered) = (options.contains(&"--once"), options.contains(&"--covered"));
        // The article that represents each one: itself, or the first with the same text.
        let stands = |at: usize| if once { firsts[at] } else { at };
        // The hours of a publisher's line are those of the runs that reached it.
        let hours_for =
            |name: &Value, day| hours(&runs, Some(name).filter(|_| split == Some("publisher")), day);
        let counts_on = |at: usize, name: &Value| {
            let day = day_of(&articles[at])?;
            let is_left_out = options.contains(&"--reports") && articles[at]["kind"] == "사진";
            (!is_left_out && (!covered || hours_for(name, day) == 24)).then_some(day)
        };
        let value = |at: usize| {
            let article = &articles[at];
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            match split {
                None => String::new(),
                Some("publisher") => text(publisher(article)),
                Some("category") => text(&article["category"]),
                Some(_) => {
                    text(&article["path"]).rsplit_once('/').map_or_else(String::new, |it| it.0.to_owned())
                }
            }
        };
        let of = |name: &Value, from: jiff::civil::Date| {
            let days = (0..articles.len()).filter(|&at| stands(at) == at);
            days.filter_map(|at| counts_on(at, name)).filter(|&day| period(by, day) == from).count() as u64
        };
        let mut expected: BTreeMap<(String, jiff::civil::Date), u64> = BTreeMap::new();
        for (query, found) in queries.iter().zip(&found) {
            let standing =
                (0..articles.len()).filter(|&at| found.contains(&articles[at]["path"].to_string()));
            for at in standing.map(stands).collect::<BTreeSet<usize>>() {
                let name = match split {
                    None => (*query).to_owned(),
                    Some(_) => format!("{query} · {}", value(at)),
                };
                if let Some(day) = counts_on(at, publisher(&articles[at])) {
                    *expected.entry((name, period(by, day))).or_default() += 1;
                }
            }
        }
        let mut args = vec!["trend", folder];
        args.extend(queries);
        args.extend(["--json", "--by", by]);
        args.extend(options);
        let printed = objects(&args);
        assert!(!printed.is_empty());
        for point in &printed {
            let (from, to): (jiff::civil::Date, jiff::civil::Date) = (
                point["from"].as_str().unwrap().parse().unwrap(),
                point["to"].as_str().unwrap().parse().unwrap(),
            );
            let key = (point["series"].as_str().unwrap().to_owned(), from);
            assert_eq!(point["count"], expected.remove(&key).unwrap_or_default(), "{by} {options:?} {point}");
            let name = match point["series"].as_str().unwrap().rsplit_once(" · ") {
                Some((_, name)) if !name.is_empty() => json!(name),
                _ => Value::Null,
            };
            let of = of(&name, from);
            assert_eq!(point["of"], of, "{by} {options:?} {point}");
            let share = (of > 0).then(|| (point["count"].as_f64().unwrap() / of as f64 * 1e6).round() / 1e6);
            assert_eq!(point["share"], json!(share), "{point}");
            let mut days = (0..).map_while(|next| from.checked_add(jiff::Span::new().days(next)).ok());
            let days: Vec<_> = std::iter::from_fn(|| days.next().filter(|&day| day <= to)).collect();
            assert_eq!(
                days.len(),
                match by {
                    "day" => 1,
                    "week" => 7,
                    _ => from.days_in_month() as usize,
                }
            );
            let least = days.iter().map(|&day| hours_for(&name, day)).min().unwrap();
            assert_eq!(point["covered"], least, "{point}");
        }
        assert!(expected.is_empty(), "left out with {by} {options:?}: {expected:?}");
    }
}

#[test]
fn charts_and_their_numbers_are_saved_beside_the_archive_and_never_in_it() {
    let (kept, path) = archive();
    let folder = path.to_str().unwrap();
    let file = |name: &str| kept.path().join(name).to_str().unwrap().to_owned();
    let trend = |more: &[&str]| seogo(&[&["trend", folder, "달팽이", "토끼 날짜:오늘"], more].concat());
    let printed = objects(&["trend", folder, "달팽이", "토끼 날짜:오늘", "--json"]);
    for name in ["t.svg", "t.png", "t.pdf", "t.csv", "t.xlsx", "t.jsonl"] {
        let output = trend(&["--output", &file(name)]);
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stdout.is_empty());
    }
    let svg = fs::read_to_string(file("t.svg")).unwrap();
    assert!(svg.contains("raw · queries 달팽이, 토끼 날짜:20"), "days are written in figures: {svg}");
    assert!(!svg.contains("오늘"), "{svg}");
    let png = fs::read(file("t.png")).unwrap();
    assert!(png.starts_with(b"\x89PNG") && png.len() > 20_000, "{}", png.len());
    let pdf = fs::read(file("t.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 5_000, "{}", pdf.len());
    let lines = fs::read_to_string(file("t.jsonl")).unwrap();
    let saved: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let numbers = |points: &[Value]| -> Vec<[Value; 4]> {
        points.iter().map(|it| ["from", "count", "share", "covered"].map(|name| it[name].clone())).collect()
    };
    assert_eq!(numbers(&saved), numbers(&printed), "the same numbers as are printed");
    assert_eq!(fs::read_to_string(file("t.csv")).unwrap().lines().count(), printed.len() + 1);
    let before = fs::read(file("t.csv")).unwrap();
    assert_eq!(trend(&["--output", &file("t.csv")]).status.code(), Some(1), "it is there already");
    assert_eq!(fs::read(file("t.csv")).unwrap(), before);
    assert!(trend(&["--output", &file("t.csv"), "--force", "--share"]).status.success());
    assert_eq!(trend(&["--output", &file("t.doc")]).status.code(), Some(2));
    let inside = path.join("t.svg");
    assert_eq!(trend(&["--output", inside.to_str().unwrap()]).status.code(), Some(1));
    assert!(!inside.exists());
    for name in ["c.svg", "c.png", "c.csv", "c.xlsx"] {
        assert!(seogo(&["coverage", folder, "--output", &file(name)]).status.success(), "{name}");
    }
    assert!(fs::read_to_string(file("c.svg")).unwrap().contains("신문901"));
    assert!(seogo(&["stories", folder, "--output", &file("s.csv")]).status.success());
    assert_eq!(seogo(&["stories", folder, "--output", &file("s.svg")]).status.code(), Some(2));
}

#[test]
fn one_publisher_is_counted_as_one_however_files_name_it() {
    let folder = tempfile::tempdir().unwrap();
    for (number, publisher) in [(1, "KBS"), (2, "ＫＢＳ"), (3, "KBS"), (4, "다른신문"), (5, "")] {
        let text = article(901, number, "2025-12-30", "2025-12-30 03:00:00", "본문이다.");
        // The publisher of a file that names none is that of the other files with its oid.
        let text = text.replace("publisher: 신문901", &format!("publisher: {publisher}"));
        fs::write(folder.path().join(format!("{number}.md")), text).unwrap();
    }
    let path = folder.path().to_str().unwrap();
    let counts = |args: &[&str], name: &str| -> Vec<(String, u64)> {
        let lines = objects(args).into_iter();
        lines.filter_map(|line| Some((line[name].as_str()?.to_owned(), line["count"].as_u64()?))).collect()
    };
    let expected = [("KBS".to_owned(), 4), ("다른신문".to_owned(), 1)];
    assert_eq!(counts(&["coverage", path, "--json"], "publisher"), expected);
    let split = counts(&["trend", path, "소식", "--split", "publisher", "--json"], "series");
    assert_eq!(split.len(), 2, "{split:?}");
    assert!(split.iter().any(|(name, count)| name.contains("KBS") && *count == 4), "{split:?}");
    let lines = objects(&["coverage", path, "--json"]).into_iter();
    let numbers = lines.filter(|line| line["numbers"].is_object());
    let named: Vec<Value> = numbers.map(|line| line["numbers"]["publisher"].clone()).collect();
    assert_eq!(named, ["KBS", "다른신문"]);
}

#[test]
fn more_than_eight_queries_are_wrong_usage() {
    let (_kept, path) = archive();
    let output = seogo(&[&["trend", path.to_str().unwrap()][..], &["달팽이"; 9]].concat());
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn an_archive_without_crawl_times_says_so_once_and_counts() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("1.md"), article(901, 1, "2025-12-02", "", "달팽이가 이겼다.")).unwrap();
    let path = folder.path().to_str().unwrap();
    let printed = objects(&["coverage", path, "--json"]);
    assert_eq!(printed[0], json!({ "publisher": "신문901", "day": "2025-12-02", "count": 1, "hours": null }));
    assert_eq!(printed.last().unwrap()["summary"]["full"], Value::Null);
    let said = String::from_utf8(seogo(&["coverage", path]).stderr).unwrap();
    assert_eq!(said.matches("No file has a crawl time").count(), 1, "{said}");
    let point = &objects(&["trend", path, "달팽이", "--json"])[0];
    assert_eq!((&point["count"], &point["share"], &point["covered"]), (&json!(1), &json!(1.0), &Value::Null));
}

#[test]
fn what_the_crawler_did_not_store_is_told_from_its_database_beside_the_folder() {
    let (kept, path) = archive();
    let database = kept.path().join("crawl.db");
    let connection = rusqlite::Connection::open(&database).unwrap();
    connection.pragma_update(None, "journal_mode", "WAL").unwrap();
    connection
        .execute_batch(
            "CREATE TABLE crawl_metadata (id, url, content_hash, crawled_at, status, error_message);
             INSERT INTO crawl_metadata VALUES ('1', '', '', '2025-12-02 03:00:00', 'success', NULL);
             INSERT INTO crawl_metadata VALUES ('2', '', '', '2025-12-02 20:00:00', 'skipped', 'duplicate content');
             INSERT INTO crawl_metadata VALUES ('3', '', '', '2025-12-02 20:00:00', 'skipped', 'duplicate content');
             INSERT INTO crawl_metadata VALUES ('4', '', '', '2025-12-02 20:00:00', 'failed', 'HTTP 404');
             BEGIN EXCLUSIVE;",
        )
        .unwrap();
    let names = |folder: &Path| -> BTreeSet<String> {
        fs::read_dir(folder)
            .unwrap()
            .map(|it| it.unwrap().file_name().to_string_lossy().into_owned())
            .collect()
    };
    let before = names(kept.path());
    let printed = objects(&["coverage", path.to_str().unwrap(), "--json"]);
    let told: Vec<&Value> = printed.iter().filter_map(|line| line.get("not_stored")).collect();
    assert_eq!(
        told,
        [
            &json!({ "day": "2025-12-03", "status": "failed", "reason": "HTTP 404", "count": 1 }),
            &json!({ "day": "2025-12-03", "status": "skipped", "reason": "duplicate content", "count": 2 }),
        ]
    );
    assert_eq!(printed.last().unwrap()["summary"]["not_stored"], 3);
    assert_eq!(names(kept.path()), before, "nothing is created next to the database");
    drop(connection);
    for bad in [&b"no database at all"[..], b""] {
        fs::write(&database, bad).unwrap();
        let _ = fs::remove_file(kept.path().join("crawl.db-wal"));
        let output = seogo(&["coverage", path.to_str().unwrap(), "--json"]);
        assert!(output.status.success(), "a corrupt database doesn't stop the command");
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(said.lines().filter(|line| line.contains("crawl.db")).count(), 1, "{said}");
    }
}

#[test]
fn the_kind_of_an_article_stands_in_its_row() {
    let folder = tempfile::tempdir().unwrap();
    let text = article(901, 1, "2025-12-02", "2025-12-02 03:00:00", "결승선의 달팽이.");
    fs::write(folder.path().join("1.md"), text.replace("title: \"달팽이", "title: \"[포토] 달팽이")).unwrap();
    fs::write(folder.path().join("2.md"), article(901, 2, "2025-12-02", "", "달팽이가 이겼다.")).unwrap();
    let rows = objects(&["list", folder.path().to_str().unwrap(), "--json"]);
    let kinds: BTreeSet<&str> = rows.iter().filter_map(|row| row["kind"].as_str()).collect();
    assert_eq!(kinds, BTreeSet::from(["기사", "사진"]));
}
