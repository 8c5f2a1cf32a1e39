package org.stompest.jms.internal.message;

import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import java.util.Base64;
import java.util.Objects;
import org.stompest.jms.StompDestination;
import org.stompest.jms.dialect.BrokerDialect;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/** Makes SEND frames out of messages, from the headers that the producer has stamped. Immutable; usable from any thread. */
public final class MessageWriter {
    private final BrokerDialect dialect;

    /**
     * Makes a writer for a connection.
     *
     * @param dialect the broker's
     */
    public MessageWriter(BrokerDialect dialect) {
        this.dialect = Objects.requireNonNull(dialect, "dialect");
    }

    /**
     * Writes a message. The frame is not affected by what is done to the message afterwards.
     *
     * @param message one of ours with all JMS headers set, JMSDestination too
     * @return a SEND without {@code receipt} and {@code transaction}
     * @throws JMSException if a destination or the body cannot be written
     */
    public StompFrame write(JmsMessage message) throws JMSException {
        return write(message, StompHeaders.builder());
    }

    /**
     * Writes a message behind headers of the caller.
     *
     * @param message one of ours with all JMS headers set, JMSDestination too
     * @param headers what the caller has to add, such as {@code receipt}; used up
     * @return a SEND with these headers and the message's
     * @throws JMSException if a destination or the body cannot be written
     */
    public StompFrame write(JmsMessage message, StompHeaders.Builder headers) throws JMSException {
        StompDestination destination = ForeignMessages.destination(message.getJMSDestination());
        if (destination == null) {
            throw new InvalidDestinationException("a message to be sent has no JMSDestination");
        }
        Slice body = message.body();
        dialect.address(destination, headers);
        writeHeaders(message, headers);
        BodyType bodyType = message.bodyType();
        headers.add(HeaderNames.BODY_TYPE, bodyType.header());
        if (!mayOmitLength(bodyType, body.length()) || body.holdsNul()) {
            headers.add(StompHeaderNames.CONTENT_LENGTH, Integer.toString(body.length()));
        }
        message.properties().write(dialect, headers);
        return StompFrame.of(StompCommand.SEND, dialect.complete(headers), body.array(), body.offset(), body.length());
    }

    private void writeHeaders(JmsMessage message, StompHeaders.Builder headers) throws JMSException {
        if (message.getJMSMessageID() != null) {
            headers.add(HeaderNames.MESSAGE_ID, message.getJMSMessageID());
        }
        headers.add(HeaderNames.TIMESTAMP, Long.toString(message.getJMSTimestamp()));
        if (message.getJMSDeliveryMode() == DeliveryMode.PERSISTENT) {
            headers.add(HeaderNames.PERSISTENT, "true");
        }
        if (message.getJMSPriority() != Message.DEFAULT_PRIORITY) {
            headers.add(HeaderNames.PRIORITY, Integer.toString(message.getJMSPriority()));
        }
        if (message.getJMSExpiration() != 0) {
            headers.add(HeaderNames.EXPIRES, Long.toString(message.getJMSExpiration()));
        }
        if (message.getJMSDeliveryTime() != 0) {
            headers.add(HeaderNames.DELIVERY_TIME, Long.toString(message.getJMSDeliveryTime()));
        }
        if (message.getJMSType() != null) {
            headers.add(HeaderNames.TYPE, message.getJMSType());
        }
        if (message.getJMSReplyTo() != null) {
            headers.add(HeaderNames.REPLY_TO, replyTo(ForeignMessages.destination(message.getJMSReplyTo())));
        }
        CorrelationId correlationId = message.correlationId();
        if (correlationId.holdsNul() && Utf8.halfAt(correlationId.text()) >= 0) {
            throw new MessageFormatException(
                    "JMSCorrelationID holds half a surrogate pair, which has no form in UTF-8");
        }
        if (correlationId.text() != null && !correlationId.holdsNul()) {
            headers.add(HeaderNames.CORRELATION_ID, correlationId.text());
        }
        if (correlationId.isBinary()) {
            headers.add(HeaderNames.CORRELATION_ID_BYTES, Base64.getEncoder().encodeToString(correlationId.bytes()));
        }
    }

    private String replyTo(StompDestination destination) throws InvalidDestinationException {
        try {
            dialect.checkName(destination);
        } catch (InvalidDestinationException e) {
            InvalidDestinationException refused = new InvalidDestinationException("JMSReplyTo " + e.getMessage());
            refused.initCause(e);
            refused.setLinkedException(e);
            throw refused;
        }
        return dialect.formatDestination(destination);
    }

    private boolean mayOmitLength(BodyType bodyType, int bytes) {
        return switch (bodyType) {
            case TEXT, NULL_TEXT, NONE -> dialect.omitsContentLengthOfText(bytes);
            default -> false;
        };
    }
}
