package dev.linchpin.android;

/** What the platform says when it is asked about a host. */
public sealed interface HostAnswer permits HostConfig, LookUpFailure {}
