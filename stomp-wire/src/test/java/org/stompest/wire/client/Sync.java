package org.stompest.wire.client;

import java.time.Duration;
import java.util.Set;
import org.stompest.testbroker.ScriptedBroker;

/** How the tests of the synchronous client connect. */
final class Sync {
    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final ClientOptions OPTIONS =
            ClientOptions.DEFAULT.withReceiptTimeout(PATIENCE).withDisconnectTimeout(PATIENCE);

    private Sync() {}

    static StompClient plain(ScriptedBroker broker) {
        return plain(broker, OPTIONS);
    }

    static StompClient plain(ScriptedBroker broker, ClientOptions options) {
        return new StompClient(uri(broker.uri() + "?stomp.heartBeat=0,0"), options);
    }

    static StompClient failover(ScriptedBroker broker, ClientOptions options) {
        return new StompClient(uri(Client.failoverUri(broker, "")), options);
    }

    static StompUri uri(String text) {
        return StompUri.parse(text, Set.of());
    }

    static StompMessage receive(StompClient client) {
        return client.receive(PATIENCE).orElseThrow(() -> new AssertionError("no message within " + PATIENCE));
    }
}
