defmodule PinVerifier do
  @moduledoc """
  Pins the public keys of TLS servers, on top of OTP's `:ssl` and never instead of it. Copy this file; it needs nothing else.

      policy = PinVerifier.policy([[hosts: "**.example.com", pins: ["sha256/x4Qz…=", "sha256/58qR…="]]])
      :ssl.connect('api.example.com', 443, PinVerifier.ssl_options(policy, "api.example.com"))

  `PinVerifier.Httpc` does the same for `:httpc`. Whatever is malformed raises a `PinVerifier.FormatError`.
  """

  defmodule FormatError do
    defexception [:message]
  end

  # ---- policy

  @doc """
  Reads rules: `hosts` ("host", "*.domain" with exactly one label more, "**.domain" with all below), `pins`, and perhaps
  `mode: :report_only` or `no_backup: "why"`. Options: `exempt`, hosts that are unpinned on purpose, and `unlisted`, what
  becomes of hosts that nothing covers: `:allow`, `:report` or `:deny`. The most specific pattern applies, alone.
  """
  def policy(rules, options \\ []) do
    unlisted = Keyword.get(options, :unlisted, :allow)
    unlisted in [:allow, :report, :deny] or malformed("unlisted is #{inspect(unlisted)}")
    rules != [] or unlisted != :allow or malformed("the policy has no rules and allows unlisted hosts")
    exempt = for hosts <- Keyword.get(options, :exempt, []), do: {canonical_pattern(hosts), :exempt}
    entries = Enum.map(rules, &rule/1) ++ exempt
    patterns = Enum.map(entries, &elem(&1, 0))
    twice = patterns -- Enum.uniq(patterns)
    twice == [] or malformed("#{hd(twice)} has two rules, or a rule and an exemption, expected one of them")
    %{entries: Map.new(entries), unlisted: unlisted}
  end

  defp rule(fields) do
    hosts = canonical_pattern(Keyword.fetch!(fields, :hosts))
    mode = Keyword.get(fields, :mode, :enforce)
    mode in [:enforce, :report_only] or malformed("the rule for #{hosts} has the mode #{inspect(mode)}")
    pins = fields |> Keyword.fetch!(:pins) |> Enum.map(&parse_pin/1) |> Enum.uniq()
    backup = length(pins) > 1 or mode == :report_only or String.trim(Keyword.get(fields, :no_backup, "")) != ""
    pins != [] or malformed("the rule for #{hosts} has no pins, expected at least one")
    backup or malformed("the rule for #{hosts} has one pin, expected a second, different one as backup")
    {hosts, %{hosts: hosts, pins: pins, mode: mode}}
  end

  @doc """
  What the policy says of a server that `:ssl` has verified for this host, given the certificate in DER: what was found,
  whether it is accepted and whether somebody should hear of it. A certificate that is not DER satisfies no pin.
  """
  def judge(policy, host, certificate) do
    case Enum.find_value(covering_patterns(parse_host(host)), &policy.entries[&1]) do
      nil -> %{outcome: :unlisted, rule: nil, accepted: policy.unlisted != :deny, reported: policy.unlisted != :allow}
      :exempt -> %{outcome: :exempt, rule: nil, accepted: true, reported: false}
      rule -> judge_by(rule, satisfied?(rule.pins, certificate))
    end
  end

  defp judge_by(rule, true), do: %{outcome: :matched, rule: rule.hosts, accepted: true, reported: false}

  defp judge_by(rule, false),
    do: %{outcome: :mismatched, rule: rule.hosts, accepted: rule.mode == :report_only, reported: true}

  defp satisfied?(pins, certificate) do
    spki_pin(certificate) in pins
  rescue
    FormatError -> false
  end

  # ---- ssl

  @doc """
  Options for `:ssl.connect`, or for a client that hands them on, for connections to this host. A refused server sees the
  handshake fail, and no byte of a request. `options` may hold authorities and whatever else leaves the checks alone; what
  does not is refused. `report` hears of every verdict that is `reported`.

  No session is resumed: OTP does not ask `verify_fun` when it resumes one, and keeps them for a whole node, whoever made
  them.
  """
  def ssl_options(policy, host, options \\ [], report \\ fn _host, _verdict -> :ok end) do
    name = parse_host(host)
    checks = [
      verify: :verify_peer,
      verify_fun: {&verify/3, {policy, name, report}},
      server_name_indication: String.to_charlist(name),
      customize_hostname_check: [match_fun: :public_key.pkix_verify_hostname_match_fun(:https)],
      reuse_sessions: false,
      session_tickets: :disabled
    ]
    refused = Keyword.keys(checks) ++ [:reuse_session, :use_ticket, :partial_chain, :fallback]
    given = Enum.filter(Keyword.keys(options), &(&1 in refused))
    given == [] or malformed("the option #{hd(given)} would take a check away")
    trusted = Keyword.has_key?(options, :cacerts) or Keyword.has_key?(options, :cacertfile)
    authorities = if trusted, do: [], else: [cacerts: :public_key.cacerts_get()]
    checks ++ authorities ++ options
  end

  defp verify(_certificate, {:bad_cert, _} = reason, _state), do: {:fail, reason}
  defp verify(_certificate, {:extension, _}, state), do: {:unknown, state}
  defp verify(_certificate, :valid, state), do: {:valid, state}

  # OTP hands over what it has decoded. Encoded again, that is what OTP takes the server's key for, and of DER the same bytes.
  defp verify(certificate, :valid_peer, {policy, host, report} = state) do
    verdict = judge(policy, host, :public_key.pkix_encode(:OTPCertificate, certificate, :otp))
    if verdict.reported, do: report.(host, verdict)
    if verdict.accepted, do: {:valid, state}, else: {:fail, {:pins, verdict.outcome, verdict.rule}}
  end

  # ---- pins

  @doc "Reads `sha256/` and 32 bytes in canonical, padded base64 (RFC 4648 §4). All else raises, all zeros included."
  def parse_pin("sha256/" <> encoded = text) do
    with {:ok, <<hash::binary-size(32)>>} <- Base.decode64(encoded),
         true <- Base.encode64(hash) == encoded and hash != <<0::256>> do
      hash
    else
      _ -> malformed("#{quoted(text)} is no pin, expected 43 base64 characters and one = after sha256/")
    end
  end

  def parse_pin(text), do: malformed("#{quoted(text)} is no pin, expected it to begin with sha256/")

  @doc "The hash of the SubjectPublicKeyInfo in a DER certificate (RFC 7469 §2.4), as it stands there."
  def spki_pin(certificate), do: :crypto.hash(:sha256, public_key_info(certificate))

  @doc "The hash of a DER SubjectPublicKeyInfo."
  def spki_pin_of_key(spki) do
    public_key_info?(spki) or malformed("expected exactly one DER SubjectPublicKeyInfo")
    :crypto.hash(:sha256, spki)
  end

  @doc "The canonical text of a pin."
  def pin_text(hash), do: "sha256/" <> Base.encode64(hash)

  # ---- DER, strictly (X.690 §10): definite, minimal lengths, nothing past the end of what encloses it

  # No certificate in a TLS 1.3 handshake is larger: RFC 8446 §4.4.2.
  @max_der 0xFFFFFF

  # Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signature } (RFC 5280 §4.1)
  defp public_key_info(certificate) do
    with true <- is_binary(certificate) and byte_size(certificate) <= @max_der,
         {outer, ""} <- read(certificate, 0x30),
         {body, rest} <- read(outer, 0x30),
         {_algorithm, rest} <- read(rest, 0x30),
         {_signature, ""} <- read(rest, 0x03),
         body = optional(body, 0xA0),
         # serialNumber, signature, issuer, validity, subject
         at when is_binary(at) <- Enum.reduce([0x02, 0x30, 0x30, 0x30, 0x30], body, &skip(&2, &1)),
         {_content, rest} <- read(at, 0x30),
         spki = binary_part(at, 0, byte_size(at) - byte_size(rest)),
         "" <- rest |> optional(0x81) |> optional(0x82) |> optional(0xA3),
         true <- public_key_info?(spki) do
      spki
    else
      _ -> malformed("expected exactly one DER certificate")
    end
  end

  # SEQUENCE { SEQUENCE { OBJECT IDENTIFIER, ANY OPTIONAL }, BIT STRING of whole octets }
  defp public_key_info?(spki) do
    with {info, ""} <- read(spki, 0x30),
         {algorithm, rest} <- read(info, 0x30),
         {_oid, parameters} <- read(algorithm, 0x06),
         true <- parameters == "" or match?({_, ""}, read(parameters, :binary.first(parameters))),
         {<<0, _, _::binary>>, ""} <- read(rest, 0x03) do
      true
    else
      _ -> false
    end
  end

  defp skip(bytes, tag) do
    with {_content, rest} <- read(bytes, tag), do: rest
  end

  defp optional(<<tag, _::binary>> = bytes, tag), do: skip(bytes, tag)
  defp optional(bytes, _tag), do: bytes

  # The content of the element at the front, and what follows it.
  defp read(<<tag, _::binary>>, tag) when Bitwise.band(tag, 0x1F) == 0x1F, do: :malformed
  defp read(<<tag, length, rest::binary>>, tag) when length < 0x80, do: split(rest, length)
  defp read(<<tag, 0x81, length, rest::binary>>, tag) when length >= 0x80, do: split(rest, length)
  defp read(<<tag, 0x82, length::16, rest::binary>>, tag) when length > 0xFF, do: split(rest, length)
  defp read(<<tag, 0x83, length::24, rest::binary>>, tag) when length > 0xFFFF, do: split(rest, length)
  defp read(_bytes, _tag), do: :malformed

  defp split(bytes, length) when byte_size(bytes) >= length do
    <<content::binary-size(length), rest::binary>> = bytes
    {content, rest}
  end

  defp split(_bytes, _length), do: :malformed

  # ---- hosts

  @label "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
  @host Regex.compile!("\\A(?:#{@label}\\.)*#{@label}\\z")

  @doc """
  The one canonical form of a DNS name, so that no spelling escapes its rule: lower case, one dot at the end less. Names
  have to be A-labels. IP addresses raise: they have no rules here.
  """
  def parse_host(text) when is_binary(text) do
    name = text |> String.downcase(:ascii) |> String.replace_suffix(".", "")
    last = name |> String.split(".") |> List.last()
    byte_size(name) <= 253 and name =~ @host or malformed("#{quoted(text)} is no DNS name in A-labels")
    last =~ ~r/\A([0-9]+|0x[0-9a-f]*)\z/ and malformed("#{quoted(text)} is an IP address, which has no rules here")
    name
  end

  @doc "Reads \"host\", \"*.domain\" or \"**.domain\", where the domain has two labels or more."
  def canonical_pattern("**." <> domain), do: "**." <> domain(domain)
  def canonical_pattern("*." <> domain), do: "*." <> domain(domain)
  def canonical_pattern(host), do: parse_host(host)

  defp domain(text) do
    name = parse_host(text)
    name =~ "." or malformed("a wildcard before #{quoted(text)} covers a whole top-level domain")
    name
  end

  @doc "Every pattern that covers a host, the most specific first."
  def covering_patterns(host) do
    above = host |> Stream.iterate(&above/1) |> Stream.drop(1) |> Enum.take_while(&(&1 != ""))
    [host, "**." <> host] ++ Enum.map(Enum.take(above, 1), &("*." <> &1)) ++ Enum.map(above, &("**." <> &1))
  end

  defp above(name), do: name |> String.split(".", parts: 2) |> Enum.at(1, "")

  defp quoted(text), do: inspect(text, printable_limit: 120)

  @spec malformed(String.t()) :: no_return
  defp malformed(message), do: raise(FormatError, message: message)
end

defmodule PinVerifier.Httpc do
  @moduledoc "`:httpc` with pins."

  @doc """
  A client for all hosts; one is enough for a program. It is a profile of its own: connections of other code are not used,
  since `:httpc` does not ask how they were made.
  """
  def start(policy, report \\ fn _host, _verdict -> :ok end) do
    {:ok, _} = Application.ensure_all_started(:ssl)
    {:ok, _} = Application.ensure_all_started(:inets)
    profile = :"pinned_#{System.unique_integer([:positive])}"
    with {:ok, _pid} <- :inets.start(:httpc, profile: profile), do: {:ok, {profile, policy, report}}
  end

  @doc """
  As `:httpc.request/4`; `:ssl` in `http_options` may hold authorities. Only https, and redirects are not followed: ask for
  their target. A refused server is an `{:error, reason}` as every failed connection is.
  """
  def request({profile, policy, report}, method, request, http_options \\ [], options \\ []) do
    uri = request |> elem(0) |> to_string() |> :uri_string.parse()
    unless match?(%{scheme: "https", host: _}, uri) and not Map.has_key?(uri, :userinfo) do
      raise PinVerifier.FormatError, message: "expected an https URL with a host, and without a user"
    end
    {given, others} = Keyword.pop(http_options, :ssl, [])
    ssl = PinVerifier.ssl_options(policy, uri.host, given, report)
    url = :uri_string.recompose(%{uri | host: PinVerifier.parse_host(uri.host)})
    request = put_elem(request, 0, String.to_charlist(url))
    http_options = [ssl: ssl, autoredirect: false] ++ Keyword.delete(others, :autoredirect)
    :httpc.request(method, request, http_options, options, profile)
  end
end
