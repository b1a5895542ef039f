package dev.linchpin.cli.check;

/**
 * Something to be said about a host.
 *
 * @param id stable, such as {@code no-backup}; of a failure it is that of the verdict
 * @param text a sentence without its full stop
 */
record Finding(Severity severity, String id, String text) {}
