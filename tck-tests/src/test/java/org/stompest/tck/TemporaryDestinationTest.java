package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueRequestor;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicRequestor;
import jakarta.jms.TopicSession;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.EmbeddedArtemis;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Lacks;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/** Temporary destinations and what they are for: sections 6.2.2, 4.1.4, 4.2.7, 4.1.6 and 4.2.10. */
@Section("6.2.2")
class TemporaryDestinationTest extends JmsTest {
    /** Answers every request with its text in upper case, on a connection of its own. */
    private void answer(Destination requests) throws JMSException {
        Session session = connect().createSession();
        MessageProducer replies = session.createProducer(null);
        session.createConsumer(requests).setMessageListener(request -> {
            try {
                TextMessage reply = session.createTextMessage(textOf(request).toUpperCase(Locale.ROOT));
                reply.setJMSCorrelationID(request.getJMSMessageID());
                replies.send(request.getJMSReplyTo(), reply);
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    // request and reply over a temporary queue
    @Section({"6.2.2", "3.4.6"})
    @Test
    void replyComesToTemporaryQueue() throws Exception {
        Session session = connect().createSession();
        Queue requests = session.createQueue(name());
        answer(requests);
        TemporaryQueue replies = session.createTemporaryQueue();
        MessageConsumer consumer = session.createConsumer(replies);
        for (String text : texts("hello ", 20)) {
            TextMessage request = session.createTextMessage(text);
            request.setJMSReplyTo(replies);
            session.createProducer(requests).send(request);

            Message reply = receive(consumer);
            assertThat(textOf(reply)).isEqualTo(text.toUpperCase(Locale.ROOT));
            assertThat(reply.getJMSCorrelationID()).isEqualTo(request.getJMSMessageID());
        }
    }

    // and over a temporary topic
    @Section({"6.2.2", "4.2.7"})
    @Test
    void replyComesToTemporaryTopic() throws Exception {
        Session session = connect().createSession();
        Topic requests = session.createTopic(name());
        answer(requests);
        TemporaryTopic replies = session.createTemporaryTopic();
        MessageConsumer consumer = session.createConsumer(replies);
        TextMessage request = session.createTextMessage("hello");
        request.setJMSReplyTo(replies);
        session.createProducer(requests).send(request);

        assertThat(receiveText(consumer)).isEqualTo("HELLO");
    }

    // users' trap: replies that are picked by their correlation id
    @Section("6.2.2")
    @Test
    void replyIsPickedByCorrelationId() throws Exception {
        Session session = connect().createSession();
        Queue requests = session.createQueue(name());
        answer(requests);
        TemporaryQueue replies = session.createTemporaryQueue();
        TextMessage one = session.createTextMessage("one");
        one.setJMSReplyTo(replies);
        TextMessage two = session.createTextMessage("two");
        two.setJMSReplyTo(replies);
        session.createProducer(requests).send(one);
        session.createProducer(requests).send(two);

        MessageConsumer forTwo = session.createConsumer(replies, "JMSCorrelationID = '" + two.getJMSMessageID() + "'");
        assertThat(receiveText(forTwo)).isEqualTo("TWO");
        MessageConsumer forOne = session.createConsumer(replies, "JMSCorrelationID = '" + one.getJMSMessageID() + "'");
        assertThat(receiveText(forOne)).isEqualTo("ONE");
    }

    // QueueRequestor
    @Section("4.1.7")
    @Test
    void queueRequestorGetsItsAnswer() throws Exception {
        QueueConnection connection = track(provider.queueFactory().createQueueConnection());
        connection.start();
        QueueSession session = connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        Queue requests = session.createQueue(name());
        answer(requests);
        QueueRequestor requestor = new QueueRequestor(session, requests);

        assertThat(textOf(requestor.request(session.createTextMessage("one")))).isEqualTo("ONE");
        assertThat(textOf(requestor.request(session.createTextMessage("two")))).isEqualTo("TWO");
        requestor.close();
    }

    // TopicRequestor
    @Section("4.2.10")
    @Test
    void topicRequestorGetsItsAnswer() throws Exception {
        TopicConnection connection = track(provider.topicFactory().createTopicConnection());
        connection.start();
        TopicSession session = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        Topic requests = session.createTopic(name());
        answer(requests);
        TopicRequestor requestor = new TopicRequestor(session, requests);

        assertThat(textOf(requestor.request(session.createTextMessage("one")))).isEqualTo("ONE");
        assertThat(textOf(requestor.request(session.createTextMessage("two")))).isEqualTo("TWO");
        requestor.close();
    }

    // each is unique
    @Section({"6.2.2", "4.1.5", "4.2.7"})
    @Test
    void namesAreUnique() throws Exception {
        Session session = connect().createSession();
        Session other = connect().createSession();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            names.add(session.createTemporaryQueue().getQueueName());
            names.add(session.createTemporaryTopic().getTopicName());
            names.add(other.createTemporaryQueue().getQueueName());
        }
        assertThat(names).hasSize(30);
    }

    // any session of the connection may consume
    @Section("6.2.2")
    @Test
    void otherSessionsOfTheConnectionMayConsume() throws Exception {
        Connection connection = connect();
        TemporaryQueue queue = connection.createSession().createTemporaryQueue();
        Session sibling = connection.createSession();
        Session foreign = connect().createSession();

        send(foreign, foreign.createProducer(queue), "for the family");

        assertThat(receiveText(sibling.createConsumer(queue))).isEqualTo("for the family");
    }

    // no other connection may
    @Section({"6.2.2", "4.1.5"})
    @Test
    void foreignConnectionsMayNotConsume() throws Exception {
        Session session = connect().createSession();
        TemporaryQueue queue = session.createTemporaryQueue();
        TemporaryTopic topic = session.createTemporaryTopic();
        Session foreign = connect().createSession();

        assertThatThrownBy(() -> foreign.createConsumer(queue)).isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> foreign.createConsumer(topic)).isInstanceOf(JMSException.class);

        send(foreign, foreign.createProducer(queue), "sending is free");
        assertThat(receiveText(session.createConsumer(queue))).isEqualTo("sending is free");
    }

    // nor when the destination came out of a message
    @Section("6.2.2")
    @Test
    void foreignConnectionsMayNotConsumeFromReplyTo() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        Message message = session.createMessage();
        message.setJMSReplyTo(session.createTemporaryQueue());
        session.createProducer(queue).send(message);
        Session foreign = connect().createSession();
        Queue replyTo = (Queue) receive(foreign.createConsumer(queue)).getJMSReplyTo();

        assertThatThrownBy(() -> foreign.createConsumer(replyTo)).isInstanceOf(JMSException.class);
    }

    // the description of TemporaryQueue.delete
    @Section("6.2.2")
    @Lacks(
            broker = BrokerKind.CLASSIC,
            because = "over STOMP it deletes a temporary destination with the connection that made it, and not before",
            instead =
                    "nothing, mostly: a deleted one cannot be used any more, and what others send there is thrown away; do not"
                            + " make one for each request")
    @Test
    void deletedQueueIsGoneFromTheBroker() throws Exception {
        Session session = connect().createSession();
        TemporaryQueue queue = session.createTemporaryQueue();
        send(session, session.createProducer(queue), "lost");
        String name = queue.getQueueName();

        queue.delete();

        await().atMost(SOON).until(() -> !broker.hasQueue(name));
        assertThatThrownBy(() -> session.createConsumer(queue))
                .isInstanceOf(Provider.strictly(InvalidDestinationException.class));
    }

    // and where it is not gone, it is of no use
    @Section("6.2.2")
    @Test
    void deletedQueueCannotBeUsedAndHoldsNothing() throws Exception {
        Session session = connect().createSession();
        TemporaryQueue queue = session.createTemporaryQueue();
        MessageProducer producer = session.createProducer(queue);
        send(session, producer, "lost");

        queue.delete();

        broker.awaitMessages(queue.getQueueName(), 0);
        assertThatThrownBy(() -> session.createConsumer(queue))
                .isInstanceOf(Provider.strictly(InvalidDestinationException.class));
        assertThatThrownBy(() -> producer.send(session.createMessage())).isInstanceOf(JMSException.class);
    }

    // a name that another connection was given is good for sending, and of the queue itself
    @Section({"6.2.2", "3.4.6"})
    @Test
    void replyToIsTheTemporaryQueueItselfForEverybody() throws Exception {
        Session session = connect("client-" + name()).createSession();
        Session foreign = connect().createSession();
        Queue requests = session.createQueue(name());
        MessageConsumer requested = foreign.createConsumer(requests);
        for (int i = 0; i < 3; i++) {
            TemporaryQueue replies = session.createTemporaryQueue();
            Message request = session.createMessage();
            request.setJMSReplyTo(replies);
            session.createProducer(requests).send(request);

            Destination replyTo = receive(requested).getJMSReplyTo();
            assertThat(replyTo).isEqualTo(replies);
            send(foreign, foreign.createProducer(replyTo), "reply " + i);
            Message reply = receive(session.createConsumer(replies));
            assertThat(textOf(reply)).isEqualTo("reply " + i);
            assertThat(reply.getJMSDestination()).isEqualTo(replies);
        }
    }

    // a queue that went with its connection is no address any more
    @OnlyOn(BrokerKind.CLASSIC)
    @Section("6.2.2")
    @Test
    void sendingToTheTemporaryQueueOfAClosedConnectionIsRefused() throws Exception {
        Connection connection = connect();
        TemporaryQueue queue = connection.createSession().createTemporaryQueue();
        Session foreign = connect().createSession();
        connection.close();

        assertThatThrownBy(() -> foreign.createProducer(queue).send(foreign.createMessage()))
                .isInstanceOf(InvalidDestinationException.class)
                .hasMessageContaining("does not exist");
    }

    // it goes on after the connection was lost, for requests that are sent then
    @Section("6.2.2")
    @Test
    void temporaryQueueOutlivesALostConnection() throws Exception {
        Provider.onlyStompest("Artemis's own client names its options otherwise");
        useOwnBroker();
        String uri = "failover:(" + broker.stompUri() + ")?initialReconnectDelay=10";
        Connection connection = track(new StompConnectionFactory(uri).createConnection());
        connection.start();
        Session session = connection.createSession();
        Queue requests = session.createQueue(name());
        TemporaryQueue idle = session.createTemporaryQueue();
        TemporaryQueue replies = session.createTemporaryQueue();
        MessageConsumer consumer = session.createConsumer(replies);
        broker.dropStompConnections();
        answer(requests);

        TemporaryQueue later = session.createTemporaryQueue();
        for (TemporaryQueue queue : new TemporaryQueue[] {replies, later, idle}) {
            TextMessage request = session.createTextMessage("after");
            request.setJMSReplyTo(queue);
            session.createProducer(requests).send(request);
            assertThat(receiveText(queue == replies ? consumer : session.createConsumer(queue)))
                    .isEqualTo("AFTER");
        }
    }

    // the description of delete: in use
    @Section("6.2.2")
    @Test
    void destinationWithConsumerCannotBeDeleted() throws Exception {
        Session session = connect().createSession();
        TemporaryQueue queue = session.createTemporaryQueue();
        TemporaryTopic topic = session.createTemporaryTopic();
        MessageConsumer receiver = session.createConsumer(queue);
        MessageConsumer subscriber = session.createConsumer(topic);

        assertThatThrownBy(queue::delete).isInstanceOf(JMSException.class);
        assertThatThrownBy(topic::delete).isInstanceOf(JMSException.class);

        send(session, session.createProducer(queue), "alive");
        assertThat(receiveText(receiver)).isEqualTo("alive");
        receiver.close();
        subscriber.close();
        queue.delete();
        topic.delete();
    }

    // gone with the connection
    @Section("6.2.2")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closeOfConnectionDeletesItsTemporaryDestinations(boolean used) throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        TemporaryQueue queue = session.createTemporaryQueue();
        TemporaryTopic topic = session.createTemporaryTopic();
        session.createConsumer(topic);
        if (used) {
            send(session, session.createProducer(queue), "lost", "lost too");
            receiveText(session.createConsumer(queue));
        }
        String queueName = queue.getQueueName();
        String topicName = topic.getTopicName();

        connection.close();

        await().atMost(SOON).until(() -> !broker.hasQueue(queueName));
        await().atMost(SOON).until(() -> broker.subscriptionsOf(topicName) == 0);
    }

    // it lives while its session is closed
    @Section("6.2.2")
    @Test
    void outlivesTheSessionThatMadeIt() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        TemporaryQueue queue = session.createTemporaryQueue();
        session.close();
        Session sibling = connection.createSession();
        send(sibling, sibling.createProducer(queue), "kept");

        assertThat(receiveText(sibling.createConsumer(queue))).isEqualTo("kept");
    }

    // users' trap: messages that wait on a temporary queue between two consumers stay
    @Section("6.2.2")
    @Test
    void keepsMessagesBetweenConsumers() throws Exception {
        Session session = connect().createSession();
        TemporaryQueue queue = session.createTemporaryQueue();
        MessageConsumer first = session.createConsumer(queue);
        send(session, session.createProducer(queue), "a", "b");
        assertThat(receiveText(first)).isEqualTo("a");
        first.close();

        assertThat(receiveText(session.createConsumer(queue))).isEqualTo("b");
    }

    // an application never uses the management to make one
    @Section("6.2.2")
    @Test
    void userWithoutManagementMayUseThem() throws Exception {
        Connection connection =
                track(provider.factory("guest", EmbeddedArtemis.GUEST_PASSWORD).createConnection());
        connection.start();
        Session session = connection.createSession();
        TemporaryQueue queue = session.createTemporaryQueue();
        MessageConsumer consumer = session.createConsumer(queue);
        send(session, session.createProducer(queue), "a");
        assertThat(receiveText(consumer)).isEqualTo("a");
        consumer.close();

        queue.delete();

        assertThatThrownBy(() -> session.createConsumer(queue)).isInstanceOf(JMSException.class);
    }

    // Artemis answers each refused question to its management by closing the connection
    @OnlyOn(BrokerKind.ARTEMIS)
    @Section("6.2.2")
    @Test
    void userWithoutManagementIsRefusedOnceAtMostForAllThatHeDeletes() throws Exception {
        useOwnBroker();
        Connection connection =
                track(provider.factory("guest", EmbeddedArtemis.GUEST_PASSWORD).createConnection());
        connection.start();
        Session session = connection.createSession();
        for (int i = 0; i < 10; i++) {
            TemporaryQueue queue = session.createTemporaryQueue();
            MessageConsumer consumer = session.createConsumer(queue);
            send(session, session.createProducer(queue), "a");
            assertThat(receiveText(consumer)).isEqualTo("a");
            consumer.close();
            queue.delete();
        }

        assertThat(artemis().connectionsEver()).isLessThanOrEqualTo(2);
    }
}
