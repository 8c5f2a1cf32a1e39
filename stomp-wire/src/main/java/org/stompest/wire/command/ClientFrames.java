package org.stompest.wire.command;

import java.util.Collection;
import java.util.stream.Collectors;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

/**
 * Makes the frames that a client sends ("Client Frames"), each as its version wants it. What a version forbids, and a
 * mandatory header that is missing, is a {@link StompProtocolException}. Where a parameter {@code receipt} or
 * {@code transaction} is null, the frame has no such header.
 *
 * <p>Stateless; usable from any thread.
 */
public final class ClientFrames {
    private ClientFrames() {}

    // ---- opening and closing

    /**
     * Makes a CONNECT. Where 1.0 is all that is offered it has neither {@code accept-version} nor {@code heart-beat}, which
     * 1.0 does not know.
     *
     * @param versions the versions offered, at least one
     * @param host the virtual host; may be null if 1.0 is all that is offered
     * @param login the user, or null
     * @param passcode the password, or null
     * @param heartBeat the value of {@code heart-beat}, as in {@code 10000,10000}, or null
     * @param extra more headers; one of the same name takes the place of what stands above
     * @return the frame
     * @throws StompProtocolException if a header is missing, or {@code extra} asks for a receipt
     */
    public static StompFrame connect(
            Collection<StompVersion> versions,
            String host,
            String login,
            String passcode,
            String heartBeat,
            StompHeaders extra) {
        return open(StompCommand.CONNECT, versions, host, login, passcode, heartBeat, extra);
    }

    /**
     * Makes a STOMP, which servers from 1.1 on take like CONNECT ("Connecting").
     *
     * @param versions the versions offered, at least one, without 1.0
     * @param host the virtual host
     * @param login the user, or null
     * @param passcode the password, or null
     * @param heartBeat the value of {@code heart-beat}, as in {@code 10000,10000}, or null
     * @param extra more headers; one of the same name takes the place of what stands above
     * @return the frame
     * @throws StompProtocolException if 1.0 is offered, a header is missing, or {@code extra} asks for a receipt
     */
    public static StompFrame stomp(
            Collection<StompVersion> versions,
            String host,
            String login,
            String passcode,
            String heartBeat,
            StompHeaders extra) {
        return open(StompCommand.STOMP, versions, host, login, passcode, heartBeat, extra);
    }

    private static StompFrame open(
            StompCommand command,
            Collection<StompVersion> versions,
            String host,
            String login,
            String passcode,
            String heartBeat,
            StompHeaders extra) {
        if (versions.isEmpty()) {
            throw new StompProtocolException(command + " offers no version");
        }
        StompHeaders.Builder headers = StompHeaders.builder();
        boolean negotiates = versions.stream().anyMatch(StompVersion::negotiates);
        if (negotiates) {
            String offered = versions.stream()
                    .distinct()
                    .sorted()
                    .map(StompVersion::text)
                    .collect(Collectors.joining(","));
            headers.add(StompHeaderNames.ACCEPT_VERSION, offered);
        }
        set(headers, StompHeaderNames.HOST, host);
        set(headers, StompHeaderNames.LOGIN, login);
        set(headers, StompHeaderNames.PASSCODE, passcode);
        set(headers, StompHeaderNames.HEART_BEAT, negotiates ? heartBeat : null);
        for (int i = 0; i < extra.size(); i++) {
            headers.set(extra.name(i), extra.value(i));
        }
        StompFrame frame = StompFrame.of(command, headers.build());
        for (StompVersion version : versions) {
            ClientRules.check(version, frame);
        }
        return frame;
    }

    /**
     * Makes a DISCONNECT.
     *
     * @param receipt the id of the receipt that tells that all before it was processed, or null
     * @return the frame
     */
    public static StompFrame disconnect(String receipt) {
        StompHeaders.Builder headers = StompHeaders.builder();
        set(headers, StompHeaderNames.RECEIPT, receipt);
        return StompFrame.of(StompCommand.DISCONNECT, headers.build());
    }

    // ---- messages

    /**
     * Makes a SEND with {@code content-length}, so that its body may hold anything.
     *
     * @param headers the headers, among them {@code destination}; a {@code content-length} is replaced
     * @param body the body; not copied, not to be written to afterwards
     * @return the frame
     * @throws StompProtocolException if there is no {@code destination}
     */
    public static StompFrame send(StompHeaders headers, byte[] body) {
        return send(headers.toBuilder(), body, 0, body.length);
    }

    /**
     * Makes a SEND with {@code content-length} without copying headers or body.
     *
     * @param headers the headers, among them {@code destination}; a {@code content-length} is replaced; empty afterwards
     * @param array holds the body; not copied, that part not to be written to afterwards
     * @param offset the index of the body's first byte
     * @param length the number of bytes of the body
     * @return the frame
     * @throws StompProtocolException if there is no {@code destination}
     * @throws IndexOutOfBoundsException if the part lies outside the array
     */
    public static StompFrame send(StompHeaders.Builder headers, byte[] array, int offset, int length) {
        headers.contentLength(length);
        return checkedSend(headers, array, offset, length);
    }

    /**
     * Makes a SEND without {@code content-length}: some brokers take a body without one for text. The body must hold no NUL;
     * the encoder checks that.
     *
     * @param headers the headers, among them {@code destination}; a {@code content-length} is left out
     * @param body the body; not copied, not to be written to afterwards
     * @return the frame
     * @throws StompProtocolException if there is no {@code destination}
     */
    public static StompFrame sendWithoutLength(StompHeaders headers, byte[] body) {
        return sendWithoutLength(headers.toBuilder(), body, 0, body.length);
    }

    /**
     * Makes a SEND without {@code content-length} without copying headers or body.
     *
     * @param headers the headers, among them {@code destination}; a {@code content-length} is left out; empty afterwards
     * @param array holds the body; not copied, that part not to be written to afterwards
     * @param offset the index of the body's first byte
     * @param length the number of bytes of the body
     * @return the frame
     * @throws StompProtocolException if there is no {@code destination}
     * @throws IndexOutOfBoundsException if the part lies outside the array
     */
    public static StompFrame sendWithoutLength(StompHeaders.Builder headers, byte[] array, int offset, int length) {
        return checkedSend(headers.remove(StompHeaderNames.CONTENT_LENGTH), array, offset, length);
    }

    private static StompFrame checkedSend(StompHeaders.Builder headers, byte[] array, int offset, int length) {
        StompFrame frame = StompFrame.of(StompCommand.SEND, headers.build(), array, offset, length);
        ClientRules.require(frame, StompHeaderNames.DESTINATION);
        return frame;
    }

    // ---- subscriptions

    /**
     * Makes a SUBSCRIBE.
     *
     * @param version the version spoken
     * @param headers the headers: {@code destination}, from 1.1 {@code id}, and what else is wanted
     * @return the frame
     * @throws StompProtocolException if a header is missing, or {@code ack} is none of {@code auto}, {@code client} and, from
     *     1.1, {@code client-individual}
     */
    public static StompFrame subscribe(StompVersion version, StompHeaders headers) {
        return ClientRules.check(version, StompFrame.of(StompCommand.SUBSCRIBE, headers));
    }

    /**
     * Makes the UNSUBSCRIBE that ends a subscription, which it names by {@code id}, or in 1.0 by {@code destination} where
     * the SUBSCRIBE had no {@code id}.
     *
     * @param version the version spoken
     * @param subscribe the SUBSCRIBE that made it
     * @param receipt the id of a receipt, or null
     * @return the frame
     * @throws StompProtocolException if the SUBSCRIBE does not name what the version wants
     */
    public static StompFrame unsubscribe(StompVersion version, StompFrame subscribe, String receipt) {
        StompHeaders.Builder headers = StompHeaders.builder();
        String id = subscribe.header(StompHeaderNames.ID);
        String name = id == null ? StompHeaderNames.DESTINATION : StompHeaderNames.ID;
        set(headers, name, subscribe.header(name));
        set(headers, StompHeaderNames.RECEIPT, receipt);
        return unsubscribe(version, headers.build());
    }

    /**
     * Makes an UNSUBSCRIBE with headers of one's own.
     *
     * @param version the version spoken
     * @param headers the headers: {@code id}, or in 1.0 {@code destination}, and what else the broker wants
     * @return the frame
     * @throws StompProtocolException if a header is missing
     */
    public static StompFrame unsubscribe(StompVersion version, StompHeaders headers) {
        return ClientRules.check(version, StompFrame.of(StompCommand.UNSUBSCRIBE, headers));
    }

    // ---- acknowledgements

    /**
     * Makes the ACK of a message.
     *
     * @param version the version spoken
     * @param message the MESSAGE
     * @param transaction the transaction of which the ACK is a part, or null
     * @param receipt the id of a receipt, or null
     * @return the frame
     * @throws StompProtocolException if the MESSAGE lacks what the version acknowledges by: {@code message-id} in 1.0, that
     *     and {@code subscription} in 1.1, {@code ack} in 1.2 (which it has if the subscription's mode is not {@code auto})
     */
    public static StompFrame ack(StompVersion version, StompFrame message, String transaction, String receipt) {
        return acknowledge(StompCommand.ACK, version, message, transaction, receipt);
    }

    /**
     * Makes the NACK of a message.
     *
     * @param version the version spoken, from 1.1
     * @param message the MESSAGE
     * @param transaction the transaction of which the NACK is a part, or null
     * @param receipt the id of a receipt, or null
     * @return the frame
     * @throws StompProtocolException in 1.0, or if the MESSAGE lacks what the version acknowledges by, as for {@link #ack}
     */
    public static StompFrame nack(StompVersion version, StompFrame message, String transaction, String receipt) {
        return acknowledge(StompCommand.NACK, version, message, transaction, receipt);
    }

    private static StompFrame acknowledge(
            StompCommand command, StompVersion version, StompFrame message, String transaction, String receipt) {
        if (message.command() != StompCommand.MESSAGE) {
            throw new StompProtocolException(command + " is for a MESSAGE, not for " + message.command());
        }
        StompHeaders.Builder headers = StompHeaders.builder();
        if (version.acknowledgesById()) {
            headers.add(StompHeaderNames.ID, acknowledgedBy(command, version, message, StompHeaderNames.ACK));
        } else {
            String messageId = acknowledgedBy(command, version, message, StompHeaderNames.MESSAGE_ID);
            headers.add(StompHeaderNames.MESSAGE_ID, messageId);
            if (version.namesSubscriptions()) {
                String subscription = acknowledgedBy(command, version, message, StompHeaderNames.SUBSCRIPTION);
                headers.add(StompHeaderNames.SUBSCRIPTION, subscription);
            }
        }
        set(headers, StompHeaderNames.TRANSACTION, transaction);
        set(headers, StompHeaderNames.RECEIPT, receipt);
        return ClientRules.check(version, StompFrame.of(command, headers.build()));
    }

    private static String acknowledgedBy(StompCommand command, StompVersion version, StompFrame message, String name) {
        String value = message.header(name);
        if (value == null) {
            throw new StompProtocolException(
                    command + " in STOMP " + version + " needs the header " + name + " of the MESSAGE, which has none");
        }
        return value;
    }

    // ---- transactions

    /**
     * Makes a BEGIN.
     *
     * @param transaction the transaction's id
     * @param receipt the id of a receipt, or null
     * @return the frame
     */
    public static StompFrame begin(String transaction, String receipt) {
        return transaction(StompCommand.BEGIN, transaction, receipt);
    }

    /**
     * Makes a COMMIT.
     *
     * @param transaction the transaction's id
     * @param receipt the id of a receipt, or null
     * @return the frame
     */
    public static StompFrame commit(String transaction, String receipt) {
        return transaction(StompCommand.COMMIT, transaction, receipt);
    }

    /**
     * Makes an ABORT.
     *
     * @param transaction the transaction's id
     * @param receipt the id of a receipt, or null
     * @return the frame
     */
    public static StompFrame abort(String transaction, String receipt) {
        return transaction(StompCommand.ABORT, transaction, receipt);
    }

    private static StompFrame transaction(StompCommand command, String transaction, String receipt) {
        StompHeaders.Builder headers = StompHeaders.builder().add(StompHeaderNames.TRANSACTION, transaction);
        set(headers, StompHeaderNames.RECEIPT, receipt);
        return StompFrame.of(command, headers.build());
    }

    // ---- any frame

    /**
     * Asks for a receipt.
     *
     * @param frame a client frame; one with a {@code receipt} asks for the new one instead
     * @param receipt the receipt's id
     * @return the frame with the header {@code receipt}
     * @throws StompProtocolException for CONNECT and STOMP, which are answered by CONNECTED, and for server frames
     */
    public static StompFrame withReceipt(StompFrame frame, String receipt) {
        StompFrame asking = frame.withHeaders(frame.headers().toBuilder()
                .set(StompHeaderNames.RECEIPT, receipt)
                .build());
        ClientRules.checkReceipt(asking);
        return asking;
    }

    /**
     * Checks a frame that was made elsewhere: whether its command is a client's and known to the version, has its
     * mandatory headers, and has a body only where the version allows one.
     *
     * @param version the version spoken
     * @param frame the frame
     * @return the frame
     * @throws StompProtocolException if not
     */
    public static StompFrame check(StompVersion version, StompFrame frame) {
        return ClientRules.check(version, frame);
    }

    private static void set(StompHeaders.Builder headers, String name, String value) {
        if (value != null) {
            headers.add(name, value);
        }
    }
}
