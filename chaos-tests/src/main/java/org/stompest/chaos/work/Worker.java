package org.stompest.chaos.work;

import jakarta.jms.JMSException;
import java.time.Duration;

/** Has a thread that does one thing again and again until it is told to end. */
abstract class Worker {
    private final String name;
    private final Desk desk;
    private final Thread thread;

    Worker(String name, Desk desk) {
        this.name = name;
        this.desk = desk;
        this.thread = new Thread(this::work, "chaos " + name);
        thread.setDaemon(true);
    }

    String name() {
        return name;
    }

    Desk desk() {
        return desk;
    }

    final void start() {
        thread.start();
    }

    /** Waits for its end; false if it did not come in time. */
    final boolean join(Duration limit) throws InterruptedException {
        thread.join(Math.max(1, limit.toMillis()));
        return !thread.isAlive();
    }

    private void work() {
        try {
            while (!isOver()) {
                try {
                    turn();
                } catch (JMSException e) {
                    desk.problems().told(name, e);
                    desk.calmDown();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            desk.problems().fatal(name, e);
        } catch (RuntimeException | Error e) {
            desk.problems().fatal(name, e);
        }
    }

    /** Whether there is nothing more to do. */
    boolean isOver() {
        return desk.isEnded();
    }

    /** Does it once. What it throws is noted, then comes the next turn. */
    abstract void turn() throws JMSException, InterruptedException;
}
