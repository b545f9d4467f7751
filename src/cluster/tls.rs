//! Encrypted connections: a server's certificate is checked against the system's authorities, those of a
//! file, or a fingerprint that the reader trusts. Says which certificate was refused, so that it can be
//! shown.

use super::trouble::Trouble;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{
    CryptoProvider, WebPkiSupportedAlgorithms, ring, verify_tls12_signature, verify_tls13_signature,
};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, ClientConnection, DigitallySignedStruct, Error, RootCertStore,
    SignatureScheme, StreamOwned,
};
use sha2::{Digest, Sha256};
use std::fmt::{self, Write as _};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, Either, LazyBuffers, NextTimeout, Transport, TransportAdapter,
};

/// What is wrong with a connection on which the server doesn't speak the protocol.
pub(super) const NO_TLS: &str = "the server's answer isn't encrypted";

/// A certificate that was refused.
pub(super) type Refused = Arc<Mutex<Option<String>>>;

/// Encrypts connections for `https` addresses.
pub(super) struct TlsConnector {
    config: Arc<ClientConfig>,
}

impl fmt::Debug for TlsConnector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TlsConnector")
    }
}

impl TlsConnector {
    /// A connector that trusts the authorities in a PEM file, or else those of the system, and the
    /// certificate with this fingerprint. The fingerprint of a refused certificate is left in `refused`.
    pub(super) fn new(
        authorities: Option<&Path>,
        fingerprint: Option<&str>,
        refused: Refused,
    ) -> Result<Self, Trouble> {
        let provider = Arc::new(ring::default_provider());
        let mut roots = RootCertStore::empty();
        match authorities {
            Some(file) => {
                let wrong =
                    |why: &dyn fmt::Display| Trouble::CertificateFile(format!("{}: {why}", file.display()));
                let certificates = CertificateDer::pem_file_iter(file).map_err(|why| wrong(&why))?;
                for certificate in certificates {
                    roots.add(certificate.map_err(|why| wrong(&why))?).map_err(|why| wrong(&why))?;
                }
            }
            None => drop(roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs)),
        }
        // Without any authority, only the fingerprint counts.
        let known =
            WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider.clone()).build().ok();
        let trusted = fingerprint.map(plain_fingerprint);
        let algorithms = provider.signature_verification_algorithms;
        let verifier = Verifier { known, trusted, refused, algorithms };
        let config = with_verifier(provider, verifier).map_err(|why| Trouble::Cut(why.to_string()))?;
        Ok(Self { config: Arc::new(config) })
    }
}

fn with_verifier(provider: Arc<CryptoProvider>, verifier: Verifier) -> Result<ClientConfig, Error> {
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier)).with_no_client_auth())
}

/// A fingerprint in lower case without separators.
fn plain_fingerprint(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The SHA-256 of a certificate, in the form that browsers show: `AB:CD:…`.
fn fingerprint_of(certificate: &CertificateDer<'_>) -> String {
    let mut text = String::new();
    for (at, byte) in Sha256::digest(certificate).iter().enumerate() {
        // Writing to a string can't fail.
        let _ = write!(text, "{}{byte:02X}", if at == 0 { "" } else { ":" });
    }
    text
}

/// Checks a server's certificate.
struct Verifier {
    known: Option<Arc<WebPkiServerVerifier>>,
    trusted: Option<String>,
    refused: Refused,
    algorithms: WebPkiSupportedAlgorithms,
}

impl fmt::Debug for Verifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Verifier")
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let fingerprint = fingerprint_of(certificate);
        if self.trusted.as_ref().is_some_and(|trusted| *trusted == plain_fingerprint(&fingerprint)) {
            return Ok(ServerCertVerified::assertion());
        }
        let verdict = match &self.known {
            Some(known) => known.verify_server_cert(certificate, others, name, ocsp, now),
            None => Err(Error::InvalidCertificate(CertificateError::UnknownIssuer)),
        };
        if verdict.is_err() {
            *self.refused.lock().unwrap_or_else(PoisonError::into_inner) = Some(fingerprint);
        }
        verdict
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signed, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signed, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

/// What went wrong while the connection was being encrypted.
fn handshake_failed(why: io::Error) -> ureq::Error {
    let said = why.get_ref().and_then(|why| why.downcast_ref::<Error>());
    // Whatever was said, it was not the protocol.
    if matches!(said, Some(Error::InvalidMessage(_))) { ureq::Error::Tls(NO_TLS) } else { why.into() }
}

impl<In: Transport> Connector<In> for TlsConnector {
    type Out = Either<In, Encrypted>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<In>,
    ) -> Result<Option<Self::Out>, ureq::Error> {
        let Some(transport) = chained else { return Ok(None) };
        if !details.needs_tls() {
            return Ok(Some(Either::A(transport)));
        }
        let host = details.uri.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let name = ServerName::try_from(host).map_err(|_| ureq::Error::Tls("not a server's name"))?;
        let failed = |why: Error| ureq::Error::Other(Box::new(why));
        let mut connection = ClientConnection::new(self.config.clone(), name).map_err(failed)?;
        let mut socket = TransportAdapter::new(transport.boxed(), details.current_time.clone());
        socket.set_timeout(details.timeout);
        connection.complete_io(&mut socket).map_err(handshake_failed)?;
        let buffers =
            LazyBuffers::new(details.config.input_buffer_size(), details.config.output_buffer_size());
        Ok(Some(Either::B(Encrypted { buffers, stream: StreamOwned::new(connection, socket) })))
    }
}

/// An encrypted connection.
pub(super) struct Encrypted {
    buffers: LazyBuffers,
    stream: StreamOwned<ClientConnection, TransportAdapter>,
}

impl fmt::Debug for Encrypted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Encrypted")
    }
}

impl Transport for Encrypted {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        self.stream.get_mut().set_timeout(timeout);
        let output = self.buffers.output().get(..amount).unwrap_or_default();
        Ok(self.stream.write_all(output)?)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, ureq::Error> {
        self.stream.get_mut().set_timeout(timeout);
        let amount = self.stream.read(self.buffers.input_append_buf())?;
        self.buffers.input_appended(amount);
        Ok(amount > 0)
    }

    fn is_open(&mut self) -> bool {
        self.stream.get_mut().get_mut().is_open()
    }

    fn is_tls(&self) -> bool {
        true
    }
}
