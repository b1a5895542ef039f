/// Pins for dio 5, written by `linchpin emit dio`. Beside pin_verifier.dart and pinned_http_client.dart, it needs
/// package:crypto and package:dio:
///
///     final dio = newPinnedDio(report: (host, verdict) => print('$host: $verdict'));
///     final response = await dio.get<String>('https://api.example.com/');
///
/// Guaranteed by the client below, which Linchpin's tests run without dio: a peer without a pinned key sees no byte of a
/// request; Dart's own checks (chain, dates, host name) come first and are never replaced; a pinned host is not asked in
/// clear text. This file itself is not run by them.
///
/// Not possible here, and why: only the leaf's key counts, since Dart shows no other certificate of the path that it
/// verified, so pin leaf keys; proxies are refused, since HttpClient makes the TLS connection behind one by itself; an open
/// connection is not checked again; an adapter set later (for HTTP/2, or of a package that wraps dio) replaces this one, and
/// its pins.
library;

import 'dart:io';

import 'package:dio/dio.dart';
import 'package:dio/io.dart';

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
  ],
);

/// A client for all hosts. [report] hears of refusals, and of what the policy reports; [context] may have authorities of
/// your own.
Dio newPinnedDio({
  BaseOptions? options,
  SecurityContext? context,
  void Function(String host, PinVerdict verdict)? report,
}) => Dio(options)
  ..httpClientAdapter = IOHttpClientAdapter(
    createHttpClient: () => pinnedHttpClient(pins, context: context, report: report),
  );
