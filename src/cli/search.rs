//! `seogo search FOLDER QUERY`: prints the articles that a query finds as text or JSON, or their number.

use std::io::Write;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command};
use serde_json::{Map, Value, json};

use super::archive::ask;
use super::arguments;
use super::list::write_line;
use super::output::{Failure, Output};
use crate::archive::{Cancel, Texts};
use crate::article::Article;
use crate::export::{ArticleFields, article_object, write_json_line};
use crate::search::{Hit, HitPlace, ListRequest, Listing, Search, snippet};
use crate::view::{Lang, problem_in_english};

/// The subcommand's definition.
pub(super) fn command(lang: Lang) -> Command {
    Command::new("search")
        .about(lang.cli_search_about())
        .arg(arguments::folder(lang))
        .arg(
            Arg::new("query")
                .value_name("QUERY")
                .required(true)
                .allow_hyphen_values(true)
                .help(lang.cli_search_query()),
        )
        .arg(arguments::flag("count", lang.cli_search_count()))
        .args(arguments::printed(lang))
}

/// Searches the given folder.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> Result<(), Failure> {
    let Some(folder) = matches.get_one::<PathBuf>("folder") else { return Ok(()) };
    let query = matches.get_one::<String>("query").map_or("", String::as_str);
    let cancel = Cancel::default();
    let request = ListRequest { all_versions: matches.get_flag("all-versions"), ..ListRequest::default() };
    let (archive, answer) = ask(folder, matches, &cancel, lang, |archive| {
        let finds = archive.find(query, &cancel, lang)?;
        let search = finds.search.clone();
        Some((Listing::new(&archive.columns(), request.clone(), Some(finds)), search))
    })?;
    let Some((listing, search)) = answer else { return Ok(()) };
    let mut output = Output::stdout();
    if matches.get_flag("count") {
        writeln!(output, "{}", listing.len())?;
        output.finish()?;
        archive.unkept.keep(&archive.catalogue);
        return Ok(());
    }
    let limit = matches.get_one::<usize>("limit").copied().unwrap_or(usize::MAX);
    let (source, mut buffer) = (archive.source.open(), Vec::new());
    for &ordinal in listing.positions.known().iter().take(limit) {
        let Some(row) = listing.catalogue.row(ordinal) else { continue };
        if matches.get_flag("json") {
            let Some(fields) = ArticleFields::of_row(&listing.catalogue, ordinal) else { continue };
            let article = source.read_row(&row, &mut buffer).article;
            let mut object = article_object(&fields.with_text_of(&article), problem_in_english);
            object.insert("match".to_owned(), listing.kind(ordinal).map(|kind| kind.name()).into());
            add_hits(&mut object, &article, &search);
            write_json_line(&object, &mut output)?;
        } else {
            write_line(&row, &mut output)?;
        }
    }
    output.finish()?;
    archive.unkept.keep(&archive.catalogue);
    Ok(())
}

/// Adds the positions of the query's hits in an article, and a snippet around the first.
pub(super) fn add_hits(object: &mut Map<String, Value>, article: &Article, search: &Search) {
    let authors: Vec<&str> = article.authors.iter().map(|author| author.line.as_str()).collect();
    let texts = Texts {
        title: &article.title,
        body: article.text(),
        publisher: &article.publisher,
        authors: &authors,
    };
    let hits = search.matcher.hits(&texts);
    object.insert("hits".to_owned(), hits.iter().map(hit_object).collect());
    object.insert("snippet".to_owned(), snippet(article.text(), &hits, &[]).text.into());
}

fn hit_object(hit: &Hit) -> Value {
    let (start, end) = (hit.range.start, hit.range.end);
    match hit.place {
        HitPlace::Title => json!({ "field": "title", "start": start, "end": end }),
        HitPlace::Body => json!({ "field": "body", "start": start, "end": end }),
        HitPlace::Publisher => json!({ "field": "publisher", "start": start, "end": end }),
        HitPlace::Author(index) => json!({ "field": "author", "index": index, "start": start, "end": end }),
    }
}
