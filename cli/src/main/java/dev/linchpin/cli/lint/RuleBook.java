package dev.linchpin.cli.lint;

import dev.linchpin.config.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Every rule by which there may be findings, in alphabetical order; docs/lint.md has a section for each, which a test compares. */
final class RuleBook {
    private static final String TABLE = """
            address                          error   A library that takes domains alone is given an address.
            android-certificate-transparency note    Android versions differ: certificateTransparency is read from 16 on.
            android-cleartext-default        note    Android versions differ: what cleartextTrafficPermitted is where it is not set.
            android-domain-encryption        note    Android versions differ: domainEncryption is read from 17 on.
            android-localhost                note    Android versions differ: 17 has a configuration of its own for localhost.
            android-wfa                      warning Android versions differ: 7 and 8 refuse a file with src="wfa".
            attribute-escape                 error   An attribute holds a backslash, which Android resolves.
            attribute-value                  error   An attribute of Linchpin's has a value that it does not know.
            backup-in-chain                  warning Every pin is of a key in the served chain, so there is no backup.
            boolean-syntax                   error   A boolean is written in a way that Android may read as the opposite.
            both-identities                  error   iOS demands a pinned authority and a pinned leaf at once.
            certificates-src                 error   The certificates of a trust anchor have no source, or an unknown one.
            cleartext-pinned                 warning A pinned domain permits clear text.
            contradiction                    error   Two parts of a rule contradict each other.
            date-syntax                      error   A date is not written as HTTP has it.
            directive-syntax                 error   A directive has a value of the wrong form.
            domain-encryption                error   A domainEncryption has no mode.
            domain-encryption-mode           warning The mode of a domainEncryption is a word that is read as another one.
            domain-spelling                  error   A domain is written in a way that matches no host on Android.
            domain-trailing-dot              error   A domain ends with a dot, and matches no host on Android.
            domain-wildcard                  error   A domain has a wildcard, and matches no host on Android.
            duplicate-domain                 error   A domain is in the file twice, and Android refuses the file.
            duplicate-host                   error   Two entries are for the same hosts.
            duplicate-key                    error   A key stands in a dictionary twice.
            empty-element                    error   An element is empty that has to hold text.
            encoding                         error   The file is no text in UTF-8.
            expiration-syntax                error   An expiry is no date, or another one than it looks.
            expired-pins                     error   The pins have ended.
            expires-soon                     warning The pins end soon.
            field-syntax                     error   A field does not conform to its grammar.
            foreign-namespace                error   A name of another namespace is read by Android as its own.
            host-syntax                      error   A host is malformed.
            identities                       note    iOS compares these pins with some certificates alone.
            leaf-only-short-lived            note    Only the key of a certificate that is soon replaced is pinned.
            linchpin-attribute               error   A file for TrustKit has attributes of Linchpin's.
            malformed-plist                  error   The file is no property list in XML.
            malformed-xml                    error   The file is no XML that is read here.
            max-age                          error   A field has no usable max-age.
            misplaced-element                error   An element stands where it is skipped or refused.
            mistaken-pin                     error   A pin is the hash of something else than the key of a certificate.
            never-expires                    note    The pins never end.
            no-configuration                 error   A property list holds no pins at all.
            no-date                          error   Nothing says since when the pins count.
            no-domain                        error   A domain-config names no domain.
            no-host                          error   Nothing says whose pins they are.
            no-parent                        error   A host is excluded from no parent's policy.
            no-pins                          error   An entry for a host has no pins.
            one-label                        note    A domain is pinned by Linchpin and not by Android.
            override-pins                    error   Trust anchors override the pins outside of debug builds.
            pin-spelling                     error   A pin is not written as pins are, though Android reads it.
            pin-syntax                       error   A pin is none: wrong alphabet, wrong length or bits behind its end.
            pins-nothing                     error   The file pins nothing.
            placeholder-pin                  error   A pin was copied from an example.
            plist-type                       error   A value of a property list is of the wrong type.
            public-suffix                    warning An entry covers the hosts of strangers.
            repeated-directive               error   A directive comes twice in one field.
            repeated-element                 error   An element is there twice.
            repeated-field                   error   A field comes twice for one host.
            repeated-pin                     warning A pin is in its set twice.
            report-only-below-enforced       warning An entry only reports below one that is enforced.
            report-uri                       note    Where reports are sent is not read.
            root-element                     error   The root element is of another kind of document.
            root-only                        warning Only a root is pinned.
            shadowed-host                    note    An entry says the same as the wider one above it.
            single-label                     error   A library that takes domains alone is given one label.
            single-pin                       error   There is one pin and no backup.
            stray-text                       error   Text stands where it is skipped.
            too-large                        error   The file, or what comes of it, is too large.
            too-many-findings                warning There are more findings than are told.
            trust-anchors                    note    Trust anchors are not applied by Linchpin.
            trustkit-inherited-expiration    error   TrustKit inherits an expiration, Android does not.
            trustkit-inherited-subdomains    error   TrustKit inherits includeSubdomains, Android does not.
            trustkit-last-domain             error   Of several domains in one domain-config TrustKit pins the last alone.
            trustkit-report-only             warning TrustKit only reports what Android enforces.
            united-pins                      warning OkHttp unites the pins of several patterns for a host.
            unknown-attribute                error   An attribute is unknown, and skipped by Android.
            unknown-digest                   error   A pin is of another hash than SHA-256.
            unknown-directive                warning A directive is unknown.
            unknown-element                  error   An element is unknown, and skipped by Android.
            unknown-key                      error   A dictionary has a key that its reader does not know.
            unpinned-below-pinned            warning An entry is not pinned below one that is.
            unpredictable-intermediate       warning An intermediate is pinned that its authority may not use next time.
            unreachable-host                 warning An entry covers no host that there can be.
            user-anchors                     warning TrustKit ignores pins below trust anchors of users.
            whole-top-level-domain           error   An entry covers a whole top-level domain.
            """;

    private static final List<Rule> ALL = TABLE.lines().map(Rule::parse).toList();

    private static final Map<String, Integer> INDEX = IntStream.range(0, ALL.size())
            .boxed()
            .collect(Collectors.toUnmodifiableMap(index -> ALL.get(index).id(), index -> index));

    private RuleBook() {}

    /**
     * A rule.
     *
     * @param severity what its findings are unless circumstances make them less
     */
    record Rule(String id, Severity severity, String sentence) {
        private static Rule parse(String line) {
            String[] columns = line.split(" +", 3);
            return new Rule(columns[0], Severity.valueOf(columns[1].toUpperCase(Locale.ROOT)), columns[2]);
        }
    }

    static List<Rule> all() {
        return ALL;
    }

    /** Its place in {@link #all}; -1 if there is none. */
    static int indexOf(String id) {
        return INDEX.getOrDefault(id, -1);
    }
}
