package org.stompest.testbrokers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** As much of STOMP as it takes to see what a broker has kept. */
final class StompLine implements AutoCloseable {
    private static final int LIMIT_MILLIS = 20_000;

    private final Socket socket;

    StompLine(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(LIMIT_MILLIS);
        exchange("CONNECT\naccept-version:1.2\nhost:localhost\n\n", "CONNECTED");
    }

    /** Sends a persistent message and waits until the broker has confirmed it. */
    void send(String destination, String text) throws IOException {
        exchange(
                "SEND\ndestination:" + destination + "\ndestination-type:ANYCAST\npersistent:true\nreceipt:r\n\n"
                        + text,
                "RECEIPT");
    }

    /** Subscribes and waits for one message. */
    void receive(String destination) throws IOException {
        exchange(
                "SUBSCRIBE\nid:s\nack:client\nsubscription-type:ANYCAST\ndestination:" + destination + "\n\n",
                "MESSAGE");
    }

    private void exchange(String frame, String expected) throws IOException {
        socket.getOutputStream().write((frame + '\0').getBytes(StandardCharsets.UTF_8));
        StringBuilder answer = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c > 0;
                c = socket.getInputStream().read()) {
            answer.append((char) c);
        }
        if (!answer.toString().strip().startsWith(expected)) {
            throw new IOException("no " + expected + " but: " + answer);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
