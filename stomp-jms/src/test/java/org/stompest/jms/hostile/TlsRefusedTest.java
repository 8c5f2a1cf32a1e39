package org.stompest.jms.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.TestIdentity;

/** A broker that is not who it should be is refused, with a text that says what is wrong with it, and before it learns a password. */
class TlsRefusedTest {
    private static final String SECRET = "t0p-s3cret";
    private static final String SAN = "san=dns:localhost,ip:127.0.0.1";
    private static final TestIdentity GOOD = TestIdentity.server();
    private static final String OPTIONS =
            "?transport.connectTimeout=5000&stomp.connectedTimeout=1000&jms.closeTimeout=1000";

    private final ScriptedBroker broker = new ScriptedBroker();

    @AfterEach
    void closeTheBroker() {
        broker.close();
    }

    /** Connects to who has that certificate; the broker behind must not be reached. */
    private JMSException refused(TestIdentity shown, TestIdentity trusted) {
        try (TlsDoor door = new TlsDoor(shown, broker.port())) {
            JMSException refused = refused(door.uri() + OPTIONS + trust(trusted));
            assertThat(refused).hasMessageContaining(door.uri());
            assertThat(broker.received()).as("what came through").isEmpty();
            return refused;
        }
    }

    private static String trust(TestIdentity trusted) {
        return trusted == null ? "" : "&transport.trustStoreLocation=" + trusted.certificate();
    }

    private static JMSException refused(String uri) {
        long start = System.nanoTime();
        Throwable thrown = catchThrowable(() -> new StompConnectionFactory("someone", SECRET, uri)
                .createConnection()
                .close());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(thrown).isInstanceOf(JMSException.class);
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        assertThat(text.toString()).doesNotContain(SECRET);
        return (JMSException) thrown;
    }

    @Test
    void aCertificateForAnotherHost() {
        TestIdentity other = TestIdentity.of("other-host", "-ext", "san=dns:elsewhere.example");

        assertThat(refused(other, other))
                .isInstanceOf(JMSSecurityException.class)
                .hasMessageContaining("for another host")
                .hasMessageContaining("transport.verifyHost");
    }

    @Test
    void aCertificateThatHasExpired() {
        TestIdentity expired = TestIdentity.of("expired", "-ext", SAN, "-startdate", "-30d", "-validity", "1");

        assertThat(refused(expired, expired))
                .isInstanceOf(JMSSecurityException.class)
                .hasMessageContaining("has expired");
    }

    @Test
    void aCertificateThatIsNotYetValid() {
        TestIdentity early = TestIdentity.of("early", "-ext", SAN, "-startdate", "+30d", "-validity", "60");

        assertThat(refused(early, early))
                .isInstanceOf(JMSSecurityException.class)
                .hasMessageContaining("not valid yet");
    }

    @Test
    void aCertificateOfAnAuthorityThatNobodyTrusts() {
        TestIdentity signed = TestIdentity.signed("signed-by-stranger", "-ext", SAN);

        assertThat(refused(signed, GOOD))
                .isInstanceOf(JMSSecurityException.class)
                .hasMessageContaining("not trusted")
                .hasMessageContaining("transport.trustStoreLocation");
    }

    @Test
    void aCertificateThatIsSignedByItself() {
        assertThat(refused(GOOD, null))
                .isInstanceOf(JMSSecurityException.class)
                .hasMessageContaining("not trusted")
                .hasMessageContaining("transport.trustStoreLocation");
    }

    @Test
    void aVersionOfTlsThatIsTooOld() throws Exception {
        assertThat(refusedAsItAnswers(HexFormat.of().parseHex("15030100020246")))
                .as("the alert protocol_version")
                .isInstanceOf(JMSSecurityException.class)
                .hasMessageContaining("no version of TLS or cipher suite in common");
        String random = "00".repeat(32);
        assertThat(refusedAsItAnswers(HexFormat.of().parseHex("160302002a020000260302" + random + "00c01300")))
                .as("TLS 1.1 chosen")
                .isInstanceOf(JMSSecurityException.class)
                .hasMessageContaining("no version of TLS or cipher suite in common")
                .hasMessageContaining("transport.enabledProtocols");
    }

    @Test
    void anAnswerInPlainText() throws Exception {
        assertThat(refusedAsItAnswers("ERROR\nmessage:what is that?\n\n\0".getBytes(StandardCharsets.US_ASCII)))
                .hasMessageContaining("does not speak TLS")
                .hasMessageContaining("tcp://");
    }

    /** Connects to a port that answers the beginning of a handshake with some bytes. */
    private JMSException refusedAsItAnswers(byte[] bytes) throws Exception {
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FutureTask<Void> answering = new FutureTask<>(() -> {
                try (Socket client = port.accept()) {
                    client.getInputStream().read();
                    client.getOutputStream().write(bytes);
                    client.getInputStream().transferTo(OutputStream.nullOutputStream());
                }
                return null;
            });
            Thread thread = new Thread(answering, "test-tls-answer");
            thread.setDaemon(true);
            thread.start();
            return refused("ssl://127.0.0.1:" + port.getLocalPort() + OPTIONS + trust(GOOD));
        }
    }

    @Test
    void aPlainClientOnAPortForTls() {
        try (TlsDoor door = new TlsDoor(GOOD, broker.port())) {
            JMSException refused = refused(door.uri().replace("ssl:", "tcp:") + OPTIONS);

            assertThat(refused).hasMessageContaining("ssl://");
        }
    }

    @Test
    void theGoodOneOfTwoIsTakenAndTheLogSaysWhyNotTheOther() throws Exception {
        TestIdentity bad = TestIdentity.of("impostor", "-ext", SAN);
        Logger logger = (Logger) LoggerFactory.getLogger("org.stompest");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try (TlsDoor impostor = new TlsDoor(bad, broker.port());
                TlsDoor door = new TlsDoor(GOOD, broker.port())) {
            Enemy.ARTEMIS.healthy(broker.connection());
            String uri = "failover:(" + impostor.uri() + "," + door.uri() + ")?randomize=false&initialReconnectDelay=1"
                    + OPTIONS.replace('?', '&') + trust(GOOD);
            try (Connection connection = new StompConnectionFactory("someone", SECRET, uri).createConnection()) {
                connection.start();
            }
            List<String> lines =
                    List.copyOf(log.list).stream().map(Object::toString).toList();
            assertThat(lines).anyMatch(line -> line.contains(impostor.uri()) && line.contains("not trusted"));
            assertThat(lines).noneMatch(line -> line.contains(SECRET));
        } finally {
            logger.detachAppender(log);
        }
    }
}
