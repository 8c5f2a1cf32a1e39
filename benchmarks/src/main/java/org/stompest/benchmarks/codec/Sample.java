package org.stompest.benchmarks.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A MESSAGE as ActiveMQ sends it, in STOMP 1.2: ten headers, of which one holds escapes, and a body.
 *
 * @param headers the headers, unescaped, in their order
 * @param body the body
 */
record Sample(Map<String, String> headers, byte[] body) {
    /** How many frames are in a stream: as from a read that found several, so that the price of a call is shared. */
    static final int FRAMES = 16;

    static Sample ofSize(int bytes) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("subscription", "orders-1");
        headers.put("message-id", "ID:broker-7.example.org-39137-1763960400000-4:17:-1:1:4711");
        headers.put("destination", "/queue/orders.incoming");
        headers.put("content-type", "application/json");
        headers.put("content-length", Integer.toString(bytes));
        headers.put("ack", "41");
        headers.put("expires", "0");
        headers.put("timestamp", "1763960412345");
        headers.put("priority", "4");
        headers.put("correlation-id", "5f0c6f8e-2a53-4a7b-9b3d-0e9b6f1d2c3a");
        byte[] body = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            body[i] = (byte) ('a' + i % 26);
        }
        return new Sample(Collections.unmodifiableMap(headers), body);
    }

    /** {@return the frame as it stands on the wire} */
    byte[] frame() {
        StringBuilder head = new StringBuilder("MESSAGE\n");
        headers.forEach((name, value) ->
                head.append(name).append(':').append(value.replace(":", "\\c")).append('\n'));
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(head.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        frame.writeBytes(body);
        frame.write(0);
        return frame.toByteArray();
    }

    /** {@return {@link #FRAMES} times the frame} */
    byte[] stream() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = 0; i < FRAMES; i++) {
            stream.writeBytes(frame());
        }
        return stream.toByteArray();
    }
}
