"""pin_verifier.py for clients that take an ``ssl.SSLContext`` and make their connections themselves, such as httpx, aiohttp and asyncio:
copy both files.

    context = pinned_context(policy)
    httpx.post("https://api.example.com/payments", content=body, verify=context)   # a peer without a pinned key sees no byte of this

The pins are checked when a handshake ends, full or resumed, in the handshake itself: until they are, nothing can be read or written.
Requests that share a connection are not checked again.
"""

from __future__ import annotations

import ssl
from typing import Any, Optional, Tuple, Type

from pin_verifier import PinFormatError, PinPolicy, check_peer


def pinned_context(policy: PinPolicy, context: Optional[ssl.SSLContext] = None) -> ssl.SSLContext:
    """The context, or one with the authorities of the platform, that now refuses peers which the policy refuses.

    It serves clients only, and refuses each connection that verifies no chain, no host name, or has no host to verify, whoever switched
    that off, and when.
    """
    context = context or ssl.create_default_context()
    if (context.sslsocket_class, context.sslobject_class) != (ssl.SSLSocket, ssl.SSLObject):
        raise ValueError("the context makes connections of other classes than those of ssl, which may not check the pins")
    context.sslsocket_class, context.sslobject_class = _pinned_classes(policy)
    return context


def _pinned_classes(policy: PinPolicy) -> Tuple[Type[ssl.SSLSocket], Type[ssl.SSLObject]]:
    class PinnedSocket(_Pinned, ssl.SSLSocket):
        """TLS over a socket. The socket of a peer that is refused is closed, and sends nothing any more."""

        _policy = policy

        def send(self, *args: Any, **options: Any) -> int:
            self._require_pinned()
            return super().send(*args, **options)

        def _refuse(self) -> None:
            self.close()

    class PinnedObject(_Pinned, ssl.SSLObject):
        """TLS over two buffers, for whoever moves the bytes, such as asyncio."""

        _policy = policy

    return PinnedSocket, PinnedObject


class _Pinned:
    """What the two classes of ``ssl`` have in common. OpenSSL shakes hands by itself in a read or write that comes first."""

    _policy: PinPolicy
    _is_pinned = False
    _is_refused = False

    def do_handshake(self, *args: Any, **options: Any) -> None:
        self._require_verification()
        super().do_handshake(*args, **options)  # type: ignore[misc]
        try:
            check_peer(self._policy, self)  # type: ignore[arg-type]
            self._is_pinned = True
        except PinFormatError as error:
            raise ssl.SSLCertVerificationError(1, str(error)) from error
        finally:
            if not self._is_pinned:
                self._is_refused = True
                self._refuse()

    def read(self, *args: Any, **options: Any) -> Any:
        self._require_pinned()
        return super().read(*args, **options)  # type: ignore[misc]

    def write(self, *args: Any) -> int:
        self._require_pinned()
        return super().write(*args)  # type: ignore[misc]

    def _require_pinned(self) -> None:
        if self._is_refused:
            raise ssl.SSLError(1, "the peer has been refused")
        if not self._is_pinned:
            self.do_handshake()

    def _require_verification(self) -> None:
        """Raises what those expect who shake hands; without a host, ``ssl`` verifies none, whatever the context says."""
        context, host = self.context, self.server_hostname  # type: ignore[attr-defined]
        if context.verify_mode != ssl.CERT_REQUIRED or not context.check_hostname or not host:
            fault = "the connection verifies no chain or no host name, expected both and a server_hostname"
            raise ssl.SSLCertVerificationError(1, fault)

    def _refuse(self) -> None:
        """Buffers have nothing to close."""
