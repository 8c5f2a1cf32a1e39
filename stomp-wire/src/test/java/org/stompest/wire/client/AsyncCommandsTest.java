package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stompest.testbroker.FrameMatcher.body;
import static org.stompest.testbroker.FrameMatcher.header;
import static org.stompest.testbroker.FrameMatcher.lacks;
import static org.stompest.wire.client.AsyncClients.QUICK;
import static org.stompest.wire.client.AsyncClients.failureOf;
import static org.stompest.wire.client.AsyncClients.get;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.session.ServerInfo;

/** What the futures of commands tell, and when. */
class AsyncCommandsTest {
    @Test
    void aSendIsDoneWhenItIsWritten() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SEND", header("destination", "/q"), header("content-type", "text/plain"), body("one"))
                    .expect("SEND", header("a", "b"), body("two"), lacks("receipt"))
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker)) {
                assertThat(client.send("/q", "one")).isCompleted();
                assertThat(client.send("/q", "two".getBytes(), StompHeaders.of("a", "b")))
                        .isCompleted();
                assertThat(client.isConnected()).isTrue();
                assertThat(client.statistics().framesSent()).isEqualTo(3);
            }
            broker.awaitPlayed();
        }
    }

    @Test
    void theConnectionCanBeAskedForItsBroker() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().autoReceipts().expectHeartBeat().expect("DISCONNECT");
            try (AsyncStompClient client = new AsyncStompClient(broker.uri() + "?stomp.heartBeat=0,0", QUICK)) {
                assertThat(failureOf(client.server())).hasMessageContaining("not connected");
                CompletableFuture<ServerInfo> connected = client.connect();
                assertThat(get(client.server())).isEqualTo(get(connected));
                assertThat(get(client.broker()).port()).isEqualTo(broker.port());
                get(client.beat());
            }
            broker.awaitPlayed();
        }
    }

    @Test
    void aConfirmedSendIsDoneWhenItsReceiptCame() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch checked = new CountDownLatch(1);
            broker.connection()
                    .handshake()
                    .expect("SEND", body("one"))
                    .await(checked)
                    .receipt()
                    .autoReceipts()
                    .expect("SEND", header("receipt", "mine"))
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker)) {
                CompletableFuture<Void> one = client.sendConfirmed("/q", "one");
                broker.awaitReceived(all -> all.size() == 2);
                assertThat(one).isNotDone();
                checked.countDown();
                get(one);
                get(client.send("/q", "two", StompHeaders.of("receipt", "mine")));
            }
        }
    }

    @Test
    void aRefusalFailsTheFutureThatItMeans() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SEND")
                    .errorForLast("forbidden")
                    .close();
            broker.connection().handshake().autoReceipts().expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker)) {
                assertThat(failureOf(client.sendConfirmed("/q", "one")))
                        .isInstanceOf(StompProtocolException.class)
                        .hasMessageContaining("forbidden");
                AsyncClients.awaitReplacement(broker, client);
            }
        }
    }

    @Test
    void aReceiptThatDoesNotComeInTimeIsForgotten() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch late = new CountDownLatch(1);
            broker.connection()
                    .handshake()
                    .expect("SEND")
                    .await(late)
                    .receipt()
                    .autoReceipts()
                    .expect("SEND", body("two"))
                    .expect("DISCONNECT");
            try (AsyncStompClient client =
                    AsyncClients.plain(broker, QUICK.withReceiptTimeout(Duration.ofMillis(300)))) {
                assertThat(failureOf(client.sendConfirmed("/q", "one")))
                        .isInstanceOf(StompTimeoutException.class)
                        .hasMessageContaining("SEND")
                        .hasMessageContaining("receiptTimeout");
                late.countDown();
                get(client.send("/q", "two"));
            }
            broker.awaitPlayed();
        }
    }

    @Test
    void whatIsLostBeforeItsReceiptMayHaveReachedTheBroker() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("SEND").close();
            broker.connection().handshake().autoReceipts().expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.failover(broker)) {
                assertThat(failureOf(client.sendConfirmed("/q", "one")))
                        .isInstanceOfSatisfying(
                                StompConnectionException.class,
                                lost -> assertThat(lost.mayHaveReachedBroker()).isTrue());
                AsyncClients.awaitReplacement(broker, client);
            }
        }
    }

    @Test
    void whileNoConnectionStandsCommandsQueueInOrder() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch queued = new CountDownLatch(1);
            broker.connection().handshake().expect("SEND", body("first")).close();
            Script second = broker.connection()
                    .expectConnect()
                    .await(queued)
                    .connected("1.2")
                    .autoReceipts();
            for (int i = 0; i < 100; i++) {
                second.expect("SEND", body("queued " + i));
            }
            second.expect("SUBSCRIBE").expect("SEND", body("last")).expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.failover(broker)) {
                client.send("/q", "first");
                await().until(() -> !client.isConnected());
                List<CompletableFuture<?>> all = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    all.add(i % 2 == 0 ? client.send("/q", "queued " + i) : client.sendConfirmed("/q", "queued " + i));
                }
                all.add(client.subscribe("/t", MessageHandler.blocking(message -> {})));
                assertThat(all).noneMatch(CompletableFuture::isDone);
                queued.countDown();
                all.add(client.send("/q", "last"));
                all.forEach(AsyncClients::get);
            }
            broker.awaitPlayed();
        }
    }

    @Test
    void commandsMayBeGivenBeforeTheFirstConnectionStands() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch queued = new CountDownLatch(1);
            broker.connection()
                    .expectConnect()
                    .await(queued)
                    .connected("1.2")
                    .autoReceipts()
                    .expect("SEND", body("one"))
                    .expect("SEND", body("two"))
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.unconnected(broker.uri(), QUICK)) {
                assertThat(failureOf(client.send("/q", "zero"))).hasMessageContaining("call connect() first");
                CompletableFuture<?> connected = client.connect();
                CompletableFuture<Void> one = client.send("/q", "one");
                CompletableFuture<Void> two = client.sendConfirmed("/q", "two");
                assertThat(failureOf(client.connect())).hasMessageContaining("connected already");
                queued.countDown();
                get(connected);
                get(one);
                get(two);
            }
            broker.awaitPlayed();
        }
    }

    @Test
    void moreCommandsThanMayWaitFailAtOnce() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expectConnect().silence();
            AsyncStompClient client = AsyncClients.unconnected(broker.uri(), QUICK.withMaxQueuedFrames(2));
            CompletableFuture<?> connected = client.connect();
            broker.awaitReceived(all -> all.size() == 1);
            CompletableFuture<Void> one = client.send("/q", "one");
            client.send("/q", "two");
            assertThat(failureOf(client.send("/q", "three")))
                    .isInstanceOf(StompException.class)
                    .hasMessageContaining("maxQueuedFrames");
            assertThat(one).isNotDone();
            client.close(true);
            assertThat(failureOf(one))
                    .isInstanceOfSatisfying(
                            StompConnectionException.class,
                            lost -> assertThat(lost.mayHaveReachedBroker()).isFalse());
            assertThat(failureOf(connected)).isInstanceOf(StompException.class);
        }
    }

    @Test
    void moreBytesThanMayWaitFailAtOnce() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch queued = new CountDownLatch(1);
            broker.connection()
                    .expectConnect()
                    .await(queued)
                    .connected("1.2")
                    .autoReceipts()
                    .expect("SEND", body("one"))
                    .expect("SEND", body("two"))
                    .expect("SEND", body("more than all that may wait"))
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.unconnected(broker.uri(), QUICK.withMaxQueuedBytes(9))) {
                client.connect();
                CompletableFuture<Void> one = client.send("/q", "one".getBytes());
                CompletableFuture<Void> two = client.send("/q", "two");
                assertThat(failureOf(client.send("/q", new byte[1])))
                        .isInstanceOf(StompException.class)
                        .hasMessageContaining("maxQueuedBytes");
                queued.countDown();
                get(one);
                get(two);
                get(client.sendConfirmed("/q", "more than all that may wait"));
            }
            broker.awaitPlayed();
        }
    }

    @Test
    void oneCommandMayBeLargerThanAllThatMayWaitAndWhatHasNoBodyGoesBehindIt() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch queued = new CountDownLatch(1);
            broker.connection()
                    .expectConnect()
                    .await(queued)
                    .connected("1.2")
                    .autoReceipts()
                    .expect("SEND", body("large"))
                    .expect("SUBSCRIBE")
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.unconnected(broker.uri(), QUICK.withMaxQueuedBytes(1))) {
                client.connect();
                CompletableFuture<Void> large = client.send("/q", "large");
                CompletableFuture<?> subscribed = client.subscribe("/q", MessageHandler.blocking(message -> {}));
                queued.countDown();
                get(large);
                get(subscribed);
            }
            broker.awaitPlayed();
        }
    }

    @Test
    void eachQueuedCommandHasItsOwnTime() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expectConnect().silence();
            AsyncStompClient client =
                    AsyncClients.unconnected(Client.failoverUri(broker, "&failover.timeout=100"), QUICK);
            client.connect();
            for (int i = 0; i < 3; i++) {
                CompletableFuture<Void> early = client.send("/q", "early");
                CompletableFuture<Void> late = client.send("/q", "late");
                assertThat(failureOf(early)).isInstanceOf(StompTimeoutException.class);
                assertThat(failureOf(late)).isInstanceOf(StompTimeoutException.class);
            }
            client.close(true);
        }
    }

    @Test
    void aCommandThatIsTakenBackWhileItWaitsIsNotWritten() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch queued = new CountDownLatch(1);
            broker.connection()
                    .expectConnect()
                    .await(queued)
                    .connected("1.2")
                    .autoReceipts()
                    .expect("SEND", body("two"))
                    .ignoring("SEND") // the third, unless it was taken back in time
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.unconnected(broker.uri(), QUICK)) {
                client.connect();
                assertThat(client.send("/q", "one").cancel(true)).isTrue();
                CompletableFuture<Void> two = client.sendConfirmed("/q", "two");
                queued.countDown();
                get(two);
                client.sendConfirmed("/q", "three").cancel(true); // mostly written already: nothing is broken by it
            }
            broker.awaitPlayed();
        }
    }

    @Test
    void queuedCommandsFailAfterTheTimeOutOfTheUri() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch opened = new CountDownLatch(1);
            broker.connection().handshake().await(opened).close();
            broker.everyFurtherConnection(script -> script.expectConnect().silence());
            AsyncStompClient client =
                    AsyncClients.unconnected(Client.failoverUri(broker, "&failover.timeout=200"), QUICK);
            get(client.connect());
            opened.countDown();
            await().until(() -> !client.isConnected());
            assertThat(failureOf(client.send("/q", "one")))
                    .isInstanceOf(StompTimeoutException.class)
                    .hasMessageContaining("failover.timeout");
            client.close(true);
        }
    }

    @Test
    void futuresCompleteOnThreadsThatMayBeBlockedAndNeverOnTheReader() throws InterruptedException {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().autoReceipts().ignoringTheRest().expectClose();
            try (AsyncStompClient client = AsyncClients.plain(broker)) {
                List<Integer> order = new CopyOnWriteArrayList<>();
                List<Thread> threads = new CopyOnWriteArrayList<>();
                CountDownLatch all = new CountDownLatch(1000);
                for (int i = 0; i < 1000; i++) {
                    int number = i;
                    client.sendConfirmed("/q", "m").thenRun(() -> {
                        order.add(number);
                        threads.add(Thread.currentThread());
                        all.countDown();
                    });
                }
                assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
                assertThat(order).hasSize(1000).doesNotHaveDuplicates();
                assertThat(threads).noneMatch(thread -> thread.getName().startsWith("stomp-reader"));
                CompletableFuture<Void> chain = client.sendConfirmed("/q", "outer")
                        .thenRun(() -> client.sendConfirmed("/q", "inner")
                                .thenRun(() ->
                                        client.sendConfirmed("/q", "innermost").join())
                                .join());
                get(chain);
            }
        }
    }

    @Test
    void aFrameThatCannotBeMadeFailsItsFutureOnly() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().autoReceipts().expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker)) {
                StompFrame connect = StompFrame.of(StompCommand.CONNECT, StompHeaders.empty());
                assertThat(failureOf(client.sendFrame(connect))).isInstanceOf(StompProtocolException.class);
                assertThat(client.isConnected()).isTrue();
            }
        }
    }

    @Test
    void aLossForGoodFailsWhatWaitsAndTellsWhy() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("SEND").close();
            try (AsyncStompClient client = AsyncClients.plain(broker)) {
                CompletableFuture<Void> sent = client.sendConfirmed("/q", "one");
                assertThat(failureOf(sent)).isInstanceOf(StompConnectionException.class);
                assertThat(failureOf(client.disconnected()))
                        .isInstanceOf(StompException.class)
                        .hasMessageContaining("closed the connection");
                assertThat(failureOf(client.send("/q", "two")))
                        .isInstanceOf(StompConnectionException.class)
                        .hasMessageContaining("closed the connection");
                get(client.disconnect());
            }
        }
    }

    @Test
    void aSubscriptionThatIsRefusedIsNotMadeAgain() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .errorForLast("no")
                    .close();
            broker.connection().handshake().autoReceipts().expect("SEND").expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.failover(broker)) {
                assertThat(failureOf(client.subscribe("/q", MessageHandler.blocking(message -> {}))))
                        .isInstanceOf(StompProtocolException.class);
                AsyncClients.awaitReplacement(broker, client);
                get(client.sendConfirmed("/q", "one"));
            }
            broker.awaitPlayed();
        }
    }

    @Test
    void anUnsubscriptionIsDoneWhenItsReceiptCameAndOnce() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE", header("id", "mine"), header("ack", "client-individual"))
                    .expect("UNSUBSCRIBE", header("id", "mine"))
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker)) {
                StompSubscription subscription = get(client.subscribe(
                        "/q",
                        StompHeaders.of("id", "mine"),
                        SubscribeOptions.DEFAULT,
                        MessageHandler.blocking(message -> {})));
                assertThat(failureOf(client.subscribe(
                                "/other",
                                StompHeaders.of("id", "mine"),
                                SubscribeOptions.DEFAULT,
                                MessageHandler.blocking(message -> {}))))
                        .hasMessageContaining("already");
                get(client.unsubscribe(subscription));
                assertThat(failureOf(client.unsubscribe(subscription))).hasMessageContaining("has ended");
            }
            broker.awaitPlayed();
        }
    }

    @Test
    void aSubscriptionThatEndsWhileNoConnectionStandsIsNotMadeAgain() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch ended = new CountDownLatch(1);
            broker.connection().handshake().autoReceipts().expect("SUBSCRIBE").close();
            broker.connection()
                    .expectConnect()
                    .await(ended)
                    .connected("1.2")
                    .autoReceipts()
                    .expect("SEND")
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.failover(broker)) {
                StompSubscription subscription = get(client.subscribe("/q", MessageHandler.blocking(message -> {})));
                await().until(() -> !client.isConnected());
                get(client.unsubscribe(subscription));
                ended.countDown();
                get(client.sendConfirmed("/q", "one"));
            }
            broker.awaitPlayed();
            assertThat(broker.received("SUBSCRIBE"))
                    .extracting(WireFrame::command)
                    .hasSize(1);
        }
    }
}
