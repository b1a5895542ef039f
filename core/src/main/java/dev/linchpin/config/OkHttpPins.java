package dev.linchpin.config;

import dev.linchpin.policy.PinPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The pins of OkHttp's {@code CertificatePinner}, from the arguments of {@code add(pattern, pins…)} or from a text of one pattern to a
 * line.
 *
 * <pre>
 * # Rotated in May.
 * api.example.com   sha256/… sha256/…
 * **.example.com    sha256/… sha256/…
 * </pre>
 *
 * <p>Words are parted by blanks and tabs, and a word that begins with {@code #} begins a comment. A pattern may come several times;
 * its pins are then taken together, as by several calls of {@code add}. {@code *.} and {@code **.} mean what they mean in a
 * {@link dev.linchpin.policy.HostPattern}: one label more, and the domain with everything below it.
 *
 * <p><b>What is united.</b> OkHttp accepts for a host the pins of all patterns that match it; of a {@link PinPolicy} the most specific rule
 * applies alone. Taken word for word, such a set would refuse servers that OkHttp accepts, and users would be locked out without a word. So
 * each rule is read with the pins of the wider patterns: the policy accepts exactly what OkHttp accepts, neither less nor more. That what
 * is written is not what is enforced is a warning, whose fix writes the united rule down. Where {@code **.a.example.com} and {@code
 * *.example.com} meet in {@code a.example.com}, that host gets a rule of its own.
 *
 * <p>A rule never expires and is always enforced; a single pin, which OkHttp takes, is an error as everywhere. SHA-1 pins are refused.
 */
public final class OkHttpPins {
    private OkHttpPins() {}

    /** What there is to say of a text, and what can be read of it. The text may be hostile; throws for none. */
    public static Inspection inspect(String text) {
        return OkHttpReader.read(new SourceText(text));
    }

    /** The same for the arguments of {@code add}, in the order in which the map has them. */
    public static Inspection inspect(Map<String, ? extends List<String>> patterns) {
        OkHttpReader reader = new OkHttpReader(new SourceText(""));
        patterns.forEach((pattern, pins) -> {
            List<Located> located = new ArrayList<>();
            pins.forEach(pin -> located.add(Located.of(pin)));
            reader.add(Located.of(pattern), located);
        });
        return reader.inspection();
    }

    /** A policy as a text of this format. What OkHttp cannot be told is a finding. */
    public static WrittenPolicy write(PinPolicy policy) {
        return new OkHttpWriter(policy).write();
    }
}
