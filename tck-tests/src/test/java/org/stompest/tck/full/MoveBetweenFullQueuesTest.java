package org.stompest.tck.full;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.EmbeddedArtemis;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.TestBroker;

/**
 * An application that moves messages from one full queue to another full queue, and another that empties the second, over one JMS
 * connection: all goes on, in every acknowledgement mode.
 */
class MoveBetweenFullQueuesTest extends JmsTest {
    private static final String TEXT = "x".repeat(1000);

    /** More than any of the two queues takes. */
    private static final int MOST = 150;

    enum Mode {
        AUTO(Session.AUTO_ACKNOWLEDGE),
        DUPS_OK(Session.DUPS_OK_ACKNOWLEDGE),
        CLIENT(Session.CLIENT_ACKNOWLEDGE),
        TRANSACTED(Session.SESSION_TRANSACTED),
        LISTENER(Session.AUTO_ACKNOWLEDGE),
        TRANSACTED_LISTENER(Session.SESSION_TRANSACTED);

        private final int session;

        Mode(int session) {
            this.session = session;
        }

        void done(Session mover, Message message) throws JMSException {
            if (session == Session.SESSION_TRANSACTED) {
                mover.commit();
            } else if (session == Session.CLIENT_ACKNOWLEDGE) {
                message.acknowledge();
            }
        }
    }

    static List<Arguments> movers() {
        List<Arguments> all = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            all.add(Arguments.of(mode, DeliveryMode.PERSISTENT));
            all.add(Arguments.of(mode, DeliveryMode.NON_PERSISTENT));
        }
        return all;
    }

    private String tight() {
        String name = "tight." + name();
        if (kind == BrokerKind.ARTEMIS) {
            ((EmbeddedArtemis) broker)
                    .settings(
                            name,
                            new AddressSettings()
                                    .setMaxSizeBytes(TestBroker.FULL_BYTES)
                                    .setAddressFullMessagePolicy(AddressFullMessagePolicy.BLOCK));
        }
        return name;
    }

    /** Sends until the broker takes no more, or many; the last may be there or not. */
    private List<String> fill(String queue) throws JMSException {
        List<String> sent = new ArrayList<>();
        Connection filling = provider.stompest("?jms.sendTimeout=300").createConnection();
        try (filling) {
            Session session = filling.createSession();
            MessageProducer producer = session.createProducer(session.createQueue(queue));
            for (int i = 0; i < MOST; i++) {
                producer.send(session.createTextMessage(queue + i + TEXT));
                sent.add(queue + i + TEXT);
            }
            assertThat(kind).as("brokers that hold no sender back").isEqualTo(BrokerKind.ARTEMIS);
        } catch (ResourceAllocationException full) {
            assertThat(full).hasMessageContaining(queue);
        }
        return sent;
    }

    @ParameterizedTest
    @MethodSource("movers")
    void everythingArrivesOnce(Mode mode, int deliveryMode) throws Exception {
        String from = tight();
        String to = tight();
        List<String> all = fill(from);
        all.addAll(fill(to));
        ConcurrentLinkedQueue<String> arrived = new ConcurrentLinkedQueue<>();
        Connection connection = connect();
        Session mover = connection.createSession(mode.session);
        Session emptier = connection.createSession();
        Queue target = mover.createQueue(to);
        MessageProducer producer = mover.createProducer(target);
        producer.setDeliveryMode(deliveryMode);
        MessageConsumer consumer = mover.createConsumer(mover.createQueue(from));

        CompletableFuture<Void> moving = mode == Mode.LISTENER || mode == Mode.TRANSACTED_LISTENER
                ? listen(consumer, mode, mover, producer, from)
                : CompletableFuture.runAsync(() -> move(consumer, mode, mover, producer, from));
        if (kind == BrokerKind.CLASSIC) {
            await().during(200, TimeUnit.MILLISECONDS).until(() -> !moving.isDone());
        }
        emptier.createConsumer(target).setMessageListener(message -> arrived.add(textOf(message)));

        moving.get(WAIT, TimeUnit.MILLISECONDS);
        await().atMost(SOON).until(() -> arrived.containsAll(all));
        broker.awaitMessages(from, 0);
        broker.awaitMessages(to, 0);
        assertThat(arrived).doesNotHaveDuplicates();
    }

    /** Moves until nothing is left. */
    private void move(MessageConsumer consumer, Mode mode, Session mover, MessageProducer producer, String from) {
        try {
            while (broker.messages(from) > 0) {
                Message message = consumer.receive(NOTHING);
                if (message != null) {
                    producer.send(message);
                    mode.done(mover, message);
                }
            }
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private CompletableFuture<Void> listen(
            MessageConsumer consumer, Mode mode, Session mover, MessageProducer producer, String from)
            throws JMSException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        consumer.setMessageListener(message -> {
            try {
                producer.send(message);
                mode.done(mover, message);
            } catch (JMSException e) {
                done.completeExceptionally(e);
            }
        });
        CompletableFuture.runAsync(() -> {
            broker.awaitMessages(from, 0);
            done.complete(null);
        });
        return done;
    }
}
