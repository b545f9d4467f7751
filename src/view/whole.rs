//! The contents of the views of the whole archive, as plain structs.

use super::line::one_line;
use super::texts::dates::{format_days, format_moment, format_moment_of};
use super::texts::lang::Lang;
use super::texts::words::grouped;
use super::trend::TrendForm;
use crate::archive::{Catalogue, NotStored};
use crate::article::ArticleKind;
use crate::library::StoryJudgement;
use crate::search::Listing;
use crate::stories::{DecidedStory, Relation, SkippedOf, SkippedTexts, Story};
use crate::text::dates::korean_day;
use crate::whole::{Period, Point, Trend};
use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeMap;

/// A view of the archive as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WholeTab {
    /// Two compared articles of a story. Stories themselves are listed in place of the articles.
    Stories,
    /// What was crawled of each publisher and day.
    #[default]
    Coverage,
    /// How often queries match over time.
    Trend,
    /// How words are used.
    Words,
}

impl WholeTab {
    /// All views, in the order of their tabs.
    pub const ALL: [Self; 4] = [Self::Stories, Self::Coverage, Self::Trend, Self::Words];

    /// Whether it is drawn as a chart.
    pub fn is_chart(self) -> bool {
        matches!(self, Self::Coverage | Self::Trend)
    }

    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Stories => lang.stories(),
            Self::Coverage => lang.coverage(),
            Self::Trend => lang.trend(),
            Self::Words => lang.words(),
        }
    }
}

/// Names the withdrawal of a decision about stories; `None` if one of its articles is gone.
pub fn withdraw_story(decided: &DecidedStory, catalogue: &Catalogue, lang: Lang) -> Option<String> {
    let title = catalogue.row(decided.article)?.title();
    Some(match decided.judgement {
        StoryJudgement::Apart => lang.withdraw_apart(title),
        StoryJudgement::Together => lang.withdraw_together(title, catalogue.row(decided.other)?.title()),
    })
}

/// A story's row in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryRow {
    /// The representative headline.
    pub title: String,
    /// The number of articles, and when the first was seen.
    pub meta: String,
    /// The number of publishers that reported it.
    pub publishers: usize,
    /// When each article was seen, in hours after the first, and its relation to the first.
    pub ticks: Vec<(f32, Relation)>,
}

/// Builds a story's row.
pub fn story_row(story: &Story, catalogue: &Catalogue, lang: Lang) -> StoryRow {
    let title = (story.articles.get(story.representative))
        .and_then(|article| catalogue.row(article.ordinal))
        .map(|row| one_line(row.title()))
        .unwrap_or_default();
    let first = story.first_seen();
    let seen = first.map(|first| {
        let time = format_moment(first, lang);
        match story.tied() {
            0 | 1 => format!(" · {}", lang.first_seen(&time)),
            tied => format!(" · {}", lang.first_seen_tied(&time, tied)),
        }
    });
    let meta = format!("{}{}", lang.article_count(story.articles.len()), seen.unwrap_or_default());
    let ticks = story.articles.iter().filter_map(|article| {
        let after = article.first_seen?.duration_since(first?).as_secs_f32() / 3600.0;
        Some((after.max(0.0), article.relation))
    });
    StoryRow { title, meta, publishers: story.publishers, ticks: ticks.collect() }
}

/// An article of a story, on one line.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryLine {
    pub ordinal: u32,
    /// When it was first seen.
    pub time: String,
    /// The same in short: the time of day, or the day if that isn't the story's first.
    pub short_time: String,
    pub publisher: String,
    /// Its headline.
    pub title: String,
    /// How much of it is also in the first article; empty for that one.
    pub shared: String,
    /// Its relation to the first article.
    pub relation: Relation,
    pub kind: ArticleKind,
}

/// The articles of a story with one relation to its first.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryGroup {
    pub relation: Relation,
    /// Where the shared text probably comes from; empty if nothing is known.
    pub note: &'static str,
    /// The articles, by their index in the story, first seen first.
    pub articles: Vec<usize>,
}

/// An article of a story, by its index there.
pub fn story_line(story: &Story, at: usize, catalogue: &Catalogue, lang: Lang) -> Option<StoryLine> {
    let article = story.articles.get(at)?;
    let row = catalogue.row(article.ordinal)?;
    let first_day = story.first_seen().map(korean_day);
    let time = |at: Timestamp| format_moment(at, lang);
    let short_time = |at: Timestamp| format_moment_of(at, first_day, lang);
    // A share that rounds to nothing says nothing.
    let shared = article.shared.filter(|&shared| shared >= 0.005);
    Some(StoryLine {
        ordinal: article.ordinal,
        time: article.first_seen.map(time).unwrap_or_default(),
        short_time: article.first_seen.map(short_time).unwrap_or_default(),
        publisher: match catalogue.publisher(&row) {
            publisher if publisher.is_empty() => lang.no_publisher().to_owned(),
            publisher => publisher.into_owned(),
        },
        title: one_line(row.title()),
        shared: shared.map(|shared| format!("{:.0}%", shared * 100.0)).unwrap_or_default(),
        relation: article.relation,
        kind: row.kind(),
    })
}

/// An article that the crawler left out because it had stored the same text.
#[derive(Clone, Debug, PartialEq)]
pub struct NotStoredLine {
    /// When the crawler came across it: the time of day, or the day if that isn't the story's first.
    pub time: String,
    pub publisher: String,
    /// Whose text it has.
    pub same_as: String,
}

/// What the crawler left out of a story, earliest first.
pub fn not_stored_lines(
    story: &Story,
    skipped: &SkippedTexts,
    catalogue: &Catalogue,
    lang: Lang,
) -> Vec<NotStoredLine> {
    let first_day = story.first_seen().map(korean_day);
    let line = |it: SkippedOf<'_>| {
        let time = |at: Timestamp| format_moment_of(at, first_day, lang);
        NotStoredLine {
            time: it.skipped.text.crawled.map(time).unwrap_or_default(),
            publisher: it.skipped.publisher.clone(),
            same_as: catalogue.row(it.same_as).map_or("", |row| row.publisher()).to_owned(),
        }
    };
    skipped.of_story(story, catalogue).into_iter().map(line).collect()
}

/// A story's articles, grouped by relation to the first.
pub fn story_groups(story: &Story, catalogue: &Catalogue, lang: Lang) -> Vec<StoryGroup> {
    const ORDER: [Relation; 7] = [
        Relation::Same,
        Relation::Wire,
        Relation::Partly,
        Relation::Own,
        Relation::Uncompared,
        Relation::Photo,
        Relation::Mention,
    ];
    // The first article stands at the head of those that share its text, unless a search has left it out.
    let has_first = story.articles.first().is_some_and(|article| article.ordinal == story.first);
    let others = story.articles.iter().skip(1);
    let shared = ORDER.into_iter().take(3).find(|&relation| others.clone().any(|it| it.relation == relation));
    let relation = |at: usize| match (at, shared) {
        (0, Some(shared)) if has_first => Some(shared),
        _ => story.articles.get(at).map(|article| article.relation),
    };
    let publisher = |ordinal: u32| catalogue.row(ordinal).map(|row| catalogue.folded_publisher(&row));
    let publisher_of = |at: usize| publisher(story.articles.get(at)?.ordinal);
    let group = |of: Relation| {
        let articles: Vec<usize> = (0..story.articles.len()).filter(|&at| relation(at) == Some(of)).collect();
        // Papers that share a text without an agency among them have probably got it from the same source.
        let is_common =
            of == Relation::Same && articles.iter().any(|&at| publisher_of(at) != publisher(story.first));
        StoryGroup { relation: of, note: if is_common { lang.common_source() } else { "" }, articles }
    };
    ORDER.map(group).into_iter().filter(|group| !group.articles.is_empty()).collect()
}

/// Why articles weren't stored, the most frequent reasons first.
pub fn not_stored_text(not_stored: &[NotStored], lang: Lang) -> String {
    const MOST: usize = 8;
    let mut counts: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for entry in not_stored {
        *counts.entry((&entry.status, &entry.reason)).or_default() += entry.count;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    let why = |((status, reason), count): ((&str, &str), u64)| {
        let status = match status {
            "skipped" => lang.crawler_skipped(),
            "failed" | "error" => lang.crawler_failed(),
            other => other,
        };
        let reason = if reason.is_empty() { String::new() } else { format!(" ({})", one_line(reason)) };
        format!("{status} {}{reason}", lang.article_count(count as usize))
    };
    let reasons: Vec<String> = counts.into_iter().take(MOST).map(why).collect();
    lang.not_stored_why(&reasons.join(" · "))
}

/// The scope of a view: the days, and the number of articles.
pub fn whole_scope(days: Option<(Date, Date)>, articles: usize, of: usize, lang: Lang) -> String {
    let days = days.map(|(from, to)| format!("{} · ", format_days(Some(from), Some(to), lang)));
    let count = match articles == of {
        true => lang.article_count(of),
        false => lang.narrowed_count(articles, of),
    };
    format!("{}{count}", days.unwrap_or_default())
}

/// The caption of trends: the days, and the number of articles counted.
pub fn trend_scope(trend: &Trend, listing: &Listing, lang: Lang) -> String {
    let points = trend.series.first().map_or(&[][..], |series| series.points.as_slice());
    let days = points.first().zip(points.last()).map(|(from, to): (&Point, &Point)| (from.from, to.to));
    // A server counts articles that aren't listed.
    let of = listing.total.max(trend.articles + trend.undated);
    whole_scope(days, trend.articles as usize, of as usize, lang)
}

/// A time on the axis of a trend of these times: `12/24`, `2025.12.24` if they are of several years, or `2025-12` for a
/// month.
pub fn trend_time(time: &Point, times: &[Point], period: Period) -> String {
    let (year, month, day) = (time.from.year(), time.from.month(), time.from.day());
    let ends = times.first().zip(times.last());
    let has_years = ends.is_some_and(|(first, last)| first.from.year() != last.from.year());
    match period {
        Period::Month => format!("{year}-{month:02}"),
        Period::Day | Period::Week if has_years => format!("{year}.{month}.{day}"),
        Period::Day | Period::Week => format!("{month}/{day}"),
    }
}

/// A label of a time axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeLabel {
    /// Which time it names.
    pub at: usize,
    pub text: String,
    pub is_sunday: bool,
}

/// Names every `step`th time of a trend; the year only where it is another one than before.
pub fn trend_times(times: &[Point], period: Period, step: usize) -> Vec<TimeLabel> {
    let ends = times.first().zip(times.last());
    let has_years = ends.is_some_and(|(first, last)| first.from.year() != last.from.year());
    let mut year = None;
    let label = |(at, time): (usize, &Point)| {
        let is_new = has_years && year.replace(time.from.year()) != Some(time.from.year());
        let within: &[Point] = if is_new { times } else { &[] };
        let is_sunday = period == Period::Day && time.from.weekday() == Weekday::Sunday;
        TimeLabel { at, text: trend_time(time, within, period), is_sunday }
    };
    times.iter().enumerate().step_by(step.max(1)).map(label).collect()
}

/// A value of a trend: a count, a percentage, or a dash where there is none.
pub fn trend_value(value: Option<f64>, form: TrendForm) -> String {
    match value {
        None => "–".to_owned(),
        Some(value) if form.counts && form.window > 1 => format!("{value:.1}"),
        Some(value) if form.counts => grouped(value as usize),
        Some(value) => format!("{value:.2}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;

    #[test]
    fn a_time_axis_names_a_year_once_and_knows_sundays() {
        let day = |at: i64| date(2025, 12, 27).checked_add(at.days()).unwrap();
        let point = |at: i64| Point { from: day(at), to: day(at), count: 0, of: 0, covered: None };
        let times: Vec<Point> = (0..8).map(point).collect();
        let labels = trend_times(&times, Period::Day, 1);
        let texts: Vec<&str> = labels.iter().map(|label| label.text.as_str()).collect();
        assert_eq!(texts, ["2025.12.27", "12/28", "12/29", "12/30", "12/31", "2026.1.1", "1/2", "1/3"]);
        let sundays: Vec<usize> =
            labels.iter().filter(|label| label.is_sunday).map(|label| label.at).collect();
        assert_eq!(sundays, [1]);
        assert_eq!(trend_times(&times[..5], Period::Day, 2)[0].text, "12/27");
    }
}
