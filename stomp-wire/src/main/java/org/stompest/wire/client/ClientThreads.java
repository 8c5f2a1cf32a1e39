package org.stompest.wire.client;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of an asynchronous client: those of the application's executor for the application's code, and daemon threads
 * of its own, which end when they are idle, for what the client itself has to wait for - and for everything where there is
 * no executor, or where that refuses.
 *
 * <p>Threads: any.
 */
final class ClientThreads {
    private static final Logger LOG = LoggerFactory.getLogger(ClientThreads.class);
    private static final long IDLE_MILLIS = 500;

    private final ThreadPoolExecutor own;
    private final Executor applications;

    /**
     * Makes threads.
     *
     * @param applications the application's executor, or null
     * @param name part of the names of the client's own
     */
    ClientThreads(Executor applications, String name) {
        AtomicInteger numbers = new AtomicInteger();
        this.own = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_MILLIS, TimeUnit.MILLISECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "stomp-client " + name + " " + numbers.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        this.applications = applications == null ? own : applications;
    }

    /** Runs what calls the application. */
    void run(Runnable task) {
        try {
            applications.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("the executor refuses; a thread of the client's own does it", e);
            own.execute(task);
        }
    }

    /** Runs what waits for the broker, where it takes no thread from the application. */
    void runOwn(Runnable task) {
        own.execute(task);
    }
}
