package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stompest.testbroker.FrameMatcher.body;
import static org.stompest.testbroker.FrameMatcher.header;
import static org.stompest.testbroker.FrameMatcher.lacks;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.connection.Deadline;

/** A subscription that the broker makes after its caller gave up does not stay there. */
class LateSubscriptionTest {
    private static Deadline soon() {
        return Deadline.in(Duration.ofMillis(30));
    }

    @Test
    void itIsEndedWhenTheBrokerConfirmsIt() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch givenUp = new CountDownLatch(1);
            CountDownLatch ended = new CountDownLatch(1);
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE", header("id", "s"))
                    .await(givenUp)
                    .receipt()
                    .message("of no use")
                    .expect("UNSUBSCRIBE", header("id", "s"), lacks("receipt"))
                    .then(f -> ended.countDown())
                    .expectClose();
            try (Client client = Client.failover(broker)) {
                assertThatThrownBy(() -> client.subscribe("s", soon())).isInstanceOf(StompTimeoutException.class);
                givenUp.countDown();
                Brokers.await(ended);
            }
        }
    }

    @Test
    void itIsEndedTooWhereItWasRepeatedByARecovery() throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch givenUp = new CountDownLatch(1);
            CountDownLatch ended = new CountDownLatch(1);
            broker.connection().handshake().expect("SUBSCRIBE").close();
            broker.connection()
                    .handshake()
                    .expect("BEGIN")
                    .expect("ABORT")
                    .receipt()
                    .expect("SUBSCRIBE", header("id", "s"))
                    .await(givenUp)
                    .receipt()
                    .expect("UNSUBSCRIBE", header("id", "s"))
                    .then(f -> ended.countDown())
                    .expectClose();
            try (Client client = Client.failover(broker)) {
                FutureTask<Void> subscribe = new FutureTask<>(() -> client.subscribe("s"), null);
                Thread caller = new Thread(subscribe, "test-subscriber");
                caller.start();
                broker.awaitReceived(all -> all.size() == 6);
                caller.interrupt(); // gives up as a time-out would
                caller.join();
                givenUp.countDown();
                Brokers.await(ended);
            }
        }
    }

    @Test
    void itIsLeftWhereItWasMadeAgainMeanwhile() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch givenUp = new CountDownLatch(1);
            AtomicReference<WireFrame> first = new AtomicReference<>();
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE", header("id", "s"))
                    .then(first::set)
                    .await(givenUp)
                    .expect("SUBSCRIBE", header("id", "s"))
                    .reply(second ->
                            WireFrame.of("RECEIPT", "receipt-id", first.get().header("receipt")))
                    .receipt()
                    .expect("SEND", body("after"))
                    .expectClose();
            try (Client client = Client.failover(broker)) {
                assertThatThrownBy(() -> client.subscribe("s", soon())).isInstanceOf(StompTimeoutException.class);
                givenUp.countDown();
                client.subscribe("s");
                client.send("after");
                broker.awaitReceived(all -> all.size() == 4);
            }
        }
    }
}
