package org.stompest.testbroker;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A frame as the scripted broker sees it: command, headers in order with repeated ones, body. Nothing is checked, so that a
 * script can send what no broker should.
 *
 * @param command the command
 * @param headers names and values, not escaped
 * @param body the body, maybe empty; not to be written to
 */
public record WireFrame(String command, List<Map.Entry<String, String>> headers, byte[] body) {
    private static final byte[] NO_BODY = {};

    /**
     * Makes a frame without a body.
     *
     * @param command the command
     * @param namesAndValues a header's name, its value, the next name and so on
     * @return the frame
     */
    public static WireFrame of(String command, String... namesAndValues) {
        return new WireFrame(command, List.of(), NO_BODY).with(namesAndValues);
    }

    /**
     * Appends headers.
     *
     * @param namesAndValues a header's name, its value, the next name and so on
     * @return the longer frame
     */
    public WireFrame with(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a header without a value: " + String.join(",", namesAndValues));
        }
        List<Map.Entry<String, String>> all = new ArrayList<>(headers);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            all.add(Map.entry(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new WireFrame(command, List.copyOf(all), body);
    }

    /**
     * Sets the body, without a {@code content-length}.
     *
     * @param text written as UTF-8
     * @return the frame with that body
     */
    public WireFrame body(String text) {
        return new WireFrame(command, headers, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sets the body and appends its {@code content-length}.
     *
     * @param bytes not copied
     * @return the frame with that body
     */
    public WireFrame sizedBody(byte[] bytes) {
        return new WireFrame(command, headers, bytes).with("content-length", Integer.toString(bytes.length));
    }

    /**
     * Finds a header.
     *
     * @param name the name
     * @return the value of the first header of that name, or null
     */
    public String header(String name) {
        for (Map.Entry<String, String> header : headers) {
            if (header.getKey().equals(name)) {
                return header.getValue();
            }
        }
        return null;
    }

    /** {@return the body read as UTF-8} */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** {@return command, headers and the beginning of the body, for a message about a failed expectation} */
    @Override
    public String toString() {
        String text = text();
        return command + " " + headers
                + (text.length() > 80 ? " '" + text.substring(0, 80) + "'..." : " '" + text + "'");
    }
}
