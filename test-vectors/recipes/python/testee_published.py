"""Puts the questions of the conformance protocol to published.py, as far as it has an answer."""

from __future__ import annotations

import base64
from typing import Any, Dict

from protocol import serve
from published import check, fingerprint

Answer = Dict[str, Any]


def spki_hash(given: Answer) -> Answer:
    if "certificate" not in given:
        return {"skip": "the recipe knows certificates only"}
    return {"outcome": "ok", "pin": "sha256/" + fingerprint(base64.b64decode(given["certificate"]))}


def pin_leaf(given: Answer) -> Answer:
    try:
        check(base64.b64decode(given["certificate"]), [_behind_prefix(pin) for pin in given["pins"]])
    except ConnectionError:
        return {"outcome": "mismatch"}
    return {"outcome": "match"}


def _behind_prefix(pin: str) -> str:
    return pin[len("sha256/") :] if pin.startswith("sha256/") else pin


if __name__ == "__main__":
    serve(
        {"impl": {"name": "python-published", "version": "1", "language": "python"}, "features": [], "choices": {}},
        {"spki.hash": spki_hash, "pin.leaf": pin_leaf},
    )
