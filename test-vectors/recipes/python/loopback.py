"""Certificates from the openssl command, and TLS servers on loopback that remember what they were sent."""

from __future__ import annotations

import base64
import hashlib
import ssl
import subprocess
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from socket import create_server, socket
from typing import List, Optional

KEYS = {
    "ec": ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
    "rsa": ["-newkey", "rsa:2048"],
    "ed25519": ["-newkey", "ed25519"],
}


@dataclass(frozen=True)
class Leaf:
    """A certificate and its key in one file, and the pin as openssl computes it."""

    path: Path
    der: bytes
    pin: str


class Authority:
    """An authority of its own in a folder of its own, which ``close`` removes."""

    def __init__(self) -> None:
        self._temporary = tempfile.TemporaryDirectory(prefix="pins-")
        self._folder = Path(self._temporary.name)
        self._leaves = 0
        request = ["req", "-x509", *KEYS["ec"], "-nodes", "-days", "30", "-subj", "/CN=Test Root"]
        extensions = ["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign"]
        self._openssl(*request, *extensions, "-keyout", "ca.key", "-out", "ca.pem")

    def context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.path)

    @property
    def path(self) -> str:
        return str(self._folder / "ca.pem")

    def leaf(self, names: str = "DNS:localhost,IP:127.0.0.1", key_type: str = "ec") -> Leaf:
        self._leaves += 1
        name = f"leaf{self._leaves}"
        extensions = f"subjectAltName={names}\nbasicConstraints=CA:FALSE\nauthorityKeyIdentifier=keyid\n"
        (self._folder / "leaf.ext").write_text(extensions)
        self._openssl(
            "req", *KEYS[key_type], "-nodes", "-subj", "/CN=leaf", "-keyout", f"{name}.key", "-out", "leaf.csr"
        )
        signer = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "10", "-extfile", "leaf.ext"]
        self._openssl("x509", "-req", "-in", "leaf.csr", *signer, "-out", "leaf.pem")
        path = self._folder / f"{name}.pem"
        path.write_text((self._folder / "leaf.pem").read_text() + (self._folder / f"{name}.key").read_text())
        self._openssl("x509", "-in", "leaf.pem", "-pubkey", "-noout", "-out", "leaf.pub")
        spki = self._openssl("pkey", "-pubin", "-in", "leaf.pub", "-outform", "DER")
        pin = "sha256/" + base64.b64encode(hashlib.sha256(spki).digest()).decode()
        return Leaf(path, self._openssl("x509", "-in", "leaf.pem", "-outform", "DER"), pin)

    def close(self) -> None:
        self._temporary.cleanup()

    def _openssl(self, *arguments: str) -> bytes:
        return subprocess.run(
            ["openssl", *arguments], cwd=self._folder, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ).stdout


class Server:
    """Answers every request with ``ok``, keeps connections open, and counts them."""

    def __init__(self, leaf: Leaf, version: Optional[ssl.TLSVersion] = None) -> None:
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(leaf.path)
        if version is not None:
            self._context.minimum_version = self._context.maximum_version = version
        self._listener = create_server(("127.0.0.1", 0))
        self._threads: List[threading.Thread] = []
        self.port: int = self._listener.getsockname()[1]
        self.received = b""
        self.connections = 0
        self._accepting = threading.Thread(target=self._accept)
        self._accepting.start()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def requests(self) -> int:
        return self.received.count(b"\r\n\r\n")

    def close(self) -> None:
        """Ends when every connection has ended, so that ``received`` is final."""
        try:
            self._listener.shutdown(2)
        except OSError:
            pass
        self._accepting.join()
        self._listener.close()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(connection,))
            thread.start()
            self._threads.append(thread)

    def _serve(self, connection: socket) -> None:
        try:
            with self._context.wrap_socket(connection, server_side=True) as tls:
                while True:
                    data = tls.recv(65536)
                    if not data:
                        return
                    self.received += data
                    if data.endswith(b"\r\n\r\n"):
                        tls.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        except OSError:
            connection.close()
