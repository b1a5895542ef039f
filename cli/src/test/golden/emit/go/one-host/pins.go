// Pins for Go 1.24 or newer, written by `linchpin emit go`. With pinverifier.go, which needs only the standard library, it
// makes a package: put both into a folder pinverifier of your module, and
//
//	import "your/module/pinverifier"
//
//	client := pinverifier.NewClient(nil, func(v pinverifier.Verdict) { log.Println(v) })
//	response, err := client.Get("https://api.example.com/")
//
// Guaranteed: a peer without a pinned key sees no byte of a request; the checks of crypto/x509 (chain, dates, host name)
// come first and are never replaced; a pin may be that of any certificate on a verified chain, and what a peer merely
// sends counts for nothing; resumed connections are checked, too; nothing is sent in clear text, after a redirect neither.
//
// Not possible here, and why: an open connection is not checked again, so a new policy needs a new client; crypto/tls tells
// nobody which IP address was dialled, so that all are refused, unless a transport for one address alone has it as its
// TLSClientConfig.ServerName; a proxy that is reached by TLS is a host like any other.
package pinverifier

import (
	"fmt"
	"net/http"
)

// Pins is what NewClient and NewTransport obey. A malformed pin, or one that is missing, ends the program at its start.
var Pins = mustPolicy(NewPolicy(
	AllowUnlisted,
	Rule{
		Hosts: "api.example.com",
		Pins: []string{
			// leaf, CN=api.example.com, until 2027-02-19
			"sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
			// backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
			"sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
		},
	},
))

// NewClient returns a client that obeys the Pins. The transport, which may be nil, is copied: its authorities, time-outs,
// dialler and proxy are kept. The report function, which may be nil, hears of refusals, and of what the policy reports.
func NewClient(transport *http.Transport, report func(Verdict)) *http.Client {
	return &http.Client{Transport: NewTransport(transport, report)}
}

// NewTransport is the transport of NewClient.
func NewTransport(transport *http.Transport, report func(Verdict)) http.RoundTripper {
	if transport == nil {
		transport = http.DefaultTransport.(*http.Transport)
	}
	if transport.DialTLSContext != nil || transport.DialTLS != nil {
		panic("pinverifier: the transport makes TLS connections by itself, which cannot be pinned")
	}
	pinned := transport.Clone()
	pinned.TLSClientConfig = Pins.TLSConfig(pinned.TLSClientConfig, report)
	return httpsOnly{pinned}
}

type httpsOnly struct{ *http.Transport }

func (t httpsOnly) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.URL.Scheme != "https" {
		if request.Body != nil {
			request.Body.Close()
		}
		return nil, fmt.Errorf("pinverifier: %s refused: clear text has no key to pin", request.URL.Redacted())
	}
	return t.Transport.RoundTrip(request)
}

func mustPolicy(policy *Policy, err error) *Policy {
	if err != nil {
		panic(err)
	}
	return policy
}
