package org.stompest.jms.internal.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.jms.fake.Recorder;
import org.stompest.jms.internal.session.AcknowledgingSession;

class ContextLifeCycleTest {
    private final Queue queue = Recorder.dummy(Queue.class);
    private final Recorder<MessageConsumer> consumer = Recorder.of(MessageConsumer.class);
    private final Recorder<Session> session = Recorder.of(Session.class, AcknowledgingSession.class)
            .returning("createConsumer", consumer.proxy())
            .returning("createBrowser", Recorder.dummy(QueueBrowser.class));
    private final Recorder<Connection> connection =
            Recorder.of(Connection.class).returning("createSession", session.proxy());

    @Test
    void lastSiblingClosesTheConnection() {
        JMSContext first = open(JMSContext.AUTO_ACKNOWLEDGE);
        JMSContext second = first.createContext(JMSContext.SESSION_TRANSACTED);
        JMSContext third = second.createContext(JMSContext.DUPS_OK_ACKNOWLEDGE);

        first.close();
        third.close();
        assertThat(connection.callNames()).doesNotContain("close");
        second.close();
        assertThat(connection.callNames()).containsOnlyOnce("close");
    }

    @Test
    void closedTwiceCountsOnce() {
        JMSContext first = open(JMSContext.AUTO_ACKNOWLEDGE);
        JMSContext second = first.createContext(JMSContext.AUTO_ACKNOWLEDGE);

        first.close();
        first.close();
        assertThat(connection.callNames()).doesNotContain("close");
        second.close();
        second.close();
        assertThat(connection.callNames()).containsOnlyOnce("close");
    }

    @Test
    void closeEndsTheSessionFirst() {
        connection.answer("close", arguments -> {
            assertThat(session.callNames()).endsWith("close");
            return null;
        });
        JMSContext context = open(JMSContext.AUTO_ACKNOWLEDGE);
        context.createTextMessage();

        context.close();

        assertThat(connection.callNames()).containsExactly("createSession", "close");
    }

    @Test
    void siblingsHaveSessionsOfTheirOwnModes() {
        JMSContext first = open(JMSContext.CLIENT_ACKNOWLEDGE);
        JMSContext second = first.createContext(JMSContext.SESSION_TRANSACTED);
        first.createMessage();
        second.createMessage();

        assertThat(connection.calls())
                .extracting(Recorder.Call::arguments)
                .map(Object::toString)
                .containsExactly("[2]", "[0]");
        assertThat(first.getSessionMode()).isEqualTo(JMSContext.CLIENT_ACKNOWLEDGE);
        assertThat(first.getTransacted()).isFalse();
        assertThat(second.getTransacted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4, 100, Integer.MAX_VALUE})
    void unknownSessionModeIsRefused(int mode) {
        assertThatExceptionOfType(JMSRuntimeException.class)
                .isThrownBy(() -> open(mode))
                .withMessageContaining(String.valueOf(mode));
        assertThat(connection.callNames())
                .as("the connection must not be left open")
                .containsExactly("close");

        JMSContext context = open(JMSContext.AUTO_ACKNOWLEDGE);
        assertThatExceptionOfType(JMSRuntimeException.class).isThrownBy(() -> context.createContext(mode));
    }

    @Test
    void refusedCloseLeavesTheContextOpen() {
        JMSContext context = open(JMSContext.AUTO_ACKNOWLEDGE);
        context.createMessage();
        session.throwing("close", new IllegalStateException("from a completion listener"));

        assertThatExceptionOfType(IllegalStateRuntimeException.class).isThrownBy(context::close);
        assertThat(context.createContext(JMSContext.AUTO_ACKNOWLEDGE)).isNotNull();
        assertThat(connection.callNames()).doesNotContain("close");
    }

    @Test
    void failingSessionDoesNotKeepTheConnectionOpen() {
        JMSContext context = open(JMSContext.AUTO_ACKNOWLEDGE);
        context.createMessage();
        session.throwing("close", new JMSException("of the session"));
        connection.throwing("close", new JMSException("of the connection"));

        assertThatExceptionOfType(JMSRuntimeException.class)
                .isThrownBy(context::close)
                .withMessage("of the session")
                .satisfies(e -> assertThat(e.getCause().getSuppressed()).hasSize(1));
        assertThat(connection.callNames()).containsOnlyOnce("close");
        context.close();
    }

    @Test
    void consumersStartTheConnection() {
        JMSContext context = open(JMSContext.AUTO_ACKNOWLEDGE);
        assertThat(context.getAutoStart()).isTrue();
        context.createProducer();
        context.createQueue("orders");
        assertThat(connection.callNames()).doesNotContain("start");

        context.createConsumer(queue);
        assertThat(connection.callNames()).endsWith("start");
    }

    @Test
    void browsersStartTheConnection() {
        open(JMSContext.AUTO_ACKNOWLEDGE).createBrowser(queue);

        assertThat(connection.callNames()).endsWith("start");
    }

    @Test
    void autoStartIsAContextsOwn() {
        JMSContext first = open(JMSContext.AUTO_ACKNOWLEDGE);
        JMSContext second = first.createContext(JMSContext.AUTO_ACKNOWLEDGE);
        first.setAutoStart(false);

        first.createConsumer(queue);
        assertThat(first.getAutoStart()).isFalse();
        assertThat(connection.callNames()).doesNotContain("start");

        second.createConsumer(queue);
        assertThat(connection.callNames()).endsWith("start");
    }

    @Test
    void consumerOfAConnectionThatDoesNotStartIsClosed() {
        connection.throwing("start", new JMSException("no start"));
        consumer.throwing("close", new JMSException("nor close"));
        JMSContext context = open(JMSContext.AUTO_ACKNOWLEDGE);

        assertThatExceptionOfType(JMSRuntimeException.class)
                .isThrownBy(() -> context.createConsumer(queue))
                .withMessage("no start")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(consumer.callNames()).containsExactly("close");
    }

    @Test
    void clientIDCanBeSetFirst() {
        JMSContext context = open(JMSContext.AUTO_ACKNOWLEDGE);

        context.setClientID("ledger");

        assertThat(connection.argumentsOf("setClientID")).containsExactly("ledger");
        context.createMessage();
    }

    @Test
    void clientIDThatIsTakenIsRefused() {
        connection.throwing("setClientID", new InvalidClientIDException("taken"));
        JMSContext context = open(JMSContext.AUTO_ACKNOWLEDGE);

        assertThatExceptionOfType(InvalidClientIDRuntimeException.class)
                .isThrownBy(() -> context.setClientID("ledger"));
    }

    @TestFactory
    Stream<DynamicTest> clientIDIsTooLateAfterUse() {
        return Stream.<Consumer<JMSContext>>of(
                        JMSContext::createTextMessage,
                        JMSContext::createProducer,
                        JMSContext::start,
                        JMSContext::stop,
                        context -> context.createQueue("orders"),
                        context -> context.createContext(JMSContext.AUTO_ACKNOWLEDGE),
                        context -> context.createContext(JMSContext.AUTO_ACKNOWLEDGE)
                                .createMessage())
                .map(use -> DynamicTest.dynamicTest("use", () -> {
                    JMSContext context = open(JMSContext.AUTO_ACKNOWLEDGE);
                    use.accept(context);

                    assertThatExceptionOfType(IllegalStateRuntimeException.class)
                            .isThrownBy(() -> context.setClientID("ledger"))
                            .withMessageContaining("ledger");
                    assertThat(connection.callNames()).doesNotContain("setClientID");
                }));
    }

    @Test
    void acknowledgeIsForTheWholeSession() {
        open(JMSContext.CLIENT_ACKNOWLEDGE).acknowledge();

        assertThat(session.callNames()).containsExactly("acknowledge");
    }

    @ParameterizedTest
    @ValueSource(ints = {JMSContext.AUTO_ACKNOWLEDGE, JMSContext.DUPS_OK_ACKNOWLEDGE, JMSContext.SESSION_TRANSACTED})
    void acknowledgeHasNoEffectInOtherModes(int mode) {
        JMSContext context = open(mode);
        context.createMessage();

        context.acknowledge();

        assertThat(session.callNames()).containsExactly("createMessage");
    }

    @Test
    void sessionIsMadeOnceAndAgainAfterAFailure() {
        connection.throwing("createSession", new ResourceAllocationException("full"));
        JMSContext context = open(JMSContext.AUTO_ACKNOWLEDGE);
        assertThatExceptionOfType(JMSRuntimeException.class).isThrownBy(context::createMessage);

        connection.returning("createSession", session.proxy());
        context.createMessage();
        context.createMessage();

        assertThat(connection.callNames()).containsExactly("createSession", "createSession");
    }

    @Test
    void sessionThatIsBeingMadeDuringCloseIsClosedToo() {
        JMSContext context = open(JMSContext.AUTO_ACKNOWLEDGE);
        Thread closer = new Thread(context::close, "closer");
        connection.answer("createSession", arguments -> {
            closer.start();
            await().until(() -> closer.getState() == Thread.State.WAITING);
            return session.proxy();
        });

        context.createMessage();

        await().until(() -> !closer.isAlive());
        assertThat(session.callNames()).contains("close");
        assertThat(connection.callNames()).endsWith("close");
    }

    private JMSContext open(int mode) {
        return StompJmsContext.open(connection.proxy(), mode);
    }
}
