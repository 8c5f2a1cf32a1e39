package org.stompest.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.Hashtable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stompest.examples.launch.EmbeddedBroker;

/** The application itself, over the broker's own client: what it reports of another provider can be believed. */
class LineApplicationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Progress none = new Progress() {
        @Override
        public void sent(long count) {}

        @Override
        public void answered(long count) {}
    };

    private final EmbeddedBroker broker = new EmbeddedBroker("CORE");

    @AfterEach
    void stopTheBroker() {
        broker.close();
    }

    private Context naming() throws NamingException {
        Hashtable<String, String> names = new Hashtable<>();
        names.put(Context.INITIAL_CONTEXT_FACTORY, "org.apache.activemq.artemis.jndi.ActiveMQInitialContextFactory");
        names.put("connectionFactory.ConnectionFactory", broker.uri());
        names.put("queue.lines", "demo.lines");
        names.put("topic.totals", "demo.totals");
        return new InitialContext(names);
    }

    private Report run(Stream<String> lines, Duration patience) throws Exception {
        return new LineApplication(naming(), null, null, patience).run(lines.iterator(), none);
    }

    @Test
    void everyLineArrives() throws Exception {
        Stream<String> lines = Stream.of(
                        IntStream.range(0, 10_100).mapToObj(i -> "line ".repeat(i % 17) + i),
                        Stream.of("", "ähnlich größer 中文 😀", "x".repeat(200_000), "tab\tand \"quotes\": \\n"))
                .flatMap(s -> s);
        Report report = run(lines, PATIENCE);
        assertThat(report.summary()).isEqualTo("demo: 10104 sent, 10104 received, 0 lost, 0 corrupt");
        assertThat(report.isGood()).isTrue();
        assertThat(report.details()).anyMatch(line -> line.contains("2 transactions rolled back"));
    }

    @Test
    void nothingToSend() throws Exception {
        Report report = run(Stream.empty(), PATIENCE);
        assertThat(report.summary()).isEqualTo("demo: 0 sent, 0 received, 0 lost, 0 corrupt");
        assertThat(report.isGood()).isTrue();
    }

    @Test
    void onlyLinesForOneOfTheWorkers() throws Exception {
        Report report = run(Stream.of("short", "shorter"), PATIENCE);
        assertThat(report.summary()).isEqualTo("demo: 2 sent, 2 received, 0 lost, 0 corrupt");
    }

    @Test
    void aStolenLineIsReportedAsLost() throws Exception {
        Context naming = naming();
        ConnectionFactory factory = (ConnectionFactory) naming.lookup("ConnectionFactory");
        try (Connection thief = factory.createConnection()) {
            Session session = thief.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer((Destination) naming.lookup("lines"));
            consumer.setMessageListener(line -> {});
            thief.start();
            Report report = run(IntStream.range(0, 1000).mapToObj(Integer::toString), Duration.ofSeconds(2));
            assertThat(report.isGood()).isFalse();
            assertThat(report.summary()).startsWith("demo: 1000 sent, ").doesNotContain(", 0 lost");
        }
    }
}
