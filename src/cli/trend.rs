//! `seogo trend FOLDER QUERY…`: how many articles match queries over time.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::archive::{ReadArchive, ask};
use super::arguments;
use super::chart::{self, ChartOutput, Saved};
use super::output::{Failure, Output, tell};
use super::terminal::write_cells;
use crate::archive::Cancel;
use crate::export::write_json_line;
use crate::search::{ListRequest, Listing, with_days};
use crate::stories::TextFirsts;
use crate::text::DocumentSet;
use crate::text::dates::korean_day;
use crate::ui::theme::chart_ink;
use crate::view::{ChartFrame, Lang, TrendForm, saved_trend, trend_scope};
use crate::whole::{Grouping, Period, Point, Series, Split, Trend, TrendRequest, trend};

const PERIODS: [Period; 3] = [Period::Day, Period::Week, Period::Month];
const SPLITS: [Split; 4] = [Split::Publisher, Split::Category, Split::Folder, Split::Keyword];
/// Each query is an argument of its own: a single argument with many values would swallow the options after
/// it. A chart with more than eight lines would be unreadable.
const QUERIES: [&str; 8] = ["query", "query2", "query3", "query4", "query5", "query6", "query7", "query8"];

/// Collects the queries that are too many, to report them.
const MORE_QUERIES: &str = "more-queries";

/// The subcommand's definition.
pub(super) fn command(lang: Lang) -> Command {
    let by = Arg::new("by").long("by").value_name("PERIOD").default_value(Period::Day.name());
    let split = Arg::new("split").long("split").value_name("FIELD");
    Command::new("trend")
        .about(lang.cli_trend_about())
        .after_help(lang.cli_trend_terms())
        .arg(arguments::folder(lang))
        .args(QUERIES.map(|id| {
            let query = Arg::new(id).value_name("QUERY").allow_hyphen_values(true);
            query.required(id == QUERIES[0]).hide(id != QUERIES[0]).help(lang.cli_trend_queries())
        }))
        .arg(Arg::new(MORE_QUERIES).num_args(1..).hide(true))
        .override_usage("seogo trend [OPTIONS] <FOLDER> <QUERY>...")
        .arg(by.value_parser(PossibleValuesParser::new(PERIODS.map(Period::name))).help(lang.cli_trend_by()))
        .arg(arguments::flag("share", lang.cli_trend_share()))
        .arg(
            split
                .value_parser(PossibleValuesParser::new(SPLITS.map(Split::name)))
                .help(lang.cli_trend_split()),
        )
        .arg(arguments::flag("once", lang.cli_trend_once()))
        .arg(arguments::flag("covered", lang.cli_trend_covered()))
        .arg(arguments::flag("reports", lang.cli_trend_reports()))
        .args(chart::arguments(Saved::ChartOrTable, lang))
        .arg(arguments::flag("json", lang.cli_trend_json()))
}

/// Prints how many articles of the given folder match the queries over time.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> Result<(), Failure> {
    let Some(folder) = matches.get_one::<PathBuf>("folder") else { return Ok(()) };
    if matches.contains_id(MORE_QUERIES) {
        return Err(Failure::Usage(lang.cli_too_many_queries().to_owned()));
    }
    let queries: Vec<&String> = QUERIES.iter().filter_map(|id| matches.get_one(id)).collect();
    let request = request(matches);
    let output = ChartOutput::of(matches, folder, Saved::ChartOrTable, lang)?;
    // What is saved still says the same later.
    let today = korean_day(Timestamp::now());
    let names: Vec<String> = queries.iter().map(|query| with_days(query, today)).collect();
    let cancel = Cancel::default();
    let (archive, trend) = ask(folder, matches, &cancel, lang, |archive| {
        if request.once && !archive.has_texts(lang) {
            return None;
        }
        let listing = Listing::new(&archive.columns(), ListRequest::default(), None);
        let queries = queries.iter().copied().zip(&names);
        count(archive, &listing, queries, request, &cancel, lang)
    })?;
    let Some(trend) = trend else { return Ok(()) };
    if trend.undated > 0 {
        tell(&lang.undated_count(trend.undated as usize));
    }
    if trend.series.iter().all(|series| series.points.is_empty()) {
        tell(match request {
            _ if trend.articles == 0 && request.covered => lang.no_covered_day(),
            _ if (trend.articles, trend.undated) == (0, 0) && !request.reports => lang.no_article(),
            _ if trend.articles == 0 => lang.no_dated_article(),
            _ => lang.nothing_to_split_by(),
        });
    } else if trend.series.iter().all(|series| series.articles() == 0) {
        tell(lang.nothing_found());
    }
    if let Some(output) = output {
        let listing = Listing::new(&archive.columns(), ListRequest::default(), None);
        let caption = output.caption(&names, trend.articles as usize, Some((request, 0)), lang);
        let form = TrendForm { counts: !matches.get_flag("share"), window: 0 };
        let (scope, ink) = (trend_scope(&trend, &listing, lang), chart_ink());
        let frame = ChartFrame { title: lang.trend(), scope: &scope, caption: &caption, ink: &ink, lang };
        output.write(&saved_trend(&trend, request.period, form, &frame), lang)?;
        archive.unkept.keep(&archive.catalogue);
        return Ok(());
    }
    print(&trend, matches)?;
    archive.unkept.keep(&archive.catalogue);
    Ok(())
}

/// What is counted, and how.
fn request(matches: &ArgMatches) -> TrendRequest {
    let chosen = |argument: &str| matches.get_one::<String>(argument).map(String::as_str);
    TrendRequest {
        period: PERIODS.into_iter().find(|it| Some(it.name()) == chosen("by")).unwrap_or_default(),
        split: SPLITS.into_iter().find(|it| Some(it.name()) == chosen("split")),
        once: matches.get_flag("once"),
        covered: matches.get_flag("covered"),
        reports: matches.get_flag("reports"),
    }
}

/// Prints the points of all lines.
fn print(trend: &Trend, matches: &ArgMatches) -> Result<(), Failure> {
    let mut output = Output::stdout();
    for series in &trend.series {
        for point in &series.points {
            if matches.get_flag("json") {
                write_json_line(&object(series, point), &mut output)?;
            } else {
                let (from, to) = (point.from.to_string(), point.to.to_string());
                let (count, of) = (point.count.to_string(), point.of.to_string());
                let share = point.share().map(|share| format!("{:.4}%", share * 100.0)).unwrap_or_default();
                let value = if matches.get_flag("share") { &share } else { &count };
                let covered = point.covered.map(|hours| format!("{hours}/24")).unwrap_or_default();
                write_cells(&[series.name.as_str(), &from, &to, value, &of, &covered], &mut output)?;
            }
        }
    }
    output.finish()?;
    Ok(())
}

/// Counts what queries find, each under its name; `None` if cancelled.
fn count<'a>(
    archive: &ReadArchive,
    listing: &Listing,
    queries: impl Iterator<Item = (&'a String, &'a String)>,
    request: TrendRequest,
    cancel: &Cancel,
    lang: Lang,
) -> Option<Trend> {
    let (queries, names): (Vec<&String>, Vec<&String>) = queries.unzip();
    let counts = archive.counted(queries.iter().copied(), lang, |server, searches, asking| {
        server.trend_counts(searches, request, asking)
    });
    if let Some(counts) = counts {
        let names: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
        return counts.map(|counts| counts.trend(&names, request));
    }
    let queries = queries.into_iter().zip(names);
    let catalogue = &listing.catalogue;
    let mut found = Vec::new();
    for (query, name) in queries {
        let finds = archive.find(query, cancel, lang)?;
        let mut files = DocumentSet::none(catalogue.len() as usize);
        finds.articles.iter().for_each(|&(ordinal, _)| files.insert(ordinal as usize));
        found.push((name, files));
    }
    let groupings: Vec<Grouping<'_>> = found.iter().map(|(name, found)| Grouping { name, found }).collect();
    let texts = request.once.then(|| TextFirsts::of(catalogue, listing.positions.known(), cancel));
    trend(catalogue, listing.positions.known(), &groupings, request, texts.flatten().as_ref(), cancel)
}

fn object(series: &Series, point: &Point) -> Map<String, Value> {
    let fields: [(&str, Value); 7] = [
        ("series", series.name.as_str().into()),
        ("from", point.from.to_string().into()),
        ("to", point.to.to_string().into()),
        ("count", point.count.into()),
        ("of", point.of.into()),
        ("share", point.share().map(|share| (share * 1e6).round() / 1e6).into()),
        ("covered", point.covered.into()),
    ];
    fields.map(|(key, value)| (key.to_owned(), value)).into_iter().collect()
}
