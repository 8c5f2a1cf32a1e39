package org.stompest.wire.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.frame.StompVersion;
import org.stompest.wire.transport.TransportOptions;

class ConnectionStatisticsTest {
    private final Received received = new Received();

    @Test
    void whatTravelsIsCounted() {
        Instant before = Instant.now();
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .expect("SEND")
                    .receipt()
                    .message("one")
                    .heartBeat()
                    .expect("SEND")
                    .errorForLast("no")
                    .expectHeartBeat()
                    .expectClose();
            try (StompConnection connection = Broker.open(broker, received)) {
                connection.write(Broker.SUBSCRIBE, Flush.LATER);
                Confirmation first = new Confirmation();
                connection.request(Broker.send("a", "1"), first, Flush.NOW);
                assertThat(first.await(Deadline.in(Broker.PATIENCE))).isNull();
                Confirmation second = new Confirmation();
                connection.request(Broker.send("b", "2"), second, Flush.NOW);
                assertThat(connection.statistics().pendingReceipts()).isLessThanOrEqualTo(1);
                assertThat(second.await(Deadline.in(Broker.PATIENCE))).isInstanceOf(StompProtocolException.class);
                connection.beat();
                await().until(() -> connection.statistics().heartBeatsSent() == 1);

                ConnectionStatistics counted = connection.statistics();

                assertThat(counted.framesSent())
                        .as("CONNECT, SUBSCRIBE and two SEND")
                        .isEqualTo(4);
                assertThat(counted.framesReceived())
                        .as("CONNECTED, RECEIPT, MESSAGE, ERROR")
                        .isEqualTo(4);
                assertThat(counted.receiptsReceived()).isEqualTo(1);
                assertThat(counted.messagesReceived()).isEqualTo(1);
                assertThat(counted.errorsReceived()).isEqualTo(1);
                assertThat(counted.heartBeatsReceived()).isGreaterThanOrEqualTo(1);
                assertThat(counted.flushes()).isBetween(3L, 4L);
                assertThat(counted.bytesSent()).isGreaterThan(100);
                assertThat(counted.bytesReceived()).isGreaterThan(100);
                assertThat(counted.pendingReceipts()).isZero();
                assertThat(counted.reconnects()).isZero();
                assertThat(counted.lastSent()).isBetween(before, Instant.now());
                assertThat(counted.lastReceived()).isBetween(before, Instant.now());
            }
        }
    }

    @Test
    void aReplacedConnectionIsAdded() {
        Instant now = Instant.EPOCH;
        ConnectionStatistics one = new ConnectionStatistics(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, now, now);

        ConnectionStatistics sum = one.after(one).after(one);

        assertThat(sum).isEqualTo(new ConnectionStatistics(3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 11, 2, now, now));
    }

    @Test
    void theFirstVersionHasNoHeartBeat() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expectConnect().connected("1.0").expectClose();
            ConnectOptions first = Broker.NO_BEATS.withVersions(List.of(StompVersion.V1_0));
            try (StompConnection connection = Broker.open(broker, first, TransportOptions.DEFAULT, received)) {
                assertThatThrownBy(connection::beat)
                        .isInstanceOf(StompProtocolException.class)
                        .hasMessageContaining("no heart-beats");
            }
        }
    }
}
