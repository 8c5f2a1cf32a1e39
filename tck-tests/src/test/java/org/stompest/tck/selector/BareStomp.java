package org.stompest.tck.selector;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** STOMP 1.2 over a socket, as much as is needed to subscribe with selectors and to see what comes. One thread uses it. */
final class BareStomp implements AutoCloseable {
    private static final int READ_TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    /**
     * A frame without body.
     *
     * @param command the command
     * @param headers the first of each name
     */
    record Frame(String command, Map<String, String> headers) {}

    BareStomp(String uri) throws IOException {
        URI address = URI.create(uri);
        socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        out = new BufferedOutputStream(socket.getOutputStream());
        in = new BufferedInputStream(socket.getInputStream());
        send("CONNECT", Map.of("accept-version", "1.2", "host", "any", "heart-beat", "0,0"));
        expect("CONNECTED");
    }

    void send(String command, Map<String, String> headers) throws IOException {
        StringBuilder frame = new StringBuilder(command).append('\n');
        headers.forEach((name, value) ->
                frame.append(escaped(name)).append(':').append(escaped(value)).append('\n'));
        out.write(frame.append("\n\0").toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a frame with a receipt and waits for that, which must be what comes next. */
    void request(String command, Map<String, String> headers) throws IOException {
        Map<String, String> receipted = new HashMap<>(headers);
        receipted.put("receipt", command);
        send(command, receipted);
        expect("RECEIPT");
    }

    Frame expect(String command) throws IOException {
        out.flush();
        Frame frame = read();
        if (!frame.command().equals(command)) {
            throw new IOException("expected " + command + " but got " + frame);
        }
        return frame;
    }

    private Frame read() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b != 0; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the broker has closed the connection");
            }
            bytes.write(b);
        }
        String[] lines = bytes.toString(StandardCharsets.UTF_8).stripLeading().split("\n", -1);
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            int colon = lines[i].indexOf(':');
            headers.putIfAbsent(lines[i].substring(0, colon), lines[i].substring(colon + 1));
        }
        return new Frame(lines[0], headers);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace(":", "\\c");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
