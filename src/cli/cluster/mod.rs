//! The subcommands on a search server: the same as for folders, with a URL in place of the folder, and
//! `publish`.

mod export;
mod publish;
mod read;
mod verify;

use std::env::{self, VarError};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Arg, ArgMatches, Command, value_parser};

use super::archive::{ReadArchive, abbreviations, choices, marks_for, tell_notes};
use super::arguments::flag;
use super::output::{Failure, tell};
use super::with_help;
use crate::archive::{Archive, Cancel, Catalogue, Choices, Source, is_address};
use crate::cluster::{
    Access, AddressFault, Client, IndexAddress, IndexFound, Login, OpenIndex, ReadDocument, ReadRequest,
    Readable, Translation, Trouble, find_index, read_pages,
};
use crate::library::Marks;
use crate::search::{CantAnswer, Search};
use crate::view::Lang;
use crate::whole::RemoteWhole;

/// The subcommands that read an index as well as a folder, and those that count over the rows of one.
const READING: [&str; 5] = ["list", "show", "search", "verify", "export"];
const COUNTING: [&str; 2] = ["coverage", "trend"];

/// Adds `publish`, and what the subcommands need to reach a server.
pub(super) fn add_to(mut seogo: Command, lang: Lang) -> Command {
    for name in READING.into_iter().chain(COUNTING) {
        seogo = seogo.mut_subcommand(name, |command| {
            let article = Arg::new("article").value_name("ID").help(lang.cluster_show_article());
            let article = article.help_heading(lang.cli_arguments_heading());
            let command = if name == "show" { command.arg(article) } else { command };
            with_options(command, lang)
        });
    }
    seogo.subcommand(with_options(with_help(publish::command(lang), lang), lang))
}

/// Adds the options for reaching a server to a subcommand.
fn with_options(command: Command, lang: Lang) -> Command {
    let authorities = Arg::new("ca").long("ca").value_name("FILE").value_parser(value_parser!(PathBuf));
    let fingerprint = Arg::new("fingerprint").long("fingerprint").value_name("SHA256");
    let authorities = authorities.help(lang.cluster_ca());
    let fingerprint = fingerprint.help(lang.cluster_fingerprint());
    let options = [authorities, fingerprint, flag("insecure-http", lang.cluster_insecure())];
    command.args(options.map(|option| option.help_heading(lang.cli_options_heading())))
}

/// The id that was given to `show` after a file; only an index has articles by id.
pub(super) fn id_after_file(matches: &ArgMatches) -> Option<&str> {
    let show = matches.subcommand_matches("show")?;
    let is_url = show.get_one::<PathBuf>("file").is_some_and(|file| is_address(file));
    show.get_one::<String>("article").map(String::as_str).filter(|_| !is_url)
}

/// Runs a subcommand on a server; `None` if it is given no address.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> Option<Result<ExitCode, Failure>> {
    let Some((name, matches)) = matches.subcommand() else {
        let path = matches.get_one::<PathBuf>("path")?;
        return checked_for_window(path, lang).err().map(Err);
    };
    if name == "publish" {
        return Some(publish::run(matches, lang));
    }
    if COUNTING.contains(&name) {
        return None;
    }
    let argument = if name == "show" { "file" } else { "folder" };
    let text = matches.try_get_one::<PathBuf>(argument).ok()??;
    let text = text.to_str().filter(|_| is_address(text))?;
    let done = |done: Result<(), Failure>| done.map(|()| ExitCode::SUCCESS);
    let index = match name {
        _ if READING.contains(&name) => Index::open(text, matches, lang),
        _ => Err(Failure::Unusable(lang.cluster_for_folders(name))),
    };
    Some(index.and_then(|index| match name {
        "list" => done(read::list(&index, matches)),
        "search" => done(read::search(&index, matches)),
        "show" => done(read::show(&index, matches)),
        "verify" => verify::run(&index, matches),
        _ => done(export::run(&index, matches)),
    }))
}

/// Checks the address that the window is to open. What else may be wrong with it is said there.
fn checked_for_window(path: &Path, lang: Lang) -> Result<(), Failure> {
    let text = path.to_str().filter(|_| is_address(path)).unwrap_or("https://localhost");
    match IndexAddress::of_server(text, true) {
        Err(fault @ AddressFault::HasUserInfo) => {
            Err(Failure::Usage(lang.cluster_address("https://…", fault)))
        }
        Err(fault) => Err(Failure::Usage(lang.cluster_address(text, fault))),
        Ok(_) => Ok(()),
    }
}

/// Opens an index for what is counted over all of it: by the server, or else over rows that are read into a
/// catalogue.
pub(super) fn read_index(path: &Path, matches: &ArgMatches, lang: Lang) -> Result<ReadArchive, Failure> {
    let Index { server, index } = Index::open(&path.to_string_lossy(), matches, lang)?;
    let Server { client, address, .. } = server;
    let archive = Archive::on_server(address.to_string());
    let open = Arc::new(OpenIndex::new(client, address.clone(), index, || {}));
    let catalogue = match open.can_count() {
        true => Catalogue::default(),
        false => open.catalogue().map_err(|trouble| failure(&address, &trouble, lang))?,
    };
    let source = Source::on_server(&archive, Choices::default(), open.clone());
    Ok(ReadArchive::on_server(source, catalogue, open))
}

/// A server that was reached.
struct Server {
    client: Client,
    address: IndexAddress,
    lang: Lang,
}

impl Server {
    /// Reaches the server of an address.
    fn reach(text: &str, matches: &ArgMatches, lang: Lang) -> Result<Self, Failure> {
        let address = IndexAddress::parse(text, matches.get_flag("insecure-http")).map_err(|fault| {
            let shown = if fault == AddressFault::HasUserInfo { "https://…" } else { text };
            Failure::Usage(lang.cluster_address(shown, fault))
        })?;
        let access = Access {
            login: login(&address, lang)?,
            authorities: matches.get_one::<PathBuf>("ca").cloned(),
            fingerprint: matches.get_one::<String>("fingerprint").cloned(),
        };
        let client =
            Client::connect(&address, &access).map_err(|trouble| failure(&address, &trouble, lang))?;
        Ok(Self { client, address, lang })
    }

    fn failure(&self, trouble: &Trouble) -> Failure {
        failure(&self.address, trouble, self.lang)
    }
}

fn failure(address: &IndexAddress, trouble: &Trouble, lang: Lang) -> Failure {
    Failure::Unusable(lang.cluster_trouble(&address.to_string(), trouble))
}

/// The login that the environment has for an address.
fn login(address: &IndexAddress, lang: Lang) -> Result<Login, Failure> {
    let variable = |name: &str| match env::var(name) {
        Ok(value) => Some(value).filter(|value| !value.is_empty()),
        Err(VarError::NotPresent | VarError::NotUnicode(_)) => None,
    };
    let login = match (
        variable("SEOGO_CLUSTER_API_KEY"),
        variable("SEOGO_CLUSTER_USER"),
        variable("SEOGO_CLUSTER_PASSWORD"),
    ) {
        (Some(key), ..) => Login::ApiKey(key),
        (None, Some(user), Some(password)) => Login::Basic(user, password),
        (None, None, None) => return Ok(Login::Anonymous),
        (None, ..) => return Err(Failure::Usage(lang.cluster_half_login().to_owned())),
    };
    if let Some(expected) = variable("SEOGO_CLUSTER_URL") {
        let is_it = |expected: &IndexAddress| expected.servers() == address.servers();
        if !IndexAddress::parse(&expected, true).is_ok_and(|expected| is_it(&expected)) {
            return Err(Failure::Usage(lang.cluster_other_url(&expected)));
        }
    }
    // Without --insecure-http, an unencrypted address leads to this machine.
    if !address.is_encrypted() && IndexAddress::parse(&address.to_string(), false).is_err() {
        return Err(Failure::Usage(lang.cluster_open_password().to_owned()));
    }
    Ok(login)
}

/// A query as an index is asked for it.
struct AskedQuery {
    search: Search,
    /// The reader's marks, if the query needs them.
    marks: Marks,
    translated: Translation,
}

impl AskedQuery {
    /// Whether an article that the server found matches; it may find more where it couldn't be asked exactly.
    fn accepts(&self, read: &ReadDocument) -> bool {
        self.translated.is_exact || read.kind(&self.search.matcher, &self.marks).is_some()
    }
}

/// An index that can be read.
struct Index {
    server: Server,
    index: Readable,
}

impl Index {
    fn open(text: &str, matches: &ArgMatches, lang: Lang) -> Result<Self, Failure> {
        let server = Server::reach(text, matches, lang)?;
        let shown = server.address.to_string();
        let found =
            find_index(&server.client, &server.address).map_err(|trouble| server.failure(&trouble))?;
        let index = match found {
            IndexFound::Own(own) => Readable::Own(own),
            IndexFound::Crawler(index) => Readable::Crawler(index),
            IndexFound::Newer => return Err(Failure::Unusable(lang.cluster_newer(&shown))),
            IndexFound::Several => return Err(Failure::Unusable(lang.cluster_not_one(&shown))),
            IndexFound::Other(mapping) => {
                let choices = choices(matches, lang);
                let columns = choices.columns_of(Path::new(""), Path::new(&shown)).cloned();
                let columns = columns.ok_or_else(|| Failure::Unusable(lang.cluster_other(&shown)))?;
                Readable::Other(mapping.with(columns))
            }
        };
        if matches!(&index, Readable::Own(own) if own.publishing.is_some()) {
            tell(lang.cluster_being_published());
        }
        Ok(Self { server, index })
    }

    fn lang(&self) -> Lang {
        self.server.lang
    }

    /// Whether e-mail addresses in its texts are masked.
    fn is_masked(&self) -> bool {
        matches!(&self.index, Readable::Own(own) if own.masked)
    }

    /// Prepares a query, and says what of it wasn't understood.
    fn query(&self, text: &str) -> Result<AskedQuery, Failure> {
        let words = abbreviations(self.lang());
        let search = Search::new(text, 0..0, &words);
        tell_notes(&search, self.lang());
        let marks = marks_for(search.asks_for_marks, self.lang())?;
        let translated = self.index.translate(&search.query, &words, &marks).map_err(|why| self.cant(why))?;
        if !matches!(self.index, Readable::Own(_)) {
            tell(self.lang().cluster_server_words());
        }
        Ok(AskedQuery { search, marks, translated })
    }

    fn cant(&self, why: CantAnswer) -> Failure {
        Failure::Unusable(self.lang().cant_answer(why).to_owned())
    }

    /// Reads the articles of a request in order, until `take` returns false or nothing more is waited for.
    fn each(
        &self,
        request: &ReadRequest,
        cancel: &Cancel,
        mut take: impl FnMut(ReadDocument) -> Result<bool, Failure>,
    ) -> Result<(), Failure> {
        let mut failed = None;
        let Server { client, address, .. } = &self.server;
        let selection = self.index.selection(request).map_err(|why| self.cant(why))?;
        let read = read_pages(client, &address.index, &selection, cancel, |hit| {
            let taken = match self.index.read(hit) {
                Ok(read) => take(read),
                Err(trouble) => Err(self.server.failure(&trouble)),
            };
            taken.unwrap_or_else(|failure| {
                failed = Some(failure);
                false
            })
        });
        match (failed, read) {
            (Some(failure), _) => Err(failure),
            (None, Err(trouble)) => Err(self.server.failure(&trouble)),
            (None, Ok(_)) => Ok(()),
        }
    }
}
