package org.stompest.wire.client;

import org.stompest.wire.connection.StompConnection;

/** Writes nothing, and is done when everything before it is written, or nothing is written at the moment. */
final class BarrierCommand extends Command<Void> {
    BarrierCommand(Means means) {
        super(means, false);
    }

    @Override
    Void value() {
        return null;
    }

    @Override
    void write(StompConnection connection) {
        settle(null);
    }
}
