<?php

/**
 * Pins for PHP 8.1 or newer, written by `linchpin emit php`. Beside pinned_curl.php, it needs ext-curl alone:
 *
 *     $pins = require 'pins.php';
 *
 *     $curl = $pins->prepare('https://api.example.com/', [CURLOPT_RETURNTRANSFER => true]);
 *     $body = curl_exec($curl); // false if no pin matches, and curl_errno($curl) is 90 then
 *     $pins->prepare('https://api.example.com/next', [], $curl); // the same handle, with its connections and sessions
 *
 * Guaranteed, by libcurl's own CURLOPT_PINNEDPUBLICKEY: a peer without a pinned key sees no byte of a request; chain, dates and host name
 * are checked first and always; so is the key, after each handshake, full or resumed; a URL that PHP and curl might read differently is
 * refused, and so is an option that would change who is trusted.
 *
 * Not possible here, and why: only the leaf's key counts, which is all that libcurl compares, so pin leaf keys; redirects are not followed,
 * since a handle has the pins of one host; the end of a rule is looked at when a request is prepared; file_get_contents and other streams
 * are not pinned, and their peer_fingerprint is the hash of a certificate, which each renewal changes.
 */

declare(strict_types=1);

require_once __DIR__ . '/pinned_curl.php';

return new PinPolicy(
    [
        new PinRule(
            'api.example.com',
            [
                // leaf, CN=api.example.com, until 2027-02-19
                'sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=',
                // `linchpin backup --host api.example.com` makes a backup key and prints its pin. Without it, this throws.
                'sha256/!! put the pin of a backup key here !!',
            ],
        ),
    ],
);
