//! Answers tls.connect by the code that `linchpin emit rust-rustls` has written beside this file.

#[allow(dead_code)]
mod pin_verifier;
mod pins;
mod rustls_verifier;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::CertificateDer;
use rustls::{CertificateError, RootCertStore};
use serde_json::{json, Value};
use std::collections::hash_map::Entry;
use std::collections::HashMap;
use std::error::Error;
use std::io::{self, BufRead, Write};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

type Failure = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let mut clients = HashMap::new();
    for line in io::stdin().lock().lines() {
        let message: Value = serde_json::from_str(&line?)?;
        let answer = match message["cmd"].as_str() {
            Some("hello") => json!({
                "protocol": 1,
                "impl": {"name": "rust-emitted", "version": "ureq 2.12.1", "language": "rust"},
                "ops": ["tls.connect"],
                "features": ["keep-client"],
            }),
            Some("run") => {
                let mut answer = connect(&mut clients, &message["input"])
                    .unwrap_or_else(|failure| json!({"error": failure.to_string()}));
                answer["seq"] = message["seq"].clone();
                answer
            }
            _ => break,
        };
        println!("{answer}");
        io::stdout().flush()?;
    }
    Ok(())
}

struct Client {
    agent: ureq::Agent,
    /// Takes the place of DNS.
    address: Arc<Mutex<SocketAddr>>,
}

impl Client {
    fn new(ca_file: &str, address: SocketAddr) -> Result<Self, Failure> {
        let mut roots = RootCertStore::empty();
        for authority in CertificateDer::pem_file_iter(ca_file)? {
            roots.add(authority?)?;
        }
        let config = pins::client_config(roots, Box::new(|_, _| {}))?;
        let address = Arc::new(Mutex::new(address));
        let current = address.clone();
        let agent = ureq::AgentBuilder::new()
            .tls_config(Arc::new(config))
            .https_only(true)
            .redirects(0)
            .resolver(move |_: &str| Ok(vec![*current.lock().map_err(|_| io::ErrorKind::Other)?]))
            .build();
        Ok(Self { agent, address })
    }
}

fn connect(clients: &mut HashMap<i64, Client>, input: &Value) -> Result<Value, Failure> {
    let text = |name: &str| input[name].as_str().ok_or(format!("no {name}"));
    let port = input["port"].as_u64().ok_or("no port")?;
    let address = SocketAddr::new(text("address")?.parse()?, u16::try_from(port)?);
    let number = input["client"].as_i64().unwrap_or(0);
    let client = match clients.entry(number) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(new) => new.insert(Client::new(text("caFile")?, address)?),
    };
    *client.address.lock().map_err(|_| "poisoned")? = address;
    let host = text("host")?;
    let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
    let (method, path) = (&input["request"]["method"], &input["request"]["path"]);
    let url = format!("https://{host}:{port}{}", path.as_str().ok_or("no path")?);
    match client.agent.request(method.as_str().ok_or("no method")?, &url).call() {
        Ok(response) | Err(ureq::Error::Status(_, response)) => {
            let status = response.status();
            Ok(json!({"outcome": "accept", "status": status, "body": response.into_string()?}))
        }
        Err(error) => match stage(&error) {
            Some(stage) => Ok(json!({"outcome": "refuse", "stage": stage, "reason": error.to_string()})),
            None => Err(error.into()),
        },
    }
}

/// Where the peer was refused: rustls's error is somewhere among the causes.
fn stage(error: &(dyn Error + 'static)) -> Option<&'static str> {
    if let Some(rustls::Error::InvalidCertificate(refusal)) = error.downcast_ref() {
        return Some(match refusal {
            CertificateError::Other(other) if other.0.is::<rustls_verifier::PinError>() => "pins",
            _ => "platform",
        });
    }
    let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    match wrapped {
        Some(cause) => stage(cause),
        None => error.source().and_then(stage),
    }
}
