package org.stompest.jms.internal.session;

import static java.util.Comparator.comparingLong;

import jakarta.jms.JMSException;
import jakarta.jms.MessageListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.jms.internal.consumer.ConsumerHost;
import org.stompest.jms.internal.consumer.Delivery;
import org.stompest.jms.internal.consumer.JmsConsumer;
import org.stompest.jms.internal.message.JmsMessage;
import org.stompest.wire.connection.Deadline;

/**
 * Runs the message listeners of a session, one at a time, on one thread (JMS 3.1, 4.4.14). The thread begins with the first
 * listener and ends with the session; it keeps the JVM alive, because an application may do nothing but listen.
 *
 * <p>Consumers with work stand in a queue by the age of their next message: the session's messages are handed out in the order in
 * which they came, whichever consumers they are for, and those that were given back come first. The cost of a message hardly
 * depends on how many consumers there are. Whose next message has yet to rest before it is delivered again stands aside.
 *
 * <p>State is guarded by the session's lock, which is not held while a listener runs.
 */
final class ListenerDispatcher implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerDispatcher.class);

    /** A place in a queue; void if the consumer has another by now. */
    private record Turn(JmsConsumer consumer, long place) {}

    private final ConsumerHost host;
    private final String name;
    private final Condition work;
    private final Condition idle;

    // guarded by the session's lock
    private final PriorityQueue<Turn> ready = new PriorityQueue<>(comparingLong(Turn::place));
    private final Map<JmsConsumer, Deadline> resting = new HashMap<>();
    private Thread thread;
    private JmsConsumer running;
    private boolean ended;

    ListenerDispatcher(ConsumerHost host, String name) {
        this.host = host;
        this.name = name;
        this.work = host.lock().newCondition();
        this.idle = host.lock().newCondition();
    }

    /** Begins, if it has not; under the lock. */
    void begin() {
        if (thread == null && !ended) {
            thread = new Thread(this, name);
            thread.setDaemon(false);
            thread.start();
        }
    }

    /** {@return whether listeners are in use; under the lock} */
    boolean isInUse() {
        return thread != null;
    }

    /** A consumer has messages for its listener; under the lock. */
    void offer(JmsConsumer consumer) {
        if (consumer.isClosed()) {
            return;
        }
        long rest = consumer.feed().restNanos();
        if (rest > 0) {
            resting.put(consumer, Deadline.inNanos(rest));
            work.signal();
            return;
        }
        resting.remove(consumer);
        long place = consumer.feed().nextNumber();
        if (consumer.queueForListener(place)) {
            ready.add(new Turn(consumer, place));
            work.signal();
        }
    }

    /** Looks at the state again; under the lock. */
    void wake() {
        work.signal();
    }

    /** {@return whether the caller runs in a listener} */
    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    /**
     * Waits until no listener runs, or none of one consumer; at once if the caller is in a listener. Under the lock.
     *
     * @param consumer which, or null for all
     */
    void awaitIdle(JmsConsumer consumer) {
        while (running != null && (consumer == null || running == consumer) && !isCurrentThread()) {
            idle.awaitUninterruptibly();
        }
    }

    /** Ends the thread; under the lock. What runs goes on to its end. */
    void end() {
        ended = true;
        work.signalAll();
    }

    @Override
    public void run() {
        host.lock().lock();
        try {
            while (!ended) {
                offerRested();
                JmsConsumer consumer = host.isStarted() ? next() : null;
                if (consumer == null) {
                    awaitWork();
                } else {
                    dispatch(consumer);
                }
            }
        } finally {
            host.lock().unlock();
        }
    }

    private void offerRested() {
        if (!resting.isEmpty()) {
            for (Map.Entry<JmsConsumer, Deadline> entry : List.copyOf(resting.entrySet())) {
                if (entry.getValue().passed()) {
                    offer(entry.getKey());
                }
            }
        }
    }

    private JmsConsumer next() {
        for (Turn turn = ready.poll(); turn != null; turn = ready.poll()) {
            if (turn.consumer().isQueuedAt(turn.place())) {
                return turn.consumer();
            }
        }
        return null;
    }

    private void awaitWork() {
        Deadline wake = resting.values().stream().reduce(Deadline.NEVER, Deadline::earlier);
        try {
            if (wake.unlimited()) {
                work.await();
            } else {
                work.awaitNanos(wake.leftNanos());
            }
        } catch (InterruptedException e) {
            LOG.debug("{} was interrupted while no listener ran", name);
        }
    }

    private void dispatch(JmsConsumer consumer) {
        Delivery delivery = consumer.takeForListener();
        MessageListener listener = consumer.listener();
        running = consumer;
        host.lock().unlock();
        try {
            if (delivery == null) {
                consumer.feed().settlement().settleDue();
            } else {
                deliver(consumer, listener, delivery);
                host.listenerReturned(consumer);
                consumer.feed().settlement().keepFlowing();
            }
        } finally {
            if (Thread.interrupted()) {
                LOG.debug("{}: a listener left its thread interrupted, which is not for the next one", name);
            }
            host.lock().lock();
            running = null;
            idle.signalAll();
        }
    }

    /** Forgets a consumer that has closed; under the lock. */
    void forget(JmsConsumer consumer) {
        resting.remove(consumer);
    }

    private void deliver(JmsConsumer consumer, MessageListener listener, Delivery delivery) {
        try {
            JmsMessage message = host.message(consumer.feed(), delivery);
            listener.onMessage(message);
        } catch (RuntimeException | Error e) {
            failed(consumer, delivery, e);
            return;
        }
        try {
            host.acknowledgement().delivered(consumer.feed(), delivery);
        } catch (JMSException e) {
            LOG.warn("{}: a message was handled but not acknowledged, it may come again", consumer, e);
        }
    }

    /** A listener must not throw; if it does, the message comes again where the session acknowledges by itself (8.7). */
    private void failed(JmsConsumer consumer, Delivery delivery, Throwable problem) {
        boolean again = host.acknowledgement().redeliversOnFailure();
        LOG.warn(
                "the listener of {} failed{}", consumer, again ? ", the message will be delivered again" : "", problem);
        if (again) {
            host.lock().lock();
            try {
                consumer.feed().giveBack(delivery);
            } finally {
                host.lock().unlock();
            }
        }
    }

    /** Waits until the thread has ended; without the lock. */
    void join() {
        Thread ending = thread;
        if (ending == null || ending == Thread.currentThread()) {
            return;
        }
        boolean interrupted = false;
        while (ending.isAlive()) {
            try {
                ending.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
