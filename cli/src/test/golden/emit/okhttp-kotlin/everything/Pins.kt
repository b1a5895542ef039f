/*
 * Pins for OkHttp 4.12 or newer, written by `linchpin emit okhttp-kotlin`. It needs nothing but OkHttp:
 *
 *     val client = OkHttpClient.Builder().pinned().build()
 *     val request = Request.Builder().url("https://api.example.com/").build()
 *     client.newCall(request).execute().use { response -> println(response.body?.string()) }
 */
/*
 * Guaranteed: a peer without a pinned key sees no byte of a request. The platform's checks of chain and dates, and OkHttp's of the
 * host name, come first and are never replaced. New connections are judged, resumed sessions included, and each exchange once
 * more under the host of its own request, whether its connection is new, pooled, or shared by hosts over HTTP/2. A host with the
 * dot of the root at its end has the same pins. No redirect leads from https to http, and a pinned host is never asked without TLS.
 *
 * Not possible here, and why: no rule ends, and none reports without refusing, since CertificatePinner can do neither; a host
 * has the pins of all patterns that match it, since OkHttp takes them together. The pin of an authority counts on the path that
 * OkHttp finds by names and signatures, which need not be the one that the platform has validated, so pin leaf keys. A key is
 * hashed as the platform writes it anew: the pin of a rare one (RSA without parameters) refuses its own server. A WebSocket is
 * judged when it connects and not again, since OkHttp asks no network interceptor about it; nor is a second handshake of TLS 1.2 on an
 * open connection, which nobody but the holder of a pinned key can ask for. What code after this one does to certificatePinner,
 * interceptors or networkInterceptors, it does to the pins.
 */
// Not as in the policy: OkHttp has no pins of certificates: those are missing in the rule for certificate.example.net.
// Not as in the policy: the pins of **.tree.example.com do not end here; in the policy they end at 2030-12-31T00:00:00Z and accept every trusted peer from then on.
// Not as in the policy: the pins of closed.example.com do not end here; in the policy they end at 2030-12-31T12:00:00Z and refuse every peer from then on.
// Not as in the policy: watched.example.com is left out and not pinned by a rule of its own: OkHttp cannot report without refusing.
// Not as in the policy: cdn.tree.example.com is exempt in the policy, and not here, as OkHttp has no exemptions: it falls under a wider rule if there is one.
// Not as in the policy: hosts that no rule covers are allowed, in the policy they are refused.

import javax.net.ssl.SSLPeerUnverifiedException
import okhttp3.CertificatePinner
import okhttp3.Interceptor
import okhttp3.OkHttpClient
import okhttp3.Request

private fun pinner(): CertificatePinner {
    val pins = CertificatePinner.Builder()
    pins.pin(
        "api.example.com",
        // leaf, CN=api.example.com, until 2027-02-19
        "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
        // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
        "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
    )
    pins.pin(
        "*.example.org",
        // leaf, CN=api.example.com, until 2027-02-19
        "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
        // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
        "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
        "sha256/hxqRlPTu1bMS/0DITB1SSu0vd4u/8l8TjPgfaAp63Gc=",
    )
    pins.pin(
        "xn--bcher-kva.example",
        // leaf, CN=api.example.com, until 2027-02-19
        "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
        // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
        "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
    )
    pins.pin(
        "192.0.2.7",
        // leaf, CN=api.example.com, until 2027-02-19
        "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
        // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
        "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
    )
    pins.pin(
        "2001:db8::7",
        // leaf, CN=api.example.com, until 2027-02-19
        "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
        // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
        "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
    )
    pins.pin(
        "certificate.example.net",
        // leaf, CN=api.example.com, until 2027-02-19
        "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
    )
    pins.pin(
        "**.tree.example.com",
        // leaf, CN=api.example.com, until 2027-02-19
        "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
        // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
        "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
    )
    pins.pin(
        "closed.example.com",
        // leaf, CN=api.example.com, until 2027-02-19
        "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
        // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
        "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
    )
    // No backup pin, because the (U+22)key(U+22) is in a vault; *(U+2F) -(U+2D) (U+3F)(U+3E) (U+5C)u000a
    pins.pin(
        "single.example.com",
        // leaf, CN=api.example.com, until 2027-02-19
        "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
    )
    return pins.build()
}

/** The host with the dot of the root is another one for OkHttp, and the same for DNS. An IPv6 address has none. */
private fun CertificatePinner.Builder.pin(hosts: String, vararg keys: String) {
    add(hosts, *keys)
    if (':' !in hosts) {
        add("$hosts.", *keys)
    }
}

private fun OkHttpClient.Builder.enforce(pins: CertificatePinner): OkHttpClient.Builder =
    certificatePinner(pins)
        .followSslRedirects(false)
        .addInterceptor { chain -> chain.proceed(encrypted(pins, chain.request())) }
        .addNetworkInterceptor { chain -> chain.proceed(judged(pins, chain)) }

private fun encrypted(pins: CertificatePinner, request: Request): Request {
    val host = request.url.host
    if (!request.isHttps && pins.findMatchingPins(host).isNotEmpty()) {
        throw SSLPeerUnverifiedException("$host is pinned, and is not asked without TLS")
    }
    return request
}

/** Judges whatever connection the request got: other code may have lent it one, or have set other pins. */
private fun judged(pins: CertificatePinner, chain: Interceptor.Chain): Request {
    val request = encrypted(pins, chain.request())
    pins.check(request.url.host, chain.connection()?.handshake()?.peerCertificates.orEmpty())
    return request
}

/** The same builder with pins in the place of those that it may have had; all its other options stay. */
fun OkHttpClient.Builder.pinned(): OkHttpClient.Builder = enforce(pinner())
