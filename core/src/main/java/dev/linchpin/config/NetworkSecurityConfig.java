package dev.linchpin.config;

import dev.linchpin.danger.OverridePins;
import dev.linchpin.internal.xml.XmlDocument;
import dev.linchpin.internal.xml.XmlElement;
import dev.linchpin.internal.xml.XmlException;
import dev.linchpin.internal.xml.XmlText;
import dev.linchpin.policy.PinPolicy;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Android's {@code network_security_config.xml}, read and written: the file that the app ships also drives every client of the JVM.
 *
 * <pre>{@code
 * PinPolicy policy = NetworkSecurityConfig.parse(Path.of("network_security_config.xml")).policy();
 * }</pre>
 *
 * <p>Read {@linkplain Compatibility#STRICT strictly}, what the platform takes in another way than it looks is an error. What the format
 * cannot say stands in attributes of the namespace {@code urn:linchpin:policy:1}, which Android skips; docs/policy-files.md has all of
 * it. Trust anchors, clear text, certificate transparency and encrypted hellos are no matter of pins: they are kept, and
 * {@link #settingsFor} tells them.
 *
 * <p>The text may be hostile: there is no DTD and no entity, size, depth and counts are bounded, nothing is fetched but what
 * {@link RawResources} gives, and an error never leaves a policy that is true in part. Immutable.
 */
public final class NetworkSecurityConfig {
    private final AndroidConfig config;
    private final Supplier<PolicyDraft> draft;
    private final List<Finding> findings;

    private NetworkSecurityConfig(AndroidConfig config, Supplier<PolicyDraft> draft, List<Finding> findings) {
        this.config = config;
        this.draft = draft;
        this.findings = findings;
    }

    /**
     * Reads a file strictly.
     *
     * @throws IOException if it cannot be read
     * @throws PolicyFileException if anything in it is an error, or it pins nothing
     */
    public static NetworkSecurityConfig parse(Path file) throws IOException {
        return reader().parse(file);
    }

    /**
     * Reads a stream strictly to its end, and leaves it open.
     *
     * @throws IOException if it cannot be read
     * @throws PolicyFileException as {@link #parse(Path)}
     */
    public static NetworkSecurityConfig parse(InputStream in) throws IOException {
        return reader().parse(in);
    }

    /**
     * Reads a text strictly.
     *
     * @throws PolicyFileException as {@link #parse(Path)}
     */
    public static NetworkSecurityConfig parse(String xml) {
        return reader().parse(xml);
    }

    /** For whoever does not read strictly, has debug builds, or certificates in resources. */
    public static Reader reader() {
        return new Reader();
    }

    /**
     * The policy as a document that {@link #parse(String)} reads again, and what Android will make of it in another way.
     *
     * @throws PolicyFileException if a host has an entry of its own beside one for it and all below it: the format has each domain once,
     *     and what is left out of a policy would be another policy
     */
    public static WrittenPolicy write(PinPolicy policy) {
        return new AndroidWriter(policy).write();
    }

    /**
     * The policy that the file comes to.
     *
     * @throws PolicyFileException if none can be made of it, which happens only if it was not read strictly
     */
    public PinPolicy policy() {
        return draft().policy();
    }

    /**
     * What the file says, host by host.
     *
     * @throws PolicyFileException if certificates that override pins cannot be read, or may not override them; only if the file was not
     *     read strictly
     */
    public PolicyDraft draft() {
        return draft.get();
    }

    /** What is to be said about it, in the order of the file; no error among it if it was read strictly. */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * What the platform makes of the file for a host, spelled as a client spells it.
     *
     * @throws IllegalArgumentException if the host begins with a dot, which the platform refuses
     */
    public HostSettings settingsFor(String host) {
        if (host.startsWith(".")) {
            throw new IllegalArgumentException("the host begins with a dot, expected a name");
        }
        return config.forHost(host).settings();
    }

    /** How to read. Each option may be set once. Not safe for use by several threads. */
    public static final class Reader {
        private static final int CHUNK = 8192;
        private static final int NEWEST_LEVEL = 37;

        private @Nullable Compatibility compatibility;
        private @Nullable Integer apiLevel;
        private @Nullable OverridePins overridePins;
        private @Nullable RawResources resources;
        private @Nullable String debugFile;
        private boolean debuggable;

        private Reader() {}

        /** {@link Compatibility#STRICT} unless set. */
        public Reader compatibility(Compatibility compatibility) {
            this.compatibility = once("compatibility", this.compatibility, compatibility);
            return this;
        }

        /** The API level of the Android that is meant, from 24; the newest that was compared, 37, unless set. */
        public Reader apiLevel(int level) {
            this.apiLevel = once("apiLevel", this.apiLevel, level);
            return this;
        }

        /** Whether {@code debug-overrides} count; its certificates are then above the pins of every host. */
        public Reader debuggable(boolean debuggable) {
            this.debuggable = debuggable;
            return this;
        }

        /** The text of the {@code …_debug} file, which counts if this is debuggable and the file itself has no {@code debug-overrides}. */
        public Reader debugFile(String xml) {
            this.debugFile = once("debugFile", this.debugFile, xml);
            return this;
        }

        /** Where {@code @raw/…} is found; nowhere unless set. */
        public Reader resources(RawResources resources) {
            this.resources = once("resources", this.resources, resources);
            return this;
        }

        /** Lets trust anchors override pins outside {@code debug-overrides}. */
        public Reader accept(OverridePins danger) {
            this.overridePins = once("accept", this.overridePins, danger);
            return this;
        }

        /** As {@link NetworkSecurityConfig#parse(Path)}. */
        public NetworkSecurityConfig parse(Path file) throws IOException {
            try (InputStream in = Files.newInputStream(file)) {
                return parse(in);
            }
        }

        /** As {@link NetworkSecurityConfig#parse(InputStream)}. */
        public NetworkSecurityConfig parse(InputStream in) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0 && bytes.size() <= XmlText.MAX_CHARS; read = in.read(chunk)) {
                bytes.write(chunk, 0, read);
            }
            try {
                return parse(XmlText.decode(bytes.toByteArray()));
            } catch (XmlException e) {
                throw malformed(new SourceText(""), e);
            }
        }

        /** As {@link NetworkSecurityConfig#parse(String)}. */
        public NetworkSecurityConfig parse(String xml) {
            SourceText source = new SourceText(xml);
            if (compatibility == Compatibility.ANDROID) {
                return asAndroid(source);
            }
            Findings findings = new Findings(source);
            Strict file = strictly(source, findings);
            if (!findings.hasErrors()) {
                try {
                    file.draft.policy();
                } catch (PolicyFileException e) {
                    findings.addAll(e.findings());
                }
            }
            if (findings.hasErrors()) {
                throw new PolicyFileException(findings.inOrder());
            }
            return new NetworkSecurityConfig(file.config, () -> file.draft, findings.inOrder());
        }

        /**
         * All that a strict reading finds in a text, and what platforms make of it in different ways. Its policy is that of a strict
         * {@link #parse(String)}. Throws for no text.
         */
        public Inspection inspect(String xml) {
            SourceText source = new SourceText(xml);
            Findings findings = new Findings(source);
            try {
                Strict file = strictly(source, findings);
                AndroidLevels.find(file.root, file.config, findings);
                return new Inspection(findings.inOrder(), Optional.of(file.draft));
            } catch (PolicyFileException e) {
                findings.addAll(e.findings());
                return new Inspection(findings.inOrder(), Optional.empty());
            }
        }

        private NetworkSecurityConfig asAndroid(SourceText source) {
            XmlElement root = document(source);
            AndroidConfig config = AndroidReader.read(root, source, level(), debuggable, debugRoot(), null);
            Findings findings = new Findings(source);
            AndroidWarnings.find(config, findings);
            AndroidDraft draft = new AndroidDraft(config, anchors(), source, false);
            return new NetworkSecurityConfig(config, () -> draft.draft(root), findings.inOrder());
        }

        /**
         * Reads on behind errors, which are findings then; of a file with errors the draft is what lint has to say more about.
         *
         * @throws PolicyFileException if it is another kind of document, or none
         */
        private Strict strictly(SourceText source, Findings findings) {
            XmlElement root = document(source);
            AndroidTraps.find(root, findings, overridePins != null);
            AndroidConfig config = AndroidReader.read(root, source, level(), debuggable, debugRoot(), findings);
            AndroidWarnings.find(config, findings);
            try {
                return new Strict(root, config, draft(root, config, source, anchors()));
            } catch (PolicyFileException e) {
                if (!findings.hasErrors()) {
                    findings.addAll(e.findings());
                }
                return new Strict(root, config, draft(root, config, source, OverridingAnchors.none()));
            }
        }

        private static PolicyDraft draft(
                XmlElement root, AndroidConfig config, SourceText source, OverridingAnchors anchors) {
            return new AndroidDraft(config, anchors, source, true).draft(root);
        }

        private record Strict(XmlElement root, AndroidConfig config, PolicyDraft draft) {}

        private OverridingAnchors anchors() {
            return new OverridingAnchors(
                    overridePins != null || debuggable, resources == null ? Reader::nowhere : resources);
        }

        private Optional<XmlElement> debugRoot() {
            return Optional.ofNullable(debugFile).map(text -> document(new SourceText(text)));
        }

        private int level() {
            return apiLevel == null ? NEWEST_LEVEL : apiLevel;
        }

        private static XmlElement document(SourceText source) {
            try {
                return XmlDocument.parse(source.text());
            } catch (XmlException e) {
                throw malformed(source, e);
            }
        }

        private static PolicyFileException malformed(SourceText source, XmlException e) {
            int offset = Math.min(e.offset(), source.text().length());
            Position position = source.position(offset, offset);
            return new PolicyFileException(List.of(Finding.of(
                    "malformed-xml", Severity.ERROR, Optional.of(position), String.valueOf(e.getMessage()))));
        }

        private static byte[] nowhere(String reference) throws IOException {
            throw new FileNotFoundException("nothing was said about where it is");
        }

        private static <T> T once(String option, @Nullable T before, T now) {
            if (before != null) {
                throw new IllegalStateException(option + " is set twice, expected once");
            }
            return Objects.requireNonNull(now, option);
        }
    }
}
