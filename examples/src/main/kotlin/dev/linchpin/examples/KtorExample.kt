package dev.linchpin.examples

import dev.linchpin.Linchpin
import dev.linchpin.okhttp.OkHttpPinning
import io.ktor.client.HttpClient
import io.ktor.client.engine.cio.CIO
import io.ktor.client.engine.java.Java
import io.ktor.client.engine.okhttp.OkHttp
import io.ktor.client.request.get
import kotlinx.coroutines.runBlocking

/** Ktor on OkHttp, by the adapter. */
internal fun ktorOnOkHttp(linchpin: Linchpin): HttpClient =
    HttpClient(OkHttp) {
        engine {
            config { OkHttpPinning.install(linchpin, this) }
        }
    }

/** Ktor on `java.net.http`. */
internal fun ktorOnJava(linchpin: Linchpin): HttpClient =
    HttpClient(Java) {
        engine {
            config { sslContext(linchpin.sslContext()) }
        }
    }

/** Ktor on CIO, which has TLS of its own and tells no trust manager whom it connects to: every server is refused. */
internal fun ktorOnCio(linchpin: Linchpin): HttpClient =
    HttpClient(CIO) {
        engine {
            https { trustManager = linchpin.trustManager() }
        }
    }

/** The status of one response, for callers that are not coroutines. */
internal fun status(client: HttpClient, url: String): Int = runBlocking { client.get(url).status.value }
