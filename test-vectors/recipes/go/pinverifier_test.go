package pinverifier

import (
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

const (
	hashA = "x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4="
	hashB = "58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU="
	pinA  = keyPrefix + hashA
	pinB  = keyPrefix + hashB
)

func TestParsePinReadsCanonicalText(t *testing.T) {
	for _, text := range []string{pinA, "cert-sha256/" + hashA} {
		pin, err := ParsePin(text)
		if err != nil || pin.String() != text {
			t.Errorf("ParsePin(%q) = %v, %v", text, pin, err)
		}
	}
}

func TestParsePinRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"empty text":          "",
		"hash alone":          hashA,
		"HPKP syntax":         `pin-sha256="` + hashA + `"`,
		"homoglyph prefix":    "ѕha256/" + hashA,
		"leading blank":       " " + pinA,
		"byte order mark":     "\ufeff" + pinA,
		"upper-case prefix":   "SHA256/" + hashA,
		"SHA-1":               "sha1/2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
		"SHA-512":             "sha512/x4Qz",
		"nothing":             "sha256/",
		"3 bytes":             "sha256/AQID",
		"20 bytes":            "sha256/2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
		"31 bytes":            "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/TQ==",
		"33 bytes":            "sha256//x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4",
		"curl's form":         "sha256//" + hashA,
		"unpadded":            strings.TrimSuffix(pinA, "="),
		"extra padding":       pinA + "=",
		"trailing bits":       strings.Replace(pinA, "Td4=", "Td5=", 1),
		"base64url":           strings.ReplaceAll(pinA, "5/cMjb", "5_cMjb"),
		"blank inside":        strings.Replace(pinA, "K5/", "K5 ", 1),
		"line feed inside":    strings.Replace(pinA, "K5/", "K5\n/", 1),
		"line feed behind":    pinA + "\n",
		"NUL behind":          pinA + "\x00",
		"junk behind padding": pinA + "AA",
		"hexadecimal":         "sha256/c7:84:33:3d",
		"placeholder":         "sha256/" + strings.Repeat("A", 43) + "=",
	} {
		if pin, err := ParsePin(text); err == nil {
			t.Errorf("%s: ParsePin(%q) = %v", name, text, pin)
		} else if strings.ContainsAny(err.Error(), "\n\x00\ufeff") {
			t.Errorf("%s: message has control characters: %v", name, err)
		}
	}
	if _, err := ParsePin(strings.Repeat("x", 100_000)); len(err.Error()) > 300 {
		t.Error("message of", len(err.Error()), "bytes")
	}
}

func TestParsePinsCountsRepeatedPinsOnce(t *testing.T) {
	pins, err := ParsePins(pinA, pinB, pinA, "cert-sha256/"+hashA)
	if err != nil || len(pins) != 3 {
		t.Errorf("got %v, %v", pins, err)
	}
	if _, err := ParsePins(); err == nil {
		t.Error("an empty set was accepted")
	}
}

func TestParseHostIsCanonical(t *testing.T) {
	for text, want := range map[string]string{
		"api.example.com":                "api.example.com",
		"API.Example.COM":                "api.example.com",
		"api.example.com.":               "api.example.com",
		"localhost":                      "localhost",
		"my_service.example.com":         "my_service.example.com",
		"r3---sn-4g5e.example.com":       "r3---sn-4g5e.example.com",
		"1.2.3.4.example.com":            "1.2.3.4.example.com",
		"XN--BCHER-KVA.example":          "xn--bcher-kva.example",
		"xn--strae-oqa.example":          "xn--strae-oqa.example",
		"xn--80aafi6cg.example":          "xn--80aafi6cg.example",
		"xn--wgv71a119e.example":         "xn--wgv71a119e.example",
		"192.0.2.1":                      "192.0.2.1",
		"192.0.2.1.":                     "192.0.2.1",
		"255.255.255.255":                "255.255.255.255",
		"::1":                            "::1",
		"[::1]":                          "::1",
		"::":                             "::",
		"2001:DB8:0:0:0:0:0:1":           "2001:db8::1",
		"2001:0db8::0001":                "2001:db8::1",
		"2001:db8:0:0:1:0:0:1":           "2001:db8::1:0:0:1",
		"2001:0:0:1:0:0:0:1":             "2001:0:0:1::1",
		"2001:db8:0:1:1:1:1:1":           "2001:db8:0:1:1:1:1:1",
		"1:0:0:0:0:0:0:0":                "1::",
		"1:2:3:4:5:6:7::":                "1:2:3:4:5:6:7:0",
		"64:ff9b::192.0.2.33":            "64:ff9b::c000:221",
		"::192.0.2.33":                   "::c000:221",
		"::ffff:192.0.2.1":               "192.0.2.1",
		"[::FFFF:c000:201]":              "192.0.2.1",
		"1:2:3:4:5:6:1.2.3.4":            "1:2:3:4:5:6:102:304",
		strings.Repeat("a", 63) + ".com": strings.Repeat("a", 63) + ".com",
		longName + ".":                   longName,
	} {
		host, err := ParseHost(text)
		if err != nil || host.String() != want {
			t.Errorf("ParseHost(%q) = %v, %v; want %s", text, host, err, want)
		}
		if again, err := ParseHost(want); again != host {
			t.Errorf("ParseHost(%q) = %v, %v; want %v", want, again, err, host)
		}
	}
}

var longName = strings.Repeat(strings.Repeat("a", 63)+".", 3) + strings.Repeat("a", 61) // 253 characters

// Each of these, taken for an unlisted name, would leave a pinned host unchecked.
func TestParseHostRefuses(t *testing.T) {
	for _, text := range []string{
		"", ".", "..", "a..b", ".example.com", "example.com..", "exa mple.com", " example.com", "example.com ",
		"example.com:443", "example.com/path", "user@example.com", "exam\x00ple.com", "example.com\n", "*.example.com",
		"-a.example.com", "a-.example.com", "-", "bücher.example", "example.com\u3002", "api\u3002example.com",
		"\u212aelvin.example", "\u0130stanbul.example", "ｅｘａｍｐｌｅ.com", "fa\u00df.example", "\xff.example",
		"xn--.example", "xn--a-.example", "xn--99999999999.example", "xn--bcher-.example",
		"0x7f.1", "127.1", "1.2.3", "1.2.3.256", "1.2.3.04", "1.2.3.4.5", "1.2.3.4..", "example.0x7f", "example.0x",
		"example.1", "2130706433", "[::1", "::1]", "[::1].", "[]", "[[::1]]", "[example.com]", "[192.0.2.1]", ":::",
		"1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8", "1:2:3:4:5:6:7:1.2.3.4", "1.2.3.4::",
		"::12345", "::g", "::1.2.3", "::1.2.3.04", "fe80::1%eth0", "[fe80::1%25eth0]", "[::1]:443", "::1.",
		longName + "a", strings.Repeat("a", 64) + ".com", strings.Repeat("a", 100_000),
	} {
		if host, err := ParseHost(text); err == nil {
			t.Errorf("ParseHost(%q) = %v", text, host)
		} else if len(err.Error()) > 400 {
			t.Error("message of", len(err.Error()), "bytes")
		}
	}
}

func TestParseHostIsIdempotentOnNoise(t *testing.T) {
	const alphabet = "abzAZ019.-_:[]%*xn /\u00fc\u3002"
	random := rand.New(rand.NewPCG(2026, 1121))
	parsed := 0
	for range 50_000 {
		noise := make([]byte, random.IntN(12))
		for i := range noise {
			noise[i] = alphabet[random.IntN(len(alphabet))]
		}
		host, err := ParseHost(string(noise))
		if err != nil {
			continue
		}
		parsed++
		if again, err := ParseHost(host.String()); err != nil || again != host {
			t.Fatalf("%q became %v, and that %v, %v", noise, host, again, err)
		}
	}
	if parsed < 1000 {
		t.Error("too few names were well-formed for this to be a test:", parsed)
	}
}

func TestPatternMatches(t *testing.T) {
	for _, c := range []struct {
		pattern, host string
		want          bool
	}{
		{"api.example.com", "api.example.com", true},
		{"api.example.com", "API.EXAMPLE.COM.", true},
		{"API.example.com.", "api.example.com", true},
		{"api.example.com", "example.com", false},
		{"api.example.com", "x.api.example.com", false},
		{"api.example.com", "api.example.com.evil.test", false},
		{"*.example.com", "api.example.com", true},
		{"*.example.com", "a.b.example.com", false},
		{"*.example.com", "example.com", false},
		{"*.example.com", "badexample.com", false},
		{"*.example.com", "api.example.com.evil.com", false},
		{"**.example.com", "example.com", true},
		{"**.example.com", "api.example.com", true},
		{"**.example.com", "a.b.c.example.com", true},
		{"**.example.com", "badexample.com", false},
		{"**.example.com", "com", false},
		{"192.0.2.1", "192.0.2.1", true},
		{"::1", "[0:0:0:0:0:0:0:1]", true},
		{"**.2.0.example", "192.0.2.1", false},
	} {
		pattern, err := ParsePattern(c.pattern)
		if err != nil {
			t.Fatal(err)
		}
		if got := pattern.Matches(mustHost(t, c.host)); got != c.want {
			t.Errorf("%q matches %q: %v", c.pattern, c.host, got)
		}
	}
}

func TestParsePatternRefuses(t *testing.T) {
	for _, text := range []string{
		"", "*", "**", "*.", "**.", "***.example.com", "a.*.com", "ba*.example.com", "*.*.example.com", "*.**.example.com",
		"*.com", "**.com", "*.com.", "*.192.0.2.1", "*.::1", "*.[::1]", ".example.com", "*..example.com", "example.com:443",
	} {
		if pattern, err := ParsePattern(text); err == nil {
			t.Errorf("ParsePattern(%q) = %v", text, pattern)
		}
	}
}

func TestSelectTakesTheMostSpecificRule(t *testing.T) {
	patterns := []string{
		"**.example.com", "*.example.com", "example.com", "*.api.example.com", "**.deep.api.example.com", "**.example.org",
		"*.example.org", "192.0.2.1",
	}
	var rules []Rule
	for _, pattern := range patterns {
		rules = append(rules, Rule{Hosts: pattern, Pins: []string{pinA, pinB}})
	}
	policy, err := NewPolicy(DenyUnlisted, rules...)
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]string{
		"example.com":              "example.com",
		"www.example.com":          "*.example.com",
		"a.www.example.com":        "**.example.com",
		"api.example.com":          "*.example.com",
		"v1.api.example.com":       "*.api.example.com",
		"deep.api.example.com":     "**.deep.api.example.com",
		"x.y.deep.api.example.com": "**.deep.api.example.com",
		"x.v1.api.example.com":     "**.example.com",
		"example.org":              "**.example.org",
		"a.example.org":            "*.example.org",
		"192.0.2.1":                "192.0.2.1",
		"192.0.2.2":                "",
		"com":                      "",
		"badexample.com":           "",
	} {
		if got, _ := policy.Select(mustHost(t, host)); got != want {
			t.Errorf("Select(%s) = %q, want %q", host, got, want)
		}
	}
}

func TestNewPolicyRefuses(t *testing.T) {
	two := []string{pinA, pinB}
	for name, rules := range map[string][]Rule{
		"no rules":              nil,
		"two rules for a host":  {{Hosts: "*.Example.com", Pins: two}, {Hosts: "*.example.com.", Pins: two}},
		"a malformed pattern":   {{Hosts: "*.com", Pins: two}},
		"no pins":               {{Hosts: "a.test", NoBackup: "why"}},
		"one pin":               {{Hosts: "a.test", Pins: []string{pinA}}},
		"one pin, twice":        {{Hosts: "a.test", Pins: []string{pinA, pinA}}},
		"one pin, blank reason": {{Hosts: "a.test", Pins: []string{pinA}, NoBackup: " "}},
		"a malformed pin":       {{Hosts: "a.test", Pins: []string{pinA, pinB, "sha1/AAAA"}}},
		"expiry without then":   {{Hosts: "a.test", Pins: two, Expires: "2027-01-31"}},
		"then without expiry":   {{Hosts: "a.test", Pins: two, AfterExpiry: FailOpen}},
		"a malformed expiry":    {{Hosts: "a.test", Pins: two, Expires: "soon", AfterExpiry: FailOpen}},
		"report-only, closed": {
			{Hosts: "a.test", Pins: two, ReportOnly: true, Expires: "2027-01-31", AfterExpiry: FailClosed},
		},
	} {
		if _, err := NewPolicy(AllowUnlisted, rules...); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
	for name, rule := range map[string]Rule{
		"one pin with a reason": {Hosts: "a.test", Pins: []string{pinA}, NoBackup: "the key cannot be cloned"},
		"one pin on trial":      {Hosts: "a.test", Pins: []string{pinA}, ReportOnly: true},
	} {
		if _, err := NewPolicy(AllowUnlisted, rule); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := NewPolicy(DenyUnlisted); err != nil {
		t.Errorf("a policy that denies all: %v", err)
	}
}

func TestParseExpiry(t *testing.T) {
	for text, want := range map[string]string{
		"2027-01-31":                "2027-01-31T00:00:00Z",
		"2028-02-29":                "2028-02-29T00:00:00Z",
		"9999-12-31":                "9999-12-31T00:00:00Z",
		"2027-01-31T12:30:00Z":      "2027-01-31T12:30:00Z",
		"2027-01-31T12:30:00.5Z":    "2027-01-31T12:30:00.5Z",
		"2027-01-31T12:30:00+02:00": "2027-01-31T10:30:00Z",
		"2027-01-31T23:30:00-02:00": "2027-02-01T01:30:00Z",
		"2027-01-31T12:30:00+18:00": "2027-01-30T18:30:00Z",
	} {
		got, err := ParseExpiry(text)
		if err != nil || got.UTC().Format(time.RFC3339Nano) != want {
			t.Errorf("ParseExpiry(%q) = %v, %v; want %s", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", "2026-01-01garbage", "2026-1-1", "26-01-01", "2027-02-29", "2027-02-30T00:00:00Z", "2027-13-01", "2027-00-01",
		"2027-01-31T24:00:00Z", "2027-01-31T12:60:00Z", "2027-01-31T12:30:60Z", "2027-01-31T12:30:00", "2027-01-31T12:30Z",
		"2027-01-31 12:30:00Z", "2027-01-31t12:30:00z", "2027-01-31T12:30:00,5Z", "2027-01-31T12:30:00.Z",
		"2027-01-31T12:30:00.1234567890Z", "2027-01-31T12:30:00+18:01", "2027-01-31T12:30:00+02", "+12027-01-31",
		"1893456000", "1893456000000", " 2027-01-31", "2027-01-31\n", "２０２７-01-31",
	} {
		if got, err := ParseExpiry(text); err == nil {
			t.Errorf("ParseExpiry(%q) = %v", text, got)
		}
	}
}

func TestJudge(t *testing.T) {
	ca := newCA(t, "root")
	leaf := ca.issue(t, "api.test").cert
	peer := [][]*x509.Certificate{{leaf, ca.cert}}
	good, bad := []string{keyPin(t, leaf), pinA}, []string{pinA, pinB}
	end := time.Date(2027, 1, 31, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name               string
		rule               Rule
		now                time.Time
		outcome            Outcome
		accepted, reported bool
	}{
		{"leaf", Rule{Pins: good}, end, Matched, true, false},
		{"root", Rule{Pins: []string{keyPin(t, ca.cert), pinA}}, end, Matched, true, false},
		{"neither", Rule{Pins: bad}, end, Mismatched, false, true},
		{"on trial", Rule{Pins: bad, ReportOnly: true}, end, Mismatched, true, true},
		{"last instant", Rule{Pins: bad, Expires: "2027-01-31", AfterExpiry: FailOpen}, end, Mismatched, false, true},
		{"expired", Rule{Pins: bad, Expires: "2027-01-31", AfterExpiry: FailOpen}, end.Add(1), Expired, true, true},
		{"lapsed", Rule{Pins: good, Expires: "2027-01-31", AfterExpiry: FailClosed}, end.Add(1), Expired, false, true},
		{"year 1", Rule{Pins: bad, Expires: "0001-01-01", AfterExpiry: FailClosed}, end, Expired, false, true},
	} {
		c.rule.Hosts = "**.api.test"
		policy, err := NewPolicy(AllowUnlisted, c.rule)
		if err != nil {
			t.Fatal(err)
		}
		verdict := policy.Judge(mustHost(t, "api.test"), c.now, peer)
		if verdict.Outcome != c.outcome || verdict.Accepted != c.accepted || verdict.Reported != c.reported {
			t.Errorf("%s: %+v", c.name, verdict)
		}
		if (verdict.Err() == nil) != c.accepted {
			t.Errorf("%s: %v", c.name, verdict.Err())
		}
	}
}

func TestJudgeRefusesACertificateReadInTwoWays(t *testing.T) {
	leaf := *newCA(t, "root").issue(t, "api.test").cert
	other := newCA(t, "other").cert
	policy, err := NewPolicy(AllowUnlisted, Rule{Hosts: "api.test", Pins: []string{keyPin(t, &leaf), pinA}})
	if err != nil {
		t.Fatal(err)
	}
	leaf.RawSubjectPublicKeyInfo = other.RawSubjectPublicKeyInfo
	verdict := policy.Judge(mustHost(t, "api.test"), time.Now(), [][]*x509.Certificate{{&leaf}})
	if verdict.Outcome != Mismatched {
		t.Errorf("%+v", verdict)
	}
}

// Certificates reduced to their skeleton, so that each defect can be seen.
const (
	spkiHex   = "300b 3005 06032a0304 0302 0001" // algorithm 1.2.3.4 without parameters, one octet of key
	beforeHex = "020101 3000 3000 3000 3000"
)

func TestKeyPinFindsTheKey(t *testing.T) {
	want, err := KeyPinOf(unhex(t, spkiHex))
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{
		"version 1": beforeHex + spkiHex,
		"version 2": "a003020101" + beforeHex + spkiHex + "81020000" + "82020000",
		"version 3": "a003020102" + beforeHex + spkiHex + "a3023000",
	} {
		if pin, err := KeyPin(skeleton(t, body)); err != nil || pin != want {
			t.Errorf("%s: %v, %v", name, pin, err)
		}
	}
}

func TestKeyPinRefuses(t *testing.T) {
	for name, spki := range map[string]string{
		"unused bits":     "300b 3005 06032a0304 0302 0101",
		"no bits":         "3009 3005 06032a0304 0300",
		"an empty key":    "300a 3005 06032a0304 0301 00",
		"no algorithm":    "3006 3000 0302 0001",
		"a number":        "3009 3003 020101 0302 0001",
		"more behind":     "300d 3005 06032a0304 0302 0001 0500",
		"two parameters":  "300f 3009 06032a0304 0500 0500 0302 0001",
		"a long tag":      "302c 3026 06032a0304 1f1f1e" + strings.Repeat("00", 30) + "0302 0001",
		"a longer length": "30810b 3005 06032a0304 0302 0001",
	} {
		if pin, err := KeyPinOf(unhex(t, spki)); err == nil {
			t.Errorf("KeyPinOf: %s: %v", name, pin)
		}
		if pin, err := KeyPin(skeleton(t, beforeHex+spki)); err == nil {
			t.Errorf("KeyPin: %s: %v", name, pin)
		}
	}
	whole := skeleton(t, beforeHex+spkiHex)
	indefinite := append([]byte{0x30, 0x80}, append(whole[2:], 0, 0)...)
	for name, der := range map[string][]byte{
		"nothing":              {},
		"one octet":            {0x30},
		"a field of version 4": skeleton(t, beforeHex+spkiHex+"a4023000"),
		"fields out of order":  skeleton(t, beforeHex+spkiHex+"a3023000"+"81020000"),
		"trailing bytes":       append(append([]byte{}, whole...), 0),
		"a fourth field":       unhex(t, "3021 3018 "+beforeHex+spkiHex+"3000 0301 00 0500"),
		"a truncated end":      whole[:len(whole)-1],
		"indefinite length":    indefinite,
		"PEM":                  []byte("-----BEGIN CERTIFICATE-----\n"),
	} {
		if pin, err := KeyPin(der); err == nil {
			t.Errorf("%s: %v", name, pin)
		}
	}
	if _, err := CertificatePin(whole[:20]); err == nil {
		t.Error("CertificatePin of half a certificate")
	}
}

func TestDERLengths(t *testing.T) {
	for header, length := range map[string]int{"307f": 127, "308180": 128, "3082ffff": 65535, "3083010000": 65536} {
		in := der(append(unhex(t, header), make([]byte, length)...))
		var content der
		if !in.enter(&content, sequence) || len(content) != length || !in.empty() {
			t.Errorf("%s: %d bytes", header, len(content))
		}
	}
	for _, bytes := range []string{
		"", "3100", "30", "30800000", "3001", "3081", "308101 00", "30817f", "30820080", "3083000100", "308400000001 00", "30ff",
	} {
		if in := der(unhex(t, bytes)); in.skip(sequence) {
			t.Errorf("%s was accepted", bytes)
		}
	}
}

func TestKeyPinOfRefusesMoreThanTLSCanCarry(t *testing.T) {
	const before, after = 5 + 7, 5 // headers and algorithm, then the header of the key
	for size, want := range map[int]bool{maxDER: true, maxDER + 1: false} {
		length := func(n int) string { return fmt.Sprintf("83%06x", n) }
		head := "30" + length(size-5) + "3005 06032a0304" + "03" + length(size-before-after)
		spki := append(unhex(t, head), make([]byte, size-before-after)...)
		if _, err := KeyPinOf(spki); (err == nil) != want {
			t.Errorf("%d bytes: %v", len(spki), err)
		}
	}
}

func FuzzKeyPin(f *testing.F) {
	certificate := newCA(f, "root").cert.Raw
	f.Add(certificate)
	random := rand.New(rand.NewPCG(2026, 1121))
	for range 2000 {
		noise := append([]byte{}, certificate...)
		noise[random.IntN(len(noise))] = byte(random.Uint32())
		f.Add(noise[:len(noise)-random.IntN(2)*random.IntN(len(noise))])
	}
	f.Fuzz(func(t *testing.T, der []byte) {
		pin, err := KeyPin(der)
		parsed, parseErr := x509.ParseCertificate(der)
		if parseErr != nil {
			return
		}
		if want, _ := KeyPinOf(parsed.RawSubjectPublicKeyInfo); err == nil && pin != want {
			t.Errorf("crypto/x509 found another key: %v, %v", pin, want)
		}
	})
}

func mustHost(t *testing.T, text string) Host {
	t.Helper()
	host, err := ParseHost(text)
	if err != nil {
		t.Fatal(err)
	}
	return host
}

func skeleton(t *testing.T, body string) []byte {
	t.Helper()
	wrap := func(content []byte) []byte { return append([]byte{sequence, byte(len(content))}, content...) }
	return wrap(append(wrap(unhex(t, body)), unhex(t, "3000 0301 00")...))
}

func unhex(t *testing.T, text string) []byte {
	t.Helper()
	bytes, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return bytes
}
