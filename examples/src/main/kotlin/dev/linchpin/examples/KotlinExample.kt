package dev.linchpin.examples

import dev.linchpin.Linchpin
import dev.linchpin.PinMismatchException
import dev.linchpin.httpclient5.HttpClient5Pinning
import dev.linchpin.jetty.JettyPinning
import dev.linchpin.okhttp.OkHttpPinning
import dev.linchpin.policy.PinPolicy
import okhttp3.OkHttpClient
import okhttp3.Request
import org.apache.hc.client5.http.classic.methods.HttpGet
import org.apache.hc.client5.http.impl.classic.HttpClients
import org.eclipse.jetty.client.HttpClient

/** A policy, as Kotlin writes it. */
internal fun pinned(host: String, pin: String, backup: String): Linchpin =
    Linchpin.builder()
        .policy(PinPolicy.builder().pin(host, pin, backup).build())
        .build()

/** The status, by OkHttp. */
internal fun getByOkHttp(linchpin: Linchpin, url: String): Int {
    val client = OkHttpPinning.install(linchpin, OkHttpClient.Builder()).build()
    return client.newCall(Request.Builder().url(url).build()).execute().use { it.code }
}

/** The status, by HttpClient 5. */
internal fun getByHttpClient5(linchpin: Linchpin, url: String): Int =
    HttpClient5Pinning.install(linchpin, HttpClients.custom()).build().use { client ->
        client.execute(HttpGet(url)) { response -> response.code }
    }

/** The status, by Jetty. */
internal fun getByJetty(linchpin: Linchpin, url: String): Int {
    val client = JettyPinning.install(linchpin, HttpClient())
    client.start()
    return try {
        client.GET(url).status
    } finally {
        client.stop()
    }
}

/** What a failure says of the pins that the rule expected; null if no pin policy refused anybody. */
internal fun refusal(failure: Throwable?): String? =
    PinMismatchException.find(failure).map { it.message }.orElse(null)
