/// The recipe as the guides print it, written anew: SHA-256 of the whole certificate, inside `badCertificateCallback`. Do not
/// copy it; see the README for what it gets wrong, and `pin_verifier.dart` for what to use.
library;

import 'dart:convert';
import 'dart:io';
import 'dart:typed_data';

import 'package:crypto/crypto.dart';

/// A client that accepts a certificate which the platform has *refused* if its hash is listed. One that the platform accepts
/// is never shown to the callback.
HttpClient publishedClient(Set<String> hashes) =>
    HttpClient()..badCertificateCallback = (certificate, host, port) => hashes.contains(publishedHash(certificate.der));

String publishedHash(Uint8List certificate) => base64.encode(sha256.convert(certificate).bytes);
