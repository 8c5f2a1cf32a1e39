package org.stompest.jms.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;

/** Messages that say what no broker says are handed out, can be read and sent on, and harm nothing around them. */
class ForgedMessageTest {
    private static final long WAIT = 10_000;
    private static final String LAST =
            "MESSAGE\nsubscription:1\nmessage-id:z,9\nack:z,9\ndestination:q\ntype:last\n\n\0";

    static Stream<Arguments> rows() {
        return ForgedMessage.all().stream()
                .flatMap(forged -> Arrays.stream(Enemy.values()).map(enemy -> Arguments.of(forged, enemy)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rows")
    void aForgedMessageIsReadAndTheConnectionGoesOn(ForgedMessage forged, Enemy enemy) throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Script script = enemy.next(broker).expect("SUBSCRIBE").receipt();
            script.replyRaw(forged.bytes()).replyRaw(LAST).autoReceipts().ignoringTheRest();
            script.expectClose();
            try (Connection connection = Enemy.connect(broker);
                    Session session = connection.createSession();
                    Session other = connection.createSession()) {
                MessageConsumer consumer = session.createConsumer(session.createQueue("q"));

                Message message = consumer.receive(WAIT);
                assertThat(message).isNotNull();
                Reading.everything(message);
                sendOn(message, session);

                assertThat(consumer.receive(WAIT).getJMSType()).isEqualTo("last");
                other.createProducer(other.createQueue("r")).send(other.createTextMessage("after"));
            }
            assertThat(broker.connections()).isEqualTo(1);
        }
    }

    /** What cannot be written is refused as JMS refuses. */
    private static void sendOn(Message message, Session session) throws JMSException {
        MessageProducer producer = session.createProducer(session.createQueue("next"));
        try {
            producer.send(message);
        } catch (JMSException e) {
            assertThat(e.getMessage()).containsAnyOf("queue://next", "JMSReplyTo");
        }
    }

    @ParameterizedTest
    @EnumSource(Enemy.class)
    void allOfThemGoThroughListenersAndTransactionsAndClientAcknowledge(Enemy enemy) throws Exception {
        List<ForgedMessage> all = ForgedMessage.all();
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Script script = enemy.next(broker).autoReceipts().expect("SUBSCRIBE");
            all.forEach(forged -> script.replyRaw(forged.bytes()));
            script.ignoring("ACK", "BEGIN", "ABORT").expect("SUBSCRIBE");
            all.forEach(forged -> script.replyRaw(asOfSubscription2(forged)));
            script.ignoringTheRest().expectClose();
            try (Connection connection = Enemy.connect(broker);
                    Session listening = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
                    Session transacted = connection.createSession(Session.SESSION_TRANSACTED)) {
                BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
                listening.createConsumer(listening.createQueue("q")).setMessageListener(message -> {
                    heard.add(message);
                    Reading.everything(message);
                });
                Message last = null;
                for (int i = 0; i < all.size(); i++) {
                    last = heard.poll(WAIT, TimeUnit.MILLISECONDS);
                    assertThat(last).as("message %s of %s", i + 1, all.size()).isNotNull();
                }
                last.acknowledge();

                MessageConsumer consumer = transacted.createConsumer(transacted.createQueue("q"));
                for (int round = 0; round < 2; round++) {
                    for (ForgedMessage forged : all) {
                        Message message = consumer.receive(WAIT);
                        assertThat(message).as(forged.name()).isNotNull();
                        Reading.everything(message);
                    }
                    if (round == 0) {
                        transacted.rollback();
                    }
                }
                transacted.commit();
            }
            assertThat(broker.connections()).isEqualTo(1);
        }
    }

    private static byte[] asOfSubscription2(ForgedMessage forged) {
        byte[] bytes = forged.bytes().clone();
        bytes["MESSAGE\nsubscription:".length()] = '2';
        return bytes;
    }
}
