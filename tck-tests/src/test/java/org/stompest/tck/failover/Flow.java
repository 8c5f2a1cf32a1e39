package org.stompest.tck.failover;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stompest.jms.StompSession;

/**
 * Numbered messages from one producer to one or more consumers, a few at a time under way, and what became of them. Producer and
 * consumers have sessions and threads of their own.
 */
final class Flow implements Work {
    /** How messages are sent. */
    enum Sending {
        SYNC,
        ASYNC,
        TRANSACTED
    }

    /** How they are received, and when they are done with. */
    enum Receiving {
        AUTO(Session.AUTO_ACKNOWLEDGE, false),
        AUTO_LISTENER(Session.AUTO_ACKNOWLEDGE, true),
        DUPS_OK(Session.DUPS_OK_ACKNOWLEDGE, false),
        DUPS_OK_LISTENER(Session.DUPS_OK_ACKNOWLEDGE, true),
        CLIENT(Session.CLIENT_ACKNOWLEDGE, false),
        INDIVIDUAL(StompSession.INDIVIDUAL_ACKNOWLEDGE, false),
        TRANSACTED(Session.SESSION_TRANSACTED, false),
        TRANSACTED_LISTENER(Session.SESSION_TRANSACTED, true);

        private final int mode;
        private final boolean listens;

        Receiving(int mode, boolean listens) {
            this.mode = mode;
            this.listens = listens;
        }
    }

    /** How a session subscribes. */
    interface Subscribing {
        MessageConsumer by(Session session) throws JMSException;
    }

    private static final int UNDER_WAY = 12;
    private static final long PACE_NANOS = 1_000_000;
    private static final int TOGETHER = 4;
    private static final long LOOK_MILLIS = 100;

    private final String name;
    private final List<Thread> threads = new ArrayList<>();
    private final Semaphore room = new Semaphore(UNDER_WAY);
    private final Queue<Integer> received = new ConcurrentLinkedQueue<>();
    private final Set<Integer> doubtful = ConcurrentHashMap.newKeySet();
    private final Map<String, String> seen = new ConcurrentHashMap<>();
    private final Queue<String> again = new ConcurrentLinkedQueue<>();
    private final Queue<Exception> problems = new ConcurrentLinkedQueue<>();
    private final Allowance allowance;
    private volatile boolean producing = true;
    private volatile boolean consuming = true;
    private volatile int sent;
    private int consumers;

    /**
     * Makes a flow in which nothing is under way yet.
     *
     * @param name for texts
     * @param allowance what a broker may be excused for
     */
    Flow(String name, Allowance allowance) {
        this.name = name;
        this.allowance = allowance;
    }

    /** Consumes with one more consumer; if there are several, the order among them is nobody's. */
    Flow to(Connection connection, Receiving receiving, Subscribing subscribing) throws JMSException {
        consumers++;
        Session session = connection.createSession(receiving.mode);
        MessageConsumer consumer = subscribing.by(session);
        if (receiving.listens) {
            List<Integer> open = new ArrayList<>();
            consumer.setMessageListener(message -> trying(() -> done(session, message, open)));
        } else {
            threads.add(new Thread(() -> trying(() -> receiveAll(session, consumer)), name + " receives"));
        }
        return this;
    }

    /** Takes what comes, and sends it on in the same transaction. */
    Flow over(Connection connection, Destination from, Destination to) throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(from);
        MessageProducer producer = session.createProducer(to);
        threads.add(new Thread(
                () -> trying(() -> {
                    int open = 0;
                    while (consuming) {
                        Message message = consumer.receive(LOOK_MILLIS);
                        if (message != null) {
                            producer.send(message);
                            open++;
                        }
                        if (open == TOGETHER || message == null && open > 0) {
                            session.commit();
                            open = 0;
                        }
                    }
                }),
                name + " bridges"));
        return this;
    }

    /** Begins to send. */
    Flow from(Connection connection, Sending sending, Destination destination) throws JMSException {
        Session session = connection.createSession(
                sending == Sending.TRANSACTED ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(destination);
        threads.add(new Thread(() -> trying(() -> sendAll(session, producer, sending)), name + " sends"));
        threads.forEach(Thread::start);
        return this;
    }

    private interface Action {
        void run() throws Exception;
    }

    private void trying(Action action) {
        try {
            action.run();
        } catch (Exception e) {
            problems.add(e);
        }
    }

    // ---- sending

    private void sendAll(Session session, MessageProducer producer, Sending sending) throws Exception {
        int number = 0;
        List<Integer> open = new ArrayList<>();
        while (producing) {
            if (!room.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                continue;
            }
            LockSupport.parkNanos(PACE_NANOS); // other tests run beside this one
            Message message = session.createTextMessage(name + " " + number);
            message.setIntProperty("number", number++);
            switch (sending) {
                case SYNC -> producer.send(message);
                case ASYNC -> producer.send(message, new Telling());
                case TRANSACTED -> {
                    producer.send(message);
                    open.add(number - 1);
                    if (open.size() == TOGETHER) {
                        commit(session, open);
                        open.clear();
                    }
                }
            }
            sent = number;
        }
        if (!open.isEmpty()) {
            commit(session, open);
        }
        session.close(); // waits for completion listeners
    }

    /** {@return whether it was done} */
    private boolean commit(Session session, List<Integer> numbers) throws JMSException {
        try {
            session.commit();
            return true;
        } catch (JMSException e) {
            if (!allowance.failedCommits()) {
                throw e;
            }
            doubtful.addAll(numbers);
            room.release(numbers.size());
            session.rollback();
            return false;
        }
    }

    private final class Telling implements CompletionListener {
        @Override
        public void onCompletion(Message message) {
            // what is missing in the end shows
        }

        @Override
        public void onException(Message message, Exception exception) {
            problems.add(exception);
        }
    }

    // ---- receiving

    private void receiveAll(Session session, MessageConsumer consumer) throws Exception {
        List<Integer> open = new ArrayList<>();
        Message last = null;
        while (consuming) {
            Message message = consumer.receive(LOOK_MILLIS);
            if (message != null) {
                last = message;
                done(session, message, open);
            } else if (!open.isEmpty()) {
                finish(session, last, open);
            }
        }
    }

    private void done(Session session, Message message, List<Integer> open) throws JMSException {
        int number = message.getIntProperty("number");
        String how = message.getJMSMessageID() + " in " + consumerOf(session) + ", delivery "
                + message.getIntProperty("JMSXDeliveryCount");
        String before = seen.put("" + number, how);
        if (before != null) {
            again.add(number + ": " + before + ", then " + how);
        }
        open.add(number);
        boolean one = session.getAcknowledgeMode() == StompSession.INDIVIDUAL_ACKNOWLEDGE;
        if (one || open.size() == TOGETHER || !holds(session)) {
            finish(session, message, open);
        }
    }

    private static String consumerOf(Session session) {
        return "session " + System.identityHashCode(session);
    }

    private static boolean holds(Session session) throws JMSException {
        return session.getTransacted() || session.getAcknowledgeMode() == Session.CLIENT_ACKNOWLEDGE;
    }

    private void finish(Session session, Message message, List<Integer> open) throws JMSException {
        boolean finished = true;
        if (session.getTransacted()) {
            finished = commit(session, open);
        } else {
            message.acknowledge();
        }
        if (finished) {
            received.addAll(open);
            room.release(open.size());
        }
        open.clear();
    }

    // ---- what became of them

    @Override
    public int progress() {
        return received.size();
    }

    @Override
    public void endSending() throws InterruptedException {
        producing = false;
        threads.get(threads.size() - 1).join(TimeUnit.SECONDS.toMillis(30));
    }

    @Override
    public boolean isComplete() {
        return !problems.isEmpty()
                || Stream.concat(received.stream(), doubtful.stream())
                                .distinct()
                                .count()
                        >= sent;
    }

    @Override
    public void end() throws InterruptedException {
        consuming = false;
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        }
    }

    @Override
    public void check() {
        assertThat(threads).as("threads of " + name).noneMatch(Thread::isAlive);
        assertThat(problems).as("exceptions in " + name).isEmpty();
        List<Integer> all = IntStream.range(0, sent).boxed().toList();
        assertThat(received).as(name).isSubsetOf(all);
        assertThat(again)
                .as("delivered again of %s", name)
                .hasSizeLessThanOrEqualTo(allowance.repeatedSends() ? UNDER_WAY : doubtful.size());
        Set<Integer> lost = new TreeSet<>(all);
        lost.removeAll(received);
        lost.removeAll(doubtful);
        assertThat(lost).as("lost of " + name).isEmpty();
        if (consumers == 1 && !allowance.anyOrder() && doubtful.isEmpty() && again.isEmpty()) {
            assertThat(List.copyOf(received)).as(name).isSorted();
        }
    }

    @Override
    public String toString() {
        return name + " (" + sent + " sent, " + received.size() + " received, doubtful " + doubtful + ", problems "
                + problems + ")";
    }
}
