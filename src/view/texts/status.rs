//! The texts of the status line under the list: a job's progress and result.

use super::lang::Lang;
use super::text::texts;
use super::words::{grouped, plural};
use std::time::Duration;

texts! {
    loading: ko "읽는 중", en "Reading";
    checking: ko "확인하는 중", en "Checking";
    stopped: ko "중지됨", en "stopped";
    looking: ko "변경 확인 중", en "Looking for changes";
    checking_cache: ko "캐시 확인 중", en "Checking the cache";
    load_stopped: ko "읽기를 중지했습니다. 다시 읽기(F5)를 누르면 이어서 읽습니다.", en "Reading stopped. Reload (F5) to go on.";
    joining: ko "색인 만드는 중", en "Indexing";
    cache_in_use:
        ko "이 폴더의 캐시는 먼저 연 창에서 쓰고 있습니다. 이 창에서 새로 읽은 내용은 캐시에 저장되지 않습니다.",
        en "Another window is writing this folder's cache, so what this one reads won't be cached.";
    polling: ko "몇 초마다 변경 확인", en "Polling for changes";
    folder_gone(since: &str):
        ko format!("폴더를 찾을 수 없음 · {since}부터"),
        en format!("The folder is missing · since {since}");
    folder_gone_notice:
        ko "기사가 든 폴더를 찾을 수 없어 본문을 읽지 못했습니다. 폴더가 다시 나타나면 바로 읽습니다.",
        en "The article's folder is missing, so its text can't be read. It will be once the folder is back.";
    shown_file_gone:
        ko "이 파일은 없어졌습니다. 읽어 둔 내용을 표시합니다.",
        en "This file is gone. What was read of it is shown.";
    file_gone(title: &str):
        ko format!("파일이 없어져 목록에서 뺐습니다: {title}"),
        en format!("The file is gone, so the article has left the list: {title}");

    read_in(seconds: f64): ko format!("읽는 데 {seconds:.1}초"), en format!("read in {seconds:.1} s");
    time_left(seconds: usize):
        ko match seconds {
            ..60 => format!("{seconds}초 남음"),
            _ => format!("{}분 남음", seconds.div_ceil(60)),
        },
        en match seconds {
            ..60 => format!("{seconds} s left"),
            _ => format!("{} min left", seconds.div_ceil(60)),
        };
    all_intact(count: usize):
        ko format!("기사 {}건 모두 수집 당시와 같음", grouped(count)),
        en match count {
            1 => "1 article, intact".to_owned(),
            _ => format!("All {} articles intact", grouped(count)),
        };
    verified(what: &str, intact: &str, altered: &str, unknown: &str, unreadable: &str):
        ko format!(
            "{what}: 수집 당시와 같음 {intact}, 수집 당시와 다름 {altered}, 확인할 해시 없음 {unknown}, 읽지 못함 {unreadable}"
        ),
        en format!("{what}: {intact} intact, {altered} altered, {unknown} unknown, {unreadable} unreadable");
    files(count: usize): ko format!("파일 {}개", grouped(count)), en plural(count, "file", "files");
    articles_in_files(articles: usize, files: usize):
        ko format!("파일 {}개의 기사 {}건", grouped(files), grouped(articles)),
        en format!("{} in {}", plural(articles, "article", "articles"), plural(files, "file", "files"));
}

/// Adds the share done and the time left to a text about a job; unchanged while nothing is done.
pub(in crate::view) fn with_time_left(
    text: String,
    done: usize,
    all: usize,
    took: Duration,
    lang: Lang,
) -> String {
    if done == 0 {
        return text;
    }
    let percent = 100 * done / all.max(1);
    let left = took.as_secs_f64() / done as f64 * all.saturating_sub(done) as f64;
    format!("{text} · {percent}% · {}", lang.time_left(left.ceil() as usize))
}
