package org.stompest.tck.full;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.EmbeddedArtemis;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Provider;

/** What a sender sees of an address that is full, by each of Artemis's policies, and that a consumer of its connection sees nothing. */
@OnlyOn(BrokerKind.ARTEMIS)
class ArtemisFullPoliciesTest extends JmsTest {
    private static final int LIMIT = 20;
    private static final String TEXT = "x".repeat(1000);

    private enum Limit {
        MESSAGES,
        BYTES;

        AddressSettings with(AddressFullMessagePolicy policy) {
            AddressSettings settings = new AddressSettings().setAddressFullMessagePolicy(policy);
            return this == MESSAGES
                    ? settings.setMaxSizeMessages(LIMIT)
                    : settings.setMaxSizeBytes(LIMIT * TEXT.length());
        }
    }

    /** Over the sender's connection a consumer of another queue works until the end. */
    private final class Bystander {
        private final Queue queue;
        private final Session outside = connect().createSession();
        private final List<String> received = new CopyOnWriteArrayList<>();
        private int sent;

        Bystander(Connection connection) throws JMSException {
            Session session = connection.createSession();
            queue = session.createQueue(name());
            session.createConsumer(queue).setMessageListener(message -> received.add(textOf(message)));
        }

        void assertUnharmed() throws JMSException {
            for (int i = 0; i < 3; i++) {
                outside.createProducer(queue).send(outside.createTextMessage("b" + sent++));
            }
            await().atMost(SOON).until(() -> received.size() == sent);
            assertThat(received).doesNotHaveDuplicates();
            broker.awaitMessages(queue.getQueueName(), 0);
        }
    }

    private Queue queue(Session session, AddressSettings settings) throws JMSException {
        String name = name();
        artemis().settings(name, settings);
        return session.createQueue(name);
    }

    /** {@return what was sent until the broker refused one, or all} */
    private static int sendUntilRefused(Session session, Queue queue, int most) throws JMSException {
        MessageProducer producer = session.createProducer(queue);
        for (int i = 0; i < most; i++) {
            try {
                producer.send(session.createTextMessage(TEXT));
            } catch (ResourceAllocationException refused) {
                assertThat(refused).hasMessageContaining(queue.getQueueName());
                return i;
            }
        }
        return most;
    }

    @ParameterizedTest
    @EnumSource
    void failRefusesAndWhatIsTakenMakesRoom(Limit limit) throws Exception {
        Connection connection = connect();
        Bystander bystander = new Bystander(connection);
        Session session = connection.createSession();
        Queue queue = queue(session, limit.with(AddressFullMessagePolicy.FAIL));
        int taken = sendUntilRefused(session, queue, 10 * LIMIT);
        assertThat(taken).isBetween(1, 10 * LIMIT - 1);
        assertThat(sendUntilRefused(session, queue, 1)).isZero();
        MessageConsumer consumer = session.createConsumer(queue);
        for (int i = 0; i < taken; i++) {
            receive(consumer);
        }
        assertNothingComes(consumer);
        broker.awaitMessages(queue.getQueueName(), 0);
        assertThat(sendUntilRefused(session, queue, 1)).isOne();
        receive(consumer);
        bystander.assertUnharmed();
    }

    @Test
    void failRollsATransactionBack() throws Exception {
        Connection connection = connect();
        Bystander bystander = new Bystander(connection);
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = queue(session, Limit.MESSAGES.with(AddressFullMessagePolicy.FAIL));
        MessageProducer producer = session.createProducer(queue);
        for (int i = 0; i < LIMIT; i++) {
            producer.send(session.createTextMessage(TEXT));
            session.commit();
        }
        assertThatThrownBy(() -> {
                    producer.send(session.createTextMessage("too much"));
                    session.commit();
                })
                .isInstanceOfAny(ResourceAllocationException.class, TransactionRolledBackException.class);
        session.rollback();
        assertThat(broker.messages(queue.getQueueName())).isEqualTo(LIMIT);
        bystander.assertUnharmed();
    }

    // The broker does not hold back who speaks STOMP: the address grows beyond its limit
    @Test
    void blockTakesAll() throws Exception {
        Connection connection = connect();
        Bystander bystander = new Bystander(connection);
        Session session = connection.createSession();
        Queue queue = queue(session, Limit.BYTES.with(AddressFullMessagePolicy.BLOCK));
        assertThat(sendUntilRefused(session, queue, 5 * LIMIT)).isEqualTo(5 * LIMIT);
        broker.awaitMessages(queue.getQueueName(), 5 * LIMIT);
        bystander.assertUnharmed();
    }

    // The broker confirms what it drops: nobody can know
    @Test
    void dropLosesWithoutAWord() throws Exception {
        Connection connection = connect();
        Bystander bystander = new Bystander(connection);
        Session session = connection.createSession();
        Queue queue = queue(session, Limit.MESSAGES.with(AddressFullMessagePolicy.DROP));
        assertThat(sendUntilRefused(session, queue, 2 * LIMIT)).isEqualTo(2 * LIMIT);
        assertThat(broker.messages(queue.getQueueName())).isLessThan(2 * LIMIT);
        bystander.assertUnharmed();
    }

    @Test
    void pageKeepsAllInOrder(@TempDir Path directory) throws Exception {
        broker = track(EmbeddedArtemis.paging(directory));
        provider = new Provider(broker);
        Connection connection = connect();
        Bystander bystander = new Bystander(connection);
        Session session = connection.createSession();
        Queue queue = queue(session, Limit.BYTES.with(AddressFullMessagePolicy.PAGE));
        MessageProducer producer = session.createProducer(queue);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 5 * LIMIT; i++) {
            texts.add(i + TEXT);
            producer.send(session.createTextMessage(i + TEXT));
        }
        assertThat(receiveTexts(session.createConsumer(queue), texts.size())).isEqualTo(texts);
        bystander.assertUnharmed();
    }

    @Test
    void aFullPageRefuses(@TempDir Path directory) throws Exception {
        broker = track(EmbeddedArtemis.paging(directory));
        provider = new Provider(broker);
        Connection connection = connect();
        Bystander bystander = new Bystander(connection);
        Session session = connection.createSession();
        Queue queue = queue(
                session,
                Limit.BYTES
                        .with(AddressFullMessagePolicy.PAGE)
                        .setPageLimitMessages(2L * LIMIT)
                        .setPageFullMessagePolicy(PageFullMessagePolicy.FAIL));
        assertThat(sendUntilRefused(session, queue, 10 * LIMIT)).isBetween(LIMIT, 10 * LIMIT - 1);
        bystander.assertUnharmed();
    }
}
