package org.stompest.chaos.faults;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out a plan in a thread of its own, until it is closed. */
public abstract class Saboteur implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Saboteur.class);
    private static final long END_MILLIS = 90_000;

    private final String name;
    private final FaultPlan plan;
    private final FaultCounts counts;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile RuntimeException failure;

    Saboteur(String name, FaultPlan plan, FaultCounts counts) {
        this.name = name;
        this.plan = plan;
        this.counts = counts;
        this.thread = new Thread(this::work, "chaos-faults " + name);
        thread.setDaemon(true);
    }

    /** Begins. */
    public final void start() {
        thread.start();
    }

    private void work() {
        try {
            Fault fault = plan.next();
            while (!passes(fault.after())) {
                LOG.info("{}: {}", name, fault);
                counts.add(fault.kind());
                inflict(fault);
                fault = plan.next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Does it, and undoes it when its time is over. */
    abstract void inflict(Fault fault) throws InterruptedException;

    /** Lets time pass. {@return whether it was cut short, as all ends} */
    final boolean passes(Duration time) throws InterruptedException {
        return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Ends the faults; what lasts is undone.
     *
     * @throws IllegalStateException if a fault could not be carried out
     */
    @Override
    public final void close() {
        closed.countDown();
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw new IllegalStateException("faults for " + name + " have ended early: " + failure, failure);
        }
    }
}
