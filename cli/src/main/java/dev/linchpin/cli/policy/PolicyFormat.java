package dev.linchpin.cli.policy;

import dev.linchpin.config.Inspection;
import dev.linchpin.config.PinSetEditor;

/** A format in which policies are written. A new one is listed in {@link PolicyFormats}, and every command reads it. */
public interface PolicyFormat {
    /** By which {@code --format} chooses it. */
    String name();

    /** Whether a text is meant as this format, going by its beginning or by what its file is called; a hint, and no promise. */
    boolean recognises(String fileName, String text);

    /** What there is to say of a text, and what can be read of it. Throws for no text. */
    Inspection inspect(String text);

    /**
     * What edits a text of this format.
     *
     * @throws dev.linchpin.config.PolicyFileException if anything in the text is an error
     * @throws IllegalArgumentException if nothing edits such texts yet; the message completes "FILE: …"
     */
    PinSetEditor editor(String text);
}
