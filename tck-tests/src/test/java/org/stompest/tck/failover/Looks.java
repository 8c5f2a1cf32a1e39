package org.stompest.tck.failover;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A queue that is looked at again and again, and that nobody takes from. */
final class Looks implements Work {
    private static final int COUNT = 15;

    private final ConcurrentLinkedQueue<Exception> problems = new ConcurrentLinkedQueue<>();
    private final AtomicInteger complete = new AtomicInteger();
    private final Thread looker;
    private volatile List<Integer> last = List.of();
    private volatile boolean looking = true;

    Looks(Connection connection, String name) throws JMSException {
        Session session = connection.createSession();
        Queue queue = session.createQueue(name);
        MessageProducer producer = session.createProducer(queue);
        for (int i = 0; i < COUNT; i++) {
            Message message = session.createMessage();
            message.setIntProperty("number", i);
            producer.send(message);
        }
        looker = new Thread(
                () -> {
                    try {
                        while (looking) {
                            last = look(session, queue);
                            assertThat(last).doesNotHaveDuplicates();
                            if (last.equals(all())) {
                                complete.incrementAndGet();
                            }
                        }
                    } catch (JMSException | RuntimeException | AssertionError e) {
                        problems.add(new IllegalStateException(e));
                    }
                },
                "looks");
        looker.start();
    }

    private static List<Integer> all() {
        return IntStream.range(0, COUNT).boxed().toList();
    }

    private static List<Integer> look(Session session, Queue queue) throws JMSException {
        try (QueueBrowser browser = session.createBrowser(queue)) {
            List<Integer> numbers = new ArrayList<>();
            for (Object message : Collections.list((Enumeration<?>) browser.getEnumeration())) {
                numbers.add(((Message) message).getIntProperty("number"));
            }
            return numbers;
        }
    }

    @Override
    public int progress() {
        return complete.get();
    }

    @Override
    public void endSending() {
        looking = false;
    }

    @Override
    public boolean isComplete() {
        return !looker.isAlive();
    }

    @Override
    public void end() throws InterruptedException {
        looker.join(TimeUnit.SECONDS.toMillis(30));
    }

    @Override
    public void check() {
        assertThat(problems).as("exceptions while browsing").isEmpty();
        assertThat(last).as("what the last look has seen").isEqualTo(all());
    }

    @Override
    public String toString() {
        return "looks (" + complete + " complete, the last one saw " + last + ", problems " + problems + ")";
    }
}
