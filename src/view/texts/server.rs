//! The texts of the dialog for opening an index on a search server, and what is said of an open one.

use super::text::texts;

texts! {
    server_address: ko "주소", en "Address";
    server_hint: ko "예: https://search.example.com:9200", en "e.g. https://search.example.com:9200";
    server_index: ko "색인", en "Index";
    server_index_hint: ko "비워 두면 목록에서 선택합니다", en "Leave empty to choose from a list";
    server_user: ko "사용자 이름", en "User";
    server_user_hint: ko "필요할 때만", en "If there is one";
    server_password: ko "암호", en "Password";
    server_authorities: ko "인증 기관 파일", en "Certificate authority";
    server_authorities_hint: ko "PEM 파일의 경로, 필요할 때만", en "Path of a PEM file, if the server has its own";
    keep_login: ko "로그인 정보를 시스템 키링에 저장", en "Keep the login in the system's keyring";
    allow_unencrypted: ko "암호화되지 않은 연결 허용", en "Allow an unencrypted connection";
    connect: ko "연결", en "Connect";
    connecting: ko "연결하는 중", en "Connecting";
    trust_and_connect: ko "인증서를 믿고 연결", en "Trust and connect";
    not_connected:
        ko "아직 연결하지 않았습니다. ‘연결’을 누르면 이 서버에 연결합니다.",
        en "Not connected yet. Press Connect to reach this server.";
    choose_index: ko "색인을 선택하세요.", en "Choose an index.";
    no_indices: ko "읽을 수 있는 색인이 없습니다. 이름을 알면 직접 적으세요.", en "There is no index to be read. If you know its name, type it.";
    without_servers:
        ko "이 프로그램은 서버를 여는 기능 없이 빌드되었습니다.",
        en "This build of the program can't open servers.";
    only_folders: ko "폴더에서만 쓸 수 있습니다.", en "For folders only.";
    check_index_outside:
        ko "색인은 명령줄의 seogo verify 주소로 확인하세요.",
        en "Check an index on the command line: seogo verify URL";
    login_kept_nowhere:
        ko "시스템에 키링이 없어 로그인 정보는 창을 닫을 때까지만 기억합니다.",
        en "The system has no keyring, so the login is remembered only until the window closes.";
    logins_forgotten: ko "저장한 로그인 정보를 모두 지웠습니다.", en "All kept logins were forgotten.";
    no_logins: ko "저장한 로그인 정보가 없습니다.", en "No login was kept.";
    login_refused:
        ko "서버가 로그인을 더는 받아들이지 않습니다. 사용자 이름과 암호를 다시 입력하세요.",
        en "The server no longer accepts the login. Type the user and the password again.";
    server_gone(since: &str):
        ko format!("서버가 답하지 않음 · {since}부터"),
        en format!("The server doesn't answer · since {since}");
    server_gone_notice:
        ko "서버가 답하지 않아 본문을 읽지 못했습니다. 다시 연결되면 바로 읽습니다.",
        en "The server doesn't answer, so the text can't be read. It will be once the server is back.";
    by_newest_there: ko "관련도순으로 정렬할 수 없어 최신순으로 표시", en "Listed by date, as the server can't sort by best match";
    not_all_read:
        ko "아직 읽지 않은 기사가 있어 한꺼번에 선택할 수 없습니다. 목록 전체는 내보내기로 저장할 수 있습니다.",
        en "Some of these articles haven't been read yet, so they can't be selected together. Export saves the whole list.";
    being_published: ko "색인 갱신 중", en "Being brought up to date";
}
