//! The texts of exports: the dialog, the formats' names, results and failures.

use super::lang::Lang;
use super::status::with_time_left;
use super::text::{text, texts};
use super::words::{grouped, plural};
use crate::export::ExportReport;
use crate::export::{ExportError, Format, Shortcomings, TargetError};
use std::path::Path;
use std::time::Duration;

texts! {
    export: ko "내보내기", en "Export";
    export_what: ko "대상", en "Articles";
    export_chosen: ko "선택한 기사", en "Selected articles";
    export_found: ko "검색 결과", en "Search results";
    export_list: ko "이 목록", en "This list";
    export_all: ko "모든 기사", en "All articles";
    export_format: ko "형식", en "Format";
    export_with_marks: ko "내 별표·태그·메모·형광펜도 넣기", en "Include my stars, tags, notes and highlights";
    export_where: ko "저장 위치", en "Save to";
    export_browse: ko "찾아보기…", en "Browse…";
    export_overwrite: ko "덮어쓰기", en "Overwrite";
    export_stopped: ko "내보내기를 중지했습니다. 저장하던 파일은 지웠습니다.", en "Export stopped. Nothing was kept.";
}

/// A format's name in the dialog.
pub fn format_name(format: Format, lang: Lang) -> &'static str {
    match format {
        Format::Csv | Format::ExcelCsv => text!(lang, ko "R·파이썬용 CSV", en "CSV for R and Python"),
        Format::Xlsx => "Excel",
        Format::JsonLines => "JSON Lines",
        Format::Markdown => text!(lang, ko "마크다운(폴더)", en "Markdown (folder)"),
        Format::Text => text!(lang, ko "텍스트", en "Plain text"),
        Format::Bibtex => text!(lang, ko "서지(BibTeX)", en "Citations (BibTeX)"),
        Format::Ris => text!(lang, ko "서지(RIS)", en "Citations (RIS)"),
        Format::Pdf => "PDF",
        Format::PdfFolder => text!(lang, ko "PDF(기사마다 한 파일)", en "PDF (folder)"),
        Format::Corpus => {
            text!(lang, ko "텍스트 분석용 말뭉치(폴더)", en "Corpus for text analysis (folder)")
        }
        Format::CslJson => text!(lang, ko "Zotero용 서지(CSL-JSON)", en "Citations for Zotero (CSL-JSON)"),
    }
}

/// A scope of an export, with its number of articles.
pub fn export_scope(name: &str, count: usize, lang: Lang) -> String {
    let count = grouped(count);
    text!(lang, ko format!("{name} {count}건"), en format!("{name} ({count})"))
}

/// The question whether to overwrite an existing file.
pub fn ask_to_overwrite(path: &Path, lang: Lang) -> String {
    let path = path.display();
    text!(
        lang,
        ko format!("{path} 파일이 이미 있습니다. 덮어쓸까요?"),
        en format!("{path} already exists. Overwrite it?")
    )
}

/// `내보내는 중 3,200/7,999건 · 40% · 2초 남음`: the progress of an export that has taken `took` so far.
pub fn export_progress(done: usize, total: usize, took: Duration, lang: Lang) -> String {
    let (of, all) = (grouped(done), grouped(total));
    let text = text!(
        lang,
        ko format!("내보내는 중 {of}/{all}건"),
        en format!("Exporting {of}/{all}")
    );
    with_time_left(text, done, total, took, lang)
}

/// The result of an export, and its path.
pub fn export_done(report: &ExportReport, path: &str, lang: Lang) -> String {
    let said = text!(
        lang,
        ko format!("기사 {}건을 내보냈습니다: {path}", grouped(report.written)),
        en format!("Exported {}: {path}", plural(report.written, "article", "articles"))
    );
    let notes = export_notes(report, lang);
    if notes.is_empty() { said } else { format!("{said}. {}", notes.join(" ")) }
}

/// Remarks on a finished export: what is missing, and what doesn't fit into a spreadsheet.
pub fn export_notes(report: &ExportReport, lang: Lang) -> Vec<String> {
    let Shortcomings { too_long, comments_left_out } = report.shortcomings;
    let notes = [
        export_unread(report.unread, lang),
        (too_long > 0).then(|| too_long_note(too_long, report.format, lang)),
        (comments_left_out > 0).then(|| comments_left_out_note(comments_left_out, lang)),
    ];
    notes.into_iter().flatten().collect()
}

fn too_long_note(count: usize, format: Format, lang: Lang) -> String {
    let (korean, english) = (grouped(count), plural(count, "article", "articles"));
    match format {
        Format::Xlsx => text!(
            lang,
            ko format!("{korean}건은 글이 Excel 셀의 한도(32,767자)에서 잘렸습니다. CSV에는 모두 담깁니다."),
            en format!("Cut at the limit of an Excel cell (32,767 characters): {english}. CSV holds all of the text.")
        ),
        _ => text!(
            lang,
            ko format!("{korean}건은 글이 32,767자를 넘어 스프레드시트의 셀 하나에 다 들어가지 않습니다. 파일에는 모두 있습니다."),
            en format!("Longer than a spreadsheet cell can show (32,767 characters): {english}. The file has all of the text.")
        ),
    }
}

fn comments_left_out_note(count: usize, lang: Lang) -> String {
    text!(
        lang,
        ko format!("댓글 {}개는 뺐습니다. --output으로 파일을 지정하면 옆의 -comments.csv에 담깁니다.", grouped(count)),
        en format!(
            "Left out: {}. With --output they go to a file of their own, NAME-comments.csv.",
            plural(count, "comment", "comments")
        )
    )
}

/// Says that some articles were written without their body, if any were.
fn export_unread(count: usize, lang: Lang) -> Option<String> {
    let unread = grouped(count);
    (count > 0).then(|| {
        text!(
            lang,
            ko format!("{unread}건은 파일을 읽지 못해 본문 없이 내보냈습니다. 폴더를 다시 읽어 보세요."),
            en format!("{unread} of them could not be read and have no body. Reload the folder.")
        )
    })
}

/// Why nothing can be exported to a path: what, why, and what to do.
pub fn target_error(error: &TargetError, lang: Lang) -> String {
    match error {
        TargetError::Exists(path) => {
            let path = path.display();
            text!(
                lang,
                ko format!("{path}: 이미 있습니다. 다른 이름을 쓰거나, 덮어쓰려면 --force를 붙이세요."),
                en format!("{path} exists. Choose another name, or overwrite it with --force.")
            )
        }
        TargetError::InArchive(path) => lang.in_archive(path),
        TargetError::OtherKind(path) => {
            let path = path.display();
            text!(
                lang,
                ko format!("{path}: 같은 이름의 다른 항목이 있어 덮어쓸 수 없습니다. 다른 이름을 쓰세요."),
                en format!("{path} is something else and can't be replaced. Choose another name.")
            )
        }
        TargetError::BrokenLink(path) => {
            let path = path.display();
            text!(
                lang,
                ko format!("{path}: 없는 파일을 가리키는 링크입니다. 다른 이름을 쓰세요."),
                en format!("{path} is a link to a file that isn't there. Choose another name.")
            )
        }
        TargetError::NoFolder(folder) => {
            let folder = folder.display();
            text!(
                lang,
                ko format!("{folder}: 폴더가 없습니다. 폴더를 먼저 만들거나 다른 위치를 선택하세요."),
                en format!("{folder}: no such folder. Create it first, or choose another.")
            )
        }
        TargetError::Io(path, why) => {
            let (path, (why, advice)) = (path.display(), lang.unwritable(why));
            text!(
                lang,
                ko format!("{path}: 저장하지 못했습니다({why}). {advice}"),
                en format!("Can't write {path} ({why}). {advice}")
            )
        }
    }
}

/// Why an export to `path` failed.
pub fn export_error(error: ExportError, path: &Path, lang: Lang) -> String {
    match error {
        ExportError::Target(error) => target_error(&error, lang),
        ExportError::NoThread(why) => lang.no_thread(&why.to_string()),
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
        assert_eq!(text(3200, Lang::Korean), "내보내는 중 3,200/7,999건 · 40% · 6초 남음");
        assert_eq!(text(0, Lang::English), "Exporting 0/7,999");
    }
}
