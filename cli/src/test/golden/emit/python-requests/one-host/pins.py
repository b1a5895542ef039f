"""Pins for requests 2.28 or newer, written by ``linchpin emit python-requests``. Beside the two files it imports, it needs requests alone:

    import requests
    from pins import pinned

    with pinned(requests.Session()) as session:
        print(session.get("https://api.example.com/", timeout=10).status_code)

Guaranteed: a peer without a pinned key sees no byte of a request, nor does one in clear text whose host is pinned, redirects included; the
platform's own checks (chain, dates, host name) come first and are never replaced: verify=False is refused.

Not possible here, and why: only the leaf's key counts, since Python before 3.13 does not say which chain it verified, so pin leaf keys; a
connection is checked when it is made and not again with each request, so the end of a rule holds for new connections; proxies for SOCKS are
refused; an adapter that is mounted later, or requests.get without the session, is not pinned.
"""

from requests import Session

from pin_verifier import PinPolicy, PinRule
from requests_adapter import install

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
)


def pinned(session: Session) -> Session:
    """The session, which pins from now on all that it sends."""
    install(session, policy)
    return session
