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
import jakarta.jms.Topic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Section;

/** Every name that a broker can have for a destination comes back as it was given; the others are refused. */
@Section({"5.2", "6.2.3"})
class DestinationNamesTest extends JmsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.b.c",
                "a/b/c",
                "/queue/a",
                "/topic/a",
                "queue/a",
                "a b",
                " a ",
                "a:b:c",
                "a::b",
                "back\\slash",
                "back\\n",
                "Grüße.ß.日本.🎈",
                "50%",
                "%2C",
                "a=b&c;d",
                "a?b",
                "a+b-c_d~e",
                "(a)[b]{c}",
                "'a'\"b\"",
                "a|b^c`d",
                "a@b!c$d",
                "queue://a",
                "topic://a",
                "temp-queue://a",
                "tab\there",
                "a<b",
                "a_b-c.d1"
            })
    void nameComesBackInDestinationAndReplyTo(String suffix) throws Exception {
        Session session = connect().createSession();
        for (String name : new String[] {name() + suffix, suffix + name()}) {
            Queue queue = session.createQueue(name);
            Topic topic = session.createTopic(name + 't');
            if (refusedBy(session, queue)) {
                continue;
            }
            MessageConsumer onQueue = session.createConsumer(queue);
            MessageConsumer onTopic = session.createConsumer(topic);
            Message message = session.createTextMessage(name);
            message.setJMSReplyTo(topic);
            session.createProducer(queue).send(message);
            message.setJMSReplyTo(queue);
            session.createProducer(topic).send(message);

            Message fromQueue = receive(onQueue);
            assertThat(fromQueue.getJMSDestination()).isEqualTo(queue);
            assertThat(((Queue) fromQueue.getJMSDestination()).getQueueName()).isEqualTo(name);
            assertThat(fromQueue.getJMSReplyTo()).isEqualTo(topic);
            assertThat(((Topic) fromQueue.getJMSReplyTo()).getTopicName()).isEqualTo(name + 't');
            Message fromTopic = receive(onTopic);
            assertThat(fromTopic.getJMSDestination()).isEqualTo(topic);
            assertThat(fromTopic.getJMSReplyTo()).isEqualTo(queue);
            assertThat(broker.hasQueue(name)).isTrue();
            onQueue.close();
            onTopic.close();
        }
    }

    // what Classic drops is refused at once, and by every call
    @ParameterizedTest
    @ValueSource(strings = {"a?consumer.prefetchSize=1", " a", "a "})
    @OnlyOn(BrokerKind.CLASSIC)
    void nameThatWouldNotComeBackIsRefused(String name) throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name);
        MessageProducer producer = session.createProducer(null);

        assertThatThrownBy(() -> session.createProducer(queue))
                .isInstanceOf(InvalidDestinationException.class)
                .hasMessageContaining(name);
        assertThatThrownBy(() -> producer.send(queue, session.createMessage()))
                .isInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> session.createConsumer(queue)).isInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> session.createBrowser(queue)).isInstanceOf(InvalidDestinationException.class);
    }

    @ParameterizedTest
    @NullAndEmptySource
    void namesAreNotEmpty(String name) throws Exception {
        Session session = connect().createSession();

        assertThatThrownBy(() -> session.createQueue(name)).isInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> session.createTopic(name)).isInstanceOf(InvalidDestinationException.class);
    }

    private boolean refusedBy(Session session, Queue queue) {
        try {
            session.createProducer(queue).close();
            return false;
        } catch (InvalidDestinationException refused) {
            assertThat(refused).hasMessageContaining(queue.toString());
            return true;
        } catch (JMSException e) {
            throw new AssertionError("refused in another way", e);
        }
    }
}
