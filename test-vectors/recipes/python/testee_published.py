"""Puts the questions of the conformance protocol to published.py, as far as it has an answer."""

from __future__ import annotations

import base64
from typing import Any, Dict

from connect import connect, get_with_requests
from protocol import serve
from published import check, fingerprint

try:
    from requests import PreparedRequest, Response, Session
    from requests.adapters import HTTPAdapter
except ImportError:
    HTTPAdapter = None

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


def tls_connect(given: Answer) -> Answer:
    """The adapter of the guides, as published.py says that they call it."""
    pins = [_behind_prefix(pin) for pin in given["pins"]]

    class PinningAdapter(HTTPAdapter):
        def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
            response = super().send(request, *args, **kwargs)
            check(response.raw._connection.sock.getpeercert(binary_form=True), pins)
            return response

    def mount(session: Session) -> None:
        session.mount("https://", PinningAdapter())

    return connect(given, lambda: get_with_requests(given, mount), lambda error: type(error) is ConnectionError)


def _behind_prefix(pin: str) -> str:
    return pin[len("sha256/") :] if pin.startswith("sha256/") else pin


if __name__ == "__main__":
    serve(
        {"impl": {"name": "python-published", "version": "1", "language": "python"}, "features": [], "choices": {}},
        {"spki.hash": spki_hash, "pin.leaf": pin_leaf, **({"tls.connect": tls_connect} if HTTPAdapter else {})},
    )
