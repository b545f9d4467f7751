//! `list`, `search` and `show` on an index.

use std::io::Write;

use clap::ArgMatches;

use super::super::list::{ListedArticle, write_article};
use super::super::output::{Failure, Output};
use super::super::search::add_hits;
use super::super::show::write_page;
use super::Index;
use crate::archive::Cancel;
use crate::cluster::{ReadDocument, ReadRequest, count};
use crate::export::{article_object, full_article_object, write_json_line};
use crate::search::SortKey;
use crate::view::problem_in_english;

pub(super) fn list(index: &Index, matches: &ArgMatches) -> Result<(), Failure> {
    let request = ReadRequest {
        key: matches.get_one::<String>("sort").and_then(|name| SortKey::named(name)).unwrap_or_default(),
        reverse: matches.get_flag("reverse"),
        all_versions: matches.get_flag("all-versions"),
        limit: matches.get_one::<usize>("limit").copied(),
        // Their lengths are among what is written.
        texts: matches.get_flag("json"),
        ..ReadRequest::default()
    };
    let mut output = Output::stdout();
    index.each(&request, &Cancel::default(), |read| {
        if matches.get_flag("json") {
            let fields = read.fields(false).with_text_of(&read.article);
            write_json_line(&article_object(&fields, problem_in_english), &mut output)?;
        } else {
            write_line(&read, &mut output)?;
        }
        Ok(true)
    })?;
    output.finish()
}

fn write_line(read: &ReadDocument, output: &mut impl Write) -> Result<(), Failure> {
    let (article, place) = (&read.article, read.place().to_string());
    let (published, publisher, title) =
        (article.published, article.publisher.as_str(), article.title.as_str());
    write_article(&ListedArticle { published, publisher, title, place: &place }, output)
}

pub(super) fn search(index: &Index, matches: &ArgMatches) -> Result<(), Failure> {
    let query = index.query(matches.get_one::<String>("query").map_or("", String::as_str))?;
    let (only_counted, as_json) = (matches.get_flag("count"), matches.get_flag("json"));
    let is_exact = query.translated.is_exact;
    let mut request = ReadRequest {
        query: Some(query.translated.clone()),
        all_versions: matches.get_flag("all-versions"),
        texts: as_json && !only_counted || !is_exact,
        ..ReadRequest::default()
    };
    let mut output = Output::stdout();
    if only_counted && is_exact {
        let (client, name) = (&index.server.client, &index.server.address.index);
        let selection = index.index.selection(&request).map_err(|why| index.cant(why))?;
        let found = count(client, name, &selection).map_err(|trouble| index.server.failure(&trouble))?;
        writeln!(output, "{found}")?;
        return output.finish();
    }
    let limit = matches.get_one::<usize>("limit").copied().unwrap_or(usize::MAX);
    let limit = if only_counted { usize::MAX } else { limit };
    request.limit = is_exact.then_some(limit);
    let mut found = 0;
    if limit > 0 {
        index.each(&request, &Cancel::default(), |read| {
            let kind = if request.texts { read.kind(&query.search.matcher, &query.marks) } else { None };
            if !is_exact && kind.is_none() {
                return Ok(true);
            }
            found += 1;
            if only_counted {
                return Ok(true);
            }
            if as_json {
                let fields = read.fields(false).with_text_of(&read.article);
                let mut object = article_object(&fields, problem_in_english);
                object.insert("match".to_owned(), kind.map(|kind| kind.name()).into());
                add_hits(&mut object, &read.article, &query.search);
                write_json_line(&object, &mut output)?;
            } else {
                write_line(&read, &mut output)?;
            }
            Ok(found < limit)
        })?;
    }
    if only_counted {
        writeln!(output, "{found}")?;
    }
    output.finish()
}

/// Shows one article of an index.
pub(super) fn show(index: &Index, matches: &ArgMatches) -> Result<(), Failure> {
    let lang = index.lang();
    let Some(article) = matches.get_one::<String>("article") else {
        return Err(Failure::Usage(lang.cluster_show_what().to_owned()));
    };
    if matches.get_flag("raw") {
        return Err(Failure::Usage(lang.cluster_no_raw().to_owned()));
    }
    let query = Some(index.index.named(article));
    let request =
        ReadRequest { query, all_versions: true, texts: true, limit: Some(1), ..ReadRequest::default() };
    let mut shown = None;
    index.each(&request, &Cancel::default(), |read| {
        shown = Some(read);
        Ok(false)
    })?;
    let Some(read) = shown else { return Err(Failure::Unusable(lang.cluster_no_article(article))) };
    let mut output = Output::stdout();
    if matches.get_flag("json") {
        let (path, entry) = (&read.document.path, read.document.entry);
        write_json_line(&full_article_object(path, entry, &read.article, problem_in_english), &mut output)?;
    } else {
        write_page(&read.article, lang, &mut output)?;
    }
    output.finish()
}
