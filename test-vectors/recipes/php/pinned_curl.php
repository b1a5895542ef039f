<?php

/**
 * Public-key pinning for PHP's curl: one file to copy, PHP 8.1 or newer with ext-curl.
 *
 *     $pins = new PinPolicy([
 *         new PinRule('api.example.com', ['sha256/x4Qz…Td4=', 'sha256/58qR…nNU=']), // active and backup
 *     ]);
 *     $curl = $pins->prepare('https://api.example.com/payments', [CURLOPT_POSTFIELDS => $body]);
 *     curl_exec($curl); // a peer without a pinned key sees no byte of it; curl_errno($curl) is 90 then
 *
 * libcurl does the comparing (CURLOPT_PINNEDPUBLICKEY), on top of its own checks of chain, dates and host name and after each
 * handshake, full or resumed; what is here finds the pins of a URL. The meaning of pins, patterns and rules is Linchpin's
 * (docs/semantics.md), held to its test vectors.
 */

declare(strict_types=1);

/** Text that is not what it should be. The message says what was found and what was expected. */
final class PinFormatException extends InvalidArgumentException
{
}

/** The policy refuses a host, whatever key it has. A peer with another key is refused by curl, with error 90. */
final class PinRefusedException extends RuntimeException
{
}

/** Some hosts, and the pins of which they must present one. An enforced rule has two, since the loss of an only key locks every client out. */
final class PinRule
{
    public readonly string $pattern;
    /** @var list<string> */
    public readonly array $pins;
    public readonly ?int $expires;

    /**
     * @param string $hosts `host`, `*.domain` or `**.domain`
     * @param list<string> $pins
     * @param ?string $expires the last instant at which the rule holds, such as 2030-12-31T12:00:00Z
     * @param ?string $afterExpiry `fail-open` or `fail-closed`: whether its hosts are accepted or refused from then on
     */
    public function __construct(
        public readonly string $hosts,
        array $pins,
        ?string $expires = null,
        public readonly ?string $afterExpiry = null,
    ) {
        $this->pattern = PinHost::pattern($hosts);
        $this->pins = array_values(array_unique(array_map(self::pin(...), $pins)));
        $this->expires = $expires === null ? null : self::instant($expires);
        if (count($this->pins) < 2) {
            throw new PinFormatException("the rule for $hosts has fewer than two different pins, expected a backup");
        }
        if (($expires === null) !== ($afterExpiry === null) || !in_array($afterExpiry, [null, 'fail-open', 'fail-closed'], true)) {
            throw new PinFormatException("the rule for $hosts has an end, or a choice for what comes after it, expected both or neither");
        }
    }

    /** The text itself, if it is `sha256/` and 32 bytes of canonical base64 (RFC 4648 §3.5). */
    public static function pin(string $text): string
    {
        $hash = str_starts_with($text, 'sha256/') ? base64_decode(substr($text, 7), true) : false;
        // The decoder overlooks padding, unused bits and blanks; the encoder writes none.
        if ($hash === false || strlen($hash) !== 32 || 'sha256/' . base64_encode($hash) !== $text) {
            throw new PinFormatException('pin ' . PinHost::quoted($text) . ' is not "sha256/" and the base64 of 32 bytes');
        }
        if ($hash === str_repeat("\0", 32)) {
            throw new PinFormatException("pin $text is the all-zero placeholder, expected the hash of a real key");
        }
        return $text;
    }

    private static function instant(string $text): int
    {
        $seconds = preg_match('/^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d{1,9})?Z$/D', $text, $parts) === 1
            ? DateTimeImmutable::createFromFormat('!Y-m-d\TH:i:s', $parts[1], new DateTimeZone('UTC'))
            : false;
        // The reader turns the 30th of February into the 2nd of March; only real instants come back as they were.
        if ($seconds === false || $seconds->format('Y-m-d\TH:i:s') !== $parts[1]) {
            throw new PinFormatException('end ' . PinHost::quoted($text) . ' is no instant, expected the form 2030-12-31T12:00:00Z');
        }
        return $seconds->getTimestamp();
    }
}

/** All rules, the hosts that are exempt from them, and whether hosts that neither covers are allowed: for any host the most specific applies, alone. */
final class PinPolicy
{
    /** What decides about the peer, and so is no option of a request. */
    private const OWN = [
        CURLOPT_URL, CURLOPT_PINNEDPUBLICKEY, CURLOPT_SSL_VERIFYPEER, CURLOPT_SSL_VERIFYHOST, CURLOPT_FOLLOWLOCATION,
        CURLOPT_PROTOCOLS, CURLOPT_REDIR_PROTOCOLS,
    ];

    /** @var array<string, ?PinRule> by pattern; an exemption has none */
    private array $entries = [];

    /**
     * @param list<PinRule> $rules
     * @param list<string> $exempt patterns of hosts that are unpinned on purpose
     * @param string $unlisted `allow`, `report` or `deny`
     */
    public function __construct(array $rules, array $exempt = [], private readonly string $unlisted = 'allow')
    {
        if (!in_array($unlisted, ['allow', 'report', 'deny'], true)) {
            throw new PinFormatException("unlisted is $unlisted, expected allow, report or deny");
        }
        if ($rules === [] && $unlisted === 'allow') {
            throw new PinFormatException('the policy has no rules and allows unlisted hosts, expected at least one rule');
        }
        foreach ($rules as $rule) {
            $this->add($rule->pattern, $rule);
        }
        foreach ($exempt as $hosts) {
            $this->add(PinHost::pattern($hosts), null);
        }
    }

    private function add(string $pattern, ?PinRule $rule): void
    {
        if (array_key_exists($pattern, $this->entries)) {
            throw new PinFormatException("$pattern has two rules or exemptions, expected one");
        }
        $this->entries[$pattern] = $rule;
    }

    /**
     * A handle that asks this URL and has its pins. It follows no redirects, as the pins of one host are not those of another.
     *
     * @param array<int, mixed> $options those of `curl_setopt_array`, such as CURLOPT_CAINFO
     * @param ?CurlHandle $curl a handle that was used before: its options are reset, its connections and sessions stay
     * @throws PinFormatException if it is no URL that can be read in one way only, or an option would change who is trusted
     * @throws PinRefusedException if the policy refuses the host
     */
    public function prepare(string $url, array $options = [], ?CurlHandle $curl = null): CurlHandle
    {
        if (array_intersect(array_keys($options), self::OWN) !== []) {
            throw new PinFormatException('the URL, redirects and whom to trust are not options of a request here');
        }
        $pins = $this->pinsFor(PinHost::ofUrl($url));
        $own = [
            CURLOPT_URL => $url,
            CURLOPT_PROTOCOLS => CURLPROTO_HTTPS,
            CURLOPT_SSL_VERIFYPEER => true,
            CURLOPT_SSL_VERIFYHOST => 2,
            CURLOPT_FOLLOWLOCATION => false,
        ];
        if ($pins !== []) {
            $own[CURLOPT_PINNEDPUBLICKEY] = str_replace('sha256/', 'sha256//', implode(';', $pins));
        }
        $curl === null ? $curl = curl_init() : curl_reset($curl);
        // Where the TLS library of libcurl knows no pins, the option fails.
        if ($curl === false || !curl_setopt_array($curl, $options + $own)) {
            throw new PinFormatException('curl does not take one of the options, or has no pins in this build');
        }
        return $curl;
    }

    /**
     * The pins of a host; none if it is not pinned. What is accepted for want of a rule in force raises a warning, if it is to be reported.
     *
     * @return list<string>
     * @throws PinRefusedException if the policy refuses the host
     */
    public function pinsFor(string $host): array
    {
        $pattern = $this->patternFor($host);
        if ($pattern === null) {
            return $this->without("$host has no rule", $this->unlisted);
        }
        $rule = $this->entries[$pattern];
        if ($rule?->expires !== null && time() > $rule->expires) {
            return $this->without("the pins of $host have ended", $rule->afterExpiry === 'fail-closed' ? 'deny' : 'report');
        }
        return $rule === null ? [] : $rule->pins;
    }

    /** @return list<string> */
    private function without(string $reason, string $consequence): array
    {
        if ($consequence === 'deny') {
            throw new PinRefusedException("$reason, and the policy refuses such hosts");
        } elseif ($consequence === 'report') {
            trigger_error("$reason, and the policy accepts such hosts", E_USER_WARNING);
        }
        return [];
    }

    /** The pattern of the rule or exemption that applies to a host. */
    public function patternFor(string $host): ?string
    {
        foreach (PinHost::coveringPatterns(PinHost::parse($host)) as $pattern) {
            if (array_key_exists($pattern, $this->entries)) {
                return $pattern;
            }
        }
        return null;
    }
}

/** Hosts and patterns in their one canonical form, so that no spelling of a name escapes its rule. */
final class PinHost
{
    private const EXPECTED = 'expected a DNS name in A-labels, or an IP address';

    /** The host of an https URL that curl cannot read in another way: no user, no backslash, nothing but a name or address, and a port. */
    public static function ofUrl(string $url): string
    {
        if (preg_match('~^https://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?(?:[/?][\x21-\x7e]*)?$~D', $url, $parts) !== 1) {
            throw new PinFormatException('URL ' . self::quoted($url) . ' is not https://host/path, without user and blanks');
        }
        return self::parse($parts[1]);
    }

    /** A lower-case name without trailing dot; dotted-decimal IPv4, also of an IPv4-mapped address; IPv6 without brackets. */
    public static function parse(string $text): string
    {
        if (str_contains($text, ':') || str_starts_with($text, '[')) {
            return self::ipv6($text);
        }
        $unrooted = str_ends_with($text, '.') ? substr($text, 0, -1) : $text;
        return filter_var($unrooted, FILTER_VALIDATE_IP, FILTER_FLAG_IPV4) === false ? self::name($unrooted) : $unrooted;
    }

    private static function ipv6(string $text): string
    {
        $address = str_starts_with($text, '[') && str_ends_with($text, ']') ? substr($text, 1, -1) : $text;
        if (filter_var($address, FILTER_VALIDATE_IP, FILTER_FLAG_IPV6) === false) {
            throw new PinFormatException('host ' . self::quoted($text) . ' is not an IPv6 address, ' . self::EXPECTED);
        }
        $bytes = (string) inet_pton($address);
        $mapped = str_starts_with($bytes, str_repeat("\0", 10) . "\xff\xff");
        return (string) inet_ntop($mapped ? substr($bytes, 12) : $bytes);
    }

    private static function name(string $unrooted): string
    {
        $name = strtolower($unrooted);
        $labels = explode('.', $name);
        foreach ($labels as $label) {
            $wellFormed = preg_match('/^(?!-)[a-z0-9_-]{1,63}(?<!-)$/D', $label) === 1;
            if (!$wellFormed || (str_starts_with($label, 'xn--') && !self::isPunycode(substr($label, 4)))) {
                throw new PinFormatException('host ' . self::quoted($unrooted) . ' has a malformed label, ' . self::EXPECTED);
            }
        }
        // RFC 1035 §2.3.4: 255 octets on the wire are 253 characters of text.
        if (strlen($name) > 253 || preg_match('/^(?:[0-9]+|0x[0-9a-f]*)$/D', end($labels)) === 1) {
            throw new PinFormatException('host ' . self::quoted($unrooted) . ' is too long, or an address in another form, ' . self::EXPECTED);
        }
        return $name;
    }

    /** Reads `host`, `*.domain` (exactly one label more) or `**.domain` (the domain and all below it). */
    public static function pattern(string $text): string
    {
        $wildcard = str_starts_with($text, '**.') ? '**.' : (str_starts_with($text, '*.') ? '*.' : '');
        $host = self::parse(substr($text, strlen($wildcard)));
        if ($wildcard !== '' && (self::isAddress($host) || !str_contains($host, '.'))) {
            $fault = 'puts a wildcard before an IP address or covers a whole top-level domain';
            throw new PinFormatException('host pattern ' . self::quoted($text) . " $fault, expected a domain of two labels or more");
        }
        return $wildcard . $host;
    }

    /**
     * Every canonical pattern that covers a parsed host, the most specific first.
     *
     * @return Generator<string>
     */
    public static function coveringPatterns(string $host): Generator
    {
        yield $host;
        if (self::isAddress($host)) {
            return;
        }
        yield "**.$host";
        for ($domain = strstr($host, '.'), $above = 1; $domain !== false; $domain = strstr(substr($domain, 1), '.'), $above++) {
            if ($above === 1) {
                yield "*$domain";
            }
            yield "**$domain";
        }
    }

    public static function quoted(string $text): string
    {
        return json_encode(substr($text, 0, 120), JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_SLASHES);
    }

    private static function isAddress(string $host): bool
    {
        return filter_var($host, FILTER_VALIDATE_IP) !== false;
    }

    /** Whether the decoder of RFC 3492 §6.2 accepts this lower-case text and yields at least one non-ASCII character. */
    private static function isPunycode(string $text): bool
    {
        $delimiter = strrpos($text, '-');
        $length = $delimiter === false ? 0 : $delimiter;
        $digits = $delimiter === false ? $text : substr($text, $delimiter + 1);
        if (preg_match('/^[a-z0-9]+$/D', $digits) !== 1) {
            return false;
        }
        [$codePoint, $i, $bias] = [0x80, 0, 72];
        for ($next = 0; $next < strlen($digits);) {
            $before = $i;
            for ($weight = 1, $k = 36; ; $k += 36) {
                if ($next === strlen($digits)) {
                    return false;
                }
                $digit = strpos('abcdefghijklmnopqrstuvwxyz0123456789', $digits[$next++]);
                $i += $digit * $weight;
                $threshold = min(max($k - $bias, 1), 26);
                if ($digit < $threshold) {
                    break;
                }
                $weight *= 36 - $threshold;
                if ($weight > 0x7fffffff || $i > 0x7fffffff) {
                    return false;
                }
            }
            $length++;
            $bias = self::adapt($i - $before, $length, $before === 0);
            $codePoint += intdiv($i, $length);
            $i = $i % $length + 1;
            if ($codePoint > 0x10ffff || ($codePoint >= 0xd800 && $codePoint <= 0xdfff)) {
                return false;
            }
        }
        return true;
    }

    private static function adapt(int $distance, int $length, bool $isFirst): int
    {
        $delta = intdiv($distance, $isFirst ? 700 : 2);
        $delta += intdiv($delta, $length);
        for ($k = 0; $delta > 455; $k += 36) {
            $delta = intdiv($delta, 35);
        }
        return $k + intdiv(36 * $delta, $delta + 38);
    }
}
