//go:build emitted

// Command emitted answers tls.connect by the code that `linchpin emit go` has written into package pinverifier.
package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"log"
	"net"
	"net/http"
	"os"
	"runtime"
	"strconv"

	"pinverifier"
	"pinverifier/testee"
)

func main() {
	hello := testee.Hello{
		Protocol: 1,
		Impl:     testee.Impl{Name: "go-emitted", Version: runtime.Version(), Language: "go"},
		Ops:      []string{"tls.connect"},
		Features: []string{"keep-client"},
		Choices:  map[string]string{},
	}
	clients := make(map[int64]*client)
	connect := func(in testee.Input) testee.Answer {
		if in.Client == nil {
			once, err := newClient(in)
			if err != nil {
				return testee.Answer{Error: err.Error()}
			}
			defer once.http.CloseIdleConnections()
			return once.send(in)
		}
		if clients[*in.Client] == nil {
			made, err := newClient(in)
			if err != nil {
				return testee.Answer{Error: err.Error()}
			}
			clients[*in.Client] = made
		}
		return clients[*in.Client].send(in)
	}
	if err := testee.Serve(hello, map[string]testee.Op{"tls.connect": connect}); err != nil {
		log.Fatal(err)
	}
}

type client struct {
	http    *http.Client
	address string // takes the place of DNS
}

// newClient makes one that resumes sessions, which Go does for those who give it a cache.
func newClient(in testee.Input) (*client, error) {
	pem, err := os.ReadFile(in.CAFile)
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	c := new(client)
	c.http = pinverifier.NewClient(&http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: roots, ClientSessionCache: tls.NewLRUClientSessionCache(0)},
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, c.address)
		},
	}, nil)
	c.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return c, nil
}

func (c *client) send(in testee.Input) testee.Answer {
	c.address = net.JoinHostPort(in.Address, strconv.Itoa(in.Port))
	return testee.Send(in, c.http.Do, func(err error) bool {
		var refused *pinverifier.PinError
		return errors.As(err, &refused)
	})
}
