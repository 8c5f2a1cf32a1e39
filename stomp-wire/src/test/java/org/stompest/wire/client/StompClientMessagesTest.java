package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stompest.testbroker.FrameMatcher.has;
import static org.stompest.testbroker.FrameMatcher.header;
import static org.stompest.testbroker.FrameMatcher.lacks;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

/** Subscribing, receiving and acknowledging. */
class StompClientMessagesTest {
    @Test
    void messagesAreReceivedAndAcknowledgedOneByOne() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE", header("destination", "a"), header("ack", "client-individual"), has("id"))
                    .receipt()
                    .message("one", "colour", "red")
                    .message("two")
                    .expect("ACK", header("id", "1"), lacks("receipt"))
                    .expect("NACK", header("id", "2"), has("receipt"))
                    .receipt()
                    .expect("UNSUBSCRIBE", has("id"), has("receipt"))
                    .receipt()
                    .expectClose();
            StompClient client = Sync.plain(broker).connect();
            StompSubscription subscription = client.subscribe("a");
            assertThat(subscription.destination()).isEqualTo("a");

            assertThat(client.canRead(Sync.PATIENCE)).isTrue();
            StompMessage one = client.receive();
            StompMessage two = client.receive();
            assertThat(one.text()).isEqualTo("one");
            assertThat(one.header("colour")).isEqualTo("red");
            assertThat(one.destination()).isEqualTo("a");
            assertThat(one.subscription()).isSameAs(subscription);
            assertThat(two.body()).asString().isEqualTo("two");
            assertThat(client.receive(Duration.ZERO)).isEmpty();
            assertThat(client.canRead(Duration.ZERO)).isFalse();

            client.ack(one);
            client.nackConfirmed(two);
            client.unsubscribe(subscription);
            client.close(true);
        }
    }

    @Test
    void theFirstVersionAcknowledgesCumulativelyAndHasNoNack() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expectConnect()
                    .connected("1.0")
                    .expect("SUBSCRIBE", header("ack", "client"))
                    .receipt()
                    .message("one")
                    .expect("ACK", header("message-id", "1"), has("receipt"))
                    .receipt()
                    .expectClose();
            StompClient client = Sync.plain(broker).connect();
            assertThat(client.server().version()).isEqualTo(StompVersion.V1_0);
            client.subscribe("a");
            StompMessage message = Sync.receive(client);

            assertThatThrownBy(() -> client.nack(message)).isInstanceOf(StompProtocolException.class);
            assertThatThrownBy(client::beat).isInstanceOf(StompProtocolException.class);
            client.ackConfirmed(message);
            client.close(true);
        }
    }

    @Test
    void aMessageThatNeedsNoAcknowledgementCannotBeAcknowledged() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE", header("ack", "auto"), header("id", "mine"))
                    .receipt()
                    .reply(WireFrame.of("MESSAGE", "subscription", "mine", "message-id", "1", "destination", "a"))
                    .expectClose();
            StompClient client = Sync.plain(broker).connect();
            client.subscribe("a", StompHeaders.of("ack", "auto", "id", "mine"));

            StompMessage message = Sync.receive(client);

            assertThatThrownBy(() -> client.ack(message))
                    .isInstanceOf(StompProtocolException.class)
                    .hasMessageContaining("ack");
            client.close(true);
        }
    }

    @Test
    void anIdIsUsedOnce() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("SUBSCRIBE").receipt().expectClose();
            StompClient client = Sync.plain(broker).connect();
            client.subscribe("a", StompHeaders.of("id", "mine"));

            assertThatThrownBy(() -> client.subscribe("b", StompHeaders.of("id", "mine")))
                    .isInstanceOf(StompProtocolException.class)
                    .hasMessageContaining("'mine' already");
            client.close(true);
        }
    }

    @Test
    void aRefusedSubscriptionCanBeTriedAgain() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .errorForLast("no such queue")
                    .expect("SUBSCRIBE")
                    .receipt()
                    .expectClose();
            StompClient client = Sync.plain(broker).connect();

            assertThatThrownBy(() -> client.subscribe("a", StompHeaders.of("id", "mine")))
                    .isInstanceOf(StompProtocolException.class)
                    .hasMessageContaining("no such queue");
            client.subscribe("a", StompHeaders.of("id", "mine"));
            client.close(true);
        }
    }

    @Test
    void whatWasNotTakenIsDroppedWithTheSubscription() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .message("one")
                    .message("two")
                    .expect("UNSUBSCRIBE")
                    .message("late")
                    .receipt()
                    .expectClose();
            StompClient client = Sync.plain(broker).connect();
            StompSubscription subscription = client.subscribe("a");
            assertThat(client.canRead(Sync.PATIENCE)).isTrue();

            client.unsubscribe(subscription);

            assertThat(client.receive(Duration.ZERO)).isEmpty();
            assertThatThrownBy(() -> client.unsubscribe(subscription))
                    .isInstanceOf(StompProtocolException.class)
                    .hasMessageContaining("has ended");
            client.close(true);
        }
    }

    @Test
    void eachMessageGoesToOneOfThoseWhoWait() throws Exception {
        int readers = 4;
        int count = 400;
        Set<String> taken = ConcurrentHashMap.newKeySet();
        CountDownLatch ready = new CountDownLatch(readers);
        try (ScriptedBroker broker = new ScriptedBroker()) {
            var script = broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .await(ready);
            for (int i = 0; i < count; i++) {
                script.message("m" + i);
            }
            script.expectClose();
            StompClient client = Sync.plain(broker).connect();
            client.subscribe("a", StompHeaders.of("ack", "auto"));
            CompletableFuture<?>[] all = new CompletableFuture<?>[readers];
            for (int i = 0; i < readers; i++) {
                all[i] = CompletableFuture.runAsync(() -> {
                    ready.countDown();
                    while (taken.size() < count) {
                        if (client.canRead(Duration.ofMillis(100))) {
                            client.receive(Duration.ZERO).ifPresent(message -> taken.add(message.text()));
                        }
                    }
                });
            }

            await().atMost(Sync.PATIENCE).until(() -> taken.size() == count);
            for (CompletableFuture<?> each : all) {
                each.get();
            }
            client.close(true);
        }
    }

    @Test
    void aFloodThatNobodyTakesStaysOutside() {
        int flood = 20_000;
        ClientOptions few = Sync.OPTIONS.withMaxPendingMessages(50);
        ReadAhead ahead = new ReadAhead();
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .flood(flood, "x".repeat(1_000))
                    .expectClose();
            StompClient client =
                    Sync.plain(broker, few.withFrameListener(ahead)).connect();
            client.subscribe("a", StompHeaders.of("ack", "auto"));

            for (int i = 0; i < flood; i++) {
                Sync.receive(client);
                ahead.taken();
            }

            assertThat(ahead.most()).as("messages ahead").isLessThan(50 + 300);
            client.close(true);
        }
    }

    @Test
    void aReceiptBehindMessagesIsReachedNevertheless() {
        ClientOptions few = Sync.OPTIONS.withMaxPendingMessages(50);
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .flood(60, "x".repeat(1_000))
                    .expect("SEND")
                    .flood(100, "x".repeat(1_000))
                    .receipt()
                    .expectClose();
            StompClient client = Sync.plain(broker, few).connect();
            client.subscribe("a", StompHeaders.of("ack", "auto"));
            assertThat(client.canRead(Sync.PATIENCE)).isTrue();

            client.sendConfirmed("b", "c");

            for (int i = 0; i < 160; i++) {
                Sync.receive(client);
            }
            client.close(true);
        }
    }

    @Test
    void messagesOfALostConnectionCannotBeAcknowledged() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch taken = new CountDownLatch(1);
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .message("in hands")
                    .message("waiting")
                    .await(taken)
                    .reset();
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .message("again")
                    .expect("ACK")
                    .receipt()
                    .expectClose();
            StompClient client = Sync.failover(broker, Sync.OPTIONS).connect();
            client.subscribe("a");
            StompMessage inHands = Sync.receive(client);
            assertThat(client.canRead(Sync.PATIENCE)).isTrue();
            taken.countDown();
            await().until(() -> broker.connections() == 2 && client.isConnected());

            assertThatThrownBy(() -> client.ack(inHands))
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("delivers it again");
            assertThatThrownBy(() -> client.ackConfirmed(inHands)).isInstanceOf(StompConnectionException.class);
            StompMessage again = Sync.receive(client);
            assertThat(again.text()).as("what was waiting was dropped").isEqualTo("again");
            client.ackConfirmed(again);
            client.close(true);
        }
    }

    @Test
    void acknowledgementsAndUnsubscriptionsMayHaveHeadersOfTheirOwn() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .message("one")
                    .message("two")
                    .message("three")
                    .expect("ACK", header("id", "1"), header("x", "y"))
                    .expect("NACK", header("id", "2"), header("requeue", "false"), header("receipt", "mine"))
                    .expect("BEGIN")
                    .expect("ACK", has("transaction"), header("id", "3"), header("x", "y"))
                    .expect("COMMIT")
                    .expect("UNSUBSCRIBE", header("id", "s"), header("durable-subscription-name", "d"))
                    .expectClose();
            StompClient client = Sync.plain(broker).connect();
            StompSubscription subscription = client.subscribe("/q", StompHeaders.of("id", "s"));
            client.ack(Sync.receive(client), StompHeaders.of("x", "y", "id", "not this"));
            client.nack(Sync.receive(client), StompHeaders.of("requeue", "false", "receipt", "mine"));
            client.transaction(work -> work.ack(Sync.receive(client), StompHeaders.of("x", "y")));
            client.unsubscribe(subscription, StompHeaders.of("durable-subscription-name", "d"));
            client.close(true);
            broker.awaitPlayed();
        }
    }
}
