package org.stompest.wire.frame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A STOMP frame: a command, headers and a body, which may be empty.
 *
 * <p>Immutable as long as nobody writes to the array of the body: it is neither copied in nor out, so that a body is not
 * copied more often than it must. Usable from any thread under that rule.
 */
public final class StompFrame {
    private static final byte[] NO_BODY = {};

    private final StompCommand command;
    private final StompHeaders headers;
    private final byte[] body;
    private final int bodyOffset;
    private final int bodyLength;

    private StompFrame(StompCommand command, StompHeaders headers, byte[] body, int bodyOffset, int bodyLength) {
        this.command = Objects.requireNonNull(command, "command");
        this.headers = Objects.requireNonNull(headers, "headers");
        this.body = Objects.requireNonNull(body, "body");
        this.bodyOffset = bodyOffset;
        this.bodyLength = bodyLength;
    }

    /**
     * Makes a frame without a body.
     *
     * @param command the command
     * @param headers the headers
     * @return the frame
     */
    public static StompFrame of(StompCommand command, StompHeaders headers) {
        return new StompFrame(command, headers, NO_BODY, 0, 0);
    }

    /**
     * Makes a frame whose body is a whole array.
     *
     * @param command the command
     * @param headers the headers
     * @param body the body; not copied, not to be written to afterwards
     * @return the frame
     */
    public static StompFrame of(StompCommand command, StompHeaders headers, byte[] body) {
        return new StompFrame(command, headers, body, 0, body.length);
    }

    /**
     * Makes a frame whose body is a part of an array.
     *
     * @param command the command
     * @param headers the headers
     * @param array holds the body; not copied, that part not to be written to afterwards
     * @param offset the index of the body's first byte
     * @param length the number of bytes of the body
     * @return the frame
     * @throws IndexOutOfBoundsException if the part lies outside the array
     */
    public static StompFrame of(StompCommand command, StompHeaders headers, byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        return new StompFrame(command, headers, array, offset, length);
    }

    /** {@return the command} */
    public StompCommand command() {
        return command;
    }

    /** {@return the headers} */
    public StompHeaders headers() {
        return headers;
    }

    /**
     * Finds a header.
     *
     * @param name the name
     * @return the value of the first header of that name, or null
     */
    public String header(String name) {
        return headers.get(name);
    }

    /** {@return the array that holds the body, see {@link #bodyOffset()} and {@link #bodyLength()}; not to be written to} */
    public byte[] bodyArray() {
        return body;
    }

    /** {@return the index of the body's first byte in {@link #bodyArray()}} */
    public int bodyOffset() {
        return bodyOffset;
    }

    /** {@return the number of bytes of the body} */
    public int bodyLength() {
        return bodyLength;
    }

    /** {@return the body; not to be written to: it is the frame's own array where that holds nothing else} */
    public byte[] body() {
        return bodyOffset == 0 && bodyLength == body.length
                ? body
                : Arrays.copyOfRange(body, bodyOffset, bodyOffset + bodyLength);
    }

    /** {@return the body read as UTF-8} */
    public String bodyText() {
        return new String(body, bodyOffset, bodyLength, StandardCharsets.UTF_8);
    }

    /**
     * Makes a frame that differs in its headers.
     *
     * @param other the headers
     * @return a frame with the same command and body
     */
    public StompFrame withHeaders(StompHeaders other) {
        return new StompFrame(command, other, body, bodyOffset, bodyLength);
    }

    /** Equal are frames of the same command, headers and bytes of the body. */
    @Override
    public boolean equals(Object other) {
        return other instanceof StompFrame that
                && command == that.command
                && headers.equals(that.headers)
                && Arrays.equals(
                        body,
                        bodyOffset,
                        bodyOffset + bodyLength,
                        that.body,
                        that.bodyOffset,
                        that.bodyOffset + that.bodyLength);
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hash(command, headers) + bodyLength;
    }

    /** {@return command, headers without secrets, and the length of the body, for a log} */
    @Override
    public String toString() {
        return command + " " + headers + " (" + bodyLength + " bytes)";
    }
}
