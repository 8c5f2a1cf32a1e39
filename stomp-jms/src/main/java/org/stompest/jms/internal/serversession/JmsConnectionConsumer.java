package org.stompest.jms.internal.serversession;

import jakarta.jms.ConnectionConsumer;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.jms.internal.consumer.ConsumerHost;
import org.stompest.jms.internal.consumer.Delivery;
import org.stompest.jms.internal.consumer.JmsConsumer;
import org.stompest.jms.internal.consumer.SubscriptionFeed;
import org.stompest.jms.internal.message.JmsMessage;
import org.stompest.wire.connection.Deadline;

/**
 * Hands the messages of one subscription to the sessions of an application server's pool (JMS 3.1, 11.2). Its thread waits for a
 * message, then for a server session, loads that with what has arrived meanwhile, at most {@code maxMessages}, and starts it. The
 * sessions acknowledge by themselves, in any order; what they give back is handed out again, before all else.
 *
 * <p>Threads: {@link #close()} by any. State is guarded by the lock of the host, which is a session of its own that only
 * subscribes. The pool and its sessions are called without a lock.
 */
public final class JmsConnectionConsumer implements ConnectionConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(JmsConnectionConsumer.class);

    /** How long nothing is handed out after the application server has failed to take it. */
    private static final long PAUSE_SECONDS = 1;

    /** What becomes of the host when nothing of it is held any more, and who hears of problems. */
    public interface Owner {
        /**
         * The consumer is over: nothing of its subscription is in anybody's hands.
         *
         * @param consumer which
         */
        void ended(JmsConnectionConsumer consumer);

        /**
         * The application server did not take messages, or the broker has ended the subscription.
         *
         * @param problem for the exception listener of the connection
         */
        void failed(JMSException problem);
    }

    private final Owner owner;
    private final ConsumerHost host;
    private final JmsConsumer consumer;
    private final SubscriptionFeed feed;
    private final ServerSessionPool pool;
    private final int maxMessages;
    private final Thread thread;
    private final Set<AssignedMessages> targets = ConcurrentHashMap.newKeySet();

    // guarded by the host's lock
    private boolean inPool;
    private boolean refusalTold;
    private Deadline pause;
    private boolean ended;
    private volatile boolean closed;

    /**
     * Makes a connection consumer that is not yet begun.
     *
     * @param owner the connection
     * @param host what the consumer belongs to, with nothing else in it; acknowledges each message for itself
     * @param consumer subscribed
     * @param pool of the application server
     * @param maxMessages the most that a server session is loaded with at a time, 1 or more
     * @param name for its thread
     */
    public JmsConnectionConsumer(
            Owner owner,
            ConsumerHost host,
            JmsConsumer consumer,
            ServerSessionPool pool,
            int maxMessages,
            String name) {
        this.owner = owner;
        this.host = host;
        this.consumer = consumer;
        this.feed = consumer.feed();
        this.pool = pool;
        this.maxMessages = maxMessages;
        this.thread = new Thread(this::handOut, name);
        thread.setDaemon(false); // an application may do nothing but listen
    }

    /** Begins to hand out messages, once. */
    public void begin() {
        thread.start();
    }

    @Override
    public ServerSessionPool getServerSessionPool() throws JMSException {
        if (closed) {
            throw new IllegalStateException("the connection consumer of " + feed.destination() + " is closed");
        }
        host.checkUsable();
        return pool;
    }

    // ---- handing out

    private void handOut() {
        while (awaitMessages()) {
            try {
                assign();
            } catch (JMSException e) {
                giveUp(e);
            } catch (RuntimeException | Error e) {
                JMSException failed = new JMSException("the server session pool failed: " + e);
                failed.initCause(e);
                giveUp(failed);
            }
        }
    }

    /** {@return whether there is something to hand out; false when the consumer is closed} */
    private boolean awaitMessages() {
        host.lock().lock();
        try {
            while (!closed) {
                if (feed.refusal() != null && !refusalTold) {
                    refusalTold = true;
                    unlocked(() -> owner.failed(feed.refusal()));
                } else if (pause != null && !pause.passed()) {
                    feed.arrived().awaitNanos(pause.leftNanos());
                } else if (feed.hasDue()) {
                    unlocked(feed.settlement()::settleDue);
                } else if (host.isStarted() && feed.restNanos() > 0) {
                    feed.arrived().awaitNanos(feed.restNanos());
                } else if (host.isStarted() && feed.hasWork()) {
                    return true;
                } else {
                    feed.arrived().awaitUninterruptibly();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("{}: nobody but the consumer interrupts its thread, and only when it is closed", this, e);
        } finally {
            host.lock().unlock();
        }
        return false;
    }

    private void unlocked(Runnable action) {
        host.lock().unlock();
        try {
            action.run();
        } finally {
            host.lock().lock();
        }
    }

    private void assign() throws JMSException {
        if (!enterPool()) {
            return;
        }
        ServerSession server = serverSession();
        AssignedMessages target = target(server);
        List<Delivery> batch = takeBatch();
        targets.add(target);
        if (!target.load(this, batch)) {
            targets.remove(target);
            undo(batch);
            throw new IllegalStateException("the session of a server session is closed");
        }
        if (closed) {
            undo(target.unload(this)); // nothing more is handed out, but the server session goes back to its pool
        }
        boolean started = false;
        try {
            server.start();
            started = true;
        } finally {
            if (!started) {
                undo(target.unload(this));
            }
        }
    }

    private boolean enterPool() {
        host.lock().lock();
        try {
            inPool = !closed;
            return inPool;
        } finally {
            host.lock().unlock();
        }
    }

    private ServerSession serverSession() throws JMSException {
        try {
            ServerSession server = pool.getServerSession();
            if (server == null) {
                throw new JMSException("the server session pool gave no server session");
            }
            return server;
        } finally {
            host.lock().lock();
            try {
                inPool = false;
                Thread.interrupted(); // what close has done to get out of the pool has done its duty
            } finally {
                host.lock().unlock();
            }
        }
    }

    private AssignedMessages target(ServerSession server) throws JMSException {
        Session session = server.getSession();
        if (session instanceof LoadableSession loadable) {
            AssignedMessages target = loadable.assignedMessages();
            if (target.link() == host.link()) {
                return target;
            }
        }
        throw new JMSException(
                "the session of a server session must be made by the connection of its connection consumer: " + session
                        + " was not");
    }

    /**
     * {@return what to load: what is there now, since sessions may have given messages back while the pool was waited for; nothing
     * if all of it has expired, or the connection was stopped or the consumer closed}
     */
    private List<Delivery> takeBatch() {
        host.lock().lock();
        try {
            return closed || !host.isStarted() ? List.of() : feed.take(maxMessages);
        } finally {
            host.lock().unlock();
        }
    }

    private void giveUp(JMSException problem) {
        if (closed) {
            LOG.debug("{} has ended while it waited for a server session", this, problem);
        } else {
            failed(problem);
        }
    }

    /** The application server did not take messages: they are tried again after a pause. Without the lock. */
    void failed(JMSException problem) {
        LOG.warn("{}: messages could not be handed to a server session: {}", this, problem.getMessage());
        host.lock().lock();
        try {
            pause = Deadline.inNanos(TimeUnit.SECONDS.toNanos(PAUSE_SECONDS));
        } finally {
            host.lock().unlock();
        }
        owner.failed(problem);
    }

    // ---- what sessions do with the messages; without a lock

    SubscriptionFeed feed() {
        return feed;
    }

    /** Makes the message that a listener gets, acknowledged by its session. */
    JmsMessage message(ConsumerHost session, Delivery delivery) {
        return session.message(feed, delivery);
    }

    /** {@return whether the message is neither acknowledged nor given back} */
    boolean holds(Delivery delivery) {
        host.lock().lock();
        try {
            return delivery.isInHands();
        } finally {
            host.lock().unlock();
        }
    }

    /** Takes messages back that a listener has had, to be delivered again, and behind them those that none has had. */
    void giveBack(List<Delivery> had, List<Delivery> unread) {
        host.lock().lock();
        try {
            feed.undoTake(unread);
            feed.giveBack(had);
        } finally {
            host.lock().unlock();
        }
        released();
    }

    /** Takes messages back that no listener has had. */
    void undo(List<Delivery> deliveries) {
        giveBack(List.of(), deliveries);
    }

    /** Something is not held any more: the last one ends a consumer that was closed. */
    void released() {
        if (!closed) {
            return;
        }
        host.lock().lock();
        try {
            if (ended || feed.hasInHands() || !consumer.isClosed()) {
                return;
            }
            ended = true;
        } finally {
            host.lock().unlock();
        }
        owner.ended(this);
    }

    void forget(AssignedMessages target) {
        targets.remove(target);
    }

    // ---- end

    /**
     * Closes the consumer: when it returns, no listener has or gets a message of it, but for the caller's own. What was loaded and
     * not yet processed goes back to the broker; what sessions have to acknowledge or commit they still can.
     */
    @Override
    public void close() throws JMSException {
        host.lock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            if (inPool) {
                thread.interrupt();
            }
            feed.arrived().signalAll();
        } finally {
            host.lock().unlock();
        }
        for (AssignedMessages target : targets) {
            undo(target.unload(this));
            target.awaitIdle(this);
        }
        consumer.close();
        targets.forEach(target -> target.forget(this));
        released();
    }

    @Override
    public String toString() {
        return "connection consumer of " + feed.destination();
    }
}
