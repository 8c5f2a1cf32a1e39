package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.TestBroker;

/** Durable and shared subscriptions of a user who may not use the broker's management. */
@OnlyOn(BrokerKind.ARTEMIS)
class SubscriptionsWithoutManagementTest extends JmsTest {
    private Connection guest(String clientId) throws JMSException {
        Provider.onlyStompest("Artemis's own client asks for no management");
        Connection connection =
                track(provider.factory("guest", TestBroker.GUEST_PASSWORD).createConnection());
        if (clientId != null) {
            connection.setClientID(clientId);
        }
        connection.start();
        return connection;
    }

    @Test
    void durableOneCollectsMessagesAndIsDeleted() throws Exception {
        Session session = guest("client-" + name()).createSession();
        Topic topic = session.createTopic(name());
        session.createDurableConsumer(topic, "sub").close();
        send(session, session.createProducer(topic), "kept");

        MessageConsumer consumer = session.createDurableConsumer(topic, "sub");

        assertThat(receiveText(consumer)).isEqualTo("kept");
        consumer.close();
        session.unsubscribe("sub");
        assertThat(broker.subscriptionsOf(topic.getTopicName())).isZero();
    }

    @Test
    void changeIsNoticedInTheJvmThatMadeIt() throws Exception {
        Session session = guest("client-" + name()).createSession();
        Topic topic = session.createTopic(name());
        session.createDurableConsumer(topic, "sub", "n = 1", false).close();

        MessageConsumer consumer = session.createDurableConsumer(topic, "sub");

        send(session, session.createProducer(topic), "no n");
        assertThat(receiveText(consumer)).isEqualTo("no n");
        consumer.close();
        session.unsubscribe("sub");
    }

    @Test
    void sharedOneIsShared() throws Exception {
        Connection connection = guest(null);
        Session session = connection.createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer first = session.createSharedConsumer(topic, "sub-" + name(), "n IS NULL");
        MessageProducer producer = session.createProducer(topic);

        send(session, producer, "a", "b");

        assertThat(receiveTexts(first, 2)).containsExactly("a", "b");
        assertThat(broker.subscriptionsOf(topic.getTopicName())).isEqualTo(1);
    }

    @Test
    void sharedDurableOneWithoutClientIdIsRefusedWithTheReason() throws Exception {
        Connection connection = guest(null);
        Session session = connection.createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer other = session.createConsumer(topic);

        assertThatThrownBy(() -> session.createSharedDurableConsumer(topic, name()))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("client id")
                .hasMessageContaining("manage");
        assertThatThrownBy(() -> session.unsubscribe(name()))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("client id");

        send(session, session.createProducer(topic), "alive");
        assertThat(receiveText(other)).isEqualTo("alive");
    }
}
