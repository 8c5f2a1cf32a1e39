package org.stompest.wire.client;

import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.connection.StompConnection;

/** A connection that was replaced is kept by nothing: neither by the thread that replaced it nor by the one after. */
class ForgottenConnectionTest {
    private static final int LOSSES = 4;

    @Test
    void whatWasReplacedIsForgotten() {
        List<CountDownLatch> losses =
                Stream.generate(() -> new CountDownLatch(1)).limit(LOSSES).toList();
        try (ScriptedBroker broker = new ScriptedBroker()) {
            losses.forEach(loss -> broker.connection().handshake().await(loss).reset());
            broker.connection().handshake().ignoringTheRest().expectClose();
            try (Client client = Client.failover(broker)) {
                WeakReference<StompConnection> first = new WeakReference<>(client.connection.await(Client.patience()));
                for (int i = 0; i < LOSSES; i++) {
                    losses.get(i).countDown();
                    int restored = i + 1;
                    await().until(() -> client.calls.count("restored") == restored);
                }

                await().until(() -> {
                    System.gc();
                    return first.get() == null;
                });
            }
        }
    }
}
