/** An application on the module path; it reads the HTTP clients through the adapters that hand them on. */
module consumer {
    requires dev.linchpin;
    requires dev.linchpin.httpclient5;
    requires dev.linchpin.jdk;
    requires dev.linchpin.jetty;
    requires dev.linchpin.okhttp;
    requires dev.linchpin.remote;
    requires dev.linchpin.vectors;
}
