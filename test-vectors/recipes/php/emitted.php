<?php

/**
 * Puts `tls.connect` of the conformance protocol to code that `linchpin emit php` has written, with the files in the folder that
 * LINCHPIN_EMITTED names. Of that code it uses what a user would.
 */

declare(strict_types=1);

require 'protocol.php';

const PINNED_KEY_DIFFERS = 90;
const PEER_NOT_VERIFIED = [51, 60];

$pins = require getenv('LINCHPIN_EMITTED') . '/pins.php';
$kept = [];

/** The handle of the client with this number is kept until another one is asked for; one without a number sends nothing else. */
function connect(array $given, PinPolicy $pins, array &$kept): array
{
    ['host' => $host, 'port' => $port] = $given;
    $authority = str_contains($host, ':') ? "[$host]" : $host;
    $options = [
        CURLOPT_CAINFO => $given['caFile'],
        CURLOPT_CONNECT_TO => ["::{$given['address']}:"],
        CURLOPT_PROXY => '',
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_HTTP_VERSION => CURL_HTTP_VERSION_1_1,
        CURLOPT_FORBID_REUSE => !isset($given['client']),
    ];
    $client = $given['client'] ?? null;
    $curl = $pins->prepare("https://$authority:$port{$given['request']['path']}", $options, $kept[$client] ?? null);
    $kept = $client === null ? [] : [$client => $curl];
    $body = curl_exec($curl);
    $error = curl_errno($curl);
    if ($error === 0) {
        return ['outcome' => 'accept', 'status' => curl_getinfo($curl, CURLINFO_RESPONSE_CODE), 'body' => $body];
    }
    $stage = $error === PINNED_KEY_DIFFERS ? 'pins' : (in_array($error, PEER_NOT_VERIFIED, true) ? 'platform' : null);
    return $stage === null
        ? ['error' => "$error: " . curl_error($curl)]
        : ['outcome' => 'refuse', 'stage' => $stage, 'reason' => curl_error($curl)];
}

serve(
    ['impl' => ['name' => 'emitted-php', 'version' => curl_version()['version'], 'language' => 'php'], 'features' => ['keep-client']],
    ['tls.connect' => function (array $given) use ($pins, &$kept): array {
        return connect($given, $pins, $kept);
    }],
);
