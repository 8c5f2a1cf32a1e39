package org.stompest.wire.client;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a {@link ConnectionListener}, in order, on one thread, which ends when there was nothing to tell for a while.
 * Threads: any.
 */
final class ClientEvents {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionListener.class);
    private static final long IDLE_MILLIS = 500;

    private final ConnectionListener listener;
    private final ThreadPoolExecutor teller;

    ClientEvents(ConnectionListener listener, String name) {
        this.listener = listener;
        this.teller =
                new ThreadPoolExecutor(1, 1, IDLE_MILLIS, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "stomp-events " + name);
                    thread.setDaemon(true);
                    return thread;
                });
        teller.allowCoreThreadTimeOut(true);
    }

    void tell(Consumer<ConnectionListener> event) {
        if (listener != ConnectionListener.NONE) {
            teller.execute(() -> tellNow(event));
        }
    }

    private void tellNow(Consumer<ConnectionListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            LOG.warn("a connection listener has failed; nothing else is affected", e);
        }
    }
}
