<?php

/** Puts the questions of the conformance protocol to pinned_curl.php, as far as it decides them and not libcurl. */

declare(strict_types=1);

require 'pinned_curl.php';
require 'protocol.php';

const PINS = ['sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=', 'sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU='];

serve(
    [
        'impl' => ['name' => 'php-fixed', 'version' => '1', 'language' => 'php'],
        'features' => ['exempt'],
        'choices' => [
            'public-suffix-pattern' => 'refuse',
            'placeholder-pin' => 'refuse',
            'prefix-case' => 'refuse',
            'backup-pin' => 'required',
            'overlap' => 'most-specific',
            'underscore' => 'accept',
            'idna-deviation' => 'refuse',
        ],
    ],
    [
        'pin.parse' => fn (array $given) => ['outcome' => PinRule::pin($given['text']) === $given['text'] ? 'ok' : 'reject'],
        'host.match' => function (array $given): array {
            $pattern = PinHost::pattern($given['pattern']);
            $covering = iterator_to_array(PinHost::coveringPatterns(PinHost::parse($given['host'])), false);
            return ['outcome' => in_array($pattern, $covering, true) ? 'match' : 'no-match'];
        },
        'policy.select' => function (array $given): array {
            $rules = array_map(fn (string $hosts) => new PinRule($hosts, PINS), $given['rules']);
            $policy = new PinPolicy($rules, $given['exemptions'] ?? [], $given['unlisted']);
            $pattern = $policy->patternFor($given['host']);
            if ($pattern === null) {
                return ['outcome' => $given['unlisted'] === 'deny' ? 'reject' : 'unlisted'];
            }
            $rule = array_values(array_filter($rules, fn (PinRule $rule) => $rule->pattern === $pattern));
            return $rule === [] ? ['outcome' => 'exempt'] : ['outcome' => 'match', 'rule' => $rule[0]->hosts];
        },
    ],
);
