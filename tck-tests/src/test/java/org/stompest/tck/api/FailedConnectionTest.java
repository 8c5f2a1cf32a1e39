package org.stompest.tck.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.jms.Connection;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.tck.support.BrokenServer;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Section;

/** After the broker has gone for good every call either does what needs no broker or is refused; none waits. */
@OnlyOn(BrokerKind.ARTEMIS)
@Section("6.1.7")
@Timeout(60)
class FailedConnectionTest extends ApiTest {
    private static final Pattern RECEIPT = Pattern.compile("\nreceipt:([^\n]*)");

    private BrokenServer server;
    private StompConnectionFactory factory;
    private Queue queue;

    @BeforeEach
    void serve() throws Exception {
        server = track(BrokenServer.that(FailedConnectionTest::confirmAll));
        factory = new StompConnectionFactory(server.uri());
        queue = connect().createSession().createQueue(name());
        samples.with(Message.class, connect().createSession().createTextMessage("text"));
    }

    private static void confirmAll(Socket socket) throws IOException {
        for (String frame = BrokenServer.readFrame(socket); !frame.isEmpty(); frame = BrokenServer.readFrame(socket)) {
            if (frame.contains("CONNECT\n") || frame.contains("STOMP\n")) {
                BrokenServer.write(socket, "CONNECTED\nversion:1.2\nserver:ActiveMQ-Artemis/2.44.0 test\n\n^@\n");
            }
            Matcher receipt = RECEIPT.matcher(frame);
            if (receipt.find()) {
                BrokenServer.write(socket, "RECEIPT\nreceipt-id:" + receipt.group(1) + "\n\n^@\n");
            }
        }
    }

    private void assertNothingWaits(ApiTable table, Object target) throws Exception {
        for (ApiRow row : table.rows().filter(row -> !isLocal(row)).toList()) {
            row.callWith(
                    target,
                    samples,
                    null,
                    (call, wanted, thrown, result, arguments) -> assertThat(thrown == null
                                    || thrown instanceof JMSException
                                    || thrown instanceof JMSRuntimeException)
                            .as(call + ": " + thrown)
                            .isTrue());
        }
        if (target instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    /** What is done at the end, and what has nothing to do with the broker. */
    private static boolean isLocal(ApiRow row) {
        return row.method().getName().matches("close|get.+Property");
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    void everythingOfAConnection(int mode) throws Exception {
        Connection connection = track(factory.createConnection());
        CompletableFuture<JMSException> heard = new CompletableFuture<>();
        connection.setExceptionListener(heard::complete);
        connection.start();
        Session session = connection.createSession(mode);
        MessageProducer bound = session.createProducer(queue);
        MessageProducer unbound = session.createProducer(null);
        MessageConsumer consumer = session.createConsumer(queue);
        QueueBrowser browser = session.createBrowser(queue);
        TemporaryQueue temporary = session.createTemporaryQueue();

        server.close();
        heard.get(WAIT, TimeUnit.MILLISECONDS);

        assertNothingWaits(ProducerTables.BROWSER, browser);
        assertNothingWaits(ProducerTables.CONSUMER, consumer);
        assertNothingWaits(ProducerTables.PRODUCER, bound);
        assertNothingWaits(ProducerTables.PRODUCER, unbound);
        assertThatExceptionOfType(JMSException.class).isThrownBy(temporary::delete);
        assertNothingWaits(ConnectionTables.SESSION, session);
        assertNothingWaits(ConnectionTables.CONNECTION, connection);
    }

    @ParameterizedTest
    @ValueSource(ints = {JMSContext.CLIENT_ACKNOWLEDGE, JMSContext.SESSION_TRANSACTED})
    void everythingOfAContext(int mode) throws Exception {
        JMSContext context = track(factory.createContext(mode));
        CompletableFuture<JMSException> heard = new CompletableFuture<>();
        context.setExceptionListener(heard::complete);
        JMSProducer producer = context.createProducer();
        JMSConsumer consumer = context.createConsumer(queue);

        server.close();
        heard.get(WAIT, TimeUnit.MILLISECONDS);

        assertNothingWaits(ContextTables.CONSUMER, consumer);
        assertNothingWaits(ContextTables.PRODUCER, producer);
        assertNothingWaits(ContextTables.CONTEXT, context);
    }

    @Test
    void waitingReceiveIsTold() throws Exception {
        JMSContext context = track(factory.createContext());
        JMSConsumer consumer = context.createConsumer(queue);
        CompletableFuture<Message> received = CompletableFuture.supplyAsync(consumer::receive);

        server.close();

        assertThat(received).failsWithin(SOON).withThrowableThat().withCauseInstanceOf(JMSRuntimeException.class);
    }
}
