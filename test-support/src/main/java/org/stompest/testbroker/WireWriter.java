package org.stompest.testbroker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Turns frames into bytes. Stateless. */
final class WireWriter {
    private WireWriter() {}

    /**
     * Writes a frame, with NUL and a newline behind it, as brokers do.
     *
     * @param frame what to write; no header is added
     * @param version 1.0, 1.1 or 1.2: decides how headers are escaped
     */
    static byte[] write(WireFrame frame, String version) {
        boolean escaped = !version.equals("1.0") && !frame.command().equals("CONNECTED");
        StringBuilder head = new StringBuilder(frame.command()).append('\n');
        for (Map.Entry<String, String> header : frame.headers()) {
            head.append(escaped ? escape(header.getKey(), version) : header.getKey());
            head.append(':');
            head.append(escaped ? escape(header.getValue(), version) : header.getValue());
            head.append('\n');
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        out.writeBytes(frame.body());
        out.write(0);
        out.write('\n');
        return out.toByteArray();
    }

    private static String escape(String text, String version) {
        String escaped = text.replace("\\", "\\\\").replace("\n", "\\n").replace(":", "\\c");
        return version.equals("1.2") ? escaped.replace("\r", "\\r") : escaped;
    }
}
