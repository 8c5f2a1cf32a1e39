package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;

/**
 * Durable and shared subscriptions that another client has made: what one JVM remembers is of no use there. The other client is
 * one that knows the broker by another address.
 */
@Section({"8.3.3", "8.3.4"})
class SubscriptionsOfOthersTest extends JmsTest {
    private final String clientId = "client-" + name();

    private Connection elsewhere(String id) throws JMSException {
        StompConnectionFactory factory =
                new StompConnectionFactory(broker.stompUri().replace("127.0.0.1", "localhost"));
        factory.setClientID(id);
        Connection connection = track(factory.createConnection());
        connection.start();
        return connection;
    }

    private static Message colored(Session session, String text, String color) throws JMSException {
        Message message = session.createTextMessage(text);
        message.setStringProperty("color", color);
        return message;
    }

    /** Makes a subscription for red messages, which holds one, and closes the connection. */
    private Topic madeByAnother() throws JMSException {
        Connection other = elsewhere(clientId);
        Session session = other.createSession();
        Topic topic = session.createTopic(name());
        session.createDurableConsumer(topic, "sub", "color = 'red'", false).close();
        session.createProducer(topic).send(colored(session, "kept", "red"));
        other.close();
        return topic;
    }

    @Test
    void unchangedSubscriptionKeepsItsMessages() throws Exception {
        Topic topic = madeByAnother();
        Session session = connect(clientId).createSession();

        MessageConsumer consumer = session.createDurableConsumer(topic, "sub", "color = 'red'", false);

        assertThat(receiveText(consumer)).isEqualTo("kept");
        consumer.close();
        session.unsubscribe("sub");
    }

    @Test
    void anotherSelectorReplacesIt() throws Exception {
        Topic topic = madeByAnother();
        Session session = connect(clientId).createSession();

        MessageConsumer consumer = session.createDurableConsumer(topic, "sub", "color = 'blue'", false);

        MessageProducer producer = session.createProducer(topic);
        producer.send(colored(session, "not wanted", "red"));
        producer.send(colored(session, "wanted", "blue"));
        assertThat(receiveText(consumer)).isEqualTo("wanted");
        consumer.close();
        session.unsubscribe("sub");
    }

    @Test
    void noSelectorReplacesIt() throws Exception {
        Topic topic = madeByAnother();
        Session session = connect(clientId).createSession();

        MessageConsumer consumer = session.createDurableConsumer(topic, "sub");

        session.createProducer(topic).send(colored(session, "any", "green"));
        assertThat(receiveText(consumer)).isEqualTo("any");
        consumer.close();
        session.unsubscribe("sub");
    }

    @Test
    void anotherTopicReplacesIt() throws Exception {
        Topic topic = madeByAnother();
        Session session = connect(clientId).createSession();
        Topic other = session.createTopic(name());

        MessageConsumer consumer = session.createDurableConsumer(other, "sub", "color = 'red'", false);

        session.createProducer(topic).send(colored(session, "left behind", "red"));
        session.createProducer(other).send(colored(session, "moved", "red"));
        assertThat(receiveText(consumer)).isEqualTo("moved");
        if (kind == BrokerKind.ARTEMIS) { // Classic leaves a trace at the old topic
            assertThat(broker.subscriptionsOf(topic.getTopicName())).isZero();
        }
        consumer.close();
        session.unsubscribe("sub");
    }

    @Test
    void noLocalReplacesIt() throws Exception {
        Topic topic = madeByAnother();
        Session session = connect(clientId).createSession();

        MessageConsumer consumer = session.createDurableConsumer(topic, "sub", "color = 'red'", true);

        session.createProducer(topic).send(colored(session, "own", "red"));
        Session other = connect().createSession();
        other.createProducer(topic).send(colored(other, "of another", "red"));
        assertThat(receiveText(consumer)).isEqualTo("of another");
        consumer.close();
        session.unsubscribe("sub");
    }

    @Test
    void unsubscribeDeletesItAndOnlyOnce() throws Exception {
        Topic topic = madeByAnother();
        Session session = connect(clientId).createSession();

        session.unsubscribe("sub");

        assertThat(broker.subscriptionsOf(topic.getTopicName())).isZero();
        assertThatThrownBy(() -> session.unsubscribe("sub")).isInstanceOf(InvalidDestinationException.class);
    }

    // to be noticed if another connection has it
    @Section("6.1.2")
    @Test
    void clientIdOfAnotherIsRefusedAndFreeWhenItHasClosed() throws Exception {
        Connection other = elsewhere(clientId);
        Connection connection = connection();

        assertThatThrownBy(() -> connection.setClientID(clientId)).isInstanceOf(InvalidClientIDException.class);
        assertThatThrownBy(() -> provider.factoryWithClientId(clientId).createConnection())
                .isInstanceOf(InvalidClientIDException.class);

        other.close();
        connection.setClientID(clientId);
        assertThat(connection.getClientID()).isEqualTo(clientId);
        connection.start();
    }

    @Section("6.1.2")
    @Test
    void connectionWhoseClientIdWasRefusedTakesAnother() throws Exception {
        elsewhere(clientId);
        Connection connection = connection();
        assertThatThrownBy(() -> connection.setClientID(clientId)).isInstanceOf(InvalidClientIDException.class);

        connection.setClientID(clientId + "-2");

        Session session = connection.createSession();
        session.createDurableConsumer(session.createTopic(name()), "sub").close();
        session.unsubscribe("sub");
    }
}
