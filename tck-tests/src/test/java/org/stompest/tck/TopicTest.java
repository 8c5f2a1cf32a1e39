package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/** Topics and their unshared non-durable subscriptions: sections 4.2 and 8.3.1. */
@Section({"4.2", "8.3.1"})
class TopicTest extends JmsTest {
    // Topic semantics
    @Section("4.2.2")
    @Test
    void everySubscriberGetsEveryMessageInOrder() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer one = session.createConsumer(topic);
        MessageConsumer two = session.createConsumer(topic);
        Session other = connect().createSession();
        MessageConsumer three = other.createConsumer(topic);

        send(session, session.createProducer(topic), texts("m", 50).toArray(String[]::new));

        assertThat(receiveTexts(one, 50)).isEqualTo(texts("m", 50));
        assertThat(receiveTexts(two, 50)).isEqualTo(texts("m", 50));
        assertThat(receiveTexts(three, 50)).isEqualTo(texts("m", 50));
    }

    // only while the consumer exists
    @Section("8.3.1")
    @Test
    void subscriptionLivesAsLongAsItsConsumer() throws Exception {
        Session session = connect().createSession();
        Topic topic = session.createTopic(name());
        MessageProducer producer = session.createProducer(topic);
        send(session, producer, "too early");
        MessageConsumer first = session.createConsumer(topic);
        send(session, producer, "first");
        assertThat(receiveText(first)).isEqualTo("first");
        send(session, producer, "not fetched");

        first.close();
        broker.awaitConsumers(topic.getTopicName(), 0);
        send(session, producer, "nobody there");
        MessageConsumer second = session.createConsumer(topic);
        send(session, producer, "second");

        assertThat(receiveText(second)).isEqualTo("second");
    }

    // nothing of it stays behind
    @Section("8.3.1")
    @Test
    void closedSubscriptionLeavesNoQueue() throws Exception {
        Session session = connect().createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer consumer = session.createConsumer(topic);
        assertThat(broker.subscriptionsOf(topic.getTopicName())).isEqualTo(1);

        consumer.close();

        String name = topic.getTopicName();
        await().atMost(SOON).until(() -> broker.subscriptionsOf(name) == 0);
    }

    // the subscription exists when createConsumer returns
    @Section("8.3.1")
    @Test
    void missesNothingSentRightAfterSubscribing() throws Exception {
        Session session = connect().createSession();
        Session sending = connect().createSession();
        for (int i = 0; i < 20; i++) {
            Topic topic = session.createTopic(name());
            MessageConsumer consumer = session.createConsumer(topic);
            send(sending, sending.createProducer(topic), "at once");
            assertThat(receiveText(consumer)).isEqualTo("at once");
        }
    }

    // noLocal
    @Section("8.3.1")
    @Test
    void noLocalLeavesOutMessagesOfTheOwnConnection() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer deaf = session.createConsumer(topic, null, true);
        MessageConsumer hearing = session.createConsumer(topic, null, false);
        Session sibling = connection.createSession();
        Session other = connect().createSession();

        send(sibling, sibling.createProducer(topic), "own");
        send(other, other.createProducer(topic), "other");

        assertThat(receiveTexts(hearing, 2)).containsExactly("own", "other");
        assertThat(receiveText(deaf)).isEqualTo("other");
    }

    // noLocal and a selector together
    @Section("8.3.1")
    @Test
    void noLocalAndSelectorFilterTogether() throws Exception {
        Session session = connect().createSession();
        Topic topic = session.createTopic(name());
        // Artemis's own client forgets the parentheses around an OR
        String selector = Provider.isStompest() ? "n = 1 OR n = 2" : "n > 0";
        MessageConsumer consumer = session.createConsumer(topic, selector, true);
        Session other = connect().createSession();
        for (Session sending : new Session[] {session, other}) {
            for (int i = 0; i < 3; i++) {
                Message message = sending.createTextMessage((sending == session ? "own" : "other") + i);
                message.setIntProperty("n", i);
                sending.createProducer(topic).send(message);
            }
        }

        assertThat(receiveTexts(consumer, 2)).containsExactly("other1", "other2");
    }

    // noLocal and what is sent in a transaction
    @Section("8.3.1")
    @Test
    void noLocalLeavesOutWhatTheOwnConnectionCommits() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer deaf = session.createConsumer(topic, null, true);
        Session transacted = connection.createSession(Session.SESSION_TRANSACTED);
        Session other = connect().createSession();

        send(transacted, transacted.createProducer(topic), "own");
        transacted.commit();
        send(other, other.createProducer(topic), "other");

        assertThat(receiveText(deaf)).isEqualTo("other");
    }

    // a copy is a message of its own
    @Section("4.2.2")
    @Test
    void acknowledgingOneCopyLeavesTheOthers() throws Exception {
        Connection connection = connect();
        Session one = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Session two = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Topic topic = one.createTopic(name());
        MessageConsumer first = one.createConsumer(topic);
        MessageConsumer second = two.createConsumer(topic);
        send(one, one.createProducer(topic), "copy", "next");

        receive(first).acknowledge();
        assertThat(receiveText(second)).isEqualTo("copy");
        two.recover();

        assertThat(receiveTexts(second, 2)).containsExactly("copy", "next");
        assertThat(receiveText(first)).isEqualTo("next");
    }

    // the domains do not mix
    @Section({"4.1", "4.2"})
    @Test
    void topicAndQueueOfOneNameAreApart() throws Exception {
        Session session = connect().createSession();
        String name = name();
        Topic topic = session.createTopic(name);
        Queue queue = session.createQueue(name);
        MessageConsumer subscriber = session.createConsumer(topic);
        MessageConsumer receiver = session.createConsumer(queue);

        send(session, session.createProducer(topic), "to the topic");
        send(session, session.createProducer(queue), "to the queue");

        assertThat(receiveText(subscriber)).isEqualTo("to the topic");
        assertThat(receiveText(receiver)).isEqualTo("to the queue");
        assertNothingComes(subscriber);
        assertThat(receiver.receiveNoWait()).isNull();
    }

    // JMSDestination
    @Section("3.4.1")
    @Test
    void deliveredMessageKnowsItsTopic() throws Exception {
        Session session = connect().createSession();
        Topic topic = session.createTopic(name() + ".with:colon and blank");
        MessageConsumer consumer = session.createConsumer(topic);
        send(session, session.createProducer(topic), "x");

        Message message = receive(consumer);

        assertThat(message.getJMSDestination()).isInstanceOf(Topic.class);
        assertThat(((Topic) message.getJMSDestination()).getTopicName()).isEqualTo(topic.getTopicName());
    }

    // InvalidDestinationException
    @Section("10.3")
    @Test
    void subscriberNeedsTopic() throws Exception {
        Session session = connect("client-" + name()).createSession();

        assertThatThrownBy(() -> session.createConsumer(null, null, true))
                .isInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> session.createDurableConsumer(null, "sub"))
                .isInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> session.createSharedConsumer(null, "sub"))
                .isInstanceOf(InvalidDestinationException.class);
    }
}
