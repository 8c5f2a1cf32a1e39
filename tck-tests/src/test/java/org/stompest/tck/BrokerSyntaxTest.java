package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Destination;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Section;

/** Names that stand for several destinations, in the syntax of each broker. */
@Section("4.2.6")
class BrokerSyntaxTest extends JmsTest {
    private String anyWord() {
        return "*";
    }

    private String anyWords() {
        return kind == BrokerKind.CLASSIC ? ">" : "#";
    }

    @Test
    void oneWordOfATopicMayBeAny() throws Exception {
        Session session = connect().createSession();
        String base = name();
        MessageConsumer consumer = session.createConsumer(session.createTopic(base + "." + anyWord() + ".c"));
        Topic one = session.createTopic(base + ".a.c");
        Topic two = session.createTopic(base + ".b.c");

        send(session, session.createProducer(session.createTopic(base + ".a.d")), "not this");
        send(session, session.createProducer(session.createTopic(base + ".a.b.c")), "nor this");
        send(session, session.createProducer(one), "one");
        send(session, session.createProducer(two), "two");

        assertComes("one", one, consumer);
        assertComes("two", two, consumer);
    }

    @Test
    void restOfATopicMayBeAny() throws Exception {
        Session session = connect().createSession();
        String base = name();
        MessageConsumer consumer = session.createConsumer(session.createTopic(base + "." + anyWords()));
        Topic one = session.createTopic(base + ".a");
        Topic two = session.createTopic(base + ".a.b.c");

        send(session, session.createProducer(session.createTopic(base + "x.a")), "not this");
        send(session, session.createProducer(one), "one");
        send(session, session.createProducer(two), "two");

        assertComes("one", one, consumer);
        assertComes("two", two, consumer);
    }

    private void assertComes(String text, Destination to, MessageConsumer consumer) throws Exception {
        Message message = receive(consumer);
        assertThat(textOf(message)).isEqualTo(text);
        assertThat(message.getJMSDestination()).isEqualTo(to);
    }

    @Test
    @OnlyOn(BrokerKind.CLASSIC)
    void classicConsumesFromSeveralQueues() throws Exception {
        Session session = connect().createSession();
        String base = name();
        Queue one = session.createQueue(base + ".a");
        Queue two = session.createQueue(base + ".b");
        send(session, session.createProducer(one), "one");
        send(session, session.createProducer(two), "two");

        MessageConsumer consumer = session.createConsumer(session.createQueue(base + ".>"));
        assertThat(receiveTexts(consumer, 2)).containsExactlyInAnyOrder("one", "two");
        broker.awaitMessages(one.getQueueName(), 0);
        broker.awaitMessages(two.getQueueName(), 0);
    }

    @Test
    @OnlyOn(BrokerKind.CLASSIC)
    void classicSendsToSeveralDestinationsOfBothKinds() throws Exception {
        Session session = connect().createSession();
        Queue one = session.createQueue(name());
        Queue two = session.createQueue(name());
        Topic topic = session.createTopic(name());
        MessageConsumer subscriber = session.createConsumer(topic);
        Queue all =
                session.createQueue(one.getQueueName() + "," + two.getQueueName() + ",topic://" + topic.getTopicName());

        send(session, session.createProducer(all), "for all");

        assertThat(receiveText(session.createConsumer(one))).isEqualTo("for all");
        assertThat(receiveText(session.createConsumer(two))).isEqualTo("for all");
        assertThat(receiveText(subscriber)).isEqualTo("for all");
    }

    @Test
    @OnlyOn(BrokerKind.CLASSIC)
    void classicConsumesFromAListOfQueues() throws Exception {
        Session session = connect().createSession();
        Queue one = session.createQueue(name());
        Queue two = session.createQueue(name());
        MessageConsumer consumer =
                session.createConsumer(session.createQueue(one.getQueueName() + "," + two.getQueueName()));

        send(session, session.createProducer(one), "one");
        send(session, session.createProducer(two), "two");

        assertThat(receiveTexts(consumer, 2)).containsExactlyInAnyOrder("one", "two");
        broker.awaitMessages(one.getQueueName(), 0);
        broker.awaitMessages(two.getQueueName(), 0);
    }

    // a comma is a character like others in a name of Artemis
    @Test
    @OnlyOn(BrokerKind.ARTEMIS)
    void artemisTakesAListForAName() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name() + ",b");
        MessageConsumer consumer = session.createConsumer(queue);

        send(session, session.createProducer(queue), "one name");

        assertComes("one name", queue, consumer);
    }

    // the name of a queue behind that of its address
    @Test
    @OnlyOn(BrokerKind.ARTEMIS)
    void artemisConsumesFromAQueueOfAnAddress() throws Exception {
        Session session = connect().createSession();
        Topic topic = session.createTopic(name());
        Topic queueOfIt = session.createTopic(topic.getTopicName() + "::" + name());
        MessageConsumer first = session.createConsumer(queueOfIt);

        send(session, session.createProducer(topic), "through the address");

        assertThat(receiveText(first)).isEqualTo("through the address");
    }
}
