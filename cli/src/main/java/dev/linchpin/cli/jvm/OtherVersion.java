package dev.linchpin.cli.jvm;

import dev.linchpin.cli.driver.AbsentClient;
import dev.linchpin.cli.driver.PinnedDriver;
import dev.linchpin.cli.driver.TlsProvider;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.process.MavenFiles;
import dev.linchpin.process.TemporaryFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A client with an adapter, in a version that is not the one of this JVM; it plays in its own. */
public record OtherVersion(PinnedDriver driver, OwnVersion jvm) implements PlayedElsewhere {
    /**
     * Clients that have an adapter, in every version that the adapter is held to, on every provider that needs no JVM of its own. A version
     * that cannot be had is there as well, and says why it does not play.
     *
     * @param names of drivers, or of versions of them as in {@link #names}; empty for all
     * @param playing whether they are to play, for which Maven looks for their files
     */
    public static List<Driver> all(List<String> names, boolean playing) {
        List<Driver> all = new ArrayList<>();
        for (ClientVersion version : ClientVersion.all()) {
            List<PinnedDriver> drivers = TlsProvider.sideBySide().stream()
                    .flatMap(provider -> PinnedDriver.all(provider).stream())
                    .map(PinnedDriver.class::cast)
                    .filter(driver -> version.isDrivenBy(driver.name()))
                    .filter(driver -> names.isEmpty()
                            || names.contains(driver.name())
                            || names.contains(version.nameOf(driver.name())))
                    .toList();
            if (!drivers.isEmpty()) {
                all.addAll(playing ? of(version, drivers) : absent(version, drivers, "not started", false));
            }
        }
        return all;
    }

    /** What may be chosen from: every client with its version, and without. */
    public static List<String> names() {
        List<ClientVersion> versions = ClientVersion.all();
        List<String> drivers = PinnedDriver.all().stream()
                .map(Driver::name)
                .filter(name -> versions.stream().anyMatch(version -> version.isDrivenBy(name)))
                .toList();
        Stream<String> both = versions.stream()
                .flatMap(version -> drivers.stream().filter(version::isDrivenBy).map(version::nameOf));
        return Stream.concat(drivers.stream(), both).toList();
    }

    private static List<? extends Driver> of(ClientVersion version, List<PinnedDriver> drivers) {
        try (TemporaryFolder folder = TemporaryFolder.of(version.toString())) {
            OwnVersion jvm = new OwnVersion(version, MavenFiles.of(version.coordinates(), folder.path()));
            return drivers.stream().map(driver -> new OtherVersion(driver, jvm)).toList();
        } catch (IOException e) {
            return absent(version, drivers, String.valueOf(e.getMessage()), true);
        }
    }

    private static List<AbsentClient> absent(
            ClientVersion version, List<PinnedDriver> drivers, String reason, boolean broken) {
        return drivers.stream()
                .map(driver -> new AbsentClient(version.nameOf(driver.name()), driver.provider(), reason, broken))
                .toList();
    }

    @Override
    public String name() {
        return jvm.client().nameOf(driver.name());
    }

    @Override
    public String version() {
        return jvm.client().version();
    }
}
