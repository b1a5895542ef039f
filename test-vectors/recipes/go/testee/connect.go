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

// Connect answers tls.connect: it sends the request as a new client with this configuration, whose RootCAs it sets. The
// address takes the place of DNS.
func Connect(in Input, config *tls.Config, isPinError func(error) bool) Answer {
	pem, err := os.ReadFile(in.CAFile)
	if err != nil {
		return Answer{Error: err.Error()}
	}
	config.RootCAs = x509.NewCertPool()
	config.RootCAs.AppendCertsFromPEM(pem)

	port := strconv.Itoa(in.Port)
	transport := &http.Transport{
		TLSClientConfig: config,
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, net.JoinHostPort(in.Address, port))
		},
	}
	defer transport.CloseIdleConnections()
	asked := url.URL{Scheme: "https", Host: net.JoinHostPort(in.Host, port), Path: in.Request.Path}
	request, err := http.NewRequest(in.Request.Method, asked.String(), nil)
	if err != nil {
		return Answer{Error: err.Error()}
	}
	response, err := transport.RoundTrip(request)
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
