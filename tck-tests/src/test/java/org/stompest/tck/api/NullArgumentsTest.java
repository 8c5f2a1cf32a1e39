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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stompest.jms.StompQueue;
import org.stompest.jms.StompTopic;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.Section;

/** Null for each parameter in turn: what the API allows is done, anything else is refused as it says. */
@Section("10.3")
class NullArgumentsTest extends ApiTest {
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

    private void assertNulls(ApiTable table, Object target, Unsubscribe unsubscribe) throws Exception {
        for (ApiRow row : table.rows().toList()) {
            assertNulls(row, target, unsubscribe);
        }
        assertNothingWrong();
    }

    private void assertNulls(ApiRow row, Object target, Unsubscribe unsubscribe) throws Exception {
        String method = row.method().getName();
        row.callWithNulls(target, samples, (call, wanted, thrown, result, arguments) -> {
            note(call, isLacking(method, wanted) ? refused(row) : wanted, thrown, result, arguments);
            if (result instanceof AutoCloseable closeable) {
                closeable.close();
                if (method.contains("Durable") && !(method.contains("Shared") && kind == BrokerKind.CLASSIC)) {
                    unsubscribe.of((String) arguments[1]);
                }
            }
        });
    }

    /** Classic's shared subscriptions are durable, and only an administrator deletes them. */
    private boolean isLacking(String method, Outcome wanted) {
        return kind == BrokerKind.CLASSIC
                && method.equals("createSharedConsumer")
                && wanted.thrown().isEmpty();
    }

    private static Outcome refused(ApiRow row) {
        boolean unchecked = row.method().getDeclaringClass() == JMSContext.class;
        return Outcome.of("JMS", unchecked);
    }

    private void assertNulls(ApiTable table, Object target) throws Exception {
        assertNulls(table, target, session::unsubscribe);
    }

    @Test
    void connectionWithNulls() throws Exception {
        assertNulls(ConnectionTables.CONNECTION, track(provider.factory().createConnection()));
    }

    @Test
    void connectionOfOneDomain() throws Exception {
        QueueConnection queues = track(provider.queueFactory().createQueueConnection());
        TopicConnection topics = track(provider.topicFactory().createTopicConnection());
        assertNulls(ConnectionTables.QUEUE_CONNECTION, queues);
        assertNulls(ConnectionTables.TOPIC_CONNECTION, topics);
    }

    @Test
    void sessionWithNulls() throws Exception {
        assertNulls(ConnectionTables.SESSION, session);
    }

    @Test
    void sessionOfOneDomain() throws Exception {
        QueueConnection queues = track(provider.queueFactory().createQueueConnection());
        QueueSession queueSession = queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        TopicConnection topics = track(provider.topicFactory().createTopicConnection());
        topics.setClientID("client-" + name());
        TopicSession topicSession = topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        assertNulls(ConnectionTables.QUEUE_SESSION, queueSession);
        samples.with(Destination.class, topic);
        assertNulls(ConnectionTables.TOPIC_SESSION, topicSession, topicSession::unsubscribe);
    }

    /** Producers that have a destination refuse to be given one and the others refuse not to, so each has its rows. */
    private void assertNullsOfProducer(ApiTable table, MessageProducer bound, MessageProducer unbound)
            throws Exception {
        for (ApiRow row : table.rows().toList()) {
            row.callWithNulls(row.takes(Destination.class) ? unbound : bound, samples, this::note);
        }
        assertNothingWrong();
    }

    @Test
    @Section("7.1")
    void producerWithNulls() throws Exception {
        assertNullsOfProducer(ProducerTables.PRODUCER, session.createProducer(queue), session.createProducer(null));
    }

    @Test
    @Section("7.1")
    void producerOfOneDomain() throws Exception {
        QueueConnection queues = track(provider.queueFactory().createQueueConnection());
        QueueSession queueSession = queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        assertNullsOfProducer(ProducerTables.SENDER, queueSession.createSender(queue), queueSession.createSender(null));
        samples.with(Destination.class, topic);
        TopicConnection topics = track(provider.topicFactory().createTopicConnection());
        TopicSession topicSession = topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        assertNullsOfProducer(
                ProducerTables.PUBLISHER, topicSession.createPublisher(topic), topicSession.createPublisher(null));
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

    @Test
    void consumerAndBrowserWithNulls() throws Exception {
        assertNulls(ProducerTables.CONSUMER, session.createConsumer(queue));
        assertNulls(ProducerTables.BROWSER, session.createBrowser(queue));
    }

    @Test
    void contextWithNulls() throws Exception {
        JMSContext fresh = track(provider.factory().createContext());
        fresh.setClientID("client-" + name());
        JMSContext context = track(fresh.createContext(JMSContext.AUTO_ACKNOWLEDGE));
        for (ApiRow row : ContextTables.CONTEXT.rows().toList()) {
            boolean first = row.method().getName().equals("setClientID"); // or anything before would be the reason
            assertNulls(row, first ? track(provider.factory().createContext()) : context, context::unsubscribe);
        }
        assertNothingWrong();
    }

    @Test
    @Section({"7.1", "7.5", "7.6"})
    void producerOfContext() throws Exception {
        assertNulls(ContextTables.PRODUCER, context(JMSContext.AUTO_ACKNOWLEDGE).createProducer());
    }

    @Test
    @Section("8.6")
    void consumerOfContext() throws Exception {
        JMSConsumer consumer = context(JMSContext.AUTO_ACKNOWLEDGE).createConsumer(queue);
        assertNulls(ContextTables.CONSUMER, consumer);
    }
}
