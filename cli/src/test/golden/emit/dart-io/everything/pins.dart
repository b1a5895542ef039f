/// Pins for Dart 3.8 or newer, written by `linchpin emit dart-io`. Beside pin_verifier.dart and pinned_http_client.dart,
/// it needs package:crypto:
///
///     final client = newPinnedClient(report: (host, verdict) => print('$host: $verdict'));
///     final request = await client.getUrl(Uri.parse('https://api.example.com/'));
///     final response = await request.close();
///
/// package:http takes it as IOClient(client).
///
/// Guaranteed: a peer without a pinned key sees no byte of a request; Dart's own checks (chain, dates, host name) come
/// first and are never replaced; a pinned host is not asked in clear text.
///
/// Not possible here, and why: only the leaf's key counts, since Dart shows no other certificate of the path that it
/// verified, so pin leaf keys; proxies are refused, since HttpClient makes the TLS connection behind one by itself; an open
/// connection is not checked again; other clients of the program, and web views, know nothing of these pins.
/// Not as in the policy: single.example.com is left out and not pinned: Dart HttpClient takes no rule with a single pin.
library;

import 'dart:io';

import 'pin_verifier.dart';
import 'pinned_http_client.dart';

/// Whoever reads this first gets an exception if a pin is malformed, or missing.
final pins = PinPolicy(
  [
    PinRule(HostPattern.parse('api.example.com'), [
      // leaf, CN=api.example.com, until 2027-02-19
      'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
      // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
      'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
    ]),
    PinRule(HostPattern.parse('*.example.org'), [
      // leaf, CN=api.example.com, until 2027-02-19
      'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
      // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
      'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
      'sha256/hxqRlPTu1bMS/0DITB1SSu0vd4u/8l8TjPgfaAp63Gc=',
    ]),
    PinRule(HostPattern.parse('xn--bcher-kva.example'), [
      // leaf, CN=api.example.com, until 2027-02-19
      'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
      // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
      'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
    ]),
    PinRule(HostPattern.parse('192.0.2.7'), [
      // leaf, CN=api.example.com, until 2027-02-19
      'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
      // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
      'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
    ]),
    PinRule(HostPattern.parse('2001:db8::7'), [
      // leaf, CN=api.example.com, until 2027-02-19
      'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
      // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
      'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
    ]),
    PinRule(HostPattern.parse('certificate.example.net'), [
      // leaf, CN=api.example.com, until 2027-02-19
      'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
      'cert-sha256/Vr1ooMHlBeXwJWMSNiQZ8QRr3wvsGbgZyZ0R0mVBbWc=',
    ]),
    PinRule(HostPattern.parse('**.tree.example.com'), [
      // leaf, CN=api.example.com, until 2027-02-19
      'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
      // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
      'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
    ], expiry: Expiry.parse('2030-12-31T00:00:00Z', then: AfterExpiry.failOpen)),
    PinRule(HostPattern.parse('closed.example.com'), [
      // leaf, CN=api.example.com, until 2027-02-19
      'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
      // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
      'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
    ], expiry: Expiry.parse('2030-12-31T12:00:00Z', then: AfterExpiry.failClosed)),
    PinRule(HostPattern.parse('watched.example.com'), [
      // leaf, CN=api.example.com, until 2027-02-19
      'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
      // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
      'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
    ], mode: EnforcementMode.reportOnly),
  ],
  exempt: [
    HostPattern.parse('cdn.tree.example.com'),
  ],
  unlistedHosts: UnlistedHosts.deny,
);

/// A client for all hosts. [report] hears of refusals, and of what the policy reports; [context] may have authorities of
/// your own.
HttpClient newPinnedClient({SecurityContext? context, void Function(String host, PinVerdict verdict)? report}) =>
    pinnedHttpClient(pins, context: context, report: report);
