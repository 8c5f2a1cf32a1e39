package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.failover.BrokerAddress;

class ClientLinkTest {
    /** Holds a recovery where it tells of the loss. */
    private static final class Holding implements ClientLink.Receiver {
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);
        private volatile Thread recovery;

        @Override
        public void onMessage(StompMessage message) {
            throw new AssertionError("nobody has subscribed");
        }

        @Override
        public void onInterrupted(StompConnection lost) {
            recovery = Thread.currentThread();
            held.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void onRestored() {
            throw new AssertionError("it was closed");
        }

        @Override
        public void onRefused(StompSubscription subscription, StompProtocolException why) {
            throw new AssertionError("nobody has subscribed");
        }

        @Override
        public void onFailed(StompException why) {
            throw new AssertionError("it was closed");
        }
    }

    @Test
    void theEndIsTheLastThingThatIsToldWhateverARecoveryStillDoes() throws InterruptedException {
        List<String> told = new CopyOnWriteArrayList<>();
        ConnectionListener listener = new ConnectionListener() {
            @Override
            public void onConnectionLost(BrokerAddress broker, StompException why) {
                told.add("lost");
            }

            @Override
            public void onConnecting(BrokerAddress broker, int attempt) {
                told.add("connecting");
            }

            @Override
            public void onDisconnected(Optional<StompException> why) {
                told.add("disconnected");
            }
        };
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().close();
            Holding receiver = new Holding();
            ClientEvents events = new ClientEvents(listener, "test");
            ClientOptions options = ClientOptions.DEFAULT;
            ClientLink link = new ClientLink(
                    Sync.uri(Client.failoverUri(broker, "")), options, events, new Backlog(options), receiver);
            link.open();
            await().until(() -> receiver.held.getCount() == 0);

            link.close(Duration.ZERO, Optional.empty());
            receiver.go.countDown();
            receiver.recovery.join();
            events.tell(another -> told.add("what is told later"));

            await().until(() -> told.contains("what is told later"));
            assertThat(told).containsExactly("connecting", "disconnected", "what is told later");
        }
    }
}
