package dev.linchpin.cli.jvm;

import dev.linchpin.android.AndroidLevel;
import dev.linchpin.android.AndroidOracle;
import dev.linchpin.cli.driver.AbsentClient;
import dev.linchpin.cli.driver.AndroidDriver;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.process.Jdk;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** A version of Android; it plays in a JVM of its own. */
public record OtherAndroid(AndroidDriver driver, OwnAndroid jvm) implements PlayedElsewhere {
    /** What may be chosen from. */
    public static List<String> names() {
        return Stream.of(AndroidLevel.values()).map(AndroidLevel::toString).toList();
    }

    /**
     * All of them. One that cannot be had says why it does not play.
     *
     * @param names of those that are to play, among others; empty for all
     * @param playing whether any is to play, for which Maven looks for its file
     */
    public static List<Driver> all(List<String> names, boolean playing) {
        return Stream.of(AndroidLevel.values())
                .map(level -> playing && (names.isEmpty() || names.contains(level.toString()))
                        ? of(level)
                        : absent(level, "not started", false))
                .toList();
    }

    private static Driver of(AndroidLevel level) {
        Jdk jdk;
        try {
            jdk = AndroidOracle.jdk(level);
        } catch (IOException e) {
            return absent(level, String.valueOf(e.getMessage()), false);
        }
        try {
            return new OtherAndroid(
                    AndroidDriver.elsewhere(level), new OwnAndroid(level, AndroidOracle.jar(level), jdk));
        } catch (IOException e) {
            return absent(level, String.valueOf(e.getMessage()), true);
        }
    }

    private static AbsentClient absent(AndroidLevel level, String reason, boolean broken) {
        return new AbsentClient(level.toString(), AndroidDriver.elsewhere(level).provider(), reason, broken);
    }

    @Override
    public String name() {
        return driver.name();
    }

    @Override
    public String version() {
        return driver.version();
    }
}
