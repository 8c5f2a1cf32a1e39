package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/** Queues, their producers and consumers: sections 4.1, 6.2.9, 7.1, 8.2 and 8.8. */
@Section("4.1")
class QueueTest extends JmsTest {
    // Order of message receipt
    @Section({"6.2.9", "6.2.9.2"})
    @Test
    void deliversInTheOrderOfSending() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), texts("m", 200).toArray(String[]::new));

        assertThat(receiveTexts(session.createConsumer(queue), 200)).isEqualTo(texts("m", 200));
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // Queue semantics: each message is consumed once, whoever asks
    @Section({"4.1.2", "8.1"})
    @Test
    void sharesMessagesAmongConsumersOfAllSessions() throws Exception {
        Connection connection = connect();
        Session one = connection.createSession();
        Session two = connect().createSession();
        Queue queue = one.createQueue(name());
        MessageConsumer first = one.createConsumer(queue);
        MessageConsumer second = one.createConsumer(queue);
        MessageConsumer third = two.createConsumer(queue);
        send(two, two.createProducer(queue), texts("m", 60).toArray(String[]::new));

        List<String> received = new ArrayList<>();
        for (MessageConsumer consumer : List.of(first, second, third)) {
            received.add(receiveText(consumer));
        }
        while (received.size() < 60) {
            for (MessageConsumer consumer : List.of(first, second, third)) {
                Message message = consumer.receiveNoWait();
                if (message != null) {
                    received.add(textOf(message));
                }
            }
        }
        assertThat(received).containsExactlyInAnyOrderElementsOf(texts("m", 60));
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // messages wait for a consumer, without any consumer before
    @Section({"4.1.2", "4.1.8"})
    @Test
    void keepsMessagesOfClosedConnectionsForLaterConsumers() throws Exception {
        Connection sending = connect();
        Session session = sending.createSession();
        String name = name();
        send(session, session.createProducer(session.createQueue(name)), "a", "b");
        sending.close();

        Session later = connect().createSession();
        assertThat(receiveTexts(later.createConsumer(later.createQueue(name)), 2))
                .containsExactly("a", "b");
    }

    // Closing a consumer: what it has not handed out goes to others, in order
    @Section("8.8")
    @Test
    void closedConsumerReturnsWhatItPrefetched() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer first = session.createConsumer(queue);
        send(session, session.createProducer(queue), texts("m", 20).toArray(String[]::new));
        assertThat(receiveText(first)).isEqualTo("m0");

        first.close();

        Session other = connect().createSession();
        assertThat(receiveTexts(other.createConsumer(queue), 19))
                .isEqualTo(texts("m", 20).subList(1, 20));
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // Closing a session
    @Section("6.2.15")
    @Test
    void closedSessionReturnsWhatItsConsumersPrefetched() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        send(session, session.createProducer(queue), texts("m", 20).toArray(String[]::new));
        assertThat(receiveText(consumer)).isEqualTo("m0");

        session.close();

        broker.awaitConsumers(queue.getQueueName(), 0);
        Session other = connection.createSession();
        assertThat(receiveTexts(other.createConsumer(queue), 19))
                .isEqualTo(texts("m", 20).subList(1, 20));
    }

    // Creating Destination objects
    @Section({"6.2.3", "4.1.4"})
    @ParameterizedTest
    @ValueSource(strings = {"a b", "orders/2024", "Grüße.ß.日本", "x-y_z", "50%", "a:b", "back\\slash"})
    void takesUnusualNames(String suffix) throws Exception {
        Session session = connect().createSession();
        String name = name() + suffix;
        Queue queue = session.createQueue(name);
        assertThat(queue.getQueueName()).isEqualTo(name);
        MessageConsumer consumer = session.createConsumer(queue);
        send(session, session.createProducer(queue), "there");

        Message message = receive(consumer);

        assertThat(textOf(message)).isEqualTo("there");
        assertThat(((Queue) message.getJMSDestination()).getQueueName()).isEqualTo(name);
        assertThat(broker.hasQueue(name)).isTrue();
    }

    // Producers
    @Section("7.1")
    @Test
    void producerWithoutDestinationIsToldItAtEachSend() throws Exception {
        Session session = connect().createSession();
        Queue one = session.createQueue(name());
        Queue two = session.createQueue(name());
        MessageProducer producer = session.createProducer(null);
        assertThat(producer.getDestination()).isNull();

        producer.send(one, session.createTextMessage("one"));
        producer.send(two, session.createTextMessage("two"));

        assertThat(receiveText(session.createConsumer(one))).isEqualTo("one");
        assertThat(receiveText(session.createConsumer(two))).isEqualTo("two");
    }

    // and the descriptions of MessageProducer.send
    @Section("7.1")
    @Test
    void producerRefusesSendsThatDoNotFitIt() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageProducer anonymous = session.createProducer(null);
        MessageProducer bound = session.createProducer(queue);
        Message message = session.createMessage();

        assertThat(bound.getDestination()).isEqualTo(queue);
        assertThatThrownBy(() -> anonymous.send(message)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> anonymous.send(null, message)).isInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> bound.send(queue, message)).isInstanceOf(UnsupportedOperationException.class);
    }

    // InvalidDestinationException
    @Section("10.3")
    @Test
    void consumerNeedsDestination() throws Exception {
        Session session = connect().createSession();

        assertThatThrownBy(() -> session.createConsumer(null)).isInstanceOf(InvalidDestinationException.class);
    }

    // and the descriptions of close
    @Section({"6.2.15", "8.8"})
    @Test
    void closedProducersAndConsumersRefuseEverythingButClose() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);

        producer.close();
        producer.close();
        consumer.close();
        consumer.close();

        assertIllegalState(() -> producer.send(session.createMessage()));
        assertIllegalState(producer::getDeliveryMode);
        assertIllegalState(() -> producer.setTimeToLive(1));
        assertIllegalState(consumer::receive);
        assertIllegalState(consumer::receiveNoWait);
        assertIllegalState(consumer::getMessageListener);
        assertIllegalState(() -> consumer.setMessageListener(message -> {}));
    }

    // Optimized message implementations: any session sends any message
    @Section("6.2.4")
    @Test
    void sendsMessagesOfOtherSessionsAndConnections() throws Exception {
        Session making = connect().createSession();
        Session sending = connect().createSession();
        Queue queue = sending.createQueue(name());

        sending.createProducer(queue).send(making.createTextMessage("foreign"));
        making.close();

        assertThat(receiveText(sending.createConsumer(queue))).isEqualTo("foreign");
    }

    // Provider implementations of message interfaces
    @OnlyOn(BrokerKind.ARTEMIS)
    @Section("3.12")
    @Test
    void sendsMessagesOfOtherProviders() throws Exception {
        Provider.onlyStompest("the foreign one is Artemis's own");
        Provider artemis = new Provider(BrokerKind.ARTEMIS.shared());
        Connection foreign = track(artemis.artemis().createConnection());
        jakarta.jms.TextMessage message = foreign.createSession().createTextMessage("foreign");
        message.setIntProperty("n", 7);
        message.setJMSType("kind");
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());

        session.createProducer(queue).send(message);

        Message received = receive(session.createConsumer(queue));
        assertThat(textOf(received)).isEqualTo("foreign");
        assertThat(received.getIntProperty("n")).isEqualTo(7);
        assertThat(received.getJMSType()).isEqualTo("kind");
        assertThat(received.getJMSMessageID()).isEqualTo(message.getJMSMessageID());
    }
}
