package org.stompest.jms.internal.broker;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Makes values of JMSMessageID: {@code ID:}, something unique for the connection, and a number. Usable from any thread. */
public final class MessageIds {
    private final String prefix = "ID:" + UUID.randomUUID() + "-";
    private final AtomicLong last = new AtomicLong();

    /** {@return an id that no other message has} */
    public String next() {
        return prefix + last.incrementAndGet();
    }

    /**
     * Tells whether an id was made here.
     *
     * @param id of a message, or null
     * @return whether this connection has sent it
     */
    public boolean made(String id) {
        return id != null && id.startsWith(prefix);
    }
}
