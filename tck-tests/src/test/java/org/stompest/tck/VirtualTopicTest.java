package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Section;

/** What ActiveMQ Classic has in place of shared subscriptions: virtual topics. */
@OnlyOn(BrokerKind.CLASSIC)
@Section("8.3.4")
class VirtualTopicTest extends JmsTest {
    private final String sub = "sub-" + name().replace('.', '-');

    private Topic topic(Session session) throws JMSException {
        return session.createTopic("VirtualTopic." + name());
    }

    @Test
    void consumersOfASharedDurableSubscriptionShareItsMessages() throws Exception {
        Session one = connect().createSession();
        Session two = connect().createSession();
        Topic topic = topic(one);
        MessageConsumer first = one.createSharedDurableConsumer(topic, sub);
        MessageConsumer second = two.createSharedDurableConsumer(topic, sub);
        MessageConsumer all = one.createConsumer(topic);

        send(one, one.createProducer(topic), texts("m", 20).toArray(String[]::new));

        assertThat(receiveTexts(all, 20)).isEqualTo(texts("m", 20));
        List<String> shared = new ArrayList<>(receiveTexts(first, 10));
        shared.addAll(receiveTexts(second, 10));
        assertThat(shared).containsExactlyInAnyOrderElementsOf(texts("m", 20));
    }

    @Test
    void sharedDurableSubscriptionKeepsMessagesWhileNobodyListens() throws Exception {
        Session session = connect("client." + name()).createSession();
        Topic topic = topic(session);
        session.createSharedDurableConsumer(topic, "my.sub").close();
        send(session, session.createProducer(topic), "kept");

        Message message = receive(session.createSharedDurableConsumer(topic, "my.sub"));

        assertThat(textOf(message)).isEqualTo("kept");
        assertThat(message.getJMSDestination()).isEqualTo(topic);
    }

    @Test
    void clientIdsHaveSubscriptionsOfTheirOwn() throws Exception {
        Session none = connect().createSession();
        Session some = connect("client-" + name()).createSession();
        Topic topic = topic(none);
        MessageConsumer first = none.createSharedDurableConsumer(topic, sub);
        MessageConsumer second = some.createSharedDurableConsumer(topic, sub);

        send(none, none.createProducer(topic), "both");

        assertThat(receiveText(first)).isEqualTo("both");
        assertThat(receiveText(second)).isEqualTo("both");
    }

    @Test
    void selectorHoldsForTheSubscriptionAndLeavesNothingBehind() throws Exception {
        Session session = connect().createSession();
        Topic topic = topic(session);
        MessageConsumer consumer = session.createSharedDurableConsumer(topic, sub, "n > 1");
        MessageProducer producer = session.createProducer(topic);
        for (int n = 0; n < 4; n++) {
            TextMessage message = session.createTextMessage("m" + n);
            message.setIntProperty("n", n);
            producer.send(message);
        }

        assertThat(receiveTexts(consumer, 2)).containsExactly("m2", "m3");
        broker.awaitMessages("Consumer." + sub + "." + topic.getTopicName(), 0);
    }

    @Test
    void queueOfAVirtualTopicCanBeConsumedByItsOwnName() throws Exception {
        Session session = connect().createSession();
        Topic topic = topic(session);
        Queue queue = session.createQueue("Consumer.A." + topic.getTopicName());
        MessageConsumer consumer = session.createConsumer(queue);

        send(session, session.createProducer(topic), "copied");

        Message message = receive(consumer);
        assertThat(textOf(message)).isEqualTo("copied");
        assertThat(message.getJMSDestination()).isEqualTo(queue);
    }

    @Section({"8.3.2", "8.3.4"})
    @Test
    void otherTopicsCannotBeShared() throws Exception {
        Session session = connect("client-" + name()).createSession();
        Topic topic = session.createTopic(name());

        assertThatThrownBy(() -> session.createSharedDurableConsumer(topic, sub))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("VirtualTopic.")
                .hasMessageContaining(topic.getTopicName());
        assertThatThrownBy(() -> session.createSharedConsumer(topic, sub))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("VirtualTopic.");
    }

    @Section("8.3.2")
    @Test
    void subscriptionThatIsNotDurableCannotBeShared() throws Exception {
        Session session = connect().createSession();
        Topic topic = topic(session);

        assertThatThrownBy(() -> session.createSharedConsumer(topic, sub))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("shared durable");
    }

    @Test
    void sharedDurableSubscriptionCannotBeDeleted() throws Exception {
        Session session = connect("client-" + name()).createSession();
        session.createSharedDurableConsumer(topic(session), sub).close();

        assertThatThrownBy(() -> session.unsubscribe(sub))
                .isInstanceOf(InvalidDestinationException.class)
                .hasMessageContaining("administrator");
    }
}
