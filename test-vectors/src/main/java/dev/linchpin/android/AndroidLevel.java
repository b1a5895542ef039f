package dev.linchpin.android;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A version of Android whose classes can be had, and run: those that Robolectric publishes as {@code org.robolectric:android-all}. */
public enum AndroidLevel {
    API_24(24, "7.0", "7.0.0_r1-robolectric-r1", 80, 17),
    API_26(26, "8.0", "8.0.0_r4-robolectric-r1", 101, 17),
    API_30(30, "11", "11-robolectric-6757853", 142, 17),
    API_34(34, "14", "14-robolectric-10818077", 138, 17),
    API_36(36, "16", "16-robolectric-13921718-2", 203, 21),
    API_37(37, "17", "17-robolectric-16653203", 231, 21);

    /** The system property that says with which levels tests run: as {@link #list} has it. */
    public static final String PROPERTY = "linchpin.android.levels";

    private final int api;
    private final String android;
    private final String artifactVersion;
    private final int megabytes;
    private final int java;

    AndroidLevel(int api, String android, String artifactVersion, int megabytes, int java) {
        this.api = api;
        this.android = android;
        this.artifactVersion = artifactVersion;
        this.megabytes = megabytes;
        this.java = java;
    }

    /**
     * The level of this name.
     *
     * @param name {@code 24} or {@code android-24}
     * @throws IllegalArgumentException if there is none; the message says which there are
     */
    public static AndroidLevel named(String name) {
        return Arrays.stream(values())
                .filter(level -> name.equals(level.toString()) || name.equals(Integer.toString(level.api)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + name
                        + "\" is no level of Android that can be had, expected one of "
                        + Arrays.stream(values()).map(AndroidLevel::toString).collect(Collectors.joining(", "))));
    }

    /**
     * The levels of a list.
     *
     * @param names as in {@link #named}, each after a comma; {@code all} for all
     * @throws IllegalArgumentException if one does not exist
     */
    public static List<AndroidLevel> list(String names) {
        return names.toLowerCase(Locale.ROOT).equals("all")
                ? List.of(values())
                : Arrays.stream(names.split(",", -1))
                        .map(String::strip)
                        .map(AndroidLevel::named)
                        .toList();
    }

    /**
     * The levels that {@link #PROPERTY} asks for; unless it is set, the one that is smallest to load.
     *
     * @throws IllegalArgumentException if it asks for one that does not exist
     */
    public static List<AndroidLevel> chosen() {
        return list(System.getProperty(PROPERTY, API_24.toString()));
    }

    /** The number by which applications ask for the version. */
    public int api() {
        return api;
    }

    /** The name that users know. */
    public String android() {
        return android;
    }

    /** What to ask Maven for, as {@code group:artifact:version}. */
    public String coordinates() {
        return "org.robolectric:android-all:" + artifactVersion;
    }

    public String artifactVersion() {
        return artifactVersion;
    }

    /** How much Maven has to load, in 10⁶ bytes. */
    public int megabytes() {
        return megabytes;
    }

    /** The oldest Java that reads the classes; Linchpin needs 17 itself. */
    public int java() {
        return java;
    }

    @Override
    public String toString() {
        return "android-" + api;
    }
}
