package dev.linchpin.android;

/**
 * The platform has read the file, and fails when it is asked about this host.
 *
 * @param message the class of its exception and what it says
 */
public record LookUpFailure(String message) implements HostAnswer {}
