package org.stompest.wire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.failover.BrokerAddress;

class SocketConnectorTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private final ConnectDeadline deadline = new ConnectDeadline(Duration.ofSeconds(10));

    @Test
    void everyAddressOfAHostIsTriedInItsOrder() throws Exception {
        try (Peers peers = Peers.that(Peers::silent)) { // on 127.0.0.1 alone
            SocketConnector connector = connector(peers, "127.0.0.3", "127.0.0.2", "127.0.0.1", "127.0.0.4");

            try (Socket socket = connector.connect(deadline)) {
                assertThat(socket.getInetAddress()).isEqualTo(InetAddress.getByName("127.0.0.1"));
            }
        }
    }

    @Test
    void theFailureKeepsThoseOfTheOtherAddresses() {
        try (Peers peers = Peers.that(Peers::silent)) {
            SocketConnector connector = connector(peers, "127.0.0.3", "127.0.0.2");

            assertThatThrownBy(() -> connector.connect(deadline))
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("tcp://many.example:" + peers.port())
                    .satisfies(e -> assertThat(e.getCause().getSuppressed()).hasSize(1));
        }
    }

    @Test
    void noAddressIsTriedWhenTheTimeIsOver() {
        try (Peers peers = Peers.that(Peers::silent)) {
            SocketConnector connector = connector(peers, "127.0.0.1");

            assertThatThrownBy(() -> connector.connect(new ConnectDeadline(Duration.ZERO)))
                    .isInstanceOf(StompTimeoutException.class)
                    .hasMessageContaining("transport.connectTimeout");
            assertThat(peers.connections()).isZero();
        }
    }

    @Test
    void aNameServiceThatIsSilentEndsWithTheTimeoutForConnecting() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        SocketConnector connector = connector(host -> afterwards(answer));
        try {
            assertThatThrownBy(() -> connector.connect(new ConnectDeadline(SHORT)))
                    .isInstanceOf(StompTimeoutException.class)
                    .hasMessageContaining("no address of host 'slow.example'")
                    .hasMessageContaining("300 ms (transport.connectTimeout)");
        } finally {
            answer.countDown();
        }
    }

    @Test
    void aCloseEndsLookingUp() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        SocketConnector connector = connector(host -> {
            asked.countDown();
            return afterwards(answer);
        });
        try {
            FutureTask<Socket> connecting = Peers.async(() -> connector.connect(deadline));
            asked.await();

            connector.close();

            assertThatThrownBy(() -> connecting.get(5, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("given up");
        } finally {
            answer.countDown();
        }
    }

    @Test
    void anInterruptEndsLookingUpAndStaysSet() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        SocketConnector connector = connector(host -> afterwards(answer));
        try {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> connector.connect(deadline))
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            answer.countDown();
        }
    }

    @Test
    void attemptsAtASilentNameServiceShareOneThread() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger lookups = new AtomicInteger();
        List<String> threads = new CopyOnWriteArrayList<>();
        NameLookups names = new NameLookups(host -> {
            lookups.incrementAndGet();
            threads.add(Thread.currentThread().getName());
            return afterwards(answer);
        });
        try {
            CompletableFuture<InetAddress[]> first = names.of("slow.example");
            CompletableFuture<InetAddress[]> second = names.of("slow.example");
            first.cancel(false);
            answer.countDown();

            assertThat(second.get(5, TimeUnit.SECONDS)).hasSize(1);
            assertThat(lookups).hasValue(1);
            assertThat(threads).containsExactly("stomp-resolve slow.example");
            names.of("slow.example").get(5, TimeUnit.SECONDS);
            assertThat(lookups).as("nothing is kept").hasValue(2);
        } finally {
            answer.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "255.255.255.255", "::1", "fe80::1"})
    void aNumericAddressNeedsNoThread(String host) {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        NameLookups names = new NameLookups(asked -> {
            threads.add(Thread.currentThread());
            return InetAddress.getAllByName(asked);
        });

        assertThat(names.of(host)).isCompleted();
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @ParameterizedTest
    @ValueSource(strings = {"256.0.0.1", "1.2.3", "4.example"})
    void whatOnlyLooksLikeANumericAddressIsAName(String host) throws Exception {
        List<String> threads = new CopyOnWriteArrayList<>();
        NameLookups names = new NameLookups(asked -> {
            threads.add(Thread.currentThread().getName());
            return new InetAddress[0];
        });

        names.of(host).get(5, TimeUnit.SECONDS);
        assertThat(threads).containsExactly("stomp-resolve " + host);
    }

    private static InetAddress[] afterwards(CountDownLatch answer) throws UnknownHostException {
        try {
            answer.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return InetAddress.getAllByName("127.0.0.1");
    }

    private static SocketConnector connector(NameLookups.Resolver resolver) {
        return new SocketConnector(
                new BrokerAddress("tcp", "slow.example", 61613), TransportOptions.DEFAULT, new NameLookups(resolver));
    }

    private static SocketConnector connector(Peers peers, String... ips) {
        return new SocketConnector(
                new BrokerAddress("tcp", "many.example", peers.port()),
                TransportOptions.DEFAULT,
                new NameLookups(host -> {
                    InetAddress[] addresses = new InetAddress[ips.length];
                    for (int i = 0; i < ips.length; i++) {
                        addresses[i] = InetAddress.getByName(ips[i]);
                    }
                    if (!host.equals("many.example")) {
                        throw new UnknownHostException(host);
                    }
                    return addresses;
                }));
    }
}
