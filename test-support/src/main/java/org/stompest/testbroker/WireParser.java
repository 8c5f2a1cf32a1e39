package org.stompest.testbroker;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Reads the frames of a client, byte by byte, and forgives nothing. Not thread-safe: owned by the reading thread. */
final class WireParser {
    private static final int MAX_LINE = 1 << 20;
    private static final Set<String> COMMANDS = Set.of(
            "CONNECT",
            "STOMP",
            "SEND",
            "SUBSCRIBE",
            "UNSUBSCRIBE",
            "ACK",
            "NACK",
            "BEGIN",
            "COMMIT",
            "ABORT",
            "DISCONNECT");

    private final InputStream in;
    private final Supplier<String> version;
    private final Runnable onHeartBeat;

    /**
     * @param in where the client's bytes come from
     * @param version asked at the beginning of each frame: 1.0, 1.1 or 1.2
     * @param onHeartBeat told of each newline between frames
     */
    WireParser(InputStream in, Supplier<String> version, Runnable onHeartBeat) {
        this.in = in;
        this.version = version;
        this.onHeartBeat = onHeartBeat;
    }

    /**
     * Waits for a frame.
     *
     * @return the frame, or null at the end of the stream between two frames
     * @throws NotStompException if it is none
     * @throws IOException if the stream fails, or ends within a frame
     */
    WireFrame next() throws IOException {
        int first = in.read();
        while (first == '\n' || first == '\r') {
            if (first == '\n') {
                onHeartBeat.run();
            }
            first = in.read();
        }
        return first < 0 ? null : frame(first);
    }

    private WireFrame frame(int first) throws IOException {
        String spoken = version.get();
        String command = line(first, spoken);
        if (!COMMANDS.contains(command)) {
            throw new NotStompException("no command of a client: '" + command + "'");
        }
        boolean escaped = !spoken.equals("1.0") && !command.equals("CONNECT") && !command.equals("STOMP");
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String line = line(in.read(), spoken); !line.isEmpty(); line = line(in.read(), spoken)) {
            headers.add(header(line, escaped, spoken));
        }
        WireFrame head = new WireFrame(command, List.copyOf(headers), new byte[0]);
        byte[] body = body(head.header("content-length"));
        if (body.length > 0 && !command.equals("SEND") && !spoken.equals("1.0")) {
            throw new NotStompException(command + " must not have a body");
        }
        return new WireFrame(command, head.headers(), body);
    }

    private String line(int first, String spoken) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = first; b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the client's stream ended within a frame, after '" + bytes + "'");
            }
            if (b == 0 || bytes.size() == MAX_LINE) {
                throw new NotStompException("a NUL or a million bytes in the line '" + bytes + "'");
            }
            bytes.write(b);
        }
        String line = decode(bytes.toByteArray());
        return spoken.equals("1.2") && line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private static Map.Entry<String, String> header(String line, boolean escaped, String spoken)
            throws NotStompException {
        int colon = line.indexOf(':');
        if (colon <= 0) {
            throw new NotStompException("no header: '" + line + "'");
        }
        String name = line.substring(0, colon);
        String value = line.substring(colon + 1);
        if (escaped && value.indexOf(':') >= 0) {
            throw new NotStompException("a colon that is not escaped: '" + line + "'");
        }
        return escaped ? Map.entry(unescape(name, spoken), unescape(value, spoken)) : Map.entry(name, value);
    }

    private static String unescape(String text, String spoken) throws NotStompException {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                char code = ++i < text.length() ? text.charAt(i) : 0;
                c = switch (code) {
                    case '\\' -> '\\';
                    case 'n' -> '\n';
                    case 'c' -> ':';
                    case 'r' -> spoken.equals("1.2") ? '\r' : 0;
                    default -> 0;
                };
                if (c == 0) {
                    throw new NotStompException("STOMP " + spoken + " has no such escape: '" + text + "'");
                }
            }
            plain.append(c);
        }
        return plain.toString();
    }

    private byte[] body(String contentLength) throws IOException {
        if (contentLength != null) {
            byte[] body = in.readNBytes(Integer.parseInt(contentLength));
            int end = in.read();
            if (end != 0) {
                throw new NotStompException("content-length is " + contentLength + ", but then comes byte " + end);
            }
            return body;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int b = in.read(); b != 0; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the client's stream ended within a body");
            }
            body.write(b);
        }
        return body.toByteArray();
    }

    private static String decode(byte[] bytes) throws NotStompException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new NotStompException("a line that is not UTF-8", e);
        }
    }
}
