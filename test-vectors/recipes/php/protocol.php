<?php

/** The conformance protocol: one JSON object per line in, one per line out. */

declare(strict_types=1);

/**
 * Answers until the runner says goodbye or closes the pipe.
 *
 * @param array<string, mixed> $hello
 * @param array<string, callable(array<string, mixed>): array<string, mixed>> $operations
 */
function serve(array $hello, array $operations): void
{
    while (($line = fgets(STDIN)) !== false) {
        $message = json_decode($line, true, 512, JSON_THROW_ON_ERROR);
        if ($message['cmd'] === 'bye') {
            return;
        }
        $answer = $message['cmd'] === 'hello'
            ? ['protocol' => 1, 'ops' => array_keys($operations)] + $hello
            : ['seq' => $message['seq']] + answer($message, $operations);
        fwrite(STDOUT, json_encode($answer, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE) . "\n");
    }
}

function answer(array $message, array $operations): array
{
    if (!isset($operations[$message['op']])) {
        return ['skip' => "no operation {$message['op']}"];
    }
    try {
        return $operations[$message['op']]($message['input']);
    } catch (PinFormatException) {
        return ['outcome' => 'reject'];
    } catch (Throwable $error) {
        return ['error' => (string) $error];
    }
}
