package dev.linchpin.cli.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.dd.plist.NSArray;
import com.dd.plist.NSDictionary;
import com.dd.plist.NSObject;
import com.dd.plist.XMLPropertyListParser;
import dev.linchpin.config.PinnedDomains;
import dev.linchpin.config.PolicyFileException;
import dev.linchpin.config.TrustKitPlist;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What readers of property lists make of the files that are written for iOS: core's, dd-plist, Python's and Apple's own, in Swift's Foundation. */
class PropertyListCodeTest {
    private static final Set<String> IN_PINNED_DOMAINS = Set.of(
            "api.example.com",
            "xn--bcher-kva.example",
            "certificate.example.net",
            "tree.example.com",
            "closed.example.com",
            "single.example.com");
    private static final Set<String> IN_TRUSTKIT = Set.of(
            "api.example.com",
            "xn--bcher-kva.example",
            "tree.example.com",
            "closed.example.com",
            "watched.example.com",
            "cdn.tree.example.com");

    @TempDir
    private Path folder;

    @Test
    void pinned_domains_say_what_the_policy_says() throws Exception {
        NSDictionary domains =
                (NSDictionary) dictionary("ios-nspinneddomains", "everything").objectForKey("NSAppTransportSecurity");
        domains = (NSDictionary) domains.objectForKey("NSPinnedDomains");
        assertEquals(IN_PINNED_DOMAINS, domains.keySet());
        for (Map.Entry<String, NSObject> domain : domains.entrySet()) {
            NSDictionary entry = (NSDictionary) domain.getValue();
            Set<String> pins = Stream.of(((NSArray) entry.objectForKey("NSPinnedLeafIdentities")).getArray())
                    .map(key -> "sha256/" + ((NSDictionary) key).objectForKey("SPKI-SHA256-BASE64"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(keys(domain.getKey()), pins, domain.getKey());
            boolean subtree = domain.getKey().startsWith("tree.");
            assertEquals(subtree, entry.objectForKey("NSIncludesSubdomains").toJavaObject(), domain.getKey());
        }
    }

    @Test
    void trustkit_is_told_what_the_policy_says() throws Exception {
        NSDictionary domains =
                (NSDictionary) dictionary("trustkit-ios", "everything").objectForKey("TSKConfiguration");
        domains = (NSDictionary) domains.objectForKey("TSKPinnedDomains");
        assertEquals(IN_TRUSTKIT, domains.keySet());
        for (Map.Entry<String, NSObject> domain : domains.entrySet()) {
            NSDictionary entry = (NSDictionary) domain.getValue();
            if (domain.getKey().startsWith("cdn.")) {
                assertEquals(1, entry.count());
                continue;
            }
            Set<String> pins = Stream.of(((NSArray) entry.objectForKey("TSKPublicKeyHashes")).getArray())
                    .map(pin -> "sha256/" + pin)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(keys(domain.getKey()), pins, domain.getKey());
            assertEquals(
                    rule(domain.getKey()).mode() == EnforcementMode.ENFORCE,
                    entry.objectForKey("TSKEnforcePinning").toJavaObject());
            String end = rule(domain.getKey())
                    .expires()
                    .map(at -> at.toString().substring(0, 10))
                    .orElse("null");
            assertEquals(end, String.valueOf(entry.objectForKey("TSKExpirationDate")));
        }
    }

    @Test
    void core_reads_them_as_they_were_written() {
        PinPolicy policy = SamplePolicies.oneHost();
        assertEquals(
                SamplePolicies.rules(policy),
                SamplePolicies.rules(PinnedDomains.inspect(emit("ios-nspinneddomains", "one-host"))
                        .policy()));
        assertEquals(
                SamplePolicies.rules(policy),
                SamplePolicies.rules(
                        TrustKitPlist.inspect(emit("trustkit-ios", "one-host")).policy()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ios-nspinneddomains", "trustkit-ios"})
    void nobody_reads_a_file_while_a_backup_is_missing(String target) {
        String text = emit(target, "no-backup");
        assertThrows(Exception.class, () -> XMLPropertyListParser.parse(text.getBytes(StandardCharsets.UTF_8)));
        assertThrows(
                PolicyFileException.class, () -> PinnedDomains.inspect(text).policy());
        assertThrows(
                PolicyFileException.class, () -> TrustKitPlist.inspect(text).policy());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ios-nspinneddomains", "trustkit-ios"})
    void python_reads_no_file_without_a_backup(String target) throws Exception {
        List<String> python = List.of("python3", "-c", "import plistlib, sys; plistlib.load(open(sys.argv[1], 'rb'))");
        requireProgram("python3");
        assertEquals(0, read(python, emit(target, "everything")));
        assertNotEquals(0, read(python, emit(target, "no-backup")));
    }

    /** The Foundation that comes with Swift is the one of Apple's platforms. */
    @Test
    void apples_foundation_reads_no_file_without_a_backup() throws Exception {
        requireProgram("swiftc");
        Path source = Files.writeString(folder.resolve("main.swift"), """
                import Foundation
                let file = URL(fileURLWithPath: CommandLine.arguments[1])
                _ = try PropertyListSerialization.propertyList(from: Data(contentsOf: file), options: [], format: nil)
                """);
        Path program = folder.resolve("reads");
        assertEquals(
                0,
                SwiftCode.compile(List.of("-o", program.toString(), source.toString()))
                        .exitCode());
        for (String target : List.of("ios-nspinneddomains", "trustkit-ios")) {
            assertEquals(0, read(SwiftCode.command(program), emit(target, "everything")), target);
            assertNotEquals(0, read(SwiftCode.command(program), emit(target, "no-backup")), target);
        }
    }

    private int read(List<String> reader, String text) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("Info.plist"), text);
        List<String> command =
                Stream.concat(reader.stream(), Stream.of(file.toString())).toList();
        return SwiftCode.run(command).exitCode();
    }

    private static void requireProgram(String name) {
        if (!SwiftCode.isHere(name)) {
            String missing = "NOT TESTED: property lists with " + name + ", which is not on this machine";
            System.err.println(missing);
            abort(missing);
        }
    }

    private static NSDictionary dictionary(String target, String sample) throws Exception {
        return (NSDictionary) XMLPropertyListParser.parse(emit(target, sample).getBytes(StandardCharsets.UTF_8));
    }

    private static String emit(String target, String sample) {
        PinPolicy policy = SamplePolicies.all().get(sample);
        EmittedCode code = new Emitter(Targets.named(target), SamplePolicies::describe).emit(policy);
        return code.files().values().iterator().next();
    }

    private static PinRule rule(String domain) {
        return SamplePolicies.all().get("everything").rules().stream()
                .filter(rule -> rule.hosts().toString().endsWith(domain))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> keys(String domain) {
        Set<String> keys = new TreeSet<>();
        rule(domain).pins().forEach(pin -> keys.add(pin.toString()));
        keys.removeIf(pin -> !pin.startsWith("sha256/"));
        assertTrue(!keys.isEmpty());
        return keys;
    }
}
