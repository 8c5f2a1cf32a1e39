package org.stompest.jms.internal.broker;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes executors whose one thread comes and goes with the need. */
public final class IdleEnding {
    private IdleEnding() {}

    /**
     * Makes an executor that does one thing after the other.
     *
     * @param name of its thread, which is a daemon
     * @param idle after how long without work that thread ends
     * @return an executor; what it is given after its shutdown it drops
     */
    public static ThreadPoolExecutor executor(String name, Duration idle) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1,
                1,
                idle.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
