package org.stompest.jms.internal.session;

import org.stompest.jms.internal.consumer.AcknowledgementMode;
import org.stompest.jms.internal.consumer.Delivery;
import org.stompest.jms.internal.consumer.SubscriptionFeed;

/**
 * {@code DUPS_OK_ACKNOWLEDGE}: one ACK for what was handled since the last, when nothing more waits or a part of the window is
 * used up. Stateless.
 */
final class DupsOkAcknowledge implements AcknowledgementMode {
    /** More would not save anything, and less of the window would stay open. */
    private static final int MOST = 50;

    @Override
    public void delivered(SubscriptionFeed feed, Delivery delivery) {
        feed.settlement()
                .settleLazily(
                        delivery, Math.max(1, Math.min(MOST, feed.request().prefetch() / 2)));
    }

    @Override
    public boolean redeliversOnFailure() {
        return true;
    }
}
