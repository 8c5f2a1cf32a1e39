package org.stompest.wire.client;

import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.connection.StompConnection;

/** A connection that was replaced is kept by nothing: neither by the thread that replaced it nor by the one after. */
class ForgottenConnectionTest {
    private static final int LOSSES = 4;

    @Test
    void whatWasReplacedIsForgotten() {
        CountDownLatch opened = new CountDownLatch(1);
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().await(opened).reset();
            for (int i = 1; i < LOSSES; i++) {
                broker.connection().handshake().expect("SEND").reset();
            }
            broker.connection().handshake().ignoringTheRest().expectClose();
            try (Client client = Client.failover(broker)) {
                WeakReference<StompConnection> first = new WeakReference<>(client.connection.await(Client.patience()));
                opened.countDown();
                for (int i = 1; i <= LOSSES; i++) {
                    int restored = i;
                    await().until(() -> client.calls.count("restored") == restored);
                    if (i < LOSSES) {
                        client.send("to be lost with it");
                    }
                }

                await().until(() -> {
                    System.gc();
                    return first.get() == null;
                });
            }
        }
    }
}
