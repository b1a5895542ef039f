/** Test vectors, test certificates, hostile TLS servers on loopback, and a judge of pinning clients. */
@SuppressWarnings("module") // the command is compiled after what it uses
module dev.linchpin.vectors {
    requires com.networknt.schema;
    requires gg.jte.runtime;
    requires java.xml;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.eclipse.jetty.http2.server;
    requires org.eclipse.jetty.server;
    requires static org.jspecify;
    requires org.objectweb.asm;
    requires tools.jackson.core;
    requires tools.jackson.databind;

    exports dev.linchpin.android;
    exports dev.linchpin.conformance;
    exports dev.linchpin.gauntlet;
    exports dev.linchpin.gauntlet.client;
    exports dev.linchpin.gauntlet.play;
    exports dev.linchpin.gauntlet.scenario;
    exports dev.linchpin.gauntlet.server;
    exports dev.linchpin.gauntlet.transport;
    exports dev.linchpin.pki;
    exports dev.linchpin.process;
    exports dev.linchpin.recipe;
    exports dev.linchpin.vectors;
    exports dev.linchpin.conformance.report to
            dev.linchpin.cli;
    exports dev.linchpin.format to
            dev.linchpin.cli;
    exports dev.linchpin.gauntlet.report to
            dev.linchpin.cli;
    exports dev.linchpin.vectors.draft to
            dev.linchpin.cli;
    exports dev.linchpin.vectors.lint to
            dev.linchpin.cli;
}
