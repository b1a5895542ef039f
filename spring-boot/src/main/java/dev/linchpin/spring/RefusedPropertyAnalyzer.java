package dev.linchpin.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has Spring Boot show the sentence at start, and no stack trace. */
final class RefusedPropertyAnalyzer extends AbstractFailureAnalyzer<RefusedPropertyException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, RefusedPropertyException cause) {
        return new FailureAnalysis(cause.getMessage(), "Correct " + cause.property() + ".", cause);
    }
}
