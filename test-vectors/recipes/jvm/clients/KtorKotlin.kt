import io.ktor.client.HttpClient
import io.ktor.client.engine.okhttp.OkHttp
import io.ktor.client.request.get
import io.ktor.client.statement.bodyAsText
import java.net.URI
import kotlinx.coroutines.runBlocking
import okhttp3.Protocol

/** Ktor, with the authorities and the protocol set on its engine beside the pins. */
class KtorKotlin(authorities: Authorities) : EmittedClient {
    private val trust = authorities.trustManager()
    private val client =
        HttpClient(OkHttp) {
            followRedirects = false
            pinned()
            engine {
                config {
                    sslSocketFactory(Authorities.socketFactory(trust), trust)
                    protocols(listOf(Protocol.HTTP_1_1))
                }
            }
        }

    override fun get(uri: URI): EmittedClient.Reply = runBlocking {
        val response = client.get(uri.toString())
        EmittedClient.Reply(response.status.value, response.bodyAsText())
    }
}
