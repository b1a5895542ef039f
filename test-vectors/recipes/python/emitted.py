"""Puts ``tls.connect`` of the conformance protocol to code that ``linchpin emit`` has written: ``emitted.py TARGET``, with the files in the folder
that ``LINCHPIN_EMITTED`` names, and the packages in the one that ``LINCHPIN_BUILD`` names. Of that code it uses what a user would."""

from __future__ import annotations

import asyncio
import os
import ssl
import sys
from importlib.metadata import version
from typing import Any, Callable, Coroutine, Dict, Tuple

from connect import Answer, Status, client_of, connect, url
from protocol import serve

TARGET = sys.argv[1]
sys.path[:0] = [os.environ["LINCHPIN_EMITTED"], os.path.join(os.environ["LINCHPIN_BUILD"], TARGET, "packages")]

import pins  # noqa: E402 the emitted code, by which the line above finds it
from pin_verifier import PinMismatchError  # noqa: E402

_LOOP = asyncio.new_event_loop()


class Requests:
    def __init__(self, authorities: str) -> None:
        import requests

        self._session = pins.pinned(requests.Session())
        self._session.trust_env = False
        self._session.verify = authorities

    def get(self, address: str) -> Status:
        response = self._session.get(address, allow_redirects=False)
        return response.status_code, response.text

    def close(self) -> None:
        self._session.close()


class Httpx:
    def __init__(self, authorities: str) -> None:
        self._client = pins.pinned_client(_context(authorities), trust_env=False)

    def get(self, address: str) -> Status:
        response = self._client.get(address)
        return response.status_code, response.text

    def close(self) -> None:
        self._client.close()


class AsyncHttpx:
    def __init__(self, authorities: str) -> None:
        self._client = pins.pinned_async_client(_context(authorities), trust_env=False)

    def get(self, address: str) -> Status:
        response = _run(self._client.get(address))
        return response.status_code, response.text

    def close(self) -> None:
        _run(self._client.aclose())


class Aiohttp:
    def __init__(self, authorities: str) -> None:
        self._session = _run(self._open(authorities))

    async def _open(self, authorities: str) -> Any:
        import aiohttp

        return aiohttp.ClientSession(connector=pins.PinnedConnector(_context(authorities)))

    def get(self, address: str) -> Status:
        return _run(self._get(address))

    async def _get(self, address: str) -> Status:
        async with self._session.get(address, allow_redirects=False) as response:
            return response.status, await response.text()

    def close(self) -> None:
        _run(self._session.close())


CLIENTS: Dict[str, Tuple[Callable[[str], Any], ...]] = {
    "requests": (Requests,),
    "httpx": (Httpx, AsyncHttpx),  # in turns
    "aiohttp": (Aiohttp,),
}


def tls_connect(given: Answer) -> Answer:
    kinds = CLIENTS[TARGET]
    kind = kinds[given.get("client", 0) % len(kinds)]

    def get() -> Status:
        with client_of(given, lambda: kind(given["caFile"])) as client:
            return client.get(url(given))

    return connect(given, get, lambda error: isinstance(error, PinMismatchError))


def _context(authorities: str) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=authorities)


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    return _LOOP.run_until_complete(work)


serve(
    {"impl": {"name": f"emitted-{TARGET}", "version": version(TARGET), "language": "python"}, "features": ["keep-client"]},
    {"tls.connect": tls_connect},
)
