"""requests_adapter.py against TLS servers on loopback, where requests is installed."""

from __future__ import annotations

import threading
import unittest
from socket import create_connection, create_server, socket
from typing import Any, List

from loopback import Server
from pin_verifier import PinMismatchError
from test_live import SECRET, WRONG, LiveTest

try:
    import requests

    from requests_adapter import install
except ImportError as missing:
    raise unittest.SkipTest(f"the adapter for requests is not tested: {missing}") from missing


class RequestsTest(LiveTest):
    def session(self, pins: List[str], **options: Any) -> requests.Session:
        session = requests.Session()
        session.trust_env = False
        session.verify = self.authority.path
        session.headers.update(SECRET)
        install(session, self.policy(pins, **options))
        self.addCleanup(session.close)
        return session

    def assert_session_refused(self, server: Server, session: requests.Session) -> None:
        with server:
            with self.assertRaises(requests.exceptions.SSLError):
                session.post(f"https://localhost:{server.port}/", data=b"secret", timeout=10)
        self.assertEqual(server.received, b"")

    def test_lets_requests_pass_to_a_pinned_key(self) -> None:
        with Server(self.leaf) as server:
            session = self.session([self.leaf.pin, WRONG[0]])
            for _ in range(2):
                self.assertEqual(session.get(f"https://localhost:{server.port}/", timeout=10).text, "ok")
            session.close()
        self.assertEqual((server.connections, server.requests), (1, 2))

    def test_sends_nothing_to_another_key(self) -> None:
        self.assert_session_refused(Server(self.leaf), self.session(WRONG))
        self.assertEqual([verdict.outcome for verdict in self.reports], ["mismatch"])

    def test_refuses_a_pinned_key_under_another_host_name(self) -> None:
        elsewhere = self.authority.leaf("DNS:other.example")
        self.assert_session_refused(Server(elsewhere), self.session([elsewhere.pin, WRONG[0]]))

    def test_refuses_a_session_that_verifies_nothing(self) -> None:
        session = self.session([self.leaf.pin, WRONG[0]])
        session.verify = False
        with Server(self.leaf) as server, self.assertRaises(ValueError):
            session.get(f"https://localhost:{server.port}/", timeout=10)
        self.assertEqual(server.received, b"")

    def test_sends_nothing_in_clear_text(self) -> None:
        with self.assertRaises(PinMismatchError):
            self.session(WRONG).get("http://localhost:9/", timeout=10)

    def test_pins_behind_a_proxy(self) -> None:
        with Tunnel() as proxy:
            session = self.session(WRONG)
            session.proxies = {"https": f"http://127.0.0.1:{proxy.port}"}
            self.assert_session_refused(Server(self.leaf), session)
        self.assertEqual(proxy.tunnels, 1)


class Tunnel:
    """A proxy that knows CONNECT."""

    def __init__(self) -> None:
        self._listener = create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.tunnels = 0
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def __enter__(self) -> Tunnel:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.join()
        self._listener.close()

    def _serve(self) -> None:
        client, _ = self._listener.accept()
        request = client.recv(65536)
        port = int(request.split(b" ")[1].rpartition(b":")[2])
        with client, create_connection(("127.0.0.1", port)) as server:
            self.tunnels += 1
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=_copy, args=(server, client))
            back.start()
            _copy(client, server)
            back.join()


def _copy(source: socket, target: socket) -> None:
    try:
        while True:
            data = source.recv(65536)
            if not data:
                break
            target.sendall(data)
        target.shutdown(1)
    except OSError:
        pass


if __name__ == "__main__":
    unittest.main()
