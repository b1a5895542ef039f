/// Answers `tls.connect` by the code that `linchpin emit dart-io` has written beside this file.
library;

import 'dart:convert';
import 'dart:io';

import 'pins.dart';

typedef Message = Map<String, Object?>;

final _clients = <Object?, HttpClient>{};

Future<void> main() async {
  await for (final line in stdin.transform(utf8.decoder).transform(const LineSplitter())) {
    final message = jsonDecode(line) as Message;
    if (message['cmd'] == 'bye') exit(0); // connections may be open
    final answer = message['cmd'] == 'hello'
        ? {
            'protocol': 1,
            'impl': {'name': 'dart-emitted', 'version': Platform.version.split(' ').first, 'language': 'dart'},
            'ops': ['tls.connect'],
            'features': ['keep-client'],
          }
        : {'seq': message['seq'], ...await _connect(message['input'] as Message)};
    stdout.writeln(jsonEncode(answer));
    await stdout.flush();
  }
}

Future<Message> _connect(Message input) async {
  try {
    final client = _clients.putIfAbsent(input['client'], () => newPinnedClient(context: _trust(input)));
    return await IOOverrides.runZoned(
      () => _get(client, input),
      socketStartConnect: (host, port, {sourceAddress, sourcePort = 0}) => IOOverrides.runWithIOOverrides(
        () => Socket.startConnect(InternetAddress(input['address'] as String), port),
        _Platform(),
      ),
    );
  } on HandshakeException catch (e) {
    final stage = '$e'.contains('is refused: ')
        ? 'pins'
        : '$e'.contains('CERTIFICATE_VERIFY_FAILED')
        ? 'platform'
        : null;
    return stage == null ? {'error': '$e'} : {'outcome': 'refuse', 'stage': stage, 'reason': '$e'};
  } on Object catch (e) {
    return {'error': '$e'};
  }
}

Future<Message> _get(HttpClient client, Message input) async {
  final request = input['request'] as Message;
  final uri = Uri(
    scheme: 'https',
    host: input['host'] as String,
    port: input['port'] as int,
    path: request['path'] as String,
  );
  final asked = await client.openUrl(request['method'] as String, uri)
    ..followRedirects = false;
  final response = await asked.close();
  return {'outcome': 'accept', 'status': response.statusCode, 'body': await utf8.decodeStream(response)};
}

/// The platform's own sockets, from within an override.
final class _Platform extends IOOverrides {}

SecurityContext _trust(Message input) =>
    SecurityContext(withTrustedRoots: false)..setTrustedCertificates(input['caFile'] as String);
