package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;

/** MessageProducer as it is described: sections 7.1, 7.2, 7.4. */
@Section("7.2")
class ProducerTest extends JmsTest {
    @Section("7.4")
    @Test
    void freshProducerHasTheDefaults() throws Exception {
        Session session = connect().createSession();
        for (MessageProducer producer :
                new MessageProducer[] {session.createProducer(session.createQueue(name())), session.createProducer(null)
                }) {
            assertThat(producer.getDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
            assertThat(producer.getPriority()).isEqualTo(4);
            assertThat(producer.getTimeToLive()).isZero();
            assertThat(producer.getDeliveryDelay()).isZero();
            assertThat(producer.getDisableMessageID()).isFalse();
            assertThat(producer.getDisableMessageTimestamp()).isFalse();
        }
    }

    @Section("7.4")
    @Test
    void producersHaveTheirOwnOptions() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageProducer one = session.createProducer(queue);
        MessageProducer other = session.createProducer(queue);
        one.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        one.setPriority(9);
        one.setTimeToLive(60_000);
        one.setDeliveryDelay(1);
        one.setDisableMessageID(true);
        one.setDisableMessageTimestamp(true);

        assertThat(one.getDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(one.getPriority()).isEqualTo(9);
        assertThat(one.getTimeToLive()).isEqualTo(60_000);
        assertThat(one.getDeliveryDelay()).isEqualTo(1);
        assertThat(one.getDisableMessageID()).isTrue();
        assertThat(one.getDisableMessageTimestamp()).isTrue();
        other.send(session.createMessage());
        Message message = receive(session.createConsumer(queue));
        assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(message.getJMSPriority()).isEqualTo(4);
        assertThat(message.getJMSExpiration()).isZero();
        assertThat(message.getJMSMessageID()).isNotNull();
        assertThat(message.getJMSTimestamp()).isPositive();
    }

    @Test
    void allFourMethods() throws Exception {
        Session session = connect().createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer consumer = session.createConsumer(topic);
        MessageProducer own = session.createProducer(topic);
        MessageProducer anonymous = session.createProducer(null);
        own.setPriority(6);
        anonymous.setPriority(7);

        own.send(session.createMessage());
        assertThat(receive(consumer).getJMSPriority()).isEqualTo(6);
        own.send(session.createMessage(), DeliveryMode.NON_PERSISTENT, 2, 60_000);
        assertOptions(receive(consumer), 2);
        anonymous.send(topic, session.createMessage());
        assertThat(receive(consumer).getJMSPriority()).isEqualTo(7);
        anonymous.send(topic, session.createMessage(), DeliveryMode.NON_PERSISTENT, 3, 60_000);
        assertOptions(receive(consumer), 3);
    }

    private static void assertOptions(Message message, int priority) throws JMSException {
        assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(message.getJMSPriority()).isEqualTo(priority);
        assertThat(message.getJMSExpiration()).isPositive();
    }

    @Section("7.1")
    @Test
    void sendsThatDoNotFitTheProducerAreRefusedAndSendNothing() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageProducer own = session.createProducer(queue);
        MessageProducer anonymous = session.createProducer(null);
        Message message = session.createMessage();

        assertThatThrownBy(() -> anonymous.send(message, 2, 4, 0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> own.send(queue, message, 2, 4, 0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> anonymous.send((Destination) null, message, 2, 4, 0))
                .isInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> anonymous.send(queue, null)).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> own.send(message, 0, 4, 0)).isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> own.send(message, 2, -1, 0)).isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> own.send(message, 2, 4, -1)).isInstanceOf(JMSException.class);

        own.send(message);
        broker.awaitMessages(queue.getQueueName(), 1);
    }

    @Section("7.1")
    @Test
    void aProducerGoesOnWhenAnotherOfItsSessionIsClosed() throws Exception {
        Connection connection = connection(); // sending needs no start
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        MessageProducer one = session.createProducer(queue);
        MessageProducer other = session.createProducer(queue);
        one.close();
        other.send(session.createMessage());
        broker.awaitMessages(queue.getQueueName(), 1);
    }

    @Section("7.8")
    @Test
    void longestLifeAndLongestDelayAreNoPast() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        Message message = session.createMessage();
        producer.send(message, DeliveryMode.PERSISTENT, 4, Long.MAX_VALUE);
        assertThat(message.getJMSExpiration()).isGreaterThan(System.currentTimeMillis());
        assertThat(receive(session.createConsumer(queue)).getJMSMessageID()).isEqualTo(message.getJMSMessageID());
    }
}
