package org.stompest.wire.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stompest.wire.failover.BrokerAddress;

/**
 * The status line and the headers of an HTTP response (RFC 9112). Immutable.
 *
 * @param status such as 200
 * @param reason what follows the status, perhaps empty
 * @param headers names in lower case; values of repeated ones with commas between them
 */
record HttpHead(int status, String reason, Map<String, String> headers) {
    /** More than any server sends: one that goes on and on must not fill the memory. */
    private static final int LONGEST = 64 * 1024;

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.\\d (\\d{3})(?: (.*))?");

    /** Where the bytes of a response come from. */
    @FunctionalInterface
    interface Source {
        /** {@return the next byte, or -1 at the end} */
        int read() throws IOException;
    }

    /** Reads no byte beyond the empty line that ends the head. */
    static HttpHead read(Source source) throws IOException {
        List<String> lines = new ArrayList<>();
        int left = LONGEST;
        for (String line = readLine(source, left); !line.isEmpty() || lines.isEmpty(); line = readLine(source, left)) {
            if (lines.isEmpty() && !STATUS_LINE.matcher(line).matches()) {
                throw new IOException("it does not answer in HTTP");
            }
            lines.add(line);
            left -= line.length() + 2;
        }
        Matcher status = STATUS_LINE.matcher(lines.get(0));
        if (!status.matches()) {
            throw new IOException("it does not answer in HTTP");
        }
        Map<String, String> headers = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new IOException("it answered with an HTTP header without a colon");
            }
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (first, second) -> first + "," + second);
        }
        return new HttpHead(
                Integer.parseInt(status.group(1)),
                status.group(2) == null ? "" : status.group(2).strip(),
                headers);
    }

    private static String readLine(Source source, int limit) throws IOException {
        byte[] line = new byte[128];
        int length = 0;
        for (int b = source.read(); b != '\n'; b = source.read()) {
            if (b < 0) {
                throw new EOFException("it closed the connection in place of an answer, or in the middle of it");
            }
            if (length >= limit) {
                throw new IOException("it answered with more than " + LONGEST + " bytes of HTTP headers");
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = (byte) b;
        }
        boolean carriageReturn = length > 0 && line[length - 1] == '\r';
        return new String(line, 0, carriageReturn ? length - 1 : length, StandardCharsets.ISO_8859_1);
    }

    /** {@return the value of a header, empty if it is not there} */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** {@return whether a header that is a list has this word, in any case} */
    boolean lists(String name, String word) {
        return Arrays.stream(header(name).split(","))
                .anyMatch(item -> item.strip().equalsIgnoreCase(word));
    }

    /** {@return the status for people, such as {@code HTTP 404 (Not Found)}} */
    String statusText() {
        return "HTTP " + status + (reason.isEmpty() ? "" : " (" + reason + ")");
    }

    /** {@return host and port as in a request; IPv6 in brackets} */
    static String authority(BrokerAddress address) {
        return (address.host().indexOf(':') >= 0 ? "[" + address.host() + "]" : address.host()) + ":" + address.port();
    }

    /** {@return the value of a header with credentials (RFC 7617, in UTF-8)} */
    static String basic(String user, String password) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString(
                                (user + ":" + (password == null ? "" : password)).getBytes(StandardCharsets.UTF_8));
    }
}
