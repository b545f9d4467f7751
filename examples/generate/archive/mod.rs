//! An invented archive of any size; the same numbers give the same files, byte for byte.
//!
//! Each day is written independently, so that several threads can write at once, and so that a day's files
//! depend on the archive's size only.

mod damage;
mod page;
mod prose;
mod story;
mod words;

pub(crate) use damage::Damage;

use fastrand::Rng;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use page::{Comment, Page};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, io};
use story::{Story, Text};
use words::{Publisher, Vocabulary, pick};

/// The archive to write.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    /// The number of files, including revisions and copies.
    pub(crate) articles: usize,
    pub(crate) seed: u64,
    /// The share of damaged files, from 0 to 1.
    pub(crate) damage: f64,
}

/// The number of files that a crawler collects on a busy day.
const MOST_PER_DAY: usize = 2_800;

/// A quarter of the days come after the day on which the crawler changed its format.
const CHANGE: Date = jiff::civil::date(2026, 2, 1);

impl Plan {
    /// Writes the archive with several threads, and returns the damaged files by path.
    pub(crate) fn write(self, folder: &Path, threads: usize) -> io::Result<Vec<(PathBuf, Damage)>> {
        let words = Vocabulary::new();
        let per_day = (self.articles / 20).clamp(1, MOST_PER_DAY);
        let days = self.articles.div_ceil(per_day);
        let next = AtomicUsize::new(0);
        let damaged = Mutex::new(Vec::new());
        let work = || -> io::Result<()> {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= days {
                    return Ok(());
                }
                let mut day = Day::new(self, &words, folder, number, days);
                day.write(per_day.min(self.articles - number * per_day))?;
                damaged.lock().unwrap_or_else(|held| held.into_inner()).append(&mut day.damaged);
            }
        };
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            workers
                .into_iter()
                .try_for_each(|worker| worker.join().map_err(|_| io::Error::other("a writer stopped"))?)
        })?;
        let mut damaged = damaged.into_inner().unwrap_or_else(|held| held.into_inner());
        damaged.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(damaged)
    }
}

/// One day of crawling.
struct Day<'a> {
    plan: Plan,
    words: &'a Vocabulary,
    folder: &'a Path,
    number: usize,
    date: Date,
    random: Rng,
    articles: usize,
    files_left: usize,
    damaged: Vec<(PathBuf, Damage)>,
}

impl<'a> Day<'a> {
    fn new(plan: Plan, words: &'a Vocabulary, folder: &'a Path, number: usize, days: usize) -> Self {
        let offset = i32::try_from(number).unwrap_or(0) - i32::try_from(days * 3 / 4).unwrap_or(0);
        Self {
            plan,
            words,
            folder,
            number,
            date: CHANGE.saturating_add(offset.days()),
            random: Rng::with_seed(plan.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ number as u64),
            articles: 0,
            files_left: 0,
            damaged: Vec::new(),
        }
    }

    fn write(&mut self, files: usize) -> io::Result<()> {
        self.files_left = files;
        while self.files_left > 0 {
            match self.random.u8(..100) {
                0..6 => self.untranslated()?,
                6..14 => self.wire()?,
                14..22 => self.revisions()?,
                22..26 => self.copy()?,
                _ => {
                    let story = Story::new(self.words, &mut self.random);
                    let text = story.told(&mut self.random);
                    let page = self.page(&story, &text);
                    self.file(&page)?;
                }
            }
        }
        Ok(())
    }

    fn untranslated(&mut self) -> io::Result<()> {
        let text = story::english(self.words, &mut self.random);
        let story = Story::new(self.words, &mut self.random);
        let page = self.page(&story, &text);
        self.file(&page)
    }

    /// A story reported by an agency and then by others.
    fn wire(&mut self) -> io::Result<()> {
        let story = Story::new(self.words, &mut self.random);
        let wire = story.told(&mut self.random);
        let page = self.page(&story, &wire);
        self.file(&page)?;
        for _ in 0..self.random.usize(1..6) {
            let text = story.retold(&wire, &mut self.random);
            let page = self.page(&story, &text);
            self.file(&page)?;
        }
        Ok(())
    }

    /// An article, and its revisions on the following days.
    fn revisions(&mut self) -> io::Result<()> {
        let story = Story::new(self.words, &mut self.random);
        let mut text = story.told(&mut self.random);
        let mut page = self.page(&story, &text);
        self.file(&page)?;
        for _ in 0..self.random.usize(1..3) {
            text = story.revised(&text, &mut self.random);
            let next = self.page(&story, &text);
            page = Page {
                title: next.title,
                body: next.body,
                crawled: page.crawled.saturating_add(self.random.i64(1..3).days()),
                ..page
            };
            self.file(&page)?;
        }
        Ok(())
    }

    /// An article, and a copy with its readers' comments.
    fn copy(&mut self) -> io::Result<()> {
        let story = Story::new(self.words, &mut self.random);
        let text = story.told(&mut self.random);
        let mut page = self.page(&story, &text);
        self.file(&page)?;
        let count = self.random.usize(..6);
        page.comments = Some((0..count).map(|_| self.comment(&story, 0)).collect());
        page.crawled = page.crawled.saturating_add(1.minutes());
        self.file(&page)
    }

    fn comment(&mut self, story: &Story<'_>, depth: usize) -> Comment {
        let replies = if depth < 3 && self.random.u8(..3) == 0 { self.random.usize(1..3) } else { 0 };
        Comment {
            name: format!("{}{}", self.words.noun(&mut self.random), self.random.u8(..100)),
            likes: self.random.u16(..1000),
            text: story.remark(&mut self.random),
            replies: (0..replies).map(|_| self.comment(story, depth + 1)).collect(),
        }
    }

    /// Puts a text on a page as one of the papers' articles of this day.
    fn page(&mut self, story: &Story<'_>, text: &Text) -> Page {
        let (words, random) = (self.words, &mut self.random);
        let publisher = words.publisher(random);
        let reporter = words.person(random);
        self.articles += 1;
        // Korea is nine hours ahead: articles crawled there after midnight have the previous day in UTC.
        let korean = self.date.at(random.i8(0..24), random.i8(0..60), random.i8(0..60), 0);
        let is_card = random.u16(..1000) < 5;
        Page {
            oid: publisher.oid.clone(),
            aid: format!("{:010}", self.number * 10_000 + self.articles),
            title: text.title.clone(),
            category: if is_card {
                "card"
            } else if random.u16(..1000) < 5 {
                "sports"
            } else {
                ""
            },
            publisher: if is_card { String::new() } else { publisher.name.clone() },
            authors: if is_card { Vec::new() } else { authors(words, publisher, &reporter, random) },
            published: (!is_card).then(|| self.date.saturating_sub(i64::from(random.u8(..10) == 0).days())),
            crawled: korean.saturating_sub(9.hours()),
            body: story::body(text, publisher, &reporter, story.place(random), random),
            comments: None,
        }
    }

    /// Writes a page, possibly damaged, if the archive has room for one more.
    fn file(&mut self, page: &Page) -> io::Result<()> {
        if self.files_left == 0 {
            return Ok(());
        }
        self.files_left -= 1;
        let below = PathBuf::from(korean(page.crawled).date().to_string());
        let path = below.join(page.name());
        let mut bytes = page.bytes();
        if self.random.f64() < self.plan.damage {
            self.damaged.push((path.clone(), damage::damage(&mut bytes, &mut self.random)));
        }
        let file = self.folder.join(&path);
        fs::write(&file, &bytes).or_else(|_| {
            fs::create_dir_all(self.folder.join(&below))?;
            fs::write(&file, &bytes)
        })
    }
}

fn korean(utc: DateTime) -> DateTime {
    utc.saturating_add(9.hours())
}

/// The lines that name an article's authors: usually one, in the forms that papers use.
fn authors(words: &Vocabulary, publisher: &Publisher, reporter: &str, random: &mut Rng) -> Vec<String> {
    let domain = &publisher.domain;
    let address =
        format!("{}{}@{domain}", pick(random, &["hana", "sol", "byeol", "garam", "maru"]), random.u16(..999));
    let other = words.person(random);
    match random.u8(..100) {
        0..4 => Vec::new(),
        4..7 => vec![format!("{}={reporter} 기자 {address}", words.place(random))],
        7..9 => vec![format!("{reporter} 기자({address}), {other} 기자(desk@{domain})")],
        9..11 => vec![format!("{reporter}·{other} 기자")],
        11..12 => vec![address],
        12..16 => vec![format!("{reporter} 기자({address})"), format!("{other} 기자(desk@{domain})")],
        16..20 => vec![format!(
            "{reporter} {}({address})",
            pick(random, &["특파원", "인턴 기자", "PD", "선임기자"])
        )],
        _ => vec![format!("{reporter} 기자({address})")],
    }
}
