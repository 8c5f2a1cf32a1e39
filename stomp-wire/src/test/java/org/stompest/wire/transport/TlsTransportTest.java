package org.stompest.wire.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.testbroker.TestIdentity;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.failover.BrokerAddress;

class TlsTransportTest {
    private static final TestIdentity SERVER = TestIdentity.server();
    private static final TestIdentity CLIENT = TestIdentity.client();
    private static final TlsOptions TRUSTING = TlsOptions.DEFAULT.withTrustStore(
            StoreOptions.of(SERVER.certificate().toString(), null));
    private static final Duration SHORT = Duration.ofMillis(300);

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void carriesBytesBothWaysAndSaysGoodbye(String protocol) throws Exception {
        AtomicReference<String> spoken = new AtomicReference<>();
        CountDownLatch orderlyEnd = new CountDownLatch(1);
        try (Peers peers = Peers.tls(SERVER.context(), socket -> {
            Peers.echo(socket);
            spoken.set(((SSLSocket) socket).getSession().getProtocol());
            orderlyEnd.countDown();
        })) {
            Transport transport = connected(peers, TRUSTING.withEnabledProtocols(protocol));
            assertThat(echo(transport, "hello")).isEqualTo("hello");

            transport.close();

            assertThat(orderlyEnd.await(10, TimeUnit.SECONDS))
                    .as("without close_notify the peer has an exception")
                    .isTrue();
            assertThat(spoken.get()).isEqualTo(protocol);
        }
    }

    @Test
    void aReadThatTimesOutInTheMiddleOfARecordLosesNothing() throws Exception {
        try (Peers peers = Peers.tls(SERVER.context(), Peers::echo);
                Peers slow = Peers.that(socket -> dribble(socket, peers.port()));
                Transport transport = connected(slow, TRUSTING)) {
            transport.readTimeout(1);
            transport.write("hello".getBytes(UTF_8), 0, 5);
            byte[] buffer = new byte[5];
            int count = 0;
            int timeouts = 0;
            while (count < 5) {
                try {
                    count += transport.read(buffer, count, 5 - count);
                } catch (SocketTimeoutException e) {
                    timeouts++;
                }
            }
            assertThat(new String(buffer, UTF_8)).isEqualTo("hello");
            assertThat(timeouts).as("reads that timed out").isPositive();
        }
    }

    /** Hands on what the real server says, byte by byte. */
    private static void dribble(Socket socket, int port) throws Exception {
        try (Socket server = new Socket("127.0.0.1", port)) {
            Peers.start(() -> {
                try {
                    socket.getInputStream().transferTo(server.getOutputStream());
                } catch (IOException e) {
                    assertThat(socket.isClosed() || server.isClosed()).isTrue();
                }
            });
            socket.setTcpNoDelay(true);
            CountDownLatch never = new CountDownLatch(1);
            for (int b = server.getInputStream().read();
                    b >= 0;
                    b = server.getInputStream().read()) {
                socket.getOutputStream().write(b);
                never.await(2, TimeUnit.MILLISECONDS);
            }
        }
    }

    @Test
    void theServerIsToldTheNameThatIsWanted() throws Exception {
        AtomicReference<String> name = new AtomicReference<>();
        try (Peers peers = Peers.tls(SERVER.context(), socket -> {
                    SSLSocket secured = (SSLSocket) socket;
                    secured.startHandshake();
                    name.set(((SNIHostName) ((ExtendedSSLSession) secured.getSession())
                                    .getRequestedServerNames()
                                    .get(0))
                            .getAsciiName());
                    Peers.echo(socket);
                });
                Transport transport = connected(peers.address("ssl", "localhost"), options(TRUSTING))) {
            echo(transport, "x");
            assertThat(name.get()).isEqualTo("localhost");
        }
    }

    @Test
    void aCertificateThatNobodyKnowsIsNotTrusted() {
        try (Peers peers = Peers.tls(SERVER.context(), Peers::echo)) {
            assertThatThrownBy(() -> connected(peers, TlsOptions.DEFAULT))
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining(peers.address("ssl").toString())
                    .hasMessageContaining("not trusted")
                    .hasMessageContaining("transport.trustStoreLocation");
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefusedUnlessThatIsAskedFor() throws Exception {
        TestIdentity other = TestIdentity.of("elsewhere", "-ext", "san=dns:elsewhere.example");
        TlsOptions trusting = TlsOptions.DEFAULT.withTrustStore(
                StoreOptions.of(other.certificate().toString(), null));
        try (Peers peers = Peers.tls(other.context(), Peers::echo)) {
            assertThatThrownBy(() -> connected(peers, trusting))
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("another host")
                    .hasMessageContaining("transport.verifyHost");
            assertThatThrownBy(() -> connected(peers.address("ssl", "localhost"), options(trusting)))
                    .hasMessageContaining("another host")
                    .hasMessageContaining("localhost");
            try (Transport transport = connected(peers, trusting.withVerifyHost(false))) {
                assertThat(echo(transport, "x")).isEqualTo("x");
            }
        }
    }

    @Test
    void anExpiredCertificateIsRefused() {
        TestIdentity old =
                TestIdentity.signed("expired", "-ext", "san=ip:127.0.0.1", "-startdate", "-10d", "-validity", "5");
        TlsOptions trusting = TlsOptions.DEFAULT.withTrustStore(
                StoreOptions.of(old.certificate().toString(), null));
        try (Peers peers = Peers.tls(old.context(), Peers::echo)) {
            assertThatThrownBy(() -> connected(peers, trusting))
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("expired");
        }
    }

    @Test
    void whatAnswersSpeaksNoTls() {
        try (Peers peers = Peers.that(socket -> {
            socket.getOutputStream().write("ERROR\nmessage:what?\n\n\0".getBytes(UTF_8));
            Peers.silent(socket);
        })) {
            assertThatThrownBy(() -> connected(peers, TRUSTING))
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("does not speak TLS")
                    .hasMessageContaining("tcp://");
        }
    }

    @Test
    void thePeerHangsUpInTheHandshake() {
        try (Peers peers = Peers.that(socket -> socket.getInputStream().read())) {
            assertThatThrownBy(() -> connected(peers, TRUSTING))
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("in the middle of the TLS handshake");
        }
    }

    @Test
    void noVersionOfTlsInCommon() {
        try (Peers peers = Peers.tls(SERVER.context(), socket -> {
            ((SSLSocket) socket).setEnabledProtocols(new String[] {"TLSv1.2"});
            Peers.echo(socket);
        })) {
            assertThatThrownBy(() -> connected(peers, TRUSTING.withEnabledProtocols("TLSv1.3")))
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("transport.enabledProtocols");
        }
    }

    @Test
    void aVersionOrACipherSuiteThatTheJdkDoesNotKnowIsNamedBeforeThereIsASocket() {
        try (Peers peers = Peers.tls(SERVER.context(), Peers::echo)) {
            assertThatThrownBy(() -> connected(peers, TRUSTING.withEnabledProtocols("TLSv9")))
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("transport.enabledProtocols")
                    .hasMessageContaining("TLSv9")
                    .hasMessageContaining("TLSv1.3");
            assertThat(peers.connections()).isZero();
        }
    }

    @Test
    void silenceInTheHandshakeEndsWithTheTimeout() {
        try (Peers peers = Peers.that(Peers::silent)) {
            assertThatThrownBy(() ->
                            connected(peers.address("ssl"), options(TRUSTING).withConnectTimeout(SHORT)))
                    .isInstanceOf(StompTimeoutException.class)
                    .hasMessageContaining("TLS handshake")
                    .hasMessageContaining("transport.connectTimeout");
        }
    }

    @Test
    void aHandshakeThatIsDrawnOutEndsWithTheTimeoutToo() {
        CountDownLatch end = new CountDownLatch(1);
        try (Peers peers = Peers.that(socket -> {
            byte[] recordOfAHandshake = {22, 3, 3, 64, 0};
            socket.getOutputStream().write(recordOfAHandshake);
            while (!end.await(20, TimeUnit.MILLISECONDS)) {
                socket.getOutputStream().write(2);
            }
        })) {
            assertThatThrownBy(() ->
                            connected(peers.address("ssl"), options(TRUSTING).withConnectTimeout(SHORT)))
                    .isInstanceOf(StompTimeoutException.class)
                    .hasMessageContaining("TLS handshake");
        } finally {
            end.countDown();
        }
    }

    @Test
    void aCloseEndsTheHandshake() throws Exception {
        CountDownLatch handshake = new CountDownLatch(1);
        try (Peers peers = Peers.that(socket -> {
            socket.getInputStream().read();
            handshake.countDown();
            Peers.silent(socket);
        })) {
            Transport transport = Transports.create(peers.address("ssl"), options(TRUSTING));
            FutureTask<Void> connecting = Peers.async(() -> {
                transport.connect();
                return null;
            });
            handshake.await();

            transport.close();

            assertThatThrownBy(connecting::get)
                    .cause()
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("given up");
        }
    }

    @Test
    void whatWasClosedIsNotConnected() {
        try (Peers peers = Peers.tls(SERVER.context(), Peers::echo)) {
            Transport transport = Transports.create(peers.address("ssl"), options(TRUSTING));
            transport.close();

            assertThatThrownBy(transport::connect)
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("given up");
        }
    }

    @Test
    void aCloseEndsAReadThatIsUnderWay() throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        try (Peers peers = Peers.tls(SERVER.context(), Peers::echo)) {
            Transport transport = connected(peers, TRUSTING);
            FutureTask<Integer> read = Peers.async(() -> {
                ready.countDown();
                return transport.read(new byte[1], 0, 1);
            });
            ready.await();

            transport.close();

            assertThatThrownBy(read::get).cause().isInstanceOf(IOException.class);
        }
    }

    @Test
    void aPeerThatTakesNoBytesDoesNotHoldUpAClose() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (Peers peers = Peers.tls(SERVER.context(), socket -> {
            ((SSLSocket) socket).startHandshake();
            end.await();
        })) {
            Transport transport = connected(peers, TRUSTING);
            AtomicReference<Long> written = new AtomicReference<>(0L);
            FutureTask<Void> write = Peers.async(() -> {
                byte[] bytes = new byte[64 * 1024];
                while (true) {
                    transport.write(bytes, 0, bytes.length);
                    written.set(written.get() + bytes.length);
                }
            });
            AtomicReference<Long> before = new AtomicReference<>(-1L);
            await("the write is stuck")
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> written.get().equals(before.getAndSet(written.get())) && written.get() > 0);

            long start = System.nanoTime();
            transport.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThatThrownBy(write::get).cause().isInstanceOf(IOException.class);
        } finally {
            end.countDown();
        }
    }

    @Test
    void aClientCertificateIsShownWhereItIsWanted() throws Exception {
        try (Peers peers = demandingClients();
                Transport transport = connected(
                        peers,
                        TRUSTING.withKeyStore(StoreOptions.of(CLIENT.store().toString(), TestIdentity.PASSWORD)))) {
            assertThat(echo(transport, "hello")).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aMissingClientCertificateIsNamed(String protocol) {
        try (Peers peers = demandingClients()) {
            assertThatThrownBy(() -> {
                        try (Transport transport = connected(peers, TRUSTING.withEnabledProtocols(protocol))) {
                            transport.read(new byte[1], 0, 1);
                        }
                    })
                    .hasMessageContaining("transport.keyStoreLocation");
        }
    }

    private static Peers demandingClients() {
        return Peers.tls(SERVER.context(CLIENT), socket -> {
            ((SSLSocket) socket).setNeedClientAuth(true);
            Peers.echo(socket);
        });
    }

    @Test
    void aContextOfTheCallerIsUsed() throws Exception {
        try (Peers peers = demandingClients();
                Transport transport = connected(peers, TlsOptions.DEFAULT.withContext(CLIENT.context(SERVER)))) {
            assertThat(echo(transport, "hello")).isEqualTo("hello");
        }
    }

    private static String echo(Transport transport, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        transport.write(bytes, 0, bytes.length);
        byte[] buffer = new byte[bytes.length];
        for (int count = 0; count < buffer.length; ) {
            int more = transport.read(buffer, count, buffer.length - count);
            assertThat(more).isPositive();
            count += more;
        }
        return new String(buffer, UTF_8);
    }

    private static TransportOptions options(TlsOptions tls) {
        return TransportOptions.DEFAULT.withTls(tls);
    }

    private static Transport connected(Peers peers, TlsOptions tls) {
        return connected(peers.address("ssl"), options(tls));
    }

    private static Transport connected(BrokerAddress address, TransportOptions options) {
        Transport transport = Transports.create(address, options);
        transport.connect();
        return transport;
    }
}
