package pinverifier_test

import (
	"log"
	"net/http"

	"pinverifier"
)

const (
	current = "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4="
	backup  = "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU="
)

func ExamplePolicy_TLSConfig() {
	policy, err := pinverifier.NewPolicy(pinverifier.AllowUnlisted, pinverifier.Rule{
		Hosts: "**.example.com",
		Pins:  []string{current, backup}, // "sha256/…"
	})
	if err != nil {
		log.Fatal(err)
	}
	client := &http.Client{Transport: &http.Transport{
		TLSClientConfig:   policy.TLSConfig(nil, func(v pinverifier.Verdict) { log.Println(v) }),
		ForceAttemptHTTP2: true,
	}}
	_ = client
}
