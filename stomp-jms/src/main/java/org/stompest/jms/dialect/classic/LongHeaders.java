package org.stompest.jms.dialect.classic;

import jakarta.jms.JMSException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.stompest.jms.internal.message.HeaderNames;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

/**
 * The broker closes the connection when a line of headers is longer than 10 KiB or there are more than a thousand of them, and no
 * option changes that. What is longer travels in pieces: {@code JMS_STOMP_Part_3_NAME} is the fourth of a header NAME. Other
 * clients, and the broker's selectors, do not see such a header.
 */
final class LongHeaders {
    /** In bytes as they are written, the line's end not counted. */
    static final int LONGEST_LINE = 10_240;

    static final int MOST_HEADERS = 1_000;

    private static final String PART = HeaderNames.OWN_PREFIX + "Part_";
    private static final int LONGEST_NAME = 1_000;

    /** In characters, each of which has 3 bytes at most as it is written. */
    private static final int PIECE = (LONGEST_LINE - 3 * LONGEST_NAME - 50) / 3;

    private LongHeaders() {}

    /**
     * Makes headers that the broker takes.
     *
     * @throws JMSException if that cannot be done
     */
    static StompHeaders split(StompHeaders send) throws JMSException {
        StompHeaders split = send.characters() <= PIECE || !hasTooLong(send) ? send : splitAll(send);
        if (split.size() > MOST_HEADERS) {
            throw new JMSException(
                    "ActiveMQ Classic takes no message of more than " + MOST_HEADERS + " headers, and this one has "
                            + split.size() + "; each property is one, and more than one if it is long");
        }
        return split;
    }

    private static boolean hasTooLong(StompHeaders headers) {
        for (int i = 0; i < headers.size(); i++) {
            if (isTooLong(headers.name(i), headers.value(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTooLong(String name, String value) {
        if (3L * (name.length() + value.length()) < LONGEST_LINE) {
            return false;
        }
        long bytes = 1 + written(name) + written(value);
        return bytes > LONGEST_LINE;
    }

    private static long written(String text) {
        long escapes = text.chars()
                .filter(c -> c == '\n' || c == '\r' || c == ':' || c == '\\')
                .count();
        return text.getBytes(StandardCharsets.UTF_8).length + escapes;
    }

    private static StompHeaders splitAll(StompHeaders headers) throws JMSException {
        StompHeaders.Builder split = StompHeaders.builder();
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            String value = headers.value(i);
            if (!isTooLong(name, value)) {
                split.add(name, value);
            } else if (name.length() > LONGEST_NAME || ClassicMessages.isForTheBroker(name)) {
                throw new JMSException(
                        "ActiveMQ Classic takes no more than " + LONGEST_LINE + " bytes in a header; too long is "
                                + (name.length() > LONGEST_NAME
                                        ? "the name " + name.substring(0, LONGEST_NAME) + "..."
                                        : name));
            } else {
                split(name, value, split);
            }
        }
        return split.build();
    }

    private static void split(String name, String value, StompHeaders.Builder split) {
        int number = 0;
        int start = 0;
        while (start < value.length()) {
            int end = Math.min(value.length(), start + PIECE);
            if (end < value.length() && Character.isHighSurrogate(value.charAt(end - 1))) {
                end--;
            }
            split.add(PART + number + '_' + name, value.substring(start, end));
            number++;
            start = end;
        }
    }

    /** Undoes it. */
    static StompFrame join(StompFrame message) {
        StompHeaders headers = message.headers();
        for (int i = 0; i < headers.size(); i++) {
            if (headers.name(i).startsWith(PART)) {
                return message.withHeaders(joinAll(headers));
            }
        }
        return message;
    }

    private static StompHeaders joinAll(StompHeaders headers) {
        StompHeaders.Builder joined = StompHeaders.builder();
        Map<String, Map<Integer, String>> pieces = new TreeMap<>();
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            int end = name.startsWith(PART) ? name.indexOf('_', PART.length()) : -1;
            String number = end < 0 ? "" : name.substring(PART.length(), end);
            if (number.matches("\\d{1,4}")) {
                pieces.computeIfAbsent(name.substring(end + 1), whole -> new TreeMap<>())
                        .put(Integer.parseInt(number), headers.value(i));
            } else {
                joined.add(name, headers.value(i));
            }
        }
        pieces.forEach((name, values) -> joined.add(name, String.join("", values.values())));
        return joined.build();
    }
}
