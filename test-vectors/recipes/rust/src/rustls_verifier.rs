//! Pins the public keys of servers in rustls 0.23, on top of its WebPki verifier and never instead of it.
//!
//! To use it, copy this file and pin_verifier.rs into one crate, which needs `rustls` and `sha2`.

use crate::pin_verifier::{Host, Pin, Policy, Verdict};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{Resumption, VerifierBuilderError, WebPkiServerVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, OtherError, RootCertStore, SignatureScheme,
};
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

/// Hears of every verdict that is to be reported, with the host. It must not block.
pub type Report = Box<dyn Fn(&Host, &Verdict<'_>) + Send + Sync>;

/// The refusal of a server whose certificate is valid; in [`rustls::Error`] it is a [`CertificateError::Other`].
#[derive(Debug)]
pub struct PinError(String);

impl fmt::Display for PinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PinError {}

impl From<PinError> for Error {
    fn from(refusal: PinError) -> Self {
        CertificateError::Other(OtherError(Arc::new(refusal))).into()
    }
}

/// A configuration whose servers have to satisfy the policy: a refused one sees the handshake fail, and no byte of a
/// request. The authorities are those that `roots` has, and nothing else is trusted.
///
/// No session is resumed, since rustls does not ask a verifier when it resumes one: a rule that has ended since would
/// count for nothing. Open connections are not checked again.
pub fn client_config(
    policy: Policy,
    roots: RootCertStore,
    report: Report,
) -> Result<ClientConfig, VerifierBuilderError> {
    let platform = WebPkiServerVerifier::builder(Arc::new(roots)).build()?;
    let mut config = ClientConfig::builder()
        .dangerous() // as every other verifier is to rustls; this one refuses more, and accepts nothing more
        .with_custom_certificate_verifier(Arc::new(PinnedVerifier::new(policy, platform, report)))
        .with_no_client_auth();
    config.resumption = Resumption::disabled();
    Ok(config)
}

/// Asks the WebPki verifier, and then the policy about the leaf. Other certificates do not count: rustls does not tell
/// which of those that were presented are on the path that was verified.
pub struct PinnedVerifier {
    policy: Policy,
    platform: Arc<WebPkiServerVerifier>,
    report: Report,
}

impl PinnedVerifier {
    /// For whoever builds a configuration by hand; see [`client_config`] about sessions.
    pub fn new(policy: Policy, platform: Arc<WebPkiServerVerifier>, report: Report) -> Self {
        Self { policy, platform, report }
    }

    fn judge(&self, leaf: &CertificateDer<'_>, server: &ServerName<'_>, now: UnixTime) -> Result<(), PinError> {
        let text = server.to_str();
        let host: Host = text.parse().map_err(|malformed| PinError(format!("{text} refused: {malformed}")))?;
        if !has_one_key(leaf) {
            return Err(PinError(format!("{host} refused: rustls reads another key in its certificate")));
        }
        let now = UNIX_EPOCH + Duration::from_secs(now.as_secs());
        let verdict = self.policy.judge(&host, now.into(), [leaf]);
        if verdict.reported() {
            (self.report)(&host, &verdict);
        }
        if verdict.accepted() {
            return Ok(());
        }
        Err(PinError(match verdict {
            Verdict::Unlisted(_) => format!("{host} refused: no rule covers it"),
            Verdict::Expired(rule) => format!("{host} refused: the rule for {} has ended", rule.hosts()),
            Verdict::Mismatched(rule) => format!("{host} refused: its key is no pin of the rule for {}", rule.hosts()),
            Verdict::Matched(_) | Verdict::Exempt => format!("{host} refused"),
        }))
    }
}

/// Whether the key that rustls lets the server prove is the one that is hashed (the class of CVE-2026-87866: two parsers,
/// two keys).
fn has_one_key(leaf: &CertificateDer<'_>) -> bool {
    let Ok(parsed) = ParsedCertificate::try_from(leaf) else {
        return false;
    };
    match (Pin::of_key(&parsed.subject_public_key_info()), Pin::of_key_in(leaf)) {
        (Ok(proven), Ok(hashed)) => proven == hashed,
        _ => false,
    }
}

impl fmt::Debug for PinnedVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PinnedVerifier").field("policy", &self.policy).finish_non_exhaustive()
    }
}

impl ServerCertVerifier for PinnedVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verified = self.platform.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)?;
        self.judge(end_entity, server_name, now)?;
        Ok(verified)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.platform.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.platform.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.platform.supported_verify_schemes()
    }
}
