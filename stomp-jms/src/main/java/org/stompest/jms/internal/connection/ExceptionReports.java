package org.stompest.jms.internal.connection;

import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a connection's exception listener, by one thread at a time (JMS 3.1, 6.1.7): who has something to report while another
 * thread tells leaves it to that one, and waits for nobody.
 *
 * <p>Usable from any thread, without a lock.
 */
final class ExceptionReports {
    private static final Logger LOG = LoggerFactory.getLogger(ExceptionReports.class);

    private final Queue<JMSException> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile ExceptionListener listener;

    void listener(ExceptionListener now) {
        listener = now;
    }

    /** {@return who is told, or null} */
    ExceptionListener listener() {
        return listener;
    }

    /** Tells, or has it told by the thread that does so at the moment. */
    void report(JMSException why) {
        waiting.add(why);
        if (count.getAndIncrement() == 0) {
            do {
                tell(waiting.poll());
            } while (count.decrementAndGet() > 0);
        }
    }

    private void tell(JMSException why) {
        ExceptionListener told = listener;
        if (told == null) {
            LOG.warn("no exception listener hears of it: {}", why.getMessage());
            return;
        }
        try {
            told.onException(why);
        } catch (RuntimeException | Error e) {
            LOG.warn("the exception listener failed", e);
        }
    }
}
