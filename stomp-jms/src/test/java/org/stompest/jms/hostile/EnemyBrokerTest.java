package org.stompest.jms.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stompest.testbroker.BadAnswer;
import org.stompest.testbroker.BadBytes;
import org.stompest.testbroker.FrameMatcher;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;

/**
 * What the scripted broker plays to the clients of the wire, played to a JMS connection in the middle of its work: each call ends
 * within its time-out with an exception of JMS; the exception listener is told when it is final, and only then.
 */
class EnemyBrokerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String OPTIONS = "stomp.maxBody=100000";
    /** Of the row with a NUL in a body that has no content-length: a message ends there, and a fault begins. */
    private static final String WHOLE_BEFORE_THE_FAULT = "ab";

    private static final String AGAIN = "MESSAGE\nsubscription:" + Application.SUBSCRIPTION
            + "\nmessage-id:z,9\nack:z,9\ndestination:q\n\nfrom the next connection\0";

    static Stream<Arguments> bytes() {
        return BadBytes.all(Application.SUBSCRIPTION).stream()
                .flatMap(bad -> Stream.of(Enemy.values()).map(enemy -> Arguments.of(bad, enemy)));
    }

    /** To Artemis what is in doubt is repeated after a moment only: every third row tells it as well as all. */
    static Stream<Arguments> survived() {
        List<BadBytes> all = BadBytes.all(Application.SUBSCRIPTION);
        return IntStream.range(0, all.size())
                .mapToObj(i -> Arguments.of(all.get(i), i % 3 == 0 ? Enemy.ARTEMIS : Enemy.CLASSIC));
    }

    static Stream<Arguments> answers() {
        return BadAnswer.all().stream()
                .flatMap(bad -> Stream.of(Enemy.values()).map(enemy -> Arguments.of(bad, enemy)));
    }

    /** A connection in the middle of a send and a commit, and then the fault. */
    private static void faulty(Enemy enemy, ScriptedBroker broker, BadBytes bad) {
        enemy.next(broker)
                .autoReceipts()
                .ignoring("BEGIN", "ABORT", "ACK")
                .expect("SUBSCRIBE")
                .expect("SUBSCRIBE")
                .expect("SEND")
                .expect("SEND")
                .noAutoReceipts()
                .expectInAnyOrder(FrameMatcher.command("SEND"), FrameMatcher.command("COMMIT"))
                .replyRaw(bad.bytes())
                .ignoringTheRest()
                .expectClose();
    }

    private static void goesOn(Enemy enemy, Script script) {
        enemy.greet(script.clientMayLeave())
                .autoReceipts()
                .ignoring("BEGIN", "ABORT")
                .expect("SUBSCRIBE")
                .replyRaw(AGAIN)
                .ignoringTheRest()
                .expectClose();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("bytes")
    void whatIsNoFrameEndsEveryCallAndIsToldOnce(BadBytes bad, Enemy enemy) throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            faulty(enemy, broker, bad);
            try (Application application =
                    new Application(Enemy.connect(broker.uri() + "?" + OPTIONS + "&" + Enemy.QUICK))) {
                CompletableFuture<Object> receive = application.receive();
                CompletableFuture<Object> send = application.send("in doubt");
                CompletableFuture<Object> commit = application.commit();

                assertThat(Application.outcome(send)).isInstanceOf(JMSException.class);
                assertThat(((Exception) Application.outcome(send)).getMessage()).contains(bad.told(), "queue://out");
                assertThat(Application.outcome(commit)).isInstanceOf(JMSException.class);
                assertThat(Application.outcome(receive))
                        .matches(
                                outcome -> outcome instanceof JMSException
                                        || outcome.equals("null")
                                        || outcome.equals(WHOLE_BEFORE_THE_FAULT),
                                "ends without what is no message");
                await().atMost(PATIENCE).until(() -> !application.told().isEmpty());
                assertThat(Application.outcome(application.send("too late"))).isInstanceOf(JMSException.class);
                assertThat(application.told()).hasSize(1);
                assertThat(application.told().get(0)).hasMessageContaining(bad.told());
            }
            assertThat(broker.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("survived")
    void whatIsNoFrameIsSurvivedWithFailoverAndToldToNobody(BadBytes bad, Enemy enemy) throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            faulty(enemy, broker, bad);
            broker.everyFurtherConnection(script -> goesOn(enemy, script));
            try (Application application = new Application(Enemy.connectWithFailover(broker, OPTIONS))) {
                CompletableFuture<Object> receive = application.receive();
                CompletableFuture<Object> send = application.send("repeated");
                CompletableFuture<Object> commit = application.commit();

                assertThat(Application.outcome(send)).isEqualTo("sent");
                assertThat(Application.outcome(receive)).isIn("from the next connection", WHOLE_BEFORE_THE_FAULT);
                if (enemy == Enemy.ARTEMIS) {
                    assertThat(Application.outcome(commit)).isEqualTo("committed");
                } else { // cannot tell whether it has taken COMMIT
                    assertThat(Application.outcome(commit))
                            .satisfiesAnyOf(
                                    outcome -> assertThat(outcome).isEqualTo("committed"),
                                    outcome -> assertThat(outcome).isInstanceOf(JMSException.class));
                }
                assertThat(application.told()).isEmpty();
            }
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("answers")
    void connectingFailsWithAReason(BadAnswer bad, Enemy enemy) throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expectConnect().replyRaw(bad.text()).expectClose();
            broker.everyFurtherConnection(enemy::healthy);
            String uri = broker.uri() + "?stomp.versions=1.1,1.2&" + Enemy.QUICK;

            assertThat(catchThrowable(() -> Enemy.connect(uri)))
                    .isInstanceOf(JMSException.class)
                    .hasMessageContaining(broker.uri())
                    .hasMessageContaining(bad.told());
            try (Connection connection = Enemy.connect(uri);
                    Session session = connection.createSession()) {
                session.createProducer(session.createQueue("q")).send(session.createMessage());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Enemy.class)
    void aBadAnswerWhileReconnectingIsOneAttemptInVain(Enemy enemy) throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            faulty(enemy, broker, BadBytes.all(Application.SUBSCRIPTION).get(0));
            List<BadAnswer> answers = BadAnswer.all();
            answers.forEach(bad ->
                    broker.connection().expectConnect().replyRaw(bad.text()).expectClose());
            broker.everyFurtherConnection(script -> goesOn(enemy, script));
            try (Application application =
                    new Application(Enemy.connectWithFailover(broker, OPTIONS, "stomp.versions=1.1,1.2"))) {
                CompletableFuture<Object> send = application.send("repeated");
                Application.outcome(application.commit());

                assertThat(Application.outcome(send)).isEqualTo("sent");
                assertThat(Application.outcome(application.receive())).isEqualTo("from the next connection");
                assertThat(application.told()).isEmpty();
            }
        }
    }
}
