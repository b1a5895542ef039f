use pin_verifier::{AfterExpiry, Host, Pattern, Pin, PinSet, Policy, Rule, Timestamp, Unlisted, Verdict};
use std::time::{Duration, UNIX_EPOCH};

const HASH: &str = "x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=";
const A: &str = "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=";
const B: &str = "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=";

#[test]
fn reads_canonical_pins() {
    for text in [A.to_owned(), format!("cert-{A}")] {
        assert_eq!(text, text.parse::<Pin>().unwrap().to_string());
    }
    assert_ne!(A.parse::<Pin>().unwrap(), format!("cert-{A}").parse().unwrap());
}

#[test]
fn refuses_pins_that_are_not_canonical() {
    let texts = [
        String::new(),
        HASH.into(),
        format!("pin-sha256=\"{HASH}\""),
        format!("ѕha256/{HASH}"), // a Cyrillic letter
        format!(" {A}"),
        format!("\u{feff}{A}"),
        format!("SHA256/{HASH}"),
        "sha1/2jmj7l5rSw0yVb/vlWAYkK/YBwk=".into(),
        "sha512/x4Qz".into(),
        "sha256/".into(),
        "sha256/AQID".into(),
        "sha256/2jmj7l5rSw0yVb/vlWAYkK/YBwk=".into(),
        "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/TQ==".into(),
        "sha256//x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4".into(),
        format!("sha256//{HASH}"),
        A.trim_end_matches('=').into(),
        format!("{A}="),
        A.replace("Td4=", "Td5="),
        A.replace("Td4=", "Td6="),
        A.replace("5/cMjb", "5_cMjb"),
        A.replace("K5/", "K5 "),
        A.replace("K5/", "K5\n/"),
        format!("{A}\n"),
        format!("{A}\0"),
        format!("{A}AA"),
        "sha256/c7:84:33:3d".into(),
        format!("sha256/{}=", "A".repeat(43)),
        "x".repeat(100_000),
    ];
    for text in texts {
        let refusal = text.parse::<Pin>().expect_err(&text).to_string();
        assert!(refusal.len() < 400 && !refusal.contains(['\n', '\0', '\u{feff}']), "{refusal}");
    }
}

#[test]
fn counts_repeated_pins_once() {
    let certificate_pin = format!("cert-{A}");
    assert_eq!(3, PinSet::parse([A, B, A, &certificate_pin]).unwrap().len());
    assert!(PinSet::parse::<&str>([]).is_err());
    assert!(PinSet::parse([A, B, ""]).is_err());
}

#[test]
fn gives_hosts_one_canonical_form() {
    let label = "a".repeat(63);
    let longest = [&*label, &label, &label, &"a".repeat(61)].join(".");
    let hosts = [
        ("api.example.com", "api.example.com"),
        ("API.Example.COM", "api.example.com"),
        ("api.example.com.", "api.example.com"),
        ("localhost", "localhost"),
        ("my_service.example.com", "my_service.example.com"),
        ("r3---sn-4g5e.example.com", "r3---sn-4g5e.example.com"),
        ("1.2.3.4.example.com", "1.2.3.4.example.com"),
        ("XN--BCHER-KVA.example", "xn--bcher-kva.example"),
        ("xn--strae-oqa.example", "xn--strae-oqa.example"),
        ("xn--80aafi6cg.example", "xn--80aafi6cg.example"),
        ("xn--wgv71a119e.example", "xn--wgv71a119e.example"),
        ("192.0.2.1", "192.0.2.1"),
        ("192.0.2.1.", "192.0.2.1"),
        ("255.255.255.255", "255.255.255.255"),
        ("::1", "::1"),
        ("[::1]", "::1"),
        ("::", "::"),
        ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"),
        ("2001:0db8::0001", "2001:db8::1"),
        ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
        ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
        ("1:0:0:0:0:0:0:0", "1::"),
        ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
        ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
        ("::192.0.2.33", "::c000:221"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("[::FFFF:c000:201]", "192.0.2.1"),
        ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
        (&format!("{label}.com"), &format!("{label}.com")),
        (&format!("{longest}."), &longest),
    ];
    for (text, canonical) in hosts {
        assert_eq!(canonical, host(text).to_string());
        assert_eq!(host(canonical), host(text));
    }
}

/// Each of these, taken for an unlisted name, would leave a pinned host unchecked.
#[test]
#[rustfmt::skip]
fn refuses_hosts_without_a_canonical_form() {
    let label = "a".repeat(63);
    let too_long = [&*label, &label, &label, &"a".repeat(62)].join(".");
    for text in [
        "", ".", "..", "a..b", ".example.com", "example.com..", "exa mple.com", " example.com", "example.com ",
        "example.com:443", "example.com/path", "user@example.com", "exam\0ple.com", "example.com\n", "*.example.com",
        "-a.example.com", "a-.example.com", "-", "bücher.example", "example.com\u{3002}", "api\u{3002}example.com",
        "\u{212a}elvin.example", "\u{130}stanbul.example", "ｅｘａｍｐｌｅ.com", "fa\u{df}.example", "\u{fffd}.example",
        "xn--.example", "xn--a-.example", "xn--99999999999.example", "xn--bcher-.example", "xn--\u{e9}.example",
        "0x7f.1", "127.1", "1.2.3", "1.2.3.256", "1.2.3.04", "1.2.3.4.5", "1.2.3.4..", "example.0x7f", "example.0x",
        "example.1", "2130706433", "[::1", "::1]", "[::1].", "[]", "[[::1]]", "[example.com]", "[192.0.2.1]", ":::",
        "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8", "1:2:3:4:5:6:7:1.2.3.4", "1.2.3.4::",
        "::12345", "::g", "::1.2.3", "::1.2.3.04", "fe80::1%eth0", "[fe80::1%25eth0]", "[::1]:443", "::1.",
        &too_long, &format!("a{label}.com"), &label.repeat(1000),
    ] {
        let refusal = text.parse::<Host>().expect_err(text).to_string();
        assert!(refusal.len() < 600, "{refusal}");
    }
}

#[test]
fn host_patterns_cover_what_they_say() {
    for (text, name, expected) in [
        ("api.example.com", "api.example.com", true),
        ("api.example.com", "API.EXAMPLE.COM.", true),
        ("API.example.com.", "api.example.com", true),
        ("api.example.com", "example.com", false),
        ("api.example.com", "x.api.example.com", false),
        ("api.example.com", "api.example.com.evil.test", false),
        ("*.example.com", "api.example.com", true),
        ("*.example.com", "a.b.example.com", false),
        ("*.example.com", "example.com", false),
        ("*.example.com", "badexample.com", false),
        ("*.example.com", "api.example.com.evil.com", false),
        ("**.example.com", "example.com", true),
        ("**.example.com", "api.example.com", true),
        ("**.example.com", "a.b.c.example.com", true),
        ("**.example.com", "badexample.com", false),
        ("**.example.com", "com", false),
        ("192.0.2.1", "192.0.2.1", true),
        ("::1", "[0:0:0:0:0:0:0:1]", true),
        ("**.2.0.example", "192.0.2.1", false),
    ] {
        assert_eq!(expected, text.parse::<Pattern>().unwrap().matches(&host(name)), "{text} {name}");
    }
}

#[test]
#[rustfmt::skip]
fn refuses_misplaced_wildcards() {
    for text in [
        "", "*", "**", "*.", "**.", "***.example.com", "a.*.com", "ba*.example.com", "*.*.example.com", "*.**.example.com",
        "*.com", "**.com", "*.com.", "*.192.0.2.1", "*.::1", "*.[::1]", ".example.com", "*..example.com", "example.com:443",
    ] {
        assert!(text.parse::<Pattern>().is_err(), "{text}");
    }
}

#[test]
fn takes_the_most_specific_rule_alone() {
    let patterns = [
        "**.example.com",
        "*.example.com",
        "example.com",
        "*.api.example.com",
        "**.deep.api.example.com",
        "**.example.org",
        "*.example.org",
        "192.0.2.1",
    ];
    let policy = Policy::new(Unlisted::Deny, patterns.map(|hosts| Rule::enforce(hosts, [A, B]).unwrap())).unwrap();
    for (name, expected) in [
        ("example.com", Some("example.com")),
        ("www.example.com", Some("*.example.com")),
        ("a.www.example.com", Some("**.example.com")),
        ("api.example.com", Some("*.example.com")),
        ("v1.api.example.com", Some("*.api.example.com")),
        ("deep.api.example.com", Some("**.deep.api.example.com")),
        ("x.y.deep.api.example.com", Some("**.deep.api.example.com")),
        ("x.v1.api.example.com", Some("**.example.com")),
        ("example.org", Some("**.example.org")),
        ("a.example.org", Some("*.example.org")),
        ("192.0.2.1", Some("192.0.2.1")),
        ("192.0.2.2", None),
        ("com", None),
        ("badexample.com", None),
    ] {
        assert_eq!(
            expected.map(str::to_owned),
            policy.rule_for(&host(name)).map(|rule| rule.hosts().to_string()),
            "{name}"
        );
    }
}

#[test]
fn refuses_policies_that_check_nothing_or_contradict_themselves() {
    let rule = |hosts| Rule::enforce(hosts, [A, B]).unwrap();
    assert!(Policy::new(Unlisted::Allow, []).is_err());
    assert!(Policy::new(Unlisted::Deny, []).is_ok());
    assert!(Policy::new(Unlisted::Allow, [rule("*.Example.com"), rule("*.example.com.")]).is_err());
}

#[test]
fn refuses_rules_that_lock_out_or_contradict_themselves() {
    assert!(Rule::enforce("a.test", [A]).is_err());
    assert!(Rule::enforce("a.test", [A, A]).is_err());
    assert!(Rule::enforce("a.test", [A, B, "sha1/AAAA"]).is_err());
    assert!(Rule::enforce("*.test", [A, B]).is_err());
    assert!(Rule::report_only("a.test", [A]).is_ok());
    assert!(Rule::report_only::<&str>("a.test", []).is_err());
    assert!(Rule::enforce_without_backup("a.test", A, "the key cannot be cloned").is_ok());
    assert!(Rule::enforce_without_backup("a.test", A, " ").is_err());
    let trial = Rule::report_only("a.test", [A]).unwrap();
    assert!(trial.clone().expires("2027-01-31", AfterExpiry::FailOpen).is_ok());
    assert!(trial.expires("2027-01-31", AfterExpiry::FailClosed).is_err());
}

#[test]
fn reads_dates_and_instants_in_utc() {
    for (text, seconds, nanos) in [
        ("1970-01-01", 0, 0),
        ("2027-01-31", 1_801_353_600, 0),
        ("2028-02-29", 1_835_395_200, 0),
        ("2100-03-01", 4_107_542_400, 0),
        ("9999-12-31", 253_402_214_400, 0),
        ("2027-01-31T12:30:00Z", 1_801_398_600, 0),
        ("2027-01-31T12:30:00.5Z", 1_801_398_600, 500_000_000),
        ("2027-01-31T12:30:00.000000001Z", 1_801_398_600, 1),
        ("2027-01-31T12:30:00+02:00", 1_801_391_400, 0),
        ("2027-01-31T23:30:00-02:00", 1_801_445_400, 0),
        ("2027-01-31T12:30:00+18:00", 1_801_333_800, 0),
    ] {
        let expected = Timestamp::from(UNIX_EPOCH + Duration::new(seconds, nanos));
        assert_eq!(expected, text.parse().unwrap(), "{text}");
    }
    let before = Timestamp::from(UNIX_EPOCH - Duration::from_millis(100));
    assert_eq!(before, "1969-12-31T23:59:59.9Z".parse().unwrap());
    let times = ["0000-01-01", "0000-12-31", "0001-01-01", "1900-02-28", "1900-03-01", "1969-12-31T23:59:59.9Z"];
    assert!(times.map(|text| text.parse::<Timestamp>().unwrap()).is_sorted());
    assert!(times.iter().all(|text| text.parse::<Timestamp>().unwrap() < UNIX_EPOCH.into()));
}

#[test]
#[rustfmt::skip]
fn refuses_what_is_neither_date_nor_instant() {
    for text in [
        "", "2026-01-01garbage", "2026-1-1", "26-01-01", "2027-02-29", "1900-02-29", "2027-02-30T00:00:00Z", "2027-13-01",
        "2027-00-01", "2027-01-00", "2027-01-31T24:00:00Z", "2027-01-31T12:60:00Z", "2027-01-31T12:30:60Z",
        "2027-01-31T12:30:00", "2027-01-31T12:30Z", "2027-01-31 12:30:00Z", "2027-01-31t12:30:00z",
        "2027-01-31T12:30:00,5Z", "2027-01-31T12:30:00.Z", "2027-01-31T12:30:00.1234567890Z",
        "2027-01-31T12:30:00+18:01", "2027-01-31T12:30:00+99:00", "2027-01-31T12:30:00+02", "2027-01-31T12:30:00+02:60",
        "2027-01-31T12:30:00ZZ", "2027-01-31T", "+12027-01-31", "-2027-01-31", "1893456000", "1893456000000",
        " 2027-01-31", "2027-01-31\n", "２０２７-01-31",
    ] {
        assert!(text.parse::<Timestamp>().is_err(), "{text}");
    }
}

#[test]
fn judges_by_rule_time_and_certificates() {
    let (leaf, root) =
        (skeleton("020101 3000 3000 3000 3000", SPKI, ""), skeleton("020102 3000 3000 3000 3000", OTHER, ""));
    let peer = [&leaf, &root];
    let (leaf_pin, root_pin) =
        (Pin::of_key_in(&leaf).unwrap().to_string(), Pin::of_certificate(&root).unwrap().to_string());
    let end: Timestamp = "2027-01-31T00:00:00Z".parse().unwrap();
    let later: Timestamp = "2027-01-31T00:00:00.000000001Z".parse().unwrap();

    let verdict = |rule: Rule, now| {
        let policy = Policy::new(Unlisted::Report, [rule]).unwrap();
        let verdict = policy.judge(&host("api.test"), now, peer);
        let kind = match verdict {
            Verdict::Matched(_) => "matched",
            Verdict::Mismatched(_) => "mismatched",
            Verdict::Expired(_) => "expired",
            Verdict::Exempt => "exempt",
            Verdict::Unlisted(_) => "unlisted",
        };
        (kind, verdict.accepted(), verdict.reported())
    };
    let enforced = |pin: &str| Rule::enforce("api.test", [pin, B]).unwrap();
    assert_eq!(("matched", true, false), verdict(enforced(&leaf_pin), end));
    assert_eq!(("matched", true, false), verdict(enforced(&root_pin), end));
    assert_eq!(("mismatched", false, true), verdict(enforced(A), end));
    assert_eq!(("mismatched", true, true), verdict(Rule::report_only("api.test", [A]).unwrap(), end));
    let open = |pin: &str| enforced(pin).expires("2027-01-31", AfterExpiry::FailOpen).unwrap();
    let closed = |pin: &str| enforced(pin).expires("2027-01-31", AfterExpiry::FailClosed).unwrap();
    assert_eq!(("mismatched", false, true), verdict(open(A), end));
    assert_eq!(("expired", true, true), verdict(open(A), later));
    assert_eq!(("expired", false, true), verdict(closed(&leaf_pin), later));
    assert_eq!(("unlisted", true, true), verdict(Rule::enforce("other.test", [A, B]).unwrap(), end));

    let policy = Policy::new(Unlisted::Deny, [enforced(&leaf_pin)]).unwrap();
    assert!(!policy.judge(&host("other.test"), end, peer).accepted());
    let exempting = policy.clone().exempting(["other.test"]).unwrap();
    let verdict = exempting.judge(&host("other.test"), end, peer);
    assert!(verdict.accepted() && !verdict.reported());
    assert!(exempting.exempting(["API.test"]).is_err(), "a rule and an exemption");
    assert!(!policy.judge::<&[u8]>(&host("api.test"), end, []).accepted());
    assert!(!policy.judge(&host("api.test"), end, [&leaf[..9], &leaf]).accepted(), "a certificate that is not DER");
}

// Certificates reduced to their skeleton, so that each defect can be seen.
const SPKI: &str = "300b 3005 06032a0304 0302 0001"; // algorithm 1.2.3.4 without parameters, one octet of key
const OTHER: &str = "300b 3005 06032a0304 0302 0002";
const BEFORE: &str = "020101 3000 3000 3000 3000";

#[test]
fn finds_the_key_of_every_version() {
    let expected = Pin::of_key(&unhex(SPKI)).unwrap();
    assert_eq!(expected, Pin::of_key_in(&skeleton(BEFORE, SPKI, "")).unwrap());
    assert_eq!(expected, Pin::of_key_in(&skeleton(&format!("a003020101{BEFORE}"), SPKI, "81020000 82020000")).unwrap());
    assert_eq!(expected, Pin::of_key_in(&skeleton(&format!("a003020102{BEFORE}"), SPKI, "a3023000")).unwrap());
}

#[test]
fn refuses_what_is_not_a_key() {
    for (what, spki) in [
        ("unused bits", "300b 3005 06032a0304 0302 0101"),
        ("no bits", "3009 3005 06032a0304 0300"),
        ("an empty key", "300a 3005 06032a0304 0301 00"),
        ("no algorithm", "3006 3000 0302 0001"),
        ("a number instead", "3009 3003 020101 0302 0001"),
        ("more behind the key", "300d 3005 06032a0304 0302 0001 0500"),
        ("two parameters", "300f 3009 06032a0304 0500 0500 0302 0001"),
        ("a tag of several octets", &format!("302c 3026 06032a0304 1f1f1e {} 0302 0001", "00".repeat(30))),
        ("a length that is not minimal", "30810b 3005 06032a0304 0302 0001"),
    ] {
        assert!(Pin::of_key(&unhex(spki)).is_err(), "{what}");
        assert!(Pin::of_key_in(&skeleton(BEFORE, spki, "")).is_err(), "{what}");
    }
    assert!(Pin::of_key(&[unhex(SPKI), vec![0]].concat()).is_err());
}

#[test]
fn refuses_what_is_not_a_certificate() {
    let whole = skeleton(BEFORE, SPKI, "");
    let indefinite = [&[0x30, 0x80], &whole[2..], &[0, 0]].concat();
    let trailing = [&*whole, &[0]].concat();
    for bytes in [
        &[][..],
        &[0x30],
        &skeleton(BEFORE, SPKI, "a4023000"),
        &skeleton(BEFORE, SPKI, "a3023000 81020000"),
        &trailing,
        &whole[..whole.len() - 1],
        &indefinite,
        &unhex(&format!("3021 3018 {BEFORE} {SPKI} 3000 0301 00 0500")),
        b"-----BEGIN CERTIFICATE-----\n",
        &unhex("31 00"),
        &unhex("30 81"),
        &unhex("30 8101 00"),
        &unhex("30 820080"),
        &unhex("30 83000100"),
        &unhex("30 8400000001 00"),
        &unhex("30 ff"),
    ] {
        assert!(Pin::of_key_in(bytes).is_err(), "{bytes:02x?}");
        assert!(Pin::of_certificate(bytes).is_err(), "{bytes:02x?}");
    }
}

#[test]
fn refuses_more_bytes_than_tls_can_carry() {
    const MAX: usize = (1 << 24) - 1;
    for (size, fits) in [(MAX, true), (MAX + 1, false)] {
        let key = size - 17;
        let head = unhex(&format!("30 83{:06x} 3005 06032a0304 03 83{key:06x}", size - 5));
        let spki = [head, vec![0; key]].concat();
        assert_eq!((size, fits), (spki.len(), Pin::of_key(&spki).is_ok()));
    }
}

/// Damaged and random input; the answer matters less than that there is one.
#[test]
fn never_panics() {
    let certificate = skeleton(&format!("a003020102{BEFORE}"), SPKI, "a3023000");
    let mut random = Xorshift(2026_1121);
    for _ in 0..200_000 {
        let mut der = certificate.clone();
        for _ in 0..1 + random.below(3) {
            let at = random.below(der.len());
            der[at] = random.below(256) as u8;
        }
        der.truncate(der.len() - random.below(2) * random.below(der.len()));
        let _ = (Pin::of_key_in(&der), Pin::of_key(&der));
    }
    let alphabet: Vec<char> = "aznx-019.:[]%*_TZ+/= é\u{3002}😀".chars().collect();
    let mut hosts = 0;
    for _ in 0..200_000 {
        let prefix = ["", "xn--", "sha256/", "*.", "[", "2027-01-31T"][random.below(6)];
        let noise = (0..random.below(24)).map(|_| alphabet[random.below(alphabet.len())]);
        let text: String = prefix.chars().chain(noise).collect();
        let _ = (text.parse::<Pin>(), text.parse::<Pattern>(), text.parse::<Timestamp>());
        if let Ok(parsed) = text.parse::<Host>() {
            assert_eq!(parsed, host(&parsed.to_string()));
            hosts += 1;
        }
    }
    assert!(hosts > 1000, "too few names were well-formed for this to be a test: {hosts}");
}

struct Xorshift(u64);

impl Xorshift {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 as usize % bound
    }
}

fn host(text: &str) -> Host {
    text.parse().unwrap()
}

fn skeleton(before: &str, spki: &str, after: &str) -> Vec<u8> {
    let sequence = |content: Vec<u8>| [vec![0x30, content.len() as u8], content].concat();
    let body = sequence(unhex(&[before, spki, after].concat()));
    sequence([body, unhex("3000 0301 00")].concat())
}

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(16)).collect();
    digits.chunks(2).map(|pair| (pair[0] << 4 | pair[1]) as u8).collect()
}
