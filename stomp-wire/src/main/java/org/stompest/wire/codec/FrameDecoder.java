package org.stompest.wire.codec;

import java.util.Arrays;
import java.util.Objects;
import org.stompest.wire.StompFrameException;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

/**
 * Turns bytes, split anywhere, into frames ("STOMP Frames", "Body", "Augmented BNF"). Not thread-safe: it belongs to the
 * reader of a connection.
 *
 * <p><b>Before a version is agreed</b> - that is until {@link #version} is called, usually from within
 * {@link FrameSink#onFrame} with the CONNECTED frame - nobody knows by which rules the peer writes, so that the most
 * tolerant ones hold: lines may end with CR LF, any frame may have a body, and in an ERROR an undefined escape stays as it
 * is and malformed UTF-8 is replaced. <b>After that</b> the rules of the version hold strictly:
 * <ul>
 *   <li>CR before LF is dropped in 1.2 and belongs to the value in 1.0 and 1.1; between frames it is dropped in all;
 *   <li>any other CR in a header of 1.2 is an error, as it should have been escaped; {@link #lenient(boolean)} changes that;
 *   <li>headers are ASCII in 1.0 and UTF-8 from 1.1, and anything else is an error; {@link #lenient(boolean)} changes that;
 *   <li>an escape that the version does not define is an error; {@link #lenient(boolean)} changes that;
 *   <li>a colon in a value counts as it is, though it should have been escaped; so does a NUL, for which there is no escape;
 *   <li>a body is an error on every frame but SEND, MESSAGE and ERROR from 1.1.
 * </ul>
 *
 * <p><b>Memory</b>: what a peer sends is counted against {@link FrameLimits} before it is stored. A body with
 * {@code content-length} is copied into an array of that size, which beyond 1 MiB grows as the body comes: what is only
 * announced takes no more than that. One without is collected up to its NUL. A head that lies in
 * the input is read from there; of one that is split no more than the last line is stored. Names that came before, and the
 * value that came last under each, are kept as text - 256 of either, with 64 bytes at most - and are the same strings in the
 * next frame; those of {@code login} and {@code passcode} are not.
 *
 * <p><b>Errors</b>: a {@link StompFrameException} says what is malformed, or which limit was passed and which option raises
 * it; it quotes neither body nor password. The decoder is then between frames again and can be used, but a connection
 * cannot: nobody knows where its next frame begins.
 */
public final class FrameDecoder {
    private enum State {
        BETWEEN_FRAMES,
        COMMAND,
        HEADERS,
        SIZED_BODY,
        DELIMITED_BODY,
        TERMINATOR
    }

    private static final byte[] NO_BODY = {};

    /** How much a buffer for split lines and bodies may keep between frames. */
    private static final int KEPT = 16 * 1024;

    /** How much of a body is given room because it was announced; more only as it comes. */
    private static final int TRUSTED = 1024 * 1024;

    private final FrameLimits limits;
    private final HeaderReader headerReader;
    private final StompHeaders.Builder builder = StompHeaders.builder();

    /** A line, or a body without {@code content-length}, of which not all is there: never both. */
    private final FrameBuffer pending = new FrameBuffer();

    private StompVersion version = StompVersion.V1_2;
    private boolean agreed;
    private boolean lenient;
    private boolean stompSeen;

    // The frame that is being read.
    private State state = State.BETWEEN_FRAMES;
    private boolean carriageReturn;
    private StompCommand command;
    private StompHeaders headers;
    private byte[] body = NO_BODY;
    private int bodyLength;
    private int bodyFilled;

    /**
     * Makes a decoder for a connection on which no version was agreed yet.
     *
     * @param limits how much a frame may have
     */
    public FrameDecoder(FrameLimits limits) {
        this.limits = limits;
        this.headerReader = new HeaderReader(limits);
    }

    /**
     * Makes a decoder for a version.
     *
     * @param limits how much a frame may have
     * @param version the version spoken
     */
    public FrameDecoder(FrameLimits limits, StompVersion version) {
        this(limits);
        version(version);
    }

    /**
     * Switches to the version that was agreed; counts from the next frame, also if called by the sink.
     *
     * @param spoken the version spoken
     */
    public void version(StompVersion spoken) {
        version = Objects.requireNonNull(spoken, "version");
        agreed = true;
    }

    /**
     * Chooses whether broken headers are tolerated: undefined escapes and a CR amid a line are kept as they are, UTF-8 is
     * accepted in 1.0, and malformed UTF-8 becomes U+FFFD. Strict unless chosen; counts from the next frame.
     *
     * @param tolerant whether to tolerate them
     */
    public void lenient(boolean tolerant) {
        lenient = tolerant;
    }

    /** {@return whether bytes of an unfinished frame came: the end of the stream would now be in the middle of a frame} */
    public boolean midFrame() {
        return state != State.BETWEEN_FRAMES;
    }

    /** {@return how many bytes of a line or a body are stored because the rest of it has not come} */
    int held() {
        return pending.size() + bodyFilled;
    }

    /** Forgets an unfinished frame. The version stays. */
    public void reset() {
        state = State.BETWEEN_FRAMES;
        carriageReturn = false;
        command = null;
        headers = null;
        body = NO_BODY;
        bodyLength = 0;
        bodyFilled = 0;
        pending.clear();
        pending.trimTo(KEPT);
        builder.clear();
    }

    /**
     * Takes the next bytes. Nothing of the array is kept. If the sink throws, its exception passes through, the rest of
     * the bytes is lost and the decoder is between frames.
     *
     * @param bytes holds the bytes
     * @param offset the index of the first one
     * @param length how many there are
     * @param sink gets what they complete
     * @throws StompFrameException if the bytes are no frames of the version spoken, or pass a limit
     * @throws IndexOutOfBoundsException if the part lies outside the array
     */
    public void decode(byte[] bytes, int offset, int length, FrameSink sink) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int end = offset + length;
        int pos = offset;
        boolean completed = false;
        try {
            while (pos < end) {
                pos = switch (state) {
                    case BETWEEN_FRAMES -> betweenFrames(bytes, pos, end, sink);
                    case COMMAND -> command(bytes, pos, end);
                    case HEADERS -> headers(bytes, pos, end);
                    case SIZED_BODY -> sizedBody(bytes, pos, end);
                    case DELIMITED_BODY -> delimitedBody(bytes, pos, end, sink);
                    case TERMINATOR -> terminator(bytes, pos, sink);
                };
            }
            completed = true;
        } finally {
            if (!completed) {
                reset();
            }
        }
    }

    private int betweenFrames(byte[] bytes, int from, int end, FrameSink sink) {
        int pos = from;
        while (pos < end) {
            byte b = bytes[pos];
            if (b == '\n') {
                pos++;
                carriageReturn = false;
                if (version.hasHeartBeats()) {
                    sink.onHeartBeat();
                }
            } else if (carriageReturn) {
                throw new StompFrameException("a carriage return without a line feed between two frames");
            } else if (b == '\r') {
                pos++;
                carriageReturn = true;
            } else {
                state = State.COMMAND;
                return pos;
            }
        }
        return pos;
    }

    private int command(byte[] bytes, int from, int end) {
        // No more than a command and CR LF is looked at, stored even less.
        int stop = (int) Math.min(end, (long) from + Commands.LONGEST + 2 - pending.size());
        int lineFeed = ByteScan.indexOf(bytes, (byte) '\n', from, stop);
        if (lineFeed >= 0 && pending.size() == 0) {
            beginFrame(bytes, from, lineFeed);
            return lineFeed + 1;
        }
        if (pending.size() == 0 && !Commands.beginsOne(bytes, from, stop)) {
            throw unknownCommand(bytes, from, end);
        }
        pending.append(bytes, from, (lineFeed < 0 ? stop : lineFeed) - from);
        if (lineFeed < 0) {
            if (!Commands.beginsOne(pending.array(), 0, pending.size())) {
                throw unknownCommand(pending.array(), 0, pending.size());
            }
            return stop;
        }
        beginFrame(pending.array(), 0, pending.size());
        pending.clear();
        return lineFeed + 1;
    }

    private void beginFrame(byte[] bytes, int from, int lineFeed) {
        boolean stripped = version.allowsCarriageReturn() && lineFeed > from && bytes[lineFeed - 1] == '\r';
        StompCommand found = Commands.find(bytes, from, stripped ? lineFeed - 1 : lineFeed);
        if (found == null) {
            if (lineFeed > from && Commands.find(bytes, from, lineFeed - 1) != null && bytes[lineFeed - 1] == '\r') {
                throw new StompFrameException("the line of a command ends with CR LF, which STOMP " + version
                        + " does not allow: from 1.2 only");
            }
            throw unknownCommand(bytes, from, lineFeed);
        }
        if (!version.supports(found)) {
            throw new StompFrameException("STOMP " + version + " has no command " + found);
        }
        command = found;
        stompSeen = true;
        state = State.HEADERS;
        headerReader.begin(
                found, HeaderEscaping.of(version, found), version.allowsCarriageReturn(), lenient || !agreed);
    }

    private StompFrameException unknownCommand(byte[] bytes, int from, int end) {
        return UnknownCommand.error(bytes, from, end, stompSeen);
    }

    private int headers(byte[] bytes, int from, int end) {
        int pos = from;
        if (pending.size() != 0) {
            int lineFeed = ByteScan.indexOf(bytes, (byte) '\n', pos, end);
            int stop = lineFeed < 0 ? end : lineFeed;
            hold(bytes, pos, stop);
            if (lineFeed < 0) {
                return end;
            }
            pending.append((byte) '\n');
            headerLine(pending.array(), 0, pending.size());
            pending.clear();
            pos = lineFeed + 1;
        }
        while (pos < end && state == State.HEADERS) {
            int next = headerLine(bytes, pos, end);
            if (next == HeaderReader.INCOMPLETE) {
                hold(bytes, pos, end);
                return end;
            }
            pos = next;
        }
        return pos;
    }

    private void hold(byte[] bytes, int from, int end) {
        if (end > from) {
            headerReader.checkPartial(bytes, from, end, pending.size());
            pending.append(bytes, from, end - from);
        }
    }

    private int headerLine(byte[] bytes, int from, int end) {
        byte first = bytes[from];
        if (first == '\n') {
            endOfHead();
            return from + 1;
        }
        if (first == '\r' && version.allowsCarriageReturn() && from + 1 < end && bytes[from + 1] == '\n') {
            endOfHead();
            return from + 2;
        }
        return headerReader.read(bytes, from, end, builder);
    }

    private void endOfHead() {
        headers = builder.build();
        pending.trimTo(KEPT);
        String contentLength = headerReader.contentLength();
        if (contentLength == null) {
            state = State.DELIMITED_BODY;
            return;
        }
        long length = ContentLength.parse(contentLength);
        if (length > limits.maxBody()) {
            throw new StompFrameException("content-length " + length + " of " + command + " is more than "
                    + limits.maxBody() + " bytes, the limit set by stomp.maxBody");
        }
        if (length > 0) {
            checkBodyAllowed();
            bodyLength = (int) length;
            state = State.SIZED_BODY;
        } else {
            state = State.TERMINATOR;
        }
    }

    private void checkBodyAllowed() {
        if (agreed && !version.allowsBody(command)) {
            throw new StompFrameException("a body on " + command + ", which STOMP " + version + " does not allow");
        }
    }

    private int sizedBody(byte[] bytes, int from, int end) {
        int length = Math.min(end - from, bodyLength - bodyFilled);
        if (length == bodyLength) {
            body = Arrays.copyOfRange(bytes, from, from + length);
        } else {
            if (bodyFilled + length > body.length) {
                long room = Math.max(Math.max(TRUSTED, bodyFilled + length), 2L * body.length);
                body = Arrays.copyOf(body, (int) Math.min(bodyLength, room));
            }
            System.arraycopy(bytes, from, body, bodyFilled, length);
        }
        bodyFilled += length;
        if (bodyFilled == bodyLength) {
            state = State.TERMINATOR;
        }
        return from + length;
    }

    private int terminator(byte[] bytes, int pos, FrameSink sink) {
        if (bytes[pos] != 0) {
            throw new StompFrameException("no NUL behind the " + body.length + " bytes that content-length of "
                    + command + " announced: the body is longer, or the frame is not terminated");
        }
        complete(body, sink);
        return pos + 1;
    }

    private int delimitedBody(byte[] bytes, int from, int end, FrameSink sink) {
        int nul = ByteScan.indexOf(bytes, (byte) 0, from, end);
        int stop = nul < 0 ? end : nul;
        if (stop > from) {
            checkBodyAllowed();
        }
        if (stop - from > limits.maxBody() - pending.size()) {
            throw new StompFrameException("the body of " + command + " has more than " + limits.maxBody()
                    + " bytes, the limit set by stomp.maxBody");
        }
        if (nul >= 0 && pending.size() == 0) {
            complete(stop == from ? NO_BODY : Arrays.copyOfRange(bytes, from, stop), sink);
            return nul + 1;
        }
        pending.append(bytes, from, stop - from);
        if (nul < 0) {
            return end;
        }
        byte[] whole = Arrays.copyOf(pending.array(), pending.size());
        pending.clear();
        pending.trimTo(KEPT);
        complete(whole, sink);
        return nul + 1;
    }

    private void complete(byte[] whole, FrameSink sink) {
        StompFrame frame = StompFrame.of(command, headers, whole);
        state = State.BETWEEN_FRAMES;
        command = null;
        headers = null;
        body = NO_BODY;
        bodyLength = 0;
        bodyFilled = 0;
        sink.onFrame(frame);
    }
}
