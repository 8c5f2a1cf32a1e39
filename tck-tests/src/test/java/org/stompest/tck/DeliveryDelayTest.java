package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;

/** Messages that are delivered later than they are sent. */
@Section({"7.9", "3.4.13"})
class DeliveryDelayTest extends JmsTest {
    private static final long DELAY = 300;
    private static final long NEVER = 600_000;

    private static void sendDelayed(Session session, MessageProducer producer, String text, long delay)
            throws JMSException {
        producer.setDeliveryDelay(delay);
        producer.send(session.createTextMessage(text));
    }

    @Test
    void comesInTheOrderOfDeliveryTimesAndNotBefore() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        assertThat(producer.getDeliveryDelay()).isZero();

        sendDelayed(session, producer, "latest", 3 * DELAY);
        sendDelayed(session, producer, "never", NEVER);
        sendDelayed(session, producer, "later", DELAY);
        sendDelayed(session, producer, "now", 0);

        for (String text : new String[] {"now", "later", "latest"}) {
            Message message = receive(consumer);
            assertThat(textOf(message)).isEqualTo(text);
            assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(message.getJMSDeliveryTime());
            assertThat(message.getJMSRedelivered()).isFalse();
        }
        assertThat(producer.getDeliveryDelay()).isZero();
    }

    @Test
    void countsFromTheSendAndNotFromTheCommit() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        sendDelayed(session, session.createProducer(queue), "rolled back", DELAY);
        session.rollback();
        sendDelayed(session, session.createProducer(queue), "committed", DELAY);
        session.commit();

        Message message = receive(consumer);
        assertThat(textOf(message)).isEqualTo("committed");
        assertThat(message.getJMSDeliveryTime())
                .isBetween(message.getJMSTimestamp() + DELAY, System.currentTimeMillis());
    }

    @Test
    void expiryCountsFromTheSend() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        producer.setTimeToLive(DELAY);
        sendDelayed(session, producer, "expired before it is due", 2 * DELAY);
        producer.setTimeToLive(NEVER);
        sendDelayed(session, producer, "alive", 3 * DELAY);

        Message message = receive(consumer);
        assertThat(textOf(message)).isEqualTo("alive");
        assertThat(message.getJMSExpiration()).isGreaterThan(message.getJMSDeliveryTime());
    }

    @Test
    void topicsToo() throws Exception {
        Connection connection = connect("client-" + name());
        Session session = connection.createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer durable = session.createDurableConsumer(topic, "sub");
        MessageConsumer consumer = session.createConsumer(topic);
        MessageProducer producer = session.createProducer(topic);

        sendDelayed(session, producer, "later", DELAY);
        sendDelayed(session, producer, "now", 0);

        assertThat(receiveTexts(consumer, 2)).containsExactly("now", "later");
        assertThat(receiveTexts(durable, 2)).containsExactly("now", "later");
        durable.close();
        session.unsubscribe("sub");
    }

    @Test
    void listenersAndSelectorsToo() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        CompletableFuture<Message> heard = new CompletableFuture<>();
        session.createConsumer(queue, "n = 1").setMessageListener(heard::complete);
        Session sending = connect().createSession();
        Message message = sending.createTextMessage("later");
        message.setIntProperty("n", 1);
        MessageProducer producer = sending.createProducer(queue);
        producer.setDeliveryDelay(DELAY);
        producer.send(message);

        Message received = heard.get(WAIT, TimeUnit.MILLISECONDS);
        assertThat(textOf(received)).isEqualTo("later");
        assertThat(received.getJMSMessageID()).isEqualTo(message.getJMSMessageID());
        assertThat(received.getJMSDeliveryTime()).isEqualTo(message.getJMSDeliveryTime());
        assertThat(received.getJMSDestination()).isEqualTo(queue);
    }

    @Test
    void simplifiedApiToo() {
        JMSContext context = context();
        Queue queue = context.createQueue(name());
        long before = System.currentTimeMillis();
        context.createProducer().setDeliveryDelay(DELAY).send(queue, "later");

        assertThat(receiveText(context.createConsumer(queue))).isEqualTo("later");
        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(before + DELAY);
    }

    @Test
    void closedProducerHasNoDelay() throws Exception {
        Session session = connect().createSession();
        MessageProducer producer = session.createProducer(session.createQueue(name()));
        producer.close();

        assertIllegalState(() -> producer.setDeliveryDelay(1));
        assertIllegalState(producer::getDeliveryDelay);
        assertThatThrownBy(() -> context().createProducer().setDeliveryDelay(-1))
                .isInstanceOf(jakarta.jms.JMSRuntimeException.class);
    }
}
