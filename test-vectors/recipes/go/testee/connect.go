package testee

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
)

// Connect answers tls.connect: it sends the request by a client with this configuration, whose RootCAs it sets. The
// address takes the place of DNS. A client with a number is kept until another one is asked for.
func Connect(in Input, config *tls.Config, isPinError func(error) bool) Answer {
	if kept.transport != nil && (in.Client == nil || *in.Client != kept.client) {
		kept.transport.CloseIdleConnections()
		kept.transport = nil
	}
	transport := kept.transport
	if transport == nil {
		var err error
		if transport, err = newTransport(in, config); err != nil {
			return Answer{Error: err.Error()}
		}
		if in.Client == nil {
			defer transport.CloseIdleConnections()
		} else {
			kept.client, kept.transport = *in.Client, transport
		}
	}
	return Send(in, transport.RoundTrip, isPinError)
}

var kept struct {
	client    int64
	transport *http.Transport
}

func newTransport(in Input, config *tls.Config) (*http.Transport, error) {
	pem, err := os.ReadFile(in.CAFile)
	if err != nil {
		return nil, err
	}
	config.RootCAs = x509.NewCertPool()
	config.RootCAs.AppendCertsFromPEM(pem)
	return &http.Transport{
		TLSClientConfig: config,
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, net.JoinHostPort(in.Address, strconv.Itoa(in.Port)))
		},
	}, nil
}

// Send answers tls.connect with what a client makes of the request.
func Send(in Input, do func(*http.Request) (*http.Response, error), isPinError func(error) bool) Answer {
	asked := url.URL{Scheme: "https", Host: net.JoinHostPort(in.Host, strconv.Itoa(in.Port)), Path: in.Request.Path}
	request, err := http.NewRequest(in.Request.Method, asked.String(), nil)
	if err != nil {
		return Answer{Error: err.Error()}
	}
	response, err := do(request)
	if err != nil {
		return refusal(err, isPinError)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return Answer{Error: err.Error()}
	}
	return Answer{Outcome: "accept", Status: response.StatusCode, Body: string(body)}
}

func refusal(err error, isPinError func(error) bool) Answer {
	var unverified *tls.CertificateVerificationError
	switch {
	case isPinError(err):
		return Answer{Outcome: "refuse", Stage: "pins", Reason: err.Error()}
	case errors.As(err, &unverified):
		return Answer{Outcome: "refuse", Stage: "platform", Reason: err.Error()}
	}
	return Answer{Error: err.Error()}
}
