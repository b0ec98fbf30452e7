package io.headrace.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds ports that a server can keep over a restart.
 *
 * <p>The ports lie below the range from which Linux (32768 up) and macOS (49152 up) take the source ports of outgoing
 * connections. A port from that range can be taken away while its server is down: a client that keeps trying to
 * reconnect over loopback may be given the very port it dials as its own, connects to itself, and the server cannot bind
 * any more.
 *
 * <p>No port is given twice, so a server that is down finds its own again. Where several JVMs on one machine look for ports, the system property {@value #SHARE} gives each a share
 * of them.
 */
public final class LoopbackPort {
    /** A small number, different in each JVM. */
    static final String SHARE = "headrace.ports.share";

    private static final int LOWEST = 15_000;
    private static final int END = 32_000;
    private static final int SHARES = 4;
    private static final int PORTS = (END - LOWEST) / SHARES;
    private static final int FIRST = LOWEST + PORTS * Math.floorMod(Integer.getInteger(SHARE, 0), SHARES);
    private static final int ATTEMPTS = 200;

    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(PORTS));

    private LoopbackPort() {}

    /**
     * @return a port on which nothing listens just now; nothing is reserved, so bind it soon
     * @throws IllegalStateException when no free port was found
     */
    public static int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), PORTS);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port between " + FIRST + " and " + (FIRST + PORTS)
                + " on 127.0.0.1 after " + ATTEMPTS + " attempts; stop what listens there");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
