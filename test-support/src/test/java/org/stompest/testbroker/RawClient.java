package org.stompest.testbroker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that writes text to a socket and reads text from it. Owned by the thread of the test. */
final class RawClient implements AutoCloseable {
    private final Socket socket;

    RawClient(ScriptedBroker broker) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), broker.port());
        socket.setSoTimeout(10_000);
    }

    /** Writes text in which {@code ^@} stands for NUL. */
    RawClient write(String text) throws IOException {
        socket.getOutputStream().write(text.replace("^@", "\0").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** {@return what comes up to the next NUL and newline, without them} */
    String read() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int b = socket.getInputStream().read();
                b != 0;
                b = socket.getInputStream().read()) {
            if (b < 0) {
                throw new IOException("the end came after '" + text + "'");
            }
            text.append((char) b);
        }
        socket.getInputStream().read();
        return text.toString();
    }

    /** {@return the next byte, or -1 at the end} */
    int readByte() throws IOException {
        return socket.getInputStream().read();
    }

    /** {@return whether a byte waits to be read} */
    boolean hasMore() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
