package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.tck.support.BrokenServer;
import org.stompest.tck.support.EmbeddedArtemis;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.LogCapture;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/**
 * What cannot work is told as JMS tells it (sections 6.1.1 and 10.3), in time, with the address and the cause, without the
 * password, and leaves nothing behind.
 */
@Section({"6.1.1", "10.3"})
class BadInputTest extends JmsTest {
    private static final String SECRET = "t0p-s3cret-passcode";
    private static final String SHORT = "?stomp.connectedTimeout=500&transport.connectTimeout=2000";
    private static final Duration AT_MOST = Duration.ofSeconds(8);

    @BeforeEach
    void onlyOurs() {
        Provider.onlyStompest("the URIs are ours");
    }

    /** Connects and gives back the exception, which must come in time. */
    private JMSException refused(String uri) {
        return refused(new StompConnectionFactory("someone", SECRET, uri));
    }

    private JMSException refused(StompConnectionFactory factory) {
        try (LogCapture log = new LogCapture()) {
            long start = System.nanoTime();
            Throwable thrown = ThrowableAssert.catchThrowable(() -> {
                Connection connection = track(factory.createConnection());
                connection.start();
            });
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_MOST);
            assertThat(thrown).isInstanceOf(JMSException.class);
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text, true));
            assertThat(text.toString()).doesNotContain(SECRET);
            assertThat(log.lines()).noneMatch(line -> line.contains(SECRET));
            return (JMSException) thrown;
        }
    }

    // what cannot be a URI of ours
    @ParameterizedTest
    @CsvSource({
        "amqp://localhost:5672, amqp",
        "http://localhost:80, http",
        "tcp://localhost:notaport, notaport",
        "tcp://localhost:99999, 99999",
        "tcp://, tcp://",
        "failover:(tcp://localhost:61613, failover",
        "failover:(), failover",
        "localhost, localhost",
        "'not a uri at all', not a uri at all"
    })
    void malformedUriIsNamed(String uri, String named) {
        assertThat(refused(uri)).hasMessageContaining(named);
    }

    // options by their names and values
    @ParameterizedTest
    @CsvSource({
        "jms.prefetch=abc, abc",
        "jms.prefetch=-1, -1",
        "jms.nosuch=1, jms.nosuch",
        "stomp.version=7.0, 7.0",
        "stomp.heart-beat=often, often",
        "transport.connectTimeout=soon, soon",
        "transport.nosuch=1, transport.nosuch",
        "nosuch=1, nosuch",
        "jms.forceSyncSend=perhaps, perhaps"
    })
    void malformedOptionIsNamedWithItsValue(String option, String named) {
        JMSException refused = refused("tcp://localhost:61613?" + option);

        assertThat(refused).hasMessageContaining(named).hasMessageContaining(option.substring(0, option.indexOf('=')));
    }

    // a URI with a password in it is not shown
    @Test
    void passwordInMalformedUriIsNotShown() {
        refused("tcp://localhost:61613?jms.password=" + SECRET + "&jms.nosuch=1");
        refused("tcp://localhost:notaport?stomp.passcode=" + SECRET);
    }

    @Test
    void nobodyListening() throws Exception {
        ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        String address = "127.0.0.1:" + closed.getLocalPort();
        closed.close();

        JMSException refused = refused("tcp://" + address + SHORT);

        assertThat(refused).hasMessageContaining(address);
        assertThat(refused).hasCauseInstanceOf(Exception.class);
        assertThat(refused).hasRootCauseInstanceOf(java.io.IOException.class);
    }

    @Section({"10.2", "10.3"})
    @Test
    void unknownHost() {
        JMSException refused = refused("tcp://no-such-host.invalid:61613" + SHORT);

        assertThat(refused).hasMessageContaining("no-such-host.invalid");
        assertThat(refused.getCause()).isNotNull();
    }

    // JMSSecurityException
    @Section({"6.1.1", "10.3"})
    @Test
    void wrongPassword() {
        EmbeddedArtemis broker = EmbeddedArtemis.shared();

        JMSException refused = refused(new StompConnectionFactory("guest", SECRET, broker.stompUri()));

        assertThat(refused).isInstanceOf(JMSSecurityException.class).hasMessageContaining(broker.stompUriHost());
        assertThat(refused(new StompConnectionFactory("nobody", SECRET, broker.stompUri())))
                .isInstanceOf(JMSSecurityException.class);
    }

    @Section({"6.1.1", "10.3"})
    @Test
    void portThatSpeaksHttp() throws Exception {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        http.start();
        track(() -> http.stop(0));
        String address = "127.0.0.1:" + http.getAddress().getPort();

        JMSException refused = refused("tcp://" + address + SHORT);

        assertThat(refused).hasMessageContaining(address);
    }

    @Section({"6.1.1", "10.3"})
    @Test
    void answerInHttp() throws Exception {
        BrokenServer server = track(BrokenServer.thatAnswers(
                "HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>400</html>"));

        JMSException refused = refused(server.uri() + SHORT);

        assertThat(refused).hasMessageContaining(server.address()).hasMessageContaining("HTTP");
    }

    @Section({"6.1.1", "10.3"})
    @Test
    void portThatSpeaksTls() throws Exception {
        BrokenServer server = track(BrokenServer.tls());

        JMSException refused = refused(server.uri() + SHORT);

        assertThat(refused).hasMessageContaining(server.address());
        assertThat(refused.getMessage()).containsAnyOf("TLS", "ssl://");
    }

    @Section({"6.1.1", "10.3"})
    @Test
    void silence() throws Exception {
        BrokenServer server = track(BrokenServer.silent());

        JMSException refused = refused(server.uri() + SHORT);

        assertThat(refused).hasMessageContaining(server.address());
        assertThat(refused.getCause()).isNotNull();
    }

    @Section({"6.1.1", "10.3"})
    @Test
    void serverThatHangsUpAtOnce() throws Exception {
        BrokenServer server = track(BrokenServer.that(socket -> {}));

        JMSException refused = refused(server.uri() + SHORT);

        assertThat(refused).hasMessageContaining(server.address());
        assertThat(refused.getCause()).isNotNull();
    }

    @Section({"6.1.1", "10.3"})
    @Test
    void errorInPlaceOfConnected() throws Exception {
        BrokenServer server =
                track(BrokenServer.thatAnswers("ERROR\nmessage:closed on Sundays\n\nCome back on Monday.^@"));

        JMSException refused = refused(server.uri() + SHORT);

        assertThat(refused).hasMessageContaining(server.address()).hasMessageContaining("closed on Sundays");
        assertThat(refused.getCause()).isNotNull();
    }

    @Section({"6.1.1", "10.3"})
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECTED\nversion:9.9\n\n^@",
                "CONNECTED\nvers",
                "MESSAGE\ndestination:/x\nmessage-id:1\nsubscription:1\n\nhello^@",
                "CONNECTED\nversion:1.2\nheart-beat:x,y\n\n^@",
                "CONNECTED\nno colon in this line\n\n^@",
                "\u0000\u0001\u0002\u0003 garbage without end"
            })
    void brokenAnswer(String answer) throws Exception {
        BrokenServer server = track(BrokenServer.thatAnswers(answer));

        JMSException refused = refused(server.uri() + SHORT);

        assertThat(refused).hasMessageContaining(server.address());
        assertThat(refused.getCause()).isNotNull();
    }

    // a connection that breaks in the middle of a frame
    @Section("6.1.7")
    @Test
    void serverThatDiesInTheMiddleOfAMessage() throws Exception {
        BrokenServer server = track(BrokenServer.that(socket -> {
            BrokenServer.readFrame(socket);
            BrokenServer.write(socket, "CONNECTED\nversion:1.2\nserver:ActiveMQ-Artemis/2.44.0 test\n\n^@\n");
            String subscribe = BrokenServer.readFrame(socket);
            String id = subscribe.replaceAll("(?s).*\nid:([^\n]*)\n.*", "$1");
            if (subscribe.contains("receipt:")) {
                String receipt = subscribe.replaceAll("(?s).*\nreceipt:([^\n]*)\n.*", "$1");
                BrokenServer.write(socket, "RECEIPT\nreceipt-id:" + receipt + "\n\n^@\n");
            }
            BrokenServer.write(
                    socket,
                    "MESSAGE\nsubscription:" + id
                            + "\nmessage-id:1,1\nack:1,1\ndestination:q\ncontent-length:100\n\nhalf");
        }));
        Connection connection = track(new StompConnectionFactory(server.uri() + SHORT).createConnection());
        CompletableFuture<JMSException> heard = new CompletableFuture<>();
        connection.setExceptionListener(heard::complete);
        connection.start();
        Session session = connection.createSession();

        CompletableFuture<Message> received = new CompletableFuture<>();
        try {
            MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
            received.complete(consumer.receive(WAIT));
        } catch (JMSException e) {
            received.completeExceptionally(e);
        }

        JMSException told = heard.get(WAIT, TimeUnit.MILLISECONDS);
        assertThat(told).hasMessageContaining(server.address());
        assertThat(told.getCause()).isNotNull();
        if (!received.isCompletedExceptionally()) {
            assertThat(received.get()).isNull();
        }
        assertThatThrownBy(
                        () -> session.createProducer(session.createQueue("q")).send(session.createMessage()))
                .isInstanceOf(JMSException.class);
    }

    // nothing of a normal life writes the passcode either
    @Section("6.1.7")
    @Test
    void passcodeIsNotLoggedWhenAllIsWell() throws Exception {
        try (LogCapture log = new LogCapture()) {
            StompConnectionFactory factory =
                    new StompConnectionFactory("guest", EmbeddedArtemis.GUEST_PASSWORD, broker.stompUri());
            Connection connection = track(factory.createConnection());
            connection.start();
            Session session = connection.createSession();
            send(session, session.createProducer(session.createQueue(name())), "x");

            assertThat(factory.toString()).doesNotContain(EmbeddedArtemis.GUEST_PASSWORD);
            assertThat(connection.toString()).doesNotContain(EmbeddedArtemis.GUEST_PASSWORD);
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(EmbeddedArtemis.GUEST_PASSWORD));
        }
    }
}
