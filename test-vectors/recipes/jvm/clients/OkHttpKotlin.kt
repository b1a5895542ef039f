import java.net.URI
import okhttp3.OkHttpClient
import okhttp3.Protocol
import okhttp3.Request

/** OkHttp, with the authorities and the protocol set on the builder that the emitted code takes. */
class OkHttpKotlin(authorities: Authorities) : EmittedClient {
    private val trust = authorities.trustManager()
    private val client =
        OkHttpClient.Builder()
            .sslSocketFactory(Authorities.socketFactory(trust), trust)
            .protocols(listOf(Protocol.HTTP_1_1))
            .followRedirects(false)
            .pinned()
            .build()

    override fun get(uri: URI): EmittedClient.Reply =
        client.newCall(Request.Builder().url(uri.toString()).build()).execute().use { response ->
            EmittedClient.Reply(response.code, response.body?.string().orEmpty())
        }
}
