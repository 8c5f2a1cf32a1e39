package org.stompest.jms.internal.broker;

import java.util.Optional;
import org.stompest.jms.dialect.BrokerDialect;
import org.stompest.wire.frame.StompHeaders;

/**
 * What the messages of a connection say of where they come from, so that subscriptions with {@code noLocal} can leave them out:
 * the client id, by which a durable one knows those of earlier connections too, else an id of the connection. Without a client id
 * messages say it only from when a consumer asks for that.
 *
 * <p>Usable from any thread.
 */
public final class Origin {
    private final String header;
    private final String value;
    private volatile boolean told;

    /**
     * Makes the origin of a connection.
     *
     * @param dialect knows the header, if there is one
     * @param clientId of the connection, or null
     * @param connection something unique, for where there is no client id
     */
    Origin(BrokerDialect dialect, String clientId, String connection) {
        this.header = dialect.originHeader().orElse(null);
        this.value = clientId != null ? clientId : connection;
        this.told = header != null && clientId != null;
    }

    /** {@return what own messages say from now on, or empty if the broker knows another way} */
    public Optional<String> leftOut() {
        if (header == null) {
            return Optional.empty();
        }
        told = true;
        return Optional.of(value);
    }

    /**
     * Adds to a SEND where it comes from, if anybody may ask.
     *
     * @param send gets the header
     */
    public void mark(StompHeaders.Builder send) {
        if (told) {
            send.add(header, value);
        }
    }
}
