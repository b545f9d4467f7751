//! What is said of search servers: what can't be reached or asked, what publishing would do, and how it went.

use super::lang::Lang;
use super::text::{text, texts};
use super::words::{grouped, plural};
use crate::cluster::{AddressFault, Trouble};

texts! {
    cluster_address(address: &str, fault: AddressFault):
        ko format!("{address}: {}", match fault {
            AddressFault::NotAnAddress => "주소가 아닙니다. https://호스트/색인으로 적으세요.",
            AddressFault::HasUserInfo => "주소에 사용자 이름이나 암호를 적지 마세요. SEOGO_CLUSTER_USER와 SEOGO_CLUSTER_PASSWORD를 쓰세요.",
            AddressFault::NoIndex => "색인 이름이 없습니다. https://호스트/색인으로 적으세요.",
            AddressFault::BadIndex => "색인 이름이 잘못되었습니다. 영문 소문자, 숫자와 - _ . +만 쓸 수 있습니다.",
            AddressFault::Unencrypted => "암호화되지 않은 연결입니다. https를 쓰거나, 그래도 되면 --insecure-http를 붙이세요.",
        }),
        en format!("{address}: {}", match fault {
            AddressFault::NotAnAddress => "not an address. Write https://HOST/INDEX.",
            AddressFault::HasUserInfo => "an address must not hold a user name or password. Use SEOGO_CLUSTER_USER and SEOGO_CLUSTER_PASSWORD.",
            AddressFault::NoIndex => "it has no index name. Write https://HOST/INDEX.",
            AddressFault::BadIndex => "not the name of an index. It may have lowercase letters, digits and - _ . + only.",
            AddressFault::Unencrypted => "the connection would not be encrypted. Use https, or add --insecure-http if that is acceptable.",
        });
    cluster_trouble(server: &str, trouble: &Trouble):
        ko format!("{server}: {}", trouble_in_korean(trouble)),
        en format!("{server}: {}", trouble_in_english(trouble));
    certificate_unknown:
        ko "모르는 인증서입니다. 지문이 서버 관리자가 알려 준 것과 같은지 확인하세요. 확인하지 않고 믿으면 다른 사람이 통신을 엿볼 수 있습니다.",
        en "The certificate is unknown. Compare its fingerprint with what the server's administrator says; trusted unchecked, it may be someone else's who reads along.";
    certificate_changed:
        ko "믿었던 인증서가 다른 것으로 바뀌었습니다. 서버 관리자에게 새 지문을 확인하세요. 확인하지 않고 믿으면 다른 사람이 통신을 엿볼 수 있습니다.",
        en "The certificate is not the one that you trusted. Ask the server's administrator about the new fingerprint; trusted unchecked, it may be someone else's who reads along.";
    cluster_newer(address: &str):
        ko format!("{address}: 더 새로운 버전의 서고에서 만든 색인입니다. 서고를 업데이트하세요."),
        en format!("{address} was published by a newer version of Seogo. Update Seogo to read it.");
    cluster_taken(address: &str):
        ko format!("{address}: 서고가 만들지 않은 색인이나 별칭이 이 이름을 쓰고 있어 손대지 않았습니다. 다른 이름을 쓰세요."),
        en format!("{address}: the name belongs to an index or alias that Seogo didn't publish, so it was left alone. Choose another name.");
    cluster_other(address: &str):
        ko format!("{address}: 서고가 모르는 형식의 색인입니다. 어느 필드가 제목이고 본문인지 --columns title=필드,text=필드로 알려 주세요."),
        en format!("{address}: an index of a form that Seogo doesn't know. Say which fields have titles and texts: --columns title=FIELD,text=FIELD.");
    cluster_not_one(address: &str):
        ko format!("{address}: 색인 하나를 가리키지 않거나 문서가 없습니다. 다른 색인을 여세요."),
        en format!("{address} is not a single index, or has no documents. Open another one.");
    cluster_locked(address: &str):
        ko format!("{address}: 다른 곳에서 게시하고 있습니다. 끝난 뒤 다시 실행하세요. 10분 동안 소식이 없으면 이어받을 수 있습니다."),
        en format!("{address}: someone else is publishing to it. Try again when that is done; if it stays silent for ten minutes, it can be taken over.");
    cluster_for_folders(command: &str):
        ko format!("seogo {command}: 폴더에서만 쓸 수 있습니다. 먼저 seogo export 주소 --format markdown --output 폴더로 내려받으세요."),
        en format!("seogo {command} is for folders. First run `seogo export URL --format markdown --output FOLDER`.");
    cluster_id_after_file(id: &str):
        ko format!("‘{id}’: 기사 ID는 서버 주소 뒤에만 쓸 수 있습니다."),
        en format!("unexpected argument '{id}': an article's ID can only follow the URL of an index");
    cluster_being_published:
        ko "색인을 갱신하는 중입니다. 마지막 갱신 때의 내용으로 답합니다.",
        en "The index is being brought up to date; answers are as of its last update.";
    cluster_server_words:
        ko "서버가 나눈 단어로 찾습니다. 단어의 일부로는 찾지 못합니다.",
        en "Finds by the server's words, not inside words.";
    cluster_masked(count: usize):
        ko format!("메일 주소를 가린 색인입니다. 본문 {}건은 가린 곳이 있어 확인할 수 없습니다.", grouped(count)),
        en format!("E-mail addresses are masked in this index; {} can't be checked.", plural(count, "masked text", "masked texts"));
    cluster_no_article(article: &str):
        ko format!("{article}: 기사를 찾을 수 없습니다. 기사 ID는 seogo list --json으로, 경로는 seogo list로 볼 수 있습니다."),
        en format!("{article}: no such article. See `seogo list --json` for ids and `seogo list` for paths.");
    cluster_show_what:
        ko "서버의 기사는 기사 ID나 경로로 지정합니다: seogo show 주소 기사ID",
        en "Name an article of an index by its id or path: seogo show URL ID";
    cluster_no_raw:
        ko "색인에는 파일의 바이트가 없습니다. --raw를 빼세요.",
        en "An index doesn't have the bytes of files; leave out --raw.";
    cluster_other_url(expected: &str):
        ko format!("SEOGO_CLUSTER_URL은 {expected}입니다. 암호는 그 주소에만 보냅니다."),
        en format!("SEOGO_CLUSTER_URL is {expected}; the password is sent to no other address.");
    cluster_open_password:
        ko "암호화되지 않은 연결로는 암호를 보내지 않습니다. https를 쓰세요.",
        en "A password is never sent over an unencrypted connection. Use https.";
    cluster_half_login:
        ko "SEOGO_CLUSTER_USER와 SEOGO_CLUSTER_PASSWORD는 함께 정해야 합니다.",
        en "SEOGO_CLUSTER_USER and SEOGO_CLUSTER_PASSWORD have to be set together.";

    publish_about:
        ko "폴더를 검색 서버(OpenSearch, Elasticsearch)의 색인으로 게시하거나 갱신한다",
        en "Publish a folder into an index of a search server (OpenSearch, Elasticsearch), or bring it up to date";
    publish_url: ko "색인의 주소: https://호스트[:포트]/색인", en "Address of the index: https://HOST[:PORT]/INDEX";
    publish_shards: ko "샤드의 수. 바꾸면 새 색인을 만든다", en "How many shards; a change makes a new index";
    publish_replicas: ko "샤드마다 둘 사본의 수", en "How many copies of each shard";
    publish_yes: ko "묻지 않고 게시한다", en "Don't ask before the first publish";
    publish_comments: ko "독자 댓글도 게시한다", en "Publish the readers' comments, too";
    publish_emails: ko "기자의 메일 주소도 게시한다", en "Publish the authors' e-mail addresses, too";
    publish_mask: ko "메일 주소를 어디에 있든 ■로 가린다", en "Write e-mail addresses as ■, wherever they stand";
    cluster_ca: ko "시스템의 것 대신 믿을 인증 기관의 PEM 파일", en "PEM file of certificate authorities to trust instead of the system's";
    cluster_fingerprint: ko "믿을 인증서의 SHA-256 지문", en "SHA-256 fingerprint of a certificate to trust";
    cluster_insecure: ko "암호화되지 않은 연결을 다른 컴퓨터에도 허용한다", en "Allow an unencrypted connection to another machine";
    cluster_show_article: ko "색인에서 볼 기사의 ID나 경로", en "Id or path of the article of an index";
    export_written(done: usize):
        ko format!("내보내는 중 {}건", grouped(done)),
        en format!("Exporting {}", grouped(done));
    publish_needs_answer:
        ko "처음 게시할 때는 확인이 필요합니다. 터미널에서 실행하거나 --yes를 붙이세요.",
        en "The first publish needs a confirmation. Run it on a terminal, or add --yes.";
    publish_declined: ko "게시하지 않았습니다.", en "Nothing was published.";
    publish_progress(done: usize, all: usize):
        ko format!("게시 중 {}/{}건", grouped(done), grouped(all)),
        en format!("Publishing {}/{}", grouped(done), grouped(all));
    publish_done(new: usize, changed: usize, same: usize, gone: usize):
        ko format!("추가 {}건, 수정 {}건, 그대로 {}건, 삭제 {}건", grouped(new), grouped(changed), grouped(same), grouped(gone)),
        en format!("{} new, {} changed, {} unchanged, {} deleted", grouped(new), grouped(changed), grouped(same), grouped(gone));
    publish_unread(count: usize):
        ko format!("{}건은 파일을 읽지 못했습니다. 색인에 있던 내용은 그대로 두었습니다.", grouped(count)),
        en format!("{} could not be read. What the index had of {} was kept.", plural(count, "article", "articles"), if count == 1 { "it" } else { "them" });
    publish_unlisted(count: usize):
        ko format!("열지 못한 폴더에 있던 기사 {}건은 색인에 그대로 두었습니다.", grouped(count)),
        en format!("{} of folders that could not be listed stayed in the index.", plural(count, "article", "articles"));
    publish_refused(count: usize, why: &str):
        ko format!("서버가 {}건을 받지 않았습니다({why}). 나머지는 게시했습니다.", grouped(count)),
        en format!("The server refused {} ({why}). The others were published.", plural(count, "article", "articles"));
    publish_cancelled:
        ko "게시를 중지했습니다. 다시 실행하면 이어서 합니다.",
        en "Publishing was stopped. Run it again to go on.";
}

/// What a publish would send, for the question before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ToPublish<'a> {
    pub server: &'a str,
    pub index: &'a str,
    /// How many texts.
    pub texts: usize,
    /// How many of them hold an e-mail address.
    pub with_email: usize,
    /// How many are from the national corpus (모두의 말뭉치).
    pub of_corpus: usize,
    /// How many are from the news archive BigKinds (빅카인즈).
    pub of_bigkinds: usize,
    /// How many have comments that are sent, too; 0 if none are.
    pub with_comments: usize,
}

/// The question before the first publish.
pub fn publish_question(what: ToPublish<'_>, lang: Lang) -> String {
    let ToPublish { server, index, texts, with_email, of_corpus, of_bigkinds, with_comments } = what;
    let parts = [
        (with_email, "메일 주소가 든 본문", "hold an e-mail address"),
        (of_corpus, "모두의 말뭉치(재배포 제한)", "are from 모두의 말뭉치, which restricts distribution"),
        (of_bigkinds, "빅카인즈(재배포 제한)", "are from 빅카인즈, which restricts distribution"),
        (with_comments, "독자 댓글이 함께 가는 기사", "go with readers' comments"),
    ];
    let parts = parts.into_iter().filter(|(count, ..)| *count > 0);
    match lang {
        Lang::Korean => {
            let parts: Vec<_> =
                parts.map(|(count, what, _)| format!("{what} {}건", grouped(count))).collect();
            let more = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
            let texts = grouped(texts);
            format!(
                "{server}의 색인 {index}에 기사 {texts}건을 게시합니다{more}. 그 서버를 읽을 수 있는 사람은 모두 볼 수 있습니다. 계속할까요? [y/N] "
            )
        }
        Lang::English => {
            let parts: Vec<_> = parts.map(|(count, _, what)| format!("{} {what}", grouped(count))).collect();
            let more =
                if parts.is_empty() { String::new() } else { format!(" Of these, {}.", parts.join(", ")) };
            let texts = plural(texts, "text", "texts");
            format!(
                "Publish {texts} to the index {index} on {server}?{more} Everyone who may read that server can read them. [y/N] "
            )
        }
    }
}

impl Lang {
    /// Why a server can't be opened, in its dialog. `had_login`: a login was sent.
    pub fn server_trouble(self, trouble: &Trouble, had_login: bool) -> String {
        match trouble {
            Trouble::NeedsLogin if had_login => text!(self,
                ko "사용자 이름이나 암호가 맞지 않습니다. 다시 입력하세요.",
                en "The user or the password is wrong. Type them again.")
            .to_owned(),
            Trouble::NeedsLogin => text!(self,
                ko "로그인이 필요합니다. 사용자 이름과 암호를 입력하세요.",
                en "The server asks for a login. Type a user and a password.")
            .to_owned(),
            Trouble::NoIndex => text!(self,
                ko "색인을 찾을 수 없습니다. 이름을 확인하거나, 비워 두고 목록에서 선택하세요.",
                en "There is no such index. Check its name, or leave it empty to choose from a list.")
            .to_owned(),
            trouble => sentence(match self {
                Self::Korean => trouble_in_korean(trouble),
                Self::English => trouble_in_english(trouble),
            }),
        }
    }

    /// What is wrong with an address in the dialog for a server.
    pub fn server_fault(self, fault: AddressFault) -> &'static str {
        match fault {
            AddressFault::NotAnAddress => text!(self,
                ko "주소가 아닙니다. https://호스트로 적으세요.",
                en "This is not an address. Write https://HOST."),
            AddressFault::HasUserInfo => text!(self,
                ko "주소에 사용자 이름이나 암호를 적지 마세요. 아래 칸에 입력하세요.",
                en "An address must not hold a user or password. Type them in the fields below."),
            AddressFault::NoIndex => text!(self, ko "색인 이름을 적으세요.", en "Type the name of an index."),
            AddressFault::BadIndex => text!(self,
                ko "색인 이름이 잘못되었습니다. 영문 소문자, 숫자와 - _ . +만 쓸 수 있습니다.",
                en "This can't be the name of an index, which has small letters, digits and - _ . + only."),
            AddressFault::Unencrypted => text!(self,
                ko "암호화되지 않은 연결입니다. https를 쓰거나, 그래도 되면 아래에서 허용하세요.",
                en "The connection would not be encrypted. Use https, or allow it below if that is acceptable."),
        }
    }
}

/// A sentence that starts with a capital.
fn sentence(text: String) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn trouble_in_korean(trouble: &Trouble) -> String {
    match trouble {
        Trouble::NoSuchHost => "호스트를 찾을 수 없습니다. 주소와 네트워크를 확인하세요.".into(),
        Trouble::Refused => "연결을 거부했습니다. 서버가 켜져 있는지, 포트가 맞는지 확인하세요.".into(),
        Trouble::Cut(why) => format!("연결이 끊겼습니다({why}). 잠시 뒤 다시 시도하세요."),
        Trouble::TooSlow => "제때 답하지 않았습니다. 잠시 뒤 다시 시도하세요.".into(),
        Trouble::Certificate { fingerprint, .. } => format!(
            "모르는 인증서입니다(SHA-256 {fingerprint}). 서버 관리자에게 지문을 확인한 뒤 --fingerprint로 신뢰하거나 --ca로 인증 기관을 지정하세요. 확인하지 않고 신뢰하면 다른 사람이 통신을 엿볼 수 있습니다."
        ),
        Trouble::NotEncrypted => {
            "그 포트의 서버는 https로 답하지 않습니다. 포트를 확인하거나, 이 컴퓨터의 서버라면 http로 적으세요.".into()
        }
        Trouble::CertificateFile(why) => {
            format!("인증서 파일을 쓸 수 없습니다({why}). PEM 파일을 지정하세요.")
        }
        Trouble::Redirected => {
            "다른 주소로 보내려 해서 따르지 않았습니다. 서버의 주소를 직접 적으세요.".into()
        }
        Trouble::NotASearchServer => {
            "검색 서버(OpenSearch, Elasticsearch)가 아닙니다. 주소를 확인하세요.".into()
        }
        Trouble::NeedsLogin => {
            "로그인이 필요합니다. SEOGO_CLUSTER_USER와 SEOGO_CLUSTER_PASSWORD를 확인하세요.".into()
        }
        Trouble::NotPermitted => "이 사용자에게는 권한이 없습니다. 서버 관리자에게 문의하세요.".into(),
        Trouble::NoIndex => "색인을 찾을 수 없습니다. 이름을 확인하거나 seogo publish로 만드세요.".into(),
        Trouble::MomentLost => "읽는 동안 서버가 색인의 상태를 잃었습니다. 다시 시도하세요.".into(),
        Trouble::Conflict => "그사이 다른 곳에서 바꾸었습니다. 다시 시도하세요.".into(),
        Trouble::Busy => "서버가 바쁩니다. 잠시 뒤 다시 시도하세요.".into(),
        Trouble::TooLarge => "요청이 서버가 받는 것보다 큽니다. 조건을 줄이세요.".into(),
        Trouble::AnswerTooLarge => "답이 너무 커서 받지 않았습니다. 조건을 줄이세요.".into(),
        Trouble::NotUnderstood => "검색 서버의 답이 아닙니다. 주소와, 앞에 있는 프록시를 확인하세요.".into(),
        Trouble::Partial => {
            "색인의 일부가 답하지 않아 전체를 알 수 없습니다. 서버의 상태를 확인하고 다시 시도하세요.".into()
        }
        Trouble::Refusal(why) => format!("서버가 거절했습니다({why})."),
    }
}

fn trouble_in_english(trouble: &Trouble) -> String {
    match trouble {
        Trouble::NoSuchHost => "no such host. Check the address and the network.".into(),
        Trouble::Refused => "the connection was refused. Check that the server runs and the port is right.".into(),
        Trouble::Cut(why) => format!("the connection broke off ({why}). Try again in a moment."),
        Trouble::TooSlow => "no answer in time. Try again in a moment.".into(),
        Trouble::Certificate { fingerprint, .. } => format!(
            "the certificate is unknown (SHA-256 {fingerprint}). Compare it with what the server's administrator says, then trust it with --fingerprint, or name its authority with --ca. If you trust it unchecked, someone may be reading along."
        ),
        Trouble::NotEncrypted => "the server doesn't speak https at that port. Check the port, or write http if the server is on this machine.".into(),
        Trouble::CertificateFile(why) => format!("the certificate file can't be used ({why}). Name a PEM file."),
        Trouble::Redirected => "it redirects elsewhere, which is not followed. Write the server's own address.".into(),
        Trouble::NotASearchServer => "not a search server (OpenSearch, Elasticsearch). Check the address.".into(),
        Trouble::NeedsLogin => "it asks for a login. Check SEOGO_CLUSTER_USER and SEOGO_CLUSTER_PASSWORD.".into(),
        Trouble::NotPermitted => "this user has no permission. Ask the server's administrator.".into(),
        Trouble::NoIndex => "no such index. Check the name, or make it with `seogo publish`.".into(),
        Trouble::MomentLost => "it lost the state of the index while that was read. Try again.".into(),
        Trouble::Conflict => "someone else changed it in the meantime. Try again.".into(),
        Trouble::Busy => "the server is busy. Try again in a moment.".into(),
        Trouble::TooLarge => "the request is larger than the server accepts. Narrow the query.".into(),
        Trouble::AnswerTooLarge => "the answer is too large. Narrow the query.".into(),
        Trouble::NotUnderstood => "not the answer of a search server. Check the address, and any proxy in front of it.".into(),
        Trouble::Partial => "only part of the index answered, so nothing can be said of the whole. Check the servers and try again.".into(),
        Trouble::Refusal(why) => format!("the server refused ({why})."),
    }
}
