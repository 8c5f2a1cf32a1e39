package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Lacks;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/** Shared subscriptions: sections 8.3.2 (non-durable) and 8.3.4 (durable). */
@Section("8.3.2")
class SharedConsumerTest extends JmsTest {
    private static final String NOT_SHARED = "over STOMP the broker has no shared subscriptions";
    private static final String VIRTUAL_TOPIC =
            "a shared durable subscription to a topic whose name begins with VirtualTopic., without a selector";

    private final String shared = "sub-" + name();

    /** Takes {@code count} messages from any of the consumers. */
    private static List<String> receiveFromAny(int count, MessageConsumer... consumers) {
        List<String> received = new ArrayList<>();
        await().atMost(SOON).until(() -> {
            for (MessageConsumer consumer : consumers) {
                for (Message message = consumer.receiveNoWait(); message != null; message = consumer.receiveNoWait()) {
                    received.add(textOf(message));
                }
            }
            return received.size() >= count;
        });
        return received;
    }

    // each message to one of the consumers, over connections too
    @Section("8.3.2")
    @Lacks(
            broker = BrokerKind.CLASSIC,
            because = SharedConsumerTest.NOT_SHARED,
            instead = SharedConsumerTest.VIRTUAL_TOPIC)
    @Test
    void consumersOfOneSubscriptionShareItsMessages() throws Exception {
        Session one = connect().createSession();
        Session two = connect().createSession();
        Topic topic = one.createTopic(name());
        MessageConsumer first = one.createSharedConsumer(topic, shared);
        MessageConsumer second = two.createSharedConsumer(topic, shared);
        MessageConsumer all = one.createConsumer(topic);
        assertThat(broker.subscriptionsOf(topic.getTopicName())).isEqualTo(2);

        send(one, one.createProducer(topic), texts("m", 40).toArray(String[]::new));

        assertThat(receiveTexts(all, 40)).isEqualTo(texts("m", 40));
        assertThat(receiveFromAny(40, first, second)).containsExactlyInAnyOrderElementsOf(texts("m", 40));
    }

    // gone with its last consumer
    @Section("8.3.2")
    @Lacks(
            broker = BrokerKind.CLASSIC,
            because = SharedConsumerTest.NOT_SHARED,
            instead = SharedConsumerTest.VIRTUAL_TOPIC)
    @Test
    void nonDurableOneLivesAsLongAsAConsumer() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Topic topic = session.createTopic(name());
        MessageProducer producer = session.createProducer(topic);
        MessageConsumer first = session.createSharedConsumer(topic, shared);
        MessageConsumer second = connection.createSession().createSharedConsumer(topic, shared);
        first.close();
        send(session, producer, "a");
        assertThat(receiveText(second)).isEqualTo("a");
        second.close();
        String name = topic.getTopicName();
        await().atMost(SOON).until(() -> broker.subscriptionsOf(name) == 0);
        send(session, producer, "nobody there");

        MessageConsumer third = session.createSharedConsumer(topic, shared);
        send(session, producer, "b");

        assertThat(receiveText(third)).isEqualTo("b");
    }

    // another topic or selector while it is in use
    @Section({"8.3.2", "8.3.4"})
    @Lacks(
            broker = BrokerKind.CLASSIC,
            because = SharedConsumerTest.NOT_SHARED,
            instead = SharedConsumerTest.VIRTUAL_TOPIC)
    @Test
    void refusesConsumersThatWantSomethingElse() throws Exception {
        Connection connection = connect("client-" + name());
        Session session = connection.createSession();
        Topic topic = session.createTopic(name());
        Topic other = session.createTopic(name());
        session.createSharedConsumer(topic, shared);
        MessageConsumer durable = session.createSharedDurableConsumer(topic, "durable", "n > 1");

        assertThatThrownBy(() -> session.createSharedConsumer(other, shared)).isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> session.createSharedConsumer(topic, shared, "n > 2"))
                .isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> session.createSharedDurableConsumer(other, "durable", "n > 1"))
                .isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> session.createSharedDurableConsumer(topic, "durable", "n > 2"))
                .isInstanceOf(JMSException.class);
        durable.close();
        session.unsubscribe("durable");
    }

    // gone with its last consumer, so its name is free for another topic at once
    @Section("8.3.2")
    @Lacks(
            broker = BrokerKind.CLASSIC,
            because = SharedConsumerTest.NOT_SHARED,
            instead = SharedConsumerTest.VIRTUAL_TOPIC)
    @Test
    void nameIsFreeForAnotherTopicAfterTheLastConsumer() throws Exception {
        Session session = connect().createSession();
        Topic topic = session.createTopic(name());
        Topic other = session.createTopic(name());
        session.createSharedConsumer(topic, shared).close();

        MessageConsumer consumer = session.createSharedConsumer(other, shared);
        send(session, session.createProducer(topic), "to the first topic");
        send(session, session.createProducer(other), "to the other");

        assertThat(receiveText(consumer)).isEqualTo("to the other");
    }

    // keeps messages while nobody listens, with a client id
    @Section("8.3.4")
    @Lacks(
            broker = BrokerKind.CLASSIC,
            because = SharedConsumerTest.NOT_SHARED,
            instead = SharedConsumerTest.VIRTUAL_TOPIC)
    @Test
    void durableOneCollectsMessagesWhileInactive() throws Exception {
        durableCollectsWhileInactive(connect("client-" + name()).createSession(), "sub");
    }

    // the client id is optional
    @Section("8.3.4")
    @Lacks(
            broker = BrokerKind.CLASSIC,
            because = SharedConsumerTest.NOT_SHARED,
            instead = SharedConsumerTest.VIRTUAL_TOPIC)
    @Test
    void durableOneNeedsNoClientId() throws Exception {
        durableCollectsWhileInactive(connect().createSession(), name());
    }

    private void durableCollectsWhileInactive(Session session, String subscription) throws JMSException {
        Topic topic = session.createTopic(name());
        MessageProducer producer = session.createProducer(topic);
        MessageConsumer first = session.createSharedDurableConsumer(topic, subscription);
        MessageConsumer second = session.createSharedDurableConsumer(topic, subscription);
        send(session, producer, "a", "b");
        assertThat(receiveFromAny(2, first, second)).containsExactlyInAnyOrder("a", "b");
        first.close();
        second.close();
        send(session, producer, "c", "d");

        MessageConsumer again = session.createSharedDurableConsumer(topic, subscription);

        assertThat(receiveTexts(again, 2)).containsExactly("c", "d");
        again.close();
        session.unsubscribe(subscription);
        assertThat(broker.subscriptionsOf(topic.getTopicName())).isZero();
    }

    // a durable and a non-durable one may have the same name
    @Section("8.3.2")
    @Lacks(
            broker = BrokerKind.CLASSIC,
            because = SharedConsumerTest.NOT_SHARED,
            instead = SharedConsumerTest.VIRTUAL_TOPIC)
    @Test
    void durableAndNonDurableOfOneNameAreApart() throws Exception {
        Session session = connect("client-" + name()).createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer shared = session.createSharedConsumer(topic, "sub");
        MessageConsumer durable = session.createSharedDurableConsumer(topic, "sub");

        send(session, session.createProducer(topic), "both");

        assertThat(receiveText(shared)).isEqualTo("both");
        assertThat(receiveText(durable)).isEqualTo("both");
        durable.close();
        session.unsubscribe("sub");
    }

    // shared and unshared durable ones may not have the same name
    @Section("8.3.4")
    @Lacks(
            broker = BrokerKind.CLASSIC,
            because = SharedConsumerTest.NOT_SHARED,
            instead = SharedConsumerTest.VIRTUAL_TOPIC)
    @Test
    void sharedAndUnsharedDurableOfOneNameExcludeEachOther() throws Exception {
        Provider.onlyStompest("Artemis mixes them");
        Session session = connect("client-" + name()).createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer alone = session.createDurableConsumer(topic, "alone");
        MessageConsumer together = session.createSharedDurableConsumer(topic, "together");

        assertThatThrownBy(() -> session.createSharedDurableConsumer(topic, "alone"))
                .isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> session.createDurableConsumer(topic, "together"))
                .isInstanceOf(JMSException.class);
        alone.close();
        together.close();
        session.unsubscribe("alone");
        session.unsubscribe("together");
    }

    // with a selector
    @Section("8.3.2")
    @Lacks(
            broker = BrokerKind.CLASSIC,
            because = SharedConsumerTest.NOT_SHARED,
            instead = SharedConsumerTest.VIRTUAL_TOPIC)
    @Test
    void selectorFiltersForAllConsumers() throws Exception {
        Session session = connect().createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer first = session.createSharedConsumer(topic, shared, "n >= 10");
        MessageConsumer second = session.createSharedConsumer(topic, shared, "n >= 10");
        MessageProducer producer = session.createProducer(topic);
        for (int i = 0; i < 20; i++) {
            TextMessage message = session.createTextMessage("m" + i);
            message.setIntProperty("n", i);
            producer.send(message);
        }

        assertThat(receiveFromAny(10, first, second))
                .containsExactlyInAnyOrderElementsOf(texts("m", 20).subList(10, 20));
    }

    // what one consumer leaves unacknowledged goes to the others
    @Section({"4.2.2", "6.2.15"})
    @Lacks(
            broker = BrokerKind.CLASSIC,
            because = SharedConsumerTest.NOT_SHARED,
            instead = SharedConsumerTest.VIRTUAL_TOPIC)
    @Test
    void unacknowledgedMessagesGoToTheOtherConsumers() throws Exception {
        Connection connection = connect();
        Session one = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Topic topic = one.createTopic(name());
        MessageConsumer first = one.createSharedConsumer(topic, shared);
        send(one, one.createProducer(topic), "a", "b", "c");
        receiveTexts(first, 2);
        MessageConsumer second = connection.createSession().createSharedConsumer(topic, shared);

        one.close();

        assertThat(receiveTexts(second, 3)).containsExactlyInAnyOrder("a", "b", "c");
    }

    // what Classic has in their place
    @Section("8.3.4")
    @OnlyOn(BrokerKind.CLASSIC)
    @Test
    void durableOneOfAVirtualTopicCollectsMessagesForAllConnections() throws Exception {
        Session session = connect().createSession();
        Topic topic = session.createTopic("VirtualTopic." + name());
        session.createSharedDurableConsumer(topic, shared).close();
        send(session, session.createProducer(topic), "a", "b");

        MessageConsumer first = connect().createSession().createSharedDurableConsumer(topic, shared);
        MessageConsumer second = session.createSharedDurableConsumer(topic, shared);

        assertThat(receiveFromAny(2, first, second)).containsExactlyInAnyOrder("a", "b");
    }

    @Section({"8.3.2", "8.3.4"})
    @OnlyOn(BrokerKind.CLASSIC)
    @Test
    void whatClassicCannotShareIsRefusedWithWhatItCan() throws Exception {
        Session session = connect("client-" + name()).createSession();
        Topic topic = session.createTopic(name());

        assertThatThrownBy(() -> session.createSharedConsumer(topic, shared))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("VirtualTopic.");
        assertThatThrownBy(() -> session.createSharedConsumer(topic, shared, "n = 1"))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("VirtualTopic.");
        assertThatThrownBy(() -> session.createSharedDurableConsumer(topic, shared))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("VirtualTopic.");
        assertThatThrownBy(() -> session.createSharedConsumer(session.createTopic("VirtualTopic." + name()), shared))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("durable");
    }
}
