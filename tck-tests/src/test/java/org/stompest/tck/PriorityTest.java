package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.junit.jupiter.api.Test;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;

/** Expedited messages come before normal ones: section 3.4.10. */
@Section("3.4.10")
class PriorityTest extends JmsTest {
    @Section("3.4.10")
    @Test
    void priorityArrivesAndHigherOnesComeFirst() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        assertThat(producer.getPriority()).isEqualTo(4);
        for (int priority : new int[] {0, 4, 9, 4}) {
            producer.setPriority(priority);
            producer.send(session.createMessage());
        }

        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(receive(consumer).getJMSPriority()).isEqualTo(9);
        assertThat(receive(consumer).getJMSPriority()).isEqualTo(4);
        assertThat(receive(consumer).getJMSPriority()).isEqualTo(4);
        assertThat(receive(consumer).getJMSPriority()).isZero();
    }

    @Test
    void whatIsRolledBackKeepsItsPlaceAmongThoseOfItsPriority() throws Exception {
        Session session = connect().createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        producer.setPriority(4);
        send(session, producer, "first", "second", "third");
        session.commit();
        assertThat(receiveTexts(consumer, 2)).containsExactly("first", "second");
        session.rollback();

        assertThat(receiveTexts(consumer, 3)).containsExactly("first", "second", "third");
        session.commit();
    }

    @Test
    void priorityOfTheSimplifiedApi() throws Exception {
        JMSContext context = context();
        Queue queue = context.createQueue(name());
        for (int priority = 0; priority <= 9; priority++) {
            context.createProducer().setPriority(priority).send(queue, "x");
        }
        JMSConsumer consumer = context.createConsumer(queue);
        for (int priority = 9; priority >= 0; priority--) {
            Message received = consumer.receive(WAIT);
            assertThat(received.getJMSPriority()).isEqualTo(priority);
        }
    }
}
