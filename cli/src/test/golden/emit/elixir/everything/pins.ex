defmodule Pins do
  @moduledoc """
  Pins for OTP 25 or newer, written by `linchpin emit elixir`. With pin_verifier.ex beside it, it needs nothing:

      {:ok, client} = Pins.start_client(fn host, verdict -> IO.inspect({host, verdict}) end)
      {:ok, {{_, 200, _}, _, body}} = Pins.request(client, :get, {"https://api.example.com/", []})

  Clients that take options for `:ssl` (Mint, Finch, Req, hackney) take `Pins.ssl_options(host)`, one pool a host.

  Guaranteed: a peer without a pinned key sees no byte of a request; OTP's own checks (chain, dates, host name) come first
  and are never replaced; no session is resumed, since OTP asks nobody when it resumes one; connections that other code
  has opened are not used; nothing goes out in clear text, and no redirect is followed.

  Not possible here, and why: only the leaf's key counts, so pin leaf keys: OTP 25 shows certificates one by one, without
  the path; it shows them decoded, so that the pin of a key which is not in DER cannot match; pins have no end; an open
  connection is not checked again; IP addresses are refused.
    Not as in the policy: 192.0.2.7 is left out and not pinned by a rule of its own: Elixir pins names of two labels or more.
    Not as in the policy: 2001:db8::7 is left out and not pinned by a rule of its own: Elixir pins names of two labels or more.
    Not as in the policy: Elixir has no pins of certificates: those are missing in the rule for certificate.example.net.
    Not as in the policy: the pins of **.tree.example.com do not end here; in the policy they end at 2030-12-31T00:00:00Z and accept every trusted peer from then on.
    Not as in the policy: the pins of closed.example.com do not end here; in the policy they end at 2030-12-31T12:00:00Z and refuse every peer from then on.
  """

  # A malformed pin, or one that is missing, stops the compiler here.
  @policy PinVerifier.policy(
            [
              [
                hosts: "api.example.com",
                pins: [
                  # leaf, CN=api.example.com, until 2027-02-19
                  "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
                  # backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
                  "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU="
                ]
              ],
              [
                hosts: "*.example.org",
                pins: [
                  # leaf, CN=api.example.com, until 2027-02-19
                  "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
                  # backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
                  "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
                  "sha256/hxqRlPTu1bMS/0DITB1SSu0vd4u/8l8TjPgfaAp63Gc="
                ]
              ],
              [
                hosts: "xn--bcher-kva.example",
                pins: [
                  # leaf, CN=api.example.com, until 2027-02-19
                  "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
                  # backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
                  "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU="
                ]
              ],
              [
                hosts: "certificate.example.net",
                no_backup: "the other pins of the policy are of certificates, which cannot be pinned here",
                pins: [
                  # leaf, CN=api.example.com, until 2027-02-19
                  "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4="
                ]
              ],
              [
                hosts: "**.tree.example.com",
                pins: [
                  # leaf, CN=api.example.com, until 2027-02-19
                  "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
                  # backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
                  "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU="
                ]
              ],
              [
                hosts: "closed.example.com",
                pins: [
                  # leaf, CN=api.example.com, until 2027-02-19
                  "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
                  # backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
                  "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU="
                ]
              ],
              [
                hosts: "watched.example.com",
                mode: :report_only,
                pins: [
                  # leaf, CN=api.example.com, until 2027-02-19
                  "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
                  # backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
                  "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU="
                ]
              ],
              [
                hosts: "single.example.com",
                no_backup: "the (U+22)key(U+22) is in a vault; *(U+2F) -(U+2D) (U+3F)(U+3E) (U+5C)u000a",
                pins: [
                  # leaf, CN=api.example.com, until 2027-02-19
                  "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4="
                ]
              ]
            ],
            exempt: ["cdn.tree.example.com"],
            unlisted: :deny
          )

  @doc "A client for all hosts. `report` hears of refusals, and of what the policy reports."
  def start_client(report \\ fn _host, _verdict -> :ok end), do: PinVerifier.Httpc.start(@policy, report)

  @doc "As `:httpc.request/4`; `:ssl` in `http_options` may hold authorities of your own."
  def request(client, method, request, http_options \\ [], options \\ []),
    do: PinVerifier.Httpc.request(client, method, request, http_options, options)

  @doc "Options for connections of `:ssl` to this host; `options` may hold authorities of your own."
  def ssl_options(host, options \\ [], report \\ fn _host, _verdict -> :ok end),
    do: PinVerifier.ssl_options(@policy, host, options, report)
end
