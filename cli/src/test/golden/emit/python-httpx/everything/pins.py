"""Pins for httpx 0.28 or newer, written by ``linchpin emit python-httpx``. Beside the two files it imports, it needs httpx alone:

    from pins import pinned_client

    with pinned_client(timeout=10) as client:
        print(client.get("https://api.example.com/").status_code)

pinned_async_client does the same for asyncio and trio.

Guaranteed: a peer without a pinned key sees no byte of a request, nor does one in clear text whose host is pinned, redirects included; the
platform's own checks (chain, dates, host name) come first and are never replaced; a resumed handshake is checked like any other.

Not possible here, and why: only the leaf's key counts, since Python before 3.13 does not say which chain it verified, so pin leaf keys; a
connection is checked when it is made and not again with each request, so the end of a rule holds for new connections; httpx.get and clients
that are made in another way are not pinned.
"""
# Not as in the policy: single.example.com is left out and not pinned: Python httpx takes no rule with a single pin.

import ssl
from typing import Any, Dict, Optional

import httpx

from pin_verifier import PinPolicy, PinRule
from pinned_context import pinned_context

policy = PinPolicy(
    PinRule(
        "api.example.com",
        [
            # leaf, CN=api.example.com, until 2027-02-19
            "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
            # backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
            "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
        ],
    ),
    PinRule(
        "*.example.org",
        [
            # leaf, CN=api.example.com, until 2027-02-19
            "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
            # backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
            "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
            "sha256/hxqRlPTu1bMS/0DITB1SSu0vd4u/8l8TjPgfaAp63Gc=",
        ],
    ),
    PinRule(
        "xn--bcher-kva.example",
        [
            # leaf, CN=api.example.com, until 2027-02-19
            "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
            # backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
            "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
        ],
    ),
    PinRule(
        "192.0.2.7",
        [
            # leaf, CN=api.example.com, until 2027-02-19
            "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
            # backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
            "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
        ],
    ),
    PinRule(
        "2001:db8::7",
        [
            # leaf, CN=api.example.com, until 2027-02-19
            "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
            # backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
            "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
        ],
    ),
    PinRule(
        "certificate.example.net",
        [
            # leaf, CN=api.example.com, until 2027-02-19
            "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
            "cert-sha256/Vr1ooMHlBeXwJWMSNiQZ8QRr3wvsGbgZyZ0R0mVBbWc=",
        ],
    ),
    PinRule(
        "**.tree.example.com",
        [
            # leaf, CN=api.example.com, until 2027-02-19
            "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
            # backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
            "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
        ],
        expires="2030-12-31T00:00:00Z",
        after_expiry="fail-open",
    ),
    PinRule(
        "closed.example.com",
        [
            # leaf, CN=api.example.com, until 2027-02-19
            "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
            # backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
            "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
        ],
        expires="2030-12-31T12:00:00Z",
        after_expiry="fail-closed",
    ),
    PinRule(
        "watched.example.com",
        [
            # leaf, CN=api.example.com, until 2027-02-19
            "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
            # backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
            "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
        ],
        mode="report-only",
    ),
    exempt=[
        "cdn.tree.example.com",
    ],
    unlisted="deny",
)


def pinned_client(context: Optional[ssl.SSLContext] = None, **options: Any) -> httpx.Client:
    """A client that pins. ``context`` may bring authorities of its own; the options are those of ``httpx.Client``."""

    def refuse_clear_text(request: httpx.Request) -> None:
        _refuse_clear_text(request)

    return httpx.Client(verify=pinned_context(policy, context), **_with_hook(options, refuse_clear_text))


def pinned_async_client(context: Optional[ssl.SSLContext] = None, **options: Any) -> httpx.AsyncClient:
    """The same as an ``httpx.AsyncClient``."""

    async def refuse_clear_text(request: httpx.Request) -> None:
        _refuse_clear_text(request)

    return httpx.AsyncClient(verify=pinned_context(policy, context), **_with_hook(options, refuse_clear_text))


def _refuse_clear_text(request: httpx.Request) -> None:
    """Clear text has no certificate to show: to hosts that are pinned, none is sent."""
    if request.url.scheme != "https":
        policy.check(request.url.raw_host.decode(), None)


def _with_hook(options: Dict[str, Any], hook: Any) -> Dict[str, Any]:
    """The options, with a hook that comes after those of others, which may change a request."""
    if "transport" in options or "mounts" in options:
        raise ValueError("transport and mounts make connections that are not pinned, expected neither")
    hooks = options.get("event_hooks", {})
    return {**options, "event_hooks": {**hooks, "request": [*hooks.get("request", []), hook]}}
