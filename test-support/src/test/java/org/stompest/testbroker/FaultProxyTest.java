package org.stompest.testbroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.FaultProxy.Direction;
import org.stompest.testbroker.ProxiedPair.End;
import org.stompest.testbroker.ProxiedPair.Ends;

class FaultProxyTest extends ProxyTest {
    private void assertPasses(String text) throws IOException {
        client.write(text);
        assertThat(broker.read(text)).isEqualTo(text);
        broker.write(text);
        assertThat(client.read(text)).isEqualTo(text);
    }

    @Test
    void bytesPassBothWays() throws IOException {
        assertPasses("no STOMP at all");
        assertPasses("x".repeat(200_000));
        assertThat(proxy.connections()).isOne();
        assertThat(proxy.openConnections()).isOne();
    }

    @Test
    void anEndOfOneDirectionPasses() throws IOException {
        client.write("last words");
        client.socket().shutdownOutput();
        assertThat(broker.read("last words")).isEqualTo("last words");
        assertThat(broker.readByte()).isNegative();
        broker.write("answer");
        assertThat(client.read("answer")).isEqualTo("answer");
        broker.socket().close();
        assertThat(client.readByte()).isNegative();
        await().until(() -> proxy.openConnections() == 0);
    }

    @Test
    void aResetPasses() throws IOException {
        broker.socket().setSoLinger(true, 0);
        broker.socket().close();
        assertReset(client);
    }

    @Test
    void aCutResetsBothSidesOfAllConnections() throws IOException {
        Ends second = pair.open();
        assertPasses("before");
        proxy.cut();
        for (End end : new End[] {client, broker, second.client(), second.broker()}) {
            assertReset(end);
        }
        assertThat(proxy.openConnections()).isZero();
        pair.open();
        assertThat(proxy.connections()).isEqualTo(3);
    }

    @Test
    void whatWasWrittenBeforeACutIsReadBeforeTheReset() throws IOException {
        client.write("abc");
        await().until(() -> broker.socket().getInputStream().available() == 3);
        proxy.cut();
        assertThat(broker.read("abc")).isEqualTo("abc");
        assertReset(broker);
    }

    @Test
    void aHangUpIsReadAsAnEndEvenBySomebodyWhoGoesOnWriting() throws IOException {
        assertPasses("before");
        proxy.hangUp();
        client.write("in vain");
        broker.write("in vain");
        assertThat(client.readByte()).isNegative();
        assertThat(broker.readByte()).isNegative();
        client.write("in vain");
        client.socket().close();
        broker.socket().close();
        await().until(() -> proxy.openConnections() == 0);
    }

    @Test
    void nothingPassesWhileFrozenAndAllOfItAfterwards() throws IOException {
        assertPasses("first");
        proxy.freeze();
        client.write("second");
        broker.write("second");
        client.socket().shutdownOutput();
        broker.socket().setSoTimeout(50);
        assertThatThrownBy(broker::readByte).isInstanceOf(IOException.class).hasMessageContaining("timed out");
        assertThat(client.hasMore()).isFalse();
        try (Socket another = pair.connect()) {
            assertThat(another.isConnected()).isTrue();
        }
        proxy.thaw();
        broker.socket().setSoTimeout(10_000);
        assertThat(broker.read("second")).isEqualTo("second");
        assertThat(broker.readByte()).isNegative();
        assertThat(client.read("second")).isEqualTo("second");
    }

    @Test
    void aFrozenConnectionCanBeCut() throws IOException {
        proxy.freeze();
        client.write("stays here");
        proxy.cut();
        assertReset(client);
        assertReset(broker);
    }

    @Test
    void bytesAreLateAndKeepTheirOrderAndDistance() throws IOException {
        proxy.delay(Duration.ofMillis(100));
        long start = System.nanoTime();
        client.write("a");
        broker.write("z");
        client.write("b");
        assertThat(broker.read("ab")).isEqualTo("ab");
        assertThat(client.read("z")).isEqualTo("z");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(95), Duration.ofSeconds(5));
        client.write("c");
        proxy.delay(Duration.ZERO);
        client.write("d");
        client.socket().shutdownOutput();
        assertThat(broker.read("cd")).isEqualTo("cd");
        assertThat(broker.readByte()).isNegative();
    }

    @Test
    void aThrottledConnectionTakesItsTimeUntilItIsToldToHurry() throws IOException {
        proxy.throttle(10_000);
        long start = System.nanoTime();
        assertPasses("x".repeat(1_000));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(150));
        proxy.throttle(1);
        client.write("y".repeat(10_000));
        proxy.throttle(0);
        assertThat(broker.read("y".repeat(10_000))).hasSize(10_000);
    }

    @Test
    void halfOfTheNextChunkPassesWhenItIsTruncated() throws IOException {
        assertPasses("whole");
        proxy.truncate(Direction.TO_BROKER);
        broker.write("the other way");
        assertThat(client.read("the other way")).isEqualTo("the other way");
        client.write("12345678");
        assertThat(broker.read("1234")).isEqualTo("1234");
        assertReset(broker);
        assertReset(client);
    }

    @Test
    void aRefusedConnectionIsRefusedAndThoseThatStandGoOn() throws IOException {
        proxy.refuse(true);
        proxy.refuse(true);
        assertThatThrownBy(pair::connect).isInstanceOf(ConnectException.class);
        assertPasses("as before");
        proxy.refuse(false);
        Ends ends = pair.open();
        ends.client().write("again");
        assertThat(ends.broker().read("again")).isEqualTo("again");
        proxy.refuse(true);
    }

    @Test
    void newConnectionsGoWhereTheyAreRedirected() throws IOException {
        try (ServerSocket other = new ServerSocket(0)) {
            proxy.redirect(other.getLocalPort());
            assertPasses("as before");
            try (Socket second = pair.connect();
                    Socket accepted = other.accept()) {
                second.getOutputStream().write(7);
                assertThat(accepted.getInputStream().read()).isEqualTo(7);
            }
        }
    }

    @Test
    void aBrokerThatIsNotThereIsAReset() throws IOException {
        int nobody;
        try (ServerSocket gone = new ServerSocket(0)) {
            nobody = gone.getLocalPort();
        }
        proxy.redirect(nobody);
        try (Socket socket = pair.connect()) {
            assertThatThrownBy(socket.getInputStream()::read).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void aClosedProxyRefuses() throws IOException {
        proxy.close();
        proxy.close();
        assertReset(client);
        assertThatThrownBy(pair::connect).isInstanceOf(ConnectException.class);
        proxy.refuse(false);
        assertThatThrownBy(pair::connect).isInstanceOf(ConnectException.class);
    }

    @Test
    void aNegativeDelayOrRateIsRefused() {
        assertThatThrownBy(() -> proxy.delay(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> proxy.throttle(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
