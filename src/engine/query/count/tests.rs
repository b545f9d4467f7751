use super::*;
use crate::engine::channel::{Sent, channel};
use crate::library::{Edit, Stamp};
use crate::search::{CantAnswer, ListOutline, MatchKind, RemoteLists, RemoteSearch};
use crate::whole::{Asking, CoverageCounts, RemoteWhole, TrendCounts, TrendRequest};
use jiff::Timestamp;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

/// A server that answers by query, and remembers what it was asked for.
#[derive(Debug)]
struct Server {
    answer: fn(&str, &Cancel) -> Result<Option<usize>, CantAnswer>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl RemoteLists for Server {
    fn is_paged(&self) -> bool {
        true
    }

    fn outline(self: Arc<Self>, _: AskedList<'_>) -> Result<Option<ListOutline>, CantAnswer> {
        Err(CantAnswer::Refused)
    }

    fn names(&self, _: AskedList<'_>) -> Result<Option<FacetNames>, CantAnswer> {
        Err(CantAnswer::Refused)
    }

    fn count(&self, asked: AskedList<'_>) -> Result<Option<usize>, CantAnswer> {
        let query = asked.search.map_or("", |search| &search.text);
        self.asked.lock().unwrap().push(query.to_owned());
        (self.answer)(query, asked.asking.cancel)
    }
}

impl RemoteSearch for Server {
    fn find(&self, _: &Search, _: Asking<'_>) -> Result<Option<Vec<(u32, MatchKind)>>, CantAnswer> {
        Err(CantAnswer::Refused)
    }
}

impl RemoteWhole for Server {
    fn can_count(&self) -> bool {
        false
    }

    fn trend_counts(&self, _: &[Search], _: TrendRequest, _: Asking<'_>) -> Result<TrendCounts, CantAnswer> {
        Err(CantAnswer::Refused)
    }

    fn coverage_counts(
        &self,
        _: Option<&Search>,
        _: Asking<'_>,
    ) -> Result<CoverageCounts<'static>, CantAnswer> {
        Err(CantAnswer::Refused)
    }
}

/// The thread, with a server.
struct Counting {
    inputs: CountSender,
    events: Receiver<Sent>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Counting {
    fn of(answer: fn(&str, &Cancel) -> Result<Option<usize>, CantAnswer>) -> Self {
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let (sender, events) = channel(|| {});
        let (inputs, count_inputs) = count_channel();
        thread::spawn(move || run_counter(&count_inputs, sender.of_archive(1), &SharedStories::default()));
        let server = Server { answer, asked: asked.clone() };
        inputs.send(CountInput::Catalogue(1, Arc::default(), Finder::There(Arc::new(server))));
        Self { inputs, events: events.messages(), asked }
    }

    fn next(&self) -> Counts {
        self.next_of(|event| match event {
            ArchiveEvent::Counted(counts) => Some(counts),
            _ => None,
        })
    }

    /// The next counts within a list, and the list's query.
    fn next_within(&self) -> (String, Counts) {
        self.next_of(|event| match event {
            ArchiveEvent::CountedWithin(listing, counts) => Some((listing.request.query.clone(), counts)),
            _ => None,
        })
    }

    fn next_of<T>(&self, wanted: impl Fn(ArchiveEvent) -> Option<T>) -> T {
        loop {
            if let Sent::Archive(_, event) = self.events.recv_timeout(Duration::from_secs(20)).unwrap()
                && let Some(found) = wanted(event)
            {
                return found;
            }
        }
    }

    /// Asks for counts within the list of a query. Returns what cancels them.
    fn ask_within(&self, query: &str) -> Cancel {
        let request = ListRequest { query: query.to_owned(), ..ListRequest::default() };
        let cancel = Cancel::default();
        let listing = Arc::new(Listing { request, ..Listing::default() });
        self.inputs.send(CountInput::Within(1, listing, cancel.clone()));
        cancel
    }
}

fn tagged(tag: &str) -> Arc<Marks> {
    let mut marks = Marks::default();
    let stamp = Stamp { hash: None, at: Timestamp::UNIX_EPOCH };
    marks.apply(&Edit::Tag("901_1".into(), tag.to_owned(), Some(stamp)));
    Arc::new(marks)
}

#[test]
fn a_count_that_cannot_be_had_leaves_the_others() {
    let counting = Counting::of(|query, _| match query {
        "" => Ok(Some(10)),
        "is:starred" => Err(CantAnswer::TooManyMarks),
        "has:note" => Ok(None),
        _ => Ok(Some(1)),
    });
    let counts = counting.next();
    assert_eq!((counts.all, counts.unread, counts.starred), (Some(10), Some(1), None));
    assert_eq!((counts.noted, counts.highlighted), (None, Some(1)));
}

#[test]
fn a_tag_is_counted_by_the_query_of_its_shelf() {
    let counting = Counting::of(|query, _| match query.starts_with("tag:") {
        true => Ok((query == "tag:\"두 * 말\"").then_some(7)),
        false => Ok(Some(0)),
    });
    counting.next();
    counting.inputs.send(CountInput::Marks(tagged("두 \" 말")));
    assert_eq!(counting.next().tags, [("두 \" 말".to_owned(), Some(7))].into());
}

#[test]
fn a_list_on_a_server_is_counted_by_its_query_and_that_of_each_shelf() {
    let counting = Counting::of(|query, _| Ok(Some(if query.contains("눈") { 2 } else { 9 })));
    assert_eq!(counting.next().starred, Some(9));
    counting.ask_within("눈");
    let (query, counts) = counting.next_within();
    assert_eq!((query.as_str(), counts.starred, counts.unread), ("눈", Some(2), Some(2)));
    assert!(counting.asked.lock().unwrap().contains(&"is:starred 눈".to_owned()));
    assert!(counting.events.is_empty(), "the shelves aren't counted again for it");
}

#[test]
fn counts_within_a_list_end_with_the_next_list() {
    // It never answers for snow.
    let counting = Counting::of(|query, cancel| {
        while query.contains("눈") && !cancel.is_cancelled() {
            thread::sleep(Duration::from_millis(1));
        }
        Ok((!cancel.is_cancelled()).then_some(3))
    });
    counting.next();
    let cancel = counting.ask_within("눈");
    let until = Instant::now() + Duration::from_secs(20);
    while !counting.asked.lock().unwrap().iter().any(|query| query.contains("눈")) {
        assert!(Instant::now() < until, "it is counted");
        thread::sleep(Duration::from_millis(1));
    }
    cancel.cancel();
    counting.ask_within("비");
    assert_eq!(counting.next_within().0, "비", "nothing is told of the first");
}

#[test]
fn what_a_slow_server_is_counting_is_given_up_when_something_changes() {
    // It never answers how many are highlighted.
    let counting = Counting::of(|query, cancel| {
        while query == "has:highlight" && !cancel.is_cancelled() {
            thread::sleep(Duration::from_millis(1));
        }
        Ok((!cancel.is_cancelled()).then_some(3))
    });
    let is_asked = || counting.asked.lock().unwrap().iter().filter(|query| *query == "has:highlight").count();
    let wait = |times| {
        let until = Instant::now() + Duration::from_secs(20);
        while is_asked() < times {
            assert!(Instant::now() < until, "it is still waited for");
            thread::sleep(Duration::from_millis(1));
        }
    };
    wait(1);
    counting.inputs.send(CountInput::Marks(tagged("새 꼬리표")));
    wait(2);
    // It would have been sent before the second count began.
    assert!(counting.events.is_empty(), "what was given up is not a count");
}
