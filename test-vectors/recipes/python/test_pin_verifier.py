"""The half of pin_verifier.py that decides, by examples; the test vectors have many more."""

from __future__ import annotations

import unittest
from datetime import datetime
from typing import Any, Callable, List, Optional

import pin_verifier as verifier
from loopback import Authority
from pin_verifier import PinFormatError, PinPolicy, PinRule, canonical_pattern, parse_host, parse_instant, parse_pin

HASH = "x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4="
A = "sha256/" + HASH
B = "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU="


def element(tag: int, *content: bytes) -> bytes:
    body = b"".join(content)
    return bytes([tag, len(body)]) + body


OID = element(0x06, b"\x2a")
ALGORITHM = element(0x30, OID)
KEY = element(0x30, ALGORITHM, element(0x03, b"\0\1"))


def certificate(key: bytes = KEY, behind_key: bytes = b"", behind_body: bytes = b"", behind: bytes = b"") -> bytes:
    body = element(0x30, element(0x02, b"\1"), *[element(0x30)] * 4, key, behind_key)
    return element(0x30, body, behind_body or element(0x30), element(0x03, b"\0"), behind)


class TestCase(unittest.TestCase):
    def assert_refuses(self, parse: Callable[[str], Any], *texts: str) -> None:
        for text in texts:
            with self.subTest(text), self.assertRaises(PinFormatError) as caught:
                parse(text)
            self.assertIn("expected", str(caught.exception))
            self.assertTrue(str(caught.exception).isprintable())


class Pins(TestCase):
    authority: Authority

    @classmethod
    def setUpClass(cls) -> None:
        cls.authority = Authority()
        cls.addClassCleanup(cls.authority.close)

    def test_are_what_openssl_computes(self) -> None:
        for key_type in "rsa", "ec", "ed25519":
            with self.subTest(key_type):
                leaf = self.authority.leaf(key_type=key_type)
                self.assertEqual(verifier.spki_pin(leaf.der), leaf.pin)
                self.assertEqual(verifier.spki_pin_of_key(verifier.spki_of_certificate(leaf.der)), leaf.pin)

    def test_of_damaged_certificates_do_not_exist(self) -> None:
        der = self.authority.leaf().der
        for length in range(len(der)):
            self.assertRaises(PinFormatError, verifier.spki_pin, der[:length])
        self.assertRaises(PinFormatError, verifier.spki_pin, der + b"\0")
        for at in range(len(der)):
            try:
                verifier.spki_pin(der[:at] + bytes([der[at] ^ 0x80]) + der[at + 1 :])
            except PinFormatError:
                pass

    def test_are_of_the_key_where_a_certificate_has_it(self) -> None:
        null, extensions = element(0x05), element(0xA3)
        for key in KEY, element(0x30, element(0x30, OID, null), element(0x03, b"\0\1")):
            for given in certificate(key), certificate(key, element(0x81) + element(0x82) + extensions):
                self.assertEqual(verifier.spki_of_certificate(given), key)
        for malformed in (
            certificate(behind_key=extensions + null),
            certificate(behind_key=extensions + element(0x82)),
            certificate(behind_body=null),
            certificate(behind=null),
            certificate(element(0x30, ALGORITHM, element(0x03, b"\0"))),
            certificate(element(0x30, ALGORITHM, element(0x03, b"\1\2"))),
            certificate(element(0x30, ALGORITHM, element(0x04, b"\0\1"))),
            certificate(element(0x30, ALGORITHM, element(0x03, b"\0\1"), null)),
            certificate(element(0x30, element(0x30, OID, null, null), element(0x03, b"\0\1"))),
            certificate(element(0x30, element(0x30, OID, b"\x1f\x01\x00"), element(0x03, b"\0\1"))),
            certificate(element(0x30, element(0x30, null), element(0x03, b"\0\1"))),
        ):
            self.assertRaises(PinFormatError, verifier.spki_of_certificate, malformed)

    def test_are_read_in_canonical_form(self) -> None:
        self.assertEqual(parse_pin(A), A)
        self.assertEqual(parse_pin("cert-" + A), "cert-" + A)

    def test_are_refused_in_any_other_form(self) -> None:
        self.assert_refuses(parse_pin, "", HASH, f'pin-sha256="{HASH}"', "ѕha256/" + HASH, " " + A, "SHA256/" + HASH)
        self.assert_refuses(parse_pin, "sha1/2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "sha512/x4Qz", "sha256//" + HASH, A + "\n")
        self.assert_refuses(parse_pin, "sha256/", "sha256/AQID", "sha256/2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "\ufeff" + A)
        self.assert_refuses(parse_pin, A[:-1], A + "=", A + "AA", A.replace("Td4=", "Td5="), A.replace("/cM", " cM"))
        self.assert_refuses(parse_pin, A.replace("/cM", "_cM"), "sha256/c7:84:33:3d", "sha256/" + "A" * 43 + "=")


class Hosts(TestCase):
    def test_have_one_canonical_form(self) -> None:
        forms = {
            "API.Example.COM.": "api.example.com",
            "my_service.example.com": "my_service.example.com",
            "BÜCHER.example.": "xn--bcher-kva.example",
            "XN--BCHER-KVA.example": "xn--bcher-kva.example",
            "日本語.example": "xn--wgv71a119e.example",
            "192.0.2.1.": "192.0.2.1",
            "[::1]": "::1",
            "2001:DB8:0:0:1:0:0:1": "2001:db8::1:0:0:1",
            "2001:0:0:1:0:0:0:1": "2001:0:0:1::1",
            "64:ff9b::192.0.2.33": "64:ff9b::c000:221",
            "[::FFFF:c000:201]": "192.0.2.1",
        }
        for text, name in forms.items():
            with self.subTest(text):
                self.assertEqual(parse_host(text).name, name)
                self.assertEqual(parse_host(name), parse_host(text))

    def test_without_canonical_form_are_refused(self) -> None:
        self.assert_refuses(parse_host, "", ".", "a..b", ".example.com", ".bücher.example", "example.com..")
        self.assert_refuses(
            parse_host, " example.com", "example.com\n", "a\0b.com", "*.example.com", "-a.com", "a-.com"
        )
        self.assert_refuses(parse_host, "example.com:443", "example.com/path", "user@example.com", "a" * 64 + ".com")
        self.assert_refuses(parse_host, "xn--.example", "xn--a-.example", "xn--99999999999.example", "\ud800.example")
        self.assert_refuses(parse_host, "0x7f.1", "127.1", "1.2.3.256", "1.2.3.04", "1.2.3.4.5", "example.1")
        self.assert_refuses(parse_host, "[::1", "::1]", "[]", "[192.0.2.1]", ":::", "1::2::3", "1:2:3:4:5:6:7::8")
        self.assert_refuses(parse_host, "1.2.3.4::", "::g", "fe80::1%eth0", "[::1]:443")

    def test_are_bounded(self) -> None:
        longest = ".".join(["a" * 63] * 3 + ["a" * 61])
        self.assertEqual(parse_host(longest + ".").name, longest)
        self.assert_refuses(parse_host, longest + "a", ".".join(["ü" * 57] * 4), ".".join(["ü" * 50] * 5))

    def test_that_idna_maps_to_other_names_are_refused(self) -> None:
        self.assert_refuses(parse_host, "example.com\u3002", "api\u3002example.com", "\u212aelvin.example")
        self.assert_refuses(
            parse_host, "\u0130stanbul.example", "ｅｘａｍｐｌｅ.com", "faß.example", "a\u200db.example"
        )
        self.assert_refuses(
            parse_host, "\u03c2\u03c2.example", "😀.example", "ü_a.example", "-ü.example", "xn--ü.example"
        )


class Patterns(TestCase):
    def test_cover_what_they_say(self) -> None:
        for pattern, host, expected in (
            ("API.example.com.", "api.example.com", True),
            ("*.example.com", "api.example.com", True),
            ("**.example.com", "example.com", True),
            ("**.bücher.example", "a.b.xn--bcher-kva.example", True),
            ("*.example.com", "example.com", False),
            ("*.example.com", "a.b.example.com", False),
            ("**.example.com", "badexample.com", False),
            ("**.2.0.example", "192.0.2.1", False),
        ):
            with self.subTest(pattern=pattern, host=host):
                covered = canonical_pattern(pattern) in verifier.covering_patterns(parse_host(host))
                self.assertEqual(covered, expected)

    def test_with_misplaced_wildcards_are_refused(self) -> None:
        self.assert_refuses(canonical_pattern, "*", "**", "***.example.com", "a.*.com", "ba*.example.com", "*.com")
        self.assert_refuses(canonical_pattern, "*.*.example.com", "*.192.0.2.1", ".example.com", "*.", "", "a.com:443")


class Expiries(TestCase):
    def test_are_dates_or_instants_in_utc(self) -> None:
        for text, same in (
            ("2028-02-29", "2028-02-29T00:00:00+00:00"),
            ("2027-01-31T12:30:00+02:00", "2027-01-31T10:30:00+00:00"),
            ("2027-01-31T23:30:00-02:00", "2027-02-01T01:30:00+00:00"),
            ("9999-12-31", "9999-12-31T00:00:00+00:00"),
        ):
            self.assertEqual(parse_instant(text), int(datetime.fromisoformat(same).timestamp()) * 1_000_000_000)
        self.assertEqual(parse_instant("1970-01-01T00:00:00.000000001Z"), 1)

    def test_are_refused_in_any_other_form(self) -> None:
        self.assert_refuses(parse_instant, "", "2026-01-01garbage", "2026-1-1", "26-01-01", "2027-02-29", "2027-13-01")
        self.assert_refuses(parse_instant, "2027-01-31T24:00:00Z", "2027-01-31T12:30:60Z", "2027-01-31T12:30:00")
        self.assert_refuses(parse_instant, "2027-01-31T12:30Z", "2027-01-31 12:30:00Z", "+12027-01-31", "1893456000")
        self.assert_refuses(parse_instant, "2027-01-31T12:60:00Z", "2027-01-31T12:00:00+18:01")
        self.assert_refuses(parse_instant, "2027-01-31T12:00:00+01:60", "2027-01-31T12:00:00.Z")
        self.assert_refuses(parse_instant, " 2027-01-31", "2027-01-31\n", "２０２７-01-31")


class Policies(TestCase):
    def test_apply_the_most_specific_rule_alone(self) -> None:
        hosts = "**.example.com", "*.example.com", "www.example.com", "**.a.example.com"
        policy = PinPolicy(*(PinRule(each, [A, B]) for each in hosts))

        def chosen(host: str) -> Optional[str]:
            rule = policy.rule_for(parse_host(host))
            return rule.hosts if rule else None

        self.assertEqual(chosen("www.example.com"), "www.example.com")
        self.assertEqual(chosen("api.example.com"), "*.example.com")
        self.assertEqual(chosen("a.example.com"), "**.a.example.com")
        self.assertEqual(chosen("b.c.example.com"), "**.example.com")
        self.assertEqual(chosen("example.com"), "**.example.com")
        self.assertIsNone(chosen("example.org"))

    def test_hold_up_to_and_including_the_expiry(self) -> None:
        last = parse_instant("2027-01-31")
        for after_expiry, accepted in ("fail-open", True), ("fail-closed", False):
            policy = PinPolicy(PinRule("api.example.com", [A, B], expires="2027-01-31", after_expiry=after_expiry))
            self.assertEqual(policy.judge("api.example.com", None, last).outcome, "mismatch")
            expired = policy.judge("api.example.com", None, last + 1)
            self.assertEqual((expired.outcome, expired.accepted), ("expired", accepted))

    def test_refuse_certificates_that_are_none(self) -> None:
        policy = PinPolicy(PinRule("api.example.com", [A, B]))
        for certificate in None, b"", b"\x30\x03":
            self.assertEqual(policy.judge("api.example.com", certificate).accepted, False)

    def test_are_refused_if_they_would_check_less_than_they_seem_to(self) -> None:
        for pins, options in (
            ([A], {}),
            ([A, A], {}),
            ([], {}),
            (A, {}),
            ([A, B], {"expires": "2027-01-31"}),
            ([A, B], {"after_expiry": "fail-open"}),
            ([A, B], {"expires": "2027-01-31", "after_expiry": "maybe"}),
            ([A, B], {"mode": "report-only", "expires": "2027-01-31", "after_expiry": "fail-closed"}),
            ([A, B], {"mode": "off"}),
        ):
            with self.subTest(pins=pins, **options), self.assertRaises(PinFormatError):
                PinRule("api.example.com", pins, **options)
        twice: List[PinRule] = [PinRule(hosts, [A, B]) for hosts in ("api.example.com", "API.example.com.")]
        self.assertRaises(PinFormatError, PinPolicy, *twice)
        self.assertRaises(PinFormatError, PinPolicy)
        self.assertRaises(PinFormatError, PinPolicy, twice[0], unlisted="block")


if __name__ == "__main__":
    unittest.main()
