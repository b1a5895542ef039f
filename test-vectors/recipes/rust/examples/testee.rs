//! Answers Linchpin's conformance runner: JSON lines on standard input and output.

use pin_verifier::{AfterExpiry, Host, Malformed, Pattern, Pin, PinSet, Policy, Rule, Timestamp, Unlisted, Verdict};
use serde::de::Deserializer;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{json, Value};
use std::error::Error;
use std::io::{self, BufRead, Write};
use std::time::SystemTime;

/// For operations that are about hosts alone; the pins are nobody's.
const ANY_PINS: [&str; 2] =
    ["sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=", "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU="];
const ANY_HOST: &str = "host.test";

#[derive(Deserialize)]
struct Request<'a> {
    cmd: String,
    #[serde(default)]
    seq: u64,
    #[serde(default)]
    op: String,
    #[serde(borrow)]
    input: Option<&'a RawValue>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let request: Request = serde_json::from_str(&line)?;
        let reply = match request.cmd.as_str() {
            "hello" => hello(),
            "run" => {
                let input = request.input.map_or("{}", RawValue::get);
                let mut reply = run(&request.op, input).unwrap_or_else(|e| json!({"error": e.to_string()}));
                reply["seq"] = request.seq.into();
                reply
            }
            _ => break,
        };
        writeln!(out, "{reply}")?;
        out.flush()?;
    }
    Ok(())
}

fn hello() -> Value {
    json!({
        "protocol": 1,
        "impl": {"name": "rust-fixed", "version": "1", "language": "rust"},
        "ops": [
            "spki.hash", "pin.parse", "pinset.parse", "host.match", "policy.select", "pin.leaf", "policy.decide",
        ],
        "features": ["cert-pin", "expiry", "exempt"],
        "choices": {
            "public-suffix-pattern": "refuse",
            "placeholder-pin": "refuse",
            "prefix-case": "refuse",
            "backup-pin": "required",
            "overlap": "most-specific",
            "underscore": "accept",
            "date-only": "start-of-day",
            "idna-deviation": "refuse",
        },
    })
}

/// An error is a fault of the request; what the library refuses is an outcome.
fn run(op: &str, input: &str) -> Result<Value, Box<dyn Error>> {
    let outcome = match op {
        "spki.hash" => spki_hash(serde_json::from_str(input)?),
        "pin.parse" => pin_parse(serde_json::from_str(input)?),
        "pinset.parse" => pinset_parse(serde_json::from_str(input)?),
        "host.match" => host_match(serde_json::from_str(input)?),
        "policy.select" => policy_select(serde_json::from_str(input)?),
        "pin.leaf" => pin_leaf(serde_json::from_str(input)?),
        "policy.decide" => policy_decide(serde_json::from_str(input)?),
        _ => return Ok(json!({"skip": "no such operation"})),
    };
    Ok(outcome.unwrap_or_else(|refused| json!({"outcome": "reject", "reason": refused.to_string()})))
}

type Outcome = Result<Value, Malformed>;

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum SpkiHash {
    Certificate(Bytes),
    Spki(Bytes),
}

fn spki_hash(input: SpkiHash) -> Outcome {
    let pin = match input {
        SpkiHash::Certificate(der) => Pin::of_key_in(&der.0)?,
        SpkiHash::Spki(der) => Pin::of_key(&der.0)?,
    };
    Ok(json!({"outcome": "ok", "pin": pin.to_string()}))
}

#[derive(Deserialize)]
struct PinParse {
    text: String,
}

fn pin_parse(input: PinParse) -> Outcome {
    input.text.parse::<Pin>()?;
    Ok(json!({"outcome": "ok"}))
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Mode {
    #[default]
    Enforce,
    ReportOnly,
}

fn rule(mode: &Mode, pins: &[String]) -> Result<Rule, Malformed> {
    match mode {
        Mode::Enforce => Rule::enforce(ANY_HOST, pins),
        Mode::ReportOnly => Rule::report_only(ANY_HOST, pins),
    }
}

#[derive(Deserialize)]
struct PinsetParse {
    pins: Vec<String>,
    #[serde(default)]
    mode: Mode,
}

fn pinset_parse(input: PinsetParse) -> Outcome {
    Ok(json!({"outcome": "ok", "size": rule(&input.mode, &input.pins)?.pins().len()}))
}

#[derive(Deserialize)]
struct HostMatch {
    pattern: String,
    #[serde(default)]
    host: String,
}

fn host_match(input: HostMatch) -> Outcome {
    let matches = input.pattern.parse::<Pattern>()?.matches(&input.host.parse()?);
    Ok(json!({"outcome": if matches { "match" } else { "no-match" }}))
}

#[derive(Deserialize)]
struct PolicySelect {
    rules: Vec<String>,
    #[serde(default)]
    exemptions: Vec<String>,
    unlisted: String,
    #[serde(default)]
    host: String,
}

fn policy_select(input: PolicySelect) -> Outcome {
    let unlisted = match input.unlisted.as_str() {
        "allow" => Unlisted::Allow,
        "report" => Unlisted::Report,
        _ => Unlisted::Deny,
    };
    let rules = input.rules.iter().map(|text| Rule::enforce(text, ANY_PINS));
    let policy = Policy::new(unlisted, rules.collect::<Result<Vec<_>, _>>()?)?.exempting(&input.exemptions)?;
    let host = input.host.parse()?;
    let Some(rule) = policy.rule_for(&host) else {
        let nobody: [&[u8]; 0] = [];
        return Ok(json!({"outcome": match policy.judge(&host, SystemTime::UNIX_EPOCH.into(), nobody) {
            Verdict::Exempt => "exempt",
            verdict if verdict.accepted() => "unlisted",
            _ => "reject",
        }}));
    };
    let as_given = input.rules.iter().find(|text| text.parse().as_ref() == Ok(rule.hosts()));
    Ok(json!({"outcome": "match", "rule": as_given.map(|text| text)}))
}

#[derive(Deserialize)]
struct PinLeaf {
    certificate: Bytes,
    pins: Vec<String>,
}

fn pin_leaf(input: PinLeaf) -> Outcome {
    let matches = PinSet::parse(&input.pins)?.matches(&input.certificate.0)?;
    Ok(json!({"outcome": if matches { "match" } else { "mismatch" }}))
}

#[derive(Deserialize)]
struct PolicyDecide {
    rule: RuleInput,
    now: String,
    certificate: Bytes,
    platform: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RuleInput {
    pins: Vec<String>,
    #[serde(default)]
    mode: Mode,
    expires: Option<String>,
    after_expiry: Option<String>,
}

fn policy_decide(input: PolicyDecide) -> Outcome {
    let mut rule = rule(&input.rule.mode, &input.rule.pins)?;
    rule = match (&input.rule.expires, input.rule.after_expiry.as_deref()) {
        (Some(last), Some("fail-open")) => rule.expires(last, AfterExpiry::FailOpen)?,
        (Some(last), Some("fail-closed")) => rule.expires(last, AfterExpiry::FailClosed)?,
        (Some(_), _) => return Ok(json!({"outcome": "reject", "reason": "an expiry without what comes then"})),
        (None, _) => rule,
    };
    let policy = Policy::new(Unlisted::Deny, [rule])?;
    if input.platform != "accepted" {
        return Ok(json!({"outcome": "reject", "reason": "the platform has refused the peer"}));
    }
    Pin::of_key_in(&input.certificate.0)?; // no TLS stack would have come this far otherwise
    let (host, now): (Host, Timestamp) = (ANY_HOST.parse()?, input.now.parse()?);
    let verdict = policy.judge(&host, now, [&input.certificate.0]);
    let outcome = match verdict {
        Verdict::Matched(_) => "match",
        Verdict::Mismatched(_) if verdict.accepted() => "report",
        Verdict::Mismatched(_) => "mismatch",
        Verdict::Expired(_) if verdict.accepted() => "expired",
        Verdict::Expired(_) | Verdict::Exempt | Verdict::Unlisted(_) => "reject",
    };
    Ok(json!({"outcome": outcome}))
}

/// Bytes, as standard base64.
struct Bytes(Vec<u8>);

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        decode(text.trim_end_matches('=')).map(Self).ok_or_else(|| serde::de::Error::custom("not base64"))
    }
}

fn decode(digits: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut pending, mut count) = (Vec::new(), 0_u32, 0);
    for digit in digits.bytes() {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        pending = pending << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(pending >> count).ok()?);
            pending &= (1 << count) - 1;
        }
    }
    Some(bytes)
}
