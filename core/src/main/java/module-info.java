/**
 * Pins, policies, path search and the pinning trust manager. Depends on nothing but the platform.
 */
@SuppressWarnings("module") // the adapters are compiled after what they use
module dev.linchpin {
    requires java.xml;
    requires static org.jspecify; // not transitive: whoever requires this module need not have it

    exports dev.linchpin;
    exports dev.linchpin.chain;
    exports dev.linchpin.config;
    exports dev.linchpin.config.lint;
    exports dev.linchpin.danger;
    exports dev.linchpin.pin;
    exports dev.linchpin.policy;
    exports dev.linchpin.report;
    exports dev.linchpin.verdict;
    exports dev.linchpin.adapter to
            dev.linchpin.httpclient5,
            dev.linchpin.jetty,
            dev.linchpin.okhttp;
    exports dev.linchpin.internal to
            dev.linchpin.remote;
}
