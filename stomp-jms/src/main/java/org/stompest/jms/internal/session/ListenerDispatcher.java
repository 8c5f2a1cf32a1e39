package org.stompest.jms.internal.session;

import jakarta.jms.JMSException;
import jakarta.jms.MessageListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.jms.internal.consumer.ConsumerHost;
import org.stompest.jms.internal.consumer.Delivery;
import org.stompest.jms.internal.consumer.JmsConsumer;
import org.stompest.jms.internal.message.JmsMessage;

/**
 * Runs the message listeners of a session, one at a time, on one thread (JMS 3.1, 4.4.14). The thread begins with the first
 * listener and ends with the session; it keeps the JVM alive, because an application may do nothing but listen.
 *
 * <p>Consumers with work stand in a queue and get one message each in turn, so that none starves, and the cost of a message does
 * not depend on how many consumers there are.
 *
 * <p>State is guarded by the session's lock, which is not held while a listener runs.
 */
final class ListenerDispatcher implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerDispatcher.class);

    private final ConsumerHost host;
    private final String name;
    private final Condition work;
    private final Condition idle;

    // guarded by the session's lock
    private final Deque<JmsConsumer> ready = new ArrayDeque<>();
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
        if (consumer.queueForListener()) {
            ready.addLast(consumer);
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
                JmsConsumer consumer = host.isStarted() ? ready.pollFirst() : null;
                if (consumer == null) {
                    work.awaitUninterruptibly();
                } else {
                    dispatch(consumer);
                }
            }
        } finally {
            host.lock().unlock();
        }
    }

    private void dispatch(JmsConsumer consumer) {
        Delivery delivery = consumer.takeForListener();
        MessageListener listener = consumer.listener();
        running = consumer;
        host.lock().unlock();
        try {
            if (delivery == null) {
                consumer.feed().settleDue();
            } else {
                deliver(consumer, listener, delivery);
                host.listenerReturned(consumer);
            }
        } finally {
            host.lock().lock();
            running = null;
            idle.signalAll();
        }
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
