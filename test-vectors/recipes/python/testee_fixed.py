"""Puts the questions of the conformance protocol to pin_verifier.py; with ``--requests`` it connects by requests_adapter.py."""

from __future__ import annotations

import base64
import ssl
import sys
from datetime import datetime, timezone
from typing import Any, Callable, Dict

import pin_verifier as verifier
from connect import Status, client_of, connect, get_with_requests
from protocol import serve

try:
    import bundle_verifier as bundles
except ImportError:  # Without the package cryptography there is nobody to verify signatures.
    bundles = None

Answer = Dict[str, Any]

ANY_PINS = (
    "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
    "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
)
HOST = "host.test"
WITH_REQUESTS = "--requests" in sys.argv


def spki_hash(given: Answer) -> Answer:
    if "spki" in given:
        return {"outcome": "ok", "pin": verifier.spki_pin_of_key(_der(given["spki"]))}
    return {"outcome": "ok", "pin": verifier.spki_pin(_der(given["certificate"]))}


def pin_parse(given: Answer) -> Answer:
    verifier.parse_pin(given["text"])
    return {"outcome": "ok"}


def pinset_parse(given: Answer) -> Answer:
    return {"outcome": "ok", "size": len(verifier.PinRule(HOST, given["pins"], mode=given.get("mode", "enforce")).pins)}


def host_match(given: Answer) -> Answer:
    pattern = verifier.canonical_pattern(_text(given["pattern"]))
    covered = pattern in verifier.covering_patterns(verifier.parse_host(_text(given["host"])))
    return {"outcome": "match" if covered else "no-match"}


def policy_select(given: Answer) -> Answer:
    rules = (verifier.PinRule(hosts, ANY_PINS) for hosts in given["rules"])
    policy = verifier.PinPolicy(*rules, exempt=given.get("exemptions", ()), unlisted=given["unlisted"])
    verdict = policy.judge(given["host"], None)
    if verdict.rule:
        return {"outcome": "match", "rule": verdict.rule.hosts}
    return {"outcome": verdict.outcome if verdict.accepted else "reject"}


def pin_leaf(given: Answer) -> Answer:
    policy = verifier.PinPolicy(verifier.PinRule(HOST, given["pins"], mode="report-only"))
    return {"outcome": policy.judge(HOST, _certificate(given)).outcome}


def policy_decide(given: Answer) -> Answer:
    rule = dict(given["rule"])
    after_expiry = rule.pop("afterExpiry", None)
    if "expires" in rule:
        rule["after_expiry"] = after_expiry
    policy = verifier.PinPolicy(verifier.PinRule(HOST, **rule))
    if given["platform"] == "refused":
        return {"outcome": "reject"}
    verdict = policy.judge(HOST, _certificate(given), verifier.parse_instant(given["now"]))
    if verdict.outcome == "expired":
        return {"outcome": "expired" if verdict.accepted else "reject"}
    return {"outcome": "report" if verdict.outcome == "mismatch" and verdict.accepted else verdict.outcome}


def bundle_verify(given: Answer) -> Answer:
    adopted = bundles.read_unverified(given["adopted"].encode()) if "adopted" in given else None
    bundle = bundles.verify_bundle(
        given["document"].encode(),
        keys=[_der(key) for key in given["keys"]],
        threshold=given["threshold"],
        audience=given["audience"],
        adopted=adopted,
        now=datetime.strptime(given["now"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc),
    )
    return {"outcome": "ok", "version": str(bundle.version), "keys": sorted(map(bundles.key_id, bundle.keys))}


def tls_connect(given: Answer) -> Answer:
    policy = verifier.PinPolicy(verifier.PinRule(given["pattern"], given["pins"]))
    get = _get_by_requests if WITH_REQUESTS else _get
    return connect(given, lambda: get(given, policy), lambda error: isinstance(error, verifier.PinMismatchError))


def _get(given: Answer, policy: verifier.PinPolicy) -> Status:
    def pinned() -> verifier.PinnedHTTPSConnection:
        context = ssl.create_default_context(cafile=given["caFile"])
        return verifier.PinnedHTTPSConnection(given["host"], given["port"], policy=policy, context=context)

    with client_of(given, pinned) as connection:
        try:
            connection.request("GET", given["request"]["path"])
            response = connection.getresponse()
            return response.status, response.read().decode()
        except Exception:
            connection.close()  # without this, http.client sends no other request
            raise


def _get_by_requests(given: Answer, policy: verifier.PinPolicy) -> Status:
    from requests_adapter import install

    return get_with_requests(given, lambda session: install(session, policy))


def _certificate(given: Answer) -> bytes:
    """The certificate, if it is one: to the verifier any other bytes are a peer that satisfies no pin."""
    certificate = _der(given["certificate"])
    verifier.spki_of_certificate(certificate)
    return certificate


def _text(given: Any) -> str:
    """A text, or what JSON cannot carry as its code units; halves of surrogate pairs stay what they are."""
    if isinstance(given, str):
        return given
    units = b"".join(unit.to_bytes(2, "big") for unit in given["utf16"])
    return units.decode("utf-16-be", "surrogatepass")


def _der(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _refusals(operation: Callable[[Answer], Answer]) -> Callable[[Answer], Answer]:
    """What the verifier refuses is an answer; any other error is a fault."""

    def answer(given: Answer) -> Answer:
        try:
            return operation(given)
        except (verifier.PinFormatError, *REFUSED):
            return {"outcome": "reject"}

    return answer


REFUSED = () if bundles is None else (bundles.BundleError,)
OPERATIONS = {
    "spki.hash": spki_hash,
    "pin.parse": pin_parse,
    "pinset.parse": pinset_parse,
    "host.match": host_match,
    "policy.select": policy_select,
    "pin.leaf": pin_leaf,
    "policy.decide": policy_decide,
    "tls.connect": tls_connect,
}
if bundles is not None:
    OPERATIONS["bundle.verify"] = bundle_verify

if __name__ == "__main__":
    serve(
        {
            "impl": {"name": "python-fixed-requests" if WITH_REQUESTS else "python-fixed", "version": "1", "language": "python"},
            "features": ["idna", "cert-pin", "expiry", "utf16", "exempt", "keep-client", "ed25519"],
            "choices": {
                "public-suffix-pattern": "refuse",
                "placeholder-pin": "refuse",
                "prefix-case": "refuse",
                "backup-pin": "required",
                "overlap": "most-specific",
                "underscore": "accept",
                "date-only": "start-of-day",
                "idna-deviation": "refuse",
            },
        },
        {op: _refusals(operation) for op, operation in OPERATIONS.items()},
    )
