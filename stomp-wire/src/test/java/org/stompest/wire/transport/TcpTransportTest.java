package org.stompest.wire.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.failover.BrokerAddress;

class TcpTransportTest {
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void carriesBytesBothWays() throws IOException {
        try (Transport transport = connect();
                Socket peer = server.accept()) {
            transport.write("<hello>".getBytes(UTF_8), 1, 5);
            assertThat(peer.getInputStream().readNBytes(5)).asString(UTF_8).isEqualTo("hello");

            peer.getOutputStream().write('x');
            byte[] buffer = new byte[10];
            assertThat(transport.read(buffer, 3, 7)).isEqualTo(1);
            assertThat(buffer[3]).isEqualTo((byte) 'x');

            peer.shutdownOutput();
            assertThat(transport.read(buffer, 0, 10)).isEqualTo(-1);
        }
    }

    @Test
    void aReadThatTimedOutMayBeRepeated() throws IOException {
        try (Transport transport = connect();
                Socket peer = server.accept()) {
            byte[] buffer = new byte[1];
            transport.readTimeout(5);
            assertThatThrownBy(() -> transport.read(buffer, 0, 1)).isInstanceOf(SocketTimeoutException.class);

            transport.readTimeout(0);
            peer.getOutputStream().write('x');
            assertThat(transport.read(buffer, 0, 1)).isEqualTo(1);
        }
    }

    @Test
    void aCloseEndsAReadThatIsUnderWay() throws Exception {
        Transport transport = connect();
        try (Socket peer = server.accept()) {
            FutureTask<Integer> read = new FutureTask<>(() -> transport.read(new byte[1], 0, 1));
            Thread reader = start(read);
            await().until(() -> reading(reader));

            transport.close();

            assertThatThrownBy(read::get).cause().isInstanceOf(IOException.class);
            transport.close();
            assertThat(peer.getInputStream().read()).isNegative();
        }
    }

    @Test
    void aCloseEndsAWriteThatIsUnderWay() throws Exception {
        Transport transport = connect();
        try (Socket peer = server.accept()) {
            FutureTask<Void> write = new FutureTask<>(() -> {
                byte[] bytes = new byte[1024 * 1024];
                while (!peer.isClosed()) {
                    transport.write(bytes, 0, bytes.length);
                }
                return null;
            });
            start(write);
            await().until(() -> peer.getInputStream().available() > 0);

            transport.close();

            assertThatThrownBy(write::get).cause().isInstanceOf(IOException.class);
        }
    }

    @Test
    void nobodyListens() throws IOException {
        BrokerAddress address = address();
        server.close();

        assertThatThrownBy(() -> new TcpTransport(address, TransportOptions.DEFAULT).connect())
                .isInstanceOf(StompConnectionException.class)
                .hasMessageContaining(address.toString())
                .hasMessageContaining("is the broker running")
                .hasCauseInstanceOf(ConnectException.class);
    }

    @Test
    void theHostIsUnknown() {
        BrokerAddress address = new BrokerAddress("tcp", "no-such-host.invalid", 61613);

        assertThatThrownBy(() -> new TcpTransport(address, TransportOptions.DEFAULT).connect())
                .isInstanceOf(StompConnectionException.class)
                .hasMessageContaining("unknown host 'no-such-host.invalid'")
                .hasCauseInstanceOf(UnknownHostException.class);
    }

    @Test
    void theSocketIsSetUpAsAskedFor() throws IOException {
        TransportOptions options =
                TransportOptions.DEFAULT.withTcp(new TcpOptions(true, true, 32 * 1024, 32 * 1024, 0, 8, "127.0.0.1"));
        Transport transport = connected(options);
        try (Socket peer = server.accept()) {
            transport.close();
            assertThatThrownBy(() -> peer.getInputStream().read())
                    .as("a linger of 0 resets")
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void anAddressOfTheNewProtocolIsReached() throws IOException {
        assumeThat(NetworkInterface.getByInetAddress(InetAddress.getByName("::1")))
                .as("IPv6 on this machine")
                .isNotNull();
        try (ServerSocket six = new ServerSocket(0, 5, InetAddress.getByName("::1"))) {
            Transport transport =
                    Transports.create(new BrokerAddress("tcp", "::1", six.getLocalPort()), TransportOptions.DEFAULT);
            transport.connect();
            try (Socket peer = six.accept()) {
                transport.write(new byte[] {1}, 0, 1);
                assertThat(peer.getInputStream().read()).isOne();
            }
            transport.close();
        }
    }

    @Test
    void theAddressToConnectFromIsNotOfThisMachine() throws IOException {
        TransportOptions options =
                TransportOptions.DEFAULT.withTcp(new TcpOptions(true, false, 0, 0, -1, 0, "192.0.2.1"));

        assertThatThrownBy(() -> connected(options))
                .isInstanceOf(StompConnectionException.class)
                .hasMessageContaining("transport.localAddress")
                .hasMessageContaining("192.0.2.1");
    }

    @Test
    void whatWasClosedIsNotConnected() {
        Transport transport = Transports.create(address(), TransportOptions.DEFAULT);
        transport.close();

        assertThatThrownBy(transport::connect)
                .isInstanceOf(StompConnectionException.class)
                .hasMessageContaining("given up");
    }

    private Transport connect() {
        return connected(TransportOptions.DEFAULT);
    }

    private Transport connected(TransportOptions options) {
        Transport transport = Transports.create(address(), options);
        transport.connect();
        return transport;
    }

    private BrokerAddress address() {
        return new BrokerAddress("tcp", "127.0.0.1", server.getLocalPort());
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "test-io");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static boolean reading(Thread thread) {
        for (StackTraceElement element : thread.getStackTrace()) {
            if (element.getMethodName().equals("read")) {
                return true;
            }
        }
        return false;
    }
}
