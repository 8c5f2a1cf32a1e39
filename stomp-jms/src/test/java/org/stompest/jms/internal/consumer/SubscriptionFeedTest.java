package org.stompest.jms.internal.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stompest.jms.StompQueue;
import org.stompest.jms.dialect.SubscriptionRequest;
import org.stompest.jms.internal.broker.BrokerLink;
import org.stompest.jms.internal.options.RedeliveryPolicy;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;
import org.stompest.wire.client.StompUri;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

/** A subscription between the threads that use it. */
class SubscriptionFeedTest {
    private final ScriptedBroker broker = new ScriptedBroker();
    private final ReentrantLock lock = new ReentrantLock();
    private final Returns returns = new Returns();
    private BrokerLink link;
    private SubscriptionFeed feed;
    private long numbers;

    @BeforeEach
    void connect() throws Exception {
        broker.connection()
                .handshake("server", "ActiveMQ-Artemis/2.44.0")
                .autoReceipts()
                .clientMayLeave()
                .ignoringTheRest();
        link = new BrokerLink(
                StompUri.parse(broker.uri()),
                null,
                null,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                why -> {});
        SubscriptionRequest request = new SubscriptionRequest(
                new StompQueue("q"),
                Optional.empty(),
                false,
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                10_000,
                false);
        ConsumerHost host = (ConsumerHost) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ConsumerHost.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "lock" -> lock;
                    case "link" -> link;
                    case "returns" -> returns;
                    case "nextNumber" -> ++numbers;
                    case "redelivery" -> new RedeliveryPolicy(-1, null, 0, 0, false, 1, -1);
                    default -> null;
                });
        feed = new SubscriptionFeed(
                host, request, request, new ClientFilter(Optional.empty(), Optional.empty(), false));
    }

    @AfterEach
    void close() {
        link.close();
        broker.close();
    }

    private static StompFrame message(int number) {
        return StompFrame.of(
                StompCommand.MESSAGE,
                StompHeaders.of("message-id", "1," + number, "subscription", "1", "destination", "q"));
    }

    private StompConnection connection() throws Exception {
        return link.await(Deadline.in(Duration.ofSeconds(5)), "get", "a connection");
    }

    private List<Delivery> take(int most) {
        lock.lock();
        try {
            return feed.take(most);
        } finally {
            lock.unlock();
        }
    }

    @Test
    void nothingIsHandedOutThatCameFromAConnectionWhoseLossIsYetToBeTold() throws Exception {
        StompConnection connection = connection();
        feed.deliver(connection, message(1));
        connection.close();

        assertThat(take(1)).isEmpty();
        assertThat(feed.hasWork()).isFalse();
    }

    @Test
    void whatIsGivenBackThenIsNotHandedOutAgainBeforeTheBrokerDeliversIt() throws Exception {
        StompConnection connection = connection();
        feed.deliver(connection, message(1));
        List<Delivery> taken = take(1);
        assertThat(taken).hasSize(1);
        connection.close();
        lock.lock();
        try {
            feed.giveBackAll();
        } finally {
            lock.unlock();
        }

        assertThat(feed.hasWork()).isFalse();
        assertThat(feed.awaitsReturn()).isFalse();
    }

    @Test
    void cumulativeAcknowledgementsOfTwoThreadsAreWrittenInOrder() throws Exception {
        int count = 4000;
        StompConnection connection = connection();
        for (int i = 1; i <= count; i++) {
            feed.deliver(connection, message(i));
        }
        List<Delivery> taken = take(count);
        CompletableFuture<Void> helper = CompletableFuture.runAsync(() -> {
            while (feed.hasInHands()) {
                feed.settlement().settleDue();
            }
        });
        for (Delivery delivery : taken) {
            feed.settlement().settleLazily(delivery, Integer.MAX_VALUE);
            feed.settlement().settleDue();
        }
        helper.join();
        feed.settlement().settleDue();

        broker.awaitReceived(frames -> frames.stream().anyMatch(frame -> ("1," + count).equals(frame.header("id"))));
        List<Integer> acknowledged = new ArrayList<>();
        for (WireFrame ack : broker.received("ACK")) {
            acknowledged.add(Integer.valueOf(ack.header("id").substring(2)));
        }
        assertThat(acknowledged).isSorted();
    }
}
