package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Lacks;
import org.stompest.tck.support.Section;

/** Sessions that hold many messages unacknowledged, more than the prefetch: sections 6.2.7 and 6.2.10. */
@Section("6.2.10")
class HeldMessagesTest extends JmsTest {
    private static final String BECAUSE =
            "the broker's window is one of bytes that only acknowledgements open again: what is"
                    + " held beyond it is not delivered, which no client can tell from an empty queue";
    private static final String INSTEAD = "raise jms.prefetchPolicy.all (1,000 of about 1 KiB each by default)";

    private Connection connectWithPrefetch(int prefetch) throws JMSException {
        Connection connection =
                track(provider.stompest("?jms.prefetchPolicy.all=" + prefetch).createConnection());
        connection.start();
        return connection;
    }

    private void send(Destination destination, int count) throws JMSException {
        Session sending = connect().createSession();
        send(sending, sending.createProducer(destination), texts("m", count).toArray(String[]::new));
    }

    @Section("6.2.7")
    @Lacks(broker = BrokerKind.ARTEMIS, because = BECAUSE, instead = INSTEAD)
    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void transactionOfMoreThanThePrefetch(int prefetch) throws Exception {
        Session session = connectWithPrefetch(prefetch).createSession(Session.SESSION_TRANSACTED);
        String queue = name();
        send(session.createQueue(queue), 60);
        MessageConsumer consumer = session.createConsumer(session.createQueue(queue));

        assertThat(receiveTexts(consumer, 50)).isEqualTo(texts("m", 50));
        session.rollback();
        assertThat(broker.messages(queue)).isEqualTo(60);

        assertThat(receiveTexts(consumer, 60)).isEqualTo(texts("m", 60));
        session.commit();
        broker.awaitMessages(queue, 0);
    }

    @Lacks(broker = BrokerKind.ARTEMIS, because = BECAUSE, instead = INSTEAD)
    @Test
    void clientAcknowledgesMoreThanThePrefetch() throws Exception {
        Session session = connectWithPrefetch(7).createSession(Session.CLIENT_ACKNOWLEDGE);
        String queue = name();
        send(session.createQueue(queue), 50);
        MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
        receiveTexts(consumer, 30);
        session.recover();
        assertThat(receiveTexts(consumer, 49)).isEqualTo(texts("m", 49));
        Message last = receive(consumer);
        assertThat(broker.messages(queue)).isEqualTo(50);

        last.acknowledge();

        broker.awaitMessages(queue, 0);
    }

    @Lacks(broker = BrokerKind.ARTEMIS, because = BECAUSE, instead = INSTEAD)
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void subscriberHoldsMoreThanThePrefetch(boolean durable) throws Exception {
        Connection connection = connectionWithClientId(durable);
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Topic topic = session.createTopic(name());
        MessageConsumer consumer =
                durable ? session.createDurableConsumer(topic, "sub") : session.createConsumer(topic);
        send(topic, 50);

        assertThat(receiveTexts(consumer, 50)).isEqualTo(texts("m", 50));
        session.rollback();
        assertThat(receiveTexts(consumer, 50)).isEqualTo(texts("m", 50));
        session.commit();
        consumer.close();
        if (durable) {
            session.unsubscribe("sub");
        }
    }

    private Connection connectionWithClientId(boolean wanted) throws JMSException {
        String id = wanted ? "&jms.clientID=client-" + name() : "";
        Connection connection =
                track(provider.stompest("?jms.prefetchPolicy.all=7" + id).createConnection());
        connection.start();
        return connection;
    }

    @Lacks(broker = BrokerKind.ARTEMIS, because = BECAUSE, instead = INSTEAD)
    @Test
    void listenerHoldsMoreThanThePrefetch() throws Exception {
        Session session = connectWithPrefetch(7).createSession(Session.SESSION_TRANSACTED);
        String queue = name();
        send(session.createQueue(queue), 50);
        List<String> received = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch all = new CountDownLatch(50);
        session.createConsumer(session.createQueue(queue)).setMessageListener(message -> {
            received.add(textOf(message));
            try {
                if (received.size() == 50) {
                    session.commit();
                }
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
            all.countDown();
        });

        awaitQuietly(all);
        assertThat(received).isEqualTo(texts("m", 50));
        broker.awaitMessages(queue, 0);
    }

    // One transacted session commits while another one of the connection holds messages
    @Section("6.2.7")
    @Test
    void commitTouchesNothingThatAnotherSessionHolds() throws Exception {
        Connection connection = connectWithPrefetch(10);
        Session one = connection.createSession(Session.SESSION_TRANSACTED);
        Session two = connection.createSession(Session.SESSION_TRANSACTED);
        String ones = name();
        String twos = name();
        send(one.createQueue(ones), 12);
        send(two.createQueue(twos), 12);
        MessageConsumer first = one.createConsumer(one.createQueue(ones));
        MessageConsumer second = two.createConsumer(two.createQueue(twos));
        receiveTexts(first, 9);
        receiveTexts(second, 9);

        one.commit();
        two.rollback();

        broker.awaitMessages(ones, 3);
        assertThat(broker.messages(twos)).isEqualTo(12);
        assertThat(receiveTexts(second, 10)).isEqualTo(texts("m", 10));
        two.commit();
        broker.awaitMessages(twos, 2);
    }
}
