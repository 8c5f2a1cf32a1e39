package org.stompest.wire.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.session.HeartBeat;
import org.stompest.wire.transport.TransportOptions;

class PausedReadingTest {
    private static final int FLOOD = 20_000;

    private final Received received = new Received();

    @Test
    void aFloodWaitsInTheSocketUntilReadingGoesOn() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .flood(FLOOD, "x".repeat(1_000))
                    .expect("SEND")
                    .receipt()
                    .expectClose();
            ConnectionHandler pausing = new ConnectionHandler() {
                @Override
                public void onMessage(StompConnection connection, StompFrame message) {
                    if (received.messages().isEmpty()) {
                        connection.pauseReading();
                    }
                    received.onMessage(connection, message);
                }

                @Override
                public void onClosed(StompConnection connection, StompException why) {
                    received.onClosed(connection, why);
                }
            };
            ScarceMessages counted = new ScarceMessages(pausing, 100);
            try (StompConnection connection = Broker.open(broker, counted)) {
                connection.write(Broker.SUBSCRIBE, Flush.NOW);
                await().until(() -> counted.count() > 0);
                int read = counted.settled();
                assertThat(read).as("what one read has brought").isLessThan(1_000);

                connection.resumeReading();

                await().atMost(Duration.ofSeconds(30)).until(() -> counted.count() == FLOOD);
                Confirmation sent = new Confirmation();
                connection.request(Broker.send("a", "1"), sent, Flush.NOW);
                assertThat(sent.await(Deadline.in(Broker.PATIENCE))).isNull();
            }
        }
    }

    @Test
    void closingEndsAPause() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("SUBSCRIBE").message("one").expectClose();
            CountDownLatch paused = new CountDownLatch(1);
            ScarceMessages pausing = new ScarceMessages(received, Integer.MAX_VALUE) {
                @Override
                public void onMessage(StompConnection connection, StompFrame message) {
                    connection.pauseReading();
                    paused.countDown();
                }
            };
            StompConnection connection = Broker.open(broker, pausing);
            connection.write(Broker.SUBSCRIBE, Flush.NOW);
            assertThat(paused.await(10, TimeUnit.SECONDS)).isTrue();

            connection.close(); // returns when both threads have ended
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPausedConnectionIsClosedInGoodOrder() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .reply(WireFrame.of("MESSAGE", "message-id", "1", "destination", "d", "subscription", "s"))
                    .expect("DISCONNECT")
                    .receipt()
                    .expectClose();
            StompConnection connection = Broker.open(broker, received);
            connection.pauseReading();
            long start = System.nanoTime();

            connection.close(Duration.ofSeconds(60));

            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(30));
        }
    }

    @Test
    void aPausedConnectionIsNotTakenForDead() throws InterruptedException {
        ConnectOptions beats = ConnectOptions.DEFAULT.withHeartBeat(new HeartBeat(0, 100));
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch later = new CountDownLatch(1);
            broker.connection()
                    .expectConnect()
                    .connected("1.2", "heart-beat", "100,0")
                    .expect("SUBSCRIBE")
                    .message("one")
                    .await(later)
                    .message("two")
                    .expectClose();
            ScarceMessages pausing = new ScarceMessages(received, Integer.MAX_VALUE) {
                @Override
                public void onMessage(StompConnection connection, StompFrame message) {
                    super.onMessage(connection, message);
                    if (count() == 1) {
                        connection.pauseReading();
                    }
                }
            };
            try (StompConnection connection = Broker.open(broker, beats, TransportOptions.DEFAULT, pausing)) {
                connection.write(Broker.SUBSCRIBE, Flush.NOW);
                await().until(() -> pausing.count() == 1);
                long start = System.nanoTime();
                await().until(() -> System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(500));
                assertThat(received.isClosed()).isFalse();
                later.countDown();

                connection.resumeReading();

                await().until(() -> pausing.count() == 2);
            }
        }
    }

    @Test
    void aStalledWriterIsNoticedWhileReadingIsPaused() {
        TransportOptions impatient = TransportOptions.DEFAULT.withWriteTimeout(Duration.ofMillis(400));
        try (ScriptedBroker broker = new ScriptedBroker(8 * 1024)) {
            broker.connection().handshake().stopReading().silence();
            StompConnection connection = Broker.open(broker, Broker.NO_BEATS, impatient, received);
            connection.pauseReading();
            String body = "x".repeat(100_000);

            assertThatThrownBy(() -> {
                        while (true) {
                            connection.write(Broker.send(body), Flush.NOW);
                        }
                    })
                    .isInstanceOf(StompConnectionException.class);

            assertThat(received.why()).hasMessageContaining("transport.writeTimeout");
            connection.close();
        }
    }

    @Test
    void aPauseThatEndsAtOnceAndOneThatNobodyBeganAreHarmless() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("SEND").receipt().expectClose();
            try (StompConnection connection = Broker.open(broker, received)) {
                connection.resumeReading();
                connection.pauseReading();
                connection.resumeReading();
                Confirmation sent = new Confirmation();
                connection.request(Broker.send("a", "1"), sent, Flush.NOW);
                assertThat(sent.await(Deadline.in(Broker.PATIENCE))).isNull();
            }
        }
    }

    @Test
    void afterTheEndNothingCanBePaused() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expectClose();
            StompConnection connection = Broker.open(broker, received);
            connection.close();
            connection.pauseReading();
            connection.close(Duration.ofSeconds(1)); // would wait for a reader that rests
            assertThat(connection.isOpen()).isFalse();
        }
    }
}
