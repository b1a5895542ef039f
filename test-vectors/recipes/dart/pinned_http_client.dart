/// [PinPolicy] in `dart:io`'s [HttpClient]; the `IOClient` of `package:http` and dio's `IOHttpClientAdapter` take such a
/// client as well.
library;

import 'dart:io';

import 'pin_verifier.dart';

/// A client whose connections are checked between their handshake and the first byte of a request.
///
/// The platform's checks of path and host name stay in force: a pin is demanded in addition. Plain `http` satisfies no rule.
/// Proxies are refused: an [HttpClient] makes the TLS connection behind a proxy by itself, and shows it to nobody.
HttpClient pinnedHttpClient(
  PinPolicy policy, {
  SecurityContext? context,
  void Function(String host, PinVerdict verdict)? report,
}) {
  void check(Uri uri, Socket socket) {
    final certificate = socket is SecureSocket ? socket.peerCertificate?.der : null;
    final verdict = policy.verdict(uri.host, certificate);
    if (verdict.isReported) report?.call(uri.host, verdict);
    if (!verdict.isAccepted) {
      throw HandshakeException('${uri.host} is refused: $verdict');
    }
  }

  return HttpClient()
    ..connectionFactory = (uri, proxyHost, proxyPort) async {
      if (proxyHost != null) {
        throw UnsupportedError('a connection through the proxy $proxyHost cannot be pinned');
      }
      final task = await Socket.startConnect(uri.host, uri.port);
      return ConnectionTask.fromSocket(
        task.socket.then((plain) async {
          final socket = uri.isScheme('https')
              ? await SecureSocket.secure(plain, host: uri.host, context: context)
              : plain;
          try {
            check(uri, socket);
            return socket;
          } on Object {
            socket.destroy();
            rethrow;
          }
        }),
        task.cancel,
      );
    };
}
