"""Signed pin bundles: one file to copy beside pin_verifier.py; needs Python 3.9 or newer and ``cryptography``.

    adopted = verify_bundle(document, keys=keys, threshold=2, audience="shop-app")
    connection = PinnedHTTPSConnection("api.example.com", policy=adopted.policy)

A bundle is a policy that changes without a release (docs/bundles.md). Keep what was adopted, and hand it in again as ``adopted``: then
nothing older is accepted, and the keys that it names are the trusted ones. Android files in bundles are refused.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Dict, List, Optional, Sequence, Tuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from pin_verifier import PinFormatError, PinPolicy, PinRule, canonical_pattern, parse_pin

_MAX_BYTES = 1 << 20
_MAX_DEPTH = 8
_MAX_KEYS = 16
_MAX_INTEGER = 2**53 - 1
_P256 = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004")
_ED25519 = bytes.fromhex("302a300506032b6570032100")
_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_AUDIENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@-]{0,99}")
_KEY_ID = re.compile(r"sha256/[A-Za-z0-9+/]{43}=")
_KEYS = ("threshold", "keys")


class BundleError(ValueError):
    """The document is refused as a whole. The message says what was found and what was expected."""


@dataclass(frozen=True)
class Bundle:
    """What a document says, and the keys that are trusted after it."""

    payload: bytes
    version: int
    audience: str
    issued_at: datetime
    expires: datetime
    policy: PinPolicy
    keys: Sequence[bytes] = ()  #: DER SubjectPublicKeyInfo
    threshold: int = 0


def verify_bundle(
    document: bytes,
    *,
    keys: Sequence[bytes],
    threshold: int,
    audience: str,
    adopted: Optional[Bundle] = None,
    now: Optional[datetime] = None,
) -> Bundle:
    """The bundle in a document, if it may be adopted now; :class:`BundleError` otherwise.

    ``keys`` are the trusted ones, of which ``threshold`` have to have signed; ``adopted`` is what was adopted last.
    """
    payload, signatures = _document(document)
    _require_signed(payload, signatures, keys, threshold)
    bundle = _bundle(_decode("the payload", payload))  # Nothing of it was looked at before.
    if bundle.audience != audience:
        raise BundleError(f"the bundle is for {bundle.audience}, expected {audience}")
    if bundle.keys:
        _require_signed(payload, signatures, bundle.keys, bundle.threshold)
    _require_next(bundle, adopted, now or datetime.now(timezone.utc))
    if bundle.keys:
        return bundle
    return Bundle(**{**bundle.__dict__, "keys": tuple(keys), "threshold": threshold})


def read_unverified(document: bytes) -> Bundle:
    """What a document says, whoever has written it; for a document that was verified before."""
    return _bundle(_decode("the payload", _document(document)[0]))


def key_id(spki: bytes) -> str:
    """The id of a key: its pin."""
    return "sha256/" + base64.b64encode(hashlib.sha256(spki).digest()).decode()


def _require_next(bundle: Bundle, adopted: Optional[Bundle], now: datetime) -> None:
    if adopted and bundle.version < adopted.version:
        raise BundleError(f"the bundle has version {bundle.version}, expected {adopted.version} or a later one")
    if adopted and bundle.version == adopted.version and bundle.payload != adopted.payload:
        raise BundleError(f"version {bundle.version} was adopted before with another content")
    # It is not earlier than when the adopted bundle was issued, whatever the clock says.
    time = max(now, adopted.issued_at) if adopted else now
    if time > bundle.expires:
        raise BundleError(f"the bundle has expired at {bundle.expires}")
    if bundle.issued_at > time + timedelta(days=1):
        raise BundleError(f"the bundle is issued at {bundle.issued_at}, and it is {time}")


# -------------------------------------------------------------------------------------------------------------- signatures


@dataclass(frozen=True)
class _Signature:
    header: str
    alg: str
    kid: str
    signature: bytes


def _require_signed(payload: str, signatures: List[_Signature], keys: Sequence[bytes], threshold: int) -> None:
    """Each signature that names one of the keys has to be by it, and enough have to."""
    by_id = {key_id(der): der for der in keys}
    if len(by_id) != len(keys) or not 1 <= len(keys) <= _MAX_KEYS:
        raise BundleError(f"there are {len(keys)} keys, expected between 1 and {_MAX_KEYS} different ones")
    if not 1 <= threshold <= len(keys):
        raise BundleError(f"the threshold of {len(keys)} keys is {threshold}")
    for der in keys:
        _public_key(der)
    known = [signature for signature in signatures if signature.kid in by_id]
    for signature in known:
        if not _is_by(by_id[signature.kid], signature, f"{signature.header}.{payload}".encode("ascii")):
            raise BundleError(f"the signature that names {signature.kid} is not by this key")
    if len(known) < threshold:
        raise BundleError(f"the document is signed by {len(known)} of the keys, expected {threshold}")


def _public_key(der: bytes) -> Any:
    is_p256 = len(der) == len(_P256) + 64 and der.startswith(_P256)
    is_ed25519 = len(der) == len(_ED25519) + 32 and der.startswith(_ED25519)
    if not is_p256 and not is_ed25519:
        raise BundleError("a key is neither on P-256 nor of Ed25519")
    try:
        return load_der_public_key(der)
    except ValueError as e:
        raise BundleError("a key is malformed") from e


def _is_by(der: bytes, signature: _Signature, signed: bytes) -> bool:
    key = _public_key(der)
    try:
        if isinstance(key, ed25519.Ed25519PublicKey):
            key.verify(signature.signature, signed)
            return signature.alg == "Ed25519"
        r, s = (int.from_bytes(half, "big") for half in (signature.signature[:32], signature.signature[32:]))
        if not (1 <= r < _P256_ORDER and 1 <= s < _P256_ORDER):
            return False
        key.verify(encode_dss_signature(r, s), signed, ec.ECDSA(SHA256()))
        return signature.alg == "ES256"
    except InvalidSignature:
        return False


# --------------------------------------------------------------------------------------------------------------- documents


def _document(document: bytes) -> Tuple[str, List[_Signature]]:
    if len(document) > _MAX_BYTES:
        raise BundleError(f"the document has {len(document)} bytes, expected at most {_MAX_BYTES}")
    text = _utf8(document)
    if text[:1] in ("{", " ", "\t", "\r", "\n"):
        general = _members("the document", _json(text), ("payload", "signatures"))
        payload, entries = general["payload"], _list("signatures", general["signatures"], 1, 2 * _MAX_KEYS)
        signatures = [_signature(**_members("a signature", entry, ("protected", "signature"))) for entry in entries]
    else:
        parts = text.split(".")
        if len(parts) != 3:
            raise BundleError(f"the document has {len(parts)} parts, expected header.payload.signature")
        payload, signatures = parts[1], [_signature(parts[0], parts[2])]
    _decode("the payload", payload)
    if len({signature.kid for signature in signatures}) != len(signatures):
        raise BundleError("a key signs twice, expected one signature by each")
    return payload, signatures


def _signature(protected: Any, signature: Any) -> _Signature:
    header = _members("a header", _json(_utf8(_decode("a header", protected))), ("alg", "kid", "typ"))
    alg, kid = header["alg"], header["kid"]
    if alg not in ("ES256", "Ed25519") or header["typ"] != "linchpin-bundle":
        raise BundleError("a header has an unknown alg or typ")
    if not isinstance(kid, str) or not _KEY_ID.fullmatch(kid):
        raise BundleError("kid is not the pin of a key")
    decoded = _decode("a signature", signature)
    if len(decoded) != 64:
        raise BundleError(f"a signature has {len(decoded)} bytes, expected 64")
    return _Signature(protected, alg, kid, decoded)


def _decode(what: str, text: Any) -> bytes:
    """The bytes of canonical base64url: the decoder overlooks much, the encoder writes one text."""
    if isinstance(text, str) and text.isascii():
        try:
            decoded = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            if base64.urlsafe_b64encode(decoded).rstrip(b"=").decode() == text:
                return decoded
        except binascii.Error:
            pass
    raise BundleError(f"{what} is not canonical base64url")


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as e:
        raise BundleError("the bytes are not UTF-8") from e


# ----------------------------------------------------------------------------------------------------------------- bundles


def _bundle(payload: bytes) -> Bundle:
    bundle = _members("the bundle", _json(_utf8(payload)), ("version", "audience", "issuedAt", "expires", "policy"), ("nextKeys",))
    audience = bundle["audience"]
    if not isinstance(audience, str) or not _AUDIENCE.fullmatch(audience):
        raise BundleError("the audience is malformed")
    issued_at, expires = _instant(bundle["issuedAt"]), _instant(bundle["expires"])
    if issued_at >= expires:
        raise BundleError("the bundle expires before it is issued")
    keys, threshold = _next_keys(bundle["nextKeys"]) if "nextKeys" in bundle else ((), 0)
    policy = _policy(bundle["policy"])
    return Bundle(payload, _positive("the version", bundle["version"]), audience, issued_at, expires, policy, keys, threshold)


def _next_keys(value: Any) -> Tuple[Sequence[bytes], int]:
    next_keys = _members("nextKeys", value, _KEYS)
    keys = []
    for text in _list("keys", next_keys["keys"], 1, _MAX_KEYS):
        try:
            der = base64.b64decode(text, validate=True)
        except (TypeError, ValueError) as e:
            raise BundleError("a key is not base64") from e
        if base64.b64encode(der).decode() != text:
            raise BundleError("a key is not canonical base64")
        keys.append(der)
    return tuple(keys), _positive("the threshold", next_keys["threshold"])


def _policy(value: Any) -> PinPolicy:
    policy = _members("policy", value, ("rules",), ("exemptions", "unlistedHosts"))
    try:
        rules = [rule for item in _list("rules", policy["rules"], 0, 1000) for rule in _rules(item)]
        exempt = [_canonical(host) for host in _list("exemptions", policy.get("exemptions", []), 0, 1000)]
        return PinPolicy(*rules, exempt=exempt, unlisted=policy.get("unlistedHosts", "allow"))
    except (PinFormatError, TypeError, AttributeError) as e:
        raise BundleError(str(e)) from e


def _rules(value: Any) -> List[PinRule]:
    rule = _members("a rule", value, ("hosts", "pins"), ("mode", "expires", "afterExpiry"))
    pins = _list("pins", rule["pins"], 1, 64)
    if len({parse_pin(pin) for pin in pins}) != len(pins):
        raise BundleError("a pin is listed twice in a rule")
    options: Dict[str, Any] = {"mode": rule["mode"]} if "mode" in rule else {}
    if "expires" in rule:
        _instant(rule["expires"])
        options["expires"] = rule["expires"]
    if "afterExpiry" in rule:
        options["after_expiry"] = rule["afterExpiry"]
    return [PinRule(_canonical(host), pins, **options) for host in _list("hosts", rule["hosts"], 1, 100)]


def _canonical(host: Any) -> str:
    if not isinstance(host, str) or canonical_pattern(host) != host:
        raise BundleError("a host is not written in its canonical text")
    return host


def _instant(text: Any) -> datetime:
    if not isinstance(text, str) or not _INSTANT.fullmatch(text):
        raise BundleError("an instant is not of the form 2030-12-31T12:00:00Z")
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
    except ValueError as e:
        raise BundleError("an instant does not exist") from e


def _members(what: str, value: Any, required: Sequence[str], optional: Sequence[str] = ()) -> Dict[str, Any]:
    names = set(value) if isinstance(value, dict) else set()
    if not isinstance(value, dict) or not set(required) <= names or names - set(required) - set(optional):
        raise BundleError(f"{what} has other members than {', '.join([*required, *optional])}")
    return value


def _list(what: str, value: Any, least: int, most: int) -> List[Any]:
    if not isinstance(value, list) or not least <= len(value) <= most:
        raise BundleError(f"{what} is no array of {least} to {most} values")
    return value


def _positive(what: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _MAX_INTEGER:
        raise BundleError(f"{what} is no integer from 1 to 2^53 - 1")
    return value


# -------------------------------------------------------------------------------------------------------------------- JSON


def _json(text: str) -> Any:
    """JSON that every parser reads alike (RFC 7493): no name twice, no half surrogate pairs, nothing behind it, eight levels."""
    _require_shallow(text)
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_float=_no_number, parse_int=_integer, parse_constant=_no_number)
    except ValueError as e:
        raise e if isinstance(e, BundleError) else BundleError(f"the JSON is malformed: {e}")
    _require_whole_texts(value)
    return value


def _require_shallow(text: str) -> None:
    """Before the parser follows: it ends the process on a document that is deep enough."""
    depth = 0
    for mark in re.findall(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', text, re.DOTALL):
        depth += (mark in "[{") - (mark in "]}")
        if depth > _MAX_DEPTH:
            raise BundleError("the JSON is too deep")


def _unique(pairs: List[Tuple[str, Any]]) -> Dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise BundleError("the JSON has a name twice in an object")
    return value


def _no_number(text: str) -> Any:
    raise BundleError(f"{text[:20]} is no integer, written as digits")


def _integer(text: str) -> int:
    if len(text) > 16 or text == "-0":
        raise BundleError("a number has too many digits")
    return int(text)


def _require_whole_texts(value: Any) -> None:
    if isinstance(value, str):
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise BundleError("the JSON has half a surrogate pair")
    elif isinstance(value, list):
        for item in value:
            _require_whole_texts(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            _require_whole_texts(name)
            _require_whole_texts(item)
