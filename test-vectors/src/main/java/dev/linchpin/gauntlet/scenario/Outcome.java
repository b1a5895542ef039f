package dev.linchpin.gauntlet.scenario;

/** What a client did to a peer. */
public enum Outcome {
    ACCEPT,
    REFUSE,
    /** Neither: a time-out, a failure of another kind, a refusal for the wrong reason. Never expected. */
    ERROR
}
