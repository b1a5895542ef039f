package pinverifier

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// To follow signed bundles (docs/bundles.md of Linchpin), copy this file as well:
//
//	bundle, err := pinverifier.VerifyBundle(document, pinverifier.Trust{Keys: keys, Threshold: 2, Audience: "shop-app"}, adopted, time.Now())
//	…
//	config := bundle.Policy.TLSConfig(nil, nil)
//
// Keep what was adopted, and hand it in again: then nothing older is accepted. Its Next is the Trust of the next call.

// Trust says whose bundles are adopted.
type Trust struct {
	Keys      [][]byte // DER SubjectPublicKeyInfo, on P-256 or of Ed25519
	Threshold int      // how many of them have to have signed
	Audience  string
}

// A Bundle is a policy that changes without a release. Bundles that hold Android files are refused.
type Bundle struct {
	Version           int64
	Audience          string
	IssuedAt, Expires time.Time
	Policy            *Policy
	Next              Trust // what is trusted after this bundle
	payload           []byte
}

const (
	maxDocument  = 1 << 20
	maxDepth     = 8
	maxKeys      = 16
	maxInteger   = 1<<53 - 1
	clockSpread  = 24 * time.Hour
	signatureLen = 64
)

var (
	p256Prefix    = fromHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004")
	ed25519Prefix = fromHex("302a300506032b6570032100")
	p256Order, _  = new(big.Int).SetString("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)
	exactInstant  = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`)
	anAudience    = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,99}$`)
	aKeyID        = regexp.MustCompile(`^sha256/[A-Za-z0-9+/]{43}=$`)
	exactPositive = regexp.MustCompile(`^[1-9]\d{0,15}$`)
	halfSurrogate = regexp.MustCompile(`(?i)\\u(d[89a-f])`)
)

// VerifyBundle returns the bundle in a document, if it may be adopted now, after what was adopted last, if anything was.
func VerifyBundle(document []byte, trust Trust, adopted *Bundle, now time.Time) (*Bundle, error) {
	payload, signatures, err := parseDocument(document)
	if err != nil {
		return nil, err
	}
	if err := requireSigned(payload, signatures, trust); err != nil {
		return nil, err
	}
	bundle, err := readBundle(payload) // Nothing of it was looked at before.
	if err != nil {
		return nil, err
	}
	if bundle.Audience != trust.Audience {
		return nil, fmt.Errorf("the bundle is for %q, expected %q", bundle.Audience, trust.Audience)
	}
	if bundle.Next.Keys == nil {
		bundle.Next = trust
	} else if err := requireSigned(payload, signatures, bundle.Next); err != nil {
		return nil, err
	}
	if err := bundle.mayFollow(adopted, now); err != nil {
		return nil, err
	}
	return bundle, nil
}

// ReadUnverified returns what a document says, whoever has written it; for a document that was verified before.
func ReadUnverified(document []byte) (*Bundle, error) {
	payload, _, err := parseDocument(document)
	if err != nil {
		return nil, err
	}
	return readBundle(payload)
}

// KeyID returns the id of a key, which is its pin.
func KeyID(spki []byte) string {
	hash := sha256.Sum256(spki)
	return keyPrefix + base64.StdEncoding.EncodeToString(hash[:])
}

func (b *Bundle) mayFollow(adopted *Bundle, now time.Time) error {
	if adopted != nil {
		if b.Version < adopted.Version {
			return fmt.Errorf("the bundle has version %d, expected %d or a later one", b.Version, adopted.Version)
		}
		if b.Version == adopted.Version && !bytes.Equal(b.payload, adopted.payload) {
			return fmt.Errorf("version %d was adopted before with another content", b.Version)
		}
		if now.Before(adopted.IssuedAt) {
			now = adopted.IssuedAt // It is not earlier than that, whatever the clock says.
		}
	}
	if now.After(b.Expires) {
		return fmt.Errorf("the bundle has expired at %v", b.Expires)
	}
	if b.IssuedAt.After(now.Add(clockSpread)) {
		return fmt.Errorf("the bundle is issued at %v, and it is %v", b.IssuedAt, now)
	}
	return nil
}

// ---------------------------------------------------------------------------------------------------------- signatures

type bundleSignature struct {
	header, algorithm, key string
	signature              []byte
}

// requireSigned: each signature that names one of the keys has to be by it, and enough have to.
func requireSigned(payload []byte, signatures []bundleSignature, trust Trust) error {
	byID := make(map[string][]byte)
	for _, der := range trust.Keys {
		if _, err := verifierOf(der); err != nil {
			return err
		}
		byID[KeyID(der)] = der
	}
	if len(byID) != len(trust.Keys) || len(byID) < 1 || len(byID) > maxKeys {
		return fmt.Errorf("there are %d keys, expected between 1 and %d different ones", len(trust.Keys), maxKeys)
	}
	if trust.Threshold < 1 || trust.Threshold > len(byID) {
		return fmt.Errorf("the threshold of %d keys is %d", len(byID), trust.Threshold)
	}
	count := 0
	for _, s := range signatures {
		der, known := byID[s.key]
		if !known {
			continue
		}
		verify, _ := verifierOf(der)
		signed := s.header + "." + base64.RawURLEncoding.EncodeToString(payload)
		if !verify(s.algorithm, []byte(signed), s.signature) {
			return fmt.Errorf("the signature that names %s is not by this key", s.key)
		}
		count++
	}
	if count < trust.Threshold {
		return fmt.Errorf("the document is signed by %d of the keys, expected %d", count, trust.Threshold)
	}
	return nil
}

type verifier func(algorithm string, signed, signature []byte) bool

func verifierOf(der []byte) (verifier, error) {
	isP256 := len(der) == len(p256Prefix)+64 && bytes.HasPrefix(der, p256Prefix)
	isEd25519 := len(der) == len(ed25519Prefix)+32 && bytes.HasPrefix(der, ed25519Prefix)
	if !isP256 && !isEd25519 {
		return nil, errors.New("a key is neither on P-256 nor of Ed25519")
	}
	parsed, err := x509.ParsePKIXPublicKey(der)
	switch key := parsed.(type) {
	case *ecdsa.PublicKey:
		return func(algorithm string, signed, signature []byte) bool {
			r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
			hash := sha256.Sum256(signed)
			return algorithm == "ES256" && inRange(r) && inRange(s) && ecdsa.Verify(key, hash[:], r, s)
		}, nil
	case ed25519.PublicKey:
		return func(algorithm string, signed, signature []byte) bool {
			return algorithm == "Ed25519" && ed25519.Verify(key, signed, signature)
		}, nil
	}
	return nil, fmt.Errorf("a key is malformed: %w", err)
}

func inRange(number *big.Int) bool {
	return number.Sign() > 0 && number.Cmp(p256Order) < 0
}

// ----------------------------------------------------------------------------------------------------------- documents

func parseDocument(document []byte) (payload []byte, signatures []bundleSignature, err error) {
	if len(document) > maxDocument {
		return nil, nil, fmt.Errorf("the document has %d bytes, expected at most %d", len(document), maxDocument)
	}
	var encoded string
	var parts [][2]string
	if len(document) > 0 && strings.IndexByte("{ \t\r\n", document[0]) >= 0 {
		encoded, parts, err = general(document)
	} else {
		compact := strings.Split(string(document), ".")
		if len(compact) != 3 {
			return nil, nil, fmt.Errorf("the document has %d parts, expected header.payload.signature", len(compact))
		}
		encoded, parts = compact[1], [][2]string{{compact[0], compact[2]}}
	}
	if err != nil {
		return nil, nil, err
	}
	if payload, err = decodeURL(encoded); err != nil {
		return nil, nil, err
	}
	for _, part := range parts {
		signature, err := parseSignature(part[0], part[1])
		if err != nil {
			return nil, nil, err
		}
		if slices.ContainsFunc(signatures, func(s bundleSignature) bool { return s.key == signature.key }) {
			return nil, nil, errors.New("a key signs twice, expected one signature by each")
		}
		signatures = append(signatures, signature)
	}
	return payload, signatures, nil
}

func general(document []byte) (payload string, parts [][2]string, err error) {
	value, err := parseJSON(document)
	if err != nil {
		return "", nil, err
	}
	r := &reader{}
	top := r.object(value, []string{"payload", "signatures"})
	for _, entry := range r.array(top["signatures"], 1, 2*maxKeys) {
		signature := r.object(entry, []string{"protected", "signature"})
		parts = append(parts, [2]string{r.text(signature["protected"]), r.text(signature["signature"])})
	}
	return r.text(top["payload"]), parts, r.err
}

func parseSignature(header, signature string) (bundleSignature, error) {
	decoded, err := decodeURL(header)
	if err != nil {
		return bundleSignature{}, err
	}
	value, err := parseJSON(decoded)
	if err != nil {
		return bundleSignature{}, err
	}
	r := &reader{}
	members := r.object(value, []string{"alg", "kid", "typ"})
	parsed := bundleSignature{header: header, algorithm: r.text(members["alg"]), key: r.text(members["kid"])}
	if parsed.signature, err = decodeURL(signature); err != nil {
		return bundleSignature{}, err
	}
	known := parsed.algorithm == "ES256" || parsed.algorithm == "Ed25519"
	r.require(known && r.text(members["typ"]) == "linchpin-bundle", "a header has an unknown alg or typ")
	r.require(aKeyID.MatchString(parsed.key), "kid is not the pin of a key")
	r.require(len(parsed.signature) == signatureLen, "a signature has not 64 bytes")
	return parsed, r.err
}

// decodeURL reads canonical base64url: the decoder overlooks much, the encoder writes one text.
func decodeURL(text string) ([]byte, error) {
	decoded, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || base64.RawURLEncoding.EncodeToString(decoded) != text {
		return nil, errors.New("a part is not canonical base64url")
	}
	return decoded, nil
}

// ------------------------------------------------------------------------------------------------------------- bundles

func readBundle(payload []byte) (*Bundle, error) {
	value, err := parseJSON(payload)
	if err != nil {
		return nil, err
	}
	r := &reader{}
	members := r.object(value, []string{"version", "audience", "issuedAt", "expires", "policy"}, "nextKeys")
	bundle := &Bundle{
		Version:  r.positive(members["version"]),
		Audience: r.text(members["audience"]),
		IssuedAt: r.instant(members["issuedAt"]),
		Expires:  r.instant(members["expires"]),
		payload:  payload,
	}
	r.require(anAudience.MatchString(bundle.Audience), "the audience is malformed")
	r.require(bundle.IssuedAt.Before(bundle.Expires), "the bundle expires before it is issued")
	bundle.Policy = r.policy(members["policy"])
	if next, found := members["nextKeys"]; found {
		bundle.Next = r.keys(next)
		bundle.Next.Audience = bundle.Audience
	}
	return bundle, r.err
}

// A reader remembers the first fault, and reads on.
type reader struct{ err error }

func (r *reader) require(fact bool, fault string) {
	if !fact && r.err == nil {
		r.err = errors.New(fault)
	}
}

func (r *reader) object(value any, required []string, optional ...string) map[string]any {
	object, _ := value.(map[string]any)
	r.require(object != nil, "a value is no object")
	for _, name := range required {
		_, found := object[name]
		r.require(found, "an object has no member "+name)
	}
	for name := range object {
		r.require(slices.Contains(required, name) || slices.Contains(optional, name), "an object has an unknown member")
	}
	return object
}

func (r *reader) array(value any, least, most int) []any {
	array, isArray := value.([]any)
	r.require(isArray && len(array) >= least && len(array) <= most, "a value is no array, or of another length")
	return array
}

func (r *reader) text(value any) string {
	text, isText := value.(string)
	r.require(isText, "a value is no text")
	return text
}

func (r *reader) positive(value any) int64 {
	number, _ := value.(json.Number)
	integer, err := strconv.ParseInt(string(number), 10, 64)
	r.require(exactPositive.MatchString(string(number)) && err == nil && integer <= maxInteger, "a number is no integer from 1 to 2^53 - 1")
	return integer
}

func (r *reader) instant(value any) time.Time {
	text := r.text(value)
	at, err := time.Parse(time.RFC3339, text)
	r.require(exactInstant.MatchString(text) && err == nil, "an instant is not of the form 2030-12-31T12:00:00Z")
	return at
}

func (r *reader) keys(value any) Trust {
	members := r.object(value, []string{"threshold", "keys"})
	trust := Trust{Threshold: int(r.positive(members["threshold"]))}
	for _, key := range r.array(members["keys"], 1, maxKeys) {
		text := r.text(key)
		der, err := base64.StdEncoding.DecodeString(text)
		r.require(err == nil && base64.StdEncoding.EncodeToString(der) == text, "a key is not canonical base64")
		trust.Keys = append(trust.Keys, der)
	}
	return trust
}

func (r *reader) policy(value any) *Policy {
	members := r.object(value, []string{"rules"}, "exemptions", "unlistedHosts")
	unlisted := AllowUnlisted
	if word, found := members["unlistedHosts"]; found {
		unlisted = choose(r, word, map[string]Unlisted{"allow": AllowUnlisted, "report": ReportUnlisted, "deny": DenyUnlisted})
	}
	var rules []Rule
	for _, rule := range r.array(members["rules"], 0, 1000) {
		rules = append(rules, r.rules(rule)...)
	}
	policy, err := NewPolicy(unlisted, rules...)
	if err == nil {
		if exemptions, found := members["exemptions"]; found {
			var hosts []string
			for _, host := range r.array(exemptions, 0, 1000) {
				hosts = append(hosts, r.host(host))
			}
			policy, err = policy.Exempting(hosts...)
		}
	}
	if err != nil && r.err == nil {
		r.err = err
	}
	return policy
}

func (r *reader) rules(value any) (rules []Rule) {
	members := r.object(value, []string{"hosts", "pins"}, "mode", "expires", "afterExpiry")
	var rule Rule
	for _, pin := range r.array(members["pins"], 1, 64) {
		text := r.text(pin)
		r.require(!slices.Contains(rule.Pins, text), "a pin is listed twice in a rule")
		rule.Pins = append(rule.Pins, text)
	}
	if word, found := members["mode"]; found {
		rule.ReportOnly = choose(r, word, map[string]bool{"enforce": false, "report-only": true})
	}
	if text, found := members["expires"]; found {
		r.instant(text)
		rule.Expires = r.text(text)
	}
	if word, found := members["afterExpiry"]; found {
		rule.AfterExpiry = choose(r, word, map[string]AfterExpiry{"fail-open": FailOpen, "fail-closed": FailClosed})
	}
	for _, host := range r.array(members["hosts"], 1, 100) {
		rule.Hosts = r.host(host)
		rules = append(rules, rule)
	}
	return rules
}

func (r *reader) host(value any) string {
	text := r.text(value)
	pattern, err := ParsePattern(text)
	r.require(err == nil && pattern.String() == text, "a host is not written in its canonical text")
	return text
}

func choose[T any](r *reader, word any, words map[string]T) T {
	chosen, found := words[r.text(word)]
	r.require(found, "a word is unknown")
	return chosen
}

// ---------------------------------------------------------------------------------------------------------------- JSON

// parseJSON reads what every parser reads alike (RFC 7493). encoding/json alone takes names twice, and mends broken text.
func parseJSON(data []byte) (any, error) {
	if !utf8.Valid(data) {
		return nil, errors.New("the JSON is not UTF-8")
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	value, err := parseValue(decoder, 1)
	if err != nil {
		return nil, fmt.Errorf("the JSON is malformed: %w", err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, errors.New("something follows the JSON")
	}
	if !json.Valid(data) { // The tokens of the decoder may be separated by less than JSON demands.
		return nil, errors.New("the JSON is malformed")
	}
	if halfSurrogate.Match(data) && strings.ContainsRune(string(mended(value)), utf8.RuneError) {
		return nil, errors.New("the JSON has half a surrogate pair")
	}
	return value, nil
}

func parseValue(decoder *json.Decoder, depth int) (any, error) {
	token, err := decoder.Token()
	if err != nil {
		return nil, err
	}
	if depth > maxDepth {
		return nil, errors.New("it is too deep")
	}
	switch token {
	case json.Delim('['):
		array := []any{}
		for decoder.More() {
			value, err := parseValue(decoder, depth+1)
			if err != nil {
				return nil, err
			}
			array = append(array, value)
		}
		_, err = decoder.Token()
		return array, err
	case json.Delim('{'):
		object := map[string]any{}
		for decoder.More() {
			name, err := decoder.Token()
			if err != nil {
				return nil, err
			}
			text, isText := name.(string)
			if _, twice := object[text]; twice || !isText {
				return nil, errors.New("a name comes twice")
			}
			if object[text], err = parseValue(decoder, depth+1); err != nil {
				return nil, err
			}
		}
		_, err = decoder.Token()
		return object, err
	}
	return token, nil
}

// mended returns all texts, in which encoding/json has put U+FFFD for half a surrogate pair.
func mended(value any) []byte {
	text, _ := json.Marshal(value)
	return text
}

func fromHex(text string) []byte {
	decoded, err := hex.DecodeString(text)
	if err != nil {
		panic(err)
	}
	return decoded
}
