package org.stompest.jms.internal.connection;

import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.jms.StompConnectionEvent;
import org.stompest.jms.StompConnectionListener;
import org.stompest.jms.internal.broker.IdleEnding;

/**
 * Tells a connection's exception listener (JMS 3.1, 6.1.7) and its connection listeners, one at a time, on a thread that is there
 * for that alone and ends when it has nothing to do: they may block, which nobody else of this provider may have to wait for.
 *
 * <p>Usable from any thread, without a lock.
 */
final class ConnectionReports {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionReports.class);
    private static final Duration IDLE = Duration.ofMillis(500);

    private final String connection;
    private final ThreadPoolExecutor teller;
    private final List<StompConnectionListener> listeners = new CopyOnWriteArrayList<>();
    private volatile ExceptionListener exceptionListener;
    private volatile boolean ended;

    // the recovery thread's own
    private String broker = "";
    private boolean interrupted;

    /**
     * Makes the reports of a connection.
     *
     * @param connection its name
     */
    ConnectionReports(String connection) {
        this.connection = connection;
        this.teller = IdleEnding.executor("stomp-events " + connection, IDLE);
    }

    void exceptionListener(ExceptionListener now) {
        exceptionListener = now;
    }

    /** {@return who is told of what is final, or null} */
    ExceptionListener exceptionListener() {
        return exceptionListener;
    }

    void add(StompConnectionListener listener) {
        if (!listeners.contains(listener)) {
            listeners.add(listener);
        }
    }

    void remove(StompConnectionListener listener) {
        listeners.remove(listener);
    }

    /** Has the exception listener told; does not wait for it. */
    void report(JMSException why) {
        teller.execute(() -> tell(why));
    }

    private void tell(JMSException why) {
        ExceptionListener told = exceptionListener;
        if (ended) {
            return;
        }
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

    /** By the recovery thread: the broker is lost, or the one that had taken its place before everything went on. */
    void interrupted(String lost, JMSException why) {
        broker = lost;
        if (!interrupted) {
            interrupted = true;
            tellAll(StompConnectionListener::onInterrupted, Optional.of(why));
        }
    }

    /** By the recovery thread: everything goes on. */
    void restored(String now) {
        broker = now;
        interrupted = false;
        tellAll(StompConnectionListener::onRestored, Optional.empty());
    }

    /** By the recovery thread, once: there will be no broker any more. */
    void failed(JMSException why) {
        tellAll(StompConnectionListener::onFailed, Optional.of(why));
    }

    private void tellAll(BiConsumer<StompConnectionListener, StompConnectionEvent> what, Optional<JMSException> why) {
        StompConnectionEvent event = new StompConnectionEvent(connection, broker, why);
        listeners.forEach(listener -> teller.execute(() -> {
            if (ended) {
                return;
            }
            try {
                what.accept(listener, event);
            } catch (RuntimeException | Error e) {
                LOG.warn("a connection listener failed", e);
            }
        }));
    }

    /** Tells nobody anything from now on; a call that is under way goes on. */
    void end() {
        ended = true;
        teller.shutdown();
    }
}
