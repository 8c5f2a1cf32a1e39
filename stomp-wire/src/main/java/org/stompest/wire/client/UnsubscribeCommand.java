package org.stompest.wire.client;

import org.stompest.wire.connection.StompConnection;

/** Ends a subscription; one that has ended with its connection needs no frame. */
final class UnsubscribeCommand extends Command<Void> {
    private final StompSubscription subscription;

    UnsubscribeCommand(Means means, StompSubscription subscription) {
        super(means, false);
        this.subscription = subscription;
    }

    @Override
    Void value() {
        return null;
    }

    @Override
    void write(StompConnection connection) {
        means().link().unsubscribe(subscription, expect("UNSUBSCRIBE", () -> {}));
    }

    /** One that the connection takes along is ended, too. */
    @Override
    Throwable verdict(Throwable failure) {
        return isLoss(failure) ? null : failure;
    }
}
