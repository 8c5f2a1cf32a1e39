package org.stompest.testbrokers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** Finds out whether a broker answers on its STOMP port. */
final class StompProbe {
    private static final int ANSWER_MILLIS = 5_000;
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final byte[] CONNECT =
            "CONNECT\naccept-version:1.2\nhost:localhost\n\n\0".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CONNECTED = "CONNECTED".getBytes(StandardCharsets.UTF_8);

    private StompProbe() {}

    /** {@return whether a client is let in at this moment} */
    static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write(CONNECT);
            byte[] answer = socket.getInputStream().readNBytes(CONNECTED.length);
            return Arrays.equals(answer, CONNECTED);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Waits until a client is let in.
     *
     * @throws IllegalStateException if that takes longer
     */
    static void await(int port, Duration limit) {
        long start = System.nanoTime();
        while (!answers(port)) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new IllegalStateException("no broker answers on port " + port + " after " + limit);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }
}
