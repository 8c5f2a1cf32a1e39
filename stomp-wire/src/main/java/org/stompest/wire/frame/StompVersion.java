package org.stompest.wire.frame;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A version of STOMP: the one place that knows in what the versions differ.
 *
 * <p>Immutable; usable from any thread.
 */
public enum StompVersion {
    /** <a href="https://stomp.github.io/stomp-specification-1.0.html">STOMP 1.0</a>. */
    V1_0("1.0"),
    /** <a href="https://stomp.github.io/stomp-specification-1.1.html">STOMP 1.1</a>. */
    V1_1("1.1"),
    /** <a href="https://stomp.github.io/stomp-specification-1.2.html">STOMP 1.2</a>. */
    V1_2("1.2");

    private final String text;

    StompVersion(String text) {
        this.text = text;
    }

    /**
     * Reads a version.
     *
     * @param text as in the headers {@code version} and {@code accept-version}
     * @return the version
     * @throws IllegalArgumentException if there is no such version
     */
    public static StompVersion of(String text) {
        for (StompVersion version : values()) {
            if (version.text.equals(text)) {
                return version;
            }
        }
        throw new IllegalArgumentException("no STOMP version '" + text + "', known are "
                + Arrays.stream(values()).map(StompVersion::text).collect(Collectors.joining(", ")));
    }

    /** {@return the version as in the headers {@code version} and {@code accept-version}} */
    public String text() {
        return text;
    }

    /**
     * Tells whether this version knows a command.
     *
     * @param command the command
     * @return false for NACK and STOMP in 1.0
     */
    public boolean supports(StompCommand command) {
        return this != V1_0 || (command != StompCommand.NACK && command != StompCommand.STOMP);
    }

    /**
     * Tells whether a frame may have a body: any in 1.0, from 1.1 only SEND, MESSAGE and ERROR ("Body").
     *
     * @param command the command
     * @return whether a body is allowed
     */
    public boolean allowsBody(StompCommand command) {
        return this == V1_0
                || command == StompCommand.SEND
                || command == StompCommand.MESSAGE
                || command == StompCommand.ERROR;
    }

    /** {@return how header bytes are read: ASCII in 1.0, UTF-8 from 1.1} */
    public Charset headerCharset() {
        return this == V1_0 ? StandardCharsets.US_ASCII : StandardCharsets.UTF_8;
    }

    /**
     * Tells whether headers are escaped: from 1.1, but never those of CONNECT and CONNECTED, so that a peer of version 1.0
     * understands them ("Value Encoding"). STOMP counts as CONNECT.
     *
     * @param command the command
     * @return whether header names and values of such a frame are escaped
     */
    public boolean escapesHeaders(StompCommand command) {
        return this != V1_0
                && command != StompCommand.CONNECT
                && command != StompCommand.STOMP
                && command != StompCommand.CONNECTED;
    }

    /** {@return whether a carriage return is escaped as {@code \r}: in 1.2 only} */
    public boolean escapesCarriageReturn() {
        return this == V1_2;
    }

    /** {@return whether a line may end with CR LF: in 1.2 only} */
    public boolean allowsCarriageReturn() {
        return this == V1_2;
    }

    /** {@return whether CONNECT offers versions and names a host: from 1.1} */
    public boolean negotiates() {
        return this != V1_0;
    }

    /** {@return whether every subscription has an id, and every MESSAGE names it: from 1.1} */
    public boolean namesSubscriptions() {
        return this != V1_0;
    }

    /** {@return whether ACK and NACK have the id from the header {@code ack} of MESSAGE: in 1.2 only} */
    public boolean acknowledgesById() {
        return this == V1_2;
    }

    /** {@return whether the version knows heart-beats: from 1.1} */
    public boolean hasHeartBeats() {
        return this != V1_0;
    }

    /** {@return the version as in the headers, for example {@code 1.2}} */
    @Override
    public String toString() {
        return text;
    }
}
