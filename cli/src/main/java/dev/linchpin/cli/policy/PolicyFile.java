package dev.linchpin.cli.policy;

import dev.linchpin.config.Finding;
import dev.linchpin.config.Inspection;
import dev.linchpin.config.PinSetEditor;
import dev.linchpin.config.PolicyFileException;
import dev.linchpin.config.Position;
import dev.linchpin.config.Severity;
import dev.linchpin.policy.PinPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A policy file of any format that is known: its text, what it says, and what there is to say about it. Immutable. */
public final class PolicyFile {
    /** What the readers in core take (XmlText). */
    private static final int MAX_BYTES = 32 << 20;

    private final String text;
    private final PolicyFormat format;
    private final Inspection inspection;

    private PolicyFile(String text, PolicyFormat format, Inspection inspection) {
        this.text = text;
        this.format = format;
        this.inspection = inspection;
    }

    /**
     * The policy in a file.
     *
     * @throws IllegalArgumentException if it cannot be read, or anything in it is an error: the message is a sentence about it
     */
    public static PinPolicy read(Path file) {
        return open(file, null).policy();
    }

    /**
     * A file, whatever it says.
     *
     * @param format null for the one that it seems to be
     * @throws IllegalArgumentException if it cannot be read, or is of no known format: the message completes "FILE: …"
     */
    public static PolicyFile open(Path file, @Nullable PolicyFormat format) {
        try {
            if (Files.isDirectory(file)) {
                throw new IllegalArgumentException("it is a directory");
            }
            try (InputStream in = Files.newInputStream(file)) {
                return read(String.valueOf(file.getFileName()), in, format);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(Unreadable.reason(e), e);
        }
    }

    /**
     * A stream to its end, or to where it is too long.
     *
     * @throws IllegalArgumentException as {@link #open}
     */
    public static PolicyFile read(String name, InputStream in, @Nullable PolicyFormat format) throws IOException {
        byte[] content = in.readNBytes(MAX_BYTES + 1);
        if (content.length > MAX_BYTES) {
            throw new IllegalArgumentException("it is larger than " + (MAX_BYTES >> 20) + " MiB");
        }
        return of(name, content, format);
    }

    private static PolicyFile of(String name, byte[] content, @Nullable PolicyFormat wanted) {
        String text;
        boolean isText = true;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(content, StandardCharsets.UTF_8);
            isText = false;
        }
        PolicyFormat format = wanted == null ? recognise(name, text) : wanted;
        return new PolicyFile(text, format, isText ? format.inspect(text) : noText());
    }

    private static PolicyFormat recognise(String name, String text) {
        return PolicyFormats.recognise(name, text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "it is no policy file, expected a format out of " + PolicyFormats.names()));
    }

    private static Inspection noText() {
        Finding finding = Finding.of(
                "encoding",
                Severity.ERROR,
                Optional.of(new Position(1, 1, 0, 0)),
                "the file is no text in UTF-8, expected UTF-8");
        return new Inspection(List.of(finding), Optional.empty());
    }

    /** The same file with another text. */
    public PolicyFile withText(String newText) {
        return new PolicyFile(newText, format, format.inspect(newText));
    }

    /** The text, with a byte order mark if there is one: as UTF-8 it is the bytes of the file, unless it has none. */
    public String text() {
        return text;
    }

    public Inspection inspection() {
        return inspection;
    }

    /**
     * The policy that the file comes to.
     *
     * @throws PolicyFileException if anything in it is an error
     */
    public PinPolicy policy() {
        return inspection.policy();
    }

    /**
     * What edits the text.
     *
     * @throws PolicyFileException if anything in it is an error
     * @throws IllegalArgumentException if nothing edits this format yet; the message completes "FILE: …"
     */
    public PinSetEditor editor() {
        return format.editor(text);
    }
}
