//! What is said of exports: the formats' names, how an export went, and why it did not.

use super::Lang;
use super::status::with_time_left;
use super::strings::{group_digits, strings};
use crate::engine::{ExportError, ExportReport};
use crate::export::{Format, TargetError};
use std::path::Path;
use std::time::Duration;

/// A format as a reader chooses it.
pub fn format_name(format: Format, lang: Lang) -> &'static str {
    match (format, lang) {
        (Format::Csv, Lang::Korean) => "표 (CSV)",
        (Format::Csv, Lang::English) => "Table (CSV)",
        (Format::JsonLines, _) => "JSON Lines",
        (Format::Markdown, Lang::Korean) => "마크다운 (폴더)",
        (Format::Markdown, Lang::English) => "Markdown (folder)",
        (Format::Text, Lang::Korean) => "텍스트",
        (Format::Text, Lang::English) => "Plain text",
        (Format::Bibtex, Lang::Korean) => "서지 (BibTeX)",
        (Format::Bibtex, Lang::English) => "Citations (BibTeX)",
        (Format::Ris, Lang::Korean) => "서지 (RIS)",
        (Format::Ris, Lang::English) => "Citations (RIS)",
        (Format::CslJson, Lang::Korean) => "서지 (CSL-JSON)",
        (Format::CslJson, Lang::English) => "Citations (CSL-JSON)",
    }
}

/// A scope of an export with how many articles it has.
pub fn export_scope(name: &str, count: usize, lang: Lang) -> String {
    let count = group_digits(count);
    match lang {
        Lang::Korean => format!("{name} {count}건"),
        Lang::English => format!("{name} ({count})"),
    }
}

/// The question whether something may be overwritten.
pub fn ask_to_overwrite(path: &Path, lang: Lang) -> String {
    match lang {
        Lang::Korean => format!("{}: 이미 있습니다. 같은 이름의 파일을 덮어쓸까요?", path.display()),
        Lang::English => format!("{} exists. Overwrite files of the same name?", path.display()),
    }
}

/// `내보내는 중: 7,999건 중 3,200건 · 40% · 2초 남음`: how far an export has come in the time that it `took` so far.
pub fn export_progress(done: usize, total: usize, took: Duration, lang: Lang) -> String {
    let (of, all) = (group_digits(done), group_digits(total));
    let text = match lang {
        Lang::Korean => format!("내보내는 중: {all}건 중 {of}건"),
        Lang::English => format!("Exporting: {of} of {all}"),
    };
    with_time_left(text, done, total, took, lang)
}

/// What an export came to, and where it lies.
pub fn export_done(report: &ExportReport, path: &str, lang: Lang) -> String {
    let written = group_digits(report.written);
    let said = match (lang, report.written) {
        (Lang::Korean, _) => format!("기사 {written}건을 내보냈습니다: {path}"),
        (Lang::English, 1) => format!("Exported 1 article: {path}"),
        (Lang::English, _) => format!("Exported {written} articles: {path}"),
    };
    match export_unread(report, lang) {
        Some(unread) => format!("{said}. {unread}"),
        None => said,
    }
}

/// That some articles were written without their body, where any were.
pub fn export_unread(report: &ExportReport, lang: Lang) -> Option<String> {
    let unread = group_digits(report.unread);
    (report.unread > 0).then(|| match lang {
        Lang::Korean => {
            format!("{unread}건은 파일을 읽을 수 없어 본문 없이 내보냈습니다. 폴더를 다시 읽어 보세요.")
        }
        Lang::English => {
            format!("The files of {unread} can't be read; they are without a body. Read the folder again.")
        }
    })
}

/// Why nothing can be exported to a place: what, why, and what to do.
pub fn target_error(error: &TargetError, lang: Lang) -> String {
    match (error, lang) {
        (TargetError::Exists(path), Lang::Korean) => {
            format!("{}: 이미 있습니다. 다른 이름을 쓰거나, 덮어쓰려면 --force를 붙이세요.", path.display())
        }
        (TargetError::Exists(path), Lang::English) => {
            format!("{} exists. Choose another name, or overwrite it with --force.", path.display())
        }
        (TargetError::InArchive(path), lang) => strings(lang).in_archive(path),
        (TargetError::OtherKind(path), Lang::Korean) => {
            format!("{}: 다른 종류의 것이 이미 있어 대신할 수 없습니다. 다른 이름을 쓰세요.", path.display())
        }
        (TargetError::OtherKind(path), Lang::English) => {
            format!("{} is of another kind and is not replaced. Choose another name.", path.display())
        }
        (TargetError::NoFolder(folder), Lang::Korean) => {
            format!("{}: 그런 폴더가 없습니다. 폴더를 먼저 만들거나 다른 곳을 고르세요.", folder.display())
        }
        (TargetError::NoFolder(folder), Lang::English) => {
            format!("{}: there is no such folder. Make it first, or choose another.", folder.display())
        }
        (TargetError::Io(path, why), Lang::Korean) => {
            format!("{}: 쓰지 못했습니다({why}). 빈자리와 폴더의 권한을 확인하세요.", path.display())
        }
        (TargetError::Io(path, why), Lang::English) => format!(
            "{} could not be written ({why}). Check that there is room and that you may write there.",
            path.display()
        ),
    }
}

/// Why an export to `path` came to nothing.
pub fn export_error(error: ExportError, path: &Path, lang: Lang) -> String {
    match error {
        ExportError::NoThread(why) => strings(lang).no_thread(&why.to_string()),
        ExportError::Write(why) => target_error(&TargetError::Io(path.to_owned(), why), lang),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_how_far_and_how_long() {
        let took = Duration::from_secs(4);
        let text = |done, lang| export_progress(done, 7999, took, lang);
        assert_eq!(text(3200, Lang::Korean), "내보내는 중: 7,999건 중 3,200건 · 40% · 6초 남음");
        assert_eq!(text(0, Lang::English), "Exporting: 0 of 7,999");
    }
}
