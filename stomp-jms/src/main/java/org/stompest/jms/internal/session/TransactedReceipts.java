package org.stompest.jms.internal.session;

import jakarta.jms.JMSException;
import jakarta.jms.TransactionRolledBackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import org.stompest.jms.internal.consumer.ConsumerHost;
import org.stompest.jms.internal.consumer.ReturnWait;
import org.stompest.jms.internal.consumer.SubscriptionFeed;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;

/**
 * The receiving half of a session's transaction: what the application has in hands, which a commit acknowledges.
 *
 * <p>Guarded by the session's lock, which the caller of the methods without "under the lock" must not hold.
 */
final class TransactedReceipts {
    private final ConsumerHost host;
    private final SessionConsumers consumers;
    private final Condition returned;

    // guarded by the session's lock
    private boolean failed;

    TransactedReceipts(ConsumerHost host, SessionConsumers consumers) {
        this.host = host;
        this.consumers = consumers;
        this.returned = host.lock().newCondition();
    }

    /** A message that the application holds has come again after a reconnect; under the lock. */
    void messageReturned() {
        returned.signalAll();
    }

    /** The connection has failed for good, or the session is closing: nothing comes again; under the lock. */
    void fail() {
        failed = true;
        returned.signalAll();
    }

    /**
     * Waits until what the application has and the broker is about to deliver again has come, or it could not be acknowledged.
     *
     * @param deadline until when
     * @throws TransactionRolledBackException if it has not come in time, or the thread was interrupted
     */
    void awaitReturned(Deadline deadline) throws JMSException {
        ReturnWait.await(host.lock(), returned, () -> consumers.awaitsReturn() && !failed, deadline);
    }

    /**
     * Makes the ACKs for a COMMIT.
     *
     * @param connection where the transaction is
     * @param transaction its id
     * @return the frames, or null if messages came over another connection
     */
    List<StompFrame> acknowledgements(StompConnection connection, String transaction) {
        List<StompFrame> all = new ArrayList<>();
        for (SubscriptionFeed feed : consumers.busyNow()) {
            List<StompFrame> acks = feed.settlement().acknowledgements(connection, transaction);
            if (acks == null) {
                return null;
            }
            all.addAll(acks);
        }
        return all;
    }

    /** These ACKs were committed. */
    void committed() {
        host.lock().lock();
        try {
            consumers.busy().forEach(feed -> feed.settlement().committed());
        } finally {
            host.lock().unlock();
        }
    }
}
