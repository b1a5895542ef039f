"""The recipe that guides print for Python, written anew. Do not copy it: README.md says what is wrong with it.

The guides call it from ``HTTPAdapter.send`` of ``requests``, once the response is there::

    response = super().send(request, **kwargs)
    check(response.raw._connection.sock.getpeercert(binary_form=True), pins)
"""

import base64
import hashlib
from typing import Iterable


def fingerprint(der: bytes) -> str:
    """What the recipe takes for the pin of a certificate: the hash of all of it."""
    return base64.b64encode(hashlib.sha256(der).digest()).decode()


def check(der: bytes, pins: Iterable[str]) -> None:
    if fingerprint(der) not in pins:
        raise ConnectionError("Certificate pinning failed: the certificate does not match a pin")
