package org.stompest.wire.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.testbroker.TestIdentity;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.failover.BrokerAddress;

class ProxyTest {
    private static final String SECRET = "pr0xy-s3cr3t";
    private static final Duration SHORT = Duration.ofMillis(300);
    /** The proxy is to look it up, and knows better than this machine. */
    private static final String HOST = "broker.behind.invalid";

    private final List<String> asked = new CopyOnWriteArrayList<>();

    @Test
    void socksProxyIsAskedForTheNameOfTheBroker() throws Exception {
        try (Peers broker = Peers.that(Peers::echo);
                Peers proxy = Peers.that(socket -> socks(socket, 0, 0, broker.port()));
                Transport transport =
                        connected(address("tcp", broker), ProxyOptions.socks("127.0.0.1", proxy.port()))) {
            assertThat(echoes(transport)).isTrue();
            assertThat(asked).containsExactly(HOST + ":" + broker.port());
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "::1, 0:0:0:0:0:0:0:1"})
    void socksProxyIsAskedForANumericAddress(String host, String seen) throws Exception {
        try (Peers broker = Peers.that(Peers::echo);
                Peers proxy = Peers.that(socket -> socks(socket, 0, 0, broker.port()));
                Transport transport = connected(
                        new BrokerAddress("tcp", host, broker.port()), ProxyOptions.socks("127.0.0.1", proxy.port()))) {
            assertThat(echoes(transport)).isTrue();
            assertThat(asked).containsExactly(seen + ":" + broker.port());
        }
    }

    @Test
    void socksProxyIsToldUserAndPassword() throws Exception {
        try (Peers broker = Peers.that(Peers::echo);
                Peers proxy = Peers.that(socket -> socks(socket, 2, 0, broker.port()));
                Transport transport = connected(
                        address("tcp", broker),
                        ProxyOptions.socks("127.0.0.1", proxy.port()).withCredentials("me", SECRET))) {
            assertThat(echoes(transport)).isTrue();
            assertThat(asked).containsExactly("me/" + SECRET, HOST + ":" + broker.port());
        }
    }

    @Test
    void socksProxyThatDoesNotAcceptUserAndPassword() {
        try (Peers proxy = Peers.that(socket -> {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readFully(new byte[4]);
            socket.getOutputStream().write(new byte[] {5, 2});
            in.readUnsignedByte();
            socket.getOutputStream().write(new byte[] {1, 1});
        })) {
            assertRefused(ProxyOptions.socks("127.0.0.1", proxy.port()).withCredentials("me", SECRET), "proxyPassword");
        }
    }

    @Test
    void socksProxyThatAsksWhoItIs() {
        try (Peers proxy = Peers.that(socket -> {
            socket.getInputStream().readNBytes(3);
            socket.getOutputStream().write(new byte[] {5, (byte) 0xFF});
        })) {
            assertRefused(ProxyOptions.socks("127.0.0.1", proxy.port()), "transport.proxyUser");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, general failure", "2, rules", "5, is it running there", "99, 99"})
    void socksProxyThatDoesNotOpenTheWay(int reply, String reason) {
        try (Peers proxy = Peers.that(socket -> socks(socket, 0, reply, 0))) {
            assertRefused(ProxyOptions.socks("127.0.0.1", proxy.port()), reason);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7})
    void socksProxyThatHangsUp(int afterBytes) {
        try (Peers proxy = Peers.that(socket -> {
            socket.getInputStream().readNBytes(Math.min(afterBytes, 3));
            if (afterBytes > 3) {
                socket.getOutputStream().write(new byte[] {5, 0});
                socket.getInputStream().readNBytes(afterBytes - 3);
            }
            socket.shutdownOutput();
            Peers.silent(socket);
        })) {
            assertRefused(
                    ProxyOptions.socks("127.0.0.1", proxy.port()), "it hung up in the middle of the SOCKS handshake");
        }
    }

    @Test
    void httpProxyWhereASocksProxyIsExpected() {
        try (Peers proxy = Peers.that(socket -> {
            socket.getInputStream().readNBytes(3);
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
        })) {
            assertRefused(ProxyOptions.socks("127.0.0.1", proxy.port()), "transport.proxyType=http");
        }
    }

    @Test
    void httpProxyIsAskedForATunnelToTheNameOfTheBroker() throws Exception {
        try (Peers broker = Peers.that(Peers::echo);
                Peers proxy = Peers.that(socket -> http(socket, "HTTP/1.1 200 Connected\r\n\r\n", broker.port()));
                Transport transport = connected(address("tcp", broker), ProxyOptions.http("127.0.0.1", proxy.port()))) {
            assertThat(echoes(transport)).isTrue();
            assertThat(asked.get(0))
                    .startsWith("CONNECT " + HOST + ":" + broker.port() + " HTTP/1.1\r\n")
                    .contains("\r\nHost: " + HOST + ":" + broker.port() + "\r\n")
                    .doesNotContain("Authorization");
        }
    }

    @Test
    void httpProxyIsToldUserAndPassword() throws Exception {
        try (Peers broker = Peers.that(Peers::echo);
                Peers proxy = Peers.that(socket -> http(socket, "HTTP/1.0 200\r\nVia: x\r\n\r\n", broker.port()));
                Transport transport = connected(
                        address("tcp", broker),
                        ProxyOptions.http("127.0.0.1", proxy.port()).withCredentials("me", SECRET))) {
            assertThat(echoes(transport)).isTrue();
            assertThat(asked.get(0))
                    .contains("\r\nProxy-Authorization: Basic "
                            + Base64.getEncoder().encodeToString(("me:" + SECRET).getBytes(UTF_8)) + "\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 407 Proxy Authentication Required, transport.proxyUser",
        "HTTP/1.1 403 Forbidden, HTTP 403 (Forbidden)",
        "HTTP/1.1 502, HTTP 502",
        "SSH-2.0-OpenSSH, does not answer in HTTP",
    })
    void httpProxyThatDoesNotOpenTheWay(String statusLine, String reason) {
        try (Peers proxy = Peers.that(socket -> http(socket, statusLine + "\r\n\r\n", 0))) {
            assertRefused(ProxyOptions.http("127.0.0.1", proxy.port()), reason);
        }
    }

    @Test
    void httpProxyThatAnswersWithoutEnd() {
        try (Peers proxy = Peers.that(socket -> {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(US_ASCII));
            byte[] header = "X-Header: and so on\r\n".getBytes(US_ASCII);
            while (true) {
                socket.getOutputStream().write(header);
            }
        })) {
            assertRefused(ProxyOptions.http("127.0.0.1", proxy.port()), "65536 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks", "http"})
    void silenceOfAProxyEndsWithTheTimeoutForConnecting(String kind) {
        try (Peers proxy = Peers.that(Peers::silent)) {
            assertThatThrownBy(() -> connected(
                            new BrokerAddress("tcp", HOST, 61613),
                            TransportOptions.DEFAULT.withProxy(of(kind, proxy)).withConnectTimeout(SHORT)))
                    .isInstanceOf(StompTimeoutException.class)
                    .hasMessageContaining("proxy")
                    .hasMessageContaining(HOST)
                    .hasMessageContaining("transport.connectTimeout");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks", "http"})
    void aCloseEndsTheTalkWithAProxy(String kind) throws Exception {
        CountDownLatch talking = new CountDownLatch(1);
        try (Peers proxy = Peers.that(socket -> {
            socket.getInputStream().read();
            talking.countDown();
            Peers.silent(socket);
        })) {
            Transport transport = Transports.create(
                    new BrokerAddress("ssl", HOST, 61612), TransportOptions.DEFAULT.withProxy(of(kind, proxy)));
            FutureTask<Void> connecting = Peers.async(() -> {
                transport.connect();
                return null;
            });
            talking.await();

            transport.close();

            assertThatThrownBy(connecting::get).cause().hasMessageContaining("given up");
        }
    }

    @Test
    void proxyThatIsNotThere() throws Exception {
        try (Socket reserved = new Socket()) { // bound, but nobody listens
            reserved.bind(new InetSocketAddress("127.0.0.1", 0));
            assertThatThrownBy(() -> connected(
                            new BrokerAddress("tcp", HOST, 61613),
                            ProxyOptions.http("127.0.0.1", reserved.getLocalPort())))
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("is the proxy running there");
        }
        assertThatThrownBy(() -> connected(
                        new BrokerAddress("tcp", HOST, 61613), ProxyOptions.http("no-such-proxy.invalid", 8080)))
                .isInstanceOf(StompConnectionException.class)
                .hasMessageContaining("transport.proxyHost");
    }

    @Test
    void tlsGoesThroughAProxyAndStillVerifiesTheHost() throws Exception {
        TestIdentity identity = TestIdentity.of("behind", "-ext", "san=dns:" + HOST);
        TlsOptions trusting = TlsOptions.DEFAULT.withTrustStore(
                StoreOptions.of(identity.certificate().toString(), null));
        try (Peers broker = Peers.tls(identity.context(), Peers::echo);
                Peers proxy = Peers.that(socket -> socks(socket, 0, 0, broker.port()));
                Transport transport = connected(
                        address("ssl", broker),
                        TransportOptions.DEFAULT
                                .withProxy(ProxyOptions.socks("127.0.0.1", proxy.port()))
                                .withTls(trusting))) {
            assertThat(echoes(transport)).isTrue();
        }
    }

    @Test
    void optionsThatDoNotGoTogetherAreRefusedWithoutShowingThePassword() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyOptions.http("h", 1).withCredentials(null, SECRET))
                .withMessageContaining("transport.proxyUser")
                .withMessageNotContaining(SECRET);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyOptions.socks("h", 1).withCredentials("u", SECRET.repeat(30)))
                .withMessageContaining("255")
                .withMessageNotContaining(SECRET);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyOptions.http("h", 1).withCredentials("a:b", SECRET))
                .withMessageContaining("colon");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyOptions.http(null, 1))
                .withMessageContaining("transport.proxyHost");
        assertThat(ProxyOptions.http("h", 1).withCredentials("me", SECRET))
                .asString()
                .contains("http h:1 as me")
                .doesNotContain(SECRET);
    }

    private void assertRefused(ProxyOptions proxy, String reason) {
        assertThatThrownBy(() -> connected(new BrokerAddress("tcp", HOST, 61613), proxy))
                .isInstanceOf(StompConnectionException.class)
                .hasMessageContaining("the proxy 127.0.0.1:" + proxy.port())
                .hasMessageContaining(HOST)
                .hasMessageContaining(reason)
                .hasMessageNotContaining(SECRET);
    }

    private static ProxyOptions of(String kind, Peers proxy) {
        return kind.equals("socks")
                ? ProxyOptions.socks("127.0.0.1", proxy.port())
                : ProxyOptions.http("127.0.0.1", proxy.port());
    }

    /** Plays a SOCKS proxy that chooses a method and gives a reply, then connects the two ends. */
    private void socks(Socket socket, int method, int reply, int port) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        in.readUnsignedByte();
        in.readFully(new byte[in.readUnsignedByte()]);
        socket.getOutputStream().write(new byte[] {5, (byte) method});
        if (method == 2) {
            in.readUnsignedByte();
            asked.add(text(in) + "/" + text(in));
            socket.getOutputStream().write(new byte[] {1, 0});
        }
        in.readFully(new byte[3]);
        String host = switch (in.readUnsignedByte()) {
            case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
            case 4 -> InetAddress.getByAddress(in.readNBytes(16)).getHostAddress();
            default -> text(in);
        };
        asked.add(host + ":" + in.readUnsignedShort());
        byte[] answer = {5, (byte) reply, 0, 3, 2, 'm', 'e', 0, 7};
        socket.getOutputStream().write(answer);
        if (reply == 0) {
            join(socket, port);
        }
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), UTF_8);
    }

    private void http(Socket socket, String answer, int port) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            request.append((char) socket.getInputStream().read());
        }
        asked.add(request.toString());
        socket.getOutputStream().write(answer.getBytes(US_ASCII));
        if (port > 0) {
            join(socket, port);
        }
    }

    private static void join(Socket client, int port) throws IOException {
        try (Socket broker = new Socket("127.0.0.1", port)) {
            Peers.async(() -> client.getInputStream().transferTo(broker.getOutputStream()));
            broker.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private static boolean echoes(Transport transport) throws IOException {
        transport.write(new byte[] {42}, 0, 1);
        byte[] buffer = new byte[1];
        return transport.read(buffer, 0, 1) == 1 && buffer[0] == 42;
    }

    private static BrokerAddress address(String scheme, Peers broker) {
        return new BrokerAddress(scheme, HOST, broker.port());
    }

    private static Transport connected(BrokerAddress address, ProxyOptions proxy) {
        return connected(address, TransportOptions.DEFAULT.withProxy(proxy));
    }

    private static Transport connected(BrokerAddress address, TransportOptions options) {
        Transport transport = Transports.create(address, options);
        transport.connect();
        return transport;
    }
}
