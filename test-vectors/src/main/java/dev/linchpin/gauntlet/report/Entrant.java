package dev.linchpin.gauntlet.report;

/**
 * A client on a provider, which is a column of a table.
 *
 * @param provider who does its TLS, or what is special about the JVM that it plays in
 * @param version of the client, as its makers count; empty if nobody says, or if it is a part of the platform
 */
public record Entrant(String client, String provider, String version) {}
