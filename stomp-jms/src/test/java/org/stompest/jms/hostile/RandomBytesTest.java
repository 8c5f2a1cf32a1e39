package org.stompest.jms.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.jms.StompConnectionFactory;

/**
 * Bytes from the broker that nobody can foresee, at any moment, while an application connects, sends, receives, listens, commits,
 * browses and closes: each call ends in time, with what the specification lets it throw, and afterwards all is well.
 *
 * <p>{@code -Dstompest.noise.seconds=60} makes it longer, {@code -Dstompest.noise.seed=N} repeats the broker's part.
 */
class RandomBytesTest {
    private static final Logger LOG = LoggerFactory.getLogger(RandomBytesTest.class);
    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("stompest.noise.seconds", 4));
    private static final long SEED = Long.getLong("stompest.noise.seed", System.nanoTime());

    /** Twice the longest time-out below: a machine may be busy. */
    private static final Duration LONGEST = Duration.ofSeconds(12);

    private static final String OPTIONS = "jms.closeTimeout=500&jms.sendTimeout=1000&jms.requestTimeout=1000"
            + "&stomp.connectedTimeout=500&stomp.maxBody=1000000";

    /** What was thrown, by its class, and how often. */
    private final Map<String, Integer> thrown = new ConcurrentHashMap<>();

    private interface Call {
        void make() throws JMSException;
    }

    private void within(String what, Call call) {
        long start = System.nanoTime();
        try {
            call.make();
        } catch (JMSException e) {
            assertThat(e.getMessage()).as(what).isNotEmpty();
            thrown.merge(e.getClass().getSimpleName(), 1, Integer::sum);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(what).isLessThan(LONGEST);
    }

    @ParameterizedTest
    @EnumSource(Enemy.class)
    void onlyDocumentedExceptionsAndNoHang(Enemy enemy) throws Exception {
        LOG.info("stompest.noise.seed={}", SEED);
        try (NoisyBroker broker = new NoisyBroker(enemy, SEED)) {
            String failover = "failover:(" + broker.uri() + ")?initialReconnectDelay=1&useExponentialBackOff=false"
                    + "&failover.timeout=1000&startupMaxReconnectAttempts=3&" + OPTIONS;
            List<FutureTask<Void>> users = new ArrayList<>();
            long end = System.nanoTime() + LENGTH.toNanos();
            for (String uri : List.of(failover, failover, broker.uri() + "?" + OPTIONS)) {
                FutureTask<Void> user = new FutureTask<>(() -> use(uri, end), null);
                users.add(user);
                Thread thread = new Thread(user, "test-user-of-noise");
                thread.setDaemon(true);
                thread.start();
            }
            for (FutureTask<Void> user : users) {
                ended(user);
            }
            LOG.info("{} faults, {}", broker.faults(), thrown);
            assertThat(broker.faults()).as("seed " + SEED).isGreaterThan(LENGTH.toSeconds());
            broker.quiet();
            try (Connection connection = Enemy.connect(broker.uri() + "?" + Enemy.QUICK);
                    Session session = connection.createSession()) {
                assertThat(session.createConsumer(session.createQueue("q")).receive(5000))
                        .isNotNull();
                session.createProducer(session.createQueue("q")).send(session.createTextMessage("after"));
            }
        }
    }

    private static void ended(FutureTask<Void> user) throws InterruptedException {
        try {
            user.get(LENGTH.plus(LONGEST.multipliedBy(3)).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("seed " + SEED + ": " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            String stacks = Thread.getAllStackTraces().entrySet().stream()
                    .filter(entry -> entry.getKey().getName().startsWith("test-user"))
                    .map(Object::toString)
                    .collect(Collectors.joining("\n"));
            throw new AssertionError("seed " + SEED + ": a call hangs: " + stacks, e);
        }
    }

    /** One connection after the other, each for at most half a second. */
    private void use(String uri, long end) {
        while (System.nanoTime() < end) {
            within("all of a connection", () -> {
                Connection connection = new StompConnectionFactory(uri).createConnection();
                try {
                    connection.setExceptionListener(failure -> LOG.debug("told", failure));
                    connection.start();
                    long until = Math.min(
                            end, System.nanoTime() + Duration.ofMillis(500).toNanos());
                    work(connection, until);
                } finally {
                    within("close", connection::close);
                }
            });
        }
    }

    private void work(Connection connection, long until) throws JMSException {
        Session listening = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        within(
                "listen",
                () -> listening.createConsumer(listening.createQueue("l")).setMessageListener(message -> {
                    Reading.everything(message);
                    within("acknowledge", message::acknowledge);
                }));
        Session plain = connection.createSession();
        Session transacted = connection.createSession(Session.SESSION_TRANSACTED);
        while (System.nanoTime() < until) {
            within("send", () -> plain.createProducer(plain.createQueue("q")).send(plain.createTextMessage("x")));
            within("receive", () -> receive(plain));
            within("commit", () -> {
                transacted.createProducer(transacted.createQueue("t")).send(transacted.createTextMessage("y"));
                receive(transacted);
                transacted.commit();
            });
            within("rollback", transacted::rollback);
            within("browse", () -> plain.createBrowser(plain.createQueue("q")).close());
        }
    }

    private void receive(Session session) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(session.createQueue("q"))) {
            Message message = consumer.receive(20);
            if (message != null) {
                Reading.everything(message);
            }
        }
    }
}
