package org.stompest.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.wire.StompException;
import org.stompest.wire.client.ClientOptions;
import org.stompest.wire.client.StompClient;
import org.stompest.wire.client.StompMessage;
import org.stompest.wire.client.StompSubscription;
import org.stompest.wire.client.StompTransaction;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

/** The synchronous client with real brokers. */
class SyncClientTest extends WireTest {
    @ParameterizedTest
    @EnumSource(StompVersion.class)
    void everyVersionSendsReceivesAndAcknowledges(StompVersion version) {
        try (StompClient client = new StompClient(uri(version), ClientOptions.DEFAULT).connect()) {
            assertThat(client.server().version()).isEqualTo(version);
            client.sendConfirmed(queue(), "hello");
            StompSubscription subscription = client.subscribe(queue());
            StompMessage message = receive(client);

            client.ackConfirmed(message);
            client.unsubscribe(subscription);

            assertThat(message.text()).isEqualTo("hello");
            assertThat(message.subscription()).isSameAs(subscription);
        }
        broker().awaitMessages(name(), 0);
    }

    @Test
    void headersAndBodiesArriveAsTheyWere() {
        byte[] body = new byte[3_000_000];
        new Random(1).nextBytes(body);
        try (StompClient client = connect()) {
            client.subscribe(queue());
            client.send(queue(), body, StompHeaders.of("a:b", "c\\d\ne", "\u00fc", "\u20ac"));
            StompMessage message = receive(client);
            client.ack(message);

            assertThat(Arrays.equals(message.body(), body)).isTrue();
            assertThat(message.header("a:b")).isEqualTo("c\\d\ne");
            assertThat(message.header("\u00fc")).isEqualTo("\u20ac");
        }
    }

    @Test
    void whatWasNotAcknowledgedComesAgain() {
        try (StompClient client = connect()) {
            client.sendConfirmed(queue(), "a");
            client.sendConfirmed(queue(), "b");
            StompSubscription subscription = client.subscribe(queue());
            client.ackConfirmed(receive(client));

            client.unsubscribe(subscription);
            client.subscribe(queue());

            StompMessage again = receive(client);
            client.ackConfirmed(again);
            assertThat(again.text()).isEqualTo("b");
        }
        broker().awaitMessages(name(), 0);
    }

    @Test
    void unsubscribingEndsDelivery() {
        try (StompClient client = connect()) {
            StompSubscription subscription = client.subscribe(queue());

            client.unsubscribe(subscription);
            client.sendConfirmed(queue(), "for somebody else");

            assertThat(client.canRead(NOTHING)).isFalse();
        }
        broker().awaitMessages(name(), 1);
    }

    @Test
    void aCommittedTransactionArrivesAndAnAbortedOneDoesNot() {
        try (StompClient client = connect()) {
            client.subscribe(queue());
            try (StompTransaction transaction = client.begin()) {
                transaction.send(queue(), "aborted");
            }
            client.transaction(transaction -> {
                transaction.send(queue(), "committed");
                assertThat(client.canRead(NOTHING)).isFalse();
            });

            StompMessage message = receive(client);
            client.ackConfirmed(message);
            assertThat(message.text()).isEqualTo("committed");
        }
        broker().awaitMessages(name(), 0);
    }

    @Test
    void aNackedMessageDoesNotStayInTheQueue() {
        try (StompClient client = connect()) {
            client.sendConfirmed(queue(), "poison");
            client.subscribe(queue());
            client.nackConfirmed(receive(client));
        }
        broker().awaitMessages(name(), 0);
    }

    @Test
    void aRefusedSubscriptionFailsAloneAndTheClientGoesOn() {
        try (StompClient client = connect()) {
            StompSubscription subscription = client.subscribe(queue());

            assertThatThrownBy(() -> client.subscribe(queue() + ".other", StompHeaders.of("selector", "a = ")))
                    .isInstanceOf(StompException.class);

            client.sendConfirmed(queue(), "still there");
            StompMessage message = receive(client);
            client.ackConfirmed(message);
            assertThat(message.subscription()).isSameAs(subscription);
        }
    }

    @Test
    void manyThreadsShareAClient() throws Exception {
        int threads = 8;
        int each = 200;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try (StompClient client = connect()) {
            client.subscribe(queue());
            List<Future<?>> senders = new ArrayList<>();
            for (int i = 0; i < threads / 2; i++) {
                int sender = i;
                senders.add(executor.submit(
                        () -> IntStream.range(0, each).forEach(n -> client.send(queue(), sender + "-" + n))));
            }
            List<Future<Integer>> receivers = new ArrayList<>();
            for (int i = 0; i < threads / 2; i++) {
                receivers.add(executor.submit(() -> {
                    for (int n = 0; n < each; n++) {
                        client.ackConfirmed(receive(client));
                    }
                    return each;
                }));
            }
            for (Future<?> sender : senders) {
                sender.get();
            }
            for (Future<Integer> receiver : receivers) {
                assertThat(receiver.get()).isEqualTo(each);
            }
        } finally {
            executor.shutdownNow();
        }
        broker().awaitMessages(name(), 0);
    }

    @Test
    void moreThanTheClientKeepsWaitsInTheSocketAndInTheBroker() {
        int count = 3_000;
        ClientOptions few = ClientOptions.DEFAULT.withMaxPendingMessages(20);
        try (StompClient client = new StompClient(uri(StompVersion.V1_2), few).connect()) {
            // Artemis stops delivering in the mode auto where its window is not unlimited
            client.subscribe(
                    queue(),
                    StompHeaders.of("ack", "auto", "activemq.prefetchSize", "10000", "consumer-window-size", "-1"));
            for (int n = 0; n < count; n++) {
                client.send(queue(), "n" + n);
            }
            for (int n = 0; n < count; n++) {
                assertThat(receive(client).text()).isEqualTo("n" + n);
            }
        }
        broker().awaitMessages(name(), 0);
    }

    @Test
    void subscriptionsKeptOverACloseAreMadeAgain() {
        StompClient client = connect();
        client.subscribe(queue());
        client.close(false);

        client.connect();
        client.sendConfirmed(queue(), "again");
        StompMessage message = receive(client);
        client.ackConfirmed(message);
        client.close();

        assertThat(message.text()).isEqualTo("again");
        broker().awaitMessages(name(), 0);
    }

    @Test
    void aDisconnectedClientLeavesNoConnection() {
        try (WireBroker own = kind.start()) {
            StompClient client = new StompClient(own.uri()).connect();
            assertThat(own.connections()).isEqualTo(1);

            client.disconnect();

            await().atMost(SOON).until(() -> own.connections() == 0);
        }
    }

    private StompClient connect() {
        return new StompClient(broker().uri()).connect();
    }

    private static StompMessage receive(StompClient client) {
        return client.receive(SOON).orElseThrow(() -> new AssertionError("no message within " + SOON));
    }
}
