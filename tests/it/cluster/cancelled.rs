//! An export from a server that has stopped answering ends as soon as it is cancelled.

use super::GREETING;
use super::hostile::own_hit;
use super::paging::{engine_on, listed, ten_million};
use super::protocol::{OWN, home};
use crate::support::fake_server::{Answer, Asked, FakeServer};
use crate::support::program::with_home;
use seogo::archive::{Archive, Cancel, Choices, Source};
use seogo::cluster::{Access, Client, IndexAddress, OpenIndex, Readable, find_index};
use seogo::engine::{ExportJob, Exported, export};
use seogo::export::{CitationForm, Destination, Extent, Format, Wording};
use seogo::search::ListRequest;
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

/// Longer than stopping takes on a busy machine, and less than an answer may take.
const SOON: Duration = Duration::from_secs(15);

/// A server that answers as it should until it is asked for what `hangs`: that it only reports.
fn server(
    answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static,
    hangs: impl Fn(&Value) -> bool + Send + Sync + 'static,
) -> (FakeServer, Receiver<()>, Sender<()>) {
    let ((asked_in, asked), (over_in, over)) = (channel(), channel::<()>());
    let over = std::sync::Mutex::new(over);
    let server = FakeServer::start(move |it| {
        if hangs(&serde_json::from_str(&it.body).unwrap_or_default()) {
            let _ = asked_in.send(());
            // Ends with the test.
            let _ = over.lock().unwrap().recv();
        }
        answer(it)
    });
    (server, asked, over_in)
}

fn index(asked: &Asked) -> Answer {
    let answer = match asked.what.as_str() {
        "GET /" => GREETING.to_owned(),
        "GET /a" => OWN.to_owned(),
        what if what.contains("point_in_time") => json!({ "pit_id": "x" }).to_string(),
        _ => json!({ "hits": { "total": { "value": 1 }, "hits": [own_hit()] } }).to_string(),
    };
    Answer::Status(200, answer)
}

fn job(source: Source, catalogue: seogo::archive::Catalogue, articles: Exported) -> ExportJob {
    let wording = Wording { problem_text: |_| String::new(), citation: CitationForm::default() };
    let (catalogue, extent) = (Arc::new(catalogue), Extent::Own);
    ExportJob { source, catalogue, articles, format: Format::Csv, wording, extent }
}

/// Exports, cancels once the server hangs, and checks that nothing was waited for.
fn cancel_export(job: &ExportJob, asked: Receiver<()>) {
    let cancel = Cancel::default();
    let (ended, mut nothing) = (Instant::now(), Vec::new());
    let report = std::thread::scope(|scope| {
        let cancelled = cancel.clone();
        scope.spawn(move || {
            asked.recv_timeout(SOON).unwrap();
            cancelled.cancel();
        });
        export(job, Destination::Stream(&mut nothing), &cancel, |_, _| {}).unwrap()
    });
    assert!(report.cancelled && ended.elapsed() < SOON * 2, "{:?}", ended.elapsed());
}

#[cfg(unix)]
#[test]
fn a_command_that_waits_for_a_page_ends_with_the_signal() {
    let (server, asked, _over) = server(index, |request| !request["pit"].is_null());
    let home = home();
    let saved = home.path().join("saved.csv");
    let mut command = with_home(Command::new(env!("CARGO_BIN_EXE_seogo")), home.path());
    command.args(["export", &server.url("a"), "--format", "csv", "--output", saved.to_str().unwrap()]);
    let mut running = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    asked.recv_timeout(SOON).unwrap();
    let process = rustix::process::Pid::from_child(&running);
    rustix::process::kill_process(process, rustix::process::Signal::INT).unwrap();
    let until = Instant::now() + SOON;
    let status = loop {
        if let Some(status) = running.try_wait().unwrap() {
            break status;
        }
        if Instant::now() > until {
            running.kill().unwrap();
            panic!("it went on waiting for the server");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    assert_eq!(status.code(), Some(130));
    let left: Vec<_> = home.path().read_dir().unwrap().map(|it| it.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("csv")), "{left:?}");
}

#[test]
fn an_export_that_waits_for_single_articles_ends_at_once() {
    let (server, asked, _over) = server(index, |request| request["size"] == 1);
    let address = IndexAddress::parse(&server.url("a"), false).unwrap();
    let client = Client::connect(&address, &Access::default()).unwrap();
    let readable = Readable::try_from(find_index(&client, &address).unwrap()).unwrap();
    let open = Arc::new(OpenIndex::new(client, address, readable, || panic!("the server is not lost")));
    let catalogue = open.catalogue().unwrap();
    let archive = Archive::on_server(server.url("a"));
    let source = Source::on_server(&archive, Choices::default(), open);
    cancel_export(&job(source, catalogue, Exported::These(vec![0; 100])), asked);
}

#[test]
fn an_export_that_waits_for_a_page_of_a_list_ends_at_once() {
    let index = ten_million();
    let (server, asked, _over) =
        server(move |asked| index.answer(asked), |request| !request["pit"].is_null());
    let engine = engine_on(&server, Vec::new(), ListRequest::default());
    let (listing, _) = listed(&engine, 0);
    let found = Exported::There(listing.found_there.clone().unwrap(), listing.len());
    let source = Source::of_folder(Path::new(""), Choices::default());
    cancel_export(&job(source, seogo::archive::Catalogue::clone(&listing.catalogue), found), asked);
}
