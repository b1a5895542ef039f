defmodule Emitted do
  @moduledoc "Answers tls.connect by the code that `linchpin emit elixir` has written."

  def main do
    hello = %{
      impl: %{name: "elixir-emitted", version: "OTP #{System.otp_release()}", language: "elixir"},
      features: ["keep-client"]
    }

    Logger.configure(level: :none)
    # Names are looked up nowhere but in what each question says.
    :inet_db.set_lookup([:file])
    clients = :ets.new(:clients, [:public])
    Questions.serve(hello, %{"tls.connect" => &connect(clients, &1)})
  end

  defp connect(clients, %{"host" => host, "request" => request} = input) do
    {:ok, address} = input["address"] |> String.to_charlist() |> :inet.parse_address()
    :inet_db.add_host(address, [String.to_charlist(host)])
    url = "https://#{host}:#{input["port"]}#{request["path"]}"
    http_options = [ssl: [cacertfile: input["caFile"]]]

    case Pins.request(client(clients, input["client"]), :get, {url, []}, http_options, body_format: :binary) do
      {:ok, {{_version, status, _phrase}, _headers, body}} -> %{outcome: "accept", status: status, body: body}
      {:error, reason} -> refusal(inspect(reason, limit: :infinity, printable_limit: :infinity))
    end
  end

  defp client(clients, number) do
    with [] <- :ets.lookup(clients, number) do
      {:ok, client} = Pins.start_client()
      :ets.insert(clients, {number, client})
    end

    [{_, client}] = :ets.lookup(clients, number)
    client
  end

  # OTP puts what verify_fun and its own checks say into the text of the alert that it sends.
  defp refusal(reason) do
    cond do
      reason =~ "{pins," -> %{outcome: "refuse", stage: "pins", reason: reason}
      reason =~ ~r/bad_cert|Unknown CA|Certificate Expired/ -> %{outcome: "refuse", stage: "platform", reason: reason}
      true -> %{error: reason}
    end
  end
end
