package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Section;

/** Destinations that hold senders back when they are full: whoever consumes over the same connection goes on. Section 7.2. */
@Section("7.2")
@OnlyOn(BrokerKind.CLASSIC)
class FlowControlTest extends JmsTest {
    private static final int COUNT = 300;

    /** Three times what such a queue takes, in all. */
    private static final String TEXT = "x".repeat(1000);

    private String tight() {
        return "tight." + name();
    }

    private interface Action {
        void run() throws JMSException;
    }

    private static CompletableFuture<Void> elsewhere(Action action) {
        return CompletableFuture.runAsync(() -> {
            try {
                action.run();
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT})
    void aConnectionThatSendsTooMuchStillAcknowledges(int mode) throws Exception {
        Connection connection = connect();
        Session sending = connection.createSession();
        Session receiving = connection.createSession();
        Queue queue = sending.createQueue(tight());
        MessageProducer producer = sending.createProducer(queue);
        producer.setDeliveryMode(mode);
        MessageConsumer consumer = receiving.createConsumer(queue);

        CompletableFuture<Void> sent = elsewhere(() -> {
            for (int i = 0; i < COUNT; i++) {
                producer.send(sending.createTextMessage(TEXT));
            }
        });
        await().atMost(SOON).until(() -> broker.messages(queue.getQueueName()) >= 30);
        for (int i = 0; i < COUNT; i++) {
            receive(consumer);
        }

        sent.join();
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // The broker forgets the transaction of a message that waits for room: it is played again when there is room
    @Section("6.2.7")
    @Test
    void aTransactionForWhichThereIsNoRoomCommitsWhenThereIs() throws Exception {
        Connection connection = connect();
        Session sending = connection.createSession(Session.SESSION_TRANSACTED);
        Session receiving = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = sending.createQueue(tight());
        MessageProducer producer = sending.createProducer(queue);
        MessageConsumer consumer = receiving.createConsumer(queue);

        CompletableFuture<Void> sent = elsewhere(() -> {
            for (int i = 0; i < COUNT; i++) {
                producer.send(sending.createTextMessage(i + TEXT));
                if (i % 20 == 19) {
                    sending.commit();
                }
            }
        });
        await().atMost(SOON).until(() -> broker.messages(queue.getQueueName()) >= 20);
        for (int i = 0; i < COUNT; i++) {
            assertThat(receiveText(consumer)).isEqualTo(i + TEXT);
            receiving.commit();
        }

        sent.join();
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Test
    void asynchronousSendsCompleteWhenThereIsRoom() throws Exception {
        Connection connection = connect();
        Session sending = connection.createSession();
        Session receiving = connection.createSession();
        Queue queue = sending.createQueue(tight());
        MessageProducer producer = sending.createProducer(queue);
        List<Object> told = new CopyOnWriteArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            producer.send(sending.createTextMessage(TEXT), new jakarta.jms.CompletionListener() {
                @Override
                public void onCompletion(Message message) {
                    told.add(message);
                }

                @Override
                public void onException(Message message, Exception exception) {
                    told.add(exception);
                }
            });
        }
        assertThat(told).hasSizeLessThan(COUNT);
        MessageConsumer consumer = receiving.createConsumer(queue);
        for (int i = 0; i < COUNT; i++) {
            receive(consumer);
        }
        producer.close();
        assertThat(told).hasSize(COUNT).allMatch(Message.class::isInstance);
    }

    @Test
    void whoeverIsHeldBackTooLongIsTold() throws Exception {
        Connection connection = track(provider.stompest("?jms.sendTimeout=300").createConnection());
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(session.createQueue(tight()));

        assertThatThrownBy(() -> {
                    for (int i = 0; i < COUNT; i++) {
                        producer.send(session.createTextMessage(TEXT));
                    }
                })
                .isInstanceOf(ResourceAllocationException.class)
                .hasMessageContainingAll("no receipt in time", "tight.", "jms.sendTimeout");
        Queue other = session.createQueue(name());
        session.createProducer(other).send(session.createMessage());
        broker.awaitMessages(other.getQueueName(), 1);
    }
}
