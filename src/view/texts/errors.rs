//! What is said when the system or a file of the reader's own fails: what, why, and what to do.

use super::lang::Lang;
use super::text::{text, texts};
use super::words::{object, subject, topic, toward};
use crate::archive::OpenErrorReason;
use crate::library::{AbbreviationsError, LibraryError, StoreTrouble};
use crate::view::keys::KeyProblem;
use std::path::Path;

texts! {
    no_picker:
        ko "이 시스템에는 폴더를 고르는 창이 없습니다. 경로를 적어 여세요.",
        en "This system has no dialog for choosing a folder. Type its path instead.";
    no_original: ko "열 수 있는 원문 주소가 없습니다", en "There is no address that can be opened";
    too_many_to_copy:
        ko "한꺼번에 복사하기에는 기사가 너무 많습니다. 내보내기를 쓰세요.",
        en "These are too many articles to copy at once. Export them instead.";
    no_place_picker:
        ko "이 시스템에는 저장할 곳을 고르는 창이 없습니다. 경로를 적어 주세요.",
        en "This system has no dialog for choosing a place. Type its path instead.";
    address_not_opened:
        ko "브라우저를 열지 못했습니다. 주소를 복사해 여세요.",
        en "The browser could not be started. Copy the address instead.";

    cannot_open(path: &str, reason: &str):
        ko format!("{path}: 열 수 없습니다. {reason}"),
        en format!("{path} can't be opened. {reason}");
    not_cached(folder: &str, why: &str):
        ko format!(
            "{folder}에 읽은 내용을 저장하지 못했습니다({why}). 읽고 찾는 데는 지장이 없으며, 다음에 열 때 처음부터 다시 읽습니다."
        ),
        en format!(
            "What was read could not be stored in {folder} ({why}). Reading and searching work as ever; the next start reads everything again."
        );
    in_archive(path: &Path):
        ko format!("{}: 기사 폴더 안에는 아무것도 쓰지 않습니다. 폴더 밖의 자리를 고르세요.", path.display()),
        en format!(
            "{} lies in the folder of articles, which nothing is ever written to. Choose a place outside it.",
            path.display()
        );
    folder_not_shown(path: &str, error: &str):
        ko format!("파일 관리자를 열지 못했습니다 ({error}). 파일: {path}"),
        en format!("The file manager could not be started ({error}). The file is {path}");
    no_thread(error: &str):
        ko format!(
            "시스템의 자원이 모자라 일을 시작하지 못했습니다 ({error}). 다른 프로그램을 닫고 다시 해 보세요."
        ),
        en format!(
            "The system has no resources left for this ({error}). Close other programs and try again."
        );
}

impl Lang {
    /// Something of the reader's keys that was not understood.
    pub fn key_problem(self, problem: &KeyProblem) -> String {
        match problem {
            KeyProblem::NoCommand(name) => text!(
                self,
                ko format!("settings.yaml의 keys: 모르는 명령 {name}"),
                en format!("keys in settings.yaml: there is no command {name}")
            ),
            KeyProblem::NoKey(key, name) => text!(
                self,
                ko format!("settings.yaml의 keys: {name}의 모르는 글쇠 {key}"),
                en format!("keys in settings.yaml: {key} of {name} is no key")
            ),
            KeyProblem::Given(key, name) => text!(
                self,
                ko format!(
                    "settings.yaml의 keys: {name}의 글쇠 {} 다른 명령에 이미 주었습니다",
                    topic(key)
                ),
                en format!("keys in settings.yaml: {key} of {name} is given to another command already")
            ),
        }
    }

    /// Why a path could not be opened.
    pub fn open_error(self, reason: &OpenErrorReason) -> String {
        let known = match reason {
            OpenErrorReason::Absent => text!(
                self,
                ko "그런 폴더나 파일이 없습니다. 경로를 확인하세요.",
                en "Nothing is there. Check the path."
            ),
            OpenErrorReason::Forbidden => text!(
                self,
                ko "읽을 권한이 없습니다. 폴더의 권한을 확인하세요.",
                en "You may not read it. Check its permissions."
            ),
            OpenErrorReason::NotAFolder => text!(
                self,
                ko "폴더도 기사 파일도 아닙니다. 기사가 담긴 폴더를 고르세요.",
                en "It is neither a folder nor a file. Choose a folder of articles."
            ),
            OpenErrorReason::Io(error) => {
                return text!(
                    self,
                    ko format!("시스템이 알립니다: {error}"),
                    en format!("The system says: {error}")
                );
            }
        };
        known.to_owned()
    }

    /// A file of the reader's own that could not be used.
    pub fn library_error(self, error: &LibraryError) -> String {
        match error {
            LibraryError::SetAside(path, other) => text!(
                self,
                ko format!(
                    "{} 알아볼 수 없어 {} 옮겨 두고 새 파일로 시작합니다.",
                    object(&path.to_string_lossy()),
                    toward(&other.to_string_lossy())
                ),
                en format!(
                    "{} could not be understood. It was kept as {}, and a new file is begun.",
                    path.display(),
                    other.display()
                )
            ),
            LibraryError::Io(path, error) => text!(
                self,
                ko format!(
                    "{}: 읽거나 쓸 수 없습니다 ({error}). 설정이 저장되지 않을 수 있습니다.",
                    path.display()
                ),
                en format!("{} can't be read or written ({error}). Settings may not be kept.", path.display())
            ),
        }
    }

    /// The file of marks could not be used as it should be.
    pub fn store_trouble(self, trouble: &StoreTrouble) -> String {
        let path = trouble.path().to_string_lossy();
        match trouble {
            StoreTrouble::SetAside(_, other) => text!(
                self,
                ko format!(
                    "표시를 모아 둔 {} 깨져 {} 옮겨 두고 새로 시작합니다. 백업이 있으면 되살리세요.",
                    subject(&path),
                    toward(&other.to_string_lossy())
                ),
                en format!(
                    "{path}, which holds your marks, was damaged. It was kept as {}, and a new one was begun. Restore a backup if you have one.",
                    other.display()
                )
            ),
            StoreTrouble::Newer(_) => text!(
                self,
                ko format!(
                    "{} 더 새로운 판의 서고가 쓴 파일이라 읽기만 합니다. 서고를 새 판으로 바꾸세요.",
                    topic(&path)
                ),
                en format!(
                    "{path} was written by a newer version of Seogo and is only read. Update Seogo to change marks."
                )
            ),
            StoreTrouble::ReadOnly(_) => text!(
                self,
                ko format!("{path}에 쓸 권한이 없어 표시를 읽기만 합니다. 파일과 폴더의 권한을 확인하세요."),
                en format!(
                    "{path} may not be written, so marks are only read. Check the permissions of it and its folder."
                )
            ),
            StoreTrouble::Locked(_) => text!(
                self,
                ko format!(
                    "다른 프로그램이 {} 쓰고 있어 표시를 아직 저장하지 못했습니다. 잠시 뒤 다시 저장합니다.",
                    object(&path)
                ),
                en format!(
                    "Another program holds {path}. Your marks are not saved yet; saving is tried again in a moment."
                )
            ),
            StoreTrouble::Failed(_, why) => text!(
                self,
                ko format!(
                    "{path}에 표시를 저장하지 못했습니다 ({why}). 디스크의 남은 공간을 확인하세요. 잠시 뒤 다시 저장합니다."
                ),
                en format!(
                    "Marks could not be saved in {path} ({why}). Check the free space of the disk; saving is tried again in a moment."
                )
            ),
        }
    }

    /// What is wrong with the reader's own abbreviations.
    pub fn abbreviations_error(self, error: &AbbreviationsError) -> String {
        match error {
            AbbreviationsError::BadLines(path, lines) => text!(
                self,
                ko format!("{}: 알아볼 수 없는 줄을 빼고 씁니다 ({}째 줄).", path.display(), some_of(lines)),
                en format!(
                    "{}: lines that can't be understood are left out ({}).",
                    path.display(),
                    some_of(lines)
                )
            ),
            AbbreviationsError::Unread(path, error) => text!(
                self,
                ko format!("{}: 읽을 수 없어 처음부터 있는 약칭만 씁니다 ({error}).", path.display()),
                en format!("{} can't be read ({error}). The built-in abbreviations are used.", path.display())
            ),
        }
    }
}

/// The first few of some numbers.
fn some_of(numbers: &[usize]) -> String {
    let shown: Vec<String> = numbers.iter().take(5).map(usize::to_string).collect();
    let more = if numbers.len() > shown.len() { ", …" } else { "" };
    shown.join(", ") + more
}
