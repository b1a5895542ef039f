package dev.linchpin.jetty;

import java.net.URI;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpRedirector;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpScheme;

/** Follows redirects as Jetty does, but none that leads from https to anything else. */
final class SecureRedirects extends RedirectProtocolHandler {
    private final Redirector redirector;

    SecureRedirects(HttpClient client) {
        super(client);
        this.redirector = new Redirector(client);
    }

    @Override
    public void onComplete(Result result) {
        URI target = redirector.extractRedirectURI(result.getResponse());
        boolean fromSecure = HttpScheme.isSecure(result.getRequest().getScheme());
        if (fromSecure && target != null && target.isAbsolute() && !HttpScheme.isSecure(target.getScheme())) {
            redirector.refuse(result, target);
        } else {
            super.onComplete(result);
        }
    }

    private static final class Redirector extends HttpRedirector {
        Redirector(HttpClient client) {
            super(client);
        }

        void refuse(Result result, URI target) {
            String finding = "refused the redirect from https://"
                    + result.getRequest().getHost() + " to " + target + ", which is not encrypted";
            fail(result.getRequest(), result.getResponse(), new HttpResponseException(finding, result.getResponse()));
        }
    }
}
