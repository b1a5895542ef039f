package dev.linchpin.cli.rotate;

import dev.linchpin.cli.peer.Endpoint;
import dev.linchpin.cli.peer.KeyKind;
import dev.linchpin.cli.peer.PeerChains;
import dev.linchpin.cli.peer.PeerException;
import dev.linchpin.pin.CertificatePin;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.SpkiPin;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the servers of a host present: at every address, and once for each kind of key that servers usually have. Each list has the pins
 * of one chain, as it was sent; a root that is not sent is not in it.
 */
final class ServedPins {
    private static final Set<KeyKind> USUAL = EnumSet.of(KeyKind.EC, KeyKind.RSA);

    private ServedPins() {}

    /**
     * Asks.
     *
     * @param address where to connect to, which may be another than the host's own
     * @throws IllegalArgumentException if one of them cannot be asked; the message is a sentence
     */
    static List<Set<Pin>> of(Endpoint peer, Endpoint address, Duration timeout) {
        List<Set<Pin>> chains = new ArrayList<>();
        try {
            for (InetSocketAddress place : address.addresses()) {
                PeerChains.atFirstSight(peer, List.of(place), timeout).askForEach(USUAL).stream()
                        .map(ServedPins::pins)
                        .forEach(chains::add);
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "no host " + address.host() + " is known, so nothing can be said of what it serves; see --offline",
                    e);
        } catch (PeerException e) {
            throw new IllegalArgumentException(
                    peer + " does not say what it serves: " + e.getMessage() + "; see --connect and --offline", e);
        }
        return chains;
    }

    private static Set<Pin> pins(List<byte[]> chain) {
        Set<Pin> pins = new LinkedHashSet<>();
        for (byte[] certificate : chain) {
            pins.add(SpkiPin.ofCertificate(certificate));
            pins.add(CertificatePin.ofCertificate(certificate));
        }
        return pins;
    }
}
