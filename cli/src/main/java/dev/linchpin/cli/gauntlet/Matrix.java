package dev.linchpin.cli.gauntlet;

import dev.linchpin.cli.driver.AbsentClient;
import dev.linchpin.cli.driver.PinnedDriver;
import dev.linchpin.cli.driver.TlsProvider;
import dev.linchpin.cli.jvm.OwnJvm;
import dev.linchpin.cli.jvm.OwnPlatform;
import dev.linchpin.cli.jvm.PlayedElsewhere;
import dev.linchpin.cli.tournament.Column;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.report.Omission;
import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.gauntlet.transport.Transport;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Scenarios × clients × providers × versions of TLS × versions of HTTP: what of it is played, and what is not for which reason.
 *
 * @param columns everything a driver could be asked to speak, whether it can or not
 * @param quick whether to leave out what takes long and teaches little
 */
record Matrix(List<Scenario> scenarios, List<Column> columns, boolean quick) {
    private static final Set<Feature> PLATFORM = EnumSet.of(Feature.PLATFORM_AUTHORITIES, Feature.TLS_LIMITS);

    static Matrix of(
            List<Scenario> scenarios,
            List<Driver> drivers,
            List<TlsVersion> versions,
            List<Protocol> protocols,
            boolean quick) {
        List<Column> columns = new ArrayList<>();
        for (Driver driver : drivers) {
            for (TlsVersion version : versions) {
                protocols.forEach(http -> columns.add(new Column(driver, Transport.of(http, version))));
            }
        }
        return new Matrix(scenarios, List.copyOf(columns), quick);
    }

    boolean plays(Scenario scenario, Column column) {
        return column.plays(scenario) && leavesOut(scenario, column).isEmpty();
    }

    /** The JVMs that have to be started. */
    List<OwnJvm> ownJvms() {
        return columns.stream()
                .filter(column -> scenarios.stream().anyMatch(scenario -> plays(scenario, column)))
                .flatMap(column -> ownJvm(column).stream())
                .distinct()
                .toList();
    }

    /** What this has to be played in a JVM of its own for; empty if any will do. */
    static Optional<OwnJvm> ownJvm(Column column) {
        if (column.driver() instanceof PlayedElsewhere other) {
            return Optional.of(other.jvm());
        }
        return platform(column).filter(TlsProvider::needsOwnJvm).map(OwnPlatform::new);
    }

    private static Optional<TlsProvider> platform(Column column) {
        return column.driver() instanceof PinnedDriver driver ? Optional.of(driver.tls()) : Optional.empty();
    }

    /** The column as it is in the JVM in which it is played. */
    static Column playing(Column column) {
        return column.driver() instanceof PlayedElsewhere other
                ? new Column(other.driver(), column.transport())
                : column;
    }

    boolean isEmpty() {
        return scenarios.stream().noneMatch(scenario -> columns.stream().anyMatch(column -> plays(scenario, column)));
    }

    List<Omission> unsupported() {
        return unsupported(column -> !isBroken(column));
    }

    List<Omission> broken() {
        return unsupported(Matrix::isBroken);
    }

    private static boolean isBroken(Column column) {
        return column.driver() instanceof AbsentClient absent && absent.broken();
    }

    private List<Omission> unsupported(Predicate<Column> chosen) {
        List<Omission> unsupported = new ArrayList<>();
        forEach((scenario, column) -> column.unsupported(scenario)
                .filter(reason -> chosen.test(column))
                .ifPresent(
                        reason -> unsupported.add(Omission.of(scenario, column.driver(), column.transport(), reason))));
        return unsupported;
    }

    List<Omission> leftOut() {
        List<Omission> leftOut = new ArrayList<>();
        forEach((scenario, column) -> leavesOut(scenario, column)
                .filter(reason -> column.plays(scenario))
                .ifPresent(reason -> leftOut.add(Omission.of(scenario, column.driver(), column.transport(), reason))));
        return leftOut;
    }

    private interface Visitor {
        void visit(Scenario scenario, Column column);
    }

    private void forEach(Visitor visitor) {
        scenarios.forEach(scenario -> columns.forEach(column -> visitor.visit(scenario, column)));
    }

    private Optional<String> leavesOut(Scenario scenario, Column column) {
        return quick ? leavesOutOfQuick(scenario, playing(column)) : Optional.empty();
    }

    private static Optional<String> leavesOutOfQuick(Scenario scenario, Column column) {
        boolean newestTls = column.transport().tls().contains(TlsVersion.TLS_1_3);
        List<Protocol> spoken = column.driver().protocols();
        boolean richestHttp = column.protocol() == spoken.get(spoken.size() - 1);
        boolean sun = column.driver().provider().equals(TlsProvider.SUN.label());
        if (scenario.conditions().patience().isPresent()) {
            return Optional.of("--quick leaves out scenarios that wait on purpose");
        } else if (ownJvm(column).isPresent() && scenario.steps().size() > 1) {
            return Optional.of("--quick plays scenarios of one request only where a JVM is started for them");
        } else if (platform(column).filter(TlsProvider.HARDENED::equals).isPresent()
                && scenario.conditions().platform().stream().noneMatch(PLATFORM::contains)) {
            return Optional.of("--quick plays on a hardened platform only what needs one");
        } else if (scenario.takesLong() && !(sun && newestTls && richestHttp)) {
            return Optional.of("--quick plays hundreds of requests at once over one transport of each client only");
        } else if (!sun && !(newestTls && richestHttp)) {
            return Optional.of("--quick plays other providers over TLS 1.3 and one version of HTTP only");
        } else if (!(column.driver() instanceof PinnedDriver) && !newestTls) {
            return Optional.of("--quick plays clients without an adapter over TLS 1.3 only");
        }
        return Optional.empty();
    }
}
