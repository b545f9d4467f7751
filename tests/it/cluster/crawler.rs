//! The crawler's own index, filled as the crawler fills it, on a real server whose analysis is nori.

use super::{done, run, stderr};
use crate::generated::parse;
use crate::support::cluster::TestIndex;
use crate::support::skipped::skip;
use seogo::article::{Article, Published};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The sample articles that the crawler wrote, by id, with the text of the file.
fn samples() -> BTreeMap<String, (Article, String)> {
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).unwrap();
    let paths =
        files.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|it| it == "md"));
    let read = |path| {
        let text = String::from_utf8(fs::read(path).unwrap()).ok()?;
        let article = parse(text.as_bytes());
        (article.by_crawler && article.comments.is_empty() && text.contains("\n---\n\n# "))
            .then(|| (article.id.clone(), (article, text)))
    };
    paths.filter_map(read).collect()
}

/// Makes an index with the crawler's mapping, and fills it; false if the server has no nori.
fn fill(index: &TestIndex, samples: &BTreeMap<String, (Article, String)>) -> bool {
    let keyword = || json!({ "type": "keyword" });
    let mapping = json!({
        "settings": { "number_of_shards": 1, "number_of_replicas": 0, "analysis": {
            "tokenizer": { "korean": { "type": "nori_tokenizer", "decompound_mode": "mixed" } },
            "analyzer": { "korean": { "type": "custom", "tokenizer": "korean", "filter": ["nori_readingform", "lowercase"] } },
        } },
        "mappings": { "properties": {
            "id": keyword(), "oid": keyword(), "aid": keyword(), "category": keyword(), "publisher": keyword(),
            "author": { "type": "text" }, "url": keyword(), "comment_count": { "type": "integer" },
            "title": { "type": "text", "analyzer": "korean" }, "content": { "type": "text", "analyzer": "korean" },
            "published_at": { "type": "date" }, "crawled_at": { "type": "date" },
        } },
    });
    let made = index.ask("PUT", &format!("/{}", index.name), &mapping.to_string());
    if made["acknowledged"] != true {
        skip("the search server has no nori");
        return false;
    }
    let mut lines = String::new();
    for (id, (article, text)) in samples {
        // The whole page after the front matter, less blank lines.
        let (_, page) = text.split_once("\n---\n\n# ").unwrap();
        let (title, page) = page.split_once('\n').unwrap();
        let body = page.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n");
        let time = article.published.map(|at| format!("{}Z", at.time()));
        let document = json!({
            "id": id, "oid": article.oid, "aid": article.aid, "title": title, "content": format!("# {title}\n{body}"),
            "category": "", "publisher": article.publisher, "author": "", "url": article.url, "published_at": time,
            "crawled_at": "2026-03-01T00:00:00Z", "comment_count": 0, "embedding": [0.5, 0.25],
        });
        lines += &format!("{}\n{document}\n", json!({ "index": { "_id": id } }));
    }
    let answer = index.ask("POST", &format!("/{}/_bulk?refresh=true", index.name), &lines);
    assert_eq!(answer["errors"], false, "{answer}");
    true
}

#[test]
fn the_crawlers_own_index_is_mended_as_far_as_it_can_be() {
    let (Some(index), samples) = (TestIndex::new(), samples()) else { return };
    if !fill(&index, &samples) {
        return;
    }
    let (home, url) = (tempfile::tempdir().unwrap(), index.url());
    let listed = done(home.path(), &["list", &url, "--json"]);
    let listed: Vec<Value> = listed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(listed.len(), samples.len());
    let days: Vec<&str> = listed.iter().filter_map(|article| article["published"].as_str()).collect();
    assert!(days.is_sorted_by(|a, b| a >= b), "{days:?}");
    let exported = done(home.path(), &["export", &url, "--format", "jsonl"]);
    let mut same = 0;
    for line in exported.lines() {
        let article: Value = serde_json::from_str(line).unwrap();
        let (sample, _) = &samples[article["id"].as_str().unwrap()];
        let published = match sample.published {
            Some(Published::Date(day)) => json!(day.to_string()),
            Some(Published::Time(time)) => json!(format!("{time}+09:00")),
            None => Value::Null,
        };
        assert_eq!(
            (&article["title"], &article["published"]),
            (&json!(sample.title), &published),
            "{}",
            sample.id
        );
        assert_eq!((&article["content_hash"], &article["integrity"]), (&Value::Null, &json!("unknown")));
        same += usize::from(article["body"] == sample.body.as_str());
    }
    assert!(same * 10 >= samples.len() * 9, "{same} of {} bodies are as they were crawled", samples.len());
    let (id, (sample, _)) = samples.iter().next().unwrap();
    assert!(done(home.path(), &["show", &url, id]).contains(&sample.title));
    let by =
        |query: &str| done(home.path(), &["search", &url, query, "--count"]).trim().parse::<usize>().unwrap();
    let of_publisher = samples.values().filter(|(article, _)| article.publisher == sample.publisher).count();
    assert_eq!(by(&format!("publisher:\"{}\"", sample.publisher)), of_publisher);
    let day = sample.published.unwrap().date();
    let on_day =
        samples.values().filter(|(article, _)| article.published.is_some_and(|it| it.date() == day)).count();
    assert_eq!(by(&format!("published:{day}")), on_day);
    let output = run(home.path(), &["search", &url, "학교"], &[]);
    assert!(stderr(&output).contains("Finds by the server's words"), "{}", stderr(&output));
    assert!(!output.stdout.is_empty());
    for (arguments, sentence) in [
        (vec!["search", &url, "is:altered"], "The index can't check this condition"),
        (vec!["list", &url, "--sort", "title"], "can't be sorted like that"),
        (vec!["publish", "seeds", &url, "--yes"], "left alone"),
    ] {
        let output = run(home.path(), &arguments, &[]);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(stderr(&output).contains(sentence), "{arguments:?}: {}", stderr(&output));
    }
}
