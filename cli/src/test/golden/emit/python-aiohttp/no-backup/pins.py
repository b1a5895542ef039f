"""Pins for aiohttp 3.9 or newer, written by ``linchpin emit python-aiohttp``. Beside the two files it imports, it needs aiohttp alone:

    from pins import PinnedConnector

    async with aiohttp.ClientSession(connector=PinnedConnector()) as session:
        async with session.get("https://api.example.com/") as response:
            print(response.status)

Guaranteed: a peer without a pinned key sees no byte of a request, nor does one in clear text whose host is pinned, redirects included; the
platform's own checks (chain, dates, host name) come first and are never replaced; a request that brings another ``ssl`` is refused.

Not possible here, and why: only the leaf's key counts, since Python before 3.13 does not say which chain it verified, so pin leaf keys; a
connection is checked when it is made and not again with each request, so the end of a rule holds for new connections; a session with
another connector is not pinned.
"""

import ssl
from typing import Any, Optional

import aiohttp

from pin_verifier import PinPolicy, PinRule
from pinned_context import pinned_context

policy = PinPolicy(
    PinRule(
        "api.example.com",
        [
            # leaf, CN=api.example.com, until 2027-02-19
            "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
            # `linchpin backup --host api.example.com` makes a backup key and prints its pin. Without it, this raises.
            "sha256/!! put the pin of a backup key here !!",
        ],
    ),
)


class PinnedConnector(aiohttp.TCPConnector):
    """A connector for ``aiohttp.ClientSession``. ``context`` may bring authorities of its own; the options are those of ``TCPConnector``."""

    def __init__(self, context: Optional[ssl.SSLContext] = None, **options: Any) -> None:
        super().__init__(ssl=pinned_context(policy, context), **options)

    async def connect(self, req: aiohttp.ClientRequest, *args: Any, **options: Any) -> Any:
        if req.ssl is not True:
            raise ValueError("the request brings an ssl of its own, expected none, as its connection would not be pinned")
        if not req.is_ssl():
            policy.check(str(req.url.raw_host), None)  # clear text has no certificate to show
        return await super().connect(req, *args, **options)
