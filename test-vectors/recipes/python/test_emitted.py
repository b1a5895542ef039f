"""What ``linchpin emit`` writes for httpx and aiohttp, against what might lift the pins: options, hooks, proxies, clear text. The packages are those
that install.sh has put into test-vectors/target; the pins are those of no key."""

from __future__ import annotations

import asyncio
import importlib
import shutil
import socket
import ssl
import sys
import tempfile
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Callable, List
from unittest import mock

from loopback import Server
from pin_verifier import PinMismatchError
from test_live import LiveTest

HERE = Path(__file__).parent
HOST = "api.example.com"  # of the golden files
RESOLVE = socket.getaddrinfo


class EmittedTest(LiveTest):
    target: str
    pins: Any

    @classmethod
    def setUpClass(cls) -> None:
        packages = HERE / "../../target/recipes/python" / cls.target / "packages"
        if not packages.exists():
            raise unittest.SkipTest(f"NOT TESTED: {cls.target} is not in test-vectors/target/recipes; ../install puts it there")
        super().setUpClass()
        cls.leaf = cls.authority.leaf(f"DNS:{HOST}")
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        name = f"pins_of_{cls.target}"
        golden = HERE / "../../../cli/src/test/golden/emit" / f"python-{cls.target}" / "one-host/pins.py"
        shutil.copy(golden, Path(folder.name, f"{name}.py"))
        cls.addClassCleanup(setattr, sys, "path", list(sys.path))
        sys.path[:0] = [folder.name, str(packages)]
        cls.pins = importlib.import_module(name)

    def setUp(self) -> None:
        super().setUp()
        patched = mock.patch("socket.getaddrinfo", lambda host, *rest, **more: RESOLVE("127.0.0.1", *rest, **more))
        patched.start()
        self.addCleanup(patched.stop)

    def assert_sends_nothing(self, send: Callable[[str, str], Any], error: Any = PinMismatchError) -> None:
        """Neither to an impostor, the first URL, nor in clear text for this host, to the second; both are called, if at all, before a check."""
        with Server(self.leaf) as server, ClearText() as plain:
            with self.assertRaises(Exception) as caught:
                send(f"https://{HOST}:{server.port}/", f"http://{HOST}:{plain.port}/")
            server.close()
        self.assertEqual((server.received, plain.asked), (b"", []))
        self.assertTrue(any(isinstance(cause, error) for cause in causes(caught.exception)), repr(caught.exception))


def causes(error: Any) -> List[BaseException]:
    inner = [error.__cause__, error.__context__, *error.args]
    return [error, *(cause for one in inner if isinstance(one, BaseException) for cause in causes(one))]


class ClearText:
    """A server that notes who is asked for the host of the policy; ``/redirect`` sends there."""

    def __init__(self) -> None:
        asked: List[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.headers["Host"].startswith(HOST):
                    asked.append(self.path)
                self.send_response(302 if self.path == "/redirect" else 200)
                self.send_header("Location", f"http://{HOST}:{self.server.server_address[1]}/")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *arguments: Any) -> None:
                pass

        self.asked = asked
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self._thread = Thread(target=self._server.serve_forever)
        self._thread.start()

    def __enter__(self) -> ClearText:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class HttpxTest(EmittedTest):
    target = "httpx"

    def get(self, url: str, **options: Any) -> Any:
        with self.pins.pinned_client(self.authority.context(), **options) as client:
            return client.get(url)

    def get_async(self, url: str, **options: Any) -> Any:
        async def get() -> Any:
            async with self.pins.pinned_async_client(self.authority.context(), **options) as client:
                return await client.get(url)

        return asyncio.run(get())

    def test_pins_both_clients(self) -> None:
        for get in self.get, self.get_async:
            self.assert_sends_nothing(lambda url, _: get(url))

    def test_sends_nothing_in_clear_text_to_a_pinned_host(self) -> None:
        for get in self.get, self.get_async:
            self.assert_sends_nothing(lambda _, plain: get(plain))
            elsewhere = lambda plain: plain.replace(HOST, "elsewhere.test") + "redirect"
            self.assert_sends_nothing(lambda _, plain: get(elsewhere(plain), follow_redirects=True))

    def test_looks_at_what_hooks_have_made_of_a_request(self) -> None:
        import httpx

        def downgrade(to: str) -> Callable[[Any], None]:
            return lambda request: setattr(request, "url", httpx.URL(to))

        self.assert_sends_nothing(lambda url, plain: self.get(url, event_hooks={"request": [downgrade(plain)]}))

    def test_takes_no_other_context_and_no_transport(self) -> None:
        for options in {"verify": False}, {"transport": None}, {"mounts": {}}:
            self.assert_sends_nothing(lambda url, _: self.get(url, **options), (TypeError, ValueError))


class AiohttpTest(EmittedTest):
    target = "aiohttp"

    def get(self, url: str, **options: Any) -> Any:
        import aiohttp

        async def get() -> int:
            connector = self.pins.PinnedConnector(self.authority.context())
            async with aiohttp.ClientSession(connector=connector) as session:
                async with session.get(url, **options) as response:
                    return response.status

        return asyncio.run(get())

    def test_pins_sessions(self) -> None:
        self.assert_sends_nothing(lambda url, _: self.get(url))

    def test_takes_no_ssl_of_a_request(self) -> None:
        for other in False, ssl.create_default_context():
            self.assert_sends_nothing(lambda url, _: self.get(url, ssl=other), ValueError)

    def test_sends_nothing_in_clear_text_to_a_pinned_host(self) -> None:
        self.assert_sends_nothing(lambda _, plain: self.get(plain))
        self.assert_sends_nothing(lambda _, plain: self.get(plain.replace(HOST, "elsewhere.test") + "redirect"))


if __name__ == "__main__":
    unittest.main()
