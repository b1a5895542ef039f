/** The model of a scenario: who listens, what the client is to do under which policy, and what has to come of it. */
@NullMarked
package dev.linchpin.gauntlet.scenario;

import org.jspecify.annotations.NullMarked;
