package org.stompest.wire.codec;

import java.util.Objects;
import org.stompest.wire.StompFrameException;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

/**
 * Writes frames as the agreed version wants them ("STOMP Frames", "Value Encoding"). It writes what it is given: it adds no
 * header, and no text can break out of the header that it stands in. Not thread-safe.
 *
 * <p>It keeps 64 plain names at most, each with a short line that came last under it, to write it again for the very same
 * string; never that of {@code login} or {@code passcode}.
 *
 * <p>A {@link StompFrameException}, which leaves the buffer as it was, tells of
 * <ul>
 *   <li>a line feed in a header, or a colon in a header's name, where the version has no escapes (1.0; CONNECT, STOMP and
 *       CONNECTED in all), and a carriage return in those three, whose reader may take it for a part of the line end;
 *   <li>a character beyond ASCII in a header of 1.0; half a surrogate pair;
 *   <li>a NUL in a header: the grammar has room for it, but a broker that takes it for the end of the frame would read the
 *       rest as a frame of its own;
 *   <li>a header without a name;
 *   <li>a command or a body that the version does not allow;
 *   <li>a {@code content-length} that is not the body's, and a body with a NUL without {@code content-length}.
 * </ul>
 */
public final class FrameEncoder {
    private final WrittenHeaders written = new WrittenHeaders();
    private StompVersion version;

    /** Makes an encoder for the frames before CONNECTED, with the rules of 1.2. */
    public FrameEncoder() {
        this(StompVersion.V1_2);
    }

    /**
     * Makes an encoder.
     *
     * @param version the version spoken
     */
    public FrameEncoder(StompVersion version) {
        version(version);
    }

    /**
     * Switches the version, which counts from the next frame.
     *
     * @param agreed the version spoken
     */
    public void version(StompVersion agreed) {
        version = Objects.requireNonNull(agreed, "version");
    }

    /** {@return the version spoken} */
    public StompVersion version() {
        return version;
    }

    /**
     * Writes a frame: head, body and NUL.
     *
     * @param frame the frame
     * @param out is appended to
     * @throws StompFrameException if the frame cannot be written; {@code out} is as before
     */
    public void encode(StompFrame frame, FrameBuffer out) {
        encodeHead(frame, out);
        out.append(frame.bodyArray(), frame.bodyOffset(), frame.bodyLength());
        out.append((byte) 0);
    }

    /**
     * Writes command, headers and the empty line, so that a large body can go its own way uncopied; the caller writes the
     * body and a NUL behind it.
     *
     * @param frame the frame
     * @param out is appended to
     * @throws StompFrameException if the frame cannot be written; {@code out} is as before
     */
    public void encodeHead(StompFrame frame, FrameBuffer out) {
        StompCommand command = frame.command();
        StompHeaders headers = frame.headers();
        checkForm(frame);
        HeaderEscaping escaping = HeaderEscaping.of(version, command);
        int start = out.size();
        boolean completed = false;
        try {
            int pos = out.reserve(command.length() + 1);
            out.endAt(command.copyTo(out.array(), pos));
            out.append((byte) '\n');
            for (int i = 0, n = headers.size(); i < n; i++) {
                header(command, headers.name(i), headers.value(i), escaping, out);
            }
            out.append((byte) '\n');
            completed = true;
        } finally {
            if (!completed) {
                out.truncate(start);
            }
        }
    }

    private void header(StompCommand command, String name, String value, HeaderEscaping escaping, FrameBuffer out) {
        WrittenHeader known = written.find(name);
        if (known == null) {
            newHeader(command, name, value, escaping, out);
            return;
        }
        byte[] line = known.line(value);
        if (line != null) {
            out.append(line, 0, line.length);
            return;
        }
        int start = out.size();
        byte[] prefix = known.prefix();
        out.append(prefix, 0, prefix.length);
        boolean plain = HeaderWriter.write(value, escaping.inValue(), escaping, name, out);
        out.append((byte) '\n');
        if (plain) {
            known.remember(value, out.array(), start, out.size());
        }
    }

    private void newHeader(StompCommand command, String name, String value, HeaderEscaping escaping, FrameBuffer out) {
        if (name.isEmpty()) {
            throw new StompFrameException(command + " has a header without a name");
        }
        HeaderWriter.write(name, escaping.inName(), escaping, name, out);
        out.append((byte) ':');
        HeaderWriter.write(value, escaping.inValue(), escaping, name, out);
        out.append((byte) '\n');
        written.offer(name);
    }

    private void checkForm(StompFrame frame) {
        StompCommand command = frame.command();
        if (!version.supports(command)) {
            throw new StompFrameException("STOMP " + version + " has no command " + command);
        }
        int length = frame.bodyLength();
        if (length != 0 && !version.allowsBody(command)) {
            throw new StompFrameException("STOMP " + version + " allows no body on " + command);
        }
        String contentLength = frame.header(StompHeaderNames.CONTENT_LENGTH);
        if (contentLength == null) {
            int offset = frame.bodyOffset();
            if (ByteScan.indexOf(frame.bodyArray(), (byte) 0, offset, offset + length) >= 0) {
                throw new StompFrameException(
                        "the body of " + command + " holds a NUL: it needs a content-length header");
            }
        } else if (ContentLength.parse(contentLength) != length) {
            throw new StompFrameException("content-length of " + command + " is " + ContentLength.parse(contentLength)
                    + ", but the body has " + length + " bytes");
        }
    }
}
