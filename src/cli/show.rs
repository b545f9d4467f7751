//! `seogo show FILE`: prints one article as a page of text, as JSON, or as its bytes.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};

use super::archive::{ReadArchive, choices, load_file};
use super::arguments;
use super::output::{Failure, Output};
use super::terminal::{Escaped, escaped};
use crate::archive::{Root, kind_of_file, read_article};
use crate::article::{Article, Comment, Published, blocks_below};
use crate::export::{full_article_object, write_json_line};
use crate::view::{Lang, problem_in_english, votes_text};

/// The subcommand's definition.
pub(super) fn command(lang: Lang) -> Command {
    Command::new("show")
        .about(lang.cli_show_about())
        .arg(
            Arg::new("file")
                .value_name("FILE")
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(lang.cli_show_file()),
        )
        .arg(
            Arg::new("entry")
                .long("entry")
                .value_name("N")
                .value_parser(value_parser!(u32))
                .help(lang.cli_show_entry()),
        )
        .arg(arguments::flag("json", lang.cli_show_json()).conflicts_with("raw"))
        .arg(arguments::flag("raw", lang.cli_show_raw()))
}

/// Shows the given file.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> Result<(), Failure> {
    let Some(named) = matches.get_one::<PathBuf>("file") else { return Ok(()) };
    let (path, entry) = place_of(named, matches);
    let path = path.as_path();
    check(path, lang)?;
    if kind_of_file(path).is_some() {
        return show_entry(path, entry, matches, lang);
    }
    if let Some(entry) = entry.filter(|&entry| entry != 1) {
        return Err(Failure::Unusable(lang.cli_no_entry(&path.to_string_lossy(), entry, 1)));
    }
    let unreadable = |why| unreadable(path, &why, lang);
    // The path may be a link.
    let full = path.canonicalize().map_err(unreadable)?;
    let (root, file) =
        (Root::at(full.parent().unwrap_or(&full)), Path::new(full.file_name().unwrap_or_default()));
    let mut opened = root.open(file).map_err(unreadable)?;
    let mut output = Output::stdout();
    if matches.get_flag("raw") {
        if io::stdout().is_terminal() {
            let mut terminal = Escaped::new(&mut output);
            io::copy(&mut opened, &mut terminal)?;
            terminal.finish()?;
        } else {
            io::copy(&mut opened, &mut output)?;
        }
        return output.finish();
    }
    let name = Path::new(path.file_name().unwrap_or_default());
    let named = std::path::absolute(path).unwrap_or_default();
    let chosen = choices(matches, lang).encoding_of(Path::new(""), &named);
    let article = read_article(&root, file, chosen, &mut Vec::new()).article;
    if matches.get_flag("json") {
        let object = full_article_object(&name.to_string_lossy(), None, &article, problem_in_english);
        write_json_line(&object, &mut output)?;
    } else {
        write_page(&article, lang, &mut output)?;
    }
    output.finish()
}

/// The file and the article's number in it: `news.csv#12` means article 12, unless a file has that name.
fn place_of(named: &Path, matches: &ArgMatches) -> (PathBuf, Option<u32>) {
    let entry = matches.get_one::<u32>("entry").copied();
    let text = named.to_string_lossy();
    let parts = text.rsplit_once('#').and_then(|(path, number)| Some((path, number.parse().ok()?)));
    match parts.filter(|_| entry.is_none() && !named.exists()) {
        Some((path, number)) => (PathBuf::from(path), Some(number)),
        None => (named.to_owned(), entry),
    }
}

/// Shows one article of a file that has several.
fn show_entry(path: &Path, entry: Option<u32>, matches: &ArgMatches, lang: Lang) -> Result<(), Failure> {
    let ReadArchive { source, catalogue, .. } = load_file(path, matches, lang)?;
    let (shown, count) = (path.to_string_lossy(), catalogue.file_count() as usize);
    let mut rows = catalogue.rows();
    let row = match entry {
        None if count > 1 => return Err(Failure::Usage(lang.cli_several_entries(&shown, count))),
        None => rows.next(),
        Some(entry) => rows.find(|row| row.entry() == Some(entry)),
    };
    let no_entry = || Failure::Unusable(lang.cli_no_entry(&shown, entry.unwrap_or(1), count));
    let (row, mut bytes) = (row.ok_or_else(no_entry)?, Vec::new());
    let article = source.open().read_row(&row, &mut bytes).article;
    let mut output = Output::stdout();
    if matches.get_flag("raw") {
        output.write_all(&bytes)?;
    } else if matches.get_flag("json") {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let object = full_article_object(&name, row.entry(), &article, problem_in_english);
        write_json_line(&object, &mut output)?;
    } else {
        write_page(&article, lang, &mut output)?;
    }
    output.finish()
}

/// Fails with an explanation if a path isn't a file.
fn check(path: &Path, lang: Lang) -> Result<(), Failure> {
    let kind = path.metadata().map_err(|why| unreadable(path, &why, lang))?.file_type();
    let name = path.to_string_lossy();
    if kind.is_dir() {
        return Err(Failure::Unusable(lang.cli_is_folder(&name)));
    }
    if !kind.is_file() {
        return Err(Failure::Unusable(lang.cli_is_no_file(&name)));
    }
    Ok(())
}

fn unreadable(path: &Path, why: &io::Error, lang: Lang) -> Failure {
    Failure::Unusable(lang.cli_unreadable_file(&path.to_string_lossy(), why))
}

/// Writes an article as a page of plain text.
pub(super) fn write_page(article: &Article, lang: Lang, output: &mut impl Write) -> Result<(), Failure> {
    let facts = [
        article.publisher.clone(),
        article.published.map(format_published).unwrap_or_default(),
        people(article),
    ];
    let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    let head = [article.title.as_str(), &facts.join(" · "), &article.url];
    let head: Vec<&str> = head.into_iter().filter(|line| !line.is_empty()).collect();
    let mut is_first = true;
    let mut write_part = |part: &str| {
        if part.is_empty() {
            return Ok(());
        }
        let gap = if std::mem::take(&mut is_first) { "" } else { "\n" };
        writeln!(output, "{gap}{}", escaped(part))
    };
    write_part(&head.join("\n"))?;
    match &article.rendered {
        Some(rendered) => {
            for block in &rendered.blocks {
                write_part(rendered.text_of(block))?;
            }
        }
        None => {
            for block in blocks_below(&article.title, &article.body) {
                write_part(article.body.get(block.range).unwrap_or_default())?;
            }
        }
    }
    if !article.comments.is_empty() {
        write_part(&lang.comment_count(count(&article.comments)))?;
        write_comments(&article.comments, 0, lang, &mut write_part)?;
    }
    Ok(())
}

fn people(article: &Article) -> String {
    let people = article.authors.iter().map(|author| match &author.role {
        Some(role) => format!("{} {role}", author.name),
        None => author.name.clone(),
    });
    people.collect::<Vec<_>>().join(", ")
}

fn format_published(published: Published) -> String {
    match published {
        Published::Date(date) => date.to_string(),
        Published::Time(time) => time.strftime("%Y-%m-%d %H:%M").to_string(),
    }
}

fn count(comments: &[Comment]) -> usize {
    comments.iter().map(|comment| 1 + count(&comment.replies)).sum()
}

/// Writes comments with their replies indented.
fn write_comments(
    comments: &[Comment],
    depth: usize,
    lang: Lang,
    write_part: &mut impl FnMut(&str) -> io::Result<()>,
) -> io::Result<()> {
    let indent = "    ".repeat(depth);
    for comment in comments {
        let best = if comment.best { format!(" · {}", lang.cli_best()) } else { String::new() };
        let Comment { author, time, .. } = comment;
        let [likes, dislikes] = [comment.likes, comment.dislikes].map(votes_text);
        let head = format!("{author}{best} · {time} · 👍 {likes} · 👎 {dislikes}");
        let lines = std::iter::once(head.as_str()).chain(comment.text.lines());
        let lines: Vec<String> = lines.map(|line| format!("{indent}{line}")).collect();
        write_part(&lines.join("\n"))?;
        write_comments(&comment.replies, depth + 1, lang, write_part)?;
    }
    Ok(())
}
