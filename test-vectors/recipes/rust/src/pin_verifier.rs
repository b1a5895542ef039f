//! Pins the public keys of TLS peers: pins, hosts, patterns, rules and policies, without a TLS stack.
//!
//! To use it, copy this file; besides the standard library it needs the crate `sha2`.
//!
//! ```
//! # const A: &str = "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=";
//! # const B: &str = "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=";
//! use pin_verifier::{Policy, Rule, Unlisted};
//!
//! # fn main() -> Result<(), pin_verifier::Malformed> {
//! let policy = Policy::new(Unlisted::Deny, [Rule::enforce("**.example.com", [A, B])?])?;
//!
//! // After the TLS stack has verified the chain and the host name, never instead of that:
//! # let (now, leaf) = (std::time::SystemTime::now(), Vec::<u8>::new());
//! let verdict = policy.judge(&"API.example.com.".parse()?, now.into(), [&leaf]);
//! if !verdict.accepted() { /* close the connection before a byte of a request is sent */ }
//! # assert!(!verdict.accepted());
//! # Ok(())
//! # }
//! ```
//!
//! What a policy means is written down in docs/semantics.md of Linchpin, whose test vectors this file passes. Nothing in
//! it panics, whatever a peer presents or a configuration holds.

#![forbid(unsafe_code)]
#![deny(
    missing_docs,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Text or bytes that are not what they should be; says what was found and what is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed(String);

impl Malformed {
    fn new(what: &str, text: &str, fault: &str) -> Self {
        const MAX_CHARS: usize = 120;
        let clipped: String = text.chars().take(MAX_CHARS).collect();
        let more = if clipped.len() < text.len() { "…" } else { "" };
        Self(format!("{what} \"{}{more}\" {fault}", clipped.escape_debug()))
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Malformed {}

/// All rules, the hosts that are exempt from them, and what happens to hosts that neither covers.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Without a rule, hosts are exempt.
    entries: HashMap<Pattern, Option<Rule>>,
    unlisted: Unlisted,
}

/// What becomes of a host that neither a rule nor an exemption covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlisted {
    /// Accepted as the TLS stack has it, silently.
    Allow,
    /// Accepted as the TLS stack has it, and reported.
    Report,
    /// Refused, and reported.
    Deny,
}

impl Policy {
    /// Refuses two rules for the same hosts, and a policy that would check nothing.
    pub fn new(unlisted: Unlisted, rules: impl IntoIterator<Item = Rule>) -> Result<Self, Malformed> {
        let mut entries = HashMap::new();
        for rule in rules {
            let text = rule.hosts.to_string();
            if entries.insert(rule.hosts.clone(), Some(rule)).is_some() {
                return Err(Malformed::new("host", &text, "has two rules, expected one that holds all its pins"));
            }
        }
        if entries.is_empty() && unlisted == Unlisted::Allow {
            return Err(Malformed("the policy has no rules and allows unlisted hosts".into()));
        }
        Ok(Self { entries, unlisted })
    }

    /// The policy with hosts that are unpinned on purpose: accepted as the TLS stack has it and not reported, whatever
    /// becomes of unlisted hosts. Of all rules and exemptions that cover a host the most specific one applies, alone.
    /// Refuses hosts that have a rule or are exempt already.
    pub fn exempting<T: AsRef<str>>(mut self, hosts: impl IntoIterator<Item = T>) -> Result<Self, Malformed> {
        for text in hosts {
            let text = text.as_ref();
            if self.entries.insert(text.parse()?, None).is_some() {
                let fault = "is exempt and has a rule or is exempt twice, expected one of them, once";
                return Err(Malformed::new("host", text, fault));
            }
        }
        Ok(self)
    }

    /// The one rule that applies to a host: the exact one, else the wildcard with the longest domain, and of the same
    /// domain `*.` before `**.`. Rules are never merged. No rule applies to exempt hosts.
    pub fn rule_for(&self, host: &Host) -> Option<&Rule> {
        self.entry_for(host)?.as_ref()
    }

    fn entry_for(&self, host: &Host) -> Option<&Option<Rule>> {
        let entry = |scope, name: &str| {
            let base = Host { name: name.to_owned(), is_address: host.is_address };
            self.entries.get(&Pattern { scope, base })
        };
        entry(Scope::Exact, &host.name)
            .or_else(|| entry(Scope::Subtree, &host.name))
            .or_else(|| entry(Scope::OneLabel, parent(&host.name)?))
            .or_else(|| ancestors(&host.name).find_map(|domain| entry(Scope::Subtree, domain)))
    }

    /// What the policy says of a peer that the TLS stack has verified for this host.
    ///
    /// `verified` is what stands on the verified paths, in DER, leaf first. If the TLS stack does not give its paths
    /// away, pass the leaf alone. Never pass what the peer presented: an attacker can append the pinned certificate to a
    /// chain of their own (CVE-2016-2402). A certificate that is not DER counts as a mismatch.
    pub fn judge<C: AsRef<[u8]>>(
        &self,
        host: &Host,
        now: Timestamp,
        verified: impl IntoIterator<Item = C>,
    ) -> Verdict<'_> {
        let Some(entry) = self.entry_for(host) else {
            return Verdict::Unlisted(self.unlisted);
        };
        let Some(rule) = entry else {
            return Verdict::Exempt;
        };
        if rule.is_expired_at(now) {
            return Verdict::Expired(rule);
        }
        for certificate in verified {
            match rule.pins.matches(certificate.as_ref()) {
                Ok(true) => return Verdict::Matched(rule),
                Ok(false) => {}
                Err(_) => return Verdict::Mismatched(rule),
            }
        }
        Verdict::Mismatched(rule)
    }
}

fn parent(name: &str) -> Option<&str> {
    name.split_once('.').map(|(_, parent)| parent)
}

fn ancestors(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(parent(name), |domain| parent(domain))
}

/// What a policy says of a peer.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub enum Verdict<'p> {
    /// The peer satisfies a pin of this rule.
    Matched(&'p Rule),
    /// The peer satisfies no pin of this rule.
    Mismatched(&'p Rule),
    /// The time of this rule is over.
    Expired(&'p Rule),
    /// The host is unpinned on purpose.
    Exempt,
    /// Neither a rule nor an exemption covers the host.
    Unlisted(Unlisted),
}

impl Verdict<'_> {
    /// Whether the connection may be used.
    pub fn accepted(&self) -> bool {
        match self {
            Self::Matched(_) | Self::Exempt => true,
            Self::Mismatched(rule) => rule.report_only,
            Self::Expired(rule) => matches!(rule.expiry, Some((_, AfterExpiry::FailOpen))),
            Self::Unlisted(unlisted) => *unlisted != Unlisted::Deny,
        }
    }

    /// Whether somebody should hear of it.
    pub fn reported(&self) -> bool {
        !matches!(self, Self::Matched(_) | Self::Exempt | Self::Unlisted(Unlisted::Allow))
    }
}

/// Which pins some hosts must present.
#[derive(Clone, Debug)]
pub struct Rule {
    hosts: Pattern,
    pins: PinSet,
    report_only: bool,
    expiry: Option<(Timestamp, AfterExpiry)>,
}

/// What becomes of a rule once it has expired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterExpiry {
    /// The host is accepted as the TLS stack has it, and reported.
    FailOpen,
    /// The host is refused, and reported.
    FailClosed,
}

impl Rule {
    /// A rule that refuses peers without a pin. It has at least two different pins, since the loss of an only key locks
    /// every client out (RFC 7469 §4.3).
    pub fn enforce<T: AsRef<str>>(hosts: &str, pins: impl IntoIterator<Item = T>) -> Result<Self, Malformed> {
        let rule = Self::of(hosts, pins, false)?;
        if rule.pins.len() < 2 {
            return Err(Malformed::new("rule for", hosts, "has one pin, expected a second, different one as backup"));
        }
        Ok(rule)
    }

    /// A rule that refuses peers without its only pin; `because` tells whoever finds it later why there is no backup.
    pub fn enforce_without_backup(hosts: &str, pin: &str, because: &str) -> Result<Self, Malformed> {
        if because.trim().is_empty() {
            return Err(Malformed::new("rule for", hosts, "has no backup pin and no reason, expected a sentence"));
        }
        Self::of(hosts, [pin], false)
    }

    /// A rule that accepts and reports peers without a pin. It excuses nothing that the TLS stack refuses.
    pub fn report_only<T: AsRef<str>>(hosts: &str, pins: impl IntoIterator<Item = T>) -> Result<Self, Malformed> {
        Self::of(hosts, pins, true)
    }

    fn of<T: AsRef<str>>(hosts: &str, pins: impl IntoIterator<Item = T>, report_only: bool) -> Result<Self, Malformed> {
        Ok(Self { hosts: hosts.parse()?, pins: PinSet::parse(pins)?, report_only, expiry: None })
    }

    /// Ends the rule: `last` is the last instant at which it is in force. A rule that refuses nothing cannot fail closed.
    pub fn expires(self, last: &str, then: AfterExpiry) -> Result<Self, Malformed> {
        if self.report_only && then == AfterExpiry::FailClosed {
            let hosts = self.hosts.to_string();
            return Err(Malformed::new("rule for", &hosts, "only reports but fails closed, expected FailOpen"));
        }
        Ok(Self { expiry: Some((last.parse()?, then)), ..self })
    }

    /// The hosts that the rule covers.
    pub fn hosts(&self) -> &Pattern {
        &self.hosts
    }

    /// The pins, one of which a peer has to satisfy.
    pub fn pins(&self) -> &PinSet {
        &self.pins
    }

    /// Whether the rule's time is over: its last instant still belongs to it.
    pub fn is_expired_at(&self, now: Timestamp) -> bool {
        self.expiry.is_some_and(|(last, _)| now > last)
    }
}

/// Pins of which a peer has to satisfy any; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinSet(BTreeSet<Pin>);

impl PinSet {
    /// Reads a set of at least one pin; repeated pins count once.
    pub fn parse<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Result<Self, Malformed> {
        let pins: BTreeSet<Pin> = texts.into_iter().map(|text| text.as_ref().parse()).collect::<Result<_, _>>()?;
        if pins.is_empty() {
            return Err(Malformed("there are no pins, expected at least one".into()));
        }
        Ok(Self(pins))
    }

    /// Whether a DER certificate satisfies a pin.
    pub fn matches(&self, certificate: &[u8]) -> Result<bool, Malformed> {
        let (key, whole) = (Pin::of_key_in(certificate)?, Pin::of_certificate(certificate)?);
        Ok(self.0.contains(&key) || self.0.contains(&whole))
    }

    /// How many different pins there are.
    #[allow(clippy::len_without_is_empty)] // It never is.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// The SHA-256 hash of a public key or of a certificate.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pin {
    kind: Kind,
    hash: [u8; 32],
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    Key,
    Certificate,
}

impl Kind {
    const ALL: [Self; 2] = [Self::Key, Self::Certificate];

    fn prefix(self) -> &'static str {
        match self {
            Self::Key => "sha256/",
            Self::Certificate => "cert-sha256/",
        }
    }
}

impl Pin {
    /// The pin of the public key in a DER certificate: the hash of its SubjectPublicKeyInfo (RFC 7469 §2.4) as it stands
    /// there, of whatever algorithm, and never of a key encoded again.
    pub fn of_key_in(certificate: &[u8]) -> Result<Self, Malformed> {
        let info = der::public_key_info(certificate).ok_or_else(not_a_certificate)?;
        Ok(Self::new(Kind::Key, info))
    }

    /// The pin of a DER SubjectPublicKeyInfo.
    pub fn of_key(spki: &[u8]) -> Result<Self, Malformed> {
        if !der::is_public_key_info(spki) {
            return Err(Malformed("expected exactly one DER SubjectPublicKeyInfo".into()));
        }
        Ok(Self::new(Kind::Key, spki))
    }

    /// The pin of a whole DER certificate. It changes with every renewal: prefer the pin of its key.
    pub fn of_certificate(certificate: &[u8]) -> Result<Self, Malformed> {
        der::public_key_info(certificate).ok_or_else(not_a_certificate)?;
        Ok(Self::new(Kind::Certificate, certificate))
    }

    fn new(kind: Kind, bytes: &[u8]) -> Self {
        Self { kind, hash: Sha256::digest(bytes).into() }
    }
}

fn not_a_certificate() -> Malformed {
    Malformed("expected exactly one DER certificate".into())
}

/// Reads `sha256/…` or `cert-sha256/…` with 32 bytes in canonical, padded base64 (RFC 4648 §4: 43 characters and one `=`,
/// unused bits zero). All else is an error, the all-zero placeholder included.
impl FromStr for Pin {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let bad = |fault| Malformed::new("pin", text, fault);
        for kind in Kind::ALL {
            if let Some(encoded) = text.strip_prefix(kind.prefix()) {
                return match base64::decode(encoded) {
                    None => Err(bad("is malformed, expected 43 base64 characters and one \"=\" behind the prefix")),
                    Some([0, rest @ ..]) if rest == [0; 31] => {
                        Err(bad("is the all-zero placeholder, expected the hash of a real key"))
                    }
                    Some(hash) => Ok(Self { kind, hash }),
                };
            }
        }
        Err(bad("has no known prefix, expected \"sha256/\" or \"cert-sha256/\""))
    }
}

/// The canonical text.
impl fmt::Display for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.kind.prefix(), base64::encode(&self.hash))
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

mod base64 {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// Exactly 32 bytes, in the one way of writing them.
    pub(super) fn decode(text: &str) -> Option<[u8; 32]> {
        let digits = text.strip_suffix('=').filter(|digits| digits.len() == 43)?;
        let mut hash = [0; 32];
        let mut octets = hash.iter_mut();
        let (mut pending, mut count) = (0, 0);
        for digit in digits.bytes() {
            pending = pending << 6 | ALPHABET.iter().position(|&c| c == digit)?;
            count += 6;
            if count >= 8 {
                count -= 8;
                *octets.next()? = u8::try_from(pending >> count).ok()?;
                pending &= (1 << count) - 1;
            }
        }
        (pending == 0).then_some(hash)
    }

    pub(super) fn encode(hash: &[u8; 32]) -> String {
        let mut text = String::new();
        let (mut pending, mut count) = (0_usize, 0);
        for &octet in hash {
            pending = pending << 8 | usize::from(octet);
            count += 8;
            while count >= 6 {
                count -= 6;
                text.extend(digit(pending >> count));
                pending &= (1 << count) - 1;
            }
        }
        text.extend(digit(pending << 2)); // 256 bits are 42 digits and 4 bits
        text.push('=');
        text
    }

    fn digit(value: usize) -> Option<char> {
        ALPHABET.get(value).map(|&c| c.into())
    }
}

/// Strictly encoded DER (X.690 §10): definite, minimal lengths, one-byte tags, nothing past the end of what encloses it.
mod der {
    const INTEGER: u8 = 0x02;
    const BIT_STRING: u8 = 0x03;
    const OBJECT_IDENTIFIER: u8 = 0x06;
    const SEQUENCE: u8 = 0x30;
    const VERSION: u8 = 0xa0;
    const ISSUER_UNIQUE_ID: u8 = 0x81;
    const SUBJECT_UNIQUE_ID: u8 = 0x82;
    const EXTENSIONS: u8 = 0xa3;

    /// No certificate in a TLS 1.3 handshake is larger: RFC 8446 §4.4.2.
    const MAX_BYTES: usize = (1 << 24) - 1;

    /// The SubjectPublicKeyInfo in exactly one certificate (RFC 5280 §4.1).
    pub(super) fn public_key_info(certificate: &[u8]) -> Option<&[u8]> {
        let mut input = Reader::of(certificate)?;
        let mut outer = input.enter(SEQUENCE)?;
        input.end()?;
        let mut body = outer.enter(SEQUENCE)?;
        outer.skip(SEQUENCE)?;
        outer.skip(BIT_STRING)?;
        outer.end()?;

        body.skip_optional(VERSION)?;
        body.skip(INTEGER)?; // serialNumber
        body.skip(SEQUENCE)?; // signature
        body.skip(SEQUENCE)?; // issuer
        body.skip(SEQUENCE)?; // validity
        body.skip(SEQUENCE)?; // subject
        let info = body.element(SEQUENCE)?;
        body.skip_optional(ISSUER_UNIQUE_ID)?;
        body.skip_optional(SUBJECT_UNIQUE_ID)?;
        body.skip_optional(EXTENSIONS)?;
        body.end()?;
        is_public_key_info(info).then_some(info)
    }

    /// SEQUENCE { SEQUENCE { OBJECT IDENTIFIER, ANY OPTIONAL }, BIT STRING of whole octets }.
    pub(super) fn is_public_key_info(bytes: &[u8]) -> bool {
        let key = || {
            let mut input = Reader::of(bytes)?;
            let mut info = input.enter(SEQUENCE)?;
            input.end()?;
            let mut algorithm = info.enter(SEQUENCE)?;
            algorithm.skip(OBJECT_IDENTIFIER)?;
            if let Some(tag) = algorithm.next_tag() {
                algorithm.skip(tag)?;
            }
            algorithm.end()?;
            let key = info.enter(BIT_STRING)?;
            info.end()?;
            Some(key.0)
        };
        matches!(key(), Some([0, _, ..]))
    }

    struct Reader<'a>(&'a [u8]);

    impl<'a> Reader<'a> {
        fn of(bytes: &'a [u8]) -> Option<Self> {
            (bytes.len() <= MAX_BYTES).then_some(Self(bytes))
        }

        fn next_tag(&self) -> Option<u8> {
            self.0.first().copied()
        }

        fn end(&self) -> Option<()> {
            self.0.is_empty().then_some(())
        }

        fn skip(&mut self, tag: u8) -> Option<()> {
            self.element(tag).map(drop)
        }

        fn skip_optional(&mut self, tag: u8) -> Option<()> {
            if self.next_tag() == Some(tag) {
                self.skip(tag)?;
            }
            Some(())
        }

        /// What is inside the next element.
        fn enter(&mut self, tag: u8) -> Option<Self> {
            let (header, content) = self.read(tag)?;
            self.0 = self.0.get(header + content.len()..)?;
            Some(Self(content))
        }

        /// The next element, header included.
        fn element(&mut self, tag: u8) -> Option<&'a [u8]> {
            let (header, content) = self.read(tag)?;
            let (element, rest) = self.0.split_at_checked(header + content.len())?;
            self.0 = rest;
            Some(element)
        }

        /// The size of the next element's header, and its content.
        fn read(&self, tag: u8) -> Option<(usize, &'a [u8])> {
            let [first, short, rest @ ..] = self.0 else {
                return None;
            };
            if *first != tag || tag & 0x1f == 0x1f {
                return None;
            }
            if *short < 0x80 {
                return Some((2, rest.get(..usize::from(*short))?));
            }
            let octets = usize::from(short & 0x7f);
            let (long, rest) = rest.split_at_checked(octets)?;
            let minimal = match long {
                [value] => *value >= 0x80,
                [high, _] | [high, _, _] => *high != 0,
                _ => false,
            };
            let length = long.iter().fold(0, |length, &octet| length << 8 | usize::from(octet));
            minimal.then_some((2 + octets, rest.get(..length)?))
        }
    }
}

/// A host in its one canonical form, so that no spelling escapes its rule: lower-case A-labels without a trailing dot,
/// dotted-decimal IPv4, or IPv6 as RFC 5952 writes it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Host {
    name: String,
    is_address: bool,
}

/// Reads a DNS name in A-labels or an IP address, IPv6 perhaps in brackets. What has no canonical form is an error, never
/// an unlisted host: ports, zones, octal or hexadecimal IPv4, empty or over-long labels, non-ASCII names.
impl FromStr for Host {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let bad = |fault| Malformed::new("host", text, fault);
        if text.contains(':') || text.starts_with('[') {
            let address =
                parse_ipv6(text).ok_or_else(|| bad("is no IPv6 address, expected one without port or zone"))?;
            return Ok(Self { name: address.to_string(), is_address: true });
        }
        let name = text.strip_suffix('.').unwrap_or(text);
        if let Ok(address) = name.parse::<Ipv4Addr>() {
            return Ok(Self { name: address.to_string(), is_address: true });
        }
        if name.len() > 253 {
            return Err(bad("is too long, expected at most 253 characters"));
        }
        let name = name.to_ascii_lowercase();
        if !name.split('.').all(is_label) {
            return Err(bad("has a bad label, expected letters, digits, inner hyphens and Punycode behind xn--"));
        }
        if name.rsplit('.').next().is_some_and(is_numeric) {
            return Err(bad("looks like an IP address but is not in canonical form"));
        }
        Ok(Self { name, is_address: false })
    }
}

/// The canonical text.
impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// An IPv4-mapped address is the IPv4 address (RFC 4291 §2.5.5.2).
fn parse_ipv6(text: &str) -> Option<IpAddr> {
    let inner = match text.strip_prefix('[') {
        Some(rest) => rest.strip_suffix(']')?,
        None => text,
    };
    let address: Ipv6Addr = inner.parse().ok()?;
    Some(IpAddr::V6(address).to_canonical())
}

fn is_label(label: &str) -> bool {
    let allowed = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-' || c == b'_';
    (1..=63).contains(&label.len())
        && label.bytes().all(allowed)
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.strip_prefix("xn--").is_none_or(is_punycode)
}

/// A name that ends in a number is meant as an IPv4 address (URL Standard §3.5).
fn is_numeric(label: &str) -> bool {
    let hexadecimal = |digits: &str| digits.bytes().all(|c| c.is_ascii_hexdigit());
    label.bytes().all(|c| c.is_ascii_digit()) || label.strip_prefix("0x").is_some_and(hexadecimal)
}

/// Whether RFC 3492 §6.2 decodes a text of at most 59 characters, to at least one non-ASCII character.
fn is_punycode(text: &str) -> bool {
    const BASE: u64 = 36;
    const T_MIN: u64 = 1;
    const T_MAX: u64 = 26;
    const SKEW: u64 = 38;
    const DAMP: u64 = 700;

    let (basic, extended) = text.rsplit_once('-').unwrap_or(("", text));
    let mut digits = extended.bytes().peekable();
    if digits.peek().is_none() {
        return false;
    }
    let mut length = basic.len() as u64;
    let (mut code_point, mut i, mut bias) = (0x80, 0, 72);
    while digits.peek().is_some() {
        let (before, mut weight, mut k) = (i, 1, BASE);
        loop {
            let digit = match digits.next() {
                Some(letter @ b'a'..=b'z') => u64::from(letter - b'a'),
                Some(number @ b'0'..=b'9') => u64::from(number - b'0') + 26,
                _ => return false,
            };
            i += digit * weight;
            let threshold = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
            if i > i32::MAX as u64 || digit < threshold {
                break;
            }
            weight *= BASE - threshold;
            k += BASE;
        }
        length += 1;
        let mut delta = if before == 0 { i / DAMP } else { (i - before) / 2 };
        delta += delta / length;
        bias = 0;
        while delta > (BASE - T_MIN) * T_MAX / 2 {
            delta /= BASE - T_MIN;
            bias += BASE;
        }
        bias += (BASE - T_MIN + 1) * delta / (delta + SKEW);
        code_point += i / length;
        i = i % length + 1;
        let valid = u32::try_from(code_point).ok().and_then(char::from_u32).is_some();
        if !valid {
            return false;
        }
    }
    true
}

/// The hosts that a rule covers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    scope: Scope,
    base: Host,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Scope {
    Exact,
    OneLabel,
    Subtree,
}

impl Scope {
    fn prefix(self) -> &'static str {
        match self {
            Self::Exact => "",
            Self::OneLabel => "*.",
            Self::Subtree => "**.",
        }
    }
}

impl Pattern {
    /// Whether the pattern covers a host.
    pub fn matches(&self, host: &Host) -> bool {
        if self.scope == Scope::Exact || *host == self.base {
            return *host == self.base && self.scope != Scope::OneLabel;
        }
        match self.scope {
            Scope::OneLabel => parent(&host.name) == Some(&self.base.name),
            _ => ancestors(&host.name).any(|domain| domain == self.base.name),
        }
    }
}

/// Reads `api.example.com` (that host alone), `*.example.com` (hosts with exactly one label more) or `**.example.com`
/// (`example.com` and everything below). A domain has two labels or more.
impl FromStr for Pattern {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        for scope in [Scope::Subtree, Scope::OneLabel] {
            if let Some(domain) = text.strip_prefix(scope.prefix()) {
                let base: Host = domain.parse()?;
                if base.is_address || !base.name.contains('.') {
                    let fault = "has too wide a wildcard, expected a domain of two labels or more behind it";
                    return Err(Malformed::new("pattern", text, fault));
                }
                return Ok(Self { scope, base });
            }
        }
        Ok(Self { scope: Scope::Exact, base: text.parse()? })
    }
}

/// The canonical text.
impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.scope.prefix(), self.base)
    }
}

/// A point in time, from the year 0 to the year 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp {
    seconds: i64,
    nanos: u32,
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let split =
            |duration: Duration| (i64::try_from(duration.as_secs()).unwrap_or(i64::MAX), duration.subsec_nanos());
        match time.duration_since(UNIX_EPOCH).map(split).map_err(|before| split(before.duration())) {
            Ok((seconds, nanos)) => Self { seconds, nanos },
            Err((seconds, 0)) => Self { seconds: -seconds, nanos: 0 },
            Err((seconds, nanos)) => Self { seconds: -seconds - 1, nanos: 1_000_000_000 - nanos },
        }
    }
}

/// Reads a date, meaning its start of day in UTC, or an instant (RFC 3339); nothing that merely begins like one.
impl FromStr for Timestamp {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        timestamp::parse(text.as_bytes())
            .ok_or_else(|| Malformed::new("time", text, "expected in the form 2030-12-31 or 2030-12-31T12:00:00Z"))
    }
}

mod timestamp {
    use super::Timestamp;

    pub(super) fn parse(text: &[u8]) -> Option<Timestamp> {
        let mut input = Cursor(text);
        let year = input.number(4)?;
        input.literal(b'-')?;
        let month = input.number(2).filter(|month| (1..=12).contains(month))?;
        input.literal(b'-')?;
        let day = input.number(2).filter(|day| (1..=days_in(year, month)).contains(day))?;
        let midnight = days_before(year, month, day) * 86_400;
        if input.0.is_empty() {
            return Some(Timestamp { seconds: midnight, nanos: 0 });
        }
        input.literal(b'T')?;
        let hour = input.number(2).filter(|hour| *hour < 24)?;
        input.literal(b':')?;
        let minute = input.number(2).filter(|minute| *minute < 60)?;
        input.literal(b':')?;
        let second = input.number(2).filter(|second| *second < 60)?;
        let nanos = input.fraction()?;
        let seconds = midnight + hour * 3600 + minute * 60 + second - input.offset()?;
        input.0.is_empty().then_some(Timestamp { seconds, nanos })
    }

    fn is_leap(year: i64) -> bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    fn days_in(year: i64, month: i64) -> i64 {
        match month {
            2 => 28 + i64::from(is_leap(year)),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    /// Days from 1970-01-01 to this day of the Gregorian calendar.
    fn days_before(year: i64, month: i64, day: i64) -> i64 {
        let leap_days = |year: i64| year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        let months: i64 = (1..month).map(|month| days_in(year, month)).sum();
        (year - 1970) * 365 + leap_days(year - 1) - leap_days(1969) + months + day - 1
    }

    struct Cursor<'a>(&'a [u8]);

    impl Cursor<'_> {
        fn literal(&mut self, expected: u8) -> Option<()> {
            self.0 = self.0.strip_prefix(&[expected])?;
            Some(())
        }

        /// Exactly so many decimal digits.
        fn number(&mut self, digits: usize) -> Option<i64> {
            let (number, rest) = self.0.split_at_checked(digits)?;
            self.0 = rest;
            number.iter().try_fold(0, |value, c| c.is_ascii_digit().then(|| value * 10 + i64::from(c - b'0')))
        }

        /// Nothing, or a dot and one to nine digits.
        fn fraction(&mut self) -> Option<u32> {
            if self.literal(b'.').is_none() {
                return Some(0);
            }
            let digits = self.0.iter().take_while(|c| c.is_ascii_digit()).count();
            let scale = 9_u32.checked_sub(u32::try_from(digits).ok()?).filter(|_| digits > 0)?;
            u32::try_from(self.number(digits)? * 10_i64.pow(scale)).ok()
        }

        /// `Z`, or a distance from UTC of at most 18 hours, in seconds.
        fn offset(&mut self) -> Option<i64> {
            if self.literal(b'Z').is_some() {
                return Some(0);
            }
            let sign = if self.literal(b'+').is_some() { 1 } else { -1 };
            if sign < 0 {
                self.literal(b'-')?;
            }
            let hours = self.number(2)?;
            self.literal(b':')?;
            let minutes = self.number(2).filter(|minutes| *minutes < 60)?;
            let seconds = hours * 3600 + minutes * 60;
            (seconds <= 18 * 3600).then_some(sign * seconds)
        }
    }
}
