package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import org.junit.jupiter.api.Test;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.EmbeddedClassic;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Section;

/** What a delay does to the rest of a message, and what becomes of it where the broker has none. */
@Section("7.9")
class DelayedMessageTest extends JmsTest {
    @Section({"7.9", "3.4.9"})
    @Test
    void delayedMessageExpiresWhenItWouldHaveExpiredAnyway() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryDelay(300);
        producer.setTimeToLive(60_000);
        Message sent = session.createMessage();
        producer.send(sent);

        Message received = receive(consumer);

        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(sent.getJMSDeliveryTime());
        assertThat(received.getJMSDeliveryTime()).isEqualTo(sent.getJMSDeliveryTime());
        assertThat(received.getJMSExpiration()).isEqualTo(sent.getJMSExpiration());
        assertThat(received.getJMSTimestamp()).isEqualTo(sent.getJMSTimestamp());
        assertThat(list(received.getPropertyNames())).containsExactly("JMSXDeliveryCount");
    }

    @Section({"7.9", "6.2.7"})
    @Test
    void delayedMessageOfATransactionIsOnlySentByItsCommit() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryDelay(200);
        send(session, producer, "rolled back");
        session.rollback();
        send(session, producer, "committed");
        session.commit();

        assertThat(receiveText(consumer)).isEqualTo("committed");
    }

    @OnlyOn(BrokerKind.CLASSIC)
    @Test
    void brokerWithoutASchedulerRefusesTheDelayAndNothingElse() throws Exception {
        try (EmbeddedClassic bare = EmbeddedClassic.withoutScheduler();
                Connection connection = new StompConnectionFactory(bare.stompUri()).createConnection()) {
            connection.start();
            Session session = connection.createSession();
            Queue queue = session.createQueue(name());
            MessageConsumer consumer = session.createConsumer(queue);
            MessageProducer producer = session.createProducer(queue);
            producer.setDeliveryDelay(100);

            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> producer.send(session.createTextMessage("too early")))
                        .isInstanceOf(JMSException.class)
                        .hasMessageContaining("schedulerSupport");
            }

            producer.setDeliveryDelay(0);
            send(session, producer, "at once");
            assertThat(receiveText(consumer)).isEqualTo("at once");
            TemporaryQueue temporary = session.createTemporaryQueue();
            send(session, session.createProducer(temporary), "and here");
            assertThat(receiveText(session.createConsumer(temporary))).isEqualTo("and here");
        }
    }
}
