package org.stompest.jms.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stompest.jms.wire.Scripted.artemis;
import static org.stompest.jms.wire.Scripted.bye;
import static org.stompest.jms.wire.Scripted.message;
import static org.stompest.testbroker.FrameMatcher.body;
import static org.stompest.testbroker.FrameMatcher.header;

import jakarta.jms.Connection;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.testbroker.ScriptedBroker;

/** {@code failover.priorityBackup}: what is open moves to the preferred broker when that is back. */
class ReturnFramesTest {
    private final ScriptedBroker preferred = new ScriptedBroker();
    private final ScriptedBroker other = new ScriptedBroker();

    @BeforeEach
    void thePreferredBrokerIsDown() {
        preferred.stopListening();
    }

    @AfterEach
    void playedByTheScripts() {
        try (preferred;
                other) {
            assertThat(preferred.connections()).isEqualTo(1);
        }
    }

    private Connection connect() throws Exception {
        Connection connection = new StompConnectionFactory("failover:(" + preferred.uri() + "," + other.uri()
                        + ")?randomize=false&initialReconnectDelay=10&useExponentialBackOff=false"
                        + "&priorityBackup=true&priorityURIs=" + preferred.uri()
                        + "&jms.closeTimeout=5000&jms.sendTimeout=5000")
                .createConnection();
        connection.start();
        return connection;
    }

    @Test
    void anOpenTransactionIsPlayedAgainThereAndCommitted() throws Exception {
        CountDownLatch returned = new CountDownLatch(1);
        artemis(other)
                .autoReceipts()
                .expect("BEGIN")
                .expect("SEND", body("one"))
                .expect("DISCONNECT")
                .expectClose();
        bye(artemis(preferred)
                .autoReceipts()
                .expect("BEGIN")
                .expect("SEND", body("one"))
                .then(send -> returned.countDown())
                .expect("SEND", body("two"))
                .expect("COMMIT"));
        try (Connection connection = connect();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            MessageProducer producer = session.createProducer(session.createQueue("q"));
            producer.send(session.createTextMessage("one"));
            preferred.listenAgain();
            assertThat(returned.await(10, TimeUnit.SECONDS)).isTrue();

            producer.send(session.createTextMessage("two"));
            session.commit();
        }
    }

    @Test
    void aMessageThatWasNotAcknowledgedComesAgainAndIsHandedOutOnce() throws Exception {
        artemis(other)
                .autoReceipts()
                .expect("SUBSCRIBE")
                .reply(message("1", "a1", "m"))
                .expect("DISCONNECT")
                .expectClose();
        bye(artemis(preferred)
                .autoReceipts()
                .expect("SUBSCRIBE")
                .reply(message("1", "b1", "m"))
                .expect("ACK", header("id", "b1,1")));
        try (Connection connection = connect();
                Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE)) {
            MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
            TextMessage message = (TextMessage) consumer.receive(5000);
            preferred.listenAgain();
            preferred.awaitReceived(all -> all.size() == 2);

            assertThat(message.getText()).isEqualTo("m");
            message.acknowledge();
            assertThat(consumer.receive(100)).isNull();
        }
    }
}
