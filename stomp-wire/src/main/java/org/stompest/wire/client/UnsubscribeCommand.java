package org.stompest.wire.client;

import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompHeaders;

/** Ends a subscription; one that has ended with its connection needs no frame. */
final class UnsubscribeCommand extends Command<Void> {
    private final StompSubscription subscription;
    private final StompHeaders headers;

    UnsubscribeCommand(Means means, StompSubscription subscription, StompHeaders headers) {
        super(means, false);
        this.subscription = subscription;
        this.headers = headers;
    }

    @Override
    Void value() {
        return null;
    }

    @Override
    void write(StompConnection connection) {
        means().link().unsubscribe(subscription, headers, expect("UNSUBSCRIBE", () -> {}));
    }

    /** One that the connection takes along is ended, too. */
    @Override
    Throwable verdict(Throwable failure) {
        return isLoss(failure) ? null : failure;
    }
}
