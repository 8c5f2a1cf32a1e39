package org.stompest.wire.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's end of a WebSocket, step by step, so that it can do each of them wrongly. Used by one thread. */
final class WebSocketPeer {
    private static final Pattern KEY = Pattern.compile("(?i)\r\nSec-WebSocket-Key: *(.*?)\r\n");

    private final Socket socket;
    private final DataInputStream in;
    private String request = "";

    /**
     * What came in one frame.
     *
     * @param first opcode and FIN bit
     * @param payload unmasked
     */
    record Frame(int first, byte[] payload) {
        int opcode() {
            return first & 15;
        }

        boolean last() {
            return (first & 128) != 0;
        }

        String text() {
            return new String(payload, UTF_8);
        }
    }

    WebSocketPeer(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** Reads the request and accepts it, with the first sub-protocol that is offered. */
    static WebSocketPeer accept(Socket socket) throws IOException {
        WebSocketPeer peer = new WebSocketPeer(socket);
        peer.readRequest();
        peer.answer(
                "HTTP/1.1 101 Switching Protocols",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Accept: " + peer.acceptValue(),
                "Sec-WebSocket-Protocol: v12.stomp");
        return peer;
    }

    String readRequest() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        request = head.toString();
        return request;
    }

    String request() {
        return request;
    }

    String acceptValue() {
        Matcher matcher = KEY.matcher(request);
        return matcher.find() ? WebSocketHandshake.accepted(matcher.group(1)) : "";
    }

    void answer(String... lines) throws IOException {
        write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1));
    }

    /** Reads a frame, which must be masked. */
    Frame read() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if ((length & 128) == 0) {
            throw new IOException("the client does not mask");
        }
        length &= 127;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i & 3];
        }
        return new Frame(first, payload);
    }

    void send(int first, String payload) throws IOException {
        send(first, payload.getBytes(UTF_8));
    }

    void send(int first, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else if (payload.length < 65536) {
            frame.write(126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(payload);
        write(frame.toByteArray());
    }

    /** Writes whatever, in one piece. */
    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }
}
