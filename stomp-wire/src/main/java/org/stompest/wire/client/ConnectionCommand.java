package org.stompest.wire.client;

import java.util.function.Function;
import org.stompest.wire.connection.StompConnection;

/**
 * Does something with the connection that stands and waits for no answer.
 *
 * @param <T> what comes of it
 */
final class ConnectionCommand<T> extends Command<T> {
    private final Function<StompConnection, T> what;
    private volatile T value;

    ConnectionCommand(Means means, Function<StompConnection, T> what) {
        super(means, true);
        this.what = what;
    }

    @Override
    T value() {
        return value;
    }

    @Override
    void write(StompConnection connection) {
        value = what.apply(connection);
        settle(null);
    }
}
