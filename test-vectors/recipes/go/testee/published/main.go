// Command published answers the conformance runner with the recipe that is widespread.
package main

import (
	"crypto/x509"
	"log"
	"strings"
	"time"

	"pinverifier/testee"
)

func main() {
	hello := testee.Hello{
		Protocol: 1,
		Impl:     testee.Impl{Name: "go-published", Version: "1", Language: "go"},
		Ops:      []string{"spki.hash", "pin.leaf", "pin.check", "tls.connect"},
		Features: []string{"path"},
		Choices:  map[string]string{},
	}
	ops := map[string]testee.Op{
		"spki.hash":   spkiHash,
		"pin.leaf":    pinLeaf,
		"pin.check":   pinCheck,
		"tls.connect": tlsConnect,
	}
	if err := testee.Serve(hello, ops); err != nil {
		log.Fatal(err)
	}
}

func spkiHash(in testee.Input) testee.Answer {
	if in.SPKI != nil {
		return testee.Answer{Skip: "the recipe starts from certificates"}
	}
	cert, err := x509.ParseCertificate(in.Certificate)
	if err != nil {
		return testee.Answer{Outcome: "reject"}
	}
	return testee.Answer{Outcome: "ok", Pin: "sha256/" + keyHash(cert)}
}

func pinLeaf(in testee.Input) testee.Answer {
	return compare(in.Pins, in.Certificate)
}

// pinCheck does what crypto/tls does with the configuration of the recipe: it verifies, then calls back.
func pinCheck(in testee.Input) testee.Answer {
	roots, intermediates := x509.NewCertPool(), x509.NewCertPool()
	for _, der := range in.Anchors {
		anchor, err := x509.ParseCertificate(der)
		if err != nil {
			return testee.Answer{Outcome: "reject"}
		}
		roots.AddCert(anchor)
	}
	var leaf *x509.Certificate
	for _, der := range in.Chain {
		cert, err := x509.ParseCertificate(der)
		if err != nil {
			return testee.Answer{Outcome: "reject"}
		}
		if leaf == nil {
			leaf = cert
		} else {
			intermediates.AddCert(cert)
		}
	}
	now, err := time.Parse(time.RFC3339, in.Now)
	if err != nil {
		return testee.Answer{Error: err.Error()}
	}
	if leaf == nil || in.Host == "" { // crypto/tls wants both
		return testee.Answer{Outcome: "reject"}
	}
	options := x509.VerifyOptions{DNSName: in.Host, CurrentTime: now, Roots: roots, Intermediates: intermediates}
	if _, err := leaf.Verify(options); err != nil {
		return testee.Answer{Outcome: "reject"}
	}
	return compare(in.Pins, in.Chain...)
}

func tlsConnect(in testee.Input) testee.Answer {
	return testee.Connect(in, pinnedConfig(bare(in.Pins)...), func(err error) bool {
		return strings.Contains(err.Error(), "no pinned certificate")
	})
}

func compare(pins []string, presented ...[]byte) testee.Answer {
	if err := pinnedConfig(bare(pins)...).VerifyPeerCertificate(presented, nil); err != nil {
		return testee.Answer{Outcome: "mismatch"}
	}
	return testee.Answer{Outcome: "match"}
}

// bare strips the prefix, as the recipe holds bare base64.
func bare(pins []string) []string {
	var hashes []string
	for _, pin := range pins {
		hashes = append(hashes, strings.TrimPrefix(pin, "sha256/"))
	}
	return hashes
}
