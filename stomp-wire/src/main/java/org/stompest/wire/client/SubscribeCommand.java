package org.stompest.wire.client;

import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

/** Makes a subscription, which is known from the moment its SUBSCRIBE is written. */
final class SubscribeCommand extends Command<StompSubscription> {
    private final AsyncSubscriptions known;
    private final String destination;
    private final StompHeaders headers;
    private final SubscribeOptions options;
    private final MessageHandler handler;
    private volatile StompSubscription subscription;

    SubscribeCommand(
            Means means,
            AsyncSubscriptions known,
            String destination,
            StompHeaders headers,
            SubscribeOptions options,
            MessageHandler handler) {
        super(means, true);
        this.known = known;
        this.destination = destination;
        this.headers = headers;
        this.options = options;
        this.handler = handler;
    }

    @Override
    StompSubscription value() {
        return subscription;
    }

    @Override
    void write(StompConnection connection) {
        StompVersion version = connection.server().version();
        StompSubscription made = ClientLink.subscription(destination, headers, version);
        known.add(new HandledSubscription(made, options, handler));
        subscription = made;
        Answer answer = expect("SUBSCRIBE", () -> {});
        answer.outcome().whenComplete((none, failure) -> {
            if (failure != null) {
                known.remove(made);
            }
        });
        boolean written = false;
        try {
            means().link().beginSubscribing(made, version, answer.outcome());
            written = true;
        } catch (StompTimeoutException e) {
            throw new StompConnectionException("the connection has ended", e);
        } finally {
            if (!written) {
                answer.withdraw();
            }
        }
    }
}
