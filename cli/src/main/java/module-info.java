/** The {@code linchpin} command. It exports nothing: its interface is the command line. */
module dev.linchpin.cli {
    requires com.fasterxml.jackson.annotation;
    requires dev.linchpin;
    requires dev.linchpin.httpclient5;
    requires dev.linchpin.jdk;
    requires dev.linchpin.jetty;
    requires dev.linchpin.okhttp;
    requires dev.linchpin.remote;
    requires dev.linchpin.vectors;
    requires info.picocli;
    requires gg.jte.runtime;
    requires java.logging;
    requires java.net.http;
    requires okhttp3;
    requires org.apache.httpcomponents.client5.httpclient5;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.apache.httpcomponents.core5.httpcore5.h2;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.tls;
    requires org.conscrypt;
    requires org.eclipse.jetty.alpn.client;
    requires org.eclipse.jetty.client;
    requires org.eclipse.jetty.http2.client;
    requires org.eclipse.jetty.http2.client.transport;
    requires org.eclipse.jetty.io;
    requires org.eclipse.jetty.util;
    requires static org.jspecify;
    requires tools.jackson.databind;

    opens dev.linchpin.cli to
            info.picocli;
    opens dev.linchpin.cli.backup to
            info.picocli;
    opens dev.linchpin.cli.bench to
            info.picocli;
    opens dev.linchpin.cli.bundle to
            info.picocli;
    opens dev.linchpin.cli.check to
            info.picocli,
            tools.jackson.databind;
    opens dev.linchpin.cli.command to
            info.picocli;
    opens dev.linchpin.cli.conformance to
            info.picocli;
    opens dev.linchpin.cli.demo to
            info.picocli,
            tools.jackson.databind;
    opens dev.linchpin.cli.emit to
            info.picocli;
    opens dev.linchpin.cli.gauntlet to
            info.picocli;
    opens dev.linchpin.cli.key to
            tools.jackson.databind;
    opens dev.linchpin.cli.lint to
            info.picocli,
            tools.jackson.databind;
    opens dev.linchpin.cli.pin to
            info.picocli,
            tools.jackson.databind;
    opens dev.linchpin.cli.platforms to
            info.picocli;
    opens dev.linchpin.cli.privatekey to
            info.picocli;
    opens dev.linchpin.cli.rotate to
            info.picocli;
    opens dev.linchpin.cli.target to
            tools.jackson.databind;
    opens dev.linchpin.cli.tournament to
            info.picocli;
    opens dev.linchpin.cli.vectors to
            info.picocli;
}
