/// Puts the recipes behind the protocol of the conformance run: JSON lines on stdin and stdout.
library;

import 'dart:async';
import 'dart:convert';
import 'dart:io';
import 'dart:typed_data';

import 'connect.dart';
import 'pin_verifier.dart';
import 'published.dart';

/// What one variant can do: an answer per operation.
typedef Variant = ({
  List<String> features,
  Map<String, String> choices,
  Map<String, FutureOr<Answer> Function(Input)> operations,
});

Future<void> main(List<String> arguments) async {
  final name = arguments.singleOrNull;
  final variant = _variants[name];
  if (variant == null) {
    stderr.writeln('usage: testee ${_variants.keys.join('|')}');
    exitCode = 64;
    return;
  }
  await for (final line in stdin.transform(utf8.decoder).transform(const LineSplitter())) {
    final request = jsonDecode(line) as Map<String, Object?>;
    final answer = switch (request['cmd']) {
      'hello' => {
        'protocol': 1,
        'impl': {'name': 'dart-$name', 'version': '1', 'language': 'dart'},
        'ops': variant.operations.keys.toList(),
        'features': variant.features,
        'choices': variant.choices,
      },
      'run' => {'seq': request['seq'], ...await _run(variant, request)},
      _ => null,
    };
    if (request['cmd'] == 'bye') return;
    if (answer == null) continue;
    stdout.writeln(jsonEncode(answer));
    await stdout.flush();
  }
}

Future<Answer> _run(Variant variant, Map<String, Object?> request) async {
  final operation = variant.operations[request['op']];
  if (operation == null) return {'skip': 'unknown operation'};
  try {
    return await operation(request['input'] as Input);
  } on PinException {
    return _outcome('reject');
  } on Object catch (e) {
    return {'error': '$e'};
  }
}

final _variants = <String, Variant>{
  'published': (
    features: [],
    choices: {},
    operations: {
      'spki.hash': (input) => input.containsKey('spki')
          ? {'skip': 'the recipe takes certificates only'}
          : {..._outcome('ok'), 'pin': 'sha256/${publishedHash(_bytes(input, 'certificate'))}'},
      'pin.leaf': (input) {
        final hashes = _texts(input, 'pins').map((pin) => pin.replaceFirst(RegExp('^sha256/'), '')).toSet();
        return _outcome(hashes.contains(publishedHash(_bytes(input, 'certificate'))) ? 'match' : 'mismatch');
      },
      'tls.connect': connectPublished,
    },
  ),
  'fixed': (
    features: ['cert-pin', 'expiry', 'utf16', 'exempt', 'keep-client'],
    choices: {
      'public-suffix-pattern': 'refuse',
      'placeholder-pin': 'refuse',
      'prefix-case': 'refuse',
      'backup-pin': 'required',
      'overlap': 'most-specific',
      'underscore': 'accept',
      'date-only': 'start-of-day',
      'idna-deviation': 'refuse',
    },
    operations: {
      'spki.hash': _spkiHash,
      'pin.parse': (input) {
        Pin.parse(_text(input, 'text'));
        return _outcome('ok');
      },
      'pinset.parse': (input) {
        final rule = PinRule(_anyHost, _texts(input, 'pins'), mode: _mode(input));
        return {..._outcome('ok'), 'size': rule.pins.length};
      },
      'host.match': (input) {
        final pattern = HostPattern.parse(_text(input, 'pattern'));
        return _outcome(pattern.matches(Hostname.parse(_text(input, 'host'))) ? 'match' : 'no-match');
      },
      'policy.select': _policySelect,
      'pin.leaf': (input) {
        final pins = Pin.parseSet(_texts(input, 'pins'));
        return _outcome(Pin.match(pins, _bytes(input, 'certificate')) == null ? 'mismatch' : 'match');
      },
      'policy.decide': _policyDecide,
      'tls.connect': connectFixed,
    },
  ),
};

Answer _spkiHash(Input input) {
  final pin = input.containsKey('spki')
      ? Pin.ofKey(_bytes(input, 'spki'))
      : Pin.ofCertificateKey(_bytes(input, 'certificate'));
  return {..._outcome('ok'), 'pin': '$pin'};
}

Answer _policySelect(Input input) {
  final rules = [
    for (final pattern in _texts(input, 'rules')) (pattern, PinRule(HostPattern.parse(pattern), _anyPins)),
  ];
  final unlisted = switch (input['unlisted']) {
    'allow' || null => UnlistedHosts.allow,
    'report' => UnlistedHosts.report,
    'deny' => UnlistedHosts.deny,
    final other => throw ArgumentError.value(other, 'unlisted'),
  };
  final exempt = input.containsKey('exemptions') ? _texts(input, 'exemptions') : const <String>[];
  final policy = PinPolicy(rules.map((each) => each.$2), exempt: exempt.map(HostPattern.parse), unlistedHosts: unlisted);
  final host = _text(input, 'host');
  final rule = policy.ruleFor(Hostname.parse(host));
  if (rule == null) {
    return _outcome(switch (policy.verdict(host, null)) {
      Exempt() => 'exempt',
      PinVerdict(isAccepted: true) => 'unlisted',
      _ => 'reject',
    });
  }
  return {..._outcome('match'), 'rule': rules.firstWhere((each) => each.$2 == rule).$1};
}

Answer _policyDecide(Input input) {
  final given = input['rule'] as Input;
  final expires = given['expires'] as String?;
  final rule = PinRule(
    _anyHost,
    _texts(given, 'pins'),
    mode: _mode(given),
    expiry: expires == null ? null : Expiry.parse(expires, then: _afterExpiry(given)),
  );
  if (_text(input, 'platform') != 'accepted') return _outcome('reject');
  final verdict = rule.verdict(_bytes(input, 'certificate'), now: Instant.parse(_text(input, 'now')));
  return _outcome(switch (verdict) {
    Matched() => 'match',
    Mismatch() => 'mismatch',
    ReportedMismatch() => 'report',
    Expired(isAccepted: true) => 'expired',
    Expired() => 'reject',
    Exempt() => 'exempt',
    Unlisted() => 'unlisted',
  });
}

EnforcementMode _mode(Input input) => switch (input['mode']) {
  'enforce' || null => EnforcementMode.enforce,
  'report-only' => EnforcementMode.reportOnly,
  final other => throw ArgumentError.value(other, 'mode'),
};

AfterExpiry _afterExpiry(Input input) => switch (input['afterExpiry']) {
  'fail-open' || null => AfterExpiry.failOpen,
  'fail-closed' => AfterExpiry.failClosed,
  final other => throw ArgumentError.value(other, 'afterExpiry'),
};

Answer _outcome(String outcome) => {'outcome': outcome};

/// A text, or what JSON cannot carry as its code units.
String _text(Input input, String name) => switch (input[name]) {
  {'utf16': final List<Object?> units} => String.fromCharCodes(units.cast()),
  final text => text as String,
};

List<String> _texts(Input input, String name) => (input[name] as List<Object?>).cast<String>();

Uint8List _bytes(Input input, String name) => base64.decode(_text(input, name));

/// Rules need hosts, and pins, even where only the one or the other is asked about.
final _anyHost = HostPattern.parse('host.example');
const _anyPins = [
  'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
  'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=',
];
