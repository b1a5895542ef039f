package dev.linchpin.cli.target;

import dev.linchpin.pin.Pin;
import dev.linchpin.policy.HostPattern;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What stands in the place of a backup pin that nobody has made yet. In a policy it is a pin like any other, of no key; in code it is a text
 * that nothing reads as a pin, so that the code refuses to build or to start. A dummy that is well-formed would silently match nothing, and be
 * forgotten.
 */
public final class Placeholder {
    private Placeholder() {}

    /** The pin that stands for it in a policy: one for each rule, the same each time. */
    public static Pin of(String hosts) {
        String pattern = HostPattern.parse(hosts).toString();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(("no backup pin for " + pattern).getBytes(StandardCharsets.UTF_8));
            return Pin.parse("sha256/" + Base64.getEncoder().encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static boolean stands(Pin pin, HostPattern hosts) {
        return pin.equals(of(hosts.toString()));
    }

    /** The text in code. It has characters that are in no alphabet of base64. */
    static final String TEXT = "!! put the pin of a backup key here !!";

    /**
     * The same in a property list, whose readers take any text for a pin: a lone ampersand, with which a file is no XML (XML 1.0 §2.4), and
     * no reader reads it. An unknown element would not do, as some readers pass over it, and so over the pin.
     */
    static final String NO_XML = "& put the pin of a backup key here";
}
