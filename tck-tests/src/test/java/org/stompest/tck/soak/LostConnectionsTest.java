package org.stompest.tck.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.SoakSize;
import org.stompest.tck.support.TestBroker;
import org.stompest.testbroker.FaultProxy;

/**
 * A connection whose sockets are lost again and again while its sessions are in the middle of their work: nothing of the lost
 * ones is left, in this JVM or at the broker. How often is {@link SoakSize}.
 */
@Isolated("counts what is in the JVM")
@Timeout(value = 8, unit = TimeUnit.HOURS)
class LostConnectionsTest extends JmsTest {
    private static final int TIMES = Math.max(1, SoakSize.connections());
    private static final int WARM = 10;

    /** How one connection is lost, in the middle of a round. */
    private interface Loss {
        void happen() throws JMSException;
    }

    /** Sessions of one connection, each with something open whenever the connection is lost. */
    private final class Work {
        private final Session plain;
        private final MessageProducer producer;
        private final Queue listened;
        private final AtomicInteger heard = new AtomicInteger();
        private final Session client;
        private final Queue held;
        private final MessageConsumer holding;
        private final Session transacted;
        private final MessageConsumer taking;
        private final MessageProducer moving;
        private final TemporaryQueue kept;
        private final MessageConsumer keptConsumer;

        private final boolean holds;
        private Message inHands;

        /** Work that holds messages when the connection is lost, or only what it has sent. */
        Work(Connection connection, boolean holds) throws JMSException {
            this.holds = holds;
            plain = connection.createSession();
            producer = plain.createProducer(null);
            Session listening = connection.createSession();
            listened = listening.createQueue("listened");
            listening.createConsumer(listened).setMessageListener(message -> heard.incrementAndGet());
            client = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
            held = client.createQueue("held");
            holding = client.createConsumer(held);
            transacted = connection.createSession(Session.SESSION_TRANSACTED);
            Queue moved = transacted.createQueue("moved");
            taking = transacted.createConsumer(moved);
            moving = transacted.createProducer(moved);
            plain.createConsumer(plain.createTopic("news"));
            kept = plain.createTemporaryQueue();
            keptConsumer = plain.createConsumer(kept);
            if (holds) {
                producer.send(moved, plain.createTextMessage("moved"));
            }
        }

        private void take(int number) throws JMSException {
            producer.send(held, plain.createTextMessage("held" + number));
            inHands = receive(holding);
            receiveText(taking);
        }

        void round(int number, Loss loss) throws JMSException {
            if (holds) {
                take(number);
            }
            moving.send(transacted.createTextMessage("moved"));
            TemporaryQueue brief = plain.createTemporaryQueue();
            MessageConsumer consumer = plain.createConsumer(brief);

            loss.happen();

            int before = heard.get();
            producer.send(listened, plain.createTextMessage("l" + number));
            await().atMost(SOON).pollInterval(TestBroker.OFTEN).until(() -> heard.get() > before);
            if (!holds) {
                transacted.commit();
                take(number);
            }
            inHands.acknowledge();
            transacted.commit();
            producer.send(brief, plain.createTextMessage("brief"));
            receiveText(consumer);
            consumer.close();
            brief.delete();
            producer.send(kept, plain.createTextMessage("kept"));
            receiveText(keptConsumer);
        }
    }

    private void lose(String what, Work work, Loss loss) throws JMSException {
        for (int i = 0; i < WARM; i++) {
            work.round(i, loss);
        }
        Footprint before = Footprint.of(broker);
        long start = System.nanoTime();
        for (int i = 0; i < TIMES; i++) {
            work.round(i, loss);
        }
        before.awaitAgain(what, broker, TIMES, System.nanoTime() - start);
        broker.awaitMessages("held", 0);
        assertThat(broker.messages("moved")).isEqualTo(work.holds ? 1 : 0);
    }

    /**
     * An Artemis without a journal now and then keeps a message for a consumer that has gone with its connection: it counts as
     * being delivered, is nobody's, and comes to nobody. So nothing of it is held here.
     */
    @Test
    void cutByTheNetwork() throws Exception {
        useOwnBroker();
        FaultProxy proxy = track(FaultProxy.to(URI.create(broker.stompUri()).getPort()));
        Connection connection =
                track(new StompConnectionFactory("failover:(tcp://127.0.0.1:" + proxy.port() + ")").createConnection());
        connection.start();
        lose("connections cut", new Work(connection, kind == BrokerKind.CLASSIC), proxy::cut);
    }

    @OnlyOn(BrokerKind.ARTEMIS) // ActiveMQ Classic goes on after such an ERROR
    @Test
    void replacedBecauseOfAnErrorOfOneCaller() throws Exception {
        useOwnBroker();
        Connection connection =
                track(provider.factory("guest", TestBroker.GUEST_PASSWORD).createConnection());
        connection.start();
        Session careless = connection.createSession();
        MessageProducer producer = careless.createProducer(careless.createQueue("forbidden.q"));
        lose(
                "replaced connections",
                new Work(connection, true),
                () -> assertThatThrownBy(() -> send(careless, producer, "x")).isInstanceOf(JMSSecurityException.class));
    }
}
