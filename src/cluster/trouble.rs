//! What can go wrong with a search server. Each kind has one sentence in `view/texts/cluster.rs`.

use thiserror::Error;

/// Why a request to a search server failed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Trouble {
    /// The host's name has no address.
    #[error("no such host")]
    NoSuchHost,
    /// Nothing listens at the port.
    #[error("the connection was refused")]
    Refused,
    /// The connection failed or broke off.
    #[error("the connection failed: {0}")]
    Cut(String),
    /// No answer came in time.
    #[error("no answer in time")]
    TooSlow,
    /// The server's certificate isn't signed by a known authority, or is for another host.
    #[error("the certificate is unknown")]
    Certificate {
        /// The SHA-256 of the certificate.
        fingerprint: String,
        /// What is wrong with it.
        why: String,
    },
    /// The server doesn't speak `https` at that port.
    #[error("not encrypted")]
    NotEncrypted,
    /// The file with a certificate authority can't be read.
    #[error("the certificate file can't be used: {0}")]
    CertificateFile(String),
    /// The server wants to send the reader elsewhere.
    #[error("redirected")]
    Redirected,
    /// What answers is no search server.
    #[error("not a search server")]
    NotASearchServer,
    /// The server asks for a user or key, or doesn't know the one it was given.
    #[error("login required")]
    NeedsLogin,
    /// This user may not do that.
    #[error("not permitted")]
    NotPermitted,
    /// There is no such index.
    #[error("no such index")]
    NoIndex,
    /// The server no longer keeps the point in time that was asked for.
    #[error("the point in time is lost")]
    MomentLost,
    /// Something else was written there first.
    #[error("conflict")]
    Conflict,
    /// The server is overloaded or not ready.
    #[error("the server is busy")]
    Busy,
    /// The request is larger than the server accepts.
    #[error("the request is too large")]
    TooLarge,
    /// The answer is larger than is accepted here.
    #[error("the answer is too large")]
    AnswerTooLarge,
    /// The answer isn't what a search server answers.
    #[error("the answer can't be understood")]
    NotUnderstood,
    /// Only part of the index answered.
    #[error("only part of the index answered")]
    Partial,
    /// The server refused the request for another reason, in its own words.
    #[error("the server refused: {0}")]
    Refusal(String),
}

impl Trouble {
    /// Whether the server itself is out of reach, rather than that it refuses a request.
    pub(super) fn is_loss(&self) -> bool {
        !matches!(self, Self::Refusal(_) | Self::NotUnderstood | Self::TooLarge | Self::AnswerTooLarge)
    }

    /// Whether the server answers but refuses, and will go on to until someone changes something.
    pub fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::NeedsLogin
                | Self::NotPermitted
                | Self::NoIndex
                | Self::Certificate { .. }
                | Self::Redirected
        )
    }

    /// Whether another server of the cluster may answer.
    pub(super) fn is_of_one_server(&self) -> bool {
        matches!(self, Self::NoSuchHost | Self::Refused | Self::Cut(_) | Self::TooSlow)
    }

    /// Whether the same request may succeed a moment later. A server that has answered before has a name, which may
    /// only not be looked up at the moment.
    pub(super) fn may_pass(&self) -> bool {
        self.is_of_one_server() || matches!(self, Self::Busy | Self::Partial)
    }
}
