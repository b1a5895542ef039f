package dev.linchpin.gauntlet.scenario;

/** What a request must come to, and why. */
public enum Expectation {
    /** The intended server answers. */
    ACCEPT(Outcome.ACCEPT),
    /** The client refuses the peer because its pins do not match; nothing else is wrong with it. */
    REFUSE_PIN(Outcome.REFUSE),
    /** The client refuses the peer although its pins match: the certificates or the host name are bad. */
    REFUSE_PKIX(Outcome.REFUSE),
    /** The client does not follow the redirect that it is given: it throws, or hands out the 3xx answer. */
    REFUSE_REDIRECT(Outcome.REFUSE),
    /** The client refuses the peer for its pins, or goes on to another server of the scenario that answers in its place. */
    AVOID(Outcome.REFUSE),
    /** The client ends the connection for whatever reason: a TLS stack that never looks at a thing is as safe as one that judges it. */
    BREAK_OFF(Outcome.REFUSE);

    private final Outcome outcome;

    Expectation(Outcome outcome) {
        this.outcome = outcome;
    }

    public Outcome outcome() {
        return outcome;
    }
}
