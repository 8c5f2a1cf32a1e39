package org.stompest.jms.internal.message;

import jakarta.jms.JMSException;
import java.util.List;
import org.stompest.jms.StompDestination;
import org.stompest.jms.StompQueue;
import org.stompest.jms.dialect.artemis.ArtemisDialect;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

/** Sends a message to itself in the way that Artemis does it: what SEND had comes back behind the broker's own headers. */
final class Wire {
    static final StompQueue QUEUE = new StompQueue("orders");

    private static final List<String> MAPPED =
            List.of("correlation-id", "expires", "priority", "persistent", "reply-to", "type");

    private Wire() {}

    static JmsMessage roundTrip(JmsMessage message) throws JMSException {
        return roundTrip(message, MessageContext.DEFAULT);
    }

    static JmsMessage roundTrip(JmsMessage message, MessageContext context) throws JMSException {
        if (message.getJMSDestination() == null) {
            message.setJMSDestination(QUEUE);
        }
        StompDestination destination = (StompDestination) message.getJMSDestination();
        return read(delivered(new MessageWriter(new ArtemisDialect()).write(message)), destination, context);
    }

    static JmsMessage read(StompFrame frame, StompDestination subscribedTo, MessageContext context) {
        return new MessageReader(new ArtemisDialect(), context).read(frame, subscribedTo);
    }

    static StompFrame delivered(StompFrame send) {
        StompHeaders.Builder headers = StompHeaders.builder().add("subscription", "1");
        String length = send.header("content-length");
        if (length != null) {
            headers.add("content-length", length);
        }
        headers.add("message-id", "11,42").add("destination", send.header("destination"));
        for (String name : MAPPED) {
            if (send.header(name) != null) {
                headers.add(name, send.header(name));
            }
        }
        headers.add("redelivered", "false").add("timestamp", "1700000000000").add("receipt", "r-1");
        send.headers().forEach(header -> {
            if (!MAPPED.contains(header.getKey()) && !header.getKey().equals("content-length")) {
                headers.add(header.getKey(), header.getValue());
            }
        });
        headers.add("ack", "11,42");
        if (length == null && send.bodyLength() > 0) {
            headers.add("content-length", Integer.toString(send.bodyLength()));
        }
        return StompFrame.of(
                StompCommand.MESSAGE, headers.build(), send.bodyArray(), send.bodyOffset(), send.bodyLength());
    }
}
