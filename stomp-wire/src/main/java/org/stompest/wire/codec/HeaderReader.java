package org.stompest.wire.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.stompest.wire.StompFrameException;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/**
 * Reads header lines. Not thread-safe; belongs to one decoder.
 *
 * <p>A line is looked at once, eight bytes at a time, for the colon and the line feed, and for anything that needs more care
 * than a plain copy, which is a backslash, a carriage return or a byte beyond ASCII. Where name and value are known from the
 * frame before, they are compared only.
 */
final class HeaderReader {
    /** The line feed is not there yet. */
    static final int INCOMPLETE = -1;

    private static final int SCRATCH_KEPT = 8 * 1024;

    private final int maxHeaders;
    private final int maxHeaderLine;
    private final int maxHead;
    private final HeaderNames names = new HeaderNames();

    /** Holds what was unescaped, for the time of one line. */
    private final FrameBuffer scratch = new FrameBuffer(128);

    // The rules of the frame that is being read.
    private StompCommand command;
    private HeaderEscaping escaping;
    private boolean carriageReturns;
    private boolean lenient;

    private String contentLength;

    /** Bytes of the lines read so far, each with a line feed. */
    private int head;

    HeaderReader(FrameLimits limits) {
        maxHeaders = limits.maxHeaders();
        maxHeaderLine = limits.maxHeaderLine();
        maxHead = limits.maxHead();
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
        contentLength = null;
        head = 0;
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
        int colon = ByteScan.colonOrLineFeed(bytes, from, end);
        if (colon < 0) {
            return INCOMPLETE;
        }
        KnownHeader known = bytes[colon] == ':' ? names.of(bytes, from, colon) : null;
        if (known != null) {
            int stop = known.repeated(bytes, colon + 1, end);
            int next = stop < 0 ? -1 : behindLineEnd(bytes, stop, end);
            if (next > 0) {
                check(bytes, from, colon, stop, headers.size());
                known.hit();
                add(known.name(), known.value(), headers);
                return next;
            }
        }
        return readLine(bytes, from, colon, end, known, headers);
    }

    /** {@return the index behind the line end that stands there, or -1} */
    private int behindLineEnd(byte[] bytes, int at, int end) {
        if (bytes[at] == '\n') {
            return at + 1;
        }
        return carriageReturns && bytes[at] == '\r' && at + 1 < end && bytes[at + 1] == '\n' ? at + 2 : -1;
    }

    private int readLine(byte[] bytes, int from, int colon, int end, KnownHeader known, StompHeaders.Builder headers) {
        long found = ByteScan.lineEnd(bytes, colon, end);
        if (found < 0) {
            return INCOMPLETE;
        }
        int lineFeed = (int) found;
        int flags = (int) (found >>> 32);
        boolean stripped = carriageReturns && lineFeed > colon && bytes[lineFeed - 1] == '\r';
        int stop = stripped ? lineFeed - 1 : lineFeed;
        check(bytes, from, colon, stop, headers.size());
        String name = known != null ? known.name() : text(bytes, from, colon, null);
        boolean inside =
                (flags & ByteScan.CARRIAGE_RETURN) != 0 && ByteScan.indexOf(bytes, (byte) '\r', colon + 1, stop) >= 0;
        String value;
        if (inside || (flags & (ByteScan.BACKSLASH | ByteScan.BEYOND_ASCII)) != 0) {
            value = text(bytes, colon + 1, stop, name);
        } else {
            value = new String(bytes, colon + 1, stop - colon - 1, StandardCharsets.ISO_8859_1);
            if (known != null) {
                known.remember(bytes, colon + 1, stop, value);
            }
        }
        add(name, value, headers);
        return lineFeed + 1;
    }

    private void add(String name, String value, StompHeaders.Builder headers) {
        // Plain names of the specification are all the same string.
        if (name == StompHeaderNames.CONTENT_LENGTH && contentLength == null) {
            contentLength = value;
        }
        headers.add(name, value);
    }

    /** {@return the first {@code content-length} of the frame, or null} */
    String contentLength() {
        return contentLength;
    }

    private void check(byte[] bytes, int from, int colon, int stop, int count) {
        if (stop - from > maxHeaderLine) {
            throw tooLong(bytes, from, stop);
        }
        if (colon == stop) {
            if (stop == from + 1 && bytes[from] == '\r' && !carriageReturns) {
                throw new StompFrameException("the line behind the headers of " + command
                        + " ends with CR LF, which STOMP " + escaping.version() + " does not allow: from 1.2 only");
            }
            throw new StompFrameException("a header line of " + command + " has no colon" + line(bytes, from, stop));
        }
        if (colon == from) {
            throw new StompFrameException("a header line of " + command + " has no name before its colon");
        }
        if (count >= maxHeaders) {
            throw new StompFrameException(
                    command + " has more than " + maxHeaders + " headers, the limit set by stomp.maxHeaders");
        }
        int line = stop - from + 1;
        if (line > maxHead - head) {
            throw headTooLong();
        }
        head += line;
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
        // A CR at the end may belong to the line end: then it does not count, and alone it ends the head.
        long least = carriageReturns && bytes[end - 1] == '\r' ? length - 1 : length;
        if (least > 0 && least + 1 > maxHead - head) {
            throw headTooLong();
        }
    }

    private StompFrameException headTooLong() {
        return new StompFrameException("the headers of " + command + " have more than " + maxHead
                + " bytes together, the limit set by stomp.maxHead");
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

    /** Reads what may not be plain ASCII: unescapes, then decodes. A name is told by {@code name == null}. */
    private String text(byte[] bytes, int from, int to, String name) {
        if (carriageReturns && !lenient && ByteScan.indexOf(bytes, (byte) '\r', from, to) >= 0) {
            throw new StompFrameException(of(name) + " holds a carriage return that no line feed follows, which STOMP "
                    + escaping.version() + " does not allow");
        }
        if (!escaping.escapes() || ByteScan.indexOf(bytes, (byte) '\\', from, to) < 0) {
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
