package dev.linchpin.build;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Holds the public API of core and the adapters against a file in each folder {@code api}, so that no change of the API
 * goes unseen in a review. {@code mvn verify -Dapi.accept} writes the files anew.
 */
class PublicApiTest {
    static final List<PublishedModule> MODULES = PublishedModule.LIBRARIES;

    @ParameterizedTest
    @FieldSource("MODULES")
    void is_the_one_that_was_reviewed(PublishedModule module) throws IOException {
        List<String> actual = ApiText.of(module.built());
        Path golden = module.goldenFile();
        if (System.getProperty("api.accept") != null) {
            Files.createDirectories(golden.getParent());
            Files.write(golden, actual);
            return;
        }
        List<String> reviewed = Files.exists(golden) ? Files.readAllLines(golden) : List.of();
        if (!actual.equals(reviewed)) {
            fail("The public API of " + module + " is not the one in "
                    + PublishedModule.repository().relativize(golden) + ":\n\n"
                    + String.join("\n", LineDiff.between(reviewed, actual))
                    + "\n\nIf that is meant, run mvn verify -Dapi.accept and commit the file.\n");
        }
    }
}
