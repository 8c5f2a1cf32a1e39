package org.stompest.jms.internal.message;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import java.util.Base64;
import java.util.Objects;
import org.stompest.jms.StompDestination;
import org.stompest.jms.dialect.BrokerDialect;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/**
 * Makes messages out of MESSAGE frames. One pass over the headers finds those of JMS; body and properties stay in the
 * frame until they are asked for. Nothing in a frame makes this fail: a header without sense counts as missing.
 *
 * <p>Immutable but for a cache; usable from any thread.
 */
public final class MessageReader {
    private static final String ID_PREFIX = "ID:";
    private static final int HIGHEST_PRIORITY = 9;

    private final BrokerDialect dialect;
    private final MessageContext context;

    /** The destination read last: those of a subscription are nearly always the same. */
    private volatile KnownDestination known;

    /**
     * Makes a reader for a connection.
     *
     * @param dialect the broker's
     * @param context handed to each message
     */
    public MessageReader(BrokerDialect dialect, MessageContext context) {
        this.dialect = Objects.requireNonNull(dialect, "dialect");
        this.context = Objects.requireNonNull(context, "context");
    }

    /**
     * Reads a message. It is read-only and counts as delivered once; see {@link JmsMessage#delivered}.
     *
     * @param received a MESSAGE; its body becomes the message's
     * @param subscribedTo tells the kind of the destination where the frame does not
     * @return the message
     */
    public JmsMessage read(StompFrame received, StompDestination subscribedTo) {
        StompFrame frame = dialect.restore(received);
        StompHeaders headers = frame.headers();
        String ownType = headers.get(HeaderNames.BODY_TYPE);
        BodyType bodyType = BodyType.of(ownType);
        if (bodyType == null) {
            bodyType = dialect.isText(frame) ? BodyType.TEXT : BodyType.BYTES;
        }
        JmsMessage message = bodyType.newMessage(context);
        message.receive(frame, bodyType, dialect);
        message.setJMSDeliveryMode(DeliveryMode.NON_PERSISTENT);
        message.setJMSDestination(subscribedTo);
        String correlationBytes = null;
        String timestamp = null;
        String timestampOfBroker = null;
        for (int i = headers.size() - 1; i >= 0; i--) { // backwards: of repeated headers the first counts
            String value = headers.value(i);
            switch (headers.name(i)) {
                case StompHeaderNames.DESTINATION -> message.setJMSDestination(destination(value, subscribedTo));
                case HeaderNames.MESSAGE_ID -> message.setJMSMessageID(value);
                case HeaderNames.TIMESTAMP -> timestamp = value;
                case HeaderNames.TIMESTAMP_OF_BROKER -> timestampOfBroker = value;
                case HeaderNames.CORRELATION_ID -> message.setJMSCorrelationID(value);
                case HeaderNames.CORRELATION_ID_BYTES -> correlationBytes = value;
                case HeaderNames.REPLY_TO -> message.setJMSReplyTo(replyTo(value));
                case HeaderNames.TYPE -> message.setJMSType(value);
                case HeaderNames.PRIORITY -> message.setJMSPriority(priority(value));
                case HeaderNames.PERSISTENT ->
                    message.setJMSDeliveryMode(
                            value.equals("true") ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT);
                case HeaderNames.EXPIRES -> message.setJMSExpiration(number(value));
                case HeaderNames.DELIVERY_TIME -> message.setJMSDeliveryTime(number(value));
                default -> {}
            }
        }
        if (timestamp != null || timestampOfBroker != null) {
            message.setJMSTimestamp(number(timestamp != null ? timestamp : timestampOfBroker));
        }
        if (correlationBytes != null) {
            setCorrelationBytes(correlationBytes, message);
        }
        if (message.getJMSMessageID() == null
                && ownType == null) { // one of ours has none because its sender disabled it
            String id = dialect.stableId(frame);
            message.setJMSMessageID(id.startsWith(ID_PREFIX) ? id : ID_PREFIX + id);
        }
        message.delivered(dialect.deliveryCount(frame));
        return message;
    }

    private StompDestination destination(String text, StompDestination subscribedTo) {
        KnownDestination last = known;
        if (last == null || last.subscribedTo != subscribedTo || !last.text.equals(text)) {
            if (text.isEmpty()) {
                return subscribedTo;
            }
            StompDestination parsed = text.equals(subscribedTo.name()) // a name may look like another's with its kind
                    ? subscribedTo
                    : dialect.parseDestination(text, subscribedTo.kind());
            last = new KnownDestination(subscribedTo, text, parsed.equals(subscribedTo) ? subscribedTo : parsed);
            known = last;
        }
        return last.destination;
    }

    private StompDestination replyTo(String text) {
        return text.isEmpty() ? null : dialect.parseDestination(text, StompDestination.Kind.QUEUE);
    }

    private static void setCorrelationBytes(String base64, JmsMessage message) {
        try {
            message.correlationId()
                    .set(message.getJMSCorrelationID(), Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            message.setJMSCorrelationID(base64);
        }
    }

    /**
     * Reads the priority alone, for who has to put messages into order.
     *
     * @param frame a MESSAGE
     * @return JMSPriority, 0 to 9
     */
    public static int priority(StompFrame frame) {
        String priority = frame.header(HeaderNames.PRIORITY);
        return priority == null ? Message.DEFAULT_PRIORITY : priority(priority);
    }

    private static int priority(String text) {
        return text.length() == 1 && text.charAt(0) >= '0' && text.charAt(0) <= '9'
                ? text.charAt(0) - '0'
                : text.length() == 2 && number(text) > HIGHEST_PRIORITY ? HIGHEST_PRIORITY : Message.DEFAULT_PRIORITY;
    }

    /** {@return the number, or 0 if the text is none} */
    private static long number(String text) {
        long number = 0;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
                return 0;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    private record KnownDestination(StompDestination subscribedTo, String text, StompDestination destination) {}
}
