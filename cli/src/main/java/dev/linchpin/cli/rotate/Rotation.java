package dev.linchpin.cli.rotate;

import dev.linchpin.cli.policy.PolicyFile;
import dev.linchpin.config.Edit;
import dev.linchpin.config.PinSetEditor;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.SpkiPin;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One step of a rotation in one file. Every reason not to take it is looked for before there is anything to write. */
final class Rotation {
    private static final int MIN_PINS = 2;

    private final PolicyFile file;
    private final PinSetEditor editor;
    private final PinPolicy policy;
    private final PinRule rule;

    /** A step that would lock users out, or leave a file that is worse. The message is a sentence. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String reason) {
            super(reason);
        }

        RefusedException(RuntimeException cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }

    /**
     * For the rule that holds for a host.
     *
     * @throws IllegalArgumentException if there is none, or the file cannot be read or edited
     */
    Rotation(PolicyFile file, Hostname host, Instant now) throws RefusedException {
        this.file = file;
        this.editor = file.editor();
        this.policy = file.policy();
        this.rule = policy.ruleFor(host)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the file pins nothing for " + host + ", expected a host that one of its rules covers"));
        if (rule.isExpiredAt(now)) {
            throw new RefusedException("the pins of " + rule.hosts() + " have expired at "
                    + rule.expires().map(Instant::toString).orElse("") + ", expected a later end first");
        }
    }

    PinRule rule() {
        return rule;
    }

    /**
     * The text with the pin added.
     *
     * @param served what servers present now; nothing if nobody asked
     */
    String add(SpkiPin pin, List<Set<Pin>> served) throws RefusedException {
        if (served.stream().anyMatch(chain -> chain.contains(pin))) {
            throw new RefusedException(
                    pin + " is served already, and no backup: whoever loses that key loses both, expected another key");
        }
        Set<Pin> expected = pins(rule);
        expected.add(pin);
        return changed(expected, () -> editor.add(rule.hosts(), pin));
    }

    /**
     * The text without the pin.
     *
     * @param served what servers present now; nothing if nobody asked
     */
    String remove(Pin pin, List<Set<Pin>> served) throws RefusedException {
        Set<Pin> left = pins(rule);
        if (!left.remove(pin)) {
            throw new RefusedException(pin + " is no pin of " + rule.hosts() + ", expected one of "
                    + left.stream().map(Pin::toString).collect(Collectors.joining(", ")));
        }
        if (left.size() < MIN_PINS) {
            throw new RefusedException("without " + pin + " there is one pin for " + rule.hosts()
                    + " and no backup, expected two: add the next one first");
        }
        for (Set<Pin> chain : served) {
            if (chain.contains(pin)) {
                throw new RefusedException(pin + " is served by a live server of " + rule.hosts()
                        + ", expected one that no server presents any more");
            }
            if (left.stream().noneMatch(chain::contains)) {
                throw new RefusedException(
                        "a live server of " + rule.hosts() + " presents none of the pins that would be"
                                + " left, expected one (a root that it does not send cannot be seen; see --offline)");
            }
        }
        return changed(left, () -> editor.remove(rule.hosts(), pin));
    }

    private interface Editing {
        Edit edit();
    }

    /** The result is read again, strictly: it has to be the policy of before, but for this change. */
    private String changed(Set<Pin> expected, Editing editing) throws RefusedException {
        try {
            String text = editor.apply(editing.edit());
            PinPolicy after = file.withText(text).policy();
            boolean same = after.rules().size() == policy.rules().size()
                    && after.exemptions().equals(policy.exemptions())
                    && after.unlistedHosts() == policy.unlistedHosts();
            for (int i = 0; same && i < after.rules().size(); i++) {
                PinRule before = policy.rules().get(i);
                PinRule now = after.rules().get(i);
                same = isSameButForPins(before, now)
                        && pins(now).equals(before.hosts().equals(rule.hosts()) ? expected : pins(before));
            }
            if (!same) {
                throw new RefusedException("the edited file would say something else, expected an edit by hand");
            }
            return text;
        } catch (IllegalArgumentException e) {
            throw new RefusedException(e);
        }
    }

    private static boolean isSameButForPins(PinRule before, PinRule now) {
        return before.hosts().equals(now.hosts())
                && before.mode() == now.mode()
                && before.expires().equals(now.expires())
                && before.afterExpiry().equals(now.afterExpiry());
    }

    private static Set<Pin> pins(PinRule rule) {
        Set<Pin> pins = new LinkedHashSet<>();
        rule.pins().forEach(pins::add);
        return pins;
    }
}
