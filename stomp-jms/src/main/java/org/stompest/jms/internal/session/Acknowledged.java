package org.stompest.jms.internal.session;

import jakarta.jms.JMSException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.stompest.jms.internal.broker.JmsErrors;
import org.stompest.wire.connection.Deadline;

/** Waits until the broker has taken an acknowledgement. Stateless. */
final class Acknowledged {
    private Acknowledged() {}

    static void await(CompletableFuture<Void> confirmation, Deadline deadline) throws JMSException {
        try {
            confirmation.get(Math.max(0, deadline.leftNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw JmsErrors.caused(
                    new JMSException("no receipt for an acknowledgement (jms.requestTimeout)", JmsErrors.TIMEOUT), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JmsErrors.caused(new JMSException("interrupted while acknowledging", JmsErrors.INTERRUPTED), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof JMSException refused) {
                throw refused;
            }
            throw JmsErrors.caused(new JMSException("an acknowledgement failed: " + e.getCause()), e);
        }
    }
}
