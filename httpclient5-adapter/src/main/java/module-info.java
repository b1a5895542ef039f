/**
 * Pinning for Apache HttpClient 5: {@link dev.linchpin.httpclient5.HttpClient5Pinning}.
 */
module dev.linchpin.httpclient5 {
    requires transitive dev.linchpin;
    requires transitive org.apache.httpcomponents.client5.httpclient5;
    requires jdk.net; // for HttpCore, an automatic module that cannot say so itself
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.apache.httpcomponents.core5.httpcore5.h2;
    requires static org.jspecify;

    exports dev.linchpin.httpclient5;
}
