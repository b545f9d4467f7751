//! Loads the archive for a subcommand, along with the reader's own data that a search needs.

use std::cell::Cell;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use clap::ArgMatches;
use jiff::Timestamp;

use super::arguments::cache_choice;
#[cfg(feature = "cluster")]
use super::cluster::read_index;
use super::kept::tell_sets;
use super::output::{Failure, tell};
#[cfg(feature = "cluster")]
use crate::archive::is_address;
use crate::archive::{
    Archive, Cache, Cancel, Catalogue, Choices, ReadTotals, SkippedReason, Source, WalkReport, kind_of_file,
};
use crate::engine::{LoadReport, Trust, find, load_cached, store};
use crate::formats::ColumnChoice;
use crate::library::{
    CacheChoice, Folders, Marks, OwnWords, Store, keep_log_out_of, read_abbreviations, read_choices,
    read_own_words,
};
use crate::search::{CantAnswer, Columns, Finds, Search};
use crate::stories::{index, newest, stories};
use crate::text::Part;
use crate::text::hanja::Abbreviations;
use crate::view::{Lang, total_read};
use crate::whole::{Asking, RemoteWhole};

/// A loaded archive.
pub(super) struct ReadArchive {
    /// The files of its articles.
    pub(super) source: Source,
    /// Its articles.
    pub(super) catalogue: Arc<Catalogue>,
    /// The cached parts of its columns.
    parts: Vec<Part>,
    /// What should be added to its cache.
    pub(super) unkept: Unkept,
    /// What the walk skipped.
    #[cfg(feature = "cluster")]
    pub(super) walk: WalkReport,
    /// Answers queries if the articles are on a server.
    remote: Option<Arc<dyn RemoteWhole>>,
    /// Why a query had no answer.
    failed: Cell<Option<Failure>>,
}

/// Articles that were read from files because they weren't in a cache.
pub(super) struct Unkept {
    cache: Option<Cache>,
    /// How many files were read.
    read: u32,
    judged: Timestamp,
}

impl ReadArchive {
    fn of(source: Source, report: LoadReport) -> Self {
        let read = if report.cancelled { 0 } else { report.read };
        let unkept = Unkept { cache: None, read, judged: report.judged };
        Self {
            source,
            catalogue: Arc::new(report.catalogue),
            parts: report.parts,
            unkept,
            #[cfg(feature = "cluster")]
            walk: report.walk,
            remote: None,
            failed: Cell::default(),
        }
    }

    /// The articles of an index on a server.
    #[cfg(feature = "cluster")]
    pub(super) fn on_server(source: Source, catalogue: Catalogue, remote: Arc<dyn RemoteWhole>) -> Self {
        let unkept = Unkept { cache: None, read: 0, judged: Timestamp::now() };
        let (catalogue, remote) = (Arc::new(catalogue), Some(remote));
        let walk = WalkReport::default();
        Self { source, catalogue, parts: Vec::new(), unkept, walk, remote, failed: Cell::default() }
    }

    /// Runs a query, with the reader's marks if it needs them; `None` if cancelled, or if it has no answer. Parts
    /// of the query that weren't understood are reported on stderr.
    pub(super) fn find(&self, query: &str, cancel: &Cancel, lang: Lang) -> Option<Finds> {
        self.answer(self.try_find(query, cancel, lang)).flatten()
    }

    fn try_find(&self, query: &str, cancel: &Cancel, lang: Lang) -> Result<Option<Finds>, Failure> {
        let Some(remote) = &self.remote else { return find_query(&self.catalogue, query, cancel, lang) };
        let words = abbreviations(lang);
        let search = Search::new(query, 0..0, &words);
        tell_notes(&search, lang);
        let marks = marks_for(search.asks_for_marks, lang)?;
        let found = remote.find(&search, Asking { abbreviations: &words, marks: &marks, cancel });
        let found = found.map_err(|why| unanswered(why, lang))?;
        Ok(found.map(|articles| Finds { articles, search: Arc::new(search) }))
    }

    /// Lets the server count what `queries` find, if it can; the inner value is `None` if it has no answer.
    /// Parts of the queries that weren't understood are reported on stderr.
    pub(super) fn counted<'q, T>(
        &self,
        queries: impl Iterator<Item = &'q String>,
        lang: Lang,
        count: impl FnOnce(&dyn RemoteWhole, &[Search], Asking<'_>) -> Result<T, CantAnswer>,
    ) -> Option<Option<T>> {
        let remote = self.remote.as_ref().filter(|remote| remote.can_count())?;
        let words = abbreviations(lang);
        let searches: Vec<Search> = queries.map(|query| Search::new(query, 0..0, &words)).collect();
        searches.iter().for_each(|search| tell_notes(search, lang));
        let asks_for_marks = searches.iter().any(|search| search.asks_for_marks);
        let counted = marks_for(asks_for_marks, lang).and_then(|marks| {
            let asking = Asking { abbreviations: &words, marks: &marks, cancel: &Cancel::default() };
            count(&**remote, &searches, asking).map_err(|why| unanswered(why, lang))
        });
        Some(self.answer(counted))
    }

    /// Whether the texts are at hand; if not, notes that what needs them has no answer.
    pub(super) fn has_texts(&self, lang: Lang) -> bool {
        if self.remote.is_some() {
            self.failed.set(Some(unanswered(CantAnswer::Unknown, lang)));
        }
        self.remote.is_none()
    }

    /// The answer to a query; notes why there is none.
    fn answer<T>(&self, result: Result<T, Failure>) -> Option<T> {
        result.map_err(|failure| self.failed.set(Some(failure))).ok()
    }

    /// The columns for lists.
    pub(super) fn columns(&self) -> Columns {
        let cached = Columns::of_parts(self.catalogue.clone(), &self.parts);
        cached.unwrap_or_else(|| Columns::of(self.catalogue.clone()))
    }

    /// Whether the cache was undamaged, as far as it was used.
    fn is_intact(&self) -> bool {
        self.catalogue.check_rows();
        !self.catalogue.is_damaged() && !self.parts.iter().any(Part::is_damaged)
    }
}

impl Unkept {
    /// Adds what was read to the cache if it was more than a tenth of the archive, so that the next command
    /// needn't read it again. Closes stdout first, so that a reader of the output doesn't wait. A failure to
    /// write does no harm.
    pub(super) fn keep(self, catalogue: &Catalogue) {
        let Self { cache: Some(mut cache), read, judged } = self else { return };
        if u64::from(read) * 10 <= u64::from(catalogue.file_count()) {
            return;
        }
        end_stdout();
        if cache.lock().is_ok_and(|is_locked| is_locked) && cache.has_room_for(catalogue) {
            // Another process may have replaced the cached segments since they were read.
            let _ = store(&cache, &catalogue.without_files(), judged);
        }
    }
}

/// Loads a folder or file, from its cache as far as possible, and passes it to `ask`. Subfolders that can't be
/// listed are reported on stderr and skipped.
pub(super) fn ask<T>(
    path: &Path,
    matches: &ArgMatches,
    cancel: &Cancel,
    lang: Lang,
    ask: impl Fn(&ReadArchive) -> T,
) -> Result<(ReadArchive, T), Failure> {
    #[cfg(feature = "cluster")]
    if is_address(path) {
        return answered(read_index(path, matches, lang)?, ask);
    }
    let archive = open_archive(path, lang)?;
    let cache = cache_of(cache_choice(matches), &archive, lang)?;
    let trust = if matches.get_flag("trust-cache") { Trust::Unchanged } else { Trust::AsUsed };
    let source = source_of(path, &archive, matches, lang)?;
    let read = read_archive(path, &archive, source.clone(), (cache.as_ref(), trust), cancel, lang)?;
    let read = ReadArchive { unkept: Unkept { cache, ..read.unkept }, ..read };
    let (read, answer) = answered(read, &ask)?;
    if read.is_intact() {
        return Ok((read, answer));
    }
    // An answer from a damaged cache is discarded.
    let again = read_archive(path, &archive, source, (None, trust), cancel, lang)?;
    let again = ReadArchive { unkept: Unkept { cache: read.unkept.cache, ..again.unkept }, ..again };
    answered(again, ask)
}

/// What `ask` makes of an archive. Fails if one of its queries had no answer.
fn answered<T>(read: ReadArchive, ask: impl Fn(&ReadArchive) -> T) -> Result<(ReadArchive, T), Failure> {
    let answer = ask(&read);
    match read.failed.take() {
        Some(failure) => Err(failure),
        None => Ok((read, answer)),
    }
}

/// The failure for a query that a server can't answer.
fn unanswered(why: CantAnswer, lang: Lang) -> Failure {
    Failure::Unusable(lang.cant_answer(why).to_owned())
}

/// Loads a file with several articles.
pub(super) fn load_file(path: &Path, matches: &ArgMatches, lang: Lang) -> Result<ReadArchive, Failure> {
    let archive = open_archive(path, lang)?;
    let source = source_of(path, &archive, matches, lang)?;
    read_archive(path, &archive, source, (None, Trust::AsUsed), &Cancel::default(), lang)
}

/// Where an archive's articles come from, read as the reader has chosen. Fails if the archive is a file without a
/// column that was chosen on the command line.
pub(super) fn source_of(
    path: &Path,
    archive: &Archive,
    matches: &ArgMatches,
    lang: Lang,
) -> Result<Source, Failure> {
    let source = Source::of(archive, choices(matches, lang));
    if let Some(only) = &archive.only {
        check_columns(&source, std::iter::once((path, only.as_path())), lang)?;
    }
    Ok(source)
}

/// Fails if each of some files, given as they are called and by their path in the archive, lacks a column that was
/// chosen on the command line.
fn check_columns<'a>(
    source: &Source,
    files: impl Iterator<Item = (&'a Path, &'a Path)>,
    lang: Lang,
) -> Result<(), Failure> {
    let (opened, mut first) = (source.open(), None);
    for (called, file) in files {
        let Some(absent) = opened.absent_column(file) else { return Ok(()) };
        first = first.or(Some((called, absent)));
    }
    let Some((called, absent)) = first else { return Ok(()) };
    let (called, columns) = (called.to_string_lossy(), absent.columns.join(", "));
    Err(Failure::Unusable(lang.cli_no_column(&called, &absent.column, &columns)))
}

fn read_archive(
    path: &Path,
    archive: &Archive,
    source: Source,
    cache: (Option<&Cache>, Trust),
    cancel: &Cancel,
    lang: Lang,
) -> Result<ReadArchive, Failure> {
    let begun = Instant::now();
    let report =
        load_cached(&source, cache, cancel, |_| {}).map_err(|error| without_threads(path, &error, lang))?;
    let milliseconds = begun.elapsed().as_millis() as u64;
    tracing::info!(articles = report.catalogue.article_count(), milliseconds, "loaded");
    tell_unlisted(path, &report.walk, lang);
    if archive.only.is_some() && !cancel.is_cancelled() {
        check_file(path, &report.catalogue, lang)?;
    } else {
        let entries = report.catalogue.rows().filter(|row| row.entry().is_some());
        let mut last = None;
        let files = entries.map(|row| row.file_path()).filter(|file| last.replace(*file) != Some(*file));
        let without = report.walk.skipped.iter().filter(|it| it.reason == SkippedReason::NoArticle);
        let files = files.chain(without.map(|skipped| skipped.path.as_path()));
        check_columns(&source, files.map(|file| (file, file)), lang)?;
        if report.catalogue.is_empty() && !report.walk.skipped.is_empty() {
            tell(&total_read(ReadTotals::new(0, 0, 0, &report.walk), lang));
        }
    }
    Ok(ReadArchive::of(source, report))
}

/// Closes stdout, so that a pipe from it ends here.
fn end_stdout() {
    #[cfg(unix)]
    {
        use rustix::fs::{Mode, OFlags, open};
        use std::os::fd::AsRawFd;
        if let Ok(nothing) = open("/dev/null", OFlags::WRONLY | OFlags::CLOEXEC, Mode::empty()) {
            #[expect(unsafe_code, reason = "the standard library can't close its own output")]
            // SAFETY: both descriptors are open, and nothing else refers to the replaced one.
            unsafe {
                libc::dup2(nothing.as_raw_fd(), libc::STDOUT_FILENO);
            }
        }
    }
}

/// Fails if a file has no article, or if one with several can't be read.
fn check_file(path: &Path, catalogue: &Catalogue, lang: Lang) -> Result<(), Failure> {
    let shown = path.to_string_lossy();
    let has_several = kind_of_file(path).is_some();
    let mut rows = catalogue.rows().filter(|row| has_several && row.entry().is_none());
    match rows.next().and_then(|row| row.problems().next()) {
        Some(problem) => {
            let why = io::Error::other(problem.detail.clone().unwrap_or_default());
            Err(Failure::Unusable(lang.cli_unreadable_file(&shown, &why)))
        }
        None if catalogue.is_empty() => Err(Failure::Unusable(lang.cli_no_articles(&shown))),
        None => Ok(()),
    }
}

/// The cache of an archive; `None` if it isn't cached. Since nothing is ever written into an archive, a cache
/// inside it is not kept, and an error if the user asked for it.
pub(super) fn cache_of(choice: CacheChoice, archive: &Archive, lang: Lang) -> Result<Option<Cache>, Failure> {
    let chosen = matches!(choice, CacheChoice::In(_));
    let caches = match choice {
        CacheChoice::In(folder) => Some(folder),
        choice => Folders::for_this_user().ok().and_then(|folders| folders.with_cache(choice).cache),
    };
    let Some(cache) = caches.map(|caches| Cache::of(&caches, &archive.path())) else { return Ok(None) };
    match archive.would_hold(cache.folder()) {
        false => Ok(Some(cache)),
        true if chosen => Err(inside_archive(cache.folder(), lang)),
        true => Ok(None),
    }
}

/// The failure for a path inside the archive that would be written to.
pub(super) fn inside_archive(path: &Path, lang: Lang) -> Failure {
    Failure::Unusable(lang.in_archive(path))
}

/// Opens a folder or file as an archive.
pub(super) fn open_archive(path: &Path, lang: Lang) -> Result<Archive, Failure> {
    let name = path.to_string_lossy();
    let archive = Archive::of(path)
        .map_err(|error| Failure::Unusable(lang.cannot_open(&name, &lang.open_error(&error.reason))))?;
    keep_log_out_of(&archive.path());
    Ok(archive)
}

/// The failure when the system can't start the threads to load an archive.
pub(super) fn without_threads(folder: &Path, error: &io::Error, lang: Lang) -> Failure {
    Failure::Unusable(lang.cannot_open(&folder.to_string_lossy(), &lang.no_thread(&error.to_string())))
}

/// Reports on stderr which folders of an archive could not be listed, and returns how many.
pub(super) fn tell_unlisted(folder: &Path, walk: &WalkReport, lang: Lang) -> usize {
    let mut count = 0;
    for (path, why) in walk.unlisted() {
        tell(&lang.cli_unlisted_folder(&folder.join(path).to_string_lossy(), why));
        count += 1;
    }
    count
}

/// Runs a query, with the reader's marks if it needs them; `None` if cancelled. Parts of the query that weren't
/// understood are reported on stderr.
fn find_query(
    catalogue: &Catalogue,
    query: &str,
    cancel: &Cancel,
    lang: Lang,
) -> Result<Option<Finds>, Failure> {
    let search = Search::new(query, 0..0, &abbreviations(lang));
    tell_notes(&search, lang);
    let mut marks = marks_for(search.depends_on_reader(), lang)?;
    for edit in marks.renewing(catalogue) {
        marks.apply(&edit);
    }
    tell_sets(&search, &marks, catalogue, lang);
    let search = if search.asks_for_stories {
        let stories = stories(catalogue, &newest(catalogue), marks.judged(), cancel);
        let Some(stories) = stories else { return Ok(None) };
        search.with_stories(Arc::new(index(catalogue, &stories)))
    } else {
        search
    };
    Ok(find(catalogue, None, &marks, Arc::new(search), cancel))
}

/// Reports on stderr which parts of a query weren't understood.
pub(super) fn tell_notes(search: &Search, lang: Lang) {
    for note in &search.query.notes {
        tell(&lang.query_note(note.kind, search.text.get(note.range.clone()).unwrap_or_default()));
    }
}

/// The reader's marks if they are needed, and none otherwise.
pub(super) fn marks_for(are_needed: bool, lang: Lang) -> Result<Marks, Failure> {
    if are_needed { read_marks(lang) } else { Ok(Marks::default()) }
}

/// Reads the reader's marks. What is wrong with some of them is reported on stderr.
///
/// # Errors
/// If they can't be read, since an answer without them would be wrong.
pub(super) fn read_marks(lang: Lang) -> Result<Marks, Failure> {
    let Ok(folders) = Folders::for_this_user() else { return Ok(Marks::default()) };
    let store = Store::open_to_read(&Store::path(&folders));
    let read = store.and_then(|store| store.map_or(Ok((Marks::default(), None)), |store| store.read()));
    let (marks, trouble) = read.map_err(|trouble| Failure::Unusable(lang.marks_unread(&trouble)))?;
    trouble.iter().for_each(|trouble| tell(&lang.store_trouble(trouble)));
    Ok(marks)
}

/// How the reader wants files to be read: as chosen in the window, and the columns on the command line.
/// Problems are reported on stderr.
pub(super) fn choices(matches: &ArgMatches, lang: Lang) -> Choices {
    let folders = Folders::for_this_user().ok();
    let (mut choices, told) = folders.as_ref().map(read_choices).unwrap_or_default();
    if let Some(error) = told {
        tell(&lang.library_error(&error));
    }
    if let Some(columns) = matches.get_one::<ColumnChoice>("columns") {
        choices.choose_every_columns(columns.clone());
    }
    choices
}

/// The reader's stop words and compounds. Problems are reported on stderr.
pub(super) fn own_words(lang: Lang) -> OwnWords {
    let Ok(folders) = Folders::for_this_user() else { return OwnWords::default() };
    let (own, told) = read_own_words(&folders);
    told.iter().for_each(|error| tell(&lang.own_words_error(error)));
    own
}

/// The headline abbreviations, including the reader's own. Problems are reported on stderr.
pub(super) fn abbreviations(lang: Lang) -> Abbreviations {
    let Ok(folders) = Folders::for_this_user() else { return Abbreviations::built_in() };
    let (abbreviations, told) = read_abbreviations(&folders);
    if let Some(error) = told {
        tell(&lang.abbreviations_error(&error));
    }
    abbreviations
}
