package org.stompest.wire.frame;

import java.nio.charset.StandardCharsets;

/**
 * The commands of STOMP 1.0, 1.1 and 1.2. Which of them a version knows is told by
 * {@link StompVersion#supports(StompCommand)}.
 *
 * <p>Immutable; usable from any thread.
 */
public enum StompCommand {
    /** Client: opens a session (all versions). */
    CONNECT,
    /** Client: opens a session, as CONNECT does (from 1.1). */
    STOMP,
    /** Client: sends a message to a destination. */
    SEND,
    /** Client: registers to listen to a destination. */
    SUBSCRIBE,
    /** Client: ends a subscription. */
    UNSUBSCRIBE,
    /** Client: acknowledges a message. */
    ACK,
    /** Client: tells that a message was not consumed (from 1.1). */
    NACK,
    /** Client: starts a transaction. */
    BEGIN,
    /** Client: commits a transaction. */
    COMMIT,
    /** Client: rolls a transaction back. */
    ABORT,
    /** Client: ends the session. */
    DISCONNECT,
    /** Server: the session is open. */
    CONNECTED,
    /** Server: a message of a subscription. */
    MESSAGE,
    /** Server: a client frame that asked for a receipt was processed. */
    RECEIPT,
    /** Server: something went wrong; the server usually closes the connection after it. */
    ERROR;

    private final byte[] bytes = name().getBytes(StandardCharsets.US_ASCII);

    /** {@return whether a client sends this command; the others come from a server} */
    public boolean isClientCommand() {
        return compareTo(CONNECTED) < 0;
    }

    /** {@return the number of bytes of this command on the wire} */
    public int length() {
        return bytes.length;
    }

    /**
     * Copies the command as it stands on the wire.
     *
     * @param target where to
     * @param offset the index of the first byte in {@code target}
     * @return the index behind the last byte written
     */
    public int copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
        return offset + bytes.length;
    }
}
