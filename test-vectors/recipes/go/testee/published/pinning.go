package main

import (
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
)

// pinnedConfig is the recipe as answers and articles give it. Do not copy it: it compares the pins with what the peer
// presented, not with the chains that were verified.
func pinnedConfig(pins ...string) *tls.Config {
	return &tls.Config{
		VerifyPeerCertificate: func(rawCerts [][]byte, _ [][]*x509.Certificate) error {
			for _, raw := range rawCerts {
				cert, err := x509.ParseCertificate(raw)
				if err != nil {
					continue
				}
				hash := keyHash(cert)
				for _, pin := range pins {
					if pin == hash {
						return nil
					}
				}
			}
			return errors.New("no pinned certificate in the chain")
		},
	}
}

func keyHash(cert *x509.Certificate) string {
	hash := sha256.Sum256(cert.RawSubjectPublicKeyInfo)
	return base64.StdEncoding.EncodeToString(hash[:])
}
