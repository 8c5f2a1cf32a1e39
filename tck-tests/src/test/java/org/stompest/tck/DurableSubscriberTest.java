package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;

/** Unshared durable subscriptions: section 8.3.3. */
@Section("8.3.3")
class DurableSubscriberTest extends JmsTest {
    private final String clientId = "client-" + name();

    // keeps messages while nobody listens
    @Section({"8.3.3", "4.2.11"})
    @Test
    void collectsMessagesWhileInactive() throws Exception {
        Connection connection = connect(clientId);
        Session session = connection.createSession();
        Topic topic = session.createTopic(name());
        MessageProducer producer = session.createProducer(topic);
        send(session, producer, "before the subscription");
        MessageConsumer consumer = session.createDurableConsumer(topic, "sub");
        send(session, producer, "a");
        assertThat(receiveText(consumer)).isEqualTo("a");
        consumer.close();

        send(session, producer, "b", "c");

        MessageConsumer again = session.createDurableConsumer(topic, "sub");
        assertThat(receiveTexts(again, 2)).containsExactly("b", "c");
        again.close();
        session.unsubscribe("sub");
    }

    // over connections of the same client id
    @Section("8.3.3")
    @Test
    void outlivesItsConnection() throws Exception {
        Connection first = connect(clientId);
        Session session = first.createSession();
        Topic topic = session.createTopic(name());
        session.createDurableConsumer(topic, "sub");
        first.close();
        Session sending = connect().createSession();
        send(sending, sending.createProducer(topic), texts("m", 30).toArray(String[]::new));

        Connection second = connect(clientId);
        Session later = second.createSession();
        MessageConsumer consumer = later.createDurableConsumer(topic, "sub");
        assertThat(receiveTexts(consumer, 30)).isEqualTo(texts("m", 30));
        consumer.close();
        later.unsubscribe("sub");
    }

    // names belong to the client id
    @Section("8.3.3")
    @Test
    void sameNameOfOtherClientIsAnotherSubscription() throws Exception {
        Session one = connect(clientId).createSession();
        Session two = connect(clientId + "-2").createSession();
        Topic topic = one.createTopic(name());
        MessageConsumer first = one.createDurableConsumer(topic, "sub");
        MessageConsumer second = two.createDurableConsumer(topic, "sub");

        send(one, one.createProducer(topic), "both");

        assertThat(receiveText(first)).isEqualTo("both");
        assertThat(receiveText(second)).isEqualTo("both");
        first.close();
        second.close();
        one.unsubscribe("sub");
        two.unsubscribe("sub");
    }

    // unsubscribe deletes it with all that it holds
    @Section("8.3.3")
    @Test
    void unsubscribeDeletesIt() throws Exception {
        Session session = connect(clientId).createSession();
        Topic topic = session.createTopic(name());
        MessageProducer producer = session.createProducer(topic);
        session.createDurableConsumer(topic, "sub").close();
        send(session, producer, "thrown away");
        assertThat(broker.subscriptionsOf(topic.getTopicName())).isEqualTo(1);

        session.unsubscribe("sub");

        assertThat(broker.subscriptionsOf(topic.getTopicName())).isZero();
        MessageConsumer consumer = session.createDurableConsumer(topic, "sub");
        send(session, producer, "new");
        assertThat(receiveText(consumer)).isEqualTo("new");
        consumer.close();
        session.unsubscribe("sub");
    }

    // not while it has a consumer
    @Section("8.3.3")
    @Test
    void unsubscribeOfActiveSubscriptionFails() throws Exception {
        Session session = connect(clientId).createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer consumer = session.createDurableConsumer(topic, "sub");

        assertThatThrownBy(() -> session.unsubscribe("sub")).isInstanceOf(JMSException.class);

        send(session, session.createProducer(topic), "alive");
        assertThat(receiveText(consumer)).isEqualTo("alive");
        consumer.close();
        session.unsubscribe("sub");
    }

    // the description of unsubscribe
    @Section("8.3.3")
    @Test
    void unsubscribeOfUnknownSubscriptionFails() throws Exception {
        Session session = connect(clientId).createSession();

        assertThatThrownBy(() -> session.unsubscribe("unknown")).isInstanceOf(InvalidDestinationException.class);
    }

    // one active consumer only
    @Section("8.3.3")
    @Test
    void secondConsumerIsRefused() throws Exception {
        Connection connection = connect(clientId);
        Session session = connection.createSession();
        Session sibling = connection.createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer consumer = session.createDurableConsumer(topic, "sub");

        assertThatThrownBy(() -> sibling.createDurableConsumer(topic, "sub")).isInstanceOf(JMSException.class);

        consumer.close();
        sibling.createDurableConsumer(topic, "sub").close();
        session.unsubscribe("sub");
    }

    // needs a client id
    @Section("8.3.3")
    @Test
    void connectionWithoutClientIdHasNone() throws Exception {
        Session session = connect().createSession();
        Topic topic = session.createTopic(name());

        assertIllegalState(() -> session.createDurableConsumer(topic, "sub"));
        assertIllegalState(() -> session.createDurableSubscriber(topic, "sub"));
    }

    // with a selector
    @Section("8.3.3")
    @Test
    void selectorFiltersWhileInactiveToo() throws Exception {
        Session session = connect(clientId).createSession();
        Topic topic = session.createTopic(name());
        MessageProducer producer = session.createProducer(topic);
        session.createDurableConsumer(topic, "sub", "n > 4 AND ok", false).close();
        for (int i = 0; i < 8; i++) {
            TextMessage message = session.createTextMessage("m" + i);
            message.setIntProperty("n", i);
            message.setBooleanProperty("ok", i != 6);
            producer.send(message);
        }

        MessageConsumer consumer = session.createDurableConsumer(topic, "sub", "n > 4 AND ok", false);

        assertThat(receiveTexts(consumer, 2)).containsExactly("m5", "m7");
        assertThat(consumer.receiveNoWait()).isNull();
        consumer.close();
        session.unsubscribe("sub");
    }

    // another selector or topic makes a new subscription of the old name
    @Section("8.3.3")
    @Test
    void changedSelectorOrTopicReplacesIt() throws Exception {
        Session session = connect(clientId).createSession();
        Topic topic = session.createTopic(name());
        Topic other = session.createTopic(name());
        MessageProducer producer = session.createProducer(null);
        session.createDurableConsumer(topic, "sub", "color = 'red'", false).close();
        producer.send(topic, colored(session, "old", "red"));

        MessageConsumer blue = session.createDurableConsumer(topic, "sub", "color = 'blue'", false);
        producer.send(topic, colored(session, "not wanted", "red"));
        producer.send(topic, colored(session, "wanted", "blue"));
        assertThat(receiveText(blue)).isEqualTo("wanted");
        blue.close();

        MessageConsumer moved = session.createDurableConsumer(other, "sub");
        producer.send(topic, colored(session, "left behind", "blue"));
        producer.send(other, colored(session, "moved", "red"));
        assertThat(receiveText(moved)).isEqualTo("moved");
        moved.close();
        session.unsubscribe("sub");
        assertThat(broker.subscriptionsOf(topic.getTopicName())).isZero();
        assertThat(broker.subscriptionsOf(other.getTopicName())).isZero();
    }

    private static Message colored(Session session, String text, String color) throws JMSException {
        Message message = session.createTextMessage(text);
        message.setStringProperty("color", color);
        return message;
    }

    // noLocal
    @Section("8.3.3")
    @Test
    void noLocalLeavesOutMessagesOfTheOwnConnection() throws Exception {
        Session session = connect(clientId).createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer consumer = session.createDurableConsumer(topic, "sub", null, true);
        Session other = connect().createSession();

        send(session, session.createProducer(topic), "own");
        send(other, other.createProducer(topic), "other");

        assertThat(receiveText(consumer)).isEqualTo("other");
        consumer.close();
        session.unsubscribe("sub");
    }

    // noLocal: nor those of any other connection with the same client id
    @Section("8.3.3")
    @Test
    void noLocalLeavesOutMessagesOfEarlierConnectionsOfTheClient() throws Exception {
        Connection first = connect(clientId);
        Session session = first.createSession();
        Topic topic = session.createTopic(name());
        session.createDurableConsumer(topic, "sub", "n IS NULL", true).close();
        first.close();
        Connection second = connect(clientId);
        Session sending = second.createSession(Session.SESSION_TRANSACTED);
        send(sending, sending.createProducer(topic), "own");
        sending.commit();
        second.close();
        Session other = connect().createSession();
        send(other, other.createProducer(topic), "other");

        Session third = connect(clientId).createSession();
        MessageConsumer consumer = third.createDurableConsumer(topic, "sub", "n IS NULL", true);

        assertThat(receiveText(consumer)).isEqualTo("other");
        consumer.close();
        third.unsubscribe("sub");
    }

    // a temporary topic ends with the connection
    @Section({"6.2.2", "8.3.3", "8.3.4"})
    @Test
    void temporaryTopicHasNoDurableSubscriptions() throws Exception {
        Session session = connect(clientId).createSession();
        Topic topic = session.createTemporaryTopic();

        assertThatThrownBy(() -> session.createDurableConsumer(topic, "sub"))
                .isInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> session.createDurableSubscriber(topic, "sub", "n = 1", true))
                .isInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> session.createSharedDurableConsumer(topic, "sub"))
                .isInstanceOf(InvalidDestinationException.class);
    }

    // what is not acknowledged keeps it
    @Section("8.3.3")
    @Test
    void unsubscribeWithUnacknowledgedMessagesFails() throws Exception {
        Session session = connect(clientId).createSession(Session.SESSION_TRANSACTED);
        Topic topic = session.createTopic(name());
        MessageConsumer consumer = session.createDurableConsumer(topic, "sub");
        send(session, session.createProducer(topic), "a");
        session.commit();
        assertThat(receiveText(consumer)).isEqualTo("a");
        consumer.close();

        assertThatThrownBy(() -> session.unsubscribe("sub")).isInstanceOf(JMSException.class);

        session.rollback();
        MessageConsumer again = session.createDurableConsumer(topic, "sub");
        assertThat(receiveText(again)).isEqualTo("a");
        session.commit();
        again.close();
        session.unsubscribe("sub");
    }

    // a change is illegal while it is in use
    @Section("8.3.3")
    @Test
    void changedSelectorOfActiveOneIsRefused() throws Exception {
        Connection connection = connect(clientId);
        Session session = connection.createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer consumer = session.createDurableConsumer(topic, "sub", "n IS NULL", false);

        assertThatThrownBy(() -> connection.createSession().createDurableConsumer(topic, "sub", "n = 1", false))
                .isInstanceOf(JMSException.class);

        send(session, session.createProducer(topic), "alive");
        assertThat(receiveText(consumer)).isEqualTo("alive");
        consumer.close();
        session.unsubscribe("sub");
    }

    // names with characters that have a meaning to somebody
    @Section("4.2.4")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "quote'd",
                "\"double\"",
                "back\\slash",
                "colon:ed",
                "a::b",
                "#",
                "*",
                "\u00e4\u20ac",
                "a/b?c=d&e"
            })
    void namesMayHaveAnyCharacter(String name) throws Exception {
        Session session = connect(clientId).createSession();
        Topic topic = session.createTopic(name());
        session.createDurableConsumer(topic, name, null, true).close();
        Session other = connect().createSession();
        send(other, other.createProducer(topic), "kept");

        MessageConsumer consumer = session.createDurableConsumer(topic, name, null, true);

        assertThat(receiveText(consumer)).isEqualTo("kept");
        consumer.close();
        session.unsubscribe(name);
        assertThat(broker.subscriptionsOf(topic.getTopicName())).isZero();
    }

    // the subscriber of the older API is the same thing
    @Section("8.3.3")
    @Test
    void topicSubscriberKnowsItsTopicAndOptions() throws Exception {
        Session session = connect(clientId).createSession();
        Topic topic = session.createTopic(name());
        TopicSubscriber subscriber = session.createDurableSubscriber(topic, "sub", "n = 1", true);

        assertThat(subscriber.getTopic()).isEqualTo(topic);
        assertThat(subscriber.getNoLocal()).isTrue();
        assertThat(subscriber.getMessageSelector()).startsWith("n = 1"); // Artemis adds its noLocal to it
        subscriber.close();
        session.unsubscribe("sub");

        TopicSubscriber plain = session.createDurableSubscriber(topic, "plain");
        assertThat(plain.getNoLocal()).isFalse();
        assertThat(plain.getMessageSelector()).isNull();
        send(session, session.createProducer(topic), "a");
        assertThat(receiveText(plain)).isEqualTo("a");
        plain.close();
        session.unsubscribe("plain");
    }

    // Subscription name characters and length
    @Section("4.2.4")
    @Test
    void namesMayBeLongAndHaveDotsAndDashes() throws Exception {
        Session session = connect(clientId).createSession();
        Topic topic = session.createTopic(name());
        String name = "Sub_scription.with-Dots" + "x".repeat(105);
        assertThat(name).hasSize(128);
        session.createDurableConsumer(topic, name).close();
        send(session, session.createProducer(topic), "kept");

        MessageConsumer consumer = session.createDurableConsumer(topic, name);

        assertThat(receiveText(consumer)).isEqualTo("kept");
        consumer.close();
        session.unsubscribe(name);
    }
}
