//! `seogo publish FOLDER URL`: fills an index of a search server with an archive, or brings it up to date.

use std::io::{self, BufRead, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Arg, ArgMatches, Command, value_parser};

use super::super::archive::{ReadArchive, ask, without_threads};
use super::super::arguments::{flag, folder};
use super::super::export::cancelled_by_signals;
use super::super::output::{Failure, tell, write_error};
use super::super::progress::ProgressLine;
use super::super::terminal::escaped;
use super::Server;
use crate::archive::Row;
use crate::cluster::{CantPublish, IndexShape, Publishes, Publishing, has_email, plan};
use crate::engine::{PublishError, PublishJob, PublishReport, publish};
use crate::view::{Lang, ToPublish, publish_question};

/// The subcommand's definition.
pub(in crate::cli) fn command(lang: Lang) -> Command {
    let count = |name: &'static str| {
        Arg::new(name).long(name).value_name("N").value_parser(value_parser!(u64).range(0..=1024))
    };
    Command::new("publish")
        .about(lang.publish_about())
        .arg(folder(lang))
        .arg(Arg::new("url").value_name("URL").required(true).help(lang.publish_url()))
        .arg(count("shards").value_parser(value_parser!(u64).range(1..=1024)).help(lang.publish_shards()))
        .arg(count("replicas").help(lang.publish_replicas()))
        .arg(flag("with-comments", lang.publish_comments()))
        .arg(flag("with-emails", lang.publish_emails()))
        .arg(flag("mask-emails", lang.publish_mask()).conflicts_with("with-emails"))
        .arg(flag("yes", lang.publish_yes()))
}

/// Publishes the given folder.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> Result<ExitCode, Failure> {
    let (Some(folder), Some(url)) = (matches.get_one::<PathBuf>("folder"), matches.get_one::<String>("url"))
    else {
        return Ok(ExitCode::SUCCESS);
    };
    let count = |name: &str| matches.get_one::<u64>(name).copied();
    let shape = IndexShape { shards: count("shards"), replicas: count("replicas") };
    let publishes = Publishes {
        comments: matches.get_flag("with-comments"),
        emails: matches.get_flag("with-emails"),
        masked: matches.get_flag("mask-emails"),
    };
    let server = Server::reach(url, matches, lang)?;
    let cant = |cant: CantPublish| failure_of(&server, cant);
    let plan = plan(&server.client, &server.address, shape, publishes).map_err(cant)?;
    let cancel = cancelled_by_signals();
    let (archive, ()) = ask(folder, matches, &cancel, lang, |_| ())?;
    if plan.is_new && !matches.get_flag("yes") {
        confirm(&archive, &server, publishes, lang)?;
    }
    let (publishing, known) = Publishing::begin(&server.client, &server.address, plan).map_err(cant)?;
    let ReadArchive { source, catalogue, unkept, walk, .. } = archive;
    let unlisted: Vec<PathBuf> = walk.unlisted().map(|(folder, _)| folder.to_owned()).collect();
    let all_listed = unlisted.is_empty();
    let job = PublishJob { source, catalogue, publishes, unlisted };
    let (mut line, all) = (ProgressLine::new(), job.catalogue.file_count() as usize);
    let done = publish(&job, &publishing, known, &cancel, |done| {
        if done.is_multiple_of(256) {
            line.show(&lang.publish_progress(done, all));
        }
    });
    drop(line);
    let report = match done {
        Ok(report) => report,
        Err(error) => {
            // The lock would otherwise hold up the next publish for a while.
            let _ = publishing.stop();
            return Err(match error {
                PublishError::CantPublish(cant) => failure_of(&server, cant),
                PublishError::NoThread(error) => without_threads(folder, &error, lang),
            });
        }
    };
    let ended = if report.cancelled { publishing.stop() } else { publishing.finish() };
    ended.map_err(|trouble| server.failure(&trouble))?;
    unkept.keep(&job.catalogue);
    say_report(&report, all_listed, lang)
}

/// Says what a publish did. It isn't a success if something may be missing from the index.
fn say_report(report: &PublishReport, all_listed: bool, lang: Lang) -> Result<ExitCode, Failure> {
    if report.cancelled {
        tell(lang.publish_cancelled());
        return Err(Failure::Interrupted);
    }
    tell(&lang.publish_done(report.new, report.changed, report.same, report.gone));
    if report.unread > 0 {
        tell(&lang.publish_unread(report.unread));
    }
    if report.unlisted > 0 {
        tell(&lang.publish_unlisted(report.unlisted));
    }
    if report.refused.count > 0 {
        tell(&lang.publish_refused(report.refused.count, &report.refused.why));
    }
    let is_whole = all_listed && report.unread == 0 && report.refused.count == 0;
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn failure_of(server: &Server, cant: CantPublish) -> Failure {
    let shown = server.address.to_string();
    match cant {
        CantPublish::Taken => Failure::Unusable(server.lang.cluster_taken(&shown)),
        CantPublish::Newer => Failure::Unusable(server.lang.cluster_newer(&shown)),
        CantPublish::Locked => Failure::Unusable(server.lang.cluster_locked(&shown)),
        CantPublish::Trouble(trouble) => server.failure(&trouble),
    }
}

/// Asks whether to publish.
fn confirm(archive: &ReadArchive, server: &Server, publishes: Publishes, lang: Lang) -> Result<(), Failure> {
    let mut what =
        ToPublish { server: &server.address.servers(), index: &server.address.index, ..ToPublish::default() };
    for (_, row) in archive.catalogue.present() {
        what.texts += 1;
        what.with_email += usize::from(!publishes.masked && holds_email(&row));
        what.of_corpus += usize::from(row.id().starts_with("NWRW") || row.id().starts_with("NPRW"));
        what.of_bigkinds += usize::from(is_of_bigkinds(row.id()));
        what.with_comments += usize::from(publishes.comments && row.comments() > 0);
    }
    let question = publish_question(what, lang);
    if !io::stdin().is_terminal() {
        return Err(Failure::Usage(lang.publish_needs_answer().to_owned()));
    }
    write_error(&escaped(&question));
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    let is_yes = matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "예" | "네" | "ㅇ");
    if read.is_ok() && is_yes { Ok(()) } else { Err(Failure::Unusable(lang.publish_declined().to_owned())) }
}

/// Whether the text of an article has an e-mail address.
fn holds_email(row: &Row<'_>) -> bool {
    let (corpus, at) = row.place();
    has_email(corpus.body(at))
}

/// Whether an id is one of the news archive BigKinds: a publisher's number, a dot, and a time with a number.
fn is_of_bigkinds(id: &str) -> bool {
    let digits =
        |text: &str, least: usize| text.len() >= least && text.bytes().all(|byte| byte.is_ascii_digit());
    id.split_once('.').is_some_and(|(head, number)| head.len() == 8 && digits(head, 8) && digits(number, 14))
}
