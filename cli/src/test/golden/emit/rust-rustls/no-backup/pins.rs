//! Pins for rustls 0.23, written by `linchpin emit rust-rustls`. Beside pin_verifier.rs and rustls_verifier.rs, it needs
//! the crates rustls and sha2. With `mod pins; mod rustls_verifier; #[allow(dead_code)] mod pin_verifier;` in main.rs:
//!
//!     let config = pins::client_config(roots, Box::new(|host, verdict| eprintln!("{host}: {verdict:?}")))?;
//!     let agent = ureq::AgentBuilder::new().tls_config(config.into()).https_only(true).build(); // ureq 2.12
//!     agent.get("https://api.example.com/").call()?;
//!
//! hyper-rustls, tokio-rustls and reqwest take the same configuration.
//!
//! Guaranteed: a peer without a pinned key sees no byte of a request; rustls's own checks (chain, dates, host name) come
//! first and are never replaced; no session is resumed, since rustls does not ask a verifier when it resumes one.
//!
//! Not possible here, and why: only the leaf's key counts, since rustls does not say which path it verified, so pin leaf
//! keys; an open connection is not checked again; clear text, and redirects to it, never come to rustls, so forbid them in
//! the client, like `https_only` above.

use crate::pin_verifier::{Malformed, Policy, Rule, Unlisted};
use crate::rustls_verifier::{self, Report};
use rustls::{ClientConfig, RootCertStore};
use std::error::Error;

/// A configuration for any client that takes one of rustls; it trusts the authorities in `roots`. An error, also that a
/// backup pin is missing, is one of the policy below: do not start without pins.
pub fn client_config(roots: RootCertStore, report: Report) -> Result<ClientConfig, Box<dyn Error + Send + Sync>> {
    Ok(rustls_verifier::client_config(policy()?, roots, report)?)
}

#[rustfmt::skip]
fn policy() -> Result<Policy, Malformed> {
    let rules = [
        Rule::enforce(
            "api.example.com",
            [
                // leaf, CN=api.example.com, until 2027-02-19
                "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
                // `linchpin backup --host api.example.com` makes a backup key and prints its pin. Without it, this fails.
                "sha256/!! put the pin of a backup key here !!",
            ],
        )?,
    ];
    Policy::new(Unlisted::Allow, rules)
}
