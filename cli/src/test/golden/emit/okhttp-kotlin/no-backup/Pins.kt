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
        // `linchpin backup --host api.example.com` makes a backup key and prints its pin. Without it, this throws.
        "sha256/!! put the pin of a backup key here !!",
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
