//! `seogo stories FOLDER [QUERY]`: which articles are about the same event, as text lines or JSON.

use std::io::Write;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command};
use serde_json::{Map, Value, json};

use super::archive::{ask, read_marks};
use super::arguments;
use super::chart::{self, ChartOutput, Saved};
use super::crawl_log::read_log;
use super::output::{Failure, Output, tell};
use super::terminal::write_cells;
use crate::archive::{Cancel, Catalogue};
use crate::export::{format_published, write_json_line};
use crate::search::{ListRequest, Listing};
use crate::stories::{SkippedOf, SkippedTexts, Story, StoryArticle, sort, stories};
use crate::view::{Lang, saved_stories};

/// The subcommand's definition.
pub(super) fn command(lang: Lang) -> Command {
    Command::new("stories")
        .about(lang.cli_stories_about())
        .after_help(lang.cli_stories_terms())
        .arg(arguments::folder(lang))
        .arg(Arg::new("query").value_name("QUERY").allow_hyphen_values(true).help(lang.cli_stories_query()))
        .arg(arguments::limit(lang.cli_stories_limit()))
        .args(chart::arguments(Saved::Table, lang))
        .arg(arguments::flag("json", lang.cli_stories_json()))
}

/// Prints the stories of the given folder.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> Result<(), Failure> {
    let Some(folder) = matches.get_one::<PathBuf>("folder") else { return Ok(()) };
    let output = ChartOutput::of(matches, folder, Saved::Table, lang)?;
    let cancel = Cancel::default();
    let marks = read_marks(lang)?;
    let (archive, found) = ask(folder, matches, &cancel, lang, |archive| {
        let listing = Listing::new(&archive.columns(), ListRequest::default(), None);
        let catalogue = &listing.catalogue;
        let mut found =
            stories(catalogue, listing.positions.known(), marks.judged(), &cancel).unwrap_or_default();
        let mut finds_nothing = false;
        if let Some(query) = matches.get_one::<String>("query") {
            let finds = archive.find(query, &cancel, lang)?;
            let is_found =
                |ordinal: u32| finds.articles.binary_search_by_key(&ordinal, |&(file, _)| file).is_ok();
            finds_nothing = finds.articles.is_empty();
            found = found.iter().filter_map(|story| story.narrowed(catalogue, is_found)).collect();
            sort(&mut found);
        }
        Some((found, finds_nothing))
    })?;
    let (Some((found, finds_nothing)), catalogue) = (found, &archive.catalogue) else { return Ok(()) };
    if found.is_empty() {
        let is_dated = catalogue.present().any(|(_, row)| row.published().is_some());
        tell(match is_dated {
            _ if catalogue.is_empty() => lang.no_article(),
            _ if finds_nothing => lang.nothing_found(),
            true => lang.no_story(),
            false => lang.no_dated_article(),
        });
    }
    let limit = matches.get_one::<usize>("limit").copied().unwrap_or(usize::MAX);
    if let Some(output) = output {
        let shown = found.get(..limit.min(found.len())).unwrap_or_default();
        output.write(&saved_stories(shown, catalogue), lang)?;
        archive.unkept.keep(&archive.catalogue);
        return Ok(());
    }
    let hashes = SkippedTexts::hashes(catalogue);
    let log = read_log(folder, matches, lang, |hash| hashes.contains(hash))?;
    let texts = SkippedTexts::of(catalogue, log.skipped);
    let mut output = Output::stdout();
    for story in found.iter().take(limit) {
        let skipped = texts.of_story(story, catalogue);
        if matches.get_flag("json") {
            write_json_line(&story_object(story, &skipped, catalogue), &mut output)?;
        } else {
            write_story(story, &skipped, catalogue, &mut output)?;
        }
    }
    output.finish()?;
    archive.unkept.keep(&archive.catalogue);
    Ok(())
}

/// A story as a JSON object, with its articles in the order in which the crawler first saw them, and what the
/// crawler left out because it had their texts.
fn story_object(story: &Story, skipped: &[SkippedOf<'_>], catalogue: &Catalogue) -> Map<String, Value> {
    let representative = story.articles.get(story.representative);
    let representative = representative.and_then(|article| catalogue.row(article.ordinal));
    let id = catalogue.row(story.first).map(|row| row.id_or_key());
    let mut days: Vec<String> = (story.articles.iter())
        .filter_map(|article| catalogue.row(article.ordinal)?.published())
        .map(|published| published.date().to_string())
        .collect();
    days.sort_unstable();
    days.dedup();
    let seen = story.first_seen();
    let articles =
        story.articles.iter().filter_map(|article| article_object(article, id.as_deref(), catalogue));
    let skipped = skipped.iter().map(|it| {
        let text = &it.skipped.text;
        json!({
            "id": text.id,
            "publisher": it.skipped.publisher,
            "url": text.url,
            "crawled": text.crawled.map(|at| at.to_string()),
            "same_as": catalogue.row(it.same_as).map(|row| row.id_or_key()),
        })
    });
    let fields: [(&str, Value); 8] = [
        ("id", id.as_deref().into()),
        ("title", representative.map(|row| row.title()).into()),
        ("first_seen", seen.map(|at| at.to_string()).into()),
        ("tied", story.tied().into()),
        ("days", days.into()),
        ("publishers", story.publishers.into()),
        ("articles", articles.collect()),
        ("not_stored", skipped.collect()),
    ];
    fields.map(|(key, value)| (key.to_owned(), value)).into_iter().collect()
}

/// An article of a story; `first` is the id of the story's first article.
fn article_object(article: &StoryArticle, first: Option<&str>, catalogue: &Catalogue) -> Option<Value> {
    let row = catalogue.row(article.ordinal)?;
    let shared = article.shared.map(|shared| (shared * 1e6).round() / 1e6);
    Some(json!({
        "path": row.path(),
        "entry": row.entry(),
        "id": row.id_or_key(),
        "publisher": Some(catalogue.publisher(&row)).filter(|name| !name.is_empty()),
        "title": row.title(),
        "published": row.published().map(format_published),
        "first_seen": article.first_seen.map(|at| at.to_string()),
        "relation": article.relation.name(),
        "shared": shared,
        "with": shared.and(first),
    }))
}

/// Writes a line for the story (publishers, articles, headline), then one line per article, and one for each
/// that the crawler left out.
fn write_story(
    story: &Story,
    skipped: &[SkippedOf<'_>],
    catalogue: &Catalogue,
    output: &mut impl Write,
) -> Result<(), Failure> {
    let title = (story.articles.get(story.representative))
        .and_then(|article| catalogue.row(article.ordinal))
        .map_or("", |row| row.title());
    write_cells(&[&story.publishers.to_string(), &story.articles.len().to_string(), title], output)?;
    for article in &story.articles {
        let Some(row) = catalogue.row(article.ordinal) else { continue };
        let seen = article.first_seen.map(|at| at.to_string()).unwrap_or_default();
        let shared = article.shared.map(|shared| format!("{:.0}%", shared * 100.0)).unwrap_or_default();
        let place = row.file_place().to_string();
        let publisher = catalogue.publisher(&row);
        let cells = ["", &seen, &publisher, article.relation.name(), &shared, row.title(), &place];
        write_cells(&cells, output)?;
    }
    for it in skipped {
        let seen = it.skipped.text.crawled.map(|at| at.to_string()).unwrap_or_default();
        let same_as = catalogue.row(it.same_as).map(|row| row.id_or_key()).unwrap_or_default();
        let (publisher, url) = (&it.skipped.publisher, &it.skipped.text.url);
        write_cells(
            &["", &seen, publisher, "not stored, same text", &same_as, &it.skipped.text.id, url],
            output,
        )?;
    }
    Ok(())
}
