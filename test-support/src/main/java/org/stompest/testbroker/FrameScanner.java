package org.stompest.testbroker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Finds where frames begin and end in bytes that pass, of any version and from either side. Checks nothing: what is no STOMP
 * gives frames that are none, never an exception. Not thread-safe: each direction of a connection has one of its own.
 */
final class FrameScanner {
    /** What a byte was. */
    enum Mark {
        /** A newline between frames, or whatever follows the last frame on its line. */
        BETWEEN,
        /** The first byte of a frame. */
        FIRST,
        /** The end of the line with the command, which {@link #command} now knows. */
        COMMAND,
        /** Any other byte of a frame. */
        INSIDE,
        /** The NUL that ends it. */
        LAST
    }

    private enum State {
        BETWEEN,
        COMMAND,
        HEADERS,
        BODY
    }

    private static final String LENGTH = "content-length:";
    private static final int LONGEST_LINE = 64; // of more no line is looked at
    private static final long UNKNOWN = -1;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream(LONGEST_LINE);
    private State state = State.BETWEEN;
    private String command = "";
    private long lineLength;
    private long left = UNKNOWN;

    /** Says what the next byte is. */
    Mark next(byte b) {
        return switch (state) {
            case BETWEEN -> between(b);
            case COMMAND -> inCommand(b);
            case HEADERS -> inHeaders(b);
            case BODY -> inBody(b);
        };
    }

    /** {@return the command of the frame that passes or was the last to pass; cut off after 64 characters} */
    String command() {
        return command;
    }

    private Mark between(byte b) {
        if (b == '\n' || b == '\r') {
            return Mark.BETWEEN;
        }
        command = "";
        left = UNKNOWN;
        beginLine();
        keep(b);
        state = State.COMMAND;
        return Mark.FIRST;
    }

    private Mark inCommand(byte b) {
        if (b == 0) {
            return end();
        }
        if (b != '\n') {
            keep(b);
            return Mark.INSIDE;
        }
        command = text();
        beginLine();
        state = State.HEADERS;
        return Mark.COMMAND;
    }

    private Mark inHeaders(byte b) {
        if (b == 0) {
            return end();
        }
        if (b != '\n') {
            keep(b);
            return Mark.INSIDE;
        }
        String header = text();
        if (header.isEmpty() && lineLength <= 1) {
            state = State.BODY;
        } else if (left == UNKNOWN && header.startsWith(LENGTH)) {
            left = parse(header.substring(LENGTH.length()).strip());
        }
        beginLine();
        return Mark.INSIDE;
    }

    private Mark inBody(byte b) {
        if (left > 0) {
            left--;
            return Mark.INSIDE;
        }
        return b == 0 ? end() : Mark.INSIDE;
    }

    private Mark end() {
        state = State.BETWEEN;
        return Mark.LAST;
    }

    private void beginLine() {
        line.reset();
        lineLength = 0;
    }

    private void keep(byte b) {
        lineLength++;
        if (line.size() < LONGEST_LINE) {
            line.write(b);
        }
    }

    private String text() {
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static long parse(String digits) {
        return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : UNKNOWN;
    }
}
