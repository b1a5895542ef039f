/**
 * Pins that change without a release: bundles of them, signed, verified, stored and adopted.
 */
module dev.linchpin.remote {
    requires transitive dev.linchpin;
    requires com.nimbusds.jose.jwt;
    requires static org.jspecify; // not transitive: whoever requires this module need not have it
    requires tools.jackson.core;

    exports dev.linchpin.remote;
    exports dev.linchpin.remote.report;
}
