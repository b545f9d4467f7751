//! `seogo coverage FOLDER [QUERY]`: what was crawled of each publisher and day, to the hour.

use std::io::Write;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command};
use serde_json::{Map, Value, json};

use super::archive::ask;
use super::arguments;
use super::chart::{self, ChartOutput, Saved};
use super::crawl_log::read_log;
use super::output::{Failure, Output, tell};
use super::terminal::write_cells;
use crate::archive::{Cancel, NotStored};
use crate::export::write_json_line;
use crate::search::{ListRequest, Listing};
use crate::ui::theme::chart_ink;
use crate::view::{ChartFrame, CoverageGrid, Lang, saved_coverage, whole_scope};
use crate::whole::{Coverage, Totals, coverage};

/// The subcommand's definition.
pub(super) fn command(lang: Lang) -> Command {
    Command::new("coverage")
        .about(lang.cli_coverage_about())
        .after_help(lang.cli_coverage_terms())
        .arg(arguments::folder(lang))
        .arg(Arg::new("query").value_name("QUERY").allow_hyphen_values(true).help(lang.cli_coverage_query()))
        .args(chart::arguments(Saved::ChartOrTable, lang))
        .arg(arguments::flag("json", lang.cli_coverage_json()))
}

/// Prints the coverage of the given folder.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> Result<(), Failure> {
    let Some(folder) = matches.get_one::<PathBuf>("folder") else { return Ok(()) };
    let output = ChartOutput::of(matches, folder, Saved::ChartOrTable, lang)?;
    let cancel = Cancel::default();
    let (archive, found) = ask(folder, matches, &cancel, lang, |archive| {
        let query = matches.get_one::<String>("query");
        let counts = archive.counted(query.into_iter(), lang, |server, searches, asking| {
            server.coverage_counts(searches.first(), asking)
        });
        if let Some(counts) = counts {
            return counts.map(|counts| counts.coverage());
        }
        let listing = Listing::new(&archive.columns(), ListRequest::default(), None);
        let finds = match query {
            Some(query) => Some(archive.find(query, &cancel, lang)?),
            None => None,
        };
        let is_found = |ordinal: u32| {
            let among =
                |articles: &[(u32, _)]| articles.binary_search_by_key(&ordinal, |&(file, _)| file).is_ok();
            finds.as_ref().is_none_or(|finds| among(&finds.articles))
        };
        coverage(&listing.catalogue, listing.positions.known(), is_found, &cancel)
    })?;
    let Some(found) = found else { return Ok(()) };
    let note = match found.totals {
        Totals { of: 0, .. } => Some(lang.no_article()),
        Totals { articles: 0, .. } => Some(lang.nothing_found()),
        _ => (!found.crawls.are_known()).then(|| lang.cli_no_crawl_times()),
    };
    if let Some(note) = note {
        tell(note);
    }
    if let Some(output) = output {
        let query: Vec<String> = matches.get_one::<String>("query").cloned().into_iter().collect();
        let totals = &found.totals;
        let caption = output.caption(&query, totals.articles as usize, None, lang);
        let scope = whole_scope(totals.days, totals.articles as usize, totals.of as usize, lang);
        let ink = chart_ink();
        let frame = ChartFrame { title: lang.coverage(), scope: &scope, caption: &caption, ink: &ink, lang };
        output.write(&saved_coverage(&found, CoverageGrid::of(&found).as_ref(), false, &frame), lang)?;
        archive.unkept.keep(&archive.catalogue);
        return Ok(());
    }
    let not_stored = read_log(folder, matches, lang, |_| false)?.not_stored;
    let mut output = Output::stdout();
    if matches.get_flag("json") {
        for object in objects(&found, &not_stored) {
            write_json_line(&object, &mut output)?;
        }
    } else {
        write_lines(&found, &not_stored, &mut output)?;
    }
    output.finish()?;
    archive.unkept.keep(&archive.catalogue);
    Ok(())
}

/// A name as JSON; null if empty.
fn name(name: &str) -> Value {
    if name.is_empty() { Value::Null } else { name.into() }
}

/// Rounds to six decimals.
fn rounded(share: f64) -> f64 {
    (share * 1e6).round() / 1e6
}

fn objects(found: &Coverage, not_stored: &[NotStored]) -> Vec<Map<String, Value>> {
    let publisher = |place: u32| name(found.publishers.get(place as usize).map_or("", String::as_str));
    let cells = found.cells.iter().map(|cell| {
        json!({
            "publisher": publisher(cell.publisher),
            "day": cell.day.to_string(),
            "count": cell.count,
            "hours": cell.hours,
        })
    });
    let runs = found.crawls.runs.iter().map(|run| {
        json!({ "run": {
            "from": run.from.to_string(),
            "to": run.to.to_string(),
            "articles": run.articles,
            "publishers": run.publishers,
        } })
    });
    let numbers = found.numbers.iter().map(|numbers| {
        json!({ "numbers": {
            "publisher": publisher(numbers.publisher),
            "oid": name(&numbers.oid),
            "day": numbers.day.to_string(),
            "seen": numbers.seen,
            "span": numbers.span,
            "rate": rounded(numbers.rate()),
        } })
    });
    let left = not_stored.iter().map(|entry| {
        json!({ "not_stored": {
            "day": entry.day.map(|day| day.to_string()),
            "status": name(&entry.status),
            "reason": name(&entry.reason),
            "count": entry.count,
        } })
    });
    let all = cells.chain(runs).chain(numbers).chain(left).chain([summary(found, not_stored)]);
    let object = |value| if let Value::Object(object) = value { Some(object) } else { None };
    all.filter_map(object).collect()
}

fn summary(found: &Coverage, not_stored: &[NotStored]) -> Value {
    let totals = &found.totals;
    let known = found.crawls.are_known();
    json!({ "summary": {
        "articles": totals.articles,
        "of": totals.of,
        "undated": totals.undated,
        "publishers": found.publishers.len(),
        "from": totals.days.map(|(from, _)| from.to_string()),
        "to": totals.days.map(|(_, to)| to.to_string()),
        "full": known.then_some(totals.full),
        "part": known.then_some(totals.part),
        "none": known.then_some(totals.none),
        "runs": found.crawls.runs.len(),
        "longest_pause": known.then(|| found.crawls.longest_pause().as_secs()),
        "not_stored": not_stored.iter().map(|entry| entry.count).sum::<u64>(),
    } })
}

/// Writes the same data as tab-separated lines; the first cell names the kind of line.
fn write_lines(found: &Coverage, not_stored: &[NotStored], output: &mut impl Write) -> Result<(), Failure> {
    let publisher = |place: u32| found.publishers.get(place as usize).map_or("", String::as_str);
    for cell in &found.cells {
        let hours = cell.hours.map(|hours| format!("{hours}/24")).unwrap_or_default();
        let (day, count) = (cell.day.to_string(), cell.count.to_string());
        write_cells(&["cell", publisher(cell.publisher), &day, &count, &hours], output)?;
    }
    for run in &found.crawls.runs {
        let (articles, publishers) = (run.articles.to_string(), run.publishers.to_string());
        write_cells(&["run", &run.from.to_string(), &run.to.to_string(), &articles, &publishers], output)?;
    }
    for numbers in &found.numbers {
        let (day, seen, span) = (numbers.day.to_string(), numbers.seen.to_string(), numbers.span.to_string());
        let rate = format!("{:.1}%", numbers.rate() * 100.0);
        let cells = ["numbers", publisher(numbers.publisher), &numbers.oid, &day, &seen, &span, &rate];
        write_cells(&cells, output)?;
    }
    for entry in not_stored {
        let day = entry.day.map(|day| day.to_string()).unwrap_or_default();
        write_cells(&["not stored", &day, &entry.status, &entry.reason, &entry.count.to_string()], output)?;
    }
    if let Some(Value::Object(sums)) = summary(found, not_stored).get("summary") {
        for (key, value) in sums {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            write_cells(&["summary", key, &value], output)?;
        }
    }
    Ok(())
}
