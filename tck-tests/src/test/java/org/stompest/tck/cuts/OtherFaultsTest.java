package org.stompest.tck.cuts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;
import org.stompest.testbroker.FaultProxy;

/** A transacted bridge and a sender, whose broker answers nothing, answers slowly, or is not to be reached for a while. */
@Section("10.3")
class OtherFaultsTest extends JmsTest {
    private final List<Exception> told = new CopyOnWriteArrayList<>();
    private FaultProxy proxy;
    private Connection connection;
    private Session session;
    private MessageConsumer consumer;
    private MessageProducer producer;
    private String in;
    private String out;

    @BeforeEach
    void connectThroughAProxy() {
        Provider.onlyStompest("promises more than the specification asks");
        useOwnBroker();
        proxy = track(FaultProxy.to(URI.create(broker.stompUri()).getPort()));
    }

    @AfterEach
    void thaw() {
        proxy.thaw();
    }

    private void open(String heartBeats) throws JMSException {
        connection = track(new StompConnectionFactory("failover:(tcp://127.0.0.1:" + proxy.port()
                        + ")?initialReconnectDelay=5&maxReconnectDelay=50&stomp.heartBeat=" + heartBeats
                        + "&jms.closeTimeout=1000")
                .createConnection());
        connection.setExceptionListener(told::add);
        connection.start();
        session = connection.createSession(Session.SESSION_TRANSACTED);
        in = name();
        out = name();
        Session outside = connect().createSession();
        send(
                outside,
                outside.createProducer(outside.createQueue(in)),
                texts("m", 4).toArray(String[]::new));
        consumer = session.createConsumer(session.createQueue(in));
        producer = session.createProducer(session.createQueue(out));
        move();
        session.commit();
        move();
    }

    private void move() throws JMSException {
        producer.send(receive(consumer));
    }

    /** Goes on with the open transaction, and has it all once in the end. */
    private void assertGoesOn() throws JMSException {
        try {
            move();
            session.commit();
        } catch (JMSException | AssertionError e) {
            Assumptions.assumeFalse(broker.untracked(in) > 0, "the broker has lost sight of a message");
            throw e;
        }
        move();
        session.commit();
        broker.awaitMessages(out, 4);
        Session outside = connect().createSession();
        List<String> moved = new ArrayList<>(receiveTexts(outside.createConsumer(outside.createQueue(out)), 4));
        assertThat(moved).isEqualTo(texts("m", 4));
        assertThat(told).isEmpty();
        connection.close(); // a broker must not be stopped while it still ends connections
        await().atMost(SOON).until(() -> proxy.openConnections() == 0 && broker.connectionCount() <= 2);
    }

    @Test
    void aFrozenBrokerIsNoticedByItsHeartBeatsAndAnotherConnectionTaken() throws Exception {
        open("0,300");
        int before = proxy.connections();
        proxy.freeze();
        await().atMost(SOON).until(() -> proxy.connections() > before);
        proxy.cut(); // what it has accepted while it was frozen
        proxy.thaw();
        assertGoesOn();
    }

    @Test
    void aSlowBrokerIsWaitedFor() throws Exception {
        open("0,0");
        proxy.throttle(4_000);
        proxy.delay(Duration.ofMillis(20));
        assertGoesOn();
        assertThat(proxy.connections()).isOne();
    }

    @Test
    void aBrokerThatRefusesForAWhileIsWaitedFor() throws Exception {
        open("0,0");
        MessageConsumer waiting = session.createConsumer(session.createQueue(name()));
        proxy.refuse(true);
        proxy.cut();
        assertThat(waiting.receive(300)).as("a receive keeps its time").isNull();
        proxy.refuse(false);
        assertGoesOn();
    }

    @Test
    void aConnectionThatIsClosedInGoodOrderByTheBrokerIsReplaced() throws Exception {
        open("0,0");
        proxy.hangUp();
        assertGoesOn();
    }
}
