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
  """

  # A malformed pin, or one that is missing, stops the compiler here.
  @policy PinVerifier.policy(
            [
              [
                hosts: "api.example.com",
                pins: [
                  # leaf, CN=api.example.com, until 2027-02-19
                  "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
                  # `linchpin backup --host api.example.com` makes a backup key and prints its pin.
                  "sha256/!! put the pin of a backup key here !!"
                ]
              ]
            ],
            exempt: [],
            unlisted: :allow
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
