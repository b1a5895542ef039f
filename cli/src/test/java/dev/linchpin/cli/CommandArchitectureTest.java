package dev.linchpin.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Set;

/** The shape of the tool. */
@AnalyzeClasses(locations = CommandArchitectureTest.Tool.class)
class CommandArchitectureTest {
    private static final List<String> COMMANDS = List.of(
            "dev.linchpin.cli.backup",
            "dev.linchpin.cli.bench",
            "dev.linchpin.cli.bundle",
            "dev.linchpin.cli.check",
            "dev.linchpin.cli.conformance",
            "dev.linchpin.cli.demo",
            "dev.linchpin.cli.emit",
            "dev.linchpin.cli.gauntlet",
            "dev.linchpin.cli.lint",
            "dev.linchpin.cli.pin",
            "dev.linchpin.cli.platforms",
            "dev.linchpin.cli.rotate",
            "dev.linchpin.cli.vectors");

    @ArchTest
    static final ArchRule main_stands_above_the_commands_and_these_above_what_they_share = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("main")
            .definedBy("dev.linchpin.cli")
            .layer("commands")
            .definedBy(COMMANDS.toArray(String[]::new))
            .layer("command")
            .definedBy("dev.linchpin.cli.command")
            .layer("key")
            .definedBy("dev.linchpin.cli.key")
            .layer("peer")
            .definedBy("dev.linchpin.cli.peer")
            .layer("policy")
            .definedBy("dev.linchpin.cli.policy")
            .layer("privatekey")
            .definedBy("dev.linchpin.cli.privatekey")
            .layer("target")
            .definedBy("dev.linchpin.cli.target..")
            .layer("tournament")
            .definedBy("dev.linchpin.cli.tournament")
            .layer("jvm")
            .definedBy("dev.linchpin.cli.jvm")
            .layer("driver")
            .definedBy("dev.linchpin.cli.driver")
            .layer("testee")
            .definedBy("dev.linchpin.testee", "dev.linchpin.remote.testee")
            .ensureAllClassesAreContainedInArchitecture()
            .whereLayer("main")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("commands")
            .mayOnlyBeAccessedByLayers("main")
            .whereLayer("command")
            .mayNotAccessAnyLayer()
            .whereLayer("key")
            .mayOnlyAccessLayers("command", "policy")
            .whereLayer("peer")
            .mayNotAccessAnyLayer()
            .whereLayer("policy")
            .mayNotAccessAnyLayer()
            .whereLayer("privatekey")
            .mayOnlyAccessLayers("command")
            .whereLayer("target")
            .mayNotAccessAnyLayer()
            .whereLayer("tournament")
            .mayOnlyAccessLayers("command", "driver")
            .whereLayer("jvm")
            .mayOnlyAccessLayers("driver")
            .whereLayer("driver")
            .mayNotAccessAnyLayer()
            .whereLayer("testee")
            .mayNotAccessAnyLayer();

    /** Every other layer is one package, so with the rule above this leaves no room for a cycle of packages. */
    @ArchTest
    static final ArchRule no_command_imports_from_another =
            slices().assignedFrom(new Commands()).should().notDependOnEachOther();

    @ArchTest
    static final ArchRule names_say_what_a_class_is =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Impl|(?<!Trust)Manager)");

    private static final class Commands implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String home = type.getPackageName();
            return COMMANDS.contains(home) ? SliceIdentifier.of(home) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "commands";
        }
    }

    /** The clients and the module of the vectors share the class path, but not the rules. */
    static final class Tool implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> testClass) {
            return Set.of(
                    Location.of(Main.class.getProtectionDomain().getCodeSource().getLocation()));
        }
    }
}
