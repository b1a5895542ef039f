package dev.linchpin;

import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The shape of the core. */
@AnalyzeClasses(locations = ArchitectureTest.Core.class)
class ArchitectureTest {
    /** The packages from the bottom to the top, which is how data flows. Each imports only what stands before it. */
    private static final List<String> LAYERS = List.of(
            "dev.linchpin.internal",
            "dev.linchpin.internal.xml",
            "dev.linchpin.adapter",
            "dev.linchpin.danger",
            "dev.linchpin.pin",
            "dev.linchpin.policy",
            "dev.linchpin.config",
            "dev.linchpin.config.lint",
            "dev.linchpin.chain",
            "dev.linchpin.verdict",
            "dev.linchpin.report",
            "dev.linchpin");

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
    static final ArchRule internal_types_appear_in_no_exported_signature = classes()
            .that()
            .arePublic()
            .and()
            .resideOutsideOfPackage("dev.linchpin.internal..")
            .should(new ArchCondition<>("show no internal type") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    Stream<JavaClass> supertypes =
                            Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream());
                    supertypes
                            .filter(ArchitectureTest::isInternal)
                            .forEach(shown -> report(type.getName(), shown, events));
                    for (JavaMember member : type.getMembers()) {
                        Set<JavaModifier> modifiers = member.getModifiers();
                        if (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED)) {
                            member.getAllInvolvedRawTypes().stream()
                                    .filter(ArchitectureTest::isInternal)
                                    .forEach(shown -> report(member.getFullName(), shown, events));
                        }
                    }
                }

                private void report(String where, JavaClass shown, ConditionEvents events) {
                    events.add(SimpleConditionEvent.violated(shown, where + " shows " + shown.getName()));
                }
            });

    @ArchTest
    static final ArchRule names_say_what_a_class_is =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Impl|(?<!Trust)Manager)");

    @ArchTest
    static final ArchRule nothing_is_printed_or_logged = noClasses()
            .should(ACCESS_STANDARD_STREAMS)
            .orShould(USE_JAVA_UTIL_LOGGING)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(System.Logger.class);

    /** A handshake never waits for another. ArchUnit sees the modifier; a synchronized block is for the reviewer. */
    @ArchTest
    static final ArchRule no_method_is_synchronized = methods().should().notHaveModifier(SYNCHRONIZED);

    @ArchTest
    static final ArchRule time_comes_from_the_clock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callConstructor(Date.class);

    /** The test vectors share the package root and the class path, but not the rules. */
    static final class Core implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> testClass) {
            return Set.of(Location.of(
                    Linchpin.class.getProtectionDomain().getCodeSource().getLocation()));
        }
    }

    private static boolean isInternal(JavaClass type) {
        return type.getPackageName().startsWith("dev.linchpin.internal");
    }
}
