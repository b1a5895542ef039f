"""The conformance protocol, for programs that send requests by a shell script."""

import json
import sys


def serve(name, version, connect):
    """Answers tls.connect until the runner says goodbye."""
    hello = {
        "protocol": 1,
        "impl": {"name": name, "version": version, "language": "shell"},
        "ops": ["tls.connect"],
        "features": ["keep-client"],
        "choices": {},
    }
    for line in sys.stdin:
        message = json.loads(line)
        if message["cmd"] == "bye":
            return
        if message["cmd"] == "hello":
            answer = hello
        else:
            answer = {"seq": message["seq"], **connect(message["input"])}
        print(json.dumps(answer), flush=True)
