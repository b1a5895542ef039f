package dev.linchpin.vectors.draft;

/** Why the cases of {@link PinCheck} exist. */
final class PinCheckNotes {
    private PinCheckNotes() {}

    static void addTo(TopicDraft topic) {
        topic.note("Leaf", "BASIC", "A leaf, its pin, and a spare pin.");
        topic.note("CertificatePin", "BASIC", "cert-sha256/ pins a certificate, not its key.");
        topic.note(
                        "KeyForm",
                        "SELF_DOS",
                        "The pin is of the key as the certificate writes it, whatever its type and form.")
                .effect("Who encodes the parsed key again locks every client out, or accepts the pin of another form.");
        topic.note(
                        "WholeCertificate",
                        "WRONG_IDENTITY",
                        "The pin is of the key, not of the certificate, nor of a text.")
                .effect("The recipes for Dart and Python that are in circulation hash the whole certificate.");
        topic.note("BitString", "WRONG_IDENTITY", "The pin is of the SubjectPublicKeyInfo, not of the key inside it.")
                .effect("The recipes for Swift and Node.js that are in circulation hash the inside.");
        topic.note("PrefixCompare", "PIN_BYPASS", "All 32 bytes count.")
                .effect("A truncated comparison can be met by search.");
        topic.note("SameName", "PIN_BYPASS", "Names and key identifiers can be copied; keys cannot.")
                .effect("An impostor passes for the pinned certificate.");
        topic.note(
                "LenientPins",
                "ENCODING",
                "Malformed pins are refused, even where a lenient decoder gives the right hash.");
        topic.note("NoPins", "FAIL_OPEN", "No pin, and no part of one, accepts a peer.");
        topic.note("Path", "BASIC", "A pin on the path that the server presented.");
        topic.note("UnsentAnchor", "SELF_DOS", "The anchor is on the path, though no server sends it.")
                .effect("Pins of root keys never match.");
        topic.note("PresentedChain", "PIN_BYPASS", "What the peer sends counts only where a valid path needs it.")
                .effect(
                        "An attacker with any trusted certificate appends the pinned one, which is public, and is accepted.")
                .cve("CVE-2016-2402")
                .link("https://koz.io/pinning-cve-2016-2402/");
        topic.note("AlternativePath", "SELF_DOS", "Any valid path will do, not only the first one found.")
                .effect("A cross-signed authority locks out the clients whose platform prefers the other path.");
        topic.note(
                        "InvalidPath",
                        "PIN_BYPASS",
                        "A path that holds the pin has to be valid itself; another valid one does not help it.")
                .effect("An expired, constrained or forged certificate satisfies a pin.");
        topic.note("PinWithoutPkix", "AUTH_BYPASS", "A pin never replaces the checks of the platform.")
                .effect("A stolen, expired or self-signed certificate is accepted because its key is pinned.");
        topic.note("HostName", "AUTH_BYPASS", "A pin never replaces the check of the host name.")
                .effect("Any host below a pinned authority can pose as any other.")
                .link("https://doi.org/10.1145/3134600.3134628");
        topic.note(
                "Validity",
                "TIME",
                "Certificates are valid from the first to the last second of their validity, at now.");
        topic.note(
                        "Constraints",
                        "AUTH_BYPASS",
                        "CA flag, path length, key usage, extended key usage and name constraints hold.")
                .effect("A customer of a pinned authority becomes an authority.")
                .cve("CVE-2002-0862");
        topic.note("Loop", "RESOURCE", "Authorities that sign each other do not stop the search.");
        topic.note("EmptyChain", "FAIL_OPEN", "A peer without certificates satisfies nothing.");
    }
}
