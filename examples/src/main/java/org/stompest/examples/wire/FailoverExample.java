package org.stompest.examples.wire;

import java.io.PrintStream;
import java.util.Optional;
import org.stompest.wire.StompException;
import org.stompest.wire.client.ClientOptions;
import org.stompest.wire.client.ConnectionListener;
import org.stompest.wire.client.StompClient;
import org.stompest.wire.client.StompMessage;
import org.stompest.wire.client.StompUri;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.session.ServerInfo;

/** Several brokers: the client finds one that answers, and another one when that is lost. Subscriptions come along. */
public final class FailoverExample {
    private static final int ATTEMPTS = 4;

    private FailoverExample() {}

    /** Takes the URIs of the brokers. */
    public static void main(String[] arguments) {
        run(String.join(",", arguments), System.out, () -> {});
    }

    /** @param breakdown is run in the middle; a test stops the first broker there */
    static void run(String brokers, PrintStream out, Runnable breakdown) {
        StompUri uri = StompUri.parse("failover:(" + brokers + ")?randomize=false&maxReconnectDelay=1000");
        ClientOptions options = ClientOptions.DEFAULT.withConnectionListener(printing(out));
        try (StompClient client = new StompClient(uri, options).connect()) {
            client.subscribe("/queue/failover");
            roundTrip(client, out, "before");
            breakdown.run();
            roundTrip(client, out, "after");
            out.println("reconnects: " + client.statistics().reconnects());
        }
    }

    private static void roundTrip(StompClient client, PrintStream out, String text) {
        sendAtLeastOnce(client, text);
        StompMessage message = client.receive();
        out.println("received " + message.text());
        client.ackConfirmed(message);
    }

    /**
     * The broker may have the message or not if a receipt was lost with its connection, or did not come in time: here twice is
     * better than never.
     */
    private static void sendAtLeastOnce(StompClient client, String text) {
        for (int attempt = 1; ; attempt++) {
            try {
                client.sendConfirmed("/queue/failover", text);
                return;
            } catch (StompException e) {
                if (!e.mayHaveReachedBroker() || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static ConnectionListener printing(PrintStream out) {
        return new ConnectionListener() {
            @Override
            public void onConnected(BrokerAddress broker, ServerInfo server, boolean again) {
                out.println(again ? "connected again" : "connected");
            }

            @Override
            public void onConnectionLost(BrokerAddress broker, StompException why) {
                out.println("connection lost");
            }

            @Override
            public void onDisconnected(Optional<StompException> why) {
                out.println("disconnected");
            }
        };
    }
}
