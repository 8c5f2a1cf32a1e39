package org.stompest.jms.internal.serversession;

import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.jms.internal.broker.BrokerLink;
import org.stompest.jms.internal.consumer.ConsumerHost;
import org.stompest.jms.internal.consumer.Delivery;
import org.stompest.wire.connection.Deadline;

/**
 * The messages that connection consumers have loaded into a session, and those that its distinguished listener has had and that
 * are not yet acknowledged: the session acknowledges them in its own mode, or gives them back (JMS 3.1, 11.2).
 *
 * <p>Threads: {@link #run} by one of the application server's, loading by those of the connection consumers, the rest by whoever
 * uses the session. State is guarded by the session's lock, which is not held while a connection consumer is called: that takes
 * the lock of its own.
 */
public final class AssignedMessages {
    private static final Logger LOG = LoggerFactory.getLogger(AssignedMessages.class);

    /** With fewer held than that, nobody looks whether some are not held any more. */
    private static final int DROP_AT_LEAST = 64;

    private record Assigned(JmsConnectionConsumer from, Delivery delivery) {}

    private final ConsumerHost host;
    private final Condition idle;

    // guarded by the session's lock
    private final Deque<Assigned> loaded = new ArrayDeque<>();
    private final Set<Assigned> held = new LinkedHashSet<>();
    private final Set<JmsConnectionConsumer> sources = new HashSet<>();
    private volatile Thread runner;
    private Assigned inListener;
    private int dropAt = DROP_AT_LEAST;
    private boolean ended;

    private volatile MessageListener listener;

    /**
     * Makes the set of a session, without a listener.
     *
     * @param host the session
     */
    public AssignedMessages(ConsumerHost host) {
        this.host = host;
        this.idle = host.lock().newCondition();
    }

    /** {@return the session's distinguished listener, or null} */
    public MessageListener listener() {
        return listener;
    }

    /**
     * Sets the session's distinguished listener.
     *
     * @param now the listener, or null
     */
    public void listener(MessageListener now) {
        listener = now;
    }

    /** {@return the way to the broker that the session uses, by which its connection is told from others} */
    BrokerLink link() {
        return host.link();
    }

    // ---- loading

    /**
     * Loads messages, to be processed by the next {@link #run}.
     *
     * @param from who loads
     * @param deliveries in the application's hands, in order
     * @return whether they were; else the session is closed
     */
    boolean load(JmsConnectionConsumer from, Collection<Delivery> deliveries) {
        host.lock().lock();
        try {
            if (ended) {
                return false;
            }
            sources.add(from);
            deliveries.forEach(delivery -> loaded.addLast(new Assigned(from, delivery)));
            return true;
        } finally {
            host.lock().unlock();
        }
    }

    /** Takes back what one has loaded and no listener has had. */
    List<Delivery> unload(JmsConnectionConsumer from) {
        List<Delivery> unloaded = new ArrayList<>();
        host.lock().lock();
        try {
            loaded.removeIf(assigned -> assigned.from() == from && unloaded.add(assigned.delivery()));
        } finally {
            host.lock().unlock();
        }
        return unloaded;
    }

    /** Waits until no listener has a message of one consumer, unless the caller is in that listener. */
    void awaitIdle(JmsConnectionConsumer from) {
        host.lock().lock();
        try {
            while (inListener != null && inListener.from() == from && !isCurrentThread()) {
                idle.awaitUninterruptibly();
            }
        } finally {
            host.lock().unlock();
        }
    }

    /** A consumer is over. */
    void forget(JmsConnectionConsumer from) {
        host.lock().lock();
        try {
            sources.remove(from);
        } finally {
            host.lock().unlock();
        }
    }

    // ---- processing

    /**
     * Gives every loaded message to the listener, one after the other, and returns when that has had the last, or when the
     * session was stopped: then the rest goes back to the connection consumers. Does nothing if no message was loaded, or if
     * somebody else runs the session already.
     *
     * @throws IllegalStateRuntimeException if there are messages and no listener
     */
    public void run() {
        boolean complete = false;
        try {
            for (Assigned next = begin(); next != null; next = next()) {
                MessageListener target = listener;
                if (target == null) {
                    throw withoutListener(next);
                }
                deliver(next, target);
                settled(next);
            }
            complete = true;
        } finally {
            if (!complete) {
                end(null);
            }
        }
        if (!host.isStarted()) {
            giveBackLoaded();
        }
    }

    private Assigned begin() {
        host.lock().lock();
        try {
            if (runner != null) {
                return null; // who runs it sees what was loaded meanwhile
            }
            runner = Thread.currentThread();
            return next();
        } finally {
            host.lock().unlock();
        }
    }

    /** {@return what the listener is to get next; null if there is nothing, and then nobody runs the session any more} */
    private Assigned next() {
        host.lock().lock();
        try {
            Assigned next = ended || !host.isStarted() ? null : loaded.pollFirst();
            if (next != null) {
                held.add(next);
            }
            end(next);
            return next;
        } finally {
            host.lock().unlock();
        }
    }

    private void end(Assigned next) {
        host.lock().lock();
        try {
            inListener = next;
            if (next == null) {
                runner = null;
            }
            idle.signalAll();
        } finally {
            host.lock().unlock();
        }
    }

    private void deliver(Assigned next, MessageListener target) {
        try {
            target.onMessage(next.from().message(host, next.delivery()));
        } catch (RuntimeException | Error e) {
            failed(next, e);
            return;
        }
        try {
            host.acknowledgement().delivered(next.from().feed(), next.delivery());
        } catch (JMSException e) {
            LOG.warn("{}: a message was handled but not acknowledged, it may come again", next.from(), e);
        }
    }

    /** As with any listener: the message comes again where the session acknowledges by itself (8.7), and in order. */
    private void failed(Assigned next, Throwable problem) {
        boolean again = host.acknowledgement().redeliversOnFailure();
        LOG.warn(
                "the listener of a server session failed with a message of {}{}",
                next.from(),
                again ? ", which will be delivered again" : "",
                problem);
        if (again) {
            giveBackAll();
        }
    }

    private IllegalStateRuntimeException withoutListener(Assigned next) {
        String problem =
                "a server session has messages to process and no listener: call Session.setMessageListener before"
                        + " Session.run";
        giveBackLoaded();
        remove(List.of(next));
        next.from().undo(List.of(next.delivery()));
        next.from().failed(new IllegalStateException(problem));
        return new IllegalStateRuntimeException(problem);
    }

    private void settled(Assigned done) {
        if (done.from().holds(done.delivery())) {
            if (heldMany()) {
                dropSettled();
            }
            return;
        }
        remove(List.of(done));
        done.from().released();
    }

    private boolean heldMany() {
        host.lock().lock();
        try {
            return held.size() >= dropAt;
        } finally {
            host.lock().unlock();
        }
    }

    /** Forgets what the application has acknowledged message by message; a closed connection consumer may end with the last. */
    public void dropSettled() {
        List<Assigned> all;
        host.lock().lock();
        try {
            all = new ArrayList<>(held);
        } finally {
            host.lock().unlock();
        }
        all.removeIf(assigned -> assigned.from().holds(assigned.delivery()));
        remove(all);
        all.stream().map(Assigned::from).distinct().forEach(JmsConnectionConsumer::released);
    }

    private void remove(List<Assigned> settled) {
        host.lock().lock();
        try {
            settled.forEach(held::remove);
            dropAt = Math.max(DROP_AT_LEAST, 2 * held.size());
        } finally {
            host.lock().unlock();
        }
    }

    // ---- what the session decides; without its lock

    /**
     * Waits until what the listener has had, and a lost connection has taken back, has come again.
     *
     * @param deadline until when
     * @throws JMSException if it did not, and so cannot be acknowledged
     */
    public void awaitReturned(Deadline deadline) throws JMSException {
        for (Map.Entry<JmsConnectionConsumer, List<Delivery>> each :
                heldBySource(false).entrySet()) {
            each.getKey().feed().awaitReturned(each.getValue(), deadline);
        }
    }

    /**
     * Acknowledges all that the listener has had.
     *
     * @param toldRefusal as for {@link org.stompest.jms.internal.consumer.Settlement#settleAll}
     * @return completes when the broker has confirmed it
     */
    public List<CompletableFuture<Void>> settleAll(boolean toldRefusal) {
        List<CompletableFuture<Void>> confirmations = new ArrayList<>();
        heldBySource(true).forEach((from, deliveries) -> {
            CompletableFuture<Void> confirmed = from.feed().settlement().settle(deliveries, toldRefusal);
            if (confirmed != null) {
                confirmations.add(confirmed);
            }
            from.released();
        });
        return confirmations;
    }

    /**
     * Gives back all that the listener has had, to be delivered again to whatever session comes next, and behind it, uncounted,
     * what it was still to get.
     */
    public void giveBackAll() {
        giveBack(true);
    }

    private void giveBackLoaded() {
        giveBack(false);
    }

    private void giveBack(boolean heldToo) {
        Map<JmsConnectionConsumer, List<Delivery>> had;
        Map<JmsConnectionConsumer, List<Delivery>> unread;
        host.lock().lock();
        try {
            had = heldToo ? takeOut(held) : Map.of();
            unread = takeOut(loaded);
        } finally {
            host.lock().unlock();
        }
        Set<JmsConnectionConsumer> all = new LinkedHashSet<>(had.keySet());
        all.addAll(unread.keySet());
        all.forEach(from -> from.giveBack(had.getOrDefault(from, List.of()), unread.getOrDefault(from, List.of())));
    }

    private static Map<JmsConnectionConsumer, List<Delivery>> takeOut(Collection<Assigned> some) {
        Map<JmsConnectionConsumer, List<Delivery>> bySource = bySource(some);
        some.clear();
        return bySource;
    }

    private Map<JmsConnectionConsumer, List<Delivery>> heldBySource(boolean takeOut) {
        host.lock().lock();
        try {
            return takeOut ? takeOut(held) : bySource(held);
        } finally {
            host.lock().unlock();
        }
    }

    private static Map<JmsConnectionConsumer, List<Delivery>> bySource(Collection<Assigned> all) {
        Map<JmsConnectionConsumer, List<Delivery>> bySource = new LinkedHashMap<>();
        for (Assigned assigned : all) {
            bySource.computeIfAbsent(assigned.from(), from -> new ArrayList<>()).add(assigned.delivery());
        }
        return bySource;
    }

    // ---- life cycle

    /** {@return whether the caller runs in the distinguished listener} */
    public boolean isCurrentThread() {
        return Thread.currentThread() == runner;
    }

    /** Waits until the listener does not run, unless the caller is in it; under the session's lock. */
    public void awaitIdle() {
        while (inListener != null && !isCurrentThread()) {
            idle.awaitUninterruptibly();
        }
    }

    /** Ends with the session: everything goes back. Without the lock. */
    public void close() {
        List<JmsConnectionConsumer> all;
        host.lock().lock();
        try {
            ended = true;
            all = List.copyOf(sources);
            sources.clear();
        } finally {
            host.lock().unlock();
        }
        giveBackAll();
        all.forEach(from -> from.forget(this));
    }
}
