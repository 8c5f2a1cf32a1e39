package org.stompest.wire.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.stompest.wire.StompFrameException;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompHeaders;

/**
 * Reads header lines. Not thread-safe; belongs to one decoder.
 *
 * <p>A line is looked at once: that scan finds the colon and the line feed, hashes the name and notes whether there is
 * anything that needs more care than a plain copy, which is a backslash or a byte beyond ASCII.
 */
final class HeaderReader {
    /** The line feed is not there yet. */
    static final int INCOMPLETE = -1;

    private static final int SCRATCH_KEPT = 8 * 1024;

    private final int maxHeaders;
    private final int maxHeaderLine;
    private final HeaderNames names = new HeaderNames();

    /** Holds what was unescaped, for the time of one line. */
    private final FrameBuffer scratch = new FrameBuffer(128);

    // The rules of the frame that is being read.
    private StompCommand command;
    private HeaderEscaping escaping;
    private boolean carriageReturns;
    private boolean lenient;

    HeaderReader(FrameLimits limits) {
        maxHeaders = limits.maxHeaders();
        maxHeaderLine = limits.maxHeaderLine();
    }

    /**
     * Begins a frame.
     *
     * @param of its command
     * @param rules how its headers are escaped
     * @param stripCarriageReturns whether lines may end with CR LF
     * @param tolerant whether undefined escapes stay as they are, and the charset is not insisted upon
     */
    void begin(StompCommand of, HeaderEscaping rules, boolean stripCarriageReturns, boolean tolerant) {
        command = of;
        escaping = rules;
        carriageReturns = stripCarriageReturns;
        lenient = tolerant;
    }

    /**
     * Reads a line that is not empty.
     *
     * @param bytes holds the line
     * @param from the index of its first byte
     * @param end where the bytes end
     * @param headers gets the header
     * @return the index behind the line feed, or {@link #INCOMPLETE}
     */
    int read(byte[] bytes, int from, int end, StompHeaders.Builder headers) {
        int i = from;
        int hash = 0;
        int special = 0; // negative as soon as there is a byte beyond ASCII
        boolean nameEscaped = false;
        while (true) {
            if (i == end) {
                return INCOMPLETE;
            }
            byte b = bytes[i];
            if (b == ':' || b == '\n') {
                break;
            }
            hash = 31 * hash + b;
            special |= b;
            nameEscaped |= b == '\\';
            i++;
        }
        int colon = i;
        int nameSpecial = special;
        special = 0;
        boolean valueEscaped = false;
        while (true) {
            if (i == end) {
                return INCOMPLETE;
            }
            byte b = bytes[i];
            if (b == '\n') {
                break;
            }
            special |= b;
            valueEscaped |= b == '\\';
            i++;
        }
        int stop = carriageReturns && i > colon && bytes[i - 1] == '\r' ? i - 1 : i;
        check(bytes, from, colon, stop, headers.size());
        String name = nameSpecial >= 0 && !nameEscaped
                ? names.of(bytes, from, colon, hash)
                : text(bytes, from, colon, nameEscaped, null);
        String value = special >= 0 && !(valueEscaped && escaping.escapes())
                ? new String(bytes, colon + 1, stop - colon - 1, StandardCharsets.ISO_8859_1)
                : text(bytes, colon + 1, stop, valueEscaped, name);
        headers.add(name, value);
        return i + 1;
    }

    private void check(byte[] bytes, int from, int colon, int stop, int count) {
        if (stop - from > maxHeaderLine) {
            throw tooLong(bytes, from, stop);
        }
        if (colon == stop) {
            throw new StompFrameException("a header line of " + command + " has no colon" + line(bytes, from, stop));
        }
        if (colon == from) {
            throw new StompFrameException("a header line of " + command + " has no name before its colon");
        }
        if (count >= maxHeaders) {
            throw new StompFrameException(
                    command + " has more than " + maxHeaders + " headers, the limit set by stomp.maxHeaders");
        }
    }

    /**
     * Checks a line of which not all is there, before it is stored.
     *
     * @param bytes holds the line's beginning, or what of it came last
     * @param from the index of the first byte
     * @param end where the bytes end
     * @param stored how many bytes of the line are stored already
     */
    void checkPartial(byte[] bytes, int from, int end, int stored) {
        long length = (long) stored + end - from;
        boolean mayBeLineEnd = carriageReturns && length == maxHeaderLine + 1L && bytes[end - 1] == '\r';
        if (length > maxHeaderLine && !mayBeLineEnd) {
            throw tooLong(bytes, from, stored == 0 ? end : from);
        }
    }

    private StompFrameException tooLong(byte[] bytes, int from, int end) {
        int colon = from;
        while (colon < end && bytes[colon] != ':') {
            colon++;
        }
        String which = colon < end ? " (header " + Excerpt.of(bytes, from, colon) + ")" : "";
        return new StompFrameException("a header line of " + command + which + " is longer than " + maxHeaderLine
                + " bytes, the limit set by stomp.maxHeaderLine");
    }

    /** {@return the line for an error text, unless there may be a password in it} */
    private String line(byte[] bytes, int from, int stop) {
        return command == StompCommand.CONNECT || command == StompCommand.STOMP
                ? ""
                : ": " + Excerpt.of(bytes, from, stop);
    }

    /** Reads what is not plain ASCII: unescapes, then decodes. A name is told by {@code name == null}. */
    private String text(byte[] bytes, int from, int to, boolean escaped, String name) {
        if (!escaped || !escaping.escapes()) {
            return decode(bytes, from, to, name);
        }
        unescape(bytes, from, to, name);
        String text = decode(scratch.array(), 0, scratch.size(), name);
        scratch.clear();
        scratch.trimTo(SCRATCH_KEPT);
        return text;
    }

    private void unescape(byte[] bytes, int from, int to, String name) {
        scratch.clear();
        int pos = scratch.reserve(to - from);
        byte[] out = scratch.array();
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '\\') {
                int meant = i + 1 < to ? escaping.unescape(bytes[i + 1]) : -1;
                if (meant >= 0) {
                    b = (byte) meant;
                    i++;
                } else if (!lenient) {
                    String escape = i + 1 < to ? Excerpt.of(bytes, i, i + 2) : "'\\' at the end";
                    throw new StompFrameException(of(name) + " has the escape " + escape + ", which STOMP "
                            + escaping.version() + " does not define");
                }
            }
            out[pos++] = b;
        }
        scratch.endAt(pos);
    }

    private String decode(byte[] bytes, int from, int to, String name) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (lenient) {
            return text;
        }
        if (escaping.asciiOnly() && !isAscii(bytes, from, to)) {
            throw new StompFrameException(
                    of(name) + " holds a byte beyond ASCII, which STOMP " + escaping.version() + " does not allow");
        }
        // Malformed bytes were replaced by U+FFFD; only where there is one it must be told from a genuine one.
        if (text.indexOf('\uFFFD') >= 0 && !isUtf8(bytes, from, to)) {
            throw new StompFrameException(of(name) + " is malformed UTF-8");
        }
        return text;
    }

    private static boolean isAscii(byte[] bytes, int from, int to) {
        int all = 0;
        for (int i = from; i < to; i++) {
            all |= bytes[i];
        }
        return all >= 0;
    }

    private static boolean isUtf8(byte[] bytes, int from, int to) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, to - from));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    private String of(String name) {
        return name == null ? "the name of a header of " + command : "header " + Excerpt.of(name) + " of " + command;
    }
}
