package org.stompest.jms.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stompest.jms.wire.Scripted.artemis;
import static org.stompest.jms.wire.Scripted.bye;
import static org.stompest.jms.wire.Scripted.connect;
import static org.stompest.jms.wire.Scripted.noReceipt;
import static org.stompest.testbroker.FrameMatcher.body;
import static org.stompest.testbroker.FrameMatcher.has;
import static org.stompest.testbroker.FrameMatcher.header;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;

class SendFramesTest {
    private final ScriptedBroker broker = new ScriptedBroker();

    @AfterEach
    void playedByTheScript() {
        broker.close();
    }

    private static MessageProducer producer(Session session, int mode) throws JMSException {
        MessageProducer producer = session.createProducer(session.createQueue("q"));
        producer.setDeliveryMode(mode);
        return producer;
    }

    @Test
    void onlyTheFirstNonPersistentMessageToADestinationHasAReceipt() throws Exception {
        Script script = artemis(broker)
                .expect("SEND", has("receipt"), body("one"))
                .receipt()
                .expect("SEND", noReceipt(), body("two"))
                .expect("SEND", noReceipt(), body("three"));
        bye(script);
        try (Connection connection = connect(broker);
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            MessageProducer producer = producer(session, DeliveryMode.NON_PERSISTENT);
            for (String text : List.of("one", "two", "three")) {
                producer.send(session.createTextMessage(text));
            }
        }
    }

    @Test
    void everyPersistentMessageIsWaitedForAndCarriesADuplicateId() throws Exception {
        Script script = artemis(broker).autoReceipts();
        for (String text : List.of("one", "two")) {
            script.expect("SEND", has("receipt"), has("_AMQ_DUPL_ID"), header("persistent", "true"), body(text));
        }
        bye(script);
        try (Connection connection = connect(broker);
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            MessageProducer producer = producer(session, DeliveryMode.PERSISTENT);
            producer.send(session.createTextMessage("one"));
            assertThat(broker.received("SEND")).hasSize(1);
            producer.send(session.createTextMessage("two"));
            assertThat(broker.received("SEND")).hasSize(2);
        }
    }

    @Test
    void aSendThatWasCutOffIsRepeatedWithTheSameDuplicateId() throws Exception {
        artemis(broker).expect("SEND").close();
        Script second = artemis(broker)
                .autoReceipts()
                .expect("BEGIN")
                .expect("ABORT")
                .expect("SEND")
                .expect("SEND", body("after"));
        bye(second);
        try (Connection connection = connect(broker);
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            MessageProducer producer = producer(session, DeliveryMode.PERSISTENT);
            producer.send(session.createTextMessage("one"));
            producer.send(session.createTextMessage("after"));
        }
        assertThat(broker.received("SEND"))
                .hasSize(3)
                .extracting(frame -> frame.header("_AMQ_DUPL_ID"))
                .doesNotContainNull()
                .satisfies(ids -> assertThat(ids.get(0)).isEqualTo(ids.get(1)));
    }

    @Test
    @Timeout(20)
    void aConnectionLostForGoodIsToldOnceAndEndsAllCalls() throws Exception {
        Script script = artemis(broker).expect("SUBSCRIBE").receipt();
        List<JMSException> told = new CopyOnWriteArrayList<>();
        try (Connection connection = new StompConnectionFactory(broker.uri()).createConnection()) {
            connection.setExceptionListener(told::add);
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Session sending = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
            CompletableFuture<Object> received = CompletableFuture.supplyAsync(() -> {
                try {
                    return String.valueOf(consumer.receive());
                } catch (JMSException e) {
                    return e;
                }
            });
            broker.stopListening();
            script.close();

            assertThat(received.get()).isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> producer(sending, DeliveryMode.PERSISTENT).send(sending.createMessage()))
                    .isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> sending.createConsumer(sending.createQueue("r")))
                    .isInstanceOf(JMSException.class);
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(told).hasSize(1));
        }
        assertThat(told).hasSize(1);
    }

    @Test
    void thePasscodeIsInNoLogAndNoException() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger("org.stompest");
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.list = new CopyOnWriteArrayList<>();
        appender.start();
        root.setLevel(Level.TRACE);
        root.addAppender(appender);
        StringBuilder all = new StringBuilder();
        try {
            broker.connection()
                    .expectConnect(header("passcode", "s3cr3t-word"))
                    .errorForLast("Security Error occurred")
                    .close();
            StompConnectionFactory factory =
                    new StompConnectionFactory(broker.uri() + "?jms.username=me&jms.password=s3cr3t-word");
            assertThatThrownBy(factory::createConnection)
                    .isInstanceOf(JMSSecurityException.class)
                    .satisfies(e -> all.append(print(e)));
            Script good = broker.connection()
                    .expectConnect(header("passcode", "s3cr3t-word"))
                    .connected("1.2", "server", "ActiveMQ-Artemis/2.44.0");
            bye(good);
            try (Connection connection = factory.createConnection("me", "s3cr3t-word")) {
                all.append(connection).append(factory);
            }
        } finally {
            root.detachAppender(appender);
            root.setLevel(before);
        }
        for (ILoggingEvent event : appender.list) {
            all.append(event.getFormattedMessage());
            if (event.getThrowableProxy() != null) {
                all.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
        assertThat(appender.list).isNotEmpty();
        assertThat(all.toString()).doesNotContain("s3cr3t-word");
    }

    private static String print(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
