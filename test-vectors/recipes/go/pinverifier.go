// Package pinverifier pins the public keys of TLS peers, on top of crypto/tls and crypto/x509 and never instead of them.
//
// To use it, copy this file; it needs Go 1.24 and the standard library.
//
//	policy, err := pinverifier.NewPolicy(pinverifier.DenyUnlisted, pinverifier.Rule{
//		Hosts: "**.example.com",
//		Pins:  []string{"sha256/x4Qz…=", "sha256/58qR…="}, // one in use, one as backup
//	})
//	…
//	client := &http.Client{Transport: &http.Transport{
//		TLSClientConfig:   policy.TLSConfig(nil, nil),
//		ForceAttemptHTTP2: true,
//	}}
//
// What a policy means is written down in docs/semantics.md of Linchpin, whose test vectors this package passes. All
// types are immutable once made, and safe for use by several goroutines.
package pinverifier

import (
	"bytes"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Unlisted says what becomes of a host that neither a rule nor an exemption covers.
type Unlisted int

const (
	AllowUnlisted  Unlisted = iota // accepted as crypto/tls has it, silently
	ReportUnlisted                 // accepted, and reported
	DenyUnlisted                   // refused, and reported
)

// AfterExpiry says what becomes of a rule once it has expired. A rule that expires has to choose.
type AfterExpiry int

const (
	_          AfterExpiry = iota
	FailOpen               // the host is accepted as crypto/tls has it, and reported
	FailClosed             // the host is refused, and reported
)

// A Rule says which pins some hosts must present.
type Rule struct {
	// Hosts is "api.example.com" for that host alone, "*.example.com" for hosts with exactly one label more, or
	// "**.example.com" for example.com and everything below.
	Hosts string
	// Pins are "sha256/…" (of a public key) or "cert-sha256/…" (of a whole certificate), as ParsePin reads them: at
	// least two different ones, since the loss of an only key locks every client out (RFC 7469 §4.3).
	Pins []string
	// NoBackup waives the second pin; it says why.
	NoBackup string
	// ReportOnly accepts and reports peers that satisfy no pin. It excuses nothing that crypto/tls refuses.
	ReportOnly bool
	// Expires is the last instant at which the rule is in force: "2030-12-31T12:00:00Z", or "2030-12-31" for the
	// start of that day in UTC. Empty means never.
	Expires     string
	AfterExpiry AfterExpiry
}

// A Policy is all rules, the hosts that are exempt from them, and what happens to hosts that neither covers.
type Policy struct {
	rules    map[Pattern]*rule // nil is an exemption
	unlisted Unlisted
}

type rule struct {
	Rule
	pins    PinSet
	expires time.Time // meaningless if Expires is empty
}

// NewPolicy checks the rules. It refuses two rules for the same hosts, and a policy that would check nothing.
func NewPolicy(unlisted Unlisted, rules ...Rule) (*Policy, error) {
	if len(rules) == 0 && unlisted == AllowUnlisted {
		return nil, errors.New("pinverifier: the policy has no rules and allows unlisted hosts")
	}
	policy := &Policy{make(map[Pattern]*rule, len(rules)), unlisted}
	for _, r := range rules {
		pattern, err := ParsePattern(r.Hosts)
		if err != nil {
			return nil, fmt.Errorf("pinverifier: %w", err)
		}
		if _, found := policy.rules[pattern]; found {
			return nil, fmt.Errorf("pinverifier: %q has two rules, expected one that holds all its pins", pattern)
		}
		if policy.rules[pattern], err = compile(r); err != nil {
			return nil, fmt.Errorf("pinverifier: rule for %q: %w", pattern, err)
		}
	}
	return policy, nil
}

// Exempting returns a policy that also exempts some hosts, given as those of a Rule: they are unpinned on purpose,
// accepted as crypto/tls has it and not reported, whatever becomes of unlisted hosts. Of all rules and exemptions that
// cover a host the most specific one applies, alone. It refuses hosts that have a rule or are exempt already.
func (p *Policy) Exempting(hosts ...string) (*Policy, error) {
	policy := &Policy{maps.Clone(p.rules), p.unlisted}
	for _, text := range hosts {
		pattern, err := ParsePattern(text)
		if err != nil {
			return nil, fmt.Errorf("pinverifier: %w", err)
		}
		if _, found := policy.rules[pattern]; found {
			return nil, fmt.Errorf("pinverifier: %q is exempt and has a rule or is exempt twice, expected one of them, once", pattern)
		}
		policy.rules[pattern] = nil
	}
	return policy, nil
}

func compile(r Rule) (*rule, error) {
	pins, err := ParsePins(r.Pins...)
	if err != nil {
		return nil, err
	}
	if len(pins) < 2 && !r.ReportOnly && strings.TrimSpace(r.NoBackup) == "" {
		return nil, errors.New("there is one pin, expected a second, different one as backup")
	}
	if (r.Expires == "") != (r.AfterExpiry == 0) {
		return nil, errors.New("Expires and AfterExpiry have to be set together")
	}
	if r.ReportOnly && r.AfterExpiry == FailClosed {
		return nil, errors.New("ReportOnly together with FailClosed, expected FailOpen")
	}
	compiled := &rule{Rule: r, pins: pins}
	if r.Expires != "" {
		compiled.expires, err = ParseExpiry(r.Expires)
	}
	return compiled, err
}

// Select returns the Hosts of the one rule that applies to a host: the exact one, else the wildcard with the longest
// domain, and of the same domain "*." before "**.". Rules are never merged. No rule applies to exempt hosts.
func (p *Policy) Select(host Host) (hosts string, found bool) {
	if r, _ := p.ruleFor(host); r != nil {
		return r.Hosts, true
	}
	return "", false
}

// ruleFor finds a rule, or an exemption, which is nil.
func (p *Policy) ruleFor(host Host) (r *rule, found bool) {
	if r, found = p.rules[Pattern{exact, host}]; found {
		return r, true
	}
	if r, found = p.rules[Pattern{subtree, host}]; found {
		return r, true
	}
	_, domain, more := strings.Cut(host.name, ".")
	for scopes := []scope{oneLabel, subtree}; more; scopes = []scope{subtree} {
		for _, scope := range scopes {
			if r, found = p.rules[Pattern{scope, Host{name: domain}}]; found {
				return r, true
			}
		}
		_, domain, more = strings.Cut(domain, ".")
	}
	return nil, false
}

// Outcome is the kind of a Verdict.
type Outcome string

const (
	Matched    Outcome = "matched"
	Mismatched Outcome = "mismatched"
	Expired    Outcome = "expired"
	Exempt     Outcome = "exempt"
	NoRule     Outcome = "unlisted"
)

// A Verdict is what a policy says of a peer that crypto/x509 has verified.
type Verdict struct {
	Host     Host
	Rule     string // the Hosts of the rule that decided, empty if the host is exempt or unlisted
	Outcome  Outcome
	Accepted bool
	Reported bool
	Seen     []Pin // on a mismatch, the key pins of the peer's first verified chain, leaf first
}

// Err is nil for an accepted peer, and otherwise a *PinError.
func (v Verdict) Err() error {
	if v.Accepted {
		return nil
	}
	return &PinError{v}
}

// A PinError is the refusal of a peer. From under *url.Error and the like, errors.As finds it.
type PinError struct{ Verdict Verdict }

func (e *PinError) Error() string {
	v := e.Verdict
	if v.Outcome == NoRule {
		return fmt.Sprintf("pinverifier: %s refused: no rule covers it", v.Host)
	}
	return fmt.Sprintf("pinverifier: %s refused by the rule for %s: %s, peer has %s", v.Host, v.Rule, v.Outcome, v.Seen)
}

// Judge says what the policy means for a peer, given the chains that crypto/x509 has verified for this host and time.
// A pin may stand anywhere on any of them. Certificates that were merely presented are no business of this package: an
// attacker can append the pinned one to a chain of their own (CVE-2016-2402).
func (p *Policy) Judge(host Host, now time.Time, verified [][]*x509.Certificate) Verdict {
	r, found := p.ruleFor(host)
	switch {
	case found && r == nil:
		return Verdict{Host: host, Outcome: Exempt, Accepted: true}
	case !found:
		denied, silent := p.unlisted == DenyUnlisted, p.unlisted == AllowUnlisted
		return Verdict{Host: host, Outcome: NoRule, Accepted: !denied, Reported: !silent}
	}
	verdict := Verdict{Host: host, Rule: r.Hosts}
	switch {
	case r.Expires != "" && now.After(r.expires):
		verdict.Outcome, verdict.Accepted, verdict.Reported = Expired, r.AfterExpiry == FailOpen, true
	case r.pins.MatchAny(verified):
		verdict.Outcome, verdict.Accepted = Matched, true
	default:
		verdict.Outcome, verdict.Accepted, verdict.Reported = Mismatched, r.ReportOnly, true
		verdict.Seen = keyPins(verified)
	}
	return verdict
}

func keyPins(chains [][]*x509.Certificate) (pins []Pin) {
	if len(chains) > 0 {
		for _, certificate := range chains[0] {
			if pin, err := KeyPin(certificate.Raw); err == nil {
				pins = append(pins, pin)
			}
		}
	}
	return pins
}

// TLSConfig returns a copy of base, which may be nil, for clients that obey the policy: a refused peer sees the
// handshake fail, and no byte of a request. Each connection is judged for the server name it was opened for, so one
// configuration does for all hosts. The report function, if any, hears of every verdict that is Reported; it must not
// block.
//
// The check is a VerifyConnection, which runs on resumed connections as well, unlike VerifyPeerCertificate. There
// crypto/tls hands over the chains that it verified when the session began; those that have expired since count for
// nothing. So a session from before a change of policy is judged by the new one. Whether a session from before a change
// of RootCAs is resumed depends on the version of Go: give new roots a new ClientSessionCache. Pooled connections are
// not judged again: give a new policy a new http.Transport.
//
// Nobody is accepted unverified: under InsecureSkipVerify every connection fails. crypto/tls does not tell its
// callbacks which address was dialled; a connection to an IP address fails as well, unless base.ServerName names it.
func (p *Policy) TLSConfig(base *tls.Config, report func(Verdict)) *tls.Config {
	config := base.Clone()
	if config == nil {
		config = new(tls.Config)
	}
	before, now := config.VerifyConnection, config.Time
	if now == nil {
		now = time.Now
	}
	fixed := config.ServerName
	config.VerifyConnection = func(state tls.ConnectionState) error {
		if before != nil {
			if err := before(state); err != nil {
				return err
			}
		}
		at := now()
		verified := slices.DeleteFunc(slices.Clone(state.VerifiedChains), func(chain []*x509.Certificate) bool {
			return !isCurrent(chain, at)
		})
		if len(verified) == 0 {
			return errors.New("pinverifier: the peer was not verified, InsecureSkipVerify has to be false")
		}
		host, err := dialled(state, fixed)
		if err != nil {
			return fmt.Errorf("pinverifier: %w", err)
		}
		verdict := p.Judge(host, at, verified)
		if verdict.Reported && report != nil {
			report(verdict)
		}
		return verdict.Err()
	}
	return config
}

func isCurrent(chain []*x509.Certificate, at time.Time) bool {
	return !slices.ContainsFunc(chain, func(certificate *x509.Certificate) bool {
		return at.Before(certificate.NotBefore) || at.After(certificate.NotAfter)
	})
}

// dialled is the host that a connection was opened and verified for.
func dialled(state tls.ConnectionState, fixed string) (Host, error) {
	if state.ServerName != "" {
		return ParseHost(state.ServerName)
	}
	host, err := ParseHost(fixed)
	if err != nil || !host.address {
		return Host{}, errors.New("no server name, which for an IP address has to stand in the tls.Config")
	}
	return host, state.PeerCertificates[0].VerifyHostname(host.name)
}

// Verify is the part of a TLS client that comes before pins, for those who hold certificates but no connection: all
// valid chains from a server's certificate to one of the roots, for this host and time. The server's certificate is the
// first one presented; the others help to build chains, and count for nothing themselves.
func Verify(host Host, now time.Time, roots *x509.CertPool, presented [][]byte) ([][]*x509.Certificate, error) {
	if len(presented) == 0 || roots == nil {
		return nil, errors.New("pinverifier: expected at least one certificate, and roots")
	}
	leaf, err := x509.ParseCertificate(presented[0])
	if err != nil {
		return nil, err
	}
	intermediates := x509.NewCertPool()
	for _, der := range presented[1:] {
		certificate, err := x509.ParseCertificate(der)
		if err != nil {
			return nil, err
		}
		intermediates.AddCert(certificate)
	}
	return leaf.Verify(x509.VerifyOptions{
		DNSName:       host.name,
		CurrentTime:   now,
		Roots:         roots,
		Intermediates: intermediates,
		KeyUsages:     []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	})
}

// A PinSet is pins of which a peer has to satisfy any.
type PinSet []Pin

// ParsePins reads a set of at least one pin; repeated pins count once.
func ParsePins(texts ...string) (PinSet, error) {
	if len(texts) == 0 {
		return nil, errors.New("there are no pins, expected at least one")
	}
	var pins PinSet
	for _, text := range texts {
		pin, err := ParsePin(text)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(pins, pin) {
			pins = append(pins, pin)
		}
	}
	return pins, nil
}

// Match says whether a DER certificate satisfies a pin.
func (s PinSet) Match(certificate []byte) (bool, error) {
	key, err := KeyPin(certificate)
	if err != nil {
		return false, err
	}
	whole, err := CertificatePin(certificate)
	return slices.Contains(s, key) || slices.Contains(s, whole), err
}

// MatchAny says whether a certificate on any of the chains satisfies a pin. It is no unless this package and
// crypto/x509 see the same key in every certificate asked about (the class of CVE-2026-87866: two parsers, two keys).
func (s PinSet) MatchAny(chains [][]*x509.Certificate) bool {
	for _, chain := range chains {
		for _, certificate := range chain {
			spki, err := publicKeyInfo(certificate.Raw)
			if err != nil || !bytes.Equal(spki, certificate.RawSubjectPublicKeyInfo) {
				return false
			}
			if found, err := s.Match(certificate.Raw); found && err == nil {
				return true
			}
		}
	}
	return false
}

// A Pin is the SHA-256 hash of a public key or of a certificate. Pins are comparable with ==.
type Pin struct {
	prefix string
	hash   [sha256.Size]byte
}

const (
	keyPrefix         = "sha256/"
	certificatePrefix = "cert-sha256/"
)

// ParsePin reads "sha256/…" or "cert-sha256/…" with 32 bytes in canonical, padded base64 (RFC 4648 §4: 43 characters and
// one "=", unused bits zero). All else is an error, the all-zero placeholder included.
func ParsePin(text string) (Pin, error) {
	for _, prefix := range []string{keyPrefix, certificatePrefix} {
		encoded, found := strings.CutPrefix(text, prefix)
		if !found {
			continue
		}
		pin := Pin{prefix: prefix}
		// What the decoder lets pass, line breaks for one, does not come out again.
		decoded, err := base64.StdEncoding.DecodeString(encoded)
		if err != nil || copy(pin.hash[:], decoded) != len(decoded) || pin.String() != text {
			return Pin{}, fmt.Errorf("pin %q: expected 43 base64 characters and one \"=\" after %q", clip(text), prefix)
		}
		if pin.hash == [sha256.Size]byte{} {
			return Pin{}, fmt.Errorf("pin %q is the all-zero placeholder, expected the hash of a real key", text)
		}
		return pin, nil
	}
	return Pin{}, fmt.Errorf("pin %q: expected it to begin with %q or %q", clip(text), keyPrefix, certificatePrefix)
}

// String is the canonical text, which ParsePin reads.
func (p Pin) String() string {
	return p.prefix + base64.StdEncoding.EncodeToString(p.hash[:])
}

// KeyPin is the pin of the public key in a DER certificate: the hash of its SubjectPublicKeyInfo (RFC 7469 §2.4) as it
// stands there, whether or not crypto/x509 can parse the key, and never of a key encoded again.
func KeyPin(certificate []byte) (Pin, error) {
	spki, err := publicKeyInfo(certificate)
	if err != nil {
		return Pin{}, err
	}
	return Pin{keyPrefix, sha256.Sum256(spki)}, nil
}

// KeyPinOf is the pin of a DER SubjectPublicKeyInfo.
func KeyPinOf(spki []byte) (Pin, error) {
	in := der(spki)
	var whole der
	if len(spki) > maxDER || !in.element(&whole, sequence) || !in.empty() || !isPublicKeyInfo(whole) {
		return Pin{}, errors.New("expected exactly one DER SubjectPublicKeyInfo")
	}
	return Pin{keyPrefix, sha256.Sum256(spki)}, nil
}

// CertificatePin is the pin of a whole DER certificate. It changes with every renewal: prefer KeyPin.
func CertificatePin(certificate []byte) (Pin, error) {
	if _, err := publicKeyInfo(certificate); err != nil {
		return Pin{}, err
	}
	return Pin{certificatePrefix, sha256.Sum256(certificate)}, nil
}

// der is what is left to read of strictly encoded DER (X.690 §10): definite, minimal lengths, one-byte tags, nothing
// past the end of what encloses it. Its methods advance it, and report success, like those of cryptobyte.
type der []byte

const (
	integer         = 0x02
	bitString       = 0x03
	objectID        = 0x06
	sequence        = 0x30
	version         = 0xa0
	issuerUniqueID  = 0x81
	subjectUniqueID = 0x82
	extensions      = 0xa3

	maxDER = 1<<24 - 1 // no certificate in a TLS 1.3 handshake is larger: RFC 8446 §4.4.2
)

// publicKeyInfo finds the SubjectPublicKeyInfo in a DER certificate (RFC 5280 §4.1).
func publicKeyInfo(certificate []byte) ([]byte, error) {
	in := der(certificate)
	var outer, body, spki der
	ok := len(in) <= maxDER && in.enter(&outer, sequence) && in.empty() &&
		outer.enter(&body, sequence) && outer.skip(sequence) && outer.skip(bitString) && outer.empty() &&
		body.optional(version) &&
		body.skip(integer) && // serialNumber
		body.skip(sequence) && // signature
		body.skip(sequence) && // issuer
		body.skip(sequence) && // validity
		body.skip(sequence) && // subject
		body.element(&spki, sequence) &&
		body.optional(issuerUniqueID) && body.optional(subjectUniqueID) && body.optional(extensions) && body.empty() &&
		isPublicKeyInfo(spki)
	if !ok {
		return nil, errors.New("expected exactly one DER certificate")
	}
	return spki, nil
}

// isPublicKeyInfo: SEQUENCE { SEQUENCE { OBJECT IDENTIFIER, ANY OPTIONAL }, BIT STRING of whole octets }.
func isPublicKeyInfo(spki der) bool {
	var info, algorithm, key der
	return spki.enter(&info, sequence) &&
		info.enter(&algorithm, sequence) && algorithm.skip(objectID) &&
		(algorithm.empty() || algorithm.skip(algorithm[0])) && algorithm.empty() &&
		info.enter(&key, bitString) && info.empty() &&
		len(key) >= 2 && key[0] == 0
}

func (d der) empty() bool { return len(d) == 0 }

func (d *der) skip(tag byte) bool {
	return d.read(tag, nil, nil)
}

func (d *der) optional(tag byte) bool {
	return d.empty() || (*d)[0] != tag || d.skip(tag)
}

// element reads an element, header included.
func (d *der) element(out *der, tag byte) bool {
	return d.read(tag, out, nil)
}

// enter reads what is inside an element.
func (d *der) enter(out *der, tag byte) bool {
	return d.read(tag, nil, out)
}

func (d *der) read(tag byte, whole, content *der) bool {
	in := *d
	if len(in) < 2 || in[0] != tag || tag&0x1f == 0x1f {
		return false
	}
	length, header := int(in[1]), 2
	if length >= 0x80 {
		octets := length & 0x7f
		if octets > 3 || len(in) < header+octets {
			return false
		}
		length = 0
		for _, octet := range in[header : header+octets] {
			length = length<<8 | int(octet)
		}
		if length < 0x80 || length>>(8*(octets-1)) == 0 {
			return false // not minimal
		}
		header += octets
	}
	if length > len(in)-header {
		return false
	}
	end := header + length
	if whole != nil {
		*whole = in[:end:end]
	}
	if content != nil {
		*content = in[header:end:end]
	}
	*d = in[end:]
	return true
}

// A Host is a host in its one canonical form, so that no spelling escapes its rule: lower-case A-labels without a
// trailing dot, dotted-decimal IPv4, or IPv6 as RFC 5952 writes it. Hosts are comparable with ==.
type Host struct {
	name    string
	address bool
}

// ParseHost reads a DNS name in A-labels or an IP address, IPv6 perhaps in brackets. What has no canonical form is an
// error, never an unlisted host: ports, zones, octal or hexadecimal IPv4, empty or over-long labels, non-ASCII names.
func ParseHost(text string) (Host, error) {
	if strings.Contains(text, ":") || strings.HasPrefix(text, "[") {
		inner, bracketed := strings.CutPrefix(text, "[")
		if bracketed {
			inner, bracketed = strings.CutSuffix(inner, "]")
		}
		address, err := netip.ParseAddr(inner)
		if err != nil || !address.Is6() || address.Zone() != "" || bracketed != strings.HasPrefix(text, "[") {
			return Host{}, badHost(text, "is not an IPv6 address")
		}
		return Host{address.Unmap().String(), true}, nil
	}
	name := strings.TrimSuffix(text, ".")
	if address, err := netip.ParseAddr(name); err == nil {
		return Host{address.String(), true}, nil
	}
	if len(name) > 253 {
		return Host{}, badHost(text, "has more than 253 characters")
	}
	name = lowerASCII(name)
	labels := strings.Split(name, ".")
	for _, label := range labels {
		if fault := labelFault(label); fault != "" {
			return Host{}, badHost(text, fault)
		}
	}
	if numericLabel.MatchString(labels[len(labels)-1]) {
		return Host{}, badHost(text, "looks like an IP address but is not in canonical form")
	}
	return Host{name: name}, nil
}

// String is the canonical text.
func (h Host) String() string { return h.name }

func badHost(text, fault string) error {
	return fmt.Errorf("host %q %s, expected a DNS name in ASCII or an IP address", clip(text), fault)
}

func lowerASCII(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, text)
}

var (
	wellFormedLabel = regexp.MustCompile(`^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$`)
	// A name that ends in a number is meant as an IPv4 address (URL Standard §3.5).
	numericLabel = regexp.MustCompile(`^([0-9]+|0x[0-9a-f]*)$`)
)

func labelFault(label string) string {
	switch {
	case len(label) > 63:
		return "has a label of more than 63 characters"
	case !wellFormedLabel.MatchString(label):
		return "has a label that is empty, or has something else than letters, digits and inner hyphens in it"
	case strings.HasPrefix(label, "xn--") && !isPunycode(label[len("xn--"):]):
		return "has an A-label that is not Punycode"
	}
	return ""
}

// isPunycode says whether RFC 3492 §6.2 decodes a text of at most 59 characters, to at least one non-ASCII character.
func isPunycode(text string) bool {
	const base, tMin, tMax, skew, damp = 36, 1, 26, 38, 700
	delimiter := strings.LastIndexByte(text, '-')
	length, position := max(delimiter, 0), delimiter+1
	if position == len(text) {
		return false
	}
	n, i, bias := int64(0x80), int64(0), int64(72)
	for position < len(text) {
		before, weight := i, int64(1)
		for k := int64(base); ; k += base {
			if position == len(text) {
				return false
			}
			digit := int64(strings.IndexByte("abcdefghijklmnopqrstuvwxyz0123456789", text[position]))
			if digit < 0 {
				return false
			}
			position++
			i += digit * weight
			threshold := min(max(k-bias, tMin), tMax)
			if i > 1<<31-1 || digit < threshold {
				break
			}
			weight *= base - threshold
		}
		length++
		points := int64(length)
		delta := (i - before) / 2
		if before == 0 {
			delta = i / damp
		}
		delta += delta / points
		for bias = 0; delta > (base-tMin)*tMax/2; bias += base {
			delta /= base - tMin
		}
		bias += (base - tMin + 1) * delta / (delta + skew)
		n += i / points
		i = i%points + 1
		if n > 0x10ffff || n >= 0xd800 && n <= 0xdfff {
			return false
		}
	}
	return true
}

// A Pattern is the hosts that a rule covers. Patterns are comparable with ==.
type Pattern struct {
	scope scope
	base  Host
}

type scope string

const (
	exact    scope = ""
	oneLabel scope = "*."
	subtree  scope = "**."
)

// ParsePattern reads a host, "*." and a domain, or "**." and a domain. A domain has two labels or more.
func ParsePattern(text string) (Pattern, error) {
	for _, wildcard := range []scope{subtree, oneLabel} {
		rest, found := strings.CutPrefix(text, string(wildcard))
		if !found {
			continue
		}
		base, err := ParseHost(rest)
		if err != nil {
			return Pattern{}, fmt.Errorf("pattern %q: %w", clip(text), err)
		}
		if base.address || !strings.Contains(base.name, ".") {
			return Pattern{}, fmt.Errorf("pattern %q: expected a domain of two labels or more behind the wildcard", clip(text))
		}
		return Pattern{wildcard, base}, nil
	}
	host, err := ParseHost(text)
	return Pattern{exact, host}, err
}

// Matches says whether the pattern covers a host.
func (p Pattern) Matches(host Host) bool {
	if p.scope == exact || host == p.base {
		return host == p.base && p.scope != oneLabel
	}
	below, found := strings.CutSuffix(host.name, "."+p.base.name)
	return found && (p.scope == subtree || !strings.Contains(below, "."))
}

// String is the canonical text.
func (p Pattern) String() string { return string(p.scope) + p.base.name }

var (
	date    = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)
	instant = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:[0-5]\d(\.\d{1,9})?(Z|[+-](\d\d):([0-5]\d))$`)
)

// ParseExpiry reads a date, meaning its start of day in UTC, or an instant (RFC 3339); nothing that merely begins like
// one.
func ParseExpiry(text string) (time.Time, error) {
	if date.MatchString(text) {
		if day, err := time.Parse(time.DateOnly, text); err == nil {
			return day, nil
		}
	}
	if parts := instant.FindStringSubmatch(text); parts != nil && isOffset(parts[3], parts[4]) {
		if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
			return at, nil
		}
	}
	return time.Time{}, fmt.Errorf("expiry %q: expected the form 2030-12-31 or 2030-12-31T12:00:00Z", clip(text))
}

// isOffset: no clock on Earth is further than 18 hours from UTC, and java.time refuses more.
func isOffset(hours, minutes string) bool {
	h, _ := strconv.Atoi(hours)
	m, _ := strconv.Atoi(minutes)
	return h*60+m <= 18*60
}

// clip makes text that may be of any length fit for a message.
func clip(text string) string {
	if len(text) > 120 {
		return text[:120] + "…"
	}
	return text
}
