package dev.linchpin.format;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * When a report was made, by what, and about which software. A value, so that the same run gives the same report. Immutable.
 *
 * @param date in a report it is told to the second
 * @param version of Linchpin
 * @param commit of the checkout, {@code -dirty} where files differ from it; or why it is not known
 * @param jdk version and vendor
 * @param system operating system and architecture
 */
public record Provenance(
        Instant date, String version, String commit, String jdk, String system, List<Software> software) {
    public Provenance {
        date = date.truncatedTo(ChronoUnit.SECONDS);
        software = List.copyOf(software);
    }

    /**
     * Software that took part.
     *
     * @param kind {@code provider}, {@code client} …
     * @param version empty if it is not known
     */
    public record Software(String kind, String name, String version) {
        @Override
        public String toString() {
            return version.isEmpty() ? name : name + " " + version;
        }
    }

    /** The most of it in a line. */
    public String headline() {
        return date + ", Linchpin " + version + ", JDK " + jdk;
    }

    /** All of it, as a list to read. */
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Date", date.toString());
        facts.put("Linchpin", version + ", commit " + commit);
        facts.put("JDK", jdk);
        facts.put("System", system);
        software.stream()
                .collect(Collectors.groupingBy(
                        Software::kind,
                        LinkedHashMap::new,
                        Collectors.mapping(Software::toString, Collectors.joining(", "))))
                .forEach(
                        (kind, all) -> facts.put(Character.toUpperCase(kind.charAt(0)) + kind.substring(1) + "s", all));
        return Collections.unmodifiableMap(facts);
    }

    /** The same for programs: values by names that stay as they are. */
    public Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("date", date.toString());
        properties.put("linchpin.version", version);
        properties.put("linchpin.commit", commit);
        properties.put("jdk", jdk);
        properties.put("system", system);
        software.forEach(each -> properties.put(each.kind() + "." + each.name(), each.version()));
        return Collections.unmodifiableMap(properties);
    }
}
