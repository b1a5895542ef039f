"""The half of pin_verifier.py that connects, against TLS servers on loopback."""

from __future__ import annotations

import asyncio
import ssl
import time
import unittest
from http.client import HTTPConnection
from socket import create_connection
from typing import Any, List
from unittest import mock

from loopback import Authority, Leaf, Server
from pin_verifier import (
    PinMismatchError,
    PinnedHTTPSConnection,
    PinPolicy,
    PinRule,
    Verdict,
    check_peer,
    parse_instant,
    wrap_socket,
)

WRONG = [
    "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
    "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
]
SECRET = {"Authorization": "Bearer secret"}


class LiveTest(unittest.TestCase):
    authority: Authority
    leaf: Leaf

    @classmethod
    def setUpClass(cls) -> None:
        cls.authority = Authority()
        cls.addClassCleanup(cls.authority.close)
        cls.leaf = cls.authority.leaf()

    def setUp(self) -> None:
        self.reports: List[Verdict] = []

    def policy(self, pins: List[str], hosts: str = "localhost", **options: Any) -> PinPolicy:
        return PinPolicy(PinRule(hosts, pins, **options), report=self.reports.append)

    def connect(self, server: Server, policy: PinPolicy, host: str = "localhost", **options: Any) -> HTTPConnection:
        options.setdefault("context", self.authority.context())
        connection = PinnedHTTPSConnection(host, server.port, policy=policy, timeout=10, **options)
        self.addCleanup(connection.close)
        return connection

    def get(self, connection: HTTPConnection) -> int:
        connection.request("GET", "/", headers=SECRET)
        response = connection.getresponse()
        response.read()
        return response.status

    def assert_refused(self, server: Server, connection: HTTPConnection, error: Any = PinMismatchError) -> Any:
        """Demands this error, and that the server is then known to have received nothing."""
        with server:
            with self.assertRaises(error) as caught:
                self.get(connection)
        self.assertEqual(server.received, b"")
        return caught.exception


class TlsVersions(LiveTest):
    def test_lets_a_request_pass_to_a_pinned_key(self) -> None:
        for version in ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3:
            with self.subTest(version), Server(self.leaf, version) as server:
                connection = self.connect(server, self.policy([self.leaf.pin, WRONG[0]]))
                self.assertEqual(self.get(connection), 200)
                connection.close()
                server.close()
                self.assertIn(b"Bearer secret", server.received)

    def test_sends_nothing_to_another_key(self) -> None:
        for version in ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3:
            with self.subTest(version):
                server = Server(self.leaf, version)
                error = self.assert_refused(server, self.connect(server, self.policy(WRONG)))
                self.assertEqual((error.verdict.host, error.verdict.outcome), ("localhost", "mismatch"))
                self.assertIn(self.leaf.pin, str(error))

    def test_checks_a_resumed_session(self) -> None:
        for version in ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3:
            with self.subTest(version), Server(self.leaf, version) as server:
                context = self.authority.context()
                with create_connection(("127.0.0.1", server.port)) as raw:
                    with context.wrap_socket(raw, server_hostname="localhost") as first:
                        first.sendall(b"GET / HTTP/1.1\r\n\r\n")
                        first.recv(1000)
                        session = first.session
                with create_connection(("127.0.0.1", server.port)) as raw:
                    second = wrap_socket(
                        raw, "localhost", self.policy([self.leaf.pin, WRONG[0]]), context, session=session
                    )
                    with second:
                        self.assertTrue(second.session_reused)
                with create_connection(("127.0.0.1", server.port)) as raw, self.assertRaises(PinMismatchError):
                    wrap_socket(raw, "localhost", self.policy(WRONG), context, session=session)

    def test_checks_the_second_request_on_a_kept_alive_connection(self) -> None:
        policy = self.policy([self.leaf.pin, WRONG[0]], expires="2100-01-01", after_expiry="fail-closed")
        with Server(self.leaf) as server:
            connection = self.connect(server, policy)
            self.assertEqual(self.get(connection), 200)
            self.assertEqual(self.get(connection), 200)
            with mock.patch.object(time, "time_ns", lambda: parse_instant("2100-01-02")):
                with self.assertRaises(PinMismatchError):
                    self.get(connection)
            self.assertIsNone(connection.sock)
        self.assertEqual((server.connections, server.requests), (1, 2))

    def test_checks_streams_of_asyncio(self) -> None:
        async def connect(policy: PinPolicy) -> None:
            _, writer = await asyncio.open_connection("localhost", server.port, ssl=self.authority.context())
            try:
                check_peer(policy, writer.get_extra_info("ssl_object"))
            finally:
                writer.close()

        with Server(self.leaf) as server:
            asyncio.run(connect(self.policy([self.leaf.pin, WRONG[0]])))
            with self.assertRaises(PinMismatchError):
                asyncio.run(connect(self.policy(WRONG)))


class Peers(LiveTest):
    def test_knows_other_types_of_keys(self) -> None:
        for key_type in "rsa", "ed25519":
            with self.subTest(key_type):
                pinned, other = (self.authority.leaf(key_type=key_type) for _ in range(2))
                policy = self.policy([pinned.pin, WRONG[0]])
                with Server(pinned) as server:
                    connection = self.connect(server, policy)
                    self.assertEqual(self.get(connection), 200)
                    connection.close()
                server = Server(other)
                self.assert_refused(server, self.connect(server, policy))

    def test_refuses_a_pinned_key_under_another_host_name(self) -> None:
        elsewhere = self.authority.leaf("DNS:other.example")
        server = Server(elsewhere)
        connection = self.connect(server, self.policy([elsewhere.pin, WRONG[0]]))
        error = self.assert_refused(server, connection, ssl.SSLCertVerificationError)
        self.assertNotIsInstance(error, PinMismatchError)

    def test_refuses_a_pinned_key_from_an_unknown_authority(self) -> None:
        server = Server(self.leaf)
        policy = self.policy([self.leaf.pin, WRONG[0]])
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        error = self.assert_refused(server, self.connect(server, policy, context=context), ssl.SSLCertVerificationError)
        self.assertNotIsInstance(error, PinMismatchError)

    def test_refuses_contexts_that_verify_too_little(self) -> None:
        policy = self.policy([self.leaf.pin, WRONG[0]])
        no_host_name = self.authority.context()
        no_host_name.check_hostname = False
        nothing = self.authority.context()
        nothing.check_hostname = False
        nothing.verify_mode = ssl.CERT_NONE
        for context in no_host_name, nothing:
            server = Server(self.leaf)
            self.assert_refused(server, self.connect(server, policy, context=context), ValueError)

    def test_knows_hosts_by_any_spelling_and_addresses_by_their_number(self) -> None:
        for hosts, host in ("localhost", "LOCALHOST"), ("127.0.0.1", "127.0.0.1"):
            server = Server(self.leaf)
            self.assert_refused(server, self.connect(server, self.policy(WRONG, hosts), host))

    def test_denies_unlisted_hosts_if_told_to(self) -> None:
        server = Server(self.leaf)
        policy = PinPolicy(unlisted="deny", report=self.reports.append)
        self.assert_refused(server, self.connect(server, policy))
        self.assertEqual([verdict.outcome for verdict in self.reports], ["unlisted"])

    def test_accepts_an_exempt_host_without_pins_and_without_a_report(self) -> None:
        rule = PinRule("**.example.com", WRONG)
        policy = PinPolicy(rule, exempt=["LOCALHOST."], unlisted="deny", report=self.reports.append)
        with Server(self.leaf) as server:
            connection = self.connect(server, policy)
            self.assertEqual(self.get(connection), 200)
            connection.close()
        self.assertEqual(self.reports, [])


class Reports(LiveTest):
    def test_tell_what_a_trial_would_have_refused(self) -> None:
        with Server(self.leaf) as server:
            connection = self.connect(server, self.policy(WRONG, mode="report-only"))
            self.assertEqual(self.get(connection), 200)
            connection.close()
        self.assertEqual([(v.outcome, v.accepted, v.served) for v in self.reports], [("mismatch", True, self.leaf.pin)])

    def test_change_no_decision_when_they_fail(self) -> None:
        def fail(verdict: Verdict) -> None:
            raise RuntimeError("sink down")

        server = Server(self.leaf)
        with self.assertLogs("pin_verifier", "ERROR"):
            self.assert_refused(server, self.connect(server, PinPolicy(PinRule("localhost", WRONG), report=fail)))


if __name__ == "__main__":
    unittest.main()
