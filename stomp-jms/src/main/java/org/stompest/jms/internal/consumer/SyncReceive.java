package org.stompest.jms.internal.consumer;

import jakarta.jms.IllegalStateException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The {@code receive} that is under way in a session: one at a time, as JMS 3.1 says in 6.2.5. It lasts until the message is on
 * its way to the caller, its acknowledgement included, so that whoever stops or closes can wait for just that.
 *
 * <p>Every method needs the session's lock.
 */
public final class SyncReceive {
    private final Condition changed;

    // guarded by the session's lock
    private Thread thread;
    private JmsConsumer consumer;
    private boolean delivering;

    /**
     * Makes that of a session.
     *
     * @param lock the session's
     */
    public SyncReceive(ReentrantLock lock) {
        this.changed = lock.newCondition();
    }

    /** The caller begins to wait for a message. */
    void begin(JmsConsumer by) throws IllegalStateException {
        if (isOfAnotherThread()) {
            throw new IllegalStateException(by + " cannot receive: thread '" + thread.getName() + "' receives from "
                    + consumer + ", and one thread at a time uses a session; make a session for each");
        }
        thread = Thread.currentThread();
        consumer = by;
    }

    /** It has got one, and returns it whatever happens meanwhile. */
    void delivers() {
        delivering = true;
    }

    /** It is about to return. */
    void end() {
        thread = null;
        consumer = null;
        delivering = false;
        changed.signalAll();
    }

    /** {@return whether another thread than the caller's receives} */
    public boolean isOfAnotherThread() {
        return thread != null && thread != Thread.currentThread();
    }

    /** Waits until no message is on its way to another thread that receives. */
    public void awaitDelivered() {
        while (delivering && isOfAnotherThread()) {
            changed.awaitUninterruptibly();
        }
    }

    /**
     * Waits until no other thread receives any more; those that wait for a message must have been told to end.
     *
     * @param from which consumer, or null for all
     */
    public void awaitEnd(JmsConsumer from) {
        while (isOfAnotherThread() && (from == null || from == consumer)) {
            changed.awaitUninterruptibly();
        }
    }
}
