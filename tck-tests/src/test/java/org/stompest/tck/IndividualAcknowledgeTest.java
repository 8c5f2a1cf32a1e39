package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stompest.jms.StompSession;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;

/** The mode of this provider that acknowledges message by message, which 6.2.10 leaves to providers. */
@Section("6.2.10")
class IndividualAcknowledgeTest extends JmsTest {
    private static final int MODE = StompSession.INDIVIDUAL_ACKNOWLEDGE;

    @Test
    void bothWaysOfAskingForTheModeGiveIt() throws Exception {
        Connection connection = connection();

        assertThat(connection.createSession(MODE).getAcknowledgeMode()).isEqualTo(MODE);
        Session session = connection.createSession(false, MODE);
        assertThat(session.getAcknowledgeMode()).isEqualTo(MODE);
        assertThat(session.getTransacted()).isFalse();
        assertThat(context(MODE).getSessionMode()).isEqualTo(MODE);
        assertThat(track(context().createContext(MODE)).getSessionMode()).isEqualTo(MODE);
    }

    @Test
    void messagesAreAcknowledgedOneByOneInAnyOrder() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(MODE);
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), "a", "b", "c", "d");
        MessageConsumer consumer = session.createConsumer(queue);
        Message a = receive(consumer);
        Message b = receive(consumer);
        Message c = receive(consumer);

        b.acknowledge();
        broker.awaitMessages(queue.getQueueName(), 3);
        c.acknowledge();
        broker.awaitMessages(queue.getQueueName(), 2);
        c.acknowledge();
        session.close();

        assertThat(textOf(a)).isEqualTo("a");
        assertIllegalState(a::acknowledge);
        MessageConsumer next = connection.createSession().createConsumer(queue);
        assertThat(receiveTexts(next, 2)).containsExactly("a", "d");
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Test
    void recoverGivesBackWhatWasNotAcknowledged() throws Exception {
        Session session = connect().createSession(MODE);
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), texts("m", 6).toArray(String[]::new));
        MessageConsumer consumer = session.createConsumer(queue);
        List<Message> received = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            received.add(receive(consumer));
        }
        received.get(1).acknowledge();

        session.recover();

        for (int i : new int[] {0, 2, 3, 4, 5}) {
            Message message = receive(consumer);
            assertThat(textOf(message)).isEqualTo("m" + i);
            assertThat(message.getJMSRedelivered()).as("m%d redelivered", i).isEqualTo(i < 4);
            assertThat(message.getIntProperty("JMSXDeliveryCount")).isEqualTo(i < 4 ? 2 : 1);
            message.acknowledge();
        }
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Test
    void aMessageThatWasGivenBackIsNotAcknowledgedByItsFormerObject() throws Exception {
        Session session = connect().createSession(MODE);
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), "a");
        MessageConsumer consumer = session.createConsumer(queue);
        Message before = receive(consumer);

        session.recover();
        before.acknowledge();

        Message again = receive(consumer);
        assertThat(textOf(again)).isEqualTo("a");
        assertThat(broker.messages(queue.getQueueName())).isEqualTo(1);
        again.acknowledge();
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Test
    void messagesOfAClosedConsumerCanBeAcknowledged() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(MODE);
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), "a", "b", "c");
        MessageConsumer consumer = session.createConsumer(queue);
        Message a = receive(consumer);
        Message b = receive(consumer);

        consumer.close();
        b.acknowledge();
        a.acknowledge();

        assertThat(receiveText(connection.createSession().createConsumer(queue)))
                .isEqualTo("c");
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Test
    void listenersAcknowledgeWhatTheyLike() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(MODE);
        Queue queue = session.createQueue(name());
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        session.createConsumer(queue).setMessageListener(message -> {
            try {
                if (Integer.parseInt(textOf(message)) % 2 == 0) {
                    message.acknowledge();
                } else if (textOf(message).equals("3")) {
                    throw new IllegalArgumentException("on purpose");
                }
                heard.add(textOf(message));
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
        Session sending = connection.createSession();
        send(sending, sending.createProducer(queue), "0", "1", "2", "3", "4", "5");

        await().atMost(SOON).until(() -> heard.size() == 5);
        session.close();

        assertThat(receiveTexts(sending.createConsumer(queue), 3)).containsExactly("1", "3", "5");
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Test
    void callsOfTransactionsAreIllegal() throws Exception {
        Session session = connection().createSession(MODE);

        assertIllegalState(session::commit);
        assertIllegalState(session::rollback);
    }

    @Test
    void aContextHasNoMessageToAcknowledge() throws Exception {
        JMSContext context = context(MODE);
        Queue queue = context.createQueue(name());
        context.createProducer().send(queue, "a");
        Message message = context.createConsumer(queue).receive(WAIT);

        assertThatThrownBy(context::acknowledge)
                .isInstanceOf(IllegalStateRuntimeException.class)
                .hasMessageContaining("on the message");
        message.acknowledge();

        broker.awaitMessages(queue.getQueueName(), 0);
    }
}
