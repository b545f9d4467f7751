//! Saving a chart or its numbers to a file, for the subcommands that count.

use super::arguments;
use super::output::{Failure, tell};
use crate::archive::Archive;
use crate::export::{ChartFormat, SavedChart};
use crate::search::with_days;
use crate::text::dates::korean_day;
use crate::view::{Lang, chart_caption, one_line, target_error};
use crate::whole::TrendRequest;
use clap::{Arg, ArgMatches, value_parser};
use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// What a subcommand can save.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Saved {
    ChartOrTable,
    Table,
}

/// The arguments that name a file.
pub(super) fn arguments(saved: Saved, lang: Lang) -> [Arg; 2] {
    let help = match saved {
        Saved::ChartOrTable => lang.cli_chart_output(),
        Saved::Table => lang.cli_table_output(),
    };
    let output = Arg::new("output").long("output").value_name("PATH").help(help);
    [output.value_parser(value_parser!(PathBuf)), arguments::flag("force", lang.cli_export_force())]
}

/// Where a chart is saved.
pub(super) struct ChartOutput {
    path: PathBuf,
    format: ChartFormat,
    /// The folder of the archive, to which nothing is written.
    folder: PathBuf,
    /// The name of the archive.
    name: String,
    overwrite: bool,
}

impl ChartOutput {
    /// The file that the arguments name, if any; wrong usage if its ending is that of no format that can be saved.
    pub(super) fn of(
        matches: &ArgMatches,
        folder: &Path,
        saved: Saved,
        lang: Lang,
    ) -> Result<Option<Self>, Failure> {
        let Some(path) = matches.get_one::<PathBuf>("output") else { return Ok(None) };
        let ending = match saved {
            Saved::ChartOrTable => lang.chart_ending(),
            Saved::Table => lang.stories_have_no_chart(),
        };
        let format = ChartFormat::of(path)
            .filter(|format| saved == Saved::ChartOrTable || !format.is_drawing())
            .ok_or_else(|| Failure::Usage(ending.to_owned()))?;
        let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let name = one_line(&absolute.file_name().unwrap_or_default().to_string_lossy());
        let folder = Archive::at(folder).map_or(absolute, |archive| archive.path());
        let overwrite = matches.get_flag("force");
        Ok(Some(Self { path: path.clone(), format, folder, name, overwrite }))
    }

    /// The line at the chart's foot.
    pub(super) fn caption(
        &self,
        queries: &[String],
        articles: usize,
        request: Option<(TrendRequest, usize)>,
        lang: Lang,
    ) -> String {
        let now = Timestamp::now();
        let queries: Vec<String> = queries.iter().map(|query| with_days(query, korean_day(now))).collect();
        chart_caption(&self.name, &queries, articles, request, now, lang)
    }

    /// Writes the file and says so on stderr.
    pub(super) fn write(&self, chart: &SavedChart, lang: Lang) -> Result<(), Failure> {
        let written = chart.write(&self.path, self.format, &self.folder, self.overwrite);
        written.map_err(|error| Failure::Unusable(target_error(&error, lang)))?;
        tell(&lang.chart_saved(&self.path.display().to_string()));
        Ok(())
    }
}
