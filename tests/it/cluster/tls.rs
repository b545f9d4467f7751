//! Encrypted connections: whom the program trusts, and what it says of a server that it doesn't know.

use super::{GREETING, NO_INDEX, run, stderr};
use crate::support::fake_server::{Answer, Asked, FakeServer};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cluster/tls").join(name)
}

/// A server with a certificate that no system knows.
fn encrypted() -> FakeServer {
    let certificates =
        CertificateDer::pem_file_iter(file("server.pem")).unwrap().map(Result::unwrap).collect();
    let key = PrivateKeyDer::from_pem_file(file("server.key")).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = Arc::new(config.with_no_client_auth().with_single_cert(certificates, key).unwrap());
    let answer = |asked: &Asked| match asked.what.as_str() {
        "GET /" => Answer::Status(200, GREETING.into()),
        _ => Answer::Status(404, NO_INDEX.into()),
    };
    FakeServer::start_over(answer, move |mut stream| {
        let mut connection = ServerConnection::new(config.clone()).unwrap();
        // A client that doesn't trust the certificate ends the connection here.
        connection.complete_io(&mut stream).ok()?;
        Some(Box::new(StreamOwned::new(connection, stream)))
    })
}

#[test]
fn an_unknown_certificate_is_shown_and_can_be_trusted() {
    let server = encrypted();
    let url = format!("https://localhost:{}/a", server.port());
    let home = tempfile::tempdir().unwrap();
    let said = |options: &[&str]| {
        let output =
            run(home.path(), &[&["list", &url], options].concat(), &[("SEOGO_CLUSTER_API_KEY", "secret")]);
        assert_eq!(output.status.code(), Some(1));
        stderr(&output)
    };
    let unknown = said(&[]);
    let (_, fingerprint) = unknown.split_once("SHA-256 ").unwrap();
    let (fingerprint, _) = fingerprint.split_once(')').unwrap();
    assert_eq!(fingerprint.split(':').count(), 32, "{unknown}");
    assert_eq!(server.asked(), [], "nothing was sent to a server that isn't trusted");
    assert!(said(&["--fingerprint", fingerprint]).contains("no such index"));
    assert!(said(&["--fingerprint", &fingerprint.replace(':', "").to_lowercase()]).contains("no such index"));
    assert!(said(&["--ca", file("authority.pem").to_str().unwrap()]).contains("no such index"));
    assert!(said(&["--fingerprint", &"00".repeat(32)]).contains("the certificate is unknown"));
    assert!(
        said(&["--ca", file("none.pem").to_str().unwrap()]).contains("the certificate file can't be used")
    );
    assert!(
        server
            .asked()
            .iter()
            .all(|asked| asked.headers.iter().any(|it| it == "authorization: ApiKey secret"))
    );
}

#[test]
fn a_certificate_for_another_host_is_not_trusted() {
    let server = encrypted();
    let home = tempfile::tempdir().unwrap();
    // The certificate is for `localhost`.
    let url = format!("https://127.0.0.1:{}/a", server.port());
    let output = run(home.path(), &["list", &url, "--ca", file("authority.pem").to_str().unwrap()], &[]);
    assert!(stderr(&output).contains("the certificate is unknown"), "{}", stderr(&output));
    assert_eq!(server.asked(), []);
}
