package dev.linchpin.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * Cases that are compared with each other. Each round measures all of them one after the other, so that whatever else the
 * machine does hits them alike.
 */
record Group(List<Case> cases, int rounds, Pace pace) {
    Group {
        cases = List.copyOf(cases);
    }

    Duration estimate() {
        return pace.estimate().multipliedBy((long) rounds * cases.size());
    }
}
