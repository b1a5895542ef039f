/// `tls.connect` of the conformance protocol: one request by `dart:io`'s [HttpClient], to an address instead of to DNS.
library;

import 'dart:async';
import 'dart:convert';
import 'dart:io';

import 'pin_verifier.dart';
import 'pinned_http_client.dart';
import 'published.dart';

typedef Input = Map<String, Object?>;
typedef Answer = Map<String, Object?>;

/// By [pinnedHttpClient], which opens a socket for each connection; that one is led to the address. A client with a number
/// is kept until another one is asked for.
Future<Answer> connectFixed(Input input) async {
  final number = input['client'] as int?;
  if (_kept case (client: final other, :final http) when other != number) {
    http.close(force: true);
    _kept = null;
  }
  final client = _kept?.http ?? _pinnedClient(input);
  if (number != null) _kept = (client: number, http: client);
  try {
    return await IOOverrides.runZoned(
      () => _get(client, input),
      socketStartConnect: (host, port, {sourceAddress, sourcePort = 0}) =>
          _unlessOverridden(() => Socket.startConnect(_address(input), port)),
    );
  } finally {
    if (number == null) client.close(force: true);
  }
}

({int client, HttpClient http})? _kept;

HttpClient _pinnedClient(Input input) {
  final rule = PinRule(HostPattern.parse(input['pattern'] as String), _pins(input));
  return pinnedHttpClient(PinPolicy([rule]), context: _trust(input));
}

/// By [publishedClient], whose sockets nothing can lead elsewhere: it sees a proxy, that tunnels to the address. The
/// handshake, the callback and the host name are those of a direct connection.
Future<Answer> connectPublished(Input input) async {
  final proxy = await _tunnelTo(_address(input), input['port'] as int);
  try {
    final hashes = _pins(input).map((pin) => pin.replaceFirst(RegExp('^sha256/'), '')).toSet();
    final client = HttpOverrides.runWithHttpOverrides(
      () => publishedClient(hashes),
      _Defaults(_trust(input), 'PROXY ${proxy.address.address}:${proxy.port}'),
    );
    try {
      return await _get(client, input);
    } finally {
      client.close(force: true);
    }
  } finally {
    await proxy.close();
  }
}

/// What `HttpClient()` makes: one that trusts the authorities of the question, behind a proxy.
final class _Defaults extends HttpOverrides {
  _Defaults(this._trust, this._proxy);

  final SecurityContext _trust;
  final String _proxy;

  @override
  HttpClient createHttpClient(SecurityContext? context) =>
      super.createHttpClient(context ?? _trust)..findProxy = (_) => _proxy;
}

Future<Answer> _get(HttpClient client, Input input) async {
  final request = input['request'] as Input;
  final uri = Uri(
    scheme: 'https',
    host: input['host'] as String,
    port: input['port'] as int,
    path: request['path'] as String,
  );
  try {
    final asked = await client.openUrl(request['method'] as String, uri);
    final response = await asked.close();
    final body = await utf8.decodeStream(response);
    return {'outcome': 'accept', 'status': response.statusCode, 'body': body};
  } on HandshakeException catch (e) {
    final stage = '$e'.contains('is refused: ')
        ? 'pins'
        : '$e'.contains('CERTIFICATE_VERIFY_FAILED')
        ? 'platform'
        : null;
    if (stage == null) rethrow;
    return {'outcome': 'refuse', 'stage': stage, 'reason': '$e'};
  }
}

Future<ServerSocket> _tunnelTo(InternetAddress address, int port) async {
  final entrance = await ServerSocket.bind(InternetAddress.loopbackIPv4, 0);
  entrance.listen((client) async {
    final server = await Socket.connect(address, port);
    final request = StringBuffer();
    var open = false;
    client.listen(
      (data) {
        if (open) return server.add(data);
        request.write(latin1.decode(data));
        if ('$request'.endsWith('\r\n\r\n')) {
          open = true;
          client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        }
      },
      onDone: server.close,
      onError: (_) => server.destroy(),
    );
    server.listen(client.add, onDone: client.close, onError: (_) => client.destroy());
    // What either end does not read any more is of no interest.
    server.done.ignore();
    client.done.ignore();
  });
  return entrance;
}

/// The platform's own socket, from within an override.
T _unlessOverridden<T>(T Function() body) => IOOverrides.runWithIOOverrides(body, _Platform());

final class _Platform extends IOOverrides {}

SecurityContext _trust(Input input) =>
    SecurityContext(withTrustedRoots: false)..setTrustedCertificates(input['caFile'] as String);

InternetAddress _address(Input input) => InternetAddress(input['address'] as String);

List<String> _pins(Input input) => (input['pins'] as List<Object?>).cast<String>();
