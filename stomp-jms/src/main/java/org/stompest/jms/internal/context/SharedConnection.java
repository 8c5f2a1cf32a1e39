package org.stompest.jms.internal.context;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connection of sibling contexts: it is closed with the last of them.
 *
 * <p>Concurrency: usable from any thread; siblings may be made and closed by different ones.
 */
final class SharedConnection {
    private final Connection connection;
    private final AtomicInteger users = new AtomicInteger(1);
    private volatile boolean used;

    /** The caller is its first user. */
    SharedConnection(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    void retain() throws JMSException {
        int before = users.getAndUpdate(count -> count == 0 ? 0 : count + 1);
        if (before == 0) {
            throw new IllegalStateException("the last context of this connection is closed, and so is the connection");
        }
    }

    void release() throws JMSException {
        if (users.decrementAndGet() == 0) {
            connection.close();
        }
    }

    /** From here on it is too late to set the client id. */
    void markUsed() {
        used = true;
    }

    void setClientID(String clientID) throws JMSException {
        if (used) {
            throw new IllegalStateException("too late to set the client id to '" + clientID
                    + "': it must be the first thing that is done with a context and its siblings");
        }
        connection.setClientID(clientID);
    }
}
