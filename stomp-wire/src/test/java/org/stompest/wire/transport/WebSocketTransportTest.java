package org.stompest.wire.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.testbroker.TestIdentity;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.failover.BrokerAddress;

class WebSocketTransportTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String SWITCHING = "HTTP/1.1 101 Switching Protocols";
    private static final int FIN = 0x80;

    private interface Script {
        void play(WebSocketPeer peer) throws Exception;
    }

    private static Peers server(Script script) {
        return Peers.that(socket -> script.play(WebSocketPeer.accept(socket)));
    }

    /** Accepts, then sends what it got: the payload of each frame in one of its own. */
    private static void echo(Socket socket) throws IOException {
        WebSocketPeer peer = WebSocketPeer.accept(socket);
        while (true) {
            WebSocketPeer.Frame frame = peer.read();
            peer.send(frame.first(), frame.payload());
        }
    }

    @Test
    void theRequestSaysWhatIsWanted() throws Exception {
        AtomicReference<String> request = new AtomicReference<>();
        try (Peers peers = server(peer -> {
            request.set(peer.request());
            peer.read();
        })) {
            BrokerAddress address = new BrokerAddress("ws", "127.0.0.1", peers.port(), "/ws/a bé");
            TransportOptions options = TransportOptions.DEFAULT.withWebSocket(
                    WebSocketOptions.DEFAULT.withHeader("Authorization", "Bearer abc"));
            connected(address, options).close();

            await().until(() -> request.get() != null);
            assertThat(request.get())
                    .startsWith("GET /ws/a%20b%C3%A9 HTTP/1.1\r\nHost: 127.0.0.1:" + peers.port() + "\r\n")
                    .contains("\r\nSec-WebSocket-Version: 13\r\n")
                    .contains("\r\nSec-WebSocket-Protocol: v12.stomp, v11.stomp, v10.stomp\r\n")
                    .contains("\r\nAuthorization: Bearer abc\r\n");
        }
    }

    @Test
    void nothingIsOfferedIfThatIsWanted() throws Exception {
        AtomicReference<String> request = new AtomicReference<>();
        try (Peers peers = Peers.that(socket -> {
            WebSocketPeer peer = new WebSocketPeer(socket);
            request.set(peer.readRequest());
            peer.answer(
                    SWITCHING,
                    "upgrade: WebSocket",
                    "connection: keep-alive, upgrade",
                    "sec-websocket-accept: " + peer.acceptValue());
            peer.read();
        })) {
            connected(
                            peers.address("ws"),
                            TransportOptions.DEFAULT.withWebSocket(WebSocketOptions.DEFAULT.withSubProtocols()))
                    .close();
            assertThat(request.get()).startsWith("GET / HTTP").doesNotContain("Sec-WebSocket-Protocol");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 125, 126, 16 * 1024, 16 * 1024 + 1, 65_535, 65_536, 1_000_000})
    void bytesOfAnySizeGoBothWays(int size) throws Exception {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        try (Peers peers = Peers.that(WebSocketTransportTest::echo);
                Transport transport = connected(peers)) {
            FutureTask<byte[]> read = Peers.async(() -> readFully(transport, size));
            transport.write(bytes, 0, size);
            assertThat(read.get()).isEqualTo(bytes);
        }
    }

    @Test
    void eachStompFrameIsAMessage() throws Exception {
        List<String> messages = new CopyOnWriteArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        try (Peers peers = server(peer -> {
                    StringBuilder message = new StringBuilder();
                    while (messages.size() < 4) {
                        WebSocketPeer.Frame frame = peer.read();
                        assertThat(frame.opcode())
                                .isEqualTo(message.isEmpty() ? WebSocketFrames.BINARY : WebSocketFrames.CONTINUATION);
                        message.append(frame.text());
                        if (frame.last()) {
                            messages.add(message.toString());
                            message.setLength(0);
                        }
                    }
                    done.countDown();
                });
                Transport transport = connected(peers)) {
            String first = "SEND\ndestination:q\ncontent-length:3\n\na\0b\0";
            String second = "SEND\ndestination:q\n\n" + "x".repeat(40_000) + "\0";
            write(transport, first + "\n" + second.substring(0, 20));
            write(transport, second.substring(20));
            write(transport, "\n");

            done.await();
            assertThat(messages).containsExactly(first, "\n", second, "\n");
        }
    }

    @Test
    void textAndFragmentsAreTakenToo() throws Exception {
        try (Peers peers = server(peer -> {
                    peer.send(WebSocketFrames.TEXT, "on");
                    peer.send(FIN | WebSocketFrames.PING, "in between");
                    peer.send(WebSocketFrames.CONTINUATION, "");
                    peer.send(FIN | WebSocketFrames.CONTINUATION, "e");
                    peer.send(FIN | WebSocketFrames.PONG, "not asked for");
                    peer.send(FIN | WebSocketFrames.BINARY, "two");
                    peer.read();
                    peer.read();
                });
                Transport transport = connected(peers)) {
            assertThat(new String(readFully(transport, 6), UTF_8)).isEqualTo("onetwo");
        }
    }

    @Test
    void framesThatComeByteByByteAreTakenToo() throws Exception {
        byte[] large = new byte[300];
        try (Peers peers = server(peer -> {
                    peer.write(new byte[] {(byte) (FIN | WebSocketFrames.BINARY)});
                    peer.write(new byte[] {126});
                    peer.write(new byte[] {1});
                    peer.write(new byte[] {44});
                    for (byte b : large) {
                        peer.write(new byte[] {b});
                    }
                    peer.read();
                });
                Transport transport = connected(peers)) {
            transport.readTimeout(1);
            byte[] buffer = new byte[1000];
            int count = 0;
            while (count < large.length) {
                try {
                    count += transport.read(buffer, 0, buffer.length);
                } catch (SocketTimeoutException e) {
                    assertThat(count).isLessThan(large.length);
                }
            }
            assertThat(count).isEqualTo(large.length);
        }
    }

    @Test
    void aPingIsAnsweredWhileNobodyWrites() throws Exception {
        AtomicReference<WebSocketPeer.Frame> answer = new AtomicReference<>();
        CountDownLatch answered = new CountDownLatch(1);
        try (Peers peers = server(peer -> {
                    peer.send(FIN | WebSocketFrames.PING, "are you there?");
                    answer.set(peer.read());
                    answered.countDown();
                    peer.read();
                });
                Transport transport = connected(peers)) {
            Peers.async(() -> transport.read(new byte[1], 0, 1));
            answered.await();
            assertThat(answer.get().opcode()).isEqualTo(WebSocketFrames.PONG);
            assertThat(answer.get().text()).isEqualTo("are you there?");
        }
    }

    @Test
    void pingsDoNotKeepTheReaderFromLookingAfterOtherThings() {
        CountDownLatch end = new CountDownLatch(1);
        try (Peers peers = server(peer -> {
                    while (!end.await(2, TimeUnit.MILLISECONDS)) {
                        peer.send(FIN | WebSocketFrames.PING, "");
                    }
                });
                Transport transport = connected(peers)) {
            assertThatThrownBy(() -> {
                        transport.readTimeout(50);
                        transport.read(new byte[1], 0, 1);
                    })
                    .isInstanceOf(SocketTimeoutException.class);
        } finally {
            end.countDown();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1008, not today, with the code 1008 policy violation: not today",
        "1001, '', with the code 1001 going away",
        "4000, because, with the code 4000: because"
    })
    void aCloseFrameIsToldAndAnswered(int code, String reason, String text) throws Exception {
        AtomicReference<WebSocketPeer.Frame> answer = new AtomicReference<>();
        CountDownLatch answered = new CountDownLatch(1);
        try (Peers peers = server(peer -> {
            byte[] words = reason.getBytes(UTF_8);
            byte[] payload = Arrays.copyOf(WebSocketFrames.closeFrame(code), 2 + words.length);
            System.arraycopy(words, 0, payload, 2, words.length);
            peer.send(FIN | WebSocketFrames.CLOSE, payload);
            answer.set(peer.read());
            answered.countDown();
        })) {
            Transport transport = connected(peers);
            assertThatThrownBy(() -> transport.read(new byte[1], 0, 1))
                    .isInstanceOf(IOException.class)
                    .satisfies(e -> assertThat(e.getMessage().replace(",", "")).contains(text));
            transport.close();
            answered.await();
            assertThat(answer.get().opcode()).isEqualTo(WebSocketFrames.CLOSE);
            assertThat(WebSocketFrames.closeCode(answer.get().payload())).isEqualTo(code);
        }
    }

    @Test
    void aCloseFrameIsSaidWhenTheTransportIsClosed() throws Exception {
        AtomicReference<WebSocketPeer.Frame> last = new AtomicReference<>();
        CountDownLatch came = new CountDownLatch(1);
        try (Peers peers = server(peer -> {
            last.set(peer.read());
            came.countDown();
        })) {
            connected(peers).close();
            came.await();
            assertThat(last.get().opcode()).isEqualTo(WebSocketFrames.CLOSE);
            assertThat(WebSocketFrames.closeCode(last.get().payload())).isEqualTo(1000);
        }
    }

    @Test
    void theEndOfTheStreamIsTheEnd() throws Exception {
        try (Peers peers = server(peer -> {});
                Transport transport = connected(peers)) {
            assertThat(transport.read(new byte[1], 0, 1)).isNegative();
        }
    }

    @Test
    void theEndOfTheStreamInTheMiddleOfAMessageIsAFailure() {
        try (Peers peers = server(peer -> peer.write(new byte[] {(byte) (FIN | WebSocketFrames.BINARY), 5, 'a'}));
                Transport transport = connected(peers)) {
            assertThatThrownBy(() -> readFully(transport, 5)).isInstanceOf(EOFException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0xC2 0x01 0x61, reserved bits",
        "0x82 0x81 0 0 0 0 0x61, masked",
        "0x83 0x00, opcode 3",
        "0x8B 0x00, opcode 11",
        "0x80 0x00, without its beginning",
        "0x02 0x00 0x82 0x00, before the one before it had ended",
        "0x09 0x00, in fragments",
        "0x89 0x7E 0x00 0x7E, more than 125",
        "0x82 0x7F 0x80 0 0 0 0 0 0 0, 63 bits",
    })
    void whatIsNoWebSocketFrameEndsTheConnection(String bytes, String reason) throws Exception {
        AtomicReference<WebSocketPeer.Frame> last = new AtomicReference<>();
        CountDownLatch came = new CountDownLatch(1);
        try (Peers peers = server(peer -> {
            String[] words = bytes.split(" ");
            byte[] raw = new byte[words.length];
            for (int i = 0; i < raw.length; i++) {
                raw[i] = (byte) (int) Integer.decode(words[i]);
            }
            peer.write(raw);
            last.set(peer.read());
            came.countDown();
        })) {
            Transport transport = connected(peers);
            assertThatThrownBy(() -> transport.read(new byte[10], 0, 10))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(reason);
            transport.close();
            came.await();
            assertThat(WebSocketFrames.closeCode(last.get().payload())).isEqualTo(1002);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 404 Not Found, HTTP 404 (Not Found); is the path right",
        "HTTP/1.1 401 Unauthorized, transport.ws.httpHeader",
        "HTTP/1.1 400 Bad Request, transport.ws.subProtocols",
        "HTTP/1.1 200 OK, HTTP 200 (OK)",
        "ERROR, does not answer in HTTP",
        "HTTP/1.1 101 Switching Protocols, another protocol than WebSocket",
    })
    void aRefusalIsTold(String statusLine, String reason) {
        try (Peers peers = Peers.that(socket -> {
            WebSocketPeer peer = new WebSocketPeer(socket);
            peer.readRequest();
            peer.answer(statusLine);
        })) {
            assertNotConnected(peers, reason);
        }
    }

    @Test
    void aRedirectIsToldAndNotFollowed() {
        try (Peers peers = Peers.that(socket -> {
            WebSocketPeer peer = new WebSocketPeer(socket);
            peer.readRequest();
            peer.answer("HTTP/1.1 302 Found", "Location: http://elsewhere/");
        })) {
            assertNotConnected(peers, "http://elsewhere/");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-WebSocket-Accept: bm9uc2Vuc2U=, Sec-WebSocket-Accept",
        "Sec-WebSocket-Protocol: mqtt, sub-protocol 'mqtt'",
        "Sec-WebSocket-Extensions: permessage-deflate, permessage-deflate",
    })
    void anAnswerThatDoesNotFitTheRequest(String header, String reason) {
        try (Peers peers = Peers.that(socket -> {
            WebSocketPeer peer = new WebSocketPeer(socket);
            peer.readRequest();
            String accept =
                    header.startsWith("Sec-WebSocket-Accept") ? "X: y" : "Sec-WebSocket-Accept: " + peer.acceptValue();
            peer.answer(SWITCHING, "Upgrade: websocket", "Connection: Upgrade", accept, header);
        })) {
            assertNotConnected(peers, reason);
        }
    }

    private static void assertNotConnected(Peers peers, String reason) {
        assertThatThrownBy(() -> connected(peers))
                .isInstanceOf(StompConnectionException.class)
                .hasMessageContaining(peers.address("ws").toString())
                .hasMessageContaining(reason);
    }

    @Test
    void thePeerHangsUpInTheHandshake() {
        try (Peers peers = Peers.that(socket -> new WebSocketPeer(socket).readRequest())) {
            assertNotConnected(peers, "closed the connection in place of an answer");
        }
    }

    @Test
    void thePeerResetsInTheHandshake() {
        try (Peers peers = Peers.that(socket -> {
            new WebSocketPeer(socket).readRequest();
            socket.getOutputStream().write("HTTP/1.1 1".getBytes(UTF_8));
            socket.setSoLinger(true, 0);
        })) {
            assertNotConnected(peers, "no WebSocket with");
        }
    }

    @Test
    void silenceInTheHandshakeEndsWithTheTimeout() {
        try (Peers peers = Peers.that(Peers::silent)) {
            assertThatThrownBy(() -> connected(peers.address("ws"), TransportOptions.DEFAULT.withConnectTimeout(SHORT)))
                    .isInstanceOf(StompTimeoutException.class)
                    .hasMessageContaining("WebSocket")
                    .hasMessageContaining("transport.connectTimeout");
        }
    }

    @Test
    void aHandshakeThatIsDrawnOutEndsWithTheTimeoutToo() {
        CountDownLatch end = new CountDownLatch(1);
        try (Peers peers = Peers.that(socket -> {
            socket.getOutputStream().write((SWITCHING + "\r\nX: ").getBytes(UTF_8));
            while (!end.await(20, TimeUnit.MILLISECONDS)) {
                socket.getOutputStream().write('x');
            }
        })) {
            assertThatThrownBy(() -> connected(peers.address("ws"), TransportOptions.DEFAULT.withConnectTimeout(SHORT)))
                    .isInstanceOf(StompTimeoutException.class);
        } finally {
            end.countDown();
        }
    }

    @Test
    void aCloseEndsTheHandshake() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (Peers peers = Peers.that(socket -> {
            new WebSocketPeer(socket).readRequest();
            asked.countDown();
            Peers.silent(socket);
        })) {
            Transport transport = Transports.create(peers.address("ws"), TransportOptions.DEFAULT);
            FutureTask<Void> connecting = Peers.async(() -> {
                transport.connect();
                return null;
            });
            asked.await();

            transport.close();

            assertThatThrownBy(connecting::get).cause().hasMessageContaining("given up");
        }
    }

    @Test
    void aCloseEndsAReadThatIsUnderWay() throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        try (Peers peers = Peers.that(WebSocketTransportTest::echo)) {
            Transport transport = connected(peers);
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
        try (Peers peers = server(peer -> end.await())) {
            Transport transport = connected(peers);
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
    void aSecureOneIsTlsBeneath() throws Exception {
        TestIdentity server = TestIdentity.server();
        try (Peers peers = Peers.tls(server.context(), WebSocketTransportTest::echo);
                Transport transport = connected(
                        peers.address("wss"),
                        TransportOptions.DEFAULT.withTls(TlsOptions.DEFAULT.withTrustStore(
                                StoreOptions.of(server.certificate().toString(), null))))) {
            write(transport, "hello");
            assertThat(new String(readFully(transport, 5), UTF_8)).isEqualTo("hello");
        }
    }

    private static void write(Transport transport, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        transport.write(bytes, 0, bytes.length);
    }

    private static byte[] readFully(Transport transport, int size) throws IOException {
        byte[] buffer = new byte[size];
        for (int count = 0; count < size; ) {
            int more = transport.read(buffer, count, size - count);
            assertThat(more).isPositive();
            count += more;
        }
        return buffer;
    }

    private static Transport connected(Peers peers) {
        return connected(peers.address("ws"), TransportOptions.DEFAULT);
    }

    private static Transport connected(BrokerAddress address, TransportOptions options) {
        Transport transport = Transports.create(address, options);
        transport.connect();
        return transport;
    }
}
