package org.stompest.wire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.failover.BrokerAddress;

class SocketConnectorTest {
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

    private static SocketConnector connector(Peers peers, String... ips) {
        return new SocketConnector(
                new BrokerAddress("tcp", "many.example", peers.port()), TransportOptions.DEFAULT, host -> {
                    InetAddress[] addresses = new InetAddress[ips.length];
                    for (int i = 0; i < ips.length; i++) {
                        addresses[i] = InetAddress.getByName(ips[i]);
                    }
                    if (!host.equals("many.example")) {
                        throw new UnknownHostException(host);
                    }
                    return addresses;
                });
    }
}
