package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stompest.testbroker.FrameMatcher.has;
import static org.stompest.testbroker.FrameMatcher.header;
import static org.stompest.testbroker.FrameMatcher.lacks;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;
import org.stompest.wire.frame.StompHeaders;

/** What the specifications leave to the program above the codec; docs/stomp-conformance.md names the sentences. */
class ClientConformanceTest {
    @Test
    void aServerOf10MayLeaveTheSubscriptionOutOfMessages() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expectConnect()
                    .connected("1.0")
                    .expect("SUBSCRIBE", has("id"), header("ack", "client"), header("selector", "x = 1"))
                    .receipt()
                    .reply(WireFrame.of("MESSAGE", "destination", "a", "message-id", "7"))
                    .expect("ACK", header("message-id", "7"), lacks("subscription"), lacks("id"))
                    .expect("DISCONNECT")
                    .receipt()
                    .expectClose();
            StompClient client = Sync.plain(broker).connect();
            StompSubscription subscription = client.subscribe("a", StompHeaders.of("selector", "x = 1"));

            StompMessage message = Sync.receive(client);
            assertThat(message.subscription()).isSameAs(subscription);
            client.ack(message);
            client.disconnect();
        }
    }

    @Test
    void in11AMessageIsAcknowledgedByItsIdAndSubscription() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expectConnect()
                    .connected("1.1")
                    .expect("SUBSCRIBE", header("id", "s"), header("ack", "client-individual"))
                    .receipt()
                    .message("one")
                    .message("two")
                    .expect("ACK", header("message-id", "1"), header("subscription", "s"), lacks("id"))
                    .expect("NACK", header("message-id", "2"), header("subscription", "s"), lacks("id"))
                    .expect("DISCONNECT")
                    .receipt()
                    .expectClose();
            StompClient client = Sync.plain(broker).connect();
            client.subscribe("a", StompHeaders.of("id", "s"));
            client.ack(Sync.receive(client));
            client.nack(Sync.receive(client));
            client.disconnect();
        }
    }

    @Test
    void noIdIsGivenTwice() {
        List<String> subscriptions = new ArrayList<>();
        List<String> transactions = new ArrayList<>();
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .ignoring("SUBSCRIBE", "UNSUBSCRIBE", "BEGIN", "ABORT", "COMMIT")
                    .expect("DISCONNECT", has("receipt"))
                    .expectClose();
            StompClient client = Sync.plain(broker).connect();
            for (int i = 0; i < 3; i++) {
                StompSubscription subscription = client.subscribe("a");
                subscriptions.add(subscription.id());
                client.unsubscribe(subscription);
                try (StompTransaction transaction = client.begin()) {
                    transactions.add(transaction.id());
                    if (i == 0) {
                        transaction.commit();
                    }
                }
            }
            client.disconnect();

            assertThat(subscriptions).doesNotHaveDuplicates();
            assertThat(transactions).doesNotHaveDuplicates();
            assertThat(broker.received())
                    .extracting(frame -> frame.header("receipt"))
                    .filteredOn(receipt -> receipt != null)
                    .hasSizeGreaterThanOrEqualTo(10)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aBodyIsSentWithItsLengthAndATextWithItsType() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SEND", header("content-length", "3"), header("content-type", "text/plain"))
                    .expect("SEND", header("content-length", "1"), header("content-type", "application/json"))
                    .expect("SEND", header("content-length", "2"), lacks("content-type"))
                    .expect("DISCONNECT")
                    .receipt()
                    .expectClose();
            StompClient client = Sync.plain(broker).connect();
            client.send("a", "\u20ac");
            client.send("a", "1", StompHeaders.of("content-type", "application/json"));
            client.send("a", new byte[] {0, 1});
            client.disconnect();
        }
    }
}
