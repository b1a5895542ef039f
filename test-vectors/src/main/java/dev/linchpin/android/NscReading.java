package dev.linchpin.android;

/** What becomes of a file on a device. */
public sealed interface NscReading permits AndroidApplication, Refusal {}
