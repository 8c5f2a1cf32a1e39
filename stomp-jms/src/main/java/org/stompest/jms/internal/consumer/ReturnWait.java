package org.stompest.jms.internal.consumer;

import jakarta.jms.JMSException;
import jakarta.jms.TransactionRolledBackException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import org.stompest.jms.internal.broker.JmsErrors;
import org.stompest.wire.connection.Deadline;

/** Waits for messages in the application's hands that the broker is to deliver again after a reconnect. Stateless. */
public final class ReturnWait {
    private ReturnWait() {}

    /**
     * Waits until what the application has and the broker is about to deliver again has come, or it could not be acknowledged.
     *
     * @param lock guards the state; not held by the caller
     * @param changed signalled when something has come
     * @param missing whether something is still to come; asked under the lock
     * @param deadline until when
     * @throws TransactionRolledBackException if it has not come in time, or the thread was interrupted
     */
    public static void await(Lock lock, Condition changed, BooleanSupplier missing, Deadline deadline)
            throws JMSException {
        lock.lock();
        try {
            while (missing.getAsBoolean()) {
                if (changed.awaitNanos(deadline.leftNanos()) <= 0) {
                    throw new TransactionRolledBackException(
                            "the transaction is rolled back: messages that it received did not come again after a"
                                    + " reconnect (jms.requestTimeout); they may have gone to another consumer",
                            JmsErrors.TIMEOUT);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JmsErrors.caused(
                    new TransactionRolledBackException("interrupted in commit", JmsErrors.INTERRUPTED), e);
        } finally {
            lock.unlock();
        }
    }
}
