package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.EmbeddedArtemis;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Section;

/** Time to live, and what becomes of a message after it: sections 3.4.9 and 7.8. */
@Section({"3.4.9", "7.8"})
class ExpirationTest extends JmsTest {
    @Section({"3.4.9", "7.8"})
    @Test
    void expirationIsTimeOfSendingPlusTimeToLive() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        Message message = session.createMessage();
        producer.send(message);
        assertThat(receive(consumer).getJMSExpiration()).isZero();

        producer.setTimeToLive(60_000);
        producer.send(message);

        assertThat(message.getJMSExpiration())
                .isBetween(message.getJMSTimestamp() + 59_000, message.getJMSTimestamp() + 61_000);
        assertThat(receive(consumer).getJMSExpiration()).isEqualTo(message.getJMSExpiration());
    }

    @Section("7.8")
    @Test
    void expiredMessageIsNotDelivered() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        TextMessage shortLived = session.createTextMessage("short-lived");
        producer.send(shortLived, DeliveryMode.PERSISTENT, 4, 1);
        long expiration = shortLived.getJMSExpiration();
        await().until(() -> System.currentTimeMillis() > expiration);
        send(session, producer, "lasting");

        assertThat(receiveText(session.createConsumer(queue))).isEqualTo("lasting");
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Section("7.8")
    @Test
    void messageThatExpiresWhilePrefetchedIsNotDelivered() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        TextMessage shortLived = session.createTextMessage("short-lived");
        producer.send(shortLived, DeliveryMode.PERSISTENT, 4, 100);
        send(session, producer, "lasting");
        long expiration = shortLived.getJMSExpiration();
        await().until(() -> System.currentTimeMillis() > expiration);

        assertThat(receiveText(consumer)).isEqualTo("lasting");
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    private static void awaitExpiry(Message message) throws JMSException {
        long expiration = message.getJMSExpiration();
        await().atMost(SOON).until(() -> System.currentTimeMillis() > expiration);
    }

    @Test
    void messageThatExpiresWhileItWaitsForAListenerIsNotDelivered() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        MessageConsumer consumer = session.createConsumer(queue);
        connection.stop();
        consumer.setMessageListener(message -> heard.add(textOf(message)));
        Session other = connect().createSession();
        MessageProducer producer = other.createProducer(queue);
        TextMessage shortLived = other.createTextMessage("short-lived");
        producer.send(shortLived, DeliveryMode.PERSISTENT, 4, 100);
        send(other, producer, "lasting");
        awaitExpiry(shortLived);
        connection.start();

        assertThat(heard.poll(WAIT, TimeUnit.MILLISECONDS)).isEqualTo("lasting");
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Test
    void messageThatExpiresInATransactedSessionIsNotDelivered() throws Exception {
        Session session = connect().createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        TextMessage shortLived = session.createTextMessage("short-lived");
        producer.send(shortLived, DeliveryMode.PERSISTENT, 4, 50);
        send(session, producer, "lasting");
        session.commit();
        awaitExpiry(shortLived);

        assertThat(receiveText(consumer)).isEqualTo("lasting");
        session.commit();
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Test
    void messageThatExpiresBeforeItIsRedeliveredIsNotDelivered() throws Exception {
        Session session = connect().createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        TextMessage shortLived = session.createTextMessage("short-lived");
        producer.send(shortLived, DeliveryMode.PERSISTENT, 4, 2_000);
        send(session, producer, "lasting");
        assertThat(receiveText(consumer)).isEqualTo("short-lived");
        awaitExpiry(shortLived);
        session.recover();

        Message next = receive(consumer);
        assertThat(textOf(next)).isEqualTo("lasting");
        next.acknowledge();
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Test
    void messageThatExpiresInADurableSubscriptionIsNotDelivered() throws Exception {
        Connection connection = connect(name());
        Session session = connection.createSession();
        Topic topic = session.createTopic(name());
        session.createDurableConsumer(topic, "subscription").close();
        MessageProducer producer = session.createProducer(topic);
        TextMessage shortLived = session.createTextMessage("short-lived");
        producer.send(shortLived, DeliveryMode.PERSISTENT, 4, 1);
        awaitExpiry(shortLived);
        send(session, producer, "lasting");

        MessageConsumer consumer = session.createDurableConsumer(topic, "subscription");
        assertThat(receiveText(consumer)).isEqualTo("lasting");
        consumer.close();
        session.unsubscribe("subscription");
    }

    @Test
    void timeToLiveOfTheSimplifiedApi() throws Exception {
        JMSContext context = context();
        Queue queue = context.createQueue(name());
        JMSConsumer consumer = context.createConsumer(queue);
        context.createProducer().setTimeToLive(60_000).send(queue, "x");

        Message received = consumer.receive(WAIT);
        assertThat(received.getJMSExpiration()).isEqualTo(received.getJMSTimestamp() + 60_000);
    }

    @Test
    void timeToLiveCountsFromTheSendAlsoWithADelay() throws Exception {
        Session session = connect().createSession();
        MessageProducer producer = session.createProducer(session.createQueue(name()));
        producer.setDeliveryDelay(60_000);
        producer.setTimeToLive(90_000);
        Message message = session.createMessage();
        producer.send(message);

        assertThat(message.getJMSDeliveryTime()).isEqualTo(message.getJMSTimestamp() + 60_000);
        assertThat(message.getJMSExpiration()).isEqualTo(message.getJMSTimestamp() + 90_000);
    }

    @Test
    void aTimeToLiveBeyondTheEndOfTimeIsForEver() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        producer.setTimeToLive(Long.MAX_VALUE);
        send(session, producer, "lasting");

        assertThat(receiveText(consumer)).isEqualTo("lasting");
    }

    @Test
    @Section("3.4.12")
    @OnlyOn(BrokerKind.ARTEMIS)
    void anExpirationThatAnAdministratorHasSetIsWhatTheReceiverSees() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue("short-lived." + name());
        MessageConsumer consumer = session.createConsumer(queue);
        long before = System.currentTimeMillis();
        send(session, session.createProducer(queue), "x");

        Message received = receive(consumer);
        assertThat(received.getJMSExpiration())
                .isBetween(
                        before + EmbeddedArtemis.EXPIRY_DELAY,
                        System.currentTimeMillis() + EmbeddedArtemis.EXPIRY_DELAY);
    }
}
