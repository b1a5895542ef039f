// Package testee speaks the protocol of Linchpin's conformance runner: JSON lines on standard input and output.
package testee

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
)

// Hello says what an implementation can do.
type Hello struct {
	Protocol int               `json:"protocol"`
	Impl     Impl              `json:"impl"`
	Ops      []string          `json:"ops"`
	Features []string          `json:"features"`
	Choices  map[string]string `json:"choices"`
}

// Impl names an implementation.
type Impl struct {
	Name     string `json:"name"`
	Version  string `json:"version"`
	Language string `json:"language"`
}

// Input holds the fields of all operations.
type Input struct {
	Certificate []byte   `json:"certificate"`
	SPKI        []byte   `json:"spki"`
	Text        string   `json:"text"`
	Pins        []string `json:"pins"`
	Mode        string   `json:"mode"`
	Pattern     string   `json:"pattern"`
	Host        string   `json:"host"`
	Rules       []string `json:"rules"`
	Exemptions  []string `json:"exemptions"`
	Unlisted    string   `json:"unlisted"`
	Now         string   `json:"now"`
	Anchors     [][]byte `json:"anchors"`
	Chain       [][]byte `json:"chain"`
	Platform    string   `json:"platform"`
	Document    string   `json:"document"`
	Keys        [][]byte `json:"keys"`
	Threshold   int      `json:"threshold"`
	Audience    string   `json:"audience"`
	Adopted     *string  `json:"adopted"`
	Port        int      `json:"port"`
	Address     string   `json:"address"`
	CAFile      string   `json:"caFile"`
	Client      *int64   `json:"client"`
	Request     struct {
		Method string `json:"method"`
		Path   string `json:"path"`
	} `json:"request"`
	Rule struct {
		Pins        []string `json:"pins"`
		Mode        string   `json:"mode"`
		Expires     *string  `json:"expires"`
		AfterExpiry string   `json:"afterExpiry"`
	} `json:"rule"`
}

// Answer is the outcome of an operation, with what else is compared.
type Answer struct {
	Outcome string   `json:"outcome,omitempty"`
	Version string   `json:"version,omitempty"`
	Keys    []string `json:"keys,omitempty"`
	Pin     string   `json:"pin,omitempty"`
	Rule    string   `json:"rule,omitempty"`
	Size    int      `json:"size,omitempty"`
	Status  int      `json:"status,omitempty"`
	Body    string   `json:"body,omitempty"`
	Stage   string   `json:"stage,omitempty"`
	Reason  string   `json:"reason,omitempty"`
	Skip    string   `json:"skip,omitempty"`
	Error   string   `json:"error,omitempty"`
}

// Op answers one input.
type Op func(Input) Answer

// Serve answers requests until the runner says goodbye.
func Serve(hello Hello, ops map[string]Op) error {
	return serve(os.Stdin, os.Stdout, hello, ops)
}

func serve(r io.Reader, w io.Writer, hello Hello, ops map[string]Op) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 2<<20)
	out := json.NewEncoder(w) // ends each value with a line feed, and does not buffer
	out.SetEscapeHTML(false)
	for lines.Scan() {
		var request struct {
			Cmd   string          `json:"cmd"`
			Seq   int64           `json:"seq"`
			Op    string          `json:"op"`
			Input json.RawMessage `json:"input"`
		}
		if err := json.Unmarshal(lines.Bytes(), &request); err != nil {
			return err
		}
		var reply any
		switch request.Cmd {
		case "hello":
			reply = hello
		case "run":
			reply = struct {
				Seq int64 `json:"seq"`
				Answer
			}{request.Seq, run(ops[request.Op], request.Input)}
		default:
			return nil
		}
		if err := out.Encode(reply); err != nil {
			return err
		}
	}
	return lines.Err()
}

func run(op Op, raw json.RawMessage) Answer {
	if op == nil {
		return Answer{Skip: "no such operation"}
	}
	var input Input
	if err := json.Unmarshal(raw, &input); err != nil {
		return Answer{Error: err.Error()}
	}
	return op(input)
}
