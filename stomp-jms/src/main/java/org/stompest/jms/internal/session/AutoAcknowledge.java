package org.stompest.jms.internal.session;

import org.stompest.jms.internal.consumer.AcknowledgementMode;
import org.stompest.jms.internal.consumer.Delivery;
import org.stompest.jms.internal.consumer.SubscriptionFeed;
import org.stompest.wire.connection.Flush;

/**
 * {@code AUTO_ACKNOWLEDGE}: each ACK is on its way before {@code receive} returns, or when the listener has returned, so that
 * after a crash at most one message comes twice. Stateless.
 */
final class AutoAcknowledge implements AcknowledgementMode {
    @Override
    public void delivered(SubscriptionFeed feed, Delivery delivery) {
        feed.settlement().settle(delivery, Flush.NOW);
    }

    @Override
    public boolean redeliversOnFailure() {
        return true;
    }
}
