//! Reading the crawler's own database, if there is one beside a folder.

use super::archive::cache_of;
use super::arguments::cache_choice;
use super::output::{Failure, tell};
use crate::archive::{Archive, CrawlLog, crawl_log_path, read_crawl_log};
use crate::article::Hash;
use crate::view::Lang;
use clap::ArgMatches;
use std::path::Path;

/// What the crawler did not store, from its database beside a folder. If the database can't be read, says why
/// and returns nothing. Articles that were left out because of their text are named if its hash is `wanted`.
pub(super) fn read_log(
    folder: &Path,
    matches: &ArgMatches,
    lang: Lang,
    wanted: impl Fn(&Hash) -> bool,
) -> Result<CrawlLog, Failure> {
    let Ok(archive) = Archive::at(folder) else { return Ok(CrawlLog::default()) };
    let Some(path) = crawl_log_path(&archive.folder) else { return Ok(CrawlLog::default()) };
    let cache = cache_of(cache_choice(matches), &archive, lang)?;
    let caches = cache.as_ref().and_then(|cache| cache.folder().parent());
    let temporary = std::env::temp_dir();
    let scratch = caches.filter(|caches| std::fs::create_dir_all(caches).is_ok()).unwrap_or(&temporary);
    Ok(read_crawl_log(&path, scratch, wanted).unwrap_or_else(|error| {
        tell(&lang.crawl_log_error(&path.to_string_lossy(), &error));
        CrawlLog::default()
    }))
}
