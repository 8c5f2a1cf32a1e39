package org.stompest.wire.client;

import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.StompConnection;

/** Begins a transaction on the connection that stands. */
final class BeginCommand extends Command<AsyncTransaction> {
    private final AsyncSession session;
    private volatile AsyncTransaction transaction;

    BeginCommand(Means means, AsyncSession session) {
        super(means, true);
        this.session = session;
    }

    @Override
    AsyncTransaction value() {
        return transaction;
    }

    @Override
    void write(StompConnection connection) {
        String id = ClientLink.nextTransactionId();
        connection.write(ClientFrames.begin(id, null), Flush.SOON);
        transaction = new AsyncTransaction(session, connection, id);
        settle(null);
    }
}
