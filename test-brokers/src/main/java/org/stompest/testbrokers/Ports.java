package org.stompest.testbrokers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that a broker can come back to. None of those that the system gives to outgoing connections: while the broker is
 * away, somebody else could get it, and a client that tries to reconnect may even be connected to itself.
 */
final class Ports {
    private static final int FIRST = 16_000;
    private static final int BEHIND_LAST = 32_000;
    private static final int ATTEMPTS = 100;

    private Ports() {}

    /** {@return a port of the loopback interface that nobody has at this moment} */
    static int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, BEHIND_LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port from " + FIRST + " to " + BEHIND_LAST);
    }

    /** {@return whether nobody has a port at this moment, or whether it is 0, which is any} */
    static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
