package org.stompest.jms.internal.consumer;

import jakarta.jms.DeliveryMode;
import java.util.Optional;
import java.util.function.Supplier;
import org.stompest.jms.internal.broker.MessageIds;
import org.stompest.jms.internal.message.HeaderNames;
import org.stompest.jms.internal.message.JmsMessage;
import org.stompest.jms.internal.selector.Selector;
import org.stompest.wire.frame.StompFrame;

/**
 * Drops what has expired on its way, and what the broker should have left out and cannot. Immutable; usable from any thread.
 *
 * @param selector what to apply here, if the broker does not
 * @param local recognises messages of the own connection, if they are to be dropped here
 * @param dropsExpired whether expired messages are dropped
 */
public record ClientFilter(Optional<Selector> selector, Optional<MessageIds> local, boolean dropsExpired) {
    boolean wants(StompFrame frame, Supplier<JmsMessage> message) {
        if (dropsExpired && Expiry.isExpired(frame, System.currentTimeMillis())) {
            return false;
        }
        if (local.isPresent() && local.get().made(frame.header(HeaderNames.MESSAGE_ID))) {
            return false;
        }
        return selector.isEmpty() || matches(selector.get(), message.get());
    }

    private static boolean matches(Selector selector, JmsMessage message) {
        return selector.matches(name -> value(message, name));
    }

    private static Object value(JmsMessage message, String name) {
        return switch (name) {
            case "JMSDeliveryMode" ->
                message.getJMSDeliveryMode() == DeliveryMode.PERSISTENT ? "PERSISTENT" : "NON_PERSISTENT";
            case "JMSPriority" -> message.getJMSPriority();
            case "JMSMessageID" -> message.getJMSMessageID();
            case "JMSTimestamp" -> message.getJMSTimestamp();
            case "JMSCorrelationID" -> message.getJMSCorrelationID();
            case "JMSType" -> message.getJMSType();
            default -> message.getObjectProperty(name);
        };
    }
}
