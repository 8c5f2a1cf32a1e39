package org.stompest.wire.command;

import java.util.Collection;
import java.util.stream.Collectors;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompVersion;

/**
 * Checks the frames that a server sends ("Server Frames") and reads what is in them. What a version forbids, and a mandatory
 * header that is missing, is a {@link StompProtocolException}.
 *
 * <p>Stateless; usable from any thread.
 */
public final class ServerFrames {
    /** How much of an ERROR is put into an exception's text. */
    private static final int MOST_ERROR_TEXT = 300;

    private ServerFrames() {}

    /**
     * Checks that a server may send this frame and that its mandatory headers are there.
     *
     * @param version the version spoken
     * @param frame the frame
     * @return the frame
     * @throws StompProtocolException if the command is a client's, the body is not allowed, or a header is missing
     */
    public static StompFrame check(StompVersion version, StompFrame frame) {
        StompCommand command = frame.command();
        if (command.isClientCommand()) {
            throw new StompProtocolException("the server sent " + command + ", which only a client may send");
        }
        if (frame.bodyLength() != 0 && !version.allowsBody(command)) {
            throw new StompProtocolException("STOMP " + version + " allows no body on " + command);
        }
        if (command == StompCommand.RECEIPT) {
            require(frame, StompHeaderNames.RECEIPT_ID);
        } else if (command == StompCommand.MESSAGE) {
            require(frame, StompHeaderNames.DESTINATION);
            require(frame, StompHeaderNames.MESSAGE_ID);
            if (version.namesSubscriptions()) {
                require(frame, StompHeaderNames.SUBSCRIPTION);
            }
        }
        return frame;
    }

    /**
     * Finds the version that the server chose ("Protocol Negotiation").
     *
     * @param connected the CONNECTED; without {@code version} it is from a server of 1.0
     * @param offered the versions that CONNECT offered
     * @return the version
     * @throws StompProtocolException if the frame is an ERROR (which the exception then carries) or anything else but
     *     CONNECTED, or the version is unknown or was not offered
     */
    public static StompVersion version(StompFrame connected, Collection<StompVersion> offered) {
        if (connected.command() == StompCommand.ERROR) {
            throw error(connected);
        }
        if (connected.command() != StompCommand.CONNECTED) {
            throw new StompProtocolException("the server answered CONNECT with " + connected.command());
        }
        String text = connected.headers().getOrDefault(StompHeaderNames.VERSION, StompVersion.V1_0.text());
        return offered.stream()
                .filter(version -> version.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new StompProtocolException("the server chose STOMP " + cut(text)
                        + ", but the client offered "
                        + offered.stream().map(StompVersion::text).collect(Collectors.joining(", "))
                        + " (option stomp.version)"));
    }

    /**
     * Reads the id of a receipt.
     *
     * @param frame a RECEIPT, or an ERROR
     * @return the id; null only for an ERROR that answers no frame in particular
     * @throws StompProtocolException if a RECEIPT has none
     */
    public static String receiptId(StompFrame frame) {
        return frame.command() == StompCommand.RECEIPT
                ? require(frame, StompHeaderNames.RECEIPT_ID)
                : frame.header(StompHeaderNames.RECEIPT_ID);
    }

    /**
     * Reads to which subscription a message belongs.
     *
     * @param version the version spoken
     * @param message a MESSAGE
     * @return the subscription's id; in 1.0, where the server may leave it out, otherwise the destination
     * @throws StompProtocolException if the MESSAGE names neither
     */
    public static String subscriptionToken(StompVersion version, StompFrame message) {
        String id = message.header(StompHeaderNames.SUBSCRIPTION);
        if (id != null) {
            return id;
        }
        return require(
                message, version.namesSubscriptions() ? StompHeaderNames.SUBSCRIPTION : StompHeaderNames.DESTINATION);
    }

    /**
     * Makes the exception for an ERROR.
     *
     * @param error the ERROR
     * @return carries the frame; its text is the header {@code message}, or else the beginning of the body's first line
     */
    public static StompProtocolException error(StompFrame error) {
        String said = error.header(StompHeaderNames.MESSAGE);
        if (said == null || said.isBlank()) {
            said = error.bodyText()
                    .lines()
                    .filter(line -> !line.isBlank())
                    .findFirst()
                    .orElse("no reason given");
        }
        return new StompProtocolException("the server answered ERROR: " + cut(said.strip()), error);
    }

    private static String cut(String text) {
        return text.length() <= MOST_ERROR_TEXT ? text : text.substring(0, MOST_ERROR_TEXT) + "...";
    }

    private static String require(StompFrame frame, String name) {
        String value = frame.header(name);
        if (value == null) {
            throw new StompProtocolException("the server sent " + frame.command() + " without the header " + name);
        }
        return value;
    }
}
