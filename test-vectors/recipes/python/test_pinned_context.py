"""pinned_context.py against TLS servers on loopback: whoever makes the connection, a peer that is refused receives nothing."""

from __future__ import annotations

import asyncio
import ssl
import unittest
from http.client import HTTPSConnection
from socket import create_connection, socket
from typing import Any, Callable, List, Optional

from loopback import Server
from pin_verifier import PinMismatchError
from pinned_context import pinned_context
from test_live import SECRET, WRONG, LiveTest

REQUEST = b"GET / HTTP/1.1\r\nAuthorization: Bearer secret\r\n\r\n"
VERSIONS = ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3


class ContextTest(LiveTest):
    def context(self, pins: List[str]) -> ssl.SSLContext:
        return pinned_context(self.policy(pins), self.authority.context())

    def right(self) -> ssl.SSLContext:
        return self.context([self.leaf.pin, WRONG[0]])

    def raw(self, server: Server) -> socket:
        connection = create_connection(("127.0.0.1", server.port), timeout=10)
        self.addCleanup(connection.close)
        return connection

    def assert_nothing_received(self, server: Server) -> None:
        server.close()
        self.assertEqual(server.received, b"")


class Sockets(ContextTest):
    def test_lets_a_request_pass_to_a_pinned_key(self) -> None:
        for version in VERSIONS:
            with self.subTest(version), Server(self.leaf, version) as server:
                connection = HTTPSConnection("localhost", server.port, context=self.right(), timeout=10)
                self.assertEqual(self.get(connection), 200)
                connection.close()

    def test_sends_nothing_to_another_key(self) -> None:
        for version in VERSIONS:
            with self.subTest(version), Server(self.leaf, version) as server:
                connection = HTTPSConnection("localhost", server.port, context=self.context(WRONG), timeout=10)
                with self.assertRaises(PinMismatchError):
                    connection.request("GET", "/", headers=SECRET)
                self.assert_nothing_received(server)

    def test_checks_a_handshake_that_is_left_to_the_first_write(self) -> None:
        """OpenSSL shakes hands in ``SSL_write``, if nobody has: without a check there, the request would be out."""
        writes: List[Callable[[ssl.SSLSocket], Any]] = [
            lambda tls: tls.sendall(REQUEST),
            lambda tls: tls.send(REQUEST),
            lambda tls: tls.write(REQUEST),
            lambda tls: tls.makefile("wb", buffering=0).write(REQUEST),
            lambda tls: tls.recv(1),
        ]
        for version in VERSIONS:
            for write in writes:
                with self.subTest(version), Server(self.leaf, version) as server:
                    tls = self.context(WRONG).wrap_socket(
                        self.raw(server), server_hostname="localhost", do_handshake_on_connect=False
                    )
                    with tls, self.assertRaises(PinMismatchError):
                        write(tls)
                    self.assert_nothing_received(server)

    def test_leaves_nothing_to_write_to_after_a_refusal(self) -> None:
        """Neither in TLS nor, once ``ssl`` has let go of it, in clear text; a file keeps the socket open although it is closed."""
        with Server(self.leaf) as server:
            tls = self.context(WRONG).wrap_socket(
                self.raw(server), server_hostname="localhost", do_handshake_on_connect=False
            )
            file = tls.makefile("wb", buffering=0)
            with self.assertRaises(PinMismatchError):
                tls.do_handshake()
            for write in tls.sendall, tls.write, file.write:
                with self.assertRaisesRegex(ssl.SSLError, "has been refused"):
                    write(REQUEST)
            file.close()
            self.assert_nothing_received(server)

    def test_checks_a_resumed_session(self) -> None:
        for version in VERSIONS:
            with self.subTest(version), Server(self.leaf, version) as server:
                context = self.authority.context()
                with context.wrap_socket(self.raw(server), server_hostname="localhost") as first:
                    first.sendall(b"GET / HTTP/1.1\r\n\r\n")
                    first.recv(1000)
                    session = first.session
                pinned_context(self.policy(WRONG), context)
                with self.assertRaises(PinMismatchError):
                    context.wrap_socket(self.raw(server), server_hostname="localhost", session=session)
                server.close()
                self.assertEqual(server.requests, 1)

    def test_knows_addresses_by_their_number(self) -> None:
        with Server(self.leaf) as server:
            context = pinned_context(self.policy(WRONG, "127.0.0.1"), self.authority.context())
            with self.assertRaises(PinMismatchError):
                context.wrap_socket(self.raw(server), server_hostname="127.0.0.1")
            self.assert_nothing_received(server)

    def test_refuses_a_pinned_key_under_another_host_name(self) -> None:
        elsewhere = self.authority.leaf("DNS:other.example")
        with Server(elsewhere) as server:
            context = self.context([elsewhere.pin, WRONG[0]])
            with self.assertRaises(ssl.SSLCertVerificationError) as caught:
                context.wrap_socket(self.raw(server), server_hostname="localhost")
            self.assertNotIsInstance(caught.exception, PinMismatchError)
            self.assert_nothing_received(server)


class Buffers(ContextTest):
    """``wrap_bio``, as asyncio and anyio use it."""

    def run_on(self, raw: socket, context: ssl.SSLContext, step: Callable[[ssl.SSLObject], Any], **options: Any) -> ssl.SSLObject:
        """Does the step, with the bytes that it needs moved to and from the server, also when it fails."""
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        tls = context.wrap_bio(incoming, outgoing, **options)
        self.last = tls
        while True:
            try:
                step(tls)
                return tls
            except ssl.SSLWantReadError:
                raw.sendall(outgoing.read())
                incoming.write(raw.recv(65536))
            finally:
                raw.sendall(outgoing.read())

    def test_shake_hands_with_a_pinned_key(self) -> None:
        with Server(self.leaf) as server:
            raw = self.raw(server)
            self.run_on(raw, self.right(), lambda tls: tls.write(REQUEST), server_hostname="localhost")
            raw.shutdown(1)
            server.close()
            self.assertEqual(server.received, REQUEST)

    def test_send_nothing_to_another_key_whatever_comes_first(self) -> None:
        steps: List[Callable[[ssl.SSLObject], Any]] = [
            lambda tls: tls.do_handshake(),
            lambda tls: tls.write(REQUEST),
            lambda tls: tls.read(1),
        ]
        for version in VERSIONS:
            for step in steps:
                with self.subTest(version), Server(self.leaf, version) as server:
                    raw = self.raw(server)
                    with self.assertRaises(PinMismatchError):
                        self.run_on(raw, self.context(WRONG), step, server_hostname="localhost")
                    with self.assertRaisesRegex(ssl.SSLError, "has been refused"):
                        self.last.write(REQUEST)
                    raw.close()
                    self.assert_nothing_received(server)

    def test_refuse_the_session_of_a_refused_handshake(self) -> None:
        """The impostor lets the client try again, and resumes what it has shaken hands for before."""
        with Server(self.leaf, ssl.TLSVersion.TLSv1_2) as server:
            context = self.context(WRONG)
            session: Optional[ssl.SSLSession] = None
            for _ in range(2):
                raw = self.raw(server)
                with self.assertRaises(PinMismatchError):
                    self.run_on(raw, context, lambda tls: tls.do_handshake(), server_hostname="localhost", session=session)
                session = self.last.session
                raw.close()
            self.assertTrue(self.last.session_reused)
            self.assert_nothing_received(server)

    def test_refuse_a_connection_without_a_host(self) -> None:
        """``wrap_bio`` lets the host be left out, and then verifies none, even where ``check_hostname`` is on."""
        with Server(self.leaf) as server:
            raw = self.raw(server)
            with self.assertRaisesRegex(ssl.SSLCertVerificationError, "no host name"):
                self.run_on(raw, self.right(), lambda tls: tls.write(REQUEST))
            raw.close()
            self.assert_nothing_received(server)

    def test_are_checked_in_asyncio(self) -> None:
        async def ask(context: ssl.SSLContext) -> bytes:
            reader, writer = await asyncio.open_connection("localhost", server.port, ssl=context)
            writer.write(REQUEST)
            answer = await reader.readuntil(b"ok")
            writer.close()
            return answer

        with Server(self.leaf) as server:
            self.assertTrue(asyncio.run(ask(self.right())).endswith(b"ok"))
            with self.assertRaises(PinMismatchError):
                asyncio.run(ask(self.context(WRONG)))
            server.close()
            self.assertEqual(server.received, REQUEST)


class Contexts(ContextTest):
    def test_that_verify_too_little_refuse_every_connection(self) -> None:
        """Also when somebody weakens them later, as clients do that are told to verify nothing."""
        no_host_name, nothing = self.right(), self.right()
        no_host_name.check_hostname = nothing.check_hostname = False
        nothing.verify_mode = ssl.CERT_NONE
        for context in no_host_name, nothing:
            with Server(self.leaf) as server:
                with self.assertRaisesRegex(ssl.SSLCertVerificationError, "verifies no chain or no host name"):
                    context.wrap_socket(self.raw(server), server_hostname="localhost")
                self.assert_nothing_received(server)

    def test_are_pinned_once(self) -> None:
        with self.assertRaises(ValueError):
            pinned_context(self.policy(WRONG), self.right())


if __name__ == "__main__":
    unittest.main()
