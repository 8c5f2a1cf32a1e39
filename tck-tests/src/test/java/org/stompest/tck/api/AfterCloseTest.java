package org.stompest.tck.api;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stompest.jms.StompQueue;
import org.stompest.jms.StompTopic;
import org.stompest.tck.support.Section;

/** Whatever is closed, by itself or with what made it, refuses every call but another close. */
@Section({"6.1.8", "6.2.15"})
class AfterCloseTest extends ApiTest {
    private Queue queue;
    private Topic topic;
    private Connection connection;
    private Session session;
    private JMSContext context;

    @BeforeEach
    void open() throws Exception {
        queue = new StompQueue(name());
        topic = new StompTopic(name());
        connection = connect();
        session = connection.createSession();
        context = context();
        samples.with(jakarta.jms.Message.class, connect().createSession().createTextMessage("text"));
    }

    private QueueConnection queueConnection() throws Exception {
        return track(provider.queueFactory().createQueueConnection());
    }

    private TopicConnection topicConnection() throws Exception {
        TopicConnection made = track(provider.topicFactory().createTopicConnection());
        made.setClientID("client-" + name());
        return made;
    }

    @Test
    void closedConnection() throws Exception {
        ConnectionMetaData metaData = connection.getMetaData();
        connection.close();
        assertClosed(ConnectionTables.CONNECTION, connection);
        assertClosed(ConnectionTables.META_DATA, metaData);
    }

    @Test
    void closedConnectionOfOneDomain() throws Exception {
        QueueConnection queues = queueConnection();
        TopicConnection topics = topicConnection();
        queues.close();
        topics.close();
        assertClosed(ConnectionTables.QUEUE_CONNECTION, queues);
        assertClosed(ConnectionTables.TOPIC_CONNECTION, topics);
        samples.with(Destination.class, topic);
        assertClosed(ConnectionTables.QUEUE_CONNECTION, queues);
    }

    @Test
    void closedSession() throws Exception {
        session.close();
        assertClosed(ConnectionTables.SESSION, session);
    }

    @Test
    void sessionOfClosedConnection() throws Exception {
        connection.close();
        assertClosed(ConnectionTables.SESSION, session);
    }

    @Test
    void closedTransactedSession() throws Exception {
        Session transacted = connection.createSession(Session.SESSION_TRANSACTED);
        transacted.close();
        assertClosed(ConnectionTables.SESSION, transacted);
    }

    @Test
    void closedSessionOfOneDomain() throws Exception {
        QueueSession queues = queueConnection().createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        TopicSession topics = topicConnection().createTopicSession(true, Session.SESSION_TRANSACTED);
        queues.close();
        topics.close();
        assertClosed(ConnectionTables.QUEUE_SESSION, queues);
        assertClosed(ConnectionTables.TOPIC_SESSION, topics);
        samples.with(Destination.class, topic);
        assertClosed(ConnectionTables.QUEUE_SESSION, queues);
    }

    @Test
    void closedProducer() throws Exception {
        MessageProducer bound = session.createProducer(queue);
        MessageProducer unbound = session.createProducer(null);
        bound.close();
        unbound.close();
        assertClosed(ProducerTables.PRODUCER, bound);
        assertClosed(ProducerTables.PRODUCER, unbound);
    }

    @Test
    @Section("8.8")
    void closedConsumer() throws Exception {
        MessageConsumer consumer = session.createConsumer(queue);
        consumer.close();
        assertClosed(ProducerTables.CONSUMER, consumer);
    }

    @Test
    void closedBrowser() throws Exception {
        QueueBrowser browser = session.createBrowser(queue);
        browser.close();
        assertClosed(ProducerTables.BROWSER, browser);
    }

    @Test
    @Section({"6.1.8", "11.2"})
    void closedConnectionConsumer() throws Exception {
        ConnectionConsumer first = connection.createConnectionConsumer(queue, null, () -> null, 1);
        ConnectionConsumer second = connection.createConnectionConsumer(topic, null, () -> null, 1);
        first.close();
        assertClosed(ConnectionTables.CONNECTION_CONSUMER, first);
        connection.close();
        assertClosed(ConnectionTables.CONNECTION_CONSUMER, second);
    }

    @Test
    void allThatAClosedSessionMade() throws Exception {
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        QueueBrowser browser = session.createBrowser(queue);
        session.close();
        assertClosed(ProducerTables.PRODUCER, producer);
        assertClosed(ProducerTables.CONSUMER, consumer);
        assertClosed(ProducerTables.BROWSER, browser);
    }

    @Test
    void allThatAClosedConnectionMade() throws Exception {
        MessageProducer producer = session.createProducer(topic);
        MessageConsumer consumer = session.createConsumer(topic);
        QueueBrowser browser = session.createBrowser(queue);
        TemporaryQueue temporaryQueue = session.createTemporaryQueue();
        TemporaryTopic temporaryTopic = session.createTemporaryTopic();
        Queue madeQueue = session.createQueue(name());
        Topic madeTopic = session.createTopic(name());
        connection.close();
        assertClosed(FactoryTables.QUEUE, madeQueue);
        assertClosed(FactoryTables.TOPIC, madeTopic);
        assertClosed(ProducerTables.PRODUCER, producer);
        assertClosed(ProducerTables.CONSUMER, consumer);
        assertClosed(ProducerTables.BROWSER, browser);
        assertClosed(FactoryTables.TEMPORARY_QUEUE, temporaryQueue);
        assertClosed(FactoryTables.TEMPORARY_TOPIC, temporaryTopic);
    }

    @Test
    void allThatSessionsOfOneDomainMade() throws Exception {
        QueueSession queues = queueConnection().createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        TopicSession topics = topicConnection().createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        QueueSender sender = queues.createSender(queue);
        QueueReceiver receiver = queues.createReceiver(queue);
        TopicPublisher publisher = topics.createPublisher(topic);
        TopicSubscriber subscriber = topics.createSubscriber(topic);
        sender.close();
        receiver.close();
        publisher.close();
        subscriber.close();
        assertClosed(ProducerTables.SENDER, sender);
        assertClosed(ProducerTables.RECEIVER, receiver);
        assertClosed(ProducerTables.PUBLISHER, publisher);
        assertClosed(ProducerTables.SUBSCRIBER, subscriber);
    }

    @Test
    void durableSubscriberThatIsClosed() throws Exception {
        TopicSession topics = topicConnection().createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        TopicSubscriber subscriber = topics.createDurableSubscriber(topic, "closed");
        subscriber.close();
        assertClosed(ProducerTables.SUBSCRIBER, subscriber);
        topics.unsubscribe("closed");
    }

    @Test
    @Section("6.1.8")
    void contextWithItsConnection() throws Exception {
        JMSProducer producer = context.createProducer();
        JMSConsumer consumer = context.createConsumer(queue);
        QueueBrowser browser = context.createBrowser(queue);
        context.close();
        assertClosed(ContextTables.CONTEXT, context);
        assertClosed(ContextTables.PRODUCER, producer);
        assertClosed(ContextTables.CONSUMER, consumer);
        assertClosed(ProducerTables.BROWSER, browser);
    }

    @Test
    @Section("6.1.8")
    void contextWhoseSiblingIsOpen() throws Exception {
        JMSContext sibling = track(context.createContext(JMSContext.SESSION_TRANSACTED));
        JMSProducer producer = context.createProducer();
        JMSConsumer consumer = context.createConsumer(queue);
        context.close();
        assertClosed(ContextTables.CONTEXT, context);
        assertClosed(ContextTables.PRODUCER, producer);
        assertClosed(ContextTables.CONSUMER, consumer);
        sibling.createProducer().send(queue, "still open");
        sibling.commit();
    }

    @Test
    @Section("6.1.8")
    void contextThatWasNeverUsed() throws Exception {
        context.close();
        assertClosed(ContextTables.CONTEXT, context);
    }

    @Test
    @Section("8.8")
    void closedConsumerOfContext() throws Exception {
        JMSConsumer consumer = context.createConsumer(queue);
        consumer.close();
        assertClosed(ContextTables.CONSUMER, consumer);
    }
}
