package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.EmbeddedArtemis;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;
import org.stompest.tck.support.TestBroker;

/** Shared subscriptions over connections, which must agree on what they share. */
@OnlyOn(BrokerKind.ARTEMIS)
class SharedSubscriptionsOfOthersTest extends JmsTest {
    private final String shared = "sub-" + name();

    private static void sendNumbers(Session session, Topic topic, int... numbers) throws JMSException {
        MessageProducer producer = session.createProducer(topic);
        for (int number : numbers) {
            TextMessage message = session.createTextMessage("m" + number);
            message.setIntProperty("n", number);
            producer.send(message);
        }
    }

    @Section("8.3.4")
    @Test
    void durableOneWithoutClientIdIsKnownToAllConnections() throws Exception {
        Connection first = connect();
        Session session = first.createSession();
        Topic topic = session.createTopic(name());
        session.createSharedDurableConsumer(topic, shared, "n > 1").close();
        first.close();
        Session sending = connect().createSession();
        sendNumbers(sending, topic, 1, 2, 3);

        MessageConsumer consumer = connect().createSession().createSharedDurableConsumer(topic, shared, "n > 1");

        assertThat(receiveTexts(consumer, 2)).containsExactly("m2", "m3");
        consumer.close();
        sending.unsubscribe(shared);
        assertThat(broker.subscriptionsOf(topic.getTopicName())).isZero();
    }

    @Section("8.3.4")
    @Test
    void unsubscribeOfOneInUseByAnotherConnectionFails() throws Exception {
        Session session = connect().createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer consumer = session.createSharedDurableConsumer(topic, shared);
        Session other = connect().createSession();

        assertThatThrownBy(() -> other.unsubscribe(shared)).isInstanceOf(JMSException.class);

        sendNumbers(session, topic, 1);
        assertThat(receiveText(consumer)).isEqualTo("m1");
        consumer.close();
        other.unsubscribe(shared);
        assertThatThrownBy(() -> other.unsubscribe(shared)).isInstanceOf(InvalidDestinationException.class);
    }

    @Section("8.3.4")
    @Test
    void durableOneInUseCannotBeHadWithAnotherDefinition() throws Exception {
        Session session = connect().createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer consumer = session.createSharedDurableConsumer(topic, shared, "n > 1");
        Session other = connect().createSession();

        assertThatThrownBy(() -> other.createSharedDurableConsumer(topic, shared, "n > 2"))
                .isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> other.createSharedDurableConsumer(topic, shared))
                .isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> other.createSharedDurableConsumer(other.createTopic(name()), shared, "n > 1"))
                .isInstanceOf(JMSException.class);

        sendNumbers(session, topic, 1, 2);
        assertThat(receiveText(consumer)).isEqualTo("m2");
        consumer.close();
        session.unsubscribe(shared);
    }

    @Section("8.3.4")
    @Test
    void durableOneNotInUseIsReplacedByAnotherDefinition() throws Exception {
        Connection first = connect();
        Session session = first.createSession();
        Topic topic = session.createTopic(name());
        session.createSharedDurableConsumer(topic, shared, "n > 1").close();
        sendNumbers(session, topic, 2);
        first.close();
        Session other = connect().createSession();

        MessageConsumer consumer = other.createSharedDurableConsumer(topic, shared, "n > 2");

        sendNumbers(other, topic, 2, 3);
        assertThat(receiveText(consumer)).isEqualTo("m3");
        consumer.close();
        other.unsubscribe(shared);
    }

    @Section({"8.3.3", "8.3.4"})
    @Test
    void sharedAndUnsharedDurableExcludeEachOtherWithoutConsumersToo() throws Exception {
        Provider.onlyStompest("Artemis mixes them");
        Session session = connect("client-" + name()).createSession();
        Topic topic = session.createTopic(name());
        session.createDurableConsumer(topic, "alone").close();
        session.createSharedDurableConsumer(topic, "together").close();

        assertThatThrownBy(() -> session.createSharedDurableConsumer(topic, "alone"))
                .isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> session.createDurableConsumer(topic, "together"))
                .isInstanceOf(JMSException.class);
        session.unsubscribe("alone");
        session.unsubscribe("together");
    }

    @Section("8.3.2")
    @Test
    void nonDurableOneInUseCannotBeHadWithAnotherDefinition() throws Exception {
        Session session = connect().createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer consumer = session.createSharedConsumer(topic, shared, "n > 1");
        Session other = connect().createSession();

        assertThatThrownBy(() -> other.createSharedConsumer(topic, shared, "n > 2"))
                .isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> other.createSharedConsumer(other.createTopic(name()), shared, "n > 1"))
                .isInstanceOf(JMSException.class);

        sendNumbers(session, topic, 1, 2);
        assertThat(receiveText(consumer)).isEqualTo("m2");
        consumer.close();
        MessageConsumer next = other.createSharedConsumer(topic, shared, "n > 2");
        sendNumbers(session, topic, 2, 3);
        assertThat(receiveText(next)).isEqualTo("m3");
    }

    // deleted, with what it holds, when the last consumer has gone
    @Section("8.3.2")
    @Test
    void nonDurableOneKeepsNothingWhileItHasNoConsumer() throws Exception {
        Session session = connect().createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer first = session.createSharedConsumer(topic, shared);
        sendNumbers(session, topic, 1);
        first.close();
        sendNumbers(session, topic, 2);

        MessageConsumer second = connect().createSession().createSharedConsumer(topic, shared);
        sendNumbers(session, topic, 3);

        assertThat(receiveText(second)).isEqualTo("m3");
    }

    @Section("8.3.2")
    @Test
    void selectorOfANonDurableOneIsTheBrokers() throws Exception {
        Session session = connect().createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer consumer = session.createSharedConsumer(topic, shared, "n > 8");
        sendNumbers(session, topic, 1, 2, 3, 9);
        assertThat(receiveText(consumer)).isEqualTo("m9");

        String queue = artemis().queuesOf(topic.getTopicName()).iterator().next();

        assertThat(artemis().messagesEver(queue)).isEqualTo(1);
    }

    @Section({"8.3.2", "8.3.4"})
    @Test
    void clientsMayMakeOneAtTheSameTime() throws Exception {
        Topic topic = connect().createSession().createTopic(name());
        List<Callable<MessageConsumer>> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Session session = connect().createSession();
            clients.add(() -> session.createSharedConsumer(topic, shared, "n > 1"));
            Session another = connect().createSession();
            clients.add(() -> another.createSharedDurableConsumer(topic, shared, "n > 1"));
        }
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());
        try {
            for (Future<MessageConsumer> made : threads.invokeAll(clients)) {
                made.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(broker.subscriptionsOf(topic.getTopicName())).isEqualTo(2);
        assertThat(broker.consumersOf(topic.getTopicName())).isEqualTo(clients.size());
    }

    // both go on after a reconnect, and others can join
    @Section({"8.3.2", "8.3.4"})
    @Test
    void reconnectedConsumersShareWhatTheyShared() throws Exception {
        Provider.onlyStompest("of our own failover");
        try (EmbeddedArtemis own = new EmbeddedArtemis()) {
            String uri = "failover:(" + own.stompUri() + ")?initialReconnectDelay=10";
            Connection connection = track(new StompConnectionFactory(uri).createConnection());
            connection.start();
            Session session = connection.createSession();
            Topic topic = session.createTopic(name());
            MessageConsumer passing = session.createSharedConsumer(topic, shared, "n > 1");
            MessageConsumer durable = session.createSharedDurableConsumer(topic, shared, "n > 1");

            own.dropStompConnections();

            sendNumbers(session, topic, 1, 2);
            assertThat(receiveText(durable)).isEqualTo("m2");
            assertThat(receiveText(passing)).isEqualTo("m2");
            Session other = connection.createSession();
            MessageConsumer second = other.createSharedConsumer(topic, shared, "n > 1");
            passing.close();
            sendNumbers(session, topic, 1, 3);
            assertThat(receiveText(second)).isEqualTo("m3");
            connection.close();
        }
    }

    // whose selectors are applied by themselves, as they cannot make the queue
    @Section("8.3.2")
    @Test
    void consumersWithAndWithoutManagementShareOne() throws Exception {
        Provider.onlyStompest("Artemis's own client asks for no management");
        Connection guest =
                track(provider.factory("guest", TestBroker.GUEST_PASSWORD).createConnection());
        guest.start();
        Session session = guest.createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer first = session.createSharedConsumer(topic, shared, "n > 1");
        MessageConsumer second = connect().createSession().createSharedConsumer(topic, shared, "n > 1");
        first.close();

        sendNumbers(session, topic, 1, 2);

        assertThat(receiveText(second)).isEqualTo("m2");
    }

    // a queue of that name is somebody else's
    @Section("8.3.4")
    @Test
    void queueOfTheNameIsLeftAlone() throws Exception {
        Provider.onlyStompest("Artemis's own client does not look");
        Session session = connect().createSession();
        Queue queue = session.createQueue(shared.replace('.', '-'));
        send(session, session.createProducer(queue), "precious");

        assertThatThrownBy(() -> session.createSharedDurableConsumer(session.createTopic(name()), queue.getQueueName()))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("queue");
        assertThatThrownBy(() -> session.unsubscribe(queue.getQueueName()))
                .isInstanceOf(InvalidDestinationException.class);

        assertThat(receiveText(session.createConsumer(queue))).isEqualTo("precious");
    }
}
