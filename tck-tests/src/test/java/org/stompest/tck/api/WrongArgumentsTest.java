package org.stompest.tck.api;

import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicSession;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.jms.StompQueue;
import org.stompest.jms.StompTopic;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.Section;

/** Something wrong for each parameter in turn: what the API allows is done, anything else is refused as it says. */
@Section("10.3")
class WrongArgumentsTest extends ApiTest {
    /** What is wrong with an argument. */
    enum Wrong {
        NULL((type, word) -> true, null, null),
        EMPTY((type, word) -> Set.of("name", "property", "selector").contains(word), "", null),
        SELECTOR((type, word) -> word.equals("selector"), "n >", "InvalidSelector"),
        NEITHER_QUEUE_NOR_TOPIC(
                (type, word) -> type == Destination.class && !word.equals("reply"),
                new Destination() {},
                "InvalidDestination"),
        QUEUE_WITHOUT_NAME((type, word) -> type == Queue.class, (Queue) () -> null, "InvalidDestination"),
        TOPIC_WITHOUT_NAME((type, word) -> type == Topic.class, (Topic) () -> null, "InvalidDestination");

        private final BiPredicate<Class<?>, String> where;
        private final Object value;
        private final String outcome;

        Wrong(BiPredicate<Class<?>, String> where, Object value, String outcome) {
            this.where = where;
            this.value = value;
            this.outcome = outcome;
        }

        private void call(ApiRow row, Object target, ApiSamples samples, ApiRow.Check check) throws Exception {
            Optional<Outcome> wanted = Optional.ofNullable(outcome).map(name -> Outcome.of(name, row.isUnchecked()));
            row.callWithEach(where, value, wanted, target, samples, check);
        }
    }

    /** Ends what a call has made, a subscription by its name. */
    @FunctionalInterface
    private interface Unsubscribe {
        void of(String name) throws JMSException;
    }

    private Queue queue;
    private Topic topic;
    private Connection connection;
    private Session session;

    @BeforeEach
    void open() throws Exception {
        queue = new StompQueue(name());
        topic = new StompTopic(name());
        connection = connect("client-" + name());
        session = connection.createSession();
        samples.with(Message.class, session.createTextMessage("text"));
    }

    private void assertWrong(Wrong wrong, ApiTable table, Object target, Unsubscribe unsubscribe) throws Exception {
        for (ApiRow row : table.rows().toList()) {
            assertWrong(wrong, row, target, unsubscribe);
        }
        assertNothingWrong();
    }

    private void assertWrong(Wrong wrong, ApiRow row, Object target, Unsubscribe unsubscribe) throws Exception {
        String method = row.method().getName();
        wrong.call(row, target, samples, (call, wanted, thrown, result, arguments) -> {
            note(
                    call,
                    isLacking(method, wanted) ? Outcome.of("JMS", row.isUnchecked()) : wanted,
                    thrown,
                    result,
                    arguments);
            if (result instanceof AutoCloseable closeable) {
                closeable.close();
                if (method.contains("Durable") && !(method.contains("Shared") && kind == BrokerKind.CLASSIC)) {
                    unsubscribe.of((String) arguments[1]);
                }
            }
        });
    }

    /** {@return whether nothing may be done before it, or that would be the reason to refuse it} */
    private static boolean isClientId(ApiRow row) {
        return row.method().getName().equals("setClientID");
    }

    /** Classic's shared subscriptions are durable, and only an administrator deletes them. */
    private boolean isLacking(String method, Outcome wanted) {
        return kind == BrokerKind.CLASSIC
                && method.matches("createShared(Connection)?Consumer")
                && wanted.thrown().isEmpty();
    }

    private void assertWrong(Wrong wrong, ApiTable table, Object target) throws Exception {
        assertWrong(wrong, table, target, session::unsubscribe);
    }

    @ParameterizedTest
    @EnumSource
    void anyConnection(Wrong wrong) throws Exception {
        for (ApiRow row : ConnectionTables.CONNECTION.rows().toList()) {
            assertWrong(wrong, row, isClientId(row) ? connection() : connection, session::unsubscribe);
        }
        assertNothingWrong();
    }

    @ParameterizedTest
    @EnumSource
    void connectionOfOneDomain(Wrong wrong) throws Exception {
        QueueConnection queues = track(provider.queueFactory().createQueueConnection());
        TopicConnection topics = track(provider.topicFactory().createTopicConnection());
        assertWrong(wrong, ConnectionTables.QUEUE_CONNECTION, queues);
        topics.setClientID("client-" + name());
        TopicSession topicSession = topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        samples.with(Destination.class, samples.of(Topic.class, ""));
        for (ApiRow row : ConnectionTables.TOPIC_CONNECTION.rows().toList()) {
            assertWrong(wrong, row, isClientId(row) ? connection() : topics, topicSession::unsubscribe);
        }
        assertNothingWrong();
    }

    @ParameterizedTest
    @EnumSource
    void anySession(Wrong wrong) throws Exception {
        assertWrong(wrong, ConnectionTables.SESSION, session);
    }

    @ParameterizedTest
    @EnumSource
    void sessionOfOneDomain(Wrong wrong) throws Exception {
        QueueConnection queues = track(provider.queueFactory().createQueueConnection());
        QueueSession queueSession = queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        TopicConnection topics = track(provider.topicFactory().createTopicConnection());
        topics.setClientID("client-" + name());
        TopicSession topicSession = topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        assertWrong(wrong, ConnectionTables.QUEUE_SESSION, queueSession);
        samples.with(Destination.class, topic);
        assertWrong(wrong, ConnectionTables.TOPIC_SESSION, topicSession, topicSession::unsubscribe);
    }

    /** Producers that have a destination refuse to be given one and the others refuse not to, so each has its rows. */
    private void assertWrongOfProducer(Wrong wrong, ApiTable table, MessageProducer bound, MessageProducer unbound)
            throws Exception {
        for (ApiRow row : table.rows().toList()) {
            wrong.call(row, row.takes(Destination.class) ? unbound : bound, samples, this::note);
        }
        assertNothingWrong();
    }

    @ParameterizedTest
    @EnumSource
    @Section("7.1")
    void anyProducer(Wrong wrong) throws Exception {
        assertWrongOfProducer(
                wrong, ProducerTables.PRODUCER, session.createProducer(queue), session.createProducer(null));
    }

    @ParameterizedTest
    @EnumSource
    @Section("7.1")
    void producerOfOneDomain(Wrong wrong) throws Exception {
        QueueConnection queues = track(provider.queueFactory().createQueueConnection());
        QueueSession queueSession = queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        assertWrongOfProducer(
                wrong, ProducerTables.SENDER, queueSession.createSender(queue), queueSession.createSender(null));
        samples.with(Destination.class, topic);
        TopicConnection topics = track(provider.topicFactory().createTopicConnection());
        TopicSession topicSession = topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        assertWrongOfProducer(
                wrong,
                ProducerTables.PUBLISHER,
                topicSession.createPublisher(topic),
                topicSession.createPublisher(null));
    }

    @Test
    @Section("7.1")
    void producerThatIsGivenADestinationTooManyOrNone() throws Exception {
        MessageProducer bound = session.createProducer(queue);
        MessageProducer unbound = session.createProducer(null);
        Outcome unsupported = Outcome.of("UnsupportedOperation", false);
        for (ApiRow row : sends().toList()) {
            row.callWith(row.takes(Destination.class) ? bound : unbound, samples, unsupported, this::note);
        }
        assertNothingWrong();
    }

    private static Stream<ApiRow> sends() {
        return ProducerTables.PRODUCER
                .rows()
                .filter(row -> row.method().getName().equals("send"));
    }

    @ParameterizedTest
    @EnumSource
    void consumerAndBrowser(Wrong wrong) throws Exception {
        assertWrong(wrong, ProducerTables.CONSUMER, session.createConsumer(queue));
        assertWrong(wrong, ProducerTables.BROWSER, session.createBrowser(queue));
    }

    @ParameterizedTest
    @EnumSource
    void anyContext(Wrong wrong) throws Exception {
        JMSContext fresh = context();
        fresh.setClientID("client-" + name());
        JMSContext context = track(fresh.createContext(JMSContext.AUTO_ACKNOWLEDGE));
        for (ApiRow row : ContextTables.CONTEXT.rows().toList()) {
            assertWrong(wrong, row, isClientId(row) ? context() : context, context::unsubscribe);
        }
        assertNothingWrong();
    }

    @ParameterizedTest
    @EnumSource
    @Section({"7.1", "7.5", "7.6"})
    void producerOfContext(Wrong wrong) throws Exception {
        assertWrong(
                wrong,
                ContextTables.PRODUCER,
                context(JMSContext.AUTO_ACKNOWLEDGE).createProducer());
    }

    @ParameterizedTest
    @EnumSource
    @Section("8.6")
    void consumerOfContext(Wrong wrong) throws Exception {
        JMSConsumer consumer = context(JMSContext.AUTO_ACKNOWLEDGE).createConsumer(queue);
        assertWrong(wrong, ContextTables.CONSUMER, consumer);
    }
}
