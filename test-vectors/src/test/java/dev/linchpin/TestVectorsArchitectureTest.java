package dev.linchpin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.linchpin.gauntlet.Gauntlet;
import java.util.List;
import java.util.Set;

/** The shape of what judges others. */
@AnalyzeClasses(locations = TestVectorsArchitectureTest.Judges.class)
class TestVectorsArchitectureTest {
    /** The packages from the bottom to the top. Each imports only what stands before it. */
    private static final List<String> LAYERS = List.of(
            "dev.linchpin.pki",
            "dev.linchpin.vectors",
            "dev.linchpin.vectors.draft",
            "dev.linchpin.vectors.lint",
            "dev.linchpin.format",
            "dev.linchpin.process",
            "dev.linchpin.android",
            "dev.linchpin.gauntlet.transport",
            "dev.linchpin.gauntlet.server",
            "dev.linchpin.gauntlet.scenario",
            "dev.linchpin.gauntlet.catalogue",
            "dev.linchpin.gauntlet.client",
            "dev.linchpin.gauntlet.play",
            "dev.linchpin.gauntlet",
            "dev.linchpin.gauntlet.report",
            "dev.linchpin.recipe",
            "dev.linchpin.conformance",
            "dev.linchpin.conformance.report");

    @ArchTest
    static final ArchRule every_package_is_a_layer =
            classes().should().resideInAnyPackage(LAYERS.toArray(String[]::new));

    /** With the rule above, this leaves no room for a cycle of packages. */
    @ArchTest
    static final ArchRule each_package_imports_only_what_stands_below_it = classes()
            .should(new ArchCondition<>("import only from the packages below their own") {
                @Override
                public void check(JavaClass origin, ConditionEvents events) {
                    int layer = LAYERS.indexOf(origin.getPackageName());
                    origin.getDirectDependenciesFromSelf().stream()
                            .filter(dependency -> LAYERS.indexOf(dependency
                                            .getTargetClass()
                                            .getBaseComponentType()
                                            .getPackageName())
                                    > layer)
                            .forEach(dependency ->
                                    events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
                }
            });

    @ArchTest
    static final ArchRule names_say_what_a_class_is =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Impl|(?<!Trust)Manager)");

    /** Tests of this module share the packages, but not the rules. */
    static final class Judges implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> testClass) {
            return Set.of(Location.of(
                    Gauntlet.class.getProtectionDomain().getCodeSource().getLocation()));
        }
    }
}
