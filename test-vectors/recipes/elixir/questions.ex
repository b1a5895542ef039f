defmodule Questions do
  @moduledoc "The conformance protocol: one JSON object per line in, one per line out."

  def serve(hello, operations) do
    for line <- IO.binstream(:stdio, :line) do
      message = :jiffy.decode(line, [:return_maps])
      if message["cmd"] == "bye", do: System.halt(0)
      IO.binwrite([:jiffy.encode(answer(message, hello, operations), [:force_utf8]), "\n"])
    end
  end

  defp answer(%{"cmd" => "hello"}, hello, operations),
    do: Map.merge(%{protocol: 1, ops: Map.keys(operations), features: [], choices: %{}}, hello)

  defp answer(%{"seq" => seq, "op" => op, "input" => input}, _hello, operations) do
    case operations do
      %{^op => operation} -> Map.put(run(operation, input), :seq, seq)
      _ -> %{seq: seq, skip: "no operation #{op}"}
    end
  end

  # What the verifier refuses is an answer; any other error is a fault.
  defp run(operation, input) do
    operation.(input)
  rescue
    PinVerifier.FormatError -> %{outcome: "reject"}
    error -> %{error: Exception.message(error)}
  end
end
