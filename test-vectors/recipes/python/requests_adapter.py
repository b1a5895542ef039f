"""pin_verifier.py for ``requests`` (2.28 or newer, urllib3 1.26 or 2): copy both files.

The pins are checked when a connection is made; requests that share it are not checked again.

    session = requests.Session()
    install(session, policy)
    session.post("https://api.example.com/payments", data=body)   # a peer without a pinned key sees no byte of this
"""

from __future__ import annotations

from typing import Any, Type
from urllib.parse import urlsplit

from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter
from urllib3 import HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPSConnection

from pin_verifier import PinPolicy, check_peer


def install(session: Session, policy: PinPolicy) -> None:
    """Pins all that the session sends: https by its certificates; http, also after a redirect, has none to show."""
    session.mount("https://", PinnedAdapter(policy))
    session.mount("http://", PinnedAdapter(policy))


class PinnedAdapter(HTTPAdapter):
    """Checks the pins as soon as a connection is made, before anything is written to it, with and without proxies."""

    def __init__(self, policy: PinPolicy, **options: Any) -> None:
        self._policy = policy
        self._https_pool = _pinned_pool(policy)
        super().__init__(**options)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self._pin(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> PoolManager:
        if not proxy.lower().startswith("http"):
            raise ValueError("connections through SOCKS cannot be pinned here, expected a proxy for HTTP")
        return self._pin(super().proxy_manager_for(proxy, **kwargs))

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        url = urlsplit(request.url)
        if url.scheme != "https":
            self._policy.check(str(url.hostname), None)
        return super().send(request, *args, **kwargs)

    def _pin(self, manager: PoolManager) -> PoolManager:
        manager.pool_classes_by_scheme = {**manager.pool_classes_by_scheme, "https": self._https_pool}
        return manager


def _pinned_pool(policy: PinPolicy) -> Type[HTTPSConnectionPool]:
    class PinnedConnection(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            try:
                if self.assert_hostname is False:
                    raise ValueError("assert_hostname=False leaves out the check of the host name")
                check_peer(policy, self.sock, self._tunnel_host or self.host)
            except BaseException:
                self.sock.close()  # close() would also make urllib3 blame the proxy
                raise

    class PinnedPool(HTTPSConnectionPool):
        ConnectionCls = PinnedConnection

    return PinnedPool
