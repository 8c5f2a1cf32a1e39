package org.stompest.benchmarks.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * MESSAGE frames as ActiveMQ sends them, in STOMP 1.2: ten headers and a body. As on a real subscription, some headers have
 * the same value in each frame, and others - id, correlation, time, what to acknowledge - never. One holds escapes.
 *
 * @param headers of each frame, unescaped, in their order
 * @param body the body of each
 */
record Sample(List<Map<String, String>> headers, byte[] body) {
    /** How many frames are in a stream: as from a read that found several, so that the price of a call is shared. */
    static final int FRAMES = 16;

    static Sample ofSize(int bytes) {
        byte[] body = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            body[i] = (byte) ('a' + i % 26);
        }
        return new Sample(
                IntStream.range(0, FRAMES).mapToObj(i -> headers(i, bytes)).toList(), body);
    }

    private static Map<String, String> headers(int index, int bytes) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("subscription", "orders-1");
        headers.put("message-id", "ID:broker-7.example.org-39137-1763960400000-4:17:-1:1:" + (4711 + index));
        headers.put("destination", "/queue/orders.incoming");
        headers.put("content-type", "application/json");
        headers.put("content-length", Integer.toString(bytes));
        headers.put("ack", Integer.toString(141 + index));
        headers.put("expires", "0");
        headers.put("timestamp", Long.toString(1763960412345L + 7 * index));
        headers.put("priority", "4");
        headers.put("correlation-id", "5f0c6f8e-2a53-4a7b-9b3d-0e9b6f1d2c" + (10 + index));
        return Collections.unmodifiableMap(headers);
    }

    /** {@return all frames as they stand on the wire} */
    byte[] stream() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (Map<String, String> frame : headers) {
            StringBuilder head = new StringBuilder("MESSAGE\n");
            frame.forEach((name, value) -> head.append(name)
                    .append(':')
                    .append(value.replace(":", "\\c"))
                    .append('\n'));
            stream.writeBytes(head.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            stream.writeBytes(body);
            stream.write(0);
        }
        return stream.toByteArray();
    }
}
