//! `seogo words` and `seogo concordance`: every number is recounted by simple code from `seogo list --json` and
//! `seogo show --json`.

use crate::support::program::{with_home, without_cache};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn seogo(home: &Path, args: &[&str]) -> Output {
    let command = without_cache(with_home(Command::new(env!("CARGO_BIN_EXE_seogo")), home));
    let mut command = command;
    command.args(args).env("LC_ALL", "en_US.UTF-8").output().unwrap()
}

fn objects(home: &Path, args: &[&str]) -> Vec<Value> {
    let output = seogo(home, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What the invented articles are made of. Each noun is there bare and with several particles, so it loses them.
const NOUNS: [&str; 8] = ["달팽이", "경주", "강변", "도서관", "구름", "열차", "사람들", "나루터"];
const PARTICLES: [[&str; 2]; 4] = [["이", "가"], ["을", "를"], ["은", "는"], ["", ""]];

fn word(random: &mut fastrand::Rng) -> (String, &'static str) {
    let noun = NOUNS[random.usize(0..NOUNS.len()).min(random.usize(0..NOUNS.len()))];
    let has_tail = !(noun.chars().last().unwrap() as u32 - 0xAC00).is_multiple_of(28);
    let particle = PARTICLES[random.usize(0..4)][usize::from(!has_tail)];
    (format!("{noun}{particle}"), noun)
}

/// An archive of 60 articles of several paragraphs.
fn archive() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("raw");
    fs::create_dir_all(&path).unwrap();
    let mut random = fastrand::Rng::with_seed(19);
    for number in 0..60_u32 {
        let mut paragraph = || {
            let words: Vec<String> = (0..random.usize(4..20)).map(|_| word(&mut random).0).collect();
            words.join(" ") + "."
        };
        let body = format!("{}\n\n{}\n\n{}", paragraph(), paragraph(), paragraph());
        let day = 1 + number % 28;
        let text = format!(
            "---\nid: 901_{number:010}\ntitle: \"{} 소식\"\npublisher: {}\npublished_at: 2025-12-{day:02} 00:00\n---\n\n\
             # 제목\n\n---\n\n{body}\n",
            NOUNS[number as usize % 8],
            if number % 3 == 0 { "가람일보" } else { "나루신문" },
        );
        fs::write(path.join(format!("{number}.md")), text).unwrap();
    }
    (folder, path)
}

/// An article as a script sees it: the words of its title and of each paragraph.
struct Read {
    listed: Value,
    title: String,
    text: String,
    paragraphs: Vec<Vec<String>>,
}

/// A word without the particle that the invented articles have behind each noun.
fn form(word: &str) -> String {
    NOUNS.iter().find(|noun| word.starts_with(**noun)).map_or(word, |noun| noun).to_owned()
}

fn forms(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(form).collect()
}

fn read(home: &Path, path: &Path) -> Vec<Read> {
    let list = objects(home, &["list", path.to_str().unwrap(), "--json"]);
    let read = list.into_iter().map(|listed| {
        let file = path.join(listed["path"].as_str().unwrap());
        let shown = objects(home, &["show", file.to_str().unwrap(), "--json"]).remove(0);
        let mut paragraphs = vec![forms(shown["title"].as_str().unwrap())];
        for block in shown["blocks"].as_array().unwrap().iter().filter(|it| it["kind"] != "trailer") {
            paragraphs.push(forms(block["text"].as_str().unwrap_or_default()));
        }
        let text = |key: &str| shown[key].as_str().unwrap().to_owned();
        Read { listed, title: text("title"), text: text("text"), paragraphs }
    });
    read.collect()
}

fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// G² and log-ratio straight from their definitions.
fn measures(here: f64, size: f64, rest: f64, rest_size: f64) -> (f64, f64) {
    let all = size + rest_size;
    let cells = [
        (here, size, here + rest),
        (rest, rest_size, here + rest),
        (size - here, size, all - here - rest),
        (rest_size - rest, rest_size, all - here - rest),
    ];
    let sum: f64 = cells
        .iter()
        .filter(|cell| cell.0 > 0.0)
        .map(|&(observed, row, column)| observed * (observed / (row * column / all)).ln())
        .sum();
    let sign = if here / size >= rest / rest_size { 1.0 } else { -1.0 };
    let share = |count: f64, size: f64| if count == 0.0 { 0.5 } else { count } / size;
    (sign * 2.0 * sum.max(0.0), (share(here, size) / share(rest, rest_size)).log2())
}

fn close(value: &Value, expected: f64) {
    let value = value.as_f64().unwrap();
    assert!((value - rounded(expected)).abs() < 2e-6, "{value} {expected}");
}

#[test]
fn a_script_gets_the_same_distinctive_words() {
    let (home, path) = archive();
    let articles = read(home.path(), &path);
    let found = objects(home.path(), &["words", path.to_str().unwrap(), "publisher:가람일보", "--json"]);
    let mut counts: BTreeMap<&str, [u64; 4]> = BTreeMap::new();
    let mut sizes = [0_u64; 2];
    for article in &articles {
        let rest = usize::from(article.listed["publisher"] != "가람일보");
        let mut own = BTreeSet::new();
        for form in article.paragraphs.iter().flatten() {
            sizes[rest] += 1;
            counts.entry(form).or_default()[rest] += 1;
            own.insert(form.as_str());
        }
        own.into_iter().for_each(|form| counts.get_mut(form).unwrap()[2 + rest] += 1);
    }
    let mut expected: Vec<(&str, f64, f64, [u64; 4])> = counts
        .iter()
        .map(|(form, &counts)| {
            let (g2, ratio) = measures(counts[0] as f64, sizes[0] as f64, counts[1] as f64, sizes[1] as f64);
            (*form, g2, ratio, counts)
        })
        .filter(|(_, g2, _, counts)| {
            let side = usize::from(*g2 < 0.0);
            counts[side] >= 5 && counts[2 + side] >= 3
        })
        .collect();
    expected.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    assert!(expected.len() >= NOUNS.len(), "{expected:?}");
    assert_eq!(found.len(), expected.len());
    for (found, (form, g2, ratio, counts)) in found.iter().zip(expected) {
        assert_eq!(found["word"], form);
        let own = ["count", "rest", "articles", "rest_articles"].map(|key| found[key].as_u64().unwrap());
        assert_eq!(own, counts, "{form}");
        close(&found["g2"], g2);
        close(&found["log_ratio"], ratio);
        close(&found["per_million"], counts[0] as f64 * 1e6 / sizes[0] as f64);
    }
}

#[test]
fn a_script_gets_the_same_neighbours() {
    let (home, path) = archive();
    let articles = read(home.path(), &path);
    let asked = ["words", path.to_str().unwrap(), "나루터", "--near", "--json", "--min-count", "2"];
    let found = objects(home.path(), &asked);
    let (mut all, mut nodes) = (0_u64, 0_u64);
    let mut total: BTreeMap<&str, u64> = BTreeMap::new();
    let mut near: BTreeMap<&str, (u64, BTreeSet<usize>)> = BTreeMap::new();
    for (at, article) in articles.iter().enumerate() {
        for paragraph in &article.paragraphs {
            let is_node = |at: usize| paragraph[at] == "나루터";
            for (place, form) in paragraph.iter().enumerate() {
                all += 1;
                *total.entry(form).or_default() += 1;
                nodes += u64::from(is_node(place));
                let around = place.saturating_sub(5)..(place + 6).min(paragraph.len());
                if !is_node(place) && around.into_iter().any(is_node) {
                    let near = near.entry(form).or_default();
                    near.0 += 1;
                    near.1.insert(at);
                }
            }
        }
    }
    near.retain(|_, (count, articles)| *count >= 2 && articles.len() >= 3);
    assert!(nodes > 5 && near.len() >= 5, "{nodes} {near:?}");
    assert_eq!(found.len(), near.len());
    for found in &found {
        let word = found["word"].as_str().unwrap();
        let (count, having) = &near[word];
        assert_eq!(
            (found["count"].as_u64(), found["articles"].as_u64()),
            (Some(*count), Some(having.len() as u64))
        );
        let (count, total, size) = (*count as f64, total[word] as f64, 10.0 * nodes as f64);
        assert_eq!(found["rest"].as_f64(), Some(total - count));
        let (g2, ratio) = measures(count, size, total - count, all as f64 - size);
        close(&found["g2"], g2);
        close(&found["log_ratio"], ratio);
        close(&found["log_dice"], 14.0 + (2.0 * count / (nodes as f64 + total)).log2());
    }
}

#[test]
fn a_script_gets_the_same_concordance() {
    let (home, path) = archive();
    let articles = read(home.path(), &path);
    let folder = path.to_str().unwrap();
    let found = objects(home.path(), &["concordance", folder, "도서관", "--width", "7", "--json"]);
    let mut expected = Vec::new();
    for article in &articles {
        for (field, text) in [("title", &article.title), ("body", &article.text)] {
            let letters: Vec<char> = text.chars().collect();
            for start in 0..letters.len() {
                if letters[start..].starts_with(&['도', '서', '관']) {
                    let piece = |range: std::ops::Range<usize>| letters[range].iter().collect::<String>();
                    let (left, right) =
                        (start.saturating_sub(7)..start, start + 3..(start + 10).min(letters.len()));
                    let id = article.listed["id"].as_str().unwrap().to_owned();
                    expected.push((id, field, start as u64, piece(left), piece(right)));
                }
            }
        }
    }
    let of = |line: &Value| {
        assert_eq!(
            (line["hit"].as_str(), line["end"].as_u64()),
            (Some("도서관"), Some(line["start"].as_u64().unwrap() + 3))
        );
        let text = |key: &str| line[key].as_str().unwrap().to_owned();
        let field = if line["field"] == "title" { "title" } else { "body" };
        (text("id"), field, line["start"].as_u64().unwrap(), text("left"), text("right"))
    };
    let lines: Vec<_> = found.iter().map(of).collect();
    assert!(expected.len() > 30);
    assert_eq!(lines, expected, "in the order of the list");
    // By the word after, the places are the same.
    let by_word_after = |width: &str| {
        let asked = ["concordance", folder, "도서관", "--width", width, "--sort", "right", "--json"];
        objects(home.path(), &asked)
    };
    let after = |line: &Value| {
        // The rest of the word that the place is in is skipped.
        let right = format!("{}|", line["right"].as_str().unwrap());
        let word = right.split_whitespace().nth(usize::from(!right.starts_with(' ')));
        word.unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
    };
    let words: Vec<String> = by_word_after("40").iter().map(after).collect();
    assert!(words.is_sorted() && words.len() > 10, "{words:?}");
    let sorted = by_word_after("7");
    let mut again: Vec<_> = sorted.iter().map(of).collect();
    again.sort();
    expected.sort();
    assert_eq!(again, expected);
    // Thinned by a seed: some of them, the same ones each time, in the order of the list.
    let thin = |seed: &str| {
        let asked =
            ["concordance", folder, "도서관", "--width", "7", "--limit", "9", "--seed", seed, "--json"];
        objects(home.path(), &asked).iter().map(of).collect::<Vec<_>>()
    };
    let some = thin("7");
    assert_eq!((some.len(), thin("7") == some, thin("8") == some), (9, true, false));
    assert!(some.iter().all(|line| lines.contains(line)));
}

#[test]
fn tokens_and_the_readers_lists_replace_what_the_archive_says() {
    let (home, path) = archive();
    let folder = path.to_str().unwrap();
    let tokens = home.path().join("tokens.tsv");
    fs::write(&tokens, "901_0000000000\t버스/NNG 에서/JKB 버스/NNG\n901_0000000001\t버스/NNG\n900_1\t없다\n")
        .unwrap();
    let asked = [
        "words",
        folder,
        "",
        "--tokens",
        tokens.to_str().unwrap(),
        "--min-count",
        "1",
        "--min-articles",
        "1",
    ];
    let output = seogo(home.path(), &asked);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("1 article that is not here") && told.contains("58 articles without tokens"),
        "{told}"
    );
    let lines = String::from_utf8(output.stdout).unwrap();
    let firsts: Vec<Vec<&str>> = lines.lines().map(|line| line.split('\t').take(3).collect()).collect();
    assert_eq!(firsts, [["버스/nng", "3", "2"], ["에서/jkb", "1", "1"]]);
    let missing = seogo(home.path(), &["words", folder, "", "--tokens", "/no/such/file"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(missing.stdout.is_empty() && String::from_utf8_lossy(&missing.stderr).contains("/no/such/file"));
}

#[test]
fn a_matrix_and_pairs_are_as_others_read_them() {
    let (home, path) = archive();
    let articles = read(home.path(), &path);
    let folder = path.to_str().unwrap();
    let mut expected = BTreeMap::new();
    for article in &articles {
        for form in article.paragraphs.iter().flatten() {
            *expected.entry((article.listed["id"].clone().to_string(), form.clone())).or_insert(0_u64) += 1;
        }
    }
    let matrix = objects(home.path(), &["words", folder, "", "--matrix", "--json"]);
    let cell = |it: &Value| {
        ((it["id"].to_string(), it["word"].as_str().unwrap().to_owned()), it["count"].as_u64().unwrap())
    };
    assert_eq!(matrix.iter().map(cell).collect::<BTreeMap<_, _>>(), expected);
    let pairs = objects(
        home.path(),
        &["words", folder, "", "--pairs", "--within", "paragraph", "--top", "6", "--json"],
    );
    assert_eq!(pairs.len(), 15);
    for pair in &pairs {
        let [source, target] = ["source", "target"].map(|key| pair[key].as_str().unwrap());
        let has = |paragraph: &&Vec<String>| {
            [source, target].iter().all(|word| paragraph.iter().any(|it| it == word))
        };
        let weight = articles.iter().flat_map(|article| &article.paragraphs).filter(has).count() as u64;
        assert_eq!(pair["weight"].as_u64(), Some(weight), "{pair}");
        assert!(source < target);
    }
    let grams = objects(home.path(), &["words", folder, "publisher:가람일보", "--ngrams", "2", "--json"]);
    assert!(
        !grams.is_empty() && grams.iter().all(|gram| gram["word"].as_str().unwrap().split(' ').count() == 2)
    );
    let gram = grams[0]["word"].as_str().unwrap();
    let count = |wanted: bool| {
        let own = articles.iter().filter(|it| (it.listed["publisher"] == "가람일보") == wanted);
        let pairs = own.flat_map(|it| &it.paragraphs).flat_map(|paragraph| paragraph.windows(2));
        pairs.filter(|pair| pair.join(" ") == gram).count() as u64
    };
    assert_eq!(
        (grams[0]["count"].as_u64(), grams[0]["rest"].as_u64()),
        (Some(count(true)), Some(count(false)))
    );
}

#[test]
fn odd_archives_are_counted_all_the_same() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("raw");
    fs::create_dir_all(&path).unwrap();
    let article =
        |id: &str, body: &str| format!("---\nid: {id}\ntitle: \"하나\"\npublisher: 가\n---\n\n{body}\n");
    fs::write(
        path.join("english.md"),
        article("901_0000000001", &"The slow snail won the race. ".repeat(20)),
    )
    .unwrap();
    fs::write(path.join("hanja.md"), article("901_0000000002", &"與野 合意 多死社會 ".repeat(20))).unwrap();
    fs::write(path.join("one.md"), article("901_0000000003", &"버스 ".repeat(200_000))).unwrap();
    fs::write(path.join("none.md"), "").unwrap();
    let folder = path.to_str().unwrap();
    let found = objects(home.path(), &["words", folder, "", "--min-articles", "1", "--json"]);
    let count =
        |word: &str| found.iter().find(|it| it["word"] == word).map(|it| it["count"].as_u64().unwrap());
    assert_eq!((count("버스"), count("snail"), count("與野")), (Some(200_000), Some(20), Some(20)));
    assert!(found.iter().all(|it| it["g2"].is_null() && it["log_ratio"].is_null()));
    // The windows around so many nodes would have more words than the archive.
    let near = objects(home.path(), &["words", folder, "snail", "--near", "--min-articles", "1", "--json"]);
    assert!(near.iter().any(|it| it["word"] == "slow" && it["count"] == 20), "{near:?}");
    let lines =
        seogo(home.path(), &["concordance", folder, "버스", "--sort", "left", "--limit", "5", "--json"]);
    assert_eq!(String::from_utf8(lines.stdout).unwrap().lines().count(), 5);
    let none = seogo(home.path(), &["concordance", folder, "publisher:가"]);
    assert!(none.status.success() && String::from_utf8(none.stderr).unwrap().contains("no term"));
}

#[test]
fn the_same_text_has_its_places_once_if_asked() {
    let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let body =
        "달팽이가 강변에서 경주를 벌였다. 도서관 앞 나루터에는 사람들이 모였고, 열차는 구름 아래를 지나갔다.";
    for (number, text) in [body, body, "달팽이 한 마리가 느리게 길을 건넜다."].iter().enumerate()
    {
        let head = format!("---\nid: 901_{number}\ntitle: 소식 {number}\npublisher: 신문 {number}\n---\n\n");
        fs::write(folder.path().join(format!("{number}.md")), format!("{head}{text}\n")).unwrap();
    }
    let folder = folder.path().to_str().unwrap();
    let places =
        |more: &[&str]| objects(home.path(), &[&["concordance", folder, "달팽이", "--json"], more].concat());
    assert_eq!((places(&[]).len(), places(&["--once"]).len()), (3, 2));
}
