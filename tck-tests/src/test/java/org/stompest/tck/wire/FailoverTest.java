package org.stompest.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.stompest.wire.client.AsyncStompClient;
import org.stompest.wire.client.ClientOptions;
import org.stompest.wire.client.ConnectionListener;
import org.stompest.wire.client.MessageHandler;
import org.stompest.wire.client.StompClient;
import org.stompest.wire.client.StompMessage;
import org.stompest.wire.client.StompUri;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.session.ServerInfo;

/** One broker dies, the client goes on with another one. */
@SuppressWarnings("try") // a broker is closed in the middle, and once more at the end
class FailoverTest extends WireTest {
    @Test
    void theSynchronousClientTakesItsSubscriptionsAlong() throws Exception {
        CountDownLatch again = new CountDownLatch(1);
        WireBroker first = kind.start();
        try (first;
                StompClient client = new StompClient(uri(first), telling(again)).connect()) {
            client.subscribe(queue());
            client.subscribe(queue() + ".other");
            client.sendConfirmed(queue(), "before");
            client.ackConfirmed(receive(client));

            first.close();
            await(again);

            client.sendConfirmed(queue(), "after");
            client.sendConfirmed(queue() + ".other", "after too");
            List<String> texts = List.of(receiveAndAck(client), receiveAndAck(client));
            assertThat(texts).containsExactlyInAnyOrder("after", "after too");
        }
        broker().awaitMessages(name(), 0);
    }

    @Test
    void theAsynchronousClientTakesItsHandlersAlong() throws Exception {
        BlockingQueue<String> handled = new LinkedBlockingQueue<>();
        try (WireBroker first = kind.start()) {
            CountDownLatch again = new CountDownLatch(1);
            AsyncStompClient client = new AsyncStompClient(uri(first), telling(again));
            get(client.connect());
            get(client.subscribe(queue(), MessageHandler.blocking(message -> handled.add(message.text()))));
            get(client.sendConfirmed(queue(), "before"));
            assertThat(handled.poll(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo("before");

            first.close();
            await(again);

            get(client.sendConfirmed(queue(), "after"));
            assertThat(handled.poll(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo("after");
            get(client.disconnect());
        }
        broker().awaitMessages(name(), 0);
    }

    /** What is sent before a loss is noticed may be lost with it. */
    private static ClientOptions telling(CountDownLatch again) {
        return ClientOptions.DEFAULT.withConnectionListener(new ConnectionListener() {
            @Override
            public void onConnected(BrokerAddress broker, ServerInfo server, boolean replacing) {
                if (replacing) {
                    again.countDown();
                }
            }
        });
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private StompUri uri(WireBroker first) {
        return StompUri.parse(
                "failover:(" + first.uri() + "," + broker().uri() + ")?randomize=false&maxReconnectDelay=200",
                Set.of());
    }

    private static String receiveAndAck(StompClient client) {
        StompMessage message = receive(client);
        client.ackConfirmed(message);
        return message.text();
    }

    private static StompMessage receive(StompClient client) {
        return client.receive(SOON).orElseThrow(() -> new AssertionError("no message within " + SOON));
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }
}
