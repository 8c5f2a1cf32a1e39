package org.stompest.jms.internal.session;

import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.stompest.jms.StompDestination;
import org.stompest.jms.internal.broker.BrokerLink;
import org.stompest.jms.internal.broker.ClosingTime;
import org.stompest.jms.internal.broker.MessageIds;
import org.stompest.jms.internal.broker.TemporaryDestinations;
import org.stompest.jms.internal.consumer.AcknowledgementMode;
import org.stompest.jms.internal.consumer.ConsumerHost;
import org.stompest.jms.internal.consumer.Delivery;
import org.stompest.jms.internal.consumer.JmsConsumer;
import org.stompest.jms.internal.consumer.Returns;
import org.stompest.jms.internal.consumer.SubscriptionFeed;
import org.stompest.jms.internal.consumer.SyncReceive;
import org.stompest.jms.internal.message.DeserializationPolicy;
import org.stompest.jms.internal.message.ForeignMessages;
import org.stompest.jms.internal.message.JmsMessage;
import org.stompest.jms.internal.message.MessageContext;
import org.stompest.jms.internal.message.MessageReader;
import org.stompest.jms.internal.options.JmsOptions;
import org.stompest.jms.internal.options.RedeliveryPolicy;
import org.stompest.jms.internal.producer.Completions;
import org.stompest.jms.internal.producer.JmsProducer;
import org.stompest.jms.internal.producer.ProducerHost;
import org.stompest.jms.internal.producer.SendPath;
import org.stompest.jms.internal.serversession.AssignedMessages;
import org.stompest.jms.internal.serversession.LoadableSession;
import org.stompest.wire.frame.StompFrame;

/**
 * A session of either domain (JMS 3.1, 6.2).
 *
 * <p>Threads: one uses it at a time; {@link #close()} comes from any. The lock guards consumers and ledgers and is held neither
 * over I/O nor over a callback; it comes before the private locks of the classes of {@code internal.broker} and of the wire
 * library.
 */
public final class JmsSession extends MessageMaker
        implements AcknowledgingSession, ConsumerHost, ProducerHost, LoadableSession {
    private final SessionOwner owner;
    private final SessionMode mode;
    private final BrokerLink link;
    private final MessageContext messageContext;
    private final MessageReader reader;
    private final Transaction transaction;
    private final Completions completions;
    private final SendPath sendPath;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closedCompletely = lock.newCondition();
    private final ListenerDispatcher dispatcher;
    private final SessionConsumers consumers;
    private final TransactedReceipts receipts;
    private final SessionBrowsers browsers;
    private final AssignedMessages assigned;
    private final Set<JmsProducer> producers = ConcurrentHashMap.newKeySet();
    private final SyncReceive receiving = new SyncReceive(lock);
    private final Settling settling;

    // guarded by lock
    private long lastNumber;
    private boolean closing;
    private boolean completelyClosed;
    private volatile boolean closed;

    /**
     * Makes a session.
     *
     * @param owner its connection
     * @param mode when it acknowledges
     * @param name for its threads
     */
    public JmsSession(SessionOwner owner, SessionMode mode, String name) {
        this(owner, mode, name, false);
    }

    /**
     * Makes a session that only subscribes, for a connection consumer: whoever handles a message acknowledges it for itself.
     *
     * @param owner its connection
     * @param name for its threads
     * @return the session
     */
    public static JmsSession ofConnectionConsumer(SessionOwner owner, String name) {
        return new JmsSession(owner, SessionMode.CLIENT, name, true);
    }

    private JmsSession(SessionOwner owner, SessionMode mode, String name, boolean individualAcks) {
        this.owner = owner;
        this.mode = mode;
        this.link = owner.link();
        JmsOptions options = owner.options();
        this.messageContext = new MessageContext(
                new DeserializationPolicy(
                        options.deserializationAllowList(),
                        options.deserializationDenyList(),
                        options.deserializationMaxDepth(),
                        options.deserializationMaxBytes()),
                options.validatePropertyNames());
        this.reader = new MessageReader(link.dialect(), messageContext);
        this.transaction = mode == SessionMode.TRANSACTED ? new Transaction(link, options.transactionBytes()) : null;
        this.completions = new Completions(link, options, "stomp-completions " + name);
        this.sendPath = new SendPath(link, options, transaction, completions);
        this.dispatcher = new ListenerDispatcher(this, "stomp-listeners " + name);
        this.consumers = new SessionConsumers(
                owner, this, individualAcks || mode.acknowledgesOneByOne() || options.localMessagePriority());
        this.receipts = new TransactedReceipts(this, consumers);
        this.browsers = new SessionBrowsers(owner, this);
        this.assigned = new AssignedMessages(this);
        this.settling =
                new Settling(this, owner, mode, transaction, sendPath, completions, consumers, receipts, assigned);
    }

    // ---- state

    @Override
    void checkOpen() throws JMSException {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
        owner.checkUsable();
    }

    @Override
    public void checkUsable() throws JMSException {
        checkOpen();
    }

    @Override
    public boolean getTransacted() throws JMSException {
        checkOpen();
        return transaction != null;
    }

    @Override
    public int getAcknowledgeMode() throws JMSException {
        checkOpen();
        return mode.number();
    }

    /** The connection was started: delivers messages from now on. */
    public void start() {
        lock.lock();
        try {
            dispatcher.wake();
            consumers.open().forEach(consumer -> consumer.feed().wakeAll());
        } finally {
            lock.unlock();
        }
    }

    /** The connection was stopped: returns when no listener runs and no message is on its way to a receive, but the caller's. */
    public void stop() {
        lock.lock();
        try {
            receiving.awaitDelivered();
            dispatcher.awaitIdle(null);
            assigned.awaitIdle();
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether the caller runs in a listener of this session} */
    public boolean isInListener() {
        return dispatcher.isCurrentThread() || assigned.isCurrentThread();
    }

    /** {@return whether the caller runs in a listener or a completion listener of this session} */
    public boolean isInCallback() {
        return isInListener() || completions.isCallingThread();
    }

    /**
     * The connection has failed for good: whoever waits gets that.
     *
     * @param why the failure
     */
    public void fail(JMSException why) {
        lock.lock();
        try {
            receipts.fail();
            consumers.open().forEach(consumer -> consumer.fail(why));
        } finally {
            lock.unlock();
        }
        if (transaction != null) {
            transaction.fail(why);
        }
    }

    // ---- transactions and acknowledgement

    @Override
    public void commit() throws JMSException {
        settling.commit();
    }

    @Override
    public void rollback() throws JMSException {
        settling.rollback();
    }

    @Override
    public void acknowledge() throws JMSException {
        settling.acknowledge();
    }

    @Override
    public void recover() throws JMSException {
        settling.recover();
    }

    // ---- producers

    @Override
    public MessageProducer createProducer(Destination destination) throws JMSException {
        checkOpen();
        StompDestination own = ForeignMessages.destination(destination);
        if (own != null) {
            owner.temporaryDestinations().checkSend(own);
        }
        JmsProducer producer = new JmsProducer(this, own);
        producers.add(producer);
        return producer;
    }

    @Override
    public void producerClosed(JmsProducer producer) throws JMSException {
        completions.finishProducer(producer, owner.options().closeTimeout());
        producers.remove(producer);
    }

    @Override
    public SendPath sendPath() {
        return sendPath;
    }

    @Override
    public MessageIds messageIds() {
        return owner.messageIds();
    }

    @Override
    public MessageContext messageContext() {
        return messageContext;
    }

    @Override
    MessageContext messageContextOfSession() {
        return messageContext;
    }

    @Override
    public TemporaryDestinations temporaryDestinations() {
        return owner.temporaryDestinations();
    }

    // ---- consumers

    @Override
    public MessageConsumer createConsumer(Destination destination) throws JMSException {
        return createConsumer(destination, null, false);
    }

    @Override
    public MessageConsumer createConsumer(Destination destination, String selector) throws JMSException {
        return createConsumer(destination, selector, false);
    }

    @Override
    public MessageConsumer createConsumer(Destination destination, String selector, boolean noLocal)
            throws JMSException {
        checkConsume();
        return consumers.create(ForeignMessages.destination(destination), selector, noLocal, null, false, false);
    }

    @Override
    public MessageConsumer createSharedConsumer(Topic topic, String name) throws JMSException {
        return createSharedConsumer(topic, name, null);
    }

    @Override
    public MessageConsumer createSharedConsumer(Topic topic, String name, String selector) throws JMSException {
        return named(topic, name, selector, false, false, true);
    }

    @Override
    public MessageConsumer createDurableConsumer(Topic topic, String name) throws JMSException {
        return createDurableConsumer(topic, name, null, false);
    }

    @Override
    public MessageConsumer createDurableConsumer(Topic topic, String name, String selector, boolean noLocal)
            throws JMSException {
        return named(topic, name, selector, noLocal, true, false);
    }

    @Override
    public MessageConsumer createSharedDurableConsumer(Topic topic, String name) throws JMSException {
        return createSharedDurableConsumer(topic, name, null);
    }

    @Override
    public MessageConsumer createSharedDurableConsumer(Topic topic, String name, String selector) throws JMSException {
        return named(topic, name, selector, false, true, true);
    }

    @Override
    public TopicSubscriber createDurableSubscriber(Topic topic, String name) throws JMSException {
        return createDurableSubscriber(topic, name, null, false);
    }

    @Override
    public TopicSubscriber createDurableSubscriber(Topic topic, String name, String selector, boolean noLocal)
            throws JMSException {
        return new TopicSubscriberView(named(topic, name, selector, noLocal, true, false), topic, noLocal);
    }

    private JmsConsumer named(
            Topic topic, String name, String selector, boolean noLocal, boolean durable, boolean shared)
            throws JMSException {
        checkConsume();
        if (name == null || name.isEmpty()) {
            throw new JMSException("a durable or shared subscription needs a name");
        }
        StompDestination destination = ForeignMessages.destination(topic);
        if (durable && destination != null && destination.isTemporary()) {
            throw new InvalidDestinationException("no durable subscription to " + destination + ": it is temporary");
        }
        if (durable && !shared && owner.clientId().isEmpty()) {
            throw new IllegalStateException(
                    "a durable subscription needs a client id: set it on the factory, the connection, or by jms.clientID");
        }
        return consumers.create(destination, selector, noLocal, name, durable, shared);
    }

    @Override
    public void unsubscribe(String name) throws JMSException {
        checkOpen();
        if (name == null || name.isEmpty()) {
            throw new InvalidDestinationException("no name of a durable subscription to delete");
        }
        owner.subscriptionNames().checkUnused(name);
        consumers.deleteDurable(name);
    }

    @Override
    public QueueBrowser createBrowser(Queue queue) throws JMSException {
        return createBrowser(queue, null);
    }

    @Override
    public QueueBrowser createBrowser(Queue queue, String selector) throws JMSException {
        checkOpen();
        return browsers.create(queue, selector);
    }

    // ---- what consumers ask

    @Override
    public ReentrantLock lock() {
        return lock;
    }

    @Override
    public boolean isStarted() {
        return !closing && owner.isStarted();
    }

    /** A listener that is completing while its session stops or closes has all services until it returns (6.1.5, 6.1.8). */
    @Override
    public boolean mayReceive() {
        return owner.isStarted() || dispatcher.isCurrentThread();
    }

    @Override
    public SyncReceive receiving() {
        return receiving;
    }

    @Override
    public long nextNumber() {
        return ++lastNumber;
    }

    @Override
    public void listenerHasWork(JmsConsumer consumer) {
        dispatcher.offer(consumer);
    }

    @Override
    public Returns returns() {
        return owner.returns();
    }

    @Override
    public BrokerLink link() {
        return link;
    }

    @Override
    public AcknowledgementMode acknowledgement() {
        return mode.acknowledgement();
    }

    @Override
    public RedeliveryPolicy redelivery() {
        return owner.options().redelivery();
    }

    @Override
    public void forwardDeadLetter(SubscriptionFeed feed, Delivery delivery) throws JMSException {
        sendPath.forwardDeadLetter(reader.read(delivery.frame(), feed.destination()), feed.destination());
    }

    @Override
    public JmsMessage read(StompFrame frame, StompDestination from) {
        return reader.read(frame, from);
    }

    @Override
    public JmsMessage message(SubscriptionFeed feed, Delivery delivery) {
        JmsMessage message = read(delivery.frame(), feed.destination());
        message.delivered(delivery.count());
        message.acknowledger(
                mode == SessionMode.INDIVIDUAL ? () -> settling.acknowledge(feed, delivery) : this::acknowledge);
        return message;
    }

    @Override
    public void checkReceive() throws JMSException {
        checkOpen();
        lock.lock();
        try {
            if (dispatcher.isInUse()
                    && consumers.open().stream().anyMatch(JmsConsumer::hasListener)
                    && !dispatcher.isCurrentThread()) {
                throw new IllegalStateException(
                        "the session has message listeners: it cannot receive synchronously too");
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void listenerSet() {
        dispatcher.begin();
    }

    @Override
    public void consumerClosed(JmsConsumer consumer) {
        consumers.closed(consumer);
    }

    @Override
    public void listenerReturned(JmsConsumer consumer) {
        if (consumer.isClosed()) {
            consumers.endLingering();
        }
    }

    @Override
    public void awaitListener(JmsConsumer consumer) {
        dispatcher.awaitIdle(consumer);
        dispatcher.forget(consumer);
    }

    @Override
    public void listenerLost(JMSException why) {
        owner.report(why);
    }

    @Override
    public void handedOut(SubscriptionFeed feed) {
        consumers.handedOut(feed);
    }

    @Override
    public void messageReturned() {
        receipts.messageReturned();
    }

    // ---- destinations

    @Override
    public TemporaryQueue createTemporaryQueue() throws JMSException {
        checkOpen();
        return owner.temporaryDestinations().createQueue();
    }

    @Override
    public TemporaryTopic createTemporaryTopic() throws JMSException {
        checkOpen();
        return owner.temporaryDestinations().createTopic();
    }

    // ---- the session as one of an application server's

    @Override
    public MessageListener getMessageListener() throws JMSException {
        checkOpen();
        return assigned.listener();
    }

    /** Sets the listener of what connection consumers load; such a session has no other way to receive (JMS 3.1, Session). */
    @Override
    public void setMessageListener(MessageListener listener) throws JMSException {
        checkOpen();
        lock.lock();
        try {
            if (listener != null && !consumers.open().isEmpty()) {
                throw new IllegalStateException("the session has consumers: it cannot be a server session too");
            }
            assigned.listener(listener);
        } finally {
            lock.unlock();
        }
    }

    private void checkConsume() throws JMSException {
        checkOpen();
        if (assigned.listener() != null) {
            throw new IllegalStateException(
                    "the session has a listener of its own, for connection consumers: it cannot consume in another way");
        }
    }

    @Override
    public void run() {
        if (closed) {
            throw new IllegalStateRuntimeException("the session is closed");
        }
        assigned.run();
    }

    @Override
    public AssignedMessages assignedMessages() {
        return assigned;
    }

    // ---- end

    /**
     * Closes the session (JMS 3.1, 6.2.15): a receive that is under way returns null, a running listener is waited for, an open
     * transaction is rolled back, and what was not acknowledged goes back to the broker.
     *
     * @throws IllegalStateException in a listener or completion listener of the session
     */
    @Override
    public void close() throws JMSException {
        if (isInCallback()) {
            throw new IllegalStateException("a session cannot be closed in its own listener");
        }
        ClosingTime time = link.closingTime();
        lock.lock();
        try {
            if (closing) {
                awaitClosed();
                return;
            }
            closing = true;
            receipts.fail();
            // A listener that runs may use everything until it has returned.
            dispatcher.awaitIdle(null);
            assigned.awaitIdle();
            time.spend(settling::awaitDecision);
            closed = true;
            consumers.open().forEach(JmsConsumer::markClosed);
            dispatcher.end();
            receiving.awaitEnd(null);
        } finally {
            lock.unlock();
        }
        try {
            browsers.closeAll();
            time.spend(sendPath::finish);
        } finally {
            if (transaction != null) {
                transaction.close();
            }
            assigned.close();
            consumers.closeAll(time);
            completions.close();
            dispatcher.join();
            owner.sessionClosed(this);
            lock.lock();
            try {
                completelyClosed = true;
                closedCompletely.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void awaitClosed() {
        while (!completelyClosed) {
            closedCompletely.awaitUninterruptibly();
        }
    }

    @Override
    public String toString() {
        return "session (" + mode + ")";
    }
}
