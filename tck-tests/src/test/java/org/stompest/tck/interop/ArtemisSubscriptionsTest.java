package org.stompest.tck.interop;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.OnlyOn;

/** An application that changes from Artemis's own JMS client finds the durable subscriptions that this has made. */
@OnlyOn(BrokerKind.ARTEMIS)
class ArtemisSubscriptionsTest extends JmsTest {
    private Session session(ConnectionFactory factory, String clientId) throws JMSException {
        Connection connection = track(factory.createConnection());
        if (clientId != null) {
            connection.setClientID(clientId);
        }
        connection.start();
        return connection.createSession();
    }

    private static void sendNumber(Session session, Topic topic, int number) throws JMSException {
        MessageProducer producer = session.createProducer(topic);
        TextMessage message = session.createTextMessage("m" + number);
        message.setIntProperty("n", number);
        producer.send(message);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"none,false", "none,true", "n > 4,false", "n > 4,true", "JMSPriority = 4 AND n > 4,false"})
    void durableSubscriptionGoesOnWithItsMessages(String selector, boolean noLocal) throws Exception {
        String clientId = "client-" + name();
        Topic topic;
        try (Connection artemis = provider.artemis().createConnection()) {
            artemis.setClientID(clientId);
            Session session = artemis.createSession();
            topic = session.createTopic(name());
            session.createDurableConsumer(topic, "my.sub", selector, noLocal).close();
        }
        sendNumber(session(provider.artemis(), null), topic, 8);

        Session ours = session(provider.factory(), clientId);
        MessageConsumer consumer = ours.createDurableConsumer(topic, "my.sub", selector, noLocal);

        assertThat(receiveText(consumer)).isEqualTo("m8");
        Session sending = session(provider.factory(), null);
        sendNumber(sending, topic, 9);
        assertThat(receiveText(consumer)).isEqualTo("m9");
        consumer.close();
        ours.unsubscribe("my.sub");
        assertThat(broker.subscriptionsOf(topic.getTopicName())).isZero();
    }

    @Test
    void sharedDurableSubscriptionIsSharedWithArtemissClient() throws Exception {
        Session artemis = session(provider.artemis(), null);
        Topic topic = artemis.createTopic(name());
        String subscription = name();
        MessageConsumer theirs = artemis.createSharedDurableConsumer(topic, subscription);
        Session ours = session(provider.factory(), null);
        MessageConsumer consumer = ours.createSharedDurableConsumer(topic, subscription);
        assertThat(broker.subscriptionsOf(topic.getTopicName())).isEqualTo(1);
        theirs.close();

        sendNumber(artemis, topic, 1);

        assertThat(receiveText(consumer)).isEqualTo("m1");
        consumer.close();
        ours.unsubscribe(subscription);
    }
}
