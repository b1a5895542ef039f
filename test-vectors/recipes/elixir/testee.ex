defmodule Testee do
  @moduledoc "Puts the questions of the conformance protocol to PinVerifier."

  def main do
    hello = %{
      impl: %{name: "elixir-fixed", version: "1", language: "elixir"},
      features: ["exempt"],
      choices: %{
        "public-suffix-pattern" => "refuse",
        "placeholder-pin" => "refuse",
        "prefix-case" => "refuse",
        "backup-pin" => "required",
        "overlap" => "most-specific",
        "underscore" => "accept"
      }
    }

    Questions.serve(hello, %{
      "spki.hash" => &spki_hash/1,
      "pin.parse" => fn %{"text" => text} -> PinVerifier.parse_pin(text) && %{outcome: "ok"} end,
      "pinset.parse" => &pinset_parse/1,
      "pin.leaf" => &pin_leaf/1
    })
  end

  defp spki_hash(%{"spki" => spki}), do: hashed(PinVerifier.spki_pin_of_key(Base.decode64!(spki)))
  defp spki_hash(%{"certificate" => der}), do: hashed(PinVerifier.spki_pin(Base.decode64!(der)))

  defp hashed(hash), do: %{outcome: "ok", pin: PinVerifier.pin_text(hash)}

  defp pinset_parse(%{"pins" => pins} = input) do
    mode = if input["mode"] == "report-only", do: :report_only, else: :enforce
    %{entries: %{"host.test" => rule}} = PinVerifier.policy([[hosts: "host.test", pins: pins, mode: mode]])
    %{outcome: "ok", size: length(rule.pins)}
  end

  defp pin_leaf(%{"certificate" => certificate, "pins" => pins}) do
    der = Base.decode64!(certificate)
    PinVerifier.spki_pin(der)
    policy = PinVerifier.policy([[hosts: "host.test", pins: pins, mode: :report_only]])
    %{outcome: if(PinVerifier.judge(policy, "host.test", der).outcome == :matched, do: "match", else: "mismatch")}
  end
end
