/**
 * Installs a Linchpin policy in an OkHttp client.
 */
module dev.linchpin.okhttp {
    requires static org.jspecify;
    requires transitive dev.linchpin;
    requires transitive okhttp3;

    exports dev.linchpin.okhttp;
}
