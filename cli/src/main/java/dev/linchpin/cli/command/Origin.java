package dev.linchpin.cli.command;

import dev.linchpin.format.Provenance;
import dev.linchpin.format.Provenance.Software;
import dev.linchpin.process.FirstLine;
import dev.linchpin.recipe.Toolchain;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.cert.CertPathValidator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** Where the reports of this process come from. */
public final class Origin {
    private Origin() {}

    /** What a report of a run that began then says of itself. */
    public static Provenance provenance(Instant start, Stream<Software> software) {
        return new Provenance(
                start,
                version(),
                commit(),
                java(),
                Stream.of("os.name", "os.version", "os.arch")
                        .map(System::getProperty)
                        .reduce((all, next) -> all + " " + next)
                        .orElse(""),
                software.toList());
    }

    /** The version of Linchpin, which its jar knows. */
    public static String version() {
        String version = Origin.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    /** The Java that runs this, and who made it. */
    public static String java() {
        return Runtime.version() + " (" + System.getProperty("java.vendor") + ")";
    }

    /** The provider whose validator judges paths in this JVM. */
    public static Stream<Software> validator() {
        try {
            Provider provider = CertPathValidator.getInstance("PKIX").getProvider();
            return Stream.of(new Software("provider", provider.getName(), provider.getVersionStr()));
        } catch (NoSuchAlgorithmException noValidator) {
            return Stream.empty();
        }
    }

    /** The languages of the recipes in the checkout, as far as they are here. */
    public static Stream<Software> toolchains() {
        return Checkout.find().stream().flatMap(checkout -> toolchains(checkout).stream());
    }

    private static List<Software> toolchains(Checkout checkout) {
        try {
            return Toolchain.ofRecipes(checkout.resolve("test-vectors/recipes")).stream()
                    .map(tool -> new Software("toolchain", tool.program(), tool.version()))
                    .toList();
        } catch (IOException noRecipes) {
            return List.of();
        }
    }

    /**
     * The commit that this was made from, with {@code -dirty} if there were changes: in a checkout as git says, since the launcher builds
     * what is in it, elsewhere as the build wrote down.
     */
    public static String commit() {
        return home().flatMap(Origin::commit).or(Origin::commitOfBuild).orElse("unknown");
    }

    /** The checkout that this program was built in and still lies in. */
    private static Optional<Path> home() {
        try {
            Path code = Path.of(Origin.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toRealPath();
            Optional<Path> checkout = Checkout.find().map(Checkout::folder);
            return checkout.isPresent() && code.startsWith(checkout.get().toRealPath()) ? checkout : Optional.empty();
        } catch (URISyntaxException | IOException e) {
            return Optional.empty();
        }
    }

    /** Empty for what was not built in a repository, such as a source archive. */
    private static Optional<String> commitOfBuild() {
        try (InputStream file = Origin.class.getResourceAsStream("commit.properties")) {
            if (file == null) {
                return Optional.empty();
            }
            Properties build = new Properties();
            build.load(file);
            String dirty = Boolean.parseBoolean(build.getProperty("git.dirty")) ? "-dirty" : "";
            return Optional.ofNullable(build.getProperty("git.commit.id.full")).map(id -> id + dirty);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Empty if nobody knows. */
    static Optional<String> commit(Path checkout) {
        ProcessBuilder git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--exclude=*", "--abbrev=40")
                .directory(checkout.toFile());
        // A checkout without a repository of its own may lie in another one, whose commit says nothing of it.
        git.environment().put("GIT_CEILING_DIRECTORIES", String.valueOf(checkout.getParent()));
        return FirstLine.of(git);
    }
}
