"""Public-key pinning for TLS clients: one file to copy, nothing but the standard library, Python 3.9 or newer.

    policy = PinPolicy(
        PinRule("api.example.com", ["sha256/x4Qz…Td4=", "sha256/58qR…nNU="]),   # active and backup
        PinRule("**.example.org", ["sha256/x4Qz…Td4=", "sha256/58qR…nNU="], mode="report-only"),
    )
    connection = PinnedHTTPSConnection("api.example.com", policy=policy)
    connection.request("POST", "/payments", body)   # a peer without a pinned key sees no byte of this

Pins come on top of the checks of the platform (chain, dates, host name), never in their place: contexts that leave
those out are refused. Only the leaf certificate is compared, since Python before 3.13 does not hand out the chain
that it verified. The meaning of pins, patterns and expiries is Linchpin's (docs/semantics.md), held to its vectors.

Everything here is immutable after construction and safe for use by several threads, except connections.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import ipaddress
import logging
import re
import ssl
import stringprep
import time
from dataclasses import dataclass
from datetime import date
from encodings.idna import nameprep
from socket import socket
from typing import Any, Callable, Dict, Iterable, Iterator, NamedTuple, Optional, Union

__all__ = [
    "Host",
    "PinFormatError",
    "PinMismatchError",
    "PinPolicy",
    "PinRule",
    "PinnedHTTPSConnection",
    "Verdict",
    "canonical_pattern",
    "certificate_pin",
    "check_peer",
    "covering_patterns",
    "parse_host",
    "parse_instant",
    "parse_pin",
    "spki_of_certificate",
    "spki_pin",
    "spki_pin_of_key",
    "wrap_socket",
]

_log = logging.getLogger(__name__)


class PinFormatError(ValueError):
    """Text or bytes that are not what they should be. The message says what was found and what was expected."""


# --------------------------------------------------------------------------------------------------------------- pins


def spki_pin(certificate: bytes) -> str:
    """The pin ``sha256/…`` (RFC 7469 §2.4) of the key in a DER certificate; it survives renewals that keep the key.

    The hash is over the bytes as they stand in the certificate. Parsing the key and encoding it again gives other bytes
    for RSA keys without NULL parameters, RSASSA-PSS keys and compressed points.
    """
    return "sha256/" + _sha256(spki_of_certificate(certificate))


def spki_pin_of_key(spki: bytes) -> str:
    """The pin ``sha256/…`` of a DER SubjectPublicKeyInfo."""
    reader = _Der(spki)
    reader.element(_SEQUENCE)
    reader.finish()
    _require_key(spki)
    return "sha256/" + _sha256(spki)


def certificate_pin(certificate: bytes) -> str:
    """The pin ``cert-sha256/…`` of a whole DER certificate; every renewal changes it, so prefer :func:`spki_pin`."""
    spki_of_certificate(certificate)
    return "cert-sha256/" + _sha256(certificate)


def parse_pin(text: str) -> str:
    """The text itself, if it is ``sha256/`` or ``cert-sha256/`` and 32 bytes of canonical base64 (RFC 4648 §3.5)."""
    prefix, slash, encoded = text.partition("/")
    if not slash or prefix not in ("sha256", "cert-sha256"):
        raise PinFormatError(f'pin {text[:120]!a} has no known prefix, expected "sha256/" or "cert-sha256/"')
    try:
        hash_ = base64.b64decode(encoded, validate=True)
    except ValueError:
        hash_ = b""
    # Decoders overlook what stands behind the padding and the unused bits before it; encoders write neither.
    if len(hash_) != 32 or base64.b64encode(hash_).decode() != encoded:
        expected = 'expected 43 characters of base64 and one "="'
        raise PinFormatError(f"pin {text[:120]!a} is not 32 bytes in canonical form, {expected}")
    if not any(hash_):
        raise PinFormatError(f"pin {text!a} is the all-zero placeholder, expected the hash of a real key")
    return text


def _sha256(data: bytes) -> str:
    return base64.b64encode(hashlib.sha256(data).digest()).decode()


# ---------------------------------------------------------------------------------------------------------------- DER

_INTEGER, _BIT_STRING, _OBJECT_IDENTIFIER, _SEQUENCE = 0x02, 0x03, 0x06, 0x30
_VERSION, _ISSUER_UNIQUE_ID, _SUBJECT_UNIQUE_ID, _EXTENSIONS = 0xA0, 0x81, 0x82, 0xA3

#: No certificate in a TLS 1.3 handshake is larger: ``cert_data<1..2^24-1>``, RFC 8446 §4.4.2.
_MAX_BYTES = (1 << 24) - 1


class _Der:
    """A strict reader of DER (X.690 §10): definite, minimal lengths; one-byte tags; nothing past the enclosing end."""

    def __init__(self, data: bytes, position: int = 0, end: Optional[int] = None) -> None:
        if len(data) > _MAX_BYTES:
            raise PinFormatError(f"{len(data)} bytes, more than the {_MAX_BYTES} that TLS can carry")
        self._data = data
        self._position = position
        self._end = len(data) if end is None else end

    def next_is(self, tag: int) -> bool:
        return not self.at_end() and self._data[self._position] == tag

    def at_end(self) -> bool:
        return self._position == self._end

    def finish(self) -> None:
        if not self.at_end():
            raise PinFormatError(f"{self._end - self._position} unexpected bytes at offset {self._position}")

    def skip(self, *tags: int) -> None:
        for tag in tags:
            self._header(tag)

    def skip_any(self) -> None:
        self._header(self._octet(self._position))

    def skip_if(self, *tags: int) -> None:
        for tag in tags:
            if self.next_is(tag):
                self._header(tag)

    def enter(self, tag: int) -> _Der:
        content = self._header(tag)
        return _Der(self._data, content, self._position)

    def element(self, tag: int) -> bytes:
        start = self._position
        self._header(tag)
        return self._data[start : self._position]

    def rest(self) -> bytes:
        return self._data[self._position : self._end]

    def _header(self, tag: int) -> int:
        """Moves behind the next element and returns where its content starts."""
        at = self._position
        if not self.next_is(tag) or tag & 0x1F == 0x1F:
            raise PinFormatError(f"not DER of the expected structure: no tag 0x{tag:02x} at offset {at}")
        length = self._octet(at + 1)
        content = at + 2
        if length >= 0x80:
            octets = length & 0x7F
            if not 1 <= octets <= 3:
                raise PinFormatError(f"indefinite or excessive length at offset {at}")
            length = 0
            for content in range(at + 2, at + 2 + octets):
                length = length << 8 | self._octet(content)
            content += 1
            if length < 0x80 or length >> 8 * (octets - 1) == 0:
                raise PinFormatError(f"length is not minimal at offset {at}")
        if length > self._end - content:
            raise PinFormatError(f"element at offset {at} ends past the end of what encloses it")
        self._position = content + length
        return content

    def _octet(self, at: int) -> int:
        if at >= self._end:
            raise PinFormatError(f"input ends inside a header at offset {at}")
        return self._data[at]


def spki_of_certificate(certificate: bytes) -> bytes:
    """The SubjectPublicKeyInfo (RFC 5280 §4.1) as it stands in a DER certificate, whatever kind of key it holds."""
    reader = _Der(certificate)
    outer = reader.enter(_SEQUENCE)
    reader.finish()
    body = outer.enter(_SEQUENCE)
    outer.skip(_SEQUENCE, _BIT_STRING)  # signatureAlgorithm, signatureValue
    outer.finish()

    body.skip_if(_VERSION)
    body.skip(_INTEGER, _SEQUENCE, _SEQUENCE, _SEQUENCE, _SEQUENCE)  # serial, signature, issuer, validity, subject
    spki = body.element(_SEQUENCE)
    body.skip_if(_ISSUER_UNIQUE_ID, _SUBJECT_UNIQUE_ID, _EXTENSIONS)
    body.finish()
    _require_key(spki)
    return spki


def _require_key(spki: bytes) -> None:
    """Demands SEQUENCE { SEQUENCE { OBJECT IDENTIFIER, ANY OPTIONAL }, BIT STRING of whole octets }."""
    body = _Der(spki).enter(_SEQUENCE)
    algorithm = body.enter(_SEQUENCE)
    algorithm.skip(_OBJECT_IDENTIFIER)
    if not algorithm.at_end():
        algorithm.skip_any()
    algorithm.finish()
    bits = body.enter(_BIT_STRING).rest()
    body.finish()
    if len(bits) < 2 or bits[0] != 0:
        raise PinFormatError("the key is not a BIT STRING of whole octets")


# -------------------------------------------------------------------------------------------------- hosts and patterns

_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_IPV4 = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}")
_LABEL = re.compile("(?!-)[a-z0-9_-]{1,63}(?<!-)")
_STD3_LABEL = re.compile("(?!-)[a-z0-9\u0080-\U0010ffff-]+(?<!-)")
_NUMBER = re.compile("[0-9]+|0x[0-9a-f]*")

#: RFC 1035 §2.3.4: 255 octets on the wire are 253 characters of text.
_MAX_NAME = 253


class Host(NamedTuple):
    """A host in its one canonical form, so that no spelling of a name escapes its rule."""

    name: str
    is_address: bool


def parse_host(text: str) -> Host:
    """Reads a DNS name or an IP address; what has no canonical form is refused, never taken for unlisted.

    The form is lower-case A-labels without a trailing dot (U-labels are converted); dotted-decimal IPv4; IPv6 as
    RFC 5952 writes it, without brackets; an IPv4-mapped address is the IPv4 address.
    """
    if ":" in text or text.startswith("["):
        return Host(_canonical_ipv6(text), True)
    unrooted = text[:-1] if text.endswith(".") else text
    if _IPV4.fullmatch(unrooted):
        return Host(unrooted, True)
    return Host(_canonical_name(text, unrooted), False)


def _canonical_ipv6(text: str) -> str:
    bracketed = text.startswith("[") and text.endswith("]")
    try:
        if "%" in text:
            raise ValueError("zone")
        address = ipaddress.IPv6Address(text[1:-1] if bracketed else text)
    except ValueError:
        raise PinFormatError(f"host {text[:120]!a} is not an IPv6 address, expected one without port or zone") from None
    return str(address.ipv4_mapped or address)


def _canonical_name(text: str, unrooted: str) -> str:
    utf16_units = len(unrooted) + sum(c > "\uffff" for c in unrooted)
    if not 1 <= utf16_units <= _MAX_NAME:
        raise _bad_host(text, f"is empty or has more than {_MAX_NAME} characters")
    labels = [_a_label(text, label) for label in unrooted.split(".")]
    for label in labels:
        if not _LABEL.fullmatch(label):
            raise _bad_host(text, f"has the malformed label {label[:63]!a}")
        if label.startswith("xn--") and not _is_punycode(label[4:]):
            raise _bad_host(text, "has an A-label that is not Punycode")
    if _NUMBER.fullmatch(labels[-1]):
        raise _bad_host(text, "looks like an IP address but is not in canonical form")
    name = ".".join(labels)
    if len(name) > _MAX_NAME:
        raise _bad_host(text, f"has more than {_MAX_NAME} characters as A-labels")
    return name


def _a_label(text: str, label: str) -> str:
    """The A-label of a U-label, if converting it changes nothing but case.

    ``encodings.idna`` is IDNA 2003, which maps more than case: look-alike dots (U+3002), compatibility letters (the
    Kelvin sign, full-width letters), and the four characters on which IDNA 2008 disagrees (ß, ς, joiners). Names with
    those are refused, as are characters younger than IDNA 2003.
    """
    lower = label.lower()
    if label.isascii():
        return lower
    try:
        unchanged = nameprep(label) == lower == nameprep(lower)
    except UnicodeError:
        unchanged = False
    unassigned = any(map(stringprep.in_table_a1, label + lower))
    unchanged = unchanged and not unassigned and "\u3002" not in label and bool(_STD3_LABEL.fullmatch(lower))
    folds_into_ascii = any(f.isascii() for c in label if not c.isascii() for f in c.lower())
    if not unchanged or folds_into_ascii or lower.startswith("xn--"):
        raise _bad_host(text, "holds a label that IDNA cannot convert unchanged; write its A-label (xn--…)")
    return "xn--" + lower.encode("punycode").decode()


def _is_punycode(text: str) -> bool:
    try:
        decoded = text.encode().decode("punycode")
        decoded.encode()  # refuses surrogates, which the codec lets pass
    except UnicodeError:
        return False
    return not decoded.isascii()


def _bad_host(text: str, fault: str) -> PinFormatError:
    return PinFormatError(f"host {text[:120]!a} {fault}, expected a DNS name or an IP address")


def canonical_pattern(text: str) -> str:
    """Reads ``host``, ``*.domain`` (exactly one label more) or ``**.domain`` (the domain and all below it)."""
    wildcard, rest = next(((w, text[len(w) :]) for w in ("**.", "*.") if text.startswith(w)), ("", text))
    if "*" in rest:
        raise _bad_pattern(text, "has a misplaced wildcard")
    host = parse_host(rest)
    if wildcard and (host.is_address or "." not in host.name):
        raise _bad_pattern(text, "puts a wildcard before an IP address or covers a whole top-level domain")
    return wildcard + host.name


def _bad_pattern(text: str, fault: str) -> PinFormatError:
    expected = 'expected "host", "*.domain" or "**.domain" with a domain of two labels or more'
    return PinFormatError(f"host pattern {text[:120]!a} {fault}, {expected}")


def covering_patterns(host: Host) -> Iterator[str]:
    """Every canonical pattern that covers the host, the most specific first."""
    yield host.name
    if host.is_address:
        return
    yield "**." + host.name
    domain = host.name.partition(".")[2]
    if domain:
        yield "*." + domain
    while domain:
        yield "**." + domain
        domain = domain.partition(".")[2]


# ------------------------------------------------------------------------------------------------------------- policy

_INSTANT = re.compile(
    "([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:T([0-9]{2}):([0-9]{2}):([0-5][0-9])(?:\.([0-9]{1,9}))?(?:Z|([+-])([0-9]{2}):([0-9]{2})))?"
)


def parse_instant(text: str) -> int:
    """Nanoseconds since 1970 of ``2030-12-31`` (its start of day in UTC) or ``2030-12-31T12:00:00Z``; nothing else."""
    match = _INSTANT.fullmatch(text)
    try:
        if not match:
            raise ValueError("form")
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
        fraction, sign, offset_hour, offset_minute = match.groups()[6:]
        offset = int(offset_hour or 0) * 60 + int(offset_minute or 0)
        if hour > 23 or minute > 59 or int(offset_minute or 0) > 59 or offset > 18 * 60:
            raise ValueError("range")
        # The calendar repeats every 400 years, and date() knows no year 0.
        cycles, year_of_cycle = divmod(year, 400)
        days = date(400 + year_of_cycle, month, day).toordinal() + (cycles - 1) * 146_097 - date(1970, 1, 1).toordinal()
    except ValueError:
        form = "expected the form 2030-12-31 (start of day in UTC) or 2030-12-31T12:00:00Z"
        raise PinFormatError(f"expiry {text[:120]!a} is neither a date nor an instant, {form}") from None
    minutes = (days * 24 + hour) * 60 + minute - (-offset if sign == "-" else offset)
    return (minutes * 60 + second) * 1_000_000_000 + int((fraction or "0").ljust(9, "0"))


class PinRule:
    """Some hosts, the pins they must present, and what to do when they do not.

    An enforced rule has at least two different pins, since the loss of an only key locks every client out (RFC 7469
    §4.3). ``mode`` is ``"enforce"`` or ``"report-only"``; ``expires`` (see :func:`parse_instant`) is the last instant
    at which the rule holds, and ``after_expiry`` says whether its hosts are accepted (``"fail-open"``) or refused
    (``"fail-closed"``) from then on.
    """

    def __init__(
        self,
        hosts: str,
        pins: Iterable[str],
        *,
        mode: str = "enforce",
        expires: Optional[str] = None,
        after_expiry: Optional[str] = None,
    ) -> None:
        self.hosts = hosts
        self.pattern = canonical_pattern(hosts)
        self.pins = frozenset(map(parse_pin, pins))
        self.mode = _one_of("mode", mode, "enforce", "report-only")
        self.expires = None if expires is None else parse_instant(expires)
        self.after_expiry = after_expiry
        if (expires is None) != (after_expiry is None):
            raise PinFormatError(f"rule for {hosts} has one of expires and after_expiry, expected both or neither")
        if after_expiry is not None:
            _one_of("after_expiry", after_expiry, "fail-open", "fail-closed")
        if not self.pins:
            raise PinFormatError(f"rule for {hosts} has no pins, expected at least one")
        if mode == "enforce" and len(self.pins) < 2:
            raise PinFormatError(f"rule for {hosts} has one pin, expected a second, different one as backup")
        if mode == "report-only" and after_expiry == "fail-closed":
            raise PinFormatError(f"rule for {hosts} is report-only and fail-closed, expected fail-open")

    def is_satisfied_by(self, certificate: bytes) -> bool:
        """Whether the leaf satisfies a pin. A certificate that is not DER satisfies none."""
        try:
            return not self.pins.isdisjoint((spki_pin(certificate), certificate_pin(certificate)))
        except PinFormatError:
            return False


@dataclass(frozen=True)
class Verdict:
    """What a policy says of a peer that the platform has accepted."""

    host: str
    outcome: str  #: ``match``, ``mismatch``, ``expired``, ``exempt`` or ``unlisted``
    accepted: bool
    rule: Optional[PinRule] = None
    served: Optional[str] = None  #: the pin of the leaf, where it was compared

    def __str__(self) -> str:
        served = f", served {self.served}" if self.served else ""
        return f"{self.host}: {self.outcome}, {'accepted' if self.accepted else 'refused'}{served}"


class PinPolicy:
    """All rules, the hosts that are exempt from them, and what happens to hosts that neither covers.

    For any host the most specific rule or exemption applies, alone. ``exempt`` are patterns of hosts that are unpinned
    on purpose, such as one below a pinned domain. ``unlisted`` is ``"allow"``, ``"report"`` or ``"deny"``. ``report``
    is told every verdict but matches, exempt and allowed unlisted hosts; it runs on the thread that connects, and what it raises is logged and changes no decision.
    """

    def __init__(
        self,
        *rules: PinRule,
        exempt: Iterable[str] = (),
        unlisted: str = "allow",
        report: Callable[[Verdict], None] = lambda verdict: _log.warning("%s", verdict),
    ) -> None:
        self.unlisted = _one_of("unlisted", unlisted, "allow", "report", "deny")
        self._report = report
        self._entries: Dict[str, Optional[PinRule]] = {}  # None is an exemption
        for rule in rules:
            if self._entries.setdefault(rule.pattern, rule) is not rule:
                raise PinFormatError(f"{rule.pattern} has two rules, expected one rule that holds all its pins")
        for pattern in map(canonical_pattern, exempt):
            if pattern in self._entries:
                raise PinFormatError(f"{pattern} is exempt and has a rule or is exempt twice, expected one of them, once")
            self._entries[pattern] = None
        if not rules and unlisted == "allow":
            raise PinFormatError("the policy has no rules and allows unlisted hosts, expected at least one rule")

    def rule_for(self, host: Host) -> Optional[PinRule]:
        pattern = self._pattern_for(host)
        return None if pattern is None else self._entries[pattern]

    def _pattern_for(self, host: Host) -> Optional[str]:
        return next((pattern for pattern in covering_patterns(host) if pattern in self._entries), None)

    def judge(self, host: str, certificate: Optional[bytes], now: Optional[int] = None) -> Verdict:
        """The verdict on a leaf that the platform has accepted for this host; no certificate stands for clear text.

        Without side effects. ``now`` is in nanoseconds since 1970.
        """
        parsed = parse_host(host)
        pattern = self._pattern_for(parsed)
        if pattern is None:
            return Verdict(parsed.name, "unlisted", self.unlisted != "deny")
        rule = self._entries[pattern]
        if rule is None:
            return Verdict(parsed.name, "exempt", True)
        if rule.expires is not None and (time.time_ns() if now is None else now) > rule.expires:
            return Verdict(parsed.name, "expired", rule.after_expiry == "fail-open", rule)
        if certificate is not None and rule.is_satisfied_by(certificate):
            return Verdict(parsed.name, "match", True, rule)
        return Verdict(parsed.name, "mismatch", rule.mode == "report-only", rule, _served(certificate))

    def check(self, host: str, certificate: Optional[bytes]) -> None:
        """Judges, reports, and raises :class:`PinMismatchError` if the verdict is a refusal."""
        verdict = self.judge(host, certificate)
        allowed = verdict.outcome in ("match", "exempt") or (verdict.outcome == "unlisted" and self.unlisted == "allow")
        if not allowed:
            try:
                self._report(verdict)
            except Exception:
                _log.exception("the report of %s failed", verdict)
        if not verdict.accepted:
            raise PinMismatchError(verdict)


def _served(certificate: Optional[bytes]) -> str:
    try:
        return "no certificate" if certificate is None else spki_pin(certificate)
    except PinFormatError:
        return "an unreadable certificate"


def _one_of(option: str, value: str, *values: str) -> str:
    if value not in values:
        raise PinFormatError(f"{option} is {value!r}, expected one of {', '.join(values)}")
    return value


# -------------------------------------------------------------------------------------------------------- connections


class PinMismatchError(ssl.SSLCertVerificationError):
    """The policy refuses the peer. Whoever handles TLS errors handles this one."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(1, f"pin check failed for {verdict}")
        self.verdict = verdict


def check_peer(policy: PinPolicy, tls: Union[ssl.SSLSocket, ssl.SSLObject], host: Optional[str] = None) -> None:
    """Checks the peer of a finished handshake, full or resumed; to be called before anything is written.

    The host is the one that the context verified, unless the caller verified another.
    """
    if tls.context.verify_mode != ssl.CERT_REQUIRED or not (host or tls.context.check_hostname):
        raise ValueError("the context verifies no chain or no host name, expected ssl.create_default_context()")
    policy.check(host or tls.server_hostname or "", tls.getpeercert(binary_form=True))


def wrap_socket(
    sock: socket, host: str, policy: PinPolicy, context: Optional[ssl.SSLContext] = None, **options: Any
) -> ssl.SSLSocket:
    """TLS over a connected socket, pinned: ``context.wrap_socket`` that closes the socket if the peer is refused."""
    tls = (context or ssl.create_default_context()).wrap_socket(sock, server_hostname=host, **options)
    try:
        check_peer(policy, tls)
    except BaseException:
        tls.close()
        raise
    return tls


class PinnedHTTPSConnection(http.client.HTTPSConnection):
    """``http.client.HTTPSConnection`` that checks the pins before each request, on new and kept-alive connections."""

    def __init__(self, host: str, port: Optional[int] = None, *, policy: PinPolicy, **options: Any) -> None:
        super().__init__(host, port, **options)
        self._policy = policy

    def connect(self) -> None:
        super().connect()
        self._check()

    def putrequest(self, *args: Any, **kwargs: Any) -> None:
        if self.sock is not None:
            self._check()
        super().putrequest(*args, **kwargs)

    def _check(self) -> None:
        try:
            check_peer(self._policy, self.sock)
        except BaseException:
            self.close()
            raise
