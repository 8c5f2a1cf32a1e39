package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stompest.testbroker.FrameMatcher.header;
import static org.stompest.testbroker.FrameMatcher.lacks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.session.ServerInfo;

/** A connection that is lost in the middle of a call, for each call. */
class StompClientLossTest {
    private static final StompHeaders AUTO = StompHeaders.of("ack", "auto");

    @Test
    void aSendThatWaitsForItsReceiptMayHaveArrived() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("SEND").reset();
            broker.connection().handshake().expect("SEND").receipt().expectClose();
            StompClient client = Sync.failover(broker, Sync.OPTIONS).connect();

            assertInDoubt(() -> client.sendConfirmed("a", "b"));
            client.sendConfirmed("a", "b");
            client.close(true);
        }
    }

    @Test
    void aSubscribeIsRepeated() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("SUBSCRIBE").reset();
            broker.connection().handshake().autoReceipts().ignoringTheRest().expectClose();
            StompClient client = Sync.failover(broker, Sync.OPTIONS).connect();

            StompSubscription subscription = client.subscribe("a");

            assertThat(broker.received())
                    .filteredOn(frame -> frame.command().equals("SUBSCRIBE"))
                    .hasSize(2)
                    .allMatch(frame -> subscription.id().equals(frame.header("id")));
            client.close(true);
        }
    }

    @Test
    void anUnsubscribeIsDoneBecauseItsSubscriptionEndedWithItsConnection() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .expect("UNSUBSCRIBE")
                    .reset();
            broker.connection().handshake().expect("SEND").receipt().expectClose();
            StompClient client = Sync.failover(broker, Sync.OPTIONS).connect();
            StompSubscription subscription = client.subscribe("a");

            client.unsubscribe(subscription);

            client.sendConfirmed("a", "not subscribed to again before this");
            client.close(true);
        }
    }

    @Test
    void anAckThatWaitsForItsReceiptMayHaveArrived() {
        acknowledging("ACK", StompClient::ackConfirmed);
    }

    @Test
    void aNackThatWaitsForItsReceiptMayHaveArrived() {
        acknowledging("NACK", StompClient::nackConfirmed);
    }

    private static void acknowledging(String command, BiConsumer<StompClient, StompMessage> call) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .message("one")
                    .expect(command)
                    .reset();
            broker.connection().handshake().expect("SUBSCRIBE").message("one").expectClose();
            StompClient client = Sync.failover(broker, Sync.OPTIONS).connect();
            client.subscribe("a");
            StompMessage one = Sync.receive(client);

            assertInDoubt(() -> call.accept(client, one));

            assertThat(Sync.receive(client).text()).isEqualTo("one");
            client.close(true);
        }
    }

    @Test
    void anAbortIsDoneByTheLoss() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("BEGIN").expect("ABORT").reset();
            broker.connection().handshake().expectClose();
            StompClient client = Sync.failover(broker, Sync.OPTIONS).connect();
            StompTransaction transaction = client.begin();

            transaction.abort();

            await().until(() -> broker.connections() == 2 && client.isConnected());
            client.close(true);
        }
    }

    @Test
    void aCommitThatComesTooLateSaysThatNothingWasDone() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("BEGIN").reset();
            broker.connection().handshake().expectClose();
            StompClient client = Sync.failover(broker, Sync.OPTIONS).connect();
            StompTransaction transaction = client.begin();
            await().until(() -> broker.connections() == 2 && client.isConnected());

            assertThatThrownBy(transaction::commit)
                    .isInstanceOfSatisfying(
                            StompConnectionException.class,
                            e -> assertThat(e.mayHaveReachedBroker()).isFalse())
                    .hasMessageContaining("begin it anew");
            client.close(true);
        }
    }

    @Test
    void whoWaitsForAMessageGoesOnWaiting() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch waiting = new CountDownLatch(1);
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .await(waiting)
                    .reset();
            broker.connection().handshake().expect("SUBSCRIBE").message("one").expectClose();
            StompClient client = Sync.failover(broker, Sync.OPTIONS).connect();
            client.subscribe("a");
            CompletableFuture<StompMessage> receive = CompletableFuture.supplyAsync(client::receive);
            waiting.countDown();

            assertThat(receive).succeedsWithin(Sync.PATIENCE).returns("one", StompMessage::text);
            client.close(true);
        }
    }

    @Test
    void whatCountsAsAcknowledgedStaysThroughAReconnect() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch read = new CountDownLatch(1);
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .message("one")
                    .await(read)
                    .reset();
            broker.connection().handshake().expect("SUBSCRIBE").message("two").expectClose();
            StompClient client = Sync.failover(broker, Sync.OPTIONS).connect();
            client.subscribe("a", AUTO);
            assertThat(client.canRead(Sync.PATIENCE)).isTrue();
            read.countDown();
            await().until(() -> broker.connections() == 2 && client.isConnected());

            assertThat(Sync.receive(client).text()).isEqualTo("one");
            assertThat(Sync.receive(client).text()).isEqualTo("two");
            client.close(true);
        }
    }

    /** The reader rests then and cannot notice. */
    @Test
    void aLossBehindABacklogIsNoticedByWhoeverWrites() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch full = new CountDownLatch(1);
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .flood(8, "x")
                    .await(full)
                    .ignoringTheRest()
                    .reset();
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE", lacks("receipt"))
                    .autoReceipts()
                    .ignoringTheRest()
                    .expectClose();
            ReadAhead ahead = new ReadAhead();
            StompClient client = Sync.failover(
                            broker, Sync.OPTIONS.withMaxPendingMessages(2).withFrameListener(ahead))
                    .connect();
            client.subscribe("a", AUTO);
            await().until(() -> ahead.most() == 8);
            full.countDown();

            await().atMost(Sync.PATIENCE).until(() -> {
                try {
                    client.send("b", "c");
                } catch (StompConnectionException e) {
                    return true; // what was on its way is lost
                }
                return broker.connections() == 2;
            });
            await().atMost(Sync.PATIENCE).until(() -> broker.connections() == 2 && client.isConnected());
            client.sendConfirmed("b", "c");
            client.close(true);
        }
    }

    /** The first words of a listener, whatever happens at once. */
    private static final class FirstWords implements ConnectionListener {
        private final List<String> words = new CopyOnWriteArrayList<>();

        @Override
        public void onConnecting(BrokerAddress broker, int attempt) {
            words.add("connecting");
        }

        @Override
        public void onConnected(BrokerAddress broker, ServerInfo server, boolean again) {
            words.add(again ? "again" : "connected");
        }

        @Override
        public void onConnectionLost(BrokerAddress broker, StompException why) {
            words.add("lost");
        }

        @Override
        public void onDisconnected(Optional<StompException> why) {
            words.add(why.isPresent() ? "failed" : "closed");
        }
    }

    @RepeatedTest(10)
    void aLossRightAfterConnectedIsToldAfterIt() {
        FirstWords listener = new FirstWords();
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().reset();
            StompClient client = Sync.plain(broker, Sync.OPTIONS.withConnectionListener(listener));
            try {
                client.connect();
                assertThatThrownBy(client::receive).isInstanceOf(StompConnectionException.class);
            } catch (StompException e) {
                assertThat(e).as("lost while it was opened").isInstanceOf(StompConnectionException.class);
            }
            await().until(() -> listener.words.contains("failed"));
            client.close(true);
        }
        assertThat(listener.words).startsWith("connecting").doesNotContain("again");
        if (listener.words.contains("connected")) {
            assertThat(listener.words.get(1)).isEqualTo("connected");
        }
    }

    @RepeatedTest(10)
    void aListenerMayConnectAgainWhenItIsOver() {
        CompletableFuture<StompClient> again = new CompletableFuture<>();
        CompletableFuture<StompClient> self = new CompletableFuture<>();
        ConnectionListener listener = new ConnectionListener() {
            @Override
            public void onDisconnected(Optional<StompException> why) {
                if (why.isPresent()) {
                    again.complete(self.join().connect());
                }
            }
        };
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("SUBSCRIBE").receipt().close();
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .message("hello")
                    .expectClose();
            StompClient client = Sync.plain(broker, Sync.OPTIONS.withConnectionListener(listener))
                    .connect();
            client.subscribe("a");
            self.complete(client);

            assertThat(again).succeedsWithin(Sync.PATIENCE);
            assertThat(Sync.receive(client).text()).isEqualTo("hello");
            client.close(true);
        }
    }

    @Test
    void aFrameListenerThatFailsDisturbsNobody() {
        FrameListener broken = new FrameListener() {
            @Override
            public void onSent(StompFrame frame) {
                throw new IllegalStateException("sent");
            }

            @Override
            public void onReceived(StompFrame frame) {
                throw new IllegalStateException("received");
            }
        };
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SEND", header("destination", "a"))
                    .receipt()
                    .expectClose();
            StompClient client =
                    Sync.plain(broker, Sync.OPTIONS.withFrameListener(broken)).connect();

            client.sendConfirmed("a", "b");

            assertThat(client.statistics().receiptsReceived()).isEqualTo(1);
            client.close(true);
        }
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsForgotten() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().silence();
            StompClient client = Sync.plain(broker, Sync.OPTIONS.withReceiptTimeout(Duration.ofMillis(50)))
                    .connect();
            assertThatThrownBy(() -> client.sendConfirmed("a", "b"))
                    .isInstanceOf(StompException.class)
                    .hasMessageContaining("receiptTimeout");
            StompTransaction transaction = client.begin();
            assertThatThrownBy(transaction::commit)
                    .isInstanceOf(StompException.class)
                    .hasMessageContaining("receiptTimeout");

            assertThat(client.statistics().pendingReceipts()).isZero();
            client.close(true);
        }
    }

    @Test
    void aMessageThatCountsAsAcknowledgedIsNotAcknowledgedInAnyVersion() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expectConnect()
                    .connected("1.1")
                    .expect("SUBSCRIBE")
                    .receipt()
                    .message("one")
                    .expectClose();
            StompClient client = Sync.plain(broker).connect();
            client.subscribe("a", AUTO);
            StompMessage one = Sync.receive(client);

            assertThatThrownBy(() -> client.ack(one))
                    .isInstanceOf(StompProtocolException.class)
                    .hasMessageContaining("client-individual");
            client.close(true);
        }
    }

    private static void assertInDoubt(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StompConnectionException.class,
                        e -> assertThat(e.mayHaveReachedBroker()).isTrue());
    }
}
