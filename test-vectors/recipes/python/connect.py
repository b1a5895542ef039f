"""``tls.connect`` of the conformance protocol, with and without ``requests``; an address takes the place of DNS."""

from __future__ import annotations

import socket
import ssl
from contextlib import closing, contextmanager
from typing import Any, Callable, Dict, Iterator, Optional, Set, Tuple
from unittest import mock

Answer = Dict[str, Any]
Status = Tuple[int, str]
"""An HTTP status, and the body that came with it."""


def connect(question: Answer, get: Callable[[], Status], is_pin_error: Callable[[BaseException], bool]) -> Answer:
    """Runs ``get`` where every name is the address of the question, and tells what came of it."""
    try:
        with _resolving_to(question["address"]):
            status, body = get()
    except Exception as error:
        stage = _stage(error, is_pin_error)
        if stage is None:
            raise
        return {"outcome": "refuse", "stage": stage, "reason": str(error)}
    return {"outcome": "accept", "status": status, "body": body}


def url(question: Answer) -> str:
    host = f"[{question['host']}]" if ":" in question["host"] else question["host"]
    return f"https://{host}:{question['port']}{question['request']['path']}"


def get_with_requests(question: Answer, mount: Callable[[Any], None]) -> Status:
    """Sends the request by a session of ``requests``, once ``mount`` has made it pin."""
    import requests

    def pinned() -> requests.Session:
        session = requests.Session()
        session.trust_env = False
        session.verify = question["caFile"]
        mount(session)
        return session

    with client_of(question, pinned) as session:
        response = session.get(url(question), allow_redirects=False)
        return response.status_code, response.text


@contextmanager
def client_of(question: Answer, make: Callable[[], Any]) -> Iterator[Any]:
    """The client of the question, which is kept until another one is asked for; without a number it sends nothing else."""
    number = question.get("client")
    for other in [kept for kept in _kept if kept != number]:
        _kept.pop(other).close()
    if number is not None:
        yield _kept[number] if number in _kept else _kept.setdefault(number, make())
    else:
        with closing(make()) as client:
            yield client


_kept: Dict[int, Any] = {}


def _stage(error: BaseException, is_pin_error: Callable[[BaseException], bool]) -> Optional[str]:
    """Which check the server did not pass. What is wrapped is kept here only: a frame that the error remembers and that
    remembers the error would hold the connection open until the garbage is collected."""
    causes = list(_causes(error, set()))
    if any(is_pin_error(cause) for cause in causes):
        return "pins"
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return "platform"
    return None


@contextmanager
def _resolving_to(address: str) -> Iterator[None]:
    ask = socket.getaddrinfo
    with mock.patch("socket.getaddrinfo", lambda host, *rest, **options: ask(address, *rest, **options)):
        yield


def _causes(error: BaseException, seen: Set[int]) -> Iterator[BaseException]:
    """The error and all that it wraps: urllib3 puts what ``ssl`` said among the arguments of its own errors."""
    if id(error) in seen:
        return
    seen.add(id(error))
    yield error
    for inner in (*error.args, getattr(error, "reason", None), error.__cause__, error.__context__):
        if isinstance(inner, BaseException):
            yield from _causes(inner, seen)
