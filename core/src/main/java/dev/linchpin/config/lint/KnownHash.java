package dev.linchpin.config.lint;

import java.util.List;

/**
 * A value that is taken for a pin.
 *
 * @param what completes the sentence "the pin is …"
 * @param texts the forms in which it stands in files: base64 without padding, or hexadecimal digits
 */
record KnownHash(String what, List<String> texts) {}
