package org.stompest.tck.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicSession;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stompest.tck.support.Section;

/** Calls that are right, but not now or not here. */
class WrongStateTest extends ApiTest {
    private Queue queue;
    private Connection connection;
    private Session session;
    private JMSContext context;

    @BeforeEach
    void open() throws Exception {
        connection = connect();
        session = connection.createSession();
        context = context();
        queue = session.createQueue(name());
        samples.with(Message.class, session.createTextMessage("text"));
    }

    private void assertRefused(ApiTable table, Predicate<ApiRow> which, Object target, String outcome)
            throws Exception {
        long called = 0;
        for (ApiRow row : table.rows().filter(which).toList()) {
            row.callWith(target, samples, Outcome.of(outcome, row.isUnchecked()), this::note);
            called++;
        }
        assertThat(called).as("calls").isPositive();
        assertNothingWrong();
    }

    private static Predicate<ApiRow> named(String names) {
        return row -> row.method().getName().matches(names);
    }

    @Test
    @Section({"6.2.5", "8.7"})
    void sessionWithAListenerDoesNotReceive() throws Exception {
        MessageConsumer listening = session.createConsumer(queue);
        MessageConsumer other = session.createConsumer(queue);
        listening.setMessageListener(message -> {});

        assertRefused(ProducerTables.CONSUMER, named("receive.*"), listening, "IllegalState");
        assertRefused(ProducerTables.CONSUMER, named("receive.*"), other, "IllegalState");
        listening.setMessageListener(null);
        assertThat(other.receiveNoWait()).isNull();
    }

    @Test
    @Section({"6.2.5", "8.7"})
    void contextWithAListenerDoesNotReceive() throws Exception {
        JMSConsumer listening = context.createConsumer(queue);
        JMSConsumer other = context.createConsumer(queue);
        listening.setMessageListener(message -> {});

        assertRefused(ContextTables.CONSUMER, named("receive.*"), listening, "IllegalState");
        assertRefused(ContextTables.CONSUMER, named("receive.*"), other, "IllegalState");
        listening.setMessageListener(null);
        assertThat(other.receiveNoWait()).isNull();
    }

    @Test
    @Section({"8.3.3", "6.1.2"})
    void durableSubscriptionOfOneConsumerNeedsAClientId() throws Exception {
        TopicConnection topics = track(provider.topicFactory().createTopicConnection());
        TopicSession topicSession = topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        Predicate<ApiRow> durable = named("createDurable.*");

        assertRefused(ConnectionTables.CONNECTION, durable, connection, "IllegalState");
        assertRefused(ConnectionTables.SESSION, durable, session, "IllegalState");
        assertRefused(ConnectionTables.TOPIC_CONNECTION, durable, topics, "IllegalState");
        assertRefused(ConnectionTables.TOPIC_SESSION, durable, topicSession, "IllegalState");
        assertRefused(ContextTables.CONTEXT, durable, context, "IllegalState");
    }

    @Test
    @Section({"4.2.6", "8.3.3"})
    void temporaryTopicHasNoDurableSubscription() throws Exception {
        Connection named = connect("client-" + name());
        samples.with(Topic.class, named.createSession().createTemporaryTopic());
        assertRefused(
                ConnectionTables.SESSION, named("create.*Durable.*"), named.createSession(), "InvalidDestination");
        assertRefused(ConnectionTables.CONNECTION, named("create.*Durable.*"), named, "InvalidDestination");

        JMSContext namedContext = context();
        namedContext.setClientID("client-" + name());
        samples.with(Topic.class, namedContext.createTemporaryTopic());
        assertRefused(ContextTables.CONTEXT, named("create.*Durable.*"), namedContext, "InvalidDestination");
    }

    @Test
    @Section("6.2.2")
    void temporaryDestinationIsConsumedFromByItsOwnConnectionAlone() throws Exception {
        TemporaryQueue temporaryQueue = session.createTemporaryQueue();
        TemporaryTopic temporaryTopic = session.createTemporaryTopic();
        JMSContext other = context();
        Connection otherConnection = connect();

        for (Destination foreign : new Destination[] {temporaryQueue, temporaryTopic}) {
            assertDestinationRefused(named("create(Shared)?Consumer"), foreign, otherConnection.createSession(), other);
            assertDestinationRefusedByConnection(foreign, otherConnection);
        }
        samples.with(Queue.class, temporaryQueue);
        QueueConnection queues = track(provider.queueFactory().createQueueConnection());
        QueueSession queueSession = queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        assertRefused(ConnectionTables.QUEUE_SESSION, named("createReceiver"), queueSession, "InvalidDestination");
        otherConnection.createSession().createProducer(temporaryQueue).send(session.createMessage());
        assertThat(session.createConsumer(temporaryQueue).receive(WAIT)).isNotNull();
    }

    @Test
    @Section("6.2.2")
    void deletedTemporaryDestinationIsNone() throws Exception {
        TemporaryQueue temporaryQueue = context.createTemporaryQueue();
        TemporaryTopic temporaryTopic = context.createTemporaryTopic();
        TemporaryQueue queueOfSession = session.createTemporaryQueue();
        temporaryQueue.delete();
        temporaryTopic.delete();
        queueOfSession.delete();

        for (Destination deleted : new Destination[] {temporaryQueue, temporaryTopic}) {
            samples.with(Destination.class, deleted);
            assertRefused(ContextTables.CONTEXT, named("createConsumer"), context, "InvalidDestination");
            assertRefused(ContextTables.PRODUCER, named("send"), context.createProducer(), "InvalidDestination");
        }
        samples.with(Queue.class, temporaryQueue);
        assertRefused(ContextTables.CONTEXT, named("createBrowser"), context, "InvalidDestination");
        samples.with(Queue.class, queueOfSession).with(Destination.class, queueOfSession);
        assertRefused(
                ConnectionTables.SESSION,
                named("createConsumer|createProducer|createBrowser"),
                session,
                "InvalidDestination");
        assertRefused(ConnectionTables.CONNECTION, named("createConnectionConsumer"), connection, "InvalidDestination");
        assertRefused(
                ProducerTables.PRODUCER,
                row -> row.takes(Destination.class),
                session.createProducer(null),
                "InvalidDestination");
    }

    private void assertDestinationRefused(
            Predicate<ApiRow> which, Destination destination, Session asked, JMSContext askedContext) throws Exception {
        for (ApiRow row : ConnectionTables.SESSION.rows().filter(which).toList()) {
            callWithDestination(row, destination, asked);
        }
        for (ApiRow row : ContextTables.CONTEXT.rows().filter(which).toList()) {
            callWithDestination(row, destination, askedContext);
        }
        assertNothingWrong();
    }

    private void assertDestinationRefusedByConnection(Destination destination, Connection asked) throws Exception {
        for (ApiRow row : ConnectionTables.CONNECTION
                .rows()
                .filter(named("create(Shared)?ConnectionConsumer"))
                .toList()) {
            callWithDestination(row, destination, asked);
        }
        assertNothingWrong();
    }

    private void callWithDestination(ApiRow row, Destination destination, Object target) throws Exception {
        row.callWithEach(
                (type, word) -> Destination.class.isAssignableFrom(type) && type.isInstance(destination),
                destination,
                Optional.of(Outcome.of("InvalidDestination", row.isUnchecked())),
                target,
                samples,
                this::note);
    }

    @Test
    @Section({"7.4", "7.7", "7.8"})
    void sendWithOptionsThatCannotBeIsRefused() throws Exception {
        MessageProducer producer = session.createProducer(queue);
        Message message = session.createTextMessage("refused");
        int[][] wrong = {{0, 4, 0}, {3, 4, 0}, {-1, 4, 0}, {2, -1, 0}, {2, 10, 0}, {2, 4, -1}};
        for (int[] options : wrong) {
            assertThatExceptionOfType(JMSException.class)
                    .isThrownBy(() -> producer.send(message, options[0], options[1], options[2]));
        }
        producer.send(session.createTextMessage("only this"));
        assertThat(textOf(receive(session.createConsumer(queue)))).isEqualTo("only this");
    }

    @Test
    @Section("6.2.10")
    void modeThatIsNoneMakesNoSession() throws Exception {
        QueueConnection queues = track(provider.queueFactory().createQueueConnection());
        TopicConnection topics = track(provider.topicFactory().createTopicConnection());
        for (int mode : new int[] {-1, 0, 4, 99}) {
            assertThatExceptionOfType(JMSException.class).isThrownBy(() -> connection.createSession(false, mode));
            assertThatExceptionOfType(JMSException.class).isThrownBy(() -> queues.createQueueSession(false, mode));
            assertThatExceptionOfType(JMSException.class).isThrownBy(() -> topics.createTopicSession(false, mode));
        }
        for (int mode : new int[] {-1, 4, 99}) {
            assertThatExceptionOfType(JMSException.class).isThrownBy(() -> connection.createSession(mode));
            assertThat(connection.createSession(true, mode).getTransacted()).isTrue();
        }
    }
}
