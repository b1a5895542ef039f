// Command fixed answers the conformance runner with package pinverifier.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"log"
	"net"
	"slices"
	"strconv"
	"time"

	"pinverifier"
	"pinverifier/testee"
)

// For operations that are about hosts alone; the pins are nobody's.
var anyPins = []string{
	"sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
	"sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
}

const anyHost = "host.test"

func main() {
	hello := testee.Hello{
		Protocol: 1,
		Impl:     testee.Impl{Name: "go-fixed", Version: "1", Language: "go"},
		Ops: []string{
			"spki.hash", "pin.parse", "pinset.parse", "host.match", "policy.select", "pin.leaf", "pin.check", "policy.decide",
			"bundle.verify", "tls.connect",
		},
		Features: []string{"path", "cert-pin", "expiry", "exempt", "keep-client", "ed25519"},
		Choices: map[string]string{
			"public-suffix-pattern": "refuse",
			"placeholder-pin":       "refuse",
			"prefix-case":           "refuse",
			"backup-pin":            "required",
			"overlap":               "most-specific",
			"underscore":            "accept",
			"date-only":             "start-of-day",
			"idna-deviation":        "refuse",
		},
	}
	ops := map[string]testee.Op{
		"spki.hash":     spkiHash,
		"pin.parse":     pinParse,
		"pinset.parse":  pinsetParse,
		"host.match":    hostMatch,
		"policy.select": policySelect,
		"pin.leaf":      pinLeaf,
		"pin.check":     pinCheck,
		"policy.decide": policyDecide,
		"bundle.verify": bundleVerify,
		"tls.connect":   tlsConnect,
	}
	if err := testee.Serve(hello, ops); err != nil {
		log.Fatal(err)
	}
}

var reject = testee.Answer{Outcome: "reject"}

func bundleVerify(in testee.Input) testee.Answer {
	trust := pinverifier.Trust{Keys: in.Keys, Threshold: in.Threshold, Audience: in.Audience}
	var adopted *pinverifier.Bundle
	if in.Adopted != nil {
		var err error
		if adopted, err = pinverifier.ReadUnverified([]byte(*in.Adopted)); err != nil {
			return testee.Answer{Error: err.Error()}
		}
	}
	now, err := time.Parse(time.RFC3339, in.Now)
	if err != nil {
		return testee.Answer{Error: err.Error()}
	}
	bundle, err := pinverifier.VerifyBundle([]byte(in.Document), trust, adopted, now)
	if err != nil {
		return reject
	}
	var keys []string
	for _, key := range bundle.Next.Keys {
		keys = append(keys, pinverifier.KeyID(key))
	}
	slices.Sort(keys)
	return testee.Answer{Outcome: "ok", Version: strconv.FormatInt(bundle.Version, 10), Keys: keys}
}

func spkiHash(in testee.Input) testee.Answer {
	hash, der := pinverifier.KeyPin, in.Certificate
	if in.SPKI != nil {
		hash, der = pinverifier.KeyPinOf, in.SPKI
	}
	pin, err := hash(der)
	if err != nil {
		return reject
	}
	return testee.Answer{Outcome: "ok", Pin: pin.String()}
}

func pinParse(in testee.Input) testee.Answer {
	if _, err := pinverifier.ParsePin(in.Text); err != nil {
		return reject
	}
	return testee.Answer{Outcome: "ok"}
}

func pinsetParse(in testee.Input) testee.Answer {
	rule := pinverifier.Rule{Hosts: anyHost, Pins: in.Pins, ReportOnly: in.Mode == "report-only"}
	if _, err := pinverifier.NewPolicy(pinverifier.AllowUnlisted, rule); err != nil {
		return reject
	}
	pins, err := pinverifier.ParsePins(in.Pins...)
	if err != nil {
		return reject
	}
	return testee.Answer{Outcome: "ok", Size: len(pins)}
}

func hostMatch(in testee.Input) testee.Answer {
	pattern, err := pinverifier.ParsePattern(in.Pattern)
	if err != nil {
		return reject
	}
	host, err := pinverifier.ParseHost(in.Host)
	if err != nil {
		return reject
	}
	return matched(pattern.Matches(host), "no-match")
}

func policySelect(in testee.Input) testee.Answer {
	unlisted := map[string]pinverifier.Unlisted{
		"report": pinverifier.ReportUnlisted,
		"deny":   pinverifier.DenyUnlisted,
	}[in.Unlisted]
	var rules []pinverifier.Rule
	for _, hosts := range in.Rules {
		rules = append(rules, pinverifier.Rule{Hosts: hosts, Pins: anyPins})
	}
	policy, err := pinverifier.NewPolicy(unlisted, rules...)
	if err != nil {
		return reject
	}
	if policy, err = policy.Exempting(in.Exemptions...); err != nil {
		return reject
	}
	host, err := pinverifier.ParseHost(in.Host)
	if err != nil {
		return reject
	}
	if rule, found := policy.Select(host); found {
		return testee.Answer{Outcome: "match", Rule: rule}
	}
	verdict := policy.Judge(host, time.Time{}, nil)
	if !verdict.Accepted {
		return reject
	}
	return testee.Answer{Outcome: string(verdict.Outcome)}
}

func pinLeaf(in testee.Input) testee.Answer {
	pins, err := pinverifier.ParsePins(in.Pins...)
	if err != nil {
		return reject
	}
	found, err := pins.Match(in.Certificate)
	if err != nil {
		return reject
	}
	return matched(found, "mismatch")
}

func pinCheck(in testee.Input) testee.Answer {
	pins, err := pinverifier.ParsePins(in.Pins...)
	if err != nil {
		return reject
	}
	host, err := pinverifier.ParseHost(in.Host)
	if err != nil {
		return reject
	}
	now, err := time.Parse(time.RFC3339, in.Now)
	if err != nil {
		return testee.Answer{Error: err.Error()}
	}
	roots := x509.NewCertPool()
	for _, der := range in.Anchors {
		anchor, err := x509.ParseCertificate(der)
		if err != nil {
			return reject
		}
		roots.AddCert(anchor)
	}
	chains, err := pinverifier.Verify(host, now, roots, in.Chain)
	if err != nil {
		return reject
	}
	return matched(pins.MatchAny(chains), "mismatch")
}

func policyDecide(in testee.Input) testee.Answer {
	rule := pinverifier.Rule{Hosts: anyHost, Pins: in.Rule.Pins, ReportOnly: in.Rule.Mode == "report-only"}
	if in.Rule.Expires != nil {
		rule.Expires = *in.Rule.Expires
		rule.AfterExpiry = map[string]pinverifier.AfterExpiry{
			"fail-open":   pinverifier.FailOpen,
			"fail-closed": pinverifier.FailClosed,
		}[in.Rule.AfterExpiry]
		if rule.Expires == "" {
			return reject // for the library, no text is no expiry
		}
	}
	policy, err := pinverifier.NewPolicy(pinverifier.AllowUnlisted, rule)
	if err != nil || in.Platform != "accepted" {
		return reject
	}
	host, err := pinverifier.ParseHost(anyHost)
	if err != nil {
		return testee.Answer{Error: err.Error()}
	}
	now, err := time.Parse(time.RFC3339, in.Now)
	if err != nil {
		return testee.Answer{Error: err.Error()}
	}
	certificate, err := x509.ParseCertificate(in.Certificate)
	if err != nil {
		return reject // crypto/tls would not have come this far
	}
	verdict := policy.Judge(host, now, [][]*x509.Certificate{{certificate}})
	switch {
	case verdict.Outcome == pinverifier.Matched:
		return testee.Answer{Outcome: "match"}
	case verdict.Outcome == pinverifier.Mismatched && verdict.Accepted:
		return testee.Answer{Outcome: "report"}
	case verdict.Outcome == pinverifier.Mismatched:
		return testee.Answer{Outcome: "mismatch"}
	case verdict.Outcome == pinverifier.Expired && verdict.Accepted:
		return testee.Answer{Outcome: "expired"}
	}
	return reject
}

func tlsConnect(in testee.Input) testee.Answer {
	policy, err := pinverifier.NewPolicy(pinverifier.AllowUnlisted, pinverifier.Rule{Hosts: in.Pattern, Pins: in.Pins})
	if err != nil {
		return testee.Answer{Error: err.Error()}
	}
	base := new(tls.Config)
	if net.ParseIP(in.Host) != nil {
		base.ServerName = in.Host // which addresses need, see TLSConfig
	}
	return testee.Connect(in, policy.TLSConfig(base, nil), func(err error) bool {
		var refused *pinverifier.PinError
		return errors.As(err, &refused)
	})
}

func matched(found bool, otherwise string) testee.Answer {
	if found {
		return testee.Answer{Outcome: "match"}
	}
	return testee.Answer{Outcome: otherwise}
}
