package pinverifier

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

var versions = map[string]uint16{"TLS 1.2": tls.VersionTLS12, "TLS 1.3": tls.VersionTLS13}

// eachVersion runs a test against a server of each version of TLS; the resumption of each takes another road.
func eachVersion(t *testing.T, test func(t *testing.T, version uint16)) {
	for name, version := range versions {
		t.Run(name, func(t *testing.T) { test(t, version) })
	}
}

func TestPinnedPeerIsServed(t *testing.T) {
	eachVersion(t, func(t *testing.T, version uint16) {
		root := newCA(t, "root")
		intermediate := root.sign(t, "intermediate")
		leaf := intermediate.issue(t, "api.test")
		server := serve(t, version, leaf, intermediate.cert) // the root is not sent
		for name, pinned := range map[string]*x509.Certificate{
			"leaf": leaf.cert, "intermediate": intermediate.cert, "root": root.cert,
		} {
			policy := mustPolicy(t, Rule{Hosts: "api.test", Pins: []string{pinB, keyPin(t, pinned)}})
			if _, err := server.get(policy.TLSConfig(root.client("api.test"), nil)); err != nil {
				t.Errorf("pin of the %s: %v", name, err)
			}
		}
	})
}

func TestRefusedPeerSeesNoByteOfARequest(t *testing.T) {
	eachVersion(t, func(t *testing.T, version uint16) {
		root := newCA(t, "root")
		server := serve(t, version, root.issue(t, "api.test"))
		policy := mustPolicy(t, Rule{Hosts: "**.api.test", Pins: []string{pinA, pinB}})
		var reports []Verdict
		config := policy.TLSConfig(root.client("API.test."), func(v Verdict) { reports = append(reports, v) })

		_, err := server.get(config)
		var refusal *PinError
		if !errors.As(err, &refusal) || refusal.Verdict.Outcome != Mismatched || refusal.Verdict.Rule != "**.api.test" {
			t.Fatalf("got %v", err)
		}
		if got := server.received(1); got != "" {
			t.Errorf("the server received %q", got)
		}
		if len(reports) != 1 || len(reports[0].Seen) != 2 {
			t.Errorf("reports: %+v", reports)
		}
	})
}

// An attacker with a certificate of any trusted authority appends the pinned one to the chain (CVE-2016-2402).
func TestAppendedPinnedCertificateCountsForNothing(t *testing.T) {
	eachVersion(t, func(t *testing.T, version uint16) {
		root, rogue := newCA(t, "root"), newCA(t, "rogue")
		genuine := root.issue(t, "api.test").cert
		server := serve(t, version, rogue.issue(t, "api.test"), genuine, root.cert)
		config := root.client("api.test")
		config.RootCAs.AddCert(rogue.cert)

		policy := mustPolicy(t, Rule{Hosts: "api.test", Pins: []string{keyPin(t, genuine), keyPin(t, root.cert)}})
		if _, err := server.get(policy.TLSConfig(config, nil)); !isRefusal(err) {
			t.Errorf("got %v", err)
		}
		if got := server.received(1); got != "" {
			t.Errorf("the server received %q", got)
		}
	})
}

func TestPinIsNoSubstituteForVerification(t *testing.T) {
	root, stranger := newCA(t, "root"), newCA(t, "stranger")
	leaf := stranger.issue(t, "api.test")
	policy := mustPolicy(t, Rule{Hosts: "**.api.test", Pins: []string{keyPin(t, leaf.cert), pinB}, ReportOnly: true})
	server := serve(t, tls.VersionTLS13, leaf)
	if _, err := server.get(policy.TLSConfig(root.client("api.test"), nil)); err == nil {
		t.Error("an untrusted authority was accepted")
	}
	if _, err := server.get(policy.TLSConfig(stranger.client("other.api.test"), nil)); err == nil {
		t.Error("another host's certificate was accepted")
	}
	unverified := root.client("api.test")
	unverified.InsecureSkipVerify = true
	if _, err := server.get(policy.TLSConfig(unverified, nil)); err == nil {
		t.Error("an unverified peer was accepted")
	}
	if got := server.received(3); got != "" {
		t.Errorf("the server received %q", got)
	}
}

// A session outlives the policy under which it began; VerifyPeerCertificate would not be asked about it again.
func TestResumedConnectionIsJudgedByThePolicyInForce(t *testing.T) {
	eachVersion(t, func(t *testing.T, version uint16) {
		root := newCA(t, "root")
		leaf := root.issue(t, "api.test")
		server := serve(t, version, leaf)
		base := root.client("api.test")
		base.ClientSessionCache = tls.NewLRUClientSessionCache(0)
		before := mustPolicy(t, Rule{Hosts: "api.test", Pins: []string{keyPin(t, leaf.cert), pinB}})
		after := mustPolicy(t, Rule{Hosts: "api.test", Pins: []string{pinA, pinB}})

		for _, resumed := range []bool{false, true} {
			state, err := server.get(before.TLSConfig(base, nil))
			if err != nil || state.DidResume != resumed {
				t.Fatalf("resumed: %v, want %v; %v", state.DidResume, resumed, err)
			}
		}
		if got := server.received(2); got != "secretsecret" {
			t.Errorf("the server received %q", got)
		}

		sawResumption := false
		config := after.TLSConfig(base, nil)
		verify := config.VerifyConnection
		config.VerifyConnection = func(state tls.ConnectionState) error {
			sawResumption = state.DidResume
			return verify(state)
		}
		if _, err := server.get(config); !isRefusal(err) || !sawResumption {
			t.Errorf("resumed: %v, got %v", sawResumption, err)
		}
		if got := server.received(1); got != "" {
			t.Errorf("the server received %q", got)
		}
	})
}

// The session stays valid by one of its chains; the pin is on the other one, which has expired meanwhile.
func TestChainThatExpiredSinceTheSessionBeganCountsForNothing(t *testing.T) {
	eachVersion(t, func(t *testing.T, version uint16) {
		old, young := newCA(t, "old root"), newCA(t, "young root")
		intermediate := young.sign(t, "intermediate")
		short := template("intermediate", true)
		short.NotAfter = time.Now().Add(10 * time.Minute)
		leaf := intermediate.issue(t, "api.test")
		server := serve(t, version, leaf, intermediate.cert, old.certify(t, short, intermediate.key))
		base := old.client("api.test")
		base.RootCAs.AddCert(young.cert)
		base.ClientSessionCache = tls.NewLRUClientSessionCache(0)
		policy := mustPolicy(t, Rule{Hosts: "api.test", Pins: []string{keyPin(t, old.cert), pinB}})

		if _, err := server.get(policy.TLSConfig(base, nil)); err != nil {
			t.Fatal(err)
		}
		base.Time = func() time.Time { return time.Now().Add(30 * time.Minute) }
		resumed := false
		base.VerifyConnection = func(state tls.ConnectionState) error {
			resumed = state.DidResume
			return nil
		}
		if _, err := server.get(policy.TLSConfig(base, nil)); !isRefusal(err) || !resumed {
			t.Errorf("resumed: %v, got %v", resumed, err)
		}
	})
}

func TestOutcomesOfTheHandshake(t *testing.T) {
	root := newCA(t, "root")
	leaf := root.issue(t, "api.test")
	good, bad := []string{keyPin(t, leaf.cert), pinB}, []string{pinA, pinB}
	for _, c := range []struct {
		name               string
		unlisted           Unlisted
		rule               Rule
		accepted, reported bool
	}{
		{"on trial", AllowUnlisted, Rule{Hosts: "api.test", Pins: bad, ReportOnly: true}, true, true},
		{"expired", AllowUnlisted, Rule{Hosts: "api.test", Pins: bad, Expires: "2020-01-01", AfterExpiry: FailOpen}, true, true},
		{"lapsed", AllowUnlisted, Rule{Hosts: "api.test", Pins: good, Expires: "2020-01-01", AfterExpiry: FailClosed}, false, true},
		{"allowed", AllowUnlisted, Rule{Hosts: "*.api.test", Pins: bad}, true, false},
		{"noted", ReportUnlisted, Rule{Hosts: "*.api.test", Pins: bad}, true, true},
		{"denied", DenyUnlisted, Rule{Hosts: "*.api.test", Pins: good}, false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			policy, err := NewPolicy(c.unlisted, c.rule)
			if err != nil {
				t.Fatal(err)
			}
			reported := false
			server := serve(t, tls.VersionTLS13, leaf)
			_, err = server.get(policy.TLSConfig(root.client("api.test"), func(Verdict) { reported = true }))
			if (err == nil) != c.accepted || isRefusal(err) == c.accepted || reported != c.reported {
				t.Errorf("got %v, reported: %v", err, reported)
			}
		})
	}
}

func TestExemptHostNeedsNoPinsAndItsSiblingDoes(t *testing.T) {
	root := newCA(t, "root")
	leaf := root.issue(t, "*.api.test")
	policy, err := mustPolicy(t, Rule{Hosts: "**.api.test", Pins: []string{pinA, pinB}}).Exempting("blog.api.test")
	if err != nil {
		t.Fatal(err)
	}
	server := serve(t, tls.VersionTLS13, leaf)
	if _, err := server.get(policy.TLSConfig(root.client("blog.api.test"), func(v Verdict) { t.Errorf("reported: %v", v) })); err != nil {
		t.Error(err)
	}
	if _, err := server.get(policy.TLSConfig(root.client("www.api.test"), nil)); !isRefusal(err) {
		t.Errorf("got %v", err)
	}
}

func TestAddressIsJudgedOnlyIfItIsKnown(t *testing.T) {
	root := newCA(t, "root")
	leaf := root.issue(t, "127.0.0.1")
	server := serve(t, tls.VersionTLS13, leaf)
	policy := mustPolicy(t, Rule{Hosts: "127.0.0.1", Pins: []string{keyPin(t, leaf.cert), pinB}})

	if _, err := server.get(policy.TLSConfig(root.client("127.0.0.1"), nil)); err != nil {
		t.Error(err)
	}
	wrong := mustPolicy(t, Rule{Hosts: "127.0.0.1", Pins: []string{pinA, pinB}})
	if _, err := server.get(wrong.TLSConfig(root.client("127.0.0.1"), nil)); !isRefusal(err) {
		t.Errorf("got %v", err)
	}
	other := wrong.TLSConfig(root.client("127.0.0.2"), nil).Clone()
	other.ServerName = "127.0.0.1"
	if _, err := server.get(other); err == nil {
		t.Error("one address was judged by the rule for another")
	}
	unknown := policy.TLSConfig(root.client(""), nil)
	unknown.ServerName = "127.0.0.1"
	if _, err := server.get(unknown); err == nil {
		t.Error("an address was accepted that no rule was asked about")
	}
}

func TestEarlierCallbackIsKept(t *testing.T) {
	root := newCA(t, "root")
	leaf := root.issue(t, "api.test")
	base := root.client("api.test")
	own := errors.New("not today")
	base.VerifyConnection = func(tls.ConnectionState) error { return own }
	policy := mustPolicy(t, Rule{Hosts: "api.test", Pins: []string{keyPin(t, leaf.cert), pinB}})
	if _, err := serve(t, tls.VersionTLS13, leaf).get(policy.TLSConfig(base, nil)); !errors.Is(err, own) {
		t.Errorf("got %v", err)
	}
}

func TestHTTPClient(t *testing.T) {
	root := newCA(t, "root")
	leaf := root.issue(t, "api.test")
	requests := 0
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests++
		io.WriteString(w, r.Proto)
	}))
	server.EnableHTTP2 = true
	server.TLS = &tls.Config{Certificates: []tls.Certificate{leaf.tls()}}
	server.StartTLS()
	defer server.Close()

	get := func(policy *Policy) (string, error) {
		transport := &http.Transport{
			TLSClientConfig:   policy.TLSConfig(root.client(""), nil),
			ForceAttemptHTTP2: true,
			DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
				return new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
			},
		}
		defer transport.CloseIdleConnections()
		response, err := (&http.Client{Transport: transport}).Get("https://API.test./")
		if err != nil {
			return "", err
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		return string(body), err
	}
	body, err := get(mustPolicy(t, Rule{Hosts: "api.test", Pins: []string{keyPin(t, leaf.cert), pinB}}))
	if err != nil || body != "HTTP/2.0" {
		t.Errorf("got %q, %v", body, err)
	}
	if _, err := get(mustPolicy(t, Rule{Hosts: "api.test", Pins: []string{pinA, pinB}})); !isRefusal(err) {
		t.Errorf("got %v", err)
	}
	if requests != 1 {
		t.Error(requests, "requests reached the server")
	}
}

func TestVerifyFindsEveryPath(t *testing.T) {
	old, young := newCA(t, "old root"), newCA(t, "young root")
	intermediate := old.sign(t, "intermediate")
	crossSigned := young.certify(t, template("intermediate", true), intermediate.key)
	leaf := intermediate.issue(t, "api.test")
	host := mustHost(t, "api.test")
	roots := x509.NewCertPool()
	roots.AddCert(old.cert)
	roots.AddCert(young.cert)
	presented := [][]byte{leaf.cert.Raw, intermediate.cert.Raw, crossSigned.Raw}

	chains, err := Verify(host, time.Now(), roots, presented)
	if err != nil || len(chains) != 2 {
		t.Fatalf("%d chains, %v", len(chains), err)
	}
	for _, root := range []*x509.Certificate{old.cert, young.cert} {
		pins, err := ParsePins(keyPin(t, root))
		if err != nil || !pins.MatchAny(chains) {
			t.Errorf("%s is on no chain", root.Subject)
		}
	}
	for name, err := range map[string]error{
		"nothing presented": second(Verify(host, time.Now(), roots, nil)),
		"no roots":          second(Verify(host, time.Now(), nil, presented)),
		"another host":      second(Verify(mustHost(t, "b.test"), time.Now(), roots, presented)),
		"another time":      second(Verify(host, time.Now().AddDate(9, 0, 0), roots, presented)),
		"no DER":            second(Verify(host, time.Now(), roots, [][]byte{leaf.cert.Raw, {0x30}})),
	} {
		if err == nil {
			t.Error(name, "was accepted")
		}
	}
}

func second(_ [][]*x509.Certificate, err error) error { return err }

func isRefusal(err error) bool {
	var refusal *PinError
	return errors.As(err, &refusal)
}

func mustPolicy(t *testing.T, rules ...Rule) *Policy {
	t.Helper()
	policy, err := NewPolicy(AllowUnlisted, rules...)
	if err != nil {
		t.Fatal(err)
	}
	return policy
}

// server keeps what it receives behind the handshake.
type server struct {
	address string
	bodies  chan string
}

func serve(t *testing.T, version uint16, leaf *identity, chain ...*x509.Certificate) *server {
	t.Helper()
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{
		Certificates: []tls.Certificate{leaf.tls(chain...)},
		MinVersion:   version,
		MaxVersion:   version,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	s := &server{listener.Addr().String(), make(chan string, 16)}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			io.WriteString(conn, "hello") // brings a TLS 1.3 client its session ticket
			body, _ := io.ReadAll(conn)
			conn.Close()
			s.bodies <- string(body)
		}
	}()
	return s
}

// get sends a request, if the handshake lets it, and waits until the server has read all there is.
func (s *server) get(config *tls.Config) (tls.ConnectionState, error) {
	conn, err := tls.Dial("tcp", s.address, config)
	if err != nil {
		return tls.ConnectionState{}, err
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "secret"); err != nil {
		return tls.ConnectionState{}, err
	}
	_, err = io.ReadFull(conn, make([]byte, len("hello")))
	return conn.ConnectionState(), err
}

// received is what has arrived on the next so many connections.
func (s *server) received(connections int) string {
	var all strings.Builder
	for range connections {
		all.WriteString(<-s.bodies)
	}
	return all.String()
}

type identity struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

var serial int64

func newCA(t testing.TB, name string) *identity {
	t.Helper()
	return mint(t, template(name, true), nil)
}

func (ca *identity) sign(t testing.TB, name string) *identity {
	t.Helper()
	return mint(t, template(name, true), ca)
}

func (ca *identity) issue(t testing.TB, host string) *identity {
	t.Helper()
	leaf := template("leaf", false)
	if ip := net.ParseIP(host); ip != nil {
		leaf.IPAddresses = []net.IP{ip}
	} else {
		leaf.DNSNames = []string{host}
	}
	return mint(t, leaf, ca)
}

// certify signs somebody's key.
func (ca *identity) certify(t testing.TB, template *x509.Certificate, key *ecdsa.PrivateKey) *x509.Certificate {
	t.Helper()
	der, err := x509.CreateCertificate(rand.Reader, template, ca.cert, key.Public(), ca.key)
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return certificate
}

func template(name string, isCA bool) *x509.Certificate {
	serial++
	return &x509.Certificate{
		SerialNumber:          big.NewInt(serial),
		Subject:               pkix.Name{CommonName: name},
		NotBefore:             time.Now().Add(-time.Hour),
		NotAfter:              time.Now().Add(time.Hour),
		IsCA:                  isCA,
		BasicConstraintsValid: true,
	}
}

func mint(t testing.TB, template *x509.Certificate, issuer *identity) *identity {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if issuer == nil {
		issuer = &identity{template, key}
	}
	return &identity{issuer.certify(t, template, key), key}
}

func (i *identity) tls(chain ...*x509.Certificate) tls.Certificate {
	presented := tls.Certificate{Certificate: [][]byte{i.cert.Raw}, PrivateKey: i.key}
	for _, certificate := range chain {
		presented.Certificate = append(presented.Certificate, certificate.Raw)
	}
	return presented
}

// client is the configuration of a client that trusts this authority.
func (i *identity) client(name string) *tls.Config {
	roots := x509.NewCertPool()
	roots.AddCert(i.cert)
	return &tls.Config{RootCAs: roots, ServerName: name}
}

func keyPin(t testing.TB, certificate *x509.Certificate) string {
	t.Helper()
	pin, err := KeyPin(certificate.Raw)
	if err != nil {
		t.Fatal(err)
	}
	return pin.String()
}
