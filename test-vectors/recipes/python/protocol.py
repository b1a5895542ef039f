"""The conformance protocol: one JSON object per line in, one per line out."""

from __future__ import annotations

import json
import sys
from typing import Any, Callable, Dict, Mapping

Operations = Mapping[str, Callable[[Dict[str, Any]], Dict[str, Any]]]


def serve(hello: Dict[str, Any], operations: Operations) -> None:
    """Answers until the runner says goodbye or closes the pipe."""
    for line in sys.stdin.buffer:
        message = json.loads(line)
        if message["cmd"] == "bye":
            return
        print(json.dumps(_answer(message, hello, operations)), flush=True)


def _answer(message: Dict[str, Any], hello: Dict[str, Any], operations: Operations) -> Dict[str, Any]:
    if message["cmd"] == "hello":
        return {"protocol": 1, "ops": list(operations), **hello}
    seq, op = message["seq"], message["op"]
    if op not in operations:
        return {"seq": seq, "skip": f"no operation {op}"}
    try:
        return {"seq": seq, **operations[op](message["input"])}
    except Exception as error:
        return {"seq": seq, "error": repr(error)}
