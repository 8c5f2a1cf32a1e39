package org.stompest.jms.internal.session;

import org.stompest.jms.internal.consumer.AcknowledgementMode;
import org.stompest.jms.internal.consumer.Delivery;
import org.stompest.jms.internal.consumer.SubscriptionFeed;

/**
 * {@code CLIENT_ACKNOWLEDGE}, {@code INDIVIDUAL_ACKNOWLEDGE} and {@code SESSION_TRANSACTED}: nothing is acknowledged until the
 * application says so, by {@code acknowledge} or {@code commit}. Stateless.
 */
final class HeldAcknowledge implements AcknowledgementMode {
    @Override
    public void delivered(SubscriptionFeed feed, Delivery delivery) {
        // The message stays in hands.
    }

    @Override
    public boolean redeliversOnFailure() {
        return false;
    }
}
