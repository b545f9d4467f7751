//! Messages for failures of the system or of the reader's own files: what failed, why, and what to do.

use super::lang::Lang;
use super::text::{text, texts};
use super::words::{grouped, object, subject, topic, toward};
use crate::archive::{CrawlLogError, OpenErrorReason};
use crate::formats::{ColumnError, ColumnField};
use crate::library::{AbbreviationsError, LibraryError, StoreTrouble};
use crate::view::keys::KeyProblem;
use std::io;
use std::path::Path;

texts! {
    no_picker:
        ko "이 시스템에서는 폴더나 파일을 선택하는 창을 열 수 없습니다. 경로를 입력하세요.",
        en "This system has no dialog for folders and files. Type the path instead.";
    no_original: ko "열 수 있는 원문 주소가 없습니다", en "No address that can be opened";
    too_many_to_copy:
        ko "한 번에 복사하기에는 기사가 너무 많습니다. 내보내기를 이용하세요.",
        en "Too many articles to copy at once. Export them instead.";
    no_place_picker:
        ko "이 시스템에서는 저장 창을 열 수 없습니다. 경로를 입력하세요.",
        en "This system has no save dialog. Type the path instead.";
    open_anyway: ko "열기", en "Open";
    ask_open_address(host: &str, user: &str):
        ko format!("이 주소는 {user}의 주소가 아닙니다. 열리는 곳은 {host}이며, 앞에 적힌 것은 로그인 이름일 뿐입니다. 그래도 열까요?"),
        en format!("This address does not lead to {user}, which is only a login name in it. It opens {host}. Open it anyway?");
    address_not_opened:
        ko "브라우저를 열지 못했습니다. 주소를 복사해 여세요.",
        en "Can't start the browser. Copy the address instead.";

    cannot_open(path: &str, reason: &str):
        ko format!("{path}: 열지 못했습니다. {reason}"),
        en format!("Can't open {path}. {reason}");
    not_cached(folder: &str, why: &str):
        ko format!(
            "읽은 내용을 {folder}에 저장하지 못했습니다({why}). 읽기와 검색에는 지장이 없으며, 다음에 열 때 처음부터 다시 읽습니다."
        ),
        en format!(
            "Can't write the cache in {folder} ({why}). Reading and searching still work; the next start reads everything again."
        );
    in_archive(path: &Path):
        ko format!("{}: 기사 폴더 안에는 아무것도 저장하지 않습니다. 폴더 밖의 위치를 선택하세요.", path.display()),
        en format!(
            "{} is inside the folder of articles, and nothing is ever written there. Choose a place outside it.",
            path.display()
        );
    folder_not_shown(path: &str, error: &str):
        ko format!("파일 관리자를 열지 못했습니다({error}). 파일: {path}"),
        en format!("Can't start the file manager ({error}). The file is {path}");
    no_thread(error: &str):
        ko format!(
            "시스템 자원이 모자라 작업을 시작하지 못했습니다({error}). 다른 프로그램을 닫고 다시 시도하세요."
        ),
        en format!(
            "The system is out of resources ({error}). Close other programs and try again."
        );

    marks_set_aside(path: &str, other: &str):
        ko format!(
            "내 기록이 든 {} 손상되어 {} 옮겨 두고 새로 시작합니다. 백업이 있으면 복원하세요.",
            subject(path),
            toward(other)
        ),
        en format!(
            "{path}, which holds your marks, is damaged. It was kept as {}, and a new file was started. Restore a backup if you have one.",
            other
        );
    marks_of_newer_version(path: &str):
        ko format!(
            "{} 더 새로운 버전의 서고에서 만든 파일이어서 읽기만 합니다. 서고를 업데이트하세요.",
            topic(path)
        ),
        en format!(
            "{path} was written by a newer version of Seogo and is only read. Update Seogo to change marks."
        );
    no_permission_for_marks(path: &str):
        ko format!("{path}에 쓸 권한이 없어 내 기록을 읽기만 합니다. 파일과 폴더의 권한을 확인하세요."),
        en format!(
            "No permission to write {path}, so marks are read-only. Check the permissions of the file and its folder."
        );
    marks_in_archive(path: &str):
        ko format!(
            "내 기록 파일 {} 지금 연 폴더 안에 있어 기록을 읽기만 합니다. 열린 폴더 안에는 아무것도 쓰지 않습니다.",
            subject(path)
        ),
        en format!(
            "{path}, which holds your marks, is in the open folder, where Seogo never writes, so marks are only read."
        );
    marks_replaced(path: &str):
        ko format!(
            "다른 프로그램이 내 기록 파일 {} 바꿔 놓았습니다. 이제 바뀐 파일의 기록을 보여 주고 그 파일에 저장합니다.",
            object(path)
        ),
        en format!(
            "Another program replaced {path}, which holds your marks. You now see the marks of the new file, and changes are saved there."
        );
    marks_set_aside_here(path: &str, other: &str):
        ko format!(
            "다른 프로그램이 내 기록 파일 {} 손상된 파일로 바꿨습니다. 그 파일은 {} 옮기고, 이 창에 있던 기록을 모두 담아 다시 만들었습니다.",
            object(path),
            toward(other)
        ),
        en format!(
            "{path}, which holds your marks, was replaced by a broken file, now {other}. It was written anew with all marks of \
             this window."
        );
    marks_left_unsaved(left: &str):
        ko format!("지난번에 저장하지 못한 기록이 {left}에 있습니다. ‘내 기록 복원’으로 되살릴 수 있습니다."),
        en format!("Marks that could not be saved last time are in {left}. Use Restore marks to bring them back.");
    marks_gone(path: &str):
        ko format!("내 기록 파일 {} 없어져, 이 창에 있던 기록을 모두 담아 다시 만들었습니다.", subject(path)),
        en format!(
            "{path}, which holds your marks, was removed. It was written anew with all marks of this window."
        );
    impossible_marks(path: &str, count: usize):
        ko format!(
            "내 기록 파일 {path}에서 값이 잘못된 {}개는 빼고 읽었습니다. 그 값은 파일에 그대로 있습니다.",
            grouped(count)
        ),
        en format!(
            "Entries of {path} with impossible values were left out ({}). They stay in the file as they are.",
            grouped(count)
        );
    marks_locked(path: &str):
        ko format!(
            "다른 프로그램이 {} 쓰고 있어 내 기록을 아직 저장하지 못했습니다. 잠시 뒤 다시 저장합니다.",
            object(path)
        ),
        en format!(
            "Another program is using {path}. Your marks are not saved yet; Seogo will try again in a moment."
        );
    marks_not_saved(path: &str, why: &str):
        ko format!(
            "내 기록을 {path}에 저장하지 못했습니다({why}). 디스크의 남은 공간을 확인하세요. 잠시 뒤 다시 저장합니다."
        ),
        en format!(
            "Can't save marks to {path} ({why}). Check the free disk space; Seogo will try again in a moment."
        );
}

impl Lang {
    /// Why the system refused, as a clause; its own message where nothing better is known.
    fn system_reason(self, error: &io::Error) -> String {
        let known = match error.kind() {
            io::ErrorKind::NotFound => {
                text!(self, ko "그런 폴더나 파일이 없습니다", en "no such folder or file")
            }
            io::ErrorKind::NotADirectory => {
                text!(self, ko "경로 중간에 폴더가 아닌 것이 있습니다", en "part of the path isn't a folder")
            }
            io::ErrorKind::IsADirectory => text!(self, ko "폴더입니다", en "it is a folder"),
            io::ErrorKind::PermissionDenied => text!(self, ko "권한이 없습니다", en "permission denied"),
            io::ErrorKind::InvalidFilename => {
                text!(self, ko "이름이 너무 길거나 쓸 수 없는 이름입니다", en "the name is too long or not allowed")
            }
            io::ErrorKind::FileTooLarge => text!(self, ko "파일이 너무 큽니다", en "the file is too large"),
            io::ErrorKind::StorageFull => text!(self, ko "남은 공간이 없습니다", en "no space is left"),
            // Ours for pipes and devices in place of the reader's own files; file systems say it of what they can't do.
            io::ErrorKind::Unsupported if error.raw_os_error().is_none() => {
                text!(self, ko "일반 파일이 아닙니다", en "not a regular file")
            }
            // If a library added a path, the error's kind is the message without it.
            kind if error.raw_os_error().is_none() && kind != io::ErrorKind::Other => {
                return kind.to_string();
            }
            _ => return error.to_string(),
        };
        known.to_owned()
    }

    /// Why something can't be written, as a clause, and advice, as a sentence. The system's own message may
    /// name a temporary file that the reader has never heard of.
    pub fn unwritable(self, error: &io::Error) -> (String, &'static str) {
        let fixed = |why: &str, advice| (why.to_owned(), advice);
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => text!(
                self,
                ko fixed("남은 공간이 없습니다", "공간을 비우거나 다른 위치를 선택하세요."),
                en fixed("no space is left", "Free some space or choose another place.")
            ),
            io::ErrorKind::PermissionDenied => text!(
                self,
                ko fixed("쓸 권한이 없습니다", "폴더의 권한을 확인하거나 다른 위치를 선택하세요."),
                en fixed("permission denied", "Check the folder's permissions or choose another place.")
            ),
            io::ErrorKind::ReadOnlyFilesystem => text!(
                self,
                ko fixed("읽기 전용 디스크입니다", "다른 위치를 선택하세요."),
                en fixed("the disk is read-only", "Choose another place.")
            ),
            io::ErrorKind::InvalidFilename => (
                self.system_reason(error),
                text!(self, ko "더 짧은 이름을 쓰세요.", en "Choose a shorter name."),
            ),
            _ => (
                self.system_reason(error),
                text!(self, ko "다른 위치를 선택하세요.", en "Choose another place."),
            ),
        }
    }

    /// A problem with the reader's key bindings.
    pub fn key_problem(self, problem: &KeyProblem) -> String {
        match problem {
            KeyProblem::NoCommand(name) => text!(
                self,
                ko format!("settings.yaml의 keys: {name}: 없는 명령입니다"),
                en format!("keys in settings.yaml: no command {name}")
            ),
            KeyProblem::NoKey(key, name) => text!(
                self,
                ko format!("settings.yaml의 keys: {name}의 {key}: 없는 키입니다"),
                en format!("keys in settings.yaml: {key} for {name} isn't a key")
            ),
            KeyProblem::Given(key, name) => text!(
                self,
                ko format!("settings.yaml의 keys: {name}에 지정한 키 {key}는 이미 다른 명령의 단축키입니다"),
                en format!("keys in settings.yaml: {key} for {name} is already taken by another command")
            ),
        }
    }

    /// Why a path could not be opened.
    pub fn open_error(self, reason: &OpenErrorReason) -> String {
        let known = match reason {
            OpenErrorReason::Absent => text!(
                self,
                ko "폴더나 파일이 없습니다. 경로를 확인하세요.",
                en "No such folder or file. Check the path."
            ),
            OpenErrorReason::Forbidden => text!(
                self,
                ko "읽을 권한이 없습니다. 폴더의 권한을 확인하세요.",
                en "Permission denied. Check its permissions."
            ),
            OpenErrorReason::NotAFolder => text!(
                self,
                ko "폴더도 기사 파일도 아닙니다. 기사가 든 폴더를 선택하세요.",
                en "Neither a folder nor an article file. Choose a folder of articles."
            ),
            OpenErrorReason::Io(error) => {
                let why = self.system_reason(error);
                return text!(
                    self,
                    ko format!("읽지 못했습니다({why}). 경로를 확인하세요."),
                    en format!("It can't be read ({why}). Check the path.")
                );
            }
        };
        known.to_owned()
    }

    /// Why the crawler's database beside an archive is left out.
    pub fn crawl_log_error(self, path: &str, error: &CrawlLogError) -> String {
        match error {
            CrawlLogError::Unreadable(error) => {
                let why = self.system_reason(error);
                text!(
                    self,
                    ko format!("{path}: 수집기의 데이터베이스를 읽지 못해 제외했습니다({why}). 링크가 아닌 일반 파일이어야 합니다."),
                    en format!("{path}: can't read the crawler's database, so it is left out ({why}). It has to be a regular file and no link.")
                )
            }
            CrawlLogError::TooLarge => text!(
                self,
                ko format!("{path}: 수집기의 데이터베이스가 2GB보다 커서 제외했습니다."),
                en format!("{path}: the crawler's database is larger than 2 GB, so it is left out.")
            ),
            CrawlLogError::Changing => text!(
                self,
                ko format!("{path}: 수집기가 쓰고 있어 제외했습니다. 수집이 끝난 뒤 다시 실행하세요."),
                en format!("{path}: the crawler keeps writing its database, so it is left out. Try again when it is done.")
            ),
            CrawlLogError::Damaged => text!(
                self,
                ko format!("{path}: 수집기의 데이터베이스가 손상되어 제외했습니다."),
                en format!("{path}: the crawler's database is damaged, so it is left out.")
            ),
            CrawlLogError::OtherForm => text!(
                self,
                ko format!("{path}: 아는 형식의 수집기 데이터베이스가 아니어서 제외했습니다."),
                en format!("{path}: this is no database of the crawler in a form that is known, so it is left out.")
            ),
        }
    }

    /// Why a choice of columns can't be used.
    pub fn column_error(self, error: &ColumnError) -> String {
        let fields = ColumnField::ALL.map(ColumnField::name).join(", ");
        match error {
            ColumnError::Form(part) => text!(
                self,
                ko format!("필드=열이 아닙니다: '{part}'. title=A,text=C처럼 쓰세요."),
                en format!("'{part}' is not FIELD=COLUMN. Write it like title=A,text=C.")
            ),
            ColumnError::Field(name) => text!(
                self,
                ko format!("'{name}' 필드는 없습니다. 쓸 수 있는 필드: {fields}"),
                en format!("There is no field '{name}'. Fields: {fields}")
            ),
            ColumnError::Twice(name) => text!(
                self,
                ko format!("'{name}'의 지정이 겹칩니다. 필드마다 서로 다른 열을 하나씩 지정하세요."),
                en format!("'{name}' is given twice. Give each field one column of its own.")
            ),
            ColumnError::NoText => text!(
                self,
                ko "제목(title)이나 본문(text)의 열이 있어야 합니다.".to_owned(),
                en "Choose a column for the title or the text.".to_owned()
            ),
        }
    }

    /// One of the reader's own files can't be used.
    pub fn library_error(self, error: &LibraryError) -> String {
        match error {
            LibraryError::SetAside(path, other) => text!(
                self,
                ko format!(
                    "{} 읽을 수 없어 {} 옮겨 두고 새 파일로 시작합니다.",
                    object(&path.to_string_lossy()),
                    toward(&other.to_string_lossy())
                ),
                en format!(
                    "{} can't be understood. It was kept as {}, and a new file was started.",
                    path.display(),
                    other.display()
                )
            ),
            LibraryError::InArchive(path) => text!(
                self,
                ko format!(
                    "{} 지금 연 폴더 안에 있어 저장하지 않습니다. 열린 폴더 안에는 아무것도 쓰지 않습니다.",
                    topic(&path.to_string_lossy())
                ),
                en format!(
                    "{} is in the open folder, where Seogo never writes, so it is not saved.",
                    path.display()
                )
            ),
            LibraryError::Io(path, error) => text!(
                self,
                ko format!(
                    "{}: 읽거나 쓰지 못했습니다({}). 설정이 저장되지 않을 수 있습니다.",
                    path.display(),
                    self.system_reason(error)
                ),
                en format!(
                    "Can't read or write {} ({}). Settings may not be saved.",
                    path.display(),
                    self.system_reason(error)
                )
            ),
        }
    }

    /// A problem with the marks database.
    pub fn store_trouble(self, trouble: &StoreTrouble) -> String {
        let path = &trouble.path().to_string_lossy();
        match trouble {
            StoreTrouble::SetAside(_, other) => self.marks_set_aside(path, &other.to_string_lossy()),
            StoreTrouble::SetAsideHere(_, other) => self.marks_set_aside_here(path, &other.to_string_lossy()),
            StoreTrouble::LeftUnsaved(_, left) => self.marks_left_unsaved(&left.to_string_lossy()),
            StoreTrouble::Newer(_) => self.marks_of_newer_version(path),
            StoreTrouble::ReadOnly(_) => self.no_permission_for_marks(path),
            StoreTrouble::InArchive(_) => self.marks_in_archive(path),
            StoreTrouble::Replaced(_) => self.marks_replaced(path),
            StoreTrouble::Gone(_) => self.marks_gone(path),
            StoreTrouble::ImpossibleRows(_, count) => self.impossible_marks(path, *count),
            StoreTrouble::Locked(_) => self.marks_locked(path),
            StoreTrouble::Failed(_, why) => self.marks_not_saved(path, why),
        }
    }

    /// Why a command that needs the reader's marks gives up.
    pub fn marks_unread(self, trouble: &StoreTrouble) -> String {
        let path = trouble.path().display();
        let why = match trouble {
            StoreTrouble::Newer(_) => {
                text!(self, ko "더 새로운 버전의 서고가 쓴 파일", en "written by a newer version of Seogo")
            }
            StoreTrouble::Locked(_) => {
                text!(self, ko "다른 프로그램이 쓰는 중", en "in use by another program")
            }
            StoreTrouble::Failed(_, why) => why,
            _ => "",
        };
        let why = if why.is_empty() { String::new() } else { format!(" ({why})") };
        text!(
            self,
            ko format!("내 기록이 있어야 답할 수 있는데 읽지 못했습니다: {path}{why}"),
            en format!("This needs your marks, which can't be read: {path}{why}")
        )
    }

    /// A problem with the reader's own stop words or compounds.
    pub fn own_words_error(self, error: &AbbreviationsError) -> String {
        match error {
            AbbreviationsError::BadLines(..) => self.abbreviations_error(error),
            AbbreviationsError::Unread(path, error) => text!(
                self,
                ko format!("{}: 읽지 못해 쓰지 않습니다({error}).", path.display()),
                en format!("Can't read {} ({error}). Going on without it.", path.display())
            ),
        }
    }

    /// A problem with the reader's own abbreviations.
    pub fn abbreviations_error(self, error: &AbbreviationsError) -> String {
        match error {
            AbbreviationsError::BadLines(path, lines) => text!(
                self,
                ko format!("{}: 알아볼 수 없는 줄은 빼고 씁니다({}번째 줄).", path.display(), some_of(lines)),
                en format!(
                    "{}: skipping lines that can't be understood ({}).",
                    path.display(),
                    some_of(lines)
                )
            ),
            AbbreviationsError::Unread(path, error) => text!(
                self,
                ko format!("{}: 읽지 못해 기본 약칭만 씁니다({error}).", path.display()),
                en format!("Can't read {} ({error}). Using the built-in abbreviations only.", path.display())
            ),
        }
    }
}

/// The first few of these numbers.
fn some_of(numbers: &[usize]) -> String {
    let shown: Vec<String> = numbers.iter().take(5).map(usize::to_string).collect();
    let more = if numbers.len() > shown.len() { ", …" } else { "" };
    shown.join(", ") + more
}
