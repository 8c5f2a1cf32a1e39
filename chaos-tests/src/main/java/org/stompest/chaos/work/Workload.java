package org.stompest.chaos.work;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.stompest.chaos.account.CallWatch;
import org.stompest.chaos.account.MessageStream;

/**
 * All that works: two sets of the same streams, one over a single JMS connection and one over several. Used by one thread.
 */
public final class Workload {
    private static final long LOOK_MILLIS = 200;

    private final Problems problems = new Problems();
    private final Desk desk;
    private final List<StreamSet> sets;

    /**
     * Connects and makes all sessions.
     *
     * @param one makes the one connection of the first set
     * @param many make those of the second
     * @param settings how much and how long
     * @param watch over all calls
     * @throws JMSException if that fails
     */
    public Workload(ConnectionFactory one, Map<Role, ConnectionFactory> many, Settings settings, CallWatch watch)
            throws JMSException {
        desk = new Desk(watch, problems, settings.timeOuts());
        sets = List.of(
                new StreamSet(desk, Connections.one("one", desk, one), settings),
                new StreamSet(desk, Connections.many("many", desk, many), settings));
        for (StreamSet set : sets) {
            set.make();
        }
    }

    /**
     * How much is sent and how long is waited.
     *
     * @param pause between two messages of one sender
     * @param answersWithin until the next question is asked
     * @param answersMayBeMissed whether an answer that was waited for in vain need not come
     * @param timeOuts of calls
     */
    public record Settings(Duration pause, Duration answersWithin, boolean answersMayBeMissed, TimeOuts timeOuts) {}

    /**
     * Begins.
     *
     * @throws JMSException if a connection cannot be started
     */
    public void start() throws JMSException {
        for (StreamSet set : sets) {
            set.start();
        }
    }

    /** {@return all streams} */
    public List<MessageStream> streams() {
        return sets.stream().flatMap(set -> set.streams().stream()).toList();
    }

    /** {@return what went wrong} */
    public Problems problems() {
        return problems;
    }

    /**
     * Ends sending, waits until everything has arrived, ends the rest and closes.
     *
     * @param patience how long to wait for something to arrive
     * @param limit how long all of it may take
     * @param incomplete is told all queues and topics, before anything is closed, if something did not arrive
     * @throws InterruptedException if the caller is interrupted
     */
    public void finish(Duration patience, Duration limit, Consumer<List<String>> incomplete)
            throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        desk.endSending();
        joinAll(
                sets.stream().flatMap(set -> set.senders().stream()).filter(sender -> !(sender instanceof Requester)),
                end);
        awaitArrival(patience, end);
        if (!isComplete()) {
            incomplete.accept(
                    sets.stream().flatMap(set -> set.destinations().stream()).toList());
        }
        desk.end();
        joinAll(sets.stream().flatMap(set -> Stream.concat(set.senders().stream(), set.receivers().stream())), end);
        sets.forEach(StreamSet::close);
    }

    private void joinAll(Stream<Worker> workers, long end) throws InterruptedException {
        for (Worker worker : workers.toList()) {
            if (!worker.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                problems.fatal(worker.name(), new IllegalStateException("does not end"));
            }
        }
    }

    private void awaitArrival(Duration patience, long end) throws InterruptedException {
        long received = received();
        long lastChange = System.nanoTime();
        while (!isComplete() && end - System.nanoTime() > 0 && System.nanoTime() - lastChange < patience.toNanos()) {
            desk.calmDown();
            long now = received();
            if (now != received) {
                received = now;
                lastChange = System.nanoTime();
            }
        }
    }

    private boolean isComplete() {
        return streams().stream().allMatch(MessageStream::isComplete);
    }

    private long received() {
        return streams().stream().mapToLong(MessageStream::received).sum();
    }
}
