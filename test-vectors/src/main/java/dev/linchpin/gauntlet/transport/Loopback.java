package dev.linchpin.gauntlet.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The only network here. */
public final class Loopback {
    /** Where servers listen unless a scenario says otherwise. */
    public static final String ADDRESS = "127.0.0.1";

    private static final Map<String, Boolean> PRESENT = new ConcurrentHashMap<>();

    private Loopback() {}

    /** 127.0.0.1 under this name, without asking any name server. */
    public static InetAddress named(String host) {
        return named(host, ADDRESS);
    }

    /** An address under this name, without asking any name server. */
    public static InetAddress named(String host, String address) {
        try {
            return InetAddress.getByAddress(host, InetAddress.getByName(address).getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("expected an IP address but found \"" + address + '"', e);
        }
    }

    /** Whether this machine has the address: 127.0.0.2 and ::1 are not everywhere. */
    public static boolean has(String address) {
        return PRESENT.computeIfAbsent(address, Loopback::canBind);
    }

    private static boolean canBind(String address) {
        try (ServerSocket socket = new ServerSocket(0, 1, named("localhost", address))) {
            return socket.isBound();
        } catch (IOException theMachineHasNoSuchAddress) {
            return false;
        }
    }
}
