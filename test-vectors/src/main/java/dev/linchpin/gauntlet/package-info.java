/**
 * Hostile and honest TLS servers on loopback, and a judge. A {@link Scenario} is data; how a client is driven
 * through it is a {@link Driver}; {@link Gauntlet} brings the two together and decides by
 * what the servers saw, above all by whether a refused server received one byte of a request.
 */
@NullMarked
package dev.linchpin.gauntlet;

import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.scenario.Scenario;
import org.jspecify.annotations.NullMarked;
