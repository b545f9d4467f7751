//! `seogo list FOLDER`: lists the articles of an archive as text or JSON.

use std::io::Write;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};

use super::archive::ask;
use super::arguments;
use super::output::{Failure, Output};
use super::terminal::write_cells;
use crate::archive::{Cancel, Row};
use crate::article::Published;
use crate::export::{ArticleFields, article_object, format_published, write_json_line};
use crate::search::{ListRequest, Listing, ORDERS, SortKey};
use crate::view::{Lang, problem_in_english};

/// The subcommand's definition.
pub(super) fn command(lang: Lang) -> Command {
    Command::new("list")
        .about(lang.cli_list_about())
        .arg(arguments::folder(lang))
        .arg(
            Arg::new("sort")
                .long("sort")
                .value_name("ORDER")
                .value_parser(PossibleValuesParser::new(orders()))
                .default_value("published")
                .help(lang.cli_list_sort()),
        )
        .arg(arguments::flag("reverse", lang.cli_list_reverse()))
        .args(arguments::printed(lang))
}

/// The sort orders that don't need a query.
fn orders() -> impl Iterator<Item = &'static str> {
    ORDERS.iter().filter(|entry| entry.key != SortKey::Relevance).map(|entry| entry.name)
}

/// Lists the given folder.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> Result<(), Failure> {
    let Some(folder) = matches.get_one::<PathBuf>("folder") else { return Ok(()) };
    let key = matches.get_one::<String>("sort").and_then(|name| SortKey::named(name)).unwrap_or_default();
    let request = ListRequest {
        key,
        reverse: matches.get_flag("reverse"),
        all_versions: matches.get_flag("all-versions"),
        ..ListRequest::default()
    };
    let (archive, listing) = ask(folder, matches, &Cancel::default(), lang, |archive| {
        Listing::new(&archive.columns(), request.clone(), None)
    })?;
    let limit = matches.get_one::<usize>("limit").copied().unwrap_or(usize::MAX);
    let mut output = Output::stdout();
    let as_json = matches.get_flag("json");
    for &ordinal in listing.positions.known().iter().take(limit) {
        let Some(row) = listing.catalogue.row(ordinal) else { continue };
        if as_json {
            let Some(fields) = ArticleFields::of_row(&listing.catalogue, ordinal) else { continue };
            write_json_line(&article_object(&fields, problem_in_english), &mut output)?;
        } else {
            write_line(&row, &mut output)?;
        }
    }
    output.finish()?;
    archive.unkept.keep(&archive.catalogue);
    Ok(())
}

/// Writes an article as a line with date, publisher, title and path, separated by tabs.
pub(super) fn write_line(row: &Row<'_>, output: &mut impl Write) -> Result<(), Failure> {
    let (published, place) = (row.published(), row.file_place().to_string());
    write_article(
        &ListedArticle { published, publisher: row.publisher(), title: row.title(), place: &place },
        output,
    )
}

/// What a line says of an article.
pub(super) struct ListedArticle<'a> {
    pub(super) published: Option<Published>,
    pub(super) publisher: &'a str,
    pub(super) title: &'a str,
    /// The path of its file and its number in that.
    pub(super) place: &'a str,
}

/// Writes an article as a line.
pub(super) fn write_article(article: &ListedArticle<'_>, output: &mut impl Write) -> Result<(), Failure> {
    let date = article.published.map(format_published).unwrap_or_default();
    write_cells(&[date.as_str(), article.publisher, article.title, article.place], output)
}
