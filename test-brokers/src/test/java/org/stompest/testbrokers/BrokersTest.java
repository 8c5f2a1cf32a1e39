package org.stompest.testbrokers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokersTest {
    @TempDir
    Path data;

    @Test
    void artemisHasWhatItConfirmedWhenItWasKilled() throws IOException {
        try (BrokerProcess broker = BrokerProcess.artemis(data.resolve("made/on/demand"))) {
            hasWhatItConfirmedWhenItWasKilled(broker, "orders");
        }
    }

    @Test
    void classicHasWhatItConfirmedWhenItWasKilled() throws IOException {
        try (BrokerProcess broker = BrokerProcess.classic(data)) {
            hasWhatItConfirmedWhenItWasKilled(broker, "/queue/orders");
        }
    }

    private static void hasWhatItConfirmedWhenItWasKilled(BrokerProcess broker, String destination) throws IOException {
        broker.start();
        int port = broker.stompPort();
        send(broker, destination, 10);

        broker.kill();
        assertThat(broker.isRunning()).isFalse();
        assertThat(broker.isServing()).isFalse();
        assertThatThrownBy(() -> broker.messages("orders")).isInstanceOf(UncheckedIOException.class);

        broker.restart();
        assertThat(broker.stompPort()).isEqualTo(port);
        assertThat(broker.messages("orders")).isEqualTo(10);
        assertThat(broker.messages("nothing")).isZero();
        try (StompLine line = new StompLine(port)) {
            line.receive(destination);
            assertThat(broker.consumers("orders")).isOne();
            assertThat(broker.connections()).isOne();
        }

        broker.stop();
        broker.start();
        assertThat(broker.messages("orders")).isEqualTo(10);
    }

    @Test
    void theBackupTakesOverAndGivesBack() throws IOException {
        try (ArtemisPair pair = new ArtemisPair(data).start()) {
            send(pair.live(), "orders", 10);
            assertThat(pair.backup().isServing()).isFalse();

            pair.live().kill();
            pair.backup().awaitServing();
            assertThat(pair.backup().messages("orders")).isEqualTo(10);
            send(pair.backup(), "orders", 5);

            pair.live().restart();
            await().atMost(BrokerProcess.START_LIMIT).until(() -> !pair.backup().isServing());
            assertThat(pair.live().messages("orders")).isEqualTo(15);
        }
    }

    @Test
    void aClusterPassesMessagesOnToWhereTheConsumersAre() throws IOException {
        try (ArtemisCluster cluster = new ArtemisCluster(data).start()) {
            send(cluster.first(), "orders", 10);
            try (StompLine line = new StompLine(cluster.second().stompPort())) {
                line.receive("orders");
            }
            cluster.second().kill();
            assertThat(cluster.first().isServing()).isTrue();
        }
    }

    private static void send(BrokerProcess broker, String destination, int messages) throws IOException {
        try (StompLine line = new StompLine(broker.stompPort())) {
            for (int i = 0; i < messages; i++) {
                line.send(destination, "message " + i);
            }
        }
    }

    @Test
    void whatKeepsABrokerFromStartingIsSaid() {
        try (BrokerProcess broker = BrokerProcess.artemis(data).start();
                BrokerProcess other = BrokerProcess.artemis(
                        data.resolve("other"),
                        new ArtemisSettings(
                                data.resolve("other"), broker.stompPort(), 0, ArtemisSettings.Role.SINGLE, 0))) {
            assertThatThrownBy(other::start)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("does not start")
                    .hasMessageContaining("broker.log");
            assertThat(other.isRunning()).isFalse();
        }
    }
}
