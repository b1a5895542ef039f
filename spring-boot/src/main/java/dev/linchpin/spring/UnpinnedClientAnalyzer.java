package dev.linchpin.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has Spring Boot show the sentence at start, and no stack trace. */
final class UnpinnedClientAnalyzer extends AbstractFailureAnalyzer<UnpinnedClientException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, UnpinnedClientException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Let Spring Boot make the client, with another library if need be; or say linchpin.unpinnable-clients=accept,"
                        + " and pin the client yourself.",
                cause);
    }
}
