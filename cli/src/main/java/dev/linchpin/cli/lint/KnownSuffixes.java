package dev.linchpin.cli.lint;

import dev.linchpin.config.lint.PublicSuffixes;
import org.apache.hc.client5.http.psl.PublicSuffixMatcher;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;

/** The public suffix list that comes with HttpClient. */
final class KnownSuffixes implements PublicSuffixes {
    private final PublicSuffixMatcher list = PublicSuffixMatcherLoader.getDefault();

    /** Of a domain that the list does not know, the last label alone is a suffix. */
    @Override
    public boolean contains(String domain) {
        return list.matches(domain);
    }
}
